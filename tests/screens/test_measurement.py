"""The measurement on screen: from the menu through both parts to the result, broken off and gone on with."""

from __future__ import annotations

import shutil
import time
from argparse import Namespace
from pathlib import Path

import pygame
import pytest

from game import app as program
from game.autoplay import play
from game.content.load import load_scenario
from game.domain import commands as c
from game.domain.errors import Illegal
from game.domain.measurement import FORMS
from game.record.consent import CONSENT, NOT_KEPT
from game.record.journal import FileJournal, read_log
from game.record.settings import Settings
from game.rules.moves import format_trip_stops
from game.session import Session
from game.ui.console import ConsoleTool
from game.ui.program import App
from game.ui.screens.board import BoardScreen
from game.ui.screens.consent import ConsentScreen
from game.ui.screens.debrief import DebriefScreen
from game.ui.screens.measurement import MeasurementScreen
from game.ui.screens.menu import MenuScreen
from game.ui.shell import Shell
from tests.screens.app_play import SIZES, click, make_app, make_shell, nothing_is_cut, press
from tests.tools.test_rounds import reference

TWINS = ("tweeling-a", "tweeling-b")


@pytest.fixture(autouse=True)
def forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parallel days of the rounds stand in for the parts of both forms."""
    monkeypatch.setitem(FORMS, "nulmeting", TWINS)
    monkeypatch.setitem(FORMS, "eindmeting", TWINS[::-1])


def agreed(lang: str = "nl", consent: str = CONSENT) -> Settings:
    """Settings of a player who was asked."""
    return Settings(told_about_log=True, player="p-test", consent=consent, language=lang)


def opened(
    tmp_path: Path, lang: str = "nl", size: tuple[int, int] = (1280, 720), scale: float = 1.0
) -> tuple[App, Shell]:
    """The program in its menu."""
    app = make_app(tmp_path, settings=agreed(lang))
    shell = make_shell(app, app.menu(), size, scale)
    shell.configure(shell.settings.__class__(lang=lang, less_motion=True, scale=scale))
    shell.frame()
    return app, shell


def shown(shell: Shell) -> object:
    """The screen on top."""
    return shell.stack[-1]


def to_card(shell: Shell) -> None:
    """Scroll the menu to its end and open the measurement."""
    screen = shown(shell)
    assert isinstance(screen, MenuScreen)
    screen.scroll.by(1e6)
    shell.frame()
    click(shell, "menu.measure")


def session_of(app: App) -> Session:
    """The part that is on screen."""
    assert isinstance(app.session, Session)
    return app.session


def plan_by_hand(session: Session) -> None:
    """The stored plan, trip by trip."""
    for trip in reference(session).trips:
        assert session.do(c.SetTrip(vehicle=trip.vehicle, stops=format_trip_stops(trip.stops))).ok


def decide(session: Session) -> None:
    """Own choice and final one of every open decision."""
    for moment in session.open_moments():
        session.do(c.Commit(moment=moment.id, option=moment.best, confidence=80))
        session.do(c.Final(moment=moment.id, option=moment.best))


def drive(session: Session) -> None:
    """The day to its end."""
    while session.phase == "day":
        for message in session.open_messages():
            session.do(c.Reply(message=message.id, option=message.options[-1].id))
        decide(session)
        session.do(c.Advance(to_s=session.clock_s + 3600))


def whole_part(shell: Shell, app: App) -> None:
    """From the briefing to the end of the day, with the keys where they matter."""
    press(shell, pygame.K_RETURN)
    assert isinstance(shown(shell), BoardScreen)
    session = session_of(app)
    plan_by_hand(session)
    press(shell, pygame.K_d, pygame.K_RETURN)
    assert session.handed_in
    decide(session)
    press(shell, pygame.K_d, pygame.K_RETURN)
    assert session.phase == "day"
    drive(session)
    shell.stack[-1] = app.screen_for(session)  # what the day's screen does when the day has ended
    shell.frame()


WAYS = [("nl", (1600, 900)), ("en", (800, 450))]


@pytest.mark.parametrize(("lang", "size"), WAYS, ids=["full", "compact"])
def test_a_whole_form_from_menu_to_result(tmp_path: Path, lang: str, size: tuple[int, int]) -> None:
    """Start page, both parts with a break in between, code, debriefs: all of it by keys and clicks."""
    app, shell = opened(tmp_path, lang, size)
    to_card(shell)
    assert isinstance(shown(shell), MeasurementScreen)
    nothing_is_cut(shell)
    assert shell.ctx.hits.get("measure.debrief.1") is None
    press(shell, pygame.K_RETURN)
    session = session_of(app)
    assert (session.mode, session.aid, session.seed) == ("assess", "later", 11)
    press(shell, pygame.K_RETURN)
    plan_by_hand(session)
    app.close()

    app, shell = opened(tmp_path, lang, size)  # quit in the midst, and come back
    assert app.unfinished_logs() == ()
    click(shell, "menu.measure")  # it waits on top now
    nothing_is_cut(shell)
    press(shell, pygame.K_RETURN)
    session = session_of(app)
    assert session.events[-1].kind == "interrupted"
    assert isinstance(shown(shell), BoardScreen)
    press(shell, pygame.K_d, pygame.K_RETURN)
    decide(session)
    press(shell, pygame.K_d, pygame.K_RETURN)
    drive(session)
    shell.stack[-1] = app.screen_for(session)
    shell.frame()
    assert isinstance(shown(shell), MeasurementScreen)
    assert session.phase == "closed"
    assert shell.ctx.hits.get("measure.debrief.1") is None
    press(shell, pygame.K_RETURN)
    assert session_of(app).scenario.id == TWINS[1]
    whole_part(shell, app)
    form = app.measurements.forms()["nulmeting"]
    assert form.sealed
    assert form.code
    assert len(form.gaps_s) == 1
    nothing_is_cut(shell)
    screen = shown(shell)
    assert isinstance(screen, MeasurementScreen)
    shell.frame()
    nothing_is_cut(shell)
    screen.scroll.offset = 0
    shell.frame()
    if shell.ctx.hits.get("measure.debrief.1") is None:
        screen.scroll.by(120)
        shell.frame()
    click(shell, "measure.debrief.1")
    assert isinstance(shown(shell), DebriefScreen)
    app.close()


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both parts of both forms of one player, named by form and part."""
    folder = tmp_path_factory.mktemp("measured")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(FORMS, "nulmeting", TWINS)
        patch.setitem(FORMS, "eindmeting", TWINS[::-1])
        for form, days in FORMS.items():
            for nr, day in enumerate(days, start=1):
                path = folder / f"{form}-{nr}.jsonl"
                patch.setattr("game.autoplay._measurement", lambda _day, form=form, nr=nr: {
                    "form": form, "part": nr, "run": form})  # fmt: skip
                play(load_scenario(day), "naive", seed=11, planner=reference, measured=True, player="p-test",
                     journal=FileJournal(path))  # fmt: skip
    return folder


def with_logs(tmp_path: Path, logs: Path, *names: str) -> App:
    """The program of a player who has played these parts."""
    (tmp_path / "logs").mkdir()
    for name in names:
        shutil.copy(logs / f"{name}.jsonl", tmp_path / "logs")
    return make_app(tmp_path, settings=agreed())


@pytest.mark.parametrize("names", [(), ("nulmeting-1",), ("nulmeting-1", "nulmeting-2")])
@pytest.mark.parametrize(("size", "scale"), SIZES)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_state_fits_every_window(
    tmp_path: Path, logs: Path, names: tuple[str, ...], size: tuple[int, int], scale: float, lang: str
) -> None:
    """Start, between and result, in both languages: every button within the window."""
    app = with_logs(tmp_path, logs, *names)
    shell = make_shell(app, app.measurements.screen("nulmeting"), size, scale)
    shell.configure(shell.settings.__class__(lang=lang, less_motion=True, scale=scale))
    screen = shown(shell)
    assert isinstance(screen, MeasurementScreen)
    for way in (-1e6, 300, 1e6):
        screen.scroll.by(way)
        shell.frame()
        nothing_is_cut(shell)
    app.close()


def test_nothing_of_a_part_is_shown_before_the_form_is_complete(tmp_path: Path, logs: Path) -> None:
    """No card to go on with, no profile, no debrief: a result halfway would colour the rest."""
    app = with_logs(tmp_path, logs, "nulmeting-1")
    assert app.unfinished_logs() == ()
    assert app.measurements.hidden() == {tmp_path / "logs" / "nulmeting-1.jsonl"}
    app.profile()
    app.background.join(20)
    made = app.profile()
    assert made is not None
    assert made["sessions"] == {}
    shell = make_shell(app, app.measurements.screen())
    screen = shown(shell)
    assert isinstance(screen, MeasurementScreen)
    assert screen._debrief(1, shell.ctx) is None
    app.close()
    shutil.rmtree(tmp_path / "logs")
    app = with_logs(tmp_path, logs, "nulmeting-1", "nulmeting-2")
    assert not app.measurements.hidden()
    app.close()


def test_a_part_is_never_played_twice(tmp_path: Path, logs: Path) -> None:
    """A complete form is not begun again; who erases everything begins anew."""
    app = with_logs(tmp_path, logs, "nulmeting-1", "nulmeting-2")
    with pytest.raises(Illegal, match=r"measure\.complete"):
        app.measurements.go_on("nulmeting")
    assert app.measurements.current() == "eindmeting"
    app.erase_everything("p-test")
    assert app.measurements.current() == "nulmeting"
    assert app.measurements.go_on("nulmeting").phase == "briefing"
    app.close()


def test_growth_is_there_once_both_forms_are(tmp_path: Path, logs: Path) -> None:
    """Per competency with evidence in both; the same play on the same days is no growth."""
    app = with_logs(tmp_path, logs, "nulmeting-1", "nulmeting-2", "eindmeting-1", "eindmeting-2")
    for _ in range(600):
        result = app.measurements.result()
        if result is not None:
            break
        time.sleep(0.05)
    assert result is not None
    assert set(result.profiles) == {"nulmeting", "eindmeting"}
    assert all(p.prior == "independent" and p.verified is True for p in result.profiles.values())
    assert {"K1", "K5"} <= {each.competency for each in result.changes}
    assert all(each.says == "open" and abs(each.mean) < 0.01 for each in result.changes)
    shell = make_shell(app, app.measurements.screen("eindmeting"), (800, 450))
    screen = shown(shell)
    assert isinstance(screen, MeasurementScreen)
    screen.poll()
    screen.scroll.by(1e6)
    shell.frame()
    screen.scroll.by(1e6)
    shell.frame()
    assert shell.ctx.hits.get("measure.growth.K7") is not None
    nothing_is_cut(shell)
    app.close()


def test_by_hand_there_is_no_advice_and_with_help_only_after_the_own_choice(tmp_path: Path) -> None:
    """Console and advice come with the hand-in and the own choices; the reference stays out of sight."""
    app, shell = opened(tmp_path)
    session = app.measurements.go_on("nulmeting")
    shell.stack[-1] = app.screen_for(session)
    shell.frame()
    press(shell, pygame.K_RETURN)
    board = shown(shell)
    assert isinstance(board, BoardScreen)
    plan_by_hand(session)

    def console() -> bool:
        shell.frame()
        press(shell, pygame.K_1)
        top = shown(shell)
        assert isinstance(top, BoardScreen)
        return any(isinstance(tool, ConsoleTool) for tool in top.tools)

    assert not console()
    assert shell.ctx.hits.get("kpi.reference") is None
    board.show_tab("advice")
    shell.frame()
    assert shell.ctx.hits.get("reckon.start") is None
    press(shell, pygame.K_d, pygame.K_RETURN)
    assert session.handed_in
    assert not console()
    press(shell, pygame.K_d)  # instead of the dialog: the decision that waits
    top = shown(shell)
    assert isinstance(top, BoardScreen)
    assert top.moment is not None
    assert not top.dialog
    top.moment = None
    for moment in session.open_moments():
        session.do(c.Commit(moment=moment.id, option=moment.options[0].id, confidence=60))
    assert console()
    app.close()


def test_the_clock_of_the_day_waits_for_a_decision(tmp_path: Path) -> None:
    """Who closes the dialog can look around, but no decision passes while the day runs on."""
    app, _shell = opened(tmp_path)
    session = app.measurements.go_on("nulmeting")
    session.do(c.Begin())
    plan_by_hand(session)
    session.do(c.HandIn())
    decide(session)
    session.do(c.Dispatch())
    while not session.open_moments():
        for message in session.open_messages():
            session.do(c.Reply(message=message.id, option=message.options[-1].id))
        session.do(c.Advance(to_s=session.clock_s + 3600))
    day = app.screen_for(session)
    at_s = session.clock_s
    day.dialog = None  # type: ignore[attr-defined]
    day._advance(at_s + 600)  # type: ignore[attr-defined]
    assert session.clock_s == at_s
    assert day.news[-1].key == "measure.decide_first"  # type: ignore[attr-defined]
    app.close()


def test_who_keeps_nothing_is_asked_first(tmp_path: Path) -> None:
    """The logs are the measurement: without consent it does not begin, and the page says so."""
    app = make_app(tmp_path, settings=agreed(consent=NOT_KEPT))
    shell = make_shell(app, app.measurements.screen())
    with pytest.raises(Illegal, match=r"measure\.not_kept"):
        app.measurements.go_on("nulmeting")
    press(shell, pygame.K_RETURN)
    assert isinstance(shown(shell), ConsentScreen)
    app.close()


def test_a_part_that_ended_without_being_closed_is_closed(tmp_path: Path) -> None:
    """The program was killed between the end of the day and the closing line: it is written later."""
    app, _shell = opened(tmp_path)
    session = app.measurements.go_on("nulmeting")
    session.do(c.Begin())
    plan_by_hand(session)
    session.do(c.HandIn())
    session.do(c.Dispatch())
    drive(session)
    path = session.journal.path  # type: ignore[attr-defined]
    app.close()
    assert read_log(path).events[-1].kind != "final"
    app, _shell = opened(tmp_path)
    app.measurements.screen()
    assert any(e.kind == "final" for e in read_log(path).events)
    assert app.measurements.forms()["nulmeting"].of(1).state == "closed"  # type: ignore[union-attr]
    app.close()


def options(mode: str, scenario: str, tmp_path: Path) -> Namespace:
    """Arguments of `ritregie play`."""
    return program.parser().parse_args([scenario, "--mode", mode, "--log-dir", str(tmp_path / "logs")])


@pytest.mark.parametrize(
    ("mode", "name"), [("assess", "nulmeting"), ("train", "eindmeting"), ("train", "tweeling-b")]
)
def test_play_opens_the_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, name: str) -> None:
    """By the name of the form, or of a day that is part of it: that one too is not played outside it."""
    monkeypatch.setattr(program, "user_folder", lambda: tmp_path)
    app, _wrong = program.build(options(mode, name, tmp_path))
    app.configure(consent=CONSENT, told_about_log=True)
    screen = program._first_screen(app, name)
    assert isinstance(screen, MeasurementScreen)
    assert screen.form == ("eindmeting" if name == "eindmeting" else "nulmeting")
    assert app.measurements.asked_for == (mode == "assess")
    app.close()


def test_another_day_in_mode_assess_is_played_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Help from the start; only decisions cannot be skipped."""
    monkeypatch.setattr(program, "user_folder", lambda: tmp_path)
    app, _wrong = program.build(options("assess", "eerste-rit", tmp_path))
    app.configure(consent=CONSENT, told_about_log=True)
    program._first_screen(app, "eerste-rit")
    session = session_of(app)
    assert (session.mode, session.aid) == ("assess", "full")
    app.close()


def test_a_kiosk_offers_none(tmp_path: Path) -> None:
    """A demo keeps nothing, so it has no measurement."""
    app = make_app(tmp_path, mode="demo", settings=agreed())
    shell = make_shell(app, app.menu())
    assert not app.measurements.offered
    assert shell.ctx.hits.get("menu.measure") is None
    app.close()


def test_the_days_of_the_forms_are_not_in_the_menu(tmp_path: Path) -> None:
    """Who practises with them has seen them."""
    from game.ui import rounds_menu

    app = make_app(tmp_path, settings=agreed())
    measured = {x.id for x in app.listings() if x.measures}
    assert not measured & {x.id for x in rounds_menu.days(app)}
    app.close()
