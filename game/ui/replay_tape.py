"""The tape of a session's log, kept as long as the session: read in slices, so that jumps are quick."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from game.lookback.tape import Tape

if TYPE_CHECKING:
    from game.session import Session

SLICE_MS = 6.0
_TAPES: WeakKeyDictionary[Session, Tape] = WeakKeyDictionary()


def tape_of(session: Session) -> Tape:
    """The tape of what this session had logged when it was first asked for."""
    if session not in _TAPES:
        _TAPES[session] = Tape(session.events, session.scenario)
    return _TAPES[session]


def warm(tape: Tape, ms: float = SLICE_MS) -> bool:
    """Read on for a few milliseconds; True while there is more."""
    until = time.monotonic() + ms / 1000
    while not tape.complete and time.monotonic() < until:
        tape.read()
    return not tape.complete
