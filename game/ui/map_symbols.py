"""The signs on the map: stops by their state, depots, chargers, hubs and terminals."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.ui.context import Ctx
from game.ui.paint import Point
from game.ui.silhouettes import diamond_surface
from game.ui.theme import Color

Rect = pygame.Rect
SYMBOLS = {"charger": "bolt-filled", "hub": "transfer", "barge": "ship", "rail": "train"}
"""Sites with a sign of their own; a stop of a trip there carries the same sign."""
SIDE = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class MapStop:
    """A place in RD metres. state: stop, selected, late, done, unplanned, pause, depot, town, or a site
    (charger, hub, barge, rail).

    `label` is the flag; a late stop without one that has `late_min` gets "12 min te laat". `site` is
    the kind of site that a stop of a trip is at; `note` a word beside the sign (a charger's kW).
    """

    id: str
    xy: Point
    number: str = ""
    state: str = "stop"
    label: str = ""
    tooltip: str = ""
    late_min: int = 0
    site: str = ""
    note: str = ""
    windows: tuple[tuple[int, int], ...] = ()
    """Seconds from and to which service may begin, when it is a customer."""


def sign_of(stop: MapStop) -> tuple[str, str]:
    """(icon, words) of a stop that is drawn as a box; nothing for the round ones."""
    if stop.state == "stop":  # most of them
        return "", ""
    if stop.state in SYMBOLS:
        return SYMBOLS[stop.state], stop.note
    if stop.state in ("selected", "late") and stop.site in SYMBOLS:
        return SYMBOLS[stop.site], stop.number
    return ("coffee", "") if stop.state == "pause" else ("", "")


def pill_width(ctx: Ctx, stop: MapStop) -> int:
    """Logical width of the sign."""
    _icon, words = sign_of(stop)
    return SIDE + round(ctx.p.type.width(words, "micro", 600)) + 6 if words else SIDE


def draw_symbol(ctx: Ctx, stop: MapStop, x: float, y: float, box: Rect) -> None:
    """The sign in its box around (x, y)."""
    c = ctx.c
    icon, words = sign_of(stop)
    if stop.state == "depot":
        ctx.p.box(box.inflate(4, 4), fill=c.map.halo, radius=6)
        ctx.p.box(box, fill=c.ink, radius=5)
        ctx.p.icon_mid(x, y, "depot", 16, c.on_ink)
        if stop.site == "grid":
            ctx.p.disc((box.right, box.y), 7, c.map.halo)
            ctx.p.icon_mid(box.right, box.y, "bolt-filled", 11, c.battery)
    elif icon:
        _sign(ctx, box, icon, words, *_sign_colors(ctx, stop))
    elif stop.state == "unplanned":
        diamond(ctx, x, y)
    elif stop.state == "late":
        ctx.p.ring((x, y), 9, c.surface, c.bad.outline, 3)
        ctx.p.text_mid(x, y, stop.number, "micro", c.bad.text, weight=600, align="c")
    elif stop.state == "selected":
        ctx.p.ring((x, y), 11, c.accent, c.map.halo, 1.5)
        ctx.p.text_mid(x, y, stop.number, "micro", c.on_accent, weight=600, align="c")
    elif stop.state == "done":
        ctx.p.ring((x, y), 5, c.accent, c.map.halo, 1)
    elif stop.state == "town":
        ctx.p.disc((x, y), 2.5, c.map.name_minor)
    else:
        ctx.p.ring((x, y), 6, c.surface, c.map.trip, 2)


def _sign_colors(ctx: Ctx, stop: MapStop) -> tuple[Color, Color, Color]:
    """Fill, line and ink."""
    c = ctx.c
    if stop.state in ("selected", "pause"):
        return c.accent, c.map.halo, c.on_accent
    if stop.state == "late":
        return c.surface, c.bad.outline, c.bad.text
    if stop.state == "charger":
        return c.surface, c.battery, c.battery
    return c.surface, c.ink, c.ink


def _sign(ctx: Ctx, box: Rect, icon: str, words: str, fill: Color, line: Color, ink: Color) -> None:
    ctx.p.box(box.inflate(2, 2), fill=ctx.c.map.halo, radius=6)
    ctx.p.box(box, fill=fill, line=line, radius=5, width=1.5)
    ctx.p.icon_mid(box.x + 11, box.centery, icon, 14, ink)
    ctx.p.text_mid(box.x + 20, box.centery, words, "micro", ink, weight=600)


def diamond(ctx: Ctx, x: float, y: float, k: float = 1.0) -> None:
    """The mark of an order that is not planned; k 1 is 20 px high."""
    s = ctx.settings.scale
    made = diamond_surface(k, (ctx.c.map.halo, ctx.c.ink, ctx.c.surface), s)
    ctx.p.surface.blit(made, made.get_rect(center=(round(x * s), round(y * s))))
