"""Countersigning: a desk or trainer replays a closed log, and vouches for it in the log itself.

The hook for a server: give `countersign` a `Witness` of your own. The field is the line of kind `signed`
with `by`, `head` and `sign`; `ritregie replay` tells it, and `vouched` asks the witness whether it is true.
"""

from __future__ import annotations

from pathlib import Path

from game.record.closing import Signed, Witness, signed_by
from game.record.journal import FileJournal
from game.replay import resume_session
from game.replay_week import is_week_log, resume_week


def countersign(path: Path, witness: Witness) -> Signed:
    """Replay the log and add the witness's line behind it; only what verifies is signed.

    Raises Unreadable for a log that is damaged, of older rules or does not replay, Illegal for one that is
    not closed, OSError when the file cannot be written.
    """
    resume = resume_week if is_week_log(path) else resume_session
    session = resume(path, lambda: 0)
    signed = signed_by(session.events, witness)
    session.log_signed(signed.data())
    if isinstance(session.journal, FileJournal) and session.journal.trouble:
        raise OSError(session.journal.trouble)
    return signed
