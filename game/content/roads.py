"""Ways to drive between places: the fastest, a toll-free one, and one that is truly different.

Everything compared is an integer (milliseconds, metres) and every tie is broken by
(time, distance, node id), so that the same graph always gives the same legs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush

from game.content.facts import RawFacts, read_facts
from game.content.geo import GeoError, Line, Point, RoadGraph, crow_m
from game.content.roadpath import UNNUMBERED, Piece, RoadPath, build_path
from game.content.roadrules import RouteRules, route_rules
from game.content.roadsums import Sums, add_up, edge_pieces, joined
from game.content.roadtree import FAR, Tree, arcs_of, grow

__all__ = ["Anchor", "Network", "RoadLegs", "Where", "build_legs", "grow", "route_rules"]

_TRIES = 3
MAIN = frozenset({"m", "x"})
Where = str | Point
Way = tuple[int, ...]
"""Edge numbers in driving order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place on the graph: its node and the stretch from the address to it."""

    point: Point
    node: int
    access_m: int


class Network:
    """A road graph with the times of one profile; remembers the trees that it has grown."""

    __slots__ = (
        "_by_time", "_ends", "_memo", "_ms", "_pieces", "_sums", "_taste", "_ways", "graph", "rules",
    )  # fmt: skip

    def __init__(self, graph: RoadGraph, rules: RouteRules) -> None:
        self.graph = graph
        self.rules = rules
        self._ms = tuple(rules.ms(e.length_m, e.road_class) for e in graph.edges)
        metres = tuple(e.length_m for e in graph.edges)
        self._by_time = {
            "fastest": arcs_of(graph, self._ms, metres),
            "backward": arcs_of(graph, self._ms, metres, backward=True),
            "toll_free": arcs_of(graph, self._ms, metres, toll_free=True),
            "shortest": arcs_of(graph, metres, self._ms),
        }
        self._pieces = edge_pieces(graph, self._ms)
        self._taste = self._tastes(graph)
        self._memo: dict[tuple[str, int], Tree] = {}
        self._ways: dict[tuple[int, int], tuple[Way, ...]] = {}
        self._sums: dict[tuple[int, int, bool], tuple[Sums, ...]] = {}
        self._ends: dict[int, tuple[Sums, Sums]] = {}

    def _tastes(self, graph: RoadGraph) -> tuple[int, ...]:
        """Times as the search for another way sees them: main roads before rat-runs."""
        factor = self.rules.other_minor_factor
        roads = zip(self._ms, graph.edges, strict=True)
        return tuple(ms if edge.road_class in MAIN else round(ms * factor) for ms, edge in roads)

    def tree(self, kind: str, root: int) -> Tree:
        """Tree of a kind (`fastest`, `backward`, `toll_free`, `shortest`), grown once."""
        key = kind, root
        if key not in self._memo:
            self._memo[key] = grow(self._by_time[kind], root)
        return self._memo[key]

    def anchor(self, where: Where) -> Anchor:
        """Attach a node id or an RD point to the graph. Raises GeoError for an unknown node."""
        if isinstance(where, str):
            node = self.graph.find(where)
            return Anchor(point=node.point, node=self.graph.number[where], access_m=0)
        number = self.graph.nearest(where)
        crow = crow_m(where, self.graph.nodes[number].point)
        return Anchor(point=where, node=number, access_m=round(crow * self.rules.access_detour))

    def shortest_m(self, a: Anchor, b: Anchor) -> int:
        """Shortest feasible distance in metres."""
        if a.node == b.node:
            return self._direct_m(a, b)
        metres = self.tree("shortest", a.node).cost[b.node]
        self._reachable(metres, a.node, b.node)
        return a.access_m + metres + b.access_m

    def fastest(self, a: Anchor, b: Anchor) -> RoadPath:
        """Number 0 of `alternatives`, without looking for the others."""
        return self._paths(a, b, others=False)[0]

    def alternatives(self, a: Anchor, b: Anchor) -> tuple[RoadPath, ...]:
        """One to three ways; number 0 is the fastest."""
        return self._paths(a, b, others=True)

    def sums(self, a: Anchor, b: Anchor, *, others: bool) -> tuple[Sums, ...]:
        """The figures of `alternatives`, or of the fastest alone: no line, no road numbers."""
        if a.node == b.node:
            return (self._access(self._direct_m(a, b))[0],)
        leave, arrive = self._access(a.access_m)[0], self._access(b.access_m)[1]
        return tuple(joined(leave, way, arrive) for way in self._driven(a.node, b.node, others=others))

    def _access(self, metres: int) -> tuple[Sums, Sums]:
        """The sums of a stretch from an address, and of the same to an address."""
        if metres not in self._ends:
            pieces = self._stretch(metres)
            energy_class = self.rules.energy_class
            self._ends[metres] = add_up(pieces, energy_class), add_up(pieces[::-1], energy_class)
        return self._ends[metres]

    def _driven(self, start: int, end: int, *, others: bool) -> tuple[Sums, ...]:
        """The sums of the ways from node to node, added up once."""
        key = start, end, others
        if key not in self._sums:
            ways = self._between(start, end, others=others)
            pieces, energy_class = self._pieces[0], self.rules.energy_class
            self._sums[key] = tuple(add_up([pieces[n] for n in way], energy_class) for way in ways)
        return self._sums[key]

    def _paths(self, a: Anchor, b: Anchor, *, others: bool) -> tuple[RoadPath, ...]:
        if a.node == b.node:
            return (self._build(a, self._stretch(self._direct_m(a, b), (a.point, b.point))),)
        return tuple(self._path(a, b, way) for way in self._between(a.node, b.node, others=others))

    def _between(self, start: int, end: int, *, others: bool) -> tuple[Way, ...]:
        """Ways from node to node, the fastest first; with `others` looked for once, then remembered."""
        known = self._ways.get((start, end))
        if known is not None:
            return known if others else known[:1]
        best = self.tree("fastest", start)
        self._reachable(best.cost[end], start, end)
        ways = [self._walk(best, end)]
        if not others:
            return tuple(ways)
        ways += filter(None, [self._toll_free(start, end, ways[0])])
        ways += filter(None, [self._other(start, end, ways)])
        self._ways[start, end] = tuple(ways)
        return self._ways[start, end]

    def _reachable(self, cost: int, start: int, end: int) -> None:
        if cost >= FAR:
            names = self.graph.nodes[start].id, self.graph.nodes[end].id
            raise GeoError(f"no road leads from {names[0]} to {names[1]}")

    def _direct_m(self, a: Anchor, b: Anchor) -> int:
        return round(crow_m(a.point, b.point) * self.rules.access_detour)

    def _walk(self, tree: Tree, end: int) -> Way:
        way: list[int] = []
        while (number := tree.edge[end]) >= 0:
            way.append(number)
            edge = self.graph.edges[number]
            end = edge.a if edge.b == end else edge.b
        return tuple(reversed(way))

    def _time(self, way: Way) -> int:
        return sum(self._ms[number] for number in way)

    def _toll_free(self, start: int, end: int, fastest: Way) -> Way | None:
        if not any(self.graph.edges[number].tolled for number in fastest):
            return None
        tree = self.tree("toll_free", start)
        limit = self._time(fastest) * self.rules.toll_free_max_time
        return self._walk(tree, end) if tree.cost[end] <= limit else None

    def _other(self, start: int, end: int, ways: list[Way]) -> Way | None:
        used = frozenset(number for way in ways for number in way)
        limit = int(self._time(ways[0]) * self.rules.other_max_time)
        for attempt in range(1, _TRIES + 1):
            found = self._detour(start, end, used, limit, self.rules.other_penalty**attempt)
            if found and all(self._differs(found, way) for way in ways):
                return found
        return None

    def _differs(self, way: Way, known: Way) -> bool:
        edges, used = self.graph.edges, frozenset(known)
        shared = sum(edges[number].length_m for number in way if number in used)
        return shared <= self.rules.other_max_shared * sum(edges[number].length_m for number in way)

    def _detour(self, start: int, end: int, used: frozenset[int], limit: int, penalty: float) -> Way | None:
        """A* to `end` with dearer used roads, within a limit of true time.

        The true time that remains (a backward tree) never overestimates, so the first
        arrival is the best and hardly any node off the way is opened.
        """
        rest = self.tree("backward", end).cost
        arcs, taste = self._by_time["fastest"], self._taste
        came: dict[int, int] = {}
        best: dict[int, int] = {start: 0}
        heap = [(rest[start], 0, 0, start, -1)]
        while heap:
            _, cost, true, here, number = heappop(heap)
            if here in came:
                continue
            came[here] = number
            if here == end:
                return self._walk_back(came, end)
            for to, more, _, edge in arcs[here]:
                new = cost + (round(taste[edge] * penalty) if edge in used else taste[edge])
                if to in came or new >= best.get(to, FAR) or true + more + rest[to] > limit:
                    continue
                best[to] = new
                heappush(heap, (new + rest[to], new, true + more, to, edge))
        return None

    def _walk_back(self, came: Mapping[int, int], end: int) -> Way:
        way: list[int] = []
        while (number := came[end]) >= 0:
            way.append(number)
            edge = self.graph.edges[number]
            end = edge.a if edge.b == end else edge.b
        return tuple(reversed(way))

    def _stretch(self, metres: int, line: Line = ()) -> list[Piece]:
        """An access stretch as driven from the address: local far out, urban near the node."""
        urban = min(metres, self.rules.access_urban_max_m)
        parts = [("l", metres - urban, line), ("u", urban, ())] if urban < metres else [("u", metres, line)]
        return [
            Piece(
                road=UNNUMBERED,
                road_class=road_class,
                peak=road_class,
                metres=length,
                ms=self.rules.ms(length, road_class),
                tolled=False,
                shape=shape,
            )
            for road_class, length, shape in parts
            if length
        ]

    def _path(self, a: Anchor, b: Anchor, way: Way) -> RoadPath:
        nodes, edges = self.graph.nodes, self.graph.edges
        pieces = self._stretch(a.access_m, (a.point, nodes[a.node].point))
        here = a.node
        for number in way:
            back = edges[number].a != here
            here = edges[number].a if back else edges[number].b
            pieces.append(self._pieces[back][number])
        pieces += reversed(self._stretch(b.access_m, (nodes[b.node].point, b.point)))
        return self._build(a, pieces)

    def _build(self, a: Anchor, pieces: list[Piece]) -> RoadPath:
        return build_path(pieces, start=a.point, energy_class=self.rules.energy_class)


class RoadLegs:
    """Ways between named places, computed when asked for; who asks often remembers them."""

    __slots__ = ("_anchors", "network")

    def __init__(self, network: Network, places: Mapping[str, Where]) -> None:
        self.network = network
        self._anchors = {place: network.anchor(where) for place, where in places.items()}

    def alternatives(self, from_id: str, to_id: str) -> tuple[RoadPath, ...]:
        """One to three ways, number 0 the fastest. The same place twice: one leg of length zero."""
        return self.network.alternatives(self.anchor(from_id), self.anchor(to_id))

    def fastest(self, from_id: str, to_id: str) -> RoadPath:
        """Number 0 of `alternatives`, without computing the others."""
        return self.network.fastest(self.anchor(from_id), self.anchor(to_id))

    def sums(self, from_id: str, to_id: str, *, others: bool) -> tuple[Sums, ...]:
        """The figures of `alternatives`, or without `others` of number 0 alone."""
        return self.network.sums(self.anchor(from_id), self.anchor(to_id), others=others)

    def shortest_m(self, from_id: str, to_id: str) -> int:
        """Shortest feasible distance in metres: the activity distance of ISO 14083."""
        return self.network.shortest_m(self.anchor(from_id), self.anchor(to_id))

    def anchor(self, place_id: str) -> Anchor:
        """Where a place meets the graph. Raises GeoError for a place that was not given."""
        if place_id not in self._anchors:
            raise GeoError(f"no place {place_id!r} among the {len(self._anchors)} given")
        return self._anchors[place_id]


def build_legs(
    *,
    graph: RoadGraph,
    places: Mapping[str, Where],
    profile: str,
    on: date,
    facts: RawFacts | None = None,
) -> RoadLegs:
    """Legs between places (id to RD point in metres, or to a node id) for `truck` or `van`."""
    rules = route_rules(facts or read_facts(), profile=profile, on=on)
    return RoadLegs(Network(graph, rules), places)
