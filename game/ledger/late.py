"""Ledgers that were not there when the day was closed: which logs lack one, and how it is put behind them.

A ledger may follow the closing line. It holds only what the lines before it give, so that the log stays
closed with the same head, and whoever doubts a ledger works it out again (`same`).
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from game.domain.ledger import LedgerLine, from_data
from game.ledger.book import ledger_of
from game.record.journal import FileJournal
from game.replay import resume_session
from game.session import Session
from game.sim.outlook import DAYS

ENDED = ("debrief", "closed")


def lacks_ledger(session: Session) -> bool:
    """The day has ended and its decisions were not weighed."""
    return session.phase in ENDED and not any(e.kind == "ledger" for e in reversed(session.events))


def opened(path: Path) -> Session:
    """The session of a log, to put something behind it. Raises Unreadable for a log that is damaged or of
    other rules, ContentFault when its scenario cannot be read."""
    return resume_session(path, lambda: 0)


def keep(session: Session, lines: tuple[LedgerLine, ...]) -> bool:
    """Put a ledger behind a log; False, and nothing is written, when somebody else wrote in the file or
    deleted it meanwhile. The time of a closed file stays: it tells when the day was played."""
    journal = session.journal
    if not isinstance(journal, FileJournal):
        session.log_ledger(lines)
        return True
    if not journal.alone():
        return False
    before = _times(journal.path) if session.phase == "closed" else None
    session.log_ledger(lines)
    if before is not None:
        with suppress(OSError):
            os.utime(journal.path, ns=before)
    return True


def _times(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_atime_ns, found.st_mtime_ns


def complete(path: Path, days: int = DAYS) -> bool:
    """Work out the ledger that a log lacks and put it behind the log; False when there is nothing to do.

    Raises what `opened` raises, and OSError when the file cannot be written or was written by another.
    """
    session = opened(path)
    if not lacks_ledger(session):
        return False
    kept = keep(session, ledger_of(session.events, days, session.scenario))
    trouble = session.journal.trouble if isinstance(session.journal, FileJournal) else ""
    if trouble or not kept:
        raise OSError(None, trouble or "written by another program", str(path))
    return True


def same(path: Path) -> bool:
    """Whether a log's ledgers are what working them out again gives. Raises what `opened` raises."""
    session = opened(path)
    for event in session.events:
        if event.kind == "ledger":
            lines = from_data(event.data["lines"])
            days = lines[0].days if lines else DAYS
            if ledger_of(session.events[: event.seq], days, session.scenario) != lines:
                return False
    return True
