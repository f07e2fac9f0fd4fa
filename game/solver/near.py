"""Which places in a trip are worth asking the referee about: by detour and by what the windows leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from game.domain.evaluation import TripEvaluation
from game.domain.plan import Stop, Trip
from game.domain.world import Action, Vehicle, Window, World
from game.rules.schedule import legs_places, window_for
from game.rules.stops import place_of, visit_windows
from game.solver.stops import Spot

LATE = 20
"""Seconds of detour that one second too late weighs."""
WAIT_PART = 0.5
"""What a second of waiting weighs: it may fall away when the trip starts later."""


class _Visit(NamedTuple):
    """One stop to put in."""

    place: str
    windows: tuple[Window, ...]
    service_s: int


class Gaps(NamedTuple):
    """The trip as it stands, between its stops."""

    ends: list[str]
    """Depot, place of each stop, depot."""
    free_s: list[int]
    """When the truck can leave for the next stop."""
    slack_s: list[int]
    """How much later what comes after the gap may become before a window is missed."""
    wait_s: list[int]
    """Waiting at the stop behind the gap, which takes up what comes before it."""


def near_places(
    world: World,
    vehicle: Vehicle,
    trip: Trip,
    judged: TripEvaluation | None,
    stops: Sequence[Stop],
    first: int,
    keep: int,
) -> list[tuple[float, Spot]]:
    """The `keep` most promising spots of an order's stops in a trip without it, from position `first`.

    Each with what it weighs in seconds of detour, waiting and lateness: an estimate.
    """
    count = len(trip.stops)
    if first > count:
        return []
    gaps = gaps_of(world, vehicle, trip, judged)
    visits = [_visit(world, vehicle, stop) for stop in stops]
    places = range(first, count + 1)
    alone = [{at: _weight(world, vehicle, gaps, at, visit) for at in places} for visit in visits]
    if len(visits) == 1:
        ranked = sorted((weight, Spot(at)) for at, weight in alone[0].items())
        return ranked[:keep]
    pairs = [(alone[0][at] + alone[1][to], Spot(at, to)) for at in places for to in range(at + 1, count + 1)]
    pairs += [(_both(world, vehicle, gaps, at, visits), Spot(at, at)) for at in places]
    return sorted(pairs)[:keep]


def _visit(world: World, vehicle: Vehicle, stop: Stop) -> _Visit:
    order = world.orders[stop.order]
    service_s = order.pickup_service_s if stop.action is Action.COLLECT else order.delivery_service_s
    return _Visit(place_of(world, vehicle, stop), visit_windows(world, vehicle, stop), service_s)


def gaps_of(world: World, vehicle: Vehicle, trip: Trip, judged: TripEvaluation | None) -> Gaps:
    """The trip between its stops; `judged` is None for an empty one."""
    ends = legs_places(world, trip)
    h = world.handling
    driver = world.drivers[trip.driver]
    begin_s = driver.from_s if trip.start_s is None else trip.start_s
    ready_s = begin_s + h.check_s + h.load_fixed_s
    times = judged.stops if judged is not None else ()
    free_s = [ready_s, *(t.end_s for t in times)]
    slack_s = [1 << 30] * (len(times) + 1)
    for at in range(len(times) - 1, -1, -1):
        room_s = max(0, times[at].window_close_s - times[at].begin_s)
        slack_s[at] = min(room_s, slack_s[at + 1] + times[at].wait_s)
    if times and trip.start_s is None:
        # an automatic start waits at home for the first stop: what lies before it may use that time
        arrive_s = ready_s + world.leg(vehicle, ends[0], ends[1]).duration_s
        slack_s[0] += max(0, times[0].arrive_s - arrive_s)
    return Gaps(ends, free_s, slack_s, [*(t.wait_s for t in times), 0])


def _weight(world: World, vehicle: Vehicle, gaps: Gaps, at: int, visit: _Visit) -> float:
    """Extra driving, a part of the waiting, and what becomes late."""
    before, after = gaps.ends[at], gaps.ends[at + 1]
    there_s = world.leg(vehicle, before, visit.place).duration_s
    extra_s = (
        there_s
        + world.leg(vehicle, visit.place, after).duration_s
        - world.leg(vehicle, before, after).duration_s
    )
    arrive_s = gaps.free_s[at] + there_s
    return extra_s + _trouble(gaps, at, arrive_s, extra_s, visit)


def _trouble(gaps: Gaps, at: int, arrive_s: int, extra_s: int, visit: _Visit) -> float:
    window = window_for(windows=visit.windows, arrive_s=arrive_s)
    wait_s = max(0, window.open_s - arrive_s) if at else 0
    late_s = max(0, arrive_s - window.close_s)
    later_s = max(0, extra_s + wait_s + visit.service_s - gaps.slack_s[at])
    return WAIT_PART * wait_s + LATE * (late_s + later_s)


def _both(world: World, vehicle: Vehicle, gaps: Gaps, at: int, visits: list[_Visit]) -> float:
    """Collected and brought away at once."""
    before, after = gaps.ends[at], gaps.ends[at + 1]
    one, two = visits
    there_s = world.leg(vehicle, before, one.place).duration_s
    between_s = world.leg(vehicle, one.place, two.place).duration_s
    extra_s = (
        there_s
        + between_s
        + world.leg(vehicle, two.place, after).duration_s
        - world.leg(vehicle, before, after).duration_s
    )
    arrive_s = gaps.free_s[at] + there_s
    window = window_for(windows=one.windows, arrive_s=arrive_s)
    begin_s = max(arrive_s, window.open_s)
    first = WAIT_PART * (begin_s - arrive_s) + LATE * max(0, arrive_s - window.close_s)
    ready_s = begin_s + one.service_s + between_s
    return extra_s + first + _trouble(gaps, at, ready_s, extra_s + one.service_s, two)
