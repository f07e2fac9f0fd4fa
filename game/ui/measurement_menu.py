"""The way from the menu into the measurement: a card above the days while one is under way, else below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui import widgets
from game.ui.context import Ctx
from game.ui.program_measurement import KeepsMeasurements

if TYPE_CHECKING:
    from game.ui.host import Host
    from game.ui.screen import Screen

Rect = pygame.Rect
NAME = "menu.measure"
HEIGHT, GAP = 64, 10


def offered(host: Host) -> bool:
    """Whether this program has a measurement to play."""
    return isinstance(host, KeepsMeasurements) and host.measurements.offered


def screen(host: Host) -> Screen:
    """The measurement."""
    assert isinstance(host, KeepsMeasurements)
    return host.measurements.screen()


def upfront(host: Host) -> bool:
    """Who is in the midst of one, or opened the program for it, finds it on top."""
    if not isinstance(host, KeepsMeasurements) or not host.measurements.offered:
        return False
    return host.measurements.waiting is not None or host.measurements.asked_for


def height(host: Host) -> int:
    """Room in the list."""
    return (HEIGHT + GAP) * offered(host)


def card(ctx: Ctx, host: Host, box: Rect, *, top: bool) -> int:
    """The card where it belongs (`top`: above the days); gives the y below. Hit: `menu.measure`."""
    if not isinstance(host, KeepsMeasurements) or not offered(host) or top != upfront(host):
        return box.y
    form, c = host.measurements.waiting, ctx.c
    rect, now = Rect(box.x, box.y, box.w, HEIGHT), form is not None
    hover = ctx.hovered(NAME)
    fill = c.accent_tint if now else c.surface2 if hover else c.surface
    ctx.p.box(rect, fill=fill, line=c.accent if now or hover else c.line_strong, radius=8)
    ctx.p.disc((rect.x + 32, rect.centery), 18, c.accent if now else c.surface3)
    ctx.p.icon_mid(rect.x + 32, rect.centery, "gauge", 20, c.on_accent if now else c.text)
    x, room = rect.x + 64, rect.w - 108
    ctx.p.text(x, rect.y + 11, ctx.p.type.fit(ctx.t("measure.title"), room, "h4"), "h4")
    notes = [ctx.t("measure.menu_note"), ctx.t("measure.menu_short")]
    if form is not None and form.next_part is not None:
        name, nr = ctx.t(f"measure.form.{form.id}"), form.next_part.nr
        key = "measure.menu_busy" if form.of(nr) is not None else "measure.menu_next"
        notes = [ctx.t(key, form=name, n=nr)]
    ctx.p.text(x, rect.y + 35, ctx.p.type.fit(notes, room, "small"), "small", c.text2)
    ctx.p.icon(rect.right - 36, rect.centery - 10, "chevron-right", 20, c.accent_text)
    widgets.focus_ring(ctx, NAME, rect, 8)
    ctx.hit(NAME, rect, label=ctx.t("measure.title"))
    return rect.bottom + GAP
