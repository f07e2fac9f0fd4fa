"""A group's figures: true of the group, and of nobody in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.assess.group import HEAP, LEAST
from game.assess.group.choices import DIVIDED, reliance, splits
from game.assess.group.member import Member, Session
from game.assess.group.rise import rise, rises
from game.assess.group.spread import STEP, heaps, spreads
from game.assess.group.whole import group_of
from game.assess.indicators import evidence
from game.assess.next_up import Offer
from game.assess.profile import Played
from game.assess.settings import COMPETENCIES, settings
from game.domain.errors import Illegal
from game.domain.events import Evidence
from tests.assess.stories import PLANNING, rough_lesson, story

OPTIONS = {"a": ("commit m2 a 90", "final m2 a"), "b": ("commit m2 b 60", "final m2 b")}


def member(*acts: str) -> Member:
    """Somebody who played the rough lesson once."""
    played = story(*PLANNING, *acts, of=rough_lesson())
    return Member(sessions=(session(played),))


def session(played, form: str = "") -> Session:
    """A session with its evidence."""
    return Session(story=played, form=form, played=Played(session="s", evidence=evidence(played)))


def seen(*categories: int) -> Member:
    """Somebody of whom one indicator of K1 was seen, a time each."""
    bare = story(*PLANNING, of=rough_lesson())
    found = [
        Evidence(competency="K1", indicator="K1.cost_gap", version=1, raw=0.0, category=category,
                 thresholds=(0.0, 0.0, 0.0), events=())
        for category in categories
    ]  # fmt: skip
    return Member(
        sessions=tuple(Session(story=bare, played=Played(session="s", evidence=(e,) * 3)) for e in found)
    )


def test_a_group_of_four_is_refused():
    """Below the least number there is no report at all."""
    with pytest.raises(Illegal) as refused:
        group_of([member()] * (LEAST - 1), (), settings())
    assert refused.value.values == {"n": LEAST - 1, "least": LEAST}
    assert group_of([member()] * LEAST, (), settings()).members == LEAST


@given(st.lists(st.floats(-3, 3), min_size=HEAP, max_size=40))
def test_no_heap_holds_one(values):
    """However the members lie: every heap holds two or more, everybody is in one, and values are rounded."""
    found = heaps(values)
    assert min(heap.count for heap in found) >= HEAP
    assert sum(heap.count for heap in found) == len(values)
    assert all(heap.at % STEP == 0 for heap in found)
    assert [h.at for h in found] == sorted(h.at for h in found)


def test_a_competency_of_few_is_left_out():
    """Five members, of whom four showed K1: nothing of K1 is told."""
    four = [seen(k) for k in (0, 1, 2, 3)]
    without = Member(sessions=(replace(four[0].sessions[0], played=Played(session="s", evidence=())),))
    assert spreads([*four, without], settings())["K1"] is None
    whole = spreads([*four, seen(3)], settings())["K1"]
    assert whole is not None
    assert whole.n == LEAST
    assert whole.low <= whole.middle <= whole.high


def test_a_decision_is_divided_only_between_heaps():
    """Votes of single members never show: neither as an option, nor as a part of a share."""
    three_two = [member(*OPTIONS["a"])] * 3 + [member(*OPTIONS["b"])] * 2
    found = {s.id: s for s in splits(three_two)}["m2"]
    assert dict(found.shares) == {"a": 0.6, "b": 0.4}
    assert found.best
    assert found.shares[1][1] >= DIVIDED
    lonely = [member(*OPTIONS["a"])] * 5 + [member(*OPTIONS["b"])]
    assert "m2" not in {s.id for s in splits(lonely)}
    assert "m2" not in {s.id for s in splits(three_two[1:])}


def test_only_the_first_time_counts():
    """Who played a day again knew more: the second choice is not a vote."""
    once = member(*OPTIONS["a"]).sessions
    again = Member(sessions=(*once, *member(*OPTIONS["b"]).sessions))
    votes = splits([again] * 3 + [member(*OPTIONS["b"])] * 3)
    assert dict({s.id: s for s in votes}["m2"].shares) == {"a": 0.5, "b": 0.5}


def test_reliance_is_two_sided_and_from_enough_members():
    """Both ways of going wrong are told, and neither from fewer than five."""
    moment = next(m for m in rough_lesson().moments if m.id == "m2")
    other = next(o.id for o in moment.options if o.id != moment.advice)
    followed = (f"commit m2 {other} 80", f"final m2 {moment.advice}")
    kept = (f"commit m2 {other} 80", f"final m2 {other}")
    all_followed, all_kept = reliance([member(*followed)] * LEAST), reliance([member(*kept)] * LEAST)
    right = moment.advice == moment.best
    told = (
        (all_followed.took_right, all_kept.took_right)
        if right
        else (all_followed.kept_own, all_kept.kept_own)
    )
    assert told == ((1.0, 0.0) if right else (0.0, 1.0))
    assert all_followed.sure == pytest.approx(0.8)
    few = reliance([member(*followed)] * (LEAST - 1))
    assert (few.took_right, few.kept_own, few.sure, few.leans) == (None, None, None, "unknown")


def test_growth_is_seen_where_it_is_and_not_where_it_is_not():
    """Members who went from the lowest to the highest category grew; those who stayed did not."""
    grown = rises([seen(0, 3), seen(0, 3), seen(1, 3), seen(0, 2), seen(1, 3)], settings())["K1"]
    still = rises([seen(1, 1), seen(2, 2), seen(1, 2), seen(2, 1), seen(1, 1)], settings())["K1"]
    assert grown is not None
    assert still is not None
    assert grown.says == "up"
    assert still.says == "open"
    assert still.low < 0 < still.high
    assert rises([seen(0, 3)] * (LEAST - 1), settings())["K1"] is None


def test_members_who_are_all_alike_are_no_certainty():
    """Differences without any spread still have the interval of what the estimates are unsure of."""
    found = rise([(0.5, 0.4)] * 6)
    assert found is not None
    assert found.mean == 0.5
    assert found.high - found.low > 1.0


def test_a_measurement_is_compared_with_its_own():
    """Where both forms were played, what was played between them does not count."""

    def of(*marked: tuple[int, str]) -> Member:
        parts = [(seen(k).sessions[0], form) for k, form in marked]
        return Member(sessions=tuple(replace(s, form=form) for s, form in parts))

    up = [of((0, "nulmeting"), (0, ""), (3, "eindmeting"), (0, ""))] * LEAST
    found = rises(up, settings())["K1"]
    assert found is not None
    assert found.mean > 0.5


def test_days_are_means_of_enough_members():
    """A day that four played is counted and not shown; of one that five played only means are told."""
    group = group_of([member(*OPTIONS["a"])] * 3 + [member()] * 2, (), settings())
    assert [row.n for row in group.rows] == [LEAST]
    assert group.few == 0
    costs = [m.days()[group.rows[0].scenario].day.kpi.on_time_share for m in [member()]]
    assert group.rows[0].on_time == pytest.approx(costs[0], abs=0.5)


def test_what_to_play_next_is_what_was_shown_least():
    """A competency of which too few showed anything comes first."""
    offers = [Offer(scenario="weeks", competencies=("K8",)), Offer(scenario="day", competencies=("K1", "K3"))]
    group = group_of([member(*OPTIONS["a"])] * LEAST, offers, settings())
    least = Counter(a.scenario for a in group.next)
    assert group.next[0].competency in COMPETENCIES
    assert least["weeks"] == 1
