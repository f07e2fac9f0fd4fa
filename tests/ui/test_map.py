"""The map: tiles, names, groups, flags and the way back to a sharp picture after a gesture."""

import math
import os
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
import pygame
import pytest

from game.ui.context import Activate, Ctx, UiEvent, Wheel
from game.ui.map_legend import ATTRIBUTION, plan_legend
from game.ui.map_marks import APART_PX, MapStop, Mark, arrange, arranged_like, place_flags, spread
from game.ui.map_tiles import clip_ring
from game.ui.map_trips import MapTrip, shift_right
from game.ui.map_view import MapView
from game.ui.map_words import load_words
from game.ui.screen import BaseScreen, Outcome
from game.ui.shell import Shell, render_once

GRONINGEN, ASSEN, DRACHTEN = (233_900, 582_000), (234_000, 557_000), (202_600, 569_000)
ROUTE = (DRACHTEN, GRONINGEN, ASSEN)


class Map(BaseScreen):
    """One map over the whole window."""

    def __init__(
        self, stops: Sequence[MapStop] = (), trips: Sequence[MapTrip] = (), *, night: bool = False
    ) -> None:
        self.view = MapView(night=night)
        self.stops, self.trips = tuple(stops), tuple(trips)
        self.ctx: Ctx

    def draw(self, ctx: Ctx) -> None:
        """The map."""
        self.ctx = ctx
        self.view.draw(ctx, ctx.rect, trips=self.trips, stops=self.stops)

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Pan and zoom."""
        self.view.handle(event)
        return None

    def tick(self, now_ms: int) -> bool:
        """Come to rest."""
        return self.view.tick(now_ms)


def same(a: pygame.Surface, b: pygame.Surface) -> bool:
    """Equal to the pixel."""
    return pygame.image.tobytes(a, "RGB") == pygame.image.tobytes(b, "RGB")


def settled(shell: Shell, now: list[int]) -> int:
    """Frames until nothing is left to do."""
    for frames in range(200):
        now[0] += 50
        before = shell.ctx
        shell.step()
        if shell.ctx is before and frames > 5:
            return frames
    raise AssertionError("the map never comes to rest")


@pytest.mark.parametrize("night", [False, True])
def test_a_pan_or_zoom_ends_as_a_fresh_picture(night: bool) -> None:
    """Tiles made piece by piece, at any pan and zoom, look like one picture made at once: no seams."""
    now = [0]
    screen = Map(trips=[MapTrip(id="a", points=ROUTE)], night=night)
    shell = Shell(screen, size=(700, 480), clock=lambda: now[0])
    shell.step()
    shell.send(Wheel(dx=0, dy=2, pos=(300, 200), over=None))
    shell.step()
    screen.view._move(screen.view.camera.panned(37, -211))
    settled(shell, now)
    fresh = Map(trips=screen.trips, night=night)
    fresh.view.camera = screen.view.camera
    fresh.view._anchors = dict(screen.view._anchors)
    assert same(shell.window, render_once(fresh, (700, 480)))


def test_names_stay_during_a_gesture() -> None:
    """No name goes out while the map is dragged, and each moves as far as the map."""
    screen = Map()
    shell = Shell(screen, size=(700, 480), clock=lambda: 0)
    shell.step()
    before = list(screen.view._labels[1])
    screen.view._move(screen.view.camera.panned(40, 10))
    shell.frame()
    assert before
    assert screen.view._labels[1] == before


@pytest.mark.parametrize(("size", "scale"), [((1600, 900), 1.0), ((1280, 720), 1.5), ((500, 300), 1.0)])
def test_names_and_shields_never_overlap_or_get_cut(size: tuple[int, int], scale: float) -> None:
    """Every label lies whole in the map and on no other label."""
    screen = Map(trips=[MapTrip(id="a", points=ROUTE, selected=True)])
    render_once(screen, size, scale)
    key, labels = screen.view._labels
    window = key[0].window  # type: ignore[attr-defined]
    boxes = []
    for label in labels:
        x, y = window.at(label.xy)
        box = label.surface.get_rect(topleft=(round(x) + label.dx, round(y) + label.dy))
        assert pygame.Rect(0, 0, *size).inflate(6, 6).contains(box)
        if box.w > 10 and box.w < 4 * box.h + 200:
            boxes.append(box.inflate(-8, -8))
    straight = [b for b in boxes if b.h < 30 * scale]
    assert len(straight) > 5
    assert not any(a.colliderect(b) for a, b in combinations(straight, 2))


def test_crowded_stops_are_counted_and_a_click_comes_closer() -> None:
    """Zoomed out, plain stops in a crowd become one bubble; clicking it zooms in until each shows."""
    stops = [MapStop(id=str(i), xy=(GRONINGEN[0] + 300 * i, GRONINGEN[1])) for i in range(9)]
    screen = Map([*stops, MapStop(id="late", xy=GRONINGEN, state="late")])
    now = [0]
    shell = Shell(screen, size=(800, 450), clock=lambda: now[0])
    for _ in range(4):
        settled(shell, now)
        hit = next((h for h in shell.ctx.hits if h.id.startswith("map.group.")), None)
        assert shell.ctx.hits.get("stop.late")
        if hit is None:
            break
        shell.send(Activate(id=hit.id, hit=hit, payload=hit.payload))
    assert all(shell.ctx.hits.get(f"stop.{i}") for i in range(9))


def test_another_choice_is_shown_at_once_and_exactly_a_moment_later() -> None:
    """Choosing a trip draws every stop once, where it was; at rest it is as if drawn for the first time."""
    plain = tuple(MapStop(id=str(i), xy=(GRONINGEN[0] + 700 * i, GRONINGEN[1])) for i in range(12))
    chosen = tuple(replace(s, state="selected") if int(s.id) % 3 == 0 else s for s in plain)
    before = arrange(plain, 200.0)
    assert any(len(mark.stops) > 1 for mark in before)
    rough = arranged_like(before, chosen, 200.0)
    assert sorted(s.id for mark in rough for s in mark.stops) == sorted(s.id for s in plain)
    assert all(len(mark.stops) == 1 for mark in rough if mark.stops[0].state == "selected")
    now = [0]
    screen = Map(plain)
    shell = Shell(screen, size=(800, 450), clock=lambda: now[0])
    settled(shell, now)
    screen.stops = chosen
    screen.revision += 1
    settled(shell, now)
    fresh = Map(chosen)
    fresh.view.camera = screen.view.camera
    render_once(fresh, (800, 450))
    assert sorted(screen.view._marks[1], key=str) == sorted(fresh.view._marks[1], key=str)


def test_spread_keeps_every_pair_apart() -> None:
    """Also in a crowd marks end nearly a mark's width apart, and equal input gives equal output."""
    points = [(10.0 * (i % 4), 9.0 * (i // 4)) for i in range(12)]
    made = spread(points)
    assert made == spread(points)
    assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) > 0.8 * APART_PX for a, b in combinations(made, 2))


def test_wide_signs_get_more_room() -> None:
    """A depot or a bubble is wider than a stop: none of them lies over another."""
    moved = spread([(0.0, 0.0), (3.0, 0.0), (0.0, 4.0)], [14.0, 9.0, 14.0])
    for (a, r), (b, q) in combinations(zip(moved, (14.0, 9.0, 14.0), strict=True), 2):
        assert math.dist(a, b) >= r + q - 1.0


def test_flags_hide_no_stop() -> None:
    """A flag takes the side where no other mark lies, and says late in words."""
    stops = (
        MapStop(id="a", xy=(GRONINGEN[0], GRONINGEN[1]), state="late", late_min=12),
        MapStop(id="b", xy=(GRONINGEN[0] + 5000, GRONINGEN[1]), state="selected", number="2"),
    )
    screen = Map(stops)
    render_once(screen, (800, 600), t=lambda key, **v: f"{v.get('min')} min te laat" if v else key)
    marks = arrange(stops, 130.0)
    shown = [(m, screen.view._at(m, screen.ctx.rect)[1]) for m in marks]
    flag = place_flags(screen.ctx, screen.ctx.rect, shown)["a"]
    other = next(at for m, at in shown if m.stops[0].id == "b")
    assert not flag.collidepoint(other)


def test_legend_gives_way_but_the_sources_stay() -> None:
    """On a narrower map words drop from the end, on a narrow one all go; the attribution always fits."""
    screen = Map()
    render_once(screen, (1000, 400))
    kinds = ("toll", "zone", "open", "along")
    wide = plan_legend(screen.ctx, pygame.Rect(0, 0, 1000, 400), kinds)
    middle = plan_legend(screen.ctx, pygame.Rect(0, 0, 400, 400), kinds)
    narrow = plan_legend(screen.ctx, pygame.Rect(0, 0, 200, 400), kinds)
    assert [kind for kind, _label in wide.items] == list(kinds)
    assert 0 < len(middle.items) < len(kinds)
    assert narrow.items == ()
    for legend, width in ((wide, 1000), (middle, 400), (narrow, 200)):
        assert legend.box.w >= screen.ctx.p.type.width(ATTRIBUTION, "micro")
        assert pygame.Rect(0, 0, width, 400).contains(legend.box)


def test_out_and_back_lie_beside_each_other() -> None:
    """A trip is drawn to the right of its way, so that the way back does not hide the way out."""
    out = shift_right([(0, 0), (100, 0)], 4)
    back = shift_right([(100, 0), (0, 0)], 4)
    assert out[0][1] == pytest.approx(4)
    assert back[0][1] == pytest.approx(-4)


def test_clipping_keeps_the_inside() -> None:
    """A ring around the box becomes the box; one far away becomes nothing."""
    around = [(-100.0, -100.0), (200.0, -100.0), (200.0, 200.0), (-100.0, 200.0), (-100.0, -100.0)]
    xs = {p for point in clip_ring(around, (0, 0, 50, 50)) for p in point}
    assert xs == {0, 50}
    assert clip_ring(around, (900, 900, 950, 950)) == []


def test_waters_have_names_in_both_languages() -> None:
    """Every name of the file has both languages and a zoom range."""
    words = load_words()
    assert {"Waddenzee", "IJsselmeer"} <= {w.nl for w in words}
    assert all(w.nl and w.en and w.from_m_per_px < w.to_m_per_px for w in words)


def test_a_flag_reads_as_its_own_stop_and_keeps_off_the_buttons() -> None:
    """It does not stand between its stop and a neighbour where there is room, nor below the buttons."""
    screen = Map()
    render_once(screen, (600, 400))
    ctx = screen.ctx
    own = Mark((MapStop(id="a", xy=(0.0, 0.0), state="selected", label="Bakkerij"),), (0.0, 0.0), 0.0, 0.0)
    near = Mark((MapStop(id="b", xy=(0.0, 0.0)),), (0.0, 0.0), 0.0, 0.0)
    rect = pygame.Rect(0, 0, 600, 400)
    alone = place_flags(ctx, rect, [(own, (300, 200))])["a"]
    beside = place_flags(ctx, rect, [(own, (300, 200)), (near, (300 + alone.w + 24, 200))])["a"]
    edge = place_flags(ctx, rect, [(own, (600 - alone.w - 30, 60))])["a"]
    assert alone.x > 300
    assert beside.right < 300
    assert edge.right <= 600 - 48
