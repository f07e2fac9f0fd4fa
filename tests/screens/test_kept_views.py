"""How list and board are laid out is remembered per player, and a damaged line costs nothing."""

from __future__ import annotations

from pathlib import Path

import pygame
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.load import load_scenario
from game.domain import commands as c
from game.record.settings import load_settings
from game.session import Session
from game.ui import kept_views
from game.ui.board_order import ROWS, SORTS, Arrangement
from game.ui.desk import Desk
from game.ui.order_view import COLUMNS, GROUPS, View
from game.ui.order_view import SORTS as LIST_SORTS
from game.ui.screens.board import BoardScreen
from tests.screens.app_play import make_app, make_shell, press

DESK = Desk(Session(load_scenario("eerste-rit"), seed=1))
views = st.builds(
    View, sort=st.sampled_from(LIST_SORTS), down=st.booleans(), group=st.sampled_from(GROUPS),
    columns=st.sets(st.sampled_from(COLUMNS)).map(lambda s: tuple(c for c in COLUMNS if c in s)),
)  # fmt: skip
arrangements = st.builds(
    Arrangement, rows=st.sampled_from(ROWS), sort=st.sampled_from(SORTS), sequence=st.booleans()
)


@settings(deadline=None)
@given(views, arrangements)
def test_lines_give_back_what_was_set(view: View, how: Arrangement) -> None:
    """Whatever is set comes back; what is usual needs no line."""
    DESK.list.view, DESK.board.arrangement = view, how
    lines = kept_views.lines_of(DESK)
    DESK.list.view, DESK.board.arrangement = View(), Arrangement()
    assert kept_views.lines_of(DESK) == ()
    kept_views.restore(DESK, lines)
    assert (DESK.list.view, DESK.board.arrangement) == (view, how)


@given(st.lists(st.text(max_size=30) | st.just("list.sort=stars") | st.just("board.rows"), max_size=5))
def test_lines_that_say_nothing_change_nothing(lines: list[str]) -> None:
    """A settings file that was edited by hand is read as far as it can be."""
    kept_views.restore(DESK, lines)
    assert (DESK.list.view, DESK.board.arrangement) == (View(), Arrangement())


def test_the_next_start_looks_as_the_player_left_it(tmp_path: Path) -> None:
    """Rows by driver and by sequence are there on the next day, and everything is in view."""
    app = make_app(tmp_path)
    session = app.start("eerste-rit")
    session.do(c.Begin())
    shell = make_shell(app, app.screen_for(session), (1280, 720))
    press(shell, pygame.K_7, pygame.K_8)
    screen = shell.stack[-1]
    assert isinstance(screen, BoardScreen)
    for at in (10**12, 10**12 + 2_000):
        screen.tick(at)
    kept = load_settings(tmp_path / "settings.json")[0]
    assert set(kept.views) == {"board.rows=drivers", "board.sequence=True"}
    again = make_app(tmp_path, settings=kept)
    other = again.start("eerste-rit")
    other.do(c.Begin())
    shell = make_shell(again, again.screen_for(other), (1280, 720))
    shell.frame()
    board = shell.stack[-1].desk.board  # type: ignore[attr-defined]
    assert (board.arrangement.rows, board.arrangement.sequence) == ("drivers", True)
    assert board.slots.to_s > board.slots.from_s
