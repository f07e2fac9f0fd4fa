"""The parent's end of the ledger worker. Nothing here waits: a screen starts it and polls.

A worker that dies gives no ledger: play goes on without, `failed` says why.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from game.domain.errors import GameError
from game.domain.events import Event
from game.domain.ledger import LedgerLine, from_data
from game.record.lines import to_line
from game.sim.outlook import DAYS


def _below_normal() -> int:
    """On Windows the worker is born with lowered priority; elsewhere it lowers its own."""
    return int(getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0))


class LedgerClient:
    """One ledger at a time, worked out by a process that ends with it."""

    def __init__(self) -> None:
        self.failed = ""
        self.weighed = 0
        """Decisions of the present ledger that are done."""
        self._lines: tuple[LedgerLine, ...] | None = None
        self._process: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether a ledger is being worked out."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, log: Sequence[Event] | Path, days: int = DAYS) -> None:
        """Begin, from events or from a file; one that is under way is given up."""
        self.close()
        self.failed, self.weighed, self._lines = "", 0, None
        self._process = subprocess.Popen(
            [sys.executable, "-m", "game.ledger.worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            encoding="utf-8", creationflags=_below_normal(),
        )  # fmt: skip
        work = (self._process, log if isinstance(log, Path) else tuple(log), days)
        self._thread = threading.Thread(target=self._work, args=work, name="ledger", daemon=True)
        self._thread.start()

    def poll(self) -> tuple[LedgerLine, ...] | None:
        """The lines, once, when they are there."""
        if self.busy:
            return None
        found, self._lines = self._lines, None
        return found

    def wait(self) -> None:
        """Until it is there or failed: for who has no screen to draw."""
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        """Give up what is under way and end the worker."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
        if self._thread is not None:
            self._thread.join()

    def _work(self, process: subprocess.Popen[str], log: tuple[Event, ...] | Path, days: int) -> None:
        """In a thread: ask, wait, read."""
        answer: dict[str, Any] = {"why": "the worker died"}
        text = ""  # of a file that cannot be read: the worker says that it is no log
        with suppress(OSError, ValueError):
            text = log.read_text(encoding="utf-8") if isinstance(log, Path) else "".join(map(to_line, log))
        with suppress(OSError, ValueError):
            answer = self._asked(process, {"id": "0", "kind": "ledger", "log": text, "days": days}) or answer
        try:
            self._lines = from_data(answer["lines"]) if answer.get("kind") == "done" else None
        except (GameError, KeyError) as why:
            answer = {"why": str(why)}
        self.failed = "" if self._lines is not None else str(answer.get("why", ""))
        process.wait()  # its input is closed: it ends

    def _asked(self, process: subprocess.Popen[str], question: dict[str, Any]) -> dict[str, Any] | None:
        """The answer; None when the worker ended without one."""
        assert process.stdin is not None
        assert process.stdout is not None
        with process.stdin, process.stdout:
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
            for line in process.stdout:
                answer: dict[str, Any] = json.loads(line)
                if answer.get("kind") != "weighed":
                    return answer
                self.weighed += 1
        return None
