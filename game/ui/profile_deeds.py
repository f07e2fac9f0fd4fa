"""What the profile offers to the command palette."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from game.ui.board_tool import Deed
from game.ui.context import Ctx
from game.ui.profile_model import VIEWS

if TYPE_CHECKING:
    from game.ui.screens.profile import ProfileScreen

ROWS = (
    ("note", "profile.note.write", "pencil", "N"), ("days", "profile.all_days", "calendar", "D"),
    ("about", "profile.explain.title", "info-circle", "I"),
    ("report", "profile.report.make", "file-report", ""),
)  # fmt: skip
"""Name of the button, its sentence, its sign, its key."""


def deeds(screen: ProfileScreen, ctx: Ctx) -> Iterator[Deed]:
    """Own words, days, explanation, report, and the other view; nothing before the first day."""
    if screen.model is None or screen.model.empty:
        return
    for name, key, icon, keys in ROWS:
        yield Deed(id=f"profile.{name}", label=ctx.t(key), icon=icon, shortcut=keys,
                   do=lambda c, name=name: screen.press(f"profile.{name}", c))  # type: ignore[misc]  # fmt: skip
    other = VIEWS[1 - VIEWS.index(screen.view)]
    yield Deed(id="profile.view", label=ctx.t(f"profile.view.{other}"), icon="eye", shortcut="V",
               do=lambda _c: screen.switch(other))  # fmt: skip
