"""The plan-calm price: a bar above the planboard while a changed plan has not gone out, and who would hear.

Key U opens the list. Hits: `calm.list`, `calm.undo`, `tell.open.<n>` (payload: party), `calm.close`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from game.domain.people import party_of
from game.rules.calm import Call, Calm
from game.ui import layout, widgets
from game.ui.board_tool import BoardTool, Deed
from game.ui.context import Activate, Back, Ctx, Key, UiEvent, Wheel
from game.ui.host import speech
from game.ui.state import ScrollArea
from game.ui.tell_tool import ICONS, party_name
from game.ui.tool_hands import Hands

Rect = pygame.Rect
BAR = 36
ROW = 52


def calm_words(ctx: Ctx, hands: Hands, calm: Calm) -> tuple[str, ...]:
    """`3 telefoontjes · 12 min · € 14`, longest first."""
    lang, count = speech(ctx), len(calm.calls)
    calls = ctx.t("calm.calls", n=count)
    minutes = lang.minutes(calm.seconds(hands.session.system))
    money = lang.euro(calm.cent, 0)
    return f"{calls} · {minutes} · {money}", f"{calls} · {money}"


def calm_bar(ctx: Ctx, rect: Rect, hands: Hands, calm: Calm) -> None:
    """The bar: what it costs, when it goes out, who, and undo."""
    warn = ctx.c.status("warn")
    ctx.p.fill(rect, warn.fill)
    ctx.p.hline(rect.x, rect.right, rect.y, warn.outline)
    ctx.p.hline(rect.x, rect.right, rect.bottom - 1)
    ctx.p.icon_mid(rect.x + 26, rect.centery, "phone", 16, warn.text)
    who, undo = ctx.t("calm.who"), ctx.t("calm.undo")
    wide, side = (
        widgets.button_width(ctx, who, size="small"),
        widgets.button_width(ctx, undo, icon="undo", size="small"),
    )
    x = rect.right - 12 - side
    widgets.button(ctx, "calm.undo", Rect(x, rect.y + 5, side, 26), undo, icon="undo", size="small",
                   enabled=hands.session.can_undo(), tooltip=ctx.t("day.undo"))  # fmt: skip
    x -= wide + 8
    widgets.button(
        ctx, "calm.list", Rect(x, rect.y + 5, wide, 26), who, size="small", tooltip=ctx.t("calm.who_tip")
    )
    words = calm_words(ctx, hands, calm)
    when = ctx.t("calm.when")
    room = x - 12 - rect.x - 44
    text = ctx.p.type.fit((f"{words[0]} · {when}", f"{words[1]} · {when}", *words), room, "body", 600)
    ctx.p.text_mid(rect.x + 44, rect.centery, text, "body", warn.text, weight=600)
    ctx.hit("calm.bar", Rect(rect.x, rect.y, max(1, x - rect.x - 12), rect.h), "info", label=text,
            tooltip=ctx.t("calm.tip"))  # fmt: skip


def call_reason(ctx: Ctx, call: Call) -> str:
    """Why somebody has to hear."""
    kind = party_of(call.party)[0]
    if kind == "driver":
        return ctx.t("calm.why.driver")
    if call.about == "gone":
        return ctx.t("calm.why.gone")
    if abs(call.shift_s) >= 60:
        minutes = speech(ctx).minutes(abs(call.shift_s))
        return ctx.t("calm.why.later" if call.shift_s > 0 else "calm.why.earlier", minutes=minutes)
    return ctx.t("calm.why.truck")


class CalmTool(BoardTool):
    """The list of calls; `calm` gives the price of the plan as it stands, `undo` takes the last act back."""

    name = "calm"

    def __init__(self, hands: Hands, calm: Callable[[], Calm], undo: Callable[[Ctx], object]) -> None:
        self.hands, self.calm, self.undo = hands, calm, undo
        self.open = False
        self.scroll = ScrollArea()

    def draw_over(self, ctx: Ctx) -> None:
        """Who would hear, why, and the telephone beside each."""
        if not self.open:
            return
        calls = self.calm().calls
        if not calls:
            self.open = False
            return
        note = ctx.p.type.wrap(ctx.t("calm.note"), min(520, ctx.size[0] - 32) - 48, "small")
        height = min(6, len(calls)) * ROW + 16 * len(note) + 60
        title = calm_words(ctx, self.hands, self.calm())[0]
        inside = widgets.modal(ctx, 520, height + 90, title, icon="phone")
        ctx.hit("calm.card", inside, "area")
        foot, rest = layout.cut_bottom(inside, 40)
        y = inside.y
        for line in note:
            ctx.p.text(inside.x, y, line, "small", ctx.c.text2)
            y += 16
        body = Rect(inside.x, y + 8, inside.w, rest.bottom - y - 12)
        for i, row in widgets.rows(ctx, "calm.rows", body, self.scroll, len(calls), ROW):
            self._row(ctx, row, i, calls[i])
        label = ctx.t("ui.close")
        width = widgets.button_width(ctx, label)
        box = Rect(foot.right - width, foot.bottom - 34, width, 34)
        widgets.button(ctx, "calm.close", box, label, kind="primary")

    def _row(self, ctx: Ctx, rect: Rect, number: int, call: Call) -> None:
        session, lang = self.hands.session, speech(ctx)
        kind = party_of(call.party)[0]
        ctx.p.icon_mid(rect.x + 12, rect.centery, ICONS[kind], 17, ctx.c.text2)
        label = ctx.t("calm.first")
        width = widgets.button_width(ctx, label, icon="phone", size="small")
        box = Rect(rect.right - width, rect.centery - 15, width, 30)
        if call.cent:
            widgets.button(ctx, f"tell.open.{number}", box, label, icon="phone", size="small",
                           payload=call.party)  # fmt: skip
        else:
            widgets.tag(ctx, box.x, rect.centery - 10, ctx.t("calm.told"), "ok")
        money = lang.euro(call.cent, 0)
        ctx.p.text_mid(box.x - 14, rect.centery, money, "body", weight=600, align="r")
        room = box.x - 14 - ctx.p.type.width(money, "body", 600) - 12 - rect.x - 32
        name = ctx.p.type.fit(party_name(session, call.party), room, "body", 600)
        ctx.p.text(rect.x + 32, rect.y + 7, name, "body", weight=600)
        why = ctx.p.type.fit(call_reason(ctx, call), room, "small")
        ctx.p.text(rect.x + 32, rect.y + 27, why, "small", ctx.c.text2)
        ctx.p.hline(rect.x, rect.right, rect.bottom - 1)

    @property
    def covers(self) -> bool:
        """It is open."""
        return self.open

    def urgent(self, event: UiEvent) -> bool:  # noqa: ARG002
        """An open list takes everything."""
        return self.open

    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """Open, close, undo; a telephone in the list is the call's own."""
        if self.open:
            match event:
                case Back() | Activate(id="calm.close") | Key(name="u" | "return" | "enter"):
                    self.open = False
                case Activate(id=name) if name.startswith("tell.open"):
                    return False
                case Key(name="z", ctrl=True):
                    self.undo(ctx)
                case Key(name="up" | "down" as way):
                    self.scroll.by(ROW if way == "down" else -ROW)
                case Wheel():
                    return False
            return True
        match event:
            case Activate(id="calm.list"):
                self.open = True
            case Activate(id="calm.undo"):
                self.undo(ctx)
            case Key(name="u", ctrl=False, alt=False, shift=False) if self.calm().calls:
                self.open = True
            case _:
                return False
        self.hands.hold()
        return True

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """For the command palette."""
        if not self.calm().calls:
            return ()
        return (Deed(id="calm.list", label=ctx.t("calm.deed"), icon="phone", shortcut="U",
                     do=lambda _c: setattr(self, "open", True)),)  # fmt: skip
