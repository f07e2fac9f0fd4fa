"""Evidence and events of logs as flat tables for researchers: one row per indicator, one per event.

Only pseudonyms; no free text and no names.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from game.domain.events import Event, Evidence

EVIDENCE = (
    "player", "log", "session", "begun", "scenario", "mode", "seed", "help", "verified", "rules",
    "parameters", "competency", "indicator", "version", "raw", "category", "threshold_1", "threshold_2",
    "threshold_3", "events", "first_s", "last_s",
)  # fmt: skip
"""`events`: sequence numbers with a space between; `first_s`, `last_s`: clock of the game at them."""
EVENTS = ("player", "log", "seq", "clock_s", "wall_ms", "actor", "kind", "verb", "ok")
Row = tuple[Any, ...]


def evidence_rows(
    events: Sequence[Event], found: Iterable[Evidence], *, player: str, session: int, verified: bool | None,
    parameters: str,
) -> list[Row]:  # fmt: skip
    """The rows of one log; `session`: which one of the player's it is, from 1."""
    header = events[0].data
    about = (
        player, events[0].link, session, header.get("begun", ""), header["scenario"], header["mode"],
        header["seed"], header.get("help", "full"), {True: "yes", False: "no"}.get(verified, "unknown")
        if verified is not None else "unknown", header.get("rules", 0), parameters,
    )  # fmt: skip
    return [(*about, *_evidence(events, e)) for e in found]


def _evidence(events: Sequence[Event], e: Evidence) -> Row:
    clocks = [events[seq].game_s for seq in e.events if 0 <= seq < len(events)] or [0]
    return (e.competency, e.indicator, e.version, e.raw, e.category, *e.thresholds,
            " ".join(map(str, e.events)), min(clocks), max(clocks))  # fmt: skip


def event_rows(events: Sequence[Event], player: str) -> list[Row]:
    """The rows of one log; of a command only its verb, so that nothing a player wrote goes along."""
    log = events[0].link
    return [
        (player, log, e.seq, e.game_s, e.wall_ms, e.actor, e.kind, _verb(e.data), _ok(e.data)) for e in events
    ]


def _verb(data: Mapping[str, Any]) -> str:
    return str(data.get("do") or data.get("what") or data.get("phase") or "").partition(" ")[0]


def _ok(data: Mapping[str, Any]) -> str:
    return {True: "yes", False: "no"}.get(data["ok"], "") if "ok" in data else ""


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Comma-separated, a line feed after each row, decimals with a point."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(tuple(_harmless(v) for v in row) for row in rows)
    return text.getvalue()


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets a quote before it."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
