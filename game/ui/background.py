"""Work beside the screen: reading scenarios whole and replaying logs, one at a time in one thread.

Only plain values come back, through attributes that the screen's own thread reads. What mostly waits for a
process has a thread of its own, so that neither holds up the other.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable

Job = Callable[[], None]


class Background:
    """Daemon threads that run jobs in order; a job that fails is put into `failed`."""

    def __init__(self) -> None:
        self._lines: dict[str, queue.SimpleQueue[Job | None]] = {}
        self._closed = False
        self._counting = threading.Lock()
        self.done = 0
        """Raised after every job: a screen compares it to know whether to look again."""
        self.failed: list[BaseException] = []

    def add(self, job: Job) -> None:
        """Run a job after those before it."""
        self._put("ritregie-background", job)

    def beside(self, job: Job) -> None:
        """Run a job that mostly waits, after others of its kind."""
        self._put("ritregie-beside", job)

    def tell(self) -> None:
        """There is something new to look at, before a job is over."""
        with self._counting:
            self.done += 1

    def close(self) -> None:
        """Take no more jobs; a running one ends by itself or with the program."""
        self._closed = True
        for jobs in self._lines.values():
            jobs.put(None)

    def join(self, seconds: float) -> None:
        """Wait until all jobs are done: for tests and pictures."""
        until = time.monotonic() + seconds
        for name in tuple(self._lines) or ("ritregie-background",):
            reached = threading.Event()
            self._put(name, reached.set)
            reached.wait(max(0.0, until - time.monotonic()))

    def _put(self, name: str, job: Job) -> None:
        if self._closed:
            return
        if name not in self._lines:
            self._lines[name] = queue.SimpleQueue()
            threading.Thread(target=self._run, args=(self._lines[name],), name=name, daemon=True).start()
        self._lines[name].put(job)

    def _run(self, jobs: queue.SimpleQueue[Job | None]) -> None:
        while (job := jobs.get()) is not None and not self._closed:
            try:
                job()
            except Exception as why:  # noqa: BLE001  the crash screen shows it; the thread must go on
                self.failed.append(why)
            self.tell()
