"""K2, green planning: how far from the greenest known plan at no higher cost; battery trucks used."""

from __future__ import annotations

from collections.abc import Iterator

from game.assess.acts import Acts
from game.assess.indicators.base import Indicator, Reading, percent
from game.assess.indicators.k1 import ceiling, compared
from game.assess.settings import Settings
from game.assess.story import Story
from game.domain.evaluation import Evaluation, Severity


def co2_gap(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """CO2e over the lowest known CO2e of a plan that costs no more, minus 1.

    Known plans are the stored front, or reference and naive plan where there is none. A plan
    cheaper than all of them is held against the cheapest.
    """
    pair = compared(story)
    if pair is None:
        return
    hand, reference = pair
    known = [*story.front, _point(reference), *([_point(story.naive)] if not story.front else [])]
    within = [co2e for cost, co2e in known if cost <= hand.kpi.cost_cent] or [min(known)[1]]
    if min(within) > 0:
        raw = hand.kpi.co2e_g / min(within) - 1
        yield Reading(
            raw=raw, events=acts.plan_events(), values=(("percent", percent(raw)),),
            at_most=ceiling(hand, reference),
        )  # fmt: skip


def battery(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Battery kilometres without hard findings over the reference's; only where it uses them."""
    pair = compared(story)
    if pair is None:
        return
    hand, reference = pair
    wanted = _battery_m(story, reference)
    if wanted:
        own = _battery_m(story, hand)
        yield Reading(
            raw=own / wanted, events=acts.plan_events(),
            values=(("own_km", round(own / 1000)), ("reference_km", round(wanted / 1000))),
        )  # fmt: skip


def _point(judged: Evaluation) -> tuple[int, int]:
    return judged.kpi.cost_cent, judged.kpi.co2e_g


def _battery_m(story: Story, judged: Evaluation) -> int:
    vehicles = story.scenario.system.vehicles
    return sum(
        t.distance_m
        for t in judged.trips
        if vehicles[t.trip.vehicle].class_.drive == "battery"
        and not any(f.severity is Severity.HARD for f in t.findings)
    )


ALL: tuple[tuple[str, Indicator], ...] = (("K2.co2_gap", co2_gap), ("K2.battery", battery))
