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
from game.domain.plan import Plan, Trip
from game.domain.steer import Steering
from game.domain.units import whole
from game.domain.world import Action, World
from game.rules.evaluate import evaluate
from game.solver.advice import charges, improve_plan, insertions
from game.solver.explain import explain
from game.solver.naive import naive_plan
from game.solver.objective import Objective
from game.solver.proposal import proposal_text
from game.solver.relax import Relaxation
from game.solver.steered import Steered
from game.solver.stops import Spot, empty_trip, lasting, spots, trip_of, with_order, without_order
from game.solver.ways import ways
from game.solver.why_words import why_not_text
from game.solver.whynot import WhyNot, already, why_not, why_not_slot
from tests.solver.solver_worlds import order, place, scattered, vehicle, world
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


def two_trucks(*orders_in: str) -> tuple[World, Plan]:
    """O1 rides alone and far too late on V1; V2 stands still."""
    w = world([place("DC", 0, 0), place("A", 60, 0), place("B", 24, 6)],
              [order("O1", delivery="A", opens=5, closes=5), order("O2", delivery="B", opens=5, closes=5)],
              [vehicle("V1"), vehicle("V2")])  # fmt: skip
    trip = empty_trip(w.vehicles["V1"])
    for name in orders_in:
        trip = with_order(trip, w.orders[name], w.vehicles["V1"], Spot(len(trip.stops)))
    return w, Plan(trips=(trip,)) if orders_in else Plan()


def test_late_elsewhere_is_no_fit() -> None:
    """An order that is late where it rides and late on the other truck too does not fit there."""
    w, plan = two_trucks("O1")
    assert why_not(w, plan, "O1", vehicle="V2").verdict == "cannot"
    assert why_not_slot(w, plan, "O1", "V2", 0).verdict == "cannot"


def test_one_late_order_out_is_no_room_for_another() -> None:
    """Taking out an order that is late makes no room for one that is late itself."""
    w, plan = two_trucks("O1")
    answer = why_not_slot(w, plan, "O2", "V1", 1)
    assert answer.verdict == "cannot"
    assert "order_out" not in {r.kind for r in (answer.relaxation, *answer.others) if r}


def riding() -> tuple[World, Plan]:
    """O1 rides on V1, lawful; V2 could drive it too, at more cost."""
    w = world([place("DC", 0, 0), place("A", 20, 0)],
              [order("O1", delivery="A"), order("O2", delivery="A")],
              [vehicle("V1"), vehicle("V2")])  # fmt: skip
    trip = with_order(empty_trip(w.vehicles["V1"]), w.orders["O1"], w.vehicles["V1"], Spot(0))
    return w, Plan(trips=(with_order(trip, w.orders["O2"], w.vehicles["V1"], Spot(1)),))


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_rides_is_not_compared_with_buying_in(code: str) -> None:
    """Moving an order that rides is dearer than now by what its proposal says; no price of buying in."""
    w, plan = riding()
    answer = why_not(w, plan, "O1", vehicle="V2")
    t = language(code).t
    text = why_not_text(answer, t)
    assert (answer.verdict, answer.relaxation) == ("not_worth", None)
    assert dict(answer.values)["euro"] == whole(answer.cost_cent / 100) > 0
    assert t("whynot.relax.price").split("{")[0] not in text


def test_no_dearer_than_now_is_said_so() -> None:
    """With CO2e as the aim a cheaper truck may be no better: then no price is told."""
    w, plan = riding()
    first, second = w.vehicles["V1"], w.vehicles["V2"]
    dear = replace(first, rates=replace(first.rates, distance_cent_per_km=500))
    thirsty = replace(second, class_=replace(second.class_, empty_per_100km=60, full_per_100km=70))
    changed_world = replace(w, vehicles={"V1": dear, "V2": thirsty})
    alone = plan.without_order("O2")
    kpi = evaluate(changed_world, alone).kpi
    answer = why_not(changed_world, alone, "O1", vehicle="V2", objective=Objective.against(kpi, 1.0))
    assert (answer.key, answer.relaxation) == ("whynot.not_worth.level", None)
    assert answer.cost_cent < 0


@pytest.mark.parametrize("code", LANGUAGES)
def test_where_the_second_load_comes(code: str) -> None:
    """A place that needs another load is told as such, not as a stop behind the customer before it."""
    w = world([place("DC", 0, 0), place("A", 20, 0), place("B", 24, 6)],
              [order("O1", delivery="A", pallets=12), order("O2", delivery="B", pallets=12, closes=6)],
              [vehicle("V1")])  # fmt: skip
    trip = with_order(empty_trip(w.vehicles["V1"]), w.orders["O1"], w.vehicles["V1"], Spot(0))
    t = language(code).t
    late = why_not(w, Plan(trips=(trip,)), "O2")
    assert late.way == "reload"
    assert t("whynot.near_reload").split("{vehicle}")[1].split("{")[0] in why_not_text(late, t)
    found = insertions(replace(w, orders={**w.orders, "O2": order("O2", delivery="B", pallets=12)}),
                       Plan(trips=(trip,)), "O2")  # fmt: skip
    then = [p for p in found if p.key == "proposal.reload_then"]
    assert then
    for proposal in then:
        assert "DC" not in proposal_text(proposal, t)


def test_a_planned_partner_is_no_truck() -> None:
    """An order that a partner drives is told so."""
    scenario, _ = broken_day("binnenstad-groningen")
    partner = next(iter(scenario.system.sites.partners))
    rides = next(iter(sorted(scenario.system.orders)))
    answer = already(scenario.system, Plan(given=((rides, partner),)), rides)
    assert answer is not None and answer.key == "whynot.planned.partner"
    name = scenario.system.sites.partners[partner].name
    assert all(name in why_not_text(answer, language(code).t) for code in LANGUAGES)


def test_no_main_part_of_nothing() -> None:
    """Where two plans cost the same in whole euros no part of the cost explains it."""
    w, plan = riding()
    trip: Trip = plan.trips[0]
    turned = plan.with_trip(replace(trip, stops=trip.stops[::-1]))
    old, new = evaluate(w, plan), evaluate(w, turned)
    assert abs(new.kpi.cost_cent - old.kpi.cost_cent) < 50
    assert explain(w, plan, old, turned, new).main is None


def test_a_place_is_named_where_the_truck_comes_late() -> None:
    """An order with a stop at both ends: late at its pickup is late there, not at its customer."""
    w = world([place("DC", 0, 0), place("A", 60, 0), place("B", 24, 6)],
              [order("O1", pickup="A", delivery="B", opens=5, closes=5)], [vehicle("V1")])  # fmt: skip
    trip = with_order(empty_trip(w.vehicles["V1"]), w.orders["O1"], w.vehicles["V1"], Spot(0, 0))
    late = [f for f in hard(evaluate(w, Plan(trips=(trip,)))) if f.rule == "late"]
    assert [dict(f.values)["customer"] for f in late] == ["A", "B"]
    answer = why_not_slot(w, Plan(), "O1", "V1", 0, 0)
    assert answer.finding is not None and dict(answer.finding.values)["customer"] in ("A", "B")
    home = with_order(empty_trip(w.vehicles["V1"]), order("O2", delivery="A", opens=5, closes=5),
                      w.vehicles["V1"], Spot(0))  # fmt: skip
    near = replace(w, orders={"O2": order("O2", delivery="A", opens=5, closes=5)})
    found = [f for f in hard(evaluate(near, Plan(trips=(home,)))) if f.rule == "late"]
    assert [dict(f.values)["customer"] for f in found] == ["Klant O2"]


def test_a_lock_is_no_rule() -> None:
    """An order that a lock keeps off the only truck is not said to be impossible."""
    w = world([place("DC", 0, 0), place("A", 20, 0)], [order("O1", delivery="A")], [vehicle("V1")])
    locked = Steered(w, Steering(never_trucks=(("O1", "V1"),)))
    objective = replace(Objective.against(evaluate(w, Plan()).kpi), steered=locked)
    for answer in (
        why_not(w, Plan(), "O1", objective=objective),
        why_not_slot(w, Plan(), "O1", "V1", 0, objective=objective),
    ):
        assert (answer.verdict, answer.scope, answer.rule) == ("not_found", "", "")
    assert why_not(w, Plan(), "O1").verdict == "fits"


def test_charges_are_told_as_they_are() -> None:
    """Just enough is five minutes from too little; at another moment is said only of the same charger."""
    scenario = api.load("elektrisch-drenthe")
    assert scenario.reference is not None
    w, reference, seen = scenario.system, scenario.reference.plan, set[str]()
    for trip in reference.trips:
        for at, stop in enumerate(trip.stops):
            if stop.action is not Action.CHARGE or stop.seconds <= 600:
                continue
            plan = reference.with_trip(lasting(trip, at, stop.seconds - 600))
            for found in charges(w, plan, trip.vehicle):
                after = carried_out(w, plan, found.commands).trip_of(trip.vehicle)
                assert after is not None
                stops = [(i, s) for i, s in enumerate(after.stops) if s.action is Action.CHARGE]
                if found.key == "proposal.charge_last":
                    (i, s), *_ = [x for x in stops if x[1] not in plan.trip_of(trip.vehicle).stops]  # type: ignore[union-attr]
                    assert not short(w, after) and short(w, lasting(after, i, s.seconds - 300))
                elif found.key in ("proposal.charge_move", "proposal.charge_elsewhere"):
                    moved = sorted(s.place for _, s in stops) == sorted(
                        s.place for s in trip.stops if s.action is Action.CHARGE
                    )
                    assert moved is (found.key == "proposal.charge_move"), found
                seen.add(found.key)
    assert {"proposal.charge_last", "proposal.charge_elsewhere"} <= seen, seen


def short(w: World, trip: Trip) -> bool:
    """Whether the battery does not last, or comes home with less than the reserve."""
    rules = {f.rule for f in evaluate(w, Plan(trips=(trip,))).findings}
    return bool(rules & {"battery_empty", "battery_reserve"})
