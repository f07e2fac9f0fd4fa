"""One log as the profile sees it: does it replay, what does it show, where in it does that stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from game.assess.indicators import evidence
from game.assess.profile import evidence_dict
from game.assess.settings import Settings
from game.assess.story import Story
from game.assess.weeks import WeekStory
from game.domain.errors import ContentFault, GameError, Unreadable
from game.domain.events import Event, Evidence
from game.lookback.marks import Mark, marks_of
from game.record.journal import read_log
from game.replay import Verdict, verify
from game.replay_week import is_week, read_week_story

REASONS = ("", "damaged", "differs", "older")
"""Why a log gives no level: nothing; its chain is broken; it replays to something else; other rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A place in the log that evidence rests on."""

    seq: int
    at_s: int
    """Clock time of the day; 0 while planning."""
    kind: str
    """As `lookback.marks.KINDS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one log says."""

    log: str
    """Name of the file, without its ending."""
    scenario: str
    verified: bool | None
    why: str = ""
    """One of `REASONS`."""
    where: str = ""
    """The first event that came out otherwise, or the damaged line."""
    begun: str = ""
    """ISO 8601; empty in logs that do not say it."""
    weeks: bool = False
    form: str = ""
    """Of a measurement: `nulmeting` or `eindmeting`."""
    breaks: int = 0
    """How often it was interrupted."""
    evidence: tuple[Evidence, ...] = ()
    stops: Mapping[int, Stop] = field(default_factory=dict)
    """By event that evidence rests on: where a replay stops for it."""


def read(path: Path, figures: Settings | None = None) -> Reading:
    """Read a log; damage is told, not raised. Raises Unreadable when it is no log at all."""
    events = read_log(path).events
    header = events[0].data
    about: dict[str, Any] = {
        "log": path.stem, "scenario": str(header.get("scenario", "")), "begun": str(header.get("begun", "")),
        "weeks": is_week(header), "form": _form(header),
        "breaks": sum(e.kind == "interrupted" for e in events),
    }  # fmt: skip
    verdict = verify(path)
    story = _story(path, verdict, weeks=about["weeks"])
    found = evidence(story, figures) if story is not None else ()
    return Reading(
        **about, verified=verdict.verified, why=_why(verdict), where=verdict.first_difference[:80],
        evidence=found, stops={} if about["weeks"] else _stops(events, found),
    )  # fmt: skip


def _story(path: Path, verdict: Verdict, *, weeks: bool) -> Story | WeekStory | None:
    """What evidence is read from; None where the session cannot be rebuilt."""
    if not weeks:
        return verdict.session.story(verified=verdict.verified) if verdict.session else None
    try:
        return read_week_story(path)
    except (GameError, ContentFault):
        return None


def _why(verdict: Verdict) -> str:
    if verdict.verified is None:
        return "older"
    if verdict.verified:
        return ""
    return "differs" if verdict.first_difference.startswith("event ") else "damaged"


def _form(header: Mapping[str, Any]) -> str:
    part = header.get("measurement")
    return str(part.get("form", "")) if isinstance(part, Mapping) else ""


def _stops(events: Iterable[Event], found: Iterable[Evidence]) -> dict[int, Stop]:
    """Figures are no stop of a replay: then it is the one before, of the act that led to them."""
    marks = sorted(marks_of(tuple(events)), key=_seq)
    stops = {}
    for event in sorted({n for e in found for n in e.events}):
        before = bisect_right(marks, event, key=_seq)
        if before:
            mark = marks[before - 1]
            stops[event] = Stop(seq=mark.seq, at_s=mark.at_s, kind=mark.kind)
    return stops


def _seq(mark: Mark) -> int:
    return mark.seq


# -- as lines of JSON ---------------------------------------------------------------------------------


def to_data(reading: Reading) -> dict[str, Any]:
    """The reading as plain values."""
    return {
        "log": reading.log, "scenario": reading.scenario, "verified": reading.verified, "why": reading.why,
        "where": reading.where, "begun": reading.begun, "weeks": reading.weeks, "form": reading.form,
        "breaks": reading.breaks,
        "evidence": [{"competency": e.competency, **evidence_dict(e)} for e in reading.evidence],
        "stops": [[event, s.seq, s.at_s, s.kind] for event, s in reading.stops.items()],
    }  # fmt: skip


def from_data(data: Mapping[str, Any]) -> Reading:
    """Back from plain values. Raises Unreadable for what is no reading."""
    try:
        return _reading(data)
    except (KeyError, TypeError, ValueError) as why:
        raise Unreadable("log.line", line=0, why=str(why)[:80]) from None


def _reading(data: Mapping[str, Any]) -> Reading:
    verified = data["verified"]
    if verified not in (True, False, None) or data["why"] not in REASONS:
        raise ValueError("verified")
    return Reading(
        log=str(data["log"]), scenario=str(data["scenario"]), verified=verified, why=data["why"],
        where=str(data["where"]), begun=str(data["begun"]), weeks=bool(data["weeks"]), form=str(data["form"]),
        breaks=int(data["breaks"]), evidence=tuple(map(_evidence, data["evidence"])),
        stops={
            int(event): Stop(seq=int(seq), at_s=int(at_s), kind=str(kind))
            for event, seq, at_s, kind in data["stops"]
        },
    )  # fmt: skip


def _evidence(data: Mapping[str, Any]) -> Evidence:
    first, second, third = map(float, data["thresholds"])
    return Evidence(
        competency=str(data["competency"]), indicator=str(data["id"]), version=int(data["version"]),
        raw=float(data["raw"]), category=int(data["category"]), thresholds=(first, second, third),
        events=tuple(map(int, data["events"])), values=tuple(dict(data["values"]).items()),
    )  # fmt: skip
