"""Small exact improvements: every step is judged by the referee, so it mends what a solver only estimates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from game.domain.evaluation import Doing, Severity, TripEvaluation
from game.domain.plan import Plan, Trip
from game.domain.world import Action, Order, Vehicle, World
from game.rules.evaluate import evaluate_trip
from game.rules.together import findings_together
from game.solver.charging import best_charge, charge_options, is_short, night_room_permille
from game.solver.near import near_places
from game.solver.objective import Objective, TripKey
from game.solver.reload import CAPACITY, reloads, second_loads
from game.solver.starts import useful_delays_s
from game.solver.stops import (
    Begun,
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
from game.solver.variants import fewer_stops, other_roads, other_sequences, other_ways
from game.solver.ways import alone, can_carry, can_come, partners_for, ways

NEAR = 6
"""Places per vehicle and way that the referee is asked about."""
FULL_MEMO = 400


class _Known(NamedTuple):
    """What is kept of a judged trip: a whole judgement of each of thousands would fill the memory."""

    key: TripKey
    full: bool
    """Too much aboard."""
    battery: TripEvaluation | None
    """Of a truck on a battery: what the night gives and when it charges, nothing else."""


class _Place(NamedTuple):
    """An order somewhere: what it costs there, and the trip that has it."""

    cost: TripKey
    trip: Trip | None
    partner: str | None = None


class Polisher:
    """Descends from a plan until nothing small helps, `budget` trips have been judged or `stop` says so.

    Counted in judged trips, so that without `stop` it repeats exactly.
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
        self.begun: Begun = begun or {}
        self.budget = budget
        self.stop = stop
        self.shared = bool(world.sites.grids or world.sites.chargers)
        """Whether trips have something between them that the referee judges over all of them."""

    @property
    def over(self) -> bool:
        """No more steps."""
        return self.budget <= 0 or (self.stop is not None and self.stop())

    # Judging -----------------------------------------------------------------------------

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

    def _look(self, trip: Trip) -> _Known:
        known = self.known.get(trip)
        if known is None:
            self.budget -= 1
            known = self.known[trip] = self._note(trip, evaluate_trip(self.world, trip))
        return known

    def key(self, trip: Trip) -> TripKey:
        """A trip's share in the comparison; a trip without orders does not exist."""
        return self._look(trip).key if has_work(trip) else NOTHING

    def outside(self, order: Order, partner: str | None = None) -> TripKey:
        """The share of an order that a partner drives, or that is bought in."""
        return TripKey(0, 0, self.objective.value(*alone(self.world, order, partner)))

    def together(self, plan: Plan) -> int:
        """Hard findings over several trips."""
        if not self.shared:
            return 0
        noted = [self._look(t).battery for t in plan.trips if has_work(t)]
        found = findings_together(self.world, [n for n in noted if n is not None])
        return sum(f.severity is Severity.HARD for f in found)

    def shares(self, trip: Trip) -> bool:
        """Takes from the night's grid, or stands at a charger."""
        noted = self._look(trip).battery
        return noted is not None and bool(noted.night_wh or noted.activities)

    def plan_key(self, plan: Plan, orders: frozenset[str]) -> TripKey:
        """The whole plan's place in the comparison."""
        total = TripKey(self.together(plan), 0, 0.0)
        for trip in plan.trips:
            total = total + self.key(trip)
        for order, partner in plan.given:
            total = total + self.outside(self.world.orders[order], partner)
        for order in sorted(orders - plan.covered()):
            total = total + self.outside(self.world.orders[order])
        return total

    # One trip ----------------------------------------------------------------------------

    def trip(self, trip: Trip, fixed: int = 0, night_permille: int = 0) -> Trip:
        """The trip in the best sequence, by the best roads and ways, that single steps reach."""
        best, key = trip, self.key(trip)
        better = True
        while better and not self.over:
            better = False
            for other in self._variants(best, fixed, night_permille):
                if (found := self.key(other)).clearly_below(key):
                    best, key, better = other, found, True
                    break
                if self.over:
                    break
        return best

    def _variants(self, trip: Trip, fixed: int, night_permille: int) -> Iterator[Trip]:
        if self._look(trip).full:
            yield from (made for _, made in reloads(trip, fixed))
        yield from self._charges(trip, fixed, night_permille)
        yield from fewer_stops(trip, fixed)
        yield from other_ways(self.world, trip, fixed)
        yield from other_sequences(trip, fixed)
        yield from other_roads(self.world, trip, fixed)
        yield from self._other_starts(trip, fixed)

    def _charges(self, trip: Trip, fixed: int, night_permille: int) -> Iterator[Trip]:
        if self.world.vehicles[trip.vehicle].class_.drive != "battery":
            return
        if is_short(self.judge(trip)):
            ended = best_charge(self.world, trip, self.judge, self.key, fixed, night_permille)
            yield from (ended.trip,) if ended else ()
        elif any(s.action is Action.CHARGE for s in trip.stops):
            yield from (o.trip for o in charge_options(self.world, trip, self.judge, fixed))

    def _other_starts(self, trip: Trip, fixed: int) -> Iterator[Trip]:
        """Leave later when the truck waits on its way, or give the start back to the schedule."""
        if fixed or trip.vehicle in self.begun:
            return
        if trip.start_s is not None:
            yield replace(trip, start_s=None)
        judged = self.judge(trip)
        for delay_s in useful_delays_s(judged):
            yield replace(trip, start_s=judged.start_s + delay_s)

    def night(self, plan: Plan, trip: Trip) -> int:
        """The fullest that the night can make this truck, next to the others of the plan."""
        if not self.shared or trip.vehicle in self.begun:
            return 0
        noted = [self._look(t).battery for t in plan.trips if t.vehicle != trip.vehicle and has_work(t)]
        return night_room_permille(self.world, trip, [n for n in noted if n is not None])

    # The whole plan ----------------------------------------------------------------------

    def plan(self, plan: Plan, orders: frozenset[str]) -> Plan:
        """Place what is left over, move orders between trips and partners, until nothing helps."""
        better = True
        while better and not self.over:
            better = False
            for trip in plan.trips:
                found = self.polished(plan, trip)
                better |= found is not plan
                plan = found
            for order in sorted(orders | plan.covered()):
                moved = self.relocated(plan, order)
                better |= moved is not plan
                plan = moved
        return plan

    def polished(self, plan: Plan, trip: Trip) -> Plan:
        """The plan with one trip driven better; the same plan when nothing helps."""
        found = self.trip(trip, self.begun.get(trip.vehicle, 0), self.night(plan, trip))
        made = plan if found == trip else plan.with_trip(found)
        return plan if self._shares_worse(plan, made, found, trip) else made

    def _shares_worse(self, plan: Plan, made: Plan, new: Trip, old: Trip) -> bool:
        """More hard findings over several trips than this trip's own gain in them."""
        if made is plan or not self.shared:
            return False
        gain = self.key(new).hard - self.key(old).hard
        return gain + self.together(made) - self.together(plan) > min(0, gain)

    def relocated(self, plan: Plan, order_id: str) -> Plan:
        """The plan with one order in a clearly better place; the same plan when there is none."""
        if self.over or not may_leave(self.world, plan, order_id, self.begun):
            return plan
        order = self.world.orders[order_id]
        carrier = plan.vehicle_of(order_id)
        old = plan.trip_of(carrier) if carrier else None
        lighter = without_order(old, order_id) if old else None
        # what one wins by taking the order out is what any place for it has to stay below
        saved = self.key(old) - self.key(lighter) if old and lighter else self._now(plan, order)
        places = [*self._inside(plan, order, old, lighter), *self._elsewhere(plan, order, old, saved)]
        for place in sorted(places, key=lambda p: p.cost):
            if not place.cost.clearly_below(saved):
                return plan
            made = moved(plan, order_id, lighter, place.trip, place.partner)
            gain = place.cost.hard - saved.hard
            if not self.shared or gain + self.together(made) - self.together(plan) <= min(0, gain):
                return made
        return plan

    def _now(self, plan: Plan, order: Order) -> TripKey:
        return self.outside(order, plan.partner_of(order.id))

    def _elsewhere(self, plan: Plan, order: Order, old: Trip | None, saved: TripKey) -> Iterator[_Place]:
        """Bought in, and with each partner that takes it; never only to keep what was agreed."""
        now = plan.partner_of(order.id)
        if old is not None or now is not None:
            yield _Place(replace(self.outside(order), agreed=saved.agreed), None)
        if old is not None and self.begun.get(old.vehicle, 0) > 0:
            return
        for partner in partners_for(self.world, plan, order):
            if partner != now:
                yield _Place(replace(self.outside(order, partner), agreed=saved.agreed), None, partner)

    def _inside(self, plan: Plan, order: Order, old: Trip | None, lighter: Trip | None) -> Iterator[_Place]:
        """The best place in each vehicle that can have it."""
        for name in sorted(self.world.vehicles):
            vehicle = self.world.vehicles[name]
            mine = old is not None and name == old.vehicle
            base = lighter if lighter and mine else trip_of(plan, vehicle)
            if not mine and not may_join(order, vehicle, self.begun, base):
                continue
            if can_carry(self.world, order, vehicle, base.driver):
                place = self.best_in(plan, order, vehicle, base, old if mine else None)
                yield from (place,) if place else ()

    def best_in(
        self, plan: Plan, order: Order, vehicle: Vehicle, base: Trip, old: Trip | None = None
    ) -> _Place | None:
        """The best place for an order in a trip without it: every way, a second load, a charge."""
        before = self.key(base)
        fixed = self.begun.get(vehicle.id, 0)
        tried = list(self._tried(order, vehicle, base, fixed, old))
        if not tried:
            return None
        best = min(tried, key=lambda t: (self.key(t), tried.index(t)))
        if self._look(best).full:
            via = via_in(best, order.id)
            more = [m.trip for m in second_loads(order, vehicle, base, fixed, old, via)]
            best = min((best, *more), key=self.key)
        if self.key(best).hard > before.hard and vehicle.class_.drive == "battery":
            best = self._charged(plan, best, fixed)
        return _Place(self.key(best) - before, best)

    def _tried(
        self, order: Order, vehicle: Vehicle, base: Trip, fixed: int, old: Trip | None
    ) -> Iterator[Trip]:
        judged = self.judge(base) if has_work(base) else None
        first = first_free(order, vehicle, base, fixed)
        for via in ways(self.world, order, vehicle):
            stops = stops_of(order, vehicle, via)
            if all(can_come(self.world, vehicle, stop) for stop in stops):
                for spot in near_places(self.world, vehicle, base, judged, stops, first, NEAR):
                    yield with_order(base, order, vehicle, spot, old, via)

    def _charged(self, plan: Plan, trip: Trip, fixed: int) -> Trip:
        if not is_short(self.judge(trip)):
            return trip
        night = self.night(plan, trip)
        found = best_charge(self.world, trip, self.judge, self.key, fixed, night)
        return found.trip if found is not None and self.key(found.trip) < self.key(trip) else trip


NOTHING = TripKey(0, 0, 0.0)


def moved(plan: Plan, order: str, lighter: Trip | None, trip: Trip | None, partner: str | None) -> Plan:
    """The plan with an order out of its trip or from its partner, and in a trip or with a partner."""
    given = tuple(pair for pair in plan.given if pair[0] != order)
    if partner is not None:
        given = tuple(sorted((*given, (order, partner))))
    made = plan if given == plan.given else replace(plan, given=given)
    made = made.with_trip(lighter) if lighter else made
    return made.with_trip(trip) if trip else made


def improve_trip(
    world: World,
    trip: Trip,
    *,
    fixed: int = 0,
    objective: Objective | None = None,
    budget: int = 5_000,
) -> Trip:
    """The trip in a better sequence, by better roads or with a later start; the same when nothing helps."""
    polisher = Polisher(world, objective or Objective(), budget=budget)
    return polisher.trip(trip, fixed)
