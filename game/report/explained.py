"""Lines of an explanation in the reader's language: what, how much, and from which source.

The screen and the HTML report show the same rows. A value's unit is told by the end of its name
(`game.rules.explain.Line`); a source is a fact with its quality and dates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from game.content.facts import read_facts
from game.content.language import Language
from game.domain.world import Fact, World
from game.rules.explain import Explanation, Line

Show = Callable[[float, Language], str]
SECTIONS = ("cost", "co2e", "energy", "orders", "distance", "load", "on_time", "hours")
"""Parts of an explanation in reading order; text `explain.section_<name>`."""
WHY = {
    "co2e": ("explain.wtw_why", "explain.ttw_why"), "energy": ("explain.energy_why",),
    "orders": ("explain.allocation_why", "explain.activity_why"), "load": ("explain.load_why",),
    "on_time": ("explain.on_time_why",), "hours": ("explain.hours_why",),
}  # fmt: skip
QUALITIES = ("R", "R2", "D", "M-high", "M-med", "M-low", "A")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line in words. `parent` says that the next rows are deeper: what it is made of."""

    level: int
    text: str
    amount: str
    source: str = ""
    """`Bron: ...`; empty where the figure is computed here."""
    quality: str = ""
    """Letters of the quality of the source."""
    fact: str = ""
    """The figure as the source gives it: `3,262 kg CO2e/l`."""
    vehicle: str = ""
    """The trip that this line is about, which explains itself."""
    parent: bool = False


def rows(world: World, lines: Sequence[Line], speech: Language) -> tuple[Row, ...]:
    """All lines of one section."""
    made = []
    for i, line in enumerate(lines):
        fact = world.sources.get(line.fact)
        values = dict(line.values)
        made.append(
            Row(
                level=line.level,
                text=speech.t(
                    line.key, **{name: shown(name, value, speech) for name, value in values.items()}
                ),
                amount=amount(line.amount, line.unit, speech),
                source=source(fact, speech) if fact else "",
                quality=fact.quality if fact else "",
                fact=fact_value(fact, speech) if fact else "",
                vehicle=str(values.get("vehicle", "")),
                parent=i + 1 < len(lines) and lines[i + 1].level > line.level,
            )
        )
    return tuple(made)


def section(explanation: Explanation, name: str) -> tuple[Line, ...]:
    """The lines of a section by name."""
    found: tuple[Line, ...] = getattr(explanation, name)
    return found


# -- figures ---------------------------------------------------------------------------------------
def shown(name: str, value: str | float, speech: Language) -> str:
    """A value of a sentence, with the unit that the end of its name tells."""
    if isinstance(value, str):
        return value
    show = _VALUES.get(name.rpartition("_")[2]) if "_" in name else None
    return show(value, speech) if show else plain(value, speech)


def amount(value: float, unit: str, speech: Language) -> str:
    """The amount of a line; a small one with more decimals, so that it does not show as nothing."""
    show = _AMOUNTS.get(unit)
    if show:
        return show(value, speech)
    words, sign = unit_words(unit, speech, value), speech.euro(0, 0).removesuffix("0")
    if words.startswith("€ "):
        return f"{sign}{plain(value, speech)} {words[2:]}"
    return f"{plain(value, speech)} {words}"


def _thousandths(word: str) -> Show:
    def show(value: float, speech: Language) -> str:
        places = 1 if value == 0 or abs(value) >= 100 else 3
        return f"{speech.number(value / 1000, places)} {word}"

    return show


def _rate(cent: float, speech: Language) -> str:
    """Money in a sentence: a rate below a euro keeps what it has, up to four decimals."""
    if abs(cent) < 100 and abs(cent - round(cent)) > 0.005:
        return speech.euro(0, 0).removesuffix("0") + plain(cent / 100, speech)
    return speech.euro(round(cent))


def _share(value: float, speech: Language) -> str:
    return speech.percent(value, 0 if abs(value * 100 - round(value * 100)) < 1e-9 else 1)


def _km(value: float, speech: Language) -> str:
    return speech.km(round(value), 1)


def _hours(seconds: float, speech: Language) -> str:
    return speech.t("kpi.hour", n=speech.hours(round(seconds)))


_VALUES: dict[str, Show] = {
    "m": _km, "kg": lambda v, s: f"{s.number(v)} kg", "share": _share, "cent": _rate,
    "s": _hours,
    "g": _thousandths("kg"), "wh": _thousandths("kWh"), "ml": _thousandths("l"),
}  # fmt: skip
_AMOUNTS: dict[str, Show] = {
    "g": _thousandths("kg"), "cent": lambda v, s: s.euro(round(v)), "ml": _thousandths("l"),
    "wh": _thousandths("kWh"), "m": _km, "share": _share, "s": _hours,
    "factor": lambda v, s: f"× {plain(v, s)}", "relative": lambda v, s: f"× {plain(v, s)}",
}  # fmt: skip


def plain(value: float, speech: Language) -> str:
    """A bare number with up to four decimals, fewer when it is large, and no idle zeros."""
    places = 4 if abs(value) < 10 else 2 if abs(value) < 100 else 1
    text = speech.number(value, places)
    mark = speech.number(0.5, 1)[1]
    return text.rstrip("0").rstrip(mark) if mark in text else text


def unit_words(unit: str, speech: Language, value: float = 0) -> str:
    """`EUR/year` and the like in the reader's words; of one thing another word than of more."""
    key = f"unit.{unit}"
    if value == 1 and speech.has(f"{key}.one"):
        key = f"{key}.one"
    return speech.t(key) if speech.has(key) else unit.replace("CO2e", "CO₂e").replace("EUR", "€")


# -- sources ---------------------------------------------------------------------------------------
def fact_value(fact: Fact, speech: Language) -> str:
    """The figure as it stands in the source."""
    if isinstance(fact.value, str):
        return fact.value
    return amount(float(fact.value), fact.unit, speech)


def source(fact: Fact, speech: Language) -> str:
    """`Bron: CBS ... · gelezen bron · geldig vanaf 1 januari 2026`."""
    key = f"source.{fact.source}"
    name = speech.t(key) if speech.has(key) else read_facts().sources.get(fact.source, fact.source)
    parts = [speech.t("explain.source", source=name), quality(fact.quality, speech), period(fact, speech)]
    return " · ".join(part for part in parts if part)


def quality(letters: str, speech: Language) -> str:
    """`R (gelezen bron)`."""
    key = f"quality.{letters}"
    return f"{letters} ({speech.t(key)})" if speech.has(key) else letters


def qualities(made: Iterable[Row], speech: Language) -> str:
    """What the letters that occur mean, in one sentence."""
    used = {row.quality for row in made}
    words = [f"{q}: {speech.t(f'quality.{q}')}" for q in QUALITIES if q in used]
    return speech.t("explain.qualities", words=", ".join(words)) if words else ""


def period(fact: Fact, speech: Language) -> str:
    """When the figure holds, where the source says so."""
    first, last = _day(fact.valid_from, speech), _day(fact.valid_to, speech)
    if first and last:
        return speech.t("explain.valid", first=first, last=last)
    if first:
        return speech.t("explain.valid_from", first=first)
    return speech.t("explain.valid_to", last=last) if last else ""


def _day(text: str, speech: Language) -> str:
    return speech.day(date.fromisoformat(text)).split(" ", 1)[1] if text else ""
