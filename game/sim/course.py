"""The rest of one truck's day, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from game.domain.day import Progress
from game.domain.plan import Trip
from game.rules.walk import Walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A truck with the rest of its day as it goes when nobody changes anything."""

    trip: Trip
    before: Progress
    walked: Walk
    depot: str
    replaced: str = ""
    """Incident by which somebody else begins the trip, later."""
