"""Own trucks queue at places with few docks: in order of arrival, the same however the clock is cut."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.domain.day import DayState
from game.domain.evaluation import Activity, Doing
from game.domain.plan import Plan
from game.domain.scenario import Effect, Scenario
from game.domain.world import Load, World
from game.rules.evaluate import evaluate
from game.sim.day import Happening, advance, open_day
from game.sim.effects import apply_effect
from game.sim.expect import expected, judge_day
from game.sim.kept import KeptCourses
from tests.sim.days import scenario, sure
from tests.worlds import (
    HOUR,
    MIN,
    collect,
    deliver,
    matrix,
    order,
    plan,
    reload,
    trip,
    vehicle,
    window,
    world,
)

END = 2 * 86_400
EIGHT = 8 * HOUR


def docked(**docks: int) -> World:
    """Three trucks, three orders to A, one to B, one collected at B; so many docks at these places."""
    small = Load(kg=200, pallets=1, ldm_cm=40)
    orders = [order(f"O{n}", "A", load=small) for n in (1, 2, 3)]
    orders += [order("O4", "B", load=small), order("O5", "D", pickup="B")]
    made = world(orders, [vehicle(f"V{n}") for n in (1, 2, 3)])
    places = {k: replace(p, docks=docks.get(k, 0)) for k, p in made.places.items()}
    return replace(made, places=places)


def to_a(*starts_min: int) -> Plan:
    """V1, V2, V3 each bring one order to A; 10 min of check, 11 of loading, 30 of driving, 20 of service."""
    return plan(
        *(trip(f"V{n}", deliver(f"O{n}"), start_s=EIGHT + m * MIN) for n, m in enumerate(starts_min, 1))
    )


def run(
    of: Scenario, its: Plan, cuts: tuple[int, ...] = (), kept: KeptCourses | None = None
) -> tuple[DayState, list[Happening]]:
    """A whole day, the clock cut at these times."""
    state, log = open_day(of, of.system, its, 1), []
    for to_s in [*sorted(cuts), END]:
        while state.clock_s < to_s and not all(t.finished for t in state.trucks):
            state, happened = advance(of, of.system, its, state, to_s, kept=kept)
            log += happened
            if not any(h.asks for h in happened):
                break
    return state, log


def served(state: DayState, doing: Doing = Doing.SERVICE) -> list[tuple[str, int, int]]:
    """Work of all trucks in order of beginning: vehicle, begin and end in minutes after eight."""
    found = [(a.start_s, t.vehicle, a.end_s) for t in state.trucks for a in t.done if a.doing is doing]
    return [(v, (b - EIGHT) // MIN, (e - EIGHT) // MIN) for b, v, e in sorted(found)]


def waits(state: DayState) -> list[Activity]:
    return [a for t in state.trucks for a in t.done if a.cause.startswith("dock/")]


def test_who_comes_first_is_served_first() -> None:
    """Order of arrival counts, not the vehicle's name; each next one waits for the one before."""
    state, _ = run(scenario(docked(A=1)), to_a(10, 0, 5))
    assert served(state) == [("V2", 51, 71), ("V3", 71, 91), ("V1", 91, 111)]
    assert [(a.place, a.cause) for a in waits(state)] == [("A", "dock/A")] * 2


def test_who_comes_at_the_same_second_goes_by_vehicle() -> None:
    """Equal arrivals have one order on every machine."""
    state, _ = run(scenario(docked(A=1)), to_a(0, 0, 0))
    assert served(state) == [("V1", 51, 71), ("V2", 71, 91), ("V3", 91, 111)]


@pytest.mark.parametrize(("docks", "waiting"), [(0, 0), (1, 2), (2, 1), (3, 0)])
def test_as_many_as_there_are_docks_at_once(docks: int, waiting: int) -> None:
    """Two docks serve two trucks; without a limit nobody waits."""
    state, _ = run(scenario(docked(A=docks)), to_a(0, 0, 0))
    assert len(waits(state)) == waiting


def test_loading_at_the_depot_queues_too() -> None:
    """One dock at home: trucks leave one after the other; their unloading queues with it."""
    state, _ = run(scenario(docked(D=1)), to_a(0, 0, 0))
    assert served(state, Doing.LOAD) == [("V1", 10, 21), ("V2", 21, 32), ("V3", 32, 43)]


def test_a_plan_knows_of_no_queue_and_what_is_expected_does() -> None:
    """The plan's own judgement is as without docks; the day's expectation has the wait in it."""
    of, its = scenario(docked(A=1)), to_a(0, 0)
    free = evaluate(docked(), its).kpi
    assert evaluate(of.system, its).kpi == free
    state = open_day(of, of.system, its, 1)
    assert [t.wait_s for t in expected(of, of.system, its, state)] == [0, 20 * MIN]


def test_a_truck_between_two_orders_at_one_place_keeps_its_dock() -> None:
    """Two orders at one address are one visit; the other truck comes after both."""
    its = plan(
        trip("V1", deliver("O1"), deliver("O3"), start_s=EIGHT), trip("V2", deliver("O2"), start_s=EIGHT)
    )
    w = docked(A=1)
    state, _ = run(scenario(w), its)
    assert [v for v, _, _ in served(state)] == ["V2", "V1", "V1"]  # one pallet less to load
    its = plan(its.trips[0], replace(its.trips[1], start_s=EIGHT + 2 * MIN))
    state, _ = run(scenario(w), its)
    assert [v for v, _, _ in served(state)] == ["V1", "V1", "V2"]


def test_a_late_truck_loses_its_turn_and_all_that_follows() -> None:
    """A jam makes the first the second: it waits at the dock, and its next customer is late."""
    w = docked(A=1)
    orders = {**w.orders, "O4": replace(w.orders["O4"], delivery_windows=(window(0, 615),))}
    legs = {("D", "A"): replace(w.leg(w.vehicles["V1"], "D", "A"), road_spans=(("A28", 0.0, 1.0),))}
    w = replace(w, orders=orders, legs=matrix(("A", "B", "D"), legs))
    its = plan(
        trip("V1", deliver("O1"), deliver("O4"), start_s=EIGHT),
        trip("V2", deliver("O2"), start_s=EIGHT + 15 * MIN),
    )
    calm, _ = run(scenario(w), its)
    of = scenario(w, disruptions=(sure("jam", "A28", 30, 0, EIGHT + 30 * MIN),))
    state, _ = run(of, its)
    assert [v for v, _, _ in served(calm)] == ["V1", "V2", "V1"]
    assert [v for v, _, _ in served(state)] == ["V2", "V1", "V1"]
    assert waits(calm) and waits(state)
    stops = judge_day(of, w, its, state, frozenset(w.orders)).trips[0].stops
    assert {s.stop.order for s in stops if s.late_s} == {"O4"}
    assert not any(s.late_s for s in judge_day(scenario(w), w, its, calm, frozenset(w.orders)).trips[0].stops)


def test_a_truck_that_leaves_the_queue_lets_the_next_one_in() -> None:
    """The planner sends the second away while it waits: the third moves up."""
    of, its = scenario(docked(A=1)), to_a(0, 1, 2)
    state, _ = advance(of, of.system, its, open_day(of, of.system, its, 1), EIGHT + 60 * MIN)
    less = its.without_order("O2")
    while not all(t.finished for t in state.trucks):
        state, _ = advance(of, of.system, less, state, END)
    assert served(state) == [("V1", 51, 71), ("V3", 71, 91)]


def test_a_taken_dock_and_a_queue_are_waited_for_together() -> None:
    """Strangers hold the first truck up; the second has the dock after it."""
    of = scenario(docked(A=1), disruptions=(sure("dock", "A", 15, 0, EIGHT + 52 * MIN),))
    state, _ = run(of, to_a(0, 5))
    assert served(state) == [("V1", 66, 86), ("V2", 86, 106)]


def any_day(chance: random.Random) -> tuple[Scenario, Plan]:
    """Some docks, some trouble, some trips with reloads."""
    w = docked(A=chance.randrange(3), B=chance.randrange(3), D=chance.randrange(3))
    kinds = [("closed", "O2", 30), ("dock", "A", 15), ("breakdown", "V1", 50), ("sick", "dV2", 20),
             ("order_error", "*", 0), ("slow", "*", 0), ("late_loading", "V3", 25)]  # fmt: skip
    causes = tuple(
        replace(sure(*kind), from_s=EIGHT - 30 * MIN, to_s=EIGHT + 3 * HOUR, percent=60, chance=0.7)
        for kind in chance.sample(kinds, 4)
    )
    names = chance.sample(["O1", "O2", "O3", "O4", "O5"], 5)
    ends = sorted(chance.sample(range(1, 5), 2))
    parts = [names[: ends[0]], names[ends[0] : ends[1]], names[ends[1] :]]
    trips = []
    for number, part in enumerate(parts, 1):
        stops = [collect(n) if n == "O5" else deliver(n) for n in part]
        if len(stops) > 1 and chance.random() < 0.5:
            stops.insert(1, reload())
        trips.append(trip(f"V{number}", *stops, start_s=EIGHT + chance.randrange(20) * MIN))
    return scenario(w, disruptions=causes), plan(*trips)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 1 << 32), st.lists(st.integers(7 * HOUR, 14 * HOUR), max_size=12))
def test_queues_are_the_same_however_the_clock_is_cut(seed: int, cuts: list[int]) -> None:
    """Docks, breakdowns, slow roads and all: any cut gives the same states and the same news, and so do steps
    that keep their walks."""
    of, its = any_day(random.Random(seed))
    whole, log = run(of, its)
    for kept in (None, KeptCourses()):
        parts, log_parts = run(of, its, tuple(cuts), kept)
        assert log == log_parts
        assert whole == parts


def test_who_is_held_in_the_queue_loses_its_turn() -> None:
    """The second is told to wait for half an hour: the third goes first, and the second queues again."""
    of, its = scenario(docked(A=1)), to_a(0, 1, 2)
    state, _ = advance(of, of.system, its, open_day(of, of.system, its, 1), EIGHT + 60 * MIN)
    its, state = apply_effect(of.system, its, state, Effect(kind="hold_s", subject="V2", amount=20 * MIN))
    while not all(t.finished for t in state.trucks):
        state, _ = advance(of, of.system, its, state, END)
    assert served(state) == [("V1", 51, 71), ("V3", 71, 91), ("V2", 91, 111)]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 1 << 32))
def test_never_more_trucks_than_docks(seed: int) -> None:
    """At no second do more trucks work at a place than it has docks, whoever is told to wait."""
    chance = random.Random(seed)
    of, its = any_day(chance)
    state = open_day(of, of.system, its, 1)
    while not all(t.finished for t in state.trucks):
        held = Effect(kind="hold_s", subject=chance.choice(("V1", "V2", "V3")), amount=chance.randrange(1800))
        if chance.random() < 0.2:
            its, state = apply_effect(of.system, its, state, held)
        state, _ = advance(of, of.system, its, state, state.clock_s + chance.randrange(1200))
    for place in (p for p in of.system.places.values() if p.docks):
        spans = [
            (a.start_s, a.end_s)
            for t in state.trucks
            for a in t.done
            if a.doing in (Doing.SERVICE, Doing.LOAD, Doing.UNLOAD) and a.place == place.id
        ]
        for at_s, _ in spans:
            assert sum(b <= at_s < e for b, e in spans) <= place.docks


def test_kept_walks_are_not_those_of_another_plan() -> None:
    """A decision between two steps asks for new walks."""
    of, its, kept = scenario(docked(A=1)), to_a(0, 1, 2), KeptCourses()
    state, _ = advance(of, of.system, its, open_day(of, of.system, its, 1), EIGHT, kept=kept)
    less = its.without_order("O2")
    one, other = (advance(of, of.system, less, state, EIGHT + HOUR, kept=k) for k in (kept, KeptCourses()))
    assert one == other
    assert [p.vehicle for p in one[0].trucks] == ["V1", "V3"]
