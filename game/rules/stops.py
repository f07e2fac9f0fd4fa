"""Where a stop is and when it may be visited: an order's address, a transfer, a place of the truck's own."""

from __future__ import annotations

from game.domain.plan import Stop
from game.domain.sites import Transfer, Window
from game.domain.world import Action, Order, Vehicle, World
from game.rules.access import zone_windows

ALWAYS = (Window(open_s=0, close_s=1 << 30),)
"""An order without windows may be served at any time."""


def via_of(world: World, stop: Stop) -> Transfer | None:
    """The transfer by which an order goes, or None."""
    return world.sites.transfers[stop.via] if stop.via else None


def place_of(world: World, vehicle: Vehicle, stop: Stop) -> str:
    """Place id of a stop; empty for a break where the truck stands."""
    if stop.via:
        return world.sites.transfers[stop.via].place
    if stop.order:
        order = world.orders[stop.order]
        return order.pickup if stop.action is Action.COLLECT else order.delivery
    return vehicle.depot if stop.action is Action.RELOAD else stop.place


def end_of(*, order: Order, action: Action) -> str:
    """Place id of the order's own address for that action."""
    return order.pickup if action is Action.COLLECT else order.delivery


def windows_of(*, order: Order, action: Action) -> tuple[Window, ...]:
    """When service at the order's own address may begin."""
    return (order.pickup_windows if action is Action.COLLECT else order.delivery_windows) or ALWAYS


def visit_windows(world: World, vehicle: Vehicle, stop: Stop) -> tuple[Window, ...]:
    """When an order's stop may begin: the transfer's windows, or the customer's within the zone's.

    Where customer and zone leave nothing in common the customer's stand: `late` or the zone's
    own finding then says what is wrong.
    """
    if stop.via:
        return world.sites.transfers[stop.via].windows or ALWAYS
    order = world.orders[stop.order]
    collect = stop.action is Action.COLLECT
    windows = (order.pickup_windows if collect else order.delivery_windows) or ALWAYS
    place = world.places[order.pickup if collect else order.delivery]
    if not place.zones:
        return windows
    within = zone_windows(world=world, vehicle=vehicle, place=place.id)
    if not within:
        return windows
    common = tuple(
        Window(open_s=max(w.open_s, z.open_s), close_s=min(w.close_s, z.close_s))
        for w in windows
        for z in within
        if max(w.open_s, z.open_s) <= min(w.close_s, z.close_s)
    )
    return common or windows
