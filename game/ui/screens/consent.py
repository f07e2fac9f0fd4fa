"""What is kept of a player, in plain words: what, why, where, how long, which rights; and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.record.consent import CONSENT, NOT_KEPT, PARTS
from game.ui import layout, widgets
from game.ui.context import Activate, Back, Ctx, UiEvent
from game.ui.host import arrow_focus, scroll_keys
from game.ui.screen import BaseScreen, Outcome, Pop, Quit, Screen
from game.ui.state import ScrollArea

if TYPE_CHECKING:
    from game.ui.host import Host

Rect = pygame.Rect
WIDTH, FOOT_H, LINE, GAP = 680, 52, 21, 10


class ConsentScreen(BaseScreen):
    """A dialog over the screen that asked for it."""

    def __init__(self, host: Host, below: Screen, *, answers: bool = True) -> None:
        self.host, self.below = host, below
        self.answers = answers
        """Whether the answer is given here; at the first start it is given on the card below."""
        self.scroll = ScrollArea()
        self.sure = False
        """Erasing was asked for once already."""

    def draw(self, ctx: Ctx) -> None:
        """The text, and what the player chose."""
        self.below.draw(ctx)
        inner = min(WIDTH, ctx.size[0] - 32) - 48
        parts = () if self.sure else PARTS
        text = [ctx.p.type.wrap(ctx.t(f"consent.{part}"), inner - 16) for part in parts]
        text += [ctx.p.type.wrap(self._now(ctx), inner - 16, weight=600)] if self.answers else []
        height = sum(LINE * len(lines) + GAP for lines in text)
        inside = widgets.modal(ctx, WIDTH, height + 86 + FOOT_H, ctx.t("consent.title"), icon="lock")
        foot, view = layout.cut_bottom(inside, FOOT_H)
        with widgets.scroll(ctx, "consent.text", view, self.scroll, height) as top:
            y = round(top)
            for i, lines in enumerate(text):
                for line in lines:
                    ctx.p.text(view.x, y, line, weight=600 if i == len(parts) else 400)
                    y += LINE
                y += GAP
        self._buttons(ctx, foot)

    def _now(self, ctx: Ctx) -> str:
        if self.sure:
            return ctx.t("consent.sure")
        keys = {CONSENT: "consent.is_yes", NOT_KEPT: "consent.is_no"}
        return ctx.t(keys.get(self.host.settings.consent, "consent.is_open"))

    def _buttons(self, ctx: Ctx, rect: Rect) -> None:
        rows = [("consent.close", ctx.t("ui.close"), "")]
        if self.answers:
            now = self.host.settings.consent
            rows += [("consent.yes", ctx.t("consent.yes"), CONSENT)] if now != CONSENT else []
            rows += [("consent.no", ctx.t("consent.no"), NOT_KEPT)] if now != NOT_KEPT else []
            erase = ctx.t("consent.erase")
            wide = widgets.button_width(ctx, erase, icon="trash")
            kind = "primary" if self.sure else "ghost"
            area = Rect(rect.x, rect.bottom - 34, wide, 32)
            widgets.button(ctx, "consent.erase", area, erase, icon="trash", kind=kind)
        if self.sure:
            rows = rows[:1]
        right = rect.right
        for name, label, _answer in rows:
            wide = widgets.button_width(ctx, label)
            right -= wide
            widgets.button(ctx, name, Rect(right, rect.bottom - 34, wide, 32), label)
            right -= 8

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """An answer counts from the next day that is begun."""
        match event:
            case Back() | Activate(id="consent.close") if self.sure:
                self.sure = False
            case Back() | Activate(id="consent.close"):
                return Pop()
            case Activate(id="consent.erase"):
                return self._erase()
            case Activate(id="consent.yes" | "consent.no" as name):
                self.host.agree(keep=name == "consent.yes")
                return Pop()
            case _ if not scroll_keys(event, self.scroll):
                arrow_focus(event, ctx)
        return None

    def _erase(self) -> Outcome:
        """The first time it only asks; then everything goes, and the program ends."""
        if not self.sure:
            self.sure = True
            return None
        self.host.erase_me()
        return Quit()
