"""How full, how punctual and how long: load factor, orders on time and hours, down to trips and orders.

Definitions (CONTRACT "KPI keys"): the load factor is the largest share of weight, loading metres and
places, weighted by driven metres, empty ones included; an order is on time when its service begins
within the window (by a transfer: when it also arrives in time), an unplanned one never is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from game.domain.evaluation import Evaluation, TripEvaluation
from game.domain.units import clock
from game.domain.world import World
from game.rules.explain.anatomy import Anatomy
from game.rules.explain.lines import Line, Value, is_fact, named
from game.rules.hours import DAY_S, outlook
from game.rules.load import share
from game.rules.schedule import regime_for

Given = Sequence[tuple[str, str]]
MINUTE_S = 60


def late_orders(trip: TripEvaluation) -> dict[str, int]:
    """Seconds late by order, at its worst stop or at the address behind its transfer."""
    late: dict[str, int] = {}
    for times in trip.stops:
        if times.late_s and times.stop.order:
            late[times.stop.order] = max(times.late_s, late.get(times.stop.order, 0))
    for finding in trip.findings:
        if finding.rule == "late_onward":
            late[finding.subject] = max(finding.amount, late.get(finding.subject, 0))
    return late


def _of_trip(world: World, trip: TripEvaluation, **more: Value) -> tuple[tuple[str, Value], ...]:
    vehicle = world.vehicles[trip.trip.vehicle]
    return named(vehicle=vehicle.id, name=vehicle.name, **more)


# -- load factor -----------------------------------------------------------------------------------
def plan_load(world: World, judged: Evaluation) -> Iterator[Line]:
    """Each trip adds its own load factor, weighted by its part of all metres."""
    all_m = judged.kpi.distance_m
    yield Line(
        key="explain.load_factor", values=named(distance_m=all_m), amount=judged.kpi.load_factor, unit="share"
    )
    for trip in judged.trips:
        if trip.distance_m:
            own = trip.load_factor_m / trip.distance_m
            values = _of_trip(world, trip, distance_m=trip.distance_m, own_share=own)
            yield Line(
                key="explain.load_trip",
                values=values,
                amount=trip.load_factor_m / all_m,
                unit="share",
                level=1,
            )


def trip_load(a: Anatomy) -> Iterator[Line]:
    """Each leg adds how full it was, weighted by its part of the trip's metres."""
    all_m, places = a.judged.distance_m, a.world.places
    factor = a.judged.load_factor_m / all_m if all_m else 0.0
    yield Line(key="explain.load_factor", values=named(distance_m=all_m), amount=factor, unit="share")
    for part in a.parts:
        metres = part.leg.distance_m
        if metres:
            full = share(load=part.load, capacity=a.vehicle.class_.capacity)
            values = named(
                origin=places[part.origin].name, destination=places[part.destination].name,
                distance_m=metres, own_share=full,
            )  # fmt: skip
            yield Line(
                key="explain.load_leg", values=values, amount=metres * full / all_m, unit="share", level=1
            )


# -- on time ---------------------------------------------------------------------------------------
def plan_on_time(world: World, judged: Evaluation, given: Given) -> Iterator[Line]:
    """Orders on time by trip, those of partners, and what counts as not on time."""
    kpi = judged.kpi
    values = named(part_share=kpi.on_time_share, of=kpi.orders)
    yield Line(key="explain.on_time", values=values, amount=kpi.on_time, unit="orders")
    seen: set[str] = set()
    for trip in judged.trips:
        mine = [o for o, _ in trip.co2e_per_order_g if o not in seen]
        seen.update(mine)
        late = {o: s for o, s in late_orders(trip).items() if o in mine}
        yield Line(
            key="explain.on_time_trip", values=_of_trip(world, trip, of=len(mine)),
            amount=len(mine) - len(late), unit="orders", level=1,
        )  # fmt: skip
        yield from _late_lines(world, late, 2)
    for order, partner in given:
        name = world.sites.partners[partner].name
        yield Line(
            key="explain.on_time_partner",
            values=named(order=order, customer=world.orders[order].customer, name=name),
            amount=1, unit="orders", level=1,
        )  # fmt: skip
    for order in kpi.unplanned:
        yield Line(
            key="explain.on_time_unplanned",
            values=named(order=order, customer=world.orders[order].customer),
            amount=0, unit="orders", level=1,
        )  # fmt: skip


def trip_on_time(a: Anatomy) -> Iterator[Line]:
    """Order by order: one that is in time, none that is late, by how much."""
    orders = [o for o, _ in a.judged.co2e_per_order_g]
    late = late_orders(a.judged)
    on_time = sum(o not in late for o in orders)
    values = named(part_share=on_time / len(orders) if orders else 1.0, of=len(orders))
    yield Line(key="explain.on_time", values=values, amount=on_time, unit="orders")
    for order in orders:
        values = named(order=order, customer=a.world.orders[order].customer)
        in_time = order not in late
        key = "explain.on_time_order" if in_time else "explain.on_time_not"
        yield Line(key=key, values=values, amount=int(in_time), unit="orders", level=1)
        if not in_time:
            yield from _late_lines(a.world, {order: late[order]}, 2)


def _late_lines(world: World, late: Mapping[str, int], level: int) -> Iterator[Line]:
    for order, seconds in sorted(late.items()):
        values = named(order=order, customer=world.orders[order].customer)
        yield Line(key="explain.late_order", values=values, amount=seconds, unit="s", level=level)


# -- hours -----------------------------------------------------------------------------------------
def plan_hours(world: World, judged: Evaluation) -> Iterator[Line]:
    """Duty, and the driving, waiting and overtime in it, by trip."""
    for name in ("duty", "drive", "wait", "overtime"):
        total = getattr(judged.kpi, f"{name}_s")
        if total or name in ("duty", "drive"):
            yield Line(key=f"explain.time_{name}", amount=total, unit="s")
            for trip in judged.trips:
                seconds = getattr(trip, f"{name}_s")
                if seconds:
                    yield Line(
                        key="explain.of_trip", values=_of_trip(world, trip), amount=seconds, unit="s", level=1
                    )
            if name == "overtime":
                yield _contract(world)


def trip_hours(a: Anatomy) -> Iterator[Line]:
    """What the duty is made of, and the limits that bind it."""
    judged, world = a.judged, a.world
    yield Line(key="explain.time_duty", amount=judged.duty_s, unit="s")
    for name, seconds in (
        ("drive", judged.drive_s),
        ("work", judged.work_s - judged.drive_s),
        ("break", judged.break_s),
        ("wait", judged.wait_s),
    ):
        if seconds:
            yield Line(key=f"explain.part_{name}", amount=seconds, unit="s", level=1)
    yield Line(key="explain.time_drive", amount=judged.drive_s, unit="s")
    if regime_for(world, judged.trip).eu:
        most = world.hours.drive_day_s
        yield Line(
            key="explain.limit_drive_day", amount=most // MINUTE_S, unit="min",
            fact=is_fact(world, "hours.drive_day", most, MINUTE_S), level=1,
        )  # fmt: skip
    yield Line(key="explain.time_overtime", amount=judged.overtime_s, unit="s")
    yield _contract(world)
    yield from _weeks(world, judged)


def _weeks(world: World, judged: TripEvaluation) -> Iterator[Line]:
    """What the law of the weeks asks after today, as far as the driver's past is told."""
    regime, rules = regime_for(world, judged.trip), world.hours
    ahead = outlook(
        rules=rules, driver=world.drivers[judged.trip.driver], weekday=world.day.weekday(),
        activities=judged.activities, plug_s=world.sites.charging.plug_s,
    )  # fmt: skip
    if regime.eu and ahead.rest_by_s is not None:
        regular = ahead.rest_s >= rules.weekly_rest_s
        fact = "hours.rest_week" if regular else "hours.rest_week_reduced"
        yield Line(
            key="explain.week_rest" if regular else "explain.week_rest_reduced",
            values=_moment(world, ahead.rest_by_s), amount=ahead.rest_s, unit="s",
            fact=is_fact(world, fact, ahead.rest_s, MINUTE_S),
        )  # fmt: skip
    if regime.eu:
        for owed in ahead.owed:
            yield Line(
                key="explain.rest_owed", values=_moment(world, owed.before_s), amount=owed.amount_s, unit="s",
                fact=is_fact(world, "hours.rest_compensation_weeks", rules.compensation_weeks),
            )  # fmt: skip
    if regime.atbv and ahead.mean_weeks:
        of = rules.work_mean_cao_weeks if rules.cao else rules.work_mean_weeks
        values = named(count=ahead.mean_weeks, limit_s=rules.work_week_mean_s, of=of)
        yield Line(
            key="explain.work_mean", values=values, amount=ahead.mean_s, unit="s",
            fact=is_fact(world, "hours.work_week_avg", rules.work_week_mean_s, MINUTE_S),
        )  # fmt: skip


def _moment(world: World, at_s: int) -> tuple[tuple[str, Value], ...]:
    """A moment on the axis of today's week, as date and clock time."""
    days, second_s = divmod(at_s, DAY_S)
    day = world.day + timedelta(days=days - world.day.weekday())
    return named(day=f"{day.day}-{day.month}-{day.year}", at=clock(second_s))


def _contract(world: World) -> Line:
    """Duty beyond this is overtime."""
    day_s = world.hours.contract_day_s
    return Line(
        key="explain.limit_contract", amount=day_s // MINUTE_S, unit="min",
        fact=is_fact(world, "hours.contract_day", day_s, MINUTE_S), level=1,
    )  # fmt: skip
