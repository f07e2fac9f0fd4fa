"""Learning customers: what a visit does to trust, and where trust begins to matter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.domain.week import Learning, Served
from game.rules.trust import bounded, change, dear_cent, wider_s

RULES = Learning()
LATE_S = 900


def visit(*, late_s: int = 0, told: bool = False, how: str = "own") -> Served:
    return Served(order="O1", trip="T1", how=how, late_s=late_s, told=told)


def test_just_in_time_and_just_too_late() -> None:
    """Fifteen minutes are forgiven, one second more is not."""
    assert change(RULES, visit(late_s=LATE_S), LATE_S) == 2
    assert change(RULES, visit(late_s=LATE_S + 1), LATE_S) == -12


def test_who_was_told_forgives_more() -> None:
    """A call before makes a late visit cost a third, and a good one earn a little more."""
    assert change(RULES, visit(late_s=LATE_S + 1, told=True), LATE_S) == -4
    assert change(RULES, visit(told=True), LATE_S) == 3


def test_a_stranger_costs_trust_and_a_partner_does_not() -> None:
    """Bought in at the last moment is no agreement; a partner is one."""
    assert change(RULES, visit(how="bought"), LATE_S) == -6
    assert change(RULES, visit(how="partner"), LATE_S) == 2


def test_the_two_lines() -> None:
    """Dear below 40, wide from 80: not a point earlier."""
    assert (dear_cent(RULES, 39), dear_cent(RULES, 40)) == (1500, 0)
    assert (wider_s(RULES, 79), wider_s(RULES, 80)) == (0, 1800)


@given(st.integers(-500, 500))
def test_trust_stays_between_0_and_100(trust: int) -> None:
    """However good or bad the weeks were."""
    assert 0 <= bounded(trust) <= 100
    assert bounded(bounded(trust)) == bounded(trust)
