"""The parent's end of the readings' program. `run` waits: it is for a thread beside the screen."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

Got = Callable[[dict[str, Any]], bool]
"""Takes a profile as it grows; False: no more of it is wanted."""


def _below_normal() -> int:
    """On Windows the worker is born with lowered priority; elsewhere it lowers its own."""
    return int(getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0))


class ReadingsClient:
    """One profile at a time, made by a process that ends with it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def run(self, logs: Sequence[Path], book: Path | None, player: str, got: Got) -> str:
        """Have the profile of these logs made, in the order played. Returns why it failed; mostly empty."""
        try:
            self._process = process = subprocess.Popen(
                [sys.executable, "-m", "game.readings.worker"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                encoding="utf-8", creationflags=_below_normal(),
            )  # fmt: skip
        except OSError as why:
            return why.strerror or str(why)
        question = {"id": "0", "kind": "profile", "logs": [str(log) for log in logs],
                    "book": str(book) if book else "", "player": player}  # fmt: skip
        try:
            return self._read(process, question, got)
        except (OSError, ValueError) as why:
            return str(why)
        finally:
            self.close()

    def _read(self, process: subprocess.Popen[str], question: dict[str, Any], got: Got) -> str:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(question) + "\n")
        process.stdin.close()
        left = 1
        for line in process.stdout:
            answer = json.loads(line)
            if answer.get("kind") != "profile":
                return str(answer.get("why", ""))
            left = answer["profile"]["waiting"]
            if not got(answer["profile"]):
                return ""
        return "" if not left else "the worker died"

    def close(self) -> None:
        """End the worker; what it gave so far stands."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
