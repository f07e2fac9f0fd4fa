"""A message of the day: quote, what is sure and what is not, answers with their consequence, how it is said.

Stateless; the screen keeps what is chosen. Hits: `answer.<option id>` (payload the option id),
`tone.<tone id>` (payload the tone id), `reply.send`, `reply.later`, `message.about`, `lookup.open`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.consequences import Consequences
from game.diary import answer_of
from game.domain.day import DayState
from game.domain.scenario import Message, Option
from game.session import Session
from game.triage import deadline_of
from game.ui import layout, widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.inbox_panel import ICONS
from game.ui.message_words import consequence_words, option_lines, sure_lines, unsure_lines
from game.ui.state import ScrollArea

Rect = pygame.Rect
RING_MS = 900
LETTERS = "ABCDEF"
NOWHERE = Rect(0, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the player picked on the card."""

    option: str = ""
    tone: str = ""


def initials(name: str) -> str:
    """Two letters of a sender: `Fenna Postma, Assen` gives FP."""
    words = [w for w in name.split(",", maxsplit=1)[0].split() if w[:1].isalpha()]
    return "".join(w[0] for w in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def head_height(ctx: Ctx) -> int:
    """Of the coloured head."""
    return 68 if ctx.mode == "full" else 60


def sender(ctx: Ctx, rect: Rect, session: Session, message: Message, *, second: str, right: str) -> None:
    """The head: who, in a second line where or until when, and at the right what kind and when."""
    c = ctx.c
    who = session.scenario.text(ctx.settings.lang, f"message.{message.id}.from")
    ctx.p.fill(rect, c.accent)
    centre = (rect.x + 38, rect.centery)
    ctx.p.disc(centre, 20, c.on_accent)
    ctx.p.text_mid(*centre, initials(who), "h3", c.accent, weight=600, align="c")
    name, _, place = who.partition(",")
    used = ctx.p.text_mid(
        rect.right - 16, rect.centery + 1, right, "body", c.on_accent, weight=600, align="r"
    )
    ctx.p.icon_mid(rect.right - 16 - used - 15, rect.centery + 1, ICONS[message.kind], 17, c.on_accent)
    room, y = rect.w - 70 - 16 - used - 32, rect.centery - 21
    token = "h3" if ctx.p.type.width(name, "h3", 600) <= room else "body"
    ctx.p.text(rect.x + 70, y, ctx.p.type.fit(name, room, token, 600), token, c.on_accent, weight=600)
    text = ctx.p.type.fit((second or place.strip(), place.strip()), room, "small")
    ctx.p.text(rect.x + 70, y + 24, text, "small", c.on_accent)


def rings(ctx: Ctx, rect: Rect) -> None:
    """Moving circles round the sender while it rings."""
    centre = (rect.x + 38, rect.centery)
    for shift in (0, RING_MS // 2):
        t = ((ctx.now_ms + shift) % RING_MS) / RING_MS
        ctx.p.outline(Rect(0, 0, round(44 + 18 * t), round(44 + 18 * t)).move(
            round(centre[0] - 22 - 9 * t), round(centre[1] - 22 - 9 * t)), ctx.c.on_accent, 31,
            1.5 if t < 0.5 else 1)  # fmt: skip


class MessageCard:
    """Paints one message; `figures` are what its answers are expected to change."""

    def __init__(
        self, session: Session, message: Message, chosen: Chosen, figures: Consequences, *,
        missed: bool = False,
    ) -> None:  # fmt: skip
        self.missed = missed
        self.session, self.message, self.chosen, self.figures = session, message, chosen, figures
        state = session.day
        assert state is not None
        self.state: DayState = state
        found = answer_of(session, message.id)
        self.given, self.given_s = found or ("", 0)
        self.ends_s = deadline_of(message, state)

    def draw(self, ctx: Ctx, rect: Rect, scroll: ScrollArea, where: str) -> None:
        """The whole card."""
        ctx.p.fill(rect, ctx.c.surface)
        top, rest = layout.cut_top(rect, head_height(ctx))
        received = dict(self.state.messages).get(self.message.id, self.state.clock_s)
        right = f"{ctx.t(f'msg.kind.{self.message.kind}')} {speech(ctx).clock(received)}"
        sender(ctx, top, self.session, self.message, second=where, right=right)
        foot, body = layout.cut_bottom(rest, 56)
        ctx.hits.push_clip(NOWHERE)
        with ctx.p.clip(NOWHERE):  # the height is known once it is laid out
            content = self._column(ctx, Rect(body.x + 16, 0, body.w - 32, 0)) + 14
        ctx.hits.pop_clip()
        with widgets.scroll(ctx, "message", body, scroll, content) as y:
            self._column(ctx, Rect(body.x + 16, round(y), body.w - 32, 0))
        self._buttons(ctx, foot)

    def _column(self, ctx: Ctx, rect: Rect) -> float:
        """Everything below each other; returns the y below."""
        say, lang = self.session.scenario.text, ctx.settings.lang
        y: float = rect.y + 14
        text = say(lang, f"message.{self.message.id}.body")
        if self.message.kind == "call":
            text = ctx.t("msg.quote", text=text)
        else:
            subject = say(lang, f"message.{self.message.id}.subject")
            y += ctx.p.paragraph(rect.x, y, rect.w, subject, "h3", weight=600) + 4
        token = "lead" if ctx.size[1] >= 800 else "body"
        y += ctx.p.paragraph(rect.x, y, rect.w, text, token) + 10
        y = self._known(ctx, Rect(rect.x, round(y), rect.w, 0)) + 10
        for number, option in enumerate(self.message.options):
            y += self._option(ctx, Rect(rect.x, round(y), rect.w, 0), number, option) + 8
        if self.message.tones and self.chosen.option and not self.given:
            y = self._tones(ctx, Rect(rect.x, round(y), rect.w, 0))
        return y

    def _known(self, ctx: Ctx, rect: Rect) -> int:
        """Two columns: what is sure, and what is not; one where nothing is unsure."""
        columns = [("circle-check", "msg.sure", sure_lines(ctx, self.session, self.message, self.state))]
        unsure = unsure_lines(ctx, self.session, self.message)
        if unsure:
            columns.append(("help", "msg.unsure", unsure))
        if not unsure:
            ctx.p.icon(rect.x, rect.y + 1, "circle-check", 14, ctx.c.text2)
            text = f"{ctx.t('msg.sure')}: {' · '.join(columns[0][2])}"
            high = ctx.p.paragraph(rect.x + 20, rect.y, rect.w - 20, text, "small", ctx.c.text2)
            return rect.y + round(high)
        wide, low = (rect.w - 16 * (len(columns) - 1)) // len(columns), rect.y
        for i, (icon, key, lines) in enumerate(columns):
            x, y = rect.x + i * (wide + 16), rect.y
            ctx.p.icon(x, y + 1, icon, 14, ctx.c.text2)
            ctx.p.text(x + 20, y, ctx.t(key), "small", ctx.c.text2, weight=600)
            y += 19
            for line in lines:
                y += round(ctx.p.paragraph(x, y, wide, line, "small")) + 2
            low = max(low, y)
        return low

    def _option(self, ctx: Ctx, rect: Rect, number: int, option: Option) -> int:
        message = self.message
        words = self.session.scenario.text(ctx.settings.lang, f"message.{message.id}.option.{option.id}")
        room = rect.w - 54
        title = ctx.p.type.wrap(words, room, "body", 600)
        said = " · ".join(option_lines(ctx, self.session, message, option, self.ends_s))
        notes = ctx.p.type.wrap(said, room, "small") if said else []
        figured = not self.given and self.session.helped
        box = Rect(rect.x, rect.y, rect.w, 18 + 19 * len(title) + (18 if figured else 0) + 16 * len(notes))
        mine = option.id == (self.given or self.chosen.option)
        widgets.card(ctx, box, hit_id=f"answer.{option.id}", selected=mine, label=words, payload=option.id,
                     enabled=not self.given)  # fmt: skip
        if self.given == option.id:
            ctx.p.icon_mid(box.x + 22, box.y + 20, "check", 16, ctx.c.ok.text)
        else:
            widgets.key_cap(ctx, box.x + 12, box.y + 10, LETTERS[number])
        y = box.y + 9
        for line in title:
            ctx.p.text(box.x + 42, y, line, "body", weight=600)
            y += 19
        if figured:
            self._figures(ctx, box.x + 42, y, room, option)
            y += 18
        for line in notes:
            ctx.p.text(box.x + 42, y, line, "small", ctx.c.text2)
            y += 16
        return box.h

    def _figures(self, ctx: Ctx, x: float, y: float, room: float, option: Option) -> None:
        right = x + room
        for status, words in consequence_words(ctx, self.figures.of(self.message.id, option.id)):
            if x + ctx.p.type.width(words, "small", 600) > right:
                return
            color = ctx.c.status(status).text if status else ctx.c.text
            x += ctx.p.text(x, y, words, "small", color, weight=600) + 12

    def _tones(self, ctx: Ctx, rect: Rect) -> int:
        """How the answer is said: one of the author's ways."""
        y = rect.y + 4
        ctx.p.text(rect.x, y, ctx.t("msg.tone"), "small", ctx.c.text2, weight=600)
        y += 22
        for number, tone in enumerate(self.message.tones):
            words = self.session.scenario.text(ctx.settings.lang, f"message.{self.message.id}.tone.{tone.id}")
            lines = ctx.p.type.wrap(words, rect.w - 54, "body")
            box = Rect(rect.x, y, rect.w, 14 + 19 * len(lines))
            widgets.card(ctx, box, hit_id=f"tone.{tone.id}", selected=tone.id == self.chosen.tone,
                         label=words, payload=tone.id)  # fmt: skip
            widgets.key_cap(ctx, box.x + 12, box.centery - 10, str(number + 1))
            for i, line in enumerate(lines):
                ctx.p.text(box.x + 42, box.y + 7 + 19 * i, line, "body")
            y += box.h + 6
        return y

    @property
    def ready(self) -> bool:
        """An answer is picked, and how it is said where that matters."""
        return bool(self.chosen.option) and (bool(self.chosen.tone) or not self.message.tones)

    def _buttons(self, ctx: Ctx, rect: Rect) -> None:
        ctx.p.hline(rect.x, rect.right, rect.y)
        if self.given or not self.message.options:
            key = "msg.by_itself" if self.missed else "msg.answered"
            label = ctx.t(key, clock=speech(ctx).clock(self.given_s)) if self.given else ""
            color = ctx.c.warn.text if self.missed else ctx.c.ok.text
            ctx.p.text_mid(rect.x + 16, rect.centery, label, "body", color, weight=600)
            close = ctx.t("ui.close")
            width = widgets.button_width(ctx, close)
            widgets.button(ctx, "reply.close", Rect(rect.right - 16 - width, rect.y + 12, width, 32), close)
            return
        letters = {o.id: LETTERS[i] for i, o in enumerate(self.message.options)}
        if not self.chosen.option:
            label = ctx.t("day.answer_pick")
        elif not self.ready:
            label = ctx.t("msg.tone_pick")
        else:
            label = ctx.t("day.answer", letter=letters[self.chosen.option])
        icon = "phone" if self.message.kind == "call" else "mail"
        call = self.message.kind == "call"
        later = (ctx.t("msg.back"), ctx.t("msg.back_short")) if call else (ctx.t("day.later"),)
        room = rect.w - 40
        side = min(widgets.button_width(ctx, later[0]), room // 2)
        wide = min(max(150, widgets.button_width(ctx, label, icon=icon)), room - side - 8)
        box = Rect(rect.x + 16, rect.y + 12, wide, 32)
        widgets.button(ctx, "reply.send", box, label, kind="primary", icon=icon, enabled=self.ready,
                       tooltip=ctx.t("day.answer_tip"))  # fmt: skip
        tip = ctx.t("msg.back_tip") if call else ctx.t("day.later_tip")
        widgets.button(ctx, "reply.later", Rect(box.right + 8, box.y, side, 32), later, tooltip=tip)


def ring_card(
    ctx: Ctx, rect: Rect, session: Session, message: Message, *, seconds: int, where: str
) -> None:  # fmt: skip
    """A call that rings: who, since when, where his truck is, and what happens when nobody answers."""
    ctx.p.fill(rect, ctx.c.surface)
    state, lang = session.day, ctx.settings.lang
    assert state is not None
    top, rest = layout.cut_top(rect, head_height(ctx))
    right = ctx.t("msg.rings", since=f"{seconds // 60}:{seconds % 60:02d}")
    sender(ctx, top, session, message, second=where, right=right)
    if not ctx.settings.less_motion:
        with ctx.p.clip(top):
            rings(ctx, top)
    foot, body = layout.cut_bottom(rest, 56)
    x, y, wide = body.x + 16, body.y + 16, body.w - 32
    who = session.scenario.text(lang, f"message.{message.id}.from").partition(",")[0]
    y += round(ctx.p.paragraph(x, y, wide, ctx.t("day.triage.call", who=who), "h3", weight=600)) + 6
    ends = deadline_of(message, state)
    if ends and message.default:
        option = session.scenario.text(lang, f"message.{message.id}.option.{message.default}")
        text = ctx.t("msg.ring_default", clock=speech(ctx).clock(ends), option=option)
        ctx.p.icon(x, y + 2, "clock", 15, ctx.c.text2)
        ctx.p.paragraph(x + 24, y, wide - 24, text, "body", ctx.c.text2)
    ctx.p.hline(foot.x, foot.right, foot.y)
    label, later = ctx.t("msg.take"), (ctx.t("msg.back"), ctx.t("msg.back_short"))
    width = max(130, widgets.button_width(ctx, label, icon="phone-call"))
    box = Rect(x, foot.y + 12, width, 32)
    widgets.button(ctx, "ring.take", box, label, kind="primary", icon="phone-call",
                   tooltip=ctx.t("msg.take_tip"))  # fmt: skip
    side = min(widgets.button_width(ctx, later[0]), foot.right - 16 - box.right - 8)
    widgets.button(
        ctx, "reply.later", Rect(box.right + 8, box.y, side, 32), later, tooltip=ctx.t("msg.back_tip")
    )
