"""K1, trip planning: how good is the plan that the player made by hand, and how directly was it made.

A plan-quality reading without any trip made by hand counts as the worst value: the opportunity
was there and the computer took it ("Whose plan is it?", ASSESSMENT 1).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from game.assess.acts import Acts, Draft
from game.assess.indicators.base import Indicator, Reading, percent
from game.assess.settings import Settings
from game.assess.story import Story
from game.domain.evaluation import Evaluation, Severity
from game.rules.evaluate import evaluate

NEVER = 99.0
"""Acts per order when no plan was ever complete and without hard findings."""


def compared(story: Story) -> tuple[Evaluation, Evaluation] | None:
    """The hand-made plan and the reference; None when either is missing."""
    if story.hand is None or story.reference is None:
        return None
    return story.hand, story.reference


def ceiling(hand: Evaluation, reference: Evaluation) -> int:
    """A plan that may not be driven is not called cheap or green: at most category 1."""
    return 1 if hand.kpi.hard > reference.kpi.hard else 3


def cost_gap(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Cost of the hand-made plan over the reference's, minus 1."""
    pair = compared(story)
    if pair and pair[1].kpi.cost_cent > 0:
        hand, reference = pair
        raw = hand.kpi.cost_cent / reference.kpi.cost_cent - 1
        yield Reading(
            raw=raw, events=acts.plan_events(), values=(("percent", percent(raw)),),
            at_most=ceiling(hand, reference),
        )  # fmt: skip


def on_time(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Share of orders on time in the hand-made plan minus the reference's."""
    pair = compared(story)
    if pair and pair[0].kpi.orders:
        hand, reference = pair
        yield Reading(
            raw=hand.kpi.on_time_share - reference.kpi.on_time_share, events=acts.plan_events(),
            values=(("on_time", hand.kpi.on_time), ("orders", hand.kpi.orders)),
        )  # fmt: skip


def empty_share(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Empty kilometres over all kilometres, minus the reference's."""
    pair = compared(story)
    if pair:
        own, other = (_empty(e) for e in pair)
        yield Reading(
            raw=own - other, events=acts.plan_events(), values=(("percent", round(own * 100)),),
            at_most=served_ceiling(pair[0]),
        )  # fmt: skip


def load_factor(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Load factor minus the reference's."""
    pair = compared(story)
    if pair:
        own, other = (e.kpi.load_factor for e in pair)
        yield Reading(
            raw=own - other, events=acts.plan_events(), values=(("percent", round(own * 100)),),
            at_most=served_ceiling(pair[0]),
        )  # fmt: skip


def first_feasible(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Planning acts per order until every order stands in a plan without hard findings.

    Stands in for game minutes, which do not exist before the day. Orders that the reference
    leaves out may be left out.
    """
    if story.hand is None:
        return
    allowed = len(story.reference.kpi.unplanned) if story.reference else 0
    memo: dict[Any, Any] = {}
    for draft in acts.hand_drafts:
        if draft.visible and _complete(draft, allowed) and not has_hard(draft, memo):
            raw = draft.act / len(draft.visible)
            yield Reading(raw=raw, events=(draft.seq,), values=(("acts", draft.act),))
            return
    if acts.dispatch_seq >= 0:
        yield Reading(raw=NEVER, events=(acts.dispatch_seq,), values=(("acts", 0), ("case", "never")))


def has_hard(draft: Draft, memo: dict[Any, Any]) -> bool:
    """Whether a draft breaks a hard rule on what the software then believed."""
    judged = evaluate(draft.world, draft.plan, _memo_of(memo, draft), orders=draft.visible)
    return any(f.severity is Severity.HARD for f in judged.findings)


def _memo_of(memo: dict[Any, Any], draft: Draft) -> dict[Any, Any]:
    """A memo holds for one world only."""
    memo_of_world: dict[Any, Any] = memo.setdefault(id(draft.world), {})
    return memo_of_world


def _complete(draft: Draft, allowed: int) -> bool:
    return len(draft.visible - draft.plan.planned()) <= allowed


def _empty(judged: Evaluation) -> float:
    return judged.kpi.empty_m / judged.kpi.distance_m if judged.kpi.distance_m else 1.0


def served_ceiling(hand: Evaluation) -> int:
    """Few kilometres for few orders say nothing good: below 90 % planned at most category 1."""
    served = hand.kpi.orders - len(hand.kpi.unplanned)
    return 3 if served >= 0.9 * hand.kpi.orders else 1


ALL: tuple[tuple[str, Indicator], ...] = (
    ("K1.cost_gap", cost_gap),
    ("K1.on_time", on_time),
    ("K1.empty", empty_share),
    ("K1.load", load_factor),
    ("K1.first_feasible", first_feasible),
)
