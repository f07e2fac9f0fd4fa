"""When the program itself fails: what happened, where the log is, and what to do. Needs nothing else."""

from __future__ import annotations

from pathlib import Path

import pygame

from game.ui import layout, widgets
from game.ui.context import Activate, Back, Ctx, UiEvent
from game.ui.screen import BaseScreen, Outcome, Quit
from game.ui.state import ScrollArea

Rect = pygame.Rect


class CrashScreen(BaseScreen):
    """The last screen of a run that failed."""

    def __init__(self, *, log: Path | None, report: Path | None, trace: str) -> None:
        self.log, self.report = log, report
        self.lines = trace.rstrip().splitlines()
        self.scroll = ScrollArea()

    def draw(self, ctx: Ctx) -> None:
        """Plain words first, the technical story below."""
        ctx.p.fill(ctx.rect, ctx.c.canvas)
        card = layout.centered(ctx.rect, min(820, ctx.size[0] - 32), min(620, ctx.size[1] - 32))
        ctx.p.box(card, fill=ctx.c.surface, line=ctx.c.line_strong, radius=12)
        inner = layout.pad(card, 24)
        ctx.p.icon(inner.x, inner.y + 3, "alert-triangle", 22, ctx.c.bad.text)
        ctx.p.text(inner.x + 34, inner.y, ctx.t("crash.title"), "h2")
        y: float = inner.y + 40
        y += ctx.p.paragraph(inner.x, y, inner.w, self._safe(ctx), "lead") + 6
        if self.report is not None:
            text = ctx.t("crash.report", path=self.report)
            y += ctx.p.paragraph(inner.x, y, inner.w, text, color=ctx.c.text2) + 6
        box = Rect(inner.x, round(y) + 6, inner.w, max(0, inner.bottom - 48 - round(y) - 6))
        ctx.p.box(box, fill=ctx.c.surface2, line=ctx.c.line, radius=6)
        view = layout.pad(box, 10)
        with widgets.scroll(ctx, "crash.trace", view, self.scroll, 16 * len(self.lines)) as top:
            for i, line in enumerate(self.lines):
                if -16 < top + 16 * i - view.y < view.h:
                    ctx.p.text(view.x, top + 16 * i, line.expandtabs(2), "micro", ctx.c.text2)
        widgets.button(ctx, "crash.quit", Rect(inner.right - 120, inner.bottom - 32, 120, 32),
                       ctx.t("menu.quit"), kind="primary")  # fmt: skip

    def _safe(self, ctx: Ctx) -> str:
        return ctx.t("crash.safe", path=self.log) if self.log is not None else ctx.t("crash.no_log")

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:  # noqa: ARG002
        """Leave."""
        match event:
            case Back() | Activate(id="crash.quit"):
                return Quit()
        return Quit() if getattr(event, "name", "") == "return" else None
