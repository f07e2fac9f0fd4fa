"""What makes a plan or a change impossible: raised as Illegal with the reason."""

from __future__ import annotations

from collections.abc import Mapping

from game.domain.errors import Illegal
from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, World
from game.rules.charging import highest_permille
from game.rules.editing import order_stops, route_at, the_vehicle
from game.rules.load import from_depot
from game.rules.schedule import legs_places
from game.rules.transfer import refusal

Begun = Mapping[str, int]
Aboard = Mapping[str, frozenset[str]]
LONGEST_S = 12 * 3600
"""No charge or break lasts longer (authored: a longer one is a rest, not a stop of a trip)."""


def check_plan(world: World, plan: Plan) -> None:
    """Raise Illegal when a plan from outside names what does not exist, or is incomplete or double."""
    seen: set[str] = set()
    for trip in plan.trips:
        if trip.vehicle in seen:
            raise Illegal("illegal.vehicle_twice", vehicle=trip.vehicle)
        seen.add(trip.vehicle)
        if trip.driver not in world.drivers:
            raise Illegal("illegal.unknown_driver", driver=trip.driver, vehicle=trip.vehicle)
        check_complete(world, trip.vehicle, trip.stops)
        check_charge(world, trip.vehicle, trip.charge_permille)
        for at in range(len(trip.stops) + 1):
            check_route(world, trip, at, route_at(trip, at))
    planned = [order for order, _ in plan.given]
    for order, partner in plan.given:
        check_partner(world, order, partner)
    check_partner_room(world, plan)
    planned += [order for trip in plan.trips for order in trip.orders()]
    for order in planned:
        if planned.count(order) > 1:
            raise Illegal("illegal.order_twice", order=order)


def check_route(world: World, trip: Trip, at: int, route: int) -> None:
    """The leg to stop `at` must have that alternative; 0 always exists."""
    if route == 0:
        return
    vehicle = the_vehicle(world, trip.vehicle)
    places = legs_places(world, trip)
    options = world.legs.options(vehicle.class_.profile, places[at], places[at + 1])
    if not 0 <= route < len(options):
        raise Illegal("illegal.route", route=route, last=len(options) - 1, vehicle=trip.vehicle)


def check_complete(world: World, vehicle: str, stops: tuple[Stop, ...]) -> None:
    """Every order has each of its stops exactly once, in whatever sequence."""
    the_vehicle(world, vehicle)
    for stop in stops:
        if stop.own:
            check_own(world, vehicle, stop)
    for order in dict.fromkeys(s.order for s in stops if s.order):
        wanted = sorted(s.action for s in order_stops(world, vehicle, order))
        if sorted(s.action for s in stops if s.order == order) != wanted:
            raise Illegal("illegal.incomplete", order=order, vehicle=vehicle)
    for stop in stops:
        if stop.via:
            check_via(world, stop, stop.via)


def check_own(world: World, vehicle: str, stop: Stop) -> None:
    """A stop for the truck itself must be possible: a plug for a battery, a length, a place."""
    if stop.action is Action.RELOAD:
        return
    if not 0 < stop.seconds <= LONGEST_S:
        raise Illegal("illegal.stop_seconds", vehicle=vehicle, minutes=stop.seconds // 60)
    if stop.action is Action.CHARGE:
        if the_vehicle(world, vehicle).class_.drive != "battery":
            raise Illegal("illegal.no_battery", vehicle=vehicle)
        if stop.place not in world.sites.chargers:
            raise Illegal("illegal.no_charger", place=stop.place, vehicle=vehicle)
    elif stop.place and stop.place not in world.places:
        raise Illegal("illegal.unknown_place", place=stop.place, vehicle=vehicle)


def check_charge(world: World, vehicle: str, permille: int | None) -> None:
    if permille is None:
        return
    found = the_vehicle(world, vehicle)
    if found.class_.drive != "battery":
        raise Illegal("illegal.no_battery", vehicle=vehicle)
    grid = world.sites.grids.get(found.depot)
    most = 1000 if grid is None else highest_permille(grid=grid, vehicle=found)
    least = min(most, found.start_soc_permille if grid is None else found.evening_soc_permille)
    if not least <= permille <= most:
        raise Illegal(
            "illegal.charge", vehicle=vehicle, percent=permille // 10, least=least // 10, most=most // 10
        )


def check_partner(world: World, order: str, partner: str) -> None:
    """A partner says himself what he takes."""
    wanted, by = world.orders.get(order), world.sites.partners.get(partner)
    if wanted is None:
        raise Illegal("illegal.unknown_order", order=order)
    if by is None:
        raise Illegal("illegal.unknown_partner", partner=partner, order=order)
    if by.serves and wanted.delivery not in by.serves:
        raise Illegal("illegal.partner_place", order=order, partner=by.name)
    refused = sorted(wanted.needs & by.refuses)
    if refused:
        raise Illegal("illegal.partner_needs", order=order, partner=by.name, needs=", ".join(refused))


def check_partner_room(world: World, plan: Plan) -> None:
    for partner in world.sites.partners.values():
        if sum(p == partner.id for _, p in plan.given) > partner.most_orders:
            raise Illegal("illegal.partner_full", partner=partner.name, most=partner.most_orders)


def check_position(trip: Trip, at: int, last: int) -> None:
    if not 0 <= at <= last:
        raise Illegal("illegal.position", at=at, last=last, vehicle=trip.vehicle)


def check_fixed(old: Plan, new: Plan, begun: Begun) -> None:
    """Stops that are served or driven to cannot be touched; on the way home nothing can."""
    away = {v for v, count in begun.items() if count > 0}
    for order in {o for o, _ in old.given} ^ {o for o, _ in new.given}:
        carrier = old.vehicle_of(order)
        if carrier in away:
            raise Illegal("illegal.driven", vehicle=carrier, stops=begun[carrier])
    for vehicle, count in sorted(begun.items()):
        before, after = old.trip_of(vehicle), new.trip_of(vehicle)
        if before == after or count == 0:
            continue
        home = before is None or count > len(before.stops)
        kept = before and after and before.stops[:count] == after.stops[:count]
        if home or not kept:
            raise Illegal("illegal.driven", vehicle=vehicle, stops=count)


def check_goods(world: World, old: Plan, new: Plan, begun: Begun, aboard: Aboard | None) -> None:
    """Depot goods are where they are: in the truck that left with them, or still at the depot."""
    away = {v for v, count in begun.items() if count > 0}
    if not away or old == new:
        return
    inside = {v: _aboard(world, old, v, aboard) for v in sorted(away)}
    for trip in new.trips:
        before = old.trip_of(trip.vehicle)
        had = frozenset(before.orders()) if before else frozenset()
        for order in (o for o in trip.orders() if o not in had):
            if not from_depot(order=world.orders[order], vehicle=world.vehicles[trip.vehicle]):
                continue
            holder = next((v for v in inside if order in inside[v]), None)
            if holder is not None and holder != trip.vehicle:
                raise Illegal("illegal.aboard_elsewhere", order=order, vehicle=trip.vehicle, holder=holder)
            if holder is None and trip.vehicle in away and not _reloaded(trip, order, begun[trip.vehicle]):
                raise Illegal("illegal.not_aboard", order=order, vehicle=trip.vehicle)


def _reloaded(trip: Trip, order: str, count: int) -> bool:
    """The truck still comes by its depot before it delivers the order."""
    at = next(i for i, s in enumerate(trip.stops) if s.order == order)
    return any(s.action is Action.RELOAD for s in trip.stops[count:at])


def _aboard(world: World, plan: Plan, vehicle: str, aboard: Aboard | None) -> frozenset[str]:
    if aboard is not None:
        return aboard.get(vehicle, frozenset())
    trip = plan.trip_of(vehicle)
    depot = world.vehicles[vehicle].depot
    return frozenset(o for o in trip.orders() if world.orders[o].pickup == depot) if trip else frozenset()


def serves(world: World, stop: Stop, via: str) -> bool:
    """Whether the transfer takes this stop of an order: its address, its direction, its goods."""
    transfer = world.sites.transfers.get(via)
    order = world.orders[stop.order]
    return transfer is not None and not refusal(transfer=transfer, order=order, action=stop.action)


def check_via(world: World, stop: Stop, via: str) -> None:
    """A transfer says itself what it takes. Raises Illegal with its reason."""
    transfer, order = world.sites.transfers.get(via), world.orders[stop.order]
    if transfer is None:
        raise Illegal("illegal.transfer", order=stop.order, transfer=via)
    key = refusal(transfer=transfer, order=order, action=stop.action)
    if key:
        refused = ", ".join(sorted(order.needs & transfer.refuses))
        raise Illegal(key, order=stop.order, transfer=transfer.name, needs=refused)
