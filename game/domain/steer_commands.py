"""A player's acts as director of the computer: what its plans must keep to, what counts, and plans kept.

Part of `commands`, which says how they become a line of text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Steer:
    """Ask something of every plan that the computer makes: `text` is a rule of `domain.steer`."""

    verb: ClassVar[str] = "steer"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsteer:
    """Take such a rule back, also one that is switched off."""

    verb: ClassVar[str] = "unsteer"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelve:
    """Switch such a rule off: it is not asked, but stays in the list to be switched on again."""

    verb: ClassVar[str] = "shelve"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weigh:
    """What counts when the computer plans: the share of CO2e against cost, and minutes of margin."""

    verb: ClassVar[str] = "weigh"
    co2_percent: int
    margin_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agree:
    """Ask a customer for a wider window, before and after, at the price of `steer.asking_cent`."""

    verb: ClassVar[str] = "agree"
    order: str
    action: str
    """Which end of the order: `collect` or `deliver`."""
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Put the plan as it stands into the gallery, under a name."""

    verb: ClassVar[str] = "keep"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """Give a kept plan another name."""

    verb: ClassVar[str] = "rename"
    kept: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore:
    """Make a kept plan the current one; undo brings the other back."""

    verb: ClassVar[str] = "restore"
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget:
    """Take a kept plan out of the gallery."""

    verb: ClassVar[str] = "forget"
    kept: str
