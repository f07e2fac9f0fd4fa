"""The side of the program that lets a day's decisions be weighed, by a process beside the game."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.ledger.client import LedgerClient
    from game.session import Session


class Weighs:
    """One ledger at a time: that of the session whose debrief is on screen."""

    _ledger: LedgerClient | None = None
    _weighed: Session | None = None

    def weigh(self, session: Session) -> bool:
        """Work out what every decision was worth, beside the game; True when it has just come in."""
        if session.ledger or session.phase != "debrief":
            return False
        if self._weighed is not session:
            from game.ledger.client import LedgerClient

            self._weighed, self._ledger = session, self._ledger or LedgerClient()
            self._ledger.start(session.events)
        lines = self._ledger.poll() if self._ledger else None
        if lines is not None:
            session.log_ledger(lines)
        return lines is not None

    def weighing(self, session: Session) -> tuple[int, str]:
        """How many decisions were weighed so far, and why that failed; empty when it did not."""
        if self._ledger is None or self._weighed is not session:
            return 0, ""
        return self._ledger.weighed, "" if self._ledger.busy else self._ledger.failed
