"""The map by night: a glow and lights around each town, the same on every run."""

from __future__ import annotations

import math
from functools import lru_cache

import pygame

from game.content.geo import MapData, Town
from game.domain.chance import stream
from game.ui.map_tiles import TILE, TileKey
from game.ui.theme import Color

GLOW: Color = (255, 206, 128)
Dot = tuple[int, int, int, int]
"""x and y on the sheet, number of the colour, size in logical pixels (1 or 2)."""


class Lights:
    """The lights of all towns on the sheet for one zoom level."""

    def __init__(self, data: MapData, mpp: float, scale: float, colors: tuple[Color, Color, Color]) -> None:
        self._mpp, self._scale, self._colors = mpp, scale, colors
        self._zoom = min(1.6, max(0.6, 130 / (mpp * scale)))
        self._towns = [(t, t.x_m / mpp, -t.y_m / mpp, self._reach(t)) for t in data.towns]
        self._dots: dict[tuple[str, int], list[Dot]] = {}

    def _reach(self, town: Town) -> float:
        """Standard deviation of the lights around the town, device pixels."""
        return (2.6 + math.sqrt(town.population) / 30) * self._scale * self._zoom

    def paint(self, tile: pygame.Surface, key: TileKey) -> None:
        """Add glow and lights to a tile."""
        ox, oy = key[0] * TILE, key[1] * TILE
        near = [
            (town, x - ox, y - oy, reach)
            for town, x, y, reach in self._towns
            if -4 * reach < x - ox < TILE + 4 * reach and -4 * reach < y - oy < TILE + 4 * reach
        ]
        for town, x, y, reach in near:
            if town.population > 5_000:
                glow = _glow(max(4, round(reach * 2.6)))
                tile.blit(
                    glow, glow.get_rect(center=(round(x), round(y))), special_flags=pygame.BLEND_RGB_ADD
                )
        for town, x, y, reach in near:
            for dx, dy, color, size in self._around(town, reach):
                light = _light(self._colors[color], size, self._scale)
                where = light.get_rect(center=(round(x) + dx, round(y) + dy))
                tile.blit(light, where, special_flags=pygame.BLEND_RGB_MAX)

    def _around(self, town: Town, reach: float) -> list[Dot]:
        key = (town.name, town.x_m)
        if key not in self._dots:
            dice = stream(0, f"lights/{town.name}/{town.x_m}")
            many = min(110, 3 + town.population // 1000)
            self._dots[key] = [_dot(dice.random(), dice.random(), dice.random(), reach) for _ in range(many)]
        return self._dots[key]


def _dot(turn: float, far: float, kind: float, reach: float) -> Dot:
    """A light from three draws in [0, 1): thick in the middle, thin outside."""
    away = 2.8 * reach * far * far
    color, size = (0, 1, 1, 1, 2)[int(kind * 5)], (1, 1, 2)[int(kind * 997) % 3]
    return round(math.cos(turn * math.tau) * away), round(math.sin(turn * math.tau) * away), color, size


@lru_cache(maxsize=128)
def _glow(radius: int) -> pygame.Surface:
    """A warm haze that fades to black (for adding), about 13 % at its middle."""
    small = 24
    made = pygame.Surface((2 * small, 2 * small))
    for r in range(small, 0, -1):
        share = 0.24 * (1 - r / small) ** 1.6
        color = [round(channel * share) for channel in GLOW]
        pygame.draw.circle(made, color, (small, small), r)
    return pygame.transform.smoothscale(made, (2 * radius, 2 * radius))


@lru_cache(maxsize=64)
def _light(color: Color, size: int, scale: float) -> pygame.Surface:
    """One light with a faint rim, on black (for taking the brighter of two)."""
    side = max(3, round((size + 2) * scale))
    made = pygame.Surface((side, side))
    core = max(1, round(size * scale))
    rim = tuple(channel // 4 for channel in color)
    middle = (side - core) // 2
    made.fill(rim, (middle - 1, middle, core + 2, core))
    made.fill(rim, (middle, middle - 1, core, core + 2))
    made.fill(
        color if size > 1 else tuple(channel * 7 // 8 for channel in color), (middle, middle, core, core)
    )
    return made


@lru_cache(maxsize=96)
def headlights(angle: int, scale: float) -> pygame.Surface:
    """The light cone of a truck heading `angle` degrees (0 = east, clockwise), for adding."""
    length = round(34 * scale)
    side = 2 * length
    made = pygame.Surface((side, side))
    for step in range(8, 0, -1):
        far, half = length * step / 8, math.radians(14)
        heading = math.radians(angle)
        tip = [
            (length + math.cos(heading + turn) * far, length + math.sin(heading + turn) * far)
            for turn in (-half, 0.0, half)
        ]
        shade = round(96 * (1 - step / 9))
        pygame.draw.polygon(made, (shade, shade, round(shade * 0.85)), [(length, length), *tip])
    return made
