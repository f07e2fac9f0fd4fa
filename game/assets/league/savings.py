"""Savings (Clarke and Wright, 1964): begin with a trip per order, join the two trips that save most.

Driving depot - A - depot and depot - B - depot, then in one trip depot - A - B - depot, saves
d(A, depot) + d(depot, B) - d(A, B). Pairs are tried in order of what they save.
"""

from __future__ import annotations

from typing import Any

from helpers import drive, leg, order_table, stops

Orders = list[dict[str, Any]]


def plan(world: dict[str, Any]) -> dict[str, list[str]]:
    """Vehicle id -> order ids in sequence."""
    orders = order_table(world)
    vehicles = sorted(world["vehicles"], key=lambda v: (v["cent_per_km"], v["id"]))
    trips: list[Orders] = [[orders[i]] for i in sorted(orders)]
    for _, a, b in savings(world, list(orders.values())):
        one = next((t for t in trips if t[-1]["id"] == a), None)
        two = next((t for t in trips if t[0]["id"] == b), None)
        if one is None or two is None or one is two:
            continue
        joined = one + two
        # somebody must be able to drive it
        if any(drive(world, vehicle, joined).fits for vehicle in vehicles):
            trips = [t for t in trips if t is not one and t is not two] + [joined]
    return give(world, trips, vehicles)


def savings(world: dict[str, Any], orders: Orders) -> list[tuple[int, str, str]]:
    """(metres saved, last order of the first trip, first order of the second), most first."""
    vehicle = world["vehicles"][0]
    depot = vehicle["depot"]
    found = []
    for a in orders:
        for b in orders:
            end, begin = stops(vehicle, a)[-1][0], stops(vehicle, b)[0][0]
            apart = leg(world, vehicle, end, depot)[1] + leg(world, vehicle, depot, begin)[1]
            saved = apart - leg(world, vehicle, end, begin)[1]
            if a is not b and saved > 0:
                found.append((saved, a["id"], b["id"]))
    return sorted(found, key=lambda p: (-p[0], p[1], p[2]))


def give(world: dict[str, Any], trips: list[Orders], vehicles: Orders) -> dict[str, list[str]]:
    """Each trip to the cheapest truck that is free; the trips that replace most penalty choose first."""
    free, answer = list(vehicles), {}
    for trip in sorted(trips, key=lambda t: (-sum(o["penalty_cent"] for o in t), t[0]["id"])):
        offers = [(drive(world, v, trip), v) for v in free]
        fitting = [(driven.cent, v["id"]) for driven, v in offers if driven.fits]
        if fitting and min(fitting)[0] < sum(o["penalty_cent"] for o in trip):
            name = min(fitting)[1]
            answer[name] = [o["id"] for o in trip]
            free = [v for v in free if v["id"] != name]
    return answer
