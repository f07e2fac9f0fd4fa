"""The order list: groups, filters, search; values in, rows and hits out. Only visible rows are drawn.

Hits: `order.<id>` (row, draggable, payload: order id), `group.<vehicle>`, `filter.<all|open|late>`,
`orders.search`, `orders.find` (field), `orders.sort`, `orders.fold`.
"""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.ui import layout, widgets
from game.ui.context import Ctx
from game.ui.order_items import (
    Entry,
    Group,
    OrderItem,
    OrderListState,
    entries_of,
    height_of,
    neighbour,
    order_items,
    show,
)
from game.ui.order_words import window_of
from game.ui.selection import Selection
from game.ui.theme import Color, Space, mix

__all__ = [
    "FOLDED", "Entry", "Group", "OrderItem", "OrderListState", "draw", "entries_of", "height_of", "neighbour",
    "order_items", "show", "window_of",
]  # fmt: skip

Rect = pygame.Rect
FOLDED = 44


def draw(
    ctx: Ctx, rect: Rect, state: OrderListState, entries: Sequence[Entry], items: Sequence[OrderItem],
    selection: Selection, carried: str = "", *, foldable: bool = True,
) -> None:  # fmt: skip
    """The whole panel; folded it is a strip that opens again."""
    ctx.p.fill(rect, ctx.c.surface)
    if state.folded and foldable:
        _folded(ctx, rect, items)
        return
    head, rest = layout.cut_top(rect, Space.PANEL_HEAD if foldable else 36)
    chips_x = _head(ctx, head, len(items), foldable=foldable)
    if state.searching:
        bar, rest = layout.cut_top(rest, 40)
        widgets.field(ctx, "orders.find", Rect(bar.x + 16, bar.y, bar.w - 32, 32), state.query,
                      placeholder=ctx.t("orders.find"))  # fmt: skip
    bar = Rect(chips_x, head.centery - 14, head.w, 28)
    if foldable:  # the compact list has one line for title and filters
        bar, rest = layout.cut_top(rest, 34)
        bar.x += 16
    _chips(ctx, bar, state, items)
    ctx.p.hline(rest.x, rest.right, rest.y)
    body = Rect(rest.x, rest.y + 1, rest.w, max(0, rest.h - 1))
    if not entries:
        _nothing(ctx, body, state)
        return
    with widgets.scroll(ctx, "orders.list", body, state.scroll, sum(map(height_of, entries))) as top:
        y = round(top)
        for entry in entries:
            height = height_of(entry)
            if y + height > body.y and y < body.bottom:
                area = Rect(body.x, y, body.w, height)
                if isinstance(entry, Group):
                    _group(ctx, area, entry, selection)
                else:
                    _row(ctx, area, entry, selection, carried)
            y += height


def _folded(ctx: Ctx, rect: Rect, items: Sequence[OrderItem]) -> None:
    box = Rect(rect.x + 6, rect.y + 8, 32, 32)
    open_count = sum(1 for i in items if not i.covered)
    widgets.icon_button(ctx, "orders.fold", box, "layout-sidebar-left-expand", label=ctx.t("orders.unfold"),
                        badge=open_count)  # fmt: skip


def _head(ctx: Ctx, rect: Rect, count: int, *, foldable: bool) -> int:
    """Title, count and buttons; gives the x where the title ends."""
    width = ctx.p.text_mid(rect.x + 16, rect.centery, ctx.t("orders.title"), "h3")
    ctx.p.text_mid(rect.x + 24 + width, rect.centery + 1, str(count), "lead", ctx.c.text2)
    names = [("orders.search", "search"), ("orders.sort", "sort-descending")]
    if foldable:
        names.append(("orders.fold", "sidebar"))
    for i, (name, icon) in enumerate(reversed(names)):
        box = Rect(rect.right - 42 - 34 * i, rect.centery - 16, 32, 32)
        widgets.icon_button(ctx, name, box, icon, label=ctx.t(name))
    return round(rect.x + 60 + width)


def _chips(ctx: Ctx, rect: Rect, state: OrderListState, items: Sequence[OrderItem]) -> None:
    counts = {
        "all": len(items),
        "open": sum(1 for i in items if not i.covered),
        "late": sum(1 for i in items if i.problem),
    }
    x = rect.x
    for name, count in counts.items():
        label = str(count) if name == "late" else ctx.t(f"orders.{name}", n=count)
        icon = "alert-triangle" if name == "late" else ""
        x += 8 + widgets.chip(ctx, f"filter.{name}", x, rect.y + 2, label, on=state.filter == name, icon=icon,
                              tooltip=ctx.t(f"orders.{name}_tip"), payload=name)  # fmt: skip


def _nothing(ctx: Ctx, rect: Rect, state: OrderListState) -> None:
    kind = "found" if state.searching and state.query.value else state.filter
    icon = "search" if kind == "found" else "circle-check"
    widgets.empty(ctx, rect, icon, ctx.t(f"orders.none_{kind}"), ctx.t(f"orders.none_{kind}_hint"))


def _group(ctx: Ctx, rect: Rect, group: Group, selection: Selection) -> None:
    mine = bool(group.vehicle) and group.vehicle == selection.vehicle
    ctx.p.fill(rect, ctx.c.accent_tint if mine else ctx.c.surface2)
    color = ctx.c.accent_text if mine else ctx.c.text2
    title = ctx.p.type.fit(group.title, rect.w - 60, "micro", 600)
    ctx.p.text_mid(rect.x + 16, rect.centery, title, "micro", color, weight=600)
    ctx.p.text_mid(rect.right - 16, rect.centery, str(group.count), "micro", color, weight=600, align="r")
    ctx.p.hline(rect.x, rect.right, rect.bottom - 1)
    if group.vehicle:
        ctx.hit(f"group.{group.vehicle}", rect, "row", label=group.title, payload=group.vehicle)


def _row(ctx: Ctx, rect: Rect, item: OrderItem, selection: Selection, carried: str) -> None:
    name, c = f"order.{item.id}", ctx.c
    chosen = item.id == selection.order
    near = bool(item.vehicle) and item.vehicle == selection.vehicle and not selection.order
    tip = item.tooltip
    for key, who in (("orders.via", item.via), ("orders.partner", item.partner)):
        tip += f"\n{ctx.t(key, name=who)}" if who else ""
    widgets.row(ctx, name, rect, selected=chosen or near, label=f"{item.customer} {item.window}",
                payload=item.id, draggable=True, tooltip=tip)  # fmt: skip
    if chosen:
        ctx.p.outline(Rect(rect.x + 3, rect.y, rect.w - 4, rect.h - 1), c.accent, 4, 1)
    fade = 0.5 if item.id == carried else 0.0
    ground = c.accent_tint if chosen or near else c.surface
    right = rect.right - 16
    width = ctx.p.type.width(item.window, "small")
    ctx.p.text_mid(right, rect.y + 13, item.window, "small", mix(c.text, ground, fade), align="r")
    title = ctx.p.type.fit(item.customer, right - width - rect.x - 26, "body", 500)
    ctx.p.text_mid(rect.x + 16, rect.y + 13, title, "body", mix(c.text, ground, fade), weight=500)
    color = c.bad.text if item.problem else c.accent_text if item.covered else c.warn.text
    signs = _signs_width(ctx, item.marks)
    room = right - rect.x - 26 - signs - ctx.p.type.width(item.place, "micro")
    tail = _fitting(ctx, _tails(ctx, item), room)
    used = ctx.p.type.width(tail, "micro", 600)
    ctx.p.text_mid(right, rect.y + 29, tail, "micro", mix(color, ground, fade), weight=600, align="r")
    if item.problem:
        ctx.p.icon_mid(right - used - 9, rect.y + 29, "alert-triangle", 12, c.bad.text)
        used += 16
    words = (
        f"{item.place} · {item.load}",
        f"{item.place} · {item.load.split(' · ', maxsplit=1)[0]}",
        item.place,
        "→ " + item.place.rpartition(" → ")[2],
    )
    line = ctx.p.type.fit(words, right - used - rect.x - 26 - signs, "micro")
    wide = ctx.p.text_mid(rect.x + 16, rect.y + 29, line, "micro", mix(c.text2, ground, fade))
    _signs(ctx, rect.x + 22 + wide, rect.y + 29, item.marks, mix(c.text2, ground, fade))
    if item.id == carried:
        ctx.p.dashed(rect.inflate(-6, -6), c.accent, width=1, dash=3, gap=2)


def _tails(ctx: Ctx, item: OrderItem) -> tuple[str, ...]:
    """What has become of it, longest first: a problem, who drives it and by which way, or open."""
    if item.problem:
        return (item.problem,)
    if item.partner:
        return (ctx.t("orders.at_partner"),)
    if item.via:
        by = ctx.t("orders.by", name=item.via)
        return f"{item.vehicle_name} · {by}", by, ctx.t(f"orders.by_{item.via_kind}")
    return (item.vehicle_name or ctx.t("orders.word_open"),)


def _fitting(ctx: Ctx, variants: Sequence[str], room: float) -> str:
    """The longest that leaves the place whole; the shortest when none does."""
    fits = (v for v in variants if ctx.p.type.width(v, "micro", 600) <= room)
    return next(fits, variants[-1])


def _signs_width(ctx: Ctx, marks: Sequence[str]) -> float:
    return sum(ctx.p.type.width("ADR", "micro", 600) + 9 if m == "adr" else 17 for m in marks) + 6 * bool(
        marks
    )


def _signs(ctx: Ctx, x: float, y: int, marks: Sequence[str], color: Color) -> None:
    """Small signs of what the order needs; the row's tooltip says them in words."""
    for mark in marks:
        if mark == "adr":
            width = ctx.p.type.width("ADR", "micro", 600)
            ctx.p.outline(Rect(round(x) - 2, y - 7, round(width) + 5, 14), color, 3, 1)
            x += ctx.p.text_mid(x, y, "ADR", "micro", color, weight=600) + 9
        else:
            ctx.p.icon_mid(x + 7, y, mark, 14, color)
            x += 17
