"""The map a screen draws: ground, zones and trips, then names, stops, flags and trucks on top.

Keep one `MapView` per screen. In `draw`: `view.draw(ctx, rect, trips=..., stops=..., zones=...)`; in
`handle`: give it the events first: `if view.handle(event): return None`; in `tick`:
`return view.tick(now_ms)`, which goes on until the map is sharp after a gesture. Hits: "map" (drag to
pan, wheel to zoom), "map.in", "map.out", "map.fit", "map.layers", "map.layer.<name>",
"map.legend.<name>", "map.group.<id>" (a click zooms in), "zone.<id>", and "stop.<id>" with the MapStop
as payload. `view.layers` says what is shown; `view.key` is what a kept picture depends on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pygame

from game.content.geo import MapData, RoadGraph, load_graph, load_map
from game.ui import map_marks, map_trucks
from game.ui.context import Activate, Ctx, Drag, UiEvent, Wheel
from game.ui.map_base import Camera
from game.ui.map_controls import CONTROLS, draw_controls, reserved
from game.ui.map_hours import day_slider
from game.ui.map_labels import Label, LabelJob, Taken, place_labels
from game.ui.map_layers import LAYERS, Layers
from game.ui.map_legend import draw_legend, plan_legend
from game.ui.map_marks import Mark, arrange, arranged_like, spread
from game.ui.map_overlay import MapZone
from game.ui.map_sheet import Content, Look, Sheet
from game.ui.map_show import legend_kinds, stripped, zone_hits
from game.ui.map_symbols import SYMBOLS, MapStop
from game.ui.map_trips import MapTrip
from game.ui.map_trucks import MapTruck
from game.ui.paint import Painter, Point
from game.ui.theme import Theme

__all__ = ["CONTROLS", "MapStop", "MapTrip", "MapTruck", "MapView", "MapZone", "spread"]

Rect = pygame.Rect
REST_MS = 140
LAYER = {
    "done": 1, "stop": 2, "town": 2, **dict.fromkeys(SYMBOLS, 3), "depot": 4, "unplanned": 5, "pause": 6,
    "late": 7, "selected": 8,
}  # fmt: skip
GROUND = ("zone.", "stop.", "map.group.")
"""A drag that begins on one of these moves the map too, where it takes nothing up."""
NOTE_M_PER_PX = 75.0
"""Zoomed out further, chargers show without their kW."""


class MapView:
    """Camera and caches of one map on screen."""

    def __init__(
        self, *, night: bool = False, data: MapData | None = None, graph: RoadGraph | None = None
    ) -> None:
        self.camera = Camera()
        self.night = night
        self.layers = Layers()
        self.hour = day_slider()
        self.keep_free: tuple[Rect, ...] = ()
        """What the screen itself will lay over the map: names do not hide below it."""
        self._content = Content()
        self._plain: tuple[tuple[object, ...], tuple[MapTrip, ...]] = ((), ())
        self._shown_stops: tuple[tuple[object, ...], tuple[MapStop, ...]] = ((), ())
        self._data, self._graph = data, graph
        self._home: tuple[Point, ...] = ()
        self._sheet: Sheet | None = None
        self._marks: tuple[tuple[object, ...], list[Mark]] = ((), [])
        self._labels: tuple[tuple[object, ...], list[Label]] = ((), [])
        self._manner: tuple[object, ...] = ()
        self._anchors: dict[str, int] = {}
        self.rect = Rect(0, 0, 1, 1)
        self.flags: tuple[Rect, ...] = ()  # where words stand now: trucks keep off them
        self._style, self._now = "light", 0
        self._moved_ms = -REST_MS
        self._moving = self._unfinished = False

    def fit(self, points: Sequence[Point], rect: Rect) -> None:
        """Show all these places, and remember them for the fit button."""
        self._home = tuple(points)
        self.camera = self.camera.fitted(points, rect)

    def tick(self, now_ms: int) -> bool:
        """True while the map still has to become sharp after a gesture."""
        self._now = now_ms
        if self._moving and now_ms - self._moved_ms >= REST_MS:
            self._moving, self._unfinished = False, True
        if not self._moving and not self._unfinished and self._sheet:
            self._sheet.prepare(self._style)
        return self._unfinished

    def _move(self, camera: Camera) -> None:
        self.camera, self._moved_ms, self._moving = camera, self._now, True

    def move(self, camera: Camera) -> None:
        """Look from here; the map becomes sharp when it rests."""
        self._move(camera)

    def show(self, points: Sequence[Point]) -> None:
        """Bring these places into view."""
        self._move(self.camera.fitted(points, self.rect))

    def handle(self, event: UiEvent) -> bool:
        """Pan and zoom; True when the event was for the map."""
        if isinstance(event, Drag) and (event.hit.id == "map" or event.hit.id.startswith(GROUND)):
            if event.phase == "move":
                self._move(self.camera.panned(*event.rel))
            return True
        if isinstance(event, Wheel) and self.rect.collidepoint(event.pos):
            self._move(self.camera.zoomed(1.2**event.dy, event.pos, self.rect))
            return True
        if isinstance(event, Activate) and not event.right:
            return self._button(event)
        return False

    def _button(self, event: Activate) -> bool:
        if event.id.startswith("map.group.") and isinstance(event.payload, tuple):
            self._move(self._closer([stop.xy for stop in event.payload]))
        elif event.id == "map.layers":
            self._flip("open")
        elif event.id.startswith(("map.layer.", "map.legend.")) and event.id.split(".")[2] in LAYERS:
            self._flip(event.id.split(".")[2])
        elif event.id == "map.fit":
            self._move(self.camera.fitted(self._home, self.rect))
        elif event.id in ("map.in", "map.out"):
            factor = 1.4 if event.id == "map.in" else 1 / 1.4
            self._move(self.camera.zoomed(factor, self.rect.center, self.rect))
        else:
            return False
        return True

    def _flip(self, name: str) -> None:
        self.layers.flip(name)
        self._unfinished = True

    @property
    def key(self) -> tuple[object, ...]:
        """What a picture of this map depends on, besides what it is given to draw."""
        return self.camera, self.layers.key, self.time_s

    @property
    def time_s(self) -> float | None:
        """The time that customers' windows are asked about, when they are shown."""
        return self.hour.value if self.layers.hours else None

    def _closer(self, points: Sequence[Point]) -> Camera:
        """On these points, and at least twice as near as now."""
        fitted = self.camera.fitted(points, self.rect)
        return replace(fitted, m_per_px=max(12.0, min(fitted.m_per_px, self.camera.m_per_px / 2)))

    def draw(
        self, ctx: Ctx, rect: Rect, *, trips: Sequence[MapTrip] = (), stops: Sequence[MapStop] = (),
        trucks: Sequence[MapTruck] = (), zones: Sequence[MapZone] = (), controls: bool = True,
        legend: bool | None = None,
    ) -> None:  # fmt: skip
        """Paint into rect and register hits; the legend with the sources comes with the controls."""
        self.rect = rect
        if rect.w < 8 or rect.h < 8:
            return
        if self.night:
            high = ctx.settings.scheme.endswith("_high")
            theme = Theme("night_high" if high else "night", ctx.settings.scale)
            ctx = replace(ctx, p=Painter(ctx.p.surface, theme, ctx.p.type))
        self._style = ctx.p.theme.scheme
        content = self._show(tuple(trips), tuple(zones))
        ctx.hit("map", rect, "area", draggable=True)
        ctx.hits.push_clip(rect)
        with ctx.p.clip(rect):
            zone_hits(ctx, rect, self.camera, content.zones)
            with_legend = controls if legend is None else legend
            self._draw(ctx, rect, content, self._visible(tuple(stops)), with_legend, controls)
            map_trucks.draw_trucks(ctx, rect, self.camera, trucks, night=self.night, flags=self.flags)
        if controls:
            draw_controls(ctx, rect, self.layers, self.hour, stops)
        ctx.hits.pop_clip()

    def _show(self, trips: tuple[MapTrip, ...], zones: tuple[MapZone, ...]) -> Content:
        """What the chosen layers leave; the same object while nothing changed, so that tiles stay."""
        layers = self.layers
        key = (trips, layers.along, layers.toll)
        if self._plain[0] != key:
            self._plain = (key, tuple(stripped(t, layers) for t in trips))
        shown_zones = zones if layers.zone else ()
        known = self._content
        if known.zones == shown_zones:
            shown_zones = known.zones
        made = Content(self._plain[1], shown_zones, layers.toll and not self.night)
        if made != known or made.trips is not known.trips:
            self._content = made
        return self._content

    def _visible(self, stops: tuple[MapStop, ...]) -> tuple[MapStop, ...]:
        """Without signs of sites that are hidden, and without their notes from far away."""
        far = self.camera.m_per_px > NOTE_M_PER_PX
        key = (stops, self.layers.sites, far)
        if self._shown_stops[0] != key:
            kept = (s for s in stops if self.layers.sites or s.state not in SYMBOLS)
            self._shown_stops = (key, tuple(replace(s, note="") if far and s.note else s for s in kept))
        return self._shown_stops[1]

    def _draw(
        self, ctx: Ctx, rect: Rect, content: Content, stops: tuple[MapStop, ...],
        with_legend: bool, controls: bool,
    ) -> None:  # fmt: skip
        if self._sheet is None:
            self._sheet = Sheet(self._data or load_map(), self._graph or load_graph())
        trips = content.trips
        legend = (
            plan_legend(ctx, rect, legend_kinds(content, stops, self.layers), night=self.night)
            if with_legend
            else None
        )
        area = ctx.p.px(rect)
        look = Look(self.camera, area.size, ctx.settings.scale, self._style)
        sharp = self._sheet.paint(ctx.p.surface, area, look, content, ctx.c, gesture=self._moving)
        # The work is spread over frames: tiles, then the groups of stops, then the names. Not on a first
        # frame, nor when size, theme or language changed: then everything is made at once.
        settling = self._manner == (manner := (area.size, look.scale, look.style, ctx.settings.lang))
        self._manner = manner
        busy = self._moving or not sharp or (settling and self._sheet.busy)
        before = self._marks
        marks = self._arranged(stops, busy=busy)
        busy = busy or (settling and self._marks is not before)
        key = (look, trips, stops, content.zones, ctx.settings.lang, legend, controls, self.layers.hours)
        if not settling or (key != self._labels[0] and not busy):
            keep = reserved(rect, legend, controls=controls, hours=controls and self.layers.hours)
            boxes = [*keep, *self.keep_free, *self._boxes(ctx, rect, marks)]
            self._place(ctx, rect, look, content, boxes, key)
        self._unfinished = not self._moving and (self._labels[0] != key or len(self._marks[0]) > 2)
        self._draw_labels(ctx, area, look)
        self._draw_marks(ctx, rect, marks)
        if legend:
            draw_legend(ctx, legend, self.layers)

    # -- names ---------------------------------------------------------------------------------
    def _place(
        self, ctx: Ctx, rect: Rect, look: Look, content: Content, boxes: Sequence[Rect],
        key: tuple[object, ...],
    ) -> None:  # fmt: skip
        s, window = ctx.settings.scale, look.window
        local = [_scaled(box.move(-rect.x, -rect.y), s) for box in boxes]
        taken = Taken(
            look.size, local, [([window.at(p) for p in t.points], t.selected) for t in content.trips]
        )
        job = LabelJob(
            data=self._data or load_map(), graph=self._graph or load_graph(), window=window, scale=s,
            style=self._style, lang=ctx.settings.lang, text=ctx.p.type, taken=taken, zones=content.zones,
        )  # fmt: skip
        labels, self._anchors = place_labels(job, self._anchors)
        self._labels = (key, labels)

    def _draw_labels(self, ctx: Ctx, area: Rect, look: Look) -> None:
        window, target = look.window, ctx.p.surface
        for label in self._labels[1]:
            x, y = window.at(label.xy)
            target.blit(label.surface, (area.x + round(x) + label.dx, area.y + round(y) + label.dy))

    # -- things on top -------------------------------------------------------------------------
    def _arranged(self, stops: tuple[MapStop, ...], *, busy: bool) -> list[Mark]:
        zoom = self.camera.m_per_px
        known = self._marks[0]
        if known != (stops, zoom) and not (busy and known[:1] == (stops,)):
            # another choice or plan: this frame with the places of the last one, the next one exactly
            rough = known[1:] == (zoom,)
            marks = arranged_like(self._marks[1], stops, zoom) if rough else arrange(stops, zoom)
            marks.sort(key=lambda m: 0 if len(m.stops) > 1 else LAYER.get(m.stops[0].state, 2))
            self._marks = ((stops, zoom, "rough") if rough else (stops, zoom), marks)
        return self._marks[1]

    def _at(self, mark: Mark, rect: Rect) -> tuple[Point, Point]:
        """(true place, place drawn) in logical pixels."""
        x, y = self.camera.to_px(mark.xy, rect)
        return (x, y), (x + mark.dx, y + mark.dy)

    def _boxes(self, ctx: Ctx, rect: Rect, marks: Sequence[Mark]) -> list[Rect]:
        """What names and shields must keep free of."""
        shown = [(mark, self._at(mark, rect)[1]) for mark in marks]
        shown = [entry for entry in shown if rect.inflate(60, 60).collidepoint(entry[1])]
        flags = map_marks.place_flags(ctx, rect, shown)
        return [*(map_marks.mark_box(ctx, mark, *at) for mark, at in shown), *flags.values()]

    def _draw_marks(self, ctx: Ctx, rect: Rect, marks: Sequence[Mark]) -> None:
        around = rect.inflate(30, 30)
        shown = [(mark, *self._at(mark, rect)) for mark in marks]
        shown = [entry for entry in shown if around.collidepoint(entry[2])]
        flags = map_marks.place_flags(ctx, rect, [(mark, at) for mark, _true, at in shown])
        self.flags = tuple(flags.values())
        shown.sort(key=lambda entry: entry[0].stops[0].id in flags)  # a flag lies over other signs
        for mark, true, at in shown:
            map_marks.draw_leader(ctx, mark, true, at)
        for mark, _true, (x, y) in shown:
            if len(mark.stops) > 1:
                map_marks.draw_group(ctx, mark, x, y, self.time_s)
            else:
                map_marks.draw_stop(ctx, mark.stops[0], x, y, flags.get(mark.stops[0].id), self.time_s)


def _scaled(box: Rect, s: float) -> Rect:
    return Rect(round(box.x * s), round(box.y * s), round(box.w * s), round(box.h * s))
