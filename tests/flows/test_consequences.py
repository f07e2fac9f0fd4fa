"""What an answer is said to change is what it changes."""

from __future__ import annotations

import pytest

from game.consequences import Consequences
from game.content.load import load_scenario
from game.domain import commands as c
from game.fork import fork
from game.replay import start
from game.session import Session
from game.sim.expect import undone
from game.solver.advice import plan_commands

PLAYED = (
    "binnenstad-groningen", "container-rotterdam", "elektrisch-drenthe", "ijzel", "samen-rijden",
    "spits-a28", "stukgoed", "vers-noord",
)  # fmt: skip


def _dispatched(name: str) -> Session:
    scenario = load_scenario(name)
    assert scenario.reference
    session = start(scenario, seed=3)
    session.do(c.Begin())
    for command in plan_commands(session.plan, scenario.reference.plan):
        assert session.do(c.from_text(command)).ok
    for moment in session.open_moments():
        session.do(c.SkipMoment(moment=moment.id))
    assert session.do(c.Dispatch()).ok
    return session


def _cost_at_the_end(session: Session, option: str) -> int:
    other = fork(session)
    assert other.do(c.Reply(message="silo", option=option)).ok
    while other.phase == "day":
        assert other.do(c.Advance(to_s=other.clock_s + 1800)).ok
    day = other.story().day
    assert day is not None
    return day.kpi.cost_cent


def test_a_container_that_is_not_brought_costs_what_it_costs() -> None:
    """Driving on with goods aboard is no gain: the preview counts the order as the day will."""
    session = _dispatched("container-rotterdam")
    while not any(m.id == "silo" for m in session.open_messages()):
        assert session.do(c.Advance(to_s=session.clock_s + 300)).ok
    figures = Consequences(session)
    figures.finish()
    wait, skip = (figures.of("silo", option) for option in ("wait", "skip"))
    assert wait is not None and skip is not None
    said = skip.cost_cent - wait.cost_cent
    assert said > 0
    assert abs(said - (_cost_at_the_end(session, "skip") - _cost_at_the_end(session, "wait"))) < 2000


@pytest.mark.parametrize("name", PLAYED)
def test_at_dispatch_nobody_drives_what_is_not_planned(name: str) -> None:
    """Before anything happened the two ways of counting what is left agree, chains and partners included."""
    session = _dispatched(name)
    assert session.running is not None
    left = undone(session.system, session.plan, session.running.expected(), session.visible)
    assert left == sorted(session.visible - session.plan.covered())
