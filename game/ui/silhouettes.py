"""Small drawn shapes, baked once per colour and scale: vehicles by type, the diamond of open orders."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game.ui.theme import Color

SS = 4  # supersampling

# Boxes (x, y, w, h) and wheel centres per type; the cab stands on the right.
_TRUCKS: dict[str, tuple[int, tuple[tuple[int, int, int, int], ...], tuple[int, ...]]] = {
    "van": (20, ((1, 2, 13, 9), (13, 5, 6, 6)), (5, 15)),
    "rigid": (28, ((1, 1, 18, 10), (20, 4, 7, 7)), (6, 23)),
    "artic": (44, ((1, 1, 32, 10), (35, 3, 8, 8)), (5, 9, 13, 32, 39)),
    "lzv": (60, ((1, 1, 22, 10), (24, 1, 25, 10), (51, 3, 8, 8)), (5, 9, 28, 32, 47, 55)),
}


@lru_cache(maxsize=64)
def truck_surface(kind: str, color: Color, scale: float) -> pygame.Surface:
    """A silhouette 14 high: van 20, rigid 28, artic 44, lzv 60 wide (logical px)."""
    width, boxes, wheels = _TRUCKS.get(kind, _TRUCKS["rigid"])
    k = scale * SS
    big = pygame.Surface((round(width * k), round(14 * k)), pygame.SRCALPHA)
    big.fill((*color, 0))
    for x, y, w, h in boxes:
        area = pygame.Rect(round(x * k), round(y * k), round(w * k), round(h * k))
        pygame.draw.rect(big, color, area, border_radius=round(k))
    cab = boxes[-1]
    glass = pygame.Rect(
        round((cab[0] + 3) * k), round((cab[1] + 1.5) * k), round((cab[2] - 4) * k), round(2.5 * k)
    )
    pygame.draw.rect(big, (*color, 0), glass)
    for x in wheels:
        pygame.draw.circle(big, (*color, 0), (round(x * k), round(11.3 * k)), round(2.5 * k))
        pygame.draw.circle(big, color, (round(x * k), round(11.3 * k)), round(1.8 * k))
    return pygame.transform.smoothscale(big, (max(1, round(width * scale)), max(1, round(14 * scale))))


@lru_cache(maxsize=64)
def diamond_surface(k: float, colors: tuple[Color, Color, Color], scale: float) -> pygame.Surface:
    """Halo, ink and inside of a diamond with a dot; 20 * k logical px high."""
    half = 10.0 * k * scale * SS
    side = round(2 * half)
    big = pygame.Surface((side, side), pygame.SRCALPHA)
    big.fill((*colors[0], 0))
    for share, color in zip((1.0, 0.85, 0.60), colors, strict=True):
        r = half * share
        pygame.draw.polygon(
            big, color, [(half, half - r), (half + r, half), (half, half + r), (half - r, half)]
        )
    pygame.draw.circle(big, colors[1], (half, half), 0.15 * half)
    return pygame.transform.smoothscale(big, (max(1, side // SS), max(1, side // SS)))
