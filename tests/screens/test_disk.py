"""A full disk is told on every screen that plays, and so is the end of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.app import App
from game.domain import commands as c
from game.domain import week_commands
from game.record.journal import FileJournal
from game.session import Session
from game.session_week import WeekSession
from game.solver.naive import naive_plan
from tests.screens.app_play import make_app, make_shell


def planning(app: App) -> Session:
    """The plan board."""
    session = app.start("eerste-rit")
    session.do(c.Begin())
    return session


def driving(app: App) -> Session:
    """A day that has just begun."""
    session = planning(app)
    proposal = session.propose("plan", naive_plan(session.system, session.visible))
    session.do(c.Accept(proposal=proposal.id))
    assert session.do(c.Dispatch()).ok
    return session


def evening(app: App) -> WeekSession:
    """The first evening of the weeks."""
    session = app.start_weeks("weekplan")
    assert session.do(week_commands.BeginWeek()).ok
    return session


@pytest.mark.parametrize("what", ["plan", "day", "week"])
def test_a_disk_that_refuses_is_told_and_so_is_its_end(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence with the reason and what to do; play goes on, and nothing was lost in the end."""
    app = make_app(tmp_path)
    session = {"plan": planning, "day": driving, "week": evening}[what](app)
    shell = make_shell(app, app.screen_for(session), (1280, 720))
    again = week_commands.BeginWeek() if what == "week" else c.Begin()
    journal = session.journal
    assert isinstance(journal, FileJournal)
    shell._toast = None

    def full(_self: FileJournal) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as while_full:
        while_full.setattr(FileJournal, "_write", full)
        session.do(again)  # type: ignore[arg-type]  # refused, and logged
        shell.frame()
        shell.frame()
        assert shell._toast is not None
        text, kind, _until = shell._toast
        assert kind == "bad" and "No space left on device" in text and text != "No space left on device"
        shell._toast = None
        shell.frame()
        assert shell._toast is None, "once is enough"
    session.do(again)  # type: ignore[arg-type]
    shell.frame()
    assert shell._toast is not None and shell._toast[1] == "ok"
    assert len(journal.path.read_bytes().splitlines()) == len(session.events)
    app.close()
