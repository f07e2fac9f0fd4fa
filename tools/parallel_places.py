"""Where the customers of a parallel form lie: towns between which one drives as long as in the first form.

The geography is not copied but matched: every customer of form A gets a town near form B's depot so that
driving times to the depot and among the customers differ as little as possible (a quadratic assignment,
solved by exchanging; the same seed gives the same towns).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from game.content.geo import Point, load_graph, load_map
from game.content.roads import build_legs
from game.domain.chance import stream

RADIUS_M, SMALLEST = 62_000, 1500
SPREAD_M = 900
"""An address lies so far from the middle of its town at most."""
DEPOT = "depot"
NEAR_S = 600
"""Pairs that lie nearer than this count most: they decide who shares a trip."""
STEPS = 6000
Times = Sequence[Sequence[int]]
Found = tuple[float, tuple[int, ...]]
"""How far off, and for each customer the number of its town."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """An address that a customer may get."""

    town: str
    point: Point


def spots_near(depot: Point, luck: Random) -> tuple[Spot, ...]:
    """An address in every town around the depot."""
    towns = sorted(
        (t.name, t.x_m, t.y_m) for t in load_map().towns
        if t.rank < 6 and t.population >= SMALLEST and '"' not in t.name
        and (t.x_m - depot[0]) ** 2 + (t.y_m - depot[1]) ** 2 <= RADIUS_M**2
    )  # fmt: skip
    return tuple(Spot(town=n, point=(_off(x, luck), _off(y, luck))) for n, x, y in towns)


def _off(middle: int, luck: Random) -> int:
    return middle + round(SPREAD_M * (2 * luck.random() - 1))


def times_between(points: Sequence[Point], on: date) -> Times:
    """Driving times of a truck in free flow, seconds, from each point to each other."""
    names = [str(i) for i in range(len(points))]
    legs = build_legs(
        graph=load_graph(), places=dict(zip(names, points, strict=True)), profile="truck", on=on
    )
    return [[0 if a == b else legs.fastest(a, b).duration_s for b in names] for a in names]


@dataclass(slots=True, kw_only=True)
class Match:
    """The search. Row 0 of both tables is the depot."""

    wanted: Times
    have: Times
    fixed: Mapping[int, int]
    """Customers (from 1 on) that must have this town."""

    def best(self, seed: int, tries: int) -> Iterator[Found]:
        """A good matching from each of several beginnings."""
        for number in range(tries):
            yield self._search(stream(seed, f"parallel/{number}"))

    def _search(self, luck: Random) -> Found:
        free = [t for t in range(1, len(self.have)) if t not in self.fixed.values()]
        count = len(self.wanted)
        chosen = [0, *(self.fixed.get(i) or free.pop(_below(luck, len(free))) for i in range(1, count))]
        movable = [i for i in range(1, count) if i not in self.fixed]
        for _ in range(STEPS if movable else 0):
            one = movable[_below(luck, len(movable))]
            other = _below(luck, len(free) + len(movable))
            if other < len(free):
                self._move(chosen, free, one, other)
            else:
                self._swap(chosen, one, movable[other - len(free)])
        whole = sum(self._off(chosen, i) for i in range(1, count)) / count
        return whole, tuple(chosen[1:])

    def _move(self, chosen: list[int], free: list[int], one: int, other: int) -> None:
        before = self._off(chosen, one)
        chosen[one], free[other] = free[other], chosen[one]
        if self._off(chosen, one) > before:
            chosen[one], free[other] = free[other], chosen[one]

    def _swap(self, chosen: list[int], one: int, two: int) -> None:
        before = self._off(chosen, one) + self._off(chosen, two)
        chosen[one], chosen[two] = chosen[two], chosen[one]
        if self._off(chosen, one) + self._off(chosen, two) > before:
            chosen[one], chosen[two] = chosen[two], chosen[one]

    def _off(self, chosen: Sequence[int], one: int) -> float:
        """How far the driving times of one customer are off; the way to the depot counts threefold."""
        wanted, have = self.wanted[one], self.have[chosen[one]]
        return sum(
            (3 if other == 0 else 1) * abs(w - have[chosen[other]]) / (NEAR_S + w)
            for other, w in enumerate(wanted) if other != one
        )  # fmt: skip


def _below(luck: Random, count: int) -> int:
    return int(luck.random() * count)
