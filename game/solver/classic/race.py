"""The parent of a benchmark search: workers side by side, each told what the others find.

The best routes are judged here by `rules.classic` before anybody sees them. A worker that dies is started
again from the best known for the time that is left, and that is said.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from game.domain.instance import Convention, Instance
from game.rules.classic import Verdict, Yardstick
from game.solver import wire
from game.solver.classic.frame import Routes

Lane = tuple[tuple[str, float], ...]
"""The ways that take turns in one worker: (name, part of the time)."""

PROGRAM = ("-m", "game.solver.classic.worker")
GRACE_S = 0.15
"""How long after its time a worker may still answer; then it is killed."""
FIRST_GRACE_S = 5.0
"""The same when nobody has found anything yet."""
ROUND_S = 120.0
"""Latest end of a search that counts rounds."""
RESTARTS = 2
Progress = Callable[[float, Verdict], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """What a race came to. Routes in the numbers of the file."""

    routes: tuple[tuple[int, ...], ...]
    verdict: Verdict
    seconds: float
    cpu_s: float
    """Processor time of the workers that told it."""
    curve: tuple[tuple[float, float, int], ...]
    """(seconds, distance, vehicles) of every better solution."""
    trouble: tuple[str, ...] = ()


@dataclass(slots=True)
class _Worker:
    """One process: what it says goes into the queue that all share, with its number."""

    lane: Lane
    process: subprocess.Popen[str] | None = None
    asked: dict[str, Any] = field(default_factory=dict)
    running: bool = False
    restarts: int = 0


class Race:
    """Workers that stay warm between searches; close it, or use it as a context."""

    def __init__(self, lanes: Sequence[Lane] | None = None, workers: int = 1, share: bool = True) -> None:
        """`lanes`: what each worker does; by default the best that is known for so many `workers`."""
        self.share = share
        self.said: queue.Queue[tuple[int, int, dict[str, Any] | None]] = queue.Queue()
        self.versions: dict[str, str] = {}
        self.known: list[str] = []
        self.workers = [_Worker(())] if lanes is None else [_Worker(lane) for lane in lanes]
        self._warm(self.workers[0])
        if lanes is None:
            chosen = default_lanes(self.known, workers)
            self.workers[0].lane = chosen[0]
            self.workers += [_Worker(lane) for lane in chosen[1:]]
        for worker in self.workers[1:]:
            self._warm(worker)

    def __enter__(self) -> Race:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the workers."""
        for worker in self.workers:
            self._discard(worker)

    def pids(self) -> list[int]:
        """Process ids of the workers that live."""
        return [w.process.pid for w in self.workers if w.process is not None]

    def run(
        self, instance: Instance, convention: Convention, *, seconds: float = 10.0, seed: int = 1,
        rounds: int = 0, start: Sequence[Sequence[int]] | None = None, fleet_first: bool | None = None,
        progress: Progress | None = None,
    ) -> Finish:  # fmt: skip
        """Search one instance. With `rounds` (above 0, seconds then do not count) and one worker the answer
        repeats exactly. Raises RuntimeError when no worker can be started."""
        heat = _Heat(self, instance, convention, seconds, seed, rounds, fleet_first, progress)
        return heat.go(start)

    # Processes -------------------------------------------------------------------------------

    def _warm(self, worker: _Worker) -> None:
        """Start a worker and wait until its libraries are loaded."""
        self.start(worker)
        self.tell(worker, {"kind": "warm"})
        while True:
            _, _, answer = self.said.get()
            if answer is None:
                raise RuntimeError("the worker does not start")
            if answer["kind"] == "ready":
                self.versions, self.known = answer["versions"], answer["ways"]
                return

    def start(self, worker: _Worker) -> None:
        """A new process for this worker."""
        self._discard(worker)
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, *PROGRAM],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, encoding="utf-8",
        )  # fmt: skip
        worker.process = process
        number = self.workers.index(worker) if worker in self.workers else len(self.workers)
        threading.Thread(target=self._read, args=(number, process), daemon=True).start()

    def _read(self, number: int, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            with suppress(ValueError):
                self.said.put((number, process.pid, json.loads(line)))
        self.said.put((number, process.pid, None))

    def tell(self, worker: _Worker, question: dict[str, Any]) -> None:
        """One line to a worker; one that is gone is noticed by its reader."""
        with suppress(OSError, ValueError):
            assert worker.process is not None and worker.process.stdin is not None
            worker.process.stdin.write(json.dumps(question, separators=(",", ":")) + "\n")
            worker.process.stdin.flush()

    def _discard(self, worker: _Worker) -> None:
        process, worker.process, worker.running = worker.process, None, False
        if process is not None:
            process.kill()
            process.wait()

    def stop(self, worker: _Worker) -> None:
        """Kill a worker that goes on too long, and start another that is warm for the next search."""
        self.start(worker)
        self.tell(worker, {"kind": "warm"})


class _Heat:
    """One search of a race."""

    def __init__(
        self, race: Race, instance: Instance, convention: Convention, seconds: float, seed: int, rounds: int,
        fleet_first: bool | None, progress: Progress | None,
    ) -> None:  # fmt: skip
        self.race, self.seconds, self.rounds, self.progress = race, seconds, rounds, progress
        self.instance, self.began = instance, time.monotonic()
        self.yard = Yardstick(instance, convention)
        self.fleet_first = instance.paired if fleet_first is None else fleet_first
        self.question = {
            "kind": "solve", "instance": wire.write(instance), "convention": convention.value,
            "fleet_first": self.fleet_first, "rounds": rounds,
        }  # fmt: skip
        self.seed = seed
        self.best: Routes | None = None
        self.verdict: Verdict | None = None
        self.curve: list[tuple[float, float, int]] = []
        self.trouble: list[str] = []
        self.cpu_s = 0.0

    def go(self, start: Sequence[Sequence[int]] | None) -> Finish:
        """Ask every worker, listen until all have finished or time is up."""
        if not self.instance.customers:
            return self._finish()
        if start is not None:
            at = {place.number: n for n, place in enumerate(self.instance.places)}
            self._better(tuple(tuple(at[c] for c in route) for route in start))
        for number, worker in enumerate(self.race.workers):
            if worker.process is None or worker.process.poll() is not None:
                self.race.start(worker)
            self._ask(number, self.seed + 1000 * number)
        while any(w.running for w in self.race.workers):
            left = self._ends_s() - time.monotonic()
            try:
                self._hear(*self.race.said.get(timeout=max(0.001, left)))
            except queue.Empty:
                for worker in (w for w in self.race.workers if w.running):
                    self.race.stop(worker)
        return self._finish()

    def _ends_s(self) -> float:
        """A late first answer is better than none."""
        grace_s = GRACE_S if self.best is not None else FIRST_GRACE_S
        return self.began + (ROUND_S if self.rounds else self.seconds + grace_s)

    def _elapsed(self) -> float:
        return time.monotonic() - self.began

    def _ask(self, number: int, seed: int) -> None:
        worker = self.race.workers[number]
        left = max(0.05, self.seconds - self._elapsed())
        worker.running = True
        ways = [list(way) for way in worker.lane]
        self.race.tell(
            worker, {**self.question, "ways": ways, "seconds": left, "seed": seed, "start": self.best}
        )

    def _hear(self, number: int, pid: int, answer: dict[str, Any] | None) -> None:
        worker = self.race.workers[number]
        if worker.process is None or worker.process.pid != pid:
            return  # the last words of one that was replaced
        if answer is None:
            self._died(number)
        elif answer["kind"] == "better":
            routes = tuple(tuple(route) for route in answer["routes"])
            if self._better(routes) and self.race.share:
                for other in self.race.workers:
                    if other is not worker and other.running:
                        self.race.tell(other, {"kind": "other", "routes": routes})
        elif answer["kind"] in ("done", "failed"):
            worker.running = False
            self.cpu_s += float(answer.get("cpu_s", 0))
            if answer["kind"] == "failed":
                self.trouble.append("failed")

    def _died(self, number: int) -> None:
        """Start again from the best known, while there is time and it does not happen again and again."""
        worker = self.race.workers[number]
        worker.running = False
        self.trouble.append("died")
        worker.restarts += 1
        if worker.restarts <= RESTARTS and (self.rounds or self._elapsed() < self.seconds):
            self.race.start(worker)
            self._ask(number, self.seed + 1000 * number + worker.restarts)

    def _better(self, routes: Routes) -> bool:
        """Keep routes that the referee allows and that are better."""
        verdict = self.yard.judge(routes)
        if verdict.faults:
            self.trouble.append("refused: " + ", ".join(verdict.faults))
            return False
        if self.verdict is not None and self._key(verdict) >= self._key(self.verdict):
            return False
        self.best, self.verdict = routes, verdict
        self.curve.append((round(self._elapsed(), 3), verdict.distance, verdict.vehicles))
        if self.progress is not None:
            self.progress(self._elapsed(), verdict)
        return True

    def _key(self, verdict: Verdict) -> tuple[int, float]:
        return (verdict.vehicles if self.fleet_first else 0), verdict.distance

    def _finish(self) -> Finish:
        best = self.best or ()
        places = self.instance.places
        return Finish(
            routes=tuple(tuple(places[n].number for n in route) for route in best if route),
            verdict=self.verdict or self.yard.judge(best), seconds=self._elapsed(), cpu_s=self.cpu_s,
            curve=tuple(self.curve), trouble=tuple(dict.fromkeys(self.trouble)),
        )  # fmt: skip


def default_lanes(known: Sequence[str], workers: int) -> list[Lane]:
    """What so many workers do side by side, with the ways that this machine has (measured)."""
    if "pyvrp" in known:
        return [(("pyvrp", 1.0),)] * max(1, workers)
    return [((("ruin", 1.0),), (("parts", 0.4), ("ruin", 0.6)))[n % 2] for n in range(max(1, workers))]
