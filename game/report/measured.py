"""Sessions that are part of a measurement: which part, how often broken off, and growth from the first form
to the second."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from game.assess.profile import Competency, Played, profile
from game.assess.settings import COMPETENCIES, Settings
from game.assess.story import Story
from game.assess.weeks import WeekStory
from game.content.language import Language
from game.domain.measurement import FORMS

_95 = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a log says of the measurement that it is a part of."""

    form: str
    """One of `FORMS`; empty: it is of no measurement."""
    part: str
    gaps_s: tuple[int, ...]
    """How long it lay still, each time that it was broken off."""


def mark_of(story: Story | WeekStory) -> Mark:
    """From the header and the interruptions in the log."""
    header = story.events[0].data if story.events else {}
    part = header.get("measurement") or {}
    gaps = [e.data.get("gap_s") for e in story.events if e.kind == "interrupted"]
    return Mark(
        form=str(part.get("form", "")), part=str(part.get("part", "")),
        gaps_s=tuple(gap for gap in gaps if isinstance(gap, int)),
    )  # fmt: skip


def form_words(mark: Mark, speech: Language) -> str:
    """`nulmeting, deel 1`; empty for an ordinary session."""
    if not mark.form:
        return ""
    key = f"report.form.{mark.form}"
    name = speech.t(key) if speech.has(key) else mark.form
    return speech.t("report.form.part", form=name, part=mark.part) if mark.part else name


def broken_words(mark: Mark, speech: Language) -> str:
    """`1 keer onderbroken, samen 12 min`; empty when it was played in one go."""
    if not mark.gaps_s:
        return ""
    whole = sum(mark.gaps_s)
    lasted = speech.minutes(whole) if whole < 7200 else speech.t("report.form.hours", n=round(whole / 3600))
    return speech.t("report.form.broken", n=len(mark.gaps_s), lasted=lasted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One competency from the first form to the second."""

    competency: str
    mean: float
    low: float
    high: float
    """95 % interval."""

    @property
    def says(self) -> str:
        """`up`, `down`, or `open`: not to be told from chance."""
        return "up" if self.low > 0 else "down" if self.high < 0 else "open"


def changes(sessions: Sequence[tuple[Mark, Played]], figures: Settings) -> tuple[Change, ...]:
    """Growth between the forms, of competencies with evidence in both; none as long as one form is missing.

    Each form has a profile of its own, under the independent prior: what was shown in one says nothing of the
    other. Both lean to the middle where there is little evidence, so a change is told too small rather than
    too large.
    """
    made = {
        form: profile([played for mark, played in sessions if mark.form == form], "independent", figures)
        for form in FORMS
        if any(mark.form == form for mark, _ in sessions)
    }
    if len(made) < len(FORMS):
        return ()
    before, after = (made[form].competencies for form in FORMS)
    return tuple(
        _change(name, before[name], after[name])
        for name in COMPETENCIES
        if before[name].evidence and after[name].evidence
    )


def _change(name: str, before: Competency, after: Competency) -> Change:
    mean, wide = after.mean - before.mean, _95 * math.hypot(before.sd, after.sd)
    return Change(competency=name, mean=round(mean, 3), low=round(mean - wide, 3), high=round(mean + wide, 3))
