"""The profile as the screen sees it: one view, its lines of evidence, its days, and what to play next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from game.assess.next_up import Advice, Known, Offer, next_up, towards
from game.domain.rounds import FORMS
from game.ui.menu_cards import COMPETENCY_ICONS

if TYPE_CHECKING:
    from game.content.catalogue import Listing

NAMES = tuple(COMPETENCY_ICONS)
CUTS = (-0.8, 0.4, 1.3)
"""Where the level words begin on the scale; assets/assess/indicators.toml `levels.cuts`."""
VIEWS = ("correlated", "independent")
"""Coaching, and what was shown."""
SURE = 0.70
"""From which certainty a level is shown; `levels.certainty` of the same file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A place in a log that a line of evidence leads to."""

    seq: int
    at_s: int
    """Clock time of the day; 0 while planning."""
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One piece of evidence."""

    indicator: str
    category: int
    values: Mapping[str, object]
    log: str
    day: Day
    stops: tuple[Stop, ...]
    """The latest first: those say most."""
    events: tuple[int, ...]

    @property
    def subject(self) -> str:
        """What a note on it is kept under; the same as long as log and indicator are."""
        return f"{self.indicator}@{self.log}@{'-'.join(map(str, self.events))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A played day, or run of weeks."""

    log: str
    scenario: str
    verified: bool | None
    why: str
    """As `readings.reading.REASONS`."""
    begun: datetime | None
    weeks: bool
    form: str
    breaks: int
    counts: bool
    evidence: int


class ProfileModel:
    """A profile of `readings.whole` in one of its two views."""

    def __init__(self, made: Mapping[str, Any], view: str = VIEWS[0]) -> None:
        self.made, self.view = made, view
        mine = made["views"][view]
        self.competencies: Mapping[str, Any] = mine["competencies"]
        self.growth: Mapping[str, Any] = mine["growth"]
        self.days = {log: _day(log, facts) for log, facts in made["sessions"].items()}
        self._stops = {log: facts["stops"] for log, facts in made["sessions"].items()}
        self._lines: dict[str, tuple[Line, ...]] = {}

    @property
    def waiting(self) -> int:
        """Logs that are still to be read."""
        return int(self.made["waiting"])

    @property
    def empty(self) -> bool:
        """Nothing was played to its end yet."""
        return not self.days and not self.waiting

    @property
    def counted(self) -> int:
        """Days that the bars rest on."""
        return sum(day.counts for day in self.days.values())

    @property
    def left_out(self) -> tuple[Day, ...]:
        """Days that do not replay."""
        return tuple(day for day in self.days.values() if day.verified is not True)

    def lines(self, name: str) -> tuple[Line, ...]:
        """The evidence of a competency, newest first."""
        if name not in self._lines:
            found = (self._line(item) for item in reversed(self.competencies[name]["evidence"]))
            self._lines[name] = tuple(found)
        return self._lines[name]

    def _line(self, item: Mapping[str, Any]) -> Line:
        log = str(item["session"])
        places = {int(n): place for n, place in self._stops[log].items()}
        found = {Stop(seq=places[n][0], at_s=places[n][1], kind=places[n][2])
                 for n in item["events"] if n in places}  # fmt: skip
        stops = sorted(found, key=lambda stop: -stop.seq)
        return Line(
            indicator=item["id"], category=item["category"], values=dict(item["values"]), log=log,
            day=self.days[log], stops=tuple(stops), events=tuple(item["events"]),
        )  # fmt: skip

    # -- what is known -------------------------------------------------------------------------
    def state(self, name: str) -> tuple[str, int, int]:
        """How sure it is, and the lowest and highest level within the bar.

        `level`, `needs` (the bar is sure, something else is missing), `one` (a bar within one level), `open`;
        without levels: `nothing` (no evidence), `unverified`.
        """
        entry = self.competencies[name]
        best = level_at(entry["mean"])
        if entry["level"] is not None:
            return "level", entry["level"], entry["level"]
        if not entry["evidence"]:
            return "nothing", 0, 0
        if self.made["verified"] is not True:
            return "unverified", 0, 0
        if entry["p_level"] >= SURE:
            return "needs", best, best
        low, high = level_at(entry["low"]), level_at(entry["high"])
        return ("one" if low == high else "open"), low, high

    # -- what comes next -----------------------------------------------------------------------
    def advice(self, listings: Sequence[Listing], name: str = "") -> Advice | None:
        """What to play next, for one competency or for all; None when nothing is offered."""
        known = [self._known(c) for c in NAMES]
        offers = self._offers(listings)
        return towards(name, known, offers) if name else next_up(known, offers)

    def _known(self, name: str) -> Known:
        entry = self.competencies[name]
        return Known(
            competency=name, evidence=len(entry["evidence"]), level=entry["level"], mean=entry["mean"],
            sd=entry["sd"],
        )  # fmt: skip

    def _offers(self, listings: Sequence[Listing]) -> list[Offer]:
        """Days of the menu; two rounds and measurements compare, and are no practice."""
        played = [day.scenario for day in self.days.values()]
        return [
            Offer(scenario=x.id, competencies=x.competencies, level=x.level, minutes=x.minutes,
                  played=played.count(x.id))
            for x in listings if not x.faults and not x.measures and x.id not in FORMS.values()
        ]  # fmt: skip


def level_at(value: float) -> int:
    """1 to 4: in which level's part of the scale an ability lies."""
    return 1 + sum(value >= cut for cut in CUTS)


def _day(log: str, facts: Mapping[str, Any]) -> Day:
    return Day(
        log=log, scenario=str(facts["scenario"]), verified=facts["verified"], why=str(facts["why"]),
        begun=_begun(str(facts["begun"]), log), weeks=bool(facts["weeks"]), form=str(facts["form"]),
        breaks=int(facts["breaks"]), counts=bool(facts["counts"]), evidence=int(facts["evidence"]),
    )  # fmt: skip


def _begun(iso: str, log: str) -> datetime | None:
    """When it was begun, here; by the name of the file where the log does not say it."""
    for text, form in ((iso, "%Y-%m-%dT%H:%M:%S%z"), (log[:15], "%Y%m%d-%H%M%S")):
        try:
            return datetime.strptime(text, form).astimezone()
        except ValueError:
            continue
    return None
