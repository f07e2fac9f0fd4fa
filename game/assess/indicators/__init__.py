"""Indicators: each turns a story into one raw figure, or into nothing when there was no opportunity.

To add one: a function in the file of its competency, its line in that file's `ALL`, its entry in
assets/assess/indicators.toml, a test, a sentence `indicator.<id>` in both languages, and its row in
../INDICATORS.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.assess.acts import Acts
from game.assess.indicators import k1, k2, k3, k4, k4_repair, k5, k6, k7, k8
from game.assess.indicators.base import Indicator, Reading
from game.assess.settings import Item, Settings, settings
from game.assess.story import Story
from game.assess.weeks import WeekStory
from game.domain.events import Evidence

REGISTRY: tuple[tuple[str, Indicator], ...] = (
    *k1.ALL, *k2.ALL, *k3.ALL, *k4.ALL, *k4_repair.ALL, *k5.ALL, *k6.ALL, *k7.ALL,
)  # fmt: skip
WEEKS: tuple[tuple[str, k8.WeekIndicator], ...] = k8.ALL
"""Those that read a run of weeks."""


def evidence(story: Story | WeekStory, figures: Settings | None = None) -> tuple[Evidence, ...]:
    """All evidence of one session, in order of the registry. No opportunity gives no evidence."""
    figures = figures or settings()
    readings = _of_weeks(story) if isinstance(story, WeekStory) else _of_day(story, figures)
    return tuple(
        _evidence(figures.items[name], reading)
        for name, found in readings
        if name in figures.items  # else younger than this set
        for reading in found
    )


def _of_day(story: Story, figures: Settings) -> Iterator[tuple[str, Iterable[Reading]]]:
    acts = Acts.of(story)
    return ((name, indicator(story, acts, figures)) for name, indicator in REGISTRY)


def _of_weeks(story: WeekStory) -> Iterator[tuple[str, Iterable[Reading]]]:
    return ((name, indicator(story)) for name, indicator in WEEKS)


def _evidence(item: Item, reading: Reading) -> Evidence:
    category = item.category(reading.raw)
    return Evidence(
        competency=item.competency, indicator=item.id, version=item.version, raw=round(reading.raw, 6),
        category=min(category, reading.at_most), thresholds=item.thresholds,
        events=tuple(sorted(set(reading.events))), values=reading.values,
    )  # fmt: skip
