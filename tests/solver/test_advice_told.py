"""Advice on tiny worlds and single trips: what is said of a place, a price or a charge is so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game import api
from game.content.language import LANGUAGES, language
from game.domain.plan import Plan, Trip
from game.domain.steer import Steering
from game.domain.units import whole
from game.domain.world import Action, World
from game.rules.evaluate import evaluate
from game.solver.advice import charges, insertions
from game.solver.explain import explain
from game.solver.objective import Objective
from game.solver.proposal import proposal_text
from game.solver.steered import Steered
from game.solver.stops import Spot, empty_trip, lasting, with_order
from game.solver.why_words import why_not_text
from game.solver.whynot import already, why_not, why_not_slot
from tests.solver.solver_worlds import order, place, vehicle, world
from tests.solver.test_advice_true import broken_day, carried_out, hard


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
