"""Small exact improvements: every step is judged by the referee, so it mends what a solver only estimates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from game.domain.plan import Plan, Trip
from game.domain.world import Action, World
from game.solver.charging import MOST, best_charge, charge_options, is_short
from game.solver.objective import Objective
from game.solver.referee import NOTHING
from game.solver.reload import reloads
from game.solver.relocate import FEW_CHARGES, Relocator
from game.solver.starts import useful_delays_s
from game.solver.swaps import swaps
from game.solver.variants import fewer_stops, other_roads, other_sequences, other_ways


class Polisher(Relocator):
    """Descends from a plan until nothing small helps, or the referee's budget is spent."""

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

    def mends(self, trip: Trip, fixed: int, night_permille: int) -> Iterator[Trip]:
        """What a truck can do for itself when it is too full, short of charge, or too late."""
        if self.look(trip).full:
            yield from (made for _, made in reloads(trip, fixed))
        if self.short(trip):
            yield from self._charged(trip, fixed, night_permille)
        yield from self._other_starts(trip, fixed)

    def _variants(self, trip: Trip, fixed: int, night_permille: int) -> Iterator[Trip]:
        if self.look(trip).full:
            yield from (made for _, made in reloads(trip, fixed))
        if self.short(trip):
            yield from self._charged(trip, fixed, night_permille)
        yield from fewer_stops(trip, fixed)
        yield from other_ways(self.world, trip, fixed)
        yield from other_sequences(trip, fixed)
        yield from other_roads(self.world, trip, fixed)
        yield from self._other_starts(trip, fixed)
        if not self.short(trip) and any(s.action is Action.CHARGE for s in trip.stops):
            yield from (o.trip for o in charge_options(self.world, trip, self.judge, fixed, most=self._most))

    def short(self, trip: Trip) -> bool:
        """A truck on a battery that asks more of it than there is."""
        return self.world.vehicles[trip.vehicle].class_.drive == "battery" and is_short(self.judge(trip))

    @property
    def _most(self) -> int:
        return FEW_CHARGES if self.few else MOST

    def _charged(self, trip: Trip, fixed: int, night_permille: int) -> Iterator[Trip]:
        found = best_charge(self.world, trip, self.judge, self.key, fixed, night_permille, self._most)
        yield from (found.trip,) if found else ()

    def _other_starts(self, trip: Trip, fixed: int) -> Iterator[Trip]:
        """Leave later when the truck waits on its way, or give the start back to the schedule."""
        if fixed or trip.vehicle in self.begun:
            return
        if trip.start_s is not None:
            yield replace(trip, start_s=None)
        judged = self.judge(trip)
        for delay_s in useful_delays_s(judged):
            yield replace(trip, start_s=judged.start_s + delay_s)

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
            changed = self.exchanged(plan)
            better |= changed is not plan
            plan = changed
        return plan

    def exchanged(self, plan: Plan) -> Plan:
        """The plan with two vehicles' work exchanged where that is best; the same plan when nothing helps."""
        best, saved = plan, NOTHING
        for made in swaps(self.world, plan, self.begun):
            if self.over:
                break
            gone, come = set(plan.trips) - set(made.trips), set(made.trips) - set(plan.trips)
            was, now = (sorted(trips, key=lambda t: t.vehicle) for trips in (gone, come))
            change = sum((self.key(t) for t in now), NOTHING) - sum((self.key(t) for t in was), NOTHING)
            if change.clearly_below(saved) and not self.collides(plan, made):
                best, saved = made, change
        return best

    def polished(self, plan: Plan, trip: Trip) -> Plan:
        """The plan with one trip driven better; the same plan when nothing helps."""
        found = self.trip(trip, self.begun.get(trip.vehicle, 0), self.night(plan, trip))
        if found == trip:
            return plan
        made = plan.with_trip(found)
        return plan if self.collides(plan, made) else made


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
