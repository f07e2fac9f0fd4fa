"""How a player arranges the board: height of the planboard, folded list, open tab; kept for each player.

Hit: `room.split` (the divider: drag it, or arrows when it has the focus; Enter or a double click gives the
height that the rows ask). Full layout only: the compact one has no room to divide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pygame

from game.ui import kept_views
from game.ui.board_tool import BoardTool, Deed
from game.ui.context import Activate, Ctx, Drag, Key, UiEvent
from game.ui.desk import TABS, Desk
from game.ui.theme import Space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.ui.screens.board import BoardScreen

Rect = pygame.Rect
NAME, SPLIT = "room", "room.split"
LOW, HIGH, STEP = 18, 78, 3
"""Percent of the height below the bar."""
REST_MS = 1500
"""What is changed is written when it was left alone for so long."""


@dataclass(slots=True)
class Room:
    """`desk.kept["room"]`."""

    percent: int = 0
    """Height of the planboard; 0: as its rows ask."""


def room_of(desk: Desk) -> Room:
    """The one room of a desk."""
    found = desk.kept.setdefault(NAME, Room())
    assert isinstance(found, Room)
    return found


def board_height(desk: Desk, body: Rect, asked: int) -> int:
    """The height that the player wants, or else `asked`; list and map keep something too."""
    percent = room_of(desk).percent
    if not percent:
        return asked
    return max(110, min(body.h - 150, round(body.h * percent / 100)))


class RoomTool(BoardTool):
    """Draws the divider, and remembers how the player left the board."""

    name = NAME

    def __init__(self, screen: BoardScreen) -> None:
        self.screen, self.desk = screen, screen.desk
        # Hosts of pictures and measurements keep nothing, and have nothing to give back.
        self._host: Any = screen.host if hasattr(screen.host, "saw") else None
        if self._host is not None and NAME not in self.desk.kept:
            self._restore()
        self._known = self._now()
        self._since: int | None = None
        self._before = 0
        self._told = False

    def _restore(self) -> None:
        kept = self._host.settings
        room_of(self.desk).percent = kept.board_percent
        self.desk.list.folded = kept.list_folded
        kept_views.restore(self.desk, kept.views)
        if kept.panel_tab in TABS:
            self.desk.tab = kept.panel_tab

    def _now(self) -> tuple[int, bool, str, tuple[str, ...]]:
        return (
            room_of(self.desk).percent,
            self.desk.list.folded,
            self.desk.tab,
            kept_views.lines_of(self.desk),
        )

    # -- painting ----------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """A grip on the line between map and planboard; and once, that everything is saved."""
        self._tell(ctx)
        board = self.desk.board.rect
        if ctx.mode != "full" or not board.h or len(ctx.hits.reachable()) < len(ctx.hits):
            return
        box = Rect(0, board.y, ctx.size[0], 6)
        ctx.hit(
            SPLIT, box, "drag", label=ctx.t("room.split"), tooltip=ctx.t("room.split_tip"), draggable=True
        )
        held = ctx.memory.drag is not None and ctx.memory.drag.id == SPLIT
        strong = held or ctx.hovered(SPLIT) or ctx.focused(SPLIT)
        if strong:
            ctx.p.fill(Rect(0, board.y - 1, ctx.size[0], 3), ctx.c.accent)
        grip = Rect(ctx.size[0] // 2 - 20, board.y - 2, 40, 5)
        ctx.p.box(grip, fill=ctx.c.accent if strong else ctx.c.control, radius=2)

    def silent(self) -> None:
        """Of a copy nothing is kept, so nothing is said about keeping."""
        self._told = True

    def _tell(self, ctx: Ctx) -> None:
        """After the first act of a player: that it is on disk already."""
        if self._told or self._host is None or not self.screen.session.plan.trips:
            return
        self._told = True
        if not self.screen.host.trouble(self.screen.session) and self._host.saw("autosave"):
            ctx.toast(ctx.t("room.saved"), "ok")

    # -- events ------------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """Drag, arrows, or back to what the rows ask."""
        match event:
            case Drag(hit=hit) if hit.id == SPLIT:
                self._drag(event, ctx)
                return True
            case Activate(id="room.split"):
                if event.double or ctx.memory.focus_visible:
                    self._set(0)
                return True
            case Key(name="up" | "down" as way) if ctx.memory.focus == SPLIT:
                self._set(self._percent(ctx) + (STEP if way == "up" else -STEP))
                return True
        return False

    def _percent(self, ctx: Ctx) -> int:
        """The height as it is now."""
        body = max(1, ctx.size[1] - Space.TOP_BAR)
        return round(100 * self.desk.board.rect.h / body)

    def _drag(self, event: Drag, ctx: Ctx) -> None:
        if event.phase == "start":
            self._before = room_of(self.desk).percent
        elif event.phase == "cancel":
            self._set(self._before)
        else:
            body = max(1, ctx.size[1] - Space.TOP_BAR)
            self._set(round(100 * (ctx.size[1] - event.pos[1]) / body))

    def _set(self, percent: int) -> None:
        room_of(self.desk).percent = percent and max(LOW, min(HIGH, percent))
        self.screen.revision += 1

    def tick(self, now_ms: int) -> bool:
        """Write what was changed, a moment after it came to rest."""
        if self._host is None or self._now() == self._known:
            self._since = None
        elif self._since is None:
            self._since = now_ms
        elif now_ms - self._since >= REST_MS:
            self._known, self._since = self._now(), None
            percent, folded, tab, views = self._known
            self._host.configure(board_percent=percent, list_folded=folded, panel_tab=tab, views=views)
        return False

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """Larger, smaller, as the rows ask."""
        t = ctx.t
        if ctx.mode != "full":
            return ()
        return (
            Deed(id="room.more", label=t("room.more"), icon="arrow-up",
                 do=lambda c: self._set(self._percent(c) + 4 * STEP)),
            Deed(id="room.less", label=t("room.less"), icon="arrow-down",
                 do=lambda c: self._set(self._percent(c) - 4 * STEP)),
            Deed(id="room.auto", label=t("room.auto"), icon="refresh", enabled=room_of(self.desk).percent > 0,
                 why=t("room.is_auto"), do=lambda _c: self._set(0)),
        )  # fmt: skip
