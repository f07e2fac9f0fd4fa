"""A host and a shell for playing the board in tests, with posted events and without a display."""

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from pathlib import Path
from typing import cast

import pygame

from game.content.language import Language, language
from game.content.load import load_scenario
from game.domain.commands import Begin
from game.session import Session
from game.solver.client import SolverClient
from game.ui.context import Translator, UiSettings
from game.ui.screen import BaseScreen, Screen
from game.ui.screens.board import BoardScreen
from game.ui.shell import Shell


def translator(lang: str) -> Translator:
    """The catalogue's sentences; a key without one shows with its language, so that a switch is seen."""

    def t(key: str, /, **values: object) -> str:
        text = language(lang).t(key, **values)
        return f"{text} {lang}" if text == key else text

    return t


class Elsewhere(BaseScreen):
    """Any screen that is not the board."""


class PlainHost:
    """The few things that the board asks of the program around it."""

    def __init__(self) -> None:
        self.client = SolverClient()

    @property
    def language(self) -> Language:
        """Dutch."""
        return language("nl")

    def solver(self) -> SolverClient:
        """The real solver client."""
        return self.client

    def log_folder(self) -> Path:
        """There are no logs."""
        return Path("no-logs")

    def trouble(self, session: Session) -> str:
        """The log is fine."""
        return ""

    def menu(self) -> Screen:
        """Another screen."""
        return Elsewhere()

    def settings_screen(self) -> Screen:
        """Another screen."""
        return Elsewhere()

    def screen_for(self, session: Session) -> Screen:
        """Another screen."""
        return Elsewhere()


class Play:
    """One board with hands on it."""

    def __init__(
        self, scenario: str = "eerste-rit", size: tuple[int, int] = (1600, 900), *, still: bool = True,
        session: Session | None = None, scale: float = 1.0,
    ) -> None:  # fmt: skip
        self.session = session or Session(load_scenario(scenario), seed=1)
        if self.session.phase == "briefing":
            self.session.do(Begin())
        self.host = PlainHost()
        self.screen = BoardScreen(cast("object", self.host), self.session)  # type: ignore[arg-type]
        self.ms = 0
        settings = UiSettings(less_motion=still, scale=scale)
        self.shell = Shell(
            self.screen, size=size, settings=settings, clock=lambda: self.ms, translator=translator,
            formatter=language,
        )  # fmt: skip
        self.frame()

    @property
    def desk(self):
        """What the screen remembers."""
        return self.screen.desk

    @property
    def hits(self):
        """The hits of the last frame."""
        return self.shell.ctx.hits

    def frame(self) -> None:
        """Process and draw, 20 ms later."""
        self.ms += 20
        self.shell.step()
        self.shell.frame()

    def at(self, name: str) -> tuple[int, int]:
        """The middle of a hit."""
        hit = self.hits.get(name)
        assert hit is not None, name
        return hit.rect.center

    def post(self, kind: int, **values: object) -> None:
        """One event through the shell, and a frame."""
        self.shell.feed([pygame.event.Event(kind, **values)])
        if self.shell.running:
            self.frame()

    def move(self, pos: tuple[int, int]) -> None:
        """The pointer moves."""
        self.post(pygame.MOUSEMOTION, pos=pos, rel=(0, 0), buttons=(1, 0, 0))

    def click(self, name: str) -> None:
        """Press and let go on a hit."""
        pos = self.at(name)
        self.post(pygame.MOUSEBUTTONDOWN, pos=pos, button=1)
        self.post(pygame.MOUSEBUTTONUP, pos=pos, button=1)

    def lift(self, name: str, to: tuple[int, int]) -> None:
        """Take something up and hold it over a place."""
        start = self.at(name)
        self.post(pygame.MOUSEBUTTONDOWN, pos=start, button=1)
        self.move((start[0] + 8, start[1] + 8))
        self.move(to)

    def drop(self, to: tuple[int, int]) -> None:
        """Let go."""
        self.post(pygame.MOUSEBUTTONUP, pos=to, button=1)

    def drag(self, name: str, to: tuple[int, int]) -> None:
        """Take up and let go elsewhere."""
        self.lift(name, to)
        self.drop(to)

    def right_click(self, name: str) -> None:
        """The other button, on a hit."""
        self.post(pygame.MOUSEBUTTONDOWN, pos=self.at(name), button=3)

    def rest(self, frames: int = 12) -> None:
        """Let lists that are made bit by bit be completed."""
        for _ in range(frames):
            self.frame()

    def key(self, *keys: int, mod: int = 0) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.post(pygame.KEYDOWN, key=key, mod=mod, unicode="")

    def lane(self, vehicle: str, share: float = 0.5) -> tuple[int, int]:
        """A place in a vehicle's row."""
        lane = self.desk.board.lane_of(vehicle)
        assert lane is not None
        return round(lane.x + lane.w * share), lane.centery

    def plan(self) -> dict[str, tuple[str, ...]]:
        """Vehicle -> orders."""
        return {t.vehicle: t.orders() for t in self.session.plan.trips}
