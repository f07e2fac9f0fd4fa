"""Refining a matching: single customers move to other towns until plans cost the same in both forms.

Driving times that are alike do not make costs alike. So the first form's reference plan is driven in the
second form (the same trips, other towns), and the naive plan is made there: both in milliseconds, while
looking for a new reference takes minutes. What that costs is checked afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from game.domain.plan import Plan, Stop, Trip
from game.domain.scenario import Scenario
from game.rules.evaluate import evaluate
from game.solver.naive import naive_plan

NEAR_S = 900
"""A customer moves only to a town about as far from the depot."""
HARD = 0.02
"""What a hard finding (a late order) counts against a form, as a relative difference."""
Weigh = Callable[[tuple[int, ...]], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """What the second form is held against: the first form's figures, and its plan in other words."""

    naive_cent: int
    cost_cent: int
    co2e_g: int
    plan: Plan

    def off(self, second: Scenario) -> float:
        """How unlike a second form is: the sum of relative differences; 0 is equal."""
        world = second.system
        orders = frozenset(world.orders) - frozenset(second.optional_orders)
        own = evaluate(world, self.plan, orders=orders).kpi
        naive = evaluate(world, naive_plan(world, orders), orders=orders).kpi
        pairs = (
            (own.cost_cent, self.cost_cent), (own.co2e_g, self.co2e_g), (naive.cost_cent, self.naive_cent)
        )  # fmt: skip
        return sum(abs(a / b - 1) for a, b in pairs) + HARD * own.hard


def renamed(plan: Plan, orders: Mapping[str, str], places: Mapping[str, str]) -> Plan:
    """The plan with the second form's order numbers and places; drivers start when it suits."""

    def stop(old: Stop) -> Stop:
        return replace(old, order=orders.get(old.order, ""), place=places.get(old.place, old.place), route=0)

    def trip(old: Trip) -> Trip:
        return replace(old, stops=tuple(map(stop, old.stops)), start_s=None, return_route=0)

    return Plan(
        trips=tuple(map(trip, plan.trips)),
        given=tuple(sorted((orders[o], partner) for o, partner in plan.given)),
    )


def refined(
    chosen: Sequence[int], times: tuple[Sequence[int], Sequence[int]], fixed: Mapping[int, int], weigh: Weigh,
    luck: Random, steps: int,
) -> tuple[float, tuple[int, ...]]:  # fmt: skip
    """The best of so many single moves. `times`: from the depot, wanted of customers and had by towns."""
    best, kept = weigh(tuple(chosen)), tuple(chosen)
    for _ in range(steps):
        moved = _moved(kept, *times, fixed, luck)
        if (off := weigh(moved)) < best:
            best, kept = off, moved
    return best, kept


def _moved(
    chosen: tuple[int, ...],
    wanted: Sequence[int],
    have: Sequence[int],
    fixed: Mapping[int, int],
    luck: Random,
) -> tuple[int, ...]:
    """A customer goes to another town; who was there takes its place. Customers count from 1, as towns do."""
    free = [i for i in range(1, len(chosen) + 1) if i not in fixed]
    one = free[int(luck.random() * len(free))]
    taken = set(fixed.values())
    towns = [
        t for t in range(1, len(have))
        if t not in taken and t != chosen[one - 1] and abs(have[t] - wanted[one]) <= NEAR_S
    ]  # fmt: skip
    made = list(chosen)
    if towns:
        town = towns[int(luck.random() * len(towns))]
        if town in chosen:
            made[chosen.index(town)] = chosen[one - 1]
        made[one - 1] = town
    return tuple(made)
