"""Advice: exact differences, distinct vehicles, respect for what has begun."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.domain import commands as c
from game.domain.plan import Plan
from game.domain.world import World
from game.rules.evaluate import evaluate
from game.rules.moves import apply
from game.solver.advice import Proposal, improve_plan, insertions, plan_commands, proposal_dict, slots
from game.solver.naive import naive_plan
from game.solver.polish import improve_trip
from game.solver.stops import Spot, trip_of, with_order, without_order
from tests.solver.solver_worlds import scattered, tiny


def carry_out(world: World, plan: Plan, text: str, begun: dict[str, int] | None = None) -> Plan:
    """What the session would do with the text of a command."""
    return apply(world, plan, c.from_text(text), begun or {})


def check(world: World, plan: Plan, proposal: Proposal) -> None:
    """The proposal's differences are those of two fresh judgements."""
    after = plan
    for text in proposal.commands:
        after = carry_out(world, after, text)
    old, new = evaluate(world, plan), evaluate(world, after)
    got = tuple(
        getattr(new.kpi, k) - getattr(old.kpi, k) for k in ("cost_cent", "co2e_g", "drive_s", "late_s")
    )
    assert tuple(proposal.delta) == got
    assert new.kpi.hard - old.kpi.hard == proposal.rank_key[0]
    names = {(f.rule, f.subject, f.vehicle) for f in new.findings}
    assert {(f.rule, f.subject, f.vehicle) for f in proposal.new_findings} <= names
    assert not {(f.rule, f.subject, f.vehicle) for f in proposal.solved_findings} & names


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(1, 10_000), share=st.integers(0, 12), which=st.integers(0, 11))
def test_differences_equal_fresh_judgements(seed: int, share: int, which: int) -> None:
    """Every figure in a proposal is the difference of two whole evaluations, planned order or not."""
    world = scattered(12, 3, seed, collect=0.2, direct=0.3)
    ids = sorted(world.orders)
    plan = naive_plan(world, ids[:share])
    for proposal in insertions(world, plan, ids[which]):
        check(world, plan, proposal)
    for proposal in improve_plan(world, plan):
        check(world, plan, proposal)
        assert proposal.rank_key < (0, 0.0)


def test_distinct_vehicles_come_first() -> None:
    """A planner wants to see other trucks before other positions in the same truck."""
    world = scattered(12, 4, 5)
    plan = naive_plan(world, sorted(world.orders)[1:])
    found = insertions(world, plan, "O00")
    assert len(found) == 5
    assert len({p.vehicle for p in found[:4]}) == 4
    assert [p.rank_key for p in found[:4]] == sorted(p.rank_key for p in found[:4])


def test_collects_before_it_delivers() -> None:
    """No proposal for an order between two customers breaks precedence."""
    world = tiny()
    plan = naive_plan(world, ["O1", "O2", "O3", "O4"])
    found = insertions(world, plan, "O5", limit=100)
    assert len({p.commands for p in found}) == len(found)
    for proposal in found:
        after = carry_out(world, plan, proposal.commands[0])
        assert "precedence" not in {f.rule for f in evaluate(world, after).findings}


def test_slots_agree_with_insertions() -> None:
    """The tinted board and the ranked list say the same about the best place."""
    world = scattered(10, 3, 8)
    plan = naive_plan(world, sorted(world.orders)[1:])
    best = insertions(world, plan, "O00")[0]
    places = slots(world, plan, "O00")
    same = [s for s in places if (s.new_hard, s.cost_cent) == (best.rank_key[0], best.delta.cost_cent)]
    assert any(f"place O00 {s.vehicle} {s.at} {s.deliver_at}" == best.commands[0] for s in same)
    trips = {v: len(trip_of(plan, world.vehicles[v]).stops) + 1 for v in world.vehicles}
    assert len(places) == sum(trips.values())


@pytest.mark.parametrize("begun", [1, 2, 3])
def test_begun_stops_stay(begun: int) -> None:
    """Nothing is put before a stop that is driven to, and what is aboard stays aboard."""
    world = scattered(12, 2, 3, collect=0.5, direct=0.0)
    plan = naive_plan(world, world.orders)
    vehicle = plan.trips[0].vehicle
    fixed = {vehicle: begun}
    for order in sorted(world.orders):
        o = world.orders[order]
        for proposal in insertions(world, plan, order, begun=fixed, limit=100):
            after = carry_out(world, plan, proposal.commands[0], fixed)
            trip = after.trip_of(vehicle)
            assert trip is not None
            assert trip.stops[:begun] == plan.trips[0].stops[:begun]
            if o.pickup == "DC":
                assert (order in trip.orders()) == (order in plan.trips[0].orders())


def test_no_advice_behind_the_way_home() -> None:
    """A truck that is on its way home takes nothing more."""
    world = tiny()
    plan = naive_plan(world, ["O1", "O2", "O3"])
    fixed = {v: len(trip_of(plan, world.vehicles[v]).stops) + 1 for v in world.vehicles}
    assert insertions(world, plan, "O4", begun=fixed) == ()


def test_improve_trip_mends_a_bad_sequence() -> None:
    """A trip in the wrong sequence comes back without late stops, and its fixed stops stay."""
    world = tiny()
    vehicle = world.vehicles["V1"]
    trip = trip_of(Plan(), vehicle)
    for order in ("O1", "O2", "O3", "O4"):
        trip = with_order(trip, world.orders[order], vehicle, Spot(0))
    assert evaluate(world, Plan(trips=(trip,))).kpi.hard
    better = improve_trip(world, trip)
    assert evaluate(world, Plan(trips=(better,))).kpi.hard == 0
    assert improve_trip(world, trip, fixed=1).stops[0] == trip.stops[0]


def test_plan_commands_rebuild_the_plan() -> None:
    """The commands between two plans lead from one to the other, start of duty and way home included."""
    world = scattered(12, 3, 6, two_ways=True)
    before = naive_plan(world, sorted(world.orders)[:6])
    after = naive_plan(world, world.orders)
    trip = replace(after.trips[0], start_s=20_000, return_route=1)
    after = after.with_trip(trip)
    plan = before
    for text in plan_commands(before, after):
        plan = carry_out(world, plan, text)
    assert plan == after


def test_proposal_dict_has_the_keys_of_the_contract() -> None:
    """Scripts rely on these keys."""
    world = tiny()
    found = insertions(world, Plan(), "O1")[0]
    told = proposal_dict(found, 1, lambda key, **values: key)
    assert set(told) == {"rank", "kind", "commands", "delta", "new_findings", "solved_findings", "text"}
    assert set(told["delta"]) == {"cost_cent", "co2e_g", "drive_s", "late_s"}
    assert [f["rule"] for f in told["solved_findings"]] == ["unplanned"]


def test_taking_out_takes_both_stops() -> None:
    """An order between two customers leaves as a whole."""
    world = tiny()
    trip = naive_plan(world, ["O5"]).trips[0]
    assert len(trip.stops) == 2
    assert without_order(trip, "O5").stops == ()
