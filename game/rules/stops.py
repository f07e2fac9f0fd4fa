"""Where a stop is, when it may be visited and what it asks of the truck: address, transfer, own place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from game.domain.plan import Stop
from game.domain.sites import Transfer, Window
from game.domain.world import Action, Order, Vehicle, World
from game.rules.access import zone_windows

ALWAYS = (Window(open_s=0, close_s=1 << 30),)
"""An order without windows may be served at any time."""
ADDRESS_NEEDS = frozenset({"tail_lift", "piek"})
"""Needs of an order's address, not of its goods: at a transfer's dock nobody asks for them."""


def needs_of(order: Order, stops: Iterable[Stop]) -> frozenset[str]:
    """What an order asks of the truck that makes these stops for it.

    Where all of them are at a transfer the truck never comes to the address: the onward leg does.
    """
    return order.needs if any(not s.via for s in stops) else order.needs - ADDRESS_NEEDS


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


def action_at(world: World, order: Order, end: str = "") -> Action:
    """The stop at an end of an order: `pickup`, `delivery`, or empty: where the customer is.

    That is the delivery, but for goods that a depot gets: those are served where they are collected.
    """
    if not end:
        depots = {v.depot for v in world.vehicles.values()}
        end = "pickup" if order.delivery in depots else "delivery"
    return Action.COLLECT if end == "pickup" else Action.DELIVER


def with_service(world: World, order: Order, end: str, seconds: int) -> Order:
    """The order with another service time at one of its ends."""
    if action_at(world, order, end) is Action.COLLECT:
        return replace(order, pickup_service_s=seconds)
    return replace(order, delivery_service_s=seconds)


def windows_of(*, order: Order, action: Action) -> tuple[Window, ...]:
    """When service at the order's own address may begin."""
    return (order.pickup_windows if action is Action.COLLECT else order.delivery_windows) or ALWAYS


def transfer_windows(transfer: Transfer, action: Action) -> tuple[Window, ...]:
    """When goods may be brought to a transfer, or fetched there: not before they have come in.

    Goods that come in after the last closing time leave an instant of no length then, that is too late
    for the close: `late` says so.
    """
    windows, from_s = transfer.windows or ALWAYS, transfer.available_s
    if action is Action.DELIVER or from_s <= windows[0].open_s:
        return windows
    left = tuple(
        Window(open_s=max(w.open_s, from_s), close_s=w.close_s) for w in windows if w.close_s >= from_s
    )
    return left or (Window(open_s=from_s, close_s=windows[-1].close_s),)


def visit_windows(world: World, vehicle: Vehicle, stop: Stop) -> tuple[Window, ...]:
    """When an order's stop may begin: the transfer's windows, or the customer's within the zone's.

    Where customer and zone leave nothing in common the customer's stand: `late` or the zone's
    own finding then says what is wrong.
    """
    if stop.via:
        return transfer_windows(world.sites.transfers[stop.via], stop.action)
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
