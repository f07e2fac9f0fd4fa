"""Trucks on the map: black pills with their names that do not cover each other; by night headlights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from game.content.language import Language
from game.ui.context import Ctx
from game.ui.map_base import Camera
from game.ui.map_night import headlights
from game.ui.names import truck_names
from game.ui.paint import Point

Rect = pygame.Rect
HEIGHT = 20
MOST_PX = 96
"""A longer name is shortened on its pill."""
STEPS = ((0, 0), (0, -1), (0, 1), (0, -2), (0, 2), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1),
         (0, -3), (0, 3), (0, -4), (0, 4))  # fmt: skip
"""Where a pill may move to when its place is taken, in pills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTruck:
    """A truck on its way. `heading` in degrees, 0 = east, 90 = north; `name` as a player reads it."""

    id: str
    xy: Point
    name: str = ""
    selected: bool = False
    late: bool = False
    heading: int | None = None

    @property
    def word(self) -> str:
        """Name, else id."""
        return self.name or self.id


def draw_trucks(
    ctx: Ctx, rect: Rect, camera: Camera, trucks: Sequence[MapTruck], *, night: bool,
    flags: Sequence[Rect] = (),
) -> None:  # fmt: skip
    """All trucks, the last one on top; the words of `flags` stay free. Hits: `truck.<id>`."""
    at = [camera.to_px(truck.xy, rect) for truck in trucks]
    if night and all(truck.heading is not None for truck in trucks):
        for truck, (x, y) in zip(trucks, at, strict=True):
            _lights(ctx, truck, x, y)
        return
    boxes = place_pills([_width(ctx, truck) for truck in trucks], at, rect, flags)
    for truck, (x, y), box in zip(trucks, at, boxes, strict=True):
        if not box.collidepoint(x, y):
            ctx.p.polyline([(x, y), box.center], ctx.c.ink, 1)
            ctx.p.ring((x, y), 4, ctx.c.ink, ctx.c.map.halo, 1)
        _pill(ctx, truck, box)


def place_pills(
    widths: Sequence[int], at: Sequence[Point], rect: Rect, flags: Sequence[Rect] = ()
) -> list[Rect]:
    """A box for each pill, in the order given; the last one, the chosen truck, gets its own place first.

    Words that say what is wrong go before all pills, as a pill can be read beside its place as well.
    """
    boxes: dict[int, Rect] = {}
    for i in reversed(range(len(at))):
        own = Rect(round(at[i][0]) - widths[i] // 2, round(at[i][1]) - HEIGHT // 2, widths[i], HEIGHT)
        near = [own.move(dx * (widths[i] + 4), dy * (HEIGHT + 2)) for dx, dy in STEPS]
        taken = [*flags, *boxes.values()]
        free = (b for b in near if b.collidelist(taken) < 0 and (b == own or rect.contains(b)))
        boxes[i] = next(free, own)
    return [boxes[i] for i in range(len(at))]


def _word(ctx: Ctx, truck: MapTruck) -> str:
    return ctx.p.type.fit(truck_names(_name(ctx, truck)), MOST_PX, "micro", 600)


def _name(ctx: Ctx, truck: MapTruck) -> str:
    return ctx.fmt.fleet(truck.word) if isinstance(ctx.fmt, Language) else truck.word


def _width(ctx: Ctx, truck: MapTruck) -> int:
    return round(ctx.p.type.width(_word(ctx, truck), "micro", 600)) + 14


def _pill(ctx: Ctx, truck: MapTruck, box: Rect) -> None:
    fill, text = (ctx.c.accent, ctx.c.on_accent) if truck.selected else (ctx.c.ink, ctx.c.on_ink)
    line = ctx.c.bad.outline if truck.late else ctx.c.map.halo
    ctx.p.box(box, fill=fill, line=line, radius=10, width=2 if truck.late else 1)
    ctx.p.text_mid(box.centerx, box.centery, _word(ctx, truck), "micro", text, weight=600, align="c")
    name = _name(ctx, truck)
    tooltip = name if _word(ctx, truck) != name else ""
    ctx.hit(f"truck.{truck.id}", box, "stop", label=name, tooltip=tooltip, payload=truck)


def _lights(ctx: Ctx, truck: MapTruck, x: float, y: float) -> None:
    cone, s = headlights(-(truck.heading or 0) % 360, ctx.settings.scale), ctx.settings.scale
    where = cone.get_rect(center=(round(x * s), round(y * s)))
    ctx.p.surface.blit(cone, where, special_flags=pygame.BLEND_RGB_ADD)
    ctx.p.ring((x, y), 5, ctx.c.map.name, ctx.c.map.halo, 1)
    hit = Rect(round(x) - 8, round(y) - 8, 16, 16)
    ctx.hit(f"truck.{truck.id}", hit, "stop", label=_name(ctx, truck), payload=truck)
