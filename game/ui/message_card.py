"""A message of the day with what is sure about it, its options and the buttons to answer.

Stateless; the screen keeps the choice. Hits: `answer.<option id>` (payload the option id), `reply.send`,
`reply.later`.
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
from game.ui.inbox_panel import ICONS, truck_word
from game.ui.state import ScrollArea
from game.ui.triage import deadline_of

Rect = pygame.Rect
HEAD = 44
RING_MS = 900


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
        "road": effect.road,
        "amount": amount,
        "money": fmt.euro(abs(amount), 0),
    }
    if kind in ("window_s", "goodwill_cent", "cost_cent") and amount < 0:
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
