"""Whole days of generated worlds, planned and directed at random: nothing breaks and everything adds up.

The short run is part of every test run; the long one is `python -m tools robust`, 10,000 days in parts that
each go on where another stopped. RITREGIE_LONG=1 plays more days here too.
"""

from __future__ import annotations

import os

import pytest

from tests.robust.random_days import DAYS_A_WORLD, RandomDay, days, scenario_of

LONG = os.environ.get("RITREGIE_LONG") == "1"
PARTS = 6


@pytest.mark.parametrize("part", range(PARTS))
def test_days_at_random_hold(part: int) -> None:
    """No crash, no negative time, no lost order; cost and CO2e are those of the trips and what is outside.

    Each part has its own generated world.
    """
    first = part * 17 * DAYS_A_WORLD
    assert days(first, DAYS_A_WORLD if LONG else 5) == []


def test_the_same_acts_give_the_same_day() -> None:
    """A number is a day: state and log are equal when it is played again."""
    one, other = (RandomDay(7).play() for _ in range(2))
    assert one.state_hash() == other.state_hash()
    assert [e.data for e in one.events] == [e.data for e in other.events]


def test_days_at_random_have_every_kind_of_trouble() -> None:
    """What the long run says of robustness is said of all causes: each is met somewhere."""
    met: set[str] = set()
    for number in range(0, 60, 3):
        session = RandomDay(number).play()
        assert session.day is not None
        met |= {i.kind for i in session.day.incidents if i.id in session.day.seen}
        if len(met) >= 11:
            break
    assert met >= {"jam", "bridge", "slow", "late_loading", "dock", "closed", "order_error", "breakdown",
                   "sick", "rush", "slow_service"}  # fmt: skip
    assert any(p.docks for p in scenario_of(3).system.places.values())


@pytest.mark.skipif(not LONG, reason="half a minute; RITREGIE_LONG=1")
def test_a_big_day_at_random_holds() -> None:
    """300 orders."""
    assert days(0, 1, big=True) == []
