"""What a person at the desk knows of a day: what has been ruled out, and how far each truck surely is."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from game.domain.day import DayState, Incident, Progress
from game.domain.evaluation import Activity, Doing
from game.domain.plan import Plan
from game.domain.world import World
from game.rules.stops import action_at
from game.sim.course import Course
from game.sim.disruptions import ALL_DAY_S, SUDDEN
from game.sim.effects import last_reload, loaded_for
from game.sim.roads import ONCE, jams_met
from game.sim.times import BUSY, DOCK, FAULT, HOLD
from game.sim.trucks import cut, without_last

OPEN_ENDED = (Doing.DRIVE, Doing.SERVICE)
"""Running activities of which nobody knows yet how long they last; of all others the driver does."""
HEARD = frozenset({"slow", "rush"})
"""Kinds of which one hears as soon as they begin."""
OF_VEHICLE = frozenset({"late_loading", "breakdown"})
WAITED_FOR = {BUSY: Doing.CHARGE, FAULT: Doing.CHARGE, DOCK: Doing.SERVICE}
"""Kinds at a place, and what a truck does there once it has its turn."""


def over(incident: Incident, state: DayState) -> bool:
    """Whether something that nobody met is of no account any more."""
    began = incident.kind in SUDDEN and incident.from_s <= state.clock_s
    return began or (incident.to_s <= state.clock_s and incident.kind != "closed")


def ruled_out(world: World, plan: Plan, incident: Incident, state: DayState) -> bool:
    """Whether something unseen cannot be: one would have heard of it, or a truck would have met it."""
    if incident.kind in HEARD and incident.from_s <= state.clock_s:
        return True
    return any(_met(world, plan, incident, truck, state.clock_s) for truck in state.trucks)


def _met(world: World, plan: Plan, incident: Incident, truck: Progress, clock_s: int) -> bool:
    """Whether this truck would have noticed it by now, had it been there."""
    kind, subject, from_s = incident.kind, incident.subject, incident.from_s
    if kind in ONCE:
        return _passed(incident, truck, clock_s)
    if kind in WAITED_FOR:
        return _did(truck, WAITED_FOR[kind], incident, subject)
    if kind in OF_VEHICLE:
        mine = subject == truck.vehicle
        late = kind == "late_loading" and _did(truck, Doing.LOAD, incident)
        return mine and (late or _stood(truck, incident, clock_s))
    if kind == "sick":
        return _drives(world, plan, truck, subject) and _waited_for_start(truck, from_s, clock_s)
    return _seen_at_stop(world, plan, incident, truck, clock_s)


def _seen_at_stop(world: World, plan: Plan, incident: Incident, truck: Progress, clock_s: int) -> bool:
    """Of what concerns an order: its goods came aboard, its door was open, or its service is over."""
    order = world.orders.get(incident.subject)
    if order is None or incident.kind in HEARD:
        return False
    if incident.kind == "order_error" and _loaded(plan, truck, order.id):
        return True
    action = action_at(world, order, incident.end)
    ended_s = clock_s if incident.kind == "slow_service" else ALL_DAY_S
    return any(
        s.stop.order == order.id and s.stop.action is action and s.end_s <= ended_s for s in truck.stops
    )


def _did(truck: Progress, doing: Doing, incident: Incident, place: str = "") -> bool:
    return any(
        a.doing is doing and incident.from_s <= a.start_s < incident.to_s and place in ("", a.place)
        for a in truck.done
    )


def _passed(jam: Incident, truck: Progress, clock_s: int) -> bool:
    return any(
        met.enter_s <= clock_s
        for a in truck.done
        if a.doing is Doing.DRIVE and a.leg is not None and a.leg_from <= 0.0
        for met in jams_met(leg=a.leg, depart_s=a.start_s, incidents=(jam,))
    )


def _stood(truck: Progress, incident: Incident, clock_s: int) -> bool:
    """Of a breakdown: whether the truck was on its trip at that moment, and that is past."""
    at_s = incident.from_s
    if incident.kind != "breakdown" or at_s > clock_s or not truck.done:
        return False
    return truck.done[0].start_s <= at_s < truck.done[-1].end_s


def _drives(world: World, plan: Plan, truck: Progress, driver: str) -> bool:
    trip = plan.trip_of(truck.vehicle)
    return driver == (trip.driver if trip else world.vehicles[truck.vehicle].driver)


def _waited_for_start(truck: Progress, at_s: int, clock_s: int) -> bool:
    """Whether its trip was still to begin at a clock time that is past."""
    return at_s <= clock_s and (not truck.done or at_s < truck.done[0].start_s)


def _loaded(plan: Plan, truck: Progress, order: str) -> bool:
    """Whether its goods came aboard at the depot: then somebody looked at them."""
    trip = plan.trip_of(truck.vehicle)
    if trip is None or not any(a.doing is Doing.LOAD for a in truck.done):
        return False
    return order in loaded_for(trip, last_reload(truck) + 1)


class Opened(NamedTuple):
    """A present in which running activities have no end yet."""

    state: DayState
    vehicles: frozenset[str]
    """Trucks of which the last activity was taken out, to be worked out again on each possible day."""
    held: tuple[tuple[str, int], ...]
    """Of those: how many seconds they were told to wait after it."""


def open_again(world: World, state: DayState) -> Opened:
    """The state without the ends of running activities that nobody can know."""
    found = {t.vehicle: _opened(world, t, state) for t in state.trucks}
    changed = {v: pair for v, pair in found.items() if pair is not None}
    trucks = tuple(changed[t.vehicle][0] if t.vehicle in changed else t for t in state.trucks)
    held = tuple((v, held_s) for v, (_, held_s) in sorted(changed.items()) if held_s)
    return Opened(replace(state, trucks=trucks), frozenset(changed), held)


def _opened(world: World, truck: Progress, state: DayState) -> tuple[Progress, int] | None:
    """The truck with its running activity taken out, and the wait that was ordered after it; None when
    it is known how long that lasts. A stop that was given up on the way stays as it is."""
    ahead = [a for a in truck.done if a.start_s > state.clock_s]
    running = truck.done[len(truck.done) - len(ahead) - 1] if len(truck.done) > len(ahead) else None
    if running is None or running.end_s <= state.clock_s or any(a.cause != HOLD for a in ahead):
        return None
    if running.doing not in OPEN_ENDED or running.stop < 0 or _known(running, state):
        return None
    bare = replace(truck, done=truck.done[: len(truck.done) - len(ahead)], free_s=running.end_s)
    return without_last(world, bare), sum(a.end_s - a.start_s for a in ahead)


def _known(running: Activity, state: DayState) -> bool:
    """A service of which somebody rang to say why it lasts longer."""
    return running.doing is Doing.SERVICE and running.cause in state.seen


def closed(world: World, it: Course, clock_s: int, held_s: int) -> Progress:
    """The truck as it is now on a possible day: its running activity ends as that day has it."""
    truck = cut(world, it, clock_s)
    if not held_s:
        return truck
    wait = Activity(
        doing=Doing.WAIT, start_s=truck.free_s, end_s=max(truck.free_s, clock_s) + held_s,
        place=truck.at_place, cause=HOLD,
    )  # fmt: skip
    return replace(truck, done=(*truck.done, wait), free_s=wait.end_s)
