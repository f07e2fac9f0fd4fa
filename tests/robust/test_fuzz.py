"""Whatever a file holds, its reader gives our own error: 500 inputs; 200,000 in `python -m tools robust`."""

from __future__ import annotations

from tests.robust.fuzz import failures

INPUTS = 500


def test_readers_give_only_our_own_errors() -> None:
    """Logs, plans, commands and packed files: read, or refused in words; never a failure of the program."""
    assert failures(0, INPUTS) == []
