"""More than one order in the hand: several orders, half a trip, a whole one, its departure, its driver.

A `Carry` follows the pointer over board, list and map, and knows what letting go would do: the best of the
ways there are, tried a little per frame. Only the drop is a command. How it looks is in `carry_paint`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pygame

from game.domain import commands as c
from game.domain.plan import Stop, Trip
from game.rules import trip_edits as edits
from game.rules.trip_parts import parted
from game.ui import carry_tries as ways
from game.ui.board_axis import BoardAxis
from game.ui.board_row_hits import GripRef
from game.ui.board_view import BlockRef
from game.ui.drop_preview import Preview
from game.ui.drop_trial import Trial
from game.ui.hits import Hit

if TYPE_CHECKING:
    from game.ui.desk import Desk

Rect = pygame.Rect
START_STEP_S = 5 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What lies below the pointer: a `row` of the board, the `list`, a trip on the `map`, or nothing."""

    over: str = ""
    vehicle: str = ""
    at: int = -1
    """Position in its trip without what is in the hand."""
    start_s: int = -1
    other: bool = False
    """Shift is held: merge instead of swap."""


@dataclass(slots=True, kw_only=True)
class Carry:
    """What is in the hand. kind: `orders`, `half`, `trip`, `start`, `driver`."""

    desk: Desk
    kind: str
    vehicle: str = ""
    """Whose trip, stop, start or driver it is; empty for orders."""
    stop: int = -1
    orders: tuple[str, ...] = ()
    pos: tuple[float, float] = (0.0, 0.0)
    other: bool = False
    off_s: float = 0.0
    """How far from the start of duty it was taken up."""
    under: Hit | None = None
    list_rect: Rect = field(default_factory=lambda: Rect(0, 0, 0, 0))
    aimed: Aim = field(default_factory=Aim)
    trials: dict[Aim, Trial] = field(default_factory=dict)
    stamp: int = -1

    # -- where ---------------------------------------------------------------------------------
    def aim(self, pos: tuple[float, float], *, other: bool = False) -> None:
        """Follow the pointer; `other`: Shift is held."""
        self.pos, self.other = pos, other
        board = self.desk.board
        row = board.vehicle_at(pos)
        if self.kind == "start":
            self.aimed = Aim(
                over="row", vehicle=self.vehicle, start_s=self._start(board.axis_of(self.vehicle), pos[0])
            )
        elif row is not None:
            self.aimed = self._on_row(row, pos, other=other)
        elif self.list_rect.collidepoint(pos) and self.kind != "driver" and self._planned():
            self.aimed = Aim(over="list")
        else:
            trip = self.desk.trip_on_map(self.under, pos) if self.kind != "driver" else ""
            same = trip == self.vehicle
            self.aimed = Aim(over="map", vehicle=trip, other=other) if trip and not same else Aim()

    def _start(self, axis: BoardAxis, x: float) -> int:
        wanted = axis.s(x, self.desk.board.lane) - self.off_s
        return min(86_100, max(0, round(wanted / START_STEP_S) * START_STEP_S))

    def _on_row(self, row: str, pos: tuple[float, float], *, other: bool) -> Aim:
        if self.kind in ("trip", "driver"):
            takes = self.kind == "trip" and self.desk.session.plan.trip_of(row) is not None
            return Aim(over="row", vehicle=row, other=other and takes) if row != self.vehicle else Aim()
        board, moving = self.desk.board, self.moving_orders()
        time_s = board.axis_of(row).s(max(pos[0], board.lane.x), board.lane)
        judged = self.desk.judged().trip_of(row)
        stops = [s for s in judged.stops if s.stop not in self._stops(row)] if judged else []
        at = sum((s.begin_s + s.end_s) / 2 < time_s for s in stops if s.stop.order not in moving)
        return Aim(over="row", vehicle=row, at=max(at, self.desk.session.begun().get(row, 0)))

    def _stops(self, row: str) -> tuple[Stop, ...]:
        """Stops of this row that are in the hand."""
        trip = self.trip
        return parted(trip, self.stop)[0] if self.kind == "half" and row == self.vehicle and trip else ()

    # -- what ----------------------------------------------------------------------------------
    @property
    def trip(self) -> Trip | None:
        """The trip that it was taken from."""
        return self.desk.session.plan.trip_of(self.vehicle)

    def moving_orders(self) -> frozenset[str]:
        """The orders in the hand."""
        trip = self.trip
        if self.kind == "orders" or trip is None:
            return frozenset(self.orders)
        if self.kind == "half":
            return frozenset(s.order for s in parted(trip, self.stop)[0] if s.order)
        return frozenset(trip.orders()) if self.kind == "trip" else frozenset()

    def _planned(self) -> bool:
        covered = self.desk.session.plan.covered()
        return any(order in covered for order in self.moving_orders())

    def trial(self) -> Trial | None:
        """The ways of letting go here; None where nothing would happen."""
        if self.stamp != self.desk.stamp:
            self.trials, self.stamp = {}, self.desk.stamp
        if not self.aimed.over:
            return None
        if self.aimed not in self.trials:
            self.trials[self.aimed] = Trial(self._steps(self.aimed))
        return self.trials[self.aimed]

    def preview(self) -> Preview | None:
        """What letting go here would change, as far as it is known."""
        trial = self.trial()
        return trial.best if trial else None

    def final(self) -> Preview | None:
        """The same, worked out in full: for the drop."""
        trial = self.trial()
        return trial.all() if trial else None

    def work(self, milliseconds: float) -> bool:
        """Try more ways; True when the best changed."""
        trial = self.trial()
        return trial is not None and not trial.done and trial.work(milliseconds)

    def _steps(self, aim: Aim) -> Iterator[Preview | None]:
        return {
            "orders": self._of_orders, "half": self._of_half, "trip": self._of_trip,
            "start": self._of_start, "driver": self._of_driver,
        }[self.kind](aim)  # fmt: skip

    def _of_orders(self, aim: Aim) -> Iterator[Preview | None]:
        session = self.desk.session
        if aim.over == "map":
            return ways.laid(session, self.desk.judge, self.orders, aim.vehicle)
        if aim.over == "list":
            return ways.least(self.desk.judge, [lambda: edits.take_out(session.plan, self.orders)])
        return ways.least(
            self.desk.judge,
            [
                lambda: edits.move_orders(
                    session.system, session.plan, self.orders, aim.vehicle, aim.at, session.begun()
                )
            ],
        )

    def _of_half(self, aim: Aim) -> Iterator[Preview | None]:
        s = self.desk.session
        if aim.over == "list":
            out = [lambda: edits.take_out_stretch(s.system, s.plan, self.vehicle, self.stop, s.begun())]
            return ways.least(self.desk.judge, out)
        if aim.over == "map":
            return ways.least(self.desk.judge, ways.halves(s, self.vehicle, self.stop, aim.vehicle))
        one = [
            lambda: edits.move_stretch(
                s.system, s.plan, self.vehicle, self.stop, aim.vehicle, aim.at, s.begun()
            )
        ]
        return ways.least(self.desk.judge, one)

    def _of_trip(self, aim: Aim) -> Iterator[Preview | None]:
        s = self.desk.session
        if aim.over == "list":
            return ways.least(self.desk.judge, [lambda: c.ClearTrip(vehicle=self.vehicle)])
        if aim.other:
            return ways.least(self.desk.judge, ways.merges(s, self.vehicle, aim.vehicle))
        return ways.least(self.desk.judge, [ways.swap(s, self.vehicle, aim.vehicle)])

    def _of_start(self, aim: Aim) -> Iterator[Preview | None]:
        return ways.least(self.desk.judge, [lambda: c.SetStart(vehicle=self.vehicle, start_s=aim.start_s)])

    def _of_driver(self, aim: Aim) -> Iterator[Preview | None]:
        return ways.least(self.desk.judge, [lambda: c.Switch(vehicle=self.vehicle, other=aim.vehicle)])


def take_up(desk: Desk, hit: Hit, start: tuple[float, float], *, half: bool) -> Carry | None:
    """What a drag of this hit takes up, when it is more than one order; `half`: Alt is held."""
    payload, plan = hit.payload, desk.session.plan
    if isinstance(payload, GripRef):
        return _grip(desk, payload, start)
    if isinstance(payload, BlockRef) and half and not payload.end:
        return Carry(desk=desk, kind="half", vehicle=payload.vehicle, stop=payload.stop)
    if hit.id.startswith("row.") and isinstance(payload, str):
        return Carry(desk=desk, kind="trip", vehicle=payload) if plan.trip_of(payload) else None
    chosen = desk.selection.orders
    mine = payload.order if isinstance(payload, BlockRef) else payload if hit.id.startswith("order.") else ""
    if mine and len(chosen) > 1 and mine in chosen:
        return Carry(desk=desk, kind="orders", orders=_in_sequence(desk, chosen))
    return None


def _in_sequence(desk: Desk, orders: frozenset[str]) -> tuple[str, ...]:
    """Planned ones as they are driven, then the others."""
    driven = [o for t in desk.session.plan.trips for o in t.orders() if o in orders]
    return (*driven, *sorted(orders - set(driven)))


def _grip(desk: Desk, ref: GripRef, start: tuple[float, float]) -> Carry | None:
    judged = desk.judged().trip_of(ref.vehicle)
    if ref.kind == "driver":
        return Carry(desk=desk, kind="driver", vehicle=ref.vehicle)
    if judged is None:
        return None
    off_s = desk.board.axis_of(ref.vehicle).s(start[0], desk.board.lane) - judged.start_s
    return Carry(desk=desk, kind="start", vehicle=ref.vehicle, off_s=off_s)
