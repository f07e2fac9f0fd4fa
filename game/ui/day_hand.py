"""An order in the hand during the day: where it would go, and what that is expected to change.

Unlike while planning, the difference is that of the *expected* day: trucks go on from where they are now,
with what is known of jams and delays. The hand is moved by the pointer or by the arrow keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pygame

from game.content.language import Language
from game.domain.commands import Command, Place
from game.domain.errors import GameError
from game.domain.evaluation import Evaluation, TripEvaluation
from game.domain.plan import Plan
from game.rules.evaluate import evaluation_of
from game.session import Session
from game.sim.expect import expected, undone
from game.ui.board_rows import BoardRow, blocks_of, in_hand, load_words, progressed
from game.ui.board_view import BoardView
from game.ui.context import Ctx
from game.ui.day_model import DayModel
from game.ui.drop_card import draw_card
from game.ui.drop_places import rest_of
from game.ui.drop_preview import Preview, Slots, compared
from game.ui.host import speech

Rect = pygame.Rect


def expected_preview(session: Session, model: DayModel, command: Command) -> Preview:
    """What a command would change in the expected day; nothing is logged."""
    try:
        plan = session.planned(command)
    except GameError as error:
        return Preview(command=command, status="never", error=error)
    before = _judged(session, session.plan, {t.trip.vehicle: t for t in model.expected})
    found = compared(command, before, _judged(session, plan, _with_changes(session, model, plan)))
    return replace(found, calm=session.calm(plan))


def _judged(session: Session, plan: Plan, trips: dict[str, TripEvaluation]) -> Evaluation:
    left = undone(session.system, plan, trips.values(), session.visible)
    driven = tuple(trips[name] for name in sorted(trips))
    extra = session.running.outside(driven) if session.running else None
    return evaluation_of(session.system, driven, left, extra, plan.given)


def _with_changes(session: Session, model: DayModel, plan: Plan) -> dict[str, TripEvaluation]:
    """The expected trips, with only those walked again that the plan changes."""
    state = session.day
    assert state is not None
    names = {t.vehicle for t in (*plan.trips, *session.plan.trips)}
    changed = {n for n in names if plan.trip_of(n) != session.plan.trip_of(n)}
    part = replace(state, trucks=tuple(t for t in state.trucks if t.vehicle in changed))
    small = Plan(trips=tuple(t for t in plan.trips if t.vehicle in changed))
    again = {t.trip.vehicle: t for t in expected(session.scenario, session.system, small, part)}
    kept = {t.trip.vehicle: t for t in model.expected if t.trip.vehicle not in changed}
    return kept | again


@dataclass(slots=True)
class DaySlots(Slots):
    """All places of one order, judged by what is expected."""

    model: DayModel | None = None

    def judged(self, command: Place) -> Preview:
        """What one way is expected to change."""
        assert self.model is not None
        return expected_preview(self.session, self.model, command)


class Hand:
    """One order being moved."""

    def __init__(self, session: Session, model: DayModel, order: str, *, keyboard: bool = False) -> None:
        self.session, self.model, self.order, self.keyboard = session, model, order, keyboard
        self.slots = DaySlots(session=session, order=order, model=model)
        self.vehicle, self.at = "", 0
        self.pos: tuple[float, float] = (0.0, 0.0)
        if keyboard:
            self._start()

    def _start(self) -> None:
        """By keyboard it begins where it is, or in the first trip."""
        names = sorted(self.session.system.vehicles)
        self.vehicle = self.session.plan.vehicle_of(self.order) or names[0]
        trip = self.session.plan.trip_of(self.vehicle)
        stops = trip.stops if trip else ()
        here = next((i for i, s in enumerate(stops) if s.order == self.order), self._last())
        self.at = max(here, self._first())

    def _first(self) -> int:
        return self.session.begun().get(self.vehicle, 0)

    def _last(self) -> int:
        rest = rest_of(self.session, self.order, self.vehicle)
        return len(rest.stops) if rest else 0

    def preview(self) -> Preview | None:
        """What dropping here would do; None outside the planboard."""
        if not self.vehicle:
            return None
        return self.slots.at(self.vehicle, self.at)

    def aim(self, board: BoardView, pos: tuple[float, float]) -> None:
        """Follow the pointer: the row under it, and between which stops."""
        self.pos = pos
        self.vehicle = board.vehicle_at(pos) or ""
        if not self.vehicle:
            return
        time_s = board.axis.s(pos[0], board.lane)
        trip = self.model.trip(self.vehicle)
        others = [s for s in trip.stops if s.stop.order != self.order] if trip else []
        before = sum((s.begin_s + s.end_s) / 2 < time_s for s in others)
        self.at = min(max(before, self._first()), max(self._last(), self._first()))

    def step(self, name: str) -> None:
        """Arrow keys: earlier, later, the truck above or below."""
        if name in ("left", "right") and self.vehicle:
            wanted = self.at + (1 if name == "right" else -1)
            self.at = min(max(wanted, self._first()), max(self._last(), self._first()))
            return
        names = sorted(self.session.system.vehicles)
        step = 1 if name == "down" else -1
        # The hand may be outside the planboard: then the first arrow brings it onto it.
        number = names.index(self.vehicle) + step if self.vehicle in names else 0
        self.vehicle = names[min(len(names) - 1, max(0, number))]
        known = {at: p for at, p in self.slots.of(self.vehicle).items() if p.error is None}
        best = min(known, key=lambda at: known[at].rank, default=self._last())
        self.at = max(best, self._first())

    def rows(self, rows: Sequence[BoardRow], lang: Language) -> list[BoardRow]:
        """The planboard as it would be, the order as a ghost; trucks that cannot take it say why."""
        found, made = self.preview(), []
        source = self.session.plan.vehicle_of(self.order)
        for row in rows:
            trip = found.after.trip_of(row.vehicle) if found and found.after else None
            if trip is not None and row.vehicle in (self.vehicle, source):
                blocks = progressed(blocks_of(self.session.system, trip, lang), self.session.clock_s)
                made.append(replace(row, blocks=in_hand(blocks, self.order)))
            else:
                made.append(self._dimmed(row, lang))
        return made

    def _dimmed(self, row: BoardRow, lang: Language) -> BoardRow:
        options = self.slots.of(row.vehicle)
        if row.vehicle not in self.slots.done:
            return row
        if options and any(p.error is None and p.rank[0] == 0 for p in options.values()):
            return row
        reason = self.slots.why_not(row.vehicle)
        aboard = any(p.error and p.error.key == "illegal.aboard_elsewhere" for p in options.values())
        begun = "day.why_aboard" if aboard else "day.why_begun"
        text = lang.t(f"why.{reason.rule}", **dict(reason.values)) if reason else lang.t(begun)
        return replace(row, dimmed=True, why=text)

    def draw(self, ctx: Ctx, board: BoardView) -> None:
        """The card with its price, beside the pointer or the row."""
        found = self.preview()
        if found is None:
            return
        order = self.session.system.orders[self.order]
        anchor = Rect(round(self.pos[0]) - 4, round(self.pos[1]) - 4, 8, 8)
        lane = board.lane_of(self.vehicle)
        if self.keyboard and lane is not None:
            anchor = self._ghost(board, lane, found)
        keys = ctx.t("day.hand_keys") if self.keyboard else ""
        draw_card(ctx, anchor, order.customer, load_words(order.load, speech(ctx)), found, keys)

    def _ghost(self, board: BoardView, lane: Rect, found: Preview) -> Rect:
        trip = found.after.trip_of(self.vehicle) if found.after else None
        stop = next((s for s in trip.stops if s.stop.order == self.order), None) if trip else None
        x = round(board.axis.x(stop.begin_s, board.lane)) if stop else lane.centerx
        return Rect(min(max(x, lane.x), lane.right - 20), lane.y + 4, 20, lane.h - 8)

    def command(self) -> Place | None:
        """What a drop does; None when it cannot be dropped here."""
        found = self.preview()
        good = found is not None and found.error is None
        return found.command if good and found and isinstance(found.command, Place) else None
