from dataclasses import replace

from game.rules.evaluate import evaluate
from game.sim.position import point_along, position
from tests.sim.days import scenario, sure
from tests.sim.played import LEAVES, moment, run
from tests.worlds import HOUR, MIN, collect, plan, tiny, trip


def test_a_truck_moves_evenly_along_its_leg():
    """Half-way in time is half-way on the line; before and after it stands at a place."""
    world = tiny()
    done = evaluate(world, plan(trip("V2", collect("O3"), start_s=7 * HOUR))).trips[0].activities
    depot, c = world.places["D"], world.places["C"]
    at = {m: position(world, "V2", done, 7 * HOUR + m * MIN) for m in (-5, 5, 25, 45, 500)}
    assert (at[-5].x_m, at[-5].activity) == (depot.x_m, -1)
    assert at[5].x_m == depot.x_m
    assert at[25].x_m == (depot.x_m + c.x_m) // 2 and at[25].leg_share == 0.5
    assert at[45].x_m == c.x_m
    assert at[500].x_m == depot.x_m


def test_a_point_along_a_bent_line():
    """Shares count length, not corners."""
    path = ((0, 0), (100, 0), (100, 300))
    assert [point_along(path, s) for s in (0, 0.25, 0.5, 1)] == [(0, 0), (100, 0), (100, 100), (100, 300)]


def test_a_truck_that_broke_down_stands_where_it_is():
    """On the road it keeps its place on the line for as long as it stands still."""
    of = scenario(disruptions=(replace(sure("breakdown", "V1", 60), **moment(LEAVES + 15 * MIN)),))
    state, _ = run(of)
    done = state.trucks[0].done
    spots = [position(of.system, "V1", done, LEAVES + m * MIN) for m in (15, 40, 74, 80)]
    assert {s.leg_share for s in spots[:3]} == {0.25}
    assert spots[3].leg_share > 0.25
    places = of.system.places
    assert spots[0].x_m == round(places["D"].x_m + 0.25 * (places["A"].x_m - places["D"].x_m))
