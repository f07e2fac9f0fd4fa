"""The report of the profile, made by a process beside the game: a page to print or to hand over."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from game.ui.background import Background


class ReportMaker:
    """One report at a time, into the player's own folder."""

    def __init__(self, folder: Path, home: Path) -> None:
        self._folder, self._home = folder, home
        self._work = Background()
        self._told: tuple[str, str] | None = None
        self.busy = False

    def make(self, logs: Sequence[Path], lang: str) -> None:
        """Begin; nothing while one is being made."""
        if not self.busy:
            self.busy = True
            self._work.add(lambda: self._make(tuple(logs), lang))

    def poll(self) -> tuple[str, str] | None:
        """(text key, where it is or why not), once, when it is done."""
        told, self._told = self._told, None
        return told

    def wait(self, seconds: float) -> None:
        """Until it is done: for tests."""
        self._work.join(seconds)

    def _make(self, logs: tuple[Path, ...], lang: str) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = self._folder / time.strftime("profile-%Y%m%d-%H%M%S.html")
            why = self._ran([str(log) for log in logs], file, lang)
            self._told = ("profile.report.refused", why) if why else ("profile.report.done", str(file))
        except OSError as wrong:
            self._told = ("profile.report.refused", wrong.strerror or str(wrong))
        self.busy = False

    def _ran(self, logs: Sequence[str], file: Path, lang: str) -> str:
        """Why the program did not write it; empty when it did."""
        done = subprocess.run(  # noqa: S603  our own program, with paths of our own
            [sys.executable, "-m", "game", "report", *logs, "--out", str(file), "--lang", lang],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            encoding="utf-8", errors="replace", env={**os.environ, "RITREGIE_HOME": str(self._home)},
            check=False,
        )  # fmt: skip
        return "" if done.returncode == 0 and file.exists() else done.stderr.strip()[-160:] or "?"
