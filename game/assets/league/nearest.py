"""Nearest first: each truck drives on to the nearest customer that still fits.

A rule is one file with a function `plan(world)`. `world` is plain data: dicts, lists, numbers and text
(RULES.md tells every key; `ritregie league SCENARIO --world FILE` writes it down to look at). What it
gives back says for each vehicle which orders it serves, in which sequence. Only Python itself and
`helpers` can be imported. Times are seconds after midnight, distances metres, money cents.
"""

from __future__ import annotations

from typing import Any

from helpers import drive, leg, order_table, stops


def plan(world: dict[str, Any]) -> dict[str, list[str]]:
    """Vehicle id -> order ids in sequence."""
    left = order_table(world)
    trips: dict[str, list[str]] = {}
    for vehicle in world["vehicles"]:
        trip: list[dict[str, Any]] = []
        here = vehicle["depot"]
        while True:
            # 1. which orders can still follow in this trip?
            fitting = [order for order in left.values() if drive(world, vehicle, [*trip, order]).fits]
            if not fitting:
                break
            # 2. take the nearest one: the fewest seconds of driving; ties go to the lower id
            ranked = [(leg(world, vehicle, here, stops(vehicle, o)[0][0])[0], o["id"]) for o in fitting]
            order = left.pop(min(ranked)[1])
            # 3. that is where the truck is now
            trip.append(order)
            here = stops(vehicle, order)[-1][0]
        trips[vehicle["id"]] = [order["id"] for order in trip]
    return trips
