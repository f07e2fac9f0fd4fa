"""Which trip lies below the pointer on the map."""

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from game.ui.map_find import CELL_M, away_m, cells_of, trip_near, trip_of_stop
from game.ui.map_symbols import MapStop
from game.ui.map_trips import MapTrip

coordinates = st.tuples(st.floats(200_000, 240_000), st.floats(500_000, 540_000))


def away(p: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance to a stretch, by walking along it."""
    return min(
        math.dist(p, (a[0] + (b[0] - a[0]) * k / 400, a[1] + (b[1] - a[1]) * k / 400)) for k in range(401)
    )


@given(st.lists(coordinates, min_size=2, max_size=6), coordinates)
def test_distance_is_that_of_the_nearest_stretch(
    line: list[tuple[float, float]], place: tuple[float, float]
) -> None:
    """Within a cell the grid tells the same as looking at the whole line; beyond that it may say nothing."""
    real = min(away(place, a, b) for a, b in itertools.pairwise(line))
    found = away_m(cells_of(line), place)
    if real < CELL_M * 0.9:
        assert abs(found - real) < 400  # points nearer than SPARSE_M are left out
    else:
        assert found >= real - 400


def test_the_nearest_trip_within_reach_and_the_chosen_one_first() -> None:
    """A few pixels decide; where lines lie together the chosen trip is meant."""
    one = MapTrip(id="V1", points=((200_000.0, 500_000.0), (210_000.0, 500_000.0)))
    two = MapTrip(id="V2", points=((200_000.0, 500_300.0), (210_000.0, 500_300.0)))
    trips = (one, two)
    assert trip_near(trips, (205_000, 500_050), 100) == "V1"
    assert trip_near(trips, (205_000, 500_280), 100) == "V2"
    assert trip_near(trips, (205_000, 500_140), 100, chosen="V2") == "V2"
    assert trip_near(trips, (205_000, 503_000), 100) == ""
    assert trip_near((MapTrip(id="V3", points=()),), (205_000, 500_000), 100) == ""


def test_stops_and_groups_of_stops() -> None:
    """A stop of a trip means its trip, a group only when all its stops belong to one."""
    mine, other = (MapStop(id=f"{v}/0", xy=(0, 0)) for v in ("V1", "V2"))
    unplanned = MapStop(id="O1/deliver", xy=(0, 0))
    assert trip_of_stop(mine) == "V1"
    assert trip_of_stop((mine, mine)) == "V1"
    assert trip_of_stop((mine, other)) == ""
    assert trip_of_stop(unplanned) == ""
    assert trip_of_stop(None) == ""
