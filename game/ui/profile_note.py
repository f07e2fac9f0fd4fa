"""The player's own words on a competency or a piece of evidence: a dialog over the profile."""

from __future__ import annotations

from datetime import datetime

import pygame

from game.record.notes import LONGEST, Notes
from game.ui import widgets
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.screen import BaseScreen, Outcome, Pop, Screen
from game.ui.state import FieldState

Rect = pygame.Rect
TEXT = "note.text"
WIDTH, HEIGHT = 640, 400


class NoteScreen(BaseScreen):
    """Write, change or take away a note; what was written is kept when it is asked for only."""

    def __init__(self, below: Screen, notes: Notes, subject: str, about: str) -> None:
        """`about`: the sentence that it is on, in the player's language."""
        self.below, self.notes, self.subject, self.about = below, notes, subject, about
        before = notes.of(subject)
        self.had = before is not None
        text = before.text if before else ""
        self.text = FieldState(value=text, caret=len(text), lines=6, limit=LONGEST)
        self.refused = False
        self._began = False

    def draw(self, ctx: Ctx) -> None:
        """What it is on, the field, where it stays."""
        self.below.draw(ctx)
        if not self._began:
            self._began, ctx.memory.focus = True, TEXT
        inside = widgets.modal(ctx, WIDTH, HEIGHT, ctx.t("profile.note.yours"), icon="pencil")
        about = ctx.p.type.wrap(self.about, inside.w - 16)[: 2 if inside.h < 280 else 3]
        ctx.p.fill(Rect(inside.x, inside.y + 2, 3, 20 * len(about)), ctx.c.line_strong)
        for i, line in enumerate(about):
            ctx.p.text(inside.x + 14, inside.y + 2 + 20 * i, line, color=ctx.c.text2)
        y = inside.y + 20 * len(about) + 14
        key = "profile.note.refused" if self.refused else "profile.note.where"
        told = ctx.p.type.wrap(ctx.t(key), inside.w, "small")[:3]
        foot = inside.bottom - 32 - 14 - 16 * len(told)
        box = Rect(inside.x, y, inside.w, max(52, foot - 10 - y))
        hint = ctx.t("profile.note.hint")
        widgets.field(ctx, TEXT, box, self.text, placeholder=hint, label=ctx.t("profile.note.yours"))
        color = ctx.c.bad.text if self.refused else ctx.c.text2
        for i, line in enumerate(told):
            ctx.p.text(inside.x, box.bottom + 10 + 16 * i, line, "small", color)
        self._buttons(ctx, inside)

    def _buttons(self, ctx: Ctx, inside: Rect) -> None:
        right, y = inside.right, inside.bottom - 32
        for name, kind, icon in (("keep", "primary", "check"), ("cancel", "default", "")):
            label = ctx.t("profile.note.keep" if name == "keep" else "ui.cancel")
            wide = widgets.button_width(ctx, label, icon=icon)
            tip = ctx.t("remark.keep_tip") if name == "keep" else ""
            box = Rect(right - wide, y, wide, 32)
            widgets.button(ctx, f"note.{name}", box, label, kind=kind, icon=icon, tooltip=tip)
            right = box.x - 8
        if self.had:
            label = ctx.t("profile.note.away")
            wide = widgets.button_width(ctx, label, icon="trash")
            widgets.button(ctx, "note.away", Rect(inside.x, y, wide, 32), label, kind="ghost", icon="trash")

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:  # noqa: ARG002
        """Write, keep or leave."""
        match event:
            case Back() | Activate(id="note.cancel"):
                return Pop()
            case Activate(id="note.keep") | Key(name="return" | "enter", ctrl=True):
                return self._keep(self.text.value)
            case Activate(id="note.away"):
                return self._keep("")
        return None

    def _keep(self, text: str) -> Outcome:
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        self.refused = not self.notes.put(self.subject, text, at)
        return None if self.refused else Pop()
