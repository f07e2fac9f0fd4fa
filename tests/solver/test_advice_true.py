"""Advice on plans that may not be driven: the referee works out again what is said of them.

Three shipped days with a trip turned around and a truck too full, and random worlds. A place fits when it
breaks nothing that is not broken already: that another rule is mended pays for nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game import api
from game.content.language import LANGUAGES, language
from game.domain.evaluation import Evaluation, Finding, Severity
from game.domain.plan import Plan
from game.domain.world import World
from game.rules.evaluate import evaluate
from game.solver.advice import improve_plan
from game.solver.naive import naive_plan
from game.solver.proposal import proposal_text
from game.solver.relax import Relaxation
from game.solver.stops import Spot, empty_trip, spots, trip_of, with_order, without_order
from game.solver.ways import ways
from game.solver.whynot import WhyNot, why_not
from tests.solver.solver_worlds import scattered
from tests.solver.test_whynot import changed

DAYS = ("vers-noord", "stukgoed", "binnenstad-groningen")
Name = tuple[str, str, str]


def spoiled(plan: Plan, world_of: World) -> Plan:
    """The longest trip turned around, and the orders of the shortest in the one after it."""
    long = max(plan.trips, key=lambda t: (len(t.stops), t.vehicle))
    made = plan.with_trip(replace(long, stops=long.stops[::-1]))
    rest = sorted((t for t in plan.trips if t != long), key=lambda t: (len(t.stops), t.vehicle))
    if len(rest) < 2:
        return made
    truck = world_of.vehicles[rest[1].vehicle]
    for name in rest[0].orders():
        made = made.without_order(name)
        base = trip_of(made, truck)
        made = made.with_trip(with_order(base, world_of.orders[name], truck, Spot(0, len(base.stops))))
    return made


@cache
def broken_day(name: str) -> tuple[api.Scenario, Plan]:
    """A shipped day with its reference spoiled."""
    scenario = api.load(name)
    assert scenario.reference is not None
    return scenario, spoiled(scenario.reference.plan, scenario.system)


def hard(judged: Evaluation) -> list[Finding]:
    return [f for f in judged.findings if f.severity is Severity.HARD]


def amounts(found: Iterable[Finding]) -> dict[Name, list[int]]:
    """Per rule, subject and vehicle by how much it is broken, the worst first."""
    made: dict[Name, list[int]] = {}
    for f in found:
        made.setdefault((f.rule, f.subject, f.vehicle), []).append(f.amount)
    return {name: sorted(many, reverse=True) for name, many in made.items()}


def breaks_more(old: Evaluation, new: Evaluation, about: str) -> bool:
    """Something is broken that was not, or further than it was; or the order itself."""
    before = amounts(hard(old))
    for name, many in amounts(hard(new)).items():
        had = before.get(name, [])
        if name[1] == about or len(many) > len(had) or any(a > b for a, b in zip(many, had, strict=False)):
            return True
    return False


def placed(w: World, plan: Plan, name: str, vehicles: Iterable[str]) -> Iterator[Plan]:
    """The plan with the order at every place of these vehicles, by every way."""
    for truck in (w.vehicles[v] for v in vehicles):
        base = without_order(trip_of(plan, truck), name)
        for via in ways(w, w.orders[name], truck):
            for spot in spots(w.orders[name], truck, base, 0):
                yield plan.without_order(name).with_trip(
                    with_order(base, w.orders[name], truck, spot, None, via)
                )


def check_answer(w: World, plan: Plan, answer: WhyNot, visible: frozenset[str], vehicles: list[str]) -> None:
    """The verdict, what it says of buying in, and every relaxation."""
    old, memo = evaluate(w, plan, None, visible), {}
    if answer.verdict == "cannot":
        for after in placed(w, plan, answer.order, vehicles):
            assert breaks_more(old, evaluate(w, after, memo, visible), answer.order), answer
    if answer.proposal is not None:
        new = evaluate(w, carried_out(w, plan, answer.proposal.commands), memo, visible)
        assert not breaks_more(old, new, answer.order), answer
    for found in (answer.relaxation, *answer.others):
        if found is not None and found.kind == "price":
            assert answer.order not in plan.covered()
        elif found is not None and answer.trip is not None:
            check_relaxation(w, plan, answer, found, visible)


def carried_out(w: World, plan: Plan, commands: Iterable[str]) -> Plan:
    from game.domain import commands as c
    from game.rules.moves import apply

    for text in commands:
        plan = apply(w, plan, c.from_text(text))
    return plan


def check_relaxation(
    w: World, plan: Plan, answer: WhyNot, found: Relaxation, visible: frozenset[str]
) -> None:
    """By so much it fits, by one unit less it does not, and the whole plan then costs what is said."""
    if found.kind not in ("window", "window_collect", "load", "start", "charge", "road", "order_out"):
        return
    old = evaluate(w, plan, None, visible)
    rest = plan.without_order(answer.order)
    for amount, fits in ((found.amount, True), (found.amount - 1, False)):
        made, alone = changed(w, answer, found, amount)
        after = rest.with_trip(alone.trips[0] if alone.trips else empty_trip(w.vehicles[answer.vehicle]))
        new = evaluate(made, after, None, visible)
        assert breaks_more(old, new, answer.order) is not fits, (found, amount)
        if fits:
            assert found.cost_cent == new.kpi.cost_cent - old.kpi.cost_cent, found


@pytest.mark.parametrize("name", DAYS)
def test_why_not_in_a_broken_plan(name: str) -> None:
    """Asked about another truck, and about an order taken out: nothing is said to fit that does not."""
    scenario, plan = broken_day(name)
    w, visible, seen = scenario.system, frozenset(api.orders(scenario)), Counter[str]()
    judged = evaluate(w, plan, None, visible)
    late = sorted({f.subject for f in hard(judged) if f.subject in w.orders})
    trucks = sorted(w.vehicles)
    for which, ride in enumerate([*late[:2], *sorted(plan.planned() - set(late))[:1]]):
        for asked, among in ((plan, [trucks[which]]), (plan.without_order(ride), trucks)):
            answer = why_not(
                w, asked, ride, orders=visible | {ride}, vehicle=among[0] if len(among) == 1 else ""
            )
            check_answer(w, asked, answer, visible | {ride}, among)
            seen[answer.verdict] += 1
    assert seen["cannot"] + seen["fits"] + seen["not_worth"] >= 3, seen


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(1, 10_000), which=st.integers(0, 11))
def test_why_not_in_random_broken_plans(seed: int, which: int) -> None:
    """The same in random worlds, for an order that rides and the same order taken out."""
    w = scattered(12, 3, seed)
    plan, name = spoiled(naive_plan(w, w.orders), w), f"O{which:02d}"
    visible = frozenset(w.orders)
    for asked in (plan, plan.without_order(name)):
        answer = why_not(w, asked, name, orders=visible)
        check_answer(w, asked, answer, visible, sorted(w.vehicles))


@pytest.mark.parametrize("name", DAYS)
def test_proposals_for_a_broken_plan(name: str) -> None:
    """What a proposal is said to solve is gone; a margin is named only where nobody comes late."""
    scenario, plan = broken_day(name)
    w, visible, told = scenario.system, frozenset(api.orders(scenario)), 0
    old = evaluate(w, plan, None, visible)
    for proposal in improve_plan(w, plan, orders=visible, effort=600, limit=8):
        after = carried_out(w, plan, proposal.commands)
        new = evaluate(w, after, None, visible)
        gone = {(f.rule, f.subject) for f in hard(old)} - {(f.rule, f.subject) for f in hard(new)}
        late = any(s.late_s for t in new.trips for s in t.stops if plan.trip_of(t.trip.vehicle) != t.trip)
        for code in LANGUAGES:
            t = language(code).t
            text = proposal_text(proposal, t)
            said = text.partition(t("proposal.solves").split("{")[0])[2]
            told += bool(said)
            assert bool(said) == bool(gone), text
            window = t("explained.margin.window").split("{")[0]
            assert not (late and window in text), text
    assert told
