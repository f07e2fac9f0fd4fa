"""Two rounds on screen: from the menu through both rounds to the comparison, also after quitting between."""

from __future__ import annotations

import shutil
from pathlib import Path

import pygame
import pytest

from game.content.language import language
from game.domain import commands as c
from game.domain.rounds import FORMS, order_of
from game.record.settings import Settings
from game.rounds import pairs_in
from game.rules.moves import format_trip_stops
from game.session import Session
from game.ui.program import App
from game.ui.screens.debrief import DebriefScreen
from game.ui.screens.menu import MenuScreen
from game.ui.screens.rounds import RoundsScreen
from game.ui.shell import Shell
from tests.screens.app_play import SIZES, click, make_app, make_shell, nothing_is_cut, press
from tests.tools.test_rounds import reference
from tools.rounds import play_pair


def driven(shell: Shell, app: App) -> None:
    """Plan the round that is on screen with the stored plan by hand, and let its day pass."""
    session = app.session
    assert isinstance(session, Session)
    session.do(c.Begin())
    session.mark()
    for trip in reference(session).trips:
        assert session.do(c.SetTrip(vehicle=trip.vehicle, stops=format_trip_stops(trip.stops))).ok
    assert session.do(c.Dispatch()).ok
    while session.phase == "day":
        session.do(c.Advance(to_s=session.clock_s + 3600))
        for message in session.open_messages():
            session.do(c.Reply(message=message.id, option=message.options[-1].id))
        for moment in session.open_moments():
            session.do(c.SkipMoment(moment=moment.id))
    shell.stack[-1] = app.screen_for(session)  # what the day's screen does when the day has ended
    shell.step()


def shown(shell: Shell) -> object:
    """The screen on top."""
    return shell.stack[-1]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(("size", "scale"), [((1600, 900), 1.0), ((800, 450), 1.0)], ids=["full", "compact"])
def test_both_rounds_from_menu_to_comparison(
    tmp_path: Path, lang: str, size: tuple[int, int], scale: float
) -> None:
    """Card, round 1, short result, quitting, round 2, comparison, once more the other way round."""
    settings = Settings(told_about_log=True, player="p-test", language=lang)
    app = make_app(tmp_path, settings=settings)
    shell = make_shell(app, app.menu(), size, scale)
    shell.configure(shell.settings.__class__(lang=lang, less_motion=True, scale=scale))
    shell.frame()
    screen = shown(shell)
    assert isinstance(screen, MenuScreen)
    screen.scroll.by(1e6)  # the card stands at the end of the list
    shell.frame()
    shell.step()
    click(shell, "menu.rounds")
    assert isinstance(shown(shell), RoundsScreen)
    first = app.rounds.next_order()
    nothing_is_cut(shell)
    click(shell, "rounds.go")
    session = app.session
    assert isinstance(session, Session)
    assert (session.scenario.id, session.aid) == (first.first.scenario, first.first.aid)
    assert shell.ctx.t(f"rounds.bar_{session.aid}", n=1)
    driven(shell, app)
    assert isinstance(shown(shell), RoundsScreen)
    nothing_is_cut(shell)
    press(shell, pygame.K_ESCAPE)
    app.close()

    app = make_app(tmp_path, settings=settings)  # quit, and come back another day
    shell = make_shell(app, app.menu(), size, scale)
    shell.configure(shell.settings.__class__(lang=lang, less_motion=True, scale=scale))
    shell.frame()
    click(shell, "menu.rounds")  # it waits on top now
    press(shell, pygame.K_RETURN)
    session = app.session
    assert isinstance(session, Session)
    assert (session.scenario.id, session.aid) == (first.second.scenario, first.second.aid)
    driven(shell, app)
    app.background.join(20)
    shell.step()
    nothing_is_cut(shell)
    pair = app.rounds.pairs()[0]
    assert pair.complete
    said = language(lang).t("rounds.group_few", n=1, least=6)
    assert "1" in said
    click(shell, "rounds.again")
    again = app.session
    assert isinstance(again, Session)
    assert (again.scenario.id, again.aid) == (first.other.first.scenario, first.other.first.aid)
    app.close()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Logs of both rounds of six players."""
    folder = tmp_path_factory.mktemp("rounds")
    for seed in range(6):
        play_pair("naive", seed=seed, folder=folder, planner=reference)
    return folder


def beside(home: Path, played: Path, *, players: int = 6, skip: str = "") -> App:
    """An app of the first player with the logs of some players."""
    (home / "logs").mkdir()
    for path in played.glob("*.jsonl"):
        if int(path.stem.split("-")[1]) < players and path.name != skip:
            shutil.copy(path, home / "logs" / path.name)
    return make_app(home, settings=Settings(told_about_log=True, player="persona-naive-0"))


@pytest.mark.parametrize(("size", "scale"), SIZES)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_comparison_and_group_fit_everywhere(
    tmp_path: Path, played: Path, size: tuple[int, int], scale: float, lang: str
) -> None:
    """Nothing is cut at any size in both languages, with the group's interval on screen."""
    app = beside(tmp_path, played)
    shell = make_shell(app, app.rounds.screen(), size, scale)
    shell.configure(shell.settings.__class__(lang=lang, less_motion=True, scale=scale))
    for _ in range(3):
        app.background.join(20)
        shell.step()
    made = app.rounds.group()
    assert made is not None
    assert made.state == "ok"
    assert made.n == 6
    nothing_is_cut(shell)
    app.close()


def test_players_see_their_own_pairs_and_debriefs(tmp_path: Path, played: Path) -> None:
    """Another player's rounds are not mine; a round's debrief opens from its card."""
    app = beside(tmp_path, played, players=3)
    assert {p.player for p in app.rounds.pairs()} == {"persona-naive-0"}
    assert len(pairs_in(tmp_path / "logs")) == 3
    shell = make_shell(app, app.rounds.screen(), (1600, 900))
    click(shell, "rounds.debrief.2")
    assert isinstance(shown(shell), DebriefScreen)
    app.close()


def test_erasing_a_player_erases_the_rounds(tmp_path: Path, played: Path) -> None:
    """The logs are the only state: nothing is left of the rounds."""
    app = beside(tmp_path, played, players=2)
    app.erase_everything("persona-naive-0")
    assert app.rounds.pairs() == ()
    assert {p.player for p in pairs_in(tmp_path / "logs")} == {"persona-naive-1"}
    app.close()


def test_a_round_under_way_is_gone_on_with(tmp_path: Path, played: Path) -> None:
    """Where round 2 was begun, the button goes on with its log instead of beginning a new one."""
    app = beside(tmp_path, played, players=1, skip="naive-0-2.jsonl")
    pair = app.rounds.pairs()[0]
    app.rounds.begin(pair, pair.order).do(c.Begin())
    count = len(list((tmp_path / "logs").iterdir()))
    shell = make_shell(app, app.rounds.screen(), (1280, 720))
    click(shell, "rounds.go")
    assert isinstance(app.session, Session)
    assert app.session.phase == "plan"
    assert len(list((tmp_path / "logs").iterdir())) == count
    app.close()


@pytest.mark.parametrize("mode", ["demo", "assess"])
def test_not_offered_where_nothing_may_be_compared(tmp_path: Path, mode: str) -> None:
    """A kiosk keeps nothing, an assessment has its own forms: no card there, and the forms are plain days."""
    app = make_app(tmp_path, mode=mode)
    shell = make_shell(app, app.menu())
    assert not app.rounds.offered
    screen = shown(shell)
    assert isinstance(screen, MenuScreen)
    screen.scroll.by(1e6)
    shell.frame()
    shell.step()
    assert shell.ctx.hits.get("menu.rounds") is None
    assert set(FORMS.values()) <= {x.id for x in app.listings()}
    app.close()


def test_orders_follow_each_other_on_one_computer(tmp_path: Path) -> None:
    """Players who share a computer get seeds in a row, so that the four orders fill up evenly."""
    app = make_app(tmp_path)
    begun = []
    for _ in range(4):
        session = app.rounds.begin(None, app.rounds.next_order())
        session.do(c.Begin())
        begun.append(session.seed)
        app.switch_player(app.add_player("x"))
    assert begun == [3, 4, 5, 6]
    assert [p.order for p in pairs_in(tmp_path / "logs")][::-1] == [order_of(seed) for seed in begun]
    app.close()
