"""A small day with one cause of trouble, played to its end, and what was noticed and when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from game.domain.day import DayState
from game.domain.evaluation import Activity
from game.domain.plan import Plan
from game.domain.scenario import Scenario
from game.sim.day import Happening, advance, open_day
from tests.sim.days import own_plan, scenario, sure
from tests.worlds import HOUR, MIN

END = 86_400
SEVEN = 7 * HOUR
LEAVES = SEVEN + 26 * MIN
"""10 minutes of check and 16 of loading."""
AT_A, FROM_A = LEAVES + 60 * MIN, LEAVES + 80 * MIN


def run(of: Scenario, its: Plan | None = None, to_s: int = END) -> tuple[DayState, list[Happening]]:
    """Play a day without acting, up to a clock time."""
    its = its or own_plan()
    state, log = open_day(of, of.system, its, 1), []
    while state.clock_s < to_s and not all(t.finished for t in state.trucks):
        state, happened = advance(of, of.system, its, state, to_s)
        log += happened
    return state, log


def one(kind: str, subject: str, minutes: int, **kw: Any) -> Scenario:
    """A day with one sure cause."""
    return scenario(disruptions=(replace(sure(kind, subject, minutes), **kw),))


def moment(at_s: int) -> dict[str, int]:
    """A span in which only one second can be drawn."""
    return {"from_s": at_s, "to_s": at_s + 1}


def home_s(state: DayState, vehicle: str = "V1") -> int:
    truck = state.truck(vehicle)
    assert truck
    return truck.free_s


def news(log: list[Happening], kind: str) -> Happening:
    return next(h for h in log if h.kind == kind)


def caused(state: DayState, cause: str) -> list[Activity]:
    return [a for t in state.trucks for a in t.done if a.cause == cause]


QUIET = home_s(run(scenario())[0])
