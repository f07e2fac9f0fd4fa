"""A player's acts towards people: looking things up, telling, correcting what the software believes.

Part of `commands`, which says how they become a line of text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Consult:
    """Look something up that the software does not know: looking is logged."""

    verb: ClassVar[str] = "consult"
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """Tell a party (`domain.people`) what it ought to know."""

    verb: ClassVar[str] = "tell"
    party: str
    about: str
    """One of `people.ABOUT`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """Correct master data: what the software believes of an order from now on."""

    verb: ClassVar[str] = "correct"
    order: str
    what: str
    """`service_s`, `kg`, `units` or `opens_s`."""
    amount: int
    end: str = "-"
    """Of `service_s`: `pickup` or `delivery`; `-`: where the customer is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speak:
    """How the answer to a message will be said; before the reply."""

    verb: ClassVar[str] = "speak"
    message: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Let the computer move what a customer was promised; he himself hears nothing of it."""

    verb: ClassVar[str] = "release"
    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeCall:
    """Lift the receiver of a call that rings: what it says can be read from now on."""

    verb: ClassVar[str] = "take_call"
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOff:
    """Leave a call for a while: it rings again later."""

    verb: ClassVar[str] = "put_off"
    message: str
