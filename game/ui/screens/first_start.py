"""The first start: what is kept, where, how to delete it, and the player's answer: keep it, or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.ui import coach_menu, layout, widgets
from game.ui.context import Activate, Back, Ctx, UiEvent
from game.ui.host import arrow_focus, other_language
from game.ui.screen import BaseScreen, Outcome, Pop, Push, Replace, Screen
from game.ui.screens.consent import ConsentScreen
from game.ui.screens.menu import night

if TYPE_CHECKING:
    from game.ui.host import Host

Rect = pygame.Rect


class FirstStart(BaseScreen):
    """Shown once to each player; what follows is `then`, or `below`, or it lies below already (`pops`).

    A day that was asked for by name is begun by `then`, after the answer: its log has to know.
    """

    def __init__(
        self, host: Host, below: Screen, *, pops: bool = False, then: Callable[[], Screen] | None = None
    ) -> None:
        self.host, self.next_screen, self._pops, self._then = host, below, pops, then
        self.named = then is not None
        """The player asked for a day by name: no other one is offered."""

    def draw(self, ctx: Ctx) -> None:
        """One card over the screen that follows."""
        self.next_screen.draw(ctx)
        ctx = night(ctx)
        ctx.p.fill(ctx.rect, ctx.c.scrim, 0, ctx.c.scrim_alpha)
        ctx.hits.barrier()
        width = min(640, ctx.size[0] - 48)
        folder = str(self.host.log_folder())
        first = ctx.p.type.wrap(ctx.t("first.kept"), width - 64, "lead")
        second = ctx.p.type.wrap(ctx.t("first.delete"), width - 64, "lead")
        place = ctx.p.type.wrap(folder, width - 96, "small")
        third = ctx.p.type.wrap(ctx.t("first.lesson_note"), width - 64, "lead", 600)
        third = third if coach_menu.offers(self.host) and not self.named else []
        height = 208 + 24 * (len(first) + len(second) + len(third)) + 16 * len(place) + 8 * bool(third)
        card = layout.centered(ctx.rect, width, min(height, ctx.size[1] - 32))
        ctx.p.box(card, fill=ctx.c.surface, line=ctx.c.line_strong, radius=12)
        x, y = card.x + 32, card.y + 24
        widgets.logo(ctx, x, y, 28)
        ctx.p.text(x + 40, y, ctx.t("first.title"), "h2")
        y += 44
        y = self._lines(ctx, x, y, first)
        box = Rect(x, y + 4, width - 64, 16 * len(place) + 16)
        ctx.p.box(box, fill=ctx.c.surface2, line=ctx.c.line, radius=6)
        ctx.p.icon(box.x + 10, box.y + 8, "folder", 16)
        for i, line in enumerate(place):
            ctx.p.text(box.x + 34, box.y + 8 + 16 * i, line, "small")
        y = self._lines(ctx, x, box.bottom + 12, second)
        for i, line in enumerate(third):
            ctx.p.text(x, y + 8 + 24 * i, line, "lead", weight=600)
        self._more(ctx, Rect(x - 12, card.bottom - 94, width - 52, 32))
        self._buttons(ctx, Rect(x, card.bottom - 52, width - 64, 32))

    def _more(self, ctx: Ctx, rect: Rect) -> None:
        """The whole text, and the way in without anything being kept."""
        left = rect.x
        for name, icon in (("first.all", "file-text"), ("first.no", "eye-off")):
            label = ctx.t("consent.all" if name == "first.all" else "consent.no")
            wide = widgets.button_width(ctx, label, icon=icon)
            widgets.button(ctx, name, Rect(left, rect.y, wide, 32), label, kind="ghost", icon=icon)
            left += wide + 4

    def _buttons(self, ctx: Ctx, rect: Rect) -> None:
        """The lesson first for who is new; who knows the trade goes on."""
        lesson = coach_menu.offers(self.host) and not self.named
        rows = [("first.go", ctx.t("first.know" if lesson else "first.go"), "check", not lesson)]
        if lesson:
            rows.insert(0, ("first.lesson", ctx.t("first.lesson"), "school", True))
        right = rect.right
        for name, label, icon, primary in rows:
            wide = widgets.button_width(ctx, label, icon=icon)
            right -= wide
            widgets.button(ctx, name, Rect(right, rect.y, wide, 32), label, icon=icon,
                           kind="primary" if primary else "default")  # fmt: skip
            right -= 8
        other = ctx.t("first.language")
        widgets.button(
            ctx, "top.language",
            Rect(rect.x - 12, rect.y, widgets.button_width(ctx, other, icon="language"), 32),
            other, kind="ghost", icon="language",
        )  # fmt: skip

    @staticmethod
    def _lines(ctx: Ctx, x: int, y: int, lines: list[str]) -> int:
        for line in lines:
            ctx.p.text(x, y, line, "lead")
            y += 24
        return y

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Any way on remembers the answer; leaving with Escape is no agreement."""
        match event:
            case Activate(id="top.language"):
                return other_language(ctx)
            case Activate(id="first.all"):
                return Push(ConsentScreen(self.host, self, answers=False))
            case Activate(id="first.lesson"):
                self.host.agree(keep=True)
                return Replace(self.host.screen_for(coach_menu.start(self.host)))
            case Activate(id="first.go" | "first.no") | Back():
                return self._go_on(keep=getattr(event, "id", "") == "first.go")
        if not arrow_focus(event, ctx) and getattr(event, "name", "") in ("return", "enter", "space"):
            return self._go_on(keep=True)
        return None

    def _go_on(self, *, keep: bool) -> Outcome:
        self.host.agree(keep=keep)
        if self._pops:
            return Pop()
        return Replace(self._then() if self._then else self.next_screen)
