"""Worlds, plans and requests as JSON: what the worker gets is what the game has."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import replace
from itertools import product

import pytest

from game.bench.rich_world import rich_scenario
from game.content.load import load_scenario
from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, Leg, Order, World
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


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_leg_comes_back_equal(name: str) -> None:
    """All roads between all places that are sent, fastest and others, with what they last at every hour."""
    world = load_scenario(name).system
    sent = json.loads(json.dumps(write_world(world, Plan())))
    there = read_world(sent)
    for profile in sent["legs"]["profiles"]:
        for a, b in product(sent["legs"]["places"], repeat=2):
            here = [_bare(leg) for leg in world.legs.options(profile, a, b)]
            assert list(there.legs.options(profile, a, b)) == here
            assert there.legs.fastest(profile, a, b) == here[0]


def _bare(leg: Leg) -> Leg:
    return replace(leg, roads=(), label="", path=(), road_spans=())


def test_a_large_world_sends_the_roads_near_by() -> None:
    """Beyond 120 places: the fastest road of every pair; the others to hubs, near places and as driven."""
    world = rich_scenario(130).system
    first, last = _far_apart(world)
    stops = tuple(Stop(order=o, action=Action.DELIVER) for o in (first.id, last.id))
    plan = Plan(trips=(Trip(vehicle="T01", driver="D01", stops=stops),))
    bare, driven = (read_world(write_world(world, p)).legs for p in (Plan(), plan))
    for a, b in product(list(world.places)[::7], repeat=2):
        assert bare.fastest("truck", a, b) == _bare(world.legs.fastest("truck", a, b))
    pair = first.delivery, last.delivery
    roads = tuple(map(_bare, world.legs.options("truck", *pair)))
    assert len(roads) > 1
    assert bare.options("truck", *pair) == roads[:1]
    assert driven.options("truck", *pair) == roads
    hub = "truck", "dc", first.delivery
    assert bare.options(*hub) == tuple(map(_bare, world.legs.options(*hub)))


def _far_apart(world: World) -> tuple[Order, Order]:
    """Two orders from the depot whose addresses have more roads between them, as far apart as can be."""
    found = [o for o in world.orders.values() if o.pickup == "dc"]
    ways = world.legs.options

    def metres(pair: tuple[Order, Order]) -> tuple[bool, int]:
        legs = ways("truck", pair[0].delivery, pair[1].delivery)
        return len(legs) > 1, legs[0].distance_m

    return max(product(found[:25], repeat=2), key=metres)


def test_a_world_is_written_once() -> None:
    """Writing again gives the same text, also when another plan asked for more roads in between."""
    world = load_scenario("binnenstad-groningen").system
    first = write_world(world, Plan())
    write_world(world, naive_plan(world, world.orders))
    again = write_world(world, Plan())
    assert again == first
    assert again["legs"]["legs"][0][1]


def test_rows_of_another_length_are_refused() -> None:
    """A table that was cut off is seen when it arrives, not in the middle of a search."""
    for column, index in (("legs", 0), ("hours", 1)):
        sent = write_world(load_scenario("vers-noord").system, Plan())
        table = sent["legs"][column] if column == "hours" else sent["legs"][column][0]
        table[index] = b64encode(b64decode(table[index])[:-4]).decode()
        with pytest.raises(ValueError, match="another"):
            read_world(sent)


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
