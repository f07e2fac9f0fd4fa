"""Looking ahead and looking back: what is to be expected now, and how the day really went."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from game.domain.day import DayState, Progress
from game.domain.evaluation import CostParts, Evaluation, Finding, TripEvaluation
from game.domain.plan import Plan
from game.domain.scenario import Effect, Scenario
from game.domain.world import Action, World
from game.rules.evaluate import evaluate_walk, evaluation_of
from game.rules.goodwill import lateness
from game.rules.load import to_depot
from game.sim.disruptions import with_loads
from game.sim.effects import extra_cost
from game.sim.trucks import courses, seen_so_far
from game.sim.wrong_loads import taken


def expected(
    scenario: Scenario,
    world_system: World,
    plan: Plan,
    state: DayState,
) -> tuple[TripEvaluation, ...]:
    """Every trip from where its truck is now, with what is known: the software's times and the
    incidents that were seen. The past is what really happened; what is aboard is what was loaded."""
    known = tuple(i for i in state.incidents if i.id in state.seen)
    trucks = tuple(seen_so_far(world_system, t, state) for t in state.trucks)
    world = with_loads(_as_loaded(scenario.system, world_system, plan, trucks), known)
    running = courses(world, plan, replace(state, trucks=trucks), known)
    return tuple(evaluate_walk(world, c.trip, c.walked) for c in running)


def expected_of(
    scenario: Scenario, world_system: World, plan: Plan, state: DayState, vehicles: Collection[str]
) -> tuple[TripEvaluation, ...]:
    """The same for these trucks only. Where docks are few the others are walked as well: who is late
    there makes them wait."""
    if not any(place.docks for place in world_system.places.values()):
        plan = Plan(trips=tuple(t for t in plan.trips if t.vehicle in vehicles))
        state = replace(state, trucks=tuple(t for t in state.trucks if t.vehicle in vehicles))
    found = expected(scenario, world_system, plan, state)
    return tuple(trip for trip in found if trip.trip.vehicle in vehicles)


def _as_loaded(written: World, believed: World, plan: Plan, trucks: tuple[Progress, ...]) -> World:
    """The believed world, in which no correction changes what is in a truck already."""
    changed = {
        name: replace(believed.orders[name], load=written.orders[name].load)
        for truck in trucks
        for name in taken(plan, truck)
        if believed.orders[name].load != written.orders[name].load
    }
    return replace(believed, orders={**believed.orders, **changed}) if changed else believed


def judge_day(
    scenario: Scenario,  # noqa: ARG001
    world_truth: World,
    plan: Plan,
    state: DayState,
    visible: frozenset[str],
    effects: tuple[Effect, ...] = (),
) -> Evaluation:
    """The day as it was driven; of a day that still runs, how it ends when nothing changes.

    An order whose last stop was not served counts as bought in, unless a partner drives it.
    `effects` are those of all choices made; their money is cost of the whole day. "Tight" is a
    warning for plans, not a finding of a day.
    """
    world_truth = with_loads(world_truth, state.incidents)
    running = courses(world_truth, plan, state, state.incidents)
    trips = tuple(_driven(evaluate_walk(world_truth, c.trip, c.walked)) for c in running)
    served = {order for t in trips for order in served_by(world_truth, t)}
    given = tuple((order, partner) for order, partner in plan.given if order not in served)
    served |= {order for order, _ in given}
    left = tuple(sorted(o for o in visible if o not in served))
    extra = day_extra(world_truth, trips, state, effects)
    return evaluation_of(world_truth, trips, left, extra, given)


def day_extra(
    world: World, trips: tuple[TripEvaluation, ...], state: DayState, effects: tuple[Effect, ...]
) -> CostParts:
    """Cost of a day outside its trips: what choices cost, and the goodwill of being late."""
    extra = extra_cost(effects)
    return replace(extra, goodwill=extra.goodwill + lateness(world, trips, state.told))


def _driven(trip: TripEvaluation) -> TripEvaluation:
    kept: tuple[Finding, ...] = tuple(f for f in trip.findings if f.rule != "tight")
    return replace(trip, findings=kept)


def undone(world: World, plan: Plan, trips: Iterable[TripEvaluation], visible: frozenset[str]) -> list[str]:
    """Orders that end with nobody, as the day will count them: also one that was collected and is not
    brought any more."""
    done = {order for t in trips for order in served_by(world, t)} | {order for order, _ in plan.given}
    return sorted(visible - done)


def served_by(world: World, trip: TripEvaluation) -> set[str]:
    """Orders of which the last stop was served."""
    vehicle = world.vehicles[trip.trip.vehicle]
    visits = (s.stop for s in trip.stops if s.stop.order)
    return {
        stop.order
        for stop in visits
        if stop.action is Action.DELIVER or to_depot(order=world.orders[stop.order], vehicle=vehicle)
    }
