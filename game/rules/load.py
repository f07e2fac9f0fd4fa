"""What is aboard along a trip, how full that is, and by how much it is too much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from game.domain.plan import Trip
from game.domain.units import whole
from game.domain.world import Action, Load, Order, Vehicle, World

NOTHING = Load()


def is_empty(load: Load) -> bool:
    """Nothing aboard in any unit."""
    return not (load.kg or load.pallets or load.roll_cages or load.ldm_cm)


def at_least_nothing(load: Load) -> Load:
    """The same without what is less than nothing."""
    if load.kg >= 0 and load.pallets >= 0 and load.roll_cages >= 0 and load.ldm_cm >= 0:
        return load
    return Load(
        kg=max(0, load.kg), pallets=max(0, load.pallets), roll_cages=max(0, load.roll_cages),
        ldm_cm=max(0, load.ldm_cm),
    )  # fmt: skip


def total(loads: Iterable[Load]) -> Load:
    """The sum of loads."""
    kg = pallets = roll_cages = ldm_cm = 0
    for load in loads:
        kg += load.kg
        pallets += load.pallets
        roll_cages += load.roll_cages
        ldm_cm += load.ldm_cm
    return Load(kg=kg, pallets=pallets, roll_cages=roll_cages, ldm_cm=ldm_cm)


def with_load(order: Order, kind: str, amount: int) -> Order:
    """The order with another weight (`kg`) or another number of `units`: pallets, or roll cages, or
    centimetres where it has neither. Loading length goes with the units."""
    load = order.load
    if kind == "kg":
        return replace(order, load=replace(load, kg=amount))
    name = "pallets" if load.pallets else "roll_cages" if load.roll_cages else "ldm_cm"
    before = getattr(load, name)
    ldm_cm = whole(load.ldm_cm * amount / before) if before else load.ldm_cm
    return replace(order, load=replace(replace(load, ldm_cm=ldm_cm), **{name: amount}))


def from_depot(*, order: Order, vehicle: Vehicle) -> bool:
    """The order's goods are loaded at the vehicle's own depot, without a stop there."""
    return order.pickup == vehicle.depot


def to_depot(*, order: Order, vehicle: Vehicle) -> bool:
    """The order's goods are brought to the vehicle's own depot, without a stop there."""
    return order.delivery == vehicle.depot and not from_depot(order=order, vehicle=vehicle)


def section_load(world: World, trip: Trip, first: int) -> Load:
    """What is loaded at the depot for the stops from `first` until the next reload."""
    depot = world.vehicles[trip.vehicle].depot
    orders = world.orders
    kg = pallets = roll_cages = ldm_cm = 0
    for at in range(first, len(trip.stops)):
        stop = trip.stops[at]
        action = stop.action
        if action is Action.RELOAD:
            break
        if action is Action.DELIVER:
            order = orders[stop.order]
            if order.pickup == depot:
                load = order.load
                kg += load.kg
                pallets += load.pallets
                roll_cages += load.roll_cages
                ldm_cm += load.ldm_cm
    return Load(kg=kg, pallets=pallets, roll_cages=roll_cages, ldm_cm=ldm_cm)


def at_departure(world: World, trip: Trip) -> Load:
    """What the truck first leaves the depot with: everything that it delivers from there until a reload."""
    return section_load(world, trip, 0)


def units_over(*, load: Load, capacity: Load) -> int:
    """Pallets (roll cages when no pallets are aboard) beyond the floor, 0 when they fit.

    Both share the floor exactly: pallets / pallet room + cages / cage room <= 1.
    """
    room_p, room_c = capacity.pallets, capacity.roll_cages
    if room_p == 0 or room_c == 0:
        return max(0, load.pallets - room_p) + max(0, load.roll_cages - room_c)
    over = load.pallets * room_c + load.roll_cages * room_p - room_p * room_c
    each = room_c if load.pallets else room_p
    return -(-over // each) if over > 0 else 0


def share(*, load: Load, capacity: Load) -> float:
    """The largest of kg, loading metres and floor units over what the vehicle can carry (FACTS 5.2)."""
    units = _part(load.pallets, capacity.pallets) + _part(load.roll_cages, capacity.roll_cages)
    return max(_part(load.kg, capacity.kg), _part(load.ldm_cm, capacity.ldm_cm), units)


def _part(amount: int, room: int) -> float:
    return amount / room if room else 0.0
