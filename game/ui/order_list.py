"""The order list: groups, filters, search; values in, rows and hits out. Only visible rows are drawn.

Hits: `order.<id>` (row, draggable, payload: order id), `group.<vehicle>`, `filter.<all|open|late>`,
`orders.search`, `orders.find` (field), `orders.sort`, `orders.fold`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pygame

from game.content.language import Language
from game.domain.evaluation import Evaluation
from game.domain.plan import Plan
from game.domain.world import Order, Window, World
from game.ui import layout, widgets
from game.ui.board_rows import load_words
from game.ui.context import Ctx
from game.ui.selection import Selection
from game.ui.state import FieldState, ScrollArea
from game.ui.theme import Space, mix

Rect = pygame.Rect
OPEN_END_S = 1 << 29
FOLDED = 44


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderItem:
    """One order as the list shows it."""

    id: str
    customer: str
    place: str
    """Town, or `from → to` for an order with two addresses."""
    load: str
    window: str
    close_s: int
    at: int
    """Position in its trip; -1 when not planned."""
    vehicle: str = ""
    vehicle_name: str = ""
    problem: str = ""
    """"14 min te laat", when a hard finding speaks of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A heading in the list."""

    vehicle: str
    title: str
    count: int


Entry = Group | OrderItem


@dataclass(slots=True)
class OrderListState:
    """What the player set: filter, search, sorting, folding."""

    filter: str = "all"
    by_window: bool = False
    searching: bool = False
    folded: bool = False
    query: FieldState = field(default_factory=lambda: FieldState(limit=40))
    scroll: ScrollArea = field(default_factory=ScrollArea)

    @property
    def key(self) -> tuple[object, ...]:
        """What a cached picture depends on."""
        return (self.filter, self.by_window, self.searching, self.folded, self.query.value,
                self.query.caret, self.scroll.offset)  # fmt: skip


def order_items(
    world: World, plan: Plan, judged: Evaluation, visible: frozenset[str], lang: Language
) -> tuple[OrderItem, ...]:
    """All visible orders, by id."""
    at: dict[str, tuple[str, int]] = {}
    for trip in plan.trips:
        for i, stop in enumerate(trip.stops):
            at.setdefault(stop.order, (trip.vehicle, i))
    late = {
        s.stop.order: lang.t("board.late", minutes=lang.minutes(-(-s.late_s // 60) * 60))
        for t in judged.trips for s in t.stops if s.late_s
    }  # fmt: skip
    for finding in judged.findings:
        if finding.severity.value == "hard" and finding.subject in world.orders:
            late.setdefault(finding.subject, lang.t("board.cannot"))
    return tuple(
        _item(world, world.orders[name], at.get(name, ("", -1)), late.get(name, ""), lang)
        for name in sorted(visible)
    )


def _item(world: World, order: Order, at: tuple[str, int], problem: str, lang: Language) -> OrderItem:
    window = window_of(world, order)
    words = ""
    if window.close_s < OPEN_END_S and window.close_s - window.open_s < 23 * 3600:
        words = f"{lang.clock(window.open_s)}–{lang.clock(window.close_s)}"
    return OrderItem(
        id=order.id, customer=order.customer, place=place_words(world, order),
        load=load_words(order.load, lang), window=words or lang.t("board.any_time"),
        close_s=window.close_s, at=at[1], vehicle=at[0],
        vehicle_name=world.vehicles[at[0]].name if at[0] else "",
        problem=problem,
    )  # fmt: skip


def window_of(world: World, order: Order) -> Window:
    """The customer's window: of the delivery, or of the pickup when the goods go to a depot."""
    inbound = world.places[order.delivery].kind == "depot" and world.places[order.pickup].kind != "depot"
    windows = order.pickup_windows if inbound else order.delivery_windows
    return windows[0] if windows else Window(open_s=0, close_s=1 << 30)


def place_words(world: World, order: Order) -> str:
    """Where it goes, or from where to where when neither end is a depot."""
    start, end = world.places[order.pickup], world.places[order.delivery]
    if start.kind == "depot" and end.kind != "depot":
        return end.town
    if end.kind == "depot":
        return f"↑ {start.town}"
    return f"{start.town} → {end.town}"


def entries_of(
    items: Sequence[OrderItem], state: OrderListState, names: dict[str, str], chosen: str, open_title: str
) -> tuple[Entry, ...]:
    """Groups with their rows: not planned, the chosen trip, then the other trips."""
    wanted = [i for i in items if _wanted(i, state)]
    vehicles = sorted({i.vehicle for i in wanted}, key=lambda v: (v != "", v != chosen, v))
    made: list[Entry] = []
    for vehicle in vehicles:
        mine = [i for i in wanted if i.vehicle == vehicle]
        by_time = state.by_window or vehicle == ""
        mine.sort(key=lambda i: (i.close_s if by_time else i.at, i.id))
        title = names.get(vehicle, vehicle) if vehicle else open_title
        made += [Group(vehicle=vehicle, title=title, count=len(mine)), *mine]
    return tuple(made)


def _wanted(item: OrderItem, state: OrderListState) -> bool:
    if state.filter == "open" and item.vehicle:
        return False
    if state.filter == "late" and not item.problem:
        return False
    words = state.query.value.casefold().split() if state.searching else []
    text = f"{item.id} {item.customer} {item.place} {item.vehicle} {item.vehicle_name}".casefold()
    return all(word in text for word in words)


def height_of(entry: Entry) -> int:
    """24 for a heading, 40 for an order."""
    return Space.GROUP_HEAD if isinstance(entry, Group) else Space.ORDER_ROW


def show(state: OrderListState, entries: Sequence[Entry], order: str) -> None:
    """Scroll an order into view."""
    y = 0
    for entry in entries:
        if isinstance(entry, OrderItem) and entry.id == order:
            state.scroll.show(y, Space.ORDER_ROW)
        y += height_of(entry)


def neighbour(entries: Sequence[Entry], order: str, step: int) -> str:
    """The order above (-1) or below (1) in the list; the first one when none is chosen."""
    names = [e.id for e in entries if isinstance(e, OrderItem)]
    if not names:
        return ""
    if order not in names:
        return names[0 if step > 0 else -1]
    return names[min(len(names) - 1, max(0, names.index(order) + step))]


# -- drawing ---------------------------------------------------------------------------------------
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
    open_count = sum(1 for i in items if not i.vehicle)
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
        "open": sum(1 for i in items if not i.vehicle),
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
    tip = f"{item.id} · {item.customer} · {item.place} · {item.load}"
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
    tail = item.problem or item.vehicle_name or ctx.t("orders.word_open")
    color = c.bad.text if item.problem else c.accent_text if item.vehicle else c.warn.text
    used = ctx.p.type.width(tail, "micro", 600)
    ctx.p.text_mid(right, rect.y + 29, tail, "micro", mix(color, ground, fade), weight=600, align="r")
    if item.problem:
        ctx.p.icon_mid(right - used - 9, rect.y + 29, "alert-triangle", 12, c.bad.text)
        used += 16
    words = (
        f"{item.place} · {item.load}",
        f"{item.place} · {item.load.split(' · ', maxsplit=1)[0]}",
        item.place,
    )
    line = ctx.p.type.fit(words, right - used - rect.x - 26, "micro")
    ctx.p.text_mid(rect.x + 16, rect.y + 29, line, "micro", mix(c.text2, ground, fade))
    if item.id == carried:
        ctx.p.dashed(rect.inflate(-6, -6), c.accent, width=1, dash=3, gap=2)
