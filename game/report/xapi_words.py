"""The words of xAPI that we use: verbs, activity types, extensions, and how a statement is put together.

xAPI 1.0.3 with the serious-games profile; what that lacks stands in our own profile (XAPI.md). Own data only
goes into `context.extensions`: T-Mon drops scores and choices that carry `result.extensions`.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

SERIOUS = "https://w3id.org/xapi/seriousgames"
OWN = "https://ritregie.example/xapi"
"""Base of our own words. `.example` is a reserved name: it says what a word is and leads to no computer."""
PROGRESS = f"{SERIOUS}/extensions/progress"
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, OWN)

VERBS: dict[str, tuple[str, str, str]] = {
    # our name: IRI, in Dutch, in English
    "initialized": ("http://adlnet.gov/expapi/verbs/initialized", "begon", "initialized"),
    "progressed": ("http://adlnet.gov/expapi/verbs/progressed", "vorderde", "progressed"),
    "completed": ("http://adlnet.gov/expapi/verbs/completed", "voltooide", "completed"),
    "resumed": ("http://adlnet.gov/expapi/verbs/resumed", "ging verder met", "resumed"),
    "interacted": ("http://adlnet.gov/expapi/verbs/interacted", "bediende", "interacted"),
    "accessed": (f"{SERIOUS}/verbs/accessed", "opende", "accessed"),
    "skipped": ("http://id.tincanapi.com/verb/skipped", "sloeg over", "skipped"),
    "selected": ("https://w3id.org/xapi/adb/verbs/selected", "koos", "selected"),
    "received": (f"{OWN}/verbs/received", "kreeg", "received"),
    "noticed": (f"{OWN}/verbs/noticed", "zag", "noticed"),
    "followed": (f"{OWN}/verbs/followed", "volgde", "followed"),
    "overrode": (f"{OWN}/verbs/overrode", "week af van", "overrode"),
    "replanned": (f"{OWN}/verbs/replanned", "herplande", "replanned"),
    "told": (f"{OWN}/verbs/told", "bracht op de hoogte", "told"),
    "corrected": (f"{OWN}/verbs/corrected", "verbeterde", "corrected"),
    "steered": (f"{OWN}/verbs/steered", "stuurde", "steered"),
    "justified": (f"{OWN}/verbs/justified", "lichtte toe", "justified"),
    "weighed": (f"{OWN}/verbs/weighed", "kreeg gewogen", "had weighed"),
    "assessed": (f"{OWN}/verbs/assessed", "kreeg in beeld", "was assessed on"),
}
SERIOUS_TYPES = (
    "serious-game", "level", "stage", "cutscene", "alternative", "dialog-tree", "item", "game-object",
    "accessible", "non-player-character",
)  # fmt: skip
OWN_TYPES = ("proposal", "incident", "question", "competency", "measurement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What an act is about: an xAPI activity."""

    name: str
    """Last part of its id, unique in the game: T-Mon shows it and nothing else."""
    kind: str
    """One of the types above."""
    title: Mapping[str, str] = field(default_factory=dict)
    """Language -> name; empty: `name` in both."""

    def activity(self) -> dict[str, Any]:
        """As an object of a statement."""
        base = SERIOUS if self.kind in SERIOUS_TYPES else OWN
        title = self.title or {"nl": self.name, "en": self.name}
        definition = {"type": f"{base}/activity-types/{self.kind}", "name": dict(title)}
        return {"objectType": "Activity", "id": thing_id(self.name), "definition": definition}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that a player did or met, before it is a statement."""

    verb: str
    thing: Thing
    result: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    """Own data, for the extension `event`."""


def thing_id(name: str) -> str:
    """The IRI of an activity; its last part has no slash, so that readers who split there keep it whole."""
    return f"{OWN}/activities/{_safe(name)}"


def _safe(name: str) -> str:
    """A name as part of an IRI: other characters in percents, `/` as a point."""
    return "".join(
        c if c.isascii() and (c.isalnum() or c in "-._~") else "".join(f"%{b:02X}" for b in c.encode())
        for c in name.replace("/", ".").replace(":", ".")
    )


def stable_id(*parts: object) -> str:
    """The same id for the same parts, on every computer: sending again doubles nothing."""
    return str(uuid.uuid5(NAMESPACE, "/".join(map(str, parts))))


def actor(player: str) -> dict[str, Any]:
    """The pseudonym, also as `name`: T-Mon reads nothing else."""
    return {"objectType": "Agent", "name": player, "account": {"homePage": f"{OWN}/players", "name": player}}


def verb(name: str) -> dict[str, Any]:
    """A verb with its words in both languages."""
    iri, dutch, english = VERBS[name]
    return {"id": iri, "display": {"nl": dutch, "en": english}}


_STAMP = re.compile(r"(\d{8}-\d{6})-")
_ISO = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """When the events of a log were, always the same for the same log (else an LRS sees two statements)."""

    start: datetime
    source: str
    """`header`: as written in it. `file`: from the name of an older log, taken for UTC. `game`: of a log
    without a clock, midnight of the planned day, and the clock of the game goes on from there."""

    @classmethod
    def of(cls, header: Mapping[str, Any], file_name: str, day: datetime) -> Clock:
        """From the best that there is."""
        for text, form, source in _written(header, file_name):
            try:
                return cls(start=datetime.strptime(text, form).replace(tzinfo=UTC), source=source)
            except ValueError:
                continue
        return cls(start=day.replace(tzinfo=UTC), source="game")

    def at(self, *, wall_ms: int, game_s: int) -> str:
        """ISO 8601 with Z."""
        gone = timedelta(seconds=game_s) if self.source == "game" else timedelta(milliseconds=wall_ms)
        return (self.start + gone).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _written(header: Mapping[str, Any], file_name: str) -> list[tuple[str, str, str]]:
    stamp = _STAMP.match(file_name)
    written = [(str(header.get("begun", "")), _ISO, "header")]
    return [*written, (stamp[1], "%Y%m%d-%H%M%S", "file")] if stamp else written


def duration(milliseconds: int) -> str:
    """ISO 8601."""
    return f"PT{milliseconds / 1000:.2f}S"
