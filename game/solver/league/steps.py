"""Planning step by step with a rule: the referee times every choice, the rule takes the next one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from game.domain.evaluation import Severity, TripEvaluation
from game.domain.plan import Plan, Trip
from game.domain.world import Action, Order, Vehicle, World
from game.rules.evaluate import Memo, evaluate_trip
from game.rules.stops import end_of
from game.solver.league.child import Child, Failed
from game.solver.stops import Spot, actions_of, empty_trip, with_order

NEAREST = 20
"""Orders per vehicle that are tried for the next place, the nearest ones by driving time."""


class Steps:
    """A plan that grows by one order a step."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.left = sorted(world.orders)
        self.trips = {i: empty_trip(world.vehicles[i]) for i in sorted(world.vehicles)}
        self.memo: Memo = {}

    def play(self, child: Child) -> Plan:
        """Until the rule says None, or nothing is left. Raises Failed."""
        number = 0
        while self.left:
            choice = child.choose(self.state(number))
            if choice is None:
                break
            self._take(choice)
            number += 1
        return Plan(trips=tuple(t for t in self.trips.values() if t.stops))

    def state(self, number: int) -> dict[str, Any]:
        """What the rule sees before a step; `world` is added where it runs."""
        return {
            "step": number,
            "unplanned": list(self.left),
            "trips": [self._trip(trip) for trip in self.trips.values()],
            "choices": [c for trip in self.trips.values() for c in self._choices(trip)],
        }

    def _trip(self, trip: Trip) -> dict[str, Any]:
        vehicle = self.world.vehicles[trip.vehicle]
        judged = self._judged(trip) if trip.stops else None
        return {
            "vehicle": trip.vehicle, "place": self._place(trip, vehicle),
            "stops": [{"order": s.order, "action": str(s.action)} for s in trip.stops],
            "free_s": judged.stops[-1].end_s if judged else self.world.drivers[trip.driver].from_s,
            "end_s": judged.end_s if judged else None,
            "distance_m": judged.distance_m if judged else 0,
            "cost_cent": judged.cost.total() if judged else 0,
            "co2e_g": judged.co2e_g if judged else 0,
        }  # fmt: skip

    def _choices(self, trip: Trip) -> Iterator[dict[str, Any]]:
        """Orders that can follow at the end of a trip without a hard finding, the nearest first."""
        vehicle, end = self.world.vehicles[trip.vehicle], len(trip.stops)
        here, before = self._place(trip, vehicle), self._judged(trip) if trip.stops else None
        near = sorted(self.left, key=lambda o: (self._drive_s(vehicle, here, o), o))[:NEAREST]
        for order_id in near:
            order = self.world.orders[order_id]
            judged = self._judged(with_order(trip, order, vehicle, Spot(end, end)))
            if any(f.severity is Severity.HARD for f in judged.findings):
                continue
            first, mine = judged.stops[end], judged.stops[end:]
            yield {
                "order": order_id, "vehicle": trip.vehicle, "drive_s": self._drive_s(vehicle, here, order_id),
                "arrive_s": first.arrive_s, "begin_s": first.begin_s, "free_s": mine[-1].end_s,
                "wait_s": sum(s.wait_s for s in mine),
                "slack_s": min(s.window_close_s - s.begin_s for s in mine),
                "extra_cent": judged.cost.total() - (before.cost.total() if before else 0),
                "extra_g": judged.co2e_g - (before.co2e_g if before else 0),
            }  # fmt: skip

    def _take(self, choice: Any) -> None:
        """Put an order into a trip: at its end, or before stop number `at`."""
        order = self._order(choice)
        trip = self.trips.get(str(choice.get("vehicle"))) if order else None
        if order is None or trip is None:
            raise Failed("illegal", "league.trouble.choice", what=repr(choice)[:80])
        at = choice.get("at", len(trip.stops))
        if not isinstance(at, int) or not 0 <= at <= len(trip.stops):
            raise Failed("illegal", "league.trouble.choice", what=repr(choice)[:80])
        vehicle = self.world.vehicles[trip.vehicle]
        self.trips[trip.vehicle] = with_order(trip, order, vehicle, Spot(at, at))
        self.left.remove(order.id)

    def _order(self, choice: Any) -> Order | None:
        name = str(choice.get("order")) if isinstance(choice, dict) else ""
        return self.world.orders[name] if name in self.left else None

    def _judged(self, trip: Trip) -> TripEvaluation:
        known = self.memo.get(trip)
        if known is None:
            known = self.memo[trip] = evaluate_trip(self.world, trip)
        return known

    def _place(self, trip: Trip, vehicle: Vehicle) -> str:
        if not trip.stops:
            return vehicle.depot
        last = trip.stops[-1]
        return end_of(order=self.world.orders[last.order], action=last.action)

    def _drive_s(self, vehicle: Vehicle, here: str, order_id: str) -> int:
        order = self.world.orders[order_id]
        first = actions_of(order, vehicle)[0]
        place = order.pickup if first is Action.COLLECT else order.delivery
        return self.world.leg(vehicle, here, place).duration_s
