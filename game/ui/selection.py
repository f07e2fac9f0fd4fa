"""One selection, seen in list, map and board at once: an order, a trip, a stop, or several orders together.

`order` is the one that was touched last (what the inspector tells of); `orders` are all that are chosen.
While orders are gathered (`more`), the arrows move `order` and leave the others as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.domain.plan import Plan


@dataclass(slots=True)
class Selection:
    """What is chosen. An order brings its trip along; a stop brings its order and trip."""

    order: str = ""
    vehicle: str = ""
    stop: int = -1
    """Index in the trip; -1: the order as a whole, all its stops."""
    more: frozenset[str] = frozenset()
    """Orders that are gathered; empty: none but `order`."""
    anchor: str = ""
    """Where a range begins: the order that was chosen last without Shift."""

    @property
    def key(self) -> tuple[str, str, int]:
        """What a cached picture depends on that does not show the gathered orders."""
        return self.order, self.vehicle, self.stop

    @property
    def orders(self) -> frozenset[str]:
        """Every chosen order."""
        return self.more or (frozenset({self.order}) if self.order else frozenset())

    def gather(self, orders: Iterable[str], plan: Plan, last: str = "") -> None:
        """Choose these orders together; `last` is the one that was touched."""
        more = frozenset(orders)
        if not more:
            self.clear()
            return
        last = last or (self.order if self.order in more else min(more))
        anchor = self.anchor or last
        self.choose_order(last, plan)
        self.more, self.anchor = more, anchor

    def toggle(self, order: str, plan: Plan) -> None:
        """Add an order to what is chosen, or take it out."""
        self.anchor = order
        self.gather(self.orders ^ {order}, plan, order)

    def tick(self, order: str, plan: Plan) -> None:
        """As `toggle`, by Space: the one that is chosen alone is the first to be gathered."""
        if not self.more and order == self.order:
            self.gather((order,), plan, order)
        else:
            self.toggle(order, plan)

    def step_to(self, order: str, plan: Plan) -> None:
        """Go to another order; what is gathered stays."""
        more, anchor = self.more, self.anchor
        self.choose_order(order, plan)
        if more:
            self.more, self.anchor = more, anchor

    def choose_order(self, order: str, plan: Plan) -> None:
        """Select an order wherever it is; pickup and delivery belong together."""
        self.order, self.vehicle, self.stop = order, plan.vehicle_of(order) or "", -1
        self.more, self.anchor = frozenset(), order

    def choose_vehicle(self, vehicle: str) -> None:
        """Select a trip."""
        self.order, self.vehicle, self.stop = "", vehicle, -1
        self.more, self.anchor = frozenset(), ""

    def choose_stop(self, vehicle: str, stop: int, plan: Plan) -> None:
        """Select a stop of a trip."""
        trip = plan.trip_of(vehicle)
        if trip is None or not 0 <= stop < len(trip.stops):
            self.choose_vehicle(vehicle)
            return
        self.order, self.vehicle, self.stop = trip.stops[stop].order, vehicle, stop
        self.more, self.anchor = frozenset(), self.order

    def clear(self) -> None:
        """Nothing is selected."""
        self.order, self.vehicle, self.stop = "", "", -1
        self.more, self.anchor = frozenset(), ""

    def follow(self, plan: Plan, visible: frozenset[str]) -> None:
        """After a change of the plan: stay with the orders, also in another trip."""
        self.more &= visible
        if self.order and self.order not in visible:
            self.gather(self.more, plan)
        elif self.order:
            stop = self.stop
            trip = plan.trip_of(self.vehicle)
            same = trip is not None and 0 <= stop < len(trip.stops) and trip.stops[stop].order == self.order
            if not same:
                self.step_to(self.order, plan)
        elif self.stop >= 0:
            self.choose_own(self.vehicle, self.stop, plan)

    def choose_own(self, vehicle: str, stop: int, plan: Plan) -> None:
        """Select a stop of the truck's own; the trip when there is none at that place."""
        trip = plan.trip_of(vehicle)
        own = trip is not None and 0 <= stop < len(trip.stops) and trip.stops[stop].own
        self.order, self.vehicle, self.stop = "", vehicle, stop if own else -1
