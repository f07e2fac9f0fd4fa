"""The debrief: honest words, rows read from the log, answers that are kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from game.app import App
from game.session import Session
from game.ui.debrief_facts import order_rows, timeline, verdict
from game.ui.debrief_routes import compared_routes, route_of
from game.ui.moment_rows import moment_rows
from game.ui.screens.debrief import LOWER, UPPER, DebriefScreen
from game.ui.screens.menu import MenuScreen
from game.ui.screens.profile import ProfileScreen
from tests.screens.app_play import SIZES, click, make_app, make_shell, nothing_is_cut, played, press


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> tuple[App, Session]:
    """A played day of the larger scenario with moments and trouble."""
    app = make_app(tmp_path_factory.mktemp("home"))
    return app, played(app.start("vers-noord"))


def test_every_panel_draws_in_every_window(fresh: tuple[App, Session]) -> None:
    """No tab, size or language makes the debrief fail or leave the window."""
    app, session = fresh
    for size, scale in SIZES:
        screen = DebriefScreen(app, session)
        shell = make_shell(app, screen, size, scale)
        for tab in (*UPPER, *LOWER):
            screen._choose(tab)
            shell.frame()
            nothing_is_cut(shell)
        click(shell, "top.language")


def test_rows_tell_what_the_log_holds(fresh: tuple[App, Session]) -> None:
    """Lateness, causes and times in the table are those of the judged day."""
    story = fresh[1].story()
    assert story.day is not None
    rows = order_rows(story)
    assert len(rows) == story.day.kpi.orders
    on_time = [r for r in rows if r.actual_s is not None and not r.late_s]
    assert len(on_time) == story.day.kpi.on_time
    assert sum(r.late_s for r in rows) == story.day.kpi.late_s
    assert all(r.open_s <= r.close_s for r in rows)


def test_the_day_is_told_in_order_of_time(fresh: tuple[App, Session]) -> None:
    """What happened reads from morning to evening, and holds the incidents that were seen."""
    story = fresh[1].story()
    rows = timeline(story, "nl")
    assert [r.at_s for r in rows] == sorted(r.at_s for r in rows)
    seen = [r for r in rows if r.key.startswith("incident.")]
    assert bool(seen) == bool(story.seen)


def test_moments_are_judged_by_what_was_knowable(fresh: tuple[App, Session]) -> None:
    """Good or better-was depends on expected cost alone; the best option costs nothing extra."""
    rows = moment_rows(fresh[1].story())
    assert len(rows) == len(fresh[1].scenario.moments)
    for row in rows:
        assert row.own
        assert row.final == row.moment.advice
        assert row.extra_cent(row.moment.best) == 0
        assert row.good == (
            row.final == row.moment.best or not row.moment.scored or row.extra_cent(row.final) == 0
        )


def test_the_verdict_is_no_flattery(fresh: tuple[App, Session]) -> None:
    """Words follow the figures: late, dear and unserved days are called so."""
    story = fresh[1].story()
    assert story.day is not None
    assert story.reference is not None
    kpi, reference = story.day.kpi, story.reference.kpi
    calm = replace(story, day=replace(story.day, findings=()))
    best = replace(kpi, cost_cent=reference.cost_cent, on_time=kpi.orders, unplanned=())
    assert verdict(calm, best).key == "strong"
    assert verdict(calm, replace(best, on_time=kpi.orders - 1)).key == "cheap_some_late"
    assert verdict(calm, replace(best, on_time=kpi.orders // 2)).key == "late"
    assert verdict(calm, replace(best, cost_cent=story.naive.kpi.cost_cent * 2)).key == "dearer"
    assert verdict(calm, replace(best, unplanned=tuple("abcdefghijkl"))).key == "left_over"
    assert verdict(calm, best).against == "level"


def test_routes_are_sorted_into_three_classes(fresh: tuple[App, Session]) -> None:
    """A plan against itself has only common roads; against nothing only its own."""
    story = fresh[1].story()
    assert story.planned is not None
    world, trips = story.scenario.system, story.planned.trips
    same = compared_routes(world, trips, trips)
    assert same["both"]
    assert not same["own"]
    assert not same["other"]
    alone = compared_routes(world, trips, ())
    assert alone["own"]
    assert not alone["both"]
    line = route_of(world, trips[0])
    assert line[0] == line[-1]


def test_answers_are_kept_and_the_day_is_closed(tmp_path: Path) -> None:
    """What was typed is in the log before the screen is left, and Done closes the log."""
    app = make_app(tmp_path)
    session = played(app.start("eerste-rit"))
    screen = DebriefScreen(app, session)
    shell = make_shell(app, screen, (1600, 900))
    click(shell, "tab.questions")
    question = session.scenario.reflection[0]
    click(shell, f"answer.{question}")
    shell.feed([pygame.event.Event(pygame.TEXTINPUT, text="Leeg terug uit Beilen")])
    click(shell, "tab.orders")
    assert session.answers[question] == "Leeg terug uit Beilen"
    click(shell, "debrief.profile")
    assert isinstance(shell.stack[-1], ProfileScreen)
    press(shell, pygame.K_ESCAPE)
    click(shell, "debrief.done")
    assert session.phase == "closed"
    assert isinstance(shell.stack[-1], MenuScreen)
    assert app.unfinished_logs() == ()


def test_typing_that_rests_is_kept(tmp_path: Path) -> None:
    """Closing the window a moment after typing loses nothing."""
    app = make_app(tmp_path)
    session = played(app.start("eerste-rit"))
    screen = DebriefScreen(app, session)
    shell = make_shell(app, screen, (1600, 900))
    screen.tick(1000)
    click(shell, "tab.questions")
    question = session.scenario.reflection[0]
    click(shell, f"answer.{question}")
    shell.feed([pygame.event.Event(pygame.TEXTINPUT, text="Leeg")])
    screen.tick(screen.reflection._now + 5000)
    assert session.answers[question] == "Leeg"


def test_only_late_filters(fresh: tuple[App, Session]) -> None:
    """The filter leaves exactly the orders that were not on time."""
    app, session = fresh
    screen = DebriefScreen(app, session)
    shell = make_shell(app, screen, (1600, 900))
    click(shell, "tab.orders")
    click(shell, "orders.late")
    assert screen.panels.only_late
    assert len(screen.panels.late()) == len(screen.panels.orders) - story_on_time(session)


def story_on_time(session: Session) -> int:
    """Orders on time in the driven day."""
    day = session.story().day
    assert day is not None
    return day.kpi.on_time
