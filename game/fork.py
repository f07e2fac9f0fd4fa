"""A copy of a session from which play can go on otherwise: what-if, and the ledger's counterfactuals.

Plan, judgements and day are frozen values and are shared; whatever can change is copied. The copy's
log goes on in memory.
"""

from __future__ import annotations

from copy import copy
from typing import Any, TypeVar

from game.record.journal import MemoryJournal
from game.rules.memo import KeptTrips
from game.session import Session
from game.session_day import Running
from game.session_log import Ledger
from game.session_plan import Drafts
from game.session_state import MEMO
from game.session_steer import Gallery

T = TypeVar("T")

OWNED = (Running, Drafts, Gallery, Ledger)
"""Objects that belong to one session."""


def fork(session: Session) -> Session:
    """An independent session in the same state; the first keeps its journal."""
    made = _owned(session)
    made.journal = MemoryJournal()
    last_ms = session.now_ms()
    made.now_ms = lambda: last_ms
    return made


def _owned(value: T) -> T:
    """A copy whose attributes that can change are copied as well."""
    made = copy(value)
    for name, each in vars(value).items():
        setattr(made, name, _copied(each))
    return made


def _copied(value: Any) -> Any:
    if isinstance(value, KeptTrips):
        return KeptTrips(MEMO)  # judgements of a world that may become another one
    if isinstance(value, OWNED):
        return _owned(value)
    return copy(value) if isinstance(value, (dict, list, set)) else value
