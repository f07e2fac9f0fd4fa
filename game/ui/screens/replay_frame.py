"""The frame of a replay: what is painted where, in the full and in the compact layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui import layout, replay_card, replay_list, widgets
from game.ui.board_paint import row_height
from game.ui.board_view import HEAD, BoardLook
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.map_model import home_points, map_zones
from game.ui.map_trucks import draw_trucks
from game.ui.replay_bar import LEFT, LEFT_COMPACT, draw_controls
from game.ui.replay_line import draw_head, draw_line
from game.ui.screen import BaseScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.lookback.marks import Mark
    from game.lookback.tape import Tape
    from game.session import Session
    from game.ui.host import Host
    from game.ui.ledger_dialog import LedgerDialog
    from game.ui.ledger_rows import LedgerRow
    from game.ui.mark_words import MarkWords
    from game.ui.regions import Regions
    from game.ui.replay_bar import Player
    from game.ui.replay_line import Head, Line
    from game.ui.replay_view import ReplayView
    from game.ui.state import ScrollArea

Rect = pygame.Rect
STRIP = 66
TABS = ("map", "list", "card")


class ReplayFrame(BaseScreen):
    """Paints a replay; events and time are for `ReplayScreen`."""

    host: Host
    session: Session
    tape: Tape
    marks: Sequence[Mark]
    words: MarkWords
    line: Line
    player: Player
    regions: Regions
    list_area: ScrollArea
    card_area: ScrollArea
    head: Head
    view: ReplayView
    dialog: LedgerDialog | None
    current: int
    truth: bool
    tab: str
    fitted: tuple[int, int]
    map_busy = True
    _now = 0

    def row_now(self, ctx: Ctx) -> LedgerRow | None:
        """The ledger's line of the present decision."""
        raise NotImplementedError

    def draw(self, ctx: Ctx) -> None:
        """Bar, list, map, card, planboard, and the line of time at the foot."""
        self._now = ctx.now_ms
        bar, body = layout.cut_top(ctx.rect, 52)
        self.regions.draw(ctx, "bar", bar, (self.truth,), lambda: self._bar(ctx))
        foot, body = layout.cut_bottom(body, STRIP)
        if ctx.mode == "full":
            low, top = layout.cut_bottom(body, self._board_height(ctx))
            wide = ctx.size[0] >= 1500
            left, middle, right = layout.columns(top, 300 if wide else 272, None, 380 if wide else 320)
            self._list(ctx, left)
            self._map(ctx, middle)
            self._card(ctx, right)
            ctx.p.vline(left.right - 1, top.y, top.bottom)
            ctx.p.vline(right.x, top.y, top.bottom)
        else:
            reading = self.tab in ("list", "card")
            low, top = layout.cut_bottom(body, 0 if reading else max(130, round(body.h * 0.46)))
            self._tabs(ctx, top)
        if low.h:
            self._board(ctx, low)
        self._foot(ctx, foot)
        if not self.tape.complete:
            self._reading(ctx, foot)
        if self.dialog is not None:
            self.dialog.draw(ctx)

    def _bar(self, ctx: Ctx) -> None:
        """Title, the switch between two lights, and the way back."""
        says = speech(ctx)
        scenario = self.session.scenario
        title = scenario.text(ctx.settings.lang, "title") if ctx.size[0] >= 1000 else ""
        below = ctx.t("replay.title") if title else says.day(scenario.day)
        free = widgets.top_bar(ctx, title=title, subtitle=below)
        back = ctx.t("replay.back")
        go = Rect(0, free.y, widgets.button_width(ctx, back, icon="arrow-left"), 32)
        go.right = free.right
        widgets.button(ctx, "replay.back", go, back, icon="arrow-left")
        self._light(ctx, Rect(free.x, free.y, go.x - 12 - free.x, 32))

    def _light(self, ctx: Ctx, area: Rect) -> None:
        """What was seen then, or what was true."""
        names = ("belief", "truth")
        long = [ctx.t(f"replay.{n}") for n in names]
        icons = ("eye", "binoculars")
        room = sum(ctx.p.type.width(w, "body", 600) for w in long) + 120
        words = long if room <= area.w else [ctx.t(f"replay.{n}_short") for n in names]
        widths = [round(ctx.p.type.width(w, "body", 600)) + 50 for w in words]
        x = max(area.x, area.right - sum(widths))
        box = Rect(x, area.y, sum(widths), area.h)
        ctx.p.box(box, fill=ctx.c.surface, line=ctx.c.line_strong, radius=6)
        for name, word, icon, wide in zip(names, words, icons, widths, strict=True):
            mine = (name == "truth") == self.truth
            cell = Rect(x, area.y, wide, area.h)
            hit = f"replay.light.{name}"
            if mine or ctx.hovered(hit):
                ctx.p.fill(cell.inflate(-4, -4), ctx.c.accent_tint if mine else ctx.c.surface2, 5)
            color = ctx.c.accent_text if mine else ctx.c.text2
            ctx.p.icon_mid(cell.x + 18, cell.centery, icon, 16, color)
            ctx.p.text_mid(cell.x + 32, cell.centery, word, "body", color, weight=600)
            widgets.focus_ring(ctx, hit, cell.inflate(-6, -6))
            ctx.hit(hit, cell, "segment", label=word, payload=name, tooltip=ctx.t(f"replay.{name}_tip"))
            x += wide

    def _board_height(self, ctx: Ctx) -> int:
        needed = HEAD + len(self.session.system.vehicles) * row_height(ctx) + 12
        most = round(ctx.size[1] * 0.40)
        return max(min(needed, most), min(most, round(ctx.size[1] * 0.26)))

    def _list(self, ctx: Ctx, rect: Rect) -> None:
        key = (self.current, self.list_area.offset, self.tape.complete)
        self.regions.draw(
            ctx, "list", rect, key,
            lambda: replay_list.draw_list(ctx, rect, self.marks, self.words, self.current, self.list_area),
        )  # fmt: skip

    def _card(self, ctx: Ctx, rect: Rect) -> None:
        mark = self.marks[self.current] if self.current >= 0 else None
        shown = replay_card.Shown(
            session=self.view.session, mark=mark, row=self.row_now(ctx), words=self.words
        )  # fmt: skip
        key = (self.view.stamp, self.current, self.card_area.offset, len(self.session.ledger))
        self.regions.draw(
            ctx, "card", rect, key,
            lambda: replay_card.draw_card(ctx, rect, shown, self.view, self.card_area),
        )  # fmt: skip

    def _map(self, ctx: Ctx, rect: Rect) -> None:
        view, says = self.view, speech(ctx)
        if self.fitted != rect.size:
            self.fitted = rect.size
            view.map.fit(home_points(self.session.scenario.system, self.session.visible), rect)
        if self.map_busy:
            self.regions.forget("map")
        trips, stops = view.trips(says), view.stops(says)
        zones = map_zones(self.session.scenario.system, says)
        key = (*view.map_key, *view.map.key)
        self.regions.draw(
            ctx, "map", rect, key, lambda: view.map.draw(ctx, rect, trips=trips, stops=stops, zones=zones)
        )
        ctx.hits.push_clip(rect)
        with ctx.p.clip(rect):
            trucks = view.trucks(self.head.at_s)
            draw_trucks(ctx, rect, view.map.camera, trucks, night=False, flags=view.map.flags)
        ctx.hits.pop_clip()

    def _tabs(self, ctx: Ctx, rect: Rect) -> None:
        head, area = layout.cut_top(rect, 36)
        ctx.p.fill(head, ctx.c.surface)
        widgets.tabs(ctx, "replay.tab", head, [(n, ctx.t(f"replay.tab_{n}"), 0) for n in TABS], self.tab)
        if self.tab == "list":
            self._list(ctx, area)
        elif self.tab == "card":
            self._card(ctx, area)
        else:
            self._map(ctx, area)

    def _board(self, ctx: Ctx, rect: Rect) -> None:
        view = self.view
        now = int(self.head.at_s) if self.head.in_day else None
        note = ctx.t("replay.board_truth" if self.truth else "replay.board")
        title = 0 if view.board.columns.slim else ctx.p.type.width(ctx.t("board.title"), "h3") + 10
        note = ctx.p.type.fit([note, ""], view.board.columns.left - 32 - title, "small")
        look = BoardLook(vehicle=view.selection.vehicle, now_s=now, subtitle=note)
        line = round(view.board.axis.x(now, view.board.lane)) if now is not None else 0
        key = (view.stamp, view.selection.key, line, *view.board.key, self.truth)
        self.regions.draw(
            ctx, "board", rect, key, lambda: view.board.draw(ctx, rect, view.rows(speech(ctx)), look)
        )

    def _foot(self, ctx: Ctx, rect: Rect) -> None:
        left, right = layout.cut_left(rect, (LEFT if ctx.mode == "full" else LEFT_COMPACT) + 16)
        steps = (self.current + 1, len(self.marks))
        where = (int(self.head.at_s) // 60, self.head.in_day, steps)

        def controls() -> None:
            ctx.p.fill(left, ctx.c.surface)
            ctx.p.hline(left.x, left.right, left.y, ctx.c.line_strong)
            box = Rect(left.x + 16, left.y, left.w - 16, left.h)
            draw_controls(ctx, box, self.player, self.head, steps)

        key: tuple[object, ...] = (self.player.running, self.player.speed, *where)
        self.regions.draw(ctx, "controls", left, key, controls)
        ctx.p.fill(right, ctx.c.surface)
        ctx.p.hline(right.x, right.right, right.y, ctx.c.line_strong)
        area = Rect(right.x + 8, right.y + 2, right.w - 20, right.h - 4)
        key = (self.current, int(self.head.at_s) // 60 if ctx.focused("replay.line") else 0, self.head.in_day)
        self.regions.draw(
            ctx, "line", area, key, lambda: draw_line(ctx, area, self.line, self.head, self.current)
        )
        draw_head(ctx, area, self.line, self.head)
        self._below_pointer(ctx, area)

    def _below_pointer(self, ctx: Ctx, area: Rect) -> None:
        """What lies below the pointer on the line, above it."""
        x, y = ctx.memory.mouse
        if not area.collidepoint(x, y) or ctx.hits.covered:
            return
        says = speech(ctx)
        mark, head = self.line.near(x), self.line.head_at(x)
        clock = says.clock(int(head.at_s)) if head.in_day else ctx.t("replay.planning")
        if mark is not None:
            clock = says.clock(mark.at_s) if mark.in_day else clock
            clock = f"{clock}  {self.words.of(mark, says).title}"
        text = ctx.p.type.fit(clock, min(420, ctx.size[0] - 40), "small", 500)
        wide = round(ctx.p.type.width(text, "small", 500)) + 20
        box = layout.keep_inside(Rect(round(x) - wide // 2, area.y - 30, wide, 26), layout.pad(ctx.rect, 6))
        ctx.p.box(box, fill=ctx.c.ink, radius=6)
        ctx.p.text_mid(box.x + 10, box.centery, text, "small", ctx.c.on_ink, weight=500)

    def _reading(self, ctx: Ctx, foot: Rect) -> None:
        """The log is still being read: jumping far takes longer."""
        ctx.p.fill(Rect(foot.x, foot.y, round(foot.w * self.tape.share), 2), ctx.c.accent)
