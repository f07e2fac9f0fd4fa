"""Advice while planning, in the game's own process: exact, because the referee judges every candidate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from game.domain import commands as c
from game.domain.evaluation import Finding, Severity, TripEvaluation
from game.domain.plan import Plan, Trip
from game.domain.units import MINUTE_S, whole
from game.domain.world import Vehicle, World
from game.rules import findings as rules
from game.rules.evaluate import Memo, evaluate, evaluate_trip
from game.rules.moves import format_trip_stops
from game.solver.objective import Objective
from game.solver.polish import improve_trip
from game.solver.stops import (
    Begun,
    Spot,
    may_join,
    may_leave,
    near_spots,
    spots,
    trip_of,
    with_order,
    without_order,
)

NOTHING_BEGUN: Begun = {}


class Delta(NamedTuple):
    """Change of the whole plan's figures."""

    cost_cent: int
    co2e_g: int
    drive_s: int
    late_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Something to do, what it changes, and the sentence that says so. Better proposals come first."""

    kind: str
    """`insert`, `move` or `resequence`."""
    commands: tuple[str, ...]
    delta: Delta
    new_findings: tuple[Finding, ...]
    solved_findings: tuple[Finding, ...]
    key: str
    values: tuple[tuple[str, str | int], ...]
    vehicle: str
    rank_key: tuple[int, float] = field(compare=False, default=(0, 0.0))
    """New hard findings, change of the objective."""


class Slot(NamedTuple):
    """One possible place of an order, for tinting the board; for two stops the best delivery after `at`."""

    vehicle: str
    at: int
    deliver_at: int
    new_hard: int
    cost_cent: int
    co2e_g: int


class _Candidate(NamedTuple):
    """Trips that replace those of the plan."""

    trips: tuple[Trip, ...]
    vehicle: str
    spot: Spot


@dataclass(slots=True, kw_only=True)
class _Desk:
    """What judging one plan's neighbours needs again and again."""

    world: World
    plan: Plan
    memo: Memo
    orders: frozenset[str]
    objective: Objective
    thorough: bool = False

    def judge(self, trip: Trip | None) -> TripEvaluation | None:
        """The referee's word on a trip; a trip without stops does not exist."""
        if trip is None or not trip.stops:
            return None
        known = self.memo.get(trip)
        if known is None:
            known = self.memo[trip] = evaluate_trip(self.world, trip)
        return known

    def before(self, vehicle: str) -> TripEvaluation | None:
        """The vehicle's trip as it stands in the plan."""
        return self.judge(self.plan.trip_of(vehicle))

    def bought_in(self, order: str) -> bool:
        """Whether the plan as it stands buys this order in."""
        return order in self.orders and self.plan.vehicle_of(order) is None

    def weigh(self, trips: Iterable[Trip], order: str) -> tuple[tuple[int, float], Delta]:
        """Change in hard findings and objective, and the figures, when these trips replace the plan's."""
        hard = cost = grams = drive = late = 0
        for trip in trips:
            for judged, sign in ((self.judge(trip), 1), (self.before(trip.vehicle), -1)):
                if judged is not None:
                    hard += sign * _hard(judged)
                    cost += sign * judged.cost.total()
                    grams += sign * judged.co2e_g
                    drive += sign * judged.drive_s
                    late += sign * judged.late_s
        if order and self.bought_in(order):
            cost -= self.world.orders[order].penalty_cent
            grams -= self.world.orders[order].charter_g
        return (hard, self.objective.value(cost, grams)), Delta(cost, grams, drive, late)

    def found(self, trips: Iterable[Trip], order: str) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """New findings, solved findings: by rule, subject and vehicle, whatever the amount."""
        after: dict[tuple[str, str, str], Finding] = {}
        before: dict[tuple[str, str, str], Finding] = {}
        for trip in trips:
            for judged, into in ((self.judge(trip), after), (self.before(trip.vehicle), before)):
                into.update({_name(f): f for f in (judged.findings if judged else ())})
        if order and self.bought_in(order):
            o = self.world.orders[order]
            gone = rules.unplanned(order=o.id, customer=o.customer, penalty_cent=o.penalty_cent)
            before[_name(gone)] = gone
        new = tuple(f for name, f in after.items() if name not in before)
        return new, tuple(f for name, f in before.items() if name not in after)


def _hard(judged: TripEvaluation) -> int:
    return sum(f.severity is Severity.HARD for f in judged.findings)


def _name(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.subject, finding.vehicle


def _desk(
    world: World, plan: Plan, memo: Memo | None, orders: Iterable[str] | None, objective: Objective | None
) -> _Desk:
    memo = {} if memo is None else memo
    visible = frozenset(world.orders if orders is None else orders)
    if objective is None:
        objective = Objective.against(evaluate(world, plan, memo, visible).kpi)
    return _Desk(world=world, plan=plan, memo=memo, orders=visible, objective=objective)


def insertions(
    world: World,
    plan: Plan,
    order: str,
    memo: Memo | None = None,
    begun: Begun = NOTHING_BEGUN,
    *,
    orders: Iterable[str] | None = None,
    objective: Objective | None = None,
    limit: int = 5,
    thorough: bool = False,
) -> tuple[Proposal, ...]:
    """The best places for one order, planned or not; different vehicles first, then other positions.

    Empty when it cannot be moved any more. `memo` belongs to this world; `orders` are the visible ones;
    without `objective` cost decides. An order with two stops is tried with two deliveries per place of
    collection (at once, and by the least detour) unless `thorough`.
    """
    desk = _desk(world, plan, memo, orders, objective)
    desk.thorough = thorough
    ranked = sorted(_weighed(desk, order, begun), key=lambda pair: (pair[0], pair[2].vehicle, pair[2].spot))
    first = _distinct(ranked)
    rest = [pair for pair in ranked if pair not in first]
    kind = "insert" if plan.vehicle_of(order) is None else "move"
    return tuple(_placing(desk, kind, order, *pair) for pair in [*first, *rest][:limit])


def slots(
    world: World,
    plan: Plan,
    order: str,
    memo: Memo | None = None,
    begun: Begun = NOTHING_BEGUN,
    *,
    orders: Iterable[str] | None = None,
) -> tuple[Slot, ...]:
    """Every place of one order with what it would change, by vehicle and position."""
    best: dict[tuple[str, int], tuple[tuple[int, float], Slot]] = {}
    for rank, delta, candidate in _weighed(_desk(world, plan, memo, orders, None), order, begun):
        at, deliver_at = candidate.spot
        slot = Slot(candidate.vehicle, at, deliver_at, rank[0], delta.cost_cent, delta.co2e_g)
        known = best.get((candidate.vehicle, at))
        if known is None or (rank, slot) < known:
            best[(candidate.vehicle, at)] = (rank, slot)
    return tuple(slot for _, (_, slot) in sorted(best.items()))


Weighed = tuple[tuple[int, float], Delta, _Candidate]


def _weighed(desk: _Desk, order: str, begun: Begun) -> list[Weighed]:
    return [(*desk.weigh(found.trips, order), found) for found in _candidates(desk, order, begun)]


def _candidates(desk: _Desk, order_id: str, begun: Begun) -> Iterable[_Candidate]:
    """Every other place for the order in every vehicle."""
    if not may_leave(desk.world, desk.plan, order_id, begun):
        return
    order = desk.world.orders[order_id]
    carrier = desk.plan.vehicle_of(order_id)
    old = desk.plan.trip_of(carrier) if carrier else None
    lighter = without_order(old, order_id) if old else None
    for vehicle_id in sorted(desk.world.vehicles):
        vehicle = desk.world.vehicles[vehicle_id]
        if vehicle_id != carrier and not may_join(order, vehicle, begun):
            continue
        base = lighter if lighter and vehicle_id == carrier else trip_of(desk.plan, vehicle)
        other = (lighter,) if lighter and vehicle_id != carrier else ()
        found = spots(order, vehicle, base, begun.get(vehicle_id, 0))
        for spot in found if desk.thorough else near_spots(desk.world, order, vehicle, base, found):
            trip = with_order(base, order, vehicle, spot, old if vehicle_id == carrier else None)
            if trip != old:
                yield _Candidate((trip, *other), vehicle_id, spot)


def _distinct(ranked: list[Weighed]) -> list[Weighed]:
    best: dict[str, Weighed] = {}
    for pair in ranked:
        best.setdefault(pair[2].vehicle, pair)
    return list(best.values())


def _placing(
    desk: _Desk, kind: str, order_id: str, rank: tuple[int, float], delta: Delta, found: _Candidate
) -> Proposal:
    order, vehicle = desk.world.orders[order_id], desk.world.vehicles[found.vehicle]
    place = c.Place(order=order_id, vehicle=found.vehicle, at=found.spot.at, deliver_at=found.spot.deliver_at)
    new, solved = desk.found(found.trips, order_id)
    base = without_order(trip_of(desk.plan, vehicle), order_id)
    previous = desk.world.orders[base.stops[found.spot.at - 1].order].customer if found.spot.at else ""
    values = (
        ("customer", order.customer), ("order", order_id), ("vehicle", vehicle.name), ("previous", previous),
    )  # fmt: skip
    return Proposal(
        kind=kind,
        commands=(c.to_text(place),),
        delta=delta,
        new_findings=new,
        solved_findings=solved,
        key=f"proposal.{kind}" if previous else f"proposal.{kind}_first",
        values=(*values, *_said(delta)),
        vehicle=found.vehicle,
        rank_key=rank,
    )


def _said(delta: Delta) -> tuple[tuple[str, str | int], ...]:
    """The change in whole euros, kilograms and minutes, always with a sign."""
    return (
        ("cost", f"{whole(delta.cost_cent / 100):+d}"),
        ("co2e", f"{whole(delta.co2e_g / 1000):+d}"),
        ("minutes", f"{whole(delta.drive_s / MINUTE_S):+d}"),
    )


def improve_plan(
    world: World,
    plan: Plan,
    memo: Memo | None = None,
    begun: Begun = NOTHING_BEGUN,
    *,
    orders: Iterable[str] | None = None,
    objective: Objective | None = None,
    limit: int = 5,
) -> tuple[Proposal, ...]:
    """Single changes that make the plan better by themselves: one order placed, or one trip reordered."""
    desk = _desk(world, plan, memo, orders, objective)
    found: list[Proposal] = []
    for order in sorted(desk.orders | plan.planned()):
        options = _weighed(desk, order, begun)
        best = min(options, key=lambda p: (p[0], p[2].vehicle, p[2].spot), default=None)
        if best is not None and best[0] < (0, -1e-9):
            kind = "insert" if plan.vehicle_of(order) is None else "move"
            found.append(_placing(desk, kind, order, *best))
    for trip in plan.trips:
        found.extend(_reordered(desk, trip, begun.get(trip.vehicle, 0)))
    return tuple(sorted(found, key=lambda p: (p.rank_key, p.commands))[:limit])


def _reordered(desk: _Desk, trip: Trip, fixed: int) -> Iterable[Proposal]:
    """The trip in a better sequence, as one proposal."""
    better = improve_trip(desk.world, trip, fixed=fixed, objective=desk.objective)
    if better == trip:
        return
    rank, delta = desk.weigh((better,), "")
    new, solved = desk.found((better,), "")
    vehicle: Vehicle = desk.world.vehicles[trip.vehicle]
    yield Proposal(
        kind="resequence",
        commands=trip_commands(better, trip),
        delta=delta,
        new_findings=new,
        solved_findings=solved,
        key="proposal.resequence",
        values=(("vehicle", vehicle.name), *_said(delta)),
        vehicle=trip.vehicle,
        rank_key=rank,
    )


def trip_commands(trip: Trip, old: Trip | None) -> tuple[str, ...]:
    """Commands that make the vehicle's trip equal to `trip`: stops, start of duty, the way home."""
    if not trip.stops:
        return (c.to_text(c.ClearTrip(vehicle=trip.vehicle)),)
    said = [c.to_text(c.SetTrip(vehicle=trip.vehicle, stops=format_trip_stops(trip.stops)))]
    old_start = old.start_s if old else None
    if trip.start_s != old_start:
        start_s = -1 if trip.start_s is None else trip.start_s
        said.append(c.to_text(c.SetStart(vehicle=trip.vehicle, start_s=start_s)))
    # setting the stops keeps the way home only when the last stop stays the last
    same_end = old is not None and old.stops[-1].order == trip.stops[-1].order
    if trip.return_route != (old.return_route if old and same_end else 0):
        home = c.SetRoute(vehicle=trip.vehicle, at=len(trip.stops), route=trip.return_route)
        said.append(c.to_text(home))
    return tuple(said)


def plan_commands(before: Plan, after: Plan) -> tuple[str, ...]:
    """Commands that turn one plan into another; trips that give orders away come first."""
    gone = [t for t in before.trips if after.trip_of(t.vehicle) is None]
    said = [c.to_text(c.ClearTrip(vehicle=t.vehicle)) for t in gone]
    for trip in after.trips:
        if before.trip_of(trip.vehicle) != trip:
            said.extend(trip_commands(trip, before.trip_of(trip.vehicle)))
    return tuple(said)


def proposal_dict(proposal: Proposal, rank: int, t: Callable[..., str]) -> Mapping[str, Any]:
    """CONTRACT `advise`; `t(key, **values)` makes the sentences."""
    return {
        "rank": rank,
        "kind": proposal.kind,
        "commands": list(proposal.commands),
        "delta": proposal.delta._asdict(),
        "new_findings": [_finding_dict(f, t) for f in proposal.new_findings],
        "solved_findings": [_finding_dict(f, t) for f in proposal.solved_findings],
        "text": t(proposal.key, **dict(proposal.values)),
    }


def _finding_dict(finding: Finding, t: Callable[..., str]) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "amount": finding.amount,
        "unit": finding.unit,
        "text": t(f"finding.{finding.rule}", **dict(finding.values)),
    }
