"""Statements that wait for a learning record store: one small file per store, until it has taken them.

Written whole or not at all, so that an outage or a crash loses none; each id stands there once, so that
adding the same log again doubles none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from game.domain.errors import Unreadable
from game.record.lines import digest
from game.record.players import mentions
from game.record.settings import save_json

Statement = dict[str, Any]


def outbox_folder(home: Path) -> Path:
    """Where they wait."""
    return home / "outbox"


@dataclass(slots=True, kw_only=True)
class Outbox:
    """What waits for one store."""

    file: Path
    url: str
    waiting: list[Statement] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    """{`statement`, `why`}: the store says they are wrong; kept so that nothing is lost unseen."""

    def add(self, statements: Iterable[Statement]) -> int:
        """Put statements at the end, each id once; returns how many were new."""
        there = {s["id"] for s in self.waiting} | {r["statement"]["id"] for r in self.refused}
        new = {str(s["id"]): s for s in statements if s["id"] not in there}
        self.waiting += new.values()
        return len(new)

    def settle(self, taken: Iterable[str], refused: Mapping[str, str] | None = None) -> None:
        """The store has these, or will never have those (id -> why); safe on disk when this returns."""
        gone, wrong = set(taken), refused or {}
        self.refused += [{"statement": s, "why": wrong[s["id"]]} for s in self.waiting if s["id"] in wrong]
        self.waiting = [s for s in self.waiting if s["id"] not in gone and s["id"] not in wrong]
        self.save()

    def save(self) -> None:
        """Write, or take the file away when nothing is left. Raises Unreadable when the disk refuses."""
        if not (self.waiting or self.refused):
            self.file.unlink(missing_ok=True)
            return
        value = {"url": self.url, "waiting": self.waiting, "refused": self.refused}
        if not save_json(self.file, value):
            raise Unreadable("outbox.disk", file=str(self.file))


def open_outbox(home: Path, url: str) -> Outbox:
    """The outbox of a store, with what waits there. Raises Unreadable when the file is damaged."""
    file = outbox_folder(home) / f"{digest(url)[:16]}.json"
    return _read(file, url) if file.exists() else Outbox(file=file, url=url)


def _read(file: Path, url: str = "") -> Outbox:
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        found = Outbox(file=file, url=url or str(raw["url"]), waiting=list(raw["waiting"]),
                       refused=list(raw["refused"]))  # fmt: skip
        ids = [s["id"] for s in (*found.waiting, *(r["statement"] for r in found.refused))]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable("outbox.damaged", file=str(file)) from None
    if not all(isinstance(i, str) for i in ids):
        raise Unreadable("outbox.damaged", file=str(file))
    return found


def outboxes(home: Path) -> list[Outbox]:
    """All that wait; damaged files are left out."""
    found = []
    for file in sorted(outbox_folder(home).glob("*.json")):
        try:
            found.append(_read(file))
        except Unreadable:
            continue
    return found


def forget_in_outboxes(home: Path, player: str) -> int:
    """Leave no statement of a player; returns how many there were. A damaged file goes as a whole."""
    gone = 0
    for file in sorted(outbox_folder(home).glob("*")):
        try:
            box = _read(file)
        except Unreadable:
            file.unlink(missing_ok=True)
            continue
        mine = [s for s in box.waiting if _of(s, player)]
        wrong = [r for r in box.refused if _of(r["statement"], player)]
        box.waiting = [s for s in box.waiting if s not in mine]
        box.refused = [r for r in box.refused if r not in wrong]
        gone += len(mine) + len(wrong)
        if mine or wrong:
            box.save()
    return gone


def _of(statement: Statement, player: str) -> bool:
    """Whether a statement speaks of a player anywhere."""
    return mentions(json.dumps(statement).encode("ascii"), player)
