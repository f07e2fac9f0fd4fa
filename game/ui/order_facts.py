"""What an order is, apart from any plan: kind, needs, areas, load, window, distance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache

from game.content.geo import load_map
from game.domain.world import Load, Order, Place, World
from game.ui.hits import inside
from game.ui.order_words import NO_LOAD, needs_of, window_of, zones_of

Point = tuple[float, float]
KINDS = ("delivery", "collection", "between", "returns")
ALL_DAY_S = 23 * 3600
"""A window that is longer asks nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """Figures of one order, in the units of the world."""

    open_s: int = 0
    close_s: int = 1 << 30
    load: Load = NO_LOAD
    kinds: frozenset[str] = frozenset()
    """Of `KINDS`: one of the first three, and `returns` where empty load carriers come back."""
    needs: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    """`zone:<id>` and `province:<id>` in which an end lies that is no depot."""
    points: tuple[Point, ...] = ()
    """RD metres of the ends that are no depot; of both when both are."""
    ends: tuple[Point, Point] = ((0.0, 0.0), (0.0, 0.0))
    """RD metres of pickup and delivery."""
    away_m: int = 0
    """From the nearest depot to the farthest end, as the crow flies."""
    penalty_cent: int = 0
    revenue_cent: int = 0

    @property
    def units(self) -> int:
        """Pallets and roll cages together."""
        return self.load.pallets + self.load.roll_cages

    @property
    def any_time(self) -> bool:
        """No window binds."""
        return self.close_s - self.open_s >= ALL_DAY_S

    @property
    def kind(self) -> str:
        """Delivery, collection or between customers."""
        return next((k for k in KINDS[:3] if k in self.kinds), KINDS[0])


UNKNOWN = OrderFacts()


def facts_of(world: World, order: Order) -> OrderFacts:
    """The facts of one order."""
    start, end = world.places[order.pickup], world.places[order.delivery]
    window = window_of(world, order)
    away = tuple(p for p in (start, end) if p.kind != "depot") or (start, end)
    areas = {f"zone:{z}" for z in zones_of(world, order)}
    areas |= {f"province:{name}" for p in away if (name := province_at(p.x_m, p.y_m))}
    return OrderFacts(
        open_s=window.open_s, close_s=window.close_s, load=order.load, kinds=_kinds(order, start, end),
        needs=frozenset(needs_of(order)), areas=frozenset(areas),
        points=tuple((p.x_m, p.y_m) for p in away), ends=((start.x_m, start.y_m), (end.x_m, end.y_m)),
        away_m=max(_away_m(world, p) for p in away),
        penalty_cent=order.penalty_cent, revenue_cent=order.revenue_cent,
    )  # fmt: skip


def _kinds(order: Order, start: Place, end: Place) -> frozenset[str]:
    kind = "delivery" if start.kind == "depot" else "collection" if end.kind == "depot" else "between"
    return frozenset({kind} | ({"returns"} if order.returns != NO_LOAD else set()))


def _away_m(world: World, place: Place) -> int:
    depots = [world.places[name] for name in sorted({v.depot for v in world.vehicles.values()})]
    return round(min((math.hypot(place.x_m - d.x_m, place.y_m - d.y_m) for d in depots), default=0.0))


@lru_cache(maxsize=4096)
def province_at(x_m: int, y_m: int) -> str:
    """The province in which RD metres lie (`NL-GR`); empty abroad, at sea, and in a world without a map."""
    for name, box, ring in _rings():
        if box[0] <= x_m <= box[2] and box[1] <= y_m <= box[3] and inside(ring, (x_m, y_m)):
            return name
    return ""


@cache
def _rings() -> tuple[tuple[str, tuple[float, float, float, float], tuple[Point, ...]], ...]:
    """(province, its box, ring): most are ruled out by their box."""
    made = []
    for province in load_map().provinces:
        for ring in province.rings:
            xs, ys = [p[0] for p in ring], [p[1] for p in ring]
            made.append((province.id, (min(xs), min(ys), max(xs), max(ys)), tuple(ring)))
    return tuple(made)


def summed(loads: list[Load]) -> Load:
    """All loads together."""
    total = NO_LOAD
    for load in loads:
        total += load
    return total
