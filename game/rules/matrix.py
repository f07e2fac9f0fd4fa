"""Legs given as an explicit matrix: any company, benchmark or worked example can be expressed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from game.domain.world import ClassMetres, Leg

LegKey = tuple[str, str, str]
"""(speed profile, origin place id, destination place id)."""

_HERE = (Leg(distance_m=0, duration_s=0, tolled_m=0, class_m=ClassMetres()),)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MatrixLegs:
    """A LegBook made of given legs; between a place and itself lies a leg of zero length.

    A pair that is not in `legs` raises KeyError: whoever builds a world checks that it is complete.
    """

    legs: Mapping[LegKey, tuple[Leg, ...]]
    shortest: Mapping[LegKey, int] = field(default_factory=dict)
    """Shortest feasible distance in metres; where absent, the shortest of the given legs."""

    def options(self, profile: str, origin: str, destination: str) -> tuple[Leg, ...]:
        """One to three alternatives; number 0 is the fastest."""
        if origin == destination:
            return _HERE
        return self.legs[profile, origin, destination]

    def fastest(self, profile: str, origin: str, destination: str) -> Leg:
        """Number 0 of the given legs."""
        return self.options(profile, origin, destination)[0]

    def shortest_m(self, profile: str, origin: str, destination: str) -> int:
        """Shortest feasible distance in metres, the activity distance of ISO 14083."""
        if origin == destination:
            return 0
        key = (profile, origin, destination)
        known = self.shortest.get(key)
        return min(leg.distance_m for leg in self.legs[key]) if known is None else known
