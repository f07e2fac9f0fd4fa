"""Which figure is asked about, and where its explanation comes from. Sections are those of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields

from game.content.language import Language
from game.domain.evaluation import Evaluation
from game.domain.world import World
from game.report import explained
from game.report.explained import SECTIONS, Row
from game.rules.explain import Explanation, explain_kpi, explain_trip

ALL = (*SECTIONS, *(f.name for f in fields(Explanation) if f.name not in (*SECTIONS, "subject")))
"""Every section that an explanation can have, in reading order; text `explain.section_<name>`."""
USUAL = ("cost", "co2e", "energy", "orders", "distance")
"""Sections that always have a tab."""
FIGURES: Mapping[str, str] = {
    "co2e.wtw": "co2e", "co2e.ttw": "co2e",
    "cost": "cost", "delta": "cost", "co2e": "co2e", "empty": "distance", "hours.distance": "distance",
    "load": "load", "on_time": "on_time", "due": "on_time", "drive": "hours", "hours.drive": "hours",
    "hours.duty": "hours", "hours.wait": "hours",
}  # fmt: skip
"""A figure on screen -> the section that explains it."""


def section_of(figure: str) -> str:
    """The section that explains a figure; empty where the rules have none for it."""
    name = FIGURES.get(figure, "")
    return name if name in ALL else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainRef:
    """Which figure is asked about: a section (`cost`, `co2e`, `energy`, `orders`, `distance`), of one
    trip or of the whole, and within it one part ("toll" of `cost`)."""

    what: str = "cost"
    vehicle: str = ""
    part: str = ""


@dataclass(slots=True)
class Explained:
    """A judged plan or day, and its explanations as they are asked for."""

    world: World
    judged: Evaluation
    given: Sequence[tuple[str, str]] = ()
    primary: bool = False
    """The day was driven: figures are of the trips as they were."""
    label: str = ""
    """Text key of what the whole is called; empty: the plan, or the day."""
    _made: dict[str, Explanation] = field(default_factory=dict)

    def of(self, vehicle: str) -> Explanation:
        """Of one trip, or of the whole ("")."""
        if vehicle not in self._made:
            trip = self.judged.trip_of(vehicle) if vehicle else None
            self._made[vehicle] = (
                explain_trip(self.world, trip) if trip else explain_kpi(self.world, self.judged, self.given)
            )
        return self._made[vehicle]

    def sections(self, vehicle: str) -> tuple[str, ...]:
        """The usual ones, and others that have lines."""
        made = self.of(vehicle)
        return tuple(name for name in ALL if name in USUAL or explained.section(made, name))

    def rows(self, vehicle: str, what: str, lang: Language) -> tuple[Row, ...]:
        """The lines of a section in words."""
        return explained.rows(self.world, explained.section(self.of(vehicle), what), lang)
