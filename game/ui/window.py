"""The size of a new window."""

from __future__ import annotations

import os

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
import pygame

from game.ui.layout import SCALES, allowed_scales

LARGE, SMALL = (1600, 900), (1280, 720)


def best_size(wanted: tuple[int, int] = LARGE) -> tuple[int, int]:
    """The wanted size where the display has room for it with its bars, else 1280x720."""
    pygame.display.init()
    try:
        width, height = pygame.display.get_desktop_sizes()[0]
    except (pygame.error, IndexError):
        return SMALL
    return wanted if width > wanted[0] and height > wanted[1] + 60 else SMALL


def safe_scale(scale: float, window: tuple[int, int]) -> float:
    """The nearest scale that is offered and leaves 800x450 in this window."""
    offered = [s for s in SCALES if s in allowed_scales(window)]
    return min(offered or [1.0], key=lambda s: (abs(s - scale), s))
