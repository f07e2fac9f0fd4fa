"""The running day: clock, trucks on the road, what to do first, answers, and re-planning of what is left.

Keys: Space runs and pauses, 1-4 speeds, B runs to the next message, N and Shift+N walk "Wat eerst?",
A-F choose an answer and Enter gives it, A asks the best place of the selected order, M takes the order
in the hand (arrows, Enter, Esc), arrows walk the planboard, Alt+arrows move the selected order at once,
Delete takes it off, X opens the menu of what may be done with it, Ctrl+Z and Ctrl+Y undo and redo, + and -
zoom the hours (or make the selected charge or break longer and shorter).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from game.ui import clock_bar, inbox_panel, layout, message_card, palette_day, widgets
from game.ui.board_paint import row_height
from game.ui.board_view import HEAD, BoardLook
from game.ui.context import Activate, Back, Ctx, Drag, Key, Resized, UiEvent
from game.ui.day_details import order_panel, trip_panel
from game.ui.host import bar_event, speech
from game.ui.map_model import home_points, map_zones
from game.ui.map_trucks import draw_trucks
from game.ui.screen import Outcome, Replace
from game.ui.screens import day_edit, day_keys
from game.ui.screens.board_tools import tools_of_day
from game.ui.screens.day_acts import DayActs

if TYPE_CHECKING:
    from game.session import Session
    from game.ui.board_tool import Deed
    from game.ui.host import Host

Rect = pygame.Rect
TABS = ("first", "map", "detail")


class DayScreen(DayActs):
    """One session's day, from dispatch to the last truck home."""

    fitted: tuple[int, int] = (0, 0)

    def __init__(self, host: Host, session: Session) -> None:
        super().__init__(host, session)
        self.tools = tools_of_day(self)

    # -- paint ---------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """Bar, list, map, panel, planboard; tabs instead of columns where there is little room."""
        if self.model.refresh(speech(ctx)):
            self.widen_axis()
        self._say_news(ctx)
        body = self._bar(ctx)
        if ctx.mode == "full":
            low, top = layout.cut_bottom(body, self._board_height(ctx))
            side = 392 if ctx.size[0] >= 1500 else 340
            left, middle, right = layout.columns(top, 300 if ctx.size[0] >= 1500 else 272, None, side)
            self._first(ctx, left, titled=True)
            self._map(ctx, middle)
            self._side(ctx, right)
            ctx.p.vline(left.right - 1, top.y, top.bottom)
            ctx.p.vline(right.x, top.y, top.bottom)
        else:
            reading = self.tab == "detail" and self.open_message() is not None
            low, top = layout.cut_bottom(body, 0 if reading else max(150, round(body.h * 0.46)))
            self._tabs(ctx, top)
        if low.h:
            self._board(ctx, low)
        if self.hand is not None:
            self.hand.draw(ctx, self.board)
        day_edit.draw_overlay(self, ctx)
        for tool in self.tools:
            tool.draw(ctx)
        if self.dialog is not None:
            self.dialog.draw(ctx)
        for tool in self.tools:
            tool.draw_over(ctx)
        if self.session.phase != "day":
            self._over(ctx)

    def _board_height(self, ctx: Ctx) -> int:
        """As on the plan board: as high as its rows ask, between 30 and 45 % of the window."""
        needed = HEAD + len(self.model.rows) * row_height(ctx) + 40
        most = round(ctx.size[1] * 0.45)
        return max(min(needed, most), min(most, round(ctx.size[1] * 0.30)))

    def _say_news(self, ctx: Ctx) -> None:
        if any(item.stops for item in self.news):
            ctx.cue("ring")
        for item in self.news:
            ctx.toast(item.text(ctx, self.session), item.kind)
        self.news.clear()

    def _bar(self, ctx: Ctx) -> Rect:
        full = ctx.mode == "full"
        title = self.session.scenario.text(ctx.settings.lang, "title") if ctx.size[0] >= 1000 else ""
        day = speech(ctx).day(self.session.scenario.day)
        waiting = len(self.session.open_messages())
        free = widgets.top_bar(ctx, title=title, subtitle=day, inbox=waiting)
        start = max(free.x, round(ctx.size[0] * 0.30)) if ctx.size[0] >= 1500 else free.x
        area = Rect(start, free.y, free.right - start, free.h)
        x = clock_bar.controls(ctx, area, self.work, ended=self.session.phase != "day")
        _bar, body = layout.cut_top(ctx.rect, 52)
        on_time, served = self.model.served()
        kpi = self.model.kpi
        items = clock_bar.figure_list(
            ctx, cost_cent=kpi.cost_cent, delta_cent=self.model.delta_cent(), served=served, on_time=on_time,
            due=kpi.on_time, orders=kpi.orders,
        )  # fmt: skip
        if full:
            clock_bar.figures(ctx, Rect(x + 20, 8, free.right - x - 20, 36), items)
            return body
        strip, body = layout.cut_top(body, 44)
        ctx.p.fill(strip, ctx.c.surface)
        ctx.p.hline(strip.x, strip.right, strip.bottom - 1)
        if not title:
            name = self.session.scenario.text(ctx.settings.lang, "title")
            ctx.p.text(16, strip.y + 3, ctx.p.type.fit(name, 240, "body", 600), "body", weight=600)
            ctx.p.text(16, strip.y + 21, ctx.p.type.fit(day, 240, "micro"), "micro", ctx.c.text2)
        clock_bar.figures(ctx, Rect(272, strip.y + 4, strip.w - 288, 36), items)
        return body

    def _first(self, ctx: Ctx, rect: Rect, *, titled: bool) -> None:
        key = (self.session.revision, self.chosen(), self.triage_scroll.offset, titled)
        self.regions.draw(ctx, "first", rect, key, lambda: self._list(ctx, rect, titled=titled))

    def _list(self, ctx: Ctx, rect: Rect, *, titled: bool) -> None:
        items, chosen = self.model.items, self.chosen()
        inbox_panel.triage_list(ctx, rect, self.session, items, chosen, self.triage_scroll, titled=titled)

    def _map(self, ctx: Ctx, rect: Rect) -> None:
        if self.fitted != rect.size:
            self.fitted = rect.size
            self.map.fit(home_points(self.session.system, self.session.visible), rect)
        trips, stops = self.scene.trips(self.vehicle), self.scene.stops(speech(ctx), self.selection)
        if self.map_busy:
            self.regions.forget("map")
        key = (*self.map.key, self.scene.stamp)
        zones = map_zones(self.session.system, speech(ctx))
        self.regions.draw(
            ctx, "map", rect, key, lambda: self.map.draw(ctx, rect, trips=trips, stops=stops, zones=zones)
        )
        ctx.hits.push_clip(rect)
        with ctx.p.clip(rect):
            trucks = self.scene.trucks(self.work.shown_s, self.vehicle)
            draw_trucks(ctx, rect, self.map.camera, trucks, night=False)
        ctx.hits.pop_clip()

    def _side(self, ctx: Ctx, rect: Rect) -> None:
        message = self.open_message()
        self.ringing = message is not None and message.kind == "call" and not ctx.settings.less_motion
        if message is not None:
            message_card.message_card(ctx, rect, self.session, message, self.choice, self.side_scroll)
            return
        key = (self.session.revision, *self.selection.key, self.advice, self.side_scroll.offset)
        self.regions.draw(ctx, "side", rect, key, lambda: self._still_side(ctx, rect))

    def _still_side(self, ctx: Ctx, rect: Rect) -> None:
        if self.order and not self.vehicle:
            ctx.p.fill(rect, ctx.c.surface)
            order_panel(ctx, rect, self.session, self.order, self.advice)
        elif self.vehicle:
            trip_panel(ctx, rect, self.session, self.model, self.selection, self.side_scroll, self.advice)
        else:
            inbox_panel.news(ctx, rect, self.session, self.side_scroll)

    def _tabs(self, ctx: Ctx, rect: Rect) -> None:
        head, area = layout.cut_top(rect, 40)
        ctx.p.fill(head, ctx.c.surface)
        counts = {"first": len(self.model.items), "detail": int(bool(self.open_message()))}
        items = [(name, ctx.t(f"day.tab.{name}"), counts.get(name, 0)) for name in TABS]
        widgets.tabs(ctx, "day.tab", head, items, self.tab)
        if self.tab == "first":
            self._first(ctx, area, titled=False)
        elif self.tab == "map":
            self._map(ctx, area)
        else:
            self._side(ctx, area)

    def _board(self, ctx: Ctx, rect: Rect) -> None:
        now = int(self.work.shown_s)
        trips = sum(bool(r.blocks) for r in self.model.rows)
        title = 0 if self.board.columns.slim else ctx.p.type.width(ctx.t("board.title"), "h3") + 10
        room = self.board.columns.left - 64 - 16 - title
        words = ctx.t("day.board_note", trips=trips), ctx.t("day.board_short", trips=trips)
        note = ctx.p.type.fit(words, room, "small")
        look = BoardLook(vehicle=self.vehicle, order=self.order, stop=self.selection.stop, now_s=now,
                         steady=self.hand is not None or self.grip is not None, subtitle=note)  # fmt: skip
        line = round(self.board.axis.x(now, self.board.lane))
        key = (self.session.revision, self.selection.key, line, *self.board.key, now // 60)
        if self.hand is not None:
            self.regions.forget("board")
            self.board.draw(ctx, rect, self.hand.rows(self.model.rows, speech(ctx)), look)
            return
        self.regions.draw(ctx, "board", rect, key, lambda: self.board.draw(ctx, rect, self.model.rows, look))

    def _over(self, ctx: Ctx) -> None:
        inside = widgets.modal(ctx, 460, 206, ctx.t("day.over"), icon="flag")
        on_time, kpi = self.model.kpi.on_time, self.model.kpi
        text = ctx.t("day.over_text", some=on_time, all=kpi.orders, money=speech(ctx).euro(kpi.cost_cent, 0))
        ctx.p.paragraph(inside.x, inside.y, inside.w, text, "lead")
        label = ctx.t("day.to_debrief")
        box = Rect(inside.x, inside.bottom - 40, widgets.button_width(ctx, label, icon="next"), 40)
        widgets.button(ctx, "day.debrief", box, label, kind="primary", icon="next")

    def tick(self, now_ms: int) -> bool:
        """The day runs, and so do its tools."""
        moving = super().tick(now_ms)
        return sum(tool.tick(now_ms) for tool in self.tools) > 0 or moving

    def covered(self) -> None:
        """The clock waits for a palette or a dialog of the shell."""
        self.work.pause()

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """For the command palette."""
        return palette_day.deeds(self, ctx)

    # -- events --------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Keys and clicks to commands."""
        if self.session.phase != "day":
            return self._after(event, ctx)
        if self.dialog is not None:
            self.dialog.handle(event, ctx)
            self.dialog = None if self.dialog.closed else self.dialog
            return None
        used = any(tool.handle(event, ctx) for tool in reversed(self.tools))
        if used or day_edit.in_menu(self, event, ctx):
            return None
        if out := bar_event(self.host, event, ctx):
            self.work.pause()
            return out
        if isinstance(event, Back):
            return self._back()
        self._use(event, ctx)
        return None

    def _use(self, event: UiEvent, ctx: Ctx) -> None:
        """Dragging first, then map and planboard, then clicks and keys."""
        if (isinstance(event, Drag) and self.drag(event, ctx)) or self.map.handle(event):
            return
        if self.board.handle(event):
            return
        match event:
            case Activate():
                if not ctx.memory.focus_visible:
                    ctx.memory.focus = None  # after a click Space pauses again, and does not press the button
                self.activate(event, ctx)
            case Key():
                day_keys.on_key(self, event, ctx)
            case Resized():
                self.fitted = (0, 0)

    def _after(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """The day is over: one way on, by click, Enter, Space or Esc."""
        keys = isinstance(event, Key) and event.name in ("return", "enter", "space")
        if keys or isinstance(event, Back) or (isinstance(event, Activate) and event.id == "day.debrief"):
            return Replace(self.host.screen_for(self.session))
        return bar_event(self.host, event, ctx)

    def _back(self) -> Outcome:
        """Esc lets go of what is selected first; nothing selected: to the menu, the log keeps everything."""
        if self.hand is not None or self.grip is not None:
            self.hand = self.grip = None
        elif self.message or self.order or self.vehicle:
            self.select()
        else:
            self.work.pause()
            return Replace(self.host.menu())
        return None
