"""The readings' own program: JSON lines in, JSON lines out, so that replaying logs never holds up a screen.

Request: `{"id", "kind": "profile", "logs", "book", "player"}`: paths in the order played, and where readings
are kept (empty: nowhere). Answers: `{"id", "kind": "profile", "profile"}` whenever there is more to see, the
last one with nothing `waiting`; or `{"id", "kind": "failed", "why"}`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from game.domain.errors import GameError
from game.readings.book import Book, digest
from game.readings.reading import Reading, read
from game.readings.whole import whole
from game.solver.worker_lines import incoming, private_output, say

NICE = 10


def run_worker() -> None:
    """Answer requests until standard input closes."""
    answers = private_output()
    if hasattr(os, "nice"):
        os.nice(NICE)
    questions = incoming()
    while (question := questions.get()) is not None:
        name = {"id": question.get("id")}
        try:
            for made in profiles(question):
                say(answers, name | {"kind": "profile", "profile": made})
        except (KeyError, TypeError, ValueError, GameError) as why:
            say(answers, name | {"kind": "failed", "why": str(why)})


def profiles(question: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The profile of what was read so far, again and again until all of it was: newest logs first."""
    kept, player = str(question["book"]), str(question["player"])
    return grown([Path(log) for log in question["logs"]], Book(Path(kept) if kept else None, player))


def grown(logs: Sequence[Path], book: Book) -> Iterator[dict[str, Any]]:
    """The same for logs in the order played. What is known already comes at once, the rest log by log."""
    keys = {log: key for log in logs if (key := _digest(log))}
    found = {log: known for log, key in keys.items() if (known := book.get(key, log.stem)) is not None}
    todo = [log for log in reversed(logs) if log in keys and log not in found]
    if found or not todo:
        yield _profile(logs, found, len(todo))
    while todo:
        log = todo.pop(0)
        with suppress(GameError):  # no log at all: it says nothing of anybody
            found[log] = read(log)
            book.put(keys[log], found[log])
        book.keep(keys.values())
        yield _profile(logs, found, len(todo))
    book.keep(keys.values())


def _profile(logs: Sequence[Path], found: Mapping[Path, Reading], waiting: int) -> dict[str, Any]:
    return whole([found[log] for log in logs if log in found], waiting=waiting)


def _digest(log: Path) -> str:
    """Empty for a log that cannot be read any more."""
    try:
        return digest(log)
    except OSError:
        return ""


if __name__ == "__main__":
    run_worker()
