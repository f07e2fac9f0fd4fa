"""Explanations: which orders move, what that saves and on what it depends are those of the two plans."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game import api
from game.content.language import LANGUAGES, language
from game.domain.plan import Plan
from game.domain.units import clock, whole
from game.rules.evaluate import evaluate
from game.solver.advice import improve_plan, insertions, proposal_dict
from game.solver.explain import NARROW_S, Explained, explain
from game.solver.explain_words import explained_text, names
from game.solver.naive import naive_plan
from game.solver.stops import Spot, by_road, empty_trip, trip_of, with_order
from tests.solver.solver_worlds import order, place, scattered, tiny, vehicle, world


def told(w, before: Plan, after: Plan) -> Explained:
    """The explanation of two plans."""
    return explain(w, before, evaluate(w, before), after, evaluate(w, after))


def test_orders_that_move_are_named_with_both_carriers() -> None:
    """Customers, not order numbers; from whom to whom; bought in as such."""
    w = tiny()
    before = naive_plan(w, ["O1", "O2"])
    carrier = before.vehicle_of("O2") or ""
    other = next(v for v in sorted(w.vehicles) if v != carrier)
    trip = with_order(trip_of(before.without_order("O2"), w.vehicles[other]), w.orders["O2"],
                      w.vehicles[other], Spot(0))  # fmt: skip
    moved = told(w, before, before.without_order("O2").with_trip(trip)).moves[0]
    assert moved.key == "explained.vehicle_vehicle.one"
    assert dict(moved.values) == {"customers": ("Klant O2",), "source": carrier, "target": other}
    gone = told(w, before, before.without_order("O2")).moves[0]
    assert gone.key == "explained.vehicle_bought.one"


def test_many_orders_are_one_sentence() -> None:
    """Orders with the same way are told together, three by name and the rest as a number."""
    w = tiny()
    found = told(w, Plan(), naive_plan(w, ["O1", "O2", "O3", "O4"]))
    assert all(s.key.startswith("explained.bought_vehicle.") for s in found.moves)
    t = language("nl").t
    assert names(("A",), t) == "A"
    assert names(("A", "B"), t) == "A en B"
    assert names(("A", "B", "C", "D"), t) == "A, B, C en 1 andere"
    assert names(("A", "B", "C", "D", "E"), t) == "A, B, C en 2 andere"


def test_a_sequence_and_a_start() -> None:
    """What changes without an order moving is told too."""
    w = tiny()
    before = naive_plan(w, ["O1", "O2", "O3"])
    trip = max(before.trips, key=lambda t: len(t.stops))
    turned = before.with_trip(replace(trip, stops=trip.stops[::-1]))
    assert [s.key for s in told(w, before, turned).moves] == ["explained.sequence"]
    begins = evaluate(w, before).trip_of(trip.vehicle)
    assert begins is not None
    later = before.with_trip(replace(trip, start_s=begins.start_s + 600))
    start = told(w, before, later).moves
    assert [s.key for s in start] == ["explained.start"]
    assert dict(start[0].values)["time"] == clock(begins.start_s + 600)


def test_another_way_is_no_other_road() -> None:
    """To the transfer instead of to the customer is told as that; a road only where a stretch has another."""
    scenario = api.load("binnenstad-groningen")
    assert scenario.reference is not None
    w, before = scenario.system, scenario.reference.plan
    trip, sent = next((t, s.order) for t in before.trips for s in t.stops if s.via)
    direct = replace(trip, stops=tuple(replace(s, via="") if s.order == sent else s for s in trip.stops))
    assert [s.key for s in told(w, before, before.with_trip(direct)).moves] == ["explained.via_own"]
    for other in (
        replace(trip, return_route=1 - trip.return_route),
        by_road(trip, 0, 1 - trip.stops[0].route),
    ):
        assert [s.key for s in told(w, before, before.with_trip(other)).moves] == ["explained.road"]


def test_a_charge_that_is_no_longer_asked_for() -> None:
    """Without a charge of its own a truck leaves as it begins the day, and that is told."""
    w = world([place("DC", 0, 0), place("F", 30, 0)], [order("O1", delivery="F", pallets=2)],
              [replace(vehicle("V1", electric=True), start_soc_permille=800)])  # fmt: skip
    trip = with_order(empty_trip(w.vehicles["V1"]), w.orders["O1"], w.vehicles["V1"], Spot(0))
    full, plain = (Plan(trips=(replace(trip, charge_permille=p),)) for p in (1000, None))
    for before, after, percent in ((plain, full, 100), (full, plain, 80)):
        (said,) = told(w, before, after).moves
        assert (said.key, dict(said.values)["percent"]) == ("explained.charge_night", percent)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(1, 10_000), share=st.integers(2, 12))
def test_figures_are_differences_of_judgements(seed: int, share: int) -> None:
    """Euros, kilograms, minutes and kilometres are those of the referee; none that rounds to nothing."""
    w = scattered(12, 3, seed)
    before, after = naive_plan(w, sorted(w.orders)[:share]), naive_plan(w, w.orders)
    old, new = evaluate(w, before).kpi, evaluate(w, after).kpi
    said = {s.key: dict(s.values)["amount"] for s in told(w, before, after).gain}
    units = {"cost": ("cost_cent", 100), "co2e": ("co2e_g", 1000), "drive": ("drive_s", 60),
             "km": ("distance_m", 1000), "late": ("late_s", 60)}  # fmt: skip
    wanted = {}
    for name, (field, unit) in units.items():
        change = getattr(new, field) - getattr(old, field)
        if whole(abs(change) / unit):
            turn = "more" if change > 0 else "less"
            wanted[f"explained.gain.{name}.{turn}"] = whole(abs(change) / unit)
    assert said == wanted


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(1, 10_000))
def test_the_margin_is_the_smallest(seed: int) -> None:
    """No stop of a changed trip has less room than the one that is named."""
    w = scattered(12, 3, seed)
    after = naive_plan(w, w.orders)
    found = told(w, Plan(), after).depends
    rooms = [
        (s.window_close_s - s.begin_s) // 60
        for t in evaluate(w, after).trips for s in t.stops
        if s.stop.order and s.window_close_s >= s.begin_s
    ]  # fmt: skip
    if found is not None and found.key.startswith("explained.margin.") and "battery" not in found.key:
        assert dict(found.values)["n"] == min(rooms)
    else:
        assert min(rooms) * 60 >= NARROW_S - 60


def test_batteries_are_a_margin_too() -> None:
    """A truck that comes home just above its reserve is what the plan depends on."""
    w = world([place("DC", 0, 0), place("F", 76, 0)], [order("O1", delivery="F", pallets=2)],
              [replace(vehicle("V1", electric=True), start_soc_permille=1000)])  # fmt: skip
    trip = with_order(empty_trip(w.vehicles["V1"]), w.orders["O1"], w.vehicles["V1"], Spot(0))
    found = told(w, Plan(), Plan(trips=(trip,))).depends
    assert found is not None
    assert found.key == "explained.margin.battery"
    left = evaluate(w, Plan(trips=(trip,))).trips[0].battery_trace[-1][1] - 20_000
    assert dict(found.values)["kwh"] == whole(left / 1000)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_sentence_has_its_words(code: str) -> None:
    """No proposal and no explanation shows a key or an empty value."""
    t = language(code).t
    for seed in (1, 2, 3):
        w = scattered(14, 3, seed)
        plan = naive_plan(w, sorted(w.orders)[:10])
        texts = [explained_text(told(w, plan, naive_plan(w, w.orders)), t)]
        found = [*improve_plan(w, plan), *insertions(w, plan, "O13")]
        texts += [str(proposal_dict(p, i, t, found[0])["text"]) for i, p in enumerate(found, start=1)]
        for text in texts:
            assert "{" not in text and "explained." not in text and "proposal." not in text, text
            assert "1 orders" not in text and "  " not in text, text
