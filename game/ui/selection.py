"""One selection, seen in list, map and board at once: an order, a trip, a stop."""

from __future__ import annotations

from dataclasses import dataclass

from game.domain.plan import Plan


@dataclass(slots=True)
class Selection:
    """What is chosen. An order brings its trip along; a stop brings its order and trip."""

    order: str = ""
    vehicle: str = ""
    stop: int = -1
    """Index in the trip; -1: the order as a whole, all its stops."""

    @property
    def key(self) -> tuple[str, str, int]:
        """What a cached picture depends on."""
        return self.order, self.vehicle, self.stop

    def choose_order(self, order: str, plan: Plan) -> None:
        """Select an order wherever it is; pickup and delivery belong together."""
        self.order, self.vehicle, self.stop = order, plan.vehicle_of(order) or "", -1

    def choose_vehicle(self, vehicle: str) -> None:
        """Select a trip."""
        self.order, self.vehicle, self.stop = "", vehicle, -1

    def choose_stop(self, vehicle: str, stop: int, plan: Plan) -> None:
        """Select a stop of a trip."""
        trip = plan.trip_of(vehicle)
        if trip is None or not 0 <= stop < len(trip.stops):
            self.choose_vehicle(vehicle)
            return
        self.order, self.vehicle, self.stop = trip.stops[stop].order, vehicle, stop

    def clear(self) -> None:
        """Nothing is selected."""
        self.order, self.vehicle, self.stop = "", "", -1

    def follow(self, plan: Plan, visible: frozenset[str]) -> None:
        """After a change of the plan: stay with the order, also in another trip."""
        if self.order and self.order not in visible:
            self.clear()
        elif self.order:
            stop = self.stop
            trip = plan.trip_of(self.vehicle)
            same = trip is not None and 0 <= stop < len(trip.stops) and trip.stops[stop].order == self.order
            if not same:
                self.choose_order(self.order, plan)
        elif self.stop >= 0:
            self.choose_own(self.vehicle, self.stop, plan)

    def choose_own(self, vehicle: str, stop: int, plan: Plan) -> None:
        """Select a stop of the truck's own; the trip when there is none at that place."""
        trip = plan.trip_of(vehicle)
        own = trip is not None and 0 <= stop < len(trip.stops) and trip.stops[stop].own
        self.order, self.vehicle, self.stop = "", vehicle, stop if own else -1
