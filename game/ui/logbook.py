"""The log folder as the menu sees it: which days can be gone on with, and the profile of those that ended.

Cards come from a log's first and last lines, so that a folder with many logs costs little.
"""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from game import RULES_VERSION
from game.ui.host import LogCard

HEAD_BYTES = 4096
TAIL_BYTES = 96 * 1024
MOST_LOGS = 200
"""Newest logs that are looked at."""
_ENDED = ("debrief", "closed")


def log_cards(folder: Path, player: str | None = None, *, unsigned: bool = False) -> tuple[LogCard, ...]:
    """Readable logs, newest first, of one player or of all (None); files that are no logs are left out.

    `unsigned`: also those that name no player at all.
    """
    try:
        entries = [(_stat(e), Path(e.path)) for e in os.scandir(folder) if e.name.endswith(".jsonl")]
    except OSError:
        return ()
    whose = None if player is None else {player, ""} if unsigned else {player}
    newest = (_card(path, *stat) for stat, path in sorted(entries, reverse=True))
    mine = (card for card in newest if card is not None and (whose is None or card.player in whose))
    return tuple(itertools.islice(mine, MOST_LOGS))


def logged_players(folder: Path) -> tuple[str, ...]:
    """Everybody whose logs are here, in the order of their first log."""
    return tuple(dict.fromkeys(card.player for card in reversed(log_cards(folder)) if card.player))


def _stat(entry: os.DirEntry[str]) -> tuple[float, int]:
    """(time, bytes): a log that has both as before says what it said before."""
    found = entry.stat()
    return found.st_mtime, found.st_size


@lru_cache(maxsize=4 * MOST_LOGS)
def _card(path: Path, written: float, _bytes: int) -> LogCard | None:
    return log_card(path, written)


def log_card(path: Path, written: float = 0.0) -> LogCard | None:
    """One log's card; None when its first line is no header."""
    try:
        with path.open("rb") as file:
            head = file.readline(HEAD_BYTES)
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - TAIL_BYTES))
            tail = file.read().decode("utf-8", "replace")
        header = json.loads(head)
        data = header["data"]
        scenario, player = str(data["scenario"]), str(data.get("player", ""))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    clock_s, phase, weighed = _where(tail)
    return LogCard(
        path=path, scenario=scenario, phase=phase, clock_s=clock_s, written=written, player=player,
        form=_form(data),
        unweighed=phase in _ENDED and not weighed and data.get("rules") == RULES_VERSION
        and not data.get("week"),
    )  # fmt: skip


def _form(header: Mapping[str, Any]) -> str:
    part = header.get("measurement")
    return str(part.get("form", "")) if isinstance(part, dict) else ""


def _where(tail: str) -> tuple[int, str, bool]:
    """Clock time and phase after the last whole lines of a log, and whether its ledger is among them."""
    clock_s, phase, weighed = 0, "briefing", False
    for line in tail.splitlines():
        try:
            event = json.loads(line)
            data = event["data"]
            clock_s = int(event["t"])
            phase = _phase_after(phase, str(event["kind"]), data)
            weighed = weighed or event["kind"] == "ledger"
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
    if phase in ("briefing", "plan") and clock_s:
        phase = "day"
    return clock_s, phase, weighed


def _phase_after(phase: str, kind: str, data: Mapping[str, Any]) -> str:
    if kind == "final":
        return "closed"
    if kind == "kpi" and data.get("phase") == "day":
        return "debrief"
    if kind == "command" and data.get("ok"):
        done = str(data.get("do", ""))
        if done.startswith("dispatch"):
            return "day"
        if phase == "briefing":
            return "plan"
    return phase


def unfinished(cards: Iterable[LogCard]) -> tuple[LogCard, ...]:
    """Those that can be gone on with; a briefing that was only looked at is not one, and a measurement has
    its own way back."""
    return tuple(c for c in cards if c.phase not in ("closed", "briefing") and not c.form)


def ended(cards: Iterable[LogCard]) -> tuple[LogCard, ...]:
    """Those whose day has ended, oldest first, as the profile wants them."""
    return tuple(reversed([c for c in cards if c.phase in _ENDED]))


def make_profile(cards: Iterable[LogCard]) -> dict[str, Any]:
    """Replay the ended logs and make the profile, here and now: as `game.readings.whole`."""
    from game.domain.errors import GameError
    from game.readings.reading import read
    from game.readings.whole import whole

    found = []
    for card in cards:
        with suppress(GameError):  # no log at all: it says nothing of anybody
            found.append(read(card.path))
    return whole(found)
