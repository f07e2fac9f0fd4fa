"""What complete forms of a measurement show: a profile of each, and growth from the first to the second.

Each form stands alone and under the independent prior: nothing is borrowed from practice, from the other form
or from another competency.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from game.assess.profile import Played, Profile, profile
from game.assess.settings import COMPETENCIES, Settings, settings
from game.domain.events import Evidence
from game.domain.measurement import FORMS
from game.report.measured import Change, Mark, changes

PRIOR = "independent"
"""Of anything summative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Of one player."""

    profiles: Mapping[str, Profile]
    """Form -> its own profile; forms without any log that could be read are left out."""
    changes: tuple[Change, ...] = ()
    """From the first form to the second, of competencies with evidence in both."""
    verified: Mapping[str, bool | None] = field(default_factory=dict)
    """Log -> whether it replays."""


def result_of(made: Mapping[str, Any], figures: Settings | None = None) -> Result:
    """From what readings of the logs say together (`game.readings.whole`), of measured logs only."""
    figures = figures or settings()
    shown = _evidence(made)
    sat = [
        (Mark(form=str(facts["form"]), part="", gaps_s=()),
         Played(session=log, evidence=tuple(shown.get(log, ())), verified=facts["verified"]))
        for log, facts in made["sessions"].items()
    ]  # fmt: skip
    forms = {form: [played for mark, played in sat if mark.form == form] for form in FORMS}
    return Result(
        profiles={form: profile(played, PRIOR, figures) for form, played in forms.items() if played},
        changes=changes(sat, figures), verified={p.session: p.verified for _, p in sat},
    )  # fmt: skip


def _evidence(made: Mapping[str, Any]) -> dict[str, list[Evidence]]:
    """By log."""
    found: dict[str, list[Evidence]] = {}
    for name in COMPETENCIES:
        for item in made["competencies"][name]["evidence"]:
            found.setdefault(str(item["session"]), []).append(_piece(name, item))
    return found


def _piece(competency: str, item: Mapping[str, Any]) -> Evidence:
    first, second, third = item["thresholds"]
    return Evidence(
        competency=competency, indicator=item["id"], version=item["version"], raw=item["raw"],
        category=item["category"], thresholds=(first, second, third), events=tuple(item["events"]),
        values=tuple(item["values"].items()),
    )  # fmt: skip
