"""The week screens by posted events: choose, forecast, agree, drive, read the story, look, close, debrief."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pygame
import pytest

from game.content.load import load_scenario
from game.domain import week_commands as c
from game.domain.commands import Answer
from game.record.journal import FileJournal
from game.replay_week import resume_week
from game.session_week import WeekSession
from game.ui.screens.week import WeekScreen
from game.ui.screens.week_briefing import WeekBriefing
from game.ui.shell import Shell
from game.ui.week_board import DayBoard
from game.ui.week_result import COUNT_MS, grown
from game.week.figures import Past, Suggestion
from game.week.run import Runner
from game.week.value import Effect, Value
from tests.screens.app_play import SIZES, click, make_app, make_shell, press


@lru_cache(maxsize=1)
def past() -> Past:
    scenario = load_scenario("weekplan")
    assert scenario.week is not None
    return Past(Runner(scenario=scenario, week=scenario.week)).complete()


def opened(
    tmp_path: Path, size: tuple[int, int] = (1600, 900), scale: float = 1.0
) -> tuple[Shell, WeekScreen, WeekSession]:
    """The first evening, with figures and advice there already."""
    app = make_app(tmp_path)
    session = app.start_weeks("weekplan", seed=1)
    session.past, session.runner = past(), past().runner
    session.do(c.BeginWeek())
    screen = app.screen_for(session)
    assert isinstance(screen, WeekScreen)
    screen.state.software = {
        name: Suggestion(choice=name, week_cent=100 * i) for i, name in enumerate(session.week.choices)
    }
    return make_shell(app, screen, size, scale), screen, session


def value_for(session: WeekSession) -> Value:
    """A value as the background makes it, without its seconds of work."""
    effects = tuple(Effect(choice=t.choice, cent=900, week_cent=900, g_co2e=0) for t in session.taken)
    return Value(
        cost_cent=1_190_000, without_cent=1_200_000, best_cent=1_150_000, best=("dock-leeuwarden",),
        effects=effects, weeks_cent=((1_190_000, 1_200_000),), naive_kpi={},
    )  # fmt: skip


def test_from_the_menu_to_the_first_evening(tmp_path: Path) -> None:
    """The card opens the briefing of the weeks, Enter begins, and the log can be gone on with."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.menu(), (1600, 900))
    listing = next(x for x in app.listings() if x.id == "weekplan")
    assert listing.weeks
    menu = shell.stack[-1]
    outcome = menu.open(listing, shell.ctx)  # type: ignore[attr-defined]
    briefing = outcome.screen
    assert isinstance(briefing, WeekBriefing)
    shell = make_shell(app, briefing)
    press(shell, pygame.K_RETURN)
    assert isinstance(shell.stack[-1], WeekScreen)
    card = app.unfinished_logs()[0]
    assert (card.scenario, card.phase) == ("weekplan", "plan")
    again = app.resume(card.path)
    assert isinstance(again, WeekSession)
    assert again.phase == "evening"


def test_an_agreement_is_made_with_forecast_and_cause(tmp_path: Path) -> None:
    """Open a card, move the slider, name the cause, agree: all of it is in the log; then take it back."""
    shell, screen, session = opened(tmp_path)
    click(shell, "choice.dock-leeuwarden")
    assert "choice/dock-leeuwarden" in session.studied
    hit = shell.ctx.hits.get("week.agree")
    assert hit is not None and not hit.enabled
    shell.ctx.memory.focus = "forecast.dock-leeuwarden"
    shell.ctx.memory.focus_visible = True
    press(shell, *[pygame.K_RIGHT] * 5)
    assert screen.state.forecast("dock-leeuwarden").value == 50
    click(shell, "cause.dock")
    click(shell, "week.agree")
    (one,) = session.taken
    assert (one.choice, one.forecast_cent, one.cause) == ("dock-leeuwarden", 5000, "dock")
    click(shell, "week.end")
    assert session.taken == ()


def test_a_day_is_driven_and_told(tmp_path: Path) -> None:
    """D drives; the story lies over everything until Enter; the column then has the day."""
    shell, screen, session = opened(tmp_path)
    press(shell, pygame.K_d)
    assert screen.shown == 1
    assert len(session.results) == 1
    assert shell.ctx.hits.get("result.close") is not None
    press(shell, pygame.K_RETURN)
    assert screen.shown == 0
    click(shell, "week.day.1")
    assert screen.shown == 1
    assert "day/1" in session.studied
    press(shell, pygame.K_ESCAPE)
    assert screen.shown == 0


def test_a_driven_day_on_the_board(tmp_path: Path) -> None:
    """A copy: it shows the plan, and neither leaving nor sending it out touches the weeks."""
    shell, screen, session = opened(tmp_path)
    press(shell, pygame.K_d)
    click(shell, "result.look")
    board = shell.stack[-1]
    assert isinstance(board, DayBoard)
    assert board.session.plan.covered() == session.driven[0][1].covered()
    before = session.state_hash()
    click(shell, "week.back")
    assert shell.stack[-1] is screen
    assert session.state_hash() == before


def test_customers_are_studied(tmp_path: Path) -> None:
    """A row opens the figures of a customer, which is logged once."""
    shell, screen, session = opened(tmp_path)
    click(shell, "customer.O10")
    assert screen.state.customer == "O10"
    click(shell, "customer.close")
    click(shell, "customer.O10")
    looks = [e for e in session.events if "week_study customer/O10" in str(e.data.get("do"))]
    assert len(looks) == 1
    press(shell, pygame.K_ESCAPE)
    assert screen.state.customer == ""


@pytest.mark.parametrize(("size", "scale"), SIZES)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_size_in_both_languages(
    tmp_path: Path, size: tuple[int, int], scale: float, lang: str
) -> None:
    """Evening, story and debrief are drawn, the way on can be reached, and no text key shows."""
    shell, screen, session = opened(tmp_path, size, scale)
    shell.configure(replace(shell.settings, lang=lang))
    press(shell, pygame.K_d)
    assert shell.ctx.hits.get("result.close") is not None
    press(shell, pygame.K_RETURN)
    for tab in ("days", "choices", "customers"):
        screen.state.tab = tab
        screen.state.choice = "call-friesland"
        screen.state.customer = "O12"
        shell.redraw()
        shell.step()
        assert shell.ctx.hits.get("week.drive") is not None
    while session.day <= 5:
        session.propose()
        session.do(c.Drive(day=session.day))
    session.do(c.CloseWeeks())
    session.log_value(value_for(session))
    shell.redraw()
    shell.step()
    click(shell, "week.finish")
    assert session.phase == "closed"


def test_an_agreement_ends_in_the_debrief(tmp_path: Path) -> None:
    """Its row is drawn with forecast and effect, on a full screen and in a column."""
    for size in ((1600, 900), (800, 450)):
        shell, _screen, session = opened(tmp_path, size)
        session.do(c.Choose(choice="electric-city", forecast_cent=-2000, cause="dock"))
        while session.day <= 5:
            session.propose()
            session.do(c.Drive(day=session.day))
        session.do(c.CloseWeeks())
        session.log_value(value_for(session))
        shell.redraw()
        shell.step()
        assert shell.ctx.hits.get("week.finish") is not None


@pytest.mark.parametrize("size", [(1600, 900), (800, 450)])
def test_the_questions_after_the_weeks_are_asked_and_kept(tmp_path: Path, size: tuple[int, int]) -> None:
    """What is typed is in the log before the player leaves, replays, and stands there when all is closed."""
    shell, _screen, session = opened(tmp_path, size)
    while session.day <= 5:
        session.propose()
        session.do(c.Drive(day=session.day))
    session.do(c.CloseWeeks())
    session.log_value(value_for(session))
    shell.redraw()
    shell.step()
    click(shell, "tab.questions")
    click(shell, f"answer.{session.scenario.reflection[0]}")
    shell.feed([pygame.event.Event(pygame.TEXTINPUT, text="Lostijd in Heerenveen")])
    shell.step()
    click(shell, "week.finish")
    assert session.phase == "closed"
    assert session.answers == {session.scenario.reflection[0]: "Lostijd in Heerenveen"}
    said = [e.data["do"] for e in session.events if str(e.data.get("do", "")).startswith("answer ")]
    assert said == ['answer data "Lostijd in Heerenveen"']
    assert isinstance(session.journal, FileJournal)
    again = resume_week(session.journal.path, lambda: 0)
    assert again.answers == session.answers
    assert not again.do(Answer(question="data", text="too late")).ok


def test_figures_count_up_once_and_not_at_all_when_asked() -> None:
    """From nothing to all of it in under a second, always rising; with less motion at once."""
    steps = [grown(ms, still=False) for ms in range(0, COUNT_MS + 100, 50)]
    assert steps[0] == 0
    assert steps[-1] == 1
    assert steps == sorted(steps)
    assert grown(0, still=True) == 1


def test_the_background_makes_advice_and_value(tmp_path: Path) -> None:
    """Step by step: advice for every choice on an evening."""
    _shell, screen, session = opened(tmp_path)
    screen.state.software = {}
    screen.state.renew()
    steps = 0
    while screen.tick(0):
        steps += 1
    assert screen.state.software.keys() == session.week.choices.keys()
    assert steps >= len(session.week.choices)
