"""A newcomer's hands: the real program, its screens and the first lesson, with posted events only."""

from __future__ import annotations

from pathlib import Path

import pygame

from game.content.language import language
from game.domain.commands import Begin
from game.session import Session
from game.ui.coach import Coach, coach_of
from game.ui.coach_tool import CoachTool
from game.ui.context import UiSettings
from game.ui.shell import Shell

from .app_play import make_app

KEYS = {
    "enter": pygame.K_RETURN, "down": pygame.K_DOWN, "up": pygame.K_UP, "right": pygame.K_RIGHT,
    "left": pygame.K_LEFT, "home": pygame.K_HOME, "f2": pygame.K_F2, "esc": pygame.K_ESCAPE,
    "tab": pygame.K_TAB, "space": pygame.K_SPACE,
}  # fmt: skip


class Newcomer:
    """One player in the first lesson; `ms` is the clock."""

    def __init__(
        self, home: Path, *, size: tuple[int, int] = (1600, 900), scale: float = 1.0, lang: str = "nl",
        mode: str = "train", scenario: str = "eerste-rit",
    ) -> None:  # fmt: skip
        self.app = make_app(home, mode=mode)
        self.session: Session = self.app.start(scenario)
        self.session.do(Begin())
        self.ms = 0
        self.shell = Shell(
            self.app.screen_for(self.session), size=size, clock=lambda: self.ms, formatter=language,
            settings=UiSettings(scale=scale, lang=lang, less_motion=True),
            translator=lambda code: language(code).t,  # type: ignore[arg-type,return-value]
        )  # fmt: skip
        self.frames()

    @property
    def coach(self) -> Coach:
        """The coach of the session."""
        found = coach_of(self.session, self.app)
        assert found is not None
        return found

    @property
    def tool(self) -> CoachTool:
        """The coach on the screen that is shown."""
        return next(t for t in self.shell.stack[-1].tools if isinstance(t, CoachTool))  # type: ignore[attr-defined]

    @property
    def at(self) -> str:
        """The step that is shown; the state when none is."""
        self.frames()
        return self.coach.step.id if self.coach.state == "running" else self.coach.state

    def frames(self, count: int = 2) -> None:
        """Time passes."""
        for _ in range(count):
            self.ms += 60
            self.shell.redraw()
            self.shell.step()

    def post(self, kind: int, **values: object) -> None:
        """One event, and a frame."""
        self.shell.feed([pygame.event.Event(kind, **values)])
        self.frames(1)

    def pixels(self, pos: tuple[float, float]) -> tuple[int, int]:
        """Logical to device."""
        scale = self.shell.settings.scale
        return round(pos[0] * scale), round(pos[1] * scale)

    def spot(self, name: str) -> tuple[int, int]:
        """The middle of a hit."""
        hit = self.shell.ctx.hits.get(name)
        assert hit is not None, f"{name} is not among {sorted({h.id for h in self.shell.ctx.hits})}"
        return self.pixels(hit.rect.center)

    def click(self, name: str) -> None:
        """Press and let go."""
        pos = self.spot(name)
        self.post(pygame.MOUSEBUTTONDOWN, pos=pos, button=1)
        self.post(pygame.MOUSEBUTTONUP, pos=pos, button=1)

    def lift(self, name: str, to: tuple[int, int]) -> None:
        """Take up and hold over a place."""
        start = self.spot(name)
        self.post(pygame.MOUSEBUTTONDOWN, pos=start, button=1)
        for pos in ((start[0] + 9, start[1] + 9), to):
            self.post(pygame.MOUSEMOTION, pos=pos, rel=(0, 0), buttons=(1, 0, 0))
        self.frames(3)

    def drag(self, name: str, to: tuple[int, int]) -> None:
        """Take up and let go elsewhere."""
        self.lift(name, to)
        self.post(pygame.MOUSEBUTTONUP, pos=to, button=1)
        self.frames()

    def lane(self, vehicle: str, share: float) -> tuple[int, int]:
        """A place in the row of a vehicle."""
        lane = self.shell.stack[-1].desk.board.lane_of(vehicle)  # type: ignore[attr-defined]
        return self.pixels((lane.x + lane.w * share, lane.centery))

    def key(self, *names: str, ctrl: bool = False) -> None:
        """Press keys by name."""
        for name in names:
            code = KEYS.get(name) or pygame.key.key_code(name)
            mod = pygame.KMOD_CTRL if ctrl else 0
            self.post(pygame.KEYDOWN, key=code, mod=mod, unicode="")
        self.frames()

    def until(self, step: str, most: int = 400) -> None:
        """Let time pass until the coach is at a step."""
        for _ in range(most):
            if step in (self.coach.step.id, self.session.phase):
                return
            self.frames(1)
        raise AssertionError((step, self.at))
