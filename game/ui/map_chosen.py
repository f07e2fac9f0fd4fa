"""What is chosen, on the map: a ring around every stop of it, a line from pickup to drop-off, the outline."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pygame

from game.ui.context import Ctx
from game.ui.desk import Desk
from game.ui.host import speech
from game.ui.lasso import draw_outline
from game.ui.map_symbols import MapStop
from game.ui.order_items import OrderItem
from game.ui.paint import Point

Rect = pygame.Rect
SIGN_PX = 14
"""The lines keep this far from the middle of a sign."""
MOST = 150
"""More chosen orders get no lines: they would hide the map."""


def draw(ctx: Ctx, rect: Rect, desk: Desk) -> None:
    """Over the map that was just painted into rect."""
    selection = desk.selection
    ring = desk.list.asked.ring
    if not selection.orders and not ring:
        return
    camera = desk.map.camera
    with ctx.p.clip(rect):
        if ring:
            draw_outline(ctx, [camera.to_px(point, rect) for point in ring], closed=True)
        chosen = [i for i in desk.items(speech(ctx)) if i.id in selection.orders]
        signs = _signs(ctx, desk, chosen)
        spots: dict[str, Point] = {name: box.center for name, box in signs.items()}
        if len(chosen) <= MOST:
            for item in chosen:
                _way(ctx, rect, desk, item, spots, alone=len(chosen) == 1)
        for box in signs.values():
            ctx.p.outline(box.inflate(8, 8), ctx.c.map.halo, 15, 4)
            ctx.p.outline(box.inflate(6, 6), ctx.c.accent, 14, 2)


def _signs(ctx: Ctx, desk: Desk, chosen: Sequence[OrderItem]) -> dict[str, Rect]:
    """Id of a stop on the map -> where its sign was drawn, for the stops of the chosen orders."""
    wanted = {name for item in chosen for name in _stop_ids(desk, item)}
    found: dict[str, Rect] = {}
    for hit in ctx.hits:
        if isinstance(hit.payload, MapStop) and hit.payload.id in wanted:
            found[hit.payload.id] = hit.rect
    return found


def _stop_ids(desk: Desk, item: OrderItem) -> list[str]:
    """As `map_model.map_stops` names them; orders that follow each other at one hub share a sign."""
    trip = desk.session.plan.trip_of(item.vehicle) if item.vehicle else None
    if trip is None:
        return [f"{item.id}/collect", f"{item.id}/deliver"]
    return [f"{item.vehicle}/{i}" for i, stop in enumerate(trip.stops) if stop.order == item.id]


def _way(ctx: Ctx, rect: Rect, desk: Desk, item: OrderItem, spots: dict[str, Point], *, alone: bool) -> None:
    """From pickup to drop-off, unless the line of the trip shows it; of several only between customers."""
    if item.facts.kind != "between" and (item.vehicle or not alone):
        return
    ids = [name for name in _stop_ids(desk, item) if name in spots]
    ends = [desk.map.camera.to_px(point, rect) for point in item.facts.ends]
    if item.facts.kind == "between" and len(ids) == 2:
        ends = [spots[name] for name in ids]
    elif len(ids) == 1:
        ends[0 if item.facts.kind == "collection" else 1] = spots[ids[0]]
    a, b = _clear(ends[0], ends[1])
    ctx.p.dash_line(a, b, ctx.c.map.halo, width=4, dash=8, gap=5)
    ctx.p.dash_line(a, b, ctx.c.accent, width=2, dash=8, gap=5)
    _arrow(ctx, a, b)


def _clear(a: Point, b: Point) -> tuple[Point, Point]:
    """The line between two signs without the signs."""
    length = math.dist(a, b)
    share = min(0.5, SIGN_PX / length) if length else 0.0
    dx, dy = (b[0] - a[0]) * share, (b[1] - a[1]) * share
    return (a[0] + dx, a[1] + dy), (b[0] - dx, b[1] - dy)


def _arrow(ctx: Ctx, a: Point, b: Point) -> None:
    """Half way, pointing to the drop-off."""
    length = math.dist(a, b)
    if length < 40:
        return
    ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    left, right = (x - 5 * ux - 5 * uy, y - 5 * uy + 5 * ux), (x - 5 * ux + 5 * uy, y - 5 * uy - 5 * ux)
    tip = (x + 5 * ux, y + 5 * uy)
    ctx.p.polyline([left, tip, right], ctx.c.map.halo, 5)
    ctx.p.polyline([left, tip, right], ctx.c.accent, 2.5)


def draw_lasso(ctx: Ctx, rect: Rect, points: Sequence[Point]) -> None:
    """The outline while it is drawn."""
    with ctx.p.clip(rect):
        draw_outline(ctx, points, closed=False)
