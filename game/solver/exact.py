"""The parent's end of the exact solver (`exact_worker`): asks, and hears what comes. Nothing here waits."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One request: its kind (`wide`, `floor`, `model`), problem and latest end."""

    kind: str
    problem: dict[str, Any]
    until_s: float
    """Since the process began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What CP-SAT says, in the problem's units; see `exact_model.Answer`."""

    kind: str
    optimal: bool
    cost: int | None
    bound: int
    routes: list[list[int]]


class ExactClient:
    """One process that answers some questions in their order; it may die or be closed at any time."""

    def __init__(self, ask: Callable[[], Iterable[Question]]) -> None:
        """`ask` makes the questions, in a thread of its own: reading all roads takes time."""
        self._ask = ask
        self._replies: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self._process: subprocess.Popen[str] | None = None
        self._thread = threading.Thread(target=self._work, name="exact", daemon=True)
        self._thread.start()

    def poll(self) -> list[Reply]:
        """What came since the last poll."""
        found: list[Reply] = []
        with suppress(queue.Empty):
            while True:
                found.append(self._replies.get_nowait())
        return found

    @property
    def busy(self) -> bool:
        """Whether something may still come."""
        return self._thread.is_alive()

    def close(self) -> None:
        """Kill the process; nothing comes any more."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()
                self._process.wait()

    def _work(self) -> None:
        questions = list(self._ask())
        process = self._start() if questions else None
        if process is None:
            return
        assert process.stdin is not None and process.stdout is not None
        with suppress(OSError, ValueError):
            for q in questions:
                line = {"kind": q.kind, "problem": q.problem, "until_s": q.until_s}
                process.stdin.write(json.dumps(line, separators=(",", ":")) + "\n")
                process.stdin.flush()
                answer = process.stdout.readline()
                if not answer:
                    return
                self._replies.put(Reply(**json.loads(answer)))
            process.stdin.close()

    def _start(self) -> subprocess.Popen[str] | None:
        with self._lock:
            if self._closed:
                return None
            self._process = subprocess.Popen(
                [sys.executable, "-m", "game.solver.exact_worker"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                text=True, encoding="utf-8",
            )  # fmt: skip
            return self._process
