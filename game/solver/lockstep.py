"""All places of one or many orders at once, ranked exactly as the referee would rank them.

Trips with the order put in are walked in lockstep with arrays (`lockstep_walk`) instead of one by one.
What the arrays do not know (own stops, transfers, other roads, dangerous goods, LZVs, a driver's day that is
not spotless) goes to the referee, so the ranking is the same; every figure that is shown is his as well.
Loads numpy: import it where it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.domain.evaluation import Severity
from game.domain.plan import Trip
from game.domain.world import World
from game.rules.battery import start_wh
from game.solver.desk import Desk
from game.solver.lockstep_judge import Judged, Past, judged
from game.solver.lockstep_legs import NEVER_S, Floats, Ints
from game.solver.lockstep_put import late_at, legs_with, sequences
from game.solver.lockstep_rows import Base, Rows
from game.solver.lockstep_tables import known_order
from game.solver.lockstep_walk import Walkers
from game.solver.places import Moving
from game.solver.stops import Spot, first_free, has_work, may_join, near_spots, spots, trip_of

KEPT = 4
"""Worlds that are remembered."""


class Places(NamedTuple):
    """Places of one order, the best first by what is certain; see `Delta` for the differences."""

    order: Moving
    vehicle: Ints
    at: Ints
    deliver_at: Ints
    hard: Ints
    """More hard findings; at least so many where not `sure`."""
    value: Floats
    deltas: Ints
    """[figure, place]: cent, grams, driving seconds, late seconds."""
    sure: NDArray[np.bool_]
    others: tuple[str, ...]
    """Vehicles whose places only the referee knows."""


class Lockstep:
    """Ranks places in one world, by its tables (`lockstep_rows`)."""

    def __init__(self, world: World) -> None:
        self.world, self.rows = world, Rows(world)
        self.names, self.vehicles = self.rows.names, self.rows.vehicles

    def rank(self, desk: Desk, orders: Sequence[Moving], *, thorough: bool = False) -> list[Places]:
        """The places of each order, as `places.places` has them. Orders that are in no trip go together."""
        free = [m for m in orders if m.old is None and known_order(m.order)]
        made = dict(zip((m.order.id for m in free), self._together(desk, free, thorough), strict=True))
        for mine in orders:
            if mine.order.id not in made:
                made[mine.order.id] = self._together(desk, [mine], thorough)[0]
        return [made[m.order.id] for m in orders]

    def _together(self, desk: Desk, orders: Sequence[Moving], thorough: bool) -> list[Places]:
        if not orders:
            return []
        bases = [self.rows.base(i, self._trip(desk, i, orders[0])) for i in range(len(self.vehicles))]
        old = orders[0].old
        # of an order that stays in its trip a road may be kept, which depends on where it was
        mended = old.vehicle if old is not None and _other_roads(old) else ""
        shares = bool(self.world.sites.grids or self.world.sites.chargers)
        plain = all(known_order(m.order) for m in orders)
        battery = self.rows.figures["battery"] > 0
        # a truck on a battery that was to stay at home would share the night's energy
        usable = [
            plain and b.known and b.trip.vehicle != mended and not (shares and not b.rows and battery[i])
            for i, b in enumerate(bases)
        ]
        if old is not None and shares and self.rows.figures["battery"][self.names.index(old.vehicle)] > 0:
            usable = [False] * len(bases)
        tried = self._candidates(desk, orders, bases, usable, thorough)
        others = tuple(self.names[i] for i, fine in enumerate(usable) if not fine)
        if not len(tried):
            return [_no_places(m, others) for m in orders]
        found = self._judge(orders, bases, tried)
        return self._ranked(desk, orders, tried, found, others)

    def _trip(self, desk: Desk, number: int, mine: Moving) -> Trip:
        if mine.old is not None and mine.lighter is not None and mine.old.vehicle == self.names[number]:
            return mine.lighter
        return trip_of(desk.plan, self.vehicles[number])

    def _candidates(
        self,
        desk: Desk,
        orders: Sequence[Moving],
        bases: Sequence[Base],
        usable: Sequence[bool],
        thorough: bool,
    ) -> Ints:
        """[place, (order, vehicle, at, deliver_at)]: every place that is tried."""
        made: list[NDArray[Any]] = []
        one: list[tuple[int, int]] = []
        second = np.stack([self.rows.of_order(m.order).second for m in orders])
        for i, base in enumerate(bases):
            if not usable[i]:
                continue
            vehicle, fixed = self.vehicles[i], desk.begun.get(self.names[i], 0)
            if not fixed and (second[:, i] < 0).all() and orders[0].old is None:
                one += [(i, at) for at in range(len(base.rows) + 1)]
                continue
            for o, mine in enumerate(orders):
                own = mine.old is not None and mine.old.vehicle == vehicle.id
                if own or may_join(mine.order, vehicle, desk.begun, base.trip):
                    rows = self._spots(desk, mine, i, base, fixed, thorough)
                    made += [np.array([(o, i, *spot) for spot in rows], dtype=np.int64)] if rows else []
        if one:
            pairs = np.array(one)
            block = np.empty((len(orders), len(pairs), 4), dtype=np.int64)
            block[:, :, 0], block[:, :, 3] = np.arange(len(orders))[:, None], -1
            block[:, :, 1:3] = pairs
            made.append(block.reshape(-1, 4))
        if not made:
            return np.empty((0, 4), dtype=np.int64)
        tried = np.concatenate(made)
        return tried[np.lexsort(tried.T[::-1])] if len(made) > 1 else tried

    def _spots(
        self, desk: Desk, mine: Moving, number: int, base: Base, fixed: int, thorough: bool
    ) -> list[Spot]:
        """As `places.places` tries them, without the place where the order is now."""
        vehicle, order = self.vehicles[number], mine.order
        first = first_free(order, vehicle, base.trip, fixed)
        if first > len(base.trip.stops):
            return []
        found = spots(order, vehicle, base.trip, fixed)
        few = list(found if thorough else near_spots(desk.world, order, vehicle, base.trip, found))
        if mine.old is not None and mine.old.vehicle == vehicle.id:
            where = [i for i, s in enumerate(mine.old.stops) if s.order == order.id]
            now = Spot(where[0]) if len(where) == 1 else Spot(where[0], where[1] - 1)
            few = [spot for spot in few if spot != now]
        return few

    def _judge(self, orders: Sequence[Moving], bases: Sequence[Base], tried: Ints) -> Judged:
        """Walk and judge every candidate; longer trips first, as the walk wants them."""
        rows_of = [self.rows.of_order(m.order) for m in orders]
        first, second = (np.stack([getattr(r, name) for r in rows_of]) for name in ("first", "second"))
        o, v, at, to = np.ascontiguousarray(tried.T)
        had = np.array([len(b.rows) for b in bases])
        length = had[v] + 1 + (second[o, v] >= 0)
        sort = np.argsort((-length).astype(np.int16), kind="stable")
        o, v, at, to, length = o[sort], v[sort], at[sort], to[sort], length[sort]
        home = np.array([b.home for b in bases]).T[:, v]
        home += np.stack([r.home for r in rows_of])[o, :, v].T
        cooled = np.array([b.cooled for b in bases])[v] + np.stack([r.cooled for r in rows_of])[o, v]
        start_s = np.array([-1 if b.trip.start_s is None else b.trip.start_s for b in bases])[v]
        walkers = Walkers(
            self.world, self.rows.legs, self.rows.tables(), {k: f[v] for k, f in self.rows.figures.items()},
            sequences(bases, at, to, first[o, v], second[o, v], v),
            legs_with(bases, at, to, second[o, v], v),
            (at, np.where(second[o, v] < 0, -1, late_at(at, to))), length, home, cooled, start_s,
        )  # fmt: skip
        walkers.walk()
        full = np.array([start_wh(self.vehicles[i], b.trip) for i, b in enumerate(bases)])[v]
        past = Past(*np.array(self.rows.past).T[:, v])
        found = judged(self.world, walkers, full, past)
        needs = np.array([b.needs for b in bases])[v] + np.stack([r.needs for r in rows_of])[o, v]
        back = np.empty_like(sort)
        back[sort] = np.arange(len(sort))
        return Judged(
            hard=(found.hard + needs)[back], cost_cent=found.cost_cent[back], co2e_g=found.co2e_g[back],
            drive_s=found.drive_s[back], late_s=found.late_s[back], doubtful=found.doubtful[back],
            lost=found.lost[back],
        )  # fmt: skip

    def _ranked(
        self, desk: Desk, orders: Sequence[Moving], tried: Ints, found: Judged, others: tuple[str, ...],
    ) -> list[Places]:  # fmt: skip
        """Differences with the plan as it stands, and the order of rank."""
        was = np.array([_figures(desk, name) for name in self.names])
        o, v, at, to = np.ascontiguousarray(tried.T)
        outside = np.array([_outside(desk, m) for m in orders])
        now = np.stack([found.cost_cent, found.co2e_g, found.drive_s, found.late_s])
        deltas = now - was[v, 1:].T + outside[o, 1:].T
        hard = found.hard - was[v, 0] + outside[o, 0]
        old = orders[0].old
        if old is not None:
            # its own vehicle's trip is replaced; any other leaves the lighter trip behind
            lighter = _lighter(desk, orders[0])
            elsewhere = v != self.names.index(old.vehicle)
            deltas += np.where(elsewhere, lighter[1:, None], 0)
            hard = hard + np.where(elsewhere, lighter[0], 0)
        goal = desk.objective
        value = (1 - goal.weight) * deltas[0] / goal.base_cent + goal.weight * deltas[1] / goal.base_g
        hard = np.where(found.lost, -NEVER_S, hard)
        sure = ~(found.doubtful | found.lost)
        # places are tried by order, vehicle and position, which is how equal ranks stand
        ends = np.searchsorted(o, np.arange(len(orders) + 1))
        made = []
        for i, mine in enumerate(orders):
            part = slice(ends[i], ends[i + 1])
            n = np.lexsort((value[part], hard[part])) + ends[i]
            made.append(Places(mine, v[n], at[n], to[n], hard[n], value[n], deltas[:, n], sure[n], others))
        return made


def _no_places(mine: Moving, others: tuple[str, ...]) -> Places:
    no = np.empty(0, dtype=np.int64)
    return Places(mine, no, no, no, no, np.empty(0), np.empty((4, 0), dtype=np.int64), no > 0, others)


def _other_roads(trip: Trip) -> bool:
    return bool(trip.return_route) or any(s.route for s in trip.stops)


def _figures(desk: Desk, vehicle: str) -> tuple[int, int, int, int, int]:
    """Hard findings, cent, grams, driving and late seconds of a trip as it stands."""
    return _of(desk, desk.plan.trip_of(vehicle))


def _of(desk: Desk, trip: Trip | None) -> tuple[int, int, int, int, int]:
    if trip is None or not has_work(trip):
        return 0, 0, 0, 0, 0
    judged = desk.judge(trip)
    hard = sum(f.severity is Severity.HARD for f in judged.findings) if judged.findings else 0
    return hard, judged.cost.total(), judged.co2e_g, judged.drive_s, judged.late_s


def _outside(desk: Desk, mine: Moving) -> tuple[int, int, int, int, int]:
    """What is won by not buying the order in, or not leaving it with a partner, any more."""
    planned = mine.old is not None
    cent, grams = desk.alone(mine.order.id, partner=desk.plan.partner_of(mine.order.id), planned=planned)
    return 0, -cent, -grams, 0, 0


def _lighter(desk: Desk, mine: Moving) -> Ints:
    """What the trip that the order leaves changes by."""
    pairs = zip(_of(desk, mine.lighter), _of(desk, mine.old), strict=True)
    return np.array([then - now for then, now in pairs], dtype=np.int64)


_KNOWN: dict[int, Lockstep] = {}


def lockstep_of(world: World) -> Lockstep:
    """The tables of a world, remembered for the last few."""
    known = _KNOWN.get(id(world))
    if known is None or known.world is not world:
        if len(_KNOWN) >= KEPT:
            _KNOWN.clear()
        known = _KNOWN[id(world)] = Lockstep(world)
    return known
