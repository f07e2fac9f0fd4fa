"""The map and the road graph in RD (EPSG:28992) metres, read from the shipped files.

Files and licences: game/assets/geo/LICENCE.md; built by tools/build_geo.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from game.content.projection import GeoError, Point, crow_m, to_rd, to_wgs84

__all__ = [
    "GEO", "STOPPING", "Bridge", "Charger", "GeoError", "Lake", "Line", "MapData", "Point", "Province",
    "RoadEdge", "RoadGraph", "RoadNode", "Sites", "Terminal", "Town", "Waterway", "Zone", "crow_m",
    "load_graph", "load_map", "load_sites", "make_graph", "to_rd", "to_wgs84",
]  # fmt: skip

GEO = Path(__file__).resolve().parent.parent / "assets" / "geo"
Line = tuple[Point, ...]
STOPPING = frozenset({"town", "area", "terminal"})
"""Kinds of node where an address can be, whatever roads lead to it; a terminal may lie on a motorway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lake:
    """Water on land: paint `outer` as water, then `holes` (Flevoland) as land."""

    outer: Line
    holes: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """Rings of one province; they cover lakes, and together they are the Netherlands."""

    id: str
    rings: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterway:
    """A canal or river; `use` is `freight`, `part freight` or `recreation`."""

    id: str
    name: str
    use: str
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town to label. `rank` 1 (100,000 people or more) to 5; 6 is a part of a larger town."""

    name: str
    x_m: int
    y_m: int
    population: int
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapData:
    """The base map. Paint in this order: `land` in the neighbours' colour, province rings in the
    home colour, lakes, lake holes, province outlines, waterways.
    """

    attribution: tuple[str, ...]
    land: tuple[Line, ...]
    lakes: tuple[Lake, ...]
    provinces: tuple[Province, ...]
    waterways: tuple[Waterway, ...]
    towns: tuple[Town, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """An approximate zero-emission zone; `start` is a date as text; never the legal boundary."""

    id: str
    name: str
    start: str
    checked_on: str
    note: str
    ring: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Charger:
    """A fictional charging plaza: `kw` per bay, number of `bays`, id of its road node."""

    id: str
    name: str
    node: str
    x_m: int
    y_m: int
    kw: int
    bays: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """A rail, barge or sea terminal (`kind`), to be confirmed."""

    id: str
    name: str
    kind: str
    node: str
    x_m: int
    y_m: int
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """A movable bridge; `near` are the two road nodes that it was placed between."""

    id: str
    name: str
    road: str
    x_m: int
    y_m: int
    near: tuple[str, str]
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """What stands along the roads and canals."""

    zones: tuple[Zone, ...]
    chargers: tuple[Charger, ...]
    terminals: tuple[Terminal, ...]
    bridges: tuple[Bridge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadNode:
    """A point of the road graph; `kind`: town, area, junction, terminal or border."""

    id: str
    name: str
    kind: str
    x_m: int
    y_m: int

    @property
    def point(self) -> Point:
        """RD metres."""
        return self.x_m, self.y_m


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadEdge:
    """A road between two node numbers. `road_class`: m, x, n, l, u or f; road "-" is unnumbered."""

    a: int
    b: int
    road: str
    road_class: str
    length_m: int
    oneway: bool
    tolled: bool
    peak: str
    """`ring` on the roads that jam most (Groningen ring, A28 at Zwolle), else empty."""
    shape: Line
    """RD points from a to b, both included."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoadGraph:
    """Nodes sorted by id and their edges. Not for navigation."""

    nodes: tuple[RoadNode, ...]
    edges: tuple[RoadEdge, ...]
    number: Mapping[str, int]
    """Node id to node number."""
    attachable: tuple[int, ...]
    """Numbers of the nodes where an address can leave the network: no bare interchanges."""

    def nearest(self, point: Point) -> int:
        """Number of the attachable node nearest by crow-fly; ties go to the first id."""
        x, y = point
        nodes = self.nodes
        return min(self.attachable, key=lambda n: (nodes[n].x_m - x) ** 2 + (nodes[n].y_m - y) ** 2)

    def find(self, node_id: str) -> RoadNode:
        """The node with this id. Raises GeoError when there is none."""
        if node_id not in self.number:
            raise GeoError(f"the road graph has no node {node_id!r}")
        return self.nodes[self.number[node_id]]


@cache
def load_map() -> MapData:
    """The base map of game/assets/geo/map.json."""
    raw = _read("map.json", "ritregie-map/1")
    return MapData(
        attribution=tuple(raw["attribution"]),
        land=_lines(raw["land"]),
        lakes=tuple(Lake(outer=_line(rings[0]), holes=_lines(rings[1:])) for rings in raw["lakes"]),
        provinces=tuple(Province(id=i, rings=_lines(rings)) for i, rings in raw["provinces"]),
        waterways=tuple(Waterway(id=i, name=n, use=u, line=_line(p)) for i, n, u, p in raw["waterways"]),
        towns=tuple(Town(name=n, x_m=x, y_m=y, population=p, rank=r) for n, x, y, p, r in raw["places"]),
    )


@cache
def load_sites() -> Sites:
    """Zones, chargers, terminals and bridges of game/assets/geo/sites.json."""
    raw = _read("sites.json", "ritregie-sites/1")
    return Sites(
        zones=tuple(_zone(z) for z in raw["zones"]),
        chargers=tuple(
            Charger(id=i, name=n, node=o, x_m=x, y_m=y, kw=k, bays=b, note=t)
            for i, n, o, x, y, k, b, t in raw["chargers"]
        ),
        terminals=tuple(
            Terminal(id=i, name=n, kind=k, node=o, x_m=x, y_m=y, mark=m)
            for i, n, k, o, x, y, m in raw["terminals"]
        ),
        bridges=tuple(
            Bridge(id=i, name=n, road=r, x_m=x, y_m=y, near=(a, b), mark=m)
            for i, n, r, x, y, a, b, m in raw["bridges"]
        ),
    )


@cache
def load_graph() -> RoadGraph:
    """The road graph of game/assets/geo/roads.json."""
    raw = _read("roads.json", "ritregie-roads/1")
    nodes = tuple(RoadNode(id=i, name=n, kind=k, x_m=x, y_m=y) for i, n, k, x, y in raw["nodes"])
    return make_graph(nodes, tuple(_edge(row, nodes) for row in raw["edges"]))


def make_graph(nodes: Sequence[RoadNode], edges: Sequence[RoadEdge]) -> RoadGraph:
    """A graph of nodes that are sorted by id; edges refer to them by number."""
    ids = [node.id for node in nodes]
    if ids != sorted(set(ids)):
        raise GeoError("nodes must have different ids and be sorted by them")
    slow = {n for e in edges if e.road_class != "m" for n in (e.a, e.b)}
    attachable = tuple(n for n, node in enumerate(nodes) if n in slow or node.kind in STOPPING)
    number = {node_id: n for n, node_id in enumerate(ids)}
    return RoadGraph(nodes=tuple(nodes), edges=tuple(edges), number=number, attachable=attachable)


def _read(name: str, expected: str) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads((GEO / name).read_text(encoding="utf-8"))
    if raw.get("format") != expected:
        raise GeoError(f"{name} has format {raw.get('format')!r}, expected {expected!r}")
    return raw


def _line(flat: Sequence[int]) -> Line:
    numbers: Iterator[int] = iter(flat)
    return tuple(zip(numbers, numbers, strict=True))


def _lines(many: Sequence[Sequence[int]]) -> tuple[Line, ...]:
    return tuple(map(_line, many))


def _zone(raw: Mapping[str, Any]) -> Zone:
    return Zone(
        id=raw["id"],
        name=raw["name"],
        start=raw["from"],
        checked_on=raw["checked_on"] or "",
        note=raw["note"],
        ring=_line(raw["ring"]),
    )


def _edge(row: Sequence[Any], nodes: Sequence[RoadNode]) -> RoadEdge:
    a, b, road, road_class, length_m, oneway, tolled, peak, via = row
    return RoadEdge(
        a=a,
        b=b,
        road=road,
        road_class=road_class,
        length_m=length_m,
        oneway=bool(oneway),
        tolled=bool(tolled),
        peak=peak,
        shape=(nodes[a].point, *_line(via), nodes[b].point),
    )
