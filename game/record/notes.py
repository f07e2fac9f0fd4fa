"""What a player writes on his own profile: a small file per player that never leaves this computer by itself.

Not part of a log: a log says what happened, and goes to others when it is shared. Notes do not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from game.record.players import own_file
from game.record.settings import save_json

FORMAT = "ritregie-notes/1"
LONGEST = 1000
MOST = 500
FOLDER = "notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What was written on one thing."""

    text: str
    at: str
    """Wall clock, ISO 8601 with its offset."""


def notes_file(home: Path, player: str) -> Path:
    """Where a player's notes are."""
    return own_file(home, FOLDER, player)


class Notes:
    """One player's notes, by what they are on; without a file they are kept until the program ends."""

    def __init__(self, file: Path | None, player: str) -> None:
        self.file, self.player = file, player
        self.revision = 0
        """Goes up with every change."""
        self._all = dict(_read(file, player)) if file is not None else {}

    def all(self) -> Mapping[str, Note]:
        """Every note, by its subject."""
        return dict(self._all)

    def of(self, subject: str) -> Note | None:
        """The note on one thing."""
        return self._all.get(subject)

    def put(self, subject: str, text: str, at: str) -> bool:
        """Keep a note, or take it away when nothing is left of it; False when the disk refuses."""
        before, clean = dict(self._all), text.strip()[:LONGEST]
        self._all.pop(subject, None)
        if clean:
            self._all[subject] = Note(text=clean, at=at)
        if self._save():
            self.revision += 1
            return True
        self._all = before
        return False

    def _save(self) -> bool:
        if self.file is None:
            return True
        if not self._all:
            return _gone(self.file)
        newest = dict(list(self._all.items())[-MOST:])
        notes = {subject: asdict(note) for subject, note in newest.items()}
        return save_json(self.file, {"format": FORMAT, "player": self.player, "notes": notes})


def _gone(file: Path) -> bool:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def read_notes(home: Path, player: str) -> dict[str, Note]:
    """A player's notes as they are on disk."""
    return dict(_read(notes_file(home, player), player))


def _read(file: Path, player: str) -> dict[str, Note]:
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(raw, dict) or (raw.get("format"), raw.get("player")) != (FORMAT, player):
        return {}
    return {s: note for s, part in _items(raw.get("notes")) if (note := _note(part)) is not None}


def _items(raw: Any) -> list[tuple[str, Any]]:
    return list(raw.items()) if isinstance(raw, dict) else []


def _note(raw: Any) -> Note | None:
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str) or not raw["text"].strip():
        return None
    return Note(text=raw["text"][:LONGEST], at=str(raw.get("at", "")))
