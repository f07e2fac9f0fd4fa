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
from game.domain.plan import Stop, Trip
from game.domain.world import Action, Order, World
from game.rules.battery import start_wh
from game.rules.hours.past import past_of
from game.rules.hours.spans import DAY_S
from game.solver.desk import Desk
from game.solver.lockstep_judge import Judged, Past, judged
from game.solver.lockstep_tables import (
    FIGURES,
    NEVER_S,
    Column,
    Floats,
    Ints,
    Legs,
    Truck,
    known_order,
    known_trip,
    missing_needs,
    truck_of,
    visit_of,
)
from game.solver.lockstep_walk import Tables, Walkers
from game.solver.places import Moving
from game.solver.stops import Spot, first_free, has_work, may_join, near_spots, spots, stops_of, trip_of

KEPT = 4
"""Worlds that are remembered."""


class _Base(NamedTuple):
    """A vehicle's trip before the order comes."""

    trip: Trip
    rows: list[int]
    legs: list[int]
    home: tuple[int, int, int, int]
    cooled: int
    needs: int
    known: bool


class _Rows(NamedTuple):
    """An order for every vehicle: numbers of its stops' rows (-1: no second one), what it brings along."""

    first: Ints
    second: Ints
    home: Ints
    cooled: Ints
    needs: Ints


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
    """The tables of one world, and what is made of them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.names = sorted(world.vehicles)
        self.vehicles = [world.vehicles[name] for name in self.names]
        self.legs = Legs(world)
        self.trucks: list[Truck] = [truck_of(world, self.legs, v) for v in self.vehicles]
        figures = np.array([t.figures for t in self.trucks]).T
        self.figures: dict[str, Floats] = dict(zip(FIGURES, figures, strict=True))
        self.past = [self._past(v.driver) for v in self.vehicles]
        self._place, self._service, self._cooled, self._hard = (Column(np.int64) for _ in range(4))
        self._zoned, self._zones, self._latest = Column(np.bool_), Column(np.bool_), Column(np.int64)
        self._latest_leg = Column(np.int64)
        self._change = Column(np.int64, 4)
        self._open, self._close = Column(np.int64, 1), Column(np.int64, 1)
        self._zone_open, self._zone_span = Column(np.int64, 1), Column(np.int64, 1)
        self._rows: dict[tuple[int, str, Action], int] = {}
        self._brings: dict[tuple[int, str, Action], tuple[tuple[int, int, int, int], int]] = {}
        self._orders: dict[str, _Rows] = {}
        self._bases: dict[Trip, _Base] = {}

    # -- rows -------------------------------------------------------------------------------------------
    def _row(self, number: int, stop: Stop) -> int:
        key = number, stop.order, stop.action
        known = self._rows.get(key)
        if known is not None:
            return known
        visit = visit_of(self.world, self.legs, self.vehicles[number], stop)
        for column, width in ((self._open, len(visit.open_s)), (self._close, len(visit.close_s))):
            if width > column.width:
                column.widen(width, NEVER_S)
        idle = [NEVER_S] * (self._open.width - len(visit.open_s))
        for column in (self._zone_open, self._zone_span):
            if len(visit.zone) > column.width:
                column.widen(len(visit.zone), -1)
        none = [-1] * (self._zone_open.width - len(visit.zone))
        self._zone_open.add([*(w[0] for w in visit.zone), *none])
        self._zone_span.add([*(w[1] for w in visit.zone), *none])
        self._open.add([*visit.open_s, *idle])
        self._close.add([*visit.close_s, *idle])
        for column, value in (
            (self._place, visit.place), (self._service, visit.service_s), (self._change, visit.change),
            (self._cooled, visit.cooled), (self._hard, visit.hard), (self._zoned, bool(visit.zone)),
            (self._zones, visit.zones),
            (self._latest, NEVER_S), (self._latest_leg, -1),
        ):  # fmt: skip
            column.add(value)
        self._brings[key] = visit.home, visit.cooled_home
        self._rows[key] = row = self._place.count - 1
        return row

    def _tables(self) -> Tables:
        return Tables(
            place=self._place.rows, open_s=self._open.rows, close_s=self._close.rows,
            service_s=self._service.rows, change=self._change.rows, cooled=self._cooled.rows,
            hard=self._hard.rows, zoned=self._zoned.rows, zones=self._zones.rows,
            zone_open_s=self._zone_open.rows, zone_span_s=self._zone_span.rows, latest_s=self._latest.rows,
            latest_leg=self._latest_leg.rows,
        )  # fmt: skip

    def _order_rows(self, order: Order) -> _Rows:
        known = self._orders.get(order.id)
        if known is None:
            made = [self._order_row(i, order) for i in range(len(self.vehicles))]
            first, second, home, cooled, needs = zip(*made, strict=True)
            known = self._orders[order.id] = _Rows(
                np.array(first), np.array(second), np.array(home).T, np.array(cooled), np.array(needs)
            )
        return known

    def _order_row(self, number: int, order: Order) -> tuple[int, int, tuple[int, int, int, int], int, int]:
        stops = stops_of(order, self.vehicles[number])
        rows = [self._row(number, stop) for stop in stops]
        home, cooled = self._brings[number, order.id, stops[0].action]
        needs = missing_needs(self.world, self.vehicles[number], order, stops)
        return rows[0], rows[1] if len(rows) == 2 else -1, home, cooled, needs

    def _base(self, number: int, trip: Trip) -> _Base:
        known = self._bases.get(trip)
        if known is None:
            if len(self._bases) > 10_000:
                self._bases.clear()
            known = self._bases[trip] = self._make_base(number, trip)
        return known

    def _make_base(self, number: int, trip: Trip) -> _Base:
        vehicle = self.vehicles[number]
        if not self.trucks[number].whole or not known_trip(self.world, trip):
            return _Base(trip, [], [], (0, 0, 0, 0), 0, 0, known=False)
        rows = [self._row(number, stop) for stop in trip.stops]
        brings = [self._brings[number, s.order, s.action] for s in trip.stops]
        kg, pallets, cages, ldm = (sum(b[0][i] for b in brings) for i in range(4))
        mine = {o: tuple(s for s in trip.stops if s.order == o) for o in trip.orders()}
        needs = sum(missing_needs(self.world, vehicle, self.world.orders[o], s) for o, s in mine.items())
        cooled, legs = sum(b[1] for b in brings), self.legs.of_trip(trip)
        return _Base(trip, rows, legs, (kg, pallets, cages, ldm), cooled, needs, known=True)

    def _past(self, driver: str) -> tuple[int, int, int, int, int]:
        """In the order of `Past`: what is left of the weeks' limits, and of rests before today."""
        rules, weekday = self.world.hours, self.world.day.weekday()
        past = past_of(self.world.drivers[driver], weekday=weekday, rules=rules)
        drive_s = min(
            rules.drive_week_s - past.week_drive_s, rules.drive_fortnight_s - past.fortnight_drive_s
        )
        work_s = rules.work_week_s - past.week_work_s
        if past.last is None or past.rested_s is None:
            return drive_s, work_s, -NEVER_S, NEVER_S, -NEVER_S
        midnight_s = weekday * DAY_S
        home_s = past.last.end_s - midnight_s
        return (drive_s, work_s, home_s + rules.rest_s,
                past.rested_s + rules.weekly_rest_within_s - midnight_s,
                home_s + rules.weekly_rest_reduced_s)  # fmt: skip

    # -- ranking ----------------------------------------------------------------------------------------
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
        bases = [self._base(i, self._trip(desk, i, orders[0])) for i in range(len(self.vehicles))]
        old = orders[0].old
        # of an order that stays in its trip a road may be kept, which depends on where it was
        mended = old.vehicle if old is not None and _other_roads(old) else ""
        shares = bool(self.world.sites.grids or self.world.sites.chargers)
        plain = all(known_order(m.order) for m in orders)
        battery = self.figures["battery"] > 0
        # a truck on a battery that was to stay at home would share the night's energy
        usable = [
            plain and b.known and b.trip.vehicle != mended and not (shares and not b.rows and battery[i])
            for i, b in enumerate(bases)
        ]
        if old is not None and shares and self.figures["battery"][self.names.index(old.vehicle)] > 0:
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
        bases: Sequence[_Base],
        usable: Sequence[bool],
        thorough: bool,
    ) -> Ints:
        """[place, (order, vehicle, at, deliver_at)]: every place that is tried."""
        made: list[NDArray[Any]] = []
        one: list[tuple[int, int]] = []
        second = np.stack([self._order_rows(m.order).second for m in orders])
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
        self, desk: Desk, mine: Moving, number: int, base: _Base, fixed: int, thorough: bool
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

    def _judge(self, orders: Sequence[Moving], bases: Sequence[_Base], tried: Ints) -> Judged:
        """Walk and judge every candidate; longer trips first, as the walk wants them."""
        rows_of = [self._order_rows(m.order) for m in orders]
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
            self.world, self.legs, self._tables(), {k: f[v] for k, f in self.figures.items()},
            _sequences(bases, at, to, first[o, v], second[o, v], v),
            _legs(bases, at, to, second[o, v], v),
            (at, np.where(second[o, v] < 0, -1, _late(at, to))), length, home, cooled, start_s,
        )  # fmt: skip
        walkers.walk()
        full = np.array([start_wh(self.vehicles[i], b.trip) for i, b in enumerate(bases)])[v]
        past = Past(*np.array(self.past).T[:, v])
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


def _sequences(
    bases: Sequence[_Base], at: Ints, to: Ints, first: Ints, second: Ints, v: Ints
) -> NDArray[Any]:
    """[step, place]: rows of the trips with the order's stops put in; idle behind the end."""
    longest = max(len(b.rows) for b in bases)
    table = np.zeros((len(bases), longest + 2), dtype=np.int64)
    for i, base in enumerate(bases):
        table[i, : len(base.rows)] = base.rows
    two = second >= 0
    late = np.where(two, _late(at, to), 1 << 30)
    steps = np.arange(longest + (2 if two.any() else 1))[:, None]
    rows = table[v, steps - (steps > at) - (steps > late)]
    rows = np.where(steps == at, first, rows)
    found: NDArray[Any] = np.where(steps == late, second, rows)
    return found


def _late(at: Ints, to: Ints) -> Ints:
    """Position of a second stop in the trip with both."""
    found: Ints = np.where(to < 0, at, to) + 1
    return found


def _legs(bases: Sequence[_Base], at: Ints, to: Ints, second: Ints, v: Ints) -> NDArray[Any]:
    """[step, place]: legs of the trips as they were, moved up by the stops put in; those are found anew."""
    longest = max(len(b.rows) for b in bases)
    table = np.zeros((len(bases), longest + 1), dtype=np.int64)
    for i, base in enumerate(bases):
        table[i, : len(base.legs)] = base.legs
    two = second >= 0
    late = np.where(two, _late(at, to), 1 << 30)
    steps = np.arange(longest + (3 if two.any() else 2))[:, None]
    found: NDArray[Any] = table[v, np.minimum(steps - (steps > at) - (steps > late), longest)]
    return found


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
