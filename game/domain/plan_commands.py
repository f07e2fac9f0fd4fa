"""A player's acts that change the plan: which truck drives which order, when, along which way.

Part of `commands`, which says how they become a line of text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Put an order into a vehicle's trip at position `at`, taking it out of where it was.

    A pickup-and-delivery order is collected at `at` and delivered at `deliver_at`, both
    positions in the trip without the order; -1 delivers directly after collecting.
    """

    verb: ClassVar[str] = "place"
    order: str
    vehicle: str
    at: int
    deliver_at: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplace:
    """Take an order out of the plan."""

    verb: ClassVar[str] = "unplace"
    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearTrip:
    """Take every order out of a vehicle's trip."""

    verb: ClassVar[str] = "clear"
    vehicle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStart:
    """Fix the start of duty; -1 gives it back to the schedule."""

    verb: ClassVar[str] = "start"
    vehicle: str
    start_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRoute:
    """Choose the leg alternative to stop `at`; `at` = number of stops means the way home."""

    verb: ClassVar[str] = "route"
    vehicle: str
    at: int
    route: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTrip:
    """Replace a whole trip, as a proposal does: `stops` is `order/action/route[/via],...`.

    A stop of the truck's own is `*/action/route/place/seconds`: `*/charge/0/plaza/2700`.
    """

    verb: ClassVar[str] = "trip"
    vehicle: str
    stops: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddStop:
    """Put a stop of the truck's own into a trip: `charge`, `break` or `reload`."""

    verb: ClassVar[str] = "add"
    vehicle: str
    kind: str
    at: int
    place: str = "-"
    """A charger's place (charge) or a parking (break); `-`: none."""
    seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveStop:
    """Move the truck's own stop `at` to position `to` (of the trip without it)."""

    verb: ClassVar[str] = "move"
    vehicle: str
    at: int
    to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LastStop:
    """Make the truck's own stop `at` last `seconds`."""

    verb: ClassVar[str] = "last"
    vehicle: str
    at: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DropStop:
    """Take the truck's own stop `at` out of the trip."""

    verb: ClassVar[str] = "drop"
    vehicle: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetVia:
    """Bring (or fetch) a planned order by a transfer: hub, barge or train; `-`: to its own address."""

    verb: ClassVar[str] = "via"
    order: str
    transfer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Give:
    """Let a partner drive an order; taken back with `unplace`, or by placing it."""

    verb: ClassVar[str] = "give"
    order: str
    partner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCharge:
    """Usable charge in permille to leave the depot with; -1 gives it back to the fair share."""

    verb: ClassVar[str] = "soc"
    vehicle: str
    permille: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """Two vehicles exchange their drivers for the day; one of them may be without a trip."""

    verb: ClassVar[str] = "switch"
    vehicle: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Several commands as one act, undone in one step: `text` holds them, joined by `; `.

    All of them change the plan, or all of them the rules of `domain.steer`.
    """

    verb: ClassVar[str] = "together"
    text: str
