"""How the members lie over the scale of one competency: heaps of dots and the middle half."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.assess.group import HEAP, LEAST
from game.assess.group.member import Member
from game.assess.profile import profile
from game.assess.settings import COMPETENCIES, Settings

STEP = 0.5
"""Figures are rounded to this, in standard deviations of the scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heap:
    """Some members close together."""

    at: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One competency of a group."""

    n: int
    """Members with evidence of it."""
    heaps: tuple[Heap, ...]
    low: float
    middle: float
    high: float
    """Quartiles, rounded to `STEP`."""


def spreads(members: Sequence[Member], figures: Settings) -> dict[str, Spread | None]:
    """All eight, each in an order of its own; None where fewer than `LEAST` members have evidence.

    Estimates of the coaching view (correlated prior): they lean to the middle where little was played.
    """
    found: dict[str, list[float]] = {name: [] for name in COMPETENCIES}
    for member in members:
        made = profile([s.played for s in member.sessions], "correlated", figures)
        for name, competency in made.competencies.items():
            if competency.evidence:
                found[name].append(competency.mean)
    return {name: _spread(values) for name, values in found.items()}


def _spread(values: Sequence[float]) -> Spread | None:
    if len(values) < LEAST:
        return None
    low, middle, high = (_rounded(_quantile(sorted(values), share)) for share in (0.25, 0.5, 0.75))
    return Spread(n=len(values), heaps=heaps(values), low=low, middle=middle, high=high)


def heaps(values: Sequence[float]) -> tuple[Heap, ...]:
    """The values rounded and taken together from below, so that no heap holds fewer than `HEAP`."""
    made: list[list[float]] = [[]]
    for value in sorted(map(_rounded, values)):
        if len(made[-1]) >= HEAP and value > made[-1][-1]:
            made.append([])
        made[-1].append(value)
    if len(made) > 1 and len(made[-1]) < HEAP:
        few = made.pop()
        made[-1] += few
    return tuple(Heap(at=_rounded(sum(heap) / len(heap)), count=len(heap)) for heap in made if heap)


def _rounded(value: float) -> float:
    return round(value / STEP) * STEP


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Between the two nearest values, as numpy does it."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
