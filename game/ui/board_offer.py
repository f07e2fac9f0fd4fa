"""What is chosen, what may be done with it, and what that would change: the values of menu and panel."""

from __future__ import annotations

from dataclasses import dataclass

from game.domain.commands import Command
from game.ui.drop_preview import Preview


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is chosen: a stop of a trip, a trip (stop -1), or an order that is in no trip."""

    vehicle: str = ""
    stop: int = -1
    order: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing to do, in the player's words."""

    id: str
    group: str
    """Its heading: `acts.<group>`."""
    icon: str
    label: str
    command: Command
    chosen: bool = False
    """This is how it is now."""
    opens: str = ""
    """It does nothing by itself: it opens the choice of this name (`board_trip_acts`)."""
    note: str = ""
    """What a chosen act is, in figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An act with what it would change; the one that holds now has no preview."""

    act: Act
    preview: Preview | None = None

    @property
    def enabled(self) -> bool:
        """It can be done, or opened."""
        possible = self.preview is None or self.preview.error is None
        return bool(self.act.opens) or (not self.act.chosen and possible)
