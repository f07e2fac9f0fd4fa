"""Charts: round axes, labels that share a spot, nothing that fails on odd figures."""

import os
from itertools import pairwise

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
import pygame
import pytest

from game.ui.charts import Mark, _free_spot, band, category_word, cost_strip, front_chart, grouped, ticks
from game.ui.compare_map import dashes
from game.ui.context import Ctx
from game.ui.screen import BaseScreen
from game.ui.shell import render_once
from tests.screens.layout_eye import looking


@pytest.mark.parametrize(
    ("low", "high"), [(0, 1), (373.1, 389.4), (4800, 6400), (5, 5), (0, 0), (1e-3, 2e-3)]
)
def test_ticks_are_round_and_cover_the_data(low: float, high: float) -> None:
    """Axes begin and end outside the data, in equal steps of 1, 2 or 5."""
    made = ticks(low, high)
    assert made[0] <= low
    assert made[-1] >= high
    steps = {round((b - a) / (made[1] - made[0]), 6) for a, b in pairwise(made)}
    assert steps == {1.0}
    digits = f"{made[1] - made[0]:e}"[0]
    assert digits in "125"


def test_marks_on_one_spot_share_a_label() -> None:
    """Equal plans do not write over each other; the day is named first."""
    points = [(Mark(x=1, y=1, kind=k, label=k), (10.0, 10.0)) for k in ("naive", "plan", "day")]
    far = (Mark(x=9, y=9, kind="reference", label="r"), (90.0, 90.0))
    groups = grouped([*points, far])
    assert [[m.kind for m in marks] for marks, _spot in groups] == [["day", "plan", "naive"], ["reference"]]


def test_words_of_close_marks_do_not_lie_on_each_other() -> None:
    """A label takes a free place, a smaller one where the larger has none, and none where all is taken."""
    inside = pygame.Rect(1206, 117, 368, 360)
    mark, plan = (1265.4, 420.8), pygame.Rect(1274, 413, 16, 16)
    taken = [
        plan,
        pygame.Rect(1294, 405, 88, 33),
        pygame.Rect(1373, 350, 88, 33),
        pygame.Rect(1353, 358, 16, 16),
    ]
    assert _free_spot(mark, (86.0, 33), inside, taken) is None
    small = _free_spot(mark, (64.0, 19), inside, taken)
    assert small is not None and small.collidelist(taken) < 0
    assert _free_spot(mark, (64.0, 19), inside, [inside]) is None


def test_words_of_marks_keep_off_those_of_the_axis() -> None:
    """Two plans close together near the bottom: the second label does not lie on a figure of the axis."""
    marks = [
        Mark(x=2296, y=631, kind="plan", label="your plan", detail="€2,296 · 631 kg"),
        Mark(x=2225, y=631, kind="reference", label="reference", detail="€2,225 · 631 kg"),
        Mark(x=2626, y=684, kind="day", label="the day", detail="€2,626 · 684 kg"),
        Mark(x=3210, y=821, kind="naive", label="naive plan", detail="€3,210 · 821 kg"),
    ]
    with looking() as eye:
        render_once(Page(marks, pygame.Rect(20, 20, 308, 290)), (640, 480))
    drawn = {t.text: t.rect for t in eye.texts}
    axis = [rect for text, rect in drawn.items() if text.replace(",", "").isdigit()]
    assert len(axis) > 6
    for mark in marks:
        assert drawn[mark.label].inflate(-2, -4).collidelist(axis) < 0, mark.label


def _whole(value: float) -> str:
    return f"{value:,.0f}"


class Page(BaseScreen):
    """All charts on one page."""

    def __init__(self, marks: list[Mark], rect: pygame.Rect) -> None:
        self.marks, self.rect = marks, rect

    def draw(self, ctx: Ctx) -> None:
        """Paint them."""
        front_chart(ctx, self.rect, self.marks, x_title="x", y_title="y", x_text=_whole, y_text=_whole)
        band(ctx, pygame.Rect(10, 400, 200, 20), -5, 5, 9, sure=True)
        band(ctx, pygame.Rect(10, 430, 200, 20), 0.5, 0.5, 0.5, sure=False)
        category_word(ctx, 300, 410, 2)
        cost_strip(ctx, pygame.Rect(400, 400, 200, 20), [("own", 0), ("advice", 5), ("final", 5)], 0)


@pytest.mark.parametrize("count", [0, 1, 4])
def test_odd_figures_draw(count: int) -> None:
    """No marks, one mark, equal marks and tiny areas do not fail."""
    kinds = ("day", "plan", "reference", "naive")
    marks = [Mark(x=0, y=0, kind=kinds[i], label=kinds[i] * 9) for i in range(count)]
    for rect in (pygame.Rect(0, 0, 340, 360), pygame.Rect(0, 0, 130, 110), pygame.Rect(0, 0, 5, 5)):
        assert render_once(Page(marks, rect), (640, 480)).get_size() == (640, 480)


def test_dashes_leave_gaps() -> None:
    """A dashed line is broken, also around a corner."""
    surface = pygame.Surface((60, 60))
    dashes(surface, [(0, 30), (30, 30), (30, 59)], (255, 255, 255), 3, (6, 4))
    lit = [surface.get_at((x, 30))[0] > 0 for x in range(28)]
    assert 12 <= sum(lit) <= 24
