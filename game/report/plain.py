"""A profile in sentences, for a reader without statistics: what goes well, where to grow, what is not known.

Nothing here says more than the figures do: a level only where the profile gives one, else what is likely.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from game.assess.profile import level_chances
from game.assess.settings import settings
from game.content.language import Language
from game.domain.scenario import Scenario

SIDES = ("good", "grow", "unsure", "nothing")
LIKELY = 0.70
"""As sure as a level must be; so sure is also what is called likely."""
LEANS = 0.60
"""Chance of being at or above the third level from which something seems to go well; below 1 minus it, to be
grown in."""
FEW = 2
"""Less evidence than this says nothing of a direction."""
MOST_LINES = 3
Days = Mapping[str, Scenario]
"""Session -> the scenario that was played."""
NONE: Days = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a player stands in one competency."""

    competency: str
    side: str
    """One of `SIDES`."""
    level: int | None
    likely: tuple[int, int]
    """Lowest and highest level of what is likely, at least two: one alone is only said as `level`. (0, 0): no
    level may be named at all."""
    p_high: float
    """Chance of the third level or higher."""
    best: Mapping[str, Any] | None
    """The evidence that speaks most for the player; None: nothing does."""
    worst: Mapping[str, Any] | None
    """The evidence that speaks most for growing; None: nothing does."""


def standings(profile: Mapping[str, Any], cuts: Sequence[float]) -> tuple[Standing, ...]:
    """All eight. `profile` as `profile_dict` gives it."""
    sure = profile["verified"] is True
    return tuple(_standing(name, entry, cuts, sure=sure) for name, entry in profile["competencies"].items())


def _standing(name: str, entry: Mapping[str, Any], cuts: Sequence[float], *, sure: bool) -> Standing:
    chances, found = level_chances(entry["mean"], entry["sd"], cuts), entry["evidence"]
    p_high = chances[2] + chances[3]
    span = likely(chances) if sure else (0, 0)
    best = max(found, key=lambda e: e["category"], default=None)
    worst = min((e for e in found if not capped(e)), key=lambda e: e["category"], default=None)
    return Standing(
        competency=name, side=_side(entry["level"], p_high, len(found)), level=entry["level"],
        likely=span, p_high=p_high,
        best=best if best and best["category"] >= 2 else None,
        worst=worst if worst and worst["category"] <= 1 else None,
    )  # fmt: skip


def capped(e: Mapping[str, Any]) -> bool:
    """It counts for less than its figure says, as the plan behind it was not whole or not sound."""
    item = settings().items.get(e["id"])
    return item is not None and item.category(e["raw"]) > e["category"]


def _side(level: int | None, p_high: float, count: int) -> str:
    if not count:
        return "nothing"
    if level is not None:
        return "good" if level >= 3 else "grow"
    if count < FEW or 1 - LEANS < p_high < LEANS:
        return "unsure"
    return "good" if p_high >= LEANS else "grow"


def likely(chances: Sequence[float]) -> tuple[int, int]:
    """The fewest neighbouring levels, at least two, that hold `LIKELY`, from the most likely one outwards."""
    low = high = max(range(len(chances)), key=lambda k: chances[k])
    total = chances[low]
    while total < LIKELY:
        below = chances[low - 1] if low else -1.0
        above = chances[high + 1] if high + 1 < len(chances) else -1.0
        if below > above:
            low, total = low - 1, total + below
        else:
            high, total = high + 1, total + above
    if low == high:
        low, high = max(0, low - 1), max(1, high)
    return low + 1, high + 1


def _span_words(span: tuple[int, int], speech: Language) -> str:
    """`basis of vakbekwaam`."""
    if not span[0]:
        return ""
    low, high = (speech.t(f"level.{k}") for k in span)
    return speech.t("report.plain.or" if span[1] - span[0] == 1 else "report.plain.to", low=low, high=high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence of the first page, with an example below it where there is one."""

    name: str
    """The competency, said first and strongly; empty: the sentence stands by itself."""
    text: str
    example: str = ""


def lines(side: str, found: Iterable[Standing], speech: Language, days: Days = NONE) -> list[Line]:
    """The sentences of one side, the clearest first."""
    mine = [s for s in found if s.side == side]
    mine.sort(key=lambda s: (s.level is None, -abs(s.p_high - 0.5), s.competency))
    return [_line(s, speech, days) for s in mine]


def worked(found: Iterable[Standing], speech: Language, days: Days = NONE) -> list[Line]:
    """What went well in competencies that do not go well as a whole: the best single observations."""
    rest = [s for s in found if s.side != "good" and s.best]
    rest.sort(key=lambda s: (-s.best["category"] if s.best else 0, -s.p_high))
    return [
        Line(
            name=speech.t(f"competency.{s.competency}"), text=speech.t("report.plain.worked"),
            example=evidence_sentence(s.best, speech, days),
        )
        for s in rest
        if s.best
    ]  # fmt: skip


def _line(standing: Standing, speech: Language, days: Days) -> Line:
    how = "sure" if standing.level is not None else "lean" if standing.likely[0] else "bare"
    key = f"{standing.side}.{how}"
    level = speech.t(f"level.{standing.level}") if standing.level else ""
    shown = {"good": standing.best, "grow": standing.worst}.get(standing.side)
    text = speech.t(f"report.plain.{key}", level=level, likely=_span_words(standing.likely, speech))
    return Line(
        name=speech.t(f"competency.{standing.competency}"), text=text,
        example=evidence_sentence(shown, speech, days) if shown else "",
    )  # fmt: skip


def evidence_sentence(e: Mapping[str, Any], speech: Language, days: Days = NONE) -> str:
    """What one indicator saw, in words; first the title of the decision or message that it is about."""
    case = f".{e['values']['case']}" if "case" in e["values"] else ""
    values = {k: speech.number(v, 1) if isinstance(v, float) else v for k, v in e["values"].items()}
    return _title(e, speech, days) + speech.t(f"indicator.{e['id']}{case}", **values)


def _title(e: Mapping[str, Any], speech: Language, days: Days) -> str:
    day = days.get(e["session"])
    for kind, end in (("moment", "title"), ("message", "subject")):
        key = f"{kind}.{e['values'].get(kind, '')}.{end}"
        title = day.text(speech.code, key) if day is not None and kind in e["values"] else key
        if title != key:
            return speech.t("report.plain.about", title=title)
    return ""


def names(found: Iterable[str], speech: Language) -> str:
    """`Groen plannen, Vooruitdenken en Ritplanning`."""
    said = [speech.t(f"competency.{name}") for name in found]
    if len(said) < 2:
        return "".join(said)
    return speech.t("report.plain.and", first=", ".join(said[:-1]), last=said[-1])
