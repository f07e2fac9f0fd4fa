"""The board's frame: what is painted where, in the full and in the compact layout, and what moves in it."""

from __future__ import annotations

import pygame

from game.session import Session
from game.ui import board_dialogs, board_hand, kpi_panel, layout, order_list, side_panel, widgets
from game.ui.board_order import arranged
from game.ui.board_paint import row_height
from game.ui.board_room import board_height
from game.ui.board_tool import BarButton, BoardTool
from game.ui.board_view import HEAD, BoardLook
from game.ui.context import Ctx
from game.ui.desk import desk_of
from game.ui.drop_preview import Slots
from game.ui.explain_dialog import ExplainDialog
from game.ui.host import Host, speech
from game.ui.map_model import home_points, map_zones
from game.ui.moment_dialog import MomentDialog
from game.ui.motion import Tween, on_curve
from game.ui.regions import Regions, Turns
from game.ui.screen import BaseScreen
from game.ui.screens import board_edit, board_top
from game.ui.theme import Space

Rect = pygame.Rect
SLOT_MS = 5.0
"""Time per frame for working out places, so that a frame stays short."""
STRIP = 28
BESIDE = 0.33
"""Part of the width that the map keeps beside a tool."""
TOLD_MS = 150


class BoardFrame(BaseScreen):
    """Paints the board from the session and the desk, and lets time pass; events are for `BoardScreen`."""

    def __init__(self, host: Host, session: Session) -> None:
        self.host, self.session = host, session
        self.desk = desk_of(session)
        self.regions = Regions()
        self.dialog = ""
        """`keys`, `dispatch` or nothing."""
        self.moment: MomentDialog | None = None
        self.explain: ExplainDialog | None = None
        self.list_rect = Rect(0, 0, 0, 0)
        self._now = 0
        self._map_busy = True
        self._map_later = False
        self._map_made = 0
        """How often the map was painted: what lies on it is painted again with it."""
        self._mapped: tuple[object, ...] = ()
        self._glide: tuple[str, tuple[float, float], Tween] | None = None
        self._second = -1
        self._turns = Turns("hand", "board", "list", "panel", "map")
        self._told: tuple[object, ...] = ()
        self._told_ms = 0
        self.tools: tuple[BoardTool, ...] = ()
        self._buttons: list[BarButton] = []

    # -- drawing -----------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """Everything, from the kept regions up to the dialogs."""
        self._now = ctx.now_ms
        desk = self.desk
        self._turns.count(held=desk.hand is not None or desk.grip is not None)
        self._buttons = [b for tool in self.tools if (b := tool.bar_button(ctx)) is not None]
        self.regions.draw(
            ctx, "bar", Rect(0, 0, ctx.size[0], Space.TOP_BAR), board_top.key_of(self.session, self._buttons),
            lambda: board_top.draw(ctx, self.session, self._buttons),
        )  # fmt: skip
        body = Rect(0, Space.TOP_BAR, ctx.size[0], max(0, ctx.size[1] - Space.TOP_BAR))
        if ctx.mode == "full":
            self._full(ctx, body)
        else:
            self._compact(ctx, body)
        self._gliding(ctx)
        in_hand = desk.hand is not None or desk.grip is not None
        if not in_hand:
            board_edit.draw_overlay(ctx, desk)
        for tool in self.tools:
            tool.draw(ctx)
        if in_hand:  # nothing lies over what is in the hand
            board_hand.draw_overlay(ctx, desk)
            board_edit.draw_overlay(ctx, desk)
        if self.explain is not None:
            self.explain.draw(ctx)
        elif self.moment is not None:
            self.moment.draw(ctx)
        elif self.dialog == "keys":
            board_dialogs.draw_keys(ctx)
        elif self.dialog == "dispatch":
            board_dialogs.draw_dispatch(ctx, self.session)

    def _full(self, ctx: Ctx, body: Rect) -> None:
        desk = self.desk
        wide = ctx.size[0] >= 1500
        board_h = self._board_height(ctx, body)
        above, board = layout.cut_top(body, body.h - board_h)
        beside = next((tool for tool in self.tools if tool.beside_map), None)
        if beside is not None:
            self._beside(ctx, above, beside)
            self._board(ctx, board)
            return
        left = order_list.FOLDED if desk.list.folded else 300 if wide else 276
        list_rect, rest = layout.cut_left(above, left)
        panel, middle = layout.cut_right(rest, 360 if wide else 308)
        self._list(ctx, list_rect)
        self._map(ctx, middle)
        self._panel(ctx, panel)
        self._board(ctx, board)
        ctx.p.vline(list_rect.right - 1, above.y, above.bottom, ctx.c.line)
        ctx.p.vline(panel.x, above.y, above.bottom, ctx.c.line)

    def _beside(self, ctx: Ctx, rect: Rect, tool: BoardTool) -> None:
        """A narrow map, and a tool in the place of list and panel."""
        middle, right = layout.cut_left(rect, round(rect.w * BESIDE))
        self.list_rect = Rect(0, 0, 0, 0)
        self._map(ctx, middle)
        tool.draw_beside(ctx, right)
        ctx.p.vline(right.x, rect.y, rect.bottom, ctx.c.line)

    def _board_height(self, ctx: Ctx, body: Rect) -> int:
        count = len(self.session.system.vehicles)
        needed = HEAD + count * row_height(ctx) + 24 + 34 + 12
        most = round(ctx.size[1] * 0.45)
        asked = min(body.h - 120, max(min(needed, most), min(most, round(ctx.size[1] * 0.24))))
        return board_height(self.desk, body, asked)

    def _compact(self, ctx: Ctx, body: Rect) -> None:
        desk = self.desk
        strip, body = layout.cut_top(body, STRIP)
        judged = desk.judged().kpi
        told = self.session.told_reference
        reference = told.kpi if told else None
        key = (desk.stamp,)
        naive = self.session.naive.kpi
        self.regions.draw(
            ctx, "strip", strip, key, lambda: kpi_panel.draw_strip(ctx, strip, judged, naive, reference)
        )
        board_h = min(
            round(ctx.size[1] * 0.40), HEAD + len(self.session.system.vehicles) * row_height(ctx) + 12
        )
        above, board = layout.cut_top(body, body.h - board_h)
        tabs, area = layout.cut_top(above, 34)
        ctx.p.fill(tabs, ctx.c.surface)
        items = [(name, ctx.t(f"area.{name}")) for name in ("list", "map", "panel")]
        widgets.segmented(ctx, "area", layout.pad(tabs, x=12, y=3), items, desk.area)
        self.list_rect = Rect(0, 0, 0, 0)
        if desk.area == "list":
            self._list(ctx, area, foldable=False)
        elif desk.area == "map":
            self._map(ctx, area)
        else:
            self._panel(ctx, area)
        self._board(ctx, board)

    def _list(self, ctx: Ctx, rect: Rect, *, foldable: bool = True) -> None:
        desk, lang = self.desk, speech(ctx)
        self.list_rect = rect
        carried = desk.hand.order if desk.hand else ""
        key = (desk.stamp, desk.list.key, desk.selection.key, desk.selection.more, desk.locked(), carried)
        zones = {f"zone:{zone.id}": zone.name for zone in self.session.system.sites.zones.values()}
        foot = 0 if foldable or not desk.selection.more else 42
        self.regions.draw(
            ctx, "list", rect, key,
            lambda: order_list.draw(ctx, rect, desk.list, desk.entries(lang), desk.items(lang),
                                    desk.selection, carried, foldable=foldable, zones=zones,
                                    locked=desk.locked(), foot=foot),
            wait=self._turns.wait("list"),
        )  # fmt: skip

    def _map(self, ctx: Ctx, rect: Rect) -> None:
        desk, lang = self.desk, speech(ctx)
        if not desk.map_fitted and rect.w > 60:
            desk.map_fitted = True
            desk.map.fit(home_points(self.session.system, self.session.visible), rect)

        def paint() -> None:
            zones = map_zones(self.session.system, lang)
            desk.map.draw(ctx, rect, trips=desk.map_trips(), stops=desk.map_stops(lang), zones=zones)

        if self._map_busy:
            self.regions.forget("map")
        what = (desk.stamp, desk.selection.key)
        if what != self._mapped and self._mapped and not self._map_later:
            self._map_later = True  # list and board first, the map with the next frame: both stay short
        else:
            self._map_later, self._mapped = False, what
        self._map_made += self.regions.draw(
            ctx, "map", rect, (*self._mapped, *desk.map.key), paint, wait=self._turns.wait("map")
        )

        def paint_over() -> None:
            for tool in self.tools:
                tool.draw_on_map(ctx, rect)

        over = (self._map_made, *(tool.map_key for tool in self.tools))
        self.regions.draw(ctx, "map.over", rect, over, paint_over)

    def _panel(self, ctx: Ctx, rect: Rect) -> None:
        desk = self.desk
        reckoning, order = desk.reckoning, desk.selection.order
        slots = desk.slots(order) if desk.tab == "advice" and order and desk.hand is None else None
        acts = desk.acts(speech(ctx)) if desk.tab == "trip" else None
        key = (desk.stamp, desk.tab, desk.scrolls[desk.tab].offset, desk.selection.key, self.session.revision,
               desk.taught, desk.pending, len(acts.found) if acts else 0, acts.complete if acts else True,
               reckoning.state, len(reckoning.trace), round(reckoning.seconds(self._now)),
               frozenset(reckoning.chosen), slots.complete if slots else None,
               kpi_panel.key_of(desk) if desk.tab == "kpi" else ())  # fmt: skip
        self.regions.draw(
            ctx, "panel", rect, key, lambda: side_panel.draw(ctx, rect, desk, self._now),
            wait=self._turns.wait("panel"),
        )  # fmt: skip

    def _board(self, ctx: Ctx, rect: Rect) -> None:
        desk, lang = self.desk, speech(ctx)
        hand = desk.hand
        slots = desk.slots(hand.order, hand.moving) if hand else None
        progress = self._progress(slots) if slots else None
        count = len(self.session.plan.trips)
        trips = ctx.t("board.one_trip") if count == 1 else ctx.t("board.trips", n=count)
        look = BoardLook(vehicle=desk.selection.vehicle, order=desk.selection.order, stop=desk.selection.stop,
                         steady=hand is not None or desk.grip is not None, more=desk.selection.more,
                         subtitle=trips)  # fmt: skip

        def paint() -> None:
            rows = arranged(desk.rows(lang), desk.judged(), desk.board.arrangement, everybody=look.steady)
            desk.board.draw(ctx, rect, board_hand.shown_rows(desk, rows, lang), look)
            board_hand.paint_slots(ctx, desk)
            if not desk.hint_seen and not self.session.plan.trips and hand is None:
                board_dialogs.draw_hint(ctx, desk.board.body.clip(desk.board.lane))

        key = (desk.stamp, desk.selection.key, desk.selection.more, desk.board.key, progress,
               hand.order if hand else "", look.steady, desk.hint_seen)  # fmt: skip
        if desk.board.wants_show:
            self.regions.forget("board")
        self.regions.draw(ctx, "board", rect, key, paint, wait=self._turns.wait("board"))

    def _progress(self, slots: Slots) -> tuple[object, ...]:
        """How far the search for places is, told a few times a second so that dragging stays smooth."""
        now = (slots.order, slots.moving, frozenset(slots.done))
        fresh = now[:2] != self._told[:2] or slots.complete or self._now - self._told_ms >= TOLD_MS
        if fresh and now != self._told:
            self._told, self._told_ms = now, self._now
        return self._told

    def _gliding(self, ctx: Ctx) -> None:
        """A stop that moved to its new place, for 180 ms."""
        if self._glide is None:
            return
        order, start, tween = self._glide
        vehicle = self.session.plan.vehicle_of(order)
        trip = self.session.plan.trip_of(vehicle) if vehicle else None
        stop = next((i for i, s in enumerate(trip.stops) if s.order == order), -1) if trip else -1
        hit = ctx.hits.get(f"block.{vehicle}.{stop}")
        if hit is None or not tween.running(ctx.now_ms):
            self._glide = None
            return
        share = (ctx.now_ms - tween.start_ms) / tween.duration_ms
        x, y = on_curve(start, hit.rect.center, share, 0.12)
        box = Rect(0, 0, hit.rect.w, hit.rect.h)
        box.center = (round(x), round(y))
        ctx.p.fill(box, ctx.c.accent, Space.R_BLOCK)

    # -- time --------------------------------------------------------------------------------------
    def tick(self, now_ms: int) -> bool:
        """Map at rest, places of the order in the hand, the gliding stop."""
        self._now = now_ms
        desk = self.desk
        busy = desk.map.tick(now_ms)
        self._map_busy = busy
        moving = busy or self._map_later or self._glide is not None or self._turns.going
        spare_ms = 0.0 if busy or self._turns.going else SLOT_MS  # such a frame paints much: one step
        if desk.hand is not None:
            if desk.hand.source != "keys" and desk.board.scroll_at_edge(desk.hand.pos):
                board_hand.aim(desk, desk.hand.pos, self.list_rect)
                moving = True
            hand = desk.hand
            moving |= desk.slots(hand.order, hand.moving).work(spare_ms, hand.vehicle, hand.at)
        elif desk.tab == "advice" and desk.selection.order:
            slots = desk.slots(desk.selection.order)
            if slots.work(SLOT_MS):
                moving |= slots.complete
        for tool in self.tools:
            moving |= tool.tick(now_ms)
        spare_ms = spare_ms if desk.grip is not None else SLOT_MS
        return board_edit.work(desk, self.host.language, spare_ms) or moving

    def poll(self) -> bool:
        """News of the solver; a running search redraws once a second."""
        reckoning = self.desk.reckoning
        asked = sum(tool.poll() for tool in self.tools) > 0
        if reckoning.state != "running":
            return asked
        news = reckoning.poll(self.host.solver(), self.session, self._now)
        second = int(reckoning.seconds(self._now))
        changed, self._second = second != self._second, second
        return news or changed or asked
