"""Rounding, exact splitting, clock times and chance."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.domain.chance import stream, triangular
from game.domain.units import clock, split_exactly, whole


@given(st.integers(-10_000, 10_000), st.lists(st.floats(0, 1e6), min_size=1, max_size=30))
def test_parts_add_up_exactly(total: int, weights: list[float]) -> None:
    """No gram or cent is lost or made by splitting."""
    assert sum(split_exactly(total, weights)) == total


@given(st.integers(0, 10_000), st.lists(st.floats(0, 1e6), min_size=1, max_size=30))
def test_each_part_is_within_one_of_its_share(total: int, weights: list[float]) -> None:
    """Splitting is fair: rounding moves a part by less than one unit."""
    mass = sum(weights)
    if mass <= 0:
        return
    for part, weight in zip(split_exactly(total, weights), weights, strict=True):
        assert abs(part - total * weight / mass) < 1 + 1e-6


EXPECTED = [0.745987, 0.728129, 0.908658]


def test_half_rounds_up() -> None:
    """The one rounding rule, also at the half."""
    assert [whole(x) for x in (0.5, 1.5, 2.4999, -0.5)] == [1, 2, 2, 0]


def test_clock_counts_on_past_midnight() -> None:
    """A night shift ends at 25:30, not at 01:30 of an unknown day."""
    assert [clock(s) for s in (0, 27_000, 91_800)] == ["00:00", "07:30", "25:30"]


def test_streams_are_the_same_everywhere() -> None:
    """The same seed and cause give the same luck on every machine: this is the promise, as numbers."""
    chance = stream(7, "traffic/A28")
    assert [round(chance.random(), 6) for _ in range(3)] == EXPECTED
    assert stream(7, "traffic/A28").random() != stream(7, "traffic/A7").random()


@given(st.floats(0, 0.999999), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_triangular_stays_inside(draw: float, a: int, b: int, c: int) -> None:
    """A delay is never shorter or longer than its author said."""
    low, mode, high = sorted((a, b, c))
    assert low <= triangular(draw, low, mode, high) <= high


@given(st.floats(0, 0.99), st.floats(0, 0.009))
def test_triangular_grows_with_the_draw(draw: float, more: float) -> None:
    """Common random numbers stay comparable: more bad luck never gives less delay."""
    assert triangular(draw, 10, 25, 75) <= triangular(draw + more, 10, 25, 75)
