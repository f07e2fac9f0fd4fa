"""Decisions are weighed whatever the player does after the day: leave, quit, erase, come back."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from game.app import App
from game.cli import run
from game.domain import commands as c
from game.record.journal import FileJournal, read_log
from game.replay import verify
from game.session import Session
from game.ui.host import LogCard
from game.ui.screens.debrief import DebriefScreen
from tests.screens.app_play import WAIT_S, click, make_app, make_shell, played


def day(app: App) -> tuple[Session, Path]:
    """A played day that waits for its debrief."""
    session = app.start("eerste-rit")
    assert isinstance(session.journal, FileJournal)
    return played(session), session.journal.path


def weighed(app: App) -> bool:
    """Let the program go on between frames until a ledger was kept."""
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        if app.pulse():
            return True
        time.sleep(0.01)
    return False


def kinds(path: Path) -> list[str]:
    """The last two events of a log."""
    return [e.kind for e in read_log(path).events[-2:]]


def test_a_debrief_that_is_closed_at_once_loses_nothing(tmp_path: Path) -> None:
    """The day is closed and the menu open before the ledger is ready: it follows the closing line."""
    app = make_app(tmp_path)
    session, path = day(app)
    shell = make_shell(app, app.screen_for(session), (1600, 900))
    click(shell, "debrief.done")
    assert session.phase == "closed"
    until = time.monotonic() + WAIT_S
    while not session.ledger and time.monotonic() < until:
        shell.step()
        time.sleep(0.01)
    assert kinds(path) == ["final", "ledger"]
    assert verify(path).verified
    app.close()


def test_quitting_waits_for_nothing_and_the_profile_makes_what_is_missing(tmp_path: Path) -> None:
    """The worker ends with the program; the next time the profile is opened the ledger is made, once."""
    app = make_app(tmp_path)
    session, path = day(app)
    app.weigh(session)
    session.do(c.Finish())
    assert app.ledgers.client.busy
    before = time.monotonic()
    app.close()
    assert time.monotonic() - before < 5.0 and not session.ledger
    again = make_app(tmp_path)
    again.profile()
    assert weighed(again)
    assert kinds(path) == ["final", "ledger"] and verify(path).verified
    again.profile()
    assert not again.weighing_late and not any(card.unweighed for card in again.own_logs())
    again.close()


def test_the_debrief_of_a_closed_day_makes_what_is_missing(tmp_path: Path) -> None:
    """A round that is looked back on later shows its ledger too."""
    app = make_app(tmp_path)
    _session, path = day(app)
    app.resume(path).do(c.Finish())  # type: ignore[arg-type]
    again = make_app(tmp_path)
    session = again.resume(path)
    assert isinstance(session, Session)
    shell = make_shell(again, DebriefScreen(again, session), (1600, 900))
    assert not shell.stack[-1].back.weighing.ready  # type: ignore[attr-defined]
    until = time.monotonic() + WAIT_S
    while not session.ledger and time.monotonic() < until:
        shell.step()
        time.sleep(0.01)
    shell.step()
    assert shell.stack[-1].back.weighing.rows  # type: ignore[attr-defined]
    app.close()
    again.close()


def test_who_comes_back_while_it_is_weighed_is_the_one_who_writes(tmp_path: Path) -> None:
    """Two sessions never write in one log: the ledger goes to the one that was opened last."""
    app = make_app(tmp_path)
    first, path = day(app)
    app.screen_for(first)
    assert not app.pulse()  # begun
    second = app.resume(path)
    assert isinstance(second, Session)
    second.do(c.Answer(question=second.scenario.reflection[0], text="Eerder bellen."))
    assert weighed(app)
    assert second.ledger and not first.ledger
    assert kinds(path) == ["command", "ledger"] and verify(path).verified
    app.close()


def test_what_is_erased_does_not_come_back(tmp_path: Path) -> None:
    """A ledger that is under way when a player is erased is given up, and writes no log anew."""
    app = make_app(tmp_path)
    session, path = day(app)
    app.screen_for(session)
    app.pulse()
    app.erase_everything("p-test")
    assert not app.pulse() and not app.ledgers.client.busy
    assert not path.exists()
    app.close()


def test_a_log_of_other_rules_is_tried_once(tmp_path: Path) -> None:
    """What cannot be weighed is left alone, as it was, and asked no more while the program runs."""
    app = make_app(tmp_path)
    path = tmp_path / "none.jsonl"
    path.write_text("no log\n", encoding="utf-8")
    card = LogCard(path=path, scenario="x", phase="closed", clock_s=0, written=0.0, unweighed=True)
    app.weigh_logs([card])
    app.pulse()
    app.ledgers.client.wait()
    assert not app.pulse()
    app.weigh_logs([card])
    app.pulse()
    assert not app.ledgers.client.busy and not app.weighing_late
    assert path.read_text(encoding="utf-8") == "no log\n"
    app.close()


def test_the_command_line_weighs_and_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`weigh` adds the ledger, `--check` works it out again, and `profile` says what lacks one."""
    app = make_app(tmp_path)
    session, path = day(app)
    session.do(c.Finish())
    assert run(["profile", str(path), "--json"]) == 0
    said = capsys.readouterr()
    assert path.name in said.err and json.loads(said.out)["competencies"]
    assert run(["weigh", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["weighed"] == [str(path)]
    assert run(["weigh", str(path), "--check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"differs": [], "logs": 1}
    assert run(["profile", str(path), "--json"]) == 0
    assert path.name not in capsys.readouterr().err
    app.close()
