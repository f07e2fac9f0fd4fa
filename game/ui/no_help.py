"""A round by hand, or the first phase of a measurement, on screen: what is left out, and why.

The session refuses the computer's help whatever a screen does (`session.no_help`); here is what screens do so
that nobody runs into that: tools that need it are not there, and their keys say why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.domain import measurement
from game.domain.rounds import Part, part_of
from game.ui import host

if TYPE_CHECKING:
    import pygame

    from game.session import Session
    from game.ui.context import Ctx

HELP_KEYS = ("a", "r", "s", "g", "k")
"""Keys of advice, reckoning, console, gallery and keeping a plan."""


def part_in(session: Session) -> Part | None:
    """Which round of a pair this session is; None: it is none."""
    return part_of(session.events[0].data)


def shown(session: Session) -> bool:
    """Whether tools that need the computer are there: in a measurement not before the own choice of every
    decision that is open while planning."""
    return session.helped and not (session.phase == "plan" and session.waiting())


def refused(session: Session, ctx: Ctx) -> bool:
    """Say why there is no help now; False where there is."""
    if shown(session):
        return False
    ctx.toast(ctx.t(f"error.session.{_why(session)}"), "info")
    return True


def by_hand(session: Session) -> str:
    """Text key of why something that needs the computer cannot be done, in a few words."""
    return "measure.by_hand" if session.aid == measurement.AID else "rounds.by_hand"


def _why(session: Session) -> str:
    if session.helped:
        return "own_choice_first"
    return "no_help_yet" if session.aid == measurement.AID else "no_help"


def subtitle(ctx: Ctx, session: Session, words: str) -> str:
    """What stands below the title: in a round or a measurement which part it is, and how it is played."""
    header = session.events[0].data
    sat = measurement.part_of(header)
    if sat is not None:
        aid = "full" if session.helped else "none"
        last = len(measurement.FORMS[sat.form])
        return ctx.t(f"measure.bar_{aid}", form=ctx.t(f"measure.form.{sat.form}"), n=sat.nr, of=last)
    part = part_of(header)
    return words if part is None else ctx.t(f"rounds.bar_{session.aid}", n=part.nr)


def phases(ctx: Ctx, session: Session) -> list[tuple[str, str]]:
    """The phases for the top bar; in a measurement both ways of planning, and no debrief."""
    if session.aid != measurement.AID:
        return host.phases(ctx)
    planning = [(f"plan_{aid}", ctx.t(f"measure.phase_{aid}")) for aid in ("none", "full")]
    return [("briefing", ctx.t("phase.briefing")), *planning, ("day", ctx.t("phase.day"))]


def phase(session: Session) -> str:
    """The key of the present one."""
    if session.aid != measurement.AID or session.phase != "plan":
        return session.phase
    return "plan_full" if session.helped else "plan_none"


def issue_words(session: Session) -> tuple[str, str]:
    """Text key and icon of the button that ends planning: start the day, or hand in the plan by hand."""
    by_hand = session.aid == measurement.AID and not session.helped
    return ("measure.hand_in", "upload") if by_hand else ("board.dispatch", "play")


def draw_panel(ctx: Ctx, rect: pygame.Rect, session: Session) -> None:
    """In the place of the advice tab."""
    from game.ui import widgets

    why = _why(session)
    icon = "brain" if why == "own_choice_first" else "hand-grab"
    key = {"no_help": "rounds.no_help", "no_help_yet": "measure.no_help"}.get(why, "measure.choose_first")
    widgets.empty(ctx, rect, icon, ctx.t(key), ctx.t(f"{key}_hint"))
