"""How one order and one heading of the list look: columns, signs, what was found, what is chosen.

Hits: `order.<id>` (row, draggable, payload: order id), `pick.<id>` (its box while orders are gathered),
`group.<vehicle>`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pygame

from game.ui import widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.order_items import Group, OrderItem
from game.ui.order_view import View
from game.ui.selection import Selection
from game.ui.theme import BODY, Color, Weight, mix

Rect = pygame.Rect
BOX = 26
"""Room for the box of a row while orders are gathered."""
INDENT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How rows are shown, the same for all of them."""

    selection: Selection
    view: View
    words: tuple[str, ...] = ()
    """What is searched for: marked where it stands."""
    carried: str = ""
    """The order in the hand."""
    locked: frozenset[str] = frozenset()

    @property
    def gathers(self) -> bool:
        """Several orders are being chosen: every row has a box."""
        return bool(self.selection.more)


def group(ctx: Ctx, rect: Rect, head: Group, selection: Selection) -> None:
    """A heading with its count."""
    mine = bool(head.vehicle) and head.vehicle == selection.vehicle
    ctx.p.fill(rect, ctx.c.accent_tint if mine else ctx.c.surface2)
    color = ctx.c.accent_text if mine else ctx.c.text2
    title = ctx.p.type.fit(head.title, rect.w - 60, "micro", 600)
    ctx.p.text_mid(rect.x + INDENT, rect.centery, title, "micro", color, weight=600)
    ctx.p.text_mid(rect.right - 16, rect.centery, str(head.count), "micro", color, weight=600, align="r")
    ctx.p.hline(rect.x, rect.right, rect.bottom - 1)
    if head.vehicle:
        ctx.hit(f"group.{head.vehicle}", rect, "row", label=head.title, payload=head.vehicle,
                tooltip=ctx.t("orders.group_tip"))  # fmt: skip


def row(ctx: Ctx, rect: Rect, item: OrderItem, manner: Manner) -> None:
    """One order in two lines."""
    c, selection = ctx.c, manner.selection
    chosen = item.id in selection.orders
    near = bool(item.vehicle) and item.vehicle == selection.vehicle and not selection.orders
    widgets.row(ctx, f"order.{item.id}", rect, selected=chosen or near, payload=item.id, draggable=True,
                label=f"{item.customer} {item.window}", tooltip=_tooltip(ctx, item))  # fmt: skip
    if chosen and not manner.gathers:
        ctx.p.outline(Rect(rect.x + 3, rect.y, rect.w - 4, rect.h - 1), c.accent, 4, 1)
    if manner.gathers:
        _box(ctx, rect, item, chosen=chosen)
    ground = c.accent_tint if chosen or near else c.surface
    line = _Line(ctx=ctx, rect=rect, item=item, manner=manner, ground=ground, chosen=chosen)
    line.paint()
    if item.id == manner.carried:
        ctx.p.dashed(rect.inflate(-6, -6), c.accent, width=1, dash=3, gap=2)


def _tooltip(ctx: Ctx, item: OrderItem) -> str:
    lines = [item.tooltip]
    if item.vehicle_name:
        lines.append(ctx.t("orders.driven_by", vehicle=item.vehicle_name, driver=item.driver))
    for key, who in (("orders.via", item.via), ("orders.partner", item.partner)):
        lines += [ctx.t(key, name=who)] if who else []
    return "\n".join(lines)


def _box(ctx: Ctx, rect: Rect, item: OrderItem, *, chosen: bool) -> None:
    """A box to tick; a tap on it adds the order or takes it out."""
    box = Rect(rect.x + 14, rect.centery - 8, 16, 16)
    ctx.p.box(box, fill=ctx.c.accent if chosen else ctx.c.surface,
              line=ctx.c.accent if chosen else ctx.c.control, radius=4)  # fmt: skip
    if chosen:
        ctx.p.icon_mid(box.centerx, box.centery, "check", 12, ctx.c.on_accent)
    area = Rect(rect.x, rect.y, INDENT + BOX, rect.h)
    ctx.hit(f"pick.{item.id}", area, "info", payload=item.id, tooltip=ctx.t("orders.pick_tip"))


@dataclass(slots=True, kw_only=True)
class _Line:
    """The words of one row."""

    ctx: Ctx
    rect: Rect
    item: OrderItem
    manner: Manner
    ground: Color
    chosen: bool

    @property
    def left(self) -> int:
        """Where words begin."""
        return self.rect.x + INDENT + (BOX if self.manner.gathers else 0)

    def ink(self, color: Color) -> Color:
        """Faded while the order is in the hand."""
        if self.item.id != self.manner.carried:
            return color
        high = self.ctx.settings.scheme.endswith("_high")  # who asks for contrast still reads what is carried
        return mix(color, self.ground, 0.25 if high else 0.5)

    def text(
        self, x: float, y: float, text: str, token: str, color: Color, *, weight: Weight | None = None,
        right: bool = False,
    ) -> float:  # fmt: skip
        """Text with what was searched for marked; gives its width."""
        p = self.ctx.p
        width = p.type.width(text, token, weight)
        left, marks = x - width if right else x, []
        for start, end in found(text, self.manner.words):
            a, b = p.type.width(text[:start], token, weight), p.type.width(text[:end], token, weight)
            marks.append(Rect(round(left + a) - 1, round(y) - 8, round(b - a) + 2, 16))
        for area in marks:
            p.fill(area, self.ctx.c.warn.fill, 3)
        p.text_mid(left, y, text, token, self.ink(color), weight=weight)
        for area in marks:
            p.fill(Rect(area.x, area.bottom - 2, area.w, 2), self.ctx.c.warn.outline, 1)
        return width

    def paint(self) -> None:
        """Customer and window, then place, load, signs and what has become of it."""
        c, right, item = self.ctx.c, self.rect.right - 16, self.item
        width = 0.0
        if self.manner.view.shows("window"):
            width = self.text(right, self.rect.y + 13, item.window, "small", c.text, right=True)
        title = self.ctx.p.type.fit(item.customer, right - width - self.left - 10, BODY, 500)
        self.text(self.left, self.rect.y + 13, title, BODY, c.text, weight=500)
        self._second(right)

    def _second(self, right: int) -> None:
        ctx, item, c, y = self.ctx, self.item, self.ctx.c, self.rect.y + 29
        color = c.bad.text if item.problem else c.accent_text if item.covered else c.warn.text
        marks = item.marks if self.manner.view.shows("needs") else ()
        signs = signs_width(ctx, marks)
        words = self._words()
        least = ctx.p.type.width(words[-1], "micro") if words else 0
        room = right - self.left - 10 - signs - least - 18 * (item.id in self.manner.locked)
        tail = fitting(ctx, self._tails(), room - 16 * bool(item.problem))
        used = self.text(right, y, tail, "micro", color, weight=600, right=True)
        if item.problem:
            ctx.p.icon_mid(right - used - 9, y, "alert-triangle", 12, c.bad.text)
            used += 16
        if item.id in self.manner.locked:
            ctx.p.icon_mid(right - used - 10, y, "lock", 13, self.ink(c.text2))
            used += 18
        line = ctx.p.type.fit(words, right - used - self.left - 10 - signs, "micro") if words else ""
        wide = self.text(self.left, y, line, "micro", c.text2)
        draw_signs(ctx, self.left + 6 * bool(line) + wide, y, marks, self.ink(c.text2))

    def _words(self) -> tuple[str, ...]:
        """Place, load and value as far as they are shown, longest first."""
        item, view = self.item, self.manner.view
        place = (item.way if self.chosen else item.place) if view.shows("place") else ""
        load = item.load if view.shows("load") else ""
        cent = item.facts.revenue_cent or item.facts.penalty_cent
        value = speech(self.ctx).euro(cent, 0) if view.shows("value") else ""
        short = load.split(" · ", maxsplit=1)[0]
        last = ("→ " + place.rpartition(" → ")[2]) if " → " in place else place
        variants = ((place, load, value), (place, short, value), (place, value or short), (place,), (last,))
        made = (" · ".join(w for w in words if w) for words in variants)
        return tuple(dict.fromkeys(w for w in made if w))

    def _tails(self) -> tuple[str, ...]:
        """What has become of it, longest first: a problem, who drives it and by which way, or open."""
        ctx, item = self.ctx, self.item
        hidden = self._hidden()
        if hidden:
            return (hidden,)
        if item.problem:
            return (item.problem,)
        if item.partner:
            return (ctx.t("orders.at_partner"),)
        if item.via:
            by = ctx.t("orders.by", name=item.via)
            return f"{item.vehicle_name} · {by}", by, ctx.t(f"orders.by_{item.via_kind}")
        return (item.vehicle_name or ctx.t("orders.word_open"),)

    def _hidden(self) -> str:
        """What was found although the row does not show it: the driver, the number, the other end."""
        item = self.item
        shown = f"{item.customer} {item.place} {item.vehicle_name}".casefold()
        for word in self.manner.words:
            if word not in shown:
                for text in (item.driver, item.id, item.partner, item.via, item.vehicle):
                    if word in text.casefold():
                        return text
        return ""


def found(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the words stand in a text, each at its first place."""
    low = text.lower()
    for word in words:
        at = low.find(word)
        if at >= 0:
            yield at, at + len(word)


def fitting(ctx: Ctx, variants: Sequence[str], room: float) -> str:
    """The longest that leaves the place whole; the shortest when none does."""
    fits = (v for v in variants if ctx.p.type.width(v, "micro", 600) <= room)
    return next(fits, variants[-1])


def signs_width(ctx: Ctx, marks: Sequence[str]) -> float:
    """Room for the signs."""
    wide = sum(ctx.p.type.width("ADR", "micro", 600) + 9 if m == "adr" else 17 for m in marks)
    return wide + 6 * bool(marks)


def draw_signs(ctx: Ctx, x: float, y: int, marks: Sequence[str], color: Color) -> None:
    """Small signs of what the order needs; the row's tooltip says them in words."""
    for mark in marks:
        if mark == "adr":
            width = ctx.p.type.width("ADR", "micro", 600)
            ctx.p.outline(Rect(round(x) - 2, y - 7, round(width) + 5, 14), color, 3, 1)
            x += ctx.p.text_mid(x, y, "ADR", "micro", color, weight=600) + 9
        else:
            ctx.p.icon_mid(x + 7, y, mark, 14, color)
            x += 17
