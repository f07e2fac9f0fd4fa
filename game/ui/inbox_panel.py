"""The list "Wat eerst?": what asks for attention, its consequence in euro and the time that is left.

Stateless painters; the screen keeps what is selected. Hits: `triage.<item id>` (payload the item),
`tell.open.<order>` (payload a party).
"""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.session import Session
from game.triage import TriageItem
from game.ui import layout, widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.state import ScrollArea

Rect = pygame.Rect
ROW = 62
HEAD = 44
ICONS = {
    "call": "phone-call", "mail": "mail", "rumour": "message-2", "moment": "scale", "late": "alert-triangle",
    "risk": "clock-exclamation", "tight": "hourglass", "unplanned": "package",
}  # fmt: skip


def head(ctx: Ctx, rect: Rect, title: str, note: str | tuple[str, ...] = "") -> Rect:
    """A panel head of 44, with a note that may have shorter variants; returns what is left below."""
    top, rest = layout.cut_top(rect, HEAD)
    ctx.p.fill(rect, ctx.c.surface)
    least = note if isinstance(note, str) else note[-1]
    room = top.w - 32 - (ctx.p.type.width(least, "small") + 16 if least else 0)
    title = ctx.p.type.fit(title, room, "h3", 600)
    width = ctx.p.text_mid(top.x + 16, top.centery, title, "h3", weight=600)
    if note:
        room = top.w - 32 - width - 16
        text = ctx.p.type.fit(note, room, "small")
        ctx.p.text_mid(top.right - 16, top.centery, text, "small", ctx.c.text2, align="r")
    ctx.p.hline(rect.x, rect.right, top.bottom - 1)
    return rest


def triage_list(
    ctx: Ctx, rect: Rect, session: Session, items: Sequence[TriageItem], selected: str, scroll: ScrollArea, *,
    titled: bool = True,
) -> None:  # fmt: skip
    """All items, most urgent first; an empty list says that nothing is wrong."""
    body = head(ctx, rect, ctx.t("day.first"), ctx.t("day.first_note")) if titled else rect
    ctx.p.fill(body, ctx.c.surface)
    if not items:
        widgets.empty(ctx, body, "check", ctx.t("day.calm"), ctx.t("day.calm_hint"))
        return
    for i, row in widgets.rows(ctx, "triage", body, scroll, len(items), ROW):
        _triage_row(ctx, row, session, items[i], mine=selected == items[i].id)


def _triage_row(ctx: Ctx, rect: Rect, session: Session, item: TriageItem, *, mine: bool) -> None:
    """Title and time left; below what is wrong; at the end what it costs, and a telephone where it helps."""
    title, note = said(ctx, session, item.title), said(ctx, session, item.note)
    left, status = left_text(ctx, item), ctx.c.status(item.status)
    widgets.row(ctx, f"triage.{item.id}", rect, selected=mine, label=f"{title}. {note}", payload=item,
                draggable=bool(item.order), tooltip=f"{title}. {note}")  # fmt: skip
    ctx.p.icon(rect.x + 16, rect.y + 10, ICONS[item.kind], 18, status.text)
    used = (
        ctx.p.text(rect.right - 14, rect.y + 8, left, "small", status.text, weight=600, align="r")
        if left
        else 0
    )
    room = rect.w - 44 - 14 - used - 10
    ctx.p.text(rect.x + 44, rect.y + 8, ctx.p.type.fit(title, room, "body", 600), "body", weight=600)
    side = _row_end(ctx, rect, session, item)
    lines = ctx.p.type.wrap(note, rect.w - 58 - side, "micro")
    if len(lines) > 2:
        lines = [lines[0], ctx.p.type.fit(" ".join(lines[1:]), rect.w - 58 - side, "micro")]
    for i, line in enumerate(lines):
        ctx.p.text(rect.x + 44, rect.y + 27 + 15 * i, line, "micro", ctx.c.text2)


def _row_end(ctx: Ctx, rect: Rect, session: Session, item: TriageItem) -> int:
    """Money, and the telephone to the customer; returns the width that they take."""
    used, x = 0, rect.right - 12
    if item.told_s is not None and item.order:
        clock = speech(ctx).clock(item.told_s)
        width = round(ctx.p.text(x, rect.y + 35, clock, "small", ctx.c.ok.text, weight=600, align="r"))
        ctx.p.icon(x - width - 18, rect.y + 36, "phone", 14, ctx.c.ok.text)
        used, x = width + 26, x - width - 26
    if item.callable and session.phase == "day":
        box = Rect(x - 28, rect.bottom - 33, 28, 28)
        widgets.icon_button(ctx, f"tell.open.{item.order}", box, "phone", label=ctx.t("tell.customer"),
                            boxed=True, payload=f"customer/{item.order}")  # fmt: skip
        used, x = 34, x - 34
    if item.cent >= 50:
        money = speech(ctx).euro(item.cent, 0)
        used += round(ctx.p.text(x, rect.y + 35, money, "small", weight=600, align="r")) + 8
    return used


def truck_word(session: Session, vehicle: str) -> str:
    """What a truck is called; text that is no truck's id stays as it is."""
    found = session.system.vehicles.get(vehicle)
    return found.name if found else vehicle


def said(ctx: Ctx, session: Session, text: tuple[str, tuple[tuple[str, object], ...]]) -> str:
    """A triage text in the player's language; cents become money, a vehicle gets the planboard's word."""
    key, pairs = text
    values = dict(pairs)
    if "vehicle" in values:
        values["vehicle"] = truck_word(session, str(values["vehicle"]))
    if "cent" in values:
        values["money"] = speech(ctx).euro(int(str(values.pop("cent"))), 0)
    if "clock_s" in values:
        values["clock"] = speech(ctx).clock(int(str(values.pop("clock_s"))))
    return ctx.t(key, **values)


def left_text(ctx: Ctx, item: TriageItem) -> str:
    """Time left in words: nu, 14 min, 2:05 u; nothing when nothing runs out."""
    if item.left_s is None:
        return ""
    if item.left_s < 60:
        return ctx.t("day.now")
    if item.left_s < 5400:
        return ctx.t("day.left_min", minutes=item.left_s // 60)
    return ctx.t("day.left_hours", hours=speech(ctx).hours(item.left_s))
