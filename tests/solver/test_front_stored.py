"""Fronts that are stored with a day: they hold its reference, reach the debrief, and fit in a log."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.content.catalogue import list_scenarios
from game.content.front_file import wrong_points
from game.content.load import load_scenario
from game.domain.front import Front, non_dominated
from game.record.journal import FileJournal
from game.record.lines import canonical
from game.replay import resume_session, start, verify
from game.solver.front_pool import is_behind
from game.solver.naive import naive_plan

SCENARIOS = tuple(listing.id for listing in list_scenarios())
MOST_BYTES = 256 * 1024
"""Of a log's content event (ARCHITECTURE)."""


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_shipped_front_is_true_and_holds_what_is_known(scenario: str) -> None:
    """Its figures are the referee's, and neither the naive plan nor the reference beats a point of it.

    A reference that is found after the front may: then `python -m tools fronts` computes it again.
    """
    day = load_scenario(scenario)
    orders = frozenset(day.system.orders) - frozenset(day.optional_orders)
    front, reference = day.front, day.reference
    assert front is not None
    assert reference is not None
    assert front.points[0].hard == 0
    assert wrong_points(front, day.system, orders) == ()
    assert non_dominated(front.points) == front.points
    for plan in (naive_plan(day.system, orders), reference.plan):
        assert not is_behind(front, plan, day.system, orders)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_log_holds_the_front(scenario: str, tmp_path: Path) -> None:
    """The content event stays small, and a log that is opened again has the same front for its debrief."""
    log = tmp_path / "log.jsonl"
    session = start(load_scenario(scenario), seed=1, journal=FileJournal(log))
    content = next(e for e in session.events if e.kind == "content")
    assert len(canonical(content.data).encode("utf-8")) <= MOST_BYTES
    assert verify(log).verified is True
    again = resume_session(log, lambda: 0)
    front = again.scenario.front
    assert isinstance(front, Front)
    assert again.story().front == front.figures() == session.story().front
