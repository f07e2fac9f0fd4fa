"""Every rule that a trip breaks, in a fixed order: at its stops, of its load, its driver, its battery."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.domain.evaluation import Finding, StopTimes
from game.domain.plan import Trip
from game.domain.world import Action, Driver, Vehicle, World
from game.rules import access, findings
from game.rules.battery import Battery, usable_wh
from game.rules.hours import day_findings
from game.rules.load import units_over
from game.rules.stops import needs_of, via_of
from game.rules.walk import Walk

OF_THE_TRIP = frozenset({"adr", "lzv_adr", "lzv_driver"})


def findings_of(
    world: World, trip: Trip, walked: Walk, stops: Sequence[StopTimes], battery: Battery | None
) -> Iterator[Finding]:
    """Findings of one trip; those that need the whole plan are `rules.together`."""
    vehicle, driver = world.vehicles[trip.vehicle], world.drivers[trip.driver]
    yield from _once(_at_stops(world, stops, vehicle, driver))
    yield from _of_load(vehicle, walked)
    yield from _of_driver(world, trip, walked, driver)
    if battery is not None:
        yield from _of_battery(world, vehicle, battery)


def _at_stops(
    world: World, stops: Sequence[StopTimes], vehicle: Vehicle, driver: Driver
) -> Iterator[Finding]:
    collected: dict[str, int] = {}
    delivered: dict[str, int] = {}
    orders, places = world.orders, world.places
    skills = vehicle.skills | driver.skills if driver.skills else vehicle.skills
    points = _points_aboard(world, stops, vehicle)
    lzv = vehicle.class_.kind == "lzv"
    for index, times in enumerate(stops):
        stop, place = times.stop, places[times.place]
        if not stop.order:
            if place.zones or lzv:
                yield from _access(world, vehicle, driver, times, 0)
            continue
        order = orders[stop.order]
        new = order.id not in collected and order.id not in delivered
        (collected if stop.action is Action.COLLECT else delivered).setdefault(order.id, index)
        if times.late_s or stop.via or times.window_close_s - times.arrive_s < findings.TIGHT_S:
            yield from _timely(world, times, vehicle)
        if new and not order.needs <= skills:
            mine = (s.stop for s in stops if s.stop.order == order.id)
            missing = findings.needs_missing(
                order=order.id, vehicle=vehicle.id, customer=order.customer, name=vehicle.name,
                needs=needs_of(order, mine), skills=skills,
            )  # fmt: skip
            yield from (missing,) if missing else ()
        if points or place.zones or place.dwellings or lzv:
            yield from _access(world, vehicle, driver, times, points[index] if points else 0)
    for order_id, at in collected.items():
        broken = findings.precedence(
            order=order_id,
            vehicle=vehicle.id,
            customer=orders[order_id].customer,
            collect_at=at,
            deliver_at=delivered.get(order_id, at + 1),
        )
        if broken:
            yield broken


def whose_window(world: World, times: StopTimes, vehicle: Vehicle) -> str:
    """The customer; the place itself for a transfer, and for an order that begins and ends elsewhere: its
    customer is at one end only."""
    order = world.orders[times.stop.order]
    both = vehicle.depot not in (order.pickup, order.delivery)
    return world.places[times.place].name if times.stop.via or both else order.customer


def _timely(world: World, times: StopTimes, vehicle: Vehicle) -> Iterator[Finding]:
    order = world.orders[times.stop.order]
    base = {"order": order.id, "vehicle": vehicle.id, "customer": order.customer}
    here = {**base, "customer": whose_window(world, times, vehicle)}
    close_s = times.window_close_s
    if times.late_s:
        late = findings.late(**here, begin_s=times.begin_s, close_s=close_s)
    else:
        late = findings.tight(**here, arrive_s=times.arrive_s, close_s=close_s)
    if late:
        yield late
    transfer = via_of(world, times.stop)
    if transfer is not None and times.stop.action is Action.DELIVER and order.delivery_windows:
        onward = findings.late_onward(
            **base,
            name=transfer.name,
            arrives_s=transfer.arrives_s,
            close_s=order.delivery_windows[-1].close_s,
        )
        if onward:
            yield onward


def _access(
    world: World, vehicle: Vehicle, driver: Driver, times: StopTimes, points: int
) -> Iterator[Finding]:
    """Waiting for a window or a zone to open is done outside the zone."""
    order = world.orders[times.stop.order] if times.stop.order else None
    yield from access.stop_findings(
        world=world, vehicle=vehicle, driver=driver, order=order, place=times.place,
        arrive_s=times.begin_s,
        end_s=times.end_s, adr_points=points, begin_s=times.begin_s,
    )  # fmt: skip


def _once(found: Iterator[Finding]) -> Iterator[Finding]:
    """A rule about the whole vehicle or driver, broken at stop after stop, is told once, at its worst."""
    told: dict[tuple[str, str], Finding] = {}
    for finding in found:
        if finding.rule not in OF_THE_TRIP:
            yield finding
            continue
        name = finding.rule, finding.subject
        known = told.get(name)
        if known is None or finding.amount > known.amount:
            told[name] = finding
    yield from told.values()


def _points_aboard(world: World, stops: Sequence[StopTimes], vehicle: Vehicle) -> Sequence[int]:
    """ADR points aboard on arrival at each stop; empty when the trip carries none."""
    orders = world.orders
    if not any(orders[s.stop.order].adr_points for s in stops if s.stop.order):
        return ()
    depot = vehicle.depot
    aboard = 0
    waiting = [s.stop for s in stops]
    counts: list[int] = []
    for index, times in enumerate(stops):
        if index == 0 or times.stop.action is Action.RELOAD:
            ahead = waiting[index:] if index == 0 else waiting[index + 1 :]
            for stop in ahead:
                if stop.action is Action.RELOAD:
                    break
                if stop.action is Action.DELIVER and orders[stop.order].pickup == depot:
                    aboard += orders[stop.order].adr_points
        if times.stop.order:
            points = orders[times.stop.order].adr_points
            collecting = times.stop.action is Action.COLLECT
            counts.append(aboard + points if collecting else aboard)
            aboard += points if collecting else -points
        else:
            counts.append(aboard)
    return counts


def _of_load(vehicle: Vehicle, walked: Walk) -> Iterator[Finding]:
    """The worst moment of the trip per unit."""
    room = vehicle.class_.capacity
    kg = ldm_cm = over = 0
    fullest, floor = walked.start_load, room.pallets * room.roll_cages
    for load in (walked.start_load, *(s.load_after for s in walked.stops)):
        kg = load.kg if load.kg > kg else kg
        ldm_cm = load.ldm_cm if load.ldm_cm > ldm_cm else ldm_cm
        # cheap first: both units share the floor; a vehicle without room for one of them is rare
        if not floor or load.pallets * room.roll_cages + load.roll_cages * room.pallets > floor:
            more = units_over(load=load, capacity=room)
            if more > over:
                over, fullest = more, load
    if kg <= room.kg and ldm_cm <= room.ldm_cm and not over:
        return
    base = {"vehicle": vehicle.id, "name": vehicle.name}
    found = (
        findings.capacity_kg(**base, kg=kg, room_kg=room.kg),
        findings.capacity_ldm(**base, ldm_cm=ldm_cm, room_cm=room.ldm_cm),
        findings.capacity_units(**base, over=over, room=room.pallets if fullest.pallets else room.roll_cages),
    )
    yield from (f for f in found if f)


def _of_driver(world: World, trip: Trip, walked: Walk, driver: Driver) -> Iterator[Finding]:
    activities = walked.activities
    yield from day_findings(
        rules=world.hours, regime=walked.regime, driver=driver, vehicle=trip.vehicle,
        activities=activities, plug_s=world.sites.charging.plug_s, weekday=world.day.weekday(),
    )  # fmt: skip
    start_s, end_s = activities[0].start_s, activities[-1].end_s
    base = {"driver": driver.id, "vehicle": trip.vehicle, "name": driver.name}
    if start_s < driver.from_s:
        early = findings.driver_early(**base, start_s=start_s, from_s=driver.from_s)
        yield from (f for f in (early,) if f)
    if end_s > driver.to_s:
        late = findings.driver_late(**base, end_s=end_s, to_s=driver.to_s)
        yield from (f for f in (late,) if f)


def _of_battery(world: World, vehicle: Vehicle, battery: Battery) -> Iterator[Finding]:
    usable = usable_wh(vehicle)
    reserve = world.battery_reserve_share * vehicle.class_.battery_wh
    base = {"vehicle": vehicle.id, "name": vehicle.name}
    found = (
        findings.battery_empty(**base, used_wh=usable - battery.least_wh, usable_wh=usable),
        findings.battery_reserve(**base, left_wh=battery.left_wh, reserve_wh=reserve)
        if battery.least_wh >= 0
        else None,
    )
    yield from (f for f in found if f)
