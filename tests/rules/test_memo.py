"""Judged trips kept by a session: few enough for memory, and never those in use."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from game.domain.plan import Plan, Trip
from game.rules.evaluate import evaluate, evaluate_trip
from game.rules.memo import KeptTrips
from game.solver.naive import naive_plan
from tests.solver.solver_worlds import scattered

WORLD = scattered(12, 6, 3)
TRIPS = naive_plan(WORLD, WORLD.orders).trips
PARTS = tuple(replace(t, stops=t.stops[:n]) for t in TRIPS for n in range(len(t.stops)))


@given(asked=st.lists(st.sampled_from(PARTS), max_size=40), half=st.integers(1, 5))
def test_holds_few_and_judges_the_same(asked: list[Trip], half: int) -> None:
    """Whatever is forgotten in between, a judgement is the one that a fresh look gives."""
    memo = KeptTrips(half)
    for trip in asked:
        assert evaluate(WORLD, Plan(trips=(trip,)), memo).trips == (evaluate_trip(WORLD, trip),)
        assert memo.held() <= 2 * half


def test_what_is_in_use_stays() -> None:
    """The trips of the plan at hand keep their very judgements while others come and go."""
    memo = KeptTrips(len(TRIPS) + 1)
    plan = Plan(trips=TRIPS)
    first = evaluate(WORLD, plan, memo).trips
    for trip in PARTS * 2:
        evaluate(WORLD, Plan(trips=(trip,)), memo)
        again = evaluate(WORLD, plan, memo).trips
        assert all(a is b for a, b in zip(first, again, strict=True))


def test_another_world_begins_with_nothing() -> None:
    """After clearing nothing of either half is left."""
    memo = KeptTrips(1)
    for trip in TRIPS:
        evaluate(WORLD, Plan(trips=(trip,)), memo)
    memo.clear()
    assert memo.held() == 0
    assert memo.get(TRIPS[0]) is None
