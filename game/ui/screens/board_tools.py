"""The tools of the board, in painting order: the last one lies on top and sees events first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from game.ui import no_help
from game.ui.board_arrange import BoardArrange
from game.ui.board_edits import Edits
from game.ui.board_history import History
from game.ui.board_room import RoomTool
from game.ui.board_tool import BoardTool
from game.ui.calm_tool import CalmTool
from game.ui.coach_eyes import on_board, on_day, on_debrief
from game.ui.coach_tool import CoachTool
from game.ui.console import ConsoleTool
from game.ui.correct_tool import CorrectTool
from game.ui.day_keys_tool import DayKeysTool
from game.ui.gallery import GalleryTool
from game.ui.gather import Gather
from game.ui.glossary_tool import GlossaryTool
from game.ui.lookup_tool import LookupTool
from game.ui.map_tool import MapTool
from game.ui.order_card import OrderCard
from game.ui.tell_tool import TellTool
from game.ui.tool_hands import Hands

if TYPE_CHECKING:
    from game.ui.context import Ctx
    from game.ui.screens.board import BoardScreen
    from game.ui.screens.day import DayScreen
    from game.ui.screens.debrief import DebriefScreen


def _coach(screen: BoardScreen) -> BoardTool:
    def hush() -> None:
        screen.desk.hint_seen = True

    return CoachTool(screen.host, screen.session, on_board(screen), hush=hush)


def _words(_screen: BoardScreen) -> BoardTool:
    return GlossaryTool()


def _hands(screen: BoardScreen) -> Hands:
    def chosen() -> tuple[str, str]:
        return screen.desk.selection.order, screen.desk.selection.vehicle

    return Hands(session=screen.session, chosen=chosen, do=screen.do)


def _lookup(screen: BoardScreen) -> BoardTool:
    return LookupTool(_hands(screen))


def _correct(screen: BoardScreen) -> BoardTool:
    return CorrectTool(_hands(screen))


Make = Callable[["BoardScreen"], BoardTool]
TOOLS: tuple[Make, ...] = (
    RoomTool, MapTool, ConsoleTool, Gather, Edits, History, OrderCard, BoardArrange, GalleryTool, _coach,
    _correct, _lookup, _words,
)  # fmt: skip


def tools_of(screen: BoardScreen) -> tuple[BoardTool, ...]:
    """All tools for one board."""
    left_out = () if no_help.shown(screen.session) else (ConsoleTool, GalleryTool)
    return tuple(make(screen) for make in TOOLS if make not in left_out)


def tools_of_day(screen: DayScreen) -> tuple[BoardTool, ...]:
    """The running day: the coach, people, the look-up drawer, and the words."""
    hands = screen.hands
    return (
        CoachTool(screen.host, screen.session, on_day(screen), bar=False),
        CalmTool(hands, lambda: screen.model.calm, screen.take_back),
        CorrectTool(hands, plain=True), TellTool(hands), LookupTool(hands, plain=True),
        DayKeysTool(), GlossaryTool(helps=True),
    )  # fmt: skip


def tools_of_debrief(screen: DebriefScreen) -> tuple[BoardTool, ...]:
    """So has the debrief."""
    return (CoachTool(screen.host, screen.session, on_debrief(screen), bar=False), GlossaryTool(helps=True))


def show_words(tools: Iterable[BoardTool], ctx: Ctx) -> None:
    """Open the list of words, from the help."""
    for tool in tools:
        if isinstance(tool, GlossaryTool):
            tool.show_list(ctx)
