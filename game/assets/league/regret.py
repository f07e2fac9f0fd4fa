"""Regret insertion: first the order that would suffer most from not getting its best place.

For each order: the cheapest place, and the second cheapest on another vehicle (or being left out, for
its penalty). Where the difference, the regret, is large, waiting is dangerous: that order goes first.
"""

from __future__ import annotations

from typing import Any

from helpers import drive, order_table

NEVER = 10_000_000.0
"""Cost of a place that does not exist."""


def plan(world: dict[str, Any]) -> dict[str, list[str]]:
    """Vehicle id -> order ids in sequence."""
    left = order_table(world)
    vehicles = {v["id"]: v for v in world["vehicles"]}
    trips: dict[str, list[dict[str, Any]]] = {v: [] for v in vehicles}
    # the best place of every order in every trip; later only for the trip that changed
    best = {(o, v): place(world, vehicles[v], [], left[o]) for o in left for v in vehicles}
    while left:
        regrets = []
        for order in left.values():
            options = sorted((best[order["id"], v][0], v) for v in vehicles)
            first, vehicle = options[0]
            others = [cent for cent, _ in options[1:]] + [order["penalty_cent"]]
            if first < order["penalty_cent"]:
                regrets.append((min(others) - first, order["id"], vehicle))
        if not regrets:
            break  # leaving the rest out is cheaper, or nothing fits any more
        _, chosen, vehicle = max(regrets)
        trips[vehicle].insert(best[chosen, vehicle][1], left.pop(chosen))
        for name, order in left.items():
            best[name, vehicle] = place(world, vehicles[vehicle], trips[vehicle], order)
    return {v: [order["id"] for order in trip] for v, trip in trips.items()}


def place(
    world: dict[str, Any], vehicle: dict[str, Any], trip: list[dict[str, Any]], order: dict[str, Any]
) -> tuple[float, int]:
    """(extra cents, position) of the cheapest place of an order in a trip."""
    before = drive(world, vehicle, trip).cent if trip else 0.0
    best = (NEVER, 0)
    for at in range(len(trip) + 1):
        longer = drive(world, vehicle, [*trip[:at], order, *trip[at:]])
        if longer.fits:
            best = min(best, (longer.cent - before, at))
    return best
