"""An exemption lifts the rule that it names, of the zone that it names, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.domain.evaluation import Finding
from game.domain.world import Vehicle
from game.rules import access
from tests.rules.test_access import CITY, DAY, FACTS, truck
from tests.worlds import HOUR, order, world


def emission(vehicle: Vehicle) -> Finding | None:
    """The emission rule of the city, for a truck without access."""
    return access.zone_emission(rules=FACTS, zone=CITY, day=DAY, vehicle=vehicle, subject="O1")


def late(vehicle: Vehicle) -> Finding | None:
    """The city's window, for a stay in the afternoon."""
    return access.zone_window(zone=CITY, vehicle=vehicle, subject="O1", arrive_s=13 * HOUR, end_s=14 * HOUR)


@pytest.mark.parametrize(
    ("permits", "may_emit", "any_hour"),
    [
        ((), False, False),
        (("city",), True, True),
        (("city:emission",), True, False),
        (("city:window",), False, True),
        (("city:emission", "city:window"), True, True),
        (("other", "other:emission", "city2:window"), False, False),
    ],
)
def test_a_permit_lifts_what_it_names(permits: tuple[str, ...], may_emit: bool, any_hour: bool) -> None:
    """The whole zone, its emission rule, or its windows; never those of another zone."""
    vehicle = truck(euro=5, permits=frozenset(permits))
    assert (emission(vehicle) is None) == may_emit
    assert (late(vehicle) is None) == any_hour


@pytest.mark.parametrize(
    ("permit", "enter", "bound"), [("city:emission", True, 1), ("city:window", False, 0)]
)
def test_the_questions_before_there_is_a_stop_agree(permit: str, enter: bool, bound: int) -> None:
    """Who asks whether a truck may come, and when, gets the answer of the finding."""
    vehicle = truck(euro=5, permits=frozenset({permit}))
    w = world([order("O1", "A")], [vehicle], day=DAY)
    there = replace(w.places["A"], zones=frozenset({"city"}))
    sites = replace(w.sites, zones={"city": CITY}, access=FACTS)
    w = replace(w, sites=sites, places={**w.places, "A": there})
    assert access.may_enter(world=w, vehicle=vehicle, place="A") == enter
    assert len(access.zone_windows(world=w, vehicle=vehicle, place="A")) == bound
