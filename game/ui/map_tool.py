"""The map's part of the board: keys to look around, the chosen trip in motion, customers' hours by pointer.

Keys: Shift+Z shows what is chosen, Ctrl+0 everything; Ctrl with + and - zooms, Ctrl+Shift with the arrows
moves the map; Shift+T shows who is open at the time under the pointer on the planboard.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from game.ui.board_tool import BoardTool, Deed
from game.ui.context import Ctx, Key, Memory, UiEvent
from game.ui.host import speech
from game.ui.map_hours import STEP_S
from game.ui.map_model import home_points
from game.ui.map_pulse import Pulse
from game.ui.paint import Point

if TYPE_CHECKING:
    from game.ui.screens.board import BoardScreen

Rect = pygame.Rect
ZOOM, PAN_PX = 1.4, 90
ARROWS = {"left": (1, 0), "right": (-1, 0), "up": (0, 1), "down": (0, -1)}
CLOSER: dict[str, float] = {"+": ZOOM, "=": ZOOM, "-": 1 / ZOOM, "[+]": ZOOM, "[-]": 1 / ZOOM}


class MapTool(BoardTool):
    """See the module text."""

    name = "map"

    def __init__(self, screen: BoardScreen) -> None:
        self.screen = screen
        self.pulse = Pulse()
        self._chosen = screen.desk.selection.vehicle
        self._memory: Memory | None = None
        self._still = True
        self._in_view = False

    # -- what is chosen ----------------------------------------------------------------------------
    def line(self) -> tuple[Point, ...]:
        """The road of the chosen trip."""
        trips = self.screen.desk.map_trips()
        return next((t.points for t in trips if t.selected), ())

    def points(self) -> tuple[Point, ...]:
        """What `Z` shows: the chosen trip, or both ends of the chosen order; else everything."""
        desk, session = self.screen.desk, self.screen.session
        line = self.line()
        if line:
            return line
        order = session.system.orders.get(desk.selection.order)
        if order is None:
            return home_points(session.system, session.visible)
        places = [session.system.places[name] for name in (order.pickup, order.delivery)]
        return tuple((p.x_m, p.y_m) for p in places)

    def fit_chosen(self, _ctx: Ctx) -> None:
        """Bring what is chosen into view."""
        self.screen.desk.map.show(self.points())

    def fit_all(self, _ctx: Ctx) -> None:
        """Bring everything into view."""
        session = self.screen.session
        self.screen.desk.map.show(home_points(session.system, session.visible))

    def flip_hours(self, _ctx: Ctx) -> None:
        """Show or hide who is open."""
        view = self.screen.desk.map
        view.layers.flip("hours")
        self.screen.revision += 1

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """Looking around."""
        chosen = bool(self.screen.desk.selection.vehicle or self.screen.desk.selection.order)
        return (
            Deed(id="map.fit_chosen", label=ctx.t("map.fit_chosen"), do=self.fit_chosen, shortcut="Shift+Z",
                 icon="focus", enabled=chosen),
            Deed(id="map.fit_all", label=ctx.t("map.fit_all"), do=self.fit_all, shortcut="Ctrl+0",
                 icon="maximize"),
            Deed(id="map.hours", label=ctx.t("map.hours.deed"), do=self.flip_hours, shortcut="Shift+T",
                 icon="clock"),
        )  # fmt: skip

    # -- events ------------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """Its keys; while something is aimed with the keys it keeps out of the way."""
        if not isinstance(event, Key) or event.alt or self.screen.desk.hand is not None:
            return False
        return self._with_ctrl(event) if event.ctrl else self._plain(event, ctx)

    def _plain(self, event: Key, ctx: Ctx) -> bool:
        acts = {"z": self.fit_chosen, "t": self.flip_hours}
        if not event.shift or event.name not in acts:
            return False
        acts[event.name](ctx)
        return True

    def _with_ctrl(self, event: Key) -> bool:
        view = self.screen.desk.map
        if event.name in ARROWS and event.shift:
            dx, dy = ARROWS[event.name]
            view.move(view.camera.panned(dx * PAN_PX, dy * PAN_PX))
        elif event.name in CLOSER:
            view.move(view.camera.zoomed(CLOSER[event.name], view.rect.center, view.rect))
        elif event.name == "0":
            view.show(home_points(self.screen.session.system, self.screen.session.visible))
        else:
            return False
        return True

    # -- time --------------------------------------------------------------------------------------
    def tick(self, now_ms: int) -> bool:
        """Let a newly chosen trip run; follow the pointer over the hours of the planboard."""
        chosen = self.screen.desk.selection.vehicle
        if chosen != self._chosen:
            self._chosen = chosen
            if chosen and not self._still:
                self.pulse.begin(now_ms)
        return self._follow() or (self._in_view and self.pulse.running(now_ms))

    def _follow(self) -> bool:
        """The time under the pointer becomes the time that windows are asked about."""
        desk = self.screen.desk
        if not desk.map.layers.hours or self._memory is None or not self._in_view:
            return False
        lane, mouse = desk.board.lane, self._memory.mouse
        if not lane.collidepoint(mouse):
            return False
        time_s = desk.board.axis.s(mouse[0], lane)
        return desk.map.hour.put(round(time_s / STEP_S) * STEP_S)

    # -- drawing -----------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """The running trip, and the time that windows are asked about as a line on the planboard."""
        desk = self.screen.desk
        self._memory, self._still = ctx.memory, ctx.settings.less_motion
        hit = ctx.hits.get("map")
        self._in_view = hit is not None
        if hit is None:
            return
        if not self._still and self.pulse.running(ctx.now_ms):
            self.pulse.draw(ctx, desk.map.rect, desk.map.camera, self.line())
        if desk.map.layers.hours:
            self._now_line(ctx, desk.board.lane, desk.board.axis.x(desk.map.hour.value, desk.board.lane))

    def _now_line(self, ctx: Ctx, lane: Rect, x: float) -> None:
        if not lane.x <= x <= lane.right or lane.h < 20:
            return
        words = speech(ctx).clock(round(self.screen.desk.map.hour.value))
        wide = round(ctx.p.type.width(words, "micro", 600)) + 10
        ctx.p.dash_line((x, lane.y), (x, lane.bottom), ctx.c.accent, width=1.5, dash=4, gap=3)
        box = Rect(round(x) - wide // 2, lane.y - 17, wide, 16)
        ctx.p.fill(box, ctx.c.accent, 4)
        ctx.p.text_mid(box.centerx, box.centery, words, "micro", ctx.c.on_accent, weight=600, align="c")
