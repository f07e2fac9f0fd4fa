"""The judgement of one walked trip: figures from the walk, then every rule that it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from game.domain.evaluation import Doing, Finding, StopTimes, TripEvaluation
from game.domain.plan import Trip
from game.domain.units import whole
from game.domain.world import Action, Leg, Load, Vehicle, World
from game.rules import co2, cost, energy, findings
from game.rules.load import is_empty, share, units_over
from game.rules.schedule import Walk, walk


class Hop(NamedTuple):
    """A leg that was or will be driven, with what is aboard."""

    leg: Leg
    load: Load


def evaluate_trip(world: World, trip: Trip) -> TripEvaluation:
    """Judge a trip as planned."""
    return evaluate_walk(world, trip, walk(world, trip))


def evaluate_walk(world: World, trip: Trip, walked: Walk) -> TripEvaluation:
    """Judge a walked trip, planned or driven: the one place where its figures are made."""
    vehicle = world.vehicles[trip.vehicle]
    class_ = vehicle.class_
    hops = _hops(walked)
    uses = _uses(world, vehicle, hops)
    used = sum(uses)
    battery = class_.drive == "battery"
    bought = energy.grid_wh(battery_wh=used, class_=class_) if battery else used
    start_s, end_s = walked.activities[0].start_s, walked.activities[-1].end_s
    distance_m = sum(hop.leg.distance_m for hop in hops)
    tolled_m = sum(hop.leg.tolled_m for hop in hops)
    shares = [share(load=hop.load, capacity=class_.capacity) for hop in hops]
    parts = cost.trip_cost(
        rates=vehicle.rates, duty_s=end_s - start_s, distance_m=distance_m, tolled_m=tolled_m, energy=bought
    ).rounded()
    co2e_g = whole(co2.wtw_g(energy=bought, carrier=class_.carrier))
    trace, stops = _charge(vehicle, walked, uses) if battery else ((), walked.stops)
    drive_s = sum(a.end_s - a.start_s for a in walked.activities if a.doing is Doing.DRIVE)
    judged = TripEvaluation(
        trip=trip,
        start_s=start_s,
        end_s=end_s,
        activities=walked.activities,
        stops=stops,
        distance_m=distance_m,
        empty_m=sum(hop.leg.distance_m for hop in hops if is_empty(hop.load)),
        tolled_m=tolled_m,
        drive_s=drive_s,
        duty_s=end_s - start_s,
        wait_s=sum(s.wait_s for s in stops),
        overtime_s=max(0, end_s - start_s - world.hours.contract_day_s),
        late_s=sum(s.late_s for s in stops),
        cost=parts,
        energy_unit=class_.carrier.unit,
        energy=whole(bought),
        co2e_g=co2e_g,
        co2e_ttw_g=whole(co2.ttw_g(energy=bought, carrier=class_.carrier)),
        co2e_per_order_g=_per_order(world, trip, vehicle, co2e_g),
        load_factor_m=sum(hop.leg.distance_m * part for hop, part in zip(hops, shares, strict=True)),
        peak_load_share=max(shares, default=0.0),
        battery_trace=trace,
    )
    loads = [walked.start_load, *(s.load_after for s in stops)]
    return replace(judged, findings=tuple(_judge(world, judged, vehicle, loads, used)))


def _hops(walked: Walk) -> list[Hop]:
    """Every leg in driving order. A leg counts whole where it is completed, however often split."""
    hops: list[Hop] = []
    load, served = walked.start_load, 0
    for activity in walked.activities:
        if activity.doing is Doing.SERVICE and served < len(walked.stops):
            load = walked.stops[served].load_after
            served += 1
        elif activity.doing is Doing.DRIVE and activity.leg is not None and activity.leg_to >= 1.0:
            hops.append(Hop(activity.leg, load))
    return hops


def _uses(world: World, vehicle: Vehicle, hops: list[Hop]) -> list[float]:
    """Millilitres, or watt-hours at the battery, per leg; cold weather weighs on batteries only."""
    class_ = vehicle.class_
    season = world.winter_factor if class_.drive == "battery" else 1.0
    return [season * energy.leg_use(leg=hop.leg, class_=class_, kg=hop.load.kg) for hop in hops]


def _charge(
    vehicle: Vehicle, walked: Walk, uses: list[float]
) -> tuple[tuple[tuple[int, int], ...], tuple[StopTimes, ...]]:
    """Usable charge over time, and the stops with what is left on arrival; below 0 is a shortage."""
    left = energy.usable_wh(vehicle=vehicle)
    trace = [(walked.activities[0].start_s, whole(left))]
    arrivals: list[float] = []
    ahead = iter(uses)
    use = 0.0
    for activity in walked.activities:
        if activity.doing is Doing.DRIVE:
            use = next(ahead, 0.0) if activity.leg_from <= 0.0 else use
            trace.append((activity.start_s, whole(left - use * activity.leg_from)))
            trace.append((activity.end_s, whole(left - use * activity.leg_to)))
            left = left - use if activity.leg_to >= 1.0 else left
        elif activity.doing is Doing.SERVICE:
            arrivals.append(left)
    stops = tuple(
        replace(stop, battery_wh=whole(wh)) for stop, wh in zip(walked.stops, arrivals, strict=True)
    )
    return tuple(dict.fromkeys(trace)), stops


def _per_order(world: World, trip: Trip, vehicle: Vehicle, co2e_g: int) -> tuple[tuple[str, int], ...]:
    ids = trip.orders()
    orders = [world.orders[i] for i in ids]
    profile = vehicle.class_.profile
    sfd_m = [world.legs.shortest_m(profile, o.pickup, o.delivery) for o in orders]
    parts = co2.per_order_g(total_g=co2e_g, kg=[o.load.kg for o in orders], sfd_m=sfd_m)
    return tuple(zip(ids, parts, strict=True))


def _judge(
    world: World, judged: TripEvaluation, vehicle: Vehicle, loads: list[Load], used: float
) -> Iterator[Finding]:
    """Every broken rule of a trip, stops first, in a fixed order."""
    yield from _at_stops(world, judged, vehicle)
    yield from _load_findings(vehicle, loads)
    yield from _driver_findings(world, judged)
    if vehicle.class_.drive == "battery":
        yield from _battery_findings(world, vehicle, used)


def _at_stops(world: World, judged: TripEvaluation, vehicle: Vehicle) -> Iterator[Finding]:
    collected: dict[str, int] = {}
    delivered: dict[str, int] = {}
    for index, times in enumerate(judged.stops):
        order = world.orders[times.stop.order]
        new = order.id not in collected and order.id not in delivered
        seen = collected if times.stop.action is Action.COLLECT else delivered
        seen.setdefault(order.id, index)
        base = {"order": order.id, "vehicle": vehicle.id, "customer": order.customer}
        close_s = times.window_close_s
        found = (
            findings.late(**base, begin_s=times.begin_s, close_s=close_s) if times.late_s else None,
            findings.tight(**base, arrive_s=times.arrive_s, close_s=close_s) if not times.late_s else None,
            findings.needs_missing(**base, name=vehicle.name, needs=order.needs, skills=vehicle.skills)
            if new and not order.needs <= vehicle.skills
            else None,
        )
        yield from (f for f in found if f)
    for order_id, at in collected.items():
        broken = findings.precedence(
            order=order_id,
            vehicle=vehicle.id,
            customer=world.orders[order_id].customer,
            collect_at=at,
            deliver_at=delivered.get(order_id, at + 1),
        )
        if broken:
            yield broken


def _load_findings(vehicle: Vehicle, loads: list[Load]) -> Iterator[Finding]:
    """The worst moment of the trip per unit."""
    room = vehicle.class_.capacity
    fullest = max(loads, key=lambda load: units_over(load=load, capacity=room))
    base = {"vehicle": vehicle.id, "name": vehicle.name}
    found = (
        findings.capacity_kg(**base, kg=max(load.kg for load in loads), room_kg=room.kg),
        findings.capacity_ldm(**base, ldm_cm=max(load.ldm_cm for load in loads), room_cm=room.ldm_cm),
        findings.capacity_units(
            **base,
            over=units_over(load=fullest, capacity=room),
            room=room.pallets if fullest.pallets else room.roll_cages,
        ),
    )
    yield from (f for f in found if f)


def _driver_findings(world: World, judged: TripEvaluation) -> Iterator[Finding]:
    driver = world.drivers[judged.trip.driver]
    hours = world.hours
    base = {"driver": driver.id, "vehicle": judged.trip.vehicle, "name": driver.name}
    found = (
        findings.drive_day(**base, drive_s=judged.drive_s, limit_s=hours.drive_day_s),
        findings.duty_day(**base, duty_s=judged.duty_s, limit_s=hours.duty_day_s),
        findings.driver_early(**base, start_s=judged.start_s, from_s=driver.from_s),
        findings.driver_late(**base, end_s=judged.end_s, to_s=driver.to_s),
    )
    yield from (f for f in found if f)


def _battery_findings(world: World, vehicle: Vehicle, used_wh: float) -> Iterator[Finding]:
    usable = energy.usable_wh(vehicle=vehicle)
    reserve = world.battery_reserve_share * vehicle.class_.battery_wh
    base = {"vehicle": vehicle.id, "name": vehicle.name}
    found = (
        findings.battery_empty(**base, used_wh=used_wh, usable_wh=usable),
        findings.battery_reserve(**base, left_wh=usable - used_wh, reserve_wh=reserve),
    )
    yield from (f for f in found if f)
