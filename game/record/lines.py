"""One event as one line of JSON, chained to the line before it.

The chain shows damage, not forgery: whoever can write the file can compute it too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from game.domain.errors import Unreadable
from game.domain.events import Event

GENESIS = "0" * 32
_KEYS = ("seq", "t", "ms", "who", "kind", "data", "state")


def canonical(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no spaces, finite numbers only."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(text: str) -> str:
    """128 bits of SHA-256 as hexadecimal: enough to notice any damage."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


def link(before: str, body: Mapping[str, Any]) -> str:
    """The link of a line: hash of the link before it and the line's own content."""
    return digest(before + canonical(body))


def body(event: Event) -> dict[str, Any]:
    """The linked content of an event, with the short keys of the file."""
    values = (event.seq, event.game_s, event.wall_ms, event.actor, event.kind, dict(event.data), event.state)
    return dict(zip(_KEYS, values, strict=True))


def to_line(event: Event) -> str:
    """The event as a line, with its line feed."""
    return canonical({**body(event), "link": event.link}) + "\n"


def from_line(line: str, number: int) -> Event:
    """Read a line; raises Unreadable with the line number and what is wrong with its form.

    Only the one text of an event is a line: a key too many, a key twice, another spelling of a number or
    a space would be outside the chain, and so they are refused.
    """
    try:
        raw = json.loads(line)
        event = Event(
            seq=raw["seq"], game_s=raw["t"], wall_ms=raw["ms"], actor=raw["who"], kind=raw["kind"],
            data=raw["data"], state=raw["state"], link=raw["link"],
        )  # fmt: skip
        same = to_line(event) == line + "\n"
    except (ValueError, KeyError, TypeError, RecursionError) as why:
        raise Unreadable("log.line", line=number, why=str(why)[:80]) from None
    if not same:
        raise Unreadable("log.line", line=number, why="form")
    numbers = (event.seq, event.game_s, event.wall_ms)
    words = (event.actor, event.kind, event.state, event.link)
    if not (
        all(type(n) is int for n in numbers)
        and all(isinstance(w, str) for w in words)
        and isinstance(event.data, dict)
    ):
        raise Unreadable("log.line", line=number, why="types")
    return event
