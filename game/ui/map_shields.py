"""Road shields, and the shortest rule of a zone beside it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import pygame

from game.content.geo import RoadEdge
from game.ui.map_placing import STRONG, Label, LabelJob, ink_of, label_at
from game.ui.paint import Point
from game.ui.text import TextCache
from game.ui.theme import MapColors, mix

SHARES = (0.50, 0.38, 0.62, 0.28, 0.72)
SAME_ROAD_PX = 230.0  # between two shields of one road
N_APART_PX = 64.0  # between the shields of two N roads
N_EDGE_PX, N_ROAD_PX = 42.0, 120.0  # least length on screen of the edge and of the whole road
N_FAR_M_PER_PX = 230.0  # zoomed out further, N roads are not numbered
A_EDGE_PX = 22.0
ZONE_WORD_PX = 34.0


def _on_screen(job: LabelJob) -> list[tuple[RoadEdge, list[Point], float]]:
    """Numbered edges in view with their length in device pixels, longest first."""
    w = job.window
    found = []
    for edge in job.graph.edges:
        if edge.road[:1] in ("A", "N") and edge.road[1:2].isdigit():
            points = [w.at(p) for p in edge.shape]
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            if max(xs) > 0 and min(xs) < w.w and max(ys) > 0 and min(ys) < w.h:
                length = sum(math.dist(a, b) for a, b in itertools.pairwise(points))
                found.append((edge, points, length))
    return sorted(found, key=lambda f: (f[0].road[0], -f[2], f[0].road))


def shields(job: LabelJob, c: MapColors) -> Iterable[Label]:
    """The numbers of the roads in view, each where it hides nothing."""
    edges = _on_screen(job)
    total: dict[str, float] = {}
    for edge, _points, length in edges:
        total[edge.road] = total.get(edge.road, 0.0) + length
    placed: list[tuple[str, Point]] = []
    for edge, points, length in edges:
        motorway, s = edge.road[0] == "A", job.scale
        if motorway and length < A_EDGE_PX * s:
            continue
        if not motorway and (
            length < N_EDGE_PX * s or total[edge.road] < N_ROAD_PX * s or job.m_per_px > N_FAR_M_PER_PX
        ):
            continue
        made = _shield(edge.road, c, job.text, job.scale)
        spot = _free_spot(job, edge.road, points, made, placed)
        if spot:
            placed.append((edge.road, spot))
            yield label_at(made, job, spot, made.get_rect(center=(round(spot[0]), round(spot[1]))))


def _free_spot(
    job: LabelJob, road: str, points: Sequence[Point], made: pygame.Surface, placed: list[tuple[str, Point]]
) -> Point | None:
    bounds, s = pygame.Rect(0, 0, job.window.w, job.window.h), job.scale
    for share in SHARES:
        at = _along(points, share)
        box = made.get_rect(center=(round(at[0]), round(at[1])))
        if (
            not bounds.contains(box)
            or not job.taken.free(box.inflate(10, 6))
            or not job.taken.clear(box, STRONG)
        ):
            continue
        near = (math.dist(at, p) < _apart(road, other) * s for other, p in placed)
        if any(near):
            continue
        job.taken.boxes.append(box)
        return at
    return None


def _apart(road: str, other: str) -> float:
    if road == other:
        return SAME_ROAD_PX
    return N_APART_PX if "N" in (road[0], other[0]) else 40.0


def _shield(road: str, c: MapColors, text: TextCache, scale: float) -> pygame.Surface:
    motorway = road[0] == "A"
    front, back = (c.shield_a_text, c.shield_a) if motorway else (c.shield_n_text, c.shield_n)
    return _shield_surface(text.render(road, "shield", front), back, c.halo, scale)


@lru_cache(maxsize=256)
def _shield_surface(
    word: pygame.Surface, back: tuple[int, int, int], halo: tuple[int, int, int], scale: float
) -> pygame.Surface:
    rim = max(1, round(1.5 * scale))
    w, h = word.get_width() + round(8 * scale), round(14 * scale)
    big = pygame.Surface((4 * (w + 2 * rim), 4 * (h + 2 * rim)), pygame.SRCALPHA)
    big.fill((*halo, 0))
    pygame.draw.rect(big, halo, big.get_rect(), border_radius=round(4.5 * 4 * scale))
    pygame.draw.rect(big, back, big.get_rect().inflate(-8 * rim, -8 * rim), border_radius=round(12 * scale))
    made = pygame.transform.smoothscale(big, (w + 2 * rim, h + 2 * rim))
    made.blit(word, word.get_rect(center=made.get_rect().center))
    return made


def _along(points: Sequence[Point], share: float) -> Point:
    lengths = [math.dist(a, b) for a, b in itertools.pairwise(points)]
    left = sum(lengths) * share
    for a, b, length in zip(points, points[1:], lengths, strict=False):
        if left <= length and length > 0:
            return a[0] + (b[0] - a[0]) * left / length, a[1] + (b[1] - a[1]) * left / length
        left -= length
    return points[-1]


def zone_words(job: LabelJob, c: MapColors) -> list[Label]:
    """The shortest rule of a zone above or below it, once it is large enough on screen to be looked at."""
    made = []
    for zone in job.zones:
        points = [job.window.at(p) for p in zone.ring]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        if not zone.label or max(xs) - min(xs) < ZONE_WORD_PX * job.scale:
            continue
        word = job.text.halo(zone.label, "micro", mix(c.zone, c.name, 0.5), c.halo, weight=600)
        bounds, x = pygame.Rect(0, 0, job.window.w, job.window.h), (min(xs) + max(xs)) / 2
        for y in (min(ys) - 9 * job.scale, max(ys) + 9 * job.scale):
            box = word.get_rect(center=(round(x), round(y)))
            ink = ink_of(word).move(box.topleft)
            if bounds.contains(box) and job.taken.room(ink, job.scale):
                job.taken.boxes.append(ink)
                made.append(label_at(word, job, (x, y), box))
                break
    return made
