"""The first start: two sentences on what is kept, where, and how to delete it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui import layout, widgets
from game.ui.context import Activate, Back, Ctx, UiEvent
from game.ui.host import arrow_focus, other_language
from game.ui.screen import BaseScreen, Outcome, Replace, Screen
from game.ui.screens.menu import night

if TYPE_CHECKING:
    from game.ui.host import Host

Rect = pygame.Rect


class FirstStart(BaseScreen):
    """Shown once; `next_screen` follows."""

    def __init__(self, host: Host, next_screen: Screen) -> None:
        self.host, self.next_screen = host, next_screen

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
        height = 168 + 24 * (len(first) + len(second)) + 16 * len(place)
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
        self._lines(ctx, x, box.bottom + 12, second)
        label = ctx.t("first.go")
        wide = widgets.button_width(ctx, label, icon="check")
        go = Rect(card.right - 32 - wide, card.bottom - 52, wide, 32)
        widgets.button(ctx, "first.go", go, label, kind="primary", icon="check")
        other = ctx.t("first.language")
        widgets.button(
            ctx, "top.language", Rect(x - 12, go.y, widgets.button_width(ctx, other, icon="language"), 32),
            other, kind="ghost", icon="language",
        )  # fmt: skip

    @staticmethod
    def _lines(ctx: Ctx, x: int, y: int, lines: list[str]) -> int:
        for line in lines:
            ctx.p.text(x, y, line, "lead")
            y += 24
        return y

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Any way on remembers that it was told."""
        match event:
            case Activate(id="top.language"):
                return other_language(ctx)
            case Activate(id="first.go") | Back():
                self.host.configure(told_about_log=True)
                return Replace(self.next_screen)
        if not arrow_focus(event, ctx) and getattr(event, "name", "") in ("return", "enter", "space"):
            self.host.configure(told_about_log=True)
            return Replace(self.next_screen)
        return None
