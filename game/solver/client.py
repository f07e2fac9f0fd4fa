"""The parent's end of the solver worker. Nothing here waits: screens `poll`, a thread reads and judges.

Every plan that comes out was judged by the referee, mended where the solver's estimate was wrong, and
is better than the one before. The worker may crash or be killed at any time: what was found stays.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from game.domain.evaluation import Evaluation
from game.domain.plan import Plan
from game.domain.world import World
from game.rules.evaluate import Memo, evaluate
from game.solver.naive import naive_plan
from game.solver.objective import Objective, TripKey
from game.solver.polish import Polisher
from game.solver.problem import Job, build
from game.solver.repair import repair
from game.solver.search import Search
from game.solver.starts import useful_delay_s
from game.solver.warm import without_own_stops

MEMO_TRIPS = 2_000
RESTARTS = 1
REPAIR_TRIPS = 600
"""Trips judged at most to mend one plan."""
MENDING_SHARE = 0.5
"""Part of the model's time in which its plans may be mended as they come."""
MODEL_SHARE = 0.5
"""Part of the time for the model; the rest is for the search that the referee judges."""
NO_BUDGET = 1 << 50
FEW = 10
"""Places over all vehicles that the referee is asked about for one order."""
YIELD_EVERY, YIELD_S = 8, 0.0002
"""How often the search lets another thread go first, and for how long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveRequest:
    """What to plan. `start` is the plan as it stands; with `begun` its first stops are fixed."""

    world: World
    orders: frozenset[str]
    start: Plan = field(default_factory=Plan)
    begun: Mapping[str, int] = field(default_factory=dict)
    weight: float = 0.0
    seconds: float = 10.0
    solution_limit: int = 0
    """When above 0 it counts instead of seconds, and the answer repeats exactly."""
    seed: int = 1
    polish_trips: int = 4_000
    """Trips judged at most for the final search when `solution_limit` counts; 0 for none at all."""
    polite: bool = True
    """Lets the thread of a screen go first; off where nobody looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """News: `better` (with plan and judgement), `done`, `died` (it starts again once), `failed`."""

    kind: str
    plan: Plan | None = None
    evaluation: Evaluation | None = None
    seconds: float = 0.0
    why: str = ""
    versions: tuple[tuple[str, str], ...] = ()


def later_starts(plan: Plan, judged: Evaluation, begun: Mapping[str, int]) -> Plan:
    """The plan with every truck that waits on its way leaving as much later as nothing becomes late."""
    for trip in judged.trips:
        delay_s = useful_delay_s(trip)
        if delay_s and trip.trip.vehicle not in begun:
            plan = plan.with_trip(replace(trip.trip, start_s=trip.start_s + delay_s))
    return plan


class SolverClient:
    """One worker process, started when needed, and at most one search at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._run: _Run | None = None
        self.lock = threading.Lock()
        """Held while a worker is started or killed, so that a cancelled search cannot start one."""

    @property
    def busy(self) -> bool:
        """Whether a search is under way."""
        return self._run is not None and self._run.thread.is_alive()

    def start(self, request: SolveRequest) -> None:
        """Begin a search; one that is under way is cancelled."""
        self.cancel()
        self._run = _Run(self, request)
        self._run.thread.start()

    def poll(self) -> list[Update]:
        """What happened since the last poll, in order; never waits."""
        found: list[Update] = []
        while self._run is not None:
            try:
                found.append(self._run.updates.get_nowait())
            except queue.Empty:
                break
        return found

    def cancel(self) -> None:
        """Stop the search; what `poll` gave so far stands, the worker is killed at once."""
        run, self._run = self._run, None
        if run is not None and run.thread.is_alive():
            with self.lock:
                run.cancelled.set()
                self._kill()

    def close(self) -> None:
        """End the worker."""
        self.cancel()
        self._kill()

    def pid(self) -> int:
        """Process id of the worker, 0 without one."""
        return self._process.pid if self._process else 0

    def process(self) -> subprocess.Popen[str]:
        """The worker; a new one when there is none that lives."""
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "game.solver.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
        return self._process

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()


class _Run:
    """One search: its thread, its news, its best plan so far."""

    def __init__(self, client: SolverClient, request: SolveRequest) -> None:
        self.client, self.request = client, request
        self.updates: queue.SimpleQueue[Update] = queue.SimpleQueue()
        self.cancelled = threading.Event()
        self.thread = threading.Thread(target=self._work, name="solver", daemon=True)
        self.began = time.monotonic()
        self.memo: Memo = {}
        self.best: tuple[Plan, Evaluation] | None = None
        self.waiting: Plan | None = None
        """The last plan of the model that was not mended for want of time."""
        self.mending_s = 0.0
        self.asked = 0

    def _work(self) -> None:
        request = self.request
        naive = naive_plan(request.world, request.orders)
        self.naive = self._judge(naive).kpi
        self.objective = Objective.against(self.naive, request.weight)
        if request.start.trips or request.start.given:
            self._offer(request.start)
        elif not request.begun:
            self._offer(naive)
        for attempt in range(RESTARTS + 1):
            end = self._ask(attempt)
            if end is None or self.cancelled.is_set():
                return
            if end.kind == "done":
                self._mend_waiting()
                self._search()
                self._tell(replace(end, seconds=self._seconds()))
                return
            self._tell(end)
            if end.kind == "failed":
                return
        self._tell(Update(kind="failed", why="the solver died twice", seconds=self._seconds()))

    def _ask(self, attempt: int) -> Update | None:
        """Send the request and read until its end; None when cancelled."""
        request = self.request
        begun = bool(request.begun)
        start = request.start if begun or self.best is None else self.best[0]
        job = build(
            request.world, request.orders, self.objective, start, request.begun, seed=request.seed + attempt
        )
        share = MODEL_SHARE if request.polish_trips else 1.0
        seconds = 0.0 if request.solution_limit else max(0.1, share * request.seconds - self._seconds())
        asked = {
            "id": str(attempt), "kind": "solve", "problem": job.problem, "seconds": seconds,
            "solution_limit": request.solution_limit, "seed": request.seed,
        }  # fmt: skip
        with self.client.lock:
            if self.cancelled.is_set():
                return None
            process = self.client.process()
        with suppress(OSError, ValueError):
            assert process.stdin is not None
            process.stdin.write(json.dumps(asked, separators=(",", ":")) + "\n")
            process.stdin.flush()
            end = self._read(process, job)
            if end is not None:
                return end
        return None if self.cancelled.is_set() else Update(kind="died", seconds=self._seconds())

    def _read(self, process: subprocess.Popen[str], job: Job) -> Update | None:
        assert process.stdout is not None
        for line in process.stdout:
            if self.cancelled.is_set():
                return None
            try:
                answer: dict[str, Any] = json.loads(line)
            except ValueError:
                continue
            if answer["kind"] == "incumbent":
                self._mend(job.plan(answer["routes"]))
            else:
                versions = tuple(sorted(answer.get("versions", {}).items()))
                why = str(answer.get("why", ""))
                return Update(kind=answer["kind"], seconds=self._seconds(), why=why, versions=versions)
        return None

    def _judge(self, plan: Plan) -> Evaluation:
        if len(self.memo) > MEMO_TRIPS:
            self.memo.clear()
        return evaluate(self.request.world, plan, self.memo, self.request.orders)

    def _polisher(self, budget: int) -> Polisher:
        request = self.request
        stop = self._stop if request.polite or not request.solution_limit else None
        polisher = Polisher(request.world, self.objective, begun=request.begun, budget=budget, stop=stop)
        polisher.few = FEW
        return polisher

    def _stop(self) -> bool:
        """Time is up, or nobody wants the answer any more."""
        self.asked += 1
        if self.request.polite and self.asked % YIELD_EVERY == 0:
            time.sleep(YIELD_S)
        late = not self.request.solution_limit and self._seconds() > self.request.seconds
        return late or self.cancelled.is_set()

    def _mend(self, plan: Plan) -> None:
        """Offer what the model found. Mending takes time: of plans that come too fast the last one waits."""
        behind = not self.request.solution_limit and self.mending_s > MENDING_SHARE * self._seconds()
        self.waiting = plan if behind and self._judge(plan).kpi.hard else None
        if self.waiting is None:
            self._offer_mended(plan)

    def _mend_waiting(self) -> None:
        plan, self.waiting = self.waiting, None
        if plan is not None:
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
            hard = self._judge(start).kpi.hard
            found = repair(self._polisher(REPAIR_TRIPS), start, request.orders) if hard else start
            self._offer(later_starts(found, self._judge(found), request.begun))
        self.mending_s += self._seconds() - began

    def _offer(self, plan: Plan) -> None:
        """Judge a plan, and tell when it is the best so far."""
        judged = self._judge(plan)
        if self.best is not None and not self._key(judged).clearly_below(self._key(self.best[1])):
            return
        self.best = plan, judged
        self._tell(Update(kind="better", plan=plan, evaluation=judged, seconds=self._seconds()))

    def _search(self) -> None:
        """Descend from the best plan, then ruin and recreate as long as there is time or budget."""
        if self.best is None or not self.request.polish_trips:
            return
        request = self.request
        budget = request.polish_trips if request.solution_limit else NO_BUDGET
        polisher = self._polisher(budget)
        plan = repair(polisher, self.best[0], request.orders) if self.best[1].kpi.hard else self.best[0]
        plan = polisher.plan(plan, request.orders)
        self._offer(plan)
        began = self._seconds()

        def left() -> float:
            if request.solution_limit:
                return polisher.budget / budget
            return 1 - (self._seconds() - began) / max(0.1, request.seconds - began)

        Search(polisher, request.orders, request.seed, left).run(plan, self._offer)

    def _key(self, judged: Evaluation) -> TripKey:
        return self.objective.plan_key(judged)

    def _tell(self, update: Update) -> None:
        if not self.cancelled.is_set():
            self.updates.put(update)

    def _seconds(self) -> float:
        return time.monotonic() - self.began
