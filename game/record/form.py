"""What a log line of each kind has to hold before anything is done with it, whoever wrote the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from game.domain.errors import Unreadable
from game.domain.events import Event

_FORMS: Mapping[str, Mapping[str, type]] = {
    "header": {"scenario": str, "seed": int, "mode": str, "player": str, "content_hash": str},
    "content": {"files": str},
    "command": {"do": str, "ok": bool},
    "proposal": {"kind": str},
    "ledger": {"lines": list},
    "signed": {"by": str, "head": str, "sign": str},
    "interrupted": {"gap_s": int},
}


def check_form(events: Sequence[Event]) -> None:
    """Raise Unreadable with the first line whose data lacks a key, or has another type there."""
    for event in events:
        if not _is_formed(event):
            raise Unreadable("log.line", line=event.seq + 1, why=event.kind[:40])


def _is_formed(event: Event) -> bool:
    wanted = _FORMS.get(event.kind, {})
    if not all(type(event.data.get(key)) is kind for key, kind in wanted.items()):
        return False
    return event.kind != "proposal" or _proposes(event.data)


def _proposes(data: Mapping[str, Any]) -> bool:
    """A week's day has a plan, any other proposal a list of commands."""
    commands = data.get("commands", [])
    texts = isinstance(commands, list) and all(isinstance(each, str) for each in commands)
    return isinstance(data.get("plan"), dict) if data["kind"] == "week_day" else texts and "commands" in data
