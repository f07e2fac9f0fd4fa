"""Driving seconds by hour of departure, in a form that is small and quick to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Profile:
    """Breakpoints of a leg's duration over one day, the same every day; linear between them.

    A profile that is not empty begins at second 0 and ends at second 86,400 with one and the same
    duration, so that a departure taken modulo a day always falls between two breakpoints. Two flat
    tuples instead of pairs: less memory, and `bisect` compares plain numbers. Iterating gives pairs.
    """

    starts: tuple[int, ...] = ()
    """Departures in seconds after midnight, rising."""
    durations: tuple[int, ...] = ()
    """Driving seconds at these departures."""

    @staticmethod
    def of(points: Iterable[tuple[int, int]]) -> Profile:
        """From (departure_s, duration_s) within one day, rising; level before the first and after the last.

        For profiles written by hand. Raises ValueError for a departure outside the day or out of
        order. First-in-first-out over midnight holds when the first and last durations are equal.
        """
        known = list(points)
        if not known:
            return NO_PROFILE
        starts = [departure for departure, _ in known]
        if starts != sorted(set(starts)) or starts[0] < 0 or starts[-1] > DAY_S:
            raise ValueError(f"departures must rise within one day: {starts}")
        if starts[0] > 0:
            known.insert(0, (0, known[0][1]))
        if starts[-1] < DAY_S:
            known.append((DAY_S, known[-1][1]))
        return Profile(starts=tuple(d for d, _ in known), durations=tuple(d for _, d in known))

    def __len__(self) -> int:
        """How many breakpoints; an empty profile is false."""
        return len(self.starts)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """(departure_s, duration_s) in order of departure."""
        return zip(self.starts, self.durations, strict=True)


NO_PROFILE = Profile()
"""The one empty profile that all legs without congestion share."""
