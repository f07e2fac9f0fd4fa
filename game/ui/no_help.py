"""A round by hand on screen: what is left out, and the words that say why.

The session refuses the computer's help whatever a screen does (`session.no_help`); here is what screens do so
that nobody runs into that: tools that need it are not there, and their keys say why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.domain.rounds import Part, part_of

if TYPE_CHECKING:
    import pygame

    from game.session import Session
    from game.ui.context import Ctx

HELP_KEYS = ("a", "r", "s", "g", "k")
"""Keys of advice, reckoning, console, gallery and keeping a plan."""


def part_in(session: Session) -> Part | None:
    """Which round of a pair this session is; None: it is none."""
    return part_of(session.events[0].data)


def refused(session: Session, ctx: Ctx) -> bool:
    """Say why there is no help now; False where there is."""
    if session.helped:
        return False
    ctx.toast(ctx.t("error.session.no_help"), "info")
    return True


def subtitle(ctx: Ctx, session: Session, words: str) -> str:
    """What stands below the title: in a round which one it is, and how it is played."""
    part = part_in(session)
    return words if part is None else ctx.t(f"rounds.bar_{session.aid}", n=part.nr)


def draw_panel(ctx: Ctx, rect: pygame.Rect) -> None:
    """In the place of the advice tab."""
    from game.ui import widgets

    widgets.empty(ctx, rect, "hand-grab", ctx.t("rounds.no_help"), ctx.t("rounds.no_help_hint"))
