"""The side of the program that lets a day's decisions be weighed, by a process beside the game."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.ledger.queue import LedgerQueue
    from game.session import Session
    from game.session_week import WeekSession
    from game.ui.background import Background
    from game.ui.host import LogCard


class Weighs:
    """Ledgers are made whatever screen is open; the one on screen first. What quitting leaves is made when
    the day, its replay or the profile is opened again."""

    background: Background
    session: Session | WeekSession | None

    @cached_property
    def ledgers(self) -> LedgerQueue:
        """What is still to be weighed."""
        from game.ledger.queue import LedgerQueue

        return LedgerQueue(self.background.add)

    @property
    def _weighs(self) -> LedgerQueue | None:
        """The queue, when it was ever needed: a program that weighed nothing does not load it."""
        return self.__dict__.get("ledgers")

    def pulse(self) -> bool:
        """Between two frames, whatever screen is open; True when a ledger was kept."""
        return self._weighs is not None and self._weighs.pulse() is not None

    def weigh(self, session: Session) -> bool:
        """Work out what every decision was worth, beside the game; True when it has just come in."""
        from game.ledger.late import lacks_ledger

        if not lacks_ledger(session):
            return False
        self.ledgers.show(session)
        return self.ledgers.pulse() is session

    def weighing(self, session: Session) -> tuple[int, str]:
        """How many decisions were weighed so far, and why that failed; empty when it did not."""
        return self._weighs.state(session) if self._weighs else (0, "")

    def weigh_later(self, session: Session) -> None:
        """The day has ended: weigh it, whether its debrief is opened or not."""
        from game.ledger.late import lacks_ledger

        if lacks_ledger(session):
            self.ledgers.add(session)

    def weigh_logs(self, cards: Iterable[LogCard]) -> None:
        """Weigh the ended days that were never weighed."""
        for card in cards:
            if card.unweighed:
                live = self._live(card.path)
                self.ledgers.add(live) if live is not None else self.ledgers.add_log(card.path)

    @property
    def weighing_late(self) -> bool:
        """Ledgers of days that nobody has open are still to come."""
        return self._weighs is not None and self._weighs.late

    def _live(self, path: Path) -> Session | None:
        """The session on screen, when this is its log."""
        from game.session import Session

        now = self.session
        mine = isinstance(now, Session) and getattr(now.journal, "path", None) == path
        return now if isinstance(now, Session) and mine else None

    def written_by(self, session: Session | WeekSession) -> None:
        """A log was opened: only this session writes in it from here on."""
        from game.session import Session

        if self._weighs is not None and isinstance(session, Session):
            self._weighs.adopt(session)
