"""Small maps of whole plans."""

from __future__ import annotations

import pygame
import pytest

from game.content.language import language
from game.ui.context import Ctx, Memory, UiSettings, make_ctx
from game.ui.map_small import MOST_PICTURES, Lines, SmallMaps, camera_on
from game.ui.text import TextCache

AROUND = ((200_000.0, 560_000.0), (260_000.0, 590_000.0))
LINE = ((205_000.0, 565_000.0), (230_000.0, 570_000.0), (255_000.0, 585_000.0))


def ctx(scheme: str = "light", scale: float = 1.0) -> Ctx:
    """A frame that is not shown."""
    pygame.font.init()
    settings = UiSettings(scheme=scheme, scale=scale)  # type: ignore[arg-type]
    return make_ctx(pygame.Surface((400, 300)), settings, t=language("nl").t, fmt=language("nl"),
                    text=TextCache(scale), memory=Memory(), now_ms=0)  # fmt: skip


def made(small: SmallMaps, it: Ctx, lines: Lines, size: tuple[int, int] = (116, 84)) -> pygame.Surface:
    """The picture, after as many steps as it takes."""
    for _ in range(200):
        found = small.ask(it, size, AROUND, lines)
        if found is not None:
            return found
        small.work(0.0)
    raise AssertionError("never ready")


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_picture_is_made_once_per_plan_and_theme(scale: float) -> None:
    """Asked again it is the same picture; another theme, plan or scale has its own, sharp one."""
    small, lines = SmallMaps(), Lines(about="a", strong=(LINE,), homes=(AROUND[0],))
    first = made(small, ctx(scale=scale), lines)
    assert first.get_size() == (round(116 * scale), round(84 * scale))
    assert small.ask(ctx(scale=scale), (116, 84), AROUND, lines) is first
    dark = made(small, ctx("dark", scale), lines)
    assert dark is not first
    assert pygame.image.tobytes(dark, "RGB") != pygame.image.tobytes(first, "RGB")
    assert small.count == 2


def test_lines_show() -> None:
    """A plan with a trip looks otherwise than one without."""
    small = SmallMaps()
    empty, one = (made(small, ctx(), Lines(about=n, strong=s)) for n, s in (("e", ()), ("o", (LINE,))))
    assert pygame.image.tobytes(empty, "RGB") != pygame.image.tobytes(one, "RGB")


def test_memory_has_a_limit_and_new_pictures_still_count() -> None:
    """Beyond the limit the oldest go; whoever waits for a picture is told of each new one."""
    small = SmallMaps()
    for i in range(MOST_PICTURES + 3):
        made(small, ctx(), Lines(about=i), size=(24, 20))
    assert small.count == MOST_PICTURES + 3
    assert small.ask(ctx(), (24, 20), AROUND, Lines(about=0)) is None
    assert small.busy


def test_everything_fits_also_far_away() -> None:
    """A small map may look from further away than the one that is panned."""
    camera = camera_on(AROUND, (60, 40))
    view = pygame.Rect(0, 0, 60, 40)
    assert camera.m_per_px > 640
    assert all(view.collidepoint(camera.to_px(p, view)) for p in AROUND)
