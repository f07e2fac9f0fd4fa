"""The size and the place of the window: as it was left, where the displays still have room for it."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from contextlib import suppress

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
import pygame

from game.ui.layout import COMPACT, SCALES, allowed_scales

LARGE, SMALL = (1600, 900), (1280, 720)
VISIBLE = (160, 60)
"""So much of the window must lie on a display that it can be taken hold of."""


def desktops() -> list[tuple[int, int]]:
    """Sizes of the displays; empty where none is known."""
    pygame.display.init()
    try:
        return list(pygame.display.get_desktop_sizes())
    except pygame.error:
        return []


def best_size(wanted: tuple[int, int] = LARGE) -> tuple[int, int]:
    """The wanted size where the display has room for it with its bars, else 1280x720."""
    sizes = desktops()
    if not sizes:
        return SMALL
    width, height = sizes[0]
    return wanted if width > wanted[0] and height > wanted[1] + 60 else SMALL


def remembered(
    window: Sequence[int], displays: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """(size, left and top) as they were left; None for what does not suit these displays any more."""
    if len(window) < 2:
        return None, None
    size = window[0], window[1]
    if size[0] < COMPACT[0] or size[1] < COMPACT[1]:
        return None, None
    if not any(size[0] <= w and size[1] <= h for w, h in displays):
        return None, None
    return size, _place(window, displays)


def _place(window: Sequence[int], displays: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    if len(window) != 4:
        return None
    width, _height, left, top = window
    if len(displays) > 1:  # how displays lie beside one another is not told: near enough is allowed
        reach = sum(w for w, _h in displays), sum(h for _w, h in displays)
        seen = abs(left) < reach[0] and abs(top) < reach[1]
    else:
        desk = displays[0]
        seen = VISIBLE[0] - width <= left <= desk[0] - VISIBLE[0] and 0 <= top <= desk[1] - VISIBLE[1]
    return (left, top) if seen else None


def opened(size: tuple[int, int], place: tuple[int, int] | None, *, full: bool) -> pygame.Surface:
    """The window itself, in full screen or where it was left."""
    if full:
        return pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
    window = pygame.display.set_mode(size, pygame.RESIZABLE)
    if place is not None:
        with suppress(pygame.error):
            pygame.display.set_window_position(place)
    return window


def switched(size: tuple[int, int], *, full: bool) -> pygame.Surface | None:
    """To full screen or back to a window of this size; None where the display cannot do it."""
    try:
        with warnings.catch_warnings():  # that the window system was slow to follow is dealt with here
            warnings.simplefilter("ignore", RuntimeWarning)
            made = opened(size, None, full=full)
            if not full and made.get_size() != size:  # on leaving full screen some must be asked twice
                pygame.event.pump()
                made = opened(size, None, full=False)
    except pygame.error:
        return None
    return made


def left_at(now: tuple[int, int], before: tuple[int, int], *, full: bool) -> tuple[int, ...]:
    """(width, height, left, top) to remember; in full screen the window's size before it, without a place."""
    if full:
        return before
    try:
        return (*now, *pygame.display.get_window_position())
    except pygame.error:
        return now


def safe_scale(scale: float, window: tuple[int, int]) -> float:
    """The nearest scale that is offered and leaves 800x450 in this window."""
    offered = [s for s in SCALES if s in allowed_scales(window)]
    return min(offered or [1.0], key=lambda s: (abs(s - scale), s))
