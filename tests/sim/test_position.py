from game.rules.evaluate import evaluate
from game.sim.position import point_along, position
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
