"""The board: order list, map, side panel and planboard with one selection. Here a plan is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.domain.commands import Accept, Begin, Command, Dispatch, Place, Redo, Undo, to_text
from game.domain.evaluation import Finding
from game.session import Session
from game.ui import board_dialogs, board_hand, findings_panel, order_list, palette_board
from game.ui.board_tool import Deed
from game.ui.board_view import BlockRef
from game.ui.context import Activate, Back, Changed, Ctx, Drag, Key, UiEvent
from game.ui.desk import Hand
from game.ui.drop_preview import Preview, error_text
from game.ui.explain_dialog import ExplainDialog, Explained, ExplainRef
from game.ui.host import Host, bar_event, speech
from game.ui.map_view import MapStop
from game.ui.moment_dialog import MomentDialog
from game.ui.motion import Tween
from game.ui.screen import Outcome, Replace, Summon
from game.ui.screens import board_drag, board_edit
from game.ui.screens.board_frame import BoardFrame
from game.ui.screens.board_keys import on_key, walk_stops
from game.ui.screens.board_tools import show_words, tools_of
from game.ui.theme import Motion

MARK_MS = 15_000


class BoardScreen(BoardFrame):
    """See the module text. `host` is the program around it; the desk keeps what must survive leaving."""

    def __init__(self, host: Host, session: Session) -> None:
        super().__init__(host, session)
        self._marked_ms: int | None = None
        self._trouble = ""
        self.tools = tools_of(self)
        if session.phase == "briefing":
            session.do(Begin())

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """One event; a dialog takes them all."""
        self._alive(ctx)
        if self.explain is not None:
            self.explain.handle(event, ctx)
            self.explain = None if self.explain.closed else self.explain
            return None
        if self.moment is not None:
            self.moment.handle(event, ctx)
            if self.moment.closed:
                self.moment = None
            return None
        if self.dialog:
            return self._in_dialog(event, ctx)
        if any(tool.handle(event, ctx) for tool in reversed(self.tools)):
            return None
        if board_edit.in_menu(self, event, ctx):
            return None
        return None if self._pointed(event, ctx) else self._other(event, ctx)

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

    def _dispatch(self, ctx: Ctx) -> Outcome:
        self.dialog = ""
        return Replace(self.host.screen_for(self.session)) if self.do(Dispatch(), ctx) else None

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

    def _activate(self, event: Activate, ctx: Ctx) -> Outcome:
        desk, plan, name = self.desk, self.session.plan, event.id
        if board_edit.activated(self, event, ctx):
            return None
        match event.payload:
            case BlockRef() as ref:
                desk.selection.choose_stop(ref.vehicle, ref.stop, plan)
                if event.double:
                    self.show_tab("trip")
            case MapStop() as stop:
                self._on_map(stop, ctx)
            case ExplainRef() as ref:
                source = Explained(self.session.system, desk.judged(), self.session.plan.given)
                self.explain = ExplainDialog(source, ref)
            case Finding() as finding:
                self._find(finding, ctx)
            case Preview() as preview:
                self._take(preview, ctx)
            case str(value):
                self._named(name, value, event, ctx)
            case _:
                self._button(name, ctx)
        return None

    def _on_map(self, stop: MapStop, ctx: Ctx) -> None:
        desk, plan = self.desk, self.session.plan
        order, vehicle, index = board_hand.map_order(desk, stop)
        if vehicle:
            desk.selection.choose_stop(vehicle, index, plan)
        elif order:
            desk.selection.choose_order(order, plan)
        self._reveal(ctx)

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
        elif kind in ("row", "group", "night", "hours"):
            desk.selection.choose_vehicle(value)
            desk.board.show(value)
            if kind == "hours" or event.double:
                self.show_tab("trip")
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
        acts: dict[str, Callable[[], object]] = {
            "undo": lambda: self.do(Undo(), ctx),
            "redo": lambda: self.do(Redo(), ctx),
            "orders.search": lambda: self.search(ctx),
            "insp.open": lambda: self.show_tab("trip"),
            "stop.prev": lambda: walk_stops(self, -1),
            "stop.next": lambda: walk_stops(self, 1),
        }
        if name in acts:
            acts[name]()
        elif name == "dispatch":
            self.dialog = "dispatch"
        elif name == "hint.close":
            desk.hint_seen = True
        elif name == "orders.fold":
            desk.list.folded = not desk.list.folded
        elif name == "orders.everything":
            desk.list.show_all()
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
        desk, name = self.desk, findings_panel.name_of(finding)
        desk.taught = "" if desk.taught == name else name
        if finding.subject in self.session.system.orders:
            desk.selection.choose_order(finding.subject, self.session.plan)
        elif finding.vehicle:
            board_edit.choose_place(desk, finding.vehicle, finding.subject)
        elif finding.subject in self.session.system.sites.grids:
            board_edit.choose_depot(desk, finding.subject)
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
