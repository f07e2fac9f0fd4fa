"""The planboard: rows of blocks against time. It draws `BoardRow`s and says where things lie.

Keep one `BoardView` per screen (it holds the time axis and the scroll position):

    self.board = BoardView(axis_for(world, session.naive))
    self.board.draw(ctx, rect, rows, BoardLook(vehicle=..., order=..., now_s=...))
    if self.board.handle(event): return None          # zoom buttons, wheel, dragging the time

Hits: `board.in`, `board.out` (zoom), `row.<vehicle>` (payload: vehicle id), `block.<vehicle>.<stop>`
(role stop, draggable, payload: BlockRef), `grip.<vehicle>.<stop>` (the end of a charge or break, to make
it longer), `hours.<vehicle>` (the gauge), `board.lanes` (area; drag to pan). `vehicle_at(pos)`,
`lane_of(vehicle)`, `axis.s(x, lane)` turn a position into a vehicle and a time. How a row looks is in
`board_paint` and `board_blocks`; how rows are made, for the plan and for the day, in `board_rows`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import pygame

from game.ui import board_head, board_row_hits, board_sequence, layout, widgets
from game.ui import board_paint as paint
from game.ui.board_axis import BoardAxis
from game.ui.board_blocks import Brush
from game.ui.board_kept import KeptRows
from game.ui.board_look import BoardLook
from game.ui.board_order import Arrangement
from game.ui.board_row_hits import BlockRef
from game.ui.board_rows import BoardRow
from game.ui.board_strips import extra_height
from game.ui.context import Activate, Ctx, Drag, UiEvent, Wheel
from game.ui.state import ScrollArea

__all__ = ["HEAD", "BlockRef", "BoardLook", "BoardView"]

Rect = pygame.Rect
HEAD = 40
EDGE = 16
STEP = 6
REST_TICKS = 8
"""How long the pointer rests at a side before the hours move."""


class BoardView:
    """Axis, scroll and the geometry of the last frame."""

    def __init__(self, axis: BoardAxis) -> None:
        self.axis = axis
        self.slots = BoardAxis(from_s=0.0, to_s=0.0, high_s=0.0)
        """What is in view by sequence, in units of `board_sequence.BOX`."""
        self.arrangement = Arrangement()
        self.arranges = False
        """The player may arrange the rows: not while the day runs."""
        self._rows: dict[str, BoardRow] = {}
        self.scroll = ScrollArea()
        self._kept = KeptRows()
        self.rect = Rect(0, 0, 1, 1)
        self.columns = paint.Columns(left=232, right=176, slim=False)
        self._tops: list[tuple[str, int, int]] = []  # vehicle, top in the content, height
        self._wanted = ""
        self._tall = ""
        self._rested = 0

    @property
    def key(self) -> tuple[object, ...]:
        """What a cached picture depends on, apart from rows and look."""
        return (*self.axis.key, *self.slots.key, self.arrangement, self.scroll.offset)

    @property
    def view(self) -> BoardAxis:
        """What zooming and panning change: hours, or boxes."""
        return self.slots if self.arrangement.sequence else self.axis

    def axis_for(self, row: BoardRow) -> BoardAxis:
        """Where times lie in this row."""
        return board_sequence.axis_of(row, self.slots) if self.arrangement.sequence else self.axis

    def axis_of(self, vehicle: str) -> BoardAxis:
        """Where times lie in the row of a vehicle as it was drawn last."""
        row = self._rows.get(vehicle)
        return self.axis_for(row) if row is not None else self.axis

    @property
    def wants_show(self) -> bool:
        """A row is to be scrolled into view: a kept picture is out of date."""
        return bool(self._wanted)

    # -- geometry --------------------------------------------------------------------------------
    @property
    def body(self) -> Rect:
        """Where the rows are."""
        return Rect(self.rect.x, self.rect.y + HEAD, self.rect.w, max(0, self.rect.h - HEAD))

    @property
    def lane(self) -> Rect:
        """Where time runs, all rows."""
        body = self.body
        width = max(1, body.w - self.columns.left - self.columns.right)
        return Rect(body.x + self.columns.left, body.y, width, body.h)

    @property
    def shown(self) -> tuple[str, ...]:
        """Vehicles from top to bottom, as last drawn."""
        return tuple(name for name, _top, _height in self._tops)

    def row_rect(self, vehicle: str) -> Rect | None:
        """The whole row of a vehicle as it lies on screen; it may be scrolled out of view."""
        found = next(((top, height) for name, top, height in self._tops if name == vehicle), None)
        if found is None:
            return None
        return Rect(self.rect.x, self.body.y + found[0] - round(self.scroll.offset), self.rect.w, found[1])

    def lane_of(self, vehicle: str) -> Rect | None:
        """The part of a vehicle's row where time runs."""
        row = self.row_rect(vehicle)
        return Rect(self.lane.x, row.y, self.lane.w, row.h) if row else None

    def vehicle_at(self, pos: tuple[float, float]) -> str | None:
        """The vehicle whose row lies under a position."""
        if not self.body.collidepoint(pos):
            return None
        y = pos[1] - self.body.y + self.scroll.offset
        return next((name for name, top, height in self._tops if top <= y < top + height), None)

    def show(self, vehicle: str) -> None:
        """Scroll this row into view with the next frame."""
        self._wanted = vehicle

    def scroll_at_edge(self, pos: tuple[float, float]) -> bool:
        """While something is dragged near the first or last row: scroll a little; True when it moved."""
        body = self.body
        if not body.collidepoint(pos):
            return False
        if pos[1] > body.bottom - EDGE:
            return self.scroll.by(STEP)
        if pos[1] < body.y + EDGE:
            return self.scroll.by(-STEP)
        return self._pan_at_edge(pos[0])

    def _pan_at_edge(self, x: float) -> bool:
        """Who rests at the first or last minute in view wants to see more of the day."""
        lane = self.lane
        side = (lane.right - EDGE < x < lane.right) - (lane.x < x < lane.x + EDGE)
        self._rested = self._rested + 1 if side else 0
        if self._rested < REST_TICKS:
            return False
        before = self.view.key
        self.view.pan(side * (self.view.to_s - self.view.from_s) / 150)
        return self.view.key != before

    # -- events ----------------------------------------------------------------------------------
    def handle(self, event: UiEvent) -> bool:
        """Zoom and pan in time; True when the event was for the board."""
        match event:
            case Activate(id="board.in"):
                self._zoom(1.5)
            case Activate(id="board.out"):
                self._zoom(1 / 1.5)
            case Wheel() if self.rect.collidepoint(event.pos):
                if event.dx and not event.dy:
                    self.view.pan(event.dx * (self.view.to_s - self.view.from_s) / 20)
                else:
                    x = min(max(event.pos[0], self.lane.x), self.lane.right)
                    self.view.zoom(1.2**event.dy, self.view.s(x, self.lane))
            case Drag() if event.hit.id in ("board.lanes", "board.hours"):
                if event.phase == "move":
                    self.view.pan(-event.rel[0] / self.lane.w * (self.view.to_s - self.view.from_s))
            case _:
                return False
        return True

    def _zoom(self, factor: float) -> None:
        self.view.zoom(factor, (self.view.from_s + self.view.to_s) / 2)

    # -- drawing ---------------------------------------------------------------------------------
    def draw(self, ctx: Ctx, rect: Rect, rows: Sequence[BoardRow], look: BoardLook) -> None:
        """Paint everything into rect and register hits."""
        self.rect = rect
        extra = max((extra_height(row) for row in rows), default=0)
        room = (rect.h - HEAD - extra) // max(1, len(rows))
        widths = [ctx.p.type.width(row.lead, "small", 600) for row in rows]
        name = math.ceil(max(40.0, *widths)) if widths else 40
        height = min(paint.ROOMY, max(paint.row_height(ctx), room))
        self.columns = paint.columns_for(rect.w, compact=ctx.mode != "full", row=height, name=name,
                                         kinds=frozenset(row.kind for row in rows))  # fmt: skip
        self._measure(rows, look)
        self._rows = {row.vehicle: row for row in rows}
        if self.arrangement.sequence:
            board_sequence.reach(self.slots, board_sequence.most_boxes(rows))
        ctx.p.fill(rect, ctx.c.surface)
        board_head.draw(ctx, self, Rect(rect.x, rect.y, rect.w, HEAD), look)
        body = self.body
        ctx.hits.push_clip(body)
        with ctx.p.clip(body):
            ctx.hit("board.lanes", self.lane, "area", draggable=True)
            self._grid(ctx, self.lane, look.bands)
            for row in rows:
                area = self.row_rect(row.vehicle)
                if area and area.colliderect(body):
                    self._kept_row(ctx, row, area, look)
            if look.now_s is not None:
                paint.now_line(ctx, self.axis, self.lane, look.now_s)
                self._end_words(ctx, rows, look, self.axis.x(look.now_s, self.lane))
            self._scrollbar(ctx)
        ctx.hits.pop_clip()
        ctx.p.vline(self.lane.x, rect.y, rect.bottom)
        if self.columns.right:
            ctx.p.vline(self.lane.right, rect.y, rect.bottom)
        ctx.p.hline(rect.x, rect.right, rect.y, ctx.c.line_strong)

    def _grid(self, ctx: Ctx, lane: Rect, bands: tuple[tuple[int, int, str], ...]) -> None:
        if self.arrangement.sequence:
            board_head.grid(ctx, self.slots, lane)
        else:
            paint.grid(ctx, self.axis, lane, bands)

    def _end_words(self, ctx: Ctx, rows: Sequence[BoardRow], look: BoardLook, line_x: float) -> None:
        for row in rows:
            area = self.row_rect(row.vehicle)
            if area and area.colliderect(self.body):
                lane = Rect(self.lane.x, area.y, self.lane.w, area.h)
                Brush(ctx=ctx, axis=self.axis, lane=lane, row=row, selected=row.vehicle == look.vehicle,
                      unit=self.columns.row).end_over(line_x)  # fmt: skip

    def _measure(self, rows: Sequence[BoardRow], look: BoardLook) -> None:
        self._tops, y = [], 0
        usual = self.columns.row
        if not look.steady:
            self._tall = look.vehicle
        for row in rows:
            chosen = row.vehicle == self._tall
            height = usual + (extra_height(row, slim=self.columns.slim) if chosen else 0)
            self._tops.append((row.vehicle, y, height))
            y += height
        self.scroll.content, self.scroll.view = y, self.body.h
        if self._wanted:
            for name, top, height in self._tops:
                if name == self._wanted:
                    self.scroll.show(top, height)
            self._wanted = ""
        self.scroll.by(0)

    def draw_row(self, ctx: Ctx, row: BoardRow, look: BoardLook) -> None:
        """One row over the one that is there, without hits: what a drop would make of it."""
        area = self.row_rect(row.vehicle)
        if area is not None:
            ctx.p.fill(area, ctx.c.surface)
            ctx.hits.push_clip(Rect(0, 0, 0, 0))
            self._row(ctx, row, area, look)
            ctx.hits.pop_clip()

    def _kept_row(self, ctx: Ctx, row: BoardRow, area: Rect, look: BoardLook) -> None:
        """The row, painted anew only when something in it changed."""
        mine = (look.order, look.stop) if row.vehicle == look.vehicle else ()
        ringed = frozenset(b.order for b in row.blocks if b.order) & (look.more | {look.order})
        key = (row, mine, ringed, self.view.key, self.arrangement, self.columns, look.bands)
        self._kept.draw(ctx, row.vehicle, area, self.body, key, lambda: self._row(ctx, row, area, look))

    def _row(self, ctx: Ctx, row: BoardRow, area: Rect, look: BoardLook) -> None:
        selected = row.vehicle == look.vehicle
        hit_id = f"row.{row.vehicle}"
        lane = Rect(self.lane.x, area.y, self.lane.w, area.h)
        if selected:
            ctx.p.fill(area, ctx.c.accent_tint)
            self._grid(ctx, lane, ())
            ctx.p.fill(Rect(area.x, area.y, 3, area.h), ctx.c.accent)
        elif ctx.hovered(hit_id):
            ctx.p.fill(Rect(area.x, area.y, self.columns.left, area.h), ctx.c.surface2)
        ctx.p.hline(area.x, area.right, area.bottom - 1)
        head, _rest = layout.cut_left(area, self.columns.left)
        ctx.hit(hit_id, head, "row", label=f"{row.name} · {row.driver}", payload=row.vehicle,
                draggable=look.now_s is None, tooltip=paint.row_tooltip(row))  # fmt: skip
        if look.now_s is None:
            board_row_hits.driver(ctx, row, head, self.columns)
        paint.row_head(ctx, row, head, self.columns, selected=selected)
        board_row_hits.gauge(ctx, row, head, self.columns)
        brush = Brush(ctx=ctx, axis=self.axis_for(row), lane=lane, row=row, selected=selected,
                      ringed=look.more | {look.order}, window_of="" if look.more else look.order,
                      stop=look.stop if selected else -1, unit=self.columns.row)  # fmt: skip
        ctx.hits.push_clip(lane)
        with ctx.p.clip(lane):
            brush.paint()
            board_row_hits.blocks(ctx, brush, fixed=look.now_s is not None)
        ctx.hits.pop_clip()
        if self.columns.right:
            tail = Rect(lane.right, area.y, self.columns.right, area.h)
            paint.row_tail(ctx, row, tail, self.columns, selected=selected)
        widgets.focus_ring(ctx, hit_id, head.inflate(-10, -10))

    def _scrollbar(self, ctx: Ctx) -> None:
        body = self.body
        if self.scroll.content <= body.h or body.h <= 0:
            return
        ctx.hit("board.rows", body, "scroll", payload=self.scroll)
        height = max(24, body.h * body.h / self.scroll.content)
        y = body.y + (body.h - height) * self.scroll.offset / (self.scroll.content - body.h)
        ctx.p.fill(Rect(body.right - 6, round(y), 4, round(height)), ctx.c.control, 2, 150)
