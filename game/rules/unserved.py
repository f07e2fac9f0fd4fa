"""Orders that no plan brings to their end: never planned, or collected on the way and given up since."""

from __future__ import annotations

from collections.abc import Iterable

from game.domain.plan import Plan
from game.domain.world import Action, World
from game.rules.load import to_depot


def ended(world: World, plan: Plan) -> frozenset[str]:
    """Orders that a partner drives, or whose last stop is in one of our trips."""
    found = {order for order, _ in plan.given}
    for trip in plan.trips:
        vehicle = world.vehicles[trip.vehicle]
        for stop in trip.stops:
            if stop.order and (
                stop.action is Action.DELIVER or to_depot(order=world.orders[stop.order], vehicle=vehicle)
            ):
                found.add(stop.order)
    return frozenset(found)


def unserved(world: World, plan: Plan, orders: Iterable[str]) -> tuple[str, ...]:
    """Those of `orders` that this plan leaves to nobody, by id."""
    return tuple(sorted(frozenset(orders) - ended(world, plan)))
