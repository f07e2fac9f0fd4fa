"""For rules: what a trip would be like. A rule writes `from helpers import drive`.

Simpler than the referee, and on the safe side: in a busy hour every road is at its busiest, one kind of
break, no charging on the way, no noise limits, no transfers. The referee judges exactly.
"""

from __future__ import annotations

from typing import Any, NamedTuple

World = dict[str, Any]
Vehicle = dict[str, Any]
Order = dict[str, Any]

BUSY = 1.02
"""From this mean on an hour counts as busy: driving then takes as long as at the leg's busiest hour."""
WORK_S = 6 * 3600
"""Work without a break."""
RANGE = 0.9
"""Part of a battery's range that is used."""


class Trip(NamedTuple):
    """A trip as it would be driven; money in cents, times in seconds after midnight."""

    fits: bool
    why: str
    """Why it does not fit: `room`, `needs`, `access`, `late`, `hours` or `range`."""
    start_s: int = 0
    end_s: int = 0
    wait_s: int = 0
    drive_s: int = 0
    distance_m: int = 0
    cent: float = 0.0


def order_table(world: World) -> dict[str, Order]:
    """Orders by id."""
    return {o["id"]: o for o in world["orders"]}


def stops(vehicle: Vehicle, order: Order) -> list[tuple[str, str]]:
    """(place, `pickup` or `delivery`) where the truck stops for an order: its own depot needs no stop."""
    if order["pickup"] == vehicle["depot"]:
        return [(order["delivery"], "delivery")]
    if order["delivery"] == vehicle["depot"]:
        return [(order["pickup"], "pickup")]
    return [(order["pickup"], "pickup"), (order["delivery"], "delivery")]


def leg(world: World, vehicle: Vehicle, a: str, b: str) -> tuple[int, int, int]:
    """(seconds when it is quiet, metres, tolled metres) of the fastest road from a to b."""
    seconds, distance, tolled, _ = world["legs"][vehicle["profile"]][a][b]
    return seconds, distance, tolled


def drive(world: World, vehicle: Vehicle, orders: list[Order]) -> Trip:
    """The trip that serves these orders in this sequence; collected goods are brought away at once."""
    why = carries(vehicle, orders)
    if why:
        return Trip(False, why)
    day = _Day(world, vehicle, orders)
    for order in orders:
        for place, end in stops(vehicle, order):
            day.go(place)
            if not day.serve(order, place, end):
                return Trip(False, "late")
    day.go(vehicle["depot"])
    return day.trip()


def carries(vehicle: Vehicle, orders: list[Order]) -> str:
    """Why the vehicle cannot carry these orders, whatever the hour; empty when it can."""
    for order in orders:
        if not set(order["needs"]) <= set(vehicle["skills"]):
            return "needs"
        if any(place in vehicle["closed_places"] for place, _ in stops(vehicle, order)):
            return "access"
    if sum(o["adr_points"] for o in orders) >= vehicle["adr_points"]:
        return "needs"
    loads = [aboard(vehicle, orders, at) for at in range(len(orders) + 1)]
    return "" if all(has_room(vehicle, load) for load in loads) else "room"


def aboard(vehicle: Vehicle, orders: list[Order], at: int) -> dict[str, int]:
    """What is in the truck when `at` orders are served: goods for the rest, collected goods, empties.

    An order with two addresses is aboard between them only; it counts with the orders before it.
    """
    load = dict.fromkeys(("kg", "pallets", "roll_cages", "ldm_cm"), 0)
    for number, order in enumerate(orders):
        out, home = order["pickup"] == vehicle["depot"], order["delivery"] == vehicle["depot"]
        for unit in load:
            if out and number >= at:
                load[unit] += order["load"][unit]
            elif out:
                load[unit] += order["returns"][unit]
            elif (number < at) if home else (number == at):
                load[unit] += order["load"][unit]
    return load


def has_room(vehicle: Vehicle, load: dict[str, int]) -> bool:
    """Mass, length, and the floor that pallets and roll cages share."""
    room = vehicle["capacity"]
    floor = sum(load[u] / room[u] if room[u] else load[u] for u in ("pallets", "roll_cages"))
    return load["kg"] <= room["kg"] and load["ldm_cm"] <= room["ldm_cm"] and floor <= 1.0 + 1e-9


class _Day:
    """A driver's day while a trip is driven in thought."""

    def __init__(self, world: World, vehicle: Vehicle, orders: list[Order]) -> None:
        self.world, self.vehicle = world, vehicle
        self.here = vehicle["depot"]
        self.start = self.clock = vehicle["from_s"]
        self.wait = self.driven = self.metres = self.tolled = 0
        self.since_break = self.driven_since = 0
        self.first = True
        handling = world["handling"]
        first = aboard(vehicle, orders, 0)
        work = handling["check_s"] + handling["load_fixed_s"]
        work += first["pallets"] * handling["load_per_pallet_s"]
        self.work(work + first["roll_cages"] * handling["load_per_cage_s"])
        last = aboard(vehicle, orders, len(orders))
        self.unload = handling["unload_fixed_s"] + last["pallets"] * handling["unload_per_pallet_s"]
        self.unload += last["roll_cages"] * handling["unload_per_cage_s"]

    def work(self, seconds: int) -> None:
        """Anything that is no break."""
        self.clock += seconds
        self.since_break += seconds

    def go(self, place: str) -> None:
        """Drive, after a break where one is needed."""
        quiet, distance, tolled, busiest = self.world["legs"][self.vehicle["profile"]][self.here][place]
        busy = self.world["hour_factor"][self.vehicle["profile"]][self.clock // 3600 % 24]
        seconds, limit = busiest if busy > BUSY else quiet, self.world["hours"]["drive_before_break_s"]
        if self.driven_since + seconds > limit or self.since_break + seconds > WORK_S:
            self.clock += self.world["hours"]["break_s"]
            self.since_break = self.driven_since = 0
        self.work(seconds)
        self.driven += seconds
        self.driven_since += seconds
        self.metres += distance
        self.tolled += tolled
        self.here = place

    def serve(self, order: Order, place: str, end: str) -> bool:
        """Wait for the window and do the work; False when it is too late."""
        service = order[end + "_service_s"]
        windows = order[end + "_windows"] or [[self.clock, self.clock]]
        begins = max(self.clock, next((w[0] for w in windows if w[1] >= self.clock), -1))
        if not any(w[1] >= self.clock for w in windows):
            return False
        for opens, closes in self.vehicle["zone_windows"].get(place, [])[:1]:
            begins = max(begins, opens)
            if begins + service > closes:
                return False
        if begins > max(w[1] for w in windows):
            return False
        if self.first:
            self.start += begins - self.clock  # leave later rather than wait
        else:
            self.wait += begins - self.clock
        self.first = False
        self.clock = begins
        self.work(service)
        return True

    def trip(self) -> Trip:
        """Home: what it was like."""
        self.work(self.unload)
        hours, vehicle = self.world["hours"], self.vehicle
        lasts = self.clock - self.start
        cent = lasts / 3600 * vehicle["cent_per_h"] + self.metres / 1000 * vehicle["cent_per_km"]
        cent += self.tolled / 1000 * vehicle["toll_cent_per_km"]
        why = ""
        if self.start < vehicle["rested_s"]:
            why = "hours"
        if self.clock > vehicle["to_s"] or lasts > hours["duty_day_s"] or self.driven > hours["drive_day_s"]:
            why = "hours"
        if vehicle["range_m"] is not None and self.metres > RANGE * vehicle["range_m"]:
            why = "range"
        return Trip(not why, why, self.start, self.clock, self.wait, self.driven, self.metres, cent)
