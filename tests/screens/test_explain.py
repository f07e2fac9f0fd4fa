"""Figures on every screen open where they come from, and close again."""

from __future__ import annotations

from pathlib import Path

import pygame

from game.domain import commands as c
from game.solver.naive import naive_plan
from game.ui.explain_dialog import ExplainDialog
from game.ui.screens.day import DayScreen
from game.ui.screens.debrief import DebriefScreen
from tests.screens.app_play import SIZES, click, make_app, make_shell, nothing_is_cut, played, press
from tests.screens.board_play import Play


def planned(size: tuple[int, int] = (1600, 900)) -> Play:
    """A board with the naive plan."""
    play = Play(size=size)
    session = play.session
    proposal = session.propose("plan", naive_plan(session.system, session.visible), {"by": "test"})
    session.do(c.Accept(proposal=proposal.id))
    play.frame()
    return play


def test_figures_of_the_board_open_their_origin() -> None:
    """Every figure of the strip, parts of cost and hours; Esc closes, and the board goes on."""
    play = planned()
    for hit, what in (
        ("kpi.cost", "cost"), ("kpi.co2e", "co2e"), ("kpi.empty", "distance"), ("line.part.driver", "cost"),
        ("line.hours.distance", "distance"), ("kpi.on_time", "on_time"), ("kpi.load", "load"),
        ("line.hours.duty", "hours"),
    ):  # fmt: skip
        play.desk.scrolls["kpi"].by(9999 if hit.startswith("line.hours") else -9999)
        play.frame()
        play.click(hit)
        assert play.screen.explain is not None, hit
        assert play.screen.explain.what == what
        play.key(pygame.K_ESCAPE)
        assert play.screen.explain is None


def test_a_figure_is_reached_by_tab_and_enter() -> None:
    """The keyboard is enough."""
    play = planned()
    play.shell.memory.focus = "kpi.co2e"
    play.key(pygame.K_RETURN)
    assert play.screen.explain is not None
    play.key(pygame.K_DOWN, pygame.K_RIGHT, pygame.K_ESCAPE)
    assert play.screen.explain is None


def test_a_trip_opens_its_own_figures() -> None:
    """The head of the trip's tab leads to that trip alone."""
    play = planned()
    vehicle = play.session.plan.trips[0].vehicle
    play.click(f"row.{vehicle}")
    play.click("tab.trip")
    play.click("explain.trip")
    assert play.screen.explain is not None
    assert play.screen.explain.vehicle == vehicle


def test_figures_at_the_end_of_a_row_open_that_trip() -> None:
    """Load factor and cost of the planboard lead to that truck's own lines."""
    play = planned()
    vehicle = play.session.plan.trips[0].vehicle
    for what in ("cost", "load"):
        play.click(f"{what}.{vehicle}")
        assert play.screen.explain is not None
        assert (play.screen.explain.what, play.screen.explain.vehicle) == (what, vehicle)
        play.key(pygame.K_ESCAPE)


def test_the_running_day_waits_while_a_figure_is_explained(tmp_path: Path) -> None:
    """The clock is held as long as the dialog is open."""
    app = make_app(tmp_path)
    session = app.start("eerste-rit")
    session.do(c.Begin())
    proposal = session.propose("plan", naive_plan(session.system, session.visible), {"by": "test"})
    session.do(c.Accept(proposal=proposal.id))
    session.do(c.Dispatch())
    screen = DayScreen(app, session)
    shell = make_shell(app, screen, (1600, 900))
    click(shell, "day.figure.cost")
    assert isinstance(screen.dialog, ExplainDialog)
    assert screen.held
    press(shell, pygame.K_ESCAPE)
    assert screen.dialog is None


def test_every_column_of_the_debrief_is_explained_by_its_own_judgement(tmp_path: Path) -> None:
    """What a column shows is what its explanation adds up to, and only the day is measured."""
    app = make_app(tmp_path)
    session = played(app.start("eerste-rit"))
    for size, scale in SIZES:
        screen = DebriefScreen(app, session)
        shell = make_shell(app, screen, size, scale)
        screen._choose("overview")
        shell.frame()
        shown = [h.id for h in shell.ctx.hits if h.id.startswith("debrief.figure.")]
        assert len(shown) >= 9
        for hit in shown:
            column, row = hit.split(".")[2:]
            click(shell, hit)
            assert screen.explain is not None
            assert screen.explain.source.primary is (column == "day")
            rows = screen.explain.rows(app.language)
            judged = screen.explain.source.judged.kpi
            if row == "cost":
                assert rows[0].amount == app.language.euro(judged.cost_cent)
            nothing_is_cut(shell)
            press(shell, pygame.K_ESCAPE)
            assert screen.explain is None
