"""What an author should know of a scenario that is not wrong: shown by `tools validate`, stops nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from game.content.limits import SCENARIO
from game.domain.errors import Fault
from game.domain.scenario import Scenario

MARCH, OCTOBER, SUNDAY = 3, 10, 7
WEEK = timedelta(days=7)


def remarks(scenario: Scenario) -> tuple[Fault, ...]:
    """In the form of faults, so that they are shown the same way; keys begin with `remark.`."""
    return (*_clock_change(scenario), *_unknown_registration(scenario))


def clock_change(day: date) -> int:
    """Hours by which the clock goes forward (1) or back (-1) on a day: last Sunday of March, of October.

    Directive 2000/84/EC, for all of the European Union.
    """
    last_sunday = day.isoweekday() == SUNDAY and (day + WEEK).month != day.month
    return {MARCH: 1, OCTOBER: -1}.get(day.month, 0) if last_sunday else 0


def _clock_change(scenario: Scenario) -> Iterator[Fault]:
    """Clock times stay differences from midnight: whoever drives through the change is an hour off."""
    hours = clock_change(scenario.day)
    if hours:
        key = "remark.clock_forward" if hours > 0 else "remark.clock_back"
        yield Fault(file=SCENARIO, where="date", key=key, values=(("date", scenario.day.isoformat()),))


def _unknown_registration(scenario: Scenario) -> Iterator[Fault]:
    """In a zero-emission zone an unknown registration counts as the oldest."""
    world = scenario.system
    zones = [z for z in world.sites.zones.values() if z.zero_emission_from is not None]
    unknown = [v.id for v in world.vehicles.values() if v.class_.drive != "battery" and v.registered is None]
    if zones and unknown:
        values = (("zone", zones[0].name), ("vehicles", ", ".join(unknown)))
        yield Fault(file=SCENARIO, where="vehicle", key="remark.registered_unknown", values=values)
