"""K2, green planning: how far from the greenest known plan at no higher cost; battery trucks used."""

from __future__ import annotations

from collections.abc import Iterator

from game.assess.acts import Acts
from game.assess.indicators.base import Indicator, Reading, percent
from game.assess.indicators.k1 import ceiling, compared, served_ceiling
from game.assess.settings import Settings
from game.assess.story import Story
from game.domain.evaluation import Evaluation, Severity

FREE_SHARE = 0.05
"""Less than this part of the naive plan's CO2e is no free saving to speak of (authored)."""


def co2_gap(story: Story, acts: Acts, figures: Settings, /) -> Iterator[Reading]:
    """Where the plan's CO2e lies between the lowest known (0) and the usual (1) at what it costs.

    Lowest known: of the stored front and the reference, at no higher cost. Usual: `_usual_g`. Only where
    the lowest is FREE_SHARE or more below the reference's: else money buys no CO2e on this day.
    Version 1: CO2e over the lowest known, minus 1, whatever room there is.
    """
    pair = compared(story)
    if pair is None:
        return
    (hand, reference), low = pair, _lowest_g(story, *pair)
    if low <= 0:
        return
    over = hand.kpi.co2e_g / low - 1
    if figures.items["K2.co2_gap"].version == 1:
        raw, at_most = over, ceiling(hand, reference)
    elif low <= (1 - FREE_SHARE) * reference.kpi.co2e_g:
        usual = _usual_g(story, hand, reference)
        raw = (hand.kpi.co2e_g - low) / (usual - low)
        at_most = min(ceiling(hand, reference), served_ceiling(hand)) if hand.trips else 0
    else:
        return
    values = (("percent", percent(over)),)
    yield Reading(raw=raw, events=acts.plan_events(), values=values, at_most=at_most)


def _lowest_g(story: Story, hand: Evaluation, reference: Evaluation) -> int:
    """Lowest known CO2e of a plan that costs no more than this one; the cheapest's for one cheaper than all.

    Known are the stored front and the reference, and the naive plan where there is no front.
    """
    known = [*story.front, _point(reference), *([_point(story.naive)] if not story.front else [])]
    return min([co2e for cost, co2e in known if cost <= hand.kpi.cost_cent] or [min(known)[1]])


def _usual_g(story: Story, hand: Evaluation, reference: Evaluation) -> float:
    """What a plan of this cost emits where nobody looks at CO2e: on the line from reference to naive plan."""
    (cost, low), (dearest, high) = _point(reference), _point(story.naive)
    along = (hand.kpi.cost_cent - cost) / (dearest - cost) if dearest > cost else 0.0
    return max(low, low + min(1.0, max(0.0, along)) * (high - low))


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


def free_saving(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Share taken of the CO2e that could be saved on the naive plan without paying more than it costs.

    What could be saved: down to the lowest CO2e of the stored front, or of the reference, at no higher cost.
    Only where that is FREE_SHARE of the naive plan's or more. A dearer plan saved nothing for free.
    """
    pair = compared(story)
    if pair is None:
        return
    (hand, reference), naive = pair, story.naive.kpi
    known = [co2e for cost, co2e in (*story.front, _point(reference)) if cost <= naive.cost_cent]
    room = naive.co2e_g - min(known, default=naive.co2e_g)
    if room > 0 and room >= FREE_SHARE * naive.co2e_g:
        saved = naive.co2e_g - hand.kpi.co2e_g if hand.kpi.cost_cent <= naive.cost_cent else 0
        yield Reading(
            raw=saved / room, events=acts.plan_events(),
            at_most=ceiling(hand, reference) if hand.trips else 0,
            values=(("kg", round(saved / 1000)), ("room_kg", round(room / 1000))),
        )  # fmt: skip


def charge_price(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """What a kWh costs the battery trucks in the hand-made plan over the reference's, minus 1.

    By when and where they charge. Only where both plans drive on batteries, and the reference charges
    somewhere beside the night at the depot or at more than one price.
    """
    pair = compared(story)
    if pair is None:
        return
    own, other = (_power(story, each) for each in pair)
    if own and other and len({round(cent / wh, 5) for cent, wh in other}) > 1:
        mine, best = (sum(c for c, _ in each) / sum(wh for _, wh in each) for each in (own, other))
        raw = mine / best - 1
        yield Reading(
            raw=raw, events=acts.plan_events(), values=(("percent", percent(raw)),),
            at_most=min(ceiling(*pair), served_ceiling(pair[0])),
        )  # fmt: skip


def _power(story: Story, judged: Evaluation) -> list[tuple[int, int]]:
    """Energy cost in cent and Wh of each battery trip that takes power."""
    vehicles = story.scenario.system.vehicles
    trips = (t for t in judged.trips if vehicles[t.trip.vehicle].class_.drive == "battery")
    return [(t.cost.energy, t.energy) for t in trips if t.energy > 0 and t.cost.energy > 0]


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


ALL: tuple[tuple[str, Indicator], ...] = (
    ("K2.co2_gap", co2_gap),
    ("K2.battery", battery),
    ("K2.free", free_saving),
    ("K2.charge", charge_price),
)
