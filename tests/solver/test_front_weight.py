"""The weights that make a point of the front the best one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.content.load import load_scenario
from game.domain.evaluation import Kpi
from game.session import Session
from game.solver.front_weight import weight_percent
from game.solver.objective import Objective


def base() -> Kpi:
    """The naive plan of a day."""
    return Session(load_scenario("eerste-rit"), seed=1).naive.kpi


BASE = base()
pairs = st.tuples(st.integers(30_000, 90_000), st.integers(50_000, 200_000))
figures = st.lists(pairs, min_size=1, max_size=8)


@given(figures, st.data())
def test_no_other_share_does_better(points: list[tuple[int, int]], data: st.DataObject) -> None:
    """At the share that is given, the point loses no more against the best than at any other share."""
    at = data.draw(st.integers(0, len(points) - 1))

    def loss(percent: int) -> float:
        value = Objective.against(BASE, percent / 100).value
        return value(*points[at]) - min(value(*p) for p in points)

    found = weight_percent(points, at, BASE)
    assert 0 <= found <= 100
    assert loss(found) <= min(map(loss, range(101))) + 1e-9


def test_the_ends_of_a_front_are_the_ends_of_the_scale() -> None:
    """The cheapest plan asks for cost, the cleanest for CO2e, one in between for both."""
    front = [(30_000, 200_000), (40_000, 90_000), (90_000, 80_000)]
    shares = [weight_percent(front, i, BASE) for i in range(3)]
    assert shares == sorted(shares) and shares[0] < 50 < shares[2]
