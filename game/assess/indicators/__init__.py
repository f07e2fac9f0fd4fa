"""Indicators: each turns a story into one raw figure, or into nothing when there was no opportunity.

To add one: a function in the file of its competency, its line in that file's `ALL`, its entry in
assets/assess/indicators.toml, a test, and a sentence `indicator.<id>` in both languages.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.assess.acts import Acts
from game.assess.indicators import k1, k2, k3, k4, k5
from game.assess.indicators.base import Indicator, Reading
from game.assess.settings import Item, Settings, settings
from game.assess.story import Story
from game.domain.events import Evidence

REGISTRY: tuple[tuple[str, Indicator], ...] = (*k1.ALL, *k2.ALL, *k3.ALL, *k4.ALL, *k5.ALL)


def evidence(story: Story, figures: Settings | None = None) -> tuple[Evidence, ...]:
    """All evidence of one session, in order of the registry. No opportunity gives no evidence."""
    figures = figures or settings()
    return tuple(_all(story, Acts.of(story), figures))


def _all(story: Story, acts: Acts, figures: Settings) -> Iterator[Evidence]:
    for name, indicator in REGISTRY:
        if name not in figures.items:
            continue  # younger than this set
        for reading in indicator(story, acts, figures):
            yield _evidence(figures.items[name], reading)


def _evidence(item: Item, reading: Reading) -> Evidence:
    category = item.category(reading.raw)
    return Evidence(
        competency=item.competency, indicator=item.id, version=item.version, raw=round(reading.raw, 6),
        category=min(category, reading.at_most), thresholds=item.thresholds,
        events=tuple(sorted(set(reading.events))), values=reading.values,
    )  # fmt: skip
