"""A measurement: two parallel forms, each of two parts that are played in a fixed order, each part once.

In every part the plan is made by hand first and handed in; then the computer helps until the day has ended.
Everybody plays the same days: the seeds are fixed. A development instrument, not a test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from game.domain.events import Event

MODE, AID = "assess", "later"
"""Mode and help of a part, in its log's header."""
FORMS: dict[str, tuple[str, ...]] = {
    "nulmeting": ("nulmeting-1", "nulmeting-2"),
    "eindmeting": ("eindmeting-1", "eindmeting-2"),
}
"""Scenario ids of the parts of each form, in the order of playing; the first form comes before the second."""
SEEDS = {"nulmeting": 11, "eindmeting": 30}
"""Of the first part of each form; the next part has the next one."""
SHORT = 8
"""Characters of a log's head in the code that a player can hand over."""
Forms = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a form, in one run of it."""

    form: str
    nr: int
    """1 or 2."""
    scenario: str
    run: str
    """Random word that the parts of one run share; empty where nobody keeps them together (autoplay)."""

    @property
    def seed(self) -> int:
        """The same day for everybody."""
        return SEEDS.get(self.form, 0) + self.nr - 1

    def data(self) -> dict[str, Any]:
        """For the header."""
        return {"form": self.form, "part": self.nr, "run": self.run}


def parts(form: str, run: str, forms: Forms = FORMS) -> tuple[Part, ...]:
    """The parts of a form in their order; none for a form that does not exist."""
    names = forms.get(form, ())
    return tuple(Part(form=form, nr=n, scenario=name, run=run) for n, name in enumerate(names, start=1))


def part_of(header: Mapping[str, Any], forms: Forms = FORMS) -> Part | None:
    """The part in a log's header; None when it is no part of a form, or names what is not there."""
    raw = header.get("measurement")
    if not isinstance(raw, Mapping) or header.get("mode") != MODE or header.get("help") != AID:
        return None
    form, nr, run = raw.get("form"), raw.get("part"), raw.get("run")
    if not isinstance(form, str) or not isinstance(run, str) or not isinstance(nr, int):
        return None
    part = next((p for p in parts(form, run, forms) if p.nr == nr), None)
    return part if part is not None and part.scenario == header.get("scenario") else None


def part_with(scenario: str, run: str = "", forms: Forms = FORMS) -> Part | None:
    """The part that a scenario is; None when it is none."""
    return next((p for form in forms for p in parts(form, run, forms) if p.scenario == scenario), None)


def form_named(name: str, forms: Forms = FORMS) -> str:
    """The form of that name, or the one that a scenario is a part of; empty: neither."""
    part = part_with(name, forms=forms)
    return name if name in forms else part.form if part else ""


def gaps_of(events: Sequence[Event]) -> tuple[int, ...]:
    """Seconds on the wall of each interruption."""
    return tuple(int(e.data["gap_s"]) for e in events if e.kind == "interrupted")


def gap_s(events: Sequence[Event], now: datetime) -> int:
    """Seconds on the wall since the last line of a log; 0 when it does not say when it was begun.

    A log's own clock stands still while nobody plays: the gaps of before count too.
    """
    try:
        begun = datetime.strptime(str(events[0].data.get("begun", "")), "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return 0
    played = timedelta(milliseconds=events[-1].wall_ms, seconds=sum(gaps_of(events)))
    return max(0, round((now - begun.replace(tzinfo=UTC) - played).total_seconds()))


def code_of(heads: Sequence[str]) -> str:
    """The code of a form: the beginnings of its parts' heads, such as `3f9a01bc-77e0d412`."""
    return "-".join(head[:SHORT] for head in heads)
