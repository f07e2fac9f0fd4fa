"""Worlds, plans and requests as JSON: what the worker gets is what the game has."""

from __future__ import annotations

import json

import pytest

from game.content.load import load_scenario
from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action
from game.rules.evaluate import evaluate
from game.solver import wire
from game.solver.naive import naive_plan
from game.solver.task import SolveRequest, read_task, write_task
from game.solver.world_wire import read_world, write_world

SCENARIOS = ("eerste-rit", "binnenstad-groningen", "container-rotterdam", "elektrisch-drenthe")


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_world_judges_the_same_after_the_journey(name: str) -> None:
    """Every figure and finding is equal to the cent, gram and second: zones, hours, transfers, charging."""
    scenario = load_scenario(name)
    world = scenario.system
    plan = scenario.reference.plan if scenario.reference else naive_plan(world, world.orders)
    sent = json.loads(json.dumps(write_world(world, plan)))
    there = read_world(sent)
    here_said, there_said = evaluate(world, plan), evaluate(there, plan)
    assert here_said.kpi == there_said.kpi
    assert here_said.findings == there_said.findings


def test_a_plan_comes_back_equal() -> None:
    """Own stops, transfers, partners and charges survive the way through text."""
    stops = (
        Stop(order="a", action=Action.DELIVER, route=1, via="hub"),
        Stop(action=Action.CHARGE, place="p", seconds=600),
    )
    trip = Trip(vehicle="V", driver="D", stops=stops, start_s=None, return_route=2, charge_permille=900)
    plan = Plan(trips=(trip,), given=(("b", "partner"),))
    assert wire.read(Plan, json.loads(json.dumps(wire.write(plan)))) == plan


def test_a_request_comes_back_equal() -> None:
    """What is asked of the worker is what the game asked."""
    world = load_scenario("eerste-rit").system
    request = SolveRequest(world=world, orders=frozenset(world.orders), begun={"V1": 2}, weight=0.5, seed=7)
    made = read_task(json.loads(json.dumps(write_task(request, write_world(world, Plan())))))
    assert (made.orders, made.begun, made.weight, made.seed) == (request.orders, {"V1": 2}, 0.5, 7)


@pytest.mark.parametrize("wrong", [None, 3, {}, {"world": {}, "legs": {}}])
def test_anything_else_is_refused(wrong: object) -> None:
    """A line that is no world raises one of three errors, never something stranger."""
    with pytest.raises((ValueError, TypeError, KeyError)):
        read_world(wrong)
