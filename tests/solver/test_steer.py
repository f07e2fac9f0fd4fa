"""Locks, forbids and windows at a price: the engine keeps to them, and says what it used."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.domain.errors import Illegal
from game.domain.plan import Plan
from game.domain.steer import FREE, Steering, Widening
from game.domain.world import Action, World
from game.rules.evaluate import evaluate
from game.solver.advice import improve_plan, insertions
from game.solver.naive import naive_plan
from game.solver.objective import Objective
from game.solver.portfolio import Portfolio
from game.solver.problem import build
from game.solver.reference import solve
from game.solver.steered import Steered, keeping, widened
from game.solver.task import SolveRequest
from tests.solver.solver_worlds import order, place, scattered, tiny, vehicle
from tests.solver.solver_worlds import world as made_world


@pytest.fixture(scope="module")
def world() -> World:
    """Eight orders, three trucks."""
    return scattered(8, 3, 7, direct=0.2)


def told(world: World, steering: Steering, start: Plan | None = None, trips: int = 700) -> list[Plan]:
    """Every plan that a search without processes tells under these locks."""
    found: list[Plan] = []
    request = SolveRequest(
        world=world, orders=frozenset(world.orders), start=start or Plan(), solution_limit=9,
        polish_trips=trips, model_share=0.0, steering=steering,
    )  # fmt: skip
    Portfolio(request, found.append).run()
    return found


@pytest.fixture(scope="module")
def free(world: World) -> Plan:
    """A good plan without locks."""
    return told(world, FREE)[-1]


def steered(world: World, steering: Steering, start: Plan | None = None) -> Plan:
    """The best plan under these locks; each one that is told keeps them, and is legal."""
    found = told(world, steering, start)
    assert found
    for plan in found:
        assert Steered(world, steering, start).breaks(plan) == ()
    assert evaluate(widened(world, steering), found[-1]).kpi.hard == 0
    return found[-1]


def test_an_order_goes_with_the_truck_that_was_asked(world: World, free: Plan) -> None:
    """Each order of the best plan's fullest trip is asked elsewhere: there it goes, whatever it costs."""
    trip = max(free.trips, key=lambda t: len(t.orders()))
    names = trip.orders()[:2]
    other = next(v for v in sorted(world.vehicles) if v != trip.vehicle)
    found = steered(world, Steering(trucks=tuple((o, other) for o in names)))
    assert {found.vehicle_of(o) for o in names} == {other}


def test_forbids_and_trucks_at_home(world: World, free: Plan) -> None:
    """Never with this truck, never by this driver, this truck stays at home: none of it happens."""
    one, two = (t for t in free.trips[:2])
    customer = world.orders[two.orders()[0]].customer
    steering = Steering(
        never_trucks=((one.orders()[0], one.vehicle),), never_drivers=((customer, two.driver),)
    )
    found = steered(world, steering)
    assert found.vehicle_of(one.orders()[0]) != one.vehicle
    assert found.vehicle_of(two.orders()[0]) != two.vehicle
    assert steered(world, Steering(idle=(one.vehicle,))).trip_of(one.vehicle) is None


def test_only_this_driver_comes_to_a_customer(world: World) -> None:
    """The customer sees the driver whom he knows, or somebody else's truck, never another of ours."""
    name = sorted(world.orders)[3]
    for driver in sorted(world.drivers):
        asked = Steering(drivers=((world.orders[name].customer, driver),), own=(name,))
        found = steered(world, asked)
        trip = found.trip_of(found.vehicle_of(name) or "")
        assert trip is not None and trip.driver == driver


def test_a_sequence_is_kept(world: World, free: Plan) -> None:
    """Two orders that the free plan visits in one sequence are asked for in the other."""
    trip = max(free.trips, key=lambda t: len(t.orders()))
    wide = replace(world, orders={
        o: replace(x, pickup_windows=(), delivery_windows=()) for o, x in world.orders.items()
    })  # fmt: skip
    asked = tuple(reversed(trip.orders()[:2]))
    found = steered(wide, Steering(sequences=(asked,)))
    carrier = found.trip_of(found.vehicle_of(asked[0]) or "")
    assert carrier is not None
    mine = [o for o in carrier.orders() if o in asked]
    assert tuple(mine) == asked


def test_a_locked_trip_stays_and_the_rest_is_planned(world: World) -> None:
    """The trip is the very same, stops, roads and start, and nothing joins it."""
    start = naive_plan(world, world.orders)
    locked = start.trips[0]
    found = steered(world, Steering(trips=(locked.vehicle,)), start)
    assert found.trip_of(locked.vehicle) == locked


def test_planning_the_rest_moves_nothing(world: World) -> None:
    """`keeping`: what was planned stays in its truck and sequence; what was left over finds a place."""
    plan = naive_plan(world, world.orders)
    out = plan.trips[0].orders()[0]
    plan = plan.without_order(out)
    found = steered(world, keeping(plan), plan)
    for trip in plan.trips:
        after = found.trip_of(trip.vehicle)
        assert after is not None
        assert [o for o in after.orders() if o in trip.orders()] == list(trip.orders())
    before, now = evaluate(world, plan).kpi, evaluate(world, found).kpi
    assert now.cost_cent <= before.cost_cent


def late_world(cent: int) -> tuple[World, Steering]:
    """Two customers at opposite ends who open at the same hour: one truck cannot be in time at both, unless
    one of them lets it come an hour later."""
    places = [place("DC", 0, 0), place("A", 25, 0), place("B", -25, 0)]
    orders = [order("O1", delivery="A", opens=8, closes=8), order("O2", delivery="B", opens=8, closes=8)]
    world = made_world(places, orders, [vehicle("V1")])
    return world, Steering(widenings=(Widening(order="O2", action=Action.DELIVER, minutes=90, cent=cent),))


def test_a_wider_window_is_used_when_it_pays() -> None:
    """For a few euro both are driven, and the plan says so; for much more one is bought in instead."""
    world, cheap = late_world(500)
    found = solve(world, world.orders, seconds=2, steering=cheap)
    assert [w.order for w in found.used] == ["O2"]
    assert found.plan.planned() == {"O1", "O2"} and found.evaluation.kpi.hard == 0
    assert found.objective == pytest.approx(
        (found.evaluation.kpi.cost_cent + 500)
        / evaluate(widened(world, cheap), naive_plan(widened(world, cheap), world.orders)).kpi.cost_cent
    )
    dear = steered(world, late_world(90_000)[1])
    assert len(dear.planned()) == 1


def test_advice_keeps_the_locks() -> None:
    """No proposal puts an order where it may not be, nor takes a locked one out."""
    world = tiny()
    plan = naive_plan(world, world.orders)
    name = plan.trips[0].orders()[0]
    here = plan.trips[0].vehicle
    other = next(v for v in world.vehicles if v != here)
    base = Objective.against(evaluate(world, plan).kpi)
    locked = replace(base, steered=Steered(world, Steering(trucks=((name, here),)), plan))
    assert any(p.vehicle == other for p in insertions(world, plan, name, objective=base, limit=20))
    found = insertions(world, plan, name, objective=locked, limit=20)
    assert {p.vehicle for p in found} <= {here}
    barred = replace(base, steered=Steered(world, Steering(idle=(other,)), plan))
    for proposal in improve_plan(world, plan, objective=barred):
        assert proposal.vehicle != other


def test_locks_that_nothing_can_keep(world: World) -> None:
    """Two locks against each other give no plan, and say so; a name that is not there as well."""
    name, truck = sorted(world.orders)[0], sorted(world.vehicles)[0]
    against = Steering(trucks=((name, truck),), idle=(truck,))
    assert told(world, against, trips=100) == []
    with pytest.raises(Illegal, match=r"steer\.none"):
        solve(world, world.orders, seconds=0.5, steering=against)
    for wrong in (Steering(own=("X",)), Steering(idle=("X",)), Steering(drivers=(("X", "DV1"),))):
        with pytest.raises(Illegal):
            solve(world, world.orders, seconds=0.5, steering=wrong)
    assert not FREE and Steering(idle=(truck,))


def test_the_model_knows_who_may_carry_what(world: World) -> None:
    """OR-Tools is not asked for what would not be told: a locked order has its truck only, and a price that
    no saving is worth."""
    name, truck = sorted(world.orders)[0], sorted(world.vehicles)[1]
    plain = Objective.against(evaluate(world, naive_plan(world, world.orders)).kpi)
    asked = replace(plain, steered=Steered(world, Steering(trucks=((name, truck),))))
    before, after = (build(world, world.orders, objective).problem for objective in (plain, asked))
    at = [i for i, n in enumerate(after["nodes"]) if n["allowed"] != before["nodes"][i]["allowed"]]
    assert at and all(after["nodes"][i]["allowed"] == [1] for i in at)
    more = [b["penalty"] - a["penalty"] for a, b in zip(before["orders"], after["orders"], strict=True)]
    assert sorted(more)[:-1] == [0] * (len(more) - 1) and max(more) > sum(
        o["penalty"] for o in before["orders"]
    )
