"""The referee's word on many trips and plans, remembered: what a search compares by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from game.domain.evaluation import Doing, Severity, TripEvaluation
from game.domain.plan import Plan, Trip
from game.domain.world import Order, World
from game.rules.evaluate import evaluate_trip
from game.rules.together import findings_together
from game.solver.charging import night_room_permille
from game.solver.objective import Objective, TripKey
from game.solver.reload import CAPACITY
from game.solver.stops import Begun, has_work
from game.solver.ways import alone

FULL_MEMO = 1_000
MEMO = 60_000
NOTHING = TripKey(0, 0.0)


class _Known(NamedTuple):
    """What is kept of a judged trip: a whole judgement of each of thousands would fill the memory."""

    key: TripKey
    full: bool
    """Too much aboard."""
    battery: TripEvaluation | None
    """Of a truck on a battery: what the night gives and when it charges, nothing else."""


class Referee:
    """Judges until `budget` trips have been judged or `stop` says so.

    Counted in judged trips, so that without `stop` a search repeats exactly; a compared plan counts too, or
    a day so small that every trip is known would never end.
    """

    def __init__(
        self,
        world: World,
        objective: Objective,
        begun: Begun | None = None,
        budget: int = 20_000,
        stop: Callable[[], bool] | None = None,
    ) -> None:
        self.world, self.objective = world, objective
        self.known: dict[Trip, _Known] = {}
        self.whole: dict[Trip, TripEvaluation] = {}
        self.outsides: dict[tuple[str, str | None], TripKey] = {}
        self.begun: Begun = begun or {}
        self.budget = budget
        self.stop = stop
        self.shared = bool(world.sites.grids or world.sites.chargers)
        """Whether trips have something between them that is judged over all of them."""

    @property
    def over(self) -> bool:
        """No more steps."""
        return self.budget <= 0 or (self.stop is not None and self.stop())

    def judge(self, trip: Trip) -> TripEvaluation:
        """The referee's whole word on a trip; few are kept."""
        found = self.whole.get(trip)
        if found is None:
            self.budget -= 1
            found = evaluate_trip(self.world, trip)
            if len(self.whole) >= FULL_MEMO:
                self.whole.clear()
            self.whole[trip] = found
            self.known[trip] = self._note(trip, found)
        return found

    def _note(self, trip: Trip, judged: TripEvaluation) -> _Known:
        battery = None
        if self.world.vehicles[trip.vehicle].class_.drive == "battery":
            plugged = tuple(a for a in judged.activities if a.doing is Doing.CHARGE)
            battery = replace(
                judged, activities=plugged, stops=(), battery_trace=(), findings=(), co2e_per_order_g=()
            )
        full = any(f.rule in CAPACITY for f in judged.findings)
        return _Known(self.objective.trip_key(judged), full, battery)

    def look(self, trip: Trip) -> _Known:
        """What is remembered of a judged trip."""
        known = self.known.get(trip)
        if known is None:
            if len(self.known) >= MEMO:
                self.known.clear()
            self.judge(trip)
            known = self.known[trip]
        return known

    def key(self, trip: Trip) -> TripKey:
        """A trip's share in the comparison; a trip without orders does not exist."""
        return self.look(trip).key if has_work(trip) else NOTHING

    def outside(self, order: Order, partner: str | None = None) -> TripKey:
        """The share of an order that a partner drives, or that is bought in."""
        known = self.outsides.get((order.id, partner))
        if known is None:
            broken = self.objective.outside(order.id)
            known = TripKey(broken, self.objective.value(*alone(self.world, order, partner)))
            self.outsides[order.id, partner] = known
        return known

    def together(self, plan: Plan) -> int:
        """Hard findings over several trips."""
        if not self.shared:
            return 0
        noted = [self.look(t).battery for t in plan.trips if has_work(t)]
        found = findings_together(self.world, [n for n in noted if n is not None])
        return sum(f.severity is Severity.HARD for f in found)

    def shares(self, trip: Trip) -> bool:
        """Takes from the night's grid, or stands at a charger."""
        noted = self.look(trip).battery
        return noted is not None and bool(noted.night_wh or noted.activities)

    def plan_key(self, plan: Plan, orders: frozenset[str]) -> TripKey:
        """The whole plan's place in the comparison."""
        self.budget -= 1
        total = TripKey(self.together(plan), 0.0)
        for trip in plan.trips:
            total = total + self.key(trip)
        for order, partner in plan.given:
            total = total + self.outside(self.world.orders[order], partner)
        for order in sorted(orders - plan.covered()):
            total = total + self.outside(self.world.orders[order])
        return total

    def night(self, plan: Plan, trip: Trip) -> int:
        """The fullest that the night can make this truck, next to the others of the plan."""
        if not self.shared or trip.vehicle in self.begun:
            return 0
        noted = [self.look(t).battery for t in plan.trips if t.vehicle != trip.vehicle and has_work(t)]
        return night_room_permille(self.world, trip, [n for n in noted if n is not None])
