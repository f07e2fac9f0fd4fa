"""What a person at the desk knows of a day: what has been ruled out, and how far each truck surely is."""

from __future__ import annotations

from dataclasses import replace

from game.domain.day import DayState, Incident, Progress
from game.domain.evaluation import Doing
from game.domain.world import World
from game.rules.stops import action_at
from game.sim.times import BUSY, FAULT, jams_met
from game.sim.trucks import without_last

OPEN_ENDED = (Doing.DRIVE, Doing.SERVICE)
"""Running activities of which nobody knows yet how long they last; of all others the driver does."""


def ruled_out(world: World, incident: Incident, state: DayState) -> bool:
    """Whether something unseen cannot be any more: its time is over, or a truck would have met it."""
    if incident.to_s <= state.clock_s and incident.kind != "closed":
        return True
    return any(_met(world, incident, truck, state.clock_s) for truck in state.trucks)


def _met(world: World, incident: Incident, truck: Progress, clock_s: int) -> bool:
    """Whether this truck would have noticed it by now, had it been there."""
    kind, subject = incident.kind, incident.subject
    if kind == "late_loading":
        return subject == truck.vehicle and _did(truck, Doing.LOAD, incident)
    if kind in (BUSY, FAULT):
        return _did(truck, Doing.CHARGE, incident, subject)
    if kind == "jam":
        return _passed(incident, truck, clock_s)
    order = world.orders.get(subject)
    if order is None:
        return False
    end_s = clock_s if kind == "slow_service" else 1 << 30
    action = action_at(world, order, incident.end)
    return any(s.stop.order == subject and s.stop.action is action and s.end_s <= end_s for s in truck.stops)


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


def open_again(world: World, state: DayState) -> DayState:
    """The state without the ends of running activities that nobody can know: they are to be worked out
    again, from where they began, on each possible day."""
    trucks = tuple(_open_again(world, t, state) for t in state.trucks)
    return replace(state, trucks=trucks)


def _open_again(world: World, truck: Progress, state: DayState) -> Progress:
    last = truck.done[-1] if truck.done else None
    if last is None or last.end_s <= state.clock_s or last.start_s > state.clock_s:
        return truck
    known = last.doing not in OPEN_ENDED or (last.cause in state.seen and last.doing is Doing.SERVICE)
    return truck if known else without_last(world, truck)
