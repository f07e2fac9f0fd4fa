"""VROOM's answer to a problem that we exported, as a plan of ours that the referee can judge."""

from __future__ import annotations

from dataclasses import replace

from game.content.formats.lines import MAX_BYTES
from game.content.formats.vroom_hours import rested_s
from game.content.formats.vroom_out import is_shipment, numbered, vroom_problem
from game.content.formats.vroom_roads import Roads
from game.content.formats.vroom_shape import RouteShape, SolutionShape, StepShape
from game.content.limits import Faults
from game.content.located import validated
from game.content.plan_file import json_values
from game.content.tomlfile import loc_text
from game.domain.plan import Plan, Stop, Trip
from game.domain.scenario import Scenario
from game.domain.world import Action, Order, Vehicle
from game.rules.load import from_depot, to_depot
from game.rules.schedule import start_of
from game.rules.stops import end_of

WORK = ("job", "pickup", "delivery")


def plan_of_solution(data: bytes, scenario: Scenario, *, file: str) -> Plan:
    """The plan in VROOM's answer; breaks are left to our own rules. Raises ContentFault."""
    faults = Faults()
    values = json_values(data, file, faults, MAX_BYTES)
    solution = validated(SolutionShape, values[0], file=file, faults=faults) if values else None
    if solution is not None and (solution.code or "routes" not in solution.model_fields_set):
        faults.add(file, "fault.vroom_no_solution", value=solution.error or solution.code)
    faults.stop_if_any(file)
    assert solution is not None, "what is no solution has a fault"
    reader = _Reader(scenario, file, faults)
    trips = [trip for i, route in enumerate(solution.routes) if (trip := reader.trip(i, route))]
    faults.stop_if_any(file)
    return Plan(trips=tuple(sorted(trips, key=lambda t: t.vehicle)))


class _Reader:
    """Numbers of a solution back to our ids; faults say which step."""

    def __init__(self, scenario: Scenario, file: str, faults: Faults) -> None:
        self.world, self.file, self.faults = scenario.system, file, faults
        self.orders = numbered(scenario)
        self.vehicles = dict(enumerate(self.world.vehicles.values(), 1))
        exported = vroom_problem(scenario)
        self.roads, self.profile_of = exported.roads, exported.profile_of
        self.done: set[tuple[str, Action]] = set()
        self.out: set[str] = set()

    def trip(self, i: int, route: RouteShape) -> Trip | None:
        """One vehicle's trip; None when it does nothing, or with a fault."""
        vehicle = self.vehicles.get(route.vehicle)
        if vehicle is None or vehicle.id in self.out:
            key = "fault.vroom_number" if vehicle is None else "fault.number_twice"
            self._fault(key, "routes", i, "vehicle", value=route.vehicle)
            return None
        self.out.add(vehicle.id)
        found = [
            self._stop(step, vehicle, ("routes", i, "steps", j))
            for j, step in enumerate(route.steps) if step.type in WORK
        ]  # fmt: skip
        stops = [stop for stop in found if stop is not None]
        return self._by_road(vehicle, stops) if stops else None

    def _stop(self, step: StepShape, vehicle: Vehicle, loc: tuple[str | int, ...]) -> Stop | None:
        number = step.id if step.id is not None else step.job
        order = self.orders.get(-1 if number is None else number)
        action = self._action(step.type, order, vehicle) if order else None
        if order is None or action is None:
            self._fault("fault.vroom_number", *loc, "id", value="?" if number is None else number)
            return None
        if (order.id, action) in self.done:
            self._fault("fault.stop_twice", *loc, "id", name=order.id)
        self.done.add((order.id, action))
        return Stop(order=order.id, action=action)

    def _action(self, kind: str, order: Order, vehicle: Vehicle) -> Action | None:
        """What the stop does; None where this is not the kind of work that we exported."""
        if (kind == "job") == is_shipment(self.world, order):
            return None
        if kind != "job":
            return Action.COLLECT if kind == "pickup" else Action.DELIVER
        if from_depot(order=order, vehicle=vehicle):
            return Action.DELIVER
        return Action.COLLECT if to_depot(order=order, vehicle=vehicle) else None

    def _by_road(self, vehicle: Vehicle, stops: list[Stop]) -> Trip:
        """Every leg by the alternative that VROOM was told of."""
        roads: Roads = self.roads[self.profile_of[vehicle.id]]
        here, driven = vehicle.depot, []
        for stop in stops:
            place = end_of(order=self.world.orders[stop.order], action=stop.action)
            driven.append(Stop(order=stop.order, action=stop.action, route=roads.by(here, place)))
            here = place
        trip = Trip(
            vehicle=vehicle.id, driver=vehicle.driver, stops=tuple(driven),
            return_route=roads.by(here, vehicle.depot),
        )  # fmt: skip
        # the automatic start looks at the first window only, VROOM was told of the rest
        rest_s = rested_s(self.world, self.world.drivers[vehicle.driver])
        return replace(trip, start_s=rest_s) if start_of(self.world, trip) < rest_s else trip

    def _fault(self, key: str, *loc: str | int, **values: object) -> None:
        self.faults.add(self.file, key, loc_text(loc), 0, **values)
