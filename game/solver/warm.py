"""A plan that was there before the search: what of it the model takes, and what is put back afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action
from game.rules.moves import with_stops
from game.solver.stops import Begun

_Pair = tuple[tuple[str, Action] | None, tuple[str, Action] | None]


def keep_own_stops(old: Trip | None, trip: Trip, fixed: int) -> Trip:
    """The trip with the old one's breaks and charges between stops that still follow each other.

    Reloads are the model's own business, and what is fixed is in the trip already.
    """
    if old is None or not any(s.own and s.action is not Action.RELOAD for s in old.stops[fixed:]):
        return trip
    kept = _by_gap(old.stops)
    stops: list[Stop] = list(trip.stops[:fixed])
    before = next((_name(s) for s in reversed(stops) if s.order), None)
    for stop in trip.stops[fixed:]:
        if stop.order:
            stops += kept.get((before, _name(stop)), ())
            before = _name(stop)
        stops.append(stop)
    stops += kept.get((before, None), ())
    return with_stops(trip, tuple(stops), trip) if len(stops) != len(trip.stops) else trip


def _name(stop: Stop) -> tuple[str, Action]:
    return stop.order, stop.action


def _by_gap(stops: Sequence[Stop]) -> dict[_Pair, tuple[Stop, ...]]:
    found: dict[_Pair, tuple[Stop, ...]] = {}
    before: tuple[str, Action] | None = None
    waiting: list[Stop] = []
    for stop in stops:
        if stop.order:
            found[before, _name(stop)] = tuple(waiting)
            before, waiting = _name(stop), []
        elif stop.action is not Action.RELOAD:
            waiting.append(stop)
    found[before, None] = tuple(waiting)
    return found


def without_own_stops(plan: Plan, begun: Begun) -> Plan:
    """The plan without the breaks and charges that are not fixed yet."""
    for trip in plan.trips:
        fixed = begun.get(trip.vehicle, 0)
        stops = tuple(
            s for i, s in enumerate(trip.stops) if i < fixed or s.order or s.action is Action.RELOAD
        )
        if stops != trip.stops:
            plan = plan.with_trip(with_stops(trip, stops, trip))
    return plan
