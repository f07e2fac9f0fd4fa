"""The decision: which vehicle serves which orders in which sequence, by which road."""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.domain.world import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A visit for one order; `route` is the leg alternative by which it is reached (0 = fastest)."""

    order: str
    action: Action
    route: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """What one vehicle and driver do today, from depot to depot.

    `start_s` is when duty begins at the depot; None lets the schedule choose the latest
    start that does not make the first stop late or wait ("automatisch").
    """

    vehicle: str
    driver: str
    stops: tuple[Stop, ...]
    start_s: int | None = None
    return_route: int = 0

    def orders(self) -> tuple[str, ...]:
        """Order ids in sequence of their first stop."""
        return tuple(dict.fromkeys(stop.order for stop in self.stops))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All trips, sorted by vehicle id; a vehicle without stops has no trip."""

    trips: tuple[Trip, ...] = ()

    def trip_of(self, vehicle: str) -> Trip | None:
        """The trip of a vehicle, or None when it stays at home."""
        return next((trip for trip in self.trips if trip.vehicle == vehicle), None)

    def vehicle_of(self, order: str) -> str | None:
        """The vehicle that carries an order, or None when it is not planned."""
        for trip in self.trips:
            if any(stop.order == order for stop in trip.stops):
                return trip.vehicle
        return None

    def planned(self) -> frozenset[str]:
        """Ids of all planned orders."""
        return frozenset(stop.order for trip in self.trips for stop in trip.stops)

    def with_trip(self, trip: Trip) -> Plan:
        """The plan with this vehicle's trip replaced; without stops the trip disappears."""
        others = [t for t in self.trips if t.vehicle != trip.vehicle]
        if trip.stops:
            others.append(trip)
        return Plan(trips=tuple(sorted(others, key=lambda t: t.vehicle)))

    def without_order(self, order: str) -> Plan:
        """The plan with every stop of an order taken out."""
        vehicle = self.vehicle_of(order)
        if vehicle is None:
            return self
        trip = self.trip_of(vehicle)
        assert trip is not None
        return self.with_trip(replace(trip, stops=tuple(s for s in trip.stops if s.order != order)))
