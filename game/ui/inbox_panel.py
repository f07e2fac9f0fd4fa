"""What the day asks and tells: the list "Wat eerst?" and the news of the day.

Stateless painters; the screen keeps what is selected. Hits: `triage.<item id>` (payload the item).
"""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.domain.day import DayState
from game.session import Session
from game.ui import layout, widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.state import ScrollArea
from game.ui.triage import STATUS, TriageItem

Rect = pygame.Rect
ROW = 62
HEAD = 44
ICONS = {
    "call": "phone-call", "mail": "mail", "rumour": "message-2", "moment": "scale", "late": "alert-triangle",
    "tight": "clock-exclamation", "unplanned": "package",
}  # fmt: skip
RING_MS = 900
_SIGNS = {
    "jam": "road", "late_loading": "forklift", "closed": "building-store", "charger_busy": "charging-pile",
    "charger_fault": "charging-pile",
}  # fmt: skip


def head(ctx: Ctx, rect: Rect, title: str, note: str | tuple[str, ...] = "") -> Rect:
    """A panel head of 44, with a note that may have shorter variants; returns what is left below."""
    top, rest = layout.cut_top(rect, HEAD)
    ctx.p.fill(rect, ctx.c.surface)
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
    """Title on one line and two of explanation, or a long title on two lines and one."""
    title, note = said(ctx, session, item.title), said(ctx, session, item.note)
    left, status = left_text(ctx, item), ctx.c.status(STATUS[item.tier])
    widgets.row(ctx, f"triage.{item.id}", rect, selected=mine, label=f"{title}. {note}", payload=item,
                draggable=bool(item.order), tooltip=f"{title}. {note}")  # fmt: skip
    ctx.p.icon(rect.x + 16, rect.y + 10, ICONS[item.kind], 18, status.text)
    used = (
        ctx.p.text(rect.right - 14, rect.y + 8, left, "small", status.text, weight=600, align="r")
        if left
        else 0
    )
    room = rect.w - 44 - 14 - used - 10
    names = ctx.p.type.wrap(title, room, "body", 600)
    names = [names[0], ctx.p.type.fit(" ".join(names[1:]), room, "body", 600)] if len(names) > 1 else names
    for i, line in enumerate(names):
        ctx.p.text(rect.x + 44, rect.y + (8 if len(names) == 1 else 4) + 17 * i, line, "body", weight=600)
    top, most = (rect.y + 27, 2) if len(names) == 1 else (rect.y + 40, 1)
    lines = ctx.p.type.wrap(note, rect.w - 60, "micro")
    if len(lines) > most:
        lines = [*lines[: most - 1], ctx.p.type.fit(" ".join(lines[most - 1 :]), rect.w - 60, "micro")]
    for i, line in enumerate(lines):
        ctx.p.text(rect.x + 44, top + 15 * i, line, "micro", ctx.c.text2)


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


# --- one message ------------------------------------------------------------------------------


def news(ctx: Ctx, rect: Rect, session: Session, scroll: ScrollArea) -> None:
    """What was seen today, newest first: incidents and answers."""
    body = head(ctx, rect, ctx.t("day.news"))
    state = session.day
    rows = _news_rows(ctx, session, state) if state else []
    if not rows:
        widgets.empty(ctx, body, "bell", ctx.t("day.quiet"), ctx.t("day.quiet_hint"))
        return
    for i, row in widgets.rows(ctx, "news", body, scroll, len(rows), 52):
        icon, title, note, when = rows[i]
        ctx.p.hline(row.x, row.right, row.bottom - 1)
        ctx.p.icon(row.x + 16, row.y + 9, icon, 16, ctx.c.text2)
        used = ctx.p.text(row.right - 16, row.y + 7, when, "small", ctx.c.text2, align="r")
        room = row.w - 44 - 16 - used - 8
        ctx.p.text(row.x + 44, row.y + 7, ctx.p.type.fit(title, room, "body", 500), "body", weight=500)
        ctx.p.text(row.x + 44, row.y + 27, ctx.p.type.fit(note, row.w - 60, "small"), "small", ctx.c.text2)
        ctx.hit(f"news.{i}", row, "info", label=title, tooltip=f"{title}. {note}")


def _news_rows(ctx: Ctx, session: Session, state: DayState) -> list[tuple[str, str, str, str]]:
    fmt, lang = speech(ctx), ctx.settings.lang
    found: list[tuple[int, int, tuple[str, str, str, str]]] = []
    table = {i.id: i for i in state.incidents}
    lines = [e.data for e in session.events if e.kind == "day" and e.data.get("what") == "incident"]
    noticed = {str(line["subject"]): int(line["at_s"]) for line in lines}
    for number, name in enumerate(state.seen):
        incident = table.get(name)
        if incident is None:
            continue
        order = session.system.orders.get(incident.subject)
        place = session.system.places.get(incident.subject)
        known = order.customer if order else place.name if place else ""
        subject = known or truck_word(session, incident.subject)
        minutes, ends = max(1, incident.delay_s // 60), fmt.clock(incident.to_s)
        wait = "_wait" if incident.kind == "closed" and incident.delay_s else "_note"
        note = ctx.t(f"day.incident.{incident.kind}{wait}", subject=subject, minutes=minutes, clock=ends)
        title = ctx.t("day.incident.jam", subject=subject) if incident.kind == "jam" else subject
        icon = _SIGNS.get(incident.kind, "clock")
        at = noticed.get(name, state.clock_s)
        found.append((at, number, (icon, title, note, fmt.clock(at))))
    for message, option, at in state.replies:
        title = session.scenario.text(lang, f"message.{message}.subject")
        note = session.scenario.text(lang, f"message.{message}.option.{option}")
        found.append((at, len(found) + 1000, ("mail", title, note, fmt.clock(at))))
    return [row for _at, _n, row in sorted(found, key=lambda f: (-f[0], -f[1]))]
