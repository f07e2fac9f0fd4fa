"""What two workers found, in one plan: where parts of two plans stand apart, the better of each is taken.

Trips that share an order, a driver, a trailer or a partner between the two plans belong together; such a
group covers the same orders in both, so that it can be taken from one or the other. After the idea of
partition crossover (Whitley, Hains and Howe 2009), with the referee as judge of every step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from game.domain.plan import Plan
from game.solver.objective import TripKey

Node = tuple[str, str]


def blended(mine: Plan, other: Plan, key: Callable[[Plan], TripKey]) -> Plan:
    """The better of the two, with each group of the other that makes it better."""
    best, rest = (other, mine) if key(other).clearly_below(key(mine)) else (mine, other)
    best_key = key(best)
    for group in groups(best, rest):
        made = _with(best, rest, group)
        made_key = key(made)
        if made_key.clearly_below(best_key):
            best, best_key = made, made_key
    return best


def groups(a: Plan, b: Plan) -> list[frozenset[Node]]:
    """Vehicles and orders that must come from the same plan, where the plans differ there; by name."""
    root: dict[Node, Node] = {}

    def top(node: Node) -> Node:
        while root.setdefault(node, node) != node:
            root[node] = node = root[root[node]]
        return node

    for plan in (a, b):
        for nodes in _tied(plan):
            for node in nodes[1:]:
                root[top(node)] = top(nodes[0])
    members: dict[Node, set[Node]] = {}
    for node in root:
        members.setdefault(top(node), set()).add(node)
    found = [frozenset(group) for group in members.values()]
    return sorted((g for g in found if _part(a, g) != _part(b, g)), key=min)


def _tied(plan: Plan) -> Iterator[list[Node]]:
    for trip in plan.trips:
        yield [("vehicle", trip.vehicle), ("driver", trip.driver), *(("order", o) for o in trip.orders())]
    for order, partner in plan.given:
        yield [("partner", partner), ("order", order)]


def _part(plan: Plan, group: frozenset[Node]) -> Plan:
    """What a plan has of a group."""
    return Plan(
        trips=tuple(t for t in plan.trips if ("vehicle", t.vehicle) in group),
        given=tuple(pair for pair in plan.given if ("order", pair[0]) in group),
    )


def _with(plan: Plan, other: Plan, group: frozenset[Node]) -> Plan:
    """The plan, with the other's part for one group."""
    part = _part(other, group)
    trips = [t for t in plan.trips if ("vehicle", t.vehicle) not in group]
    given = [pair for pair in plan.given if ("order", pair[0]) not in group]
    return Plan(
        trips=tuple(sorted((*trips, *part.trips), key=lambda t: t.vehicle)),
        given=tuple(sorted((*given, *part.given))),
    )
