"""The way from the menu into the two rounds: a card above the days for who has ended one, else below them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from game.domain.rounds import FORMS
from game.ui import widgets
from game.ui.context import Ctx
from game.ui.program_rounds import KeepsRounds

if TYPE_CHECKING:
    from game.content.catalogue import Listing
    from game.rounds import Pair
    from game.ui.host import Host
    from game.ui.screen import Screen

Rect = pygame.Rect
NAME = "menu.rounds"
HEIGHT, GAP = 64, 10


def offered(host: Host) -> bool:
    """Whether this program has two rounds to play."""
    return isinstance(host, KeepsRounds) and host.rounds.offered


def screen(host: Host) -> Screen:
    """Both rounds."""
    assert isinstance(host, KeepsRounds)
    return host.rounds.screen()


def days(host: Host) -> Sequence[Listing]:
    """The scenarios of the menu without the forms of the rounds and of the measurement: a look would spoil
    what they are for."""
    kept_back = FORMS.values() if offered(host) else ()
    return [x for x in host.listings() if x.id not in kept_back and not x.measures]


def waiting(host: Host) -> Pair | None:
    """A pair of which the second round has not begun."""
    pairs = host.rounds.pairs() if isinstance(host, KeepsRounds) and host.rounds.offered else ()
    if not pairs or pairs[0].complete or pairs[0].played(2) is not None:
        return None
    first = pairs[0].played(1)
    return pairs[0] if first is not None and first.figures is not None else None


def height(host: Host) -> int:
    """Room in the list."""
    return (HEIGHT + GAP) * offered(host)


def card(ctx: Ctx, host: Host, box: Rect, *, top: bool) -> int:
    """The card where it belongs (`top`: above the days); gives the y below. Hit: `menu.rounds`."""
    if not isinstance(host, KeepsRounds) or not host.rounds.offered or top != host.rounds.upfront:
        return box.y
    pair, c = waiting(host), ctx.c
    rect, now = Rect(box.x, box.y, box.w, HEIGHT), pair is not None
    hover = ctx.hovered(NAME)
    fill = c.accent_tint if now else c.surface2 if hover else c.surface
    ctx.p.box(rect, fill=fill, line=c.accent if now or hover else c.line_strong, radius=8)
    ctx.p.disc((rect.x + 32, rect.centery), 18, c.accent if now else c.surface3)
    ctx.p.icon_mid(rect.x + 32, rect.centery, "arrows-left-right", 20, c.on_accent if now else c.text)
    x, room = rect.x + 64, rect.w - 108
    ctx.p.text(x, rect.y + 11, ctx.p.type.fit(ctx.t("rounds.title"), room, "h4"), "h4")
    note = ctx.t("rounds.menu_next", aid=ctx.t(f"rounds.aid_{pair.order.second.aid}")) if pair else ""
    notes = (note,) if note else (ctx.t("rounds.menu_note"), ctx.t("rounds.menu_short"))
    ctx.p.text(x, rect.y + 35, ctx.p.type.fit(notes, room, "small"), "small", c.text2)
    ctx.p.icon(rect.right - 36, rect.centery - 10, "chevron-right", 20, c.accent_text)
    widgets.focus_ring(ctx, NAME, rect, 8)
    ctx.hit(NAME, rect, label=ctx.t("rounds.title"))
    return rect.bottom + GAP
