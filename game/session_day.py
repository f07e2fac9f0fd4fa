"""The running day inside a session: plan, what the software believes, what is true, and the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from game.content.world import truth_world
from game.domain.day import DayState
from game.domain.errors import Illegal
from game.domain.evaluation import Finding, Kpi, TripEvaluation
from game.domain.plan import Plan
from game.domain.scenario import Effect, Message, Option, Scenario
from game.domain.world import Order, Window, World
from game.rules.schedule import start_of
from game.sim.day import advance, open_day
from game.sim.effects import apply_effect
from game.sim.expect import expected, judge_day

_LISTS = ("add_order", "drop_order")


def fixed_starts(world: World, plan: Plan) -> Plan:
    """The plan as it is issued: drivers get a start time, so automatic ones become fixed."""
    for trip in plan.trips:
        if trip.start_s is None:
            plan = plan.with_trip(replace(trip, start_s=start_of(world, trip)))
    return plan


def believed(world: World, effect: Effect) -> World:
    """The world after a choice corrected it (`service_s`) or a window was agreed (`window_s`)."""
    order = world.orders.get(effect.subject)
    if order is None or effect.kind not in ("service_s", "window_s"):
        return world
    return replace(world, orders={**world.orders, order.id: _changed(order, effect)})


def _changed(order: Order, effect: Effect) -> Order:
    """Collections are corrected where they are collected, all others where they are delivered."""
    collects = bool(order.pickup_windows) and not order.delivery_windows
    if effect.kind == "service_s":
        name = "pickup_service_s" if collects else "delivery_service_s"
        return replace(order, **{name: effect.amount})
    return replace(
        order,
        pickup_windows=_shifted(order.pickup_windows, effect.amount),
        delivery_windows=_shifted(order.delivery_windows, effect.amount),
    )


def _shifted(windows: tuple[Window, ...], by_s: int) -> tuple[Window, ...]:
    return tuple(Window(open_s=w.open_s + by_s, close_s=w.close_s + by_s) for w in windows)


class Running:
    """The day of one session; `Session` is its only owner."""

    def __init__(
        self, scenario: Scenario, *, system: World, visible: frozenset[str], plan: Plan, seed: int,
        agreed: tuple[Effect, ...],
    ) -> None:  # fmt: skip
        self.scenario = scenario
        self.system = system
        self.visible = visible
        self.plan = plan
        self.effects: list[Effect] = list(agreed)
        self.truth = truth_world(scenario)
        for effect in agreed:
            self._agree(effect)
        self.state: DayState = open_day(scenario, self.truth, plan, seed)

    def begun(self) -> Mapping[str, int]:
        """Per vehicle the number of stops that are fixed."""
        return {truck.vehicle: truck.begun for truck in self.state.trucks if truck.begun}

    def open_messages(self) -> tuple[Message, ...]:
        """Received messages with options that were not answered, oldest first."""
        answered = {name for name, _, _ in self.state.replies}
        received = [name for name, _ in self.state.messages if name not in answered]
        table = {m.id: m for m in self.scenario.messages}
        return tuple(table[name] for name in received if name in table and table[name].options)

    def advance(self, to_s: int) -> list[dict[str, Any]]:
        """Let the clock run; returns what happened, as data for the log."""
        self.state, happened = advance(self.scenario, self.truth, self.plan, self.state, to_s)
        return [h.data() for h in happened]

    def reply(self, message: str, option: str) -> Option:
        """Answer a message; raises Illegal when it is not open or has no such option."""
        found = next((m for m in self.open_messages() if m.id == message), None)
        if found is None:
            raise Illegal("session.no_message", message=message)
        chosen = next((o for o in found.options if o.id == option), None)
        if chosen is None:
            raise Illegal("session.no_option", option=option)
        answer = (message, option, self.state.clock_s)
        self.state = replace(self.state, replies=(*self.state.replies, answer))
        return chosen

    def take_effect(self, effect: Effect) -> None:
        """Apply one effect of a choice to what is believed, agreed, planned and under way."""
        self.effects.append(effect)
        self.system = believed(self.system, effect)
        self._agree(effect)
        if effect.kind not in _LISTS:
            self.plan, self.state = apply_effect(self.truth, self.plan, self.state, effect)

    def finished(self) -> bool:
        """Every truck is home."""
        return all(truck.finished for truck in self.state.trucks)

    def expected(self) -> tuple[TripEvaluation, ...]:
        """Every trip as it is expected to go from here, with what is known now."""
        return expected(self.scenario, self.system, self.plan, self.state)

    def result(self) -> tuple[Kpi, tuple[Finding, ...]]:
        """KPIs and findings of the realised day."""
        judged = self._judged()
        return judged.kpi, judged.findings

    def realised(self) -> tuple[TripEvaluation, ...]:
        """Every trip as it really went."""
        return self._judged().trips

    def _judged(self) -> Any:
        return judge_day(self.scenario, self.truth, self.plan, self.state, self.visible, tuple(self.effects))

    def _agree(self, effect: Effect) -> None:
        """A window that was agreed with the customer is true as well; a corrected belief is not."""
        if effect.kind == "window_s":
            self.truth = believed(self.truth, effect)

    def fingerprint(self) -> str:
        """Everything of the day that later events depend on, as text."""
        state = self.state
        trucks = [
            (t.vehicle, t.begun, len(t.done), t.free_s, t.at_place, t.drive_s, t.since_break_s, t.finished)
            for t in state.trucks
        ]
        orders = sorted((o.id, o.delivery_service_s, o.pickup_service_s, o.delivery_windows)
                        for o in self.system.orders.values() if o != self.scenario.system.orders.get(o.id))  # fmt: skip
        return repr((state.clock_s, trucks, state.seen, state.messages, state.replies, orders, self.effects))
