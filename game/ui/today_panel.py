"""The day so far in the side panel: messages that are unread, open or answered, trouble, and calls made.

Hits: `today.show.<all|post|other>`, `today.<n>` (payload: Line).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pygame

from game.diary import Diary, Line, answer_of
from game.session import Session
from game.ui import layout, widgets
from game.ui.context import Ctx
from game.ui.day_phone import Phone
from game.ui.day_troubles import SIGNS, subject_word, title
from game.ui.host import speech
from game.ui.inbox_panel import ICONS, head
from game.ui.state import ScrollArea
from game.ui.tell_tool import party_name

Rect = pygame.Rect
ROW = 54
SHOWS = ("all", "post", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line as it is shown."""

    icon: str
    title: str
    note: str
    status: str = ""
    """Of a message: `new`, `open`, `done`, or `missed`: nobody answered in time."""


def today(
    ctx: Ctx, rect: Rect, session: Session, diary: Diary, phone: Phone, show: str, scroll: ScrollArea
) -> None:
    """The list with its three ways to look at it."""
    body = head(ctx, rect, ctx.t("today.title"))
    bar, body = layout.cut_top(body, 48)
    items = [(name, ctx.t(f"today.show.{name}")) for name in SHOWS]
    widgets.segmented(ctx, "today.show", Rect(bar.x + 16, bar.y + 8, bar.w - 32, 32), items, show)
    lines = diary.lines(post=None if show == "all" else show == "post")
    missed = diary.missed()
    if show == "all":  # the message itself says so
        lines = tuple(line for line in lines if line.kind != "missed")
    if not lines:
        key = "today.no_post" if show == "post" else "day.quiet"
        widgets.empty(ctx, body, "inbox" if show == "post" else "bell", ctx.t(key), ctx.t("day.quiet_hint"))
        return
    for i, row in widgets.rows(ctx, "today", body, scroll, len(lines), ROW):
        _draw(ctx, row, i, lines[i], _row(ctx, session, phone, lines[i], missed))


def _draw(ctx: Ctx, rect: Rect, number: int, line: Line, row: Row) -> None:
    name, new = f"today.{number}", row.status in ("new", "open")
    widgets.row(ctx, name, rect, label=row.title, payload=line, tooltip=f"{row.title}. {row.note}")
    color = ctx.c.accent if row.status == "new" else ctx.c.text2
    ctx.p.icon(rect.x + 16, rect.y + 9, row.icon, 17, color)
    when = speech(ctx).clock(line.at_s)
    used = ctx.p.text(rect.right - 16, rect.y + 8, when, "small", ctx.c.text2, align="r")
    room = rect.w - 44 - 16 - used - 8
    text = ctx.p.type.fit(row.title, room, "body", 600 if new else 500)
    ctx.p.text(rect.x + 44, rect.y + 7, text, "body", weight=600 if new else 500)
    side = 0
    if row.status:
        word = ctx.t(f"today.is.{row.status}")
        shade = {"new": ctx.c.accent_text, "done": ctx.c.ok.text}.get(row.status, ctx.c.warn.text)
        icon = {"new": "mail", "open": "clock", "missed": "phone-off"}.get(row.status, "check")
        side = round(ctx.p.text(rect.right - 16, rect.y + 28, word, "small", shade, weight=600, align="r"))
        ctx.p.icon(rect.right - 16 - side - 18, rect.y + 29, icon, 13, shade)
        side += 28
    note = ctx.p.type.fit(row.note, rect.w - 60 - side, "small")
    ctx.p.text(rect.x + 44, rect.y + 28, note, "small", ctx.c.text2)


def _row(ctx: Ctx, session: Session, phone: Phone, line: Line, missed: frozenset[str]) -> Row:
    if line.post:
        row = _message(ctx, session, phone, line)
        return replace(row, status="missed") if line.subject in missed else row
    if line.kind == "incident":
        return _incident(ctx, session, line)
    if line.kind == "told":
        name = party_name(session, line.subject)
        kind = line.subject.partition("/")[0]
        return Row(
            icon="phone", title=ctx.t("today.told", name=name), note=ctx.t(f"tell.{kind}.{line.about}")
        )
    if line.kind == "sent":
        money = speech(ctx).euro(line.cent, 0)
        return Row(
            icon="upload", title=ctx.t("today.sent"), note=ctx.t("today.sent_note", n=line.count, money=money)
        )
    if line.kind == "corrected":
        customer = session.system.orders[line.subject].customer
        return Row(icon="pencil", title=customer, note=ctx.t("today.corrected"))
    who = session.scenario.text(ctx.settings.lang, f"message.{line.subject}.from")
    option = session.scenario.text(ctx.settings.lang, f"message.{line.subject}.option.{line.about}")
    return Row(icon="phone-off", title=ctx.t("today.missed", who=who.split(",")[0]), note=option)


def _message(ctx: Ctx, session: Session, phone: Phone, line: Line) -> Row:
    say, lang = session.scenario.text, ctx.settings.lang
    who = say(lang, f"message.{line.subject}.from").split(",")[0]
    given = answer_of(session, line.subject)
    asks = any(m.id == line.subject for m in session.open_messages())
    status = "done" if given else "open" if asks and line.subject in phone.read else ""
    if not status:
        status = "" if line.subject in phone.read else "new"
    note = say(lang, f"message.{line.subject}.subject")
    if given:
        note = say(lang, f"message.{line.subject}.option.{given[0]}")
    return Row(icon=ICONS[line.kind], title=f"{who}: {say(lang, f'message.{line.subject}.subject')}"
               if given else who, note=note, status=status)  # fmt: skip


def _incident(ctx: Ctx, session: Session, line: Line) -> Row:
    state, lang = session.day, speech(ctx)
    found = next((i for i in state.incidents if i.id == line.subject), None) if state else None
    if found is None:
        return Row(icon="clock", title=line.subject, note="")
    subject = subject_word(session, found)
    wait = "_wait" if found.kind == "closed" and found.delay_s else "_note"
    minutes = max(1, found.delay_s // 60)
    note = ctx.t(
        f"day.incident.{found.kind}{wait}", subject=subject, minutes=minutes, clock=lang.clock(found.to_s)
    )
    return Row(icon=SIGNS.get(found.kind, "clock"), title=title(session, found, lang), note=note)
