"""One step of the cost-CO2e front, inside the worker: the cheapest plan with at most so much CO2e.

The epsilon-constraint: ruin and recreate places orders by the weighed sum (a slope along the front), and a
whole plan is compared by its cost, with CO2e above the ceiling as the dearer thing. So plans are found that
are best for no weight. On its way it tells every plan that no other of its plans beats in both figures. When
a ceiling gives nothing new, the step goes on into the widest gap between those: what was judged stays known.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from game.domain.plan import Plan
from game.rules.evaluate import evaluate
from game.solver.front_gaps import Gaps
from game.solver.front_pool import Archive, Entry, trip_cent
from game.solver.naive import naive_plan
from game.solver.objective import Objective, TripKey
from game.solver.polish import Polisher
from game.solver.search import Search
from game.solver.task import SolveRequest
from game.solver.ways import alone

NO_BUDGET = 1 << 50
FEW = 10
"""Places over all vehicles that the referee is asked about for one order, as in `portfolio`."""
ABOVE, ABOVE_BY = 0.5, 5.0
"""What it weighs to be above the ceiling at all, and by how much, as shares of the naive plan's figures."""
DRY = 40
"""Whole plans without a new one after which a ceiling has had its turn."""
BELOW = 0.01
"""What CO2e below it weighs: of plans that cost the same the greener one."""

Tell = Callable[[Plan], None]


class FrontStep:
    """One step. `tell` gets each plan that its own plans do not beat, at once."""

    def __init__(self, request: SolveRequest, tell: Tell) -> None:
        self.request, self.tell = request, tell
        self.began = time.monotonic()
        self.archive = Archive()

    def run(self) -> tuple[tuple[str, str], ...]:
        """Search until time or budget is up; no other software takes part."""
        request = self.request
        naive = evaluate(request.world, naive_plan(request.world, request.orders), orders=request.orders)
        objective = Objective.against(naive.kpi, request.weight)
        budget = request.polish_trips if request.solution_limit else NO_BUDGET
        polisher = CeilingPolisher(request, objective, budget, self._late, self._seen)

        def left() -> float:
            if request.solution_limit:
                return polisher.budget / budget
            return 1 - self._seconds() / max(0.1, request.seconds)

        start, gaps, lap = request.start, Gaps(), 0
        while not polisher.ended:
            polisher.new_lap()
            Search(polisher, request.orders, request.seed + lap, left).run(start, lambda _: None)
            found = gaps.widest([(e.cent, e.g) for e in self.archive.kept])
            if found is not None:
                polisher.ceiling_g, start = found.ceiling_g, self.archive.kept[found.start].plan
            lap += 1
        return ()

    def _seen(self, entry: Entry) -> bool:
        """Whether no plan of this step is as good."""
        new = self.archive.takes(entry)
        if new:
            self.tell(entry.plan)
        return new

    def _late(self) -> bool:
        return not self.request.solution_limit and self._seconds() > self.request.seconds

    def _seconds(self) -> float:
        return time.monotonic() - self.began


class CeilingPolisher(Polisher):
    """Compares whole plans by their cost under a ceiling on CO2e; `seen` says of each whether it is new."""

    def __init__(
        self,
        request: SolveRequest,
        objective: Objective,
        budget: int,
        stop: Callable[[], bool],
        seen: Callable[[Entry], bool],
    ) -> None:
        super().__init__(request.world, objective, begun=request.begun, budget=budget, stop=stop)
        self.few = FEW
        self.ceiling_g, self.seen = request.ceiling_g, seen
        self.dry = 0
        """Whole plans since the last new one."""

    @property
    def over(self) -> bool:
        """The lap, or everything."""
        return self.dry > DRY or self.ended

    @property
    def ended(self) -> bool:
        """Time or budget is up."""
        return super().over

    def new_lap(self) -> None:
        """Begin again with the count."""
        self.dry = 0

    def plan_key(self, plan: Plan, orders: frozenset[str]) -> TripKey:
        """The whole plan's place in the comparison."""
        self.budget -= 1
        entry = self.entry(plan, orders)
        self.dry = 0 if self.seen(entry) else self.dry + 1
        over = (entry.g - self.ceiling_g) / self.objective.base_g
        weighed = ABOVE + ABOVE_BY * over if over > 0 else BELOW * over
        return TripKey(entry.hard, entry.cent / self.objective.base_cent + weighed)

    def entry(self, plan: Plan, orders: frozenset[str]) -> Entry:
        """The plan's figures: its trips' shares, and the orders outside them."""
        judged = [self.judge(trip) for trip in plan.trips]
        inside = sum((trip_cent(j) for j in judged), TripKey(self.together(plan), 0.0))
        left = [(order, None) for order in sorted(orders - plan.covered())]
        outside = [alone(self.world, self.world.orders[o], p) for o, p in (*plan.given, *left)]
        cent = inside.value + sum(c for c, _ in outside)
        g = sum(j.co2e_g for j in judged) + sum(grams for _, grams in outside)
        return Entry(hard=inside.hard, cent=cent, g=g, plan=plan)
