"""The growing log of one session: written with one fsync per command, safe against a pulled plug.

A full or vanished disk does not stop play: the lines stay in memory, `trouble` says why,
and `rescue` writes them all elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from game.domain.errors import Unreadable
from game.domain.events import Event
from game.record.lines import GENESIS, body, from_line, link, to_line

MAX_LOG_BYTES = 64 * 1024 * 1024


class Journal(Protocol):
    """Where a session writes its events."""

    def append(self, events: Iterable[Event]) -> None:
        """Write events and make them safe before returning."""
        ...


class MemoryJournal:
    """Keeps the lines and no file: for previews, demos that store nothing, and replays."""

    trouble: str = ""

    def append(self, events: Iterable[Event]) -> None:
        """Nothing to make safe."""


class FileJournal:
    """Appends to a file; `trouble` holds the reason when the disk refuses."""

    def __init__(self, path: Path, known: Iterable[Event] = (), torn_bytes: int = 0) -> None:
        self.path = path
        self.trouble = ""
        self._torn = torn_bytes
        """Behind the known lines; cut off by the first write."""
        self._lines = [to_line(e) for e in known]
        self._safe = len(self._lines)
        self._size = sum(len(line.encode("utf-8")) for line in self._lines)

    def append(self, events: Iterable[Event]) -> None:
        """Write, flush and fsync; on failure play goes on and the lines are tried again next time."""
        self._lines += [to_line(e) for e in events]
        try:
            self._write()
        except OSError as why:
            self.trouble = why.strerror or str(why)
        else:
            self._safe = len(self._lines)
            self.trouble = ""

    def rescue(self, path: Path) -> None:
        """Write the whole log elsewhere; raises OSError when that fails too."""
        path.write_text("".join(self._lines), encoding="utf-8", newline="\n")

    def alone(self) -> bool:
        """Nobody else wrote in the file or deleted it: it ends where this journal left it."""
        try:
            return bool(self.trouble) or self.path.stat().st_size == self._size + self._torn
        except OSError:
            return False

    def _write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not self.path.exists()
        with self.path.open("w+b" if is_new else "r+b") as file:
            # Shorter than what was safe: another file (a stick that was swapped), which gets the whole log.
            kept = file.seek(0, os.SEEK_END) >= self._size
            first, at = (self._safe, self._size) if kept else (0, 0)
            data = "".join(self._lines[first:]).encode("utf-8")
            # A failed write may have left half a line: always continue where the safe part ends.
            file.seek(at)
            file.truncate()
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            _keep_name(self.path.parent)
        self._size, self._torn = at + len(data), 0


def _keep_name(folder: Path) -> None:
    """Make a new file's name in its folder safe too; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRead:
    """A log as it was found on disk."""

    events: tuple[Event, ...]
    torn_bytes: int
    """Bytes of an unfinished last line that were left out (a pulled plug); 0 when whole."""
    damage: str = ""
    """Key of what is wrong with the chain: `log.chain`, `log.sequence`; empty when it holds."""
    damage_line: int = 0
    damage_why: str = ""
    """What is wrong with the form of that line (`log.line`); empty for the other kinds."""


def read_log(path: Path) -> LogRead:
    """Read a log; raises Unreadable when it is no log at all, reports any other damage."""
    try:
        if path.stat().st_size > MAX_LOG_BYTES:
            raise Unreadable("log.too_big", file=path.name, limit=MAX_LOG_BYTES)
        data = path.read_bytes()
    except OSError as why:
        raise Unreadable("log.cannot_open", file=path.name, why=why.strerror or str(why)) from None
    return parse_log(data, path.name)


def parse_log(data: bytes, name: str) -> LogRead:
    """The lines of a log; the first damaged line ends the part that is trusted."""
    whole, _, tail = data.rpartition(b"\n")
    lines = whole.split(b"\n") if whole else []
    events: list[Event] = []
    before = GENESIS
    for number, raw in enumerate(lines, start=1):
        try:
            event = from_line(raw.decode("utf-8"), number)
        except Unreadable as wrong:
            return _ended(events, tail, "log.line", number, name, str(wrong.values["why"]))
        except UnicodeDecodeError:
            return _ended(events, tail, "log.line", number, name, "UTF-8")
        if event.seq != number - 1:
            return _ended(events, tail, "log.sequence", number, name)
        if link(before, body(event)) != event.link:
            return _ended(events, tail, "log.chain", number, name)
        events.append(event)
        before = event.link
    return _ended(events, tail, "", 0, name)


def _ended(events: list[Event], tail: bytes, damage: str, line: int, name: str, why: str = "") -> LogRead:
    if not events or events[0].kind != "header":
        raise Unreadable("log.no_log", file=name)
    return LogRead(
        events=tuple(events), torn_bytes=len(tail), damage=damage, damage_line=line, damage_why=why
    )


def resume(path: Path) -> tuple[LogRead, FileJournal]:
    """Open a log to go on writing: a torn tail is cut off, damage elsewhere is refused.

    Raises Unreadable with the damaged line; the file is left as it was.
    """
    found = read_log(path)
    if found.damage:
        raise Unreadable(found.damage, line=found.damage_line, file=path.name, why=found.damage_why)
    return found, FileJournal(path, found.events, found.torn_bytes)
