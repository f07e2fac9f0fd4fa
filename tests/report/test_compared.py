"""Plans side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content.load import load_scenario
from game.report.compared import LESS, MORE, NEITHER, Figure, better_than, figures, spread
from game.session import Session

values = st.lists(st.integers(-1000, 1000).map(float), min_size=1, max_size=4).map(tuple)


@pytest.fixture(scope="module")
def session() -> Session:
    """A day with a naive and a reference plan."""
    return Session(load_scenario("vers-noord"), seed=1)


@given(values, st.sampled_from([LESS, MORE]))
def test_the_best_is_never_beaten_and_equals_share_it(found: tuple[float, ...], wanted: int) -> None:
    """Every plan with the best value is marked, no other is, and equal plans have no best."""
    best = Figure(key="x", values=found, wanted=wanted).best
    if len(set(found)) == 1:
        assert not any(best)
        return
    top = min(found) if wanted == LESS else max(found)
    assert best == tuple(v == top for v in found)


@given(values)
def test_what_is_neither_good_nor_bad_has_no_best(found: tuple[float, ...]) -> None:
    """The number of trips is told and not judged."""
    figure = Figure(key="x", values=found, wanted=NEITHER)
    assert not any(figure.best)
    assert all(figure.verdict(i) == "equal" for i in range(len(found)))


def test_verdicts_follow_what_is_wanted() -> None:
    """Less cost is better, more load is better, and a plan equals itself."""
    cost = Figure(key="cost", values=(10.0, 8.0, 12.0), wanted=LESS)
    assert [cost.verdict(i) for i in range(3)] == ["equal", "better", "worse"]
    assert Figure(key="load", values=(0.5, 0.6), wanted=MORE).verdict(1) == "better"


def test_figures_are_those_of_the_judgement(session: Session) -> None:
    """No figure is reckoned anew: each is what the referee says of the plan."""
    assert session.reference is not None
    plans = (session.naive, session.reference)
    found = {f.key: f.values for f in figures(session.system, plans)}
    assert found["cost"] == tuple(float(p.kpi.cost_cent) for p in plans)
    assert found["ttw"] == tuple(float(p.kpi.co2e_ttw_g) for p in plans)
    assert found["hard"] == tuple(float(p.kpi.hard) for p in plans)
    assert found["longest"] == tuple(float(max(t.duty_s for t in p.trips)) for p in plans)


def test_days_of_the_drivers_are_those_of_their_trips(session: Session) -> None:
    """Everybody who works is named once, the longest day first, with the shift of the trip."""
    days = spread(session.system, session.naive)
    assert len(days.days) == len(session.naive.trips)
    assert sum(d.duty_s for d in days.days) == session.naive.kpi.duty_s
    assert [d.duty_s for d in days.days] == sorted((d.duty_s for d in days.days), reverse=True)
    assert days.range_s == days.longest_s - days.shortest_s


def test_an_empty_plan_has_no_longest_day(session: Session) -> None:
    """Nobody works: nothing to spread, and no error."""
    days = spread(session.system, session.evaluation())
    assert (days.longest_s, days.shortest_s, days.range_s) == (0, 0, 0)


def test_a_plan_that_may_be_driven_beats_a_cheaper_one_that_may_not(session: Session) -> None:
    """Hard findings come before money, as everywhere in the game."""
    assert session.reference is not None
    assert better_than(session.reference, session.naive) or session.reference.kpi.hard
    assert not better_than(session.naive, session.naive)
