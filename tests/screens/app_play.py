"""A real `App` on an empty home folder, and a shell with posted events under the dummy driver."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from pathlib import Path
from typing import cast

import pygame

from game.app import App
from game.content.language import language
from game.domain import commands as c
from game.record.consent import CONSENT
from game.record.settings import Settings
from game.session import Session
from game.solver.naive import naive_plan
from game.ui.context import Translator, UiSettings
from game.ui.screen import Screen
from game.ui.shell import Shell

WAIT_S = 30.0
SIZES = (((1600, 900), 1.0), ((1280, 720), 1.0), ((1280, 720), 1.5), ((800, 450), 1.0))


def make_app(home: Path, *, mode: str = "train", settings: Settings | None = None) -> App:
    """An app whose logs, settings and own scenarios lie in `home`."""
    return App(
        settings=settings or Settings(told_about_log=True, player="p-test", consent=CONSENT),
        settings_file=home / "settings.json", logs=home / "logs", mode=mode, seed=3,
        folders=(home / "scenarios",),
    )  # fmt: skip


def make_shell(app: App, screen: Screen, size: tuple[int, int] = (1280, 720), scale: float = 1.0) -> Shell:
    """A shell with its first frame drawn."""
    shell = Shell(
        screen, size=size, settings=UiSettings(scale=scale),
        translator=lambda lang: cast("Translator", language(lang).t), formatter=language,
        on_settings=app.keep, program=app,
    )  # fmt: skip
    shell.step()
    return shell


def click(shell: Shell, hit_id: str) -> None:
    """Press and release in the middle of a hit; the frame after it is drawn."""
    hit = shell.ctx.hits.get(hit_id)
    assert hit is not None, f"{hit_id} is not among {[h.id for h in shell.ctx.hits]}"
    s = shell.settings.scale
    pos = (round(hit.rect.centerx * s), round(hit.rect.centery * s))
    shell.feed([
        pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=pos, button=1),
        pygame.event.Event(pygame.MOUSEBUTTONUP, pos=pos, button=1),
    ])  # fmt: skip
    if shell.running:
        shell.step()


def press(shell: Shell, *keys: int) -> None:
    """Press keys one after the other."""
    for key in keys:
        shell.feed([pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode="")])
        if shell.running:
            shell.step()


def played(session: Session) -> Session:
    """The session after a day with the naive plan, first options and the advice taken."""
    session.do(c.Begin())
    proposal = session.propose("plan", naive_plan(session.system, session.visible), {"by": "test"})
    session.do(c.Accept(proposal=proposal.id))
    _decide(session)
    session.do(c.Dispatch())
    while session.phase == "day":
        session.do(c.Advance(to_s=session.clock_s + 1800))
        for message in session.open_messages():
            session.do(c.Reply(message=message.id, option=message.options[0].id))
        _decide(session)
    return session


def _decide(session: Session) -> None:
    for moment in session.open_moments():
        session.do(c.Commit(moment=moment.id, option=moment.options[0].id, confidence=70))
        session.do(c.Final(moment=moment.id, option=moment.advice))


def nothing_is_cut(shell: Shell) -> None:
    """Every hit lies within the window."""
    window = shell.ctx.rect
    for hit in shell.ctx.hits:
        assert window.contains(hit.rect), f"{hit.id} {hit.rect} leaves {window}"
