"""The map and the road graph in RD (EPSG:28992) metres, and the projection of imported coordinates.

Files and licences: game/assets/geo/LICENCE.md; built by tools/build_geo.py.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

GEO = Path(__file__).resolve().parent.parent / "assets" / "geo"
Point = tuple[int, int]
Line = tuple[Point, ...]

# Polynomials between WGS84 and RD: Schreutelkamp & Strang van Hees, "Benaderingsformules voor de
# transformatie tussen RD- en WGS84-kaartcoordinaten", NGT Geodesia 2001. Within about half a metre
# inside the Netherlands. (power of the first variable, power of the second, coefficient)
_ORIGIN_LAT, _ORIGIN_LON = 52.15517440, 5.38720621
_ORIGIN_X, _ORIGIN_Y = 155_000, 463_000
_Terms = tuple[tuple[int, int, float], ...]
_X: _Terms = (
    (0, 1, 190094.945), (1, 1, -11832.228), (2, 1, -114.221), (0, 3, -32.391), (1, 0, -0.705),
    (3, 1, -2.340), (1, 3, -0.608), (0, 2, -0.008), (2, 3, 0.148),
)  # fmt: skip
_Y: _Terms = (
    (1, 0, 309056.544), (0, 2, 3638.893), (2, 0, 73.077), (1, 2, -157.984), (3, 0, 59.788),
    (0, 1, 0.433), (2, 2, -6.439), (1, 1, -0.032), (0, 4, 0.092), (1, 4, -0.054),
)  # fmt: skip
_LAT: _Terms = (
    (0, 1, 3235.65389), (2, 0, -32.58297), (0, 2, -0.24750), (2, 1, -0.84978), (0, 3, -0.06550),
    (2, 2, -0.01709), (1, 0, -0.00738), (4, 0, 0.00530), (2, 3, -0.00039), (4, 1, 0.00033),
    (1, 1, -0.00012),
)  # fmt: skip
_LON: _Terms = (
    (1, 0, 5260.52916), (1, 1, 105.94684), (1, 2, 2.45656), (3, 0, -0.81885), (1, 3, 0.05594),
    (3, 1, -0.05607), (0, 1, 0.01199), (3, 2, -0.00256), (1, 4, 0.00128), (0, 2, 0.00022),
    (2, 0, -0.00022), (5, 0, 0.00026),
)  # fmt: skip
# Outside this box (the Netherlands with a rim) the polynomials are not valid.
_LAT_RANGE, _LON_RANGE = (50.5, 54.0), (3.0, 7.6)


STOPPING = frozenset({"town", "area", "terminal"})
"""Kinds of node where an address can be, whatever roads lead to it; a terminal may lie on a motorway."""


class GeoError(ValueError):
    """A coordinate outside the map, an unknown node, or an asset that is not what it should be."""


def _sum(terms: _Terms, a: float, b: float) -> float:
    return math.fsum(k * a**p * b**q for p, q, k in terms)


def to_rd(*, lat: float, lon: float) -> Point:
    """RD metres of WGS84 degrees. Raises GeoError outside the Netherlands and its rim."""
    if not (_LAT_RANGE[0] <= lat <= _LAT_RANGE[1] and _LON_RANGE[0] <= lon <= _LON_RANGE[1]):
        raise GeoError(f"lat {lat}, lon {lon} lies outside the map (are lat and lon swapped?)")
    a, b = 0.36 * (lat - _ORIGIN_LAT), 0.36 * (lon - _ORIGIN_LON)
    return round(_ORIGIN_X + _sum(_X, a, b)), round(_ORIGIN_Y + _sum(_Y, a, b))


def to_wgs84(*, x_m: float, y_m: float) -> tuple[float, float]:
    """WGS84 (lat, lon) degrees of an RD point in metres."""
    a, b = (x_m - _ORIGIN_X) * 1e-5, (y_m - _ORIGIN_Y) * 1e-5
    return _ORIGIN_LAT + _sum(_LAT, a, b) / 3600, _ORIGIN_LON + _sum(_LON, a, b) / 3600


def crow_m(a: Point, b: Point) -> int:
    """Straight distance in whole metres."""
    return round(math.hypot(a[0] - b[0], a[1] - b[1]))


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
