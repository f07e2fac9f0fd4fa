"""Axis, rows and geometry of the planboard, without a screen."""

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from itertools import pairwise

import pygame
import pytest

from game.content.language import language
from game.domain.plan import Plan
from game.rules.evaluate import evaluate
from game.ui.board_axis import BoardAxis, axis_for, hour_step
from game.ui.board_rows import Block, BoardRow, blocks_of, in_hand, plan_rows, progressed
from game.ui.board_view import BlockRef, BoardLook, BoardView
from game.ui.context import Activate, Ctx, Wheel
from game.ui.hits import Hit, HitList
from game.ui.screen import BaseScreen
from game.ui.shell import render_once
from tests.worlds import HOUR, collect, deliver, plan, tiny, trip

WORLD = tiny()
PLAN = plan(trip("V1", deliver("O1"), deliver("O2"), collect("O3")))
JUDGED = evaluate(WORLD, PLAN)
NL = language("nl")
LANE = pygame.Rect(200, 0, 1000, 28)


class Board(BaseScreen):
    """Only a planboard."""

    def __init__(self, rows: tuple[BoardRow, ...], look: BoardLook) -> None:
        self.view, self.rows, self.look = BoardView(axis_for(WORLD, JUDGED)), rows, look
        self.hits = HitList()

    def draw(self, ctx: Ctx) -> None:
        """The whole window."""
        self.view.draw(ctx, ctx.rect, self.rows, self.look)
        self.hits = ctx.hits


def drawn(rows: tuple[BoardRow, ...], size: tuple[int, int] = (1600, 400), **look: object) -> Board:
    """A board after one frame."""
    made = Board(rows, BoardLook(**look))  # type: ignore[arg-type]
    render_once(made, size, fmt=NL)
    return made


def test_axis_turns_time_into_place_and_back() -> None:
    """x and s are each other's inverse, and zooming keeps the time under the pointer."""
    axis = BoardAxis(from_s=6 * HOUR, to_s=16 * HOUR)
    assert axis.x(11 * HOUR, LANE) == 700
    assert axis.s(700, LANE) == 11 * HOUR
    axis.zoom(2, axis.s(700, LANE))
    assert axis.x(11 * HOUR, LANE) == pytest.approx(700)
    assert axis.to_s - axis.from_s == 5 * HOUR


def test_axis_stays_within_its_limits() -> None:
    """No zoom or pan shows less than an hour or more than there is."""
    axis = BoardAxis(from_s=6 * HOUR, to_s=16 * HOUR)
    for _ in range(30):
        axis.zoom(3, 12 * HOUR)
    assert axis.to_s - axis.from_s == HOUR
    for _ in range(30):
        axis.zoom(0.2, 12 * HOUR)
        axis.pan(-9 * HOUR)
    assert (axis.from_s, axis.to_s) == (axis.low_s, axis.high_s)


def test_hour_labels_have_room() -> None:
    """Labels are never nearer than 58 pixels, at any zoom."""
    for hours in (1, 3, 9, 14, 24):
        step = hour_step(900, hours * HOUR)
        assert step / (hours * HOUR) * 900 >= 58


def test_rows_hold_every_activity_without_gaps() -> None:
    """A row is the judged trip, block after block, and nothing is lost between them."""
    judged = JUDGED.trip_of("V1")
    assert judged is not None
    blocks = blocks_of(WORLD, judged, NL)
    assert blocks[0].start_s == judged.start_s
    assert blocks[-1].end_s == judged.end_s
    assert all(a.end_s == b.start_s for a, b in pairwise(blocks))
    stops = [b for b in blocks if b.kind == "service"]
    assert [b.order for b in stops] == ["O1", "O2", "O3"]
    assert [b.number for b in stops] == ["1", "2", "3"]
    assert [b.pickup for b in stops] == [False, False, True]


def test_every_vehicle_has_a_row() -> None:
    """Also the one that stays at home, or nothing could be dropped on it."""
    rows = plan_rows(WORLD, JUDGED, NL)
    assert [r.vehicle for r in rows] == ["V1", "V2"]
    assert rows[1].blocks == ()
    assert plan_rows(WORLD, evaluate(WORLD, Plan()), NL)[0].cost_text == ""


def test_progress_of_blocks_follows_the_clock() -> None:
    """Done, half done and coming; a late block stays late."""
    blocks = (
        Block(kind="service", start_s=0, end_s=100),
        Block(kind="service", start_s=100, end_s=200, state="late"),
        Block(kind="service", start_s=200, end_s=300),
        Block(kind="service", start_s=300, end_s=400),
    )
    now = progressed(blocks, 250)
    assert [b.state for b in now] == ["done", "late", "active", "plan"]
    assert now[2].share == 0.5


def test_ghost_is_only_the_order_in_the_hand() -> None:
    """All other blocks stay as they are."""
    judged = JUDGED.trip_of("V1")
    assert judged is not None
    states = [b.state for b in in_hand(blocks_of(WORLD, judged, NL), "O2") if b.kind == "service"]
    assert states == ["plan", "ghost", "plan"]


def test_positions_become_vehicles_and_blocks_can_be_taken() -> None:
    """Every stop is a draggable hit that knows what it stands for."""
    board = drawn(plan_rows(WORLD, JUDGED, NL), vehicle="V1")
    hit = board.hits.get("block.V1.1")
    assert hit is not None
    assert hit.draggable
    assert hit.payload == BlockRef(vehicle="V1", stop=1, order="O2")
    assert board.view.vehicle_at(hit.rect.center) == "V1"
    lane = board.view.lane_of("V2")
    assert lane is not None
    assert board.view.vehicle_at(lane.center) == "V2"
    assert board.view.vehicle_at((800, 10)) is None


def test_rows_out_of_view_are_not_drawn_and_can_be_shown() -> None:
    """A long board registers only what is seen; `show` scrolls to a row."""
    rows = tuple(
        BoardRow(vehicle=f"T{i:02d}", name=f"T{i:02d}", kind="van", drive="diesel", driver="A B")
        for i in range(60)
    )
    board = drawn(rows)
    assert board.hits.get("row.T00")
    assert not board.hits.get("row.T59")
    board.view.show("T59")
    render_once(board, (1600, 400), fmt=NL)
    assert board.hits.get("row.T59")


def test_zoom_by_button_and_wheel() -> None:
    """The board has its own axis and takes the events that are meant for it."""
    board = drawn(plan_rows(WORLD, JUDGED, NL))
    span = board.view.axis.to_s - board.view.axis.from_s
    hit = Hit(id="board.in", rect=pygame.Rect(0, 0, 1, 1))
    assert board.view.handle(Activate(id="board.in", hit=hit))
    assert board.view.axis.to_s - board.view.axis.from_s < span
    assert board.view.handle(Wheel(dx=0, dy=-1, pos=(800, 200), over=None))
    assert not board.view.handle(Wheel(dx=0, dy=1, pos=(800, 2000), over=None))


@pytest.mark.parametrize("size", [(800, 200), (1280, 300), (320, 120)])
def test_day_rows_draw_at_any_size(size: tuple[int, int]) -> None:
    """Trace, now-line, late word and end text never fail, however small the board."""
    judged = JUDGED.trip_of("V1")
    assert judged is not None
    blocks = blocks_of(WORLD, judged, NL)
    row = BoardRow(
        vehicle="V1", name="Wagen 1", kind="rigid", drive="battery", driver="Chauffeur Een",
        blocks=progressed(blocks, 9 * HOUR), planned=blocks, end_text="+6 min", end_kind="warn",
        charge=((judged.start_s, 0.9), (judged.end_s, 0.1)), reserve=0.18, charge_text="laagste 10 %",
    )  # fmt: skip
    drawn((row,), size, now_s=9 * HOUR, vehicle="V1", order="O1", bands=((7 * HOUR, 9 * HOUR, "spits"),))
