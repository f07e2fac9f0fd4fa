"""How the running day is painted: bar, "Wat eerst?", map, side panel, planboard, and what lies on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game import lookup
from game.ui import calm_tool, clock_bar, inbox_panel, layout, widgets
from game.ui.board_paint import row_height
from game.ui.board_tool import BoardTool
from game.ui.board_view import HEAD, BoardLook
from game.ui.context import Ctx
from game.ui.day_troubles import SIGNS, ends_s, title
from game.ui.disk_watch import DiskWatch
from game.ui.host import speech
from game.ui.map_model import home_points, map_zones
from game.ui.map_trucks import MapTruck, draw_trucks
from game.ui.moment_dialog import MomentDialog
from game.ui.no_help import subtitle
from game.ui.screens import day_edit, day_side
from game.ui.screens.day_acts import DayActs
from game.ui.tool_hands import Hands

if TYPE_CHECKING:
    from game.session import Session
    from game.ui.host import Host

Rect = pygame.Rect
TABS = ("first", "map", "detail")


class DayFrame(DayActs):
    """Everything that is seen."""

    fitted: tuple[int, int] = (0, 0)

    def __init__(self, host: Host, session: Session) -> None:
        super().__init__(host, session)
        self.hands = Hands(
            session=session, chosen=lambda: (self.order, self.vehicle), do=self.do, hold=self.work.pause
        )  # fmt: skip
        self.tools: tuple[BoardTool, ...] = ()
        self._trucks: tuple[MapTruck, ...] = ()
        self._disk = DiskWatch(host, session)

    def draw(self, ctx: Ctx) -> None:
        """Bar, list, map, panel, planboard; tabs instead of columns where there is little room."""
        self._news(ctx)
        body = self._bar(ctx)
        if ctx.mode == "full":
            low = self._columns(ctx, body)
        else:
            reading = self.tab == "detail" and self.open_message() is not None
            low, top = layout.cut_bottom(body, 0 if reading else max(150, round(body.h * 0.46)))
            self._tabs(ctx, top)
        if low.h:
            self._low(ctx, low)
        if self.hand is not None:
            self.hand.draw(ctx, self.board)
        day_edit.draw_overlay(self, ctx)
        self._on_top(ctx)

    def _news(self, ctx: Ctx) -> None:
        """Make what changed anew; say what happened and what makes the clock go slower."""
        if self.model.refresh(speech(ctx)):
            self.widen_axis()
        slowed = self.watch_pace()
        item = next((i for i in self.model.items if i.id == slowed), None)
        if item is not None:
            who = dict(item.title[1]).get("who") or inbox_panel.said(ctx, self.session, item.title)
            ctx.toast(ctx.t("day.slow", what=who), "info")
        self._say_news(ctx)
        self._disk.look(ctx)

    def _columns(self, ctx: Ctx, body: Rect) -> Rect:
        """List, map and side panel; returns the room of the planboard."""
        low, top = layout.cut_bottom(body, self._board_height(ctx))
        wide = ctx.size[0] >= 1500
        left, middle, right = layout.columns(top, 300 if wide else 272, None, 392 if wide else 340)
        self._first(ctx, left, titled=True)
        self._map(ctx, middle)
        day_side.draw(self, ctx, right)
        ctx.p.vline(left.right - 1, top.y, top.bottom)
        ctx.p.vline(right.x, top.y, top.bottom)
        return low

    def _low(self, ctx: Ctx, low: Rect) -> None:
        """The planboard, below the price of a changed plan while that has not gone out."""
        if self.model.calm.calls:
            bar, low = layout.cut_top(low, calm_tool.BAR)
            calm_tool.calm_bar(ctx, bar, self.hands, self.model.calm)
        self._board(ctx, low)

    def _on_top(self, ctx: Ctx) -> None:
        """Tools, dialogs, and what lies above those."""
        for tool in self.tools:
            tool.draw(ctx)
        if self.dialog is not None:
            self.dialog.draw(ctx)
        if self.session.phase != "day":
            self._over(ctx)
        for tool in self.tools:
            tool.draw_over(ctx)

    def _board_height(self, ctx: Ctx) -> int:
        """As on the plan board: as high as its rows ask, between 30 and 45 % of the window."""
        needed = HEAD + len(self.model.rows) * row_height(ctx) + 40
        most = round(ctx.size[1] * 0.45)
        return max(min(needed, most), min(most, round(ctx.size[1] * 0.30)))

    def _say_news(self, ctx: Ctx) -> None:
        if any(item.stops for item in self.news):
            ctx.cue("ring")
        for item in self.news:
            if isinstance(self.dialog, MomentDialog) and item.select == f"moment.{self.dialog.moment.id}":
                continue  # the dialog is open already: its own title says it
            ctx.toast(item.text(ctx, self.session), item.kind)
        self.news.clear()

    def _bar(self, ctx: Ctx) -> Rect:
        full = ctx.mode == "full"
        title = self.session.scenario.text(ctx.settings.lang, "title") if ctx.size[0] >= 1000 else ""
        day = subtitle(ctx, self.session, speech(ctx).day(self.session.scenario.day))
        waiting = len(self.session.open_messages())
        free = widgets.top_bar(ctx, title=title, subtitle=day, inbox=waiting)
        if self.session.scenario.sources:
            box = Rect(free.right - 36, 10, 32, 32)
            widgets.icon_button(ctx, "lookup.open", box, "binoculars", label=ctx.t("lookup.tip"),
                                badge=lookup.unread(self.session))  # fmt: skip
            free.w -= 44
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
        key = (self.model.stamp, self.chosen(), self.triage_scroll.offset, titled)
        self.regions.draw(ctx, "first", rect, key, lambda: self._list(ctx, rect, titled=titled))

    def _list(self, ctx: Ctx, rect: Rect, *, titled: bool) -> None:
        items, chosen = self.model.items, self.chosen()
        inbox_panel.triage_list(ctx, rect, self.session, items, chosen, self.triage_scroll, titled=titled)

    def _map(self, ctx: Ctx, rect: Rect) -> None:
        """While no truck moves, map and trucks are one picture; else trucks are painted on the kept map.

        The first view is of what own trucks drive: partners are not seen under way.
        """
        if self.fitted != rect.size:
            self.fitted = rect.size
            own = self.session.visible - {order for order, _ in self.session.plan.given}
            self.map.fit(home_points(self.session.system, own), rect)
        trips, stops = self.scene.trips(self.vehicle), self.scene.stops(speech(ctx), self.selection)
        trucks = tuple(self.scene.trucks(self.work.shown_s, self.vehicle))
        still, self._trucks = trucks == self._trucks and not self.map_busy, trucks
        key = (*self.map.key, self.scene.stamp)

        def paint() -> None:
            zones = map_zones(self.session.system, speech(ctx))
            self.regions.draw(
                ctx, "map", rect, key, lambda: self.map.draw(ctx, rect, trips=trips, stops=stops, zones=zones)
            )
            ctx.hits.push_clip(rect)
            with ctx.p.clip(rect):
                draw_trucks(ctx, rect, self.map.camera, trucks, night=False, flags=self.map.flags)
                self._everywhere(ctx, rect)
            ctx.hits.pop_clip()

        if self.map_busy:
            self.regions.forget("map")
        if still:
            self.regions.draw(ctx, "still", rect, (*key, trucks, self.model.troubles), paint)
        else:
            paint()

    def _everywhere(self, ctx: Ctx, rect: Rect) -> None:
        """Trouble without a place, such as the weather: a word at the top of the map."""
        y, lang = rect.y + 12, speech(ctx)
        for trouble in (t for t in self.model.troubles if t.subject == "*"):
            until = ctx.t("day.until_hour", clock=lang.clock(ends_s(trouble)))
            text = f"{title(self.session, trouble, lang)} · {until}"
            width = round(ctx.p.type.width(text, "small", 600)) + 40
            box = Rect(rect.x + 12, y, min(width, rect.w - 70), 28)
            warn = ctx.c.status("warn")
            ctx.p.box(box, fill=warn.fill, line=warn.outline, radius=6)
            ctx.p.icon_mid(box.x + 17, box.centery, SIGNS[trouble.kind], 16, warn.text)
            fitting = ctx.p.type.fit(text, box.w - 38, "small", 600)
            ctx.p.text_mid(box.x + 31, box.centery, fitting, "small", warn.text, weight=600)
            ctx.hit(f"everywhere.{trouble.id}", box, "info", label=text, tooltip=text)
            y += 34

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
            day_side.draw(self, ctx, area)

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
        key = (self.model.stamp, self.selection.key, line, *self.board.key, now // 60)
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
