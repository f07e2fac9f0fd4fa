"""What the worker is told: a plain dict of whole numbers, made from a world without OR-Tools.

Approximations, all judged and mended by the referee afterwards:
- a vehicle's time starts at departure; check and loading at the depot are priced exactly but
  shift the earliest departure by an estimate (`depart_after_s`);
- energy is priced at an average load (`AVERAGE_LOAD`); durations are those of the hours of a visit's
  windows (`tables.typical_s`);
- per pair and vehicle class one road is chosen beforehand, the cheapest in money, time and CO2e;
- an order at a depot is carried by the vehicles of that depot only;
- the vehicle's agreed end of duty and battery reserve are hard here, soft for the referee; charging on
  the way is a price and a limit on energy, without a place;
- breaks and charges of the start plan are left out, and put back where their stops still follow each
  other; orders that partners drive stay with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from game.domain import chance
from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, World
from game.rules.stops import place_of
from game.solver.maker import FORMAT, Maker, Problem
from game.solver.objective import Objective
from game.solver.stops import Begun
from game.solver.warm import keep_own_stops

__all__ = ["FORMAT", "Job", "Problem", "build"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A problem for the worker, and what is needed to read its routes back."""

    problem: Problem
    stops: tuple[Stop, ...]
    vehicles: tuple[str, ...]
    world: World
    start: Plan

    def plan(self, routes: list[list[int]]) -> Plan:
        """Routes (node numbers per vehicle) as a plan; begun stops stay as they are."""
        trips = [self._trip(v, route) for v, route in zip(self.vehicles, routes, strict=True) if route]
        made = [t for t in trips if t.orders()]
        return Plan(trips=tuple(sorted(made, key=lambda t: t.vehicle)), given=self.start.given)

    def _trip(self, vehicle_id: str, route: list[int]) -> Trip:
        entry = self.problem["vehicles"][self.vehicles.index(vehicle_id)]
        roads = self.problem["classes"][entry["class"]]["road"]
        old = self.start.trip_of(vehicle_id)
        if old and entry["closed"]:
            return old
        fixed = entry["begun"] if old else 0
        stops = list(old.stops[:fixed]) if old else []
        route = route[len(entry["fixed"]) :]
        while route and self.stops[route[-1]].action is Action.RELOAD:
            route = route[:-1]  # parked where it costs nothing
        here = self.problem["places_of"][self._place(vehicle_id, stops[-1])] if stops else entry["depot"]
        for node in route:
            there = self.problem["nodes"][node]["place"]
            stop = self.stops[node]
            if not (stop.action is Action.RELOAD and (not stops or stops[-1].action is Action.RELOAD)):
                stops.append(replace(stop, route=roads[here][there]))
            here = there
        trip = Trip(
            vehicle=vehicle_id,
            driver=old.driver if old else self.world.vehicles[vehicle_id].driver,
            stops=tuple(stops),
            start_s=old.start_s if old and fixed else None,
            return_route=roads[here][entry["depot"]],
            charge_permille=old.charge_permille if old else None,
        )
        return keep_own_stops(old, trip, fixed)

    def _place(self, vehicle_id: str, stop: Stop) -> str:
        vehicle = self.world.vehicles[vehicle_id]
        return place_of(self.world, vehicle, stop) or vehicle.depot


def build(
    world: World,
    orders: Iterable[str],
    objective: Objective,
    start: Plan | None = None,
    begun: Begun | None = None,
    seed: int = 1,
) -> Job:
    """The problem of these orders, and those that the start plan has; begun stops are fixed.

    OR-Tools has no seed: another `seed` numbers the orders otherwise, which leads its search elsewhere.
    """
    start, begun = start or Plan(), begun or {}
    vehicles = tuple(sorted(world.vehicles))
    draw = chance.stream(seed, "solver").random
    wanted = (frozenset(orders) | start.planned()) - {order for order, _ in start.given}
    ids = [i for _, i in sorted((draw(), i) for i in sorted(wanted))]
    maker = Maker(world, objective, ids, vehicles, start, begun)
    stops = tuple(node.stop for node in maker.nodes)
    return Job(problem=maker.problem(), stops=stops, vehicles=vehicles, world=world, start=start)
