"""The proof that no vehicle can carry an order, even when it is its only one: valid for every start of duty.

Either no clock changes it (too heavy, not allowed in, a skill that is not there), or a truck that leaves at
midnight already comes too late by every road.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from game.domain.evaluation import Finding, Severity
from game.domain.plan import Trip
from game.domain.world import Order, Vehicle, World
from game.rules.evaluate import evaluate_trip
from game.rules.schedule import legs_places
from game.solver.stops import Via, empty_trip, spots, with_order
from game.solver.ways import ways

ALWAYS = frozenset({
    "needs_missing", "zone_emission", "lzv_access", "lzv_zone", "lzv_driver", "lzv_adr", "adr",
    "capacity_kg", "capacity_ldm", "capacity_units", "late_onward",
})  # fmt: skip
"""Rules that an order alone on a vehicle breaks at every start of duty."""


def never(world: World, order: Order) -> Finding | None:
    """The rule that the order breaks alone on every vehicle, by every way; None when that is not proven.

    Of the vehicles that come nearest: the rule that stands in the way of most of them, by the least amount.
    """
    if world.sites.partners:
        return None
    proofs: list[Finding] = []
    for name in sorted(world.vehicles):
        vehicle = world.vehicles[name]
        for via in ways(world, order, vehicle):
            proof = _fails_alone(world, order, vehicle, via)
            if proof is None:
                return None
            proofs.append(proof)
    count = {f.rule: sum(g.rule == f.rule for g in proofs) for f in proofs}
    return min(proofs, key=lambda f: (-count[f.rule], f.rule, f.amount, f.vehicle), default=None)


def _fails_alone(world: World, order: Order, vehicle: Vehicle, via: Via) -> Finding | None:
    """Something that it breaks at every start: what no clock changes, or late from midnight on already."""
    found: Finding | None = None
    bare = empty_trip(vehicle)
    for spot in spots(order, vehicle, bare, 0):
        proof = _always_broken(world, with_order(bare, order, vehicle, spot, None, via))
        if proof is None:
            return None
        found = found or proof
    return found


def _always_broken(world: World, trip: Trip) -> Finding | None:
    fixed = [f for f in evaluate_trip(world, trip).findings if f.rule in ALWAYS]
    hard = next((f for f in fixed if f.severity is Severity.HARD), None)
    if hard is not None:
        return hard
    late: list[Finding] = []
    for made in _by_every_road(world, trip):
        # leaving later never arrives earlier: who is late from midnight on, is late at every start
        found = [f for f in evaluate_trip(world, replace(made, start_s=0)).findings if f.rule == "late"]
        if not found:
            return None
        late.append(found[0])
    return min(late, key=lambda f: f.amount)


def _by_every_road(world: World, trip: Trip) -> Iterator[Trip]:
    """Every choice of roads to the stops; the way home makes nobody late."""
    profile, ends = world.vehicles[trip.vehicle].class_.profile, legs_places(world, trip)
    roads = [range(len(world.legs.options(profile, ends[i], ends[i + 1]))) for i in range(len(trip.stops))]
    for chosen in product(*roads):
        stops = tuple(replace(s, route=r) for s, r in zip(trip.stops, chosen, strict=True))
        yield replace(trip, stops=stops)
