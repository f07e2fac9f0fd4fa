"""What follows from the layers that are shown: words of the legend, hits of zones, plainer trips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pygame

from game.ui.context import Ctx
from game.ui.map_base import Camera
from game.ui.map_layers import Layers
from game.ui.map_overlay import MapZone
from game.ui.map_sheet import Content
from game.ui.map_symbols import MapStop
from game.ui.map_trips import MapTrip

Rect = pygame.Rect
ZONE_HIT_PX = 14


def legend_kinds(content: Content, stops: Sequence[MapStop], layers: Layers) -> list[str]:
    """What the legend has to explain, the most needed first."""
    chosen = [part for trip in content.trips if trip.selected for part in trip.parts]
    kinds = ["toll", *(["zone"] if content.zones or not layers.zone else [])]
    kinds += [word for word in ("low", "under") if any(part.charge == word for part in chosen)]
    if any(stop.state == "unplanned" for stop in stops):
        kinds.append("open")
    if any(trip.selected for trip in content.trips):
        kinds.append("along")
    return kinds


def zone_hits(ctx: Ctx, rect: Rect, camera: Camera, zones: Sequence[MapZone]) -> None:
    """The rules of a zone under the pointer; what is drawn later lies above it. Hits: `zone.<id>`."""
    for zone in zones:
        points = [camera.to_px(p, rect) for p in zone.ring]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = Rect(round(min(xs)), round(min(ys)), round(max(xs) - min(xs)), round(max(ys) - min(ys)))
        large = box.w >= ZONE_HIT_PX and box.h >= ZONE_HIT_PX
        box.inflate_ip(max(0, ZONE_HIT_PX - box.w), max(0, ZONE_HIT_PX - box.h))
        ctx.hit(f"zone.{zone.id}", box, "info", label=zone.name, tooltip=zone.tooltip, draggable=True,
                ring=tuple(points) if large else ())  # fmt: skip


def stripped(trip: MapTrip, layers: Layers) -> MapTrip:
    """A selected trip without what is not to be seen along it."""
    if not trip.parts or (layers.along and layers.toll):
        return trip
    if not layers.along and not layers.toll:
        return replace(trip, parts=())
    parts = (
        replace(p, toll=p.toll and layers.toll, load=p.load if layers.along else -1.0,
                charge=p.charge if layers.along else "")
        for p in trip.parts
    )  # fmt: skip
    return replace(trip, parts=tuple(parts))
