"""What if: the ordinary board or day on a copy of the session, clearly marked, that ends with a comparison.

Nothing of it is kept: the copy logs in memory, and no evidence is read from it. Hits of the banner:
`whatif.then` (what was done then, again), `whatif.back`; of the comparison `whatif.close`, `whatif.again`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pygame

from game.fork import fork
from game.lookback.otherwise import as_then, before_line, chosen_otherwise, compared
from game.record.lessons import LessonBook
from game.ui import layout, what_if_paint
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.replay_tape import tape_of
from game.ui.screen import BaseScreen, Outcome, Pop, Replace, Screen
from game.ui.what_if_paint import BANNER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.domain.ledger import LedgerLine
    from game.session import Session
    from game.ui.board_tool import Deed
    from game.ui.host import Host

Rect = pygame.Rect
ENDED = frozenset({"debrief", "closed"})
SLICE = 6
"""Acts done again in one frame."""


class Left(BaseScreen):
    """In place of the menu: the player left the copy."""


class CopyHost:
    """The program as a copy sees it: everything of the real one, and nothing that keeps anything."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def __getattr__(self, name: str) -> Any:
        return getattr(self._host, name)

    def screen_for(self, session: Session) -> Screen:
        """The screen of a phase, for the copy alone."""
        from game.ui import screens

        return screens.of_phase(session.phase)(cast("Host", self), session)

    def menu(self) -> Screen:
        """Leaving the copy leads back to the replay."""
        return Left()

    def lessons(self) -> LessonBook:
        """No lesson is offered in a copy."""
        return LessonBook(None, "", offers=False)

    def weigh(self, _session: Session) -> bool:
        """A copy has no ledger."""
        return False

    def trouble(self, _session: Session) -> str:
        """Nothing is written."""
        return ""


def from_here(host: Host, session: Session, shown: Session, at_s: int, seq: int) -> WhatIfScreen:
    """A copy of a replayed moment; `seq` is the last event that it has behind it."""
    return WhatIfScreen(host, session, fork(shown), at_s=at_s, seq=seq)


def other_choice(host: Host, session: Session, line: LedgerLine, option: str) -> WhatIfScreen:
    """A copy from a decision on, with another option taken."""
    tape = tape_of(session)
    made = chosen_otherwise(tape, line, option)
    at_s = before_line(tape, line).clock_s
    return WhatIfScreen(host, session, made, at_s=at_s, seq=line.seq)


class WhatIfScreen(BaseScreen):
    """Holds the ordinary screen of the copy, with a banner below it."""

    def __init__(self, host: Host, session: Session, copy: Session, *, at_s: int, seq: int) -> None:
        self.host, self.session, self.copy = host, session, copy
        """`session` is the real one: what is saved when something fails."""
        self.at_s, self.seq = at_s, seq
        self._start = fork(copy)
        self._proxy = CopyHost(host)
        self.inner: Screen = self._proxy.screen_for(copy)
        self.result = False
        """The comparison is on screen."""
        self._rest: Iterator[None] | None = None

    # -- paint ---------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """The copy's screen in what the banner leaves."""
        foot, _rest = layout.cut_bottom(ctx.rect, BANNER)
        smaller = replace(ctx, size=(ctx.size[0], ctx.size[1] - BANNER), extra={**ctx.extra, "copy": True})
        self.inner.draw(smaller)
        covered = ctx.hits.covered and not self.result
        what_if_paint.banner(ctx, foot, self, active=not covered)
        found = compared(self.session, self.copy)
        if self.result and found is not None:
            what_if_paint.comparison(ctx, found)
        elif self._rest is not None:
            what_if_paint.working(ctx)

    # -- time ----------------------------------------------------------------------------------
    def tick(self, now_ms: int) -> bool:
        """The copy's clock, or doing again what was done then."""
        self.revision = self.inner.revision
        if self._rest is None:
            moving = self.inner.tick(now_ms)
            if self.copy.phase in ENDED and not self.result:
                self.result = True
                return True
            return moving
        for _ in range(SLICE):
            if next(self._rest, self) is self:
                self._rest, self.result = None, True
                break
        return True

    def poll(self) -> bool:
        """Background work of the copy's screen."""
        return self.inner.poll()

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """For the palette; what leads to another screen stays in here."""
        return [replace(deed, do=partial(self._deed, deed)) for deed in self.inner.deeds(ctx)]

    def _deed(self, deed: Deed, ctx: Ctx) -> object:
        found = deed.do(ctx)
        return self._through(found) if isinstance(found, Replace) else found

    def covered(self) -> None:
        """Its clock stops."""
        self.inner.covered()

    # -- events --------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """The banner and the comparison first, then the copy's screen."""
        if self.result:
            return self._in_result(event)
        if self._rest is not None:
            return None
        match event:
            case Activate(id="whatif.back"):
                return Pop()
            case Activate(id="whatif.then"):
                self.inner.covered()
                self._rest = as_then(self.copy, tape_of(self.session).later(self.seq))
                return None
        smaller = replace(ctx, size=(ctx.size[0], ctx.size[1] - BANNER), extra={**ctx.extra, "copy": True})
        return self._through(self.inner.handle(event, smaller))

    def _in_result(self, event: UiEvent) -> Outcome:
        match event:
            case Back() | Activate(id="whatif.close") | Key(name="return" | "enter" | "space"):
                return Pop()
            case Activate(id="whatif.again"):
                self.copy, self.result = fork(self._start), False
                self.inner = self._proxy.screen_for(self.copy)
        return None

    def _through(self, outcome: Outcome) -> Outcome:
        """Screens of the copy follow each other in here; leaving it leads back."""
        if not isinstance(outcome, Replace):
            return outcome
        if isinstance(outcome.screen, Left):
            return Pop()
        if self.copy.phase in ENDED:
            self.result = True
            return None
        self.inner = outcome.screen
        return None
