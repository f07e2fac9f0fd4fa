"""What the profile is, how to read it, and what its figures are worth: a dialog without statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui import widgets
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.host import scroll_keys
from game.ui.screen import BaseScreen, Outcome, Pop
from game.ui.state import ScrollArea

if TYPE_CHECKING:
    from game.ui.profile_model import ProfileModel
    from game.ui.screen import Screen

Rect = pygame.Rect
WIDTH, HEIGHT = 720, 620
PARTS = (
    ("purpose", "target"), ("bar", "chart-bar"), ("level", "certificate"), ("views", "eye"),
    ("calibration", "scale"), ("verified", "shield-check"), ("yours", "lock"),
)  # fmt: skip


class AboutScreen(BaseScreen):
    """Lies over the profile."""

    def __init__(self, below: Screen, model: ProfileModel) -> None:
        self.below, self.model = below, model
        self.scroll = ScrollArea()

    def draw(self, ctx: Ctx) -> None:
        """A part below the other."""
        self.below.draw(ctx)
        inside = widgets.modal(ctx, WIDTH, HEIGHT, ctx.t("profile.explain.title"), icon="info-circle")
        view = Rect(inside.x, inside.y, inside.w, inside.h - 44)
        told = ((name, icon, ctx.t(f"profile.explain.{name}")) for name, icon in PARTS)
        parts = [(icon, title, self._lines(ctx, name, view.w)) for name, icon, title in told]
        total = sum(20 * len(lines) + 42 for _icon, _title, lines in parts)
        with widgets.scroll(ctx, "about.text", view, self.scroll, total) as top:
            y = round(top)
            for icon, title, lines in parts:
                ctx.p.icon(view.x, y + 1, icon, 20, ctx.c.accent)
                ctx.p.text(view.x + 32, y, title, "h4")
                for i, line in enumerate(lines):
                    ctx.p.text(view.x + 32, y + 24 + 20 * i, line, color=ctx.c.text2)
                y += 20 * len(lines) + 42
        label = ctx.t("ui.close")
        wide = widgets.button_width(ctx, label)
        go = Rect(inside.right - wide, inside.bottom - 32, wide, 32)
        widgets.button(ctx, "about.close", go, label, kind="primary")

    def _lines(self, ctx: Ctx, name: str, width: int) -> list[str]:
        text = ctx.t(f"profile.explain.{name}_text", version=self.model.made["parameters"])
        return ctx.p.type.wrap(text, width - 44)

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:  # noqa: ARG002
        """Read and close."""
        match event:
            case Back() | Activate(id="about.close") | Key(name="return" | "enter"):
                return Pop()
            case Key(name="up" | "down" as way):
                self.scroll.by(60 if way == "down" else -60)
            case _:
                scroll_keys(event, self.scroll)
        return None
