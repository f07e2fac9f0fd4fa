"""The referee of benchmark instances: how long routes are by a convention, and whether they are allowed.

Alone and simple, so that every solver that is compared (ours and its peers) is judged by the same few lines.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from game.domain.instance import Convention, Customer, Instance

FINE = 10_000
"""Parts of a unit in which exact distances are searched; they are judged in double precision."""
ROUNDING = 1e-6
"""What sums of exact distances may be off by."""
EARTH_KM, TSPLIB_PI = 6378.388, 3.141592

Routes = Sequence[Sequence[int]]
"""Per vehicle the places by their position in `Instance.places`, without the depot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What routes are worth."""

    distance: float
    """In the file's unit, by the convention."""
    vehicles: int
    faults: tuple[str, ...]
    """`capacity`, `late`, `limit`, `pair`, `vehicles`, `missing`, `twice`: none when allowed."""


class Yardstick:
    """Distances of an instance by a convention, in `per_unit` parts of the file's unit."""

    def __init__(self, instance: Instance, convention: Convention) -> None:
        self.instance, self.convention = instance, convention
        self.per_unit = 10 if convention is Convention.DIMACS else 1
        places = instance.places
        self.legs = [[self._leg(i, j) for j in range(len(places))] for i in range(len(places))]

    def _leg(self, i: int, j: int) -> float:
        raw = self._raw(i, j)
        if self.convention is Convention.EXACT:
            return raw
        if self.convention is Convention.DIMACS:
            return float(math.floor(raw * 10 + ROUNDING / 10))
        return float(math.floor(raw + 0.5))

    def _raw(self, i: int, j: int) -> float:
        instance = self.instance
        if instance.matrix:
            return instance.matrix[i][j]
        a, b = instance.places[i], instance.places[j]
        if instance.edges == "GEO":
            return _geo(a, b)
        straight = math.hypot(a.x - b.x, a.y - b.y)
        return float(math.ceil(straight)) if instance.edges == "CEIL_2D" else straight

    def tables(self) -> tuple[int, list[list[int]], list[list[int]]]:
        """For a search in whole numbers: parts per unit, distances, durations that are never too short."""
        if self.convention is not Convention.EXACT:
            whole = [[int(leg) for leg in row] for row in self.legs]
            return self.per_unit, whole, whole
        distance = [[round(leg * FINE) for leg in row] for row in self.legs]
        duration = [[math.ceil(leg * FINE - ROUNDING) for leg in row] for row in self.legs]
        return FINE, distance, duration

    def judge(self, routes: Routes) -> Verdict:
        """Distance, vehicles, and everything that is not allowed."""
        used = [route for route in routes if route]
        faults = set(self._cover(used))
        for route in used:
            faults |= self._faults(route)
        if self.instance.vehicles and len(used) > self.instance.vehicles:
            faults.add("vehicles")
        length = math.fsum(self._length(route) for route in used) / self.per_unit
        return Verdict(distance=round(length, 6), vehicles=len(used), faults=tuple(sorted(faults)))

    def _cover(self, routes: Routes) -> set[str]:
        visits = [n for route in routes for n in route]
        faults = {"twice"} if len(visits) != len(set(visits)) else set()
        return faults | ({"missing"} if set(visits) != set(range(1, len(self.instance.places))) else set())

    def _length(self, route: Sequence[int]) -> float:
        stops = [0, *route, 0]
        return math.fsum(self.legs[a][b] for a, b in pairwise(stops))

    def _faults(self, route: Sequence[int]) -> set[str]:
        return self._load_faults(route) | self._time_faults(route) | self._pair_faults(route)

    def _load_faults(self, route: Sequence[int]) -> set[str]:
        """In pairs what is aboard, else what left the depot."""
        places, aboard, most = self.instance.places, 0, 0
        for n in route:
            aboard += places[n].demand
            most = max(most, aboard)
        return {"capacity"} if most > self.instance.capacity else set()

    def _time_faults(self, route: Sequence[int]) -> set[str]:
        places, unit = self.instance.places, self.per_unit
        slack = ROUNDING if self.convention is Convention.EXACT else 0.0
        clock, work, here = float(places[0].ready * unit), 0.0, 0
        for n in [*route, 0]:
            clock = max(clock + self.legs[here][n], places[n].ready * unit)
            work += self.legs[here][n] + places[n].service * unit
            if clock > places[n].due * unit + slack:
                return {"late"}
            clock += places[n].service * unit
            here = n
        limit = self.instance.route_limit * unit
        return {"limit"} if limit and work > limit + slack else set()

    def _pair_faults(self, route: Sequence[int]) -> set[str]:
        if not self.instance.paired:
            return set()
        numbers = {place.number: n for n, place in enumerate(self.instance.places)}
        at = {n: position for position, n in enumerate(route)}
        for n in route:
            place = self.instance.places[n]
            other = at.get(numbers.get(place.partner, -1))
            if other is None or (place.demand > 0) != (at[n] < other):
                return {"pair"}
        return set()


def _geo(a: Customer, b: Customer) -> float:
    """TSPLIB's kilometres on its idealised sphere, whole."""
    lat_a, lon_a, lat_b, lon_b = (_radians(v) for v in (a.x, a.y, b.x, b.y))
    q1, q2, q3 = math.cos(lon_a - lon_b), math.cos(lat_a - lat_b), math.cos(lat_a + lat_b)
    return float(int(EARTH_KM * math.acos(0.5 * ((1 + q1) * q2 - (1 - q1) * q3)) + 1.0))


def _radians(value: float) -> float:
    """Degrees and minutes, written as DDD.MM."""
    degrees = int(value)
    return TSPLIB_PI * (degrees + 5.0 * (value - degrees) / 3.0) / 180.0


