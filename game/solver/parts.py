"""A large day in parts: a trip and those that drive nearest to it are planned again as a small day.

What a compiled search does with thirty orders in a second it does not do with three hundred in a minute.
The whole plan is judged afterwards, so that what parts share (the night's grid, partners) stays true.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.domain import chance
from game.domain.plan import Plan, Trip
from game.domain.world import World
from game.solver.alike import Alike

WANTED = (20, 45)
"""Orders of a part, at least and at most about."""
SPARE = 6
"""Orders that are bought in which get their chance in a part."""
IDLE = 2
"""Vehicles at home that may help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some trips as a day of their own."""

    world: World
    orders: frozenset[str]
    start: Plan


class Parts:
    """Chooses parts of a plan, by chance and nearness."""

    def __init__(self, world: World, orders: frozenset[str], seed: int) -> None:
        self.world, self.orders = world, orders
        self.draw = chance.stream(seed, "parts")
        self.spot = Alike(world).spot

    def choose(self, plan: Plan) -> Part | None:
        """A trip, its neighbours, orders that are bought in, idle vehicles; None without trips."""
        trips = [t for t in plan.trips if t.orders()]
        if not trips:
            return None
        seed = trips[int(self.draw.random() * len(trips))]
        middle = self._middle(seed)
        least, most = (min(n, len(self.orders) * 2 // 3) for n in WANTED)
        wanted = least + int(self.draw.random() * (most - least + 1))
        chosen, size = [seed], len(set(seed.orders()))
        for trip in sorted((t for t in trips if t is not seed), key=lambda t: self._away(middle, t)):
            if size >= wanted:
                break
            chosen.append(trip)
            size += len(set(trip.orders()))
        return self._part(plan, tuple(chosen), middle)

    def _part(self, plan: Plan, trips: tuple[Trip, ...], middle: tuple[int, int]) -> Part:
        mine = {o for t in trips for o in t.orders()}
        left = sorted(self.orders - plan.covered(), key=lambda o: (_square(self.spot[o], middle), o))
        busy = {t.vehicle for t in plan.trips if t.orders()}
        idle = sorted((v for v in self.world.vehicles if v not in busy), key=lambda _: self.draw.random())
        vehicles = {t.vehicle for t in trips} | set(idle[:IDLE])
        kept = {v: self.world.vehicles[v] for v in sorted(vehicles)}
        return Part(
            world=replace(self.world, vehicles=kept),
            orders=frozenset(mine | set(left[:SPARE])),
            start=Plan(trips=tuple(sorted(trips, key=lambda t: t.vehicle))),
        )

    def _middle(self, trip: Trip) -> tuple[int, int]:
        """Where one of its customers is: a trip may come by many places."""
        orders = trip.orders()
        return self.spot[orders[int(self.draw.random() * len(orders))]]

    def _away(self, middle: tuple[int, int], trip: Trip) -> tuple[int, str]:
        return min(_square(self.spot[o], middle) for o in trip.orders()), trip.vehicle


def joined(plan: Plan, part: Part, made: Plan) -> Plan:
    """The whole plan with a part as it is now."""
    stays = [t for t in plan.trips if t.vehicle not in part.world.vehicles]
    return replace(plan, trips=tuple(sorted([*stays, *made.trips], key=lambda t: t.vehicle)))


def _square(a: tuple[int, int], b: tuple[int, int]) -> int:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2
