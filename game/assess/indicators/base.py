"""What an indicator is and what it gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from game.assess.acts import Acts
from game.assess.settings import Settings
from game.assess.story import Story

Values = tuple[tuple[str, str | int | float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One raw value of an indicator with the log events that it rests on."""

    raw: float
    events: tuple[int, ...]
    values: Values = ()
    """For the sentence `indicator.<id>`; a value `case` names a variant: `indicator.<id>.<case>`."""
    at_most: int = 3
    """Highest category this reading may get, whatever its raw value."""


class Indicator(Protocol):
    """Reads a story; yields nothing without an opportunity, one reading per opportunity otherwise."""

    def __call__(self, story: Story, acts: Acts, figures: Settings, /) -> Iterable[Reading]:
        """Readings in the order in which they happened."""
        ...


def percent(share: float) -> str:
    """`+3`, `-12`, `0`: whole percents with a sign, for sentences that end in %."""
    whole = round(share * 100)
    return f"{whole:+d}" if whole else "0"
