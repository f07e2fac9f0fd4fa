"""K3, law, rest and safety: hard findings by hand, mended warnings, room on the tightest day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from game.assess.acts import Acts, Draft
from game.assess.indicators.base import Indicator, Reading
from game.assess.settings import Settings
from game.assess.story import Story
from game.domain.evaluation import Evaluation, Finding, Severity
from game.domain.units import HOUR_S
from game.rules.evaluate import evaluate

Breach = tuple[str, str]
HOURS = ("drive_", "duty_", "rest_", "work_", "weekly_", "night_")
"""How rules of driving and working time begin (561/2006, ATB-v)."""
LONG_S = 5 * HOUR_S
"""With more room than this in the reference no ordinary plan breaks a rule of hours (authored)."""
BINDING_S = 2 * HOUR_S
"""With more room than this even in the reference, hours ask nothing of the planner (authored)."""


def hard_findings(story: Story, acts: Acts, figures: Settings, /) -> Iterator[Reading]:
    """Weighted hard findings per trip; no trip made by hand is no opportunity."""
    if story.hand is not None and story.hand.trips:
        hard = [f for f in story.hand.findings if f.severity is Severity.HARD]
        raw = sum(figures.weight(f.rule) for f in hard) / len(story.hand.trips)
        yield Reading(
            raw=raw, events=acts.plan_events(),
            values=(("count", len(hard)), ("trips", len(story.hand.trips))),
        )  # fmt: skip


def hours(story: Story, acts: Acts, figures: Settings, /) -> Iterator[Reading]:
    """Minutes over the rules of driving and working time per trip made by hand, weighted by severity.

    Only on a day that is long enough in the reference (LONG_S).
    """
    hand, reference = story.hand, story.reference
    if hand is None or not hand.trips or reference is None or not reference.trips:
        return
    if _tightest(story, reference)[0] <= LONG_S:
        broken = [f for f in hand.findings if f.severity is Severity.HARD and f.rule.startswith(HOURS)]
        weighed = sum(figures.weight(f.rule) * f.amount for f in broken)
        over_min = sum(f.amount for f in broken) // 60
        yield Reading(
            raw=weighed / 60 / len(hand.trips), events=acts.plan_events(),
            values=(("minutes", over_min), ("count", len(broken))),
        )  # fmt: skip


def mended(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Share of the hard findings that some hand-made draft showed and that the last one no longer has.

    A breach is known by its rule and vehicle, so that moving the same excess to another order of
    the trip mends nothing. No draft with a hard finding is no opportunity.
    """
    drafts = acts.hand_drafts
    if story.hand is None or not drafts:
        return
    shown, left, warned_at = _shown(drafts)
    if shown:
        done = len(shown - left)
        yield Reading(
            raw=done / len(shown), events=(*warned_at, drafts[-1].seq),
            values=(("mended", done), ("warned", len(shown))),
        )  # fmt: skip


def margin(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Minutes left on the tightest duty or driving time, of a plan that serves nine orders in ten.

    Only on a day of which the reference shows that the hours bind.
    """
    hand, reference = story.hand, story.reference
    if hand is None or not hand.trips or len(hand.kpi.unplanned) > 0.1 * hand.kpi.orders:
        return
    if reference is None or not reference.trips or _tightest(story, reference)[0] > BINDING_S:
        return
    room_s, vehicle = _tightest(story, hand)
    yield Reading(
        raw=room_s / 60, events=acts.plan_events(),
        values=(("minutes", room_s // 60), ("vehicle", story.scenario.system.vehicles[vehicle].name)),
    )  # fmt: skip


def _tightest(story: Story, judged: Evaluation) -> tuple[int, str]:
    """Least seconds left of all trips, and the vehicle."""
    hours = story.scenario.system.hours
    return min(
        (min(hours.duty_day_s - t.duty_s, hours.drive_day_s - t.drive_s), t.trip.vehicle)
        for t in judged.trips
    )


def _shown(drafts: tuple[Draft, ...]) -> tuple[frozenset[Breach], frozenset[Breach], tuple[int, ...]]:
    """Breaches ever shown, those left in the last draft, and the acts after which a new one appeared."""
    memos: dict[int, dict[Any, Any]] = {}
    shown: set[Breach] = set()
    left: set[Breach] = set()
    warned_at: list[int] = []
    for draft in drafts:
        memo = memos.setdefault(id(draft.world), {})
        judged = evaluate(draft.world, draft.plan, memo, orders=draft.visible)
        left = {_breach(f) for f in judged.findings if f.severity is Severity.HARD}
        if left - shown:
            warned_at.append(draft.seq)
        shown |= left
    return frozenset(shown), frozenset(left), tuple(warned_at)


def _breach(finding: Finding) -> Breach:
    return finding.rule, finding.vehicle or finding.subject


ALL: tuple[tuple[str, Indicator], ...] = (
    ("K3.hard", hard_findings),
    ("K3.hours", hours),
    ("K3.mended", mended),
    ("K3.margin", margin),
)
