"""What is worth stopping at in a log: acts, looks, proposals, choices, messages, trouble, in order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.domain.events import Event

KINDS = ("act", "look", "proposal", "choice", "message", "incident", "late", "phase")
QUIET = frozenset({"advance", "answer", "finish"})
"""Acts that change nothing worth a stop."""
LOOKS = frozenset({"look", "consult", "commit", "speak", "take_call", "put_off"})
CHOICES = frozenset({"final", "reply", "skip"})
PHASES = frozenset({"begin", "hand_in", "dispatch"})
HAPPENED = {"message": "message", "default": "choice", "incident": "incident"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One stop."""

    seq: int
    kind: str
    """One of `KINDS`."""
    at_s: int
    """Clock time of the day; 0 while planning."""
    act: str = ""
    """The command as text, of what somebody did."""
    subject: str = ""
    """Of a message or decision its id, of an incident its id."""

    @property
    def in_day(self) -> bool:
        """It belongs to the running day."""
        return self.at_s > 0

    @property
    def happened(self) -> bool:
        """It came about while the clock ran; nobody did it."""
        return self.in_day and not self.act and self.kind != "proposal"


def marks_of(events: Sequence[Event]) -> tuple[Mark, ...]:
    """Every stop, planning first, then by the clock; refused acts are none."""
    return tuple(sorted(_found(events), key=lambda m: (m.at_s, m.seq)))


def _found(events: Sequence[Event]) -> Iterator[Mark]:
    for event in events:
        mark = _of_command(event) if event.kind == "command" else _of_world(event)
        if mark is not None:
            yield mark


def _of_command(event: Event) -> Mark | None:
    act = str(event.data["do"])
    verb, *words = act.split(" ")
    if not event.data.get("ok") or verb in QUIET:
        return None
    kinds = ((PHASES, "phase"), (LOOKS, "look"), (CHOICES, "choice"))
    kind = next((name for verbs, name in kinds if verb in verbs), "act")
    subject = words[0] if words and kind in ("look", "choice") else ""
    return Mark(seq=event.seq, kind=kind, at_s=_clock(event), act=act, subject=subject)


def _of_world(event: Event) -> Mark | None:
    if event.kind == "proposal":
        return Mark(seq=event.seq, kind="proposal", at_s=_clock(event), subject=str(event.data.get("id", "")))
    if event.kind != "day":
        return None
    what, at_s = str(event.data["what"]), int(event.data.get("at_s", event.game_s))
    kind = HAPPENED.get(what, "late" if what == "served" and event.data.get("late_s") else "")
    if not kind:
        return None
    return Mark(seq=event.seq, kind=kind, at_s=at_s, subject=str(event.data.get("subject", "")))


def _clock(event: Event) -> int:
    """Clock time of what somebody did; 0 while planning."""
    return event.game_s


def _key(mark: Mark) -> tuple[int, int]:
    return mark.at_s, mark.seq


LATEST = 10**9
"""As a sequence number: everything of that second."""


def mark_at(marks: Sequence[Mark], at_s: int, seq: int = LATEST) -> int:
    """Number of the last mark at or before a place in time; -1: none. `at_s` is 0 while planning."""
    return bisect_right(marks, (at_s, seq), key=_key) - 1
