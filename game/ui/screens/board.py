"""The board: order list, map, side panel and planboard with one selection. Here a plan is made."""

from __future__ import annotations

import pygame

from game.domain.commands import Accept, Begin, Command, Dispatch, Place, Redo, Undo, to_text
from game.domain.evaluation import Finding
from game.session import Session
from game.ui import board_dialogs, board_hand, kpi_panel, layout, order_list, side_panel, widgets
from game.ui.board_paint import row_height
from game.ui.board_view import HEAD, BlockRef, BoardLook
from game.ui.context import Activate, Back, Changed, Ctx, Drag, Key, UiEvent
from game.ui.desk import Hand, desk_of
from game.ui.drop_preview import Preview, error_text
from game.ui.host import Host, bar_event, phases, speech
from game.ui.map_model import home_points
from game.ui.map_view import MapStop
from game.ui.moment_dialog import MomentDialog
from game.ui.motion import Tween, on_curve
from game.ui.regions import Regions
from game.ui.screen import BaseScreen, Outcome, Replace
from game.ui.screens.board_keys import on_key
from game.ui.theme import Motion, Space

Rect = pygame.Rect
MARK_MS = 15_000
SLOT_MS = 5.0
"""Time per frame for working out places, so that a frame stays short."""
STRIP = 28


class BoardScreen(BaseScreen):
    """See the module text. `host` is the program around it; the desk keeps what must survive leaving."""

    def __init__(self, host: Host, session: Session) -> None:
        self.host, self.session = host, session
        self.desk = desk_of(session)
        self.regions = Regions()
        self.dialog = ""
        """`keys`, `dispatch` or nothing."""
        self.moment: MomentDialog | None = None
        self.list_rect = Rect(0, 0, 0, 0)
        self._now = 0
        self._marked_ms: int | None = None
        self._map_busy = True
        self._glide: tuple[str, tuple[float, float], Tween] | None = None
        self._second = -1
        self._trouble = ""
        if session.phase == "briefing":
            session.do(Begin())

    # -- drawing -----------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """Everything, from the kept regions up to the dialogs."""
        self._now = ctx.now_ms
        desk = self.desk
        self.regions.draw(
            ctx, "bar", Rect(0, 0, ctx.size[0], Space.TOP_BAR), self._bar_key(), lambda: self._bar(ctx)
        )
        body = Rect(0, Space.TOP_BAR, ctx.size[0], max(0, ctx.size[1] - Space.TOP_BAR))
        if ctx.mode == "full":
            self._full(ctx, body)
        else:
            self._compact(ctx, body)
        self._gliding(ctx)
        board_hand.draw_overlay(ctx, desk)
        if self.moment is not None:
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
        left = order_list.FOLDED if desk.list.folded else 300 if wide else 252
        list_rect, rest = layout.cut_left(above, left)
        panel, middle = layout.cut_right(rest, 360 if wide else 308)
        self._list(ctx, list_rect)
        self._map(ctx, middle)
        self._panel(ctx, panel)
        self._board(ctx, board)
        ctx.p.vline(list_rect.right - 1, above.y, above.bottom, ctx.c.line)
        ctx.p.vline(panel.x, above.y, above.bottom, ctx.c.line)

    def _board_height(self, ctx: Ctx, body: Rect) -> int:
        count = len(self.session.system.vehicles)
        needed = HEAD + count * row_height(ctx) + 28 + 12
        most = round(ctx.size[1] * 0.45)
        return min(body.h - 120, max(min(needed, most), min(most, round(ctx.size[1] * 0.24))))

    def _compact(self, ctx: Ctx, body: Rect) -> None:
        desk = self.desk
        strip, body = layout.cut_top(body, STRIP)
        judged = desk.judged().kpi
        reference = self.session.reference.kpi if self.session.reference else None
        key = (desk.stamp,)
        self.regions.draw(ctx, "strip", strip, key,
                          lambda: kpi_panel.draw_strip(ctx, strip, judged, self.session.naive.kpi, reference))  # fmt: skip
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

    def _bar_key(self) -> tuple[object, ...]:
        s = self.session
        return self.desk.stamp, s.can_undo(), s.can_redo(), len(s.open_moments())

    def _bar(self, ctx: Ctx) -> None:
        s, lang = self.session, speech(ctx)
        title = s.scenario.text(ctx.settings.lang, "title")
        free = widgets.top_bar(ctx, title=title, subtitle=lang.day(s.scenario.day), phases=phases(ctx),
                               current="plan", inbox=len(s.open_moments()))  # fmt: skip
        variants = (ctx.t("board.dispatch"), ctx.t("board.dispatch_short"))
        room = min(widgets.button_width(ctx, variants[0], icon="play") + 8, max(90, free.w - 84))
        go = Rect(free.right - room, free.y, room, 32)
        widgets.button(
            ctx, "dispatch", go, variants, kind="primary", icon="play", tooltip=ctx.t("board.dispatch_tip")
        )
        for i, (name, enabled) in enumerate((("redo", s.can_redo()), ("undo", s.can_undo()))):
            box = Rect(go.x - 44 - 36 * i, free.y, 32, 32)
            widgets.icon_button(ctx, name, box, name, label=ctx.t(f"board.{name}"), enabled=enabled)

    def _list(self, ctx: Ctx, rect: Rect, *, foldable: bool = True) -> None:
        desk, lang = self.desk, speech(ctx)
        self.list_rect = rect
        carried = desk.hand.order if desk.hand else ""
        key = (desk.stamp, desk.list.key, desk.selection.key, carried)
        self.regions.draw(
            ctx, "list", rect, key,
            lambda: order_list.draw(ctx, rect, desk.list, desk.entries(lang), desk.items(lang), desk.selection,
                                    carried, foldable=foldable),
        )  # fmt: skip

    def _map(self, ctx: Ctx, rect: Rect) -> None:
        desk, lang = self.desk, speech(ctx)
        if not desk.map_fitted and rect.w > 60:
            desk.map_fitted = True
            desk.map.fit(home_points(self.session.system, self.session.visible), rect)

        def paint() -> None:
            desk.map.draw(ctx, rect, trips=desk.map_trips(), stops=desk.map_stops(lang))

        if self._map_busy:
            self.regions.forget("map")
        key = (desk.stamp, desk.selection.key, desk.map.camera)
        self.regions.draw(ctx, "map", rect, key, paint)

    def _hint(self, ctx: Ctx, rect: Rect) -> None:
        """What to do first; gone with the first planned order."""
        lines = ctx.p.type.wrap(ctx.t("board.hint"), min(560, rect.w - 120), "body")
        width = round(max(ctx.p.type.width(line, "body") for line in lines)) + 80
        box = layout.centered(rect, width, 20 * len(lines) + 16)
        box.bottom = rect.bottom - 12
        ctx.p.box(box, fill=ctx.c.surface, line=ctx.c.line_strong, radius=8)
        ctx.p.icon_mid(box.x + 20, box.centery, "hand-grab", 18, ctx.c.accent)
        for i, line in enumerate(lines):
            ctx.p.text(box.x + 38, box.y + 8 + 20 * i, line, "body")
        close = Rect(box.right - 30, box.y + 5, 26, 26)
        widgets.icon_button(ctx, "hint.close", close, "close", label=ctx.t("ui.close"))

    def _panel(self, ctx: Ctx, rect: Rect) -> None:
        desk = self.desk
        reckoning, order = desk.reckoning, desk.selection.order
        slots = desk.slots(order) if desk.tab == "advice" and order and desk.hand is None else None
        key = (desk.stamp, desk.tab, desk.scrolls[desk.tab].offset, order, self.session.revision, reckoning.state,
               len(reckoning.trace), round(reckoning.seconds(self._now)), frozenset(reckoning.chosen),
               slots.complete if slots else None)  # fmt: skip
        self.regions.draw(ctx, "panel", rect, key, lambda: side_panel.draw(ctx, rect, desk, self._now))

    def _board(self, ctx: Ctx, rect: Rect) -> None:
        desk, lang = self.desk, speech(ctx)
        hand = desk.hand
        slots = desk.slots(hand.order, hand.moving) if hand else None
        progress = (len(slots.found), frozenset(slots.done)) if slots else None
        count = len(self.session.plan.trips)
        look = BoardLook(vehicle=desk.selection.vehicle, order=desk.selection.order,
                         subtitle=ctx.t("board.trips", n=count))  # fmt: skip

        def paint() -> None:
            desk.board.draw(ctx, rect, board_hand.shown_rows(desk, desk.rows(lang), lang), look)
            board_hand.paint_slots(ctx, desk)
            if not desk.hint_seen and not self.session.plan.trips and hand is None:
                self._hint(ctx, desk.board.body.clip(desk.board.lane))

        key = (desk.stamp, desk.selection.key, desk.board.key, progress, hand.order if hand else "",
               desk.hint_seen)  # fmt: skip
        if desk.board.wants_show:
            self.regions.forget("board")
        self.regions.draw(ctx, "board", rect, key, paint)

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
        moving = busy or self._glide is not None
        if desk.hand is not None:
            moving |= desk.slots(desk.hand.order, desk.hand.moving).work(SLOT_MS, desk.hand.vehicle)
        elif desk.tab == "advice" and desk.selection.order:
            slots = desk.slots(desk.selection.order)
            if slots.work(SLOT_MS):
                moving |= slots.complete
        return moving

    def poll(self) -> bool:
        """News of the solver; a running search redraws once a second."""
        reckoning = self.desk.reckoning
        if reckoning.state != "running":
            return False
        news = reckoning.poll(self.host.solver(), self.session, self._now)
        second = int(reckoning.seconds(self._now))
        changed, self._second = second != self._second, second
        return news or changed

    # -- events ------------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """One event; a dialog takes them all."""
        self._alive(ctx)
        if self.moment is not None:
            self.moment.handle(event, ctx)
            if self.moment.closed:
                self.moment = None
            return bar_event(self.host, event, ctx) if isinstance(event, Activate) else None
        if self.dialog:
            return self._in_dialog(event, ctx)
        if isinstance(event, Drag) and self._drag(event, ctx):
            return None
        if self.desk.map.handle(event):
            self._map_busy = True
            return None
        if self.desk.board.handle(event):
            return None
        match event:
            case Back():
                return self._back()
            case Key():
                on_key(self, event, ctx)
            case Activate(id="top.inbox"):
                self.show_tab("post")
            case Activate(id="top.help"):
                self.dialog = "keys"
            case Activate():
                left = bar_event(self.host, event, ctx)
                return left if left is not None else self._activate(event, ctx)
            case Changed(id="orders.find"):
                self.desk.list.scroll.offset = 0
        return None

    def _alive(self, ctx: Ctx) -> None:
        """Time in which the player does something counts as planning time; and is the log safe?"""
        if self._marked_ms is None:
            self._marked_ms = ctx.now_ms
        if ctx.now_ms - self._marked_ms >= MARK_MS:
            self._marked_ms = ctx.now_ms
            self.session.mark()
        trouble = self.host.trouble(self.session)
        if trouble and trouble != self._trouble:
            ctx.toast(trouble, "bad")
        self._trouble = trouble

    def _in_dialog(self, event: UiEvent, ctx: Ctx) -> Outcome:
        match event:
            case Activate(id="dispatch.go"):
                self.dialog = ""
                if self.do(Dispatch(), ctx):
                    return Replace(self.host.screen_for(self.session))
            case Back() | Activate(id="keys.close" | "dispatch.back") | Key(name="?" | "f1"):
                self.dialog = ""
            case Key(name="return" | "enter") if self.dialog == "keys":
                self.dialog = ""
        return None

    def _back(self) -> Outcome:
        desk = self.desk
        if desk.hand is not None:
            desk.hand = None
        elif desk.list.searching:
            desk.list.searching, desk.list.query.value = False, ""
        elif desk.selection.order or desk.selection.vehicle:
            desk.selection.clear()
        else:
            return Replace(self.host.menu())
        return None

    def _drag(self, event: Drag, ctx: Ctx) -> bool:
        desk = self.desk
        if event.phase == "start":
            desk.hand = board_hand.take_up(desk, event.hit)
            if desk.hand is not None:
                desk.selection.choose_order(desk.hand.order, self.session.plan)
        if desk.hand is None:
            return False
        if event.phase == "cancel":
            desk.hand = None
            return True
        board_hand.aim(desk, event.pos, self.list_rect)
        if event.phase == "drop":
            self.drop(ctx)
        return True

    def drop(self, ctx: Ctx) -> None:
        """Let go of the order in the hand, or say why it cannot lie here."""
        desk, hand = self.desk, self.desk.hand
        if hand is None:
            return
        command = board_hand.drop_command(desk)
        start = hand.pos
        desk.hand = None
        if command is None:
            if hand.source != "keys":
                ctx.toast(ctx.t("board.nowhere"), "info")
            return
        if self.do(command, ctx) and isinstance(command, Place):
            desk.selection.choose_order(hand.order, self.session.plan)
            desk.board.show(command.vehicle)
            if not ctx.settings.less_motion and hand.source != "keys":
                self._glide = (hand.order, start, Tween(0, 1, ctx.now_ms, Motion.MOVE))

    def do(self, command: Command, ctx: Ctx) -> bool:
        """Carry out a command; a refusal is told in a sentence."""
        outcome = self.session.do(command)
        self.revision += 1
        if outcome.error is not None:
            ctx.toast(error_text(ctx, outcome.error), "bad")
        return outcome.ok

    def show_tab(self, name: str) -> None:
        """Open a tab of the side panel, wherever that is."""
        self.desk.tab, self.desk.area = name, "panel"

    def choose(self, order: str) -> None:
        """Select an order and bring it into view in list and board."""
        desk = self.desk
        desk.selection.choose_order(order, self.session.plan)
        if desk.selection.vehicle:
            desk.board.show(desk.selection.vehicle)

    def _activate(self, event: Activate, ctx: Ctx) -> Outcome:
        desk, plan, name = self.desk, self.session.plan, event.id
        match event.payload:
            case BlockRef() as ref:
                desk.selection.choose_stop(ref.vehicle, ref.stop, plan)
            case MapStop() as stop:
                order, vehicle, index = board_hand.map_order(desk, stop)
                if vehicle:
                    desk.selection.choose_stop(vehicle, index, plan)
                elif order:
                    desk.selection.choose_order(order, plan)
                self._reveal(ctx)
            case Finding() as finding:
                self._find(finding, ctx)
            case Preview() as preview:
                self._take(preview, ctx)
            case str(value):
                self._named(name, value, event, ctx)
            case _:
                self._button(name, ctx)
        return None

    def _reveal(self, ctx: Ctx) -> None:
        """Scroll list and board to what was chosen elsewhere."""
        desk = self.desk
        if desk.selection.order:
            order_list.show(desk.list, desk.entries(speech(ctx)), desk.selection.order)
        if desk.selection.vehicle:
            desk.board.show(desk.selection.vehicle)

    def _named(self, name: str, value: str, event: Activate, ctx: Ctx) -> None:
        desk = self.desk
        kind = name.split(".", maxsplit=1)[0]
        if kind == "order":
            again = desk.selection.order == value and (ctx.memory.focus_visible or event.double)
            self.choose(value)
            if again:
                self.take_in_hand(ctx)
        elif kind in ("row", "group"):
            desk.selection.choose_vehicle(value)
            desk.board.show(value)
        elif kind == "filter":
            desk.list.filter, desk.list.scroll.offset = value, 0
        elif kind == "tab":
            self.show_tab(value)
        elif kind == "area":
            desk.area = value
        elif kind == "moment":
            self.moment = MomentDialog(self.session, value)
        elif kind == "part":
            desk.reckoning.chosen ^= {value}

    def _button(self, name: str, ctx: Ctx) -> None:
        desk = self.desk
        if name == "undo":
            self.do(Undo(), ctx)
        elif name == "redo":
            self.do(Redo(), ctx)
        elif name == "dispatch":
            self.dialog = "dispatch"
        elif name == "hint.close":
            desk.hint_seen = True
        elif name == "orders.fold":
            desk.list.folded = not desk.list.folded
        elif name == "orders.sort":
            desk.list.by_window = not desk.list.by_window
        elif name == "orders.search":
            self.search(ctx)
        elif name == "finding.unplanned":
            desk.list.filter, desk.area, desk.list.folded = "open", "list", False
        elif name.startswith("reckon."):
            self.reckon(name.removeprefix("reckon."), ctx)

    def search(self, ctx: Ctx) -> None:
        """Open or close the search field."""
        state = self.desk.list
        state.searching = not state.searching
        state.query.value, state.query.caret = "", 0
        if state.searching:
            self.desk.area, state.folded = "list", False
            ctx.memory.focus = "orders.find"

    def reckon(self, what: str, ctx: Ctx) -> None:
        """Start, stop, take over or put aside a whole plan of the computer."""
        reckoning = self.desk.reckoning
        self.show_tab("advice")
        if what == "start" and reckoning.state != "running":
            reckoning.start(self.host.solver(), self.session, ctx.now_ms)
        elif what == "stop":
            reckoning.stop(self.host.solver(), self.session, ctx.now_ms)
        elif what == "accept" and reckoning.state == "ready":
            outcome = reckoning.accept(self.session)
            if outcome.error is not None:
                ctx.toast(error_text(ctx, outcome.error), "bad")
        elif what == "reject" and reckoning.state == "ready":
            reckoning.reject(self.session)

    def _find(self, finding: Finding, ctx: Ctx) -> None:
        if finding.subject in self.session.system.orders:
            self.desk.selection.choose_order(finding.subject, self.session.plan)
        elif finding.vehicle:
            self.desk.selection.choose_vehicle(finding.vehicle)
        self._reveal(ctx)

    def _take(self, preview: Preview, ctx: Ctx) -> None:
        """Take over a best place: the advice is logged, then accepted."""
        order = getattr(preview.command, "order", "")
        note = {"order": order}
        proposal = self.session.log_proposal("place", [to_text(preview.command)], note)
        if self.do(Accept(proposal=proposal.id), ctx):
            self.choose(order)

    def take_in_hand(self, ctx: Ctx) -> None:
        """Aim the selected order with the keys, beginning where it is."""
        desk, plan = self.desk, self.session.plan
        order = desk.selection.order
        if not order:
            ctx.toast(ctx.t("board.choose_first"), "info")
            return
        vehicle = plan.vehicle_of(order) or min(self.session.system.vehicles)
        moving = board_hand.moving_of(desk, vehicle, desk.selection.stop)
        desk.hand = Hand(order=order, source="keys", moving=moving, over="board", vehicle=vehicle)
        low, high = board_hand.limits(desk, vehicle)
        trip = plan.trip_of(vehicle)
        own = next((i for i, s in enumerate(trip.stops) if s.order == order), high) if trip else high
        desk.hand.at = min(high, max(low, own))
        desk.board.show(vehicle)
        ctx.memory.focus = None
