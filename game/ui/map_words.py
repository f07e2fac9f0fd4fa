"""Names of waters and neighbouring countries, set wide as on a paper map (assets/geo/labels.json)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

import pygame

from game.ui.paint import Point
from game.ui.theme import Color, MapColors

SPACING = 0.28  # of the size, between letters


@dataclass(frozen=True, slots=True, kw_only=True)
class MapWord:
    """A name on the sheet: angle in degrees counter-clockwise, size in UI pixels."""

    nl: str
    en: str
    kind: str
    x_m: float
    y_m: float
    angle: float
    size: int
    from_m_per_px: float
    to_m_per_px: float


@cache
def load_words() -> tuple[MapWord, ...]:
    """All names in the file."""
    path = files("game").joinpath("assets", "geo", "labels.json")
    raw = json.loads(path.read_text(encoding="utf-8"))
    return tuple(MapWord(**entry) for entry in raw["labels"])


def words_on(
    m_per_px: float, lang: str, scale: float, c: MapColors
) -> Iterator[tuple[pygame.Surface, Point]]:
    """(picture, RD metres of its middle) of the names that belong to this zoom level."""
    for word in load_words():
        if word.from_m_per_px <= m_per_px <= word.to_m_per_px:
            text = word.en if lang == "en" else word.nl
            water = word.kind == "water"
            color = c.name_water if water else c.name_minor
            size = max(6, round(word.size * scale))
            yield (
                _spaced(text if water else text.upper(), size, color, word.angle, water),
                (word.x_m, word.y_m),
            )


@lru_cache(maxsize=16)
def _face(size: int, italic: bool) -> pygame.font.Font:
    if not pygame.font.get_init():
        pygame.font.init()
    name = files("game").joinpath("assets", "fonts", "Inter-Regular.otf" if italic else "Inter-Medium.otf")
    face = pygame.font.Font(Path(str(name)), size)
    face.set_italic(italic)  # slanted by the renderer: the bundle holds no italic
    return face


@lru_cache(maxsize=128)
def _spaced(text: str, size: int, color: Color, angle: float, italic: bool) -> pygame.Surface:
    """Letters with room between them, turned; drawn twice as large first so that a turn stays smooth."""
    ss = 2 if angle % 90 else 1
    face = _face(size * ss, italic)
    letters = [face.render(letter, True, color) for letter in text]
    gap = round(size * ss * SPACING)
    width = sum(face.size(letter)[0] + gap for letter in text) + size * ss // 2
    made = pygame.Surface((width, face.get_height()), pygame.SRCALPHA)
    made.fill((*color, 0))
    x = 0
    for letter, picture in zip(text, letters, strict=True):
        made.blit(picture, (x, 0))
        x += face.size(letter)[0] + gap
    if ss == 1:
        return pygame.transform.rotate(made, angle)
    turned = pygame.transform.rotozoom(made, angle, 1.0)
    return pygame.transform.smoothscale_by(turned, 0.5)
