"""The ledgers that a program still has to make: one after the other, whatever screen is open.

Nothing here waits: `pulse` is called now and then. A log that is open in the program is written by its own
session only; any other is opened first, in a thread. What is not ready when the program ends is made later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from game.domain.errors import ContentFault, GameError
from game.domain.ledger import LedgerLine
from game.ledger.client import LedgerClient
from game.ledger.late import keep, opened
from game.record.journal import FileJournal
from game.session import Session

Key = Path | int
"""A log is known by its file; a session that is kept in memory by itself."""


@dataclass(slots=True, eq=False, kw_only=True)
class Task:
    """One ledger."""

    key: Key
    session: Session | None = None
    """The one that is open in the program; None: nobody has this log open."""
    found: Session | None = None
    """The log's, opened for its ledger only."""
    lines: tuple[LedgerLine, ...] | None = None
    opening: bool = False
    opened: bool = False


def key_of(session: Session) -> Key:
    """How the queue knows a session."""
    return session.journal.path if isinstance(session.journal, FileJournal) else id(session)


class LedgerQueue:
    """See the module text; `beside` runs a job in a thread of the program."""

    def __init__(self, beside: Callable[[Callable[[], None]], None]) -> None:
        self._beside = beside
        self.client = LedgerClient()
        self._waiting: list[Task] = []
        self._now: Task | None = None
        self._shown: Session | None = None
        self._failed: dict[Key, str] = {}

    # -- what is asked -------------------------------------------------------------------------
    def add(self, session: Session) -> None:
        """The ledger of a session whose day has ended, when its turn comes."""
        if self._task(key_of(session)) is None:
            self._add(Task(key=key_of(session), session=session))

    def add_log(self, path: Path) -> None:
        """That of a log which nobody has open."""
        if self._task(path) is None:
            self._add(Task(key=path))

    def _add(self, task: Task) -> None:
        if task.key not in self._failed:
            self._waiting.append(task)

    def show(self, session: Session) -> None:
        """Its screen is open: it goes before all others."""
        self.add(session)
        self._shown = session
        task = self._task(key_of(session))
        if task is None or task is self._now:
            return
        if self._now is not None and self._now.lines is None:
            self.client.close()
            self._waiting.append(self._now)
            self._now = None
        self._waiting.remove(task)
        self._waiting.insert(0, task)

    def adopt(self, session: Session) -> None:
        """From here on this session is the one that writes its log; what failed may be tried again."""
        self._failed.pop(key_of(session), None)
        task = self._task(key_of(session))
        if task is not None:
            task.session = session

    def state(self, session: Session) -> tuple[int, str]:
        """(decisions weighed so far, why it failed: empty when it did not)."""
        now = self._now is not None and self._now.key == key_of(session)
        return self.client.weighed if now else 0, self._failed.get(key_of(session), "")

    @property
    def late(self) -> bool:
        """A log that nobody has open is still to be done."""
        return any(t.session is None for t in (*self._waiting, *filter(None, (self._now,))))

    def _task(self, key: Key) -> Task | None:
        every = (*filter(None, (self._now,)), *self._waiting)
        return next((t for t in every if t.key == key), None)

    # -- doing it ------------------------------------------------------------------------------
    def pulse(self) -> Session | None:
        """Go on; the session whose ledger has just been kept."""
        if self._now is None and self._waiting:
            self._now = task = self._waiting.pop(0)
            self.client.start(tuple(task.session.events) if task.session else Path(str(task.key)))
        elif self._now is not None and not self.client.busy:
            return self._finish(self._now)
        return None

    def _finish(self, task: Task) -> Session | None:
        if task.lines is None:
            task.lines = self.client.poll()
        if task.lines is None:
            self._over(task, self.client.failed or "nothing came")
            return None
        if task.session is None and not task.opened:
            self._open(task)
            return None
        session = task.session or task.found
        if session is None or not self._kept(session, task.lines):
            self._over(task, "the log changed meanwhile")
            return None
        self._over(task, "")
        return session

    def _kept(self, session: Session, lines: tuple[LedgerLine, ...]) -> bool:
        if session is not self._shown:
            return keep(session, lines)
        session.log_ledger(lines)  # on screen: a log that was lost is written anew by any act
        return True

    def _open(self, task: Task) -> None:
        if not task.opening:
            task.opening = True
            self._beside(lambda: _opened(task))

    def _over(self, task: Task, why: str) -> None:
        self._now = None
        if why:
            self._failed[task.key] = why

    # -- ends ----------------------------------------------------------------------------------
    def forget(self) -> None:
        """Give everything up: nothing is written any more of what was asked until now."""
        self.client.close()
        self._waiting, self._now, self._shown = [], None, None

    def close(self) -> None:
        """The program ends."""
        self.forget()


def _opened(task: Task) -> None:
    """In a thread: read the log as it is now; what cannot be read has no ledger."""
    try:
        task.found = opened(Path(str(task.key)))
    except (GameError, ContentFault, OSError):
        task.found = None
    task.opened = True
