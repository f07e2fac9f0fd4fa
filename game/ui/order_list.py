"""The order list: groups, filters, search; values in, rows and hits out. Only visible rows are drawn.

Hits: `filter.<all|open|late>`, `unask.<what>` (a chip of the filter), `orders.search`, `orders.find` (field),
`orders.more`, `orders.filter`, `orders.view`, `orders.fold`, `orders.everything`, and those of `order_rows`.
"""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.ui import layout, order_rows, widgets
from game.ui.context import Ctx
from game.ui.order_chips import Names, chips_of, flow
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
    shown_orders,
    span,
)
from game.ui.order_words import window_of
from game.ui.selection import Selection
from game.ui.theme import Space

__all__ = [
    "FOLDED", "Entry", "Group", "OrderItem", "OrderListState", "draw", "entries_of", "height_of", "neighbour",
    "order_items", "show", "shown_orders", "span", "window_of",
]  # fmt: skip

Rect = pygame.Rect
FOLDED = 44
BAR_H = 34
FIELD = 190
MOST_LINES = 2
BUTTONS = 112
"""Room for the buttons at the right of the head."""


def draw(
    ctx: Ctx, rect: Rect, state: OrderListState, entries: Sequence[Entry], items: Sequence[OrderItem],
    selection: Selection, carried: str = "", *, foldable: bool = True, zones: Names | None = None,
    locked: frozenset[str] = frozenset(), foot: int = 0,
) -> None:  # fmt: skip
    """The whole panel; folded it is a strip that opens again. `zones`: names by `zone:<id>`; `foot` is left
    free at the bottom."""
    ctx.p.fill(rect, ctx.c.surface)
    if state.folded and foldable:
        _folded(ctx, rect, items)
        return
    head, rest = layout.cut_top(rect, Space.PANEL_HEAD if foldable else 36)
    chips_x = _head(ctx, head, state, len(shown_orders(entries)), len(items), foldable=foldable)
    if state.searching and foldable:
        bar, rest = layout.cut_top(rest, 40)
        widgets.field(ctx, "orders.find", Rect(bar.x + 16, bar.y, bar.w - 32, 32), state.query,
                      placeholder=ctx.t("orders.find"))  # fmt: skip
    bar = Rect(chips_x, head.centery - 14, head.w, 28)
    if foldable:  # the compact list has one line for title and filters
        bar, rest = layout.cut_top(rest, BAR_H)
        bar.x += 16
    used = _quick(ctx, bar, state, items)
    beside = Rect(used + 8, bar.y + 2, max(0, rect.right - BUTTONS - used - 8), 0 if foldable else bar.h)
    rest = _asked(ctx, rest, beside, state, zones or {})
    ctx.p.hline(rest.x, rest.right, rest.y)
    body = Rect(rest.x, rest.y + 1, rest.w, max(0, rest.h - 1 - foot))
    if not entries:
        _nothing(ctx, body, state)
        return
    manner = order_rows.Manner(selection=selection, view=state.view, words=state.words, carried=carried,
                               locked=locked)  # fmt: skip
    _rows(ctx, body, state, entries, manner)


def _rows(
    ctx: Ctx, body: Rect, state: OrderListState, entries: Sequence[Entry], manner: order_rows.Manner
) -> None:
    with widgets.scroll(ctx, "orders.list", body, state.scroll, sum(map(height_of, entries))) as top:
        y = round(top)
        for entry in entries:
            height = height_of(entry)
            if y + height > body.y and y < body.bottom:
                area = Rect(body.x, y, body.w, height)
                if isinstance(entry, Group):
                    order_rows.group(ctx, area, entry, manner.selection)
                else:
                    order_rows.row(ctx, area, entry, manner)
            y += height


def _folded(ctx: Ctx, rect: Rect, items: Sequence[OrderItem]) -> None:
    box = Rect(rect.x + 6, rect.y + 8, 32, 32)
    open_count = sum(1 for i in items if not i.covered)
    widgets.icon_button(ctx, "orders.fold", box, "layout-sidebar-left-expand", label=ctx.t("orders.unfold"),
                        badge=open_count)  # fmt: skip


def _head(ctx: Ctx, rect: Rect, state: OrderListState, shown: int, count: int, *, foldable: bool) -> int:
    """Title, counts and buttons; gives the x where the title ends. The compact list, whose rows need the
    height, has the search field in the place of the title."""
    if state.searching and not foldable:
        field, width = Rect(rect.x + 12, rect.centery - 15, FIELD, 30), FIELD - 4.0
        widgets.field(ctx, "orders.find", field, state.query, placeholder=ctx.t("orders.find"))
    else:
        width = ctx.p.text_mid(rect.x + 16, rect.centery, ctx.t("orders.title"), "h3")
    counts = ctx.t("orders.shown", n=shown, all=count) if state.narrowed else str(count)
    room = rect.right - (BUTTONS + 32 if foldable else BUTTONS) - rect.x - 26 - width
    counts = ctx.p.type.fit((counts, f"{shown}/{count}"), room, "lead")
    wide = ctx.p.text_mid(rect.x + 24 + width, rect.centery + 1, counts, "lead", ctx.c.text2)
    buttons = [("orders.search", "search", 0), ("orders.filter", "filter", len(state.asked.asked())),
               ("orders.view", "sort-descending", 0)]  # fmt: skip
    if foldable:
        buttons.append(("orders.fold", "sidebar", 0))
    for i, (name, icon, badge) in enumerate(reversed(buttons)):
        box = Rect(rect.right - 42 - 32 * i, rect.centery - 16, 32, 32)
        widgets.icon_button(ctx, name, box, icon, label=ctx.t(name), badge=badge)
    return round(rect.x + 44 + width + wide)


def _quick(ctx: Ctx, rect: Rect, state: OrderListState, items: Sequence[OrderItem]) -> int:
    """The three that are always there; where they end."""
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
    return x


def _asked(ctx: Ctx, rect: Rect, beside: Rect, state: OrderListState, zones: Names) -> Rect:
    """A chip with a cross for everything that is asked; what is left of the rectangle.

    In the compact list they stand beside the others, those that fit; the rest is counted.
    """
    asked = chips_of(state.asked, zones, ctx)
    if not asked:
        return rect
    if beside.h:
        flow(ctx, beside, asked, 1)
        return rect
    height = flow(ctx, Rect(rect.x + 16, rect.y + 2, rect.w - 32, 0), asked, MOST_LINES)
    return layout.cut_top(rect, height + 8)[1]


def _nothing(ctx: Ctx, rect: Rect, state: OrderListState) -> None:
    """Why the list is empty, and the way back to everything."""
    kind = "asked" if state.asked else "found" if state.words else state.filter
    icon = "filter" if kind == "asked" else "search" if kind == "found" else "circle-check"
    widgets.empty(ctx, rect, icon, ctx.t(f"orders.none_{kind}"), ctx.t(f"orders.none_{kind}_hint"))
    if not state.narrowed or rect.h < 40:
        return
    label = ctx.t("orders.everything_back")
    width = widgets.button_width(ctx, label) + 8
    top = min(rect.centery + 52, rect.bottom - 38)
    widgets.button(ctx, "orders.everything", Rect(rect.centerx - width // 2, top, width, 32), label)
