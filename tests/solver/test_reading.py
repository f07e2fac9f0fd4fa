"""A reading test: sentences of advice on three shipped days are read back, their figures worked out again."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from game import api
from game.content.language import LANGUAGES, language
from game.domain.evaluation import Severity
from game.domain.plan import Trip
from game.domain.units import whole
from game.domain.world import Window, World
from game.rules.evaluate import evaluate, evaluate_trip
from game.solver.stops import empty_trip, spots, trip_of, with_order, without_order
from tests.solver.readings import (
    DAYS,
    asked,
    check,
    check_main,
    check_margin,
    day,
    fleet_name,
    found_in,
    number,
    pattern,
    plans,
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", DAYS)
def test_every_proposal_is_true(name: str, lang: str) -> None:
    """What a proposal says of cost, CO2e, driving, place, margin and rules is what the referee finds."""
    scenario, told = day(name), 0
    for plan in plans(name):
        for order in asked(name, plan):
            less = plan.without_order(order)
            visible = api.orders(scenario) | {order}
            for proposal in api.advise(scenario, less, order, limit=4):
                told += check(name, less, visible, proposal, lang)
        for proposal in api.improve(scenario, plan):
            told += check(name, plan, api.orders(scenario), proposal, lang)
    assert told > 60


# --- why not --------------------------------------------------------------------------------------------


def hard_of(world: World, trip: Trip) -> int:
    return sum(f.severity is Severity.HARD for f in evaluate_trip(world, trip).findings)


def places(world: World, plan: api.Plan, order: str, vehicles: Iterable[str]) -> Iterator[tuple[Trip, Trip]]:
    """Every trip with the order at every place, and the trip without it."""
    for name in vehicles:
        vehicle = world.vehicles[name]
        base = without_order(trip_of(plan, vehicle), order)
        for spot in spots(world.orders[order], vehicle, base, 0):
            yield with_order(base, world.orders[order], vehicle, spot), base


def fits_somewhere(world: World, plan: api.Plan, order: str, vehicles: Iterable[str]) -> bool:
    """A place at which no hard finding comes in, judged one by one."""
    return any(
        hard_of(world, trip) <= hard_of(world, base) for trip, base in places(world, plan, order, vehicles)
    )


@pytest.mark.parametrize("name", DAYS)
def test_every_why_not_is_true(name: str) -> None:
    """Cannot: at no place of its scope. Fits: there, at that price. The rule is broken by so much."""
    scenario = day(name)
    world, seen = scenario.system, 0
    for plan in plans(name):
        for order in asked(name, plan):
            less = plan.without_order(order)
            vehicles = sorted(world.vehicles)
            for vehicle in ("", vehicles[0], vehicles[-1]):
                answer = api.why_not(scenario, less, order, vehicle)
                seen += 1
                within = [vehicle] if vehicle else vehicles
                if answer.verdict == "cannot":
                    assert not fits_somewhere(world, less, order, within), answer.key
                    if answer.scope == "never":
                        assert all(not fits_somewhere(world, api.Plan(), order, [v]) for v in vehicles), (
                            answer.key
                        )
                if answer.verdict in ("fits", "not_worth"):
                    check_fits(name, less, order, answer)
                if answer.finding is not None and answer.trip is not None and answer.scope != "never":
                    rules = {(f.rule, f.amount) for f in evaluate_trip(world, answer.trip).findings}
                    over = {(f.rule, f.amount) for f in evaluate(world, less.with_trip(answer.trip)).findings}
                    assert (answer.rule, answer.shortfall) in rules | over
                if answer.relaxation is not None and answer.trip is not None:
                    check_relaxation(world, answer, less)
    assert seen >= 30


def check_fits(name: str, plan: api.Plan, order: str, answer: api.WhyNot) -> None:
    """The place that is named is lawful, and costs what is said."""
    scenario, proposal = day(name), answer.proposal
    assert proposal is not None
    visible = api.orders(scenario) | {order}
    after = api.carry_out(scenario, plan, proposal)
    old, new = (evaluate(scenario.system, p, orders=visible) for p in (plan, after))
    change = new.kpi.cost_cent - old.kpi.cost_cent
    assert new.kpi.hard <= old.kpi.hard
    assert (change > 0) == (answer.verdict == "not_worth")
    for lang in LANGUAGES:
        check(name, plan, visible, proposal, lang)
        if answer.verdict == "not_worth":
            values = found_in(lang, "whynot.not_worth", api.say(answer, lang))
            assert values is not None
            assert number(values["euro"]) == whole(change / 100)
            values = found_in(lang, "whynot.relax.price", api.say(answer, lang))
            assert values is not None
            assert number(values["euro"]) == math.ceil(change / 100)


def check_relaxation(world: World, answer: api.WhyNot, plan: api.Plan) -> None:
    """So many minutes make it fit, and one less does not; the price said is that of the changed trip."""
    relaxed, trip = answer.relaxation, answer.trip
    assert relaxed is not None and trip is not None
    before = plan.trip_of(trip.vehicle) or empty_trip(world.vehicles[trip.vehicle])
    known = hard_of(world, before) if before.stops else 0

    def changed(amount: int) -> tuple[World, Trip]:
        if relaxed.kind == "window":
            order = world.orders[relaxed.subject]
            later = tuple(
                Window(open_s=w.open_s, close_s=w.close_s + 60 * amount) for w in order.delivery_windows
            )
            made = replace(order, delivery_windows=later)
            return replace(world, orders={**world.orders, order.id: made}), trip
        return world, replace(trip, start_s=evaluate_trip(world, trip).start_s - 60 * amount)

    if relaxed.kind in ("window", "start"):
        assert hard_of(*changed(relaxed.amount)) <= known
        assert hard_of(*changed(relaxed.amount - 1)) > known
    for lang in LANGUAGES:
        text = api.say(answer, lang)
        if relaxed.kind == "order_out":
            assert world.orders[relaxed.subject].customer in text
            assert hard_of(world, without_order(trip, relaxed.subject)) <= known
        for turn in ("cheaper", "dearer"):
            values = found_in(lang, f"whynot.then.{turn}", text)
            if values is not None:
                assert (relaxed.cost_cent < 0) == (turn == "cheaper")
                assert number(values["euro"]) == whole(abs(relaxed.cost_cent) / 100)


# --- one plan against another ---------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", DAYS)
def test_every_improvement_is_told_truly(name: str, lang: str) -> None:
    """From the naive plan to the reference: the gain in figures, and orders where they are said to go."""
    scenario = day(name)
    before, after = plans(name)
    old, new = (api.evaluate(scenario, p) for p in (before, after))
    text = api.explain(scenario, before, after, lang)
    fields = {"cost": ("cost_cent", 100), "co2e": ("co2e_g", 1000), "drive": ("drive_s", 60),
              "km": ("distance_m", 1000), "late": ("late_s", 60)}  # fmt: skip
    told = 0
    gain = text.split(language(lang).t("explained.gain").split("{")[0])[1]
    for key, (field, unit) in fields.items():
        change = getattr(new.kpi, field) - getattr(old.kpi, field)
        for turn in ("less", "more"):
            words = language(lang).t(f"explained.gain.{key}.{turn}").split("{amount}")
            hit = re.search(re.escape(words[0]) + r"([\d.,]+)" + re.escape(words[1]), gain)
            if hit:
                told += 1
                assert number(hit[1]) == whole(abs(change) / unit), text
                assert (change < 0) == (turn == "less"), text
    assert told >= 3
    check_moves(scenario.system, lang, before, after, text)
    check_main(lang, old, new, text)
    check_margin(scenario.system, lang, before, after, new, text)


def check_moves(world: World, lang: str, before: api.Plan, after: api.Plan, text: str) -> None:
    """Customers that are said to go from one truck to another do."""
    names, seen = {fleet_name(world, v, lang): v for v in world.vehicles}, 0
    for number_of in ("one", "many"):
        sentence = re.compile(pattern(lang, f"explained.vehicle_vehicle.{number_of}"))
        for hit in filter(None, map(sentence.fullmatch, re.split(r"(?<=\.) ", text))):
            source, target = names.get(hit["source"]), names.get(hit["target"])
            if source is None or target is None:
                continue
            seen += 1
            moved = [
                world.orders[o].customer for o in sorted(before.planned())
                if before.vehicle_of(o) == source and after.vehicle_of(o) == target
            ]  # fmt: skip
            said = hit["customers"].strip()
            named = [c for c in set(moved) if c in said]
            rest = re.search(r" (\d+) (andere|other)", said)
            assert moved and said.startswith(moved[0]), hit[0]
            assert len(moved) == (3 + int(rest[1]) if rest else len(moved)), hit[0]
            assert len(named) >= min(3, len(set(moved))), hit[0]
    assert seen
