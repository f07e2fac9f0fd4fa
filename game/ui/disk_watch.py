"""A disk that refuses the log: each reason is said once on every screen that plays, and so is the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.ui.context import Ctx

if TYPE_CHECKING:
    from game.session import Session
    from game.session_week import WeekSession
    from game.ui.host import Host


class DiskWatch:
    """What the player was told about one session's log."""

    def __init__(self, host: Host, session: Session | WeekSession) -> None:
        self._host, self._session = host, session
        self._told = ""

    def look(self, ctx: Ctx) -> None:
        """Say what changed; asked every frame."""
        trouble = self._host.trouble(self._session)
        if trouble == self._told:
            return
        self._told = trouble
        if trouble:
            ctx.toast(ctx.t("log.trouble", why=trouble), "bad")
        else:
            ctx.toast(ctx.t("log.safe_again"), "ok")
