"""The running day inside a session: plan, what the software believes, what is true, and the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from game.content.world import truth_of, truth_world
from game.domain.day import DayState, Progress
from game.domain.errors import Illegal
from game.domain.evaluation import CostParts, Evaluation, Finding, Kpi, TripEvaluation
from game.domain.people import Promise, Told, party_of
from game.domain.plan import Plan
from game.domain.scenario import Effect, Message, Option, Scenario
from game.domain.sites import Partner
from game.domain.units import clock
from game.domain.world import World
from game.rules.schedule import start_of
from game.sim.day import advance, open_day
from game.sim.effects import aboard, apply_effect, believed, last_reload, loaded_for, on_the_road, reloads
from game.sim.expect import day_extra, expected, judge_day
from game.sim.given_up import waits_to_charge
from game.sim.kept import KeptCourses
from game.sim.promises import promise_of


def fixed_starts(world: World, plan: Plan) -> Plan:
    """The plan as it is issued: drivers get a start time, so automatic ones become fixed."""
    for trip in plan.trips:
        if trip.start_s is None:
            plan = plan.with_trip(replace(trip, start_s=start_of(world, trip)))
    return plan


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
        self.loaded: dict[str, tuple[int, frozenset[str]]] = {}
        """Per truck its last reload (-1: none yet) and the depot orders that it left with."""
        self.truth = truth_world(scenario, truth_of(scenario, seed))
        for effect in agreed:
            self._agree(effect)
        self.issued = plan
        """What drivers and customers have; `session_calm` says what another plan costs."""
        self.issued_told = 0
        """How much had been told when it went out."""
        self.promised: dict[str, Promise] = {}
        """Per order what its customer counts on: the computer leaves it (`session_promise`)."""
        self.released: tuple[tuple[str, int], ...] = ()
        """Order and clock time of every promise that the computer may touch by the player's wish."""
        self.kept = KeptCourses()
        self.state: DayState = open_day(scenario, self.truth, plan, seed)

    def begun(self) -> Mapping[str, int]:
        """Per vehicle whose duty has started the number of stops that are fixed.

        A truck that waits for a charger can still be sent on: that stop is not.
        """
        return {truck.vehicle: self._fixed(truck) for truck in self.state.trucks if truck.done}

    def _fixed(self, truck: Progress) -> int:
        trip = self.plan.trip_of(truck.vehicle)
        waits = trip is not None and waits_to_charge(trip, truck, self.state.clock_s)
        return len(truck.stops) if waits else truck.begun

    def aboard(self) -> Mapping[str, frozenset[str]]:
        """Per vehicle the orders whose goods it carries: only it can still deliver them."""
        found = aboard(self.truth, self.plan, self.state)
        for truck in self.state.trucks:
            loaded = truck.vehicle in found and truck.vehicle in self.loaded
            if loaded and not reloads(truck, self.state.clock_s):
                found[truck.vehicle] |= self.loaded[truck.vehicle][1] - {s.stop.order for s in truck.stops}
        return found

    def check_given(self, before: Plan, after: Plan) -> None:
        """Raise Illegal when an order cannot be given to a partner any more, or is asked back."""
        for order, name in sorted(set(before.given) - set(after.given)):
            raise Illegal("illegal.partner_taken", order=order, partner=self._partner(name).name)
        for order, name in sorted(set(after.given) - set(before.given)):
            partner = self._partner(name)
            if self.state.clock_s > partner.until_s:
                raise Illegal(
                    "illegal.partner_late", order=order, partner=partner.name, until=clock(partner.until_s)
                )
            holder = next((v for v, orders in sorted(self.aboard().items()) if order in orders), None)
            if holder is not None:
                raise Illegal("illegal.partner_aboard", order=order, partner=partner.name, vehicle=holder)

    def _partner(self, name: str) -> Partner:
        return self.system.sites.partners[name]

    def open_messages(self) -> tuple[Message, ...]:
        """Received messages with options that were not answered, oldest first."""
        answered = {name for name, _, _ in self.state.replies}
        received = [name for name, _ in self.state.messages if name not in answered]
        table = {m.id: m for m in self.scenario.messages}
        return tuple(table[name] for name in received if name in table and table[name].options)

    def advance(self, to_s: int) -> list[dict[str, Any]]:
        """Let the clock run; returns what happened, as data for the log."""
        self.state, happened = advance(
            self.scenario, self.truth, self.plan, self.state, to_s, self.system, self.kept
        )
        for truck in self.state.trucks:
            if not on_the_road(truck) or reloads(truck, self.state.clock_s):
                continue
            if self.loaded.get(truck.vehicle, (-2,))[0] != last_reload(truck):
                self.loaded[truck.vehicle] = (last_reload(truck), self._from_depot(truck))
        return [h.data() for h in happened]

    def _from_depot(self, truck: Progress) -> frozenset[str]:
        """Orders that a truck took along when it last left: taken out of its trip, they stay aboard."""
        trip = self.plan.trip_of(truck.vehicle)
        depot = self.truth.vehicles[truck.vehicle].depot
        orders = loaded_for(trip, last_reload(truck) + 1) if trip else frozenset()
        return frozenset(o for o in orders if self.truth.orders[o].pickup == depot)

    def default_option(self, message: str, option: str) -> Option | None:
        """The option that a passed deadline chose."""
        found = next((m for m in self.scenario.messages if m.id == message), None)
        return next((o for o in found.options if o.id == option), None) if found else None

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
        before = self.plan
        self.plan, self.state = apply_effect(self.truth, self.plan, self.state, effect)
        self._agreed_on(before)

    def _agreed_on(self, before: Plan) -> None:
        """What a choice itself does to trips was said with that choice: it is no change any more."""
        for name in {t.vehicle for t in (*before.trips, *self.plan.trips)}:
            now = self.plan.trip_of(name)
            if before.trip_of(name) != now:
                rest = tuple(t for t in self.issued.trips if t.vehicle != name)
                trips = (*rest, now) if now else rest
                self.issued = replace(self.issued, trips=tuple(sorted(trips, key=lambda t: t.vehicle)))

    def issue(self) -> None:
        """The plan as it stands is what everybody has from now on."""
        self.issued, self.issued_told = self.plan, len(self.state.told)

    def tell(self, party: str, about: str) -> None:
        """Somebody hears something from the planner, now."""
        told = Told(party=party, about=about, at_s=self.state.clock_s)
        self.state = replace(self.state, told=(*self.state.told, told))
        kind, order = party_of(party)
        if kind == "customer":
            self.promised.pop(order, None)
            made = promise_of(self.scenario, self.system, self.plan, self.state, told)
            if made is not None:
                self.promised[order] = made

    def release(self, order: str) -> None:
        """The computer may move what was promised of this order."""
        del self.promised[order]
        self.released = (*self.released, (order, self.state.clock_s))

    def finished(self) -> bool:
        """Every truck is home."""
        return all(truck.finished for truck in self.state.trucks)

    def expected(self) -> tuple[TripEvaluation, ...]:
        """Every trip as it is expected to go from here, with what is known now."""
        return expected(self.scenario, self.system, self.plan, self.state)

    def outside(self, trips: tuple[TripEvaluation, ...]) -> CostParts:
        """Cost outside these trips: what choices cost so far, and the goodwill of their late stops."""
        return day_extra(self.system, trips, self.state, tuple(self.effects))

    def result(self) -> tuple[Kpi, tuple[Finding, ...]]:
        """KPIs and findings of the realised day."""
        judged = self._judged()
        return judged.kpi, judged.findings

    def realised(self) -> tuple[TripEvaluation, ...]:
        """Every trip as it really went."""
        return self._judged().trips

    def _judged(self) -> Evaluation:
        return judge_day(self.scenario, self.truth, self.plan, self.state, self.visible, tuple(self.effects))

    def _agree(self, effect: Effect) -> None:
        """A window that was agreed with the customer is true as well; a corrected belief is not."""
        if effect.kind in ("window_s", "wider_s"):
            self.truth = believed(self.truth, effect)

    def fingerprint(self) -> str:
        """Everything of the day that later events depend on, as text."""
        state = self.state
        trucks = [
            (t.vehicle, t.begun, len(t.done), t.free_s, t.at_place, t.drive_s, t.since_break_s, t.finished)
            for t in state.trucks
        ]
        changed = [o for o in self.system.orders.values() if o != self.scenario.system.orders.get(o.id)]
        orders = sorted((o.id, o.delivery_service_s, o.pickup_service_s, o.delivery_windows)
                        for o in changed)  # fmt: skip
        # promises follow from what was told; only letting go of one is an act of its own
        more = tuple(each for each in (state.told, self.released) if each)
        return repr(
            (state.clock_s, trucks, state.seen, state.messages, state.replies, orders, self.effects, *more)
        )
