"""What the day asks: the list "Wat eerst?", a message with its options, and the news of the day.

Stateless painters; the screen keeps what is selected. Hits: `triage.<item id>` (payload the item),
`answer.<option id>` (payload the option id), `reply.send`, `reply.later`.
"""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.domain.day import DayState
from game.domain.scenario import Effect, Message, Option
from game.session import Session
from game.ui import layout, widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.state import ScrollArea
from game.ui.triage import STATUS, TriageItem, deadline_of

Rect = pygame.Rect
ROW = 62
"""As on the planboard, where longer names give way to the id."""
HEAD = 44
ICONS = {
    "call": "phone-call", "mail": "mail", "rumour": "message-2", "moment": "scale", "late": "alert-triangle",
    "tight": "clock-exclamation", "unplanned": "package",
}  # fmt: skip
RING_MS = 900


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


def initials(name: str) -> str:
    """Two letters of a sender: `Fenna Postma, Assen` gives FP."""
    words = [w for w in name.split(",", maxsplit=1)[0].split() if w[:1].isalpha()]
    return "".join(w[0] for w in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def message_card(
    ctx: Ctx, rect: Rect, session: Session, message: Message, choice: str, scroll: ScrollArea
) -> None:
    """Who asks what, how sure it is, and the options with their consequences."""
    lang, state = ctx.settings.lang, session.day
    assert state is not None
    say = session.scenario.text
    ctx.p.fill(rect, ctx.c.surface)
    top, rest = layout.cut_top(rect, 68 if ctx.mode == "full" else 60)
    _sender(ctx, top, say(lang, f"message.{message.id}.from"), message, state)
    foot, body = layout.cut_bottom(rest, 56)
    inner = layout.pad(body, 16, y=0)
    subject = say(lang, f"message.{message.id}.subject")
    text = say(lang, f"message.{message.id}.body")
    parts = [(o, say(lang, f"message.{message.id}.option.{o.id}")) for o in message.options]
    height = _message_height(ctx, inner.w, subject, text, message, parts)
    with widgets.scroll(ctx, "message", body, scroll, height) as y:
        at = y + 14
        at += ctx.p.paragraph(inner.x, at, inner.w, subject, "h3", weight=600) + 4
        at += ctx.p.paragraph(inner.x, at, inner.w, text, "lead") + 10
        at += _sure(ctx, inner.x, at, inner.w, message, state) + 12
        for i, (option, words) in enumerate(parts):
            at += _option(ctx, Rect(inner.x, round(at), inner.w, 0), session, message, i, option, words,
                          option.id == choice) + 8  # fmt: skip
    _answer_buttons(ctx, foot, message, choice)


def _sender(ctx: Ctx, rect: Rect, who: str, message: Message, state: DayState) -> None:
    c = ctx.c
    ctx.p.fill(rect, c.accent)
    centre = (rect.x + 38, rect.centery)
    if message.kind == "call" and not ctx.settings.less_motion:
        for shift in (0, RING_MS // 2):
            t = ((ctx.now_ms + shift) % RING_MS) / RING_MS
            ctx.p.disc(centre, 20 + 10 * t, c.on_accent, round(70 * (1 - t)))
    ctx.p.disc(centre, 20, c.on_accent)
    ctx.p.text_mid(*centre, initials(who), "h3", c.accent, weight=600, align="c")
    name, _, place = who.partition(",")
    room, y = rect.w - 70 - 16, rect.centery - 21
    token = "h3" if ctx.p.type.width(name, "h3", 600) <= room else "body"
    ctx.p.text(rect.x + 70, y, ctx.p.type.fit(name, room, token, 600), token, c.on_accent, weight=600)
    received = dict(state.messages).get(message.id, state.clock_s)
    right = f"{ctx.t(f'day.kind.{message.kind}')} {speech(ctx).clock(received)}"
    used = ctx.p.text(rect.right - 16, y + 24, right, "small", c.on_accent, weight=600, align="r") + 22
    ctx.p.icon(rect.right - 16 - used, y + 24, ICONS[message.kind], 16, c.on_accent)
    ends = deadline_of(message, state)
    second = place.strip() or (ctx.t("day.until_clock", clock=speech(ctx).clock(ends)) if ends else "")
    second = ctx.p.type.fit(second, room - used - 8, "small")
    ctx.p.text(rect.x + 70, y + 24, second, "small", c.on_accent)


def _sure_lines(ctx: Ctx, message: Message, state: DayState | None) -> list[tuple[str, str]]:
    """(icon, sentence): what is certain and what is not, always both."""
    percent = message.reliability_percent
    lines = [("circle-check", ctx.t("day.sure.heard", kind=ctx.t(f"day.source.{message.kind}")))]
    key = "day.sure.all" if percent >= 100 else "day.sure.part" if percent >= 50 else "day.sure.weak"
    lines.append(("help" if percent < 100 else "circle-check", ctx.t(key, percent=percent)))
    ends = deadline_of(message, state) if state else 0
    if ends and message.default:
        lines.append(("clock", ctx.t("day.sure.default", clock=speech(ctx).clock(ends))))
    return lines


def _sure(ctx: Ctx, x: float, y: float, width: float, message: Message, state: DayState) -> float:
    at = y
    for icon, text in _sure_lines(ctx, message, state):
        ctx.p.icon(x, at + 1, icon, 14, ctx.c.text2)
        at += max(16, ctx.p.paragraph(x + 22, at, width - 22, text, "small", ctx.c.text2)) + 3
    return at - y


def _message_height(
    ctx: Ctx, width: float, subject: str, text: str, message: Message, parts: Sequence[tuple[Option, str]]
) -> float:
    kind = ctx.p.type
    height = (
        14
        + 24 * len(kind.wrap(subject, width, "h3", 600))
        + 4
        + 20 * len(kind.wrap(text, width, "lead"))
        + 10
    )
    for _icon, line in _sure_lines(ctx, message, None):
        height += 16 * len(kind.wrap(line, width - 22, "small")) + 3
    height += 12 + 19
    return height + sum(_option_height(ctx, width, words, o) + 8 for o, words in parts)


def _option_height(ctx: Ctx, width: float, words: str, option: Option) -> int:
    lines = len(ctx.p.type.wrap(words, width - 54, "body", 600))
    return 20 + 20 * lines + 17 * max(1, len(option.effects))


def _option(
    ctx: Ctx,
    rect: Rect,
    session: Session,
    message: Message,
    number: int,
    option: Option,
    words: str,
    mine: bool,
) -> int:
    box = Rect(rect.x, rect.y, rect.w, _option_height(ctx, rect.w, words, option))
    widgets.card(ctx, box, hit_id=f"answer.{option.id}", selected=mine, label=words, payload=option.id)
    widgets.key_cap(ctx, box.x + 12, box.y + 10, "ABCDEF"[number])
    at = box.y + 10 + ctx.p.paragraph(box.x + 42, box.y + 10, box.w - 54, words, "body", weight=600)
    sentences = [effect_text(ctx, session, e) for e in option.effects] or [ctx.t("day.effect.none")]
    if option.id == message.default:
        sentences[0] = f"{sentences[0]} · {ctx.t('day.default')}"
    for text in sentences:
        ctx.p.text(box.x + 42, at, ctx.p.type.fit(text, box.w - 54, "small"), "small", ctx.c.text2)
        at += 17
    return box.h


def effect_text(ctx: Ctx, session: Session, effect: Effect) -> str:
    """A consequence in words, with its amount."""
    fmt, world = speech(ctx), session.system
    order = world.orders.get(effect.subject)
    name = order.customer if order else truck_word(session, effect.subject)
    kind, amount = effect.kind, effect.amount
    values: dict[str, object] = {
        "name": name,
        "minutes": abs(amount) // 60,
        "money": fmt.euro(abs(amount), 0),
    }
    if kind in ("window_s", "goodwill_cent") and amount < 0:
        kind += "_less"
    return ctx.t(f"day.effect.{kind}", **values)


def _answer_buttons(ctx: Ctx, rect: Rect, message: Message, choice: str) -> None:
    ctx.p.hline(rect.x, rect.right, rect.y)
    numbers = {o.id: "ABCDEF"[i] for i, o in enumerate(message.options)}
    label = ctx.t("day.answer", letter=numbers[choice]) if choice in numbers else ctx.t("day.answer_pick")
    icon = "phone" if message.kind == "call" else "mail"
    width = max(150, widgets.button_width(ctx, label, icon=icon))
    box = Rect(rect.x + 16, rect.y + 12, width, 32)
    widgets.button(ctx, "reply.send", box, label, kind="primary", icon=icon, enabled=choice in numbers,
                   tooltip=ctx.t("day.answer_tip"))  # fmt: skip
    later = ctx.t("day.later")
    room = Rect(
        box.right + 8, box.y, min(widgets.button_width(ctx, later), rect.right - 16 - box.right - 8), 32
    )
    widgets.button(ctx, "reply.later", room, later, tooltip=ctx.t("day.later_tip"))


# --- nothing selected -------------------------------------------------------------------------


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
        icon = {"jam": "road", "late_loading": "forklift", "closed": "building-store"}.get(
            incident.kind, "clock"
        )
        at = noticed.get(name, state.clock_s)
        found.append((at, number, (icon, title, note, fmt.clock(at))))
    for message, option, at in state.replies:
        title = session.scenario.text(lang, f"message.{message}.subject")
        note = session.scenario.text(lang, f"message.{message}.option.{option}")
        found.append((at, len(found) + 1000, ("mail", title, note, fmt.clock(at))))
    return [row for _at, _n, row in sorted(found, key=lambda f: (-f[0], -f[1]))]
