"""Best costs from one node of the road graph to all others, with every tie broken the same way."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush

from game.content.geo import RoadGraph

FAR = 1 << 60
"""Cost of what cannot be reached."""

Arc = tuple[int, int, int, int]
"""To node, cost, tie-breaking cost, edge number."""
Arcs = tuple[tuple[Arc, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Best costs from (or to) one node: a Dijkstra tree."""

    cost: tuple[int, ...]
    tie: tuple[int, ...]
    edge: tuple[int, ...]
    """Edge by which each node is reached; -1 at the root and where unreachable."""


def arcs_of(
    graph: RoadGraph,
    cost: tuple[int, ...],
    tie: tuple[int, ...],
    *,
    backward: bool = False,
    toll_free: bool = False,
) -> Arcs:
    """What leaves each node (or reaches it, `backward`), with the cost and tie-breaking cost of each edge."""
    out: list[list[Arc]] = [[] for _ in graph.nodes]
    for number, edge in enumerate(graph.edges):
        if toll_free and edge.tolled:
            continue
        a, b = (edge.b, edge.a) if backward else (edge.a, edge.b)
        out[a].append((b, cost[number], tie[number], number))
        if not edge.oneway:
            out[b].append((a, cost[number], tie[number], number))
    return tuple(map(tuple, out))


def grow(arcs: Arcs, root: int) -> Tree:
    """Dijkstra from a node over all others; ties by (cost, tie-breaking cost, node)."""
    size = len(arcs)
    cost, tie, edge = [FAR] * size, [FAR] * size, [-1] * size
    done = [False] * size
    cost[root] = tie[root] = 0
    heap = [(0, 0, root)]
    while heap:
        here_cost, here_tie, here = heappop(heap)
        if done[here]:
            continue
        done[here] = True
        for to, more, more_tie, number in arcs[here]:
            new = here_cost + more
            if new > cost[to] or done[to]:
                continue
            new_tie = here_tie + more_tie
            if new < cost[to] or new_tie < tie[to]:
                cost[to], tie[to], edge[to] = new, new_tie, number
                heappush(heap, (new, new_tie, to))
    return Tree(cost=tuple(cost), tie=tuple(tie), edge=tuple(edge))
