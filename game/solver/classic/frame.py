"""An instance in whole numbers, as every search wants it: positions instead of numbers, one unit for all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from game.domain.instance import ENDLESS, Convention, Instance
from game.rules.classic import Yardstick

SPARE_VEHICLES = 5

Route = tuple[int, ...]
Routes = tuple[Route, ...]
"""Per vehicle the positions it visits, without the depot (position 0)."""

FLEET_LEGS = 10
"""With vehicles first, a vehicle counts as so many of the longest legs: more than its removal can cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Depot at position 0. Distances and times in `per_unit` parts of the file's unit."""

    per_unit: int
    distance: list[list[int]]
    duration: list[list[int]]
    demand: tuple[int, ...]
    ready: tuple[int, ...]
    due: tuple[int, ...]
    service: tuple[int, ...]
    partner: tuple[int, ...]
    """Position of the other end of a pair; 0 for none."""
    capacity: int
    vehicles: int
    """At most so many: the file's, or one a customer."""
    route_limit: int
    timed: bool
    paired: bool
    vehicle_cost: int
    """What a vehicle counts for a search; 0 where distance alone counts."""

    @property
    def size(self) -> int:
        """Places, the depot included."""
        return len(self.demand)

    def length(self, route: Sequence[int]) -> int:
        """Distance of one route."""
        return sum(self.distance[a][b] for a, b in pairwise((0, *route, 0)))

    def cost(self, routes: Sequence[Sequence[int]]) -> int:
        """What a search compares."""
        used = [route for route in routes if route]
        return sum(self.length(route) for route in used) + self.vehicle_cost * len(used)


def make_frame(instance: Instance, convention: Convention, fleet_first: bool | None = None) -> Frame:
    """`fleet_first`: the fewest vehicles, then distance; by itself for pairs, as Li & Lim compare."""
    per_unit, distance, duration = Yardstick(instance, convention).tables()
    places = instance.places
    at = {place.number: position for position, place in enumerate(places)}
    first = instance.paired if fleet_first is None else fleet_first
    pairs = max(1, len(instance.customers) // 2 if instance.paired else len(instance.customers))
    return Frame(
        per_unit=per_unit, distance=distance, duration=duration,
        demand=tuple(p.demand for p in places),
        ready=tuple(p.ready * per_unit for p in places),
        due=tuple(p.due * per_unit if p.due < ENDLESS else ENDLESS for p in places),
        service=tuple(p.service * per_unit for p in places),
        partner=tuple(at[p.partner] if p.partner else 0 for p in places),
        capacity=instance.capacity, vehicles=min(instance.vehicles or _enough(instance), pairs),
        route_limit=instance.route_limit * per_unit, timed=instance.timed, paired=instance.paired,
        vehicle_cost=FLEET_LEGS * max(map(max, distance)) if first else 0,
    )  # fmt: skip


def _enough(instance: Instance) -> int:
    """Where the file sets no limit: half as many again as the load asks, or one a customer with windows."""
    customers = instance.customers
    if instance.timed:
        return len(customers)
    return SPARE_VEHICLES + math.ceil(1.5 * sum(c.demand for c in customers) / instance.capacity)
