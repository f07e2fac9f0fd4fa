"""The decision: which vehicle serves which orders in which sequence, by which road."""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.domain.world import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A visit for one order, or for the truck itself: charging, a break, reloading at the depot.

    `route` is the leg alternative by which it is reached (0 = fastest).
    """

    order: str = ""
    """Empty for CHARGE, BREAK and RELOAD."""
    action: Action
    route: int = 0
    place: str = ""
    """CHARGE: the charger's place. BREAK: a parking, or empty: where the truck stands."""
    via: str = ""
    """Of an order: the transfer (hub, barge, train) that is driven to instead of its own address."""
    seconds: int = 0
    """CHARGE: at the plug, plugging included. BREAK: its length."""

    @property
    def own(self) -> bool:
        """A stop for the truck or the driver, not for an order."""
        return not self.order


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
    charge_permille: int | None = None
    """Usable charge to leave with, from the night's charging plan; None: the vehicle's share."""

    def orders(self) -> tuple[str, ...]:
        """Order ids in sequence of their first stop."""
        return tuple(dict.fromkeys(stop.order for stop in self.stops if stop.order))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All trips, sorted by vehicle id; a vehicle without stops has no trip."""

    trips: tuple[Trip, ...] = ()
    given: tuple[tuple[str, str], ...] = ()
    """(order, partner) for orders that another haulier drives, sorted by order."""

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
        """Ids of all orders in our own trips."""
        return frozenset(stop.order for trip in self.trips for stop in trip.stops if stop.order)

    def partner_of(self, order: str) -> str | None:
        """The partner that drives an order, or None."""
        return next((partner for given, partner in self.given if given == order), None)

    def covered(self) -> frozenset[str]:
        """Ids of all orders that somebody was asked to drive: our own trips and partners."""
        return self.planned() | {order for order, _ in self.given}

    def with_trip(self, trip: Trip) -> Plan:
        """The plan with this vehicle's trip replaced; without orders the trip disappears."""
        others = [t for t in self.trips if t.vehicle != trip.vehicle]
        if any(stop.order for stop in trip.stops):
            others.append(trip)
        return replace(self, trips=tuple(sorted(others, key=lambda t: t.vehicle)))

    def without_order(self, order: str) -> Plan:
        """The plan with every stop of an order taken out, also from a partner."""
        vehicle = self.vehicle_of(order)
        if vehicle is None:
            rest = tuple(pair for pair in self.given if pair[0] != order)
            return self if rest == self.given else replace(self, given=rest)
        trip = self.trip_of(vehicle)
        assert trip is not None
        return self.with_trip(replace(trip, stops=tuple(s for s in trip.stops if s.order != order)))
