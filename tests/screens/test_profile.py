"""The profile: made of the logs alone, words only where they are earned, and every piece leads somewhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pygame
import pytest

from game.domain import week_commands as c
from game.domain.commands import Finish
from game.readings.client import ReadingsClient
from game.record.consent import CONSENT
from game.record.notes import notes_file, read_notes
from game.record.settings import Settings
from game.ui.logbook import ended, log_cards, make_profile, unfinished
from game.ui.profile_about import AboutScreen
from game.ui.profile_days import DaysScreen
from game.ui.profile_detail import odd
from game.ui.profile_model import NAMES, ProfileModel, level_at
from game.ui.profile_note import NoteScreen
from game.ui.profile_replay import OpenedLog, mark_of
from game.ui.profile_report import ReportMaker
from game.ui.program import App
from game.ui.screen import Push, Screen
from game.ui.screens.briefing import BriefingScreen
from game.ui.screens.profile import ProfileScreen
from game.ui.screens.replay import ReplayScreen
from game.ui.screens.week import WeekScreen
from game.ui.shell import Shell
from tests.screens import layout_eye
from tests.screens.app_play import SIZES, WAIT_S, click, make_app, make_shell, nothing_is_cut, played, press
from tests.screens.test_layout_everywhere import FEW, Look, frame

GOOD, BAD = "20261103-090000-eerste-rit-aaaaaa", "20261104-090000-eerste-rit-bbbbbb"


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a day that replays, another with a changed byte, and what was read of them."""
    home = tmp_path_factory.mktemp("profile")
    app = make_app(home)
    played(app.start("eerste-rit")).do(Finish())
    (log,) = (home / "logs").glob("*.jsonl")
    log.rename(home / "logs" / f"{GOOD}.jsonl")
    data = bytearray((home / "logs" / f"{GOOD}.jsonl").read_bytes())
    data[len(data) * 3 // 4] ^= 1
    (home / "logs" / f"{BAD}.jsonl").write_bytes(data)
    app.read_logs([home / "logs" / f"{name}.jsonl" for name in (GOOD, BAD)], lambda _made: True)
    return home


@pytest.fixture
def home(days: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it; what was read is known, so that no process needs to start."""
    shutil.copytree(days, tmp_path, dirs_exist_ok=True)

    def refuse(*_: Any) -> str:
        return "no process in this test"

    monkeypatch.setattr(ReadingsClient, "run", refuse)
    return tmp_path


def screen_of(app: App) -> ProfileScreen:
    """The profile, with all that can be read."""
    app._checking = True  # scenarios are read whole elsewhere
    app.look_again()
    screen = app.profile_screen()
    assert isinstance(screen, ProfileScreen)
    app.profile()
    app.background.join(WAIT_S)
    screen.poll()
    return screen


def opened(app: App, size: tuple[int, int] = (1280, 720), scale: float = 1.0) -> tuple[Shell, ProfileScreen]:
    """The same over the menu."""
    screen = screen_of(app)
    shell = make_shell(app, app.menu(), size, scale)
    shell.stack.append(screen)
    shell.step()
    return shell, screen


def test_the_first_visit_invites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a day there are no empty bars but what it will be, at once, and Enter begins the first day."""
    monkeypatch.setattr(ReadingsClient, "run", lambda *_: pytest.fail("a process for nothing"))
    for size, scale in SIZES:
        app = make_app(tmp_path)
        shell, screen = opened(app, size, scale)
        assert screen.model is not None
        assert screen.model.empty
        assert all(e["level"] is None for e in screen.model.competencies.values())
        assert shell.ctx.hits.get("profile.first") is not None
        nothing_is_cut(shell)
        app.close()
    press(shell, pygame.K_RETURN)
    assert isinstance(shell.stack[-1], BriefingScreen)
    assert shell.stack[-1].session.scenario.id == "eerste-rit"
    assert len(shell.stack) == 1


LONG_NOTE = "Ik kende de klant nog niet en heb daarom voor zeker gekozen. " * 6
OVER: dict[str, Callable[[ProfileScreen, ProfileModel], Screen]] = {
    "bars": lambda screen, _model: screen,
    "evidence": lambda screen, _model: screen,
    "about": AboutScreen,
    "days": lambda screen, model: DaysScreen(screen.host, screen, model, {}),
    "note": lambda screen, _model: NoteScreen(screen, screen.notes, "K1", "about " * 60),
}  # fmt: skip


@pytest.mark.parametrize("look", FEW, ids=str)
@pytest.mark.parametrize("name", OVER)
def test_it_is_whole_and_readable(home: Path, name: str, look: Look) -> None:
    """Bars, evidence with own words, three dialogs: nothing cut off, written over, faint or nameless."""
    app = make_app(home, settings=Settings(told_about_log=True, player="p-test", consent=CONSENT))
    app.configure(language=look.lang)
    screen = screen_of(app)
    assert screen.model is not None
    screen.tab = name if name in ("bars", "evidence") else "bars"
    screen.notes.put("K1", LONG_NOTE, "now")
    screen.notes.put(screen.model.lines("K1")[0].subject, LONG_NOTE, "now")
    ctx, eye = frame(OVER[name](screen, screen.model), look)
    least = 7.0 if look.scheme.endswith("_high") else 4.5
    faults = [*layout_eye.cut_off(eye), *map(str, eye.over), *layout_eye.astray(ctx.hits, ctx.rect),
              *layout_eye.unnamed(ctx.hits), *layout_eye.tangled(ctx.hits)]  # fmt: skip
    if name in ("bars", "evidence"):
        faults += layout_eye.faint(eye, ctx.hits, look.scale, least=least)
    assert not faults, "\n".join(faults[:20])


@pytest.mark.parametrize("look", FEW, ids=str)
def test_the_first_visit_is_whole_and_readable(
    tmp_path: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same for what a newcomer sees."""
    monkeypatch.setattr(ReadingsClient, "run", lambda *_: "no process in this test")
    app = make_app(tmp_path)
    app.configure(language=look.lang)
    screen = screen_of(app)
    ctx, eye = frame(screen, look)
    least = 7.0 if look.scheme.endswith("_high") else 4.5
    faults = [*layout_eye.cut_off(eye), *map(str, eye.over), *layout_eye.astray(ctx.hits, ctx.rect),
              *layout_eye.unnamed(ctx.hits), *layout_eye.tangled(ctx.hits),
              *layout_eye.faint(eye, ctx.hits, look.scale, least=least)]  # fmt: skip
    assert not faults, "\n".join(faults[:20])


def test_evidence_names_scenario_event_and_time(home: Path) -> None:
    """Every piece of evidence leads back to a log that replays, and most of it to a place in it."""
    made = make_profile(ended(log_cards(home / "logs")))
    model = ProfileModel(made)
    lines = [line for name in NAMES for line in model.lines(name)]
    assert lines
    assert {line.day.scenario for line in lines} == {"eerste-rit"}
    assert all(line.log == GOOD for line in lines)
    assert all(line.stops for line in lines)
    assert len({line.subject for line in lines}) == len(lines)


def test_keys_walk_the_eight(home: Path) -> None:
    """Arrows choose a competency, a click does too, V the other view, and Esc leaves."""
    shell, screen = opened(make_app(home))
    press(shell, pygame.K_DOWN)
    assert screen.chosen == "K2"
    press(shell, pygame.K_UP, pygame.K_UP)
    assert screen.chosen == "K8"
    click(shell, "competency.K5")
    assert screen.chosen == "K5"
    press(shell, pygame.K_v)
    assert screen.view == "independent"
    click(shell, "profile.view.correlated")
    assert screen.view == "correlated"
    press(shell, pygame.K_ESCAPE)
    assert shell.stack[-1] is not screen


def test_keys_reach_every_line_of_evidence(home: Path) -> None:
    """Right goes to the evidence, down through all of it with the column following, left back."""
    shell, screen = opened(make_app(home), (800, 450))
    assert screen.model is not None
    lines = screen.model.lines("K1")
    press(shell, pygame.K_RIGHT)
    for number in range(len(lines)):
        hit = shell.ctx.hits.get(f"evidence.{number}")
        assert shell.memory.focus == f"evidence.{number}"
        assert hit is not None
        assert hit.rect.h > 20
        press(shell, pygame.K_DOWN)
    assert shell.memory.focus == f"evidence.{len(lines) - 1}"
    press(shell, pygame.K_LEFT)
    assert shell.memory.focus == "competency.K1"


def test_a_line_of_evidence_leads_to_its_second(home: Path) -> None:
    """Enter on it opens the replay of that earlier day at that event, and Esc comes back."""
    app = make_app(home)
    before = (home / "logs" / f"{GOOD}.jsonl").read_bytes()
    shell, screen = opened(app)
    assert screen.model is not None
    name, number = next((n, i) for n in NAMES for i, x in enumerate(screen.model.lines(n)) if x.stops)
    line = screen.model.lines(name)[number]
    screen.chosen = name
    press(shell, pygame.K_RIGHT, *[pygame.K_DOWN] * number, pygame.K_RETURN)
    over = shell.stack[-1]
    assert isinstance(over, OpenedLog)
    nothing_is_cut(shell)
    over.wait(WAIT_S)
    assert isinstance(over.inner, ReplayScreen)
    assert over.inner.marks[over.inner.current].seq == line.stops[0].seq
    shell.redraw()
    shell.step()
    press(shell, pygame.K_ESCAPE)
    assert shell.stack[-1] is screen
    assert (home / "logs" / f"{GOOD}.jsonl").read_bytes() == before


def test_an_event_between_two_stops_leads_to_the_one_before(home: Path) -> None:
    """Figures at dispatch are no stop; the act that led to them is."""
    over = OpenedLog(make_app(home), home / "logs" / f"{GOOD}.jsonl")
    over.wait(WAIT_S)
    assert isinstance(over.inner, ReplayScreen)
    session = over.inner.session
    kpi = max(e.seq for e in session.events if e.kind == "kpi" and e.data["phase"] == "plan")
    mark = mark_of(session, kpi)
    assert mark is not None
    assert mark.seq < kpi
    assert not any(mark.seq < m.seq <= kpi for m in over.inner.marks)
    assert mark_of(session, -1) is None


def test_a_log_that_cannot_be_opened_says_so(home: Path) -> None:
    """A damaged or deleted log gives a sentence and a way back, never a crash."""
    app = make_app(home)
    shell, screen = opened(app)
    for name in (BAD, "gone"):
        over = OpenedLog(app, home / "logs" / f"{name}.jsonl")
        over.wait(WAIT_S)
        assert over.failed
        shell.stack.append(over)
        shell.redraw()
        shell.step()
        click(shell, "profile.back")
        assert shell.stack[-1] is screen


def test_a_day_that_does_not_replay_is_named_and_does_not_count(home: Path) -> None:
    """It stands in the list with its reason, it cannot be opened, and no bar rests on it."""
    shell, screen = opened(make_app(home))
    assert screen.model is not None
    assert (screen.model.counted, [d.log for d in screen.model.left_out]) == (1, [BAD])
    click(shell, "profile.left_out")
    assert isinstance(shell.stack[-1], DaysScreen)
    hits = {h.payload.log for h in shell.ctx.hits if h.id.startswith("day.")}  # type: ignore[union-attr]
    assert hits == {GOOD}


def test_own_words_stay_with_the_evidence(home: Path) -> None:
    """Written on a competency and on a line, kept on disk, shown, changed and taken away again."""
    app = make_app(home)
    shell, screen = opened(app)
    assert screen.model is not None
    press(shell, pygame.K_n)
    shell.feed([pygame.event.Event(pygame.TEXTINPUT, text="Eerst de lange ritten.")])
    click(shell, "note.keep")
    assert shell.stack[-1] is screen
    line = screen.model.lines("K1")[0]
    click(shell, "note.0")
    shell.feed([pygame.event.Event(pygame.TEXTINPUT, text="Dat zag ik te laat.")])
    shell.feed([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=pygame.KMOD_CTRL, unicode="")])
    shell.step()
    kept = {subject: note.text for subject, note in read_notes(home, app.pseudonym()).items()}
    assert kept == {"K1": "Eerst de lange ritten.", line.subject: "Dat zag ik te laat."}
    again, _screen = opened(make_app(home))
    click(again, "profile.note")
    click(again, "note.away")
    assert "K1" not in read_notes(home, app.pseudonym())


def test_a_disk_that_refuses_keeps_the_dialog_open(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written is still there to be copied."""
    shell, screen = opened(make_app(home))
    monkeypatch.setattr("game.record.notes.save_json", lambda *_: False)
    press(shell, pygame.K_n)
    shell.feed([pygame.event.Event(pygame.TEXTINPUT, text="x")])
    click(shell, "note.keep")
    over = shell.stack[-1]
    assert isinstance(over, NoteScreen)
    assert (over.refused, over.text.value) == (True, "x")
    assert screen.notes.of("K1") is None


def test_who_keeps_nothing_writes_nothing(home: Path) -> None:
    """In a demo a note lasts as long as the program."""
    app = make_app(home, mode="demo")
    screen = screen_of(app)
    assert screen.notes.put("K1", "text", "now")
    assert not notes_file(home, app.pseudonym()).exists()


def test_the_next_step_opens_its_briefing(home: Path) -> None:
    """The advice names a day that was not played and is about what was not shown; its button goes there."""
    app = make_app(home)
    shell, screen = opened(app)
    assert screen.model is not None
    advice = screen.model.advice(app.listings())
    assert advice is not None
    assert not screen.model.competencies[advice.competency]["evidence"]
    assert advice.scenario != "eerste-rit"
    offered = {x.id: x for x in app.listings()}[advice.scenario]
    assert advice.competency in offered.competencies
    assert not offered.measures
    click(shell, "profile.next")
    top = shell.stack[-1]
    assert isinstance(top, BriefingScreen)
    assert (top.session.scenario.id, len(shell.stack)) == (advice.scenario, 1)


def test_a_report_is_made_into_the_players_own_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One click: the page of the days that count, where it stands is told, and erasing takes it along."""
    app = make_app(home)
    shell, screen = opened(app)
    asked: list[list[str]] = []

    def ran(command: list[str], **_: Any) -> SimpleNamespace:
        asked.append(command)
        Path(command[command.index("--out") + 1]).write_text(f"<p>{app.pseudonym()}</p>", encoding="utf-8")
        return SimpleNamespace(returncode=0, stderr="")

    monkeypatch.setattr("game.ui.profile_report.subprocess.run", ran)
    click(shell, "profile.report")
    assert screen.reports is not None
    screen.reports.wait(WAIT_S)
    screen.poll()
    shell.redraw()
    shell.step()
    assert [Path(word).stem for word in asked[0] if word.endswith(".jsonl")] == [GOOD]
    (made,) = (home / "reports").rglob("*.html")
    assert shell._toast is not None
    assert shell._toast[0].endswith(str(made))
    app.erase_me()
    assert not list((home / "reports").rglob("*.html"))


def test_the_report_command_takes_what_the_button_gives(home: Path) -> None:
    """The real program writes the page of a real log."""
    maker = ReportMaker(home / "reports", home)
    maker.make([home / "logs" / f"{GOOD}.jsonl"], "en")
    maker.wait(60)
    key, where = maker.poll() or ("", "")
    assert key == "profile.report.done", where
    assert "<html" in Path(where).read_text(encoding="utf-8")


def test_a_report_that_is_not_made_says_why(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program said stands in the message."""
    refused = SimpleNamespace(returncode=1, stderr="no room\n")
    monkeypatch.setattr("game.ui.profile_report.subprocess.run", lambda *_, **__: refused)
    maker = ReportMaker(home / "reports", home)
    maker.make([home / "logs" / f"{GOOD}.jsonl"], "en")
    maker.wait(WAIT_S)
    assert maker.poll() == ("profile.report.refused", "no room")
    assert maker.poll() is None


def test_the_palette_offers_what_the_buttons_do(home: Path) -> None:
    """Everything is in reach by its name too."""
    shell, screen = opened(make_app(home))
    offered = {deed.id: deed for deed in screen.deeds(shell.ctx)}
    assert set(offered) == {
        "profile.note", "profile.days", "profile.about", "profile.report", "profile.view"
    }  # fmt: skip
    offered["profile.view"].do(shell.ctx)
    assert screen.view == "independent"
    assert isinstance(offered["profile.days"].do(shell.ctx), Push)


def test_interruptions_and_measurements_are_marked(home: Path) -> None:
    """What a trainer must know of a day stands with it, on the list, at its evidence and in the chart."""
    made = make_profile(ended(log_cards(home / "logs")))
    made["sessions"][GOOD] |= {"form": "nulmeting", "breaks": 2}
    app = make_app(home)
    shell, screen = opened(app)
    screen._made = made
    screen.switch(screen.view)
    assert screen.model is not None
    words = [key for key, _kind, _icon in odd(screen.model.days[GOOD])]
    assert words == ["profile.interrupted", "profile.form.nulmeting"]
    assert [key for key, *_ in odd(screen.model.days[BAD])] == ["profile.unverified"]
    with layout_eye.looking() as eye:
        shell.redraw()
        shell.step()
    assert {"onderbroken", "nulmeting"} <= {drawn.text for drawn in eye.texts}


def model_with(home: Path, change: Callable[[dict[str, Any]], None], **top: object) -> ProfileModel:
    """The profile with one competency changed."""
    made = make_profile(ended(log_cards(home / "logs")))
    for view in made["views"].values():
        change(view["competencies"]["K1"])
    return ProfileModel({**made, **top})


@pytest.mark.parametrize(
    ("entry", "verified", "kind"),
    [
        ({"level": 3}, True, "level"), ({"evidence": []}, True, "nothing"), ({}, False, "unverified"),
        ({"p_level": 0.9}, True, "needs"), ({"low": 0.5, "high": 1.2}, True, "one"),
        ({"low": -2.0, "high": 2.0}, True, "open"),
    ],
)  # fmt: skip
def test_how_sure_it_is_in_words(home: Path, entry: dict[str, Any], verified: bool, kind: str) -> None:
    """A word only for a level that is given; else the sentence says what is missing."""
    base = {"level": None, "p_level": 0.5, "mean": 0.8, **entry}
    assert model_with(home, lambda e: e.update(base), verified=verified).state("K1")[0] == kind


def test_the_levels_of_the_scale_are_those_of_the_figures() -> None:
    """The screen's cuts and certainty are copies: they must say what the parameter set says."""
    from game.assess.settings import settings
    from game.ui.profile_model import CUTS, SURE

    assert (settings().cuts, settings().certainty) == (CUTS, SURE)
    assert [level_at(x) for x in (-9, -0.8, 0.39, 0.4, 1.3, 9)] == [1, 2, 2, 3, 4, 4]


def test_the_process_beside_the_game_makes_it(days: Path, tmp_path: Path) -> None:
    """The real thing, without a reading that is known: it comes in parts, and the screen takes them over."""
    shutil.copytree(days / "logs", tmp_path / "logs")
    app, seen = make_app(tmp_path), []
    assert app.profile() is None
    app.background.join(WAIT_S)
    while app.poll():
        seen.append(app.profile())
    made = app.profile()
    assert made is not None
    assert (made["waiting"], set(made["sessions"])) == (0, {GOOD, BAD})
    assert (tmp_path / "readings").exists()
    app.erase_me()
    assert not (tmp_path / "readings").exists()


def test_what_was_read_goes_with_the_logs(home: Path) -> None:
    """Who deletes the logs by hand keeps no evidence of them."""
    assert list((home / "readings").iterdir())
    shutil.rmtree(home / "logs")
    screen = screen_of(make_app(home))
    assert screen.model is not None
    assert screen.model.empty
    assert not list((home / "readings").iterdir())


def test_cards_sort_logs_by_where_they_stand(tmp_path: Path) -> None:
    """Planning and running days are unfinished, ended ones make the profile, junk is left out."""
    app = make_app(tmp_path)
    app.start("eerste-rit")
    played(app.start("eerste-rit"))
    played(app.start("eerste-rit")).do(Finish())
    (tmp_path / "logs" / "junk.jsonl").write_bytes(b"\xff\xfe{]\n")
    cards = log_cards(tmp_path / "logs")
    assert sorted(c.phase for c in cards) == ["briefing", "closed", "debrief"]
    assert [c.phase for c in unfinished(cards)] == ["debrief"]
    assert sorted(c.phase for c in ended(cards)) == ["closed", "debrief"]


def test_weeks_are_part_of_the_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run of weeks that ended gives evidence of K8, which the screen can say and open."""
    monkeypatch.setattr(ReadingsClient, "run", lambda *_: "no process in this test")
    app = make_app(tmp_path)
    session = app.start_weeks("weekplan", 1)
    session.do(c.BeginWeek())
    name, choice = next((n, x) for n, x in sorted(session.week.choices.items()) if x.orders)
    session.do(c.Choose(choice=name, forecast_cent=1000, cause=choice.cause))
    while session.phase == "evening" and session.day <= 5:
        session.propose()
        assert session.do(c.Drive(day=session.day)).ok
    assert session.do(c.CloseWeeks()).ok
    shell, screen = opened(app)
    assert screen.model is not None
    found: Sequence[Any] = screen.model.lines("K8")
    assert {line.indicator for line in found} == {"K8.cause", "K8.studied"}
    assert screen.model.made["verified"] is True
    click(shell, "competency.K8")
    nothing_is_cut(shell)
    click(shell, "evidence.0")
    over = shell.stack[-1]
    assert isinstance(over, OpenedLog)
    over.wait(WAIT_S)
    assert isinstance(over.inner, WeekScreen)
    shell.redraw()
    shell.step()
    hit = shell.ctx.hits.get("week.finish")
    assert hit is None or hit.label == shell.ctx.t("ui.back")
    before = (home := tmp_path / "logs" / f"{found[0].log}.jsonl").read_bytes()
    press(shell, pygame.K_ESCAPE)
    assert shell.stack[-1] is screen
    assert home.read_bytes() == before
