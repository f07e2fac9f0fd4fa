"""Two fingers on map, planboard and lists."""

from __future__ import annotations

import pygame
import pytest

from tests.screens.board_play import Play


def finger(play: Play, kind: int, number: int, pos: tuple[float, float]) -> None:
    """A finger of a touch screen, as SDL tells of it."""
    width, height = play.shell.ctx.size
    play.post(kind, touch_id=1, finger_id=number, x=pos[0] / width, y=pos[1] / height, dx=0.0, dy=0.0)


def middle(play: Play) -> tuple[int, int]:
    """The middle of the map."""
    hit = play.hits.get("map")
    assert hit is not None
    return hit.rect.center


def pinch(play: Play, around: tuple[int, int], wide: tuple[int, int]) -> None:
    """Two fingers, from one distance to another."""
    x, y = around
    for number, side in ((1, -1), (2, 1)):
        finger(play, pygame.FINGERDOWN, number, (x + side * wide[0] / 2, y))
    for number, side in ((1, -1), (2, 1)):
        finger(play, pygame.FINGERMOTION, number, (x + side * wide[1] / 2, y))
    for number in (1, 2):
        finger(play, pygame.FINGERUP, number, around)


@pytest.mark.parametrize(("wide", "nearer"), [((100, 200), True), ((200, 100), False)])
def test_pinching_zooms_the_map_by_as_much(wide: tuple[int, int], *, nearer: bool) -> None:
    """Fingers twice as far apart make the map twice as large, in steps or at once."""
    play = Play()
    before = play.desk.map.camera.m_per_px
    pinch(play, middle(play), wide)
    after = play.desk.map.camera.m_per_px
    assert after < before if nearer else after > before
    assert before / after == pytest.approx(wide[1] / wide[0], rel=0.02)


def test_two_fingers_together_move_the_map() -> None:
    """What lies under the fingers stays under them."""
    play = Play()
    x, y = middle(play)
    before = play.desk.map.camera
    for number, dx in ((1, -60), (2, 60)):
        finger(play, pygame.FINGERDOWN, number, (x + dx, y))
    for number, dx in ((1, -60), (2, 60)):
        finger(play, pygame.FINGERMOTION, number, (x + dx + 40, y + 30))
    after = play.desk.map.camera
    assert before.x_m - after.x_m == pytest.approx(40 * before.m_per_px, rel=0.2)
    assert after.m_per_px == pytest.approx(before.m_per_px, rel=0.02)


def test_a_second_finger_lets_go_of_an_order() -> None:
    """Nothing is dropped by a gesture that began as a drag."""
    play = Play()
    order = min(play.session.visible)
    play.lift(f"order.{order}", middle(play))
    assert play.desk.hand is not None
    for number, dx in ((1, -60), (2, 60)):
        finger(play, pygame.FINGERDOWN, number, (middle(play)[0] + dx, middle(play)[1]))
    assert play.desk.hand is None
    assert play.plan() == {}


def test_two_fingers_scroll_a_list() -> None:
    """Moving up shows what is below."""
    play = Play("stukgoed")
    area = play.hits.at((120, 400), "scroll")
    assert area is not None
    for number, dx in ((1, -20), (2, 40)):
        finger(play, pygame.FINGERDOWN, number, (120 + dx, 400))
    for number, dx in ((1, -20), (2, 40)):
        finger(play, pygame.FINGERMOTION, number, (120 + dx, 300))
    assert play.desk.list.scroll.offset == pytest.approx(100, abs=3)
