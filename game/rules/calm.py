"""The price of an unquiet plan: what it costs when drivers and customers hear of another plan than they have.

A driver's call for every trip whose way ahead changes; a customer's for every order that another truck
brings, that nobody brings, or that comes more than half an hour earlier or later by the change. Delays of
the day itself are not in it: both plans are looked at from the same hour with the same knowledge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from game.domain.evaluation import TripEvaluation
from game.domain.people import Told, party_of
from game.domain.plan import Plan, Trip
from game.domain.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody who has to hear of a change, and the goodwill that it costs."""

    party: str
    about: str
    """`change`, or `gone` when nobody of ours comes any more."""
    cent: int
    vehicle: str = ""
    """The truck that comes now; of a driver's call his own."""
    shift_s: int = 0
    """Of a customer: later (positive) or earlier than before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calm:
    """What sending a plan on brings about; no calls: nobody notices."""

    calls: tuple[Call, ...] = ()

    @property
    def cent(self) -> int:
        """Goodwill of all calls together."""
        return sum(call.cent for call in self.calls)

    def seconds(self, world: World) -> int:
        """Time that the calls take of the planner's day."""
        return len(self.calls) * world.goodwill.call_s


def changed_vehicles(issued: Plan, plan: Plan, begun: Mapping[str, int]) -> tuple[str, ...]:
    """Vehicles whose way ahead is another one, by id."""

    def ahead(of: Plan, name: str) -> tuple[object, ...]:
        return _ahead(of.trip_of(name), begun.get(name, 0))

    names = sorted({t.vehicle for t in (*issued.trips, *plan.trips)})
    return tuple(name for name in names if ahead(issued, name) != ahead(plan, name))


def _ahead(trip: Trip | None, begun: int) -> tuple[object, ...]:
    """What its driver still has to do; when it has not begun, also when and with whom."""
    if trip is None or not trip.stops[begun:]:
        return ()
    return (trip.stops[begun:], trip.return_route, *((trip.start_s, trip.driver) if not begun else ()))


def calm(
    world: World, *, issued: Plan, plan: Plan, begun: Mapping[str, int],
    before: Iterable[TripEvaluation], after: Iterable[TripEvaluation], told: Iterable[Told],
) -> Calm:  # fmt: skip
    """Who has to hear what when `plan` goes out in place of `issued`.

    `before` and `after` are the changed trips as they are expected from now, by the one plan and the
    other. Who was `told` by the planner himself since the last plan went out takes it well.
    """
    personally = {t.party for t in told}
    calls = [*_drivers(world, changed_vehicles(issued, plan, begun)), *_customers(world, plan, before, after)]
    return Calm(calls=tuple(c if c.party not in personally else _free(c) for c in calls))


def _free(call: Call) -> Call:
    return Call(party=call.party, about=call.about, cent=0, vehicle=call.vehicle, shift_s=call.shift_s)


def _drivers(world: World, vehicles: Iterable[str]) -> Iterator[Call]:
    for name in vehicles:
        yield Call(
            party=f"driver/{name}", about="change", cent=world.goodwill.driver_change_cent, vehicle=name
        )


def _customers(
    world: World, plan: Plan, before: Iterable[TripEvaluation], after: Iterable[TripEvaluation]
) -> Iterator[Call]:
    was, comes = _begins(before), _begins(after)
    for order, (vehicle, begin_s) in sorted(was.items()):
        cent = world.goodwill.customer_change_cent
        if order in comes:
            other, now_s = comes[order]
            shift_s = now_s - begin_s
            if other != vehicle or abs(shift_s) > world.goodwill.shift_s:
                party = f"customer/{order}"
                yield Call(party=party, about="change", cent=cent, vehicle=other, shift_s=shift_s)
        else:
            about = "change" if plan.partner_of(order) else "gone"
            yield Call(party=f"customer/{order}", about=about, cent=cent)


def _begins(trips: Iterable[TripEvaluation]) -> dict[str, tuple[str, int]]:
    """Per order its last stop's truck and begin: that is what its customer waits for."""
    return {
        stop.stop.order: (trip.trip.vehicle, stop.begin_s)
        for trip in trips
        for stop in trip.stops
        if stop.stop.order
    }


def order_of(call: Call) -> str:
    """The order of a customer's call; empty for a driver."""
    kind, name = party_of(call.party)
    return name if kind == "customer" else ""
