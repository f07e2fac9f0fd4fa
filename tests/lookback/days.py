"""Days that were played to their end, for looking back at."""

from __future__ import annotations

from functools import cache

from game.autoplay import play
from game.content.load import load_scenario
from game.lookback import Tape
from game.session import Session
from game.solver.naive import naive_plan


@cache
def day(persona: str = "careful", scenario: str = "stukgoed") -> Session:
    """A persona's whole day; plans are the naive ones."""
    found = load_scenario(scenario)
    return play(found, persona, seed=4, planner=lambda s: naive_plan(s.system, s.visible))


@cache
def tape(persona: str = "careful") -> Tape:
    """Its log, read."""
    made = Tape(day(persona).events, day(persona).scenario)
    made.finish()
    return made
