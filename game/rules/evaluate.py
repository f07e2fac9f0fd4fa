"""World x plan -> Evaluation: the one judge of the player's plan, of advice and of the reference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from game.domain.evaluation import COST_PARTS, CostParts, Evaluation, Finding, Kpi, Severity, TripEvaluation
from game.domain.plan import Plan, Trip
from game.domain.units import whole
from game.domain.world import Action, Carrier, World
from game.rules import findings
from game.rules.together import Elsewhere, Given, elsewhere, findings_together
from game.rules.trip import evaluate_trip, evaluate_walk

__all__ = ["evaluate", "evaluate_trip", "evaluate_walk", "judgement_key", "kpi_dict", "kpi_of", "objective"]

Memo = dict[Trip, TripEvaluation]
"""Judged trips of one world; a trip that was judged before is not judged again."""


def evaluate(
    world: World,
    plan: Plan,
    memo: Memo | None = None,
    orders: frozenset[str] | None = None,
    extra: CostParts | None = None,
) -> Evaluation:
    """Judge a plan. `memo` belongs to this world alone and is filled here.

    `orders` are the visible orders (None: all); `extra` is cost outside the trips, such as goodwill.
    """
    trips = tuple(_judged(world, trip, memo) for trip in plan.trips)
    covered = plan.covered() if plan.given else plan.planned()
    visible = world.orders.keys() if orders is None else orders
    unplanned = tuple(sorted(o for o in visible if o not in covered))
    return evaluation_of(world, trips, unplanned, extra, plan.given)


def _judged(world: World, trip: Trip, memo: Memo | None) -> TripEvaluation:
    if memo is None:
        return evaluate_trip(world, trip)
    known = memo.get(trip)
    if known is None:
        known = memo[trip] = evaluate_trip(world, trip)
    return known


def evaluation_of(
    world: World,
    trips: Sequence[TripEvaluation],
    unplanned: Sequence[str],
    extra: CostParts | None = None,
    given: Given = (),
) -> Evaluation:
    """Judged trips, orders with partners and unplanned orders put together: for a plan, and for the day."""
    together = tuple(findings_together(world, trips))
    return Evaluation(
        trips=tuple(trips),
        kpi=_kpi(world, trips, unplanned, extra, given, together),
        findings=(*(f for t in trips for f in t.findings), *together, *_left_out(world, unplanned)),
    )


def _left_out(world: World, unplanned: Iterable[str]) -> Iterable[Finding]:
    for order_id in unplanned:
        order = world.orders[order_id]
        yield findings.unplanned(order=order.id, customer=order.customer, penalty_cent=order.penalty_cent)


def kpi_of(
    world: World,
    trips: Sequence[TripEvaluation],
    unplanned: Sequence[str],
    extra: CostParts | None = None,
    given: Given = (),
) -> Kpi:
    """The figures of a plan or a day. An unplanned order costs its penalty and its charter's CO2e;
    one with a partner his price and CO2e, and it is on time."""
    return _kpi(world, trips, unplanned, extra, given, tuple(findings_together(world, trips)))


def _kpi(
    world: World,
    trips: Sequence[TripEvaluation],
    unplanned: Sequence[str],
    extra: CostParts | None,
    given: Given,
    together: Sequence[Finding],
) -> Kpi:
    bought_in = [world.orders[o] for o in unplanned]
    partners = elsewhere(world, given) if given else NO_PARTNERS
    parts = _sum_parts([t.cost for t in trips], extra, sum(o.penalty_cent for o in bought_in), partners.cent)
    cost_cent = parts.total()
    per_order = [pair for t in trips for pair in t.co2e_per_order_g]
    per_order += [(o.id, o.charter_g) for o in bought_in]
    per_order += partners.per_order_g
    planned = {order for order, _ in per_order}
    late = {s.stop.order for t in trips if t.late_s for s in t.stops if s.late_s}
    late |= {f.subject for t in trips for f in t.findings if f.rule == "late_onward"}
    revenue = sum(world.orders[o].revenue_cent for o in planned)
    distance_m = sum(t.distance_m for t in trips)
    reloads = sum(s.stop.action is Action.RELOAD for t in trips for s in t.stops)
    bought_g = sum(o.charter_g for o in bought_in) + sum(g for _, g in partners.per_order_g)
    bought_ttw_g = sum(o.charter_ttw_g for o in bought_in) + partners.ttw_g
    hard = sum(f.severity is Severity.HARD for t in trips for f in t.findings)
    return Kpi(
        cost_cent=cost_cent,
        cost_parts=parts,
        revenue_cent=revenue,
        margin_cent=revenue - cost_cent,
        co2e_g=sum(t.co2e_g for t in trips) + bought_g,
        co2e_ttw_g=sum(t.co2e_ttw_g for t in trips) + bought_ttw_g,
        co2e_per_order_g=tuple(sorted(per_order)),
        distance_m=distance_m,
        empty_m=sum(t.empty_m for t in trips),
        drive_s=sum(t.drive_s for t in trips),
        duty_s=sum(t.duty_s for t in trips),
        wait_s=sum(t.wait_s for t in trips),
        overtime_s=sum(t.overtime_s for t in trips),
        late_s=sum(t.late_s for t in trips),
        on_time=len(planned) - len(bought_in) - len(late),
        orders=len(planned),
        load_factor=sum(t.load_factor_m for t in trips) / distance_m if distance_m else 0.0,
        energy=_energy(world, trips),
        vehicles_used=len({t.trip.vehicle for t in trips}),
        trips=len(trips) + reloads,
        unplanned=tuple(unplanned),
        hard=hard + sum(f.severity is Severity.HARD for f in together),
    )


NO_PARTNERS = Elsewhere(0, (), 0)


def _sum_parts(costs: Sequence[CostParts], extra: CostParts | None, penalty: int, partners: int) -> CostParts:
    summed = [*costs, extra] if extra else costs
    sums = {name: sum(map(part, summed)) for name, part in _PARTS}
    sums["penalty"] += penalty
    sums["charter"] += partners
    return CostParts(**sums)


_PARTS = tuple((name, attrgetter(name)) for name in COST_PARTS)


def _energy(world: World, trips: Iterable[TripEvaluation]) -> tuple[tuple[str, int], ...]:
    """Litres of a blend are split by what is in it; a refrigeration unit's own fuel is diesel's or HVO's."""
    used = dict.fromkeys(("diesel_ml", "hvo_ml", "wh"), 0)
    for t in trips:
        vehicle = world.vehicles[t.trip.vehicle]
        _add(used, vehicle.class_.carrier, t.energy)
        if t.cooling and vehicle.cooling is not None:
            _add(used, vehicle.cooling.carrier, t.cooling)
    return tuple(used.items())


def _add(used: dict[str, int], carrier: Carrier, amount: int) -> None:
    if carrier.unit == "wh":
        used["wh"] += amount
        return
    hvo = whole(amount * (1.0 if carrier.id.startswith("hvo100") else carrier.hvo_share))
    used["hvo_ml"] += hvo
    used["diesel_ml"] += amount - hvo


def objective(kpi: Kpi, naive: Kpi, weight: float) -> float:
    """0: cost, 1: CO2e, both relative to the naive plan (CONTRACT "Comparing plans")."""
    cost = kpi.cost_cent / max(1, naive.cost_cent)
    return (1 - weight) * cost + weight * kpi.co2e_g / max(1, naive.co2e_g)


def judgement_key(evaluation: Evaluation, naive: Kpi, weight: float) -> tuple[int, float]:
    """By which plans compare, the lowest best: hard findings first, then the objective."""
    return evaluation.kpi.hard, objective(evaluation.kpi, naive, weight)


def _plain(finding: Finding) -> str:
    return f"finding.{finding.rule}"


def kpi_dict(
    kpi: Kpi, broken: Iterable[Finding] = (), say: Callable[[Finding], str] = _plain
) -> dict[str, Any]:
    """The JSON keys of CONTRACT "KPI keys". `say` makes a finding's sentence; without it its text key."""
    plain = ("revenue_cent", "margin_cent", "co2e_g", "co2e_ttw_g")
    sums = ("distance_m", "empty_m", "drive_s", "duty_s", "wait_s", "overtime_s", "late_s")
    return {
        "cost_cent": kpi.cost_cent,
        "cost_parts_cent": {name: getattr(kpi.cost_parts, name) for name in COST_PARTS},
        **{name: getattr(kpi, name) for name in plain},
        "co2e_per_order_g": dict(kpi.co2e_per_order_g),
        **{name: getattr(kpi, name) for name in sums},
        "on_time_share": kpi.on_time_share,
        "load_factor": kpi.load_factor,
        "energy": dict(kpi.energy),
        "vehicles_used": kpi.vehicles_used,
        "trips": kpi.trips,
        "unplanned": list(kpi.unplanned),
        "planning_s": kpi.planning_s,
        "findings": [
            {
                "rule": f.rule,
                "severity": f.severity.value,
                "subject": f.subject,
                "amount": f.amount,
                "unit": f.unit,
                "text": say(f),
            }
            for f in broken
        ],
    }
