"""What a planner does with whole trips and parts of them, as planning commands that are one act.

Each function gives one command (of several joined: `together`) that `moves.apply` carries out, and changes
nothing itself. It raises Illegal for what is not possible: a stretch that has been driven, an order for
which vehicle or driver lacks something, or that is too big for it. What is possible and yet unwise is for
the judge. Positions count in the trip without what moves; orders keep their collection before delivery.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from game.domain.commands import ClearTrip, Command, Place, SetCharge, SetRoute, SetStart, SetTrip, Unplace
from game.domain.errors import Illegal
from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, World
from game.rules.checks import Begun
from game.rules.crew_moves import driver_for
from game.rules.editing import order_stops, the_trip, the_vehicle
from game.rules.load import from_depot
from game.rules.moves import NOTHING_BEGUN
from game.rules.stops import place_of
from game.rules.trip_parts import (
    END,
    check_carries,
    check_not_begun,
    fixed,
    idle,
    joined,
    made_by,
    orders_of,
    parted,
    position,
    set_trip,
    trimmed,
    trip_or_new,
)
from game.rules.tripwords import format_trip_stops


# -- within one trip -----------------------------------------------------------------------------------
def reverse(
    world: World, plan: Plan, vehicle: str, begun: Begun = NOTHING_BEGUN, *, first: int = 0, end: int = END
) -> Command:
    """Drive the stops from `first` up to `end` the other way round; what is fixed stays."""
    trip = the_trip(world, plan, vehicle)
    first, end = max(first, fixed(trip, begun)), min(end, len(trip.stops))
    turned = _collected_first(trip.stops[first:end][::-1])
    if turned == trip.stops[first:end]:
        raise Illegal("edit.nothing_to_turn", vehicle=the_vehicle(world, vehicle).name)
    return set_trip(trip, (*trip.stops[:first], *turned, *trip.stops[end:]))


def _collected_first(stops: Sequence[Stop]) -> tuple[Stop, ...]:
    """Where an order is delivered before it is collected, these two change places."""
    made = list(stops)
    for i, stop in enumerate(made):
        later = (j for j in range(i + 1, len(made)) if stop.order and made[j].order == stop.order)
        j = next(later, i) if stop.action is Action.DELIVER else i
        made[i], made[j] = made[j], made[i]
    return tuple(made)


# -- from one trip to another --------------------------------------------------------------------------
def move_stretch(
    world: World,
    plan: Plan,
    vehicle: str,
    first: int,
    to: str,
    at: int = END,
    begun: Begun = NOTHING_BEGUN,
    *,
    end: int = END,
) -> Command:
    """Put the stops from `first` up to `end` into trip `to`, which may be the same, at position `at`.

    An order moves with both its stops: where one lies outside the stretch it stays.
    """
    trip = the_trip(world, plan, vehicle)
    moving, staying = parted(trip, first, end)
    if first < fixed(trip, begun):
        raise Illegal("illegal.driven", vehicle=vehicle, stops=first)
    if not any(s.order for s in moving):
        raise Illegal("edit.nothing_moves", vehicle=the_vehicle(world, vehicle).name)
    if to == vehicle:
        at = position(trip, staying, at, begun)
        return set_trip(trip, (*staying[:at], *moving, *staying[at:]))
    target = trip_or_new(world, plan, to)
    at = position(target, target.stops, at, begun)
    mine = made_by(world, plan, to, moving)
    commands = [set_trip(target, (*target.stops[:at], *mine, *target.stops[at:]))]
    if any(s.order for s in staying):
        left = trimmed(staying)
        if left != tuple(s for s in trip.stops if s.order not in orders_of(moving)):
            commands.append(set_trip(trip, left))
    return joined(commands)


def split(
    world: World, plan: Plan, vehicle: str, at: int, to: str = "", begun: Begun = NOTHING_BEGUN
) -> Command:
    """Stop `at` and what follows become the trip of another vehicle, the first idle one unless chosen."""
    trip = the_trip(world, plan, vehicle)
    moving, _staying = parted(trip, at)
    target = to or next(iter(idle(world, plan, moving, begun)), "")
    if not target:
        raise Illegal("edit.no_idle", vehicle=the_vehicle(world, vehicle).name)
    return move_stretch(world, plan, vehicle, at, target, END, begun)


def merge(
    world: World,
    plan: Plan,
    vehicle: str,
    into: str,
    begun: Begun = NOTHING_BEGUN,
    *,
    before: bool = False,
    reload: bool = False,
) -> Command:
    """Give the whole trip of a vehicle to another that has one, after (or before) its own stops.

    `reload`: it comes by its depot in between, for goods that do not fit at once.
    """
    trip, target = the_trip(world, plan, vehicle), the_trip(world, plan, into)
    if vehicle == into:
        raise Illegal("edit.same_vehicle", vehicle=the_vehicle(world, vehicle).name)
    check_not_begun(trip, begun)
    mine = made_by(world, plan, into, trip.stops)
    pause = (Stop(action=Action.RELOAD),) if reload else ()
    stops = (*mine, *pause, *target.stops) if before else (*target.stops, *pause, *mine)
    if before:
        check_not_begun(target, begun)
    elif begun.get(into, 0) > len(target.stops):
        raise Illegal("illegal.driven", vehicle=into, stops=len(target.stops))
    return set_trip(target, stops)


def reload_helps(world: World, plan: Plan, vehicle: str, into: str) -> bool:
    """Both trips take goods from the depot of `into`: coming by there in between makes sense."""
    target = the_vehicle(world, into)
    trips = plan.trip_of(vehicle), plan.trip_of(into)
    return all(
        t and any(from_depot(order=world.orders[o], vehicle=target) for o in t.orders()) for t in trips
    )


def swap(world: World, plan: Plan, vehicle: str, other: str, begun: Begun = NOTHING_BEGUN) -> Command:
    """Two vehicles exchange all their work with its start; one of them may be idle.

    Drivers and the night's charge stay with the vehicles.
    """
    if vehicle == other:
        raise Illegal("edit.same_vehicle", vehicle=the_vehicle(world, vehicle).name)
    pair = [trip_or_new(world, plan, v) for v in (vehicle, other)]
    if not any(t.stops for t in pair):
        raise Illegal("illegal.no_trip", vehicle=vehicle)
    for trip in pair:
        check_not_begun(trip, begun)
    if not pair[0].stops:
        pair.reverse()
    giver, taker = pair
    alike = _alike(world, giver, taker)
    commands: list[Command] = []
    for trip, work in ((taker, giver), (giver, taker)):
        if work.stops:
            mine = made_by(world, plan, trip.vehicle, work.stops)
            stops = format_trip_stops(work.stops if alike else mine)
            commands.append(SetTrip(vehicle=trip.vehicle, stops=stops))
            commands += _with_work(trip, work, begins=trip is giver or not trip.stops, alike=alike)
    return joined(commands)


def _with_work(trip: Trip, work: Trip, *, begins: bool, alike: bool) -> list[Command]:
    """What goes along with work (its start, the road home) and what stays with the vehicle (its charge).

    `begins`: the vehicle's own trip was gone when it got this work.
    """
    made: list[Command] = []
    if work.start_s != (None if begins else trip.start_s):
        made.append(SetStart(vehicle=trip.vehicle, start_s=-1 if work.start_s is None else work.start_s))
    if begins and trip.charge_permille is not None:
        made.append(SetCharge(vehicle=trip.vehicle, permille=trip.charge_permille))
    if alike and work.return_route:
        made.append(SetRoute(vehicle=trip.vehicle, at=len(work.stops), route=work.return_route))
    return made


def _alike(world: World, one: Trip, two: Trip) -> bool:
    """The same roads and chargers are there for both: stops and roads can stay as they are."""
    a, b = (world.vehicles[t.vehicle] for t in (one, two))
    same = a.depot == b.depot and a.class_.profile == b.class_.profile
    return same and (a.class_.drive == "battery") == (b.class_.drive == "battery")


# -- orders --------------------------------------------------------------------------------------------
def move_orders(
    world: World, plan: Plan, orders: Sequence[str], to: str, at: int = END, begun: Begun = NOTHING_BEGUN
) -> Command:
    """Put several orders into a trip as one stretch, wherever they are now.

    Those of one trip keep their sequence; others follow each other by the nearest address.
    """
    if not orders:
        raise Illegal("edit.no_orders")
    if len(orders) == 1:
        return _one_order(world, plan, orders[0], to, at, begun)
    target, chosen = trip_or_new(world, plan, to), frozenset(orders)
    rest = tuple(s for s in target.stops if s.order not in chosen)
    at = position(target, rest, at, begun)
    mine = made_by(world, plan, to, _as_planned(plan, chosen) or _nearest(world, to, rest[:at], orders))
    return set_trip(target, (*rest[:at], *_kept_via(plan, mine), *rest[at:]))


def _one_order(world: World, plan: Plan, order: str, to: str, at: int, begun: Begun) -> Command:
    target = trip_or_new(world, plan, to)
    rest = tuple(s for s in target.stops if s.order != order)
    check_carries(world, to, driver_for(world, plan, to), order, order_stops(world, to, order))
    return Place(order=order, vehicle=to, at=position(target, rest, at, begun))


def take_out(plan: Plan, orders: Iterable[str]) -> Command:
    """Take orders out of the plan, also from partners; raises Illegal when none is in it."""
    covered = plan.covered()
    found: list[Command] = [Unplace(order=o) for o in orders if o in covered]
    if not found:
        raise Illegal("edit.nothing_out")
    return joined(found)


def take_out_stretch(world: World, plan: Plan, vehicle: str, first: int, begun: Begun) -> Command:
    """Take stop `first` and what follows out of the plan; the whole trip when nothing is left."""
    trip = the_trip(world, plan, vehicle)
    moving, staying = parted(trip, first)
    if first < fixed(trip, begun):
        raise Illegal("illegal.driven", vehicle=vehicle, stops=first)
    if not any(s.order for s in staying):
        return ClearTrip(vehicle=vehicle)
    if not any(s.order for s in moving):
        raise Illegal("edit.nothing_moves", vehicle=the_vehicle(world, vehicle).name)
    return set_trip(trip, trimmed(staying))


def _as_planned(plan: Plan, orders: frozenset[str]) -> tuple[Stop, ...]:
    """Their stops as one trip makes them; nothing when they come from different trips or from none."""
    for trip in plan.trips:
        if orders <= set(trip.orders()):
            return tuple(s for s in trip.stops if s.order in orders)
    return ()


def _nearest(world: World, vehicle: str, before: Sequence[Stop], orders: Sequence[str]) -> tuple[Stop, ...]:
    """All stops of the orders: always the order whose first stop is nearest by road comes next."""
    truck = the_vehicle(world, vehicle)
    places = [truck.depot, *(p for s in before if (p := place_of(world, truck, s)))]
    here, left, made = places[-1], list(dict.fromkeys(orders)), list[Stop]()
    while left:
        options = {o: order_stops(world, vehicle, o) for o in left}
        far = {
            o: world.legs.shortest_m(truck.class_.profile, here, place_of(world, truck, s[0]))
            if place_of(world, truck, s[0]) != here else 0
            for o, s in options.items()
        }  # fmt: skip
        chosen = min(left, key=lambda o: (far[o], o))
        left.remove(chosen)
        made += options[chosen]
        here = place_of(world, truck, made[-1])
    return tuple(made)


def _kept_via(plan: Plan, stops: Sequence[Stop]) -> tuple[Stop, ...]:
    """An order that goes by a hub or a barge still does so."""
    via = {(s.order, s.action): s.via for t in plan.trips for s in t.stops if s.via}
    return tuple(replace(s, via=via.get((s.order, s.action), "")) if s.order else s for s in stops)
