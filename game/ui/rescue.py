"""After a failure of the program itself: where the day is safe, and how to go on with it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from game.record.journal import FileJournal

if TYPE_CHECKING:
    from game.session import Session
    from game.session_week import WeekSession

Where = Literal["log", "moved", "memory", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescued:
    """What became of the day that was being played."""

    where: Where
    """`log`: in its own log; `moved`: written elsewhere, its folder refused; `memory`: nowhere on disk;
    `none`: no day was open."""
    log: Path | None = None
    why: str = ""
    """Why the disk refused."""


def spare_folders() -> tuple[Path, ...]:
    """Where a log goes when its own folder refuses: the home folder, the temporary one, the present one."""
    return Path.home(), Path(tempfile.gettempdir()), Path.cwd()


def rescue(session: Session | WeekSession | None, spare: Sequence[Path]) -> Rescued:
    """See that every act is on disk somewhere."""
    if session is None:
        return Rescued(where="none")
    journal = session.journal
    if not isinstance(journal, FileJournal):
        return Rescued(where="memory")
    journal.append(())  # once more what the disk refused before
    if not journal.trouble:
        return Rescued(where="log", log=journal.path)
    for folder in spare:
        path = folder / journal.path.name
        if _written(journal, path):
            return Rescued(where="moved", log=path, why=journal.trouble)
    return Rescued(where="memory", why=journal.trouble)


def _written(journal: FileJournal, path: Path) -> bool:
    """A whole copy, or none at all; a file that is there already is left alone."""
    if path.exists():
        return False
    try:
        journal.rescue(path)
    except OSError:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            return False
        return False
    return True
