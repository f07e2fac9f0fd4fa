"""How a log ends: the closing line with the head of the chain, and who vouches for it.

The chain shows damage, not forgery: whoever can write the file can compute it too. A desk or a trainer who
kept a head elsewhere, or signed it with a key that the player does not have, makes it hold. `End.head` is
what is to be signed: the link of the closing line, which covers every line before it and the final figures.
The game brings no key of its own; `Witness` is the hook (`game.closing.countersign`).

Behind the closing line may stand who signed it, and the ledger of a day whose decisions were weighed later
(`game.ledger.late`): no act of the player, but what the lines before the head give whoever works it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from game.domain.errors import Illegal
from game.domain.events import Event


class Witness(Protocol):
    """Somebody who vouches for logs, such as a desk with a key."""

    name: str

    def sign(self, head: str) -> str:
        """A signature of the head, as one word of text."""
        ...

    def holds(self, head: str, sign: str) -> bool:
        """Whether a signature is this witness's own, of this head."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """One line of kind `signed`: its data has the same keys."""

    by: str
    head: str
    sign: str

    def data(self) -> dict[str, str]:
        """For the log."""
        return {"by": self.by, "head": self.head, "sign": self.sign}


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How far a log came."""

    closed: bool
    """False: the log may have been cut at a line, or the session goes on."""
    head: str
    """Link of the closing line; of the last line when there is none."""
    signed: tuple[Signed, ...] = ()
    """What witnesses wrote; `Witness.holds` says whether it is true."""


def end_of(events: Sequence[Event]) -> End:
    """The end of a log that has at least its header."""
    final = next((e for e in events if e.kind == "final"), None)
    signed = tuple(
        Signed(**{key: str(e.data.get(key, "")) for key in ("by", "head", "sign")})
        for e in events
        if e.kind == "signed"
    )
    return End(closed=final is not None, head=(final or events[-1]).link, signed=signed)


def end_fault(events: Sequence[Event]) -> str:
    """What is wrong with the closing or a signed line; empty when they hold. Needs no rules: it is for logs
    of every version."""
    end = end_of(events)
    closes = "closing" in events[0].data
    for before, event in pairwise(events):
        if event.kind == "final" and event.data.get("head") != (before.link if closes else None):
            return f"event {event.seq} (final)"
        if event.kind == "signed" and not (end.closed and event.data.get("head") == end.head):
            return f"event {event.seq} (signed)"
    return ""


def signed_by(events: Sequence[Event], witness: Witness) -> Signed:
    """The witness's signature of this log; raises Illegal before its closing line."""
    end = end_of(events)
    if not end.closed:
        raise Illegal("log.not_closed")
    return Signed(by=witness.name, head=end.head, sign=witness.sign(end.head))


def vouched(events: Sequence[Event], witness: Witness) -> bool:
    """Whether the log is closed and this witness signed its head."""
    end = end_of(events)
    return end.closed and any(
        s.by == witness.name and s.head == end.head and witness.holds(end.head, s.sign) for s in end.signed
    )
