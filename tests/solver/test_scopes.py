"""What is asked of one run of the computer: the player's rules, and how much may change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content.load import load_scenario
from game.domain.scenario import Scenario
from game.domain.steer import FREE, Steering, with_rule
from game.domain.world import World
from game.rules.evaluate import evaluate
from game.solver.scopes import SCOPES, Asked, asked_of, judged_with, kept_by, used_windows
from game.solver.steered import Steered
from tests.worlds import MIN, deliver, order, plan, trip, vehicle, window
from tests.worlds import world as world_of


def tiny_world() -> World:
    """Orders A, B and C, each at the shop of its name, and two trucks."""
    return world_of([order(n, n) for n in "ABC"], [vehicle("V1"), vehicle("V2")])


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """A day of some size."""
    return load_scenario("vers-noord")


def test_the_rest_leaves_what_is_planned_where_it_is(scenario: Scenario) -> None:
    """Planning the rest may add orders to trips, but moves none of those that are planned."""
    assert scenario.reference is not None
    now = scenario.reference.plan
    world, first = scenario.system, now.trips[0]
    asked = Asked(scope="rest").steering_for(world, now)
    assert not Steered(world, asked, now).breaks(now)
    turned = now.with_trip(replace(first, stops=tuple(reversed(first.stops))))
    assert Steered(world, asked, now).breaks(turned)
    away = now.without_order(first.orders()[0])
    assert Steered(world, asked, now).breaks(away)


def test_a_selection_locks_every_other_truck(scenario: Scenario) -> None:
    """Of a chosen trip only that vehicle may change, also trucks without a trip stay at home."""
    assert scenario.reference is not None
    now = scenario.reference.plan
    mine = now.trips[0].vehicle
    asked = Asked(scope="chosen", vehicles=(mine,)).steering_for(scenario.system, now)
    assert set(asked.trips) == set(scenario.system.vehicles) - {mine}


def test_a_rule_of_the_player_holds_in_every_scope() -> None:
    """A scope only adds to what was asked, where the two do not contradict."""
    world, now = tiny_world(), plan(trip("V1", deliver("A")))
    rules = with_rule(FREE, "idle|V2")
    for scope in SCOPES:
        made = Asked(steering=rules, scope=scope, vehicles=("V1",)).steering_for(world, now)
        assert made.idle == ("V2",)


RULES = ["idle|V2", "own|A", "trucks|A|V1", "never_trucks|B|V1", "widenings|C|deliver|15"]
some = st.lists(st.sampled_from(RULES), unique=True)


@given(st.integers(0, 100), st.integers(0, 60), st.sampled_from(SCOPES), some)
def test_a_question_reads_back_from_the_log(co2: int, margin: int, scope: str, rules: list[str]) -> None:
    """What is logged beside a proposal says exactly what was asked."""
    steering = FREE
    for rule in rules:
        steering = with_rule(steering, rule)
    asked = Asked(steering=steering, co2_percent=co2, margin_min=margin, scope=scope, vehicles=("V1",))
    assert asked_of({"seconds": 3, **asked.note()}) == asked


def test_each_rule_tells_whether_the_plan_keeps_it() -> None:
    """The list of rules says which of them the plan as it stands breaks."""
    world = tiny_world()
    now = plan(trip("V1", deliver("A"), deliver("B")))
    kept = {"trucks|A|V1": True, "trucks|A|V2": False, "idle|V2": True, "idle|V1": False, "own|C": False,
            "sequences|A|B": True, "sequences|B|A": False, "trips|V1": True}  # fmt: skip
    assert {rule: kept_by(world, now, rule) for rule in kept} == kept


def test_only_windows_that_are_used_are_asked_for() -> None:
    """A plan that comes within the given window needs no agreement; one that is late by less than was offered
    does, and is not late once that is agreed."""
    late = order("A", "A", delivery_windows=(window(0, 20),))
    world = world_of([late, order("B", "B")], [vehicle("V1"), vehicle("V2")])
    now = plan(trip("V1", deliver("A"), deliver("B"), start_s=0))
    shown = frozenset({"A", "B"})
    judged = evaluate(world, now, orders=shown).trip_of("V1")
    assert judged is not None and judged.stops[0].late_s > 0
    minutes = -(-judged.stops[0].late_s // MIN)
    for given_min, used in ((minutes, 1), (minutes - 1, 1)):
        asked: Steering = with_rule(FREE, f"widenings|A|deliver|{given_min}")
        asked = with_rule(asked, "widenings|B|deliver|30")
        found = used_windows(world, asked, now, shown)
        assert [w.order for w in found] == ["A"] * used
    wide = judged_with(world, now, used_windows(world, with_rule(FREE, f"widenings|A|deliver|{minutes}"), now,
                                                shown), shown)  # fmt: skip
    assert wide.kpi.late_s == 0
