"""One order to its best place: in any trip, by any way, with a partner, or bought in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from game.domain.plan import Plan, Trip
from game.domain.world import Order, Vehicle
from game.solver.charging import MOST, best_charge, is_short
from game.solver.near import near_places
from game.solver.objective import TripKey
from game.solver.referee import Referee
from game.solver.reload import near_depot, second_loads, tidy
from game.solver.stops import (
    Spot,
    Via,
    first_free,
    has_work,
    may_join,
    may_leave,
    stops_of,
    trip_of,
    via_in,
    with_order,
    without_order,
)
from game.solver.ways import can_carry, can_come, partners_for, ways

NEAR = 6
"""Places per vehicle and way that the referee is asked about."""
FEW_MENDED, FEW_CHARGES, FEW_RELOADS = 2, 3, 4
"""In haste: vehicles that are mended for one order, places for a charge and for a second load in each."""
OPENING = 0.15
"""Part of its cost that the first order of a vehicle that is opened has to be worth."""
SECOND_CENT = 2.3
"""About what a second on the road costs, to weigh a transfer's price against a detour (for ranking only)."""


class Place(NamedTuple):
    """An order somewhere: what it costs there, and the trip or the partner that has it."""

    cost: TripKey
    trip: Trip | None
    partner: str | None = None


class _Base(NamedTuple):
    """A vehicle that may have the order, and its trip without it."""

    vehicle: Vehicle
    trip: Trip
    old: Trip | None
    """The same trip with it, when it has it now."""


class _Idea(NamedTuple):
    """A place by its estimate, the most promising first."""

    weight: float
    number: int
    base: _Base
    via: Via
    spot: Spot


class Relocator(Referee):
    """Moves single orders."""

    few: int = 0
    """When above 0: places over all vehicles together that the referee is asked about."""
    closed: str = ""
    """A vehicle that gets no order more, so that its work goes elsewhere as a whole."""
    opened: str = ""
    """An idle vehicle whose first order need not pay for it alone: the whole plan is compared afterwards."""

    def relocated(self, plan: Plan, order_id: str) -> Plan:
        """The plan with one order in a clearly better place; the same plan when there is none."""
        if self.over or not may_leave(self.world, plan, order_id, self.begun):
            return plan
        order = self.world.orders[order_id]
        carrier = plan.vehicle_of(order_id)
        old = plan.trip_of(carrier) if carrier else None
        lighter = tidy(without_order(old, order_id), self.begun.get(old.vehicle, 0)) if old else None
        # what one wins by taking the order out is what any place for it has to stay below
        saved = self.key(old) - self.key(lighter) if old and lighter else self._now(plan, order)
        places = [*self._inside(plan, order, old, lighter), *self._elsewhere(plan, order, old)]
        for place in sorted(places, key=lambda p: p.cost):
            if not place.cost.clearly_below(saved):
                return plan
            made = moved(plan, order_id, lighter, place)
            if not self.collides(plan, made):
                return made
        return plan

    def collides(self, plan: Plan, made: Plan) -> bool:
        """More hard findings over several trips: at the depot's grid, at a charger."""
        return self.shared and self.together(made) > self.together(plan)

    def _now(self, plan: Plan, order: Order) -> TripKey:
        return self.outside(order, plan.partner_of(order.id))

    def _elsewhere(self, plan: Plan, order: Order, old: Trip | None) -> Iterator[Place]:
        """Bought in, and with each partner that takes it."""
        now = plan.partner_of(order.id)
        if old is not None or now is not None:
            yield Place(self.outside(order), None)
        if old is not None and self.begun.get(old.vehicle, 0) > 0:
            return
        for partner in partners_for(self.world, plan, order):
            if partner != now:
                yield Place(self.outside(order, partner), None, partner)

    def _inside(self, plan: Plan, order: Order, old: Trip | None, lighter: Trip | None) -> Iterator[Place]:
        """The best place in each vehicle that can have it."""
        ideas = [i for base in self._bases(plan, order, old, lighter) for i in self._ideas(order, base)]
        if self.few:
            ideas = sorted(ideas, key=lambda i: (i.weight, i.number, i.base.vehicle.id))[: self.few]
        by_vehicle: dict[str, list[_Idea]] = {}
        for idea in ideas:
            by_vehicle.setdefault(idea.base.vehicle.id, []).append(idea)
        plain = [self._plain(order, mine) for _, mine in sorted(by_vehicle.items())]
        plain.sort(key=lambda found: found[0])
        mended = 0
        for cost, best, mine in plain:
            # in haste only the most promising vehicles are looked at for a second load or a charge
            if cost.hard > 0 and (not self.few or mended < FEW_MENDED):
                mended += 1
                yield self._mended(plan, order, mine, best)
            else:
                yield Place(cost, best)

    def _bases(self, plan: Plan, order: Order, old: Trip | None, lighter: Trip | None) -> Iterator[_Base]:
        for name in sorted(self.world.vehicles):
            vehicle = self.world.vehicles[name]
            mine = old is not None and name == old.vehicle
            if name == self.closed and not mine:
                continue
            base = lighter if lighter and mine else trip_of(plan, vehicle)
            if not mine and not (
                may_join(order, vehicle, self.begun, base) and self.objective.may(order.id, base)
            ):
                continue
            if can_carry(self.world, order, vehicle, base.driver):
                yield _Base(vehicle, base, old if mine else None)

    def _ideas(self, order: Order, base: _Base) -> Iterator[_Idea]:
        vehicle, trip = base.vehicle, base.trip
        used = has_work(trip)
        judged = self.judge(trip) if used else None
        first = first_free(order, vehicle, trip, self.begun.get(vehicle.id, 0))
        handling = self.world.handling
        more = 0 if used else handling.check_s + handling.load_fixed_s
        for via in ways(self.world, order, vehicle):
            stops = stops_of(order, vehicle, via)
            if all(can_come(self.world, vehicle, stop) for stop in stops):
                price = sum(self.world.sites.transfers[t].cent_fixed for t in via.values()) / SECOND_CENT
                near = near_places(self.world, vehicle, trip, judged, stops, first, NEAR)
                for number, (weight, spot) in enumerate(near):
                    yield _Idea(weight + more + price, number, base, via, spot)

    def _plain(self, order: Order, ideas: list[_Idea]) -> tuple[TripKey, Trip, _Base]:
        """The best of the ideas for one vehicle, as it is."""
        base = ideas[0].base
        tried = [with_order(base.trip, order, base.vehicle, i.spot, base.old, i.via) for i in ideas]
        best = min(tried, key=self.key)
        return self._paid(base, self.key(best)), best, base

    def _paid(self, base: _Base, key: TripKey) -> TripKey:
        """What a trip costs more; of a vehicle that is opened only the kilometres and hours count."""
        paid = key - self.key(base.trip)
        if base.vehicle.id != self.opened or has_work(base.trip):
            return paid
        return TripKey(paid.hard, paid.value * OPENING)

    def _mended(self, plan: Plan, order: Order, base: _Base, best: Trip) -> Place:
        """With a second load or a charge where it needs one."""
        fixed = self.begun.get(base.vehicle.id, 0)
        if self.look(best).full:
            via = via_in(best, order.id)
            near = near_depot(self.world, base.vehicle, base.trip, FEW_RELOADS) if self.few else None
            more = second_loads(order, base.vehicle, base.trip, fixed, base.old, via, near)
            best = min((best, *(m.trip for m in more)), key=self.key)
        if base.vehicle.class_.drive == "battery" and is_short(self.judge(best)):
            night, most = self.night(plan, best), FEW_CHARGES if self.few else MOST
            found = best_charge(self.world, best, self.judge, self.key, fixed, night, most)
            if found is not None and self.key(found.trip) < self.key(best):
                best = found.trip
        return Place(self._paid(base, self.key(best)), best)


def moved(plan: Plan, order: str, lighter: Trip | None, place: Place) -> Plan:
    """The plan with an order out of its trip or from its partner, and where it goes instead."""
    given = tuple(pair for pair in plan.given if pair[0] != order)
    if place.partner is not None:
        given = tuple(sorted((*given, (order, place.partner))))
    made = plan if given == plan.given else replace(plan, given=given)
    made = made.with_trip(lighter) if lighter else made
    return made.with_trip(place.trip) if place.trip else made
