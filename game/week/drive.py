"""One day as it is driven by the simulation, and what drivers and customers keep of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from game.domain.day import DayState
from game.domain.evaluation import Doing, Evaluation, Severity, StopTimes, TripEvaluation
from game.domain.people import Told
from game.domain.plan import Plan, Trip
from game.domain.units import whole
from game.domain.week import DayResult, Served, TripDay, Week, WeekState, WorkedDay
from game.domain.world import World
from game.rules.evaluate import evaluate, kpi_dict
from game.rules.hours import DAY_RULES
from game.rules.trust import bounded, change
from game.sim.day import open_day
from game.sim.expect import judge_day
from game.week.world import PAST_DAYS, DayWorld, date_of


def drive(day: DayWorld, plan: Plan, week: Week, state: WeekState) -> tuple[DayResult, WeekState]:
    """The day as it goes, and the state of the evening after it."""
    begun = open_day(day.scenario, day.truth, plan, day.seed)
    told = tuple(Told(party=f"customer/{o}", about="late", at_s=0) for o in sorted(day.told))
    begun = replace(begun, told=told)
    judged = judge_day(day.scenario, day.truth, plan, begun, day.orders, day.paid)
    served = _trusted(tuple(_served(day, plan, judged)), day, week, state)
    trips = tuple(_trip_day(day, trip) for trip in judged.trips)
    planned = evaluate(day.scenario.system, plan, orders=day.orders)
    paid = sum(e.amount for e in day.paid)
    result = DayResult(
        number=day.number, cost_cent=judged.kpi.cost_cent, agreed_cent=paid,
        goodwill_cent=judged.kpi.cost_parts.goodwill, bought_cent=judged.kpi.cost_parts.penalty,
        planned_cent=planned.kpi.cost_cent + paid, co2e_g=judged.kpi.co2e_g, orders=len(day.orders),
        on_time=judged.kpi.on_time, trips=trips, served=served, incidents=tuple(_met(begun, judged)),
        kpi=kpi_dict(judged.kpi, judged.findings),
    )  # fmt: skip
    return result, _evening(day, state, result, week)


def _served(day: DayWorld, plan: Plan, judged: Evaluation) -> Iterable[Served]:
    own = {s.stop.order: (t, s, i) for t in judged.trips for i, s in enumerate(t.stops) if s.stop.order}
    for order in sorted(day.orders):
        if order in own:
            yield _driven(day, order, *own[order])
        else:
            how = "partner" if plan.partner_of(order) else "bought"
            yield Served(order=order, trip="", how=how, told=order in day.told)


def _driven(day: DayWorld, order: str, trip: TripEvaluation, stop: StopTimes, at: int) -> Served:
    queued = (a for a in trip.activities if a.doing is Doing.WAIT and a.stop == at and a.cause)
    return Served(
        order=order, trip=day.trip_of[trip.trip.vehicle], how="own", late_s=stop.late_s,
        wait_s=sum(a.end_s - a.start_s for a in queued), service_s=stop.end_s - stop.begin_s,
        detour_m=detour_m(day.truth, trip.trip, order),
        tight_s=max(0, stop.window_close_s - stop.begin_s), told=order in day.told,
    )  # fmt: skip


def detour_m(world: World, trip: Trip, order: str) -> int:
    """By how much a trip would be shorter without an order, by its fastest roads."""
    with_it, without = _metres(world, trip, ""), _metres(world, trip, order)
    return max(0, with_it - without)


def _metres(world: World, trip: Trip, leaving: str) -> int:
    vehicle = world.vehicles[trip.vehicle]
    orders = [world.orders[s.order] for s in trip.stops if s.order and s.order != leaving]
    places = [o.delivery if o.pickup == vehicle.depot else o.pickup for o in orders]
    if not places:
        return 0
    ways = zip([vehicle.depot, *places], [*places, vehicle.depot], strict=True)
    return sum(world.leg(vehicle, a, b).distance_m for a, b in ways)


def _trusted(served: tuple[Served, ...], day: DayWorld, week: Week, state: WeekState) -> tuple[Served, ...]:
    """The same with what each customer thinks of it."""
    late_s = day.truth.goodwill.late_after_s
    return tuple(
        replace(s, trust=bounded(state.trust[s.order] + change(week.learning, s, late_s))) for s in served
    )


def _trip_day(day: DayWorld, trip: TripEvaluation) -> TripDay:
    late_s = day.truth.goodwill.late_after_s
    return TripDay(
        trip=day.trip_of[trip.trip.vehicle], vehicle=trip.trip.vehicle, driver=trip.trip.driver,
        start_s=trip.start_s, end_s=trip.end_s, drive_s=trip.drive_s, work_s=trip.work_s,
        distance_m=trip.distance_m, cost_cent=trip.cost.total(), co2e_g=trip.co2e_g,
        late=sum(s.late_s > late_s for s in trip.stops),
        load_percent=whole(100 * trip.peak_load_share), breaches=breaches(trip),
    )  # fmt: skip


def breaches(trip: TripEvaluation) -> tuple[str, ...]:
    """Hard rules of driving time and rest that a trip breaks, in order of the alphabet."""
    hard = (f.rule for f in trip.findings if f.severity is Severity.HARD)
    return tuple(sorted(DAY_RULES & set(hard)))


def _met(begun: DayState, judged: Evaluation) -> Iterable[tuple[str, str, int]]:
    """Incidents that cost a truck time, with the seconds."""
    spent: dict[str, int] = {}
    for activity in (a for t in judged.trips for a in t.activities if a.cause):
        seconds = activity.end_s - activity.start_s if activity.doing is Doing.WAIT else 0
        spent[activity.cause] = spent.get(activity.cause, 0) + seconds
    for incident in begun.incidents:
        if incident.id in spent:
            yield incident.kind, incident.subject, spent[incident.id] or incident.delay_s


def _evening(day: DayWorld, state: WeekState, result: DayResult, week: Week) -> WeekState:
    """What everybody takes along to the next day."""
    date = date_of(day.number)
    today = [
        WorkedDay(driver=t.driver, date=date, start_s=t.start_s, end_s=t.end_s, drive_s=t.drive_s,
                  work_s=t.work_s)
        for t in result.trips
    ]  # fmt: skip
    kept = [w for w in state.worked if date + 1 - w.date <= PAST_DAYS]
    trust = {**state.trust, **{s.order: s.trust for s in result.served}}
    return WeekState(
        day=day.number + 1, trust=trust, visits=_visits(week, state, day),
        worked=tuple(sorted([*kept, *today], key=lambda w: (w.driver, w.date))),
    )  # fmt: skip


def _visits(week: Week, state: WeekState, day: DayWorld) -> Mapping[str, int]:
    """Days on which a choice with settling in was driven."""
    found = dict(state.visits)
    for name in day.settling:
        if any(o in day.orders for o in week.choices[name].orders):
            found[name] = found.get(name, 0) + 1
    return found
