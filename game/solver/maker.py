"""The numbers of a problem: nodes, places, kinds of vehicles, limits. See `problem` for what is estimated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from game.domain.plan import Plan, Stop
from game.domain.world import Action, Load, Order, Vehicle, World
from game.rules.stops import end_of, place_of
from game.solver.maker_fleet import Fleet, floor_of
from game.solver.nodes import DAY, Node, choices
from game.solver.objective import Objective
from game.solver.reload import RELOAD
from game.solver.stops import Begun, actions_of
from game.solver.tables import Hours, Prices
from game.solver.ways import can_carry

FORMAT = 2
MOST_RELOADS = 2
CROWDED = 0.95
"""Share of the room that goods may ask before second loads are offered."""

MUST = 1_000_000_000
"""What leaving out an order weighs that somebody asked to be in a trip."""

Problem = dict[str, Any]


class Maker(Fleet):
    """The numbering of one problem: places, nodes, classes; lives no longer than `build`."""

    def __init__(
        self,
        world: World,
        objective: Objective,
        ids: list[str],
        vehicles: tuple[str, ...],
        start: Plan,
        begun: Begun,
    ) -> None:
        self.world, self.start, self.begun = world, start, begun
        self.prices = Prices(world=world, objective=objective)
        self.orders = [world.orders[i] for i in ids]
        self.vehicles = [world.vehicles[v] for v in vehicles]
        self.nodes: list[Node] = []
        self.ends: dict[str, list[list[int]]] = {}
        self.able: dict[str, list[int]] = {}
        for order in self.orders:
            self._number(order)
        self.reload_nodes = self._reloads()
        fixed = [place_of(world, world.vehicles[t.vehicle], s) for t in start.trips for s in t.stops]
        found = [*(v.depot for v in self.vehicles), *(n.place for n in self.nodes), *filter(None, fixed)]
        self.places = list(dict.fromkeys(found))
        self.place = {place: i for i, place in enumerate(self.places)}
        self.kinds: list[Vehicle] = []
        for vehicle in self.vehicles:
            if self._kind(vehicle) < 0:
                self.kinds.append(vehicle)

    # Orders ------------------------------------------------------------------------------

    def _number(self, order: Order) -> None:
        """Nodes of the order, and who may carry it; vehicles that need other stops are left out."""
        carrier = self.start.vehicle_of(order.id)
        shapes = [actions_of(order, v) for v in self.vehicles]
        able = [i for i, v in enumerate(self.vehicles) if can_carry(self.world, order, v, self._driver(v))]
        mine = [i for i, v in enumerate(self.vehicles) if v.id == carrier]
        best = min((len(shapes[i]), i) for i in mine or able or range(len(shapes)))[1]
        same = [i for i in able if shapes[i] == shapes[best] and self._may(order, self.vehicles[i])]
        self.able[order.id] = self._free(order, carrier, mine, same)
        begun = self._begun_stops(order, carrier)
        self.ends[order.id] = []
        for action in shapes[best]:
            found = [self._as_begun(begun[action], mine)] if action in begun else choices(
                self.world, order, action, self.vehicles, self.able[order.id]
            )  # fmt: skip
            # an order that no vehicle may bring still has a node, which nobody may visit
            found = found or [self._as_begun(Stop(order=order.id, action=action), [])]
            self.ends[order.id].append(list(range(len(self.nodes), len(self.nodes) + len(found))))
            self.nodes.extend(found)

    def _may(self, order: Order, vehicle: Vehicle) -> bool:
        """Whether the locks let it go there."""
        steered = self.prices.objective.steered
        return steered is None or steered.may(order.id, vehicle.id, self._driver(vehicle))

    def _begun_stops(self, order: Order, carrier: str | None) -> dict[Action, Stop]:
        """The stops of an order of which something is fixed: they stay in that truck, the way they are."""
        trip = self.start.trip_of(carrier) if carrier else None
        count = self.begun.get(carrier, 0) if carrier else 0
        if trip is None or not any(s.order == order.id for s in trip.stops[:count]):
            return {}
        return {s.action: replace(s, route=0) for s in trip.stops if s.order == order.id}

    def _as_begun(self, stop: Stop, vehicles: list[int]) -> Node:
        order = self.world.orders[stop.order]
        place = (
            self.world.sites.transfers[stop.via].place
            if stop.via
            else end_of(order=order, action=stop.action)
        )
        collect = stop.action is Action.COLLECT
        service_s = order.pickup_service_s if collect else order.delivery_service_s
        return Node(stop=stop, place=place, windows=(DAY,), service_s=service_s, vehicles=tuple(vehicles))

    def _free(self, order: Order, carrier: str | None, mine: list[int], same: list[int]) -> list[int]:
        """Goods from a depot stay in the truck that left with them, or at the depot that it left."""
        home = {v.id for v in self.vehicles if v.depot == order.pickup}
        gone = [i for i, v in enumerate(self.vehicles) if v.id in home and self.begun.get(v.id, 0) > 0]
        if carrier is not None and mine and mine[0] in gone:
            return mine
        return [i for i in same if i not in gone]

    def _order(self, order: Order) -> Mapping[str, Any]:
        """Nodes, size in each unit, per vehicle class the share of its floor, and what it costs."""
        ends = self.ends[order.id]
        from_depot = len(ends) == 1 and self.nodes[ends[0][0]].stop.action is Action.DELIVER
        h, load = self.world.handling, order.load
        per = (
            (h.load_per_pallet_s, h.load_per_cage_s)
            if from_depot
            else (h.unload_per_pallet_s, h.unload_per_cage_s)
        )
        depot_s = load.pallets * per[0] + load.roll_cages * per[1] if len(ends) == 1 else 0
        return {
            "ends": ends,
            "from_depot": from_depot,
            "size": [load.kg, load.ldm_cm, order.adr_points],
            "units": [load.pallets, load.roll_cages],
            "floor": [floor_of(load, v.class_.capacity) for v in self.vehicles],
            "penalty": self.prices.units(order.penalty_cent, order.charter_g)
            + MUST * self.prices.objective.outside(order.id),
            "depot_cost": [self.prices.seconds(k, depot_s) for k in self.kinds],
        }

    def _node(self, node: Node) -> Mapping[str, Any]:
        back = node.returns
        return {
            "place": self.place[node.place],
            "windows": [list(w) for w in node.windows],
            "service_s": node.service_s,
            "allowed": list(node.vehicles),
            "cost": self.prices.units(node.cent, node.grams),
            "back": [back.kg, back.ldm_cm, 0],
            "back_units": [back.pallets, back.roll_cages],
            "back_floor": [floor_of(back, v.class_.capacity) for v in self.vehicles],
        }

    # Second loads ------------------------------------------------------------------------

    def _reloads(self) -> list[int]:
        """Nodes for coming by the depot, each of one vehicle: where goods ask more room than there is."""
        asked = self._crowded()
        found: list[int] = []
        for i, vehicle in enumerate(self.vehicles):
            trip, fixed = self.start.trip_of(vehicle.id), self.begun.get(vehicle.id, 0)
            had = sum(s.action is Action.RELOAD for s in trip.stops[fixed:]) if trip else 0
            service_s = self.world.handling.load_fixed_s + self._loading_s(vehicle)
            for _ in range(max(had, asked.get(i, 0))):
                found.append(len(self.nodes))
                self.nodes.append(
                    Node(stop=RELOAD, place=vehicle.depot, windows=(DAY,), service_s=service_s, vehicles=(i,))
                )
        return found

    def _crowded(self) -> dict[int, int]:
        """Vehicle -> reloads worth offering: some orders ask more than all that can carry them have."""
        groups: dict[frozenset[int], list[Load]] = {}
        for order in self.orders:
            depot = len(self.ends[order.id]) == 1 and order.pickup in {v.depot for v in self.vehicles}
            able = frozenset(v for n in self.ends[order.id][0] for v in self.nodes[n].vehicles)
            if depot and able:
                groups.setdefault(able, []).append(order.load)
        found: dict[int, int] = {}
        for able in groups:
            inside = [load for others, loads in groups.items() if others <= able for load in loads]
            asked = max(self._fill(inside, [self.vehicles[v].class_.capacity for v in able]))
            if asked > CROWDED:
                more = min(MOST_RELOADS, int(asked / CROWDED))
                found |= {v: max(more, found.get(v, 0)) for v in able}
        return found

    def _fill(self, loads: list[Load], rooms: list[Load]) -> tuple[float, float, float]:
        kg = sum(x.kg for x in loads) / max(1, sum(r.kg for r in rooms))
        ldm = sum(x.ldm_cm for x in loads) / max(1, sum(r.ldm_cm for r in rooms))
        pallets = sum(x.pallets for x in loads) / max(1, sum(r.pallets for r in rooms))
        cages = sum(x.roll_cages for x in loads) / max(1, sum(r.roll_cages for r in rooms))
        return kg, ldm, pallets + cages

    # Together ----------------------------------------------------------------------------

    def problem(self) -> Problem:
        """Everything, by number."""
        from game.solver.road_tables import tables_of  # numpy: only where a model is solved

        hours = self._hours()
        return {
            "format": FORMAT,
            "places": len(self.places),
            "places_of": self.place,
            "classes": tables_of(self.prices, self.kinds, self.places, hours),
            "vehicles": [self._vehicle(v) for v in self.vehicles],
            "nodes": [self._node(node) for node in self.nodes],
            "orders": [self._order(o) for o in self.orders],
            "reloads": self.reload_nodes,
            "break": {
                "after_s": self.world.hours.drive_before_break_s,
                "lasts_s": self.world.hours.break_s,
            },
            "start": [self._route(v) for v in self.vehicles],
        }

    def _hours(self) -> Hours:
        """Per place the clock seconds in which it is visited, within the drivers' hours."""
        first = min((d.from_s for d in self.world.drivers.values()), default=0)
        last = max((d.to_s for d in self.world.drivers.values()), default=DAY[1])
        found: dict[str, tuple[int, int]] = {}
        for node in self.nodes:
            if node.stop.order:
                opens, closes = max(first, node.windows[0][0]), min(last, node.windows[-1][1])
                low, high = found.get(node.place, (opens, closes))
                found[node.place] = (min(low, opens), max(high, closes))
        return {place: (low, max(low, high)) for place, (low, high) in found.items()}

    def _route(self, vehicle: Vehicle) -> list[int]:
        """The vehicle's trip of the start plan by number; an order without all its nodes is left out."""
        trip = self.start.trip_of(vehicle.id)
        if trip is None:
            return []
        spare = [n for n in self.reload_nodes if self.vehicles[self.nodes[n].vehicles[0]] is vehicle]
        whole_ids = {
            o for o in trip.orders()
            if all(self._nodes_of(s, vehicle) for s in trip.stops if s.order == o)
        }  # fmt: skip
        fixed = self.begun.get(vehicle.id, 0)
        route: list[int] = []
        for at, stop in enumerate(trip.stops):
            if stop.order in whole_ids:
                route += self._nodes_of(stop, vehicle)
            elif stop.action is Action.RELOAD and at >= fixed and spare:
                route.append(spare.pop(0))
        return route
