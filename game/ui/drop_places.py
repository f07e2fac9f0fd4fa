"""Where an order can go: the commands that put it at a position of a trip, in a plan as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from game.domain.commands import Place
from game.domain.errors import GameError
from game.domain.plan import Plan, Trip
from game.domain.world import World
from game.rules.moves import order_stops
from game.session import Session


def places(session: Session, order: str, vehicle: str, at: int, moving: str = "") -> Iterator[Place]:
    """The commands that put an order at position `at` of a trip without it, in the plan as it stands."""
    yield from places_in(session.system, session.plan, order, vehicle, at, moving)


def places_in(
    world: World, plan: Plan, order: str, vehicle: str, at: int, moving: str = ""
) -> Iterator[Place]:
    """The same for any plan.

    An order with two stops gives a choice of delivery positions; `moving` (`collect` or `deliver`) keeps
    the other stop where it is.
    """
    rest = plan.without_order(order).trip_of(vehicle)
    count = len(rest.stops) if rest else 0
    try:
        needed = order_stops(world, vehicle, order)
    except GameError:
        needed = ()
    if len(needed) < 2:
        yield Place(order=order, vehicle=vehicle, at=at)
        return
    trip = plan.trip_of(vehicle)
    own = [i for i, s in enumerate(trip.stops) if s.order == order] if trip else []
    if moving and len(own) == 2:
        first, last = own[0], own[1] - 1  # positions in the trip without the order
        collect, deliver = (at, max(at, last)) if moving == "collect" else (min(first, at), at)
        yield Place(order=order, vehicle=vehicle, at=collect, deliver_at=deliver)
        return
    for deliver_at in range(at, count + 1):
        yield Place(order=order, vehicle=vehicle, at=at, deliver_at=deliver_at)


def rest_of(session: Session, order: str, vehicle: str) -> Trip | None:
    """The vehicle's trip without the order; None when it has no other stop."""
    return session.plan.without_order(order).trip_of(vehicle)
