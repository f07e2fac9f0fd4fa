"""What is chosen, pointed at or running on the planboard: what its rows show besides themselves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLook:
    """What is chosen, pointed at or running, apart from the rows themselves."""

    vehicle: str = ""
    """The selected row."""
    order: str = ""
    """All stops of this order are ringed."""
    more: frozenset[str] = frozenset()
    """And those of the orders that are gathered."""
    stop: int = -1
    """The chosen stop of the selected row, ringed when it is one of the truck's own."""
    now_s: int | None = None
    """The day's clock: a line through all rows."""
    subtitle: str = ""
    """Beside the title: "6 ritten"."""
    steady: bool = False
    """Rows keep their heights: something is in the hand, and what it is aimed at must not move away."""
    bands: tuple[tuple[int, int, str], ...] = ()
    """Stretches of time with a word, such as the rush hour."""
