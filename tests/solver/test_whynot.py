"""Why-not: the amount that is said makes the order fit, one unit less does not; "cannot" is proven."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.language import LANGUAGES, language
from game.domain.evaluation import Severity
from game.domain.plan import Plan
from game.domain.sites import AccessRules, Sites, Window, Zone
from game.domain.world import Load, Order, World
from game.rules.evaluate import evaluate
from game.solver.naive import naive_plan
from game.solver.relax import Relaxation
from game.solver.stops import Spot, by_road, empty_trip, with_order, without_order
from game.solver.why_words import why_not_dict
from game.solver.whynot import WhyNot, already, why_not, why_not_slot
from tests.solver.solver_worlds import order, place, scattered, vehicle, world

PLACES = [place("DC", 0, 0), place("A", 20, 0), place("B", 24, 6), place("Z", 30, 0)]


def day(*orders: Order, electric: bool = False) -> World:
    """One truck and these orders."""
    return world(PLACES, list(orders), [vehicle("V1", electric=electric)])


def planned(w: World, *orders: str) -> Plan:
    """These orders in V1's trip, in this sequence."""
    trip = empty_trip(w.vehicles["V1"])
    for name in orders:
        trip = with_order(trip, w.orders[name], w.vehicles["V1"], Spot(len(trip.stops)))
    return Plan(trips=(trip,)) if orders else Plan()


def with_order_in(w: World, made: Order) -> World:
    """The world with one order changed."""
    return replace(w, orders={**w.orders, made.id: made})


def hard(w: World, answer: WhyNot, at: int, plan: Plan) -> int:
    """Hard findings with the order at a place."""
    base = plan.trip_of("V1") or empty_trip(w.vehicles["V1"])
    trip = with_order(base, w.orders[answer.order], w.vehicles["V1"], Spot(at))
    return evaluate(w, plan.with_trip(trip)).kpi.hard


def of_kind(answer: WhyNot, kind: str) -> Relaxation:
    """The relaxation of this kind among all that would do."""
    found = [r for r in (answer.relaxation, *answer.others) if r is not None and r.kind == kind]
    assert found, (kind, answer)
    return found[0]


def test_loads_no_solver_at_import() -> None:
    """A hover answers without OR-Tools or numpy in the game's process."""
    code = "import sys, game.solver.whynot; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"ortools", "numpy", "pygame"} & set(done.stdout.split())


def test_window_by_the_minute() -> None:
    """A window that closes so many minutes later makes it fit; one minute less does not."""
    w = day(order("O1", delivery="A", opens=8, closes=9), order("O2", delivery="Z", opens=6, closes=8))
    plan = planned(w, "O1")
    answer = why_not_slot(w, plan, "O2", "V1", 1)
    assert (answer.verdict, answer.scope, answer.rule, answer.unit) == ("cannot", "slot", "late", "s")
    minutes = of_kind(answer, "window").amount

    def closing(more: int) -> World:
        o = w.orders["O2"]
        windows = tuple(replace(x, close_s=x.close_s + 60 * more) for x in o.delivery_windows)
        return with_order_in(w, replace(o, delivery_windows=windows))

    assert hard(closing(minutes), answer, 1, plan) == 0
    assert hard(closing(minutes - 1), answer, 1, plan) > 0
    assert -(-answer.shortfall // 60) == minutes


@pytest.mark.parametrize(
    ("part", "load", "unit"),
    [
        ("kg", Load(kg=8000, pallets=2, ldm_cm=80), "kg"),
        ("ldm_cm", Load(kg=500, pallets=2, ldm_cm=700), "cm"),
        ("pallets", Load(kg=500, pallets=17, ldm_cm=80), "pallets"),
    ],
)
def test_load_by_the_unit(part: str, load: Load, unit: str) -> None:
    """So much less of the goods fits; one kilogram, centimetre or pallet more does not."""
    big = replace(order("O2", delivery="B"), load=load)
    w = day(order("O1", delivery="A", pallets=4), big)
    plan = planned(w, "O1")
    answer = why_not_slot(w, plan, "O2", "V1", 1)
    assert answer.verdict == "cannot" and answer.rule.startswith("capacity_")
    found = of_kind(answer, "load")
    assert (found.unit, found.subject) == (unit, "O2")

    def lighter(less: int) -> World:
        return with_order_in(w, replace(big, load=replace(load, **{part: getattr(load, part) - less})))

    assert hard(lighter(found.amount), answer, 1, plan) == 0
    assert hard(lighter(found.amount - 1), answer, 1, plan) > 0


def test_a_skill() -> None:
    """What the order needs is named; with it the order fits, with less it does not."""
    w = day(replace(order("O2", delivery="B"), needs=frozenset({"laadklep", "koeling"})))
    answer = why_not_slot(w, Plan(), "O2", "V1", 0)
    found = of_kind(answer, "skill")
    assert (answer.rule, found.amount, answer.shortfall) == ("needs_missing", 2, 2)
    truck = w.vehicles["V1"]
    for skills, broken in ((frozenset({"laadklep", "koeling"}), 0), (frozenset({"koeling"}), 1)):
        able = replace(w, vehicles={"V1": replace(truck, skills=skills)})
        assert hard(able, answer, 0, Plan()) == broken


def zoned(windows: tuple[Window, ...] = (), since: date | None = None) -> World:
    """The address B lies in a zone."""
    w = day(order("O2", delivery="B", opens=10, closes=12))
    zone = Zone(id="z", name="Zone", zero_emission_from=since, windows=windows)
    sites = Sites(zones={"z": zone}, access=AccessRules())
    places = {**w.places, "B": replace(w.places["B"], zones=frozenset({"z"}))}
    return replace(w, sites=sites, places=places)


def test_a_permit() -> None:
    """A zone without emissions: an exemption makes it fit."""
    w = zoned(since=date(2025, 1, 1))
    answer = why_not_slot(w, Plan(), "O2", "V1", 0)
    found = of_kind(answer, "permit")
    assert (answer.rule, found.subject, found.amount) == ("zone_emission", "z", 1)
    allowed = replace(w, vehicles={"V1": replace(w.vehicles["V1"], permits=frozenset({"z"}))})
    assert hard(allowed, answer, 0, Plan()) == 0


def test_zone_hours_by_the_minute() -> None:
    """A zone that opens and closes so much wider makes it fit; one minute less does not."""
    w = zoned(windows=(Window(open_s=5 * 3600, close_s=9 * 3600),))
    answer = why_not_slot(w, Plan(), "O2", "V1", 0)
    found = of_kind(answer, "zone_hours")

    def wider(minutes: int) -> World:
        window = Window(open_s=5 * 3600 - 60 * minutes, close_s=9 * 3600 + 60 * minutes)
        zone = replace(w.sites.zones["z"], windows=(window,))
        return replace(w, sites=replace(w.sites, zones={"z": zone}))

    assert hard(wider(found.amount), answer, 0, Plan()) == 0
    assert hard(wider(found.amount - 1), answer, 0, Plan()) > 0


def test_charge_by_the_per_mille() -> None:
    """A battery that leaves so much fuller lasts; one per mille less does not."""
    far = [place("DC", 0, 0), place("F", 75, 0)]
    truck = replace(vehicle("V1", electric=True), start_soc_permille=600)
    w = world(far, [order("O1", delivery="F", pallets=2)], [truck])
    answer = why_not_slot(w, Plan(), "O1", "V1", 0)
    found = of_kind(answer, "charge")
    assert (answer.rule, answer.unit, found.unit) == ("battery_empty", "wh", "permille")
    for permille, fits in ((found.amount, True), (found.amount - 1, False)):
        fuller = replace(w, vehicles={"V1": replace(truck, start_soc_permille=600 + permille)})
        assert (hard(fuller, answer, 0, Plan()) == 0) is fits


def test_an_earlier_start_by_the_minute() -> None:
    """The driver who begins so much earlier is in time; one minute less is not enough."""
    w = day(order("O1", delivery="A", opens=5, closes=18), order("O2", delivery="Z", opens=5, closes=7))
    plan = Plan(trips=(replace(planned(w, "O1").trips[0], start_s=6 * 3600),))
    answer = why_not_slot(w, plan, "O2", "V1", 1)
    found = of_kind(answer, "start")
    trip = with_order(plan.trips[0], w.orders["O2"], w.vehicles["V1"], Spot(1))
    start_s = evaluate(w, Plan(trips=(trip,))).trips[0].start_s
    for minutes, broken in ((found.amount, 0), (found.amount - 1, 1)):
        earlier = replace(trip, start_s=start_s - 60 * minutes)
        assert evaluate(w, Plan(trips=(earlier,))).kpi.hard == broken


def test_another_order_gives_way() -> None:
    """Without the order that is named this one fits, and the cost is that of the whole plan."""
    w = day(order("O1", delivery="A", pallets=10), order("O2", delivery="B", pallets=12))
    plan = planned(w, "O1")
    answer = why_not_slot(w, plan, "O2", "V1", 1)
    found = of_kind(answer, "order_out")
    assert found.subject == "O1"
    after = evaluate(w, planned(w, "O2")).kpi
    assert found.cost_cent == after.cost_cent - evaluate(w, plan).kpi.cost_cent
    assert after.hard == 0


def test_never_is_proven() -> None:
    """Larger than every truck, or a window that nobody reaches: fails alone on every vehicle."""
    big = replace(order("O2", delivery="B"), load=Load(kg=9001, pallets=2, ldm_cm=80))
    answer = why_not(day(big), Plan(), "O2")
    assert (answer.verdict, answer.scope, answer.rule, answer.shortfall) == (
        "cannot",
        "never",
        "capacity_kg",
        1,
    )
    just = replace(big, load=Load(kg=9000, pallets=2, ldm_cm=80))
    assert why_not(day(just), Plan(), "O2").verdict in ("fits", "not_worth")


def test_plan_scope_tries_every_place() -> None:
    """It would go alone, but in no place of the plan as it stands: cannot, scope plan."""
    w = day(
        order("O1", delivery="A", opens=8, closes=8),
        order("O2", delivery="Z", opens=8, closes=8, penalty=90_000),
    )
    answer = why_not(w, planned(w, "O1"), "O2")
    assert (answer.verdict, answer.scope, answer.rule) == ("cannot", "plan", "late")
    assert answer.relaxation is not None


def test_not_worth_by_the_cent() -> None:
    """It fits but costs more than buying it in: by exactly so many cents."""
    w = day(order("O1", delivery="Z", penalty=100))
    answer = why_not(w, Plan(), "O1")
    assert (answer.verdict, answer.rule, answer.unit) == ("not_worth", "price", "cent")
    for cents, verdict in ((answer.shortfall, "fits"), (answer.shortfall - 1, "not_worth")):
        paid = with_order_in(w, replace(w.orders["O1"], penalty_cent=100 + cents))
        assert why_not(paid, Plan(), "O1").verdict == verdict


@pytest.mark.parametrize("seed", range(1, 4))
def test_cannot_is_never_said_of_what_fits(seed: int) -> None:
    """Scope plan means that no place in any trip is legal; a slot's cannot that this one is not."""
    w = scattered(14, 2, seed)
    plan = naive_plan(w, w.orders)
    was = evaluate(w, plan).kpi.hard
    for name in sorted(set(w.orders) - plan.planned())[:4]:
        answer = why_not(w, plan, name)
        legal = False
        for truck in w.vehicles.values():
            base = plan.trip_of(truck.id) or empty_trip(truck)
            for at in range(len(base.stops) + 1):
                trip = with_order(base, w.orders[name], truck, Spot(at, at))
                fine = evaluate(w, plan.with_trip(trip)).kpi.hard <= was
                said = why_not_slot(w, plan, name, truck.id, at, at)
                assert (said.verdict == "cannot") is not fine
                legal |= fine
        assert not (legal and answer.verdict == "cannot")


def changed(w: World, answer: WhyNot, found: Relaxation, amount: int) -> tuple[World, Plan]:
    """The world and the place's trip after changing what the relaxation names by so much, made anew here."""
    trip = answer.trip
    assert trip is not None
    if found.kind in ("window", "window_collect"):
        o, more = w.orders[found.subject], 60 * amount
        end = "delivery_windows" if found.kind == "window" else "pickup_windows"
        later = tuple(replace(x, close_s=x.close_s + more) for x in getattr(o, end))
        w = with_order_in(w, replace(o, **{end: later}))
    elif found.kind == "load":
        o, part = w.orders[found.subject], {"cm": "ldm_cm"}.get(found.unit, found.unit)
        less = replace(o.load, **{part: getattr(o.load, part) - amount})
        w = with_order_in(w, replace(o, load=less))
    elif found.kind == "start":
        begins = evaluate(w, Plan(trips=(trip,))).trips[0].start_s
        trip = replace(trip, start_s=begins - 60 * amount)
    elif found.kind == "charge":
        truck = w.vehicles[trip.vehicle]
        fuller = replace(truck, start_soc_permille=truck.start_soc_permille + amount)
        w = replace(w, vehicles={**w.vehicles, truck.id: fuller})
    elif found.kind == "order_out" and amount:
        trip = without_order(trip, found.subject)
    elif found.kind == "road" and amount:
        at, route = map(int, found.subject.split("/"))
        trip = by_road(trip, at, route)
    return w, Plan(trips=(trip,))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(1, 10_000), which=st.integers(0, 13))
def test_what_is_said_fits_and_one_less_does_not(seed: int, which: int) -> None:
    """Every relaxation of every answer, carried out: the amount makes it fit, one unit less does not."""
    w = scattered(14, 2, seed, two_ways=True)
    plan = naive_plan(w, w.orders).without_order(f"O{which:02d}")
    answer = why_not(w, plan, f"O{which:02d}")
    if answer.trip is None:
        return
    assert answer.verdict in ("cannot", "not_found")
    base = Plan(trips=tuple(t for t in plan.trips if t.vehicle == answer.trip.vehicle))
    had = sum(f.severity is Severity.HARD for t in evaluate(w, base).trips for f in t.findings)
    for found in (answer.relaxation, *answer.others):
        if found is None or found.kind == "plug":
            continue
        for amount, fits in ((found.amount, True), (found.amount - 1, False)):
            made, after = changed(w, answer, found, amount)
            judged = evaluate(made, after).trips
            broken = sum(f.severity is Severity.HARD for t in judged for f in t.findings)
            assert (broken <= had) is fits, (found, amount)


def test_the_cost_that_is_said_is_the_plans() -> None:
    """With the relaxation granted the whole plan costs so much more or less as the sentence says."""
    w = day(order("O1", delivery="A", opens=8, closes=9), order("O2", delivery="Z", opens=6, closes=8))
    plan = planned(w, "O1")
    answer = why_not_slot(w, plan, "O2", "V1", 1)
    for found in (answer.relaxation, *answer.others):
        assert found is not None
        made, after = changed(w, answer, found, found.amount)
        cost = evaluate(made, after).kpi.cost_cent - evaluate(w, plan).kpi.cost_cent
        assert found.cost_cent == cost, found


def test_on_one_vehicle() -> None:
    """Asked about one vehicle, the answer is about that one and says so."""
    w = world(PLACES, [order("O1", delivery="A", pallets=18), order("O2", delivery="B", pallets=4)],
              [vehicle("V1"), vehicle("V2")])  # fmt: skip
    full = planned(w, "O1")
    assert why_not(w, full, "O2").verdict in ("fits", "not_worth")
    reloads = why_not(w, full, "O2", vehicle="V1")
    assert reloads.vehicle == "V1"
    tight = with_order_in(w, replace(w.orders["O2"], load=Load(kg=500, pallets=19, ldm_cm=80)))
    answer = why_not(tight, full, "O2", vehicle="V1")
    assert (answer.verdict, answer.vehicle) == ("cannot", "V1")


def test_planned_already() -> None:
    """Who asks about an order that rides along hears where, and what is wrong with it there."""
    w = day(order("O1", delivery="A", opens=8, closes=9), order("O2", delivery="Z", opens=6, closes=8))
    plan = planned(w, "O1", "O2")
    answer = already(w, plan, "O2")
    assert answer is not None
    assert (answer.verdict, answer.vehicle, answer.rule) == ("planned", "V1", "late")
    assert already(w, planned(w, "O1"), "O2") is None


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_answer_has_its_sentences(code: str) -> None:
    """No answer shows a key instead of words, or a value that nobody filled in."""
    speech = language(code)
    for kind in ("window", "window_collect", "load", "skill", "permit", "zone_hours", "start", "road",
                 "charge", "plug", "order_out", "price"):  # fmt: skip
        units = ("kg", "cm", "pallets", "roll_cages") if kind == "load" else ("pallets",)
        for unit, amount in product(units, (1, 2)):
            said = Relaxation(
                kind=kind, subject="", amount=amount, unit=unit, cost_cent=0, co2e_g=0, values=()
            )
            assert speech.has(said.key), said.key
    for seed in (1, 2, 3):
        w = scattered(14, 2, seed)
        plan = naive_plan(w, w.orders)
        for name in sorted(set(w.orders) - plan.planned())[:5]:
            text = str(why_not_dict(why_not(w, plan, name), speech.t)["text"])
            assert "{" not in text and "whynot." not in text and "finding." not in text, text


def test_the_keys_of_the_contract() -> None:
    """What `ritregie whynot` prints has CONTRACT's keys."""
    w = day(replace(order("O2", delivery="B"), needs=frozenset({"laadklep"})))
    said = why_not_dict(why_not(w, Plan(), "O2"), lambda key, **_: key)
    assert set(said) == {"order", "verdict", "scope", "rule", "shortfall", "unit", "relaxation", "text"}
    keys = ["whynot.cannot.never", "Finding.needs_missing.", "whynot.relax.skill", "whynot.then.cheaper"]
    assert said["text"].split() == keys
