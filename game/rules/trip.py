"""The judgement of one walked trip: figures from the walk, then every rule that it breaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from game.domain.evaluation import Activity, Doing, TripEvaluation
from game.domain.plan import Trip
from game.domain.units import split_exactly, whole
from game.domain.world import Action, Vehicle, World
from game.rules import charging, co2, cost, energy
from game.rules.battery import Battery, run
from game.rules.cooling import Running, running
from game.rules.driven import driven
from game.rules.judge import findings_of
from game.rules.stops import via_of
from game.rules.transfer import transfer_cent, transfer_g
from game.rules.walk import Walk, walk


class Spans(NamedTuple):
    """Seconds of a trip by kind."""

    drive_s: int
    work_s: int
    wait_s: int
    break_s: int


class Bought(NamedTuple):
    """Energy of a trip, before rounding: in its carrier's unit, and what it costs in cent."""

    amount: float
    cent: float
    cooling: float
    """Own fuel of the refrigeration unit, ml."""


def evaluate_trip(world: World, trip: Trip) -> TripEvaluation:
    """Judge a trip as planned."""
    return evaluate_walk(world, trip, walk(world, trip))


def evaluate_walk(world: World, trip: Trip, walked: Walk) -> TripEvaluation:
    """Judge a walked trip, planned or driven: the one place where its figures are made."""
    vehicle = world.vehicles[trip.vehicle]
    class_ = vehicle.class_
    cooled = running(world, trip, walked) if vehicle.cooling is not None else ()
    cooling_s = sum(r.end_s - r.start_s for r in cooled)
    sums = driven(world, vehicle, walked, cooled=cooling_s > 0)
    battery = run(world, vehicle, trip, walked, sums.uses, cooled) if class_.drive == "battery" else None
    bought = _bought(world, vehicle, sum(sums.uses), cooled, cooling_s, battery)
    start_s, end_s = walked.activities[0].start_s, walked.activities[-1].end_s
    spans = _spans(walked.activities, world.sites.charging.plug_s)
    moved = _transfers(world, trip)
    stops = battery.stops if battery else walked.stops
    overtime_s = max(0, end_s - start_s - world.hours.contract_day_s)
    parts = cost.trip_cost(
        rates=vehicle.rates, duty_s=end_s - start_s, wait_s=spans.wait_s, overtime_s=overtime_s,
        night_s=cost.night_seconds(start_s=start_s, end_s=end_s), distance_m=sums.distance_m,
        tolled_m=sums.tolled_m, energy_cent=bought.cent, transfer_cent=sum(m.cent for m in moved),
    ).rounded()  # fmt: skip
    grams, grams_ttw = _grams(vehicle, bought)
    moved_g = [whole(m.wtw_g) for m in moved]
    return TripEvaluation(
        trip=trip,
        start_s=start_s,
        end_s=end_s,
        activities=walked.activities,
        stops=stops,
        distance_m=sums.distance_m,
        empty_m=sums.empty_m,
        tolled_m=sums.tolled_m,
        drive_s=spans.drive_s,
        duty_s=end_s - start_s,
        wait_s=spans.wait_s,
        overtime_s=overtime_s,
        late_s=sum(s.late_s for s in stops),
        cost=parts,
        energy_unit=class_.carrier.unit,
        energy=whole(bought.amount),
        co2e_g=whole(grams) + sum(moved_g),
        co2e_ttw_g=whole(grams_ttw) + whole(sum(m.ttw_g for m in moved)),
        co2e_per_order_g=_per_order(world, trip, vehicle, whole(grams), moved, moved_g),
        load_factor_m=sums.load_factor_m,
        peak_load_share=sums.peak_share,
        battery_trace=battery.trace if battery else (),
        start_wh=whole(battery.start_wh) if battery else 0,
        night_wh=whole(_night_wh(vehicle, trip)) if battery else 0,
        work_s=spans.work_s,
        break_s=spans.break_s,
        cooling_s=cooling_s,
        cooling=whole(bought.cooling),
        transfer_g=sum(moved_g),
        findings=tuple(findings_of(world, trip, walked, stops, battery)),
    )


def _spans(activities: Sequence[Activity], plug_s: int) -> Spans:
    drive_s = work_s = wait_s = break_s = 0
    for activity in activities:
        lasts_s = activity.end_s - activity.start_s
        doing = activity.doing
        if doing is Doing.DRIVE:
            drive_s += lasts_s
        elif doing is Doing.WAIT:
            wait_s += lasts_s
        elif doing is Doing.BREAK:
            break_s += lasts_s
        elif doing is Doing.CHARGE:
            work_s += min(lasts_s, plug_s)
            break_s += max(0, lasts_s - plug_s)
        else:
            work_s += lasts_s
    return Spans(drive_s, drive_s + work_s, wait_s, break_s)


def _bought(
    world: World,
    vehicle: Vehicle,
    used: float,
    cooled: Sequence[Running],
    cooling_s: int,
    battery: Battery | None,
) -> Bought:
    """What the trip uses, whatever it charged: energy as ISO 14083 counts it, and its price."""
    rates, class_ = vehicle.rates, vehicle.class_
    unit_use = (
        energy.cooling_use(cooling=vehicle.cooling, seconds=cooling_s) if vehicle.cooling and cooled else 0.0
    )
    if battery is None:
        cent = used * rates.energy_cent_per_unit / 1000 + unit_use * rates.cooling_cent_per_unit / 1000
        return Bought(used, cent, unit_use)
    own = vehicle.cooling is not None and vehicle.cooling.carrier.unit == "ml"
    used += 0.0 if own else unit_use
    cent = cost.power(
        vehicle=vehicle, used_wh=used, charged=battery.charged, chargers=world.sites.chargers
    ).cent
    if own:
        cent += unit_use * rates.cooling_cent_per_unit / 1000
    return Bought(energy.grid_wh(battery_wh=used, class_=class_), cent, unit_use if own else 0.0)


def _grams(vehicle: Vehicle, bought: Bought) -> tuple[float, float]:
    """Well-to-wheel and tank-to-wheel grams of the vehicle and its cooling."""
    carrier = vehicle.class_.carrier
    wtw = co2.wtw_g(energy=bought.amount, carrier=carrier)
    ttw = co2.ttw_g(energy=bought.amount, carrier=carrier)
    if bought.cooling and vehicle.cooling:
        wtw += co2.wtw_g(energy=bought.cooling, carrier=vehicle.cooling.carrier)
        ttw += co2.ttw_g(energy=bought.cooling, carrier=vehicle.cooling.carrier)
    return wtw, ttw


class Moved(NamedTuple):
    """An order that goes by a transfer."""

    order: str
    cent: float
    wtw_g: float
    ttw_g: float


def _transfers(world: World, trip: Trip) -> list[Moved]:
    found: list[Moved] = []
    for stop in trip.stops:
        transfer = via_of(world, stop)
        if transfer is not None:
            load = world.orders[stop.order].load
            wtw_g, ttw_g = transfer_g(transfer=transfer, kg=load.kg)
            cent = transfer_cent(transfer=transfer, units=load.pallets + load.roll_cages)
            found.append(Moved(stop.order, cent, wtw_g, ttw_g))
    return found


def _night_wh(vehicle: Vehicle, trip: Trip) -> float:
    permille = vehicle.start_soc_permille if trip.charge_permille is None else trip.charge_permille
    return charging.night_wh(vehicle=vehicle, start_permille=permille)


def _per_order(
    world: World, trip: Trip, vehicle: Vehicle, driven_g: int, moved: Sequence[Moved], moved_g: Sequence[int]
) -> tuple[tuple[str, int], ...]:
    """The truck's grams by mass x distance of what the truck itself moves; a transfer's to its own order."""
    ends = {i: (world.orders[i].pickup, world.orders[i].delivery) for i in trip.orders()}
    for stop in trip.stops if moved else ():
        if stop.via:
            pickup, delivery = ends[stop.order]
            there = world.sites.transfers[stop.via].place
            ends[stop.order] = (there, delivery) if stop.action is Action.COLLECT else (pickup, there)
    profile = vehicle.class_.profile
    sfd_m = [world.legs.shortest_m(profile, a, b) for a, b in ends.values()]
    kg = [world.orders[i].load.kg for i in ends]
    parts = split_exactly(driven_g, co2.weights(kg=kg, sfd_m=sfd_m))
    if not moved:
        return tuple(zip(ends, parts, strict=True))
    grams = dict(zip(ends, parts, strict=True))
    for move, g in zip(moved, moved_g, strict=True):
        grams[move.order] += g
    return tuple(grams.items())
