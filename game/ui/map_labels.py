"""Names and road shields: greedy placement in order of rank; no free place means no name."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import pygame

from game.content.geo import MapData, RoadGraph
from game.ui.map_base import STYLES, View
from game.ui.paint import Point
from game.ui.text import TextCache
from game.ui.theme import MapColors, Weight

RANK_STYLE: tuple[tuple[str, Weight], ...] = (("lead", 600), ("small", 500), ("micro", 400))
SHARES = (0.50, 0.38, 0.62, 0.28, 0.72)


def _anchors(x: float, y: float, w: int, h: int, gap: float) -> list[pygame.Rect]:
    """16 places around a point, right first."""
    made = []
    for step in (0, 15, 1, 14, 2, 8, 7, 9, 4, 12, 3, 13, 5, 11, 6, 10):
        a = step * math.tau / 16
        cx = x + math.cos(a) * (gap + w / 2)
        cy = y + math.sin(a) * (gap + h / 2)
        made.append(pygame.Rect(round(cx - w / 2), round(cy - h / 2), w, h))
    return made


def paint_labels(
    surface: pygame.Surface, data: MapData, graph: RoadGraph, view: View, style: str, text: TextCache,
    taken: Sequence[pygame.Rect],
) -> None:  # fmt: skip
    """Shields and names on the smoothed surface; `taken` are boxes (surface px) to keep free."""
    boxes, colors = list(taken), STYLES[style]
    if style != "night":
        _shields(surface, graph, view, colors, text, boxes)
    _names(surface, data, view, colors, text, boxes)


def _shields(
    surface: pygame.Surface,
    graph: RoadGraph,
    view: View,
    c: MapColors,
    text: TextCache,
    boxes: list[pygame.Rect],
) -> None:
    placed: dict[str, list[Point]] = {}
    bounds = surface.get_rect()
    for edge in sorted(graph.edges, key=lambda e: -e.length_m):
        if edge.road[:1] not in "AN" or (edge.road[0] == "N" and edge.length_m < 45 * view.camera.m_per_px):
            continue
        points = view.at(edge.shape)
        if not view.seen(points, 0):
            continue
        motorway = edge.road[0] == "A"
        made = text.render(edge.road, "shield", c.shield_a_text if motorway else c.shield_n_text)
        w, h = made.get_width() + round(8 * view.scale), round(14 * view.scale)
        for share in SHARES:
            x, y = _along(points, share)
            box = pygame.Rect(round(x - w / 2), round(y - h / 2), w, h)
            if not bounds.contains(box) or box.inflate(24, 16).collidelist(boxes) >= 0:
                continue
            if any(math.dist((x, y), p) < 230 * view.scale for p in placed.get(edge.road, ())):
                continue
            pygame.draw.rect(surface, c.halo, box.inflate(3, 3), border_radius=round(4 * view.scale))
            pygame.draw.rect(
                surface, c.shield_a if motorway else c.shield_n, box, border_radius=round(3 * view.scale)
            )
            surface.blit(made, made.get_rect(center=box.center))
            boxes.append(box)
            placed.setdefault(edge.road, []).append((x, y))
            break


def _along(points: Sequence[Point], share: float) -> Point:
    lengths = [math.dist(a, b) for a, b in itertools.pairwise(points)]
    left = sum(lengths) * share
    for a, b, length in zip(points, points[1:], lengths, strict=False):
        if left <= length and length > 0:
            return a[0] + (b[0] - a[0]) * left / length, a[1] + (b[1] - a[1]) * left / length
        left -= length
    return points[-1]


def _names(
    surface: pygame.Surface,
    data: MapData,
    view: View,
    c: MapColors,
    text: TextCache,
    boxes: list[pygame.Rect],
) -> None:
    bounds, taken = surface.get_rect(), list(boxes)
    k = view.camera.m_per_px
    least = 0 if k < 60 else 3_000 if k < 100 else 6_000 if k < 170 else 20_000
    big: list[tuple[int, Point]] = []
    for town in sorted(data.towns, key=lambda t: (t.rank, -t.population, t.name)):
        if town.population < least:
            continue
        if any(
            town.population * 3 < p and math.dist((town.x_m, town.y_m), at) < 900 + 13 * p**0.5
            for p, at in big
        ):
            continue  # a quarter of a city reads as clutter
        big.append((town.population, (town.x_m, town.y_m)))
        ((x, y),) = view.at([(town.x_m, town.y_m)])
        if not bounds.collidepoint(x, y):
            continue
        rank = min(3, max(1, town.rank))
        token, weight = RANK_STYLE[rank - 1]
        made = text.halo(town.name, token, c.name if rank < 3 else c.name_minor, c.halo, weight=weight)
        gap = (5 if rank < 3 else 4) * view.scale
        if pygame.Rect(round(x), round(y), 1, 1).inflate(6, 6).collidelist(taken) >= 0:
            gap = 14 * view.scale  # a stop lies on the town itself
        for box in _anchors(x, y, made.get_width(), made.get_height(), gap):
            inner = box.inflate(-4, -6)
            if bounds.contains(box) and inner.collidelist(boxes) < 0:
                if rank == 3:
                    pygame.draw.circle(surface, c.name_minor, (x, y), 1.5 * view.scale)
                surface.blit(made, box)
                boxes.append(inner)
                break
