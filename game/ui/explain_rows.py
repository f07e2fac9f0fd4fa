"""The rows of an explanation: laid out once per width, then only those in view are painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pygame

from game.report.explained import Row
from game.ui import widgets
from game.ui.context import Ctx
from game.ui.theme import Weight

Rect = pygame.Rect
INDENT, CHEVRON, AMOUNT = 18, 18, 150
STYLES: tuple[tuple[str, Weight, int], ...] = (("lead", 600, 20), ("body", 500, 20), ("small", 400, 16))
"""Token, weight and line height by level; deeper ones as the last."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One row with its lines; `index` -1 is a note."""

    index: int
    row: Row | None
    text: tuple[str, ...]
    source: tuple[str, ...]
    top: int
    height: int


@dataclass(slots=True)
class Laid:
    """All rows of a section below each other."""

    placed: list[Placed] = field(default_factory=list)
    height: int = 0
    tops: dict[int, tuple[float, float]] = field(default_factory=dict)
    """Row -> (top, height)."""

    def add(
        self, index: int, row: Row | None, text: Sequence[str], source: Sequence[str], height: int
    ) -> None:
        """The next one."""
        self.placed.append(Placed(index, row, tuple(text), tuple(source), self.height, height))
        if index >= 0:
            self.tops[index] = (self.height, height)
        self.height += height


def lay_out(
    ctx: Ctx, rows: Sequence[tuple[int, Row]], before: Sequence[str], after: Sequence[str], width: int
) -> Laid:
    """Wrap everything to this width: teaching words first, then the rows, what letters mean last."""
    made = Laid()
    _note(ctx, made, before, width)
    for index, row in rows:
        token, weight, step = STYLES[min(row.level, 2)]
        room = width - _left(row) - AMOUNT
        text = ctx.p.type.wrap(row.text, room, token, weight)
        source = ctx.p.type.wrap(_source(row), room + 40, "micro") if row.source else []
        made.add(index, row, text, source, step * len(text) + 15 * len(source) + 9)
    _note(ctx, made, after, width)
    return made


def _note(ctx: Ctx, made: Laid, texts: Sequence[str], width: int) -> None:
    lines = [line for text in texts if text for line in ctx.p.type.wrap(text, width, "small")]
    if lines:
        made.add(-1, None, lines, (), 16 * len(lines) + 14)


def _left(row: Row) -> int:
    return INDENT * row.level + CHEVRON


def _source(row: Row) -> str:
    """The source, after its own figure where the line shows another."""
    own = row.fact and row.fact != row.amount
    return f"{row.fact} · {row.source}" if own else row.source


def draw(ctx: Ctx, origin: Rect, view: Rect, laid: Laid, paint: Callable[[Rect, Placed], None]) -> None:
    """What is in view; `origin` begins at the top of the content."""
    for placed in laid.placed:
        y = origin.y + placed.top
        if y + placed.height <= view.y or y >= view.bottom:
            continue
        area = Rect(origin.x, y, origin.w, placed.height)
        if placed.row is None:
            for i, line in enumerate(placed.text):
                ctx.p.text(area.x, area.y + 6 + 16 * i, line, "small", ctx.c.text2)
        else:
            paint(area, placed)


def draw_row(ctx: Ctx, area: Rect, placed: Placed, *, here: int, unfolded: set[int], vehicle: str) -> None:
    """Chevron, words, amount, and the source below."""
    row = placed.row
    assert row is not None
    name, mine = f"explain.row.{placed.index}", placed.index == here
    opens = bool(row.vehicle) and row.vehicle != vehicle
    if mine:
        ctx.p.fill(area, ctx.c.accent_tint)
    elif ctx.hovered(name) and (row.parent or opens):
        ctx.p.fill(area, ctx.c.surface2)
    ctx.p.hline(area.x + INDENT * row.level, area.right, area.bottom - 1)
    token, weight, step = STYLES[min(row.level, 2)]
    x, y = area.x + _left(row), area.y + 4
    if row.parent:
        icon = "chevron-down" if placed.index in unfolded else "chevron-right"
        ctx.p.icon_mid(x - 10, y + step / 2, icon, 14, ctx.c.text2)
    color = ctx.c.text if row.level < 2 else ctx.c.text2
    for i, line in enumerate(placed.text):
        width = ctx.p.text(x, y + step * i, line, token, ctx.c.accent_text if opens else color, weight=weight)
        if opens and i == len(placed.text) - 1:
            ctx.p.icon_mid(x + width + 12, y + step * (i + 0.5), "arrow-right", 14, ctx.c.accent_text)
    ctx.p.text(area.right - 8, y, row.amount, token, weight=600 if row.level == 0 else 500, align="r")
    y += step * len(placed.text)
    for i, line in enumerate(placed.source):
        ctx.p.text(x, y + 15 * i, line, "micro", ctx.c.text2)
    widgets.focus_ring(ctx, name, area.inflate(-10, -8))
    tip = ctx.t("explain.open_trip") if opens else ""
    ctx.hit(name, area, "row", label=f"{row.text} {row.amount}", payload=placed.index, tooltip=tip)
