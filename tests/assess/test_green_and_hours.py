"""Green planning and hours: savings for nothing, the price of a kWh, and minutes over the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.assess.indicators import evidence
from game.assess.sets import load
from game.assess.story import Story
from game.domain.evaluation import Evaluation, Finding, Severity
from tests.assess.stories import PLANNING, followed, lesson, story
from tests.assess.test_repairs import of

BASE = story(*PLANNING)


def figures(judged: Evaluation, cost_cent: int, co2e_g: int) -> Evaluation:
    return replace(judged, kpi=replace(judged.kpi, cost_cent=cost_cent, co2e_g=co2e_g))


def green(cost_cent: int, co2e_g: int, front: tuple[tuple[int, int], ...] = ((90_000, 60_000),)) -> Story:
    """A naive plan of 1000 euro and 100 kg, a known one of 900 euro and 60 kg, and this one by hand."""
    assert BASE.hand is not None and BASE.reference is not None
    return replace(
        BASE, naive=figures(BASE.naive, 100_000, 100_000), hand=figures(BASE.hand, cost_cent, co2e_g),
        reference=figures(BASE.reference, 90_000, 80_000), front=front,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cost_cent", "co2e_g", "raw", "category"),
    [
        (90_000, 60_000, 1.0, 3), (100_000, 80_000, 0.5, 1), (95_000, 100_000, 0.0, 0),
        (100_001, 60_000, 0.0, 0),
    ],
)  # fmt: skip
def test_a_saving_is_free_only_when_the_plan_is_no_dearer(cost_cent, co2e_g, raw, category):
    """Half of what could be had for nothing is a half; a cent more than the naive plan is not free."""
    found = of(evidence(green(cost_cent, co2e_g)), "K2.free")
    assert [(e.raw, e.category) for e in found] == [(raw, category)]


def test_where_nothing_is_to_be_had_for_nothing_nothing_is_asked():
    """A naive plan that is as green as any is no opportunity."""
    made = green(90_000, 99_000, front=((90_000, 99_000),))
    assert made.reference is not None
    bare = replace(made, reference=figures(made.reference, 90_000, 99_000))
    assert not of(evidence(bare), "K2.free")


CHOICE = ((90_000, 80_000), (95_000, 60_000))
"""A front on which 50 euro buy 20 kg."""


@pytest.mark.parametrize(
    ("cost_cent", "co2e_g", "raw", "category"),
    [
        (95_000, 60_000, 0.0, 3), (95_000, 66_000, 0.2, 3), (95_000, 75_000, 0.5, 2),
        (95_000, 90_000, 1.0, 1),
        (95_000, 90_100, 1.003333, 0), (120_000, 100_000, 1.0, 1), (120_000, 80_000, 0.5, 2),
    ],
)  # fmt: skip
def test_co2e_is_held_between_the_lowest_known_and_the_usual_at_that_cost(cost_cent, co2e_g, raw, category):
    """At 950 euro 60 kg is known and 90 kg is usual; who pays more than the naive plan has its 100 kg."""
    found = of(evidence(green(cost_cent, co2e_g, CHOICE)), "K2.co2_gap")
    assert [(e.raw, e.category) for e in found] == [(raw, category)]


@pytest.mark.parametrize(
    ("cost_cent", "front"),
    [(90_000, CHOICE), (94_999, CHOICE), (99_000, ((90_000, 80_000), (95_000, 77_000))), (99_000, ())],
)
def test_where_money_buys_no_co2e_there_is_no_gap_to_speak_of(cost_cent, front):
    """At that cost nothing known emits 5 % less than the reference: how good a plan is says K1."""
    assert not of(evidence(green(cost_cent, 99_000, front)), "K2.co2_gap")


def test_no_plan_and_a_plan_for_few_are_not_called_green():
    """Who drives nothing emits nothing: category 0; who leaves most orders out gets 1 at most."""
    made = green(95_000, 10_000, CHOICE)
    assert made.hand is not None
    few = replace(made.hand, kpi=replace(made.hand.kpi, unplanned=("O1", "O2", "O3")))
    for hand, category in ((replace(made.hand, trips=()), 0), (few, 1), (made.hand, 3)):
        found = of(evidence(replace(made, hand=hand)), "K2.co2_gap")
        assert [e.category for e in found] == [category]


def test_a_frozen_set_with_the_first_version_gives_the_first_gap():
    """`expert-4`: over the lowest known, minus 1, also where money buys no CO2e."""
    for cost_cent, raw in ((95_000, 0.2), (90_000, -0.1)):
        found = of(evidence(green(cost_cent, 72_000, CHOICE), load("expert-4")), "K2.co2_gap")
        assert [(e.version, e.raw) for e in found] == [(1, raw)]


def powered(own: int, *others: int) -> Story:
    """Both plans charge 100 kWh on each truck; own price and those of the reference in cent a kWh."""
    assert BASE.hand is not None and BASE.reference is not None
    system = BASE.scenario.system
    electric = {
        name: replace(v, class_=replace(v.class_, drive="battery")) for name, v in system.vehicles.items()
    }

    def charged(judged: Evaluation, prices: tuple[int, ...]) -> Evaluation:
        one = judged.trips[0]
        trips = (replace(one, energy=100_000, cost=replace(one.cost, energy=100 * p)) for p in prices)
        return replace(judged, trips=tuple(trips))

    return replace(
        BASE, scenario=replace(BASE.scenario, system=replace(system, vehicles=electric)),
        hand=charged(BASE.hand, (own,)), reference=charged(BASE.reference, others),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("own", "raw", "category"), [(20, -0.2, 3), (25, 0.0, 3), (30, 0.2, 1), (40, 0.6, 0)]
)
def test_the_price_of_a_kwh_is_held_against_the_reference(own, raw, category):
    """The reference pays 20 and 30 cent, 25 on average."""
    found = of(evidence(powered(own, 20, 30)), "K2.charge")
    assert [(e.raw, e.category) for e in found] == [(raw, category)]


def test_one_price_for_all_power_is_no_choice():
    """No opportunity without two prices in the reference, and none without batteries."""
    assert not of(evidence(powered(25, 20, 20)), "K2.charge")
    assert not of(evidence(BASE), "K2.charge")


def long_day() -> Story:
    """The same plan on a day of at most six hours, so that hours matter."""
    base = lesson()
    hours = replace(base.system.hours, duty_day_s=6 * 3600)
    return story(*PLANNING, of=replace(base, system=replace(base.system, hours=hours)))


def over(rule: str, minutes: int) -> Finding:
    return Finding(
        rule=rule, severity=Severity.HARD, subject="D1", vehicle="V1", amount=60 * minutes, unit="s"
    )


@pytest.mark.parametrize(("minutes", "category"), [(0, 3), (4, 2), (20, 1), (31, 0)])
def test_hours_are_counted_in_minutes(minutes, category):
    """One trip: its minutes over the driving time; being late for a customer is no matter of hours."""
    made = long_day()
    assert made.hand is not None and len(made.hand.trips) == 1
    findings = (over("late", 100), *((over("drive_day", minutes),) if minutes else ()))
    found = of(evidence(replace(made, hand=replace(made.hand, findings=findings))), "K3.hours")
    assert [(e.raw, e.category) for e in found] == [(minutes, category)]


def test_short_days_and_taken_plans_say_nothing_of_hours():
    """With hours to spare in the reference, or no trip by hand, there is no opportunity."""
    assert not of(evidence(BASE), "K3.hours")
    assert not of(evidence(followed()), "K3.hours")
