"""Looking back on screen: jumps, playing, truth, the ledger's way in, and a copy that leaves no trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.app import App
from game.domain import commands as c
from game.ledger import ledger_of
from game.session import Session
from game.ui.replay_line import Head
from game.ui.screens.debrief import DebriefScreen
from game.ui.screens.replay import ReplayScreen
from game.ui.screens.what_if import WhatIfScreen
from game.ui.shell import Shell
from tests.screens.app_play import SIZES, click, make_app, make_shell, nothing_is_cut, played, press


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[App, Session]]:
    """A played day with decisions, weighed on a few possible days."""
    app = make_app(tmp_path_factory.mktemp("home"))
    session = played(app.start("stukgoed"))
    session.log_ledger(ledger_of(session.events, 3, session.scenario))
    yield app, session
    app.close()


def opened(fresh: tuple[App, Session], size: tuple[int, int] = (1600, 900)) -> tuple[Shell, ReplayScreen]:
    """The replay as the debrief's button opens it, with the log read."""
    app, session = fresh
    shell = make_shell(app, DebriefScreen(app, session), size)
    if shell.ctx.mode != "full":
        click(shell, "tab.overview")
    click(shell, "debrief.replay")
    screen = shell.stack[-1]
    assert isinstance(screen, ReplayScreen)
    while not screen.tape.complete:
        shell.step()
    return shell, screen


def logs(app: App) -> dict[str, bytes]:
    """Every file in the log folder."""
    return {p.name: p.read_bytes() for p in app.log_folder().iterdir()}


def test_it_draws_in_every_window_and_language(fresh: tuple[App, Session]) -> None:
    """Planning, day and truth, each tab: nothing leaves the window."""
    app, session = fresh
    for size, scale in SIZES:
        screen = ReplayScreen(app, session)
        shell = make_shell(app, screen, size, scale)
        for kind in ("look", "message", "incident", "late", "choice"):
            mark = next((m for m in screen.marks if m.kind == kind), None)
            if mark is None:
                continue
            screen.jump(mark)
            for truth in (False, True):
                screen.set_truth(truth)
                for tab in ("map", "list", "card"):
                    screen.tab = tab
                    shell.frame()
                    nothing_is_cut(shell)
        click(shell, "top.language")


def test_keys_walk_through_the_log(fresh: tuple[App, Session]) -> None:
    """Arrows go event by event, Home and End to the ends, Esc back to the debrief."""
    shell, screen = opened(fresh)
    assert screen.current == 0
    press(shell, pygame.K_RIGHT, pygame.K_RIGHT)
    assert screen.current == 2
    assert screen.view.session.phase == "plan"
    press(shell, pygame.K_LEFT)
    assert screen.current == 1
    press(shell, pygame.K_END)
    assert screen.view.session.phase == "debrief"
    assert screen.head.at_s == screen.tape.end_s
    press(shell, pygame.K_HOME)
    assert screen.current == 0
    press(shell, pygame.K_ESCAPE)
    assert isinstance(shell.stack[-1], DebriefScreen)


def test_every_stop_shows_the_session_of_the_log(fresh: tuple[App, Session]) -> None:
    """Clicked in the list or stepped to, board and map are those of that event."""
    shell, screen = opened(fresh)
    for mark in screen.marks:
        press(shell, pygame.K_RIGHT) if mark is not screen.marks[0] else None
        assert screen.marks[screen.current] == mark
        shown, event = screen.view.session, screen.tape.events[mark.seq]
        assert shown.clock_s == mark.at_s or not mark.in_day
        if not mark.happened:
            assert shown.state_hash() == event.state


def test_playing_goes_through_planning_into_the_day(fresh: tuple[App, Session]) -> None:
    """Space plays; the day begins after the last step of planning, and playing stops at its end."""
    app, session = fresh
    screen = ReplayScreen(app, session)
    screen.tape.finish()
    screen.player.speed = 1200
    screen.toggle(0)
    now, seen = 0, set()
    while screen.player.running and now < 200_000:
        now += 200
        screen.tick(now)
        seen.add(screen.view.session.phase)
        assert screen.view.session.clock_s >= screen.head.at_s or not screen.player.running
    assert {"plan", "day", "debrief"} <= seen
    assert screen.head.at_s == screen.tape.end_s
    screen.toggle(now)  # again from the start
    assert not screen.head.in_day


def test_the_line_of_time_is_clicked_and_dragged(fresh: tuple[App, Session]) -> None:
    """A click jumps to that minute, and the place drawn is the place meant."""
    shell, screen = opened(fresh)
    line = screen.line
    for at_s in (8 * 3600, 12 * 3600, 16 * 3600):
        x = line.x_of(at_s, 10**9)
        assert abs(line.head_at(x).at_s - at_s) <= 120
        shell.input.motion((x, line.rect.centery))
        shell.feed([
            pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=(round(x), line.rect.centery), button=1),
            pygame.event.Event(pygame.MOUSEBUTTONUP, pos=(round(x), line.rect.centery), button=1),
        ])  # fmt: skip
        shell.step()
        assert abs(screen.head.at_s - at_s) <= 120
        assert screen.view.session.clock_s == screen.head.at_s
    for mark in line.plan:
        assert line.head_at(line.x_of(0, mark.seq)) == Head(seq=mark.seq)


def test_truth_shows_what_could_not_be_seen(fresh: tuple[App, Session]) -> None:
    """The switch draws the true course beside what was expected; back again everything is as it was."""
    shell, screen = opened(fresh)
    screen.jump(next(m for m in screen.marks if m.kind == "phase" and m.in_day))
    lang = fresh[0].language
    seen = screen.view.rows(lang)
    assert screen.view.hidden()
    press(shell, pygame.K_w)
    assert screen.truth
    truth = screen.view.rows(lang)
    assert [r.blocks for r in truth] != [r.blocks for r in seen]
    assert screen.view.figures(lang).kpi.cost_cent != 0
    press(shell, pygame.K_w)
    assert [r.blocks for r in screen.view.rows(lang)] == [r.blocks for r in seen]


def test_a_line_of_the_ledger_opens_at_its_second(fresh: tuple[App, Session]) -> None:
    """Before the decision was made: the message is open, the clock stands at it, its verdict is beside."""
    app, session = fresh
    debrief = DebriefScreen(app, session)
    shell = make_shell(app, debrief, (1600, 900))
    rows = debrief.back.weighing.rows
    assert len(rows) == len(session.ledger) > 2
    for row in rows:
        if f"ledger.go.{row.number}" not in {h.id for h in shell.ctx.hits}:
            continue
        click(shell, f"ledger.go.{row.number}")
        screen = shell.stack[-1]
        assert isinstance(screen, ReplayScreen)
        shown = screen.view.session
        assert shown.clock_s == row.line.at_s
        if row.line.kind == "message":
            assert row.line.id in {m.id for m in shown.open_messages()}
        elif row.line.kind == "moment":
            assert row.line.id in {m.id for m in shown.open_moments()}
        assert screen.row_now(shell.ctx) is not None
        press(shell, pygame.K_ESCAPE)


def test_a_line_of_evidence_opens_its_second(fresh: tuple[App, Session]) -> None:
    """What a competency rests on is a link in plain words to that moment."""
    app, session = fresh
    debrief = DebriefScreen(app, session)
    shell = make_shell(app, debrief, (1600, 900))
    click(shell, "tab.evidence")
    link = next(h for h in shell.ctx.hits if h.id.startswith("evidence.go."))
    assert "gebeurtenis" not in link.label
    click(shell, link.id)
    screen = shell.stack[-1]
    assert isinstance(screen, ReplayScreen)
    assert screen.marks[screen.current] == link.payload


def test_another_choice_is_played_in_a_copy(fresh: tuple[App, Session]) -> None:
    """From a ledger line: the other option is taken, the day is played out, compared, nothing was kept."""
    app, session = fresh
    before, count, stamp = logs(app), len(session.events), session.state_hash()
    debrief = DebriefScreen(app, session)
    shell = make_shell(app, debrief, (1600, 900))
    row = next(r for r in debrief.back.weighing.rows if r.line.kind == "message")
    click(shell, f"ledger.if.{row.number}")
    assert debrief.back.dialog is not None
    other = row.line.against
    click(shell, f"weigh.try.{other}")
    copy = shell.stack[-1]
    assert isinstance(copy, WhatIfScreen)
    assert copy.copy.day is not None
    assert (row.line.id, other) in {(m, o) for m, o, _at in copy.copy.day.replies}
    click(shell, "whatif.then")
    for _ in range(1000):
        if copy.result:
            break
        shell.step()
    assert copy.result
    shell.step()
    click(shell, "whatif.again")
    assert copy.copy.phase == "day"
    press(shell, pygame.K_ESCAPE)
    assert isinstance(shell.stack[-1], DebriefScreen)
    assert (logs(app), len(session.events), session.state_hash()) == (before, count, stamp)


def test_a_copy_of_the_plan_leads_into_its_own_day(fresh: tuple[App, Session]) -> None:
    """Planning on in a copy, dispatching it and driving it stays in the copy, and Esc leads back."""
    app, session = fresh
    before = logs(app)
    shell, screen = opened(fresh)
    press(shell, pygame.K_RIGHT, pygame.K_RIGHT)
    press(shell, pygame.K_c)
    copy = shell.stack[-1]
    assert isinstance(copy, WhatIfScreen)
    assert copy.copy.phase == "plan"
    click(shell, "dispatch")
    click(shell, "dispatch.go")
    assert shell.stack[-1] is copy
    assert copy.copy.phase == "day"
    while copy.copy.phase == "day":
        copy.copy.do(c.Advance(to_s=copy.copy.clock_s + 1800))
    shell.step()
    assert copy.result
    click(shell, "whatif.close")
    assert shell.stack[-1] is screen
    assert screen.session is session
    assert session.phase == "debrief"
    assert logs(app) == before


def test_the_palette_in_a_copy_stays_in_it(fresh: tuple[App, Session]) -> None:
    """To the menu, from the palette, is back to the replay: the copy is never left on the stack alone."""
    shell, screen = opened(fresh)
    press(shell, pygame.K_RIGHT, pygame.K_RIGHT, pygame.K_c)
    copy = shell.stack[-1]
    deed = next(d for d in copy.deeds(shell.ctx) if d.id.endswith(("menu", "leave")))
    shell.apply(deed.do(shell.ctx))  # type: ignore[arg-type]
    assert shell.stack[-1] is screen


def test_the_ledger_comes_in_while_one_looks(tmp_path: Path) -> None:
    """The table says how far the work is, then holds a line for every decision."""
    app = make_app(tmp_path)
    session = played(app.start("eerste-rit"))
    debrief = DebriefScreen(app, session)
    shell = make_shell(app, debrief, (1280, 720))
    assert not debrief.back.weighing.ready
    assert debrief.back.weighing.total == 1
    for _ in range(600):
        shell.step()
        if session.ledger:
            break
        pygame.time.wait(20)
    shell.step()
    assert debrief.back.weighing.ready
    assert [r.line for r in debrief.back.weighing.rows] == list(session.ledger)
    app.close()
