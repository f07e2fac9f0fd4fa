"""The running day: what is selected in list, map, board and panel at once, and the clock that runs."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from game.diary import Diary
from game.domain.scenario import Message
from game.triage import SOON_S, pressing
from game.ui.board_axis import BoardAxis
from game.ui.board_grip import Grip
from game.ui.board_menu import Menu
from game.ui.board_view import BoardView
from game.ui.clock_bar import DEMO, DEMO_SLOW, Clockwork
from game.ui.day_desk import Desk
from game.ui.day_details import ROW as STOP_ROW
from game.ui.day_details import Advice
from game.ui.day_hand import Hand
from game.ui.day_map import DayMap
from game.ui.day_model import DayModel
from game.ui.day_phone import Phone
from game.ui.day_watch import News, Watch, ring_back
from game.ui.explain_dialog import ExplainDialog
from game.ui.map_view import MapView
from game.ui.moment_dialog import MomentDialog
from game.ui.regions import Regions
from game.ui.screen import BaseScreen
from game.ui.selection import Selection
from game.ui.state import ScrollArea

if TYPE_CHECKING:
    from game.session import Session
    from game.ui.host import Host

QUIET_AFTER_S = 6 * 60
"""So long after the last news the clock may hurry: six seconds, in which a line can be read (authored)."""


class DayChoice(BaseScreen):
    """State of the screen, its clock and its one selection."""

    def __init__(self, host: Host, session: Session) -> None:
        self.host, self.session, self.desk = host, session, Desk(session)
        self.work = Clockwork(shown_s=float(session.clock_s))
        if session.mode == "demo":
            self.work.speed, self.work.calm = DEMO, DEMO_SLOW
        self.model = DayModel(session)
        self.watch = Watch(session, self.model)
        self.map, self.scene = MapView(), DayMap(session, self.model)
        self.board = BoardView(_axis(session))
        self._axis_key = self.board.axis.key
        self.selection = Selection()
        self.message = self.choice = self.tone = ""
        self.diary, self.show = Diary(session), "all"
        self.insisted: frozenset[str] = frozenset()
        """Rows of "Wat eerst?" for which the player will not be slowed down again."""
        self._rows: frozenset[str] = frozenset()
        self._new_s = session.clock_s
        """When a row or news last came."""
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
        if self.session.open_messages():
            self.inbox()
        for moment in self.session.open_moments()[:1]:
            self.dialog = MomentDialog(self.session, moment.id)

    @property
    def phone(self) -> Phone:
        """Who rings, and what was read."""
        return self.model.phone

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
        moving |= self.model.work()
        if self.session.phase == "day" and not self.held:
            moving |= self.work.run(now_ms, self.session.clock_s, self._advance)
        self.map_busy = self.map.tick(now_ms)
        return self.map_busy or moving or self.ringing or bool(self.news)

    @property
    def held(self) -> bool:
        """A decision is on the table: the clock waits for it."""
        return self.dialog is not None or self.menu is not None

    def _advance(self, to_s: int) -> None:
        waiting, now_s = self.session.open_messages(), self.session.clock_s
        due_s = self.phone.due_s(waiting, now_s)
        back = due_s is not None and due_s <= to_s
        to_s = min(to_s, due_s) if due_s is not None else to_s
        news = self.watch.advance(to_s, eager=self.work.until, lang=self.host.language)
        call = self.phone.ringing(self.session.open_messages(), self.session.clock_s) if back else None
        if call is not None:
            news += [ring_back(call)]
        self.news += news
        self._new_s = self.session.clock_s if news else self._new_s
        if any(n.stops for n in news) or self.session.phase != "day":
            self.work.pause()
        for item in news:
            if item.select:
                self.select_id(item.select)

    def watch_pace(self) -> str:
        """Go slower while time runs out for something, or stop a run to the next thing that needs somebody.

        Returns the id of what it is when that begins.
        """
        found = [name for name in pressing(self.model.items) if name not in self.insisted]
        slow = bool(found) and self.session.phase == "day"
        began = slow and not self.work.slow and not self.work.paused and self.work.pace() > self.work.calm
        if began and self.work.until:
            self.insisted |= frozenset(found)
            self.work.pause()
            self.select_id(found[0])
            return found[0]
        self.work.slow = slow and not self.work.until
        self.work.quiet = self._quiet()
        return found[0] if began else ""

    def _quiet(self) -> bool:
        """Nothing new for a while, nothing that waits for an answer or for which time runs out soon."""
        rows, now_s = frozenset(i.id for i in self.model.items), self.session.clock_s
        if rows - self._rows:
            self._new_s = now_s
        self._rows = rows
        if now_s - self._new_s < QUIET_AFTER_S or self.session.open_messages():
            return False
        return not set(pressing(self.model.items, SOON_S)) - self.insisted

    def _insist(self) -> None:
        """The player knows what is pressing now, and goes on at his own pace."""
        self.insisted |= frozenset(pressing(self.model.items))
        self.work.slow = False

    def go(self, speed: int) -> None:
        """At another speed."""
        self._insist()
        self.work.go(speed)

    def run_until(self) -> None:
        """To the next thing that asks for attention."""
        self._insist()
        self.work.run_until()

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
            self.choice = self.tone = ""
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
            message = self.shown_message()
            if message is not None and message.kind != "call":
                self.phone.take(rest)

    def choose(self, option: str) -> None:
        """Pick an answer; how it is said, or the last answer, comes into view."""
        message = self.open_message()
        if message is None:
            return
        self.choice, self.tone = option, self.tone if self.choice == option else ""
        if message.tones or option == message.options[-1].id:
            self.side_scroll.offset = float(1 << 20)  # as far as it goes
        elif option == message.options[0].id:
            self.side_scroll.offset = 0.0

    def shown_message(self) -> Message | None:
        """The selected message, answered or not."""
        state = self.session.day
        if not self.message or state is None or self.message not in dict(state.messages):
            return None
        return next((m for m in self.session.scenario.messages if m.id == self.message), None)

    def open_message(self) -> Message | None:
        """The selected message while it wants an answer."""
        return next((m for m in self.session.open_messages() if m.id == self.message), None)

    def step_item(self, step: int) -> None:
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

    def inbox(self) -> None:
        """The oldest message that waits; else all messages of the day."""
        now_s = self.session.clock_s
        waiting = [m for m in self.session.open_messages() if self.phone.later.get(m.id, 0) <= now_s]
        if waiting:
            self.select_id(f"message.{waiting[0].id}")
            return
        self.select()
        self.show, self.side_scroll = "post", ScrollArea()

    def order_at(self, name: str) -> tuple[str, str]:
        """(vehicle, order) of a stop on the map; empty for a depot."""
        owner, _, rest = name.partition("/")
        trip = self.model.trip(owner)
        if trip is not None and rest.isdigit() and int(rest) < len(trip.stops):
            return owner, trip.stops[int(rest)].stop.order
        return "", owner if owner in self.session.system.orders else ""


def _axis(session: Session) -> BoardAxis:
    """From half an hour before the first truck to well after the last one is planned home."""
    trips = session.planned_judged.trips if session.planned_judged else ()
    low = min((t.start_s for t in trips), default=6 * 3600)
    high = max((t.end_s for t in trips), default=18 * 3600)
    return BoardAxis(from_s=low - 1800, to_s=high + 7200, low_s=min(0, low - 3600), high_s=high + 6 * 3600)
