"""What happened: the lines of the log, and the bits of evidence made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the log.

    kinds: `header`, `content`, `command` (data: do, ok, refused?; also what changes nothing and is only
    evidence: `consult`, `look`, and with the telephone `take_call` and `put_off`), `proposal` (the
    computer's, with its plan), `day` (an incident seen, an order served),
    `calls` (a changed plan went out: who heard of it, and the goodwill), `mark` (the player is active),
    `ledger` (what every decision was worth: `domain.ledger`),
    `kpi` (figures at the end of a phase), `final` (the closing line: figures, and the link before it),
    `signed` (somebody vouches for the closing line: `game.closing`),
    `interrupted` (a measurement that was broken off is gone on with: gap_s).
    """

    seq: int
    game_s: int
    wall_ms: int
    """Monotonic milliseconds since the log began; 0 where no clock was given (autoplay)."""
    actor: str
    """`player`, `computer`, `world` or `game`."""
    kind: str
    data: Mapping[str, Any]
    state: str
    """Hash of the session's state after this event."""
    link: str
    """Hash of this line chained to the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One indicator of one competency, with the events that it rests on (ASSESSMENT 1)."""

    competency: str
    indicator: str
    version: int
    raw: float
    category: int
    """0..3 by the thresholds."""
    thresholds: tuple[float, float, float]
    events: tuple[int, ...]
    values: tuple[tuple[str, str | int | float], ...] = ()
    """For the sentence `indicator.<indicator>`."""
