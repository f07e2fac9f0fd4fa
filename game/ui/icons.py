"""Tabler icons: sized SVG, tinted per colour, cached."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib.resources import files

import pygame

from game.ui.theme import Color

# The names that designers and the mocks use -> file names of the icon set.
ALIASES = {
    "warehouse": "building-warehouse",
    "depot": "building-warehouse",
    "fuel": "gas-station",
    "euro": "currency-euro",
    "help": "help-circle",
    "sliders": "adjustments",
    "undo": "arrow-back-up",
    "redo": "arrow-forward-up",
    "play": "player-play-filled",
    "pause": "player-pause-filled",
    "stop": "player-stop-filled",
    "next": "player-skip-forward",
    "layers": "stack-2",
    "focus": "focus-2",
    "warning": "alert-triangle",
    "close": "x",
    "store": "building-store",
    "sidebar": "layout-sidebar-left-collapse",
    "bolt-solid": "bolt-filled",
}


@lru_cache(maxsize=512)
def _source(name: str) -> str:
    path = files("game").joinpath("assets", "icons", f"{ALIASES.get(name, name)}.svg")
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=2048)
def icon(name: str, size_px: int, color: Color) -> pygame.Surface:
    """The icon as a surface of size_px device pixels. An unknown name raises FileNotFoundError."""
    text = _source(name).replace("currentColor", "#{:02X}{:02X}{:02X}".format(*color))
    if size_px <= 16:  # at list size the 2-unit stroke of the set looks too bold beside 13 px text
        text = text.replace('stroke-width="2"', 'stroke-width="1.8"')
    size = max(1, size_px)
    return pygame.image.load_sized_svg(io.BytesIO(text.encode()), (size, size))


def available() -> list[str]:
    """All file names, for the gallery and the test."""
    folder = files("game").joinpath("assets", "icons")
    return sorted(entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".svg"))
