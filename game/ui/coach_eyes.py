"""What the coach sees on each screen: what is open, chosen, in the hand, and whether a dialog lies on top."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from game.ui.coach_facts import Seen
from game.ui.context import Ctx
from game.ui.explain_dialog import ExplainDialog

if TYPE_CHECKING:
    from game.ui.screens.board import BoardScreen
    from game.ui.screens.day import DayScreen
    from game.ui.screens.debrief import DebriefScreen

Rect = pygame.Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One frame, as the coach sees it."""

    seen: Seen
    looked: frozenset[str] = frozenset()
    covered: bool = False
    """A dialog or menu asks for everything now."""
    dialog: str = ""
    """Which one, as `coach_aside.KNOWN` has it."""
    holding: bool = False
    """Something is in the hand: the card steps aside for the price."""
    lane: Callable[[str], Rect | None] = lambda _vehicle: None


Eyes = Callable[[Ctx], Look]


def on_board(screen: BoardScreen) -> Eyes:
    """The planning board."""

    def look(ctx: Ctx) -> Look:
        desk = screen.desk
        tab = desk.tab if ctx.mode == "full" or desk.area == "panel" else ""
        looked = {tab} | _explained(screen.explain, "explain")
        hand = desk.hand
        seen = Seen(session=screen.session, order=desk.selection.order, vehicle=desk.selection.vehicle,
                    open=tab, aiming=hand.order if hand and hand.over else "")  # fmt: skip
        dialog = (
            "explain" if screen.explain else "moment" if screen.moment else "menu" if desk.menu
            else screen.dialog
        )  # fmt: skip
        covered = bool(dialog) or any(tool.covers for tool in screen.tools)
        return Look(seen=seen, looked=frozenset(looked - {""}), covered=covered, dialog=dialog,
                    holding=hand is not None or desk.grip is not None, lane=desk.board.lane_of)  # fmt: skip

    return look


def on_day(screen: DayScreen) -> Eyes:
    """The running day."""

    def look(ctx: Ctx) -> Look:
        tab = "" if ctx.mode == "full" else screen.tab
        seen = Seen(session=screen.session, order=screen.order, vehicle=screen.vehicle, open=tab,
                    chosen=bool(screen.choice))  # fmt: skip
        covered = screen.dialog is not None or screen.menu is not None or screen.session.phase != "day"
        covered = covered or any(tool.covers for tool in screen.tools)
        asks = "explain" if isinstance(screen.dialog, ExplainDialog) else "moment"
        kind = asks if screen.dialog else "menu"
        return Look(seen=seen, looked=frozenset({tab} - {""}), covered=covered,
                    dialog=kind if covered and screen.session.phase == "day" else "",
                    holding=screen.hand is not None or screen.grip is not None,
                    lane=screen.board.lane_of)  # fmt: skip

    return look


def on_debrief(screen: DebriefScreen) -> Eyes:
    """The debrief; an explanation there is of a result."""

    def look(ctx: Ctx) -> Look:
        tab = screen.upper if ctx.mode != "full" and screen.upper else screen.tab
        looked = {tab} | ({"result"} if screen.explain is not None else set())
        seen = Seen(session=screen.session, open=tab)
        return Look(seen=seen, looked=frozenset(looked), covered=screen.explain is not None,
                    dialog="explain" if screen.explain else "")  # fmt: skip

    return look


def _explained(dialog: ExplainDialog | None, kind: str) -> set[str]:
    return {f"{kind}.{dialog.what}"} if dialog is not None else set()
