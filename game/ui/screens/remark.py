"""A playtest remark (F8): what somebody thinks of this very moment, kept with its state and a picture."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.record.remarks import KINDS
from game.ui import layout, widgets
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.screen import BaseScreen, Outcome, Pop, Screen
from game.ui.screens.menu import night
from game.ui.state import FieldState

Rect = pygame.Rect
TEXT = "remark.text"
WIDTH, HEIGHT = 640, 430
LONGEST = 2000
Keep = Callable[[str, str, pygame.Surface | None], str]
"""(kind, text, picture or None) -> where it is kept. Raises OSError."""


class RemarkScreen(BaseScreen):
    """Lies over the screen that it speaks of; nothing goes on meanwhile."""

    def __init__(self, below: Screen, picture: pygame.Surface, keep: Keep, *, folder: str) -> None:
        self.below, self._picture, self._keep, self._folder = below, picture, keep, folder
        self.text = FieldState(lines=5, limit=LONGEST)
        self.kind = KINDS[0]
        self.with_picture = True
        self.trouble = ""
        self._small: tuple[tuple[int, int], pygame.Surface] | None = None
        self._began = False

    # -- paint -------------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """Kind, text, and what goes with it."""
        self.below.draw(ctx)
        ctx = night(ctx) if self.below.at_night else ctx
        if not self._began:
            self._began, ctx.memory.focus = True, TEXT
        inside = widgets.modal(ctx, WIDTH, HEIGHT, ctx.t("remark.title"), icon="message-2")
        y = inside.y
        kinds = [(kind, ctx.t(f"remark.kind.{kind}")) for kind in KINDS]
        widgets.segmented(ctx, "remark.kind", Rect(inside.x, y, inside.w, 32), kinds, self.kind)
        y += 44
        foot = inside.bottom - 32
        notes_h = 88
        box = Rect(inside.x, y, inside.w, max(48, foot - 12 - notes_h - y))
        hint = ctx.t(f"remark.hint.{self.kind}")
        widgets.field(ctx, TEXT, box, self.text, placeholder=hint, label=ctx.t("remark.text"))
        self._notes(ctx, Rect(inside.x, box.bottom + 12, inside.w, notes_h - 12))
        self._buttons(ctx, inside)

    def _notes(self, ctx: Ctx, rect: Rect) -> None:
        """What is kept with it and where; or why it could not be kept."""
        thumb, words = layout.cut_left(rect, round(rect.h * 16 / 9), gap=16)
        self._thumbnail(ctx, thumb)
        label = ctx.t("remark.with_picture")
        widgets.checkbox(
            ctx, "remark.picture", Rect(words.x, words.y, words.w, 24), label, on=self.with_picture
        )
        text, color = ctx.t("remark.kept", folder=self._folder), ctx.c.text2
        if self.trouble:
            text, color = ctx.t("remark.refused", why=self.trouble), ctx.c.bad.text
        lines = ctx.p.type.wrap(text, words.w, "small")
        for i, line in enumerate(lines[:3]):
            ctx.p.text(words.x, words.y + 28 + 16 * i, line, "small", color)

    def _thumbnail(self, ctx: Ctx, rect: Rect) -> None:
        size = ctx.p.px(rect).size
        if self._small is None or self._small[0] != size:
            self._small = (size, pygame.transform.smoothscale(self._picture, size))
        ctx.p.surface.blit(self._small[1], ctx.p.px(rect))
        if not self.with_picture:
            ctx.p.fill(rect, ctx.c.surface, 0, 200)
        ctx.p.outline(rect, ctx.c.line_strong, 2)

    def _buttons(self, ctx: Ctx, inside: Rect) -> None:
        label = ctx.t("remark.keep")
        wide = widgets.button_width(ctx, label, icon="check")
        box = Rect(inside.right - wide, inside.bottom - 32, wide, 32)
        widgets.button(ctx, "remark.keep", box, label, kind="primary", icon="check", enabled=self.can_keep,
                       tooltip=ctx.t("remark.keep_tip"))  # fmt: skip
        label = ctx.t("ui.cancel")
        wide = widgets.button_width(ctx, label)
        widgets.button(ctx, "remark.cancel", Rect(box.x - wide - 8, box.y, wide, 32), label)

    @property
    def can_keep(self) -> bool:
        """Something was written."""
        return bool(self.text.value.strip())

    # -- events ------------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Write, keep or leave; what was written stays until it is kept."""
        match event:
            case Back() | Activate(id="remark.cancel"):
                return Pop()
            case Activate(id="remark.picture"):
                self.with_picture = not self.with_picture
            case Activate(id="remark.keep") | Key(name="return" | "enter", ctrl=True):
                return self._kept(ctx)
            case Activate(payload=str(kind)) if event.id.startswith("remark.kind."):
                self.kind = kind
                ctx.memory.focus = event.id if ctx.memory.focus_visible else TEXT
        return None

    def _kept(self, ctx: Ctx) -> Outcome:
        if not self.can_keep:
            return None
        try:
            told = self._keep(
                self.kind, self.text.value.strip(), self._picture if self.with_picture else None
            )
        except OSError as why:
            self.trouble = why.strerror or str(why)
            return None
        ctx.toast(told, "ok")
        return Pop()
