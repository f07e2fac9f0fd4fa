"""Properties that hold for any driver's time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from game.rules.hours import (
    ARTICLES,
    ELECTRIC,
    EU561,
    NONE,
    VAN,
    WEEK_S,
    Breach,
    HoursRules,
    Kind,
    Opening,
    Span,
    check,
    read,
)

RULES = HoursRules()
LENGTHS = {
    Kind.DRIVE: (1, 60, 120, 240, 270, 300),
    Kind.WORK: (1, 15, 60, 240),
    Kind.AVAILABLE: (1, 30, 240),
    Kind.BREAK: (1, 15, 30, 45, 180),
    Kind.REST: (60, 419, 420, 539, 540, 659, 660, 900, 1440, 2700, 4000),
}
pieces = st.sampled_from([*Kind, Kind.DRIVE, Kind.REST]).flatmap(
    lambda kind: st.tuples(st.just(kind), st.sampled_from(LENGTHS[kind]), st.booleans())
)


@st.composite
def times(draw: st.DrawFn) -> tuple[Span, ...]:
    """Up to several weeks of a driver."""
    at_s = draw(st.integers(0, 7 * 24)) * 3600
    spans = []
    for kind, minutes, gap in draw(st.lists(pieces, max_size=60)):
        end_s = at_s + 60 * minutes
        if kind is not Kind.REST or not gap:
            spans.append(Span(kind, at_s, end_s))
        at_s = end_s
    return tuple(spans)


def judged(spans: tuple[Span, ...]) -> tuple[Breach, ...]:
    """Breaches under both sets of rules."""
    return check(spans, RULES, EU561)


@settings(max_examples=150, deadline=None)
@given(
    times(), st.sampled_from((1, 45, 540, 660, 1440, 2700, 60000)), st.sampled_from((Kind.BREAK, Kind.REST))
)
def test_rest_at_the_end_changes_nothing(spans: tuple[Span, ...], minutes: int, kind: Kind) -> None:
    """Adding rest at the end never creates a breach, and hides none."""
    end_s = max((s.end_s for s in spans), default=0)
    assert judged((*spans, Span(kind, end_s, end_s + 60 * minutes))) == judged(spans)


@settings(max_examples=150, deadline=None)
@given(times(), st.integers(1, 59), st.randoms(use_true_random=False))
def test_splitting_and_order_change_nothing(spans: tuple[Span, ...], second: int, random: object) -> None:
    """A span in two pieces, in whatever order they are given, is the same time."""
    halves: list[Span] = []
    for span in spans:
        cut_s = min(span.start_s + second, span.end_s)
        halves += [span._replace(end_s=cut_s), span._replace(start_s=cut_s)]
    random.shuffle(halves)  # type: ignore[attr-defined]
    assert judged(tuple(halves)) == judged(spans)


@settings(max_examples=100, deadline=None)
@given(times(), st.integers(-5, 200))
def test_whole_weeks_later_changes_nothing(spans: tuple[Span, ...], weeks: int) -> None:
    """The law knows no first week: everything moves along."""
    by_s = weeks * WEEK_S
    later = tuple(s._replace(start_s=s.start_s + by_s, end_s=s.end_s + by_s) for s in spans)
    moved = tuple(
        replace(b, at_s=b.at_s + by_s, due_s=None if b.due_s is None else b.due_s + by_s)
        for b in judged(spans)
    )
    assert judged(later) == moved


@settings(max_examples=100, deadline=None)
@given(times())
def test_breaks_and_rests_are_one_mode(spans: tuple[Span, ...]) -> None:
    """What a rest is called does not matter, only how long it lasts."""
    named = tuple(s._replace(kind=Kind.REST if s.kind is Kind.BREAK else s.kind) for s in spans)
    assert judged(named) == judged(spans)


@settings(max_examples=150, deadline=None)
@given(times())
def test_amount_is_the_distance_to_the_limit(spans: tuple[Span, ...]) -> None:
    """Amount, limit and use always tell one story, in order of time, with an article."""
    found = judged(spans)
    for breach in found:
        assert breach.amount_s == abs(breach.used_s - breach.limit_s) > 0
        assert breach.article == ARTICLES[breach.rule]
    assert [b.at_s for b in found] == sorted(b.at_s for b in found)


@settings(max_examples=100, deadline=None)
@given(times())
def test_fewer_rules_find_less(spans: tuple[Span, ...]) -> None:
    """A van's day shows the working-time breaches of the truck's day and no others."""
    van = check(spans, RULES, VAN)
    assert van == tuple(b for b in judged(spans) if b.rule.startswith(("work_", "night_")))
    assert check(spans, RULES, ELECTRIC) == van
    assert check(spans, RULES, NONE) == ()


@settings(max_examples=100, deadline=None)
@given(times(), st.integers(0, 30))
def test_more_driving_before_is_never_better(spans: tuple[Span, ...], hours: int) -> None:
    """Hours that were driven before the first span never take a hard breach away."""
    assume(spans)
    before = Opening(drive_s={min(s.start_s for s in spans) // WEEK_S: hours * 3600})
    hard = {b.rule for b in judged(spans) if b.severity == "hard"}
    assert hard <= {b.rule for b in check(spans, RULES, EU561, opening=before) if b.severity == "hard"}


def test_overlap_and_backward_time_are_refused() -> None:
    """Two things at once, or a span that ends before it begins, are faults of the caller."""
    with pytest.raises(ValueError, match="begins before"):
        judged((Span(Kind.DRIVE, 0, 100), Span(Kind.WORK, 99, 200)))
    with pytest.raises(ValueError, match="ends before it begins"):
        judged((Span(Kind.DRIVE, 100, 0),))


@pytest.mark.parametrize("text", ["d", "270", "x10", "d-5", "d1.5", "d10!!"])
def test_notation_is_strict(text: str) -> None:
    """A typing error in a case is told, not skipped."""
    with pytest.raises(ValueError, match="whole minutes"):
        read(text)


def test_nothing_recorded_is_rest() -> None:
    """An empty time, gaps and rest alone break nothing."""
    assert judged(()) == ()
    assert judged(read("r600 b600")) == ()
    gap = (*read("d270"), *read("d270", start="05:15"))
    assert judged(gap) == ()
