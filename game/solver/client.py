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
from game.solver.objective import Objective
from game.solver.polish import Polisher
from game.solver.problem import Job, build
from game.solver.repair import repair
from game.solver.starts import useful_delay_s

MEMO_TRIPS = 2_000
RESTARTS = 1
REPAIR_TRIPS = 600
"""Trips judged at most to mend one plan."""


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
    """Trips judged at most for the final polish; 0 for none."""


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

    def _work(self) -> None:
        request = self.request
        self.naive = self._judge(naive_plan(request.world, request.orders)).kpi
        self.objective = Objective.against(self.naive, request.weight)
        if request.start.trips:
            self._offer(request.start, mend=False)
        for attempt in range(RESTARTS + 1):
            end = self._ask(attempt)
            if end is None or self.cancelled.is_set():
                return
            if end.kind == "done":
                self._polish()
                self._tell(end)
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
        seconds = 0.0 if request.solution_limit else max(0.1, request.seconds - self._seconds())
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
                self._offer(job.plan(answer["routes"]), mend=True)
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
        return Polisher(self.request.world, self.objective, begun=self.request.begun, budget=budget)

    def _offer(self, plan: Plan, *, mend: bool) -> None:
        """Judge a plan, mend it when it breaks a hard rule, tell when it is the best so far."""
        judged = self._judge(plan)
        if judged.kpi.hard and mend:
            plan = repair(self._polisher(REPAIR_TRIPS), plan, self.request.orders)
            judged = self._judge(plan)
        if mend:
            plan = later_starts(plan, judged, self.request.begun)
            judged = self._judge(plan)
        if self.best is not None and self._key(judged) >= self._key(self.best[1]):
            return
        self.best = plan, judged
        self._tell(Update(kind="better", plan=plan, evaluation=judged, seconds=self._seconds()))

    def _polish(self) -> None:
        if self.best is not None and self.request.polish_trips:
            polisher = self._polisher(self.request.polish_trips)
            self._offer(polisher.plan(self.best[0], self.request.orders), mend=False)

    def _key(self, judged: Evaluation) -> tuple[int, float]:
        return self.objective.key(judged, self.naive)

    def _tell(self, update: Update) -> None:
        if not self.cancelled.is_set():
            self.updates.put(update)

    def _seconds(self) -> float:
        return time.monotonic() - self.began
