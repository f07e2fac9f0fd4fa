"""The head of the planboard: title, how it is arranged, zoom, and the hours or the numbers of the stops.

Hits: `board.align`, `board.arrange`, `board.fit`, `board.in`, `board.out`, `board.hours` (area).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui import board_paint as paint
from game.ui import widgets
from game.ui.board_axis import BoardAxis
from game.ui.board_sequence import BOX, LEAD, PART
from game.ui.context import Ctx
from game.ui.theme import Space

if TYPE_CHECKING:
    from game.ui.board_look import BoardLook
    from game.ui.board_view import BoardView

Rect = pygame.Rect
SIDE = 28
LEAST_PX = 30
"""Numbers of boxes are skipped where there is less room for each."""


def draw(ctx: Ctx, board: BoardView, rect: Rect, look: BoardLook) -> None:
    """The whole head; `rect` is its own."""
    lane = board.lane
    left = Rect(rect.x, rect.y, board.columns.left, rect.h)
    x = rect.x + 16
    if not board.columns.slim:
        x += round(ctx.p.text_mid(x, left.centery, ctx.t("board.title"), "h3")) + 10
    edge = _buttons(ctx, board, left)
    text = look.subtitle if ctx.p.type.width(look.subtitle, "small") <= edge - x - 4 else ""
    ctx.p.text_mid(x, left.centery, text, "small", ctx.c.text2)
    hours = Rect(lane.x, rect.y, lane.w, rect.h)
    ctx.hit("board.hours", hours, "area", draggable=True)
    with ctx.p.clip(hours):
        if board.arrangement.sequence:
            _numbers(ctx, board.slots, hours)
        else:
            paint.hours(ctx, board.axis, hours, look)
    if board.columns.right:
        paint.column_heads(ctx, Rect(lane.right, rect.y, board.columns.right, rect.h), board.columns)
    ctx.p.hline(rect.x, rect.right, rect.bottom - 1)


def _buttons(ctx: Ctx, board: BoardView, left: Rect) -> int:
    """Zoom, and where rows can be arranged the rest; where they begin."""
    names = [("board.out", "zoom-out", "ui.zoom_out", False), ("board.in", "zoom-in", "ui.zoom_in", False)]
    if board.arranges:
        how = board.arrangement
        names += [
            ("board.fit", "maximize", "board.fit", False),
            ("board.arrange", "adjustments", "board.rows_tip", how.rows != "vehicles" or bool(how.sort)),
            ("board.align", "list-details" if how.sequence else "clock",
             "board.align_time" if how.sequence else "board.align_sequence", how.sequence),
        ]  # fmt: skip
    for i, (name, icon, key, on) in enumerate(names):
        box = Rect(left.right - 6 - SIDE * (i + 1), left.centery - SIDE // 2, SIDE, SIDE)
        if on:
            ctx.p.fill(box.inflate(-2, -2), ctx.c.accent_tint, Space.R_CONTROL)
        widgets.icon_button(ctx, name, box, icon, label=ctx.t(key))
        if on:
            ctx.p.outline(box.inflate(-2, -2), ctx.c.accent, Space.R_CONTROL, 1)
    return left.right - 6 - SIDE * len(names)


def _numbers(ctx: Ctx, view: BoardAxis, rect: Rect) -> None:
    """`loods`, 1, 2, 3, ... over the boxes."""
    wide = view.x(BOX, rect) - view.x(0, rect)
    step = max(1, -(-LEAST_PX // max(1, round(wide))))
    ctx.p.text_mid(rect.x + 10, rect.y + 11, ctx.t("board.by_stop"), "shield", ctx.c.text2, weight=400)
    for i in range(0, int(view.high_s / BOX) + 1, step):
        x = view.x((i + PART / 2) * BOX, rect)
        if rect.x + 8 <= x <= rect.right - 8:
            if i == 0:
                ctx.p.icon_mid(x, rect.bottom - 12, "depot", 14, ctx.c.text2)
            else:
                ctx.p.text_mid(x, rect.bottom - 12, str(i), "micro", ctx.c.text2, align="c")


def grid(ctx: Ctx, view: BoardAxis, rect: Rect) -> None:
    """A hairline before every box."""
    i = max(0, int(view.from_s / BOX))
    while (i - LEAD) * BOX < view.to_s:
        x = view.x((i - (1 - PART) / 2) * BOX, rect)
        if i and rect.x < x < rect.right:
            ctx.p.vline(x, rect.y, rect.bottom, ctx.c.grid)
        i += 1
