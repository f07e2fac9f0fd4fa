"""Stops, orders and trips of one world as numbers of rows, made when they are first asked for.

Kept as long as the world. Loads numpy: import it where it is used.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from game.domain.plan import Stop, Trip
from game.domain.world import Action, Order, World
from game.rules.hours.past import past_of
from game.rules.hours.spans import DAY_S
from game.solver.lockstep_legs import NEVER_S, Column, Floats, Ints, Legs
from game.solver.lockstep_tables import FIGURES, Truck, known_trip, missing_needs, truck_of, visit_of
from game.solver.lockstep_walk import Tables
from game.solver.stops import stops_of


class Base(NamedTuple):
    """A vehicle's trip before the order comes."""

    trip: Trip
    rows: list[int]
    legs: list[int]
    home: tuple[int, int, int, int]
    cooled: int
    needs: int
    known: bool


class OrderRows(NamedTuple):
    """An order for every vehicle: numbers of its stops' rows (-1: no second one), what it brings along."""

    first: Ints
    second: Ints
    home: Ints
    cooled: Ints
    needs: Ints


class Rows:
    """The tables of one world as far as they were asked for."""

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
        self._orders: dict[str, OrderRows] = {}
        self._bases: dict[Trip, Base] = {}

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

    def tables(self) -> Tables:
        """All stops so far, to be walked past."""
        return Tables(
            place=self._place.rows, open_s=self._open.rows, close_s=self._close.rows,
            service_s=self._service.rows, change=self._change.rows, cooled=self._cooled.rows,
            hard=self._hard.rows, zoned=self._zoned.rows, zones=self._zones.rows,
            zone_open_s=self._zone_open.rows, zone_span_s=self._zone_span.rows, latest_s=self._latest.rows,
            latest_leg=self._latest_leg.rows,
        )  # fmt: skip

    def of_order(self, order: Order) -> OrderRows:
        """An order's stops, by each vehicle."""
        known = self._orders.get(order.id)
        if known is None:
            made = [self._order_row(i, order) for i in range(len(self.vehicles))]
            first, second, home, cooled, needs = zip(*made, strict=True)
            known = self._orders[order.id] = OrderRows(
                np.array(first), np.array(second), np.array(home).T, np.array(cooled), np.array(needs)
            )
        return known

    def _order_row(self, number: int, order: Order) -> tuple[int, int, tuple[int, int, int, int], int, int]:
        stops = stops_of(order, self.vehicles[number])
        rows = [self._row(number, stop) for stop in stops]
        home, cooled = self._brings[number, order.id, stops[0].action]
        needs = missing_needs(self.world, self.vehicles[number], order, stops)
        return rows[0], rows[1] if len(rows) == 2 else -1, home, cooled, needs

    def base(self, number: int, trip: Trip) -> Base:
        """The trip of a vehicle (by its number) as rows."""
        known = self._bases.get(trip)
        if known is None:
            if len(self._bases) > 10_000:
                self._bases.clear()
            known = self._bases[trip] = self._make_base(number, trip)
        return known

    def _make_base(self, number: int, trip: Trip) -> Base:
        vehicle = self.vehicles[number]
        if not self.trucks[number].whole or not known_trip(self.world, trip):
            return Base(trip, [], [], (0, 0, 0, 0), 0, 0, known=False)
        rows = [self._row(number, stop) for stop in trip.stops]
        brings = [self._brings[number, s.order, s.action] for s in trip.stops]
        kg, pallets, cages, ldm = (sum(b[0][i] for b in brings) for i in range(4))
        mine = {o: tuple(s for s in trip.stops if s.order == o) for o in trip.orders()}
        needs = sum(missing_needs(self.world, vehicle, self.world.orders[o], s) for o, s in mine.items())
        cooled, legs = sum(b[1] for b in brings), self.legs.of_trip(trip)
        return Base(trip, rows, legs, (kg, pallets, cages, ldm), cooled, needs, known=True)

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
