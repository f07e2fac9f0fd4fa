"""What could be changed so that an order fits after all: one thing, by the least that does it.

Each lever is one question to somebody: a customer's window, a part of the goods, a skill, a permit, an
earlier start, a charge, another order that gives way. Law is no lever. How much is found by `relax`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from game.domain.evaluation import Finding
from game.domain.plan import Trip
from game.domain.sites import Window, Zone
from game.domain.units import MINUTE_S
from game.domain.world import Action, Load, Order, World
from game.rules.schedule import legs_places
from game.solver.charging import night_room_permille
from game.solver.desk import Desk
from game.solver.proposal import Values
from game.solver.stops import by_road, road_name, without_order

MOST_MINUTES = 240
"""Nobody is asked to move a window or a zone's hours further than this (authored)."""
FULL_PERMILLE = 1000
LOADS = {"capacity_kg": ("kg",), "capacity_ldm": ("ldm_cm",), "capacity_units": ("pallets", "roll_cages")}
UNITS = {"kg": "kg", "ldm_cm": "cm", "pallets": "pallets", "roll_cages": "roll_cages"}

Made = tuple[World, Trip]
"""The world and the trip after pulling a lever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place that was tried: the trip with the order, the trips that change with it, what it breaks."""

    trip: Trip
    others: tuple[Trip, ...]
    """The trip that the order leaves."""
    order: str
    cost_cent: int
    co2e_g: int
    """Difference of the whole plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """What is pulled, up to `most`; `pull(n)` gives the world and the trip then."""

    kind: str
    subject: str
    unit: str
    most: int
    pull: Callable[[int], Made]
    values: Values = ()
    outside: tuple[int, int] = (0, 0)
    """Cent and grams beside the trip: an order that is bought in."""


def levers(desk: Desk, slot: Slot, broken: tuple[Finding, ...]) -> Iterator[Lever]:
    """Those that can have to do with what is broken, each once."""
    told: set[tuple[str, str, str]] = set()
    for finding in broken:
        for lever in _of_rule(desk, slot, finding):
            name = lever.kind, lever.subject, lever.unit
            if name not in told:
                told.add(name)
                yield lever
    if any(f.rule != "needs_missing" for f in broken):
        yield from _earlier(desk, slot)
        yield from _roads(desk, slot)
        yield from _ways_out(desk, slot)


def _of_rule(desk: Desk, slot: Slot, finding: Finding) -> Iterator[Lever]:
    """What the rule itself points at."""
    rule = finding.rule
    if rule in ("late", "late_onward") and finding.subject in desk.world.orders:
        yield from _windows(desk.world, slot, desk.world.orders[finding.subject])
    elif rule in LOADS:
        yield from _loads(desk.world, slot, LOADS[rule])
    elif rule in ("needs_missing", "adr", "lzv_driver"):
        yield _skills(desk.world, slot, rule)
    elif rule in ("zone_emission", "zone_window"):
        yield from _zones(desk.world, slot, finding.subject, hours=rule == "zone_window")
    elif rule == "battery_empty":
        yield from _charge(desk, slot)


def _windows(world: World, slot: Slot, order: Order) -> Iterator[Lever]:
    """The customer still receives, or hands out, so many minutes after the close of each window."""
    ends = {"window": "delivery_windows", "window_collect": "pickup_windows"}
    visited = {s.action for s in slot.trip.stops if s.order == order.id}
    ends_at = {Action.DELIVER: order.delivery, Action.COLLECT: order.pickup}
    for kind, action in (("window", Action.DELIVER), ("window_collect", Action.COLLECT)):
        if action not in visited:
            continue
        # with a stop at both ends the customer is at one of them only
        where = world.places[ends_at[action]].name if len(visited) > 1 else order.customer
        values: Values = (("customer", where), ("order", order.id))

        def pull(minutes: int, end: str = ends[kind]) -> Made:
            windows: tuple[Window, ...] = getattr(order, end)
            later = tuple(replace(w, close_s=w.close_s + minutes * MINUTE_S) for w in windows)
            changed: dict[str, Any] = {end: later}
            return _with_order(world, replace(order, **changed)), slot.trip

        yield Lever(kind=kind, subject=order.id, unit="min", most=MOST_MINUTES, pull=pull, values=values)


def _loads(world: World, slot: Slot, parts: tuple[str, ...]) -> Iterator[Lever]:
    """So much of the order's goods stays behind, but not all of it."""
    order = world.orders[slot.order]
    for part in parts:
        whole_load: int = getattr(order.load, part)

        def pull(amount: int, part: str = part, whole_load: int = whole_load) -> Made:
            less: Load = replace(order.load, **{part: whole_load - amount})
            return _with_order(world, replace(order, load=less)), slot.trip

        values: Values = (("customer", order.customer), ("order", order.id))
        yield Lever(
            kind="load", subject=order.id, unit=UNITS[part], most=whole_load - 1, pull=pull, values=values
        )


def _skills(world: World, slot: Slot, rule: str) -> Lever:
    """Vehicle and driver get what is asked of them; the amount is how many skills that are."""
    vehicle, driver = world.vehicles[slot.trip.vehicle], world.drivers[slot.trip.driver]
    asked = {"needs_missing": world.orders[slot.order].needs, "lzv_driver": frozenset({"lzv"})}
    wanted = asked.get(rule, frozenset({"adr"}))
    missing = tuple(sorted(wanted - (vehicle.skills & driver.skills if rule == "adr" else
                                     vehicle.skills | driver.skills if rule == "needs_missing" else
                                     driver.skills)))  # fmt: skip

    def pull(count: int) -> Made:
        more = frozenset(missing[:count])
        made = replace(
            world,
            vehicles={**world.vehicles, vehicle.id: replace(vehicle, skills=vehicle.skills | more)},
            drivers={**world.drivers, driver.id: replace(driver, skills=driver.skills | more)},
        )
        return made, slot.trip

    values: Values = (("vehicle", vehicle.name), ("needs", ", ".join(missing)))
    return Lever(kind="skill", subject=vehicle.id, unit="needs", most=len(missing), pull=pull, values=values)


def _zones(world: World, slot: Slot, subject: str, *, hours: bool) -> Iterator[Lever]:
    """An exemption for the zone, or its hours so many minutes wider on both sides."""
    vehicle, order = world.vehicles[slot.trip.vehicle], world.orders.get(subject, world.orders[slot.order])
    places = {stop_place for stop_place in (order.pickup, order.delivery) if stop_place in world.places}
    for name in sorted({z for place in places for z in world.places[place].zones}):
        zone = world.sites.zones[name]

        def permit(_: int, name: str = name) -> Made:
            made = replace(vehicle, permits=vehicle.permits | {name})
            return replace(world, vehicles={**world.vehicles, vehicle.id: made}), slot.trip

        def wider(minutes: int, name: str = name) -> Made:
            more_s = minutes * MINUTE_S
            old = world.sites.zones[name]
            windows = tuple(Window(open_s=w.open_s - more_s, close_s=w.close_s + more_s) for w in old.windows)
            return _with_zone(world, replace(old, windows=windows)), slot.trip

        values: Values = (("zone", zone.name), ("vehicle", vehicle.name))
        if hours:
            yield Lever(
                kind="zone_hours", subject=name, unit="min", most=MOST_MINUTES, pull=wider, values=values
            )
        yield Lever(kind="permit", subject=name, unit="permits", most=1, pull=permit, values=values)


def _charge(desk: Desk, slot: Slot) -> Iterator[Lever]:
    """Leave with so many more per mille of the battery, as far as the night's grid gives it."""
    world, trip = desk.world, slot.trip
    if desk.begun.get(trip.vehicle, 0):
        return
    vehicle = world.vehicles[trip.vehicle]
    now = vehicle.start_soc_permille if trip.charge_permille is None else trip.charge_permille
    room = night_room_permille(world, trip, desk.others(trip.vehicle))

    def pull(permille: int) -> Made:
        return world, replace(trip, charge_permille=min(FULL_PERMILLE, now + permille))

    values: Values = (("vehicle", vehicle.name),)
    yield Lever(kind="charge", subject=vehicle.id, unit="permille", most=room - now, pull=pull, values=values)


def _earlier(desk: Desk, slot: Slot) -> Iterator[Lever]:
    """The driver begins so many minutes earlier, not before the day."""
    trip = slot.trip
    if desk.begun.get(trip.vehicle, 0):
        return
    start_s = desk.judge(trip).start_s
    driver = desk.world.drivers[trip.driver]

    def pull(minutes: int) -> Made:
        return desk.world, replace(trip, start_s=start_s - minutes * MINUTE_S)

    most = min(MOST_MINUTES, start_s // MINUTE_S)
    yield Lever(
        kind="start", subject=driver.id, unit="min", most=most, pull=pull, values=(("driver", driver.name),)
    )


def _roads(desk: Desk, slot: Slot) -> Iterator[Lever]:
    """One leg of the trip by another road."""
    trip = slot.trip
    vehicle, ends = desk.world.vehicles[trip.vehicle], legs_places(desk.world, trip)
    chosen = (*(s.route for s in trip.stops), trip.return_route)
    for at in range(desk.begun.get(trip.vehicle, 0), len(chosen)):
        roads = desk.world.legs.options(vehicle.class_.profile, ends[at], ends[at + 1])
        for route, leg in enumerate(roads):
            if route == chosen[at]:
                continue

            def pull(_: int, at: int = at, route: int = route) -> Made:
                return desk.world, by_road(trip, at, route)

            yield Lever(
                kind="road", subject=f"{at}/{route}", unit="roads", most=1, pull=pull,
                values=(("vehicle", vehicle.name), ("place", desk.world.places[ends[at + 1]].name),
                        ("road", road_name(leg))),
            )  # fmt: skip


def _ways_out(desk: Desk, slot: Slot) -> Iterator[Lever]:
    """One other order of the trip gives way and is bought in."""
    fixed = desk.begun.get(slot.trip.vehicle, 0)
    for name in slot.trip.orders():
        if name == slot.order or (fixed and not _can_go(desk, slot.trip, name, fixed)):
            continue
        lighter, other = without_order(slot.trip, name), desk.world.orders[name]

        def pull(_: int, lighter: Trip = lighter) -> Made:
            return desk.world, lighter

        yield Lever(
            kind="order_out", subject=name, unit="orders", most=1, pull=pull,
            values=(("customer", other.customer), ("order", name)),
            outside=(other.penalty_cent, other.charter_g) if name in desk.orders else (0, 0),
        )  # fmt: skip


def _can_go(desk: Desk, trip: Trip, order: str, fixed: int) -> bool:
    """Nothing of it has begun, and its goods do not come from the depot that the truck has left."""
    begun = any(s.order == order for s in trip.stops[:fixed])
    return not begun and desk.world.orders[order].pickup != desk.world.vehicles[trip.vehicle].depot


def _with_order(world: World, order: Order) -> World:
    return replace(world, orders={**world.orders, order.id: order})


def _with_zone(world: World, zone: Zone) -> World:
    return replace(world, sites=replace(world.sites, zones={**world.sites.zones, zone.id: zone}))
