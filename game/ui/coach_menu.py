"""The way from the menu and the first start into the first lesson: one card, one click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.content.coach import minutes_of
from game.record.lessons import KeepsLessons
from game.ui import widgets
from game.ui.context import Ctx

if TYPE_CHECKING:
    from game.session import Session
    from game.ui.host import Host

Rect = pygame.Rect
FIRST = "eerste-rit"
HEIGHT = 64


def offers(host: Host, playing: bool = False) -> bool:
    """Whether the player still has the first lesson ahead; `playing`: it waits among the logs already."""
    if not isinstance(host, KeepsLessons):
        return False
    book = host.lessons()
    state = book.of(FIRST).state
    return book.offers and (state == "" or (state in ("running", "paused") and not playing))


def start(host: Host) -> Session:
    """A new game with the coach in it, on the board at once. Raises ContentFault."""
    from game.domain.commands import Begin
    from game.ui.coach import coach_of

    session = host.start(FIRST)
    session.do(Begin())
    coach = coach_of(session, host)
    if coach is not None:
        coach.start()
    return session


def card(ctx: Ctx, rect: Rect, *, first: bool) -> None:
    """The lesson among the choices of the menu; `first`: it is the one to begin with. Hit: `menu.lesson`."""
    minutes = minutes_of(FIRST)
    c, hover = ctx.c, ctx.hovered("menu.lesson")
    fill = c.accent_tint if first else c.surface2 if hover else c.surface
    line = c.accent if first or hover else c.line_strong
    ctx.p.box(rect, fill=fill, line=line, radius=8, width=2 if first and hover else 1)
    ctx.p.disc((rect.x + 32, rect.centery), 18, c.accent if first else c.surface3)
    ctx.p.icon_mid(rect.x + 32, rect.centery, "school", 20, c.on_accent if first else c.text)
    x, room = rect.x + 64, rect.w - 108
    ctx.p.text(x, rect.y + 11, ctx.p.type.fit(ctx.t("menu.lesson"), room, "h4"), "h4")
    notes = ctx.t("menu.lesson_note", n=minutes), ctx.t("coach.minutes", n=minutes)
    note = ctx.p.type.fit(notes, room, "small")
    ctx.p.text(x, rect.y + 35, note, "small", c.text2)
    ctx.p.icon(rect.right - 36, rect.centery - 10, "chevron-right", 20, c.accent_text)
    widgets.focus_ring(ctx, "menu.lesson", rect, 8)
    ctx.hit("menu.lesson", rect, label=ctx.t("menu.lesson"), payload=FIRST)
