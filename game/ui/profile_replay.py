"""From a line of evidence to that second of the replay, of any log: it is read beside the frame."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from game.domain.errors import ContentFault, GameError
from game.ui import layout, widgets
from game.ui.background import Background
from game.ui.context import Activate, Back, Ctx, UiEvent
from game.ui.screen import BaseScreen, Outcome, Pop, Replace, Screen
from game.ui.screens.what_if import CopyHost, Left

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.lookback.marks import Mark
    from game.session import Session
    from game.session_week import WeekSession
    from game.ui.board_tool import Deed
    from game.ui.host import Host

FIRST = -1
"""As an event: the beginning."""


class OpenedLog(BaseScreen):
    """The replay of a log, or the weeks of one; until it was read it says so. The log stays as it is."""

    def __init__(self, host: Host, log: Path, event: int = FIRST, session: Session | None = None) -> None:
        """`session`: the same log in play, which need not be read. `event`: where to go."""
        self.host, self.log, self.event = host, log, event
        self.inner: Screen | None = None
        self.failed = ""
        self._told = False
        self._found: Session | WeekSession | None = None
        self._work = Background()
        if session is not None:
            self.inner = self._replay(session)
        else:
            self._work.add(self._read)

    def _read(self) -> None:
        """In a thread: replay the log, read its tape whole and load the screens, so that it jumps at once."""
        from game.session import Session
        from game.ui.replay_tape import tape_of

        for name in ("replay", "week"):
            import_module(f"game.ui.screens.{name}")
        found = None
        with suppress(GameError, ContentFault):
            found = read_session(self.log)
            if isinstance(found, Session):
                tape_of(found).finish()
        self._found = found
        if found is None:
            self.failed = "profile.open_failed"

    def wait(self, seconds: float) -> None:
        """Until it was read: for tests and pictures."""
        self._work.join(seconds)
        self.poll()

    def _replay(self, session: Session) -> Screen:
        from game.ui.screens.replay import ReplayScreen

        return ReplayScreen(self.host, session, mark_of(session, self.event))

    def _weeks(self, session: WeekSession) -> Screen:
        from game.ui.screens.week import WeekScreen

        screen = WeekScreen(cast("Host", CopyHost(self.host)), session)
        screen.state.leaves = "ui.back"
        return screen

    # -- the screen within -----------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """What was opened, or that it is being read."""
        if self.inner is not None:
            self.inner.draw(ctx)
            return
        widgets.top_bar(ctx, title=ctx.t("replay.title"))
        _bar, body = layout.cut_top(ctx.rect, 52)
        ctx.p.fill(body, ctx.c.surface)
        key = self.failed or "profile.opening"
        icon = "alert-triangle" if self.failed else "hourglass"
        widgets.empty(ctx, body, icon, ctx.t(key), ctx.t(f"{key}_hint"))
        label = ctx.t("ui.back")
        wide = widgets.button_width(ctx, label, icon="arrow-left")
        go = layout.Rect(body.centerx - wide // 2, body.centery + 44, wide, 32)
        widgets.button(ctx, "profile.back", go, label, icon="arrow-left")

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """The screen within has its way; leaving it leads back to the profile."""
        if self.inner is not None:
            out = self.inner.handle(event, ctx)
            return Pop() if isinstance(out, Replace) and isinstance(out.screen, Left) else out
        leaves = isinstance(event, Back) or (
            isinstance(event, Activate) and event.id in ("profile.back", "top.home")
        )
        if leaves:
            self._work.close()
        return Pop() if leaves else None

    def poll(self) -> bool:
        """The log has been read."""
        if self.inner is not None:
            return self.inner.poll()
        if self._work.failed:
            raise self._work.failed.pop()
        if self._found is not None:
            from game.session import Session

            found, self._found = self._found, None
            self.inner = self._replay(found) if isinstance(found, Session) else self._weeks(found)
            self._work.close()
            return True
        new, self._told = bool(self.failed) and not self._told, bool(self.failed)
        return new

    def tick(self, now_ms: int) -> bool:
        """As the screen within."""
        return self.inner.tick(now_ms) if self.inner is not None else False

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """As the screen within."""
        return self.inner.deeds(ctx) if self.inner is not None else ()

    def covered(self) -> None:
        """As the screen within."""
        if self.inner is not None:
            self.inner.covered()


def read_session(log: Path) -> Session | WeekSession | None:
    """The session of a log, writing nothing; None: it cannot be rebuilt. Raises GameError, ContentFault."""
    from game.record.journal import read_log
    from game.replay import verify
    from game.replay_week import is_week, rebuild_week

    found = read_log(log)
    if not is_week(found.events[0].data):
        return verify(log).session
    return None if found.damage else rebuild_week(found.events, None)[0]


def mark_of(session: Session, event: int) -> Mark | None:
    """The stop of an event, or the last one before it; None: the beginning."""
    from game.lookback.marks import marks_of

    before = [mark for mark in marks_of(tuple(session.events)) if mark.seq <= event]
    return max(before, key=lambda mark: mark.seq, default=None)
