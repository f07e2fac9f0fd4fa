"""Evidence of whole days by headless planners: who takes everything over shows no plan of its own."""

from __future__ import annotations

from functools import cache

import pytest

from game.assess.indicators import evidence
from game.assess.story import Story
from game.autoplay import play
from game.content.load import load_scenario
from game.domain.events import Evidence
from game.domain.plan import Plan
from game.session import Session
from game.solver.naive import naive_plan

PLAN = ("K1.", "K2.", "K7.extra", "K7.buffer")
"""Indicators of what the plan is worth."""


def by_hand(session: Session) -> Plan:
    """A planner that needs no solver."""
    return naive_plan(session.system, session.visible)


@cache
def day(persona: str) -> Story:
    return play(load_scenario("spits-a28"), persona, seed=2, planner=by_hand).story()


@cache
def shown(persona: str) -> tuple[Evidence, ...]:
    return evidence(day(persona))


def test_the_follower_gets_no_more_than_naive_for_its_plan() -> None:
    """Indicator by indicator: a plan that was taken over is not the player's (ASSESSMENT 1)."""
    naive = {e.indicator: e.category for e in shown("naive") if e.indicator.startswith(PLAN)}
    follower = {e.indicator: e.category for e in shown("follower") if e.indicator.startswith(PLAN)}
    assert {"K1.cost_gap", "K2.free", "K7.extra", "K7.buffer"} <= set(follower)
    assert all(category <= naive[name] for name, category in follower.items()), (naive, follower)


@pytest.mark.parametrize("name", ["K7.forecast", "K7.looked_up"])
def test_who_looks_and_weighs_shows_more_foresight_than_who_does_not(name: str) -> None:
    """The expert opens every sign and takes the best; naive does neither."""
    expert, naive = (next(e for e in shown(p) if e.indicator == name) for p in ("expert", "naive"))
    assert expert.raw == 1.0 and expert.category > naive.category


@pytest.mark.parametrize("persona", ["naive", "follower", "expert"])
def test_evidence_rests_on_events_of_the_day(persona: str) -> None:
    """Of every competency that the day asks for, with event numbers that exist."""
    numbers = {e.seq for e in day(persona).events}
    assert all(e.events and set(e.events) <= numbers for e in shown(persona))
    assert {"K6.told", "K7.extra"} <= {e.indicator for e in shown(persona)}
