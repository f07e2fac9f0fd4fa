"""Growth over sessions: the last point is today's bar, and a trend is told only where there is one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from game.assess.growth import growth_dict, growths
from game.assess.profile import Played, profile
from game.assess.settings import COMPETENCIES, PRIORS, settings
from game.domain.events import Evidence

FIGURES = settings()
NAMES = sorted(FIGURES.items)


def evidence(name: str, category: int) -> Evidence:
    """A piece of evidence of an indicator."""
    item = FIGURES.items[name]
    return Evidence(competency=item.competency, indicator=name, version=1, raw=0.0, category=category,
                    thresholds=item.thresholds, events=(1,))  # fmt: skip


def days(*categories: int, competency: str = "K1") -> list[Played]:
    """A day each on which every indicator of a competency came out like this."""
    mine = [name for name in NAMES if name.startswith(f"{competency}.")]
    return [
        Played(session=str(i), evidence=tuple(evidence(name, c) for name in mine))
        for i, c in enumerate(categories)
    ]


sessions = st.lists(
    st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 3)), max_size=8), min_size=1, max_size=6
)


@hypothesis_settings(max_examples=25, deadline=None)
@given(sessions, st.sampled_from(PRIORS))
def test_the_last_point_is_the_bar_of_today(made: list[list[tuple[str, int]]], prior: str) -> None:
    """Line and bar never say two things, whatever was played."""
    played = [Played(session=str(i), evidence=tuple(evidence(*e) for e in s)) for i, s in enumerate(made)]
    found, today = growths(played, prior), profile(played, prior)
    for name in COMPETENCIES:
        last, bar = found[name].points[-1], today.competencies[name]
        assert (last.mean, last.low, last.high) == (bar.mean, bar.low, bar.high)
        assert sum(p.evidence for p in found[name].points) == len(bar.evidence)


def test_better_days_make_a_line_that_rises_and_a_band_that_narrows() -> None:
    """What a player sees over ten days: up, and surer."""
    points = growths(days(0, 0, 1, 1, 2, 2, 3, 3, 3, 3))["K1"].points
    assert points[-1].mean > points[0].mean + 1
    assert points[-1].high - points[-1].low < points[0].high - points[0].low


def test_a_trend_is_only_told_where_it_is_more_than_chance() -> None:
    """Two good days are no growth; a long climb is."""
    assert growths(days(3, 3))["K1"].says == "open"
    assert growths(days(1, 2))["K1"].says == "open"
    long = [0] * 4 + [1] * 6 + [2] * 8 + [3] * 12
    assert growths(days(*long))["K1"].says == "up"
    assert growths(days(*reversed(long)))["K1"].says == "down"


def test_no_session_has_no_points() -> None:
    """Before the first day there is nothing to draw."""
    assert all(g.points == () and g.says == "open" for g in growths([]).values())
    with pytest.raises(ValueError, match="prior"):
        growths([], "hopeful")


def test_growth_is_plain() -> None:
    """It travels from a process beside the game as JSON."""
    told = growth_dict(growths(days(1, 2)))
    assert json.loads(json.dumps(told)) == told
    assert [p["session"] for p in told["K1"]["points"]] == ["0", "1"]
