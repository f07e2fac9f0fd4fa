"""Shields and names: greedy placement in order of rank; no free place means no name.

A placed label keeps its place on the sheet (RD metres), so during a pan or zoom it travels with the
map instead of going out; when the map rests everything is placed anew, each name first where it was.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import pygame

from game.content.geo import MapData, Town
from game.ui.map_base import STYLES
from game.ui.map_placing import STRONG, WEAK, Label, LabelJob, Taken, ink_of, label_at, letters_of
from game.ui.map_shields import shields, zone_words
from game.ui.map_words import words_on
from game.ui.paint import Point
from game.ui.paint_baked import disc_surface
from game.ui.theme import MapColors, Weight

__all__ = ["Label", "LabelJob", "Taken", "place_labels"]

RANK_STYLE: tuple[tuple[str, Weight], ...] = (("lead", 600), ("small", 500), ("micro", 400))
SAME_WORD_PX = 380.0
ANCHORS = (0, 15, 1, 14, 2, 8, 7, 9, 4, 12, 3, 13, 5, 11, 6, 10)  # right first, sixteenths of a turn


def place_labels(job: LabelJob, before: Mapping[str, int]) -> tuple[list[Label], dict[str, int]]:
    """(labels in painting order, anchor per town name); `before` are the anchors of the last time."""
    colors = STYLES[job.style]
    words = list(_words(job, colors))
    signs = list(shields(job, colors)) if not job.style.startswith("night") else []
    signs += zone_words(job, colors)
    names, anchors = _names(job, colors, before)
    return words + signs + names, anchors


def _words(job: LabelJob, c: MapColors) -> Iterable[Label]:
    """Waters and neighbours: letter-spaced, in the background, but no name runs over them."""
    bounds = pygame.Rect(0, 0, job.window.w, job.window.h)
    placed: list[tuple[pygame.Surface, Point]] = []
    for made, xy in words_on(job.m_per_px, job.lang, job.scale, c):
        at = job.window.at(xy)
        if any(other is made and math.dist(at, p) < SAME_WORD_PX * job.scale for other, p in placed):
            continue
        box = made.get_rect(center=(round(at[0]), round(at[1])))
        letters = [letter.move(box.topleft) for letter in letters_of(made)]
        if bounds.contains(box) and all(job.taken.room(letter, job.scale) for letter in letters):
            job.taken.boxes.extend(letters)
            placed.append((made, at))
            yield label_at(made, job, at, box)


# -- names -------------------------------------------------------------------------------------
def _wanted(job: LabelJob) -> list[Town]:
    """The towns to try, largest first."""
    k = job.m_per_px
    least = 0 if k < 60 else 3_000 if k < 100 else 6_000 if k < 170 else 20_000 if k < 300 else 60_000
    if job.style.startswith("night"):
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
        found = _anchor(job, at, word, gap, before.get(town.name))
        if found is None and rank < 3:  # a city among stops: a little further away
            found = _anchor(job, at, word, gap + 16 * job.scale, None)
        if found is None:
            continue
        anchors[town.name], box = found
        job.taken.boxes.append(ink_of(word).move(box.topleft))
        dot = disc_surface(max(1, round(1.5 * job.scale)), c.name_minor)
        spot = dot.get_rect(center=(round(at[0]), round(at[1])))
        if rank == 3 and not (covered or job.style.startswith("night")) and job.taken.free(spot):
            job.taken.boxes.append(spot)
            made.append(label_at(dot, job, at, spot))
        made.append(label_at(word, job, at, box))
    return made, anchors


def _anchor(
    job: LabelJob, at: Point, word: pygame.Surface, gap: float, last: int | None
) -> tuple[int, pygame.Rect] | None:
    """The first free one of 16 places around a point: off the routes if it can be, else across one."""
    bounds, spare = pygame.Rect(0, 0, job.window.w, job.window.h), None
    size, ink = word.get_size(), ink_of(word)
    order = ANCHORS if last is None else (last, *ANCHORS)
    for step in order:
        a = step * math.tau / 16
        x, y = at[0] + math.cos(a) * (gap + size[0] / 2), at[1] + math.sin(a) * (gap + size[1] / 2)
        box = pygame.Rect(round(x - size[0] / 2), round(y - size[1] / 2), *size)
        inner = ink.move(box.topleft)
        if bounds.contains(box) and job.taken.room(inner, job.scale):
            if job.taken.clear(inner, STRONG, WEAK):
                return step, box
            spare = spare or (step, box)
    return spare
