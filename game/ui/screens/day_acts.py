"""The running day without its paint: what is selected, the clock, keys, dragging and acts."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from game.domain.evaluation import Evaluation
from game.domain.scenario import Message
from game.ui.board_axis import BoardAxis
from game.ui.board_grip import Grip
from game.ui.board_menu import Menu
from game.ui.board_view import BlockRef, BoardView
from game.ui.clock_bar import SPEEDS, Clockwork
from game.ui.context import Activate, Ctx, Drag, Key
from game.ui.day_desk import Desk, Said, refused
from game.ui.day_details import ROW as STOP_ROW
from game.ui.day_details import Advice, can_change
from game.ui.day_hand import Hand
from game.ui.day_map import DayMap
from game.ui.day_model import DayModel
from game.ui.day_watch import News, Watch
from game.ui.explain_dialog import ExplainDialog, Explained, ExplainRef
from game.ui.inbox_panel import truck_word
from game.ui.map_view import MapStop, MapTruck, MapView
from game.ui.moment_dialog import MomentDialog
from game.ui.regions import Regions
from game.ui.screen import BaseScreen
from game.ui.screens import day_edit
from game.ui.selection import Selection
from game.ui.state import ScrollArea
from game.ui.triage import TriageItem

if TYPE_CHECKING:
    from game.session import Session
    from game.ui.host import Host

LETTERS = "abcdef"


class DayActs(BaseScreen):
    """State of the screen and everything that a key, a click or the clock does to it."""

    def __init__(self, host: Host, session: Session) -> None:
        self.host, self.session, self.desk = host, session, Desk(session)
        self.work = Clockwork(shown_s=float(session.clock_s))
        self.model = DayModel(session)
        self.watch = Watch(session, self.model)
        self.map, self.scene = MapView(), DayMap(session, self.model)
        self.board = BoardView(_axis(session))
        self._axis_key = self.board.axis.key
        self.selection = Selection()
        self.message = self.choice = ""
        self.advice: Advice | None = None
        self.tab = "first"
        self.triage_scroll, self.side_scroll = ScrollArea(), ScrollArea()
        self.regions = Regions()
        self.map_busy = True
        self.news: list[News] = []
        self.hand: Hand | None = None
        self.grip: Grip | None = None
        self.menu: Menu | None = None
        self.dialog: MomentDialog | ExplainDialog | None = None
        self.ringing = False
        self._open_first()
        # A world with many road lines holds a million objects that never change: walking over them in
        # search of cycles would stop the clock on screen for more than half a second now and then.
        gc.freeze()

    def _open_first(self) -> None:
        """A day that is gone on with shows the message or the decision that waits."""
        self.inbox()
        for moment in self.session.open_moments()[:1]:
            self.dialog = MomentDialog(self.session, moment.id)

    @property
    def vehicle(self) -> str:
        """The selected trip."""
        return self.selection.vehicle

    @property
    def order(self) -> str:
        """The selected order."""
        return self.selection.order

    def widen_axis(self) -> None:
        """Trips that run late stay in view, as long as nobody chose other hours."""
        axis, ends = self.board.axis, [t.end_s for t in self.model.expected]
        if axis.key == self._axis_key and ends:
            axis.to_s = max(axis.to_s, min(axis.high_s, max(ends) + 5400.0))
            self._axis_key = axis.key

    # -- time ----------------------------------------------------------------------------------
    def tick(self, now_ms: int) -> bool:
        """Let the clock run; the day stops by itself where it wants attention."""
        moving = self.hand is not None and self.hand.slots.work(6.0, self.hand.vehicle)
        moving |= self.menu is not None and self.menu.acts.work(6.0)
        if self.session.phase == "day" and not self.held:
            moving |= self.work.run(now_ms, self.session.clock_s, self._advance)
        self.map_busy = self.map.tick(now_ms)
        return self.map_busy or moving or self.ringing or bool(self.news)

    @property
    def held(self) -> bool:
        """A decision is on the table: the clock waits for it."""
        return self.dialog is not None or self.menu is not None

    def _advance(self, to_s: int) -> None:
        news = self.watch.advance(to_s, eager=self.work.until, lang=self.host.language)
        self.news += news
        if any(n.stops for n in news) or self.session.phase != "day":
            self.work.pause()
        for item in news:
            if item.select:
                self.select_id(item.select)

    def toggle(self) -> None:
        """Run or pause."""
        if self.work.paused:
            self.work.go()
        else:
            self.work.pause()

    # -- selection -----------------------------------------------------------------------------
    def select(self, vehicle: str = "", order: str = "", message: str = "", stop: int = -1) -> None:
        """One selection, seen in list, map, board and panel at once; `stop` is one of the truck's own."""
        now = (self.vehicle, self.order, self.message, self.selection.stop)
        changed = (vehicle, order, message, stop) != now
        self.selection.vehicle, self.selection.order, self.selection.stop = vehicle, order, stop
        self.message = message
        if changed:
            self.choice = ""
            self.advice = None
            self.side_scroll = ScrollArea(offset=self._stop_offset(vehicle, order, stop))
        if vehicle:
            self.board.show(vehicle)
        if (message or order or vehicle) and self.tab == "first":
            self.tab = "detail"

    def _stop_offset(self, vehicle: str, order: str, stop: int) -> float:
        """Scrolls the trip so that the selected stop, or the next one, is in view."""
        trip, state = self.model.trip(vehicle), self.session.day
        truck = state.truck(vehicle) if state else None
        if trip is None:
            return 0.0
        served = len(truck.stops) if truck else 0
        found = [i for i, s in enumerate(trip.stops) if s.stop.order == order and order]
        found = found or ([stop] if stop >= 0 else [])
        return float(STOP_ROW * max(0, (found[0] if found else served) - 2))

    def select_id(self, name: str) -> None:
        """Select what a row of "Wat eerst?" stands for."""
        kind, _, rest = name.partition(".")
        if kind == "order":
            self.select(self.session.plan.vehicle_of(rest) or "", rest)
        elif kind == "vehicle":
            self.select(rest)
        elif kind == "moment":
            self.dialog = MomentDialog(self.session, rest)
        elif kind == "message":
            item = next((i for i in self.model.items if i.id == name), None)
            about = next((m.subject for m in self.session.scenario.messages if m.id == rest), "")
            order = about if about in self.session.system.orders else ""
            vehicle = item.vehicle if item else self.session.plan.vehicle_of(order) or ""
            self.select(vehicle, order, rest)

    def open_message(self) -> Message | None:
        """The selected message while it wants an answer."""
        return next((m for m in self.session.open_messages() if m.id == self.message), None)

    def _step_item(self, step: int) -> None:
        """The next or previous row of "Wat eerst?"."""
        ids = [i.id for i in self.model.items]
        if not ids:
            return
        now = ids.index(self.chosen()) if self.chosen() in ids else (-1 if step > 0 else 0)
        number = (now + step) % len(ids)
        self.select_id(ids[number])
        self.triage_scroll.show(62 * number, 62)

    def chosen(self) -> str:
        """The row of the list that is selected now."""
        return f"message.{self.message}" if self.message else f"order.{self.order}" if self.order else ""

    def _walk(self, name: str) -> None:
        """Arrows on the planboard: up and down between trucks, left and right between stops."""
        names = [r.vehicle for r in self.model.rows]
        if not names:  # keys may come before the first frame made the rows
            return
        if name in ("up", "down"):
            step = 1 if name == "down" else -1
            now = names.index(self.vehicle) if self.vehicle in names else (-1 if step > 0 else len(names))
            self.select(names[min(len(names) - 1, max(0, now + step))])
            return
        trip = self.model.trip(self.vehicle)
        stops = trip.stops if trip else ()
        if stops:
            step = 1 if name == "right" else -1
            here = [i for i, s in enumerate(stops) if self.order and s.stop.order == self.order]
            now = (
                self.selection.stop
                if self.selection.stop >= 0
                else here[0 if step < 0 else -1]
                if here
                else -1
            )
            at = min(len(stops) - 1, max(0, now + step if now >= 0 else 0 if step > 0 else len(stops) - 1))
            order = stops[at].stop.order
            self.select(self.vehicle, order, stop=-1 if order else at)

    # -- keys ----------------------------------------------------------------------------------
    def key(self, event: Key, ctx: Ctx) -> None:
        """Everything by keyboard too; see the text of `game.ui.screens.day`."""
        name, message = event.name, self.open_message()
        if self._carry(name, ctx):
            return
        if not event.ctrl and day_edit.on_key(self, event, ctx):
            return
        if event.ctrl:
            if name in ("z", "y"):
                self.say(self.desk.undo() if name == "z" and not event.shift else self.desk.redo(), ctx)
        elif event.alt:
            self._move(name, ctx)
        elif message is None or not self._answer_key(name, message, ctx):
            self._plain_key(name, event, ctx)

    def _answer_key(self, name: str, message: Message, ctx: Ctx) -> bool:
        """Letters choose, Enter answers; True when used."""
        if name in LETTERS[: len(message.options)]:
            self.choice = message.options[LETTERS.index(name)].id
        elif name in ("return", "enter"):
            self.reply(ctx)
        else:
            return False
        return True

    def _plain_key(self, name: str, event: Key, ctx: Ctx) -> None:
        if name == "space":
            self.toggle()
        elif name.strip("[]") in ("1", "2", "3", "4"):
            self.work.go(SPEEDS[int(name.strip("[]")) - 1])
        elif name in ("up", "down", "left", "right"):
            self._walk(name)
        elif name in ("delete", "backspace") and self.order:
            self.say(self.desk.unplace(self.order), ctx)
        else:
            self._letter(name, event, ctx)

    def _letter(self, name: str, event: Key, ctx: Ctx) -> None:
        if name == "b":
            self.work.run_until()
        elif name == "n":
            self._step_item(-1 if event.shift else 1)
        elif name == "a":
            self.advise()
        elif name == "m" and self.order and can_change(self.session, self.order):
            self.work.pause()
            self.hand = Hand(self.session, self.model, self.order, keyboard=True)
        elif name in ("return", "enter") and self.advice and self.advice.proposal:
            self.take(ctx)
        elif name in ("+", "=", "-"):
            self.board.axis.zoom(1.5 if name != "-" else 1 / 1.5, self.session.clock_s)

    def _move(self, name: str, ctx: Ctx) -> None:
        """Alt+arrows: the selected order earlier, later, or to another truck."""
        if not self.order or name not in ("up", "down", "left", "right"):
            return
        step = 1 if name in ("right", "down") else -1
        said = (
            self.desk.nudge(self.order, step)
            if name in ("left", "right")
            else self.desk.shift(self.order, step)
        )
        if said is not None:
            self.say(said, ctx)

    # -- acts ----------------------------------------------------------------------------------
    def say(self, said: Said, ctx: Ctx) -> None:
        """Tell what came of an act; a selection that moved is followed."""
        key = said.key if said.ok else f"error.{said.key}"
        values = dict(said.values)
        if "vehicle" in values:
            values["vehicle"] = truck_word(self.session, str(values["vehicle"]))
        ctx.toast(ctx.t(key, **values), said.kind)
        self.advice = None
        if self.order:
            self.select(self.session.plan.vehicle_of(self.order) or "", self.order, self.message)

    def reply(self, ctx: Ctx) -> None:
        """Give the chosen answer; the next message that waits comes up."""
        message = self.open_message()
        if message is None or not self.choice:
            return
        said = self.desk.reply(message.id, self.choice)
        if said.ok:
            waiting = self.session.open_messages()
            self.select_id(f"message.{waiting[0].id}") if waiting else self.select(self.vehicle, self.order)
        self.say(said, ctx)

    def advise(self) -> None:
        """Ask for the best place of the selected order."""
        if self.order and can_change(self.session, self.order):
            self.work.pause()
            self.advice = self.desk.advise(self.order)

    def take(self, ctx: Ctx) -> None:
        """Accept the advice."""
        if self.advice is not None and self.advice.proposal:
            self.say(self.desk.take(self.advice), ctx)

    def drag(self, event: Drag, ctx: Ctx) -> bool:
        """Dragging an order from board, list, panel or map to the planboard; True when it was an order."""
        if day_edit.drag(self, event, ctx):
            return True
        if event.phase == "start":
            order = self._dragged(event.hit.payload)
            if order and can_change(self.session, order):
                self.work.pause()
                self.select(self.session.plan.vehicle_of(order) or "", order, self.message)
                self.hand = Hand(self.session, self.model, order)
        if self.hand is None:
            return bool(self._dragged(event.hit.payload))
        self.hand.aim(self.board, event.pos)
        if event.phase == "drop":
            self.drop(ctx)
        elif event.phase == "cancel":
            self.hand = None
        return True

    def _dragged(self, payload: object) -> str:
        """The order of what was grabbed."""
        match payload:
            case BlockRef() as ref:
                return ref.order
            case TriageItem() as item:
                return item.order if item.kind in ("unplanned", "late", "tight") else ""
            case MapStop() as stop:
                return self._order_at(stop.id)[1]
            case str() as word if word in self.session.system.orders:
                return word
        return ""

    def drop(self, ctx: Ctx) -> None:
        """Let go of what is in the hand."""
        hand, self.hand = self.hand, None
        if hand is None:
            return
        found, command = hand.preview(), hand.command()
        if command is not None:
            said = self.desk.place(command.order, command.vehicle, command.at, command.deliver_at)
            self.say(said, ctx)
        elif found is not None and found.error is not None:
            self.say(refused(found.error), ctx)

    def _carry(self, name: str, ctx: Ctx) -> bool:
        """Keys while an order is in the hand; True when used."""
        if self.hand is None:
            return False
        if name in ("up", "down", "left", "right"):
            self.hand.step(name)
            self.board.show(self.hand.vehicle)
        elif name in ("return", "enter", "m"):
            self.drop(ctx)
        return True

    def inbox(self) -> None:
        """The oldest message that waits."""
        waiting = self.session.open_messages()
        if waiting:
            self.select_id(f"message.{waiting[0].id}")

    def activate(self, event: Activate, ctx: Ctx) -> None:
        """Clicks, taps, and Enter on what has the focus."""
        if event.right and day_edit.right_click(self, event, ctx):
            return
        match event.payload:
            case ExplainRef() as ref:
                expected = Evaluation(trips=self.model.expected, kpi=self.model.kpi)
                source = Explained(
                    self.session.system, expected, self.session.plan.given, label="explain.expected"
                )
                self.dialog = ExplainDialog(source, ref)
            case TriageItem() as item:
                self.select_id(item.id)
            case BlockRef() as ref:
                self.select(ref.vehicle, ref.order, stop=-1 if ref.order else ref.stop)
            case MapStop() as stop:
                self._pick(stop.id)
            case MapTruck() as truck:
                self.select(truck.id)
            case str() as word:
                self._named(event.id, word)
            case _:
                self._pressed(event.id, ctx)

    def _pressed(self, name: str, ctx: Ctx) -> None:
        """Buttons."""
        if name == "reply.send":
            self.reply(ctx)
        elif name == "detail.take":
            self.take(ctx)
        elif name == "reply.later":
            self.select(self.vehicle, self.order)
        else:
            acts = {"day.pause": self.toggle, "day.until": self.work.run_until, "top.inbox": self.inbox,
                    "detail.advise": self.advise}  # fmt: skip
            acts.get(name, lambda: None)()

    def _pick(self, name: str) -> None:
        """A stop on the map: `<vehicle>/<index>` or `<order>/<action>`; a depot is nothing to select."""
        vehicle, order = self._order_at(name)
        if order:
            self.select(vehicle, order)

    def _order_at(self, name: str) -> tuple[str, str]:
        """(vehicle, order) of a stop on the map; empty for a depot."""
        owner, _, rest = name.partition("/")
        trip = self.model.trip(owner)
        if trip is not None and rest.isdigit() and int(rest) < len(trip.stops):
            return owner, trip.stops[int(rest)].stop.order
        return "", owner if owner in self.session.system.orders else ""

    def _named(self, name: str, word: str) -> None:
        if name.startswith("answer."):
            self.choice = word
        elif name.startswith(("row.", "hours.")):
            self.select(word)
        elif name.startswith("detail.stop."):
            self.select(self.vehicle, word)
        elif name.startswith("day.tab."):
            self.tab = word
        elif name.startswith("day.speed."):
            self.work.go(int(word))


def _axis(session: Session) -> BoardAxis:
    """From half an hour before the first truck to well after the last one is planned home."""
    trips = session.planned_judged.trips if session.planned_judged else ()
    low = min((t.start_s for t in trips), default=6 * 3600)
    high = max((t.end_s for t in trips), default=18 * 3600)
    return BoardAxis(from_s=low - 1800, to_s=high + 7200, low_s=min(0, low - 3600), high_s=high + 6 * 3600)
