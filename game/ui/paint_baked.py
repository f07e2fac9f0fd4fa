"""Shapes with smooth edges as surfaces, made once per size and colour."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from functools import lru_cache

import pygame

from game.ui.theme import Color

Point = tuple[float, float]
SS = 4  # supersampling of corners


def disc_surface(radius: int, color: Color) -> pygame.Surface:
    """A smooth filled circle of a radius in device pixels, cached."""
    return disc_made(radius, color, 255)


@lru_cache(maxsize=1024)
def disc_made(radius: int, color: Color, alpha: int) -> pygame.Surface:
    big = pygame.Surface((2 * radius * SS, 2 * radius * SS), pygame.SRCALPHA)
    big.fill((*color, 0))
    pygame.draw.circle(big, (*color, alpha), (radius * SS, radius * SS), radius * SS)
    return pygame.transform.smoothscale(big, (2 * radius, 2 * radius))


@lru_cache(maxsize=256)
def ring_made(outer: int, inner: int, fill: Color, line: Color) -> pygame.Surface:
    made = disc_made(outer, line, 255).copy()
    made.blit(disc_made(inner, fill, 255), (outer - inner, outer - inner))
    return made


@lru_cache(maxsize=512)
def box_made(
    size: tuple[int, int], radius: int, fill: Color | None, alpha: int, line: Color | None, width: int
) -> pygame.Surface:
    """A whole rounded box, corners smooth; outline lies inside the box."""
    made = pygame.Surface(size, pygame.SRCALPHA)
    made.fill((*(fill or line or (0, 0, 0)), 0))
    corners = big_box(size, radius, fill, alpha, line, width)
    w, h = size
    inner = fill or line or (0, 0, 0)
    made.fill((*inner, alpha if fill else 0))
    if line:
        for edge in ((0, 0, w, width), (0, h - width, w, width), (0, 0, width, h), (w - width, 0, width, h)):
            made.fill((*line, 255), edge)
    c = min(radius + 1, w // 2, h // 2)
    for x, y in ((0, 0), (w - c, 0), (0, h - c), (w - c, h - c)):
        made.fill((0, 0, 0, 0), (x, y, c, c))
        sx, sy = (0 if x == 0 else corners.get_width() - c), (0 if y == 0 else corners.get_height() - c)
        made.blit(corners, (x, y), (sx, sy, c, c))
    return made


def big_box(
    size: tuple[int, int], radius: int, fill: Color | None, alpha: int, line: Color | None, width: int
) -> pygame.Surface:
    w, h = min(size[0], 2 * radius + 4), min(size[1], 2 * radius + 4)
    big = pygame.Surface((w * SS, h * SS), pygame.SRCALPHA)
    big.fill((*(line or fill or (0, 0, 0)), 0))
    if fill:
        pygame.draw.rect(big, (*fill, alpha), big.get_rect(), border_radius=radius * SS)
    if line:
        pygame.draw.rect(big, (*line, 255), big.get_rect(), width * SS, border_radius=radius * SS)
    return pygame.transform.smoothscale(big, (w, h))


@lru_cache(maxsize=16)
def shadow_tile(radius: int, blur: int) -> pygame.Surface:
    side = 2 * (radius + blur) + 8
    tile = pygame.Surface((side, side), pygame.SRCALPHA)
    pygame.draw.rect(
        tile, (10, 14, 22, 90), (blur, blur, side - 2 * blur, side - 2 * blur), border_radius=radius
    )
    return pygame.transform.gaussian_blur(tile, max(1, blur // 2))


@lru_cache(maxsize=256)
def stroke(
    points: tuple[tuple[int, int], ...], size: tuple[int, int], color: Color, width: int, alpha: int
) -> pygame.Surface:
    big = pygame.Surface((size[0] * 2, size[1] * 2), pygame.SRCALPHA)
    big.fill((*color, 0))
    thick_line(big, [(2 * x, 2 * y) for x, y in points], (*color, 255), width)
    made = pygame.transform.smoothscale(big, size)
    if alpha < 255:
        made.set_alpha(alpha)
    return made


def thick_line(surface: pygame.Surface, points: Sequence[Point], color: tuple[int, ...], width: int) -> None:
    """A thick line with round joints; not smoothed, meant for a surface at 2x."""
    if width <= 2:
        pygame.draw.lines(surface, color, False, points, max(1, width))
        return
    half = width / 2
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        length = math.hypot(bx - ax, by - ay)
        if length > 0:
            nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
            quad = ((ax + nx, ay + ny), (bx + nx, by + ny), (bx - nx, by - ny), (ax - nx, ay - ny))
            pygame.draw.polygon(surface, color, quad)
        pygame.draw.circle(surface, color, (bx, by), half)
    pygame.draw.circle(surface, color, points[0], half)
