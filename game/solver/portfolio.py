"""One search from beginning to end, inside the worker process: naive, the model, ruin and recreate.

Every plan that it tells was judged by the referee, mended where the model's estimate was wrong, and is
better than the one before. OR-Tools is loaded when the model gets its turn.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from game.domain.evaluation import Evaluation
from game.domain.plan import Plan
from game.rules.evaluate import Memo, evaluate
from game.solver.blend import blended
from game.solver.model_terms import Search as ModelSearch
from game.solver.naive import naive_plan
from game.solver.objective import Objective, TripKey
from game.solver.part_search import search_parts
from game.solver.polish import Polisher
from game.solver.problem import Job, build
from game.solver.reload import tidied
from game.solver.repair import repair
from game.solver.search import Search
from game.solver.starts import useful_delay_s
from game.solver.steer_start import obeying
from game.solver.steered import Steered, widened, with_margin
from game.solver.task import SolveRequest, has_pyvrp
from game.solver.warm import without_own_stops

MEMO_TRIPS = 2_000
REPAIR_TRIPS, REPAIR_PER_ORDER = 600, 5
"""Trips judged at most to mend one plan."""
MENDING_SHARE = 0.2
"""Part of a model's time in which its plans may be mended as they come."""
MENDING_S = 0.006
"""Seconds for each order that mending the last one may take."""
DESCENT = 80
"""Orders up to which every single step is tried before ruin and recreate; of more it takes too long."""
NO_BUDGET = 1 << 50
FEW = 10
"""Places over all vehicles that the referee is asked about for one order."""

Tell = Callable[[Plan], None]
Hear = Callable[[], list[Plan]]
Versions = tuple[tuple[str, str], ...]


class Portfolio:
    """One search. `tell` gets each better plan at once; `hear` says what other searches found meanwhile."""

    def __init__(self, request: SolveRequest, tell: Tell, hear: Hear = list) -> None:
        self.asked = Steered(request.world, request.steering, request.start) if request.steering else None
        if self.asked is not None:
            wide = widened(request.world, request.steering)
            request = replace(request, world=wide, begun=self.asked.begun(request.begun))
        if request.margin_min:
            request = replace(request, world=with_margin(request.world, request.margin_min))
        self.request, self.tell, self.hear = request, tell, hear
        self.began = time.monotonic()
        self.memo: Memo = {}
        self.best: tuple[Plan, Evaluation] | None = None
        self.waiting: Plan | None = None
        """The last plan of the model that was not mended for want of time."""
        self.mending_s = 0.0
        self.job: Job | None = None
        self.promising: tuple[float, Plan] | None = None
        """The plan that is worth most when each hard rule that it breaks costs an order."""

    def run(self) -> Versions:
        """Search until time or budget is up; the versions of what took part."""
        request = self.request
        naive = naive_plan(request.world, request.orders)
        plain = Objective.against(self._judge(naive).kpi, request.weight)
        self.objective = replace(plain, steered=self.asked)
        orders = [request.world.orders[o] for o in request.orders]
        penalties = sum(self.objective.value(o.penalty_cent, o.charter_g) for o in orders)
        self.order_value = penalties / max(1, len(orders))
        if request.start.trips or request.start.given:
            self._offer(request.start)
        if not request.begun:
            self._offer(naive)
        if self.asked is not None:
            begin = naive if self.best is not None and not request.begun else request.start
            self._offer(obeying(self._polisher(REPAIR_TRIPS), self.asked, begin))
        versions = self._models() if request.model_share > 0 else ()
        if request.parts_share > 0 and not request.begun and not self.asked:
            until_s = self._seconds() + request.parts_share * request.seconds
            search_parts(
                request, self.objective, best=self._best_of_all, offer=self._offer_mended,
                over=lambda: self._seconds() > min(until_s, request.seconds),
            )  # fmt: skip
        if request.model_share < 1 and request.polish_trips:
            self._search()
        return versions

    @property
    def value(self) -> float:
        """The weighed objective of the best plan, with what broken agreements weigh."""
        return self._key(self.best[1]).value if self.best else 0.0

    # The models ----------------------------------------------------------------------------

    def _models(self) -> Versions:
        """PyVRP and OR-Tools in turn, each from the best plan so far; what they find is mended at once."""
        request = self.request
        share = request.model_share if request.polish_trips else 1.0
        pyvrp = self._pyvrp_part()
        versions: dict[str, str] = {}
        if pyvrp > 0:
            versions |= self._model("game.solver.pyvrp_part", pyvrp * share, pyvrp)
        if pyvrp < 1:
            versions |= self._model("game.solver.model", share, 1 - pyvrp)
        return tuple(sorted(versions.items()))

    def _pyvrp_part(self) -> float:
        """Part of the models' time for PyVRP; it knows no begun trips and no locks."""
        request = self.request
        if not request.pyvrp or request.begun or self.asked is not None or not has_pyvrp():
            return 0.0
        from game.solver.pyvrp_part import suits

        return request.pyvrp if request.pyvrp > 0 else float(suits(self._job().problem))

    def _job(self) -> Job:
        """The problem from the best plan so far."""
        request = self.request
        start = request.start if request.begun or self.best is None else self.best[0]
        if self.job is None or self.job.start != start:
            self.job = build(
                request.world, request.orders, self.objective, start, request.begun, seed=request.seed
            )
        return self.job

    def _model(self, module: str, until: float, part: float) -> dict[str, str]:
        """One of them, until that share of the time or with that part of the solutions."""
        solver = import_module(module)
        request = self.request
        self.listen()
        job = self._job()
        limit = max(1, round(part * request.solution_limit)) if request.solution_limit else 0
        left_s = until * request.seconds - self._seconds()
        mending_s = min(MENDING_SHARE * left_s, MENDING_S * len(request.orders))
        search = ModelSearch(
            seconds=0.0 if limit else max(0.1, left_s - mending_s),
            solution_limit=limit,
            ils=request.ils,
            report=lambda routes, _cost: self._mend(job.plan(routes)),
        )
        solver.solve(job.problem, search, request.seed)
        plan, self.waiting = self.waiting, None
        if plan is not None:
            self._offer_mended(plan)
        versions: dict[str, str] = solver.versions()
        return versions

    def _mend(self, plan: Plan) -> None:
        """Offer what the model found. Mending takes time: of plans that come too fast the last one waits."""
        behind = not self.request.solution_limit and self.mending_s > MENDING_SHARE * self._seconds()
        self.waiting = plan if behind and self._judge(plan).kpi.hard else None
        if self.waiting is None:
            self._offer_mended(plan)

    def _offer_mended(self, plan: Plan) -> None:
        """The plan without hard findings as far as single steps reach, its trucks leaving no earlier than
        they must; also without the stops that were kept from the start plan."""
        began, request = self._seconds(), self.request
        kept = [plan]
        if any(s.own for t in request.start.trips for s in t.stops):
            bare = without_own_stops(plan, request.begun)
            kept += [bare] if bare != plan else []
        for start in kept:
            self._promise(start)
            hard = self._judge(start).kpi.hard
            found = repair(self._mender(), start, request.orders) if hard else start
            self._offer(self._later(found))
        self.mending_s += self._seconds() - began

    def _later(self, plan: Plan) -> Plan:
        """The plan with every truck that waits on its way leaving later, where nothing becomes worse: a
        break may then fall before a window that closes."""
        for trip in self._judge(plan).trips:
            delay_s = 0 if trip.trip.vehicle in self.request.begun else useful_delay_s(trip)
            if delay_s:
                later = plan.with_trip(replace(trip.trip, start_s=trip.start_s + delay_s))
                if not self._key(self._judge(plan)).clearly_below(self._key(self._judge(later))):
                    plan = later
        return plan

    def _promise(self, plan: Plan) -> None:
        """Remember a plan that may be the best when it is mended thoroughly."""
        key = self._key(self._judge(plan))
        worth = key.value + key.hard * self.order_value
        if self.promising is None or worth < self.promising[0]:
            self.promising = worth, plan

    # Ruin and recreate ---------------------------------------------------------------------

    def _search(self) -> None:
        """Descend from the best plan, then ruin and recreate as long as there is time or budget."""
        self.listen()
        if self.best is None:
            return
        request = self.request
        budget = request.polish_trips if request.solution_limit else NO_BUDGET
        polisher = self._polisher(budget)
        plan = self._from(polisher)
        if len(request.orders) <= DESCENT:
            plan = polisher.plan(plan, request.orders)
        self._offer(plan)
        began = self._seconds()

        def left() -> float:
            if request.solution_limit:
                return polisher.budget / budget
            return 1 - (self._seconds() - began) / max(0.1, request.seconds - began)

        Search(polisher, request.orders, request.seed, left, self._news).run(plan, self._offer)

    def _from(self, polisher: Polisher) -> Plan:
        """Where the search begins: the best plan, or the most promising one when mending makes it better."""
        assert self.best is not None
        orders, plans = self.request.orders, [self.best[0]]
        if self.promising is not None and self.promising[1] != plans[0]:
            plans.append(self.promising[1])
        found = [repair(polisher, p, orders) if self._judge(p).kpi.hard else p for p in plans]
        for plan in found[1:]:
            self._offer(plan)
        return min(found, key=lambda p: self._key(self._judge(p)))

    def _mender(self) -> Polisher:
        """By count alone: a model's last plan has to become lawful, also when the time is up."""
        return self._polisher(max(REPAIR_TRIPS, REPAIR_PER_ORDER * len(self.request.orders)), timed=False)

    def _polisher(self, budget: int, *, timed: bool = True) -> Polisher:
        request = self.request
        stop = None if request.solution_limit or not timed else self._late
        polisher = Polisher(request.world, self.objective, begun=request.begun, budget=budget, stop=stop)
        polisher.few = FEW
        return polisher

    # Together ------------------------------------------------------------------------------

    def listen(self) -> bool:
        """Take over what others found, where it is better than the own plan or makes a better one with it."""
        before = self.best
        for plan in self.hear():
            if self.best is None:
                self.best = plan, self._judge(plan)
                continue
            made = blended(self.best[0], plan, lambda p: self._key(self._judge(p)))
            if made == plan:
                self.best = plan, self._judge(plan)
            else:
                self._offer(made)
        return self.best is not before

    def _best_of_all(self) -> Plan | None:
        self.listen()
        return self.best and self.best[0]

    def _news(self) -> Plan | None:
        """The best plan, when it came from elsewhere."""
        return self.best[0] if self.listen() and self.best else None

    def _offer(self, plan: Plan) -> None:
        """Judge a plan, and tell when it is the best so far."""
        judged = self._judge(plan)
        neat = tidied(plan, self.request.begun)
        if neat != plan:
            without = self._judge(neat)
            if not self._key(judged).clearly_below(self._key(without)):
                plan, judged = neat, without
        if self.best is not None and not self._key(judged).clearly_below(self._key(self.best[1])):
            return
        self.best = plan, judged
        if self.asked is None or not self.asked.breaks(plan):
            self.tell(plan)

    def _judge(self, plan: Plan) -> Evaluation:
        if len(self.memo) > MEMO_TRIPS:
            self.memo.clear()
        return evaluate(self.request.world, plan, self.memo, self.request.orders)

    def _key(self, judged: Evaluation) -> TripKey:
        return self.objective.plan_key(judged)

    def _late(self) -> bool:
        return self._seconds() > self.request.seconds

    def _seconds(self) -> float:
        return time.monotonic() - self.began
