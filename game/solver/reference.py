"""A whole plan, the best that can be found in the time: worker, referee, polish; never worse than naive."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from game.domain.errors import Illegal
from game.domain.evaluation import Evaluation, Kpi
from game.domain.plan import Plan
from game.domain.steer import FREE, Steering, Widening
from game.domain.world import World
from game.rules.evaluate import evaluate
from game.solver.client import SolveRequest, Update
from game.solver.crew import Crew
from game.solver.exact_certificate import Certificate, lower_bound
from game.solver.naive import naive_plan
from game.solver.objective import Objective, TripKey
from game.solver.proof import prove
from game.solver.steered import Steered, widened
from game.solver.task import PYVRP_WHERE_FIT

WAIT_S = 0.02
POLISH_TRIPS = 20_000
LEAST_S = 0.2
FLOAT_CENT = 1e-6
"""What a sum of floats may lack of a whole cent."""
PROOF_SHARE, PROOF_LEAST_S = 0.3, 3.0
"""Part of the time for trying every plan of a very small day, and what it gets at least."""
Progress = Callable[[float, Evaluation], None]
"""Called with the seconds so far and each better judgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """The best plan found, its objective, and what no legal plan's objective is below (None: unknown)."""

    plan: Plan
    evaluation: Evaluation
    objective: float
    """Objective W of CONTRACT: relative to the naive plan, the lowest best."""
    certificate: str
    """`proven`, `model` or `best_found`: see `exact_certificate`."""
    bound: float | None
    seconds: float
    versions: tuple[tuple[str, str], ...]
    trouble: tuple[str, ...] = ()
    """What went wrong on the way: `died`, `failed`."""
    used: tuple[Widening, ...] = ()
    """Windows that it uses wider than they are; `objective` counts their price, the evaluation does not."""

    @property
    def gap(self) -> float | None:
        """By how much of its objective the plan may be above the best there is; None without a bound."""
        if self.bound is None:
            return None
        return max(0.0, self.objective - self.bound) / self.objective if self.objective else 0.0


def solve(
    world: World,
    orders: Iterable[str],
    seconds: float = 10.0,
    solution_limit: int = 0,
    weight: float = 0.0,
    seed: int = 1,
    start_plan: Plan | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    steering: Steering = FREE,
    pyvrp: bool = False,
) -> Solved:
    """Plan these orders. With `solution_limit` (above 0, seconds then do not count) and one worker
    the same call gives the same plan. Blocks; screens use `SolverClient`. `pyvrp`: may PyVRP help where it
    is installed? Not for what is stored, which is then the same on a machine without it.

    `steering` are locks, forbids and windows at a price; locked trips are those of `start_plan`. The
    evaluation is then with the windows as wide as they may become. Raises Illegal when it names what is not
    there, or when no plan is found that keeps to it.
    """
    began = time.monotonic()
    visible = frozenset(orders)
    asked = Steered(world, steering, start_plan) if steering else None
    best = _from_naive(widened(world, steering), visible, weight, asked, progress, began)
    if start_plan is not None:
        best.offer(start_plan)
    if asked is None:
        most_s = math.inf if solution_limit else max(PROOF_LEAST_S, PROOF_SHARE * seconds)
        proven = prove(best.world, visible, best.objective, lambda: best.spent_s > most_s)
        if proven is not None:
            best.take(proven.plan)
            return best.solved("proven", proven.bound, (), [])
    request = SolveRequest(
        world=world, orders=visible, start=start_plan or Plan(), weight=weight,
        # a proof that came to nothing leaves at least half of the time
        seconds=max(LEAST_S, seconds / 2, seconds - best.spent_s),
        solution_limit=solution_limit, seed=seed, polish_trips=POLISH_TRIPS, steering=steering,
        pyvrp=PYVRP_WHERE_FIT if pyvrp else 0.0,
    )  # fmt: skip
    return _searched(request, best, workers)


def _from_naive(
    world: World,
    orders: frozenset[str],
    weight: float,
    asked: Steered | None,
    progress: Progress | None,
    began: float,
) -> _Best:
    """The naive plan: what every objective is relative to, and the plan to begin with."""
    naive = naive_plan(world, orders)
    kpi = evaluate(world, naive, orders=orders).kpi
    objective = replace(Objective.against(kpi, weight), steered=asked)
    best = _Best(world, orders, objective, progress, began)
    best.offer(naive)
    return best


def _searched(request: SolveRequest, best: _Best, workers: int) -> Solved:
    """What the workers make of it, with the certificate that is worked out beside them."""
    exact = None if request.solution_limit else Certificate(
        best.world, best.orders, best.objective, request.seconds, workers
    )  # fmt: skip
    try:
        ends, trouble = _search(request, best, exact, workers)
    finally:
        if exact is not None:
            exact.close()
    versions = next((e.versions for e in ends if e.versions), ())
    return best.solved(*best.certified(exact), versions, trouble)


def cost_bound_cent(world: World, orders: Iterable[str], seconds: float) -> int | None:
    """No legal plan of these orders costs less; None where nothing is known. No plan is looked for.

    A very small day is proven by trying every plan; else the certificate's bounds, for at most so long.
    """
    visible = frozenset(orders)
    naive_kpi = evaluate(world, naive_plan(world, visible), orders=visible).kpi
    objective = Objective.against(naive_kpi, 0.0)
    began = time.monotonic()
    proven = prove(world, visible, objective, lambda: time.monotonic() - began > PROOF_SHARE * seconds)
    if proven is not None:
        return in_cents(proven.bound, naive_kpi)
    return in_cents(lower_bound(world, visible, objective, seconds), naive_kpi)


def in_cents(bound: float | None, naive: Kpi) -> int | None:
    """A bound on the cost objective as money; rounded down, so that it stays one."""
    return None if bound is None else int(bound * max(1, naive.cost_cent) + FLOAT_CENT)


class _Best:
    """The best plan so far."""

    def __init__(
        self,
        world: World,
        orders: frozenset[str],
        objective: Objective,
        progress: Progress | None,
        began: float,
    ) -> None:
        self.world, self.orders, self.objective = world, orders, objective
        self.progress, self.began = progress, began
        self.plan: Plan = Plan()
        self.judged: Evaluation | None = None

    def offer(self, plan: Plan) -> None:
        """Keep it when it is better; one that breaks a lock never."""
        steered = self.objective.steered
        if steered is not None and steered.breaks(plan):
            return
        judged = evaluate(self.world, plan, orders=self.orders)
        if self.judged is not None and not self._key(judged).clearly_below(self._key(self.judged)):
            return
        self._keep(plan, judged)

    def take(self, plan: Plan) -> None:
        """Keep it, because it is known to be the best."""
        self._keep(plan, evaluate(self.world, plan, orders=self.orders))

    def _keep(self, plan: Plan, judged: Evaluation) -> None:
        self.plan, self.judged = plan, judged
        if self.progress is not None:
            self.progress(self.spent_s, judged)

    def _key(self, judged: Evaluation) -> TripKey:
        return self.objective.plan_key(judged)

    def certified(self, exact: Certificate | None) -> tuple[str, float | None]:
        """What is known of it, and the bound; the model's optimum is taken over where it is better."""
        if exact is None:
            return "best_found", None
        if exact.optimum is not None:
            self.offer(exact.optimum)
        if self.judged is None:
            return "best_found", None
        bound = None if exact.bound is None else min(exact.bound, self.value)
        if self.reached(exact):
            return "proven", bound
        return ("best_found" if exact.optimum is None else "model"), bound

    def reached(self, exact: Certificate | None) -> bool:
        """Whether nothing legal can be a cent better."""
        known = exact is not None and self.judged is not None and self.judged.kpi.hard == 0
        return known and exact is not None and exact.reaches(self.value)

    @property
    def spent_s(self) -> float:
        """Seconds since the question was asked."""
        return time.monotonic() - self.began

    @property
    def value(self) -> float:
        """Its objective, the price of wider windows in it."""
        assert self.judged is not None
        asked = sum(self.objective.asked(t).value for t in self.judged.trips)
        return float(self.objective.value(self.judged.kpi.cost_cent, self.judged.kpi.co2e_g) + asked)

    def solved(
        self,
        certificate: str,
        bound: float | None,
        versions: tuple[tuple[str, str], ...],
        trouble: list[str],
    ) -> Solved:
        """As a value."""
        if self.judged is None:
            raise Illegal("steer.none")
        steered = self.objective.steered
        used = steered.used(self.judged.trips) if steered is not None else ()
        return Solved(
            plan=self.plan, evaluation=self.judged, objective=self.value, certificate=certificate,
            bound=bound, seconds=self.spent_s, versions=versions, trouble=tuple(trouble),
            used=used,
        )  # fmt: skip


def _search(
    request: SolveRequest, best: _Best, exact: Certificate | None, workers: int
) -> tuple[list[Update], list[str]]:
    """Run the workers side by side, each with a seed of its own (another numbering of the orders)."""
    crew = Crew(max(1, workers))
    ends: list[Update] = []
    trouble: list[str] = []
    try:
        crew.start(request)
        while not ends:
            time.sleep(WAIT_S)
            if exact is not None:
                exact.poll()
            for update in crew.poll():
                if update.plan is not None:
                    best.offer(update.plan)
                elif update.kind != "died":
                    ends.append(update)
                if update.kind in ("died", "failed"):
                    trouble.append(update.kind)
            if best.reached(exact):
                break
    finally:
        crew.close()
    return ends, trouble
