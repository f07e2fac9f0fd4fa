"""Plan files go round, and what is wrong in one is said with its place."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from game import RULES_VERSION
from game.content.load import load_from_files, load_scenario
from game.content.plan_file import plan_text, read_plan, reference_state, reference_text
from game.domain.errors import ContentFault
from game.domain.plan import Plan, Stop, Trip
from game.domain.scenario import Reference, Scenario
from game.domain.world import Action


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
        rules_version=RULES_VERSION,
        content_hash=tiny.content_hash,
        versions=(("ortools", "9"),),
    )
    for reference, state in (
        (fresh, "fresh"),
        (replace(fresh, content_hash="other"), "stale"),
        (replace(fresh, rules_version=RULES_VERSION - 1), "stale"),
    ):
        files = {**tiny.files, "reference.json": reference_text("eerste-rit", reference).encode()}
        loaded = load_from_files(files)
        assert loaded.reference == (fresh if state == "fresh" else None)
        assert reference_state(files, loaded.system, loaded.content_hash) == state
    broken = {**tiny.files, "reference.json": b"{"}
    assert reference_state(broken, tiny.system, tiny.content_hash) == "broken"
