"""Judging one plan's neighbours: what a change adds to hard findings, cost and CO2e, by the referee."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from game.domain import commands as c
from game.domain.errors import Illegal
from game.domain.evaluation import Evaluation, Finding, Severity, TripEvaluation
from game.domain.plan import Plan, Trip
from game.domain.world import Action, World
from game.rules.evaluate import Memo, evaluate, evaluate_trip
from game.rules.moves import apply
from game.rules.together import findings_together
from game.solver.explain import explain
from game.solver.objective import Objective, TripKey
from game.solver.proposal import Delta, Proposal, Values, said
from game.solver.stops import Begun, has_work
from game.solver.ways import alone

Rank = tuple[int, float]
"""New hard findings, change of the objective."""


class Change(NamedTuple):
    """Trips that replace those of their vehicles; what becomes of one order."""

    trips: tuple[Trip, ...]
    order: str = ""
    """The only order that may change hands between our trips, a partner and being bought in."""
    partner: str | None = None
    """Who drives it afterwards; None: one of the trips, or nobody."""


@dataclass(slots=True, kw_only=True)
class Desk:
    """A plan, and what judging its neighbours needs again and again."""

    world: World
    plan: Plan
    memo: Memo
    orders: frozenset[str]
    """The visible ones."""
    objective: Objective
    begun: Begun
    now_s: int | None = None
    """Clock of a running day."""
    effort: int = 1 << 60
    """Trips that may still be judged for the first time."""
    _together: tuple[Finding, ...] | None = field(default=None)
    _old: Evaluation | None = field(default=None)

    def judge(self, trip: Trip) -> TripEvaluation:
        """The referee's word on a trip."""
        known = self.memo.get(trip)
        if known is None:
            self.effort -= 1
            known = self.memo[trip] = evaluate_trip(self.world, trip)
        return known

    def judged(self, trip: Trip | None) -> TripEvaluation | None:
        """The same; None for a trip without orders, which does not exist."""
        return None if trip is None or not has_work(trip) else self.judge(trip)

    def key(self, trip: Trip) -> TripKey:
        """A trip's share in the comparison."""
        return self.objective.trip_key(self.judged(trip))

    def before(self, vehicle: str) -> TripEvaluation | None:
        """The vehicle's trip as it stands in the plan."""
        return self.judged(self.plan.trip_of(vehicle))

    def others(self, vehicle: str) -> list[TripEvaluation]:
        """The trips of the other vehicles as they stand."""
        return [self.judge(t) for t in self.plan.trips if t.vehicle != vehicle]

    def alone(self, order: str, *, partner: str | None, planned: bool) -> tuple[int, int]:
        """Cent and grams of an order outside our trips; nothing for one that is hidden or in a trip."""
        if planned or (partner is None and order not in self.orders):
            return 0, 0
        return alone(self.world, self.world.orders[order], partner)

    def weigh(self, change: Change) -> tuple[Rank, Delta]:
        """What a change does to the whole plan."""
        hard = cost = grams = drive = late = 0
        asked = 0.0
        for trip in change.trips:
            for judged, sign in ((self.judged(trip), 1), (self.before(trip.vehicle), -1)):
                if judged is not None:
                    hard += sign * _hard(judged.findings)
                    cost += sign * judged.cost.total()
                    grams += sign * judged.co2e_g
                    drive += sign * judged.drive_s
                    late += sign * judged.late_s
                    broken = self.objective.asked(judged)
                    hard, asked = hard + sign * broken.hard, asked + sign * broken.value
        if change.order:
            after = self.alone(change.order, partner=change.partner, planned=_has(change.trips, change.order))
            now = self._now(change.order)
            cost, grams = cost + after[0] - now[0], grams + after[1] - now[1]
            was = self.plan.vehicle_of(change.order) is not None
            hard += (was - _has(change.trips, change.order)) * self.objective.outside(change.order)
        if self._asks_together(change.trips):
            hard += _hard(self.together(change.trips)) - _hard(self.together_now())
        return (hard, self.objective.value(cost, grams) + asked), Delta(cost, grams, drive, late)

    def _now(self, order: str) -> tuple[int, int]:
        planned = self.plan.vehicle_of(order) is not None
        return self.alone(order, partner=self.plan.partner_of(order), planned=planned)

    def _asks_together(self, trips: Iterable[Trip]) -> bool:
        """Whether what the trips share can change: the night's energy, bays of chargers."""
        sites = self.world.sites
        if not sites.grids and not sites.chargers:
            return False
        pairs = [(self.judged(t), self.before(t.vehicle)) for t in trips]
        night = any((a.night_wh if a else 0) != (b.night_wh if b else 0) for a, b in pairs)
        return night or any(_charges(t) for t in trips) or any(_charges(b.trip) for _, b in pairs if b)

    def together_now(self) -> tuple[Finding, ...]:
        """Findings over several trips of the plan as it stands."""
        if self._together is None:
            self._together = self.together(())
        return self._together

    def together(self, trips: Iterable[Trip]) -> tuple[Finding, ...]:
        """The same with these trips instead of those of their vehicles."""
        mine = {t.vehicle: t for t in self.plan.trips} | {t.vehicle: t for t in trips}
        judged = [self.judged(mine[v]) for v in sorted(mine)]
        return tuple(findings_together(self.world, [j for j in judged if j is not None]))

    def tell(
        self, kind: str, key: str, commands: Iterable[c.Command], values: Values, vehicle: str = ""
    ) -> Proposal | None:
        """The proposal of these commands, carried out and judged; None when one of them is refused."""
        said_so = tuple(commands)
        after = self.plan
        try:
            for command in said_so:
                after = apply(self.world, after, command, self.begun)
        except Illegal:
            return None
        if after == self.plan or not self.objective.keeps(self.plan, after):
            return None
        if self._old is None:
            self._old = evaluate(self.world, self.plan, self.memo, self.orders)
        old, new = self._old, evaluate(self.world, after, self.memo, self.orders)
        delta = Delta(*(getattr(new.kpi, f) - getattr(old.kpi, f) for f in Delta._fields))
        before, now = ({_name(f): f for f in e.findings} for e in (old, new))
        return Proposal(
            kind=kind,
            commands=tuple(c.to_text(command) for command in said_so),
            delta=delta,
            new_findings=tuple(f for name, f in now.items() if name not in before),
            solved_findings=tuple(f for name, f in before.items() if name not in now),
            key=key,
            values=(*values, *said(delta)),
            vehicle=vehicle,
            explained=explain(self.world, self.plan, old, after, new),
            rank_key=self._rank(old, new),
        )

    def _rank(self, old: Evaluation, new: Evaluation) -> Rank:
        """New hard findings, and the change of the objective with what wider windows cost."""
        cent, grams = new.kpi.cost_cent - old.kpi.cost_cent, new.kpi.co2e_g - old.kpi.co2e_g
        value, hard = self.objective.value(cent, grams), new.kpi.hard - old.kpi.hard
        for evaluation, sign in ((new, 1), (old, -1)):
            value += sign * sum(self.objective.asked(t).value for t in evaluation.trips)
        return hard, value

    def worsens(self, trips: Iterable[Trip], order: str) -> tuple[Finding, ...]:
        """What these trips, with the order in one of them, break that the plan does not break now."""
        mine = tuple(trips)
        before = [b for t in mine if (b := self.before(t.vehicle)) is not None]
        now = [j for t in mine if (j := self.judged(t)) is not None]
        over = worsened(self.together_now(), self.together(mine), order) if self._asks_together(mine) else ()
        return (*worsened(_findings(before), _findings(now), order), *over)

    def name_before(self, trip: Trip, at: int) -> str:
        """Who or what the truck comes from when it drives to stop `at`; empty at the start."""
        for stop in reversed(trip.stops[:at]):
            if stop.order:
                return self.world.orders[stop.order].customer
            place = self.world.vehicles[trip.vehicle].depot if stop.action is Action.RELOAD else stop.place
            if place:
                return self.world.places[place].name
        return ""


def desk_of(
    world: World,
    plan: Plan,
    memo: Memo | None,
    begun: Begun,
    orders: Iterable[str] | None,
    objective: Objective | None,
    now_s: int | None = None,
) -> Desk:
    """A desk for one plan; without `objective` cost decides."""
    memo = {} if memo is None else memo
    visible = frozenset(world.orders if orders is None else orders)
    if objective is None:
        objective = Objective.against(evaluate(world, plan, memo, visible).kpi)
    return Desk(
        world=world, plan=plan, memo=memo, orders=visible, objective=objective, begun=begun, now_s=now_s
    )


def worsened(before: Iterable[Finding], after: Iterable[Finding], order: str) -> tuple[Finding, ...]:
    """Hard findings that were not there or are larger now, and all about the order itself."""
    had: dict[tuple[str, str, str], list[int]] = {}
    for f in sorted(before, key=lambda f: f.amount):
        if f.severity is Severity.HARD:
            had.setdefault(_name(f), []).append(f.amount)
    worse: set[int] = set()
    now = [f for f in after if f.severity is Severity.HARD]
    for f in sorted(now, key=lambda f: -f.amount):
        known = had.get(_name(f), [])
        if f.amount > (known.pop() if known else -1) or f.subject == order:
            worse.add(id(f))
    return tuple(f for f in now if id(f) in worse)


def _hard(found: Iterable[Finding]) -> int:
    return sum(f.severity is Severity.HARD for f in found)


def _findings(judged: Iterable[TripEvaluation]) -> list[Finding]:
    return [f for j in judged for f in j.findings]


def _name(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.subject, finding.vehicle


def _has(trips: Iterable[Trip], order: str) -> bool:
    return any(s.order == order for trip in trips for s in trip.stops)


def _charges(trip: Trip) -> bool:
    return any(s.action is Action.CHARGE for s in trip.stops)
