"""Work beside the screen: reading scenarios whole and replaying logs, one at a time in one thread.

Only plain values come back, through attributes that the screen's own thread reads.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable


class Background:
    """One daemon thread that runs jobs in order; a job that fails is put into `failed`."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False
        self.done = 0
        """Raised after every job: a screen compares it to know whether to look again."""
        self.failed: list[BaseException] = []

    def add(self, job: Callable[[], None]) -> None:
        """Run a job after those before it."""
        if self._closed:
            return
        self._jobs.put(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="ritregie-background", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Take no more jobs; a running one ends by itself or with the program."""
        self._closed = True
        self._jobs.put(None)

    def join(self, seconds: float) -> None:
        """Wait until all jobs are done: for tests and pictures."""
        reached = threading.Event()
        self.add(reached.set)
        reached.wait(seconds)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None and not self._closed:
            try:
                job()
            except Exception as why:  # noqa: BLE001  the crash screen shows it; the thread must go on
                self.failed.append(why)
            self.done += 1
