"""Benchmark instances of our own making, in the manner of the literature: the repository ships none of it.

Routes by capacity after Uchoa et al., New benchmark instances for the CVRP (2017); windows after Solomon
(1987) and Gehring & Homberger (1999); pairs after Li & Lim (2001). Seeded and the same everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from game.domain import chance
from game.domain.instance import Customer, Instance

SIDE = 1000
"""Side of the square of instances without windows."""
SQUARE = 100
"""Side of the square of instances with windows."""
SERVICE = 10

T = TypeVar("T")


def by_capacity(seed: int, customers: int, per_route: float = 0.0) -> Instance:
    """Only capacity binds. `per_route`: customers on a route, about; 0 for 3 to 25 by chance."""
    draw = _Draw(seed, "instance/capacity")
    depot = draw.one_of([(SIDE // 2, SIDE // 2), (0, 0), (draw.whole(0, SIDE), draw.whole(0, SIDE))])
    spots = _spots(draw, customers, SIDE, draw.one_of(["R", "C", "RC"]))
    low, high = draw.one_of([(1, 1), (1, 10), (5, 10), (1, 100), (50, 100)])
    demands = [draw.whole(low, high) for _ in spots]
    size = per_route or chance.triangular(draw.random(), 30, 60, 250) / 10
    capacity = max(*demands, math.ceil(size * sum(demands) / customers))
    return Instance(
        name=f"made-q-n{customers}-s{seed}", form="vrplib", capacity=capacity, vehicles=0,
        depot=Customer(number=1, x=depot[0], y=depot[1], demand=0),
        customers=tuple(
            Customer(number=i, x=x, y=y, demand=d)
            for i, ((x, y), d) in enumerate(zip(spots, demands, strict=True), start=2)
        ),
    )  # fmt: skip


def by_windows(seed: int, customers: int, kind: str = "", long: bool | None = None) -> Instance:
    """Windows bind too. `kind`: R (anywhere), C (in clusters) or RC; `long`: few long routes."""
    draw = _Draw(seed, "instance/windows")
    kind = kind or draw.one_of(["R", "C", "RC"])
    long = draw.random() < 0.5 if long is None else long
    side = SQUARE * max(1.0, math.sqrt(customers / 100))
    middle = side / 2
    day = round(side * (10 if long else 2.6))
    share, half = draw.one_of([0.25, 0.5, 0.75, 1.0]), day * draw.one_of([0.02, 0.06, 0.12, 0.25])
    found = []
    for i, (x, y) in enumerate(_spots(draw, customers, round(side), kind), start=1):
        away = math.dist((x, y), (middle, middle))
        found.append(_windowed(draw, i, x, y, away, day, half if draw.random() < share else 0))
    return Instance(
        name=f"made-{kind.lower()}{2 if long else 1}-n{customers}-s{seed}", form="solomon",
        capacity=1000 if long else 200, vehicles=customers // 2,
        depot=Customer(number=0, x=middle, y=middle, demand=0, ready=0, due=day), customers=tuple(found),
    )  # fmt: skip


def by_pairs(seed: int, pairs: int, long: bool | None = None) -> Instance:
    """Collected at one customer and brought to another, each with a window."""
    base = by_windows(seed, 2 * pairs, long=long)
    draw = _Draw(seed, "instance/pairs")
    order = [c for _, c in sorted(((draw.random(), c) for c in base.customers), key=lambda r: r[0])]
    made: list[Customer] = []
    for a, b in zip(order[::2], order[1::2], strict=True):
        first, second = _in_time(base, a, b)
        load = draw.one_of([10, 20, 30, 40])
        made.append(replace(first, demand=load, partner=second.number))
        made.append(replace(second, demand=-load, partner=first.number))
    middle = base.depot.x, base.depot.y
    home = max(c.due + c.service + math.dist((c.x, c.y), middle) for c in made)
    return replace(
        base, name=f"made-p-n{2 * pairs}-s{seed}", form="lilim", vehicles=pairs,
        depot=replace(base.depot, due=max(base.depot.due, math.ceil(home))),
        customers=tuple(sorted(made, key=lambda c: c.number)),
    )  # fmt: skip


class _Draw:
    """A stream of chance with what is drawn here; of Python's it uses `random()` alone."""

    def __init__(self, seed: int, name: str) -> None:
        self.random = chance.stream(seed, name).random

    def whole(self, low: int, high: int) -> int:
        """From low to high, both included."""
        return low + int(self.random() * (high - low + 1))

    def one_of(self, choices: Sequence[T]) -> T:
        """Any of these."""
        return choices[int(self.random() * len(choices))]

    def normal(self, middle: float, spread: float) -> float:
        """Box and Muller (1958)."""
        radius = math.sqrt(-2 * math.log(1 - self.random()))
        return middle + spread * radius * math.cos(2 * math.pi * self.random())


def _spots(draw: _Draw, count: int, side: int, kind: str) -> list[tuple[int, int]]:
    """Whole coordinates: anywhere (R), about a few centres (C), or half and half (RC)."""
    centres = [(draw.whole(0, side), draw.whole(0, side)) for _ in range(draw.whole(3, 8))]
    found = []
    for n in range(count):
        if kind == "R" or (kind == "RC" and n % 2):
            found.append((draw.whole(0, side), draw.whole(0, side)))
            continue
        x, y = draw.one_of(centres)
        spread = side / 14
        found.append((_within(draw.normal(x, spread), side), _within(draw.normal(y, spread), side)))
    return found


def _within(value: float, side: int) -> int:
    return min(side, max(0, round(value)))


def _windowed(
    draw: _Draw, number: int, x: int, y: int, away: float, day: int, half: float
) -> Customer:
    """A customer that a vehicle of its own reaches in time; `half` a window's half width, 0 for all day."""
    earliest, latest = math.ceil(away) + 1, day - math.ceil(away) - SERVICE - 1
    middle = draw.whole(earliest, max(earliest, latest))
    ready = max(0, round(middle - half)) if half else 0
    due = min(latest, round(middle + half)) if half else latest
    return Customer(
        number=number, x=x, y=y, demand=min(50, 1 + int(-15 * math.log(1 - draw.random()))),
        ready=min(ready, due), due=due, service=SERVICE,
    )  # fmt: skip


def _in_time(base: Instance, a: Customer, b: Customer) -> tuple[Customer, Customer]:
    """The two in the sequence that can be driven; the second one's window is widened where neither can."""
    for first, second in ((a, b), (b, a)):
        if _arrives(base, first, second) <= second.due:
            return first, second
    first, second = sorted((a, b), key=lambda c: (c.ready, c.number))
    return first, replace(second, due=math.ceil(_arrives(base, first, second)) + 1)


def _arrives(base: Instance, first: Customer, second: Customer) -> float:
    """The earliest at the second of two, by a vehicle of their own."""
    depot = base.depot
    begin = max(first.ready, math.dist((depot.x, depot.y), (first.x, first.y)))
    return begin + first.service + math.dist((first.x, first.y), (second.x, second.y))
