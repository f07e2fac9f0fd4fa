"""How far each player is in the coach's lessons: a small JSON file beside the settings.

Kept by pseudonym, as everything is; a damaged file only means that the coach offers itself again.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from game.record.settings import save_json

STATES = ("", "running", "paused", "done", "skipped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One player in one lesson."""

    state: str = ""
    """Nothing: never met; `running`, `paused` (comes back later), `done`, `skipped`."""
    run: str = ""
    """The game in which it was done, by the first link of its log: another game begins anew."""
    step: str = ""
    looked: tuple[str, ...] = ()
    """What was open before, which the log does not tell."""


class LessonBook:
    """The progress of one player; without a file it is kept until the program ends."""

    def __init__(self, file: Path | None, player: str, *, offers: bool = True) -> None:
        self.file, self.player = file, player
        self.offers = offers
        """Whether the coach may come forward by itself: only in training."""
        self._own: dict[str, Progress] = {}

    def of(self, lesson: str) -> Progress:
        """The progress in a lesson."""
        if lesson not in self._own:
            found = _read(self.file).get(self.player, {}).get(lesson)
            self._own[lesson] = _checked(found)
        return self._own[lesson]

    def keep(self, lesson: str, **changes: object) -> None:
        """Note progress; a folder that refuses costs no play."""
        before = self.of(lesson)
        after = replace(before, **changes)  # type: ignore[arg-type]
        if after == before:
            return
        self._own[lesson] = after
        if self.file is not None:
            whole = _read(self.file)
            whole.setdefault(self.player, {})[lesson] = asdict(after)
            save_json(self.file, whole)


@runtime_checkable
class KeepsLessons(Protocol):
    """A program that remembers how far each player is; pictures and kiosks do not."""

    def lessons(self) -> LessonBook:
        """The progress of the player now."""


def forget_player(file: Path, player: str) -> None:
    """Leave nothing of a player."""
    whole = _read(file)
    if whole.pop(player, None) is not None:
        save_json(file, whole)


def _read(file: Path | None) -> dict[str, dict[str, Any]]:
    if file is None:
        return {}
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {k: v for k, v in raw.items() if isinstance(v, dict)} if isinstance(raw, dict) else {}


def _checked(raw: object) -> Progress:
    """Each field that can be used; the rest as if it were new."""
    if not isinstance(raw, dict):
        return Progress()
    plain = {f.name: raw[f.name] for f in fields(Progress) if isinstance(raw.get(f.name), str)}
    looked = raw.get("looked")
    made = Progress(**plain, looked=tuple(map(str, looked)) if isinstance(looked, list) else ())
    return made if made.state in STATES else Progress()
