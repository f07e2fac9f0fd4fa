"""What is aboard, for CP-SAT: several units that all bind, both directions, second loads.

Part of `exact_model.Exact`; loads no OR-Tools itself. The same as `model_loads` says to the routing model:
what leaves the depot is exactly what is delivered, and a reload empties the truck and fills it again.
"""

from __future__ import annotations

from typing import Any

UNITS = ("kg", "ldm", "adr", "floor")


class ExactLoads:
    """The loads of one model."""

    problem: dict[str, Any]
    nodes: list[dict[str, Any]]
    vehicles: list[dict[str, Any]]
    reloads: frozenset[int]
    mine: list[list[int]]
    visit: list[dict[int, Any]]
    arcs: list[dict[tuple[int, int], Any]]
    costs: list[Any]
    cp: Any

    def _loads(self) -> None:
        for v, vehicle in enumerate(self.vehicles):
            units = [u for u in range(len(UNITS)) if self._binds(v, u)]
            if "again_cost" in vehicle:
                self._again(v, units)
                continue
            for unit in units:
                if self._one_way(v, unit):
                    sizes = self._changes(v, unit)
                    total = sum(abs(sizes[n]) * y for n, y in self.visit[v].items())
                    self.cp.add(total <= self._room(v, unit))
                else:
                    self._aboard(v, unit)

    def _size(self, order: dict[str, Any], v: int, unit: int) -> int:
        found: int = order["floor"][v] if UNITS[unit] == "floor" else order["size"][unit]
        return found

    def _room(self, v: int, unit: int) -> int:
        vehicle = self.vehicles[v]
        found: int = vehicle["floor_room"] if UNITS[unit] == "floor" else vehicle["room"][unit]
        return found

    def _back(self, n: int, v: int, unit: int) -> int:
        node = self.nodes[n]
        found: int = node["back_floor"][v] if UNITS[unit] == "floor" else node["back"][unit]
        return found

    def _binds(self, v: int, unit: int) -> bool:
        """Not where everything together fits."""
        orders = self.problem["orders"]
        backs = sum(max(self._back(n, v, unit) for n in o["ends"][-1]) for o in orders if o["ends"][-1])
        return sum(self._size(o, v, unit) for o in orders) + backs > self._room(v, unit)

    def _one_way(self, v: int, unit: int) -> bool:
        """Everything leaves the depot, or everything comes to it, in one load."""
        orders = self.problem["orders"]
        back = any(self._back(n, v, unit) for n in self.mine[v])
        ways = {o["from_depot"] if len(o["ends"]) == 1 else None for o in orders}
        return not back and not self.reloads and len(ways) == 1 and None not in ways

    def _changes(self, v: int, unit: int) -> dict[int, int]:
        """What each node adds aboard."""
        found = dict.fromkeys(self.mine[v], 0)
        for order in self.problem["orders"]:
            size, ends = self._size(order, v, unit), order["ends"]
            for n in ends[0]:
                found[n] = -size if order["from_depot"] else size
            for n in ends[-1] if len(ends) == 2 else ():
                found[n] = -size
            for n in ends[-1]:
                found[n] += self._back(n, v, unit)
        return found

    def _leaving(self, v: int, unit: int) -> dict[int, int]:
        """What the depot gave, per node where it is delivered."""
        orders = (o for o in self.problem["orders"] if o["from_depot"])
        return {n: self._size(o, v, unit) for o in orders for n in o["ends"][0]}

    def _aboard(self, v: int, unit: int) -> None:
        """Along the route: `full` after each visit, `out` what is still to be delivered of the depot's goods.

        Both may be more than what is aboard, never less; so a room that holds `full` holds the load.
        """
        cp, room = self.cp, self._room(v, unit)
        change, leaving = self._changes(v, unit), self._leaving(v, unit)
        full, out = ({n: cp.new_int_var(0, room, "") for n in (-1, *self.mine[v])} for _ in range(2))
        for (a, b), x in self.arcs[v].items():
            if b < 0:
                continue
            if b not in self.reloads:
                cp.add(out[a] >= out[b] + leaving.get(b, 0)).only_enforce_if(x)
                cp.add(full[b] >= full[a] + change[b]).only_enforce_if(x)
        for n in (-1, *(n for n in self.mine[v] if n in self.reloads)):
            cp.add(full[n] >= out[n])

    def _again(self, v: int, units: list[int]) -> None:
        """A relaxation: goods from the depot in so many loads, each but the first at its least price."""
        more = self.cp.new_int_var(0, len(self.nodes), "")
        self.costs.append(self.vehicles[v]["again_cost"] * more)
        for unit in units:
            leaving = self._leaving(v, unit)
            total = sum(leaving.get(n, 0) * y for n, y in self.visit[v].items())
            self.cp.add(total <= self._room(v, unit) * (1 + more))
