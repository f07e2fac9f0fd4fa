"""Advice that is no place for an order: charging, a reload, a transfer for a whole trip, another road.

`remedies` gives the best of each kind per trip as proposals, whatever they cost; who asks keeps those
that make the plan better.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from game.domain import commands as c
from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, Order, World
from game.rules.evaluate import Memo
from game.rules.moves import NOTHING_BEGUN, with_stops
from game.rules.schedule import legs_places
from game.solver.charge_advice import charging
from game.solver.desk import Change, Desk, desk_of
from game.solver.objective import Objective
from game.solver.proposal import Proposal, Values, trip_steps
from game.solver.reload import CAPACITY, reloads
from game.solver.stops import Begun, by_road, may_leave, road_name, trip_of, without_order
from game.solver.ways import partners_for, transfers_for, via_by


def remedies(desk: Desk) -> Iterator[Proposal]:
    """The best of each kind per trip and per order, the cheap ones to find first."""
    return (proposal for proposal in _found(desk) if proposal is not None)


def _found(desk: Desk) -> Iterator[Proposal | None]:
    """The same; None where there is nothing, or where a command is refused."""
    for trip in desk.plan.trips:
        yield charging(desk, trip)
        yield _reloading(desk, trip)
    for trip in desk.plan.trips:
        yield from _roads(desk, trip)
        yield from _via_in_place(desk, trip)


# Reload ----------------------------------------------------------------------------------


def _reloading(desk: Desk, trip: Trip) -> Proposal | None:
    """A reload for a trip with too much aboard."""
    if not any(f.rule in CAPACITY for f in desk.judge(trip).findings):
        return None
    options = list(reloads(trip, desk.begun.get(trip.vehicle, 0)))
    if not options:
        return None
    at, made = min(options, key=lambda o: (desk.key(o[1]), o[0]))
    name = desk.world.vehicles[trip.vehicle].name
    values: Values = (("vehicle", name), ("previous", desk.name_before(made, at)))
    add = c.AddStop(vehicle=trip.vehicle, kind="reload", at=at)
    return desk.tell("reload", "proposal.reload_trip", (add,), values, trip.vehicle)


# Roads -----------------------------------------------------------------------------------


def roads(
    world: World,
    plan: Plan,
    vehicle: str,
    memo: Memo | None = None,
    begun: Begun = NOTHING_BEGUN,
    *,
    orders: Iterable[str] | None = None,
    objective: Objective | None = None,
) -> tuple[Proposal, ...]:
    """Every other road of a vehicle's trip with what it changes, the best first: toll, time and CO2e."""
    desk = desk_of(world, plan, memo, begun, orders, objective)
    trip = plan.trip_of(vehicle)
    found = [_road_told(desk, trip, at, route) for at, route in _alternatives(desk, trip)] if trip else []
    return tuple(sorted((p for p in found if p), key=lambda p: (p.rank_key, p.commands)))


def _roads(desk: Desk, trip: Trip) -> Iterator[Proposal | None]:
    """Per leg the road that lowers the objective most."""
    best: dict[int, tuple[tuple[int, float], int]] = {}
    for at, route in _alternatives(desk, trip):
        rank, _ = desk.weigh(Change((by_road(trip, at, route),)))
        if rank < best.get(at, ((0, -1e-9), 0))[0]:
            best[at] = (rank, route)
    for at, (_, route) in best.items():
        yield _road_told(desk, trip, at, route)


def _alternatives(desk: Desk, trip: Trip) -> Iterator[tuple[int, int]]:
    """(leg, other road), behind what is driven."""
    vehicle = desk.world.vehicles[trip.vehicle]
    ends = legs_places(desk.world, trip)
    chosen = (*(s.route for s in trip.stops), trip.return_route)
    for at in range(desk.begun.get(trip.vehicle, 0), len(chosen)):
        ways = len(desk.world.legs.options(vehicle.class_.profile, ends[at], ends[at + 1]))
        yield from ((at, route) for route in range(ways) if route != chosen[at])


def _road_told(desk: Desk, trip: Trip, at: int, route: int) -> Proposal | None:
    vehicle = desk.world.vehicles[trip.vehicle]
    ends = legs_places(desk.world, trip)
    leg = desk.world.leg(vehicle, ends[at], ends[at + 1], route)
    home = at == len(trip.stops)
    stop = None if home else trip.stops[at]
    customer = desk.world.orders[stop.order].customer if stop and stop.order else ""
    values: Values = (
        ("vehicle", vehicle.name),
        ("road", road_name(leg)),
        ("customer", customer or desk.world.places[ends[at + 1]].name),
    )
    command = c.SetRoute(vehicle=trip.vehicle, at=at, route=route)
    key = "proposal.road_home" if home else "proposal.road"
    key = key if road_name(leg) else f"{key}.local"
    return desk.tell("road", key, (command,), values, trip.vehicle)


# Transfers and partners ------------------------------------------------------------------


def _via_in_place(desk: Desk, trip: Trip) -> Iterator[Proposal | None]:
    """Orders of one trip by a transfer, all together in one visit, or to their own addresses again."""
    vehicle = desk.world.vehicles[trip.vehicle]
    fixed = desk.begun.get(trip.vehicle, 0)
    served: dict[str, list[str]] = {}
    back: list[str] = []
    if not desk.world.sites.transfers:
        return
    for order in trip.orders():
        if any(s.order == order for s in trip.stops[:fixed]):
            continue
        if any(s.order == order and s.via for s in trip.stops):
            back.append(order)
        for transfer in transfers_for(desk.world, desk.world.orders[order], vehicle):
            served.setdefault(transfer, []).append(order)
    for transfer, orders in sorted(served.items()):
        yield _together(desk, trip, fixed, transfer, orders)
    if len(back) > 1:
        commands = [c.SetVia(order=o, transfer="-") for o in back]
        values: Values = (("vehicle", vehicle.name), ("count", len(back)))
        yield desk.tell("via", "proposal.via_own_trip", commands, values, trip.vehicle)


def _together(desk: Desk, trip: Trip, fixed: int, transfer: str, orders: Sequence[str]) -> Proposal | None:
    """All these orders of a trip by one transfer, brought at one moment."""
    found = list(sent_together(desk.world, trip, fixed, transfer, orders))
    if len(orders) < 2 or not found:
        return None
    best = min(found, key=desk.key)
    if best == trip or not desk.key(best).clearly_below(desk.key(trip)):
        return None
    values: Values = (
        ("vehicle", desk.world.vehicles[trip.vehicle].name),
        ("transfer", desk.world.sites.transfers[transfer].name),
        ("count", len(orders)),
    )
    return desk.tell("via", "proposal.via_trip", trip_steps(best, trip), values, trip.vehicle)


def sent_together(
    world: World, trip: Trip, fixed: int, transfer: str, orders: Sequence[str]
) -> Iterator[Trip]:
    """The trip with these orders' stops at a transfer in a row, at every position."""
    vehicle = world.vehicles[trip.vehicle]
    mine: list[Stop] = []
    rest: list[Stop] = []
    for stop in trip.stops:
        via = via_by(world, world.orders[stop.order], vehicle, transfer) if stop.order in orders else {}
        if stop.action in via:
            mine.append(replace(stop, via=transfer))
        else:
            rest.append(stop)
    for at in range(fixed, len(rest) + 1):
        stops = (*rest[:at], *mine, *rest[at:])
        if _collected_first(stops):
            yield with_stops(trip, stops, trip)


def _collected_first(stops: Sequence[Stop]) -> bool:
    delivered = {s.order: i for i, s in enumerate(stops) if s.action is Action.DELIVER}
    return all(
        delivered.get(s.order, len(stops)) > i for i, s in enumerate(stops) if s.action is Action.COLLECT
    )


def gifts(desk: Desk, order: Order) -> Iterator[Change]:
    """The order with each partner that takes it."""
    if not desk.world.sites.partners or not may_leave(desk.world, desk.plan, order.id, desk.begun):
        return
    carrier = desk.plan.vehicle_of(order.id)
    if carrier is not None and desk.begun.get(carrier, 0) > 0:
        return
    now = desk.plan.partner_of(order.id)
    trips = () if carrier is None else (
        without_order(trip_of(desk.plan, desk.world.vehicles[carrier]), order.id),
    )  # fmt: skip
    for partner in partners_for(desk.world, desk.plan, order, desk.now_s):
        if partner != now:
            yield Change(trips, order.id, partner)


def giving(desk: Desk, order: Order, partner: str) -> Proposal | None:
    """The order to a partner, as a proposal."""
    values: Values = (
        ("customer", order.customer), ("order", order.id),
        ("partner", desk.world.sites.partners[partner].name),
    )  # fmt: skip
    return desk.tell("give", "proposal.give", (c.Give(order=order.id, partner=partner),), values)
