"""What is wrong with a scenario or a log, over the menu: where, why, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pygame

from game.ui import widgets
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.state import ScrollArea

Rect = pygame.Rect


@dataclass(slots=True)
class FaultDialog:
    """A list of faults to scroll through."""

    title: str
    lines: tuple[str, ...]
    reader: ScrollArea = field(default_factory=ScrollArea)

    def draw(self, ctx: Ctx) -> None:
        """The faults, and the one way on."""
        inside = widgets.modal(ctx, 720, 480, self.title, icon="alert-triangle")
        hint_h = round(20 * len(ctx.p.type.wrap(ctx.t("menu.mend"), inside.w))) + 12
        ctx.p.paragraph(inside.x, inside.y, inside.w, ctx.t("menu.mend"), color=ctx.c.text2)
        view = Rect(inside.x, inside.y + hint_h, inside.w, inside.h - hint_h - 48)
        wrapped = [ctx.p.type.wrap(line, view.w - 40) for line in self.lines]
        height = sum(20 * len(lines) + 14 for lines in wrapped)
        with widgets.scroll(ctx, "dialog.text", view, self.reader, height) as top:
            y = top
            for lines in wrapped:
                ctx.p.icon(view.x, y + 2, "alert-triangle", 16, ctx.c.bad.text)
                for line in lines:
                    ctx.p.text(view.x + 26, y, line)
                    y += 20
                y += 14
        close = Rect(inside.right - 120, inside.bottom - 32, 120, 32)
        widgets.button(ctx, "dialog.close", close, ctx.t("ui.close"), kind="primary")

    def after(self, event: UiEvent) -> FaultDialog | None:
        """Itself, or nothing once it was closed."""
        match event:
            case Back() | Activate(id="dialog.close"):
                return None
            case Key(name="down" | "up" as way):
                self.reader.by(40 if way == "down" else -40)
        return self
