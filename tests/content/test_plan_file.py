"""Plan files go round, and what is wrong in one is said with its place."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game import PLAN_RULES
from game.content.load import load_from_files, load_scenario
from game.content.plan_file import plan_text, read_plan, reference_state, reference_text
from game.domain.errors import ContentFault
from game.domain.plan import Plan, Stop, Trip
from game.domain.scenario import Reference, Scenario
from game.domain.world import Action
from tests.content.authored import ELECTRIC, FLEET, ORDERS, scenario
from tests.content.test_exchange import HUB, PARTNER


@pytest.fixture(scope="module")
def tiny() -> Scenario:
    return load_scenario("eerste-rit")


PLAN = Plan(
    trips=(
        Trip(vehicle="V1", driver="D1", stops=(Stop(order="O1", action=Action.DELIVER),), start_s=25_565),
        Trip(
            vehicle="V2",
            driver="D2",
            stops=(Stop(order="O4", action=Action.COLLECT, route=1),),
            return_route=1,
        ),
    )
)


def test_a_plan_goes_round(tiny: Scenario) -> None:
    """Writing and reading gives the equal plan, to the second and the chosen road."""
    assert read_plan(plan_text("eerste-rit", PLAN).encode(), tiny.system) == PLAN


RICH_TABLES = """
[[charger]]
map = "ch_assen"

[[charger]]
place = "dc"
kw = 50
"""
OWN = (
    Stop(order="O1", action=Action.DELIVER, via="hub"),
    Stop(action=Action.CHARGE, place="ch_assen", seconds=2700, route=1),
    Stop(action=Action.CHARGE, place="dc", seconds=2701),
    Stop(action=Action.BREAK, seconds=900),
    Stop(action=Action.BREAK, place="emmen", seconds=1799),
    Stop(action=Action.RELOAD, route=2),
    Stop(order="O2", action=Action.COLLECT),
)


@pytest.fixture(scope="module")
def rich() -> Scenario:
    """A day with chargers, a hub and a partner."""
    orders = ORDERS + "O2,Winkel Weiert,emmen,dc,1000,4\nO3,Winkel Weiert,dc,emmen,1000,4\n"
    return scenario(RICH_TABLES, HUB, PARTNER, fleet=FLEET + ELECTRIC, orders=orders)


def test_every_kind_of_stop_goes_round(rich: Scenario) -> None:
    """Charging, breaks, reloads, a transfer, the charge to leave with, orders given away: to the second."""
    trip = Trip(vehicle="E1", driver="D2", stops=OWN, start_s=25_565, charge_permille=834)
    plan = Plan(trips=(trip,), given=(("O3", "buur"),))
    text = plan_text("test", plan)
    assert read_plan(text.encode(), rich.system) == plan
    values = json.loads(text)
    assert values["given"] == [{"order": "O3", "partner": "buur"}]
    assert values["trips"][0]["charge_percent"] == 83.4
    assert values["trips"][0]["stops"] == [
        {"order": "O1", "action": "deliver", "route": 0, "via": "hub"},
        {"charge": {"place": "ch_assen", "minutes": 45}, "route": 1},
        {"charge": {"place": "dc", "seconds": 2701}, "route": 0},
        {"break": {"minutes": 15}, "route": 0},
        {"break": {"place": "emmen", "seconds": 1799}, "route": 0},
        {"reload": {}, "route": 2},
        {"order": "O2", "action": "collect", "route": 0},
    ]


@given(
    start=st.none() | st.integers(0, 172_800),
    charge=st.none() | st.integers(0, 1000),
    length=st.integers(0, 86_400),
    route=st.integers(0, 2),
)
def test_any_times_go_round(
    rich: Scenario, start: int | None, charge: int | None, length: int, route: int
) -> None:
    """No second and no permille is lost in writing."""
    own = Stop(action=Action.CHARGE, place="ch_assen", seconds=length, route=route)
    stops = (own, Stop(order="O1", action=Action.DELIVER))
    trip = Trip(vehicle="E1", driver="D2", stops=stops, start_s=start, charge_permille=charge)
    plan = Plan(trips=(trip,))
    assert read_plan(plan_text("test", plan).encode(), rich.system) == plan


@pytest.mark.parametrize(
    ("stop", "where", "key"),
    [
        ({"charge": {"place": "emmen", "minutes": 5}}, ".charge.place", "fault.unknown_id_no_hint"),
        ({"charge": {"place": "dc"}}, ".charge", "fault.stop_length"),
        ({"charge": {"place": "dc", "minutes": 5, "seconds": 300}}, ".charge", "fault.stop_length"),
        ({"charge": {"minutes": 5}}, ".charge.place", "fault.key_missing"),
        ({"charge": {"place": "dc", "seconds": -1}}, ".charge.seconds", "fault.too_small"),
        ({"break": {"place": "zee", "minutes": 5}}, ".break.place", "fault.unknown_id_no_hint"),
        ({"break": {"minutes": 5}, "reload": {}}, "", "fault.stop_kind"),
        ({"reload": {"minutes": 5}}, ".reload.minutes", "fault.key_unknown_no_hint"),
        ({"order": "O1"}, "", "fault.stop_kind"),
        ({"action": "deliver"}, "", "fault.stop_kind"),
        ({"reload": {}, "via": "hub"}, "", "fault.stop_kind"),
        ({"order": "O1", "action": "deliver", "via": "hubb"}, ".via", "fault.unknown_id"),
        ({}, "", "fault.stop_kind"),
    ],
)
def test_faults_of_own_stops(rich: Scenario, stop: dict[str, object], where: str, key: str) -> None:
    """A charger, parking or hub that is not there; a stop for two things, or for nothing."""
    values = {"scenario": "test", "trips": [{"vehicle": "V1", "stops": [stop]}]}
    with pytest.raises(ContentFault) as error:
        read_plan(json.dumps(values).encode(), rich.system)
    assert [(f.where, f.key) for f in error.value.faults] == [(f"trips[1].stops[1]{where}", key)]


@pytest.mark.parametrize(
    ("pair", "where", "key"),
    [
        ({"order": "O9", "partner": "buur"}, "given[1].order", "fault.unknown_id_no_hint"),
        ({"order": "O1", "partner": "bur"}, "given[1].partner", "fault.unknown_id"),
        ({"order": "O2", "partner": "buur"}, "given[1].order", "fault.given_twice"),
    ],
)
def test_faults_of_given_orders(rich: Scenario, pair: dict[str, str], where: str, key: str) -> None:
    """An order is driven by us or by a partner, never both."""
    trips = [{"vehicle": "V1", "stops": [{"order": "O2", "action": "collect"}]}]
    values = {"scenario": "test", "trips": trips, "given": [pair]}
    with pytest.raises(ContentFault) as error:
        read_plan(json.dumps(values).encode(), rich.system)
    assert [(f.where, f.key) for f in error.value.faults] == [(where, key)]


def stops(*changes: dict[str, object]) -> dict[str, object]:
    """A trip's stops for O1, each with something else changed."""
    return {"stops": [{"order": "O1", "action": "deliver", **change} for change in changes]}


@pytest.mark.parametrize(
    ("change", "where", "key"),
    [
        ({"vehicle": "V9"}, "trips[1].vehicle", "fault.unknown_id_no_hint"),
        ({"driver": "Jan"}, "trips[1].driver", "fault.unknown_id_no_hint"),
        ({"start": "9.75"}, "trips[1].start", "fault.clock"),
        (stops({"order": "O7"}), "trips[1].stops[1].order", "fault.unknown_id_no_hint"),
        (stops({"action": "lift"}), "trips[1].stops[1].action", "fault.choice"),
        (stops({}, {}), "trips[1].stops[2].order", "fault.stop_twice"),
        (stops({"route": -1}), "trips[1].stops[1].route", "fault.too_small"),
        ({"colour": "red"}, "trips[1].colour", "fault.key_unknown_no_hint"),
        ({"stops": None}, "trips[1].stops", "fault.kind"),
    ],
)  # fmt: skip
def test_faults_have_a_place(tiny: Scenario, change: dict[str, object], where: str, key: str) -> None:
    """Each wrong field is named with its path."""
    values = {"scenario": "eerste-rit", "trips": [{"vehicle": "V1", "stops": [], **change}]}
    with pytest.raises(ContentFault) as error:
        read_plan(json.dumps(values).encode(), tiny.system)
    assert [(f.where, f.key) for f in error.value.faults] == [(where, key)]


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"trips": NaN}', b"1" * 5000, b"null", b'"x"']
)
def test_no_plan_at_all(tiny: Scenario, data: bytes) -> None:
    """Hostile or empty files give a fault, never another exception."""
    with pytest.raises(ContentFault) as error:
        read_plan(data, tiny.system)
    assert error.value.faults


def test_a_fresh_reference_is_read_and_a_stale_one_ignored(tiny: Scenario) -> None:
    """A reference counts only for the very files and rules that it was computed for."""
    fresh = Reference(
        plan=PLAN,
        certificate="proven",
        seed=1,
        seconds=2,
        rules_version=PLAN_RULES,
        content_hash=tiny.planning_hash,
        versions=(("ortools", "9"),),
        bound_cent=1_234,
    )
    for reference, state in (
        (fresh, "fresh"),
        (replace(fresh, content_hash="other"), "stale"),
        (replace(fresh, rules_version=PLAN_RULES - 1), "stale"),
    ):
        files = {**tiny.files, "reference.json": reference_text("eerste-rit", reference).encode()}
        loaded = load_from_files(files)
        assert loaded.reference == (fresh if state == "fresh" else None)
        assert reference_state(files, loaded.system, loaded.planning_hash) == state
    older = json.loads(reference_text("eerste-rit", fresh))
    del older["bound_cent"]
    files = {**tiny.files, "reference.json": json.dumps(older).encode()}
    assert load_from_files(files).reference == replace(fresh, bound_cent=None)
    broken = {**tiny.files, "reference.json": b"{"}
    assert reference_state(broken, tiny.system, tiny.planning_hash) == "broken"
