"""The board: order list, map, side panel and planboard with one selection. Here a plan is made."""

from __future__ import annotations

from collections.abc import Sequence

from game.domain.commands import Begin, Command, Dispatch, HandIn, Place
from game.domain.measurement import AID
from game.session import Session
from game.ui import board_dialogs, board_hand, no_help, palette_board
from game.ui.board_tool import Deed
from game.ui.context import Activate, Back, Changed, Ctx, Drag, Key, UiEvent
from game.ui.desk import Hand
from game.ui.disk_watch import DiskWatch
from game.ui.drop_preview import error_text
from game.ui.host import Host, bar_event
from game.ui.moment_dialog import MomentDialog
from game.ui.motion import Tween
from game.ui.screen import Outcome, Replace, Summon
from game.ui.screens import board_clicks, board_drag, board_edit
from game.ui.screens.board_frame import BoardFrame
from game.ui.screens.board_keys import on_key
from game.ui.screens.board_tools import show_words, tools_of
from game.ui.theme import Motion

MARK_MS = 15_000


class BoardScreen(BoardFrame):
    """See the module text. `host` is the program around it; the desk keeps what must survive leaving."""

    def __init__(self, host: Host, session: Session) -> None:
        super().__init__(host, session)
        self._marked_ms: int | None = None
        self._disk = DiskWatch(host, session)
        self.tools = tools_of(self)
        self._helped = no_help.shown(session)
        if session.phase == "briefing":
            session.do(Begin())

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """One event; a dialog takes them all."""
        self._alive(ctx)
        if self._on_top(event, ctx):
            return None
        if self.dialog:
            return self._in_dialog(event, ctx)
        if any(tool.handle(event, ctx) for tool in reversed(self.tools)):
            return None
        if board_edit.in_menu(self, event, ctx):
            return None
        return None if self._pointed(event, ctx) else self._other(event, ctx)

    def _on_top(self, event: UiEvent, ctx: Ctx) -> bool:
        """What lies above everything else takes the event."""
        if any(tool.urgent(event) and tool.handle(event, ctx) for tool in reversed(self.tools)):
            return True
        if self.explain is not None:
            self.explain.handle(event, ctx)
            self.explain = None if self.explain.closed else self.explain
            return True
        if self.moment is not None:
            self.moment.handle(event, ctx)
            self.moment = None if self.moment.closed else self.moment
            return True
        return False

    def draw(self, ctx: Ctx) -> None:
        """Everything, and at the very last what stands beside a dialog."""
        self._disk.look(ctx)
        super().draw(ctx)
        for tool in self.tools:
            tool.draw_over(ctx)

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """For the command palette."""
        return palette_board.deeds(self, ctx)

    def _pointed(self, event: UiEvent, ctx: Ctx) -> bool:
        """Drags, and what map and board do by themselves."""
        if isinstance(event, Drag) and (board_drag.drag(self, event, ctx) or self._drag(event, ctx)):
            return True
        if self.desk.map.handle(event):
            self._map_busy = True
            return True
        return self.desk.board.handle(event)

    def _other(self, event: UiEvent, ctx: Ctx) -> Outcome:
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
                if left is not None:
                    return left
                board_clicks.activated(self, event, ctx)
            case Changed(id="orders.find"):
                self.desk.list.scroll.offset = 0
        return None

    def _alive(self, ctx: Ctx) -> None:
        """Time in which the player does something counts as planning time; and is there help by now?"""
        if no_help.shown(self.session) != self._helped:
            self._helped, self.tools = not self._helped, tools_of(self)
        if self._marked_ms is None:
            self._marked_ms = ctx.now_ms
        if ctx.now_ms - self._marked_ms >= MARK_MS:
            self._marked_ms = ctx.now_ms
            self.session.mark()

    def _in_dialog(self, event: UiEvent, ctx: Ctx) -> Outcome:
        match event:
            case Activate(id="dispatch.go"):
                return self._dispatch(ctx)
            case Key(name="return" | "enter") if self.dialog == "dispatch":
                return self._dispatch(ctx)
            case Back() | Activate(id="keys.close" | "dispatch.back") | Key(name="?" | "f1"):
                self.dialog = ""
            case Activate(id="keys.words"):
                self.dialog = ""
                show_words(self.tools, ctx)
            case Activate(id="keys.palette"):
                self.dialog = ""
                return Summon("palette")
            case Key(name="return" | "enter") if self.dialog == "keys":
                self.dialog = ""
            case Key(name="up" | "down" as name) if self.dialog == "keys":
                board_dialogs.KEYS_SCROLL.by(60 if name == "down" else -60)
        return None

    def ask_to_issue(self, _: Ctx) -> None:
        """Ask before the plan goes out, or is handed in; in a measurement decisions are not passed over."""
        waiting = self.session.open_moments() if self.session.handed_in else ()
        if waiting:
            self.moment = MomentDialog(self.session, waiting[0].id)
        else:
            self.dialog = "dispatch"

    def _dispatch(self, ctx: Ctx) -> Outcome:
        self.dialog = ""
        by_hand = self.session.aid == AID and not self.session.helped
        if not self.do(HandIn() if by_hand else Dispatch(), ctx):
            return None
        if by_hand:
            ctx.toast(ctx.t("measure.handed_in"), "ok")
            self.desk.tab = "post" if self.session.open_moments() else self.desk.tab
        return Replace(self.host.screen_for(self.session))

    def _back(self) -> Outcome:
        desk = self.desk
        if desk.hand is not None or desk.grip is not None:
            desk.hand = desk.grip = None
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
        ctx.cue("accept" if outcome.ok else "refuse")
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
        if no_help.refused(self.session, ctx):
            return
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
