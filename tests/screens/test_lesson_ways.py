"""The coach's card in every window, the ways into a lesson, and the lesson for planners."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from pathlib import Path

import pytest

from game.domain.commands import Accept, Advance, Commit, Dispatch, Final, Place, Reply, to_text
from game.record.settings import Settings
from game.solver.naive import naive_plan
from game.ui.coach import coach_of
from game.ui.screens.board import BoardScreen
from game.ui.screens.first_start import FirstStart
from game.ui.screens.menu import MenuScreen

from .app_play import click, make_app, make_shell
from .lesson_play import Newcomer

WINDOWS = (((1600, 900), 1.0), ((1280, 720), 1.0), ((1280, 720), 1.5), ((800, 450), 1.0), ((1600, 900), 2.0))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(("size", "scale"), WINDOWS)
def test_card_is_never_on_what_it_points_at(
    tmp_path: Path, size: tuple[int, int], scale: float, lang: str
) -> None:
    """In every window, layout, scale and language the thing, the end of a drag and the card are apart."""
    n = Newcomer(tmp_path, size=size, scale=scale, lang=lang)
    n.click("coach.start")
    session = n.session
    desk = n.shell.stack[-1].desk  # type: ignore[attr-defined]

    def look() -> None:
        n.frames()
        tool, window = n.tool, n.shell.ctx.rect
        assert tool.rect is not None
        assert window.contains(tool.rect)
        assert tool.target is not None, n.coach.step.id
        for target in (tool.target, tool.end):
            assert target is None or not tool.rect.colliderect(target), (n.coach.step.id, tool.rect, target)

    look()
    desk.selection.choose_order("O3", session.plan)
    look()
    acts = [("O1", "V1", 0), ("O2", "V1", 1), ("", "", 0), ("O4", "V1", 2), ("O3", "V2", 0), ("O4", "V2", 0)]
    for order, vehicle, at in acts:
        desk.area = "list" if desk.area == "panel" else "panel"
        look()
        if order:
            desk.selection.choose_order(order, session.plan)
            look()
            session.do(Place(order=order, vehicle=vehicle, at=at))
        else:
            desk.tab, desk.area = "trip", "panel"
        look()
    for tab in ("findings", "kpi", "advice"):
        desk.tab = tab
        look()
    session.do(Place(order="O4", vehicle="V2", at=1))
    while n.at != "dispatch":
        look()
        n.coach.go_on()
    look()
    assert session.do(Dispatch()).ok
    n.shell.stack[-1] = n.app.screen_for(session)
    look()
    while not session.open_messages():
        assert session.do(Advance(to_s=session.clock_s + 600)).ok
    n.shell.stack[-1] = n.app.screen_for(session)
    look()
    assert session.do(Reply(message="thanks", option="keep")).ok
    look()
    while session.phase == "day":
        assert session.do(Advance(to_s=session.clock_s + 1800)).ok
    n.shell.stack[-1] = n.app.screen_for(session)
    look()
    n.coach.go_on()
    look()


def test_first_start_leads_into_the_lesson(tmp_path: Path) -> None:
    """One click from the very first screen to the first step; who knows the trade is let through."""
    app = make_app(tmp_path, settings=Settings())
    shell = make_shell(app, FirstStart(app, app.menu()))
    click(shell, "first.lesson")
    assert isinstance(shell.stack[-1], BoardScreen)
    coach = coach_of(shell.stack[-1].session, app)
    assert coach is not None
    assert (coach.state, coach.step.id) == ("running", "window")
    shell = make_shell(app, FirstStart(app, app.menu()))
    click(shell, "first.go")
    assert isinstance(shell.stack[-1], MenuScreen)


def test_menu_offers_the_lesson_until_it_is_done(tmp_path: Path) -> None:
    """The card stands in the menu for a newcomer, one click away, and goes with the lesson."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.menu())
    click(shell, "menu.lesson")
    coach = coach_of(shell.stack[-1].session, app)  # type: ignore[attr-defined]
    assert coach is not None
    assert coach.state == "running"
    coach.stop()
    assert make_shell(app, app.menu()).ctx.hits.get("menu.lesson") is None
    exam = make_app(tmp_path / "exam", mode="assess")
    assert make_shell(exam, exam.menu()).ctx.hits.get("menu.lesson") is None


def test_second_lesson_weighs_what_the_computer_does_not_know(tmp_path: Path) -> None:
    """Planners go through four choices, two with wrong advice, and see in the debrief what was chance.

    The day holds more choices than the lesson speaks of: those are the player's own.
    """
    n = Newcomer(tmp_path, scenario="vers-noord")
    session = n.session
    n.click("coach.start")
    assert n.at == "post"
    n.key("4")
    assert (n.at, n.tool.pointed) == ("pit", "moment.open.pit")
    decide(n, "rumour", "keep")
    assert (n.at, n.coach.hint) == ("pit", "rumour")
    decide(n, "pit", "longer")
    assert n.at == "plan", "both are decided, in the other order"
    plan = naive_plan(session.system, session.visible)
    proposal = session.propose("plan", plan, {"by": "test"})
    session.do(Accept(proposal=proposal.id))
    assert n.at == "margin"
    n.shell.stack[-1].choose("O32")  # type: ignore[attr-defined]
    assert n.at == "dispatch"
    n.key("d", "enter")
    assert n.at == "ring"
    for moment, option, then in (("ring", "call", "courier"), ("courier", "call", "finish")):
        while moment not in {m.id for m in session.open_moments()}:
            assert session.do(Advance(to_s=session.clock_s + 600)).ok
        assert n.tool.rect is None or n.shell.stack[-1].dialog is None  # type: ignore[attr-defined]
        decide(n, moment, option)
        assert n.at == then
    while session.phase == "day":
        assert session.do(Advance(to_s=session.clock_s + 1800)).ok
    n.frames()
    n.key("enter")
    assert (n.at, n.tool.pointed) == ("end", "tab.moments")


def decide(n: Newcomer, moment: str, option: str) -> None:
    """Own choice, advice, final choice."""
    assert n.session.do(Commit(moment=moment, option=option, confidence=80)).ok
    assert n.session.do(Final(moment=moment, option=option)).ok


def test_advice_accepted_as_a_proposal_counts(tmp_path: Path) -> None:
    """Taking over what the computer proposed is planning too."""
    n = Newcomer(tmp_path)
    n.click("coach.start")
    place = Place(order="O1", vehicle="V1", at=0)
    proposal = n.session.log_proposal("place", [to_text(place)], {"order": "O1"})
    n.session.do(Accept(proposal=proposal.id))
    assert n.at == "price"
