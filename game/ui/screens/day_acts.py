"""What clicks, drags and answers do to the running day."""

from __future__ import annotations

from collections.abc import Callable

from game.diary import Line
from game.domain.commands import Command, PutOff, TakeCall
from game.domain.evaluation import Evaluation
from game.triage import TriageItem
from game.ui.board_view import BlockRef
from game.ui.context import Activate, Ctx, Drag
from game.ui.day_desk import Said, refused
from game.ui.day_details import can_change
from game.ui.day_hand import Hand
from game.ui.explain_dialog import ExplainDialog, Explained, ExplainRef
from game.ui.host import speech
from game.ui.inbox_panel import truck_word
from game.ui.map_view import MapStop, MapTruck
from game.ui.screens import day_edit
from game.ui.screens.day_choice import DayChoice


class DayActs(DayChoice):
    """Everything that a click, a drag or an answer does."""

    def say(self, said: Said, ctx: Ctx) -> None:
        """Tell what came of an act; a selection that moved is followed."""
        key = said.key if said.ok else f"error.{said.key}"
        values = dict(said.values)
        if "vehicle" in values:
            values["vehicle"] = truck_word(self.session, str(values["vehicle"]))
        ctx.cue("accept" if said.ok else "refuse")
        ctx.toast(ctx.t(key, **values), said.kind)
        self.advice = None
        if self.order:
            self.select(self.session.plan.vehicle_of(self.order) or "", self.order, self.message)

    def reply(self, ctx: Ctx) -> None:
        """Give the chosen answer; the next message that waits comes up."""
        message = self.open_message()
        if message is None or not self.choice:
            return
        if message.tones and not self.tone:
            ctx.toast(ctx.t("msg.tone_pick"), "info")
            return
        said = self.desk.reply(message.id, self.choice, self.tone)
        if said.ok:
            waiting = self.session.open_messages()
            self.inbox() if waiting else self.select(self.vehicle, self.order)
        self.say(said, ctx)

    def take_call(self) -> bool:
        """Lift the receiver of the call that is shown; False when it does not ring."""
        message = self.open_message()
        if message is None or not self.phone.rings(message, self.session.clock_s):
            return False
        self.phone.take(message.id)
        self.session.do(TakeCall(message=message.id))
        return True

    def put_off(self, ctx: Ctx) -> None:
        """A call: ring back in five minutes. Anything else: leave it for now."""
        message = self.open_message()
        if message is not None and message.kind == "call":
            back_s = self.phone.put_off(message.id, self.session.clock_s)
            self.session.do(PutOff(message=message.id))
            who = self.session.scenario.text(ctx.settings.lang, f"message.{message.id}.from")
            ctx.toast(ctx.t("msg.put_off", who=who.split(",")[0], clock=speech(ctx).clock(back_s)), "info")
        self.select(self.vehicle, self.order)

    def do(self, command: Command, ctx: Ctx) -> bool:
        """Carry out a command for a tool; a refusal is told."""
        return day_edit.do(self, command, ctx)

    def take_back(self, ctx: Ctx) -> None:
        """Undo the last change of the plan."""
        self.say(self.desk.undo(), ctx)

    def advise(self) -> None:
        """Ask for the best place of the selected order."""
        if self.order and can_change(self.session, self.order) and self.session.helped:
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
                return self.order_at(stop.id)[1]
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
            case Line() as line:
                self._look_back(line)
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
            self.put_off(ctx)
        else:
            acts: dict[str, Callable[[], object]] = {
                "day.pause": self.toggle, "day.until": self.run_until, "top.inbox": self.inbox,
                "detail.advise": self.advise, "ring.take": self.take_call,
                "reply.close": lambda: self.select(self.vehicle, self.order),
            }  # fmt: skip
            found = acts.get(name)
            if found is not None:
                found()

    def _look_back(self, line: Line) -> None:
        """A line of the day: the message again, or what it was about."""
        if line.post or line.kind == "missed":
            self.select_id(f"message.{line.subject}")
            return
        subject = line.subject
        if line.kind == "incident" and self.session.day is not None:
            subject = next((i.subject for i in self.session.day.incidents if i.id == subject), "")
        kind, _, name = subject.partition("/")
        name = name or kind
        if name in self.session.system.orders:
            self.select_id(f"order.{name}")
        elif name in self.session.system.vehicles:
            self.select_id(f"vehicle.{name}")

    def _pick(self, name: str) -> None:
        """A stop on the map: `<vehicle>/<index>` or `<order>/<action>`; a depot is nothing to select."""
        vehicle, order = self.order_at(name)
        if order:
            self.select(vehicle, order)

    def _named(self, name: str, word: str) -> None:
        if name.startswith("answer."):
            self.choose(word)
        elif name.startswith("tone."):
            self.tone = word
        elif name.startswith("today.show."):
            self.show, self.side_scroll.offset = word, 0
        elif name.startswith(("row.", "hours.")):
            self.select(word)
        elif name.startswith("detail.stop."):
            self.select(self.vehicle, word)
        elif name.startswith("day.tab."):
            self.tab = word
        elif name.startswith("day.speed."):
            self.go(int(word))
