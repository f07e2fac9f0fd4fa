"""K5, calibrated reliance: takes right advice, keeps a better own choice, is as sure as it is right.

RAIR and RSR after Schemmer et al. (2023), per decision moment, on what was knowable beforehand
(`Option.expected_cent`), never on luck. Own choice equal to the advice gives no RAIR or RSR.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from game.assess.acts import Acts, Choice
from game.assess.indicators.base import Indicator, Reading
from game.assess.settings import Settings
from game.assess.story import Story
from game.rules.evaluate import evaluate


def rair(story: Story, acts: Acts, _figures: Settings, /) -> Iterator[Reading]:
    """Right advice after a different own choice: taken over or not."""
    for choice in _advised(story, acts):
        if choice.moment.advice == choice.moment.best and choice.own != choice.moment.advice:
            yield _kept(choice)


def rsr(story: Story, acts: Acts, _figures: Settings, /) -> Iterator[Reading]:
    """Wrong advice after a different, better own choice: kept (or bettered) or not."""
    for choice in _advised(story, acts):
        if _cost(choice, choice.own) < _cost(choice, choice.moment.advice):
            yield _kept(choice)


def brier(_: Story, acts: Acts, _figures: Settings, /) -> Iterator[Reading]:
    """Mean squared distance between confidence and being right, over at least two own choices."""
    choices = [c for c in acts.choices if c.moment.scored]
    if len(choices) >= 2:
        misses = [(c.confidence / 100 - (c.own == c.moment.best)) ** 2 for c in choices]
        right = sum(c.own == c.moment.best for c in choices)
        sure = round(sum(c.confidence for c in choices) / len(choices))
        yield Reading(
            raw=sum(misses) / len(misses), events=tuple(seq for c in choices for seq in c.events),
            values=(("confidence", sure), ("right", right), ("moments", len(choices))),
        )  # fmt: skip


def looked(story: Story, acts: Acts, _figures: Settings, /) -> Iterator[Reading]:
    """Share of the cues seen before advice was put aside."""
    for choice in acts.choices if story.helped else ():
        if choice.final and choice.final != choice.moment.advice and choice.moment.cues:
            seen = len(choice.looked)
            yield Reading(
                raw=seen / len(choice.moment.cues), events=choice.events,
                values=(
                    ("moment", choice.moment.id), ("looked", seen), ("cues", len(choice.moment.cues)),
                ),
            )  # fmt: skip


def after_advice(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """What the player's own changes did to the proposal that was taken over; no change, no evidence.

    Every hard finding that they add counts as a tenth of the cost.
    """
    if story.planned is None or acts.takeover is None or not acts.drafts:
        return
    last = acts.drafts[-1]
    if last.plan == acts.takeover.plan:
        return
    memo: dict[Any, Any] = {}
    before = evaluate(last.world, acts.takeover.plan, memo, orders=last.visible).kpi
    after = story.planned.kpi
    if before.cost_cent > 0:
        raw = after.cost_cent / before.cost_cent - 1 + 0.1 * max(0, after.hard - before.hard)
        yield Reading(
            raw=raw, events=(acts.takeover.seq, last.seq, acts.dispatch_seq),
            values=(("euro", round((after.cost_cent - before.cost_cent) / 100)),),
        )  # fmt: skip


def bias(acts: Acts) -> str:
    """`over` or `under` trust, `none` or `unknown`: for the text only, never scored."""
    differing = [c for c in _scored(acts) if c.own != c.moment.advice]
    if len(differing) < 2:
        return "unknown"
    taken = [c for c in differing if c.final == c.moment.advice]
    wrongly_taken = sum(c.moment.advice != c.moment.best for c in taken)
    wrongly_left = sum(c.moment.advice == c.moment.best for c in differing if c not in taken)
    return "none" if wrongly_taken == wrongly_left else "over" if wrongly_taken > wrongly_left else "under"


def _advised(story: Story, acts: Acts) -> list[Choice]:
    """Scored choices of which the advice was seen: none in a round by hand."""
    return _scored(acts) if story.helped else []


def _scored(acts: Acts) -> list[Choice]:
    return [c for c in acts.choices if c.final and c.moment.scored]


def _cost(choice: Choice, option: str) -> int:
    return next(o.expected_cent for o in choice.moment.options if o.id == option)


def _kept(choice: Choice) -> Reading:
    """1 for the best final choice, part of it for one better than the worse of own choice and advice."""
    own, advice = _cost(choice, choice.own), _cost(choice, choice.moment.advice)
    best, worst = min(own, advice), max(own, advice)
    share = (worst - _cost(choice, choice.final)) / (worst - best)
    case = "yes" if share >= 1 else "no" if share <= 0 else "partly"
    return Reading(
        raw=min(1.0, max(0.0, share)), events=choice.events,
        values=(
            ("moment", choice.moment.id), ("own", choice.own), ("final", choice.final), ("case", case),
        ),
    )  # fmt: skip


ALL: tuple[tuple[str, Indicator], ...] = (
    ("K5.rair", rair),
    ("K5.rsr", rsr),
    ("K5.brier", brier),
    ("K5.looked", looked),
    ("K5.after_advice", after_advice),
)
