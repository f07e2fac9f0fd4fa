"""What customers were told to count on, and which plans would not keep it.

Whoever was called about an order (by the planner, by an answer, or because a changed plan went out) counts on
a truck and a time. Advice leaves both: another truck, or a shift that such a customer notices, is the
planner's own decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from game.domain.day import DayState
from game.domain.evaluation import TripEvaluation
from game.domain.people import Promise, Told, party_of
from game.domain.plan import Plan
from game.domain.scenario import Scenario
from game.domain.world import World
from game.sim.expect import expected_of


def promise_of(
    scenario: Scenario, world_system: World, plan: Plan, state: DayState, told: Told
) -> Promise | None:
    """What a customer who was `told` something counts on now; None when no truck of ours comes to him."""
    _, order = party_of(told.party)
    trucks = carriers(plan, order)
    begins = _begins(expected_of(scenario, world_system, plan, state, trucks)) if trucks else {}
    if order not in begins:
        return None
    vehicle, begin_s = begins[order]
    return Promise(order=order, vehicle=vehicle, begin_s=begin_s, about=told.about, at_s=told.at_s)


def live(promises: Iterable[Promise], plan: Plan, begun: Mapping[str, int]) -> tuple[Promise, ...]:
    """Those of orders that a truck of ours still has to come for, by order."""
    ahead = {s.order for t in plan.trips for s in t.stops[begun.get(t.vehicle, 0) :] if s.order}
    return tuple(sorted((p for p in promises if p.order in ahead), key=lambda p: p.order))


def broken(
    scenario: Scenario, world_system: World, state: DayState, promises: Iterable[Promise], *,
    before: Plan, after: Plan,
) -> tuple[str, ...]:  # fmt: skip
    """Orders whose promise a plan does not keep that `before`, the plan as it stands, keeps better.

    Another truck, or nobody; or a begin further from the promised one than now, by more than a customer lets
    pass (`Goodwill.shift_s`). An order that is in no trip now was taken out by hand: it may go anywhere.
    """
    held = [p for p in promises if carriers(before, p.order)]
    moved = {p.order for p in held if carriers(after, p.order) != carriers(before, p.order)}
    trucks = {v for p in held if p.order not in moved for v in carriers(before, p.order)}
    if not trucks or before == after:
        return tuple(sorted(moved))
    was = _begins(expected_of(scenario, world_system, before, state, trucks))
    then = _begins(expected_of(scenario, world_system, after, state, trucks))
    least_s = world_system.goodwill.shift_s
    for p in held:
        if p.order in was and p.order in then:
            now_s, off_s = (abs(at[p.order][1] - p.begin_s) for at in (was, then))
            if off_s > max(least_s, now_s):
                moved.add(p.order)
    return tuple(sorted(moved))


def carriers(plan: Plan, order: str) -> tuple[str, ...]:
    """Trucks that come for an order."""
    return tuple(t.vehicle for t in plan.trips if any(s.order == order for s in t.stops))


def _begins(trips: Iterable[TripEvaluation]) -> dict[str, tuple[str, int]]:
    """Per order its last stop's truck and begin."""
    return {s.stop.order: (t.trip.vehicle, s.begin_s) for t in trips for s in t.stops if s.stop.order}
