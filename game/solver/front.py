"""The cost-CO2e front of a day: many searches, one pool, and the referee's word on every plan.

The searches run in worker processes (`client`); this process loads no solver library. Whatever plan any
search tells is judged and pooled, so that a point stays only while no known plan beats it in both figures.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from game import PLAN_RULES
from game.domain.front import Front, FrontPoint
from game.domain.plan import Plan
from game.domain.scenario import Scenario
from game.domain.world import World
from game.solver.client import SolverClient, SolveRequest, Update
from game.solver.front_plan import Step, Steps
from game.solver.front_pool import Pool
from game.solver.naive import naive_plan
from game.solver.objective import Objective
from game.solver.task import MODEL_SHARE

WAIT_S = 0.02
END_S = 0.2
"""Time in which a search makes no sense any more."""
LATE_S = 10.0
"""After the time is up a search that does not end by itself is killed."""
FIRST_SHARE, WEIGHT_SHARE, GAP_SHARE = 0.25, 0.08, 0.08
WEIGHT_LEAST_S, GAP_LEAST_S = 2.0, 3.0
"""Parts of all workers' time for one step of each kind, and what it gets at least. The first one finds the
plan that all others begin with."""
MOST_SHARE = 0.3
"""Of the whole time, for any one step."""
LIMIT_STEPS, LIMIT_ROUND = 12, 2
"""With `solution_limit`: steps in all, and how many begin with the same pool, whatever the workers."""
LIMIT_TRIPS = 100
"""With `solution_limit`: trips that the referee is asked about for each solution."""

Progress = Callable[[float, tuple[FrontPoint, ...]], None]
"""Called with the seconds so far and the front whenever it grows."""
Versions = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontFound:
    """The points found, the cheapest first, none dominated."""

    points: tuple[FrontPoint, ...]
    seconds: float
    steps: int
    """Searches that took part."""
    plans: int
    """Plans that the referee judged for it."""
    versions: Versions
    trouble: tuple[str, ...] = ()
    """What went wrong on the way: `died`, `failed`."""


def find_front(
    world: World,
    orders: Iterable[str],
    *,
    seconds: float = 60.0,
    solution_limit: int = 0,
    seed: int = 1,
    workers: int = 1,
    starts: Iterable[Plan] = (),
    progress: Progress | None = None,
) -> FrontFound:
    """The front for these orders. The naive plan and `starts` are in the pool from the beginning.

    With `solution_limit` (above 0, seconds then do not count) the same call gives the same front, however
    many workers there are. Blocks.
    """
    search = _FrontSearch(
        world, frozenset(orders), seconds, solution_limit, seed, max(1, workers), progress,
    )  # fmt: skip
    for plan in starts:
        search.offer(plan)
    try:
        search.run()
    finally:
        search.close()
    return search.found()


def scenario_front(
    scenario: Scenario,
    *,
    seconds: float = 60.0,
    solution_limit: int = 0,
    seed: int = 1,
    workers: int = 1,
    progress: Progress | None = None,
) -> tuple[Front, FrontFound]:
    """The front of a day with the orders known when planning begins, as it is stored, and how it went.

    The stored reference and front, where they are fresh, are in the pool.
    """
    known = [scenario.reference.plan] if scenario.reference else []
    known += [p.plan for p in scenario.front.points] if scenario.front else []
    orders = frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)
    found = find_front(
        scenario.system, orders, seconds=seconds, solution_limit=solution_limit, seed=seed, workers=workers,
        starts=known, progress=progress,
    )  # fmt: skip
    front = Front(
        points=found.points, seed=seed, seconds=max(1, round(found.seconds)), rules_version=PLAN_RULES,
        content_hash=scenario.planning_hash, versions=found.versions,
    )  # fmt: skip
    return front, found


class _FrontSearch:
    """One front under way."""

    def __init__(
        self, world: World, orders: frozenset[str], seconds: float, solution_limit: int, seed: int,
        workers: int, progress: Progress | None,
    ) -> None:  # fmt: skip
        self.world, self.orders = world, orders
        self.seconds, self.solution_limit, self.progress = seconds, solution_limit, progress
        self.began = time.monotonic()
        self.pool = Pool(world, orders)
        naive = naive_plan(world, orders)
        self.offer(naive)
        self.steps = Steps(self.pool, Objective.against(self.pool.judge(naive).kpi), seed)
        self.clients = [SolverClient() for _ in range(workers)]
        self.overhead_s = 0.0
        """What the last search took beyond its own seconds: sending the world, mostly."""
        self.versions: set[tuple[str, str]] = set()
        self.trouble: list[str] = []

    def offer(self, plan: Plan) -> None:
        """Into the pool."""
        if self.pool.offer(plan) and self.progress is not None:
            self.progress(self.spent_s(), self.pool.points())

    def run(self) -> None:
        """Rounds of steps until time or number is up."""
        while self._goes_on():
            most = LIMIT_ROUND if self.solution_limit else len(self.clients)
            self._round([self.steps.next() for _ in range(most)])

    def _goes_on(self) -> bool:
        if self.solution_limit:
            return self.steps.number < LIMIT_STEPS
        return self.seconds - self.spent_s() - self.overhead_s > END_S

    def _round(self, steps: list[Step]) -> None:
        """Some steps side by side. Where it must repeat exactly, plans are pooled in the steps' sequence."""
        told: dict[int, list[Plan]] = {number: [] for number in range(len(steps))}
        waiting = list(enumerate(steps))
        working: dict[SolverClient, tuple[int, SolveRequest, float]] = {}
        while waiting or working:
            for client in self.clients:
                if waiting and client not in working:
                    number, step = waiting.pop(0)
                    request = self._request(step)
                    working[client] = number, request, self.spent_s()
                    client.start(request)
            time.sleep(WAIT_S)
            for client in list(working):
                number, request, began_s = working[client]
                plans, ended = self._news(client)
                self._hear(plans, told[number])
                if ended or self._too_late():
                    self._end(client, request, began_s)
                    del working[client]
        for plans in told.values():
            self._pool(plans)

    def _hear(self, plans: list[Plan], told: list[Plan]) -> None:
        if self.solution_limit:
            told.extend(plans)
        else:
            self._pool(plans)

    def _pool(self, plans: list[Plan]) -> None:
        for plan in plans:
            self.offer(plan)

    def _request(self, step: Step) -> SolveRequest:
        return SolveRequest(
            world=self.world, orders=self.orders, start=step.start, weight=step.weight,
            seconds=self._step_s(step), solution_limit=self.solution_limit, seed=step.seed,
            polish_trips=LIMIT_TRIPS * max(1, self.solution_limit),
            model_share=0.0 if step.ceiling_g else MODEL_SHARE, ceiling_g=step.ceiling_g,
            pyvrp=0.0,
        )  # fmt: skip

    def _step_s(self, step: Step) -> float:
        share, least = (GAP_SHARE, GAP_LEAST_S) if step.ceiling_g else (WEIGHT_SHARE, WEIGHT_LEAST_S)
        share = FIRST_SHARE if self.steps.number <= len(self.clients) else share
        wanted_s = max(least, share * self.seconds * len(self.clients))
        left_s = self.seconds - self.spent_s() - self.overhead_s
        return max(END_S, min(wanted_s, left_s, MOST_SHARE * self.seconds))

    def _news(self, client: SolverClient) -> tuple[list[Plan], bool]:
        """Plans told since the last look, and whether the search has ended."""
        # asked before the last look: a reader that fell over has told all it will
        gone = not client.busy
        updates: list[Update] = client.poll()
        for update in updates:
            self.versions |= set(update.versions)
            if update.kind in ("died", "failed"):
                self.trouble.append(update.kind)
        plans = [u.plan for u in updates if u.plan is not None]
        return plans, gone or any(u.kind in ("done", "failed") for u in updates)

    def _end(self, client: SolverClient, request: SolveRequest, began_s: float) -> None:
        client.cancel()
        self.overhead_s = max(0.0, self.spent_s() - began_s - request.seconds)

    def _too_late(self) -> bool:
        return not self.solution_limit and self.spent_s() > self.seconds + LATE_S

    def spent_s(self) -> float:
        """Seconds so far."""
        return time.monotonic() - self.began

    def close(self) -> None:
        """End the workers."""
        for client in self.clients:
            client.close()

    def found(self) -> FrontFound:
        """As a value."""
        return FrontFound(
            points=self.pool.points(), seconds=self.spent_s(), steps=self.steps.number,
            plans=self.pool.offered, versions=tuple(sorted(self.versions)), trouble=tuple(self.trouble),
        )  # fmt: skip
