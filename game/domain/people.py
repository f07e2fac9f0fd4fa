"""Whom a planner speaks to in the day, what was told, and what goodwill is worth.

A party is written as one word: `customer/<order>`, `driver/<vehicle>`, `partner/<partner>`, `dock/<place>`.
"""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("customer", "driver", "partner", "dock")
ABOUT = ("late", "change", "gone")
"""`late`: it comes later than agreed; `change`: another truck, order of stops or time; `gone`: not today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Somebody heard something from the planner."""

    party: str
    about: str
    at_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Goodwill:
    """What being late and changing agreed things costs in goodwill (facts `goodwill.*`, authored)."""

    late_after_s: int = 900
    """So much later than the window counts as late in goodwill."""
    late_cent: int = 4000
    """Per late stop of which the customer heard nothing in time."""
    late_told_cent: int = 1500
    """Per late stop that was told in time."""
    told_ahead_s: int = 1800
    """In time: so long before the window closes, or earlier."""
    shift_s: int = 1800
    """A customer notices a change of more than this."""
    customer_change_cent: int = 500
    """Per customer who hears of another time or truck after the plan was issued."""
    driver_change_cent: int = 400
    """Per driver whose trip changes after it was issued."""
    needless_cent: int = 200
    """A customer who is called although nothing changes for him."""
    near_s: int = 600
    """Nearly late: a call about it is not needless."""
    call_s: int = 240
    """Time that a call takes of the planner's day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What a customer counts on since he heard of it: this truck, at about this time."""

    order: str
    vehicle: str
    begin_s: int
    """Of its last stop, as it was expected when he heard."""
    about: str
    """One of `ABOUT`: why he was told."""
    at_s: int
    """When he heard."""


def party_of(party: str) -> tuple[str, str]:
    """Kind and id of a party; the kind is empty when it is none."""
    kind, _, name = party.partition("/")
    return (kind, name) if kind in KINDS and name else ("", party)
