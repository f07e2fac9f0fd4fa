"""The map a screen draws: cached ground and trips, then stops, flags and trucks on top.

Keep one `MapView` per screen. In `draw`: `view.draw(ctx, rect, trips=..., stops=..., trucks=...)`; in
`handle`: give it the events first: `if view.handle(event): return None`; in `tick`:
`return view.tick(now_ms)`, which redraws sharply when a gesture has ended. Hits: "map" (drag to pan,
wheel to zoom), "map.in", "map.out", "map.fit", and "stop.<id>" with the MapStop as payload.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pygame

from game.content.geo import MapData, RoadGraph, load_graph, load_map
from game.ui import widgets
from game.ui.context import Activate, Ctx, Drag, UiEvent, Wheel
from game.ui.map_base import Camera, View, paint_base
from game.ui.map_labels import paint_labels
from game.ui.paint import Point, thick_line

Rect = pygame.Rect
APART_PX = 21.0
REST_MS = 140
Line = tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTrip:
    """A route in RD metres. kind: 'trip' or 'jam'."""

    id: str
    points: Line
    selected: bool = False
    kind: str = "trip"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapStop:
    """A place in RD metres. state: stop, selected, late, done, unplanned, depot, charger, town."""

    id: str
    xy: Point
    number: str = ""
    state: str = "stop"
    label: str = ""
    tooltip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTruck:
    """A truck on its way: a black pill with its id."""

    id: str
    xy: Point
    selected: bool = False
    late: bool = False


def spread(points: Sequence[Point], least: float = APART_PX) -> list[Point]:
    """Push places apart until none are nearer than `least` (a few rounds; order decides ties)."""
    at = [list(p) for p in points]
    for _ in range(12):
        moved = False
        for i in range(len(at)):
            for j in range(i):
                dx, dy = at[i][0] - at[j][0], at[i][1] - at[j][1]
                far = math.hypot(dx, dy)
                if far >= least - 0.01:
                    continue
                if far < 0.01:
                    dx, dy, far = math.cos(i), math.sin(i), 1.0
                    push = least / 2
                else:
                    push = (least - far) / 2
                at[i][0] += dx / far * push
                at[i][1] += dy / far * push
                at[j][0] -= dx / far * push
                at[j][1] -= dy / far * push
                moved = True
        if not moved:
            break
    return [(p[0], p[1]) for p in at]


class MapView:
    """Camera and caches of one map on screen."""

    def __init__(
        self, *, night: bool = False, data: MapData | None = None, graph: RoadGraph | None = None
    ) -> None:
        self.camera = Camera()
        self.night = night
        self._data, self._graph = data, graph
        self._home: tuple[Point, ...] = ()
        self._ground: tuple[tuple[object, ...], Camera, pygame.Surface] | None = None
        self._base: tuple[tuple[object, ...], pygame.Surface] | None = None
        self._names: pygame.Surface | None = None
        self._layer: tuple[tuple[object, ...], Camera, pygame.Surface] | None = None
        self._rect = Rect(0, 0, 1, 1)
        self._moved_ms = -REST_MS
        self._now = 0
        self._settle = False

    def fit(self, points: Sequence[Point], rect: Rect) -> None:
        """Show all these places, and remember them for the fit button."""
        self._home = tuple(points)
        self.camera = self.camera.fitted(points, rect)

    def tick(self, now_ms: int) -> bool:
        """True once when the map came to rest and wants to be drawn sharply."""
        self._now = now_ms
        if self._settle and now_ms - self._moved_ms >= REST_MS:
            self._settle = False
            return True
        return False

    def _move(self, camera: Camera) -> None:
        self.camera, self._moved_ms, self._settle = camera, self._now, True

    def handle(self, event: UiEvent) -> bool:
        """Pan and zoom; True when the event was for the map."""
        if isinstance(event, Drag) and event.hit.id == "map":
            if event.phase == "move":
                self._move(self.camera.panned(*event.rel))
            return True
        if isinstance(event, Wheel) and self._rect.collidepoint(event.pos):
            self._move(self.camera.zoomed(1.2**event.dy, event.pos, self._rect))
            return True
        if isinstance(event, Activate) and event.id in ("map.in", "map.out", "map.fit"):
            factor = 1.4 if event.id == "map.in" else 1 / 1.4
            if event.id == "map.fit":
                self._move(self.camera.fitted(self._home, self._rect))
            else:
                self._move(self.camera.zoomed(factor, self._rect.center, self._rect))
            return True
        return False

    def draw(
        self, ctx: Ctx, rect: Rect, *, trips: Sequence[MapTrip] = (), stops: Sequence[MapStop] = (),
        trucks: Sequence[MapTruck] = (), controls: bool = True,
    ) -> None:  # fmt: skip
        """Paint into rect and register hits."""
        self._rect = rect
        if rect.w < 8 or rect.h < 8:
            return
        ctx.hit("map", rect, "area", draggable=True)
        ctx.hits.push_clip(rect)
        with ctx.p.clip(rect):
            self._blit_ground(ctx, rect, stops)
            self._trips(ctx, rect, trips)
            if self._names is not None and not self._gesture():
                ctx.p.surface.blit(self._names, ctx.p.px(rect))
            self._stops(ctx, rect, stops)
            for truck in trucks:
                self._truck(ctx, rect, truck)
        if controls:
            self._controls(ctx, rect)
        ctx.hits.pop_clip()

    # -- cached layers -------------------------------------------------------------------------
    def _style(self, ctx: Ctx) -> str:
        return "night" if self.night else ctx.settings.scheme

    def _gesture(self) -> bool:
        """In the middle of a pan or zoom that the cached picture can still stand in for."""
        if not self._settle or self._ground is None:
            return False
        return 0.4 < self._ground[1].m_per_px / self.camera.m_per_px < 2.5

    def _blit_ground(self, ctx: Ctx, rect: Rect, stops: Sequence[MapStop]) -> None:
        area = ctx.p.px(rect)
        key = (area.size, ctx.settings.scale, self._style(ctx), tuple((s.xy, s.label) for s in stops))
        moving = self._gesture() and self._ground is not None and self._ground[0][:3] == key[:3]
        if moving and self._ground:
            ctx.p.surface.fill(ctx.c.map.water, area)
            self._moved_bitmap(ctx, area, self._ground[1], self._ground[2])
            return
        if self._ground is None or self._ground[0] != key or self._ground[1] != self.camera:
            self._ground = (key, self.camera, self._make_ground(ctx, area, rect, stops))
        ctx.p.surface.blit(self._ground[2], area)

    def _make_ground(self, ctx: Ctx, area: Rect, rect: Rect, stops: Sequence[MapStop]) -> pygame.Surface:
        data, graph = self._data or load_map(), self._graph or load_graph()
        view = View(self.camera, area.size, ctx.settings.scale)
        key = (view, self._style(ctx))
        if self._base is None or self._base[0] != key:
            self._base = (key, paint_base(data, graph, view, self._style(ctx)))
        self._names = pygame.Surface(area.size, pygame.SRCALPHA)
        made = self._names
        s = ctx.settings.scale
        local = Rect(0, 0, rect.w, rect.h)
        taken = []
        for stop in stops:
            x, y = self.camera.to_px(stop.xy, local)
            taken.append(Rect(round((x - 11) * s), round((y - 11) * s), round(22 * s), round(22 * s)))
            if stop.label:
                width = ctx.p.type.width(stop.label, "micro", 600) + 31
                left = x + 16 if x + 20 + width < rect.w else x - 16 - width
                taken.append(Rect(round(left * s), round((y - 10) * s), round(width * s), round(20 * s)))
        taken.append(Rect(area.w - round(48 * s), 0, round(48 * s), round(132 * s)))
        paint_labels(made, data, graph, view, self._style(ctx), ctx.p.type, taken)
        return self._base[1]

    def _moved_bitmap(self, ctx: Ctx, area: Rect, old: Camera, bitmap: pygame.Surface) -> None:
        grow = old.m_per_px / self.camera.m_per_px
        k = ctx.settings.scale / self.camera.m_per_px
        cx, cy = (
            area.centerx + (old.x_m - self.camera.x_m) * k,
            area.centery - (old.y_m - self.camera.y_m) * k,
        )
        if abs(grow - 1) > 0.001:  # a fast unsmoothed zoom; drawn sharply when the map rests
            bitmap = pygame.transform.scale(bitmap, (round(area.w * grow), round(area.h * grow)))
        ctx.p.surface.blit(bitmap, bitmap.get_rect(center=(round(cx), round(cy))))

    def _trips(self, ctx: Ctx, rect: Rect, trips: Sequence[MapTrip]) -> None:
        if not trips:
            return
        area = ctx.p.px(rect)
        key = (area.size, self._style(ctx), ctx.settings.scale, tuple(trips))
        if self._layer is not None and self._layer[0] == key and self._gesture():
            self._moved_bitmap(ctx, area, self._layer[1], self._layer[2])
            return
        if self._layer is None or self._layer[0] != key or self._layer[1] != self.camera:
            self._layer = (key, self.camera, self._make_trips(ctx, area, trips))
        ctx.p.surface.blit(self._layer[2], area)

    def _make_trips(self, ctx: Ctx, area: Rect, trips: Sequence[MapTrip]) -> pygame.Surface:
        s, c = ctx.settings.scale, ctx.c
        flat = View(self.camera, area.size, s)
        view = replace(flat, ss=2)
        made = pygame.Surface(area.size, pygame.SRCALPHA)
        others = [t for t in trips if not t.selected and t.kind == "trip"]
        if others:
            layer = pygame.Surface((area.w * 2, area.h * 2), pygame.SRCALPHA)
            layer.fill((*c.map.trip, 0))
            for trip in others:
                _stroke(layer, view, trip.points, c.map.trip, 2 * s)
            small = pygame.transform.smoothscale(layer, area.size)
            small.set_alpha(140)
            made.blit(small, (0, 0))
        front = [t for t in trips if t.selected or t.kind == "jam"]
        for trip in front:
            color, casing = (c.accent, c.map.halo) if trip.selected else (c.bad.outline, c.bad.fill)
            layer = pygame.Surface((area.w * 2, area.h * 2), pygame.SRCALPHA)
            layer.fill((*color, 0))
            _stroke(layer, view, trip.points, casing, 8 * s)
            _stroke(layer, view, trip.points, color, 4.5 * s)
            if trip.selected:
                _chevrons(layer, view.at(trip.points), c.on_accent, s)
            made.blit(pygame.transform.smoothscale(layer, area.size), (0, 0))
        return made

    # -- things on top -------------------------------------------------------------------------
    def _stops(self, ctx: Ctx, rect: Rect, stops: Sequence[MapStop]) -> None:
        shown = [(s, self.camera.to_px(s.xy, rect)) for s in stops]
        shown = [(s, p) for s, p in shown if rect.inflate(30, 30).collidepoint(p)]
        places = spread([p for _s, p in shown])
        for (_stop, true), (x, y) in zip(shown, places, strict=True):
            if math.dist(true, (x, y)) > 4:
                ctx.p.polyline([true, (x, y)], ctx.c.text2, 1)
                ctx.p.disc(true, 2, ctx.c.text2)
        for (stop, _true), (x, y) in zip(shown, places, strict=True):
            self._stop(ctx, rect, stop, x, y)

    def _stop(self, ctx: Ctx, rect: Rect, stop: MapStop, x: float, y: float) -> None:
        c, box = ctx.c, Rect(round(x) - 11, round(y) - 11, 22, 22)
        if stop.state in ("depot", "charger"):
            fill, mark = (c.ink, c.on_ink) if stop.state == "depot" else (c.surface, c.battery)
            ctx.p.box(
                box.inflate(2, 2),
                fill=fill,
                line=c.map.halo if stop.state == "depot" else c.battery,
                radius=5,
            )
            ctx.p.icon_mid(x, y, "depot" if stop.state == "depot" else "bolt-filled", 16, mark)
        elif stop.state == "unplanned":
            _diamond(ctx, x, y)
        elif stop.state == "late":
            ctx.p.ring((x, y), 9, c.surface, c.bad.outline, 3)
            ctx.p.text_mid(x, y, stop.number, "micro", c.bad.text, weight=600, align="c")
        elif stop.state == "selected":
            ctx.p.ring((x, y), 11, c.accent, c.map.halo, 1.5)
            ctx.p.text_mid(x, y, stop.number, "micro", c.on_accent, weight=600, align="c")
        elif stop.state == "done":
            ctx.p.ring((x, y), 5, c.accent, c.map.halo, 1)
        else:
            ctx.p.ring((x, y), 6, c.surface, c.map.trip, 2)
        if stop.label:
            self._flag(ctx, rect, stop, x, y)
        widgets.focus_ring(ctx, f"stop.{stop.id}", box, 11)
        ctx.hit(f"stop.{stop.id}", box, "stop", label=stop.label or stop.tooltip or stop.id, payload=stop,
                tooltip=stop.tooltip, draggable=stop.state in ("unplanned", "selected", "late"))  # fmt: skip

    def _flag(self, ctx: Ctx, rect: Rect, stop: MapStop, x: float, y: float) -> None:
        kind = "bad" if stop.state == "late" else "info"
        width = round(ctx.p.type.width(stop.label, "micro", 600)) + 31
        left = x + 16 if x + 16 + width < rect.right - 4 else x - 16 - width
        widgets.tag(ctx, left, y - 10, stop.label, kind)

    def _truck(self, ctx: Ctx, rect: Rect, truck: MapTruck) -> None:
        x, y = self.camera.to_px(truck.xy, rect)
        width = round(ctx.p.type.width(truck.id, "micro", 600)) + 14
        box = Rect(round(x) - width // 2, round(y) - 10, width, 20)
        fill, text = (ctx.c.accent, ctx.c.on_accent) if truck.selected else (ctx.c.ink, ctx.c.on_ink)
        line = ctx.c.bad.outline if truck.late else ctx.c.map.halo
        ctx.p.box(box, fill=fill, line=line, radius=10, width=2 if truck.late else 1)
        ctx.p.text_mid(x, y, truck.id, "micro", text, weight=600, align="c")
        ctx.hit(f"truck.{truck.id}", box, "stop", label=truck.id, payload=truck)

    def _controls(self, ctx: Ctx, rect: Rect) -> None:
        names = (
            ("map.in", "plus", "ui.zoom_in"),
            ("map.out", "minus", "ui.zoom_out"),
            ("map.fit", "focus", "ui.fit"),
        )
        for i, (name, icon, key) in enumerate(names):
            box = Rect(rect.right - 44, rect.y + 12 + 34 * i, 32, 32)
            widgets.icon_button(ctx, name, box, icon, label=ctx.t(key), boxed=True)


def _stroke(layer: pygame.Surface, view: View, line: Line, color: tuple[int, int, int], width: float) -> None:
    points = view.at(line)
    if len(points) > 1 and view.seen(points):
        thick_line(layer, points, color, max(2, round(width * 2)))


def _chevrons(layer: pygame.Surface, points: Sequence[Point], color: tuple[int, int, int], s: float) -> None:
    """Small arrowheads in the line, about every 90 px, that tell the direction."""
    step, left = 180 * s, 90 * s
    for a, b in itertools.pairwise(points):
        length = math.dist(a, b)
        while length > 0 and left < length:
            t, ux, uy = left / length, (b[0] - a[0]) / length, (b[1] - a[1]) / length
            x, y, r = a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, 3.2 * s
            head = [(x - ux * r - uy * r, y - uy * r + ux * r), (x + ux * r, y + uy * r),
                    (x - ux * r + uy * r, y - uy * r - ux * r)]  # fmt: skip
            pygame.draw.lines(layer, color, False, head, max(2, round(2 * s)))
            left += step
        left -= length


def _diamond(ctx: Ctx, x: float, y: float) -> None:
    s = ctx.settings.scale
    for r, color in ((10.0, ctx.c.map.halo), (8.5, ctx.c.ink), (6.0, ctx.c.surface)):
        points = [((x + dx * r) * s, (y + dy * r) * s) for dx, dy in ((0, -1), (1, 0), (0, 1), (-1, 0))]
        pygame.draw.polygon(ctx.p.surface, color, points)
    ctx.p.disc((x, y), 1.5, ctx.c.ink)
