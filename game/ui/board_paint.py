"""How the planboard looks around its lanes: columns, hours, row heads and tails. Keeps nothing."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.ui import board_strips, glossary_term
from game.ui.board_axis import BoardAxis, hour_step
from game.ui.board_rows import BoardRow
from game.ui.context import Ctx
from game.ui.explain_source import ExplainRef
from game.ui.names import person_names, truck_names
from game.ui.theme import Color, Space, mix

Rect = pygame.Rect
DRIVE_ICONS = {"battery": "bolt-filled", "hvo": "droplet", "diesel": "gas-station"}
SILHOUETTES = {"van": 20, "rigid": 28, "artic": 44, "lzv": 60}
GAUGE = 52
DIM = 0.4
ROOMY = 40
"""Rows grow up to this height where the board has room."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths of the columns left and right of the lanes; slim: id and driver only."""

    left: int
    right: int
    slim: bool
    row: int = 28
    """Height of an ordinary row."""
    name: int = 74
    """Room for the vehicle's name."""
    truck: int = 64
    """Room for the silhouettes."""
    gauge: int = 0
    """Room for the gauge of the driver's hours; 0: none."""


def columns_for(
    width: int, *, compact: bool, row: int, name: int, kinds: frozenset[str] = frozenset({"lzv"})
) -> Columns:
    """Columns for a board of this width; `name` is the width of the longest name, `kinds` of truck."""
    if compact:
        name, gauge = min(name, 100), GAUGE if width >= 840 else 0
        return Columns(left=108 + name + gauge, right=0 if width < 900 else 84, slim=True, row=row, name=name,
                       gauge=gauge)  # fmt: skip
    name = min(name, 116)
    truck = 4 + max((SILHOUETTES.get(kind, 60) for kind in kinds), default=60)
    left = (148 if width >= 1500 else 124) + truck + name + GAUGE
    return Columns(left=left, right=176, slim=False, row=row, name=name, truck=truck, gauge=GAUGE)


def row_height(ctx: Ctx) -> int:
    """The least height of a row: 28, or 24 where the window is low."""
    return Space.BOARD_ROW if ctx.size[1] >= 780 else 24


# -- hours ---------------------------------------------------------------------------------------
def hours(ctx: Ctx, axis: BoardAxis, rect: Rect, look: object) -> None:
    """Clock times over the lanes, words of the bands, and the running clock."""
    step = hour_step(rect.w, axis.to_s - axis.from_s)
    now_s = getattr(look, "now_s", None)
    now_x = axis.x(now_s, rect) if now_s is not None else -1000.0
    t = int(axis.from_s // step) * step
    while t <= axis.to_s:
        x = axis.x(t, rect)
        if rect.x + 16 <= x <= rect.right - 16 and abs(x - now_x) > 46:
            text = f"{t // 3600:02d}:{t % 3600 // 60:02d}"
            ctx.p.text_mid(x, rect.bottom - 12, text, "micro", ctx.c.text2, align="c")
        t += step
    for start, end, word in getattr(look, "bands", ()):
        a, b = axis.x(start, rect), axis.x(end, rect)
        if b - a > ctx.p.type.width(word, "shield", 400):
            middle = (max(a, rect.x) + min(b, rect.right)) / 2
            ctx.p.text_mid(middle, rect.y + 11, word, "shield", ctx.c.text2, weight=400, align="c")
    if now_s is not None and rect.x <= now_x <= rect.right:
        pill = Rect(round(now_x) - 22, rect.bottom - 23, 44, 20)
        ctx.p.fill(pill, ctx.c.ink, 4)
        text = f"{now_s // 3600:02d}:{now_s % 3600 // 60:02d}"
        ctx.p.text_mid(pill.centerx, pill.centery, text, "small", ctx.c.on_ink, weight=600, align="c")


def column_heads(ctx: Ctx, rect: Rect, columns: Columns) -> None:
    """Words over the right columns."""
    y = rect.bottom - 12
    if not columns.slim:
        word = ctx.p.text_mid(rect.x + 12, y, ctx.t("board.load"), "micro", ctx.c.text2)
        ctx.hit("board.load", Rect(rect.x, rect.y, 96, rect.h), "info", tooltip=ctx.t("board.load_tip"))
        glossary_term.mark(ctx, "board.load", rect.x + 12, y, word)
    ctx.p.text_mid(rect.right - 16, y, ctx.t("board.cost"), "micro", ctx.c.text2, align="r")


def grid(ctx: Ctx, axis: BoardAxis, rect: Rect, bands: tuple[tuple[int, int, str], ...]) -> None:
    """Bands, then a hairline at every hour and a fainter one at the half hours."""
    for start, end, _word in bands:
        a, b = max(rect.x, round(axis.x(start, rect))), min(rect.right, round(axis.x(end, rect)))
        if b > a:
            ctx.p.fill(Rect(a, rect.y, b - a, rect.h), ctx.c.rush)
    step = min(3600, hour_step(rect.w, axis.to_s - axis.from_s))
    if rect.w / max(1.0, axis.to_s - axis.from_s) * 3600 < 24:
        step = 3 * 3600
    t = int(axis.from_s // step + 1) * step
    while t < axis.to_s:
        ctx.p.vline(axis.x(t, rect), rect.y, rect.bottom, ctx.c.grid)
        t += step


def now_line(ctx: Ctx, axis: BoardAxis, rect: Rect, now_s: int) -> None:
    """The running clock through all rows."""
    x = axis.x(now_s, rect)
    if rect.x <= x <= rect.right:
        ctx.p.vline(x - 0.5, rect.y, rect.bottom, ctx.c.ink, 1.5)


# -- row head and tail ---------------------------------------------------------------------------
def row_tooltip(row: BoardRow) -> str:
    """Name, driver and what fits in, then the trip in figures."""
    words = " · ".join(word for word in (row.name, row.driver, row.capacity_text) if word)
    return f"{words}\n{row.tip}" if row.tip else words


def names_of(row: BoardRow) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the row is known by and what follows, each longest first."""
    truck, person = truck_names(row.name), person_names(row.driver)
    return (person, truck) if row.by_driver else (truck, person)


def row_head(ctx: Ctx, row: BoardRow, rect: Rect, columns: Columns, *, selected: bool) -> None:
    """Id or name, silhouette, kind of drive, driver."""
    c = ctx.c
    y = rect.y + min(rect.h, columns.row) // 2
    ink = c.accent_text if selected else dim(ctx, c.text, row, selected=selected)
    grey = c.accent if selected else dim(ctx, c.text3, row, selected=selected)
    x = rect.x + 16
    if row.locked:
        ctx.p.icon_mid(rect.x + 9, y, "lock", 11, c.accent_text if selected else c.text2)
    if columns.slim:
        name = ctx.p.type.fit(names_of(row)[0], columns.name, "small", 600)
        ctx.p.text_mid(x, y, name, "small", ink, weight=600)
        room = rect.right - columns.gauge - x - columns.name - 12
        driver = ctx.p.type.fit(names_of(row)[1], room, "small")
        ctx.p.text_mid(x + columns.name + 8, y, driver, "small", dim(ctx, c.text2, row, selected=selected))
        return
    name_room = columns.name
    lead, follows = names_of(row)
    ctx.p.text_mid(x, y, ctx.p.type.fit(lead, name_room, "small", 600), "small", ink, weight=600)
    x += name_room + 4
    ctx.p.truck(x, y - 7, row.kind, grey)
    x += columns.truck
    drive = dim(ctx, getattr(c, row.drive), row, selected=selected)
    ctx.p.icon_mid(x + 6, y, DRIVE_ICONS.get(row.drive, "gas-station"), 14, drive)
    x += 20
    text = dim(ctx, c.text if selected else c.text2, row, selected=selected)
    room = rect.right - columns.gauge - x - 6
    ctx.p.text_mid(x, y, ctx.p.type.fit(follows, room, "small"), "small", text)
    load, charge = board_strips.strip_rects(rect, row, columns.row)
    for strip, icon, word, color in (
        (load, "package", row.peak_text, c.text2), (charge, "battery-2", row.battery_text, c.battery),
    ):  # fmt: skip
        if strip is not None:
            ctx.p.icon_mid(x - 14, strip.centery, icon, 14, color)
            fitting = ctx.p.type.fit(word, rect.right - x - 6, "micro")
            ctx.p.text_mid(x, strip.centery, fitting, "micro", c.text2)


def driver_rect(ctx: Ctx, row: BoardRow, rect: Rect, columns: Columns) -> Rect:
    """Where `row_head` writes the driver's name."""
    if row.by_driver:
        return Rect(rect.x + 13, rect.y + 3, columns.name + 6, min(rect.h, columns.row) - 6)
    x = rect.x + 16 + columns.name + (8 if columns.slim else 4 + columns.truck + 20)
    room = rect.right - columns.gauge - x - 6
    name = ctx.p.type.fit(person_names(row.driver), room, "small")
    height = min(rect.h, columns.row) - 6
    return Rect(x - 3, rect.y + 3, round(min(room, ctx.p.type.width(name, "small"))) + 6, height)


def row_tail(ctx: Ctx, row: BoardRow, rect: Rect, columns: Columns, *, selected: bool) -> None:
    """Load factor and cost; or why the order in the hand cannot go here."""
    c, y = ctx.c, rect.y + min(rect.h, columns.row) // 2
    if row.why:
        ctx.p.icon_mid(rect.x + 18, y, "ban", 13, c.text2)
        ctx.p.text_mid(rect.x + 29, y, ctx.p.type.fit(row.why, rect.w - 34, "micro"), "micro", c.text2)
        return
    if not row.cost_text:
        ctx.p.text_mid(rect.right - 16, y, "–", "small", c.text3 if not selected else c.text2, align="r")
        return
    ctx.p.text_mid(
        rect.right - 16, y, row.cost_text, "small", c.text, weight=600 if selected else 500, align="r"
    )
    line = Rect(rect.x, rect.y, rect.w, min(rect.h, columns.row))
    _asks(ctx, "cost", row, Rect(rect.right - 80, line.y, 80, line.h))
    if columns.slim or row.load_share is None:
        return
    _asks(ctx, "load", row, Rect(rect.x, line.y, rect.w - 80, line.h))
    bar = Rect(rect.x + 12, y - 2, 36, 4)
    ctx.p.fill(bar, c.surface3 if not selected else mix(c.accent_tint, c.accent, 0.15), 2)
    full = Rect(bar.x, bar.y, max(2, round(36 * min(1.0, row.load_share))), 4)
    ctx.p.fill(full, c.accent if selected else c.text3, 2)
    ctx.p.text_mid(bar.right + 40, y, row.load_text, "small", c.text2, align="r")
    _load, charge = board_strips.strip_rects(rect, row, columns.row)
    if charge is not None and row.charge_text:
        text = ctx.p.type.fit(row.charge_text, rect.w - 20, "shield", 400)
        ctx.p.text_mid(rect.right - 8, charge.centery, text, "shield", c.text2, weight=400, align="r")


def _asks(ctx: Ctx, what: str, row: BoardRow, rect: Rect) -> None:
    """A figure of the tail opens where it comes from; by keyboard the trip's tab does."""
    tip = row.load_tip if what == "load" else row.cost_tip
    ctx.hit(f"{what}.{row.vehicle}", rect, "info", tooltip=f"{tip}\n{ctx.t('explain.click')}".strip(),
            payload=ExplainRef(what=what, vehicle=row.vehicle))  # fmt: skip


def dim(ctx: Ctx, color: Color, row: BoardRow, *, selected: bool) -> Color:
    """The colour, faded when the row cannot take the order in the hand."""
    return mix(color, ctx.c.surface, DIM) if row.dimmed and not selected else color
