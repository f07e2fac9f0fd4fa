"""K8, tactical improvement: worth of the choices between the days, the right cause, the forecast, the gain.

These read a run of weeks (`assess.weeks`), not a day. What choices brought was worked out on the same days
with and without them, so that luck is the same on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from statistics import fmean

from game.assess.indicators.base import Reading
from game.assess.weeks import WeekStory, Worth, agreed, worth

WeekIndicator = Callable[[WeekStory], Iterable[Reading]]
ROOM_CENT = 5000
"""Less than this to be saved a week asks no choices (authored)."""
FORECAST_CENT = 2500
"""A forecast is measured against the effect, or against this where the effect is smaller (authored)."""
NEARLY = 0.9
"""Whoever saves so much of what could be saved in week 1 has nothing to gain in week 2 (authored)."""


def value(story: WeekStory, /) -> Iterator[Reading]:
    """What the choices saved, over what the best known choices would have; nothing chosen is 0."""
    found = worth(story)
    if found and _room(found) > 0:
        saved = found.without_cent - found.cost_cent
        yield Reading(
            raw=saved / (found.without_cent - found.best_cent), events=(*_seqs(story), found.seq),
            values=(
                ("saved", round(saved / 100)), ("best", round((found.without_cent - found.best_cent) / 100)),
            ),
        )  # fmt: skip


def cause(story: WeekStory, /) -> Iterator[Reading]:
    """Share of the choices for which the cause was named that the choice mends."""
    week = story.scenario.week
    made = [one for one in agreed(story) if week and one.choice in week.choices]
    if week and made:
        right = sum(one.cause == week.choices[one.choice].cause for one in made)
        yield Reading(
            raw=right / len(made), events=tuple(one.seq for one in made),
            values=(("right", right), ("choices", len(made))),
        )  # fmt: skip


def forecast(story: WeekStory, /) -> Iterator[Reading]:
    """How far the own forecasts of a week were from what the choices brought, over what they brought.

    Mean over the choices, each at most 2. Against the weeks that were driven, with their luck.
    """
    found = worth(story)
    made = [one for one in agreed(story) if found and one.choice in found.effects_cent]
    if found and made:
        misses = [
            (abs(one.forecast_cent - found.effects_cent[one.choice]), found.effects_cent[one.choice])
            for one in made
        ]
        raw = fmean(min(2.0, miss / max(FORECAST_CENT, abs(effect))) for miss, effect in misses)
        yield Reading(
            raw=raw, events=(*(one.seq for one in made), found.seq),
            values=(("euro", round(fmean(miss for miss, _ in misses) / 100)), ("choices", len(made))),
        )  # fmt: skip


def gain(story: WeekStory, /) -> Iterator[Reading]:
    """What more was saved in week 2 than in week 1, over what the best choices save a week.

    Nothing to gain, no evidence: whoever saved NEARLY all in week 1, or drove one week.
    """
    found = worth(story)
    if found is None or len(found.weeks_cent) < 2 or _room(found) <= 0:
        return
    room = _room(found)
    first, second = (without - was for was, without in found.weeks_cent[:2])
    if first < NEARLY * room:
        yield Reading(
            raw=(second - first) / room, events=(*_seqs(story), found.seq),
            values=(("first", round(first / 100)), ("second", round(second / 100))),
        )  # fmt: skip


def studied(story: WeekStory, /) -> Iterator[Reading]:
    """Share of the choices before which the figures of their customers or trip were looked at."""
    made = agreed(story)
    if made:
        looked = [one for one in made if one.studied]
        yield Reading(
            raw=len(looked) / len(made),
            events=(*(one.seq for one in made), *(one.studied[0] for one in looked)),
            values=(("looked", len(looked)), ("choices", len(made))),
        )  # fmt: skip


def _seqs(story: WeekStory) -> tuple[int, ...]:
    return tuple(one.seq for one in agreed(story))


def _room(found: Worth) -> float:
    """What could be saved a week; 0 where that asks no choices."""
    room = (found.without_cent - found.best_cent) / max(1, len(found.weeks_cent))
    return room if room >= ROOM_CENT else 0.0


ALL: tuple[tuple[str, WeekIndicator], ...] = (
    ("K8.value", value),
    ("K8.cause", cause),
    ("K8.forecast", forecast),
    ("K8.gain", gain),
    ("K8.studied", studied),
)
