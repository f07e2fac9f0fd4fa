"""A headless planner plays whole weeks through the same session as a person, without a screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from game.domain import week_commands as c
from game.domain.scenario import Scenario
from game.record.journal import FileJournal, Journal
from game.replay_week import start_week
from game.session_week import WeekSession
from game.week.value import Value, valued
from game.week.ways import WAYS, agree


def play_weeks(scenario: Scenario, way: str, *, seed: int, journal: Journal | None = None) -> WeekSession:
    """Play to the end; the same scenario, way and seed give the same log."""
    session = start_week(scenario, seed=seed, player=f"persona-{way}", journal=journal)
    session.do(c.BeginWeek())
    wanted = WAYS[way](session)
    while session.phase == "evening":
        agree(session, wanted)
        session.propose()
        session.do(c.Drive(day=session.day))
    session.log_value(value_of(session))
    session.do(c.FinishWeeks())
    return session


def value_of(session: WeekSession) -> Value:
    """What the choices were worth, at once."""
    found: Value | None = None
    for step in valued(session.runner, session.taken, session.results, session.seed):
        found = None if isinstance(step, float) else step
    assert found is not None
    return found


def play_weeks_to_folder(
    scenario: Scenario, way: str, *, seed: int, folder: Path
) -> tuple[WeekSession, dict[str, Any]]:
    """Play and write `log.jsonl`; the second is `kpi` and `naive_kpi` (the same weeks without choices).

    Raises OSError when the log cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "log.jsonl"
    log.unlink(missing_ok=True)
    journal = FileJournal(log)
    session = play_weeks(scenario, way, seed=seed, journal=journal)
    if journal.trouble:
        raise OSError(journal.trouble)
    assert session.value is not None
    return session, {"kpi": session.kpi(), "naive_kpi": dict(session.value.naive_kpi)}
