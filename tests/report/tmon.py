"""What T-Mon, the teachers' dashboard for serious games, sees of statements: its reading rules, restated.

T-Mon reads `actor.name`, the last part of ids, times with Z; scores by `raw`; choices only of `alternative`,
with a response and a success; and it looks for all results in `result.extensions` as soon as there are any.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

PROGRESS = "https://w3id.org/xapi/seriousgames/extensions/progress"
FORMS = ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass
class Seen:
    """Of one player."""

    started: bool = False
    completed: bool = False
    times: dict[str, list[datetime]] = field(default_factory=dict)
    """Completable -> start, and end once it was completed."""
    scores: dict[str, float] = field(default_factory=dict)
    progress: list[float] = field(default_factory=list)
    choices: list[tuple[str, str, bool]] = field(default_factory=list)
    """Alternative, response, right."""
    opened: list[str] = field(default_factory=list)


def dashboard(statements: Iterable[dict[str, Any]]) -> dict[str, Seen]:
    """What is seen, by name of the actor; nothing of a statement without one."""
    found: dict[str, Seen] = {}
    for statement in statements:
        name = statement["actor"].get("name")
        if name:
            _see(found.setdefault(name, Seen()), statement)
    return found


def _see(seen: Seen, statement: dict[str, Any]) -> None:
    verb, kind = _last(statement["verb"]["id"]), _last(statement["object"]["definition"]["type"])
    thing, at = _last(statement["object"]["id"]), _time(statement["timestamp"])
    whole = statement.get("result", {})
    result = whole.get("extensions", whole)
    if verb == "initialized":
        seen.started |= kind == "serious-game"
        seen.times[thing] = [at]
    elif verb == "completed":
        seen.completed |= kind == "serious-game"
        if thing in seen.times:
            seen.times[thing] = [seen.times[thing][0], at]
        if result.get("score"):
            seen.scores[thing] = result["score"]["raw"]
    elif verb == "progressed" and kind == "serious-game" and result.get(PROGRESS):
        seen.progress.append(result[PROGRESS])
    elif verb == "selected" and kind == "alternative":
        if whole.get("response") and result.get("success") is not None:
            seen.choices.append((thing, whole["response"], result["success"]))
    elif verb == "accessed" and kind in ("cutscene", "accessible"):
        seen.opened.append(thing)


def _last(iri: str) -> str:
    return iri.rsplit("/", maxsplit=1)[-1]


def _time(text: str) -> datetime:
    """Raises ValueError for a time that T-Mon cannot read."""
    for form in FORMS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise ValueError(text)
