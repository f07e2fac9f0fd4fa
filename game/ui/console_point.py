"""What a sentence speaks of lights up: its order, trip or place, in list, board and map at once.

A sentence registers a hit with a `Points` payload; while it is pointed at or in focus, the hits of what it
names get an outline. A click on it chooses the first of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.ui.board_view import BlockRef
from game.ui.context import Ctx
from game.ui.desk import Desk
from game.ui.hits import Hit
from game.ui.map_view import MapStop

Rect = pygame.Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """What a sentence is about."""

    orders: tuple[str, ...] = ()
    vehicles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether it names anything."""
        return bool(self.orders or self.vehicles or self.places)


def pointed(ctx: Ctx) -> Points | None:
    """What the sentence below the pointer, or in focus, is about."""
    focus = ctx.memory.focus if ctx.memory.focus_visible else None
    for name in (ctx.memory.hover, focus):
        hit = ctx.hits.get(name) if name else None
        if hit is not None and isinstance(hit.payload, Points) and hit.payload:
            return hit.payload
    return None


def draw_pointed(ctx: Ctx, desk: Desk) -> None:
    """Outline everything on screen that the sentence names."""
    found = pointed(ctx)
    if found is None:
        return
    lane = desk.board.body
    for hit in [h for h in ctx.hits if _names(h, found, desk)]:
        board = isinstance(hit.payload, BlockRef) or hit.id.startswith("row.")
        round_ = isinstance(hit.payload, MapStop)
        wide = hit.rect.w > 120  # a row: within its own edges
        area = hit.rect.inflate(8, 8) if round_ else hit.rect.inflate(*((-4, -4) if wide else (4, 4)))
        with ctx.p.clip(lane if board else ctx.rect):
            ctx.p.outline(area, ctx.c.surface, 12 if round_ else 6, 4)
            ctx.p.outline(area, ctx.c.accent, 12 if round_ else 6, 2)


def _names(hit: Hit, found: Points, desk: Desk) -> bool:
    payload = hit.payload
    if isinstance(payload, BlockRef):
        return hit.id.startswith("block.") and (payload.order in found.orders and bool(payload.order))
    if isinstance(payload, MapStop):
        return _stop_named(payload, found, desk)
    if not isinstance(payload, str):
        return False
    if hit.id.startswith("order."):
        return payload in found.orders
    return hit.id.startswith("row.") and payload in found.vehicles


def _stop_named(stop: MapStop, found: Points, desk: Desk) -> bool:
    head, _, tail = stop.id.rpartition("/")
    if head in found.orders:
        return True
    trip = desk.session.plan.trip_of(head)
    if trip is not None and tail.isdigit() and int(tail) < len(trip.stops):
        return trip.stops[int(tail)].order in found.orders
    return head in ("depot", "site") and tail in found.places
