"""Shields and names: greedy placement in order of rank; no free place means no name.

A placed label keeps its place on the sheet (RD metres), so during a pan or zoom it travels with the
map instead of going out; when the map rests everything is placed anew, each name first where it was.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pygame

from game.content.geo import MapData, RoadEdge, RoadGraph, Town
from game.ui.map_base import STYLES
from game.ui.map_tiles import Window
from game.ui.map_words import words_on
from game.ui.paint import Point, disc_surface
from game.ui.text import TextCache
from game.ui.theme import MapColors, Weight

RANK_STYLE: tuple[tuple[str, Weight], ...] = (("lead", 600), ("small", 500), ("micro", 400))
SHARES = (0.50, 0.38, 0.62, 0.28, 0.72)
SAME_ROAD_PX = 230.0  # between two shields of one road
N_APART_PX = 64.0  # between the shields of two N roads
N_EDGE_PX, N_ROAD_PX = 42.0, 120.0  # least length on screen of the edge and of the whole road
N_FAR_M_PER_PX = 230.0  # zoomed out further, N roads are not numbered
A_EDGE_PX = 22.0
CELL = 4
WEAK, STRONG = 1, 2
SAME_WORD_PX = 380.0
ANCHORS = (0, 15, 1, 14, 2, 8, 7, 9, 4, 12, 3, 13, 5, 11, 6, 10)  # right first, sixteenths of a turn


@dataclass(frozen=True, slots=True)
class Label:
    """A picture fixed to a place: (dx, dy) is its top left corner from there, device pixels."""

    surface: pygame.Surface
    xy: Point
    dx: int
    dy: int


class Taken:
    """What is occupied: boxes, and routes on a coarse sheet of one byte per 4 px."""

    def __init__(
        self,
        size: tuple[int, int],
        boxes: list[pygame.Rect],
        routes: Iterable[tuple[Sequence[Point], bool]] = (),
    ) -> None:
        """`routes` are (points in device pixels, strong): a shield may lie on one that is not strong."""
        self.boxes = boxes
        self._wide, self._high = size[0] // CELL + 1, size[1] // CELL + 1
        sheet = pygame.Surface((self._wide, self._high), depth=8)
        for points, strong in sorted(routes, key=lambda route: route[1]):
            if len(points) > 1:
                cells = [(x / CELL, y / CELL) for x, y in points]
                pygame.draw.lines(sheet, STRONG if strong else WEAK, False, cells)
        self._pitch, self._cells = sheet.get_pitch(), sheet.get_buffer().raw

    def free(self, box: pygame.Rect) -> bool:
        """No box lies here."""
        return box.collidelist(self.boxes) < 0

    def clear(self, box: pygame.Rect, *marks: int) -> bool:
        """No route of these kinds runs through here."""
        x0, x1 = max(0, box.left // CELL), min(self._wide - 1, box.right // CELL)
        rows = range(max(0, box.top // CELL), min(self._high - 1, box.bottom // CELL) + 1)
        find, pitch = self._cells.find, self._pitch
        return all(find(mark, y * pitch + x0, y * pitch + x1 + 1) < 0 for y in rows for mark in marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelJob:
    """Everything that placement depends on."""

    data: MapData
    graph: RoadGraph
    window: Window
    scale: float
    style: str
    lang: str
    text: TextCache
    taken: Taken

    @property
    def m_per_px(self) -> float:
        """Metres per logical pixel."""
        return self.window.mpp * self.scale


def place_labels(job: LabelJob, before: Mapping[str, int]) -> tuple[list[Label], dict[str, int]]:
    """(labels in painting order, anchor per town name); `before` are the anchors of the last time."""
    colors = STYLES[job.style]
    words = list(_words(job, colors))
    shields = list(_shields(job, colors)) if job.style != "night" else []
    names, anchors = _names(job, colors, before)
    return words + shields + names, anchors


def _label(surface: pygame.Surface, job: LabelJob, at: Point, box: pygame.Rect) -> Label:
    w = job.window
    xy = ((at[0] + w.left) * w.mpp, -(at[1] + w.top) * w.mpp)
    return Label(surface, xy, box.x - round(at[0]), box.y - round(at[1]))


def _words(job: LabelJob, c: MapColors) -> Iterable[Label]:
    """Waters and neighbours: letter-spaced, in the background, but no name runs over them."""
    bounds = pygame.Rect(0, 0, job.window.w, job.window.h)
    placed: list[tuple[pygame.Surface, Point]] = []
    for made, xy in words_on(job.m_per_px, job.lang, job.scale, c):
        at = job.window.at(xy)
        if any(other is made and math.dist(at, p) < SAME_WORD_PX * job.scale for other, p in placed):
            continue
        box = made.get_rect(center=(round(at[0]), round(at[1])))
        if bounds.contains(box) and job.taken.free(box):
            if made.get_width() < 2.5 * made.get_height():  # of a slanted word the box is mostly empty
                inner = box.inflate(-box.w // 4, -box.h // 4)
            else:
                inner = box
            job.taken.boxes.append(inner)
            placed.append((made, at))
            yield _label(made, job, at, box)


# -- shields -----------------------------------------------------------------------------------
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


def _shields(job: LabelJob, c: MapColors) -> Iterable[Label]:
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
            yield _label(made, job, spot, made.get_rect(center=(round(spot[0]), round(spot[1]))))


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


# -- names -------------------------------------------------------------------------------------
def _wanted(job: LabelJob) -> list[Town]:
    """The towns to try, largest first."""
    k = job.m_per_px
    least = 0 if k < 60 else 3_000 if k < 100 else 6_000 if k < 170 else 20_000 if k < 300 else 60_000
    if job.style == "night":
        least = max(least, 9_000)
    return [t for t in _calm(job.data) if t.population >= least and (t.rank <= 5 or k <= 60)]


_CALM: dict[int, tuple[MapData, list[Town]]] = {}
NEAR_CITY_M = 900.0  # and 13 m times the root of its population: drawn apart by eye
CELL_M = 8_000


def _calm(data: MapData) -> list[Town]:
    """Towns by rank without the near neighbours of one three times as large, which read as clutter."""
    if id(data) not in _CALM:
        cells: dict[tuple[int, int], list[Town]] = {}
        kept: list[Town] = []
        for town in sorted(data.towns, key=lambda t: (t.rank, -t.population, t.name)):
            x, y = town.x_m // CELL_M, town.y_m // CELL_M
            near = (o for gx in (-1, 0, 1) for gy in (-1, 0, 1) for o in cells.get((x + gx, y + gy), ()))
            if not any(_overshadows(o, town) for o in near):
                kept.append(town)
                cells.setdefault((x, y), []).append(town)
        _CALM[id(data)] = (data, kept)
    return _CALM[id(data)][1]


def _overshadows(city: Town, town: Town) -> bool:
    reach = NEAR_CITY_M + 13 * math.sqrt(city.population)
    return town.population * 3 < city.population and (
        math.dist((town.x_m, town.y_m), (city.x_m, city.y_m)) < reach
    )


def _names(job: LabelJob, c: MapColors, before: Mapping[str, int]) -> tuple[list[Label], dict[str, int]]:
    made: list[Label] = []
    anchors: dict[str, int] = {}
    stops = list(job.taken.boxes)
    for town in _wanted(job):
        at = job.window.at((town.x_m, town.y_m))
        if not (0 <= at[0] < job.window.w and 0 <= at[1] < job.window.h):
            continue
        rank = min(3, max(1, town.rank))
        token, weight = RANK_STYLE[rank - 1]
        color = c.name if rank < 3 else c.name_minor
        word = job.text.halo(town.name, token, color, c.halo, weight=weight)
        covered = pygame.Rect(round(at[0]), round(at[1]), 1, 1).inflate(6, 6).collidelist(stops) >= 0
        gap = (14 if covered else 5 if rank < 3 else 4) * job.scale  # a stop may lie on the town itself
        found = _anchor(job, at, word.get_size(), gap, before.get(town.name))
        if found is None and rank < 3:  # a city among stops: a little further away
            found = _anchor(job, at, word.get_size(), gap + 16 * job.scale, None)
        if found is None:
            continue
        anchors[town.name], box = found
        job.taken.boxes.append(box.inflate(-4, -6))
        if rank == 3 and not covered and job.style != "night":
            dot = disc_surface(max(1, round(1.5 * job.scale)), c.name_minor)
            made.append(_label(dot, job, at, dot.get_rect(center=(round(at[0]), round(at[1])))))
        made.append(_label(word, job, at, box))
    return made, anchors


def _anchor(
    job: LabelJob, at: Point, size: tuple[int, int], gap: float, last: int | None
) -> tuple[int, pygame.Rect] | None:
    """The first free one of 16 places around a point: off the routes if it can be, else across one."""
    bounds, spare = pygame.Rect(0, 0, job.window.w, job.window.h), None
    order = ANCHORS if last is None else (last, *ANCHORS)
    for step in order:
        a = step * math.tau / 16
        x, y = at[0] + math.cos(a) * (gap + size[0] / 2), at[1] + math.sin(a) * (gap + size[1] / 2)
        box = pygame.Rect(round(x - size[0] / 2), round(y - size[1] / 2), *size)
        inner = box.inflate(-4, -6)
        if bounds.contains(box) and job.taken.free(inner):
            if job.taken.clear(inner, STRONG, WEAK):
                return step, box
            spare = spare or (step, box)
    return spare
