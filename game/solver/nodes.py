"""What can be visited for an order: its own addresses, at the hours that bind a vehicle, or a transfer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.domain.plan import Stop
from game.domain.world import Action, Load, Order, Vehicle, Window, World
from game.rules.access import may_enter, zone_windows
from game.rules.load import NOTHING
from game.rules.stops import end_of, transfer_windows, windows_of
from game.rules.transfer import refusal, transfer_cent, transfer_g
from game.solver.ways import transfers_for

DAY = (0, 2 * 86_400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One way to do one stop, for some of the vehicles."""

    stop: Stop
    place: str
    windows: tuple[tuple[int, int], ...]
    service_s: int
    vehicles: tuple[int, ...]
    """Numbers of the vehicles that can do it so."""
    cent: float = 0.0
    grams: float = 0.0
    returns: Load = NOTHING


def choices(
    world: World, order: Order, action: Action, fleet: Sequence[Vehicle], able: Sequence[int]
) -> list[Node]:
    """Every way to do an order's stop; empty when no able vehicle may come."""
    own = list(_at_address(world, order, action, fleet, able))
    names = sorted({t for v in able for t in transfers_for(world, order, fleet[v])})
    sent = (_at_transfer(world, order, action, name, fleet, able) for name in names)
    return [*own, *(node for node in sent if node is not None)]


def _at_address(
    world: World, order: Order, action: Action, fleet: Sequence[Vehicle], able: Sequence[int]
) -> Iterator[Node]:
    """The order's own address, once for each set of hours that binds some of the vehicles."""
    place = end_of(order=order, action=action)
    collect = action is Action.COLLECT
    service_s = order.pickup_service_s if collect else order.delivery_service_s
    groups: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for v in able:
        if may_enter(world=world, vehicle=fleet[v], place=place):
            hours = visiting_hours(world, order, action, fleet[v], service_s)
            if hours:
                groups.setdefault(hours, []).append(v)
    for hours, vehicles in groups.items():
        yield Node(
            stop=Stop(order=order.id, action=action), place=place, windows=hours, service_s=service_s,
            vehicles=tuple(vehicles), returns=NOTHING if collect else order.returns,
        )  # fmt: skip


def visiting_hours(
    world: World, order: Order, action: Action, vehicle: Vehicle, service_s: int
) -> tuple[tuple[int, int], ...]:
    """When service can begin so that the vehicle is gone before the zone closes; may be empty."""
    windows = windows_of(order=order, action=action)
    zoned: tuple[Window, ...] = zone_windows(
        world=world, vehicle=vehicle, place=end_of(order=order, action=action)
    )
    if not zoned:
        return tuple((w.open_s, min(w.close_s, DAY[1])) for w in windows)
    both = {(max(w.open_s, z.open_s), min(w.close_s, z.close_s - service_s)) for w in windows for z in zoned}
    return tuple(sorted((a, b) for a, b in both if a <= b))


def _at_transfer(
    world: World, order: Order, action: Action, name: str, fleet: Sequence[Vehicle], able: Sequence[int]
) -> Node | None:
    transfer = world.sites.transfers[name]
    coming = tuple(
        v for v in able
        if name in transfers_for(world, order, fleet[v])
        and may_enter(world=world, vehicle=fleet[v], place=transfer.place)
    )  # fmt: skip
    if refusal(transfer=transfer, order=order, action=action) or not coming:
        return None
    units = order.load.pallets + order.load.roll_cages
    return Node(
        stop=Stop(order=order.id, action=action, via=name),
        place=transfer.place,
        windows=tuple((w.open_s, w.close_s) for w in transfer_windows(transfer, action)),
        service_s=transfer.handling_fixed_s + units * transfer.handling_per_unit_s,
        vehicles=coming,
        cent=transfer_cent(transfer=transfer, units=units),
        grams=transfer_g(transfer=transfer, kg=order.load.kg)[0],
    )
