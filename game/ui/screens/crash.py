"""When the program itself fails: what happened, where the day is safe, and the way on. Needs nothing else."""

from __future__ import annotations

from pathlib import Path

import pygame

from game.ui import layout, widgets
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.host import arrow_focus, other_language
from game.ui.rescue import Rescued
from game.ui.screen import BaseScreen, Outcome, Quit
from game.ui.state import ScrollArea

Rect = pygame.Rect


class CrashScreen(BaseScreen):
    """Leaves by Quit; `go_on` says whether the player wants to go on playing."""

    def __init__(self, *, rescued: Rescued, report: Path | None, trace: str) -> None:
        self.rescued, self.report = rescued, report
        self.log = rescued.log
        self.lines = trace.rstrip().splitlines()
        self.scroll = ScrollArea()
        self.go_on = False

    def draw(self, ctx: Ctx) -> None:
        """Plain words first, the technical story below."""
        ctx.p.fill(ctx.rect, ctx.c.canvas)
        card = layout.centered(ctx.rect, min(820, ctx.size[0] - 32), min(620, ctx.size[1] - 32))
        ctx.p.box(card, fill=ctx.c.surface, line=ctx.c.line_strong, radius=12)
        inner = layout.pad(card, 24)
        ctx.p.icon(inner.x, inner.y + 3, "alert-triangle", 22, ctx.c.bad.text)
        ctx.p.text(inner.x + 34, inner.y, ctx.t("crash.title"), "h2")
        y: float = inner.y + 40
        kind = "shield-check" if self.rescued.where in ("log", "moved") else "info-circle"
        color = ctx.c.warn.text if self.rescued.why else ctx.c.ok.text
        ctx.p.icon(inner.x, y + 1, kind, 18, color)
        y += ctx.p.paragraph(inner.x + 34, y, inner.w - 34, self._safe(ctx), "lead") + 6
        if self.report is not None:
            text = ctx.t("crash.report", path=self.report)
            y += ctx.p.paragraph(inner.x + 34, y, inner.w - 34, text, color=ctx.c.text2) + 6
        self._story(ctx, Rect(inner.x, round(y) + 6, inner.w, max(0, inner.bottom - 48 - round(y) - 6)))
        self._buttons(ctx, inner)

    def _safe(self, ctx: Ctx) -> str:
        """Where the day is, in one sentence or two."""
        key = {"log": "crash.safe", "moved": "crash.moved", "none": "crash.no_log"}.get(self.rescued.where)
        if key is None:
            key = "crash.refused" if self.rescued.why else "crash.memory"
        return ctx.t(key, path=self.rescued.log or "", why=self.rescued.why)

    def _story(self, ctx: Ctx, box: Rect) -> None:
        if box.h < 40:
            return
        ctx.p.box(box, fill=ctx.c.surface2, line=ctx.c.line, radius=6)
        view = layout.pad(box, 10)
        wrapped = [
            part for line in self.lines for part in ctx.p.type.wrap(line.expandtabs(2), view.w - 12, "micro")
        ]
        with widgets.scroll(ctx, "crash.trace", view, self.scroll, 16 * len(wrapped)) as top:
            for i, line in enumerate(wrapped):
                if -16 < top + 16 * i - view.y < view.h:
                    ctx.p.text(view.x, top + 16 * i, line, "micro", ctx.c.text2)

    def _buttons(self, ctx: Ctx, inner: Rect) -> None:
        label = ctx.t("crash.menu" if self.rescued.where == "none" else "crash.go_on")
        wide = widgets.button_width(ctx, label, icon="play")
        box = Rect(inner.right - wide, inner.bottom - 32, wide, 32)
        widgets.button(ctx, "crash.go_on", box, label, kind="primary", icon="play")
        label = ctx.t("menu.quit")
        wide = widgets.button_width(ctx, label)
        widgets.button(ctx, "crash.quit", Rect(box.x - wide - 8, box.y, wide, 32), label)
        label = ctx.t("first.language")
        wide = widgets.button_width(ctx, label, icon="language")
        box = Rect(inner.x - 12, box.y, wide, 32)
        widgets.button(ctx, "top.language", box, label, kind="ghost", icon="language")

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Go on or leave."""
        match event:
            case Activate(id="top.language"):
                return other_language(ctx)
            case Back() | Activate(id="crash.quit"):
                return Quit()
            case Activate(id="crash.go_on") | Key(name="return" | "enter"):
                self.go_on = True
                return Quit()
            case _:
                arrow_focus(event, ctx)
        return None
