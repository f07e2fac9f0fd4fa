"""Readings that are kept, so that a log is replayed once: a small file per player, by the bytes of each log.

A reading stands as long as the log's bytes, the rules, the facts and the code that reads evidence. The file
goes with the player's other data; without it everything is read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from game import RULES_VERSION, __version__
from game.assess import settings as assess_settings
from game.domain.errors import Unreadable
from game.readings.reading import Reading, from_data, to_data
from game.record.settings import save_json
from game.replay import _ground

FORMAT = "ritregie-readings/1"


@cache
def stamp() -> str:
    """What every reading rests on besides its log."""
    code = sorted(Path(assess_settings.__file__).parent.rglob("*.py"))
    made = hashlib.sha256(f"{__version__} {RULES_VERSION} {_ground()[1]}".encode())
    for path in (assess_settings.FILE, *code):
        made.update(path.read_bytes())
    return made.hexdigest()[:32]


def digest(log: Path) -> str:
    """SHA-256 of a log's bytes. Raises OSError."""
    return hashlib.sha256(log.read_bytes()).hexdigest()


class Book:
    """The kept readings of one player; without a file nothing is kept."""

    def __init__(self, file: Path | None, player: str = "") -> None:
        self.file, self.player = file, player
        self._known: dict[str, Reading] = dict(_read(file, player)) if file is not None else {}
        self._changed = False

    def get(self, key: str, log: str) -> Reading | None:
        """The reading of these bytes, when it was of a log of this name."""
        found = self._known.get(key)
        return found if found is not None and found.log == log else None

    def put(self, key: str, reading: Reading) -> None:
        """Remember a reading."""
        self._known[key], self._changed = reading, True

    def keep(self, only: Iterable[str]) -> None:
        """Write what belongs to these logs, when anything changed; a disk that refuses costs time only."""
        left = set(only)
        kept = {key: reading for key, reading in self._known.items() if key in left}
        if self.file is None or (not self._changed and len(kept) == len(self._known)):
            return
        logs = {key: to_data(reading) for key, reading in kept.items()}
        save_json(self.file, {"format": FORMAT, "player": self.player, "stamp": stamp(), "logs": logs})
        self._changed = False


def _read(file: Path, player: str) -> Iterable[tuple[str, Reading]]:
    """What can be used of a kept file; whatever is odd about it is read from the log again."""
    raw = _json(file)
    logs = raw.get("logs")
    if (raw.get("format"), raw.get("player"), raw.get("stamp")) != (FORMAT, player, stamp()):
        return
    for key, data in logs.items() if isinstance(logs, dict) else ():
        try:
            yield key, from_data(data)
        except Unreadable:
            continue


def _json(file: Path) -> Mapping[str, Any]:
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return raw if isinstance(raw, dict) else {}
