"""What is aboard, in OR-Tools' terms: several units that all bind, both directions, second loads.

Part of `model.Model`; loads no OR-Tools itself.
"""

from __future__ import annotations

from typing import Any

UNITS = ("kg", "ldm", "adr", "floor")


class Loads:
    """The dimensions of load of one model."""

    problem: dict[str, Any]
    nodes: list[dict[str, Any]]
    vehicles: list[dict[str, Any]]
    reloads: list[int]
    place: list[int]
    index: list[int]
    routing: Any
    one_unit: bool

    def _loads(self) -> None:
        """Units that all bind. Where goods or empties come aboard on the way, what leaves the depot is
        exactly what is delivered: a second count starts with it and ends at zero."""
        # only pallets: one count for all vehicles; with one for each, a day of 100 orders had no plan
        cages = [*(o["units"][1] for o in self.problem["orders"]), *(n["back_units"][1] for n in self.nodes)]
        self.one_unit = not any(cages)
        for unit, name in enumerate(UNITS):
            sizes = [self._sizes(unit, v) for v in range(len(self.vehicles))]
            if not any(any(s) for s in sizes):
                continue
            self._dimension(name, sizes, unit, both=True)
            orders = [o for o in self.problem["orders"] if len(o["ends"]) == 1]
            back = any(n["back_floor"][0] or any(n["back"]) for n in self.nodes)
            if len({o["from_depot"] for o in orders}) == 2 or back:
                self._dimension(name + "_out", sizes, unit, both=False)
                both = [self.routing.GetDimensionOrDie(n) for n in (name, name + "_out")]
                for v in range(len(self.vehicles)):
                    begin, end = self.routing.Start(v), self.routing.End(v)
                    both[1].CumulVar(end).SetValue(0)
                    self.routing.solver().Add(both[0].CumulVar(begin) == both[1].CumulVar(begin))
                self._loaded_again(*both)

    def _loaded_again(self, aboard: Any, out: Any) -> None:
        """At a reload everything for the stops before it is out, and what is loaded is aboard."""
        for n in self.reloads:
            index = self.index[n]
            solver, active = self.routing.solver(), self.routing.ActiveVar(index)
            solver.Add(out.CumulVar(index) * active == 0)
            room = max(self._room(UNITS.index(aboard.name()), v) for v in self.nodes[n]["allowed"])
            after = aboard.CumulVar(index) + aboard.SlackVar(index) - room
            solver.Add(after >= out.CumulVar(index) + out.SlackVar(index) - room * (1 - active))

    def _sizes(self, unit: int, v: int) -> list[int]:
        """What each order takes; the floor is counted per vehicle."""
        orders = self.problem["orders"]
        if UNITS[unit] == "floor" and self.one_unit:
            return [o["units"][0] for o in orders]
        return [o["floor"][v] if UNITS[unit] == "floor" else o["size"][unit] for o in orders]

    def _room(self, unit: int, v: int) -> int:
        vehicle = self.vehicles[v]
        floor = vehicle["unit_room"][0] if self.one_unit else vehicle["floor_room"]
        room: int = floor if UNITS[unit] == "floor" else vehicle["room"][unit]
        return room

    def _changes(self, sizes: list[int], unit: int, v: int, *, both: bool) -> list[int]:
        """What each node adds aboard; without `both` only what the depot gave, going out."""
        change = [0] * len(self.place)
        floor = UNITS[unit] == "floor"
        for order, size in zip(self.problem["orders"], sizes, strict=True):
            first, last = order["ends"][0], order["ends"][-1]
            if not both:
                for n in first if order["from_depot"] else ():
                    change[n] = -size
                continue
            for n in first:
                change[n] = -size if order["from_depot"] else size
            for n in last if len(order["ends"]) == 2 else ():
                change[n] = -size
            for n in last:
                back = self.nodes[n]["back_units"][0] if self.one_unit else self.nodes[n]["back_floor"][v]
                change[n] += back if floor else self.nodes[n]["back"][unit]
        for n in self.reloads if both else ():
            change[n] = -self._room(unit, self.nodes[n]["allowed"][0])
        return change

    def _dimension(self, name: str, sizes: list[list[int]], unit: int, *, both: bool) -> None:
        known: dict[tuple[int, ...], int] = {}
        evaluators = []
        for v, mine in enumerate(sizes):
            vector = self._changes(mine, unit, v, both=both)
            key = tuple(vector)
            if key not in known:
                known[key] = self.routing.RegisterUnaryTransitVector(vector)
            evaluators.append(known[key])
        rooms = [self._room(unit, v) for v in range(len(self.vehicles))]
        slack = 2 * max(rooms) if self.reloads else 0
        self.routing.AddDimensionWithVehicleTransitAndCapacity(evaluators, slack, rooms, False, name)
        if slack:
            dimension, again = self.routing.GetDimensionOrDie(name), {self.index[n] for n in self.reloads}
            starts = [self.routing.Start(v) for v in range(len(self.vehicles))]
            for index in (*self.index, *starts):
                if index not in again:
                    dimension.SlackVar(index).SetValue(0)
