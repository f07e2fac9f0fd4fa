"""How long raw logs stay: twelve months, unless the player chose otherwise, and said a month before.

A log that is due is named first; only a later start, when the month is over, deletes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from game.record.settings import save_json

MONTHS = 12
NOTICE_DAYS = 30
FILE = "retention.json"
_STAMP = re.compile(r"(\d{8})-\d{6}-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """What a start found."""

    due: tuple[Path, ...] = ()
    """Named, and still there."""
    on: date | None = None
    """The day from which the first of those goes."""
    removed: tuple[Path, ...] = ()


def played_on(log: Path) -> date:
    """The day on which a log was last written, or that in its name where a copy made it younger."""
    stamp = _STAMP.match(log.name)
    with suppress(ValueError):
        if stamp:
            return datetime.strptime(stamp[1], "%Y%m%d").replace(tzinfo=UTC).date()
    return datetime.fromtimestamp(log.stat().st_mtime, tz=UTC).date()


def overdue(logs: Iterable[Path], today: date, months: int = MONTHS) -> list[Path]:
    """Logs of more than so many months ago; none when `months` is 0: for ever."""
    if months <= 0:
        return []
    years, rest = divmod(today.month - 1 - months, 12)
    # The last day that every month has: nobody's log goes a day too early.
    limit = date(today.year + years, rest + 1, min(today.day, 28))
    return [log for log in logs if played_on(log) < limit]


def tidy(home: Path, logs: Iterable[Path], today: date, months: int = MONTHS) -> Tidied:
    """Name what is due, delete what was named a month ago; a disk that refuses leaves it for later."""
    said, logs = _said(home / FILE), list(logs)
    due = overdue(logs, today, months)
    removed = [log for log in due if _over(said.get(log.name), today) and _unlinked(log)]
    left = [log for log in due if log not in removed]
    now = {log.name: said.get(log.name, today.isoformat()) for log in left}
    others = {name: day for name, day in said.items() if name not in {log.name for log in logs}}
    _keep(home / FILE, said, {**others, **now})
    first = min((date.fromisoformat(day) for day in now.values()), default=None)
    return Tidied(
        due=tuple(left), removed=tuple(removed), on=first + timedelta(days=NOTICE_DAYS) if first else None
    )


def forget_due(home: Path, names: Iterable[str]) -> None:
    """Logs that were erased in another way are not named any more."""
    said, gone = _said(home / FILE), set(names)
    _keep(home / FILE, said, {name: day for name, day in said.items() if name not in gone})


def _over(day: str | None, today: date) -> bool:
    return day is not None and today - date.fromisoformat(day) >= timedelta(days=NOTICE_DAYS)


def _unlinked(log: Path) -> bool:
    try:
        log.unlink()
    except OSError:
        return False
    return True


def _said(file: Path) -> dict[str, str]:
    """Log name -> the day it was named; what cannot be read was never said."""
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    found = {}
    for name, day in raw.items() if isinstance(raw, dict) else ():
        with suppress(ValueError, TypeError):
            found[name] = date.fromisoformat(day).isoformat()
    return found


def _keep(file: Path, before: dict[str, str], now: dict[str, str]) -> None:
    """Write what was named, when it changed."""
    if not now:
        file.unlink(missing_ok=True)
    elif now != before:
        save_json(file, now)
