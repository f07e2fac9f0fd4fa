"""A pool of plans of which none is beaten by another in both cost and CO2e."""

from __future__ import annotations

from dataclasses import dataclass

from game.domain.evaluation import Evaluation, TripEvaluation
from game.domain.front import Front, FrontPoint, non_dominated
from game.domain.plan import Plan
from game.domain.world import World
from game.rules.evaluate import Memo, evaluate
from game.solver.front_gaps import gap
from game.solver.objective import Objective, TripKey
from game.solver.reload import tidied

MEMO_TRIPS = 4_000
MOST, LEAST, MOST_STOPS = 40, 8, 8_000
"""Points of a front that is given away: more than a person can tell apart. On a large day fewer, so that its
file and a log that holds it stay small."""
IN_CENT = Objective()
"""Hard findings and cost in cent, with what broken agreements weigh (`objective.AGREED`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A plan by what it is compared by."""

    hard: int
    cent: float
    """Cost, and what broken agreements weigh: none is broken for a few euros less."""
    g: int
    plan: Plan

    def as_good(self, other: Entry) -> bool:
        """Nowhere worse."""
        mine, its = (self.hard, self.cent, self.g), (other.hard, other.cent, other.g)
        return self.hard < other.hard or all(a <= b for a, b in zip(mine, its, strict=True))


class Archive:
    """Entries of which none is as good as another, the cheapest first."""

    def __init__(self) -> None:
        self.kept: list[Entry] = []

    def takes(self, entry: Entry) -> bool:
        """Keep it unless one that is kept is as good; those that it is as good as go."""
        if any(other.as_good(entry) for other in self.kept):
            return False
        self.kept = [other for other in self.kept if not entry.as_good(other)]
        self.kept.append(entry)
        self.kept.sort(key=lambda e: (e.cent, e.g))
        return True


class Pool:
    """Every plan that anybody told, judged by the referee on these orders; the best of them are kept."""

    def __init__(self, world: World, orders: frozenset[str]) -> None:
        self.world, self.orders = world, orders
        self.archive = Archive()
        self.figures: dict[Plan, FrontPoint] = {}
        self.memo: Memo = {}
        self.offered = 0

    @property
    def kept(self) -> list[Entry]:
        """The plans that stand, the cheapest first."""
        return self.archive.kept

    def offer(self, plan: Plan) -> bool:
        """Judge a plan, also without second loads that it does not need; true when one of them is kept."""
        neat = tidied(plan, {})
        kept = [self._takes(p) for p in ((plan,) if neat is plan else (neat, plan))]
        return any(kept)

    def _takes(self, plan: Plan) -> bool:
        self.offered += 1
        judged = self.judge(plan)
        if not self.archive.takes(entry_of(plan, judged)):
            return False
        known = {**self.figures, plan: point_of(plan, judged)}
        self.figures = {e.plan: known[e.plan] for e in self.kept}
        return True

    def judge(self, plan: Plan) -> Evaluation:
        """The referee's word."""
        if len(self.memo) > MEMO_TRIPS:
            self.memo.clear()
        return evaluate(self.world, plan, self.memo, self.orders)

    def best(self, objective: Objective) -> Plan:
        """The best plan of the pool for a weight."""
        return min(self.kept, key=lambda e: (e.hard, objective.value(e.cent, e.g))).plan

    def points(self) -> tuple[FrontPoint, ...]:
        """The front: on the plain figures, and not more points than people can tell apart."""
        most = max(LEAST, min(MOST, MOST_STOPS // max(1, len(self.orders))))
        return thinned(non_dominated(self.figures.values()), most)


def entry_of(plan: Plan, judged: Evaluation) -> Entry:
    """A judged plan as it is compared."""
    key = IN_CENT.plan_key(judged)
    return Entry(hard=key.hard, cent=key.value, g=judged.kpi.co2e_g, plan=plan)


def trip_cent(judged: TripEvaluation) -> TripKey:
    """A trip's share in `Entry.hard` and `Entry.cent`."""
    return IN_CENT.trip_key(judged)


def point_of(plan: Plan, judged: Evaluation) -> FrontPoint:
    """A judged plan with the figures that are shown."""
    kpi = judged.kpi
    return FrontPoint(cost_cent=kpi.cost_cent, co2e_g=kpi.co2e_g, hard=kpi.hard, plan=plan)


def thinned(points: tuple[FrontPoint, ...], most: int = MOST) -> tuple[FrontPoint, ...]:
    """At most so many points: the one that leaves the smallest gap goes first, the ends never."""
    kept = list(points)
    while len(kept) > max(2, most):
        figures = [(p.cost_cent, p.co2e_g) for p in kept]
        wide = [gap(a, b, figures) for a, b in zip(figures, figures[2:], strict=False)]
        del kept[1 + wide.index(min(wide))]
    return tuple(kept)


def is_behind(front: Front, plan: Plan, world: World, orders: frozenset[str]) -> bool:
    """Whether a plan beats one of the front's: it was found later, and the front does not know it."""
    mine = _entry(plan, world, orders)
    others = [_entry(point.plan, world, orders) for point in front.points]
    return any(mine.as_good(other) and not other.as_good(mine) for other in others)


def _entry(plan: Plan, world: World, orders: frozenset[str]) -> Entry:
    return entry_of(plan, evaluate(world, plan, orders=orders))
