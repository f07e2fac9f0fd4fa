"""The tools of the board, in painting order: the last one lies on top and sees events first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.ui.board_tool import BoardTool
from game.ui.gallery import GalleryTool
from game.ui.gather import Gather

if TYPE_CHECKING:
    from game.ui.screens.board import BoardScreen

Make = Callable[["BoardScreen"], BoardTool]
TOOLS: tuple[Make, ...] = (Gather, GalleryTool,)


def tools_of(screen: BoardScreen) -> tuple[BoardTool, ...]:
    """All tools for one board."""
    return tuple(make(screen) for make in TOOLS)
