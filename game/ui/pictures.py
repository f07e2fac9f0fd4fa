"""A picture of any screen, for `ritregie shot`: the real screens, without a window, with a fixed clock."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
import pygame

from game.content.language import language
from game.domain import commands as c
from game.domain.errors import Unreadable
from game.replay import verify
from game.session import Session
from game.solver.naive import naive_plan
from game.ui.background import Background
from game.ui.context import Translator
from game.ui.host import Host
from game.ui.program_measurement import KeepsMeasurements
from game.ui.program_rounds import KeepsRounds
from game.ui.screen import Push, Screen
from game.ui.shell import render_once

if TYPE_CHECKING:
    from game.ui.screens.replay import ReplayScreen

PHASES = {
    "briefing": "briefing", "board": "plan", "plan": "plan", "console": "plan", "gallery": "plan",
    "day": "day", "debrief": "debrief", "ledger": "debrief", "replay": "debrief", "whatif": "debrief",
}  # fmt: skip
WEEKS = ("week", "week_result", "week_debrief")
STEP_S = 900
MIDDLE_S = 9 * 3600
"""The running day is shown at this clock time when no log gives the state."""
WAIT_S = 60.0
SETTLE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the picture is taken."""

    lang: str
    theme: str
    size: tuple[int, int]
    scale: float


class PictureHost(Host, Protocol):
    """A host whose background work can be waited for."""

    background: Background


def paint(
    host: PictureHost, screen: str, *, scenario: str, state: Path | None, look: Look, out: Path
) -> None:
    """Write the PNG. Raises Unreadable for an unknown screen, ContentFault, or OSError."""
    made = _screen(host, screen, scenario, state)
    host.poll()
    if screen == "profile":
        host.profile()
    host.background.join(WAIT_S)
    host.poll()
    speech = language(look.lang)


    def frame() -> pygame.Surface:
        return render_once(
            made, look.size, look.scale, look.theme, look.lang, t=cast("Translator", speech.t), fmt=speech
        )

    picture = frame()
    if screen == "gallery":  # its small maps are made in steps
        for _ in range(SETTLE):
            made.tick(0)
        picture = frame()
    pygame.image.save(picture, out, "x.png")  # PNG whatever the file is called


def _screen(host: PictureHost, name: str, scenario: str, state: Path | None) -> Screen:
    plain: dict[str, Callable[[], Screen]] = {
        "menu": host.menu, "settings": host.settings_screen, "profile": host.profile_screen,
        "players": lambda: host.players_screen(host.menu()),
        "consent": lambda: host.consent_screen(host.menu()),
    }  # fmt: skip
    if isinstance(host, KeepsRounds):
        plain["rounds"] = host.rounds.screen
    if isinstance(host, KeepsMeasurements):
        plain["measurement"] = host.measurements.screen
    if name in plain:
        return plain[name]()
    if name == "palette":
        return _palette(host, scenario, state)
    if name == "first":
        from game.ui.screens.first_start import FirstStart

        return FirstStart(host, host.menu())
    if name in WEEKS:
        from game.ui.week_pictures import week_picture

        return week_picture(host, name, scenario)
    if name not in PHASES:
        known = ", ".join([*plain, "first", "palette", *PHASES, *WEEKS])
        raise Unreadable("shot.screen", screen=name, known=known)
    session = _session(host, PHASES[name], scenario, state)
    if name == "console":
        _direct(session)
    special = {"gallery": _gallery, "ledger": _ledger, "replay": _replay, "whatif": _what_if}
    return special[name](host, session) if name in special else host.screen_for(session)


def _direct(session: Session) -> None:
    """The board with the regisseur console open; an empty plan gives way to the naive one."""
    from game.ui.console_state import state_of
    from game.ui.desk import desk_of

    if not session.plan.trips:
        proposal = session.propose("plan", naive_plan(session.system, session.visible), {"by": "picture"})
        session.do(c.Accept(proposal=proposal.id))
    state_of(desk_of(session)).open = True


def _gallery(host: PictureHost, session: Session) -> Screen:
    """The naive plan as it was kept, beside the same without its first trip."""
    from game.ui.desk import desk_of
    from game.ui.gallery_state import gallery_of

    proposal = session.propose("plan", naive_plan(session.system, session.visible), {"by": "picture"})
    session.do(c.Accept(proposal=proposal.id))
    session.do(c.Keep(text=session.scenario.text("nl", "title")))
    if session.plan.trips:
        session.do(c.ClearTrip(vehicle=session.plan.trips[0].vehicle))
    board = host.screen_for(session)
    state = gallery_of(desk_of(session))
    if state is not None:
        state.open, state.cursor, state.area = True, "K1", "compare"
    return board


def _ledger(host: PictureHost, session: Session) -> Screen:
    """The debrief with its decisions weighed."""
    from game.ledger import ledger_of

    if not session.ledger:
        session.log_ledger(ledger_of(session.events, scenario=session.scenario))
    return host.screen_for(session)


def _replay(host: PictureHost, session: Session) -> ReplayScreen:
    """The day at the middle of what happened."""
    from game.ui.screens.replay import ReplayScreen

    _ledger(host, session)
    replay = ReplayScreen(host, session)
    replay.tape.finish()
    if replay.marks:
        replay.jump(replay.marks[len(replay.marks) // 2])
    replay.tick(0)
    return replay


def _what_if(host: PictureHost, session: Session) -> Screen:
    """A copy from there."""
    replay = _replay(host, session)
    made = replay.what_if()
    return made.screen if isinstance(made, Push) else replay


def _palette(host: PictureHost, scenario: str, state: Path | None) -> Screen:
    """Over the board, with one order chosen."""
    from game.ui.screens.board import BoardScreen
    from game.ui.screens.palette import PaletteScreen

    board = host.screen_for(_session(host, "plan", scenario, state))
    if isinstance(board, BoardScreen) and board.session.visible:
        board.choose(min(board.session.visible))
    return PaletteScreen(board, board.deeds)


def _session(host: Host, phase: str, scenario: str, state: Path | None) -> Session:
    """The state of a log, or a day planned by the naive plan and played up to the phase."""
    if state is not None:
        found = verify(state).session
        if found is None:
            raise Unreadable("log.older_rules", file=state.name)
        return found
    session = host.start(scenario)
    if phase != "briefing":
        session.do(c.Begin())
    if phase in ("day", "debrief"):
        _dispatch(session)
    while session.phase == "day" and not (phase == "day" and session.clock_s >= MIDDLE_S):
        _go_on(session)
    return session


def _dispatch(session: Session) -> None:
    proposal = session.propose("plan", naive_plan(session.system, session.visible), {"by": "picture"})
    session.do(c.Accept(proposal=proposal.id))
    _decide(session)
    session.do(c.Dispatch())


def _go_on(session: Session) -> None:
    session.do(c.Advance(to_s=session.clock_s + STEP_S))
    for message in session.open_messages():
        session.do(c.Reply(message=message.id, option=message.options[0].id))
    _decide(session)


def _decide(session: Session) -> None:
    for moment in session.open_moments():
        session.do(c.Commit(moment=moment.id, option=moment.options[0].id, confidence=70))
        session.do(c.Final(moment=moment.id, option=moment.advice))
