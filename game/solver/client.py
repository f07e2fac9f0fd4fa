"""The parent's end of the solver worker. Nothing here waits: screens `poll`, a thread reads and judges.

The search itself runs in the worker (`portfolio`), so that it takes no time from a screen. Every plan
that comes out is judged here once more, and is better than the one before. The worker may crash or be
killed at any time: what was found stays, and it starts again from there.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace
from typing import Any

from game.domain.evaluation import Evaluation
from game.domain.plan import Plan
from game.rules.evaluate import Memo, evaluate
from game.solver import wire
from game.solver.task import SolveRequest, Update, write_task
from game.solver.world_wire import write_world

__all__ = ["SolveRequest", "SolverClient", "Update"]

MEMO_TRIPS = 2_000
RESTARTS = 1
LEAST_S = 0.5
"""Time for a worker that starts again at the very end."""


def _below_normal() -> int:
    """On Windows the worker is born with lowered priority; elsewhere it lowers its own (`worker.NICE`)."""
    return int(getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0))


class Written:
    """A world as it travels, made once, by the first thread that needs it: of a large one that takes long."""

    def __init__(self, request: SolveRequest) -> None:
        self._request = request
        self._lock = threading.Lock()
        self._plain: dict[str, Any] | None = None

    def plain(self) -> dict[str, Any]:
        """As `write_world` makes it."""
        with self._lock:
            if self._plain is None:
                self._plain = write_world(self._request.world, self._request.start)
            return self._plain


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

    def start(self, request: SolveRequest, written: Written | None = None) -> None:
        """Begin a search; one that is under way is cancelled. `written`: its world, shared with others."""
        self.cancel()
        self._run = _Run(self, request, written or Written(request))
        self._run.thread.start()

    def tell(self, plan: Plan) -> None:
        """Let the search know of a better plan that another one found; never waits."""
        if self._run is not None:
            self._run.hear(plan)

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
                self.discard()

    def close(self) -> None:
        """End the worker."""
        self.cancel()
        self.discard()

    def pid(self) -> int:
        """Process id of the worker, 0 without one."""
        return self._process.pid if self._process else 0

    def alive(self) -> subprocess.Popen[str] | None:
        """The worker, when there is one."""
        return self._process

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
                creationflags=_below_normal(),
            )
        return self._process

    def discard(self) -> None:
        """Kill the worker and wait until it is gone: one that just died may still look alive."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()


class _Run:
    """One search: its thread, its news, its best plan so far."""

    def __init__(self, client: SolverClient, request: SolveRequest, written: Written) -> None:
        self.client, self.request, self.written = client, request, written
        self.updates: queue.SimpleQueue[Update] = queue.SimpleQueue()
        self.cancelled = threading.Event()
        self.thread = threading.Thread(target=self._work, name="solver", daemon=True)
        self.began = time.monotonic()
        self.memo: Memo = {}
        self.best: Plan | None = None
        self.outbox: queue.SimpleQueue[Plan | None] = queue.SimpleQueue()
        """What other searches found; None ends its thread, which is there from the first plan on."""
        self.writer: threading.Thread | None = None
        self.writing = threading.Lock()

    def hear(self, plan: Plan) -> None:
        """Pass on what another search found. A worker may be long in taking it, so a thread writes."""
        if not self.thread.is_alive():
            return
        if self.writer is None:
            self.writer = threading.Thread(target=self._write, name="solver-mail", daemon=True)
            self.writer.start()
        self.best = plan
        self.outbox.put(plan)

    def _write(self) -> None:
        while (plan := self.outbox.get()) is not None:
            if not self.outbox.empty():
                continue  # only the last one counts
            process = self.client.alive()
            if process is not None and not self.cancelled.is_set():
                self._send(process, {"kind": "other", "plan": wire.write(plan)})

    def _send(self, process: subprocess.Popen[str], question: dict[str, Any]) -> bool:
        """One line to the worker; whether it was taken."""
        with suppress(OSError, ValueError), self.writing:
            assert process.stdin is not None
            process.stdin.write(json.dumps(question, separators=(",", ":")) + "\n")
            process.stdin.flush()
            return True
        return False

    def _work(self) -> None:
        try:
            self._search()
        finally:
            self.outbox.put(None)

    def _search(self) -> None:
        self.world = self.written.plain()
        for attempt in range(RESTARTS + 1):
            end = self._ask(attempt)
            if end is None or self.cancelled.is_set():
                return
            self._tell(end)
            if end.kind in ("done", "failed"):
                return
            with self.client.lock:
                if not self.cancelled.is_set():
                    self.client.discard()
        self._tell(Update(kind="failed", why="the solver died twice", seconds=self._seconds()))

    def _ask(self, attempt: int) -> Update | None:
        """Send the request and read until its end; None when cancelled."""
        request = self.request
        left_s = request.seconds - self._seconds() if attempt else request.seconds
        task = replace(
            request,
            start=request.start if self.best is None else self.best,
            seconds=max(LEAST_S, left_s),
            seed=request.seed + attempt,
        )
        asked = {"id": str(attempt), "kind": "solve", "task": write_task(task, self.world)}
        with self.client.lock:
            if self.cancelled.is_set():
                return None
            process = self.client.process()
        if self._send(process, asked):
            with suppress(OSError, ValueError):
                end = self._read(process)
                if end is not None:
                    return end
        return None if self.cancelled.is_set() else Update(kind="died", seconds=self._seconds())

    def _read(self, process: subprocess.Popen[str]) -> Update | None:
        assert process.stdout is not None
        for line in process.stdout:
            if self.cancelled.is_set():
                return None
            try:
                answer: dict[str, Any] = json.loads(line)
            except ValueError:
                continue
            if answer["kind"] == "better":
                self._better(wire.read(Plan, answer["plan"]), float(answer["value"]))
            else:
                versions = tuple(sorted(answer.get("versions", {}).items()))
                why = str(answer.get("why", ""))
                return Update(
                    kind=answer["kind"], seconds=self._seconds(), why=why, versions=versions,
                    cpu_s=float(answer.get("cpu_s", 0.0)),
                )  # fmt: skip
        return None

    def _better(self, plan: Plan, value: float) -> None:
        """Told, with the referee's word; a worker that starts again begins with what is known."""
        if plan != self.best:
            self.best = plan
            judged = self._judge(plan)
            self._tell(
                Update(
                    kind="better", plan=plan, evaluation=judged, value=value, seconds=self._seconds()
                )
            )  # fmt: skip

    def _judge(self, plan: Plan) -> Evaluation:
        if len(self.memo) > MEMO_TRIPS:
            self.memo.clear()
        return evaluate(self.request.world, plan, self.memo, self.request.orders)

    def _tell(self, update: Update) -> None:
        if not self.cancelled.is_set():
            self.updates.put(update)

    def _seconds(self) -> float:
        return time.monotonic() - self.began
