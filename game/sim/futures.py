"""The rest of the day of each truck on many possible days, walked once for all that comes to the same.

A truck's rest of the day hangs on its trip, its past, its orders and the incidents on its way. On most
possible days those are the same as on another one, and between two options most trucks are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from game.domain.day import DayState, Incident, Progress
from game.domain.evaluation import StopTimes, TripEvaluation
from game.domain.outlook import StopOutlook, TruckOutlook
from game.domain.people import Told
from game.domain.plan import Plan, Trip
from game.domain.scenario import Effect
from game.domain.world import Order, World
from game.rules.evaluate import evaluate_walk
from game.rules.goodwill import heard, late_stop
from game.rules.stops import place_of
from game.rules.together import elsewhere
from game.sim.course import Course
from game.sim.expect import day_extra, served_by
from game.sim.knowable import closed
from game.sim.outlook import PossibleDay
from game.sim.trucks import course, together

EIGHTY = 80


class Rest(NamedTuple):
    """A truck's whole day as it ends, and the orders that were served."""

    trip: TripEvaluation
    served: frozenset[str]


class Futures:
    """Remembers walks of one moment of the day; its worlds differ in their orders only."""

    def __init__(self) -> None:
        self._now: dict[object, tuple[Progress, object]] = {}
        self._names: dict[tuple[Trip | None, int], frozenset[str]] = {}
        self._walks: dict[object, tuple[Course, object]] = {}
        self._joint: dict[object, tuple[dict[str, Course], object]] = {}
        self._rests: dict[int, tuple[Rest, Course]] = {}

    def present(self, day: PossibleDay, plan: Plan) -> DayState:
        """The state of a possible day with every running activity as that day has it."""
        trucks = tuple(
            self._closed(day, plan, t.vehicle) if t.vehicle in day.opened else t for t in day.state.trucks
        )
        return replace(day.state, trucks=trucks)

    def _closed(self, day: PossibleDay, plan: Plan, vehicle: str) -> Progress:
        key, kept, _ = self._key(day.world, plan, day.state, vehicle)
        if key not in self._now:
            gone = self.course(day.world, plan, day.state, vehicle)
            held_s = dict(day.held).get(vehicle, 0)
            self._now[key] = (closed(day.world, gone, day.state.clock_s, held_s), kept)
        return self._now[key][0]

    def course(self, world: World, plan: Plan, state: DayState, vehicle: str) -> Course:
        """As `trucks.courses` gives it."""
        if any(p.docks for p in world.places.values()):
            return self._together(world, plan, state)[vehicle]
        return self._alone(world, plan, state, vehicle)

    def prepare(self, day: PossibleDay, plan: Plan) -> Iterator[bool]:
        """Walk the trucks of a day that wait for each other at docks, one by one; nothing without docks.

        So a screen can spread the work: it stops after each. True for what they have in common, the longest.
        """
        if not any(p.docks for p in day.world.places.values()):
            return
        for vehicle in vehicles_of(plan, day.state):
            self._alone(day.world, plan, day.state, vehicle)
            yield False
        self._together(day.world, plan, day.state)
        yield True

    def _alone(self, world: World, plan: Plan, state: DayState, vehicle: str) -> Course:
        """Without a queue for any dock."""
        key, kept, known = self._key(world, plan, state, vehicle)
        if key not in self._walks:
            self._walks[key] = (course(world, plan, state, vehicle, known), kept)
        return self._walks[key][0]

    def _together(self, world: World, plan: Plan, state: DayState) -> dict[str, Course]:
        """All trucks: they wait for each other at docks."""
        keys = [self._key(world, plan, state, v) for v in vehicles_of(plan, state)]
        key = tuple(k for k, _, _ in keys)
        if key not in self._joint:
            free = tuple(self._alone(world, plan, state, v) for v in vehicles_of(plan, state))
            found = {c.trip.vehicle: c for c in together(world, free, state, state.incidents)}
            self._joint[key] = (found, [kept for _, kept, _ in keys])
        return self._joint[key][0]

    def rest(self, world: World, plan: Plan, state: DayState, vehicle: str) -> Rest:
        """The truck's day, judged."""
        gone = self.course(world, plan, state, vehicle)
        if id(gone) not in self._rests:
            trip = evaluate_walk(world, gone.trip, gone.walked)
            self._rests[id(gone)] = (Rest(trip, frozenset(served_by(world, trip))), gone)
        return self._rests[id(gone)][0]

    def _key(
        self, world: World, plan: Plan, state: DayState, vehicle: str
    ) -> tuple[object, object, tuple[Incident, ...]]:
        """What the truck's day hangs on; values of which the identity stands in it; incidents on its way."""
        trip, before = plan.trip_of(vehicle), state.truck(vehicle)
        orders = _orders(world, trip, before)
        known = relevant(self._touches(world, plan, state, vehicle), state.incidents)
        key = (vehicle, trip, id(before), state.clock_s, tuple(map(id, orders)), known)
        return key, (before, orders), known

    def _touches(self, world: World, plan: Plan, state: DayState, vehicle: str) -> frozenset[str]:
        """Everything that an incident can be about and that has to do with this truck."""
        trip, before = plan.trip_of(vehicle), state.truck(vehicle)
        key = (trip, id(before))
        if key not in self._names:
            bare = replace(state, incidents=())
            free = course(world, plan, bare, vehicle, ())
            self._names[key] = frozenset(_names(world, free))
        return self._names[key]


def _orders(world: World, trip: Trip | None, before: Progress | None) -> tuple[Order, ...]:
    names = {s.order for s in trip.stops if s.order} if trip else set()
    names |= {s.stop.order for s in before.stops if s.stop.order} if before else set()
    return tuple(world.orders[name] for name in sorted(names))


def _names(world: World, free: Course) -> Iterator[str]:
    vehicle = world.vehicles[free.trip.vehicle]
    yield from (vehicle.id, vehicle.driver, free.trip.driver, vehicle.depot)
    for stop in free.trip.stops:
        yield from (stop.order, place_of(world, vehicle, stop))
    for activity in free.walked.activities:
        if activity.leg is not None:
            yield from (road for road, _, _ in activity.leg.road_spans)


def relevant(names: frozenset[str], incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Incidents that can touch a truck which has to do with these names."""
    return tuple(i for i in incidents if i.subject in names or i.subject == "*")


def vehicles_of(plan: Plan, state: DayState) -> list[str]:
    """Every truck that has a trip or is on the road, by id (as `trucks.courses` takes them)."""
    return sorted({t.vehicle for t in plan.trips} | {p.vehicle for p in state.trucks if p.done})


def cost_cent(
    futures: Futures, world: World, plan: Plan, state: DayState, visible: frozenset[str],
    effects: tuple[Effect, ...],
) -> int:  # fmt: skip
    """Cost of the whole day when nothing more is changed: that of `expect.judge_day`, walked by memo."""
    rests = [futures.rest(world, plan, state, v) for v in vehicles_of(plan, state)]
    served = frozenset().union(*(r.served for r in rests))
    given = tuple((order, partner) for order, partner in plan.given if order not in served)
    left = visible - served - {order for order, _ in given}
    return (
        sum(r.trip.cost.total() for r in rests)
        + sum(world.orders[o].penalty_cent for o in left)
        + (elsewhere(world, given).cent if given else 0)
        + day_extra(world, tuple(r.trip for r in rests), state, effects).total()
    )


def lateness(
    futures: Futures, days: tuple[PossibleDay, ...], plan: Plan, vehicle: str,
) -> Iterator[TruckOutlook | None]:  # fmt: skip
    """What may become of a truck's stops ahead; None after every day that was walked, the outlook last.

    So a screen can spread the work: it stops between any two days.
    """
    walked: list[tuple[PossibleDay, tuple[StopTimes, ...]]] = []
    for day in days:
        state = futures.present(day, plan) if vehicle in dict(day.held) else day.state
        found = futures.course(day.world, plan, state, vehicle)
        walked.append((day, found.walked.stops[len(found.before.stops) :]))
        yield None
    first = days[0].state.truck(vehicle) if days else None
    done = len(first.stops) if first else 0
    yield TruckOutlook(vehicle=vehicle, days=len(days), stops=tuple(_stops(walked, done)))


def _stops(walked: list[tuple[PossibleDay, tuple[StopTimes, ...]]], done: int) -> Iterator[StopOutlook]:
    for number, same in enumerate(zip(*(stops for _, stops in walked), strict=True)):
        yield _stop(walked[0][0], same, done + number)


def _stop(day: PossibleDay, same: tuple[StopTimes, ...], index: int) -> StopOutlook:
    """One stop on all days."""
    now = Told(party=f"customer/{same[0].stop.order}", about="late", at_s=day.state.clock_s)
    told = heard(day.state.told).get(same[0].stop.order)
    hears = heard((*day.state.told, now)).get(same[0].stop.order)
    late_s = sorted(s.late_s for s in same)
    begin_s = sorted(s.begin_s for s in same)
    return StopOutlook(
        index=index, order=same[0].stop.order,
        late_percent=round(100 * sum(s > 0 for s in late_s) / len(same)),
        late_s80=_share(late_s), begin_s80=_share(begin_s), close_s=same[0].window_close_s,
        goodwill_cent=_mean(late_stop(day.world, s, told) for s in same),
        told_cent=_mean(late_stop(day.world, s, hears) for s in same),
    )  # fmt: skip


def _share(rising: list[int]) -> int:
    """What four in five do not exceed."""
    return rising[-(-EIGHTY * len(rising) // 100) - 1]


def _mean(values: Iterable[int]) -> int:
    found = list(values)
    return round(sum(found) / len(found))
