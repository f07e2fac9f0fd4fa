"""Stops of a log."""

from __future__ import annotations

import pytest

from game.lookback.marks import KINDS, LATEST, mark_at, marks_of
from tests.lookback.days import day


@pytest.mark.parametrize("persona", ["careful", "random"])
def test_stops_follow_each_other(persona: str) -> None:
    """Planning first, then by the clock; each is an event of the log, and no refusal is one."""
    events = day(persona).events
    marks = marks_of(events)
    assert len(marks) > 10
    assert [(m.at_s, m.seq) for m in marks] == sorted((m.at_s, m.seq) for m in marks)
    assert {m.kind for m in marks} <= set(KINDS)
    assert all(events[m.seq].data.get("ok", True) for m in marks)
    assert {"choice", "message", "phase"} <= {m.kind for m in marks}


def test_the_stop_at_a_place() -> None:
    """The last one that has been passed: by event while planning, by the clock in the day."""
    marks = marks_of(day().events)
    for i, mark in enumerate(marks):
        assert mark_at(marks, mark.at_s, mark.seq) == i
    planned = sum(not m.in_day for m in marks)
    assert mark_at(marks, 0) == planned - 1
    assert mark_at(marks, 0, -1) == -1
    assert mark_at(marks, 86_400, LATEST) == len(marks) - 1
