"""Project the WGS84 sources in game/assets/geo/src to RD (EPSG:28992) integer metres.

Development only (needs pyproj): ``python tools/build_geo.py``. The game reads the
JSON written here and never the sources. Sources and licences: game/assets/geo/LICENCE.md.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pyproj import Geod, Transformer

GEO = Path(__file__).resolve().parent.parent / "game" / "assets" / "geo"
ATTRIBUTION = [
    "Made with Natural Earth.",
    "Place names and coordinates: GeoNames, CC BY 4.0, modified (filtered, projected).",
    "Road graph, waterways and terminals: authored by the project; not for navigation.",
    "Charging plazas: fictional.",
]
# Length when the source gives none = crow-fly x this (geo SOURCES: edge classes).
DETOUR = {"m": 1.045, "x": 1.06, "n": 1.12, "l": 1.2, "u": 1.3, "f": 1.0}
RANKS = ((100_000, 1), (30_000, 2), (10_000, 3), (4_000, 4))
QUARTER = 6

Row = dict[str, str]
LatLon = tuple[float, float]
_to_rd: Callable[[float, float], tuple[float, float]] = Transformer.from_crs(
    "EPSG:4326", "EPSG:28992"
).transform
_ellipsoid = Geod(ellps="WGS84")


def rd(lat: float, lon: float) -> tuple[int, int]:
    """RD point in integer metres."""
    x, y = _to_rd(lat, lon)
    return round(x), round(y)


def flat(points: Iterable[LatLon]) -> list[int]:
    """[x, y, x, y, ...] of (lat, lon) points: about 40 % smaller than pairs."""
    return [value for lat, lon in points for value in rd(lat, lon)]


def rows(source: Path, name: str) -> list[Row]:
    """Rows of a CSV file in the source folder."""
    with (source / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def features(source: Path, name: str) -> list[dict[str, Any]]:
    """Features of a GeoJSON file in the source folder."""
    found: list[dict[str, Any]] = json.loads((source / name).read_text(encoding="utf-8"))["features"]
    return found


def polygons(feature: dict[str, Any]) -> Iterator[list[list[list[float]]]]:
    """The polygons (exterior, holes...) of a feature, be it single or multiple."""
    geometry = feature["geometry"]
    many = geometry["type"] == "MultiPolygon"
    yield from geometry["coordinates"] if many else [geometry["coordinates"]]


def ring(points: list[list[float]]) -> list[int]:
    """A GeoJSON ring (lon, lat) as a flat RD list."""
    return flat((lat, lon) for lon, lat, *_ in points)


def via(text: str) -> list[LatLon]:
    """Parse "lat lon;lat lon"."""
    pairs = (point.split() for point in text.split(";") if point.strip())
    return [(float(lat), float(lon)) for lat, lon in pairs]


def at(row: Row) -> LatLon:
    """Position of a row with lat and lon columns."""
    return float(row["lat"]), float(row["lon"])


def km_between(a: LatLon, b: LatLon) -> float:
    """Geodesic distance in km."""
    metres: float = _ellipsoid.inv(a[1], a[0], b[1], b[0])[2]
    return metres / 1000


def is_quarter(row: Row, others: list[Row]) -> bool:
    """A part of a much larger town nearby: never labelled on the map."""
    own = int(row["population"])
    for other in others:
        size = int(other["population"])
        reach = 8.0 if size > 500_000 else 4.2 if size > 100_000 else 3.2
        if size >= 4 * own and size >= 15_000 and km_between(at(row), at(other)) < reach:
            return True
    return False


def rank(row: Row, others: list[Row]) -> int:
    """1 (largest) to 5, or QUARTER: the order in which labels may appear."""
    if is_quarter(row, others):
        return QUARTER
    population = int(row["population"])
    return next((value for least, value in RANKS if population >= least), 5)


CUT_LON, FAR_LON = 7.599, 9.5
"""The source was cut at 7.6 degrees east: its cut edge is moved out, so that no false sea shows beside it."""


def beyond_cut(points: list[list[float]]) -> list[list[float]]:
    """The ring with the points of the cut edge far outside every map view."""
    return [[FAR_LON if lon >= CUT_LON else lon, lat] for lon, lat, *_ in points]


def map_data(source: Path) -> dict[str, Any]:
    """Land, lakes, provinces, waterways and places."""
    towns = sorted(rows(source, "places.csv"), key=lambda r: (-int(r["population"]), r["name"]))
    return {
        "format": "ritregie-map/1",
        "crs": "EPSG:28992, integer metres",
        "attribution": ATTRIBUTION,
        "land": [ring(beyond_cut(p[0])) for f in features(source, "land_nl.geojson") for p in polygons(f)],
        "lakes": [[ring(r) for r in p] for f in features(source, "lakes_nl.geojson") for p in polygons(f)],
        "provinces": [
            [f["properties"]["id"], [ring(r) for p in polygons(f) for r in p]]
            for f in features(source, "provinces_nl.geojson")
        ],
        "waterways": [
            [r["id"], r["name"], r["use"], flat(via(r["points"]))] for r in rows(source, "waterways.csv")
        ],
        "places": [[r["name"], *rd(*at(r)), int(r["population"]), rank(r, towns)] for r in towns],
    }


def edge_line(row: Row, where: dict[str, LatLon], index: dict[str, int]) -> list[Any]:
    """One edge: [a, b, road, class, metres, oneway, tolled, peak, shape]."""
    line = [where[row["a"]], *via(row["via"]), where[row["b"]]]
    crow = km_between(line[0], line[-1])
    km = float(row["km"]) if row["km"] else crow * DETOUR[row["class"]]
    if not 1.0 <= km / crow <= 1.6:
        raise SystemExit(f"{row['a']}-{row['b']}: {km:.1f} km for {crow:.1f} km crow-fly")
    flags = [int(row["oneway"] == "yes"), int(row["toll"] == "yes")]
    head = [index[row["a"]], index[row["b"]], row["road"], row["class"], round(km * 1000)]
    return [*head, *flags, row["peak"], flat(line[1:-1])]


def road_data(source: Path) -> dict[str, Any]:
    """Nodes sorted by id (so that an index orders ties as the id would) and edges."""
    nodes = sorted(rows(source, "nodes.csv"), key=lambda r: r["id"])
    where = {r["id"]: at(r) for r in nodes}
    index = {r["id"]: number for number, r in enumerate(nodes)}
    edges = [edge_line(r, where, index) for r in rows(source, "edges.csv")]
    return {
        "format": "ritregie-roads/1",
        "crs": "EPSG:28992, integer metres",
        "nodes": [[r["id"], r["name"], r["kind"], *rd(*at(r))] for r in nodes],
        "edges": sorted(edges, key=lambda e: (e[0], e[1], e[2], e[4])),
    }


def zone(feature: dict[str, Any]) -> dict[str, Any]:
    """A zero-emission zone with its outline; dates stay text."""
    keep = {k: feature["properties"][k] for k in ("id", "name", "from", "checked_on", "note")}
    return {**keep, "ring": ring(next(polygons(feature))[0])}


def site_data(source: Path) -> dict[str, Any]:
    """Zones, chargers, terminals and movable bridges."""
    return {
        "format": "ritregie-sites/1",
        "crs": "EPSG:28992, integer metres",
        "zones": [zone(f) for f in features(source, "zones.json")],
        "chargers": [
            [r["id"], r["name"], r["node"], *rd(*at(r)), int(r["kw"]), int(r["bays"]), r["note"]]
            for r in rows(source, "chargers.csv")
        ],
        "terminals": [
            [r["id"], r["name"], r["kind"], r["node"], *rd(*at(r)), r["mark"]]
            for r in rows(source, "terminals.csv")
        ],
        "bridges": [
            [r["id"], r["name"], r["road"], *rd(*at(r)), r["edge_a"], r["edge_b"], r["mark"]]
            for r in rows(source, "bridges.csv")
        ],
    }


def write(path: Path, data: dict[str, Any]) -> None:
    """Compact JSON, one top-level key a line so that changes can be reviewed."""
    dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    lines = [f"{dumps(key)}:{dumps(value)}" for key, value in data.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def main(source: Path = GEO / "src", target: Path = GEO) -> None:
    """Write map.json, roads.json and sites.json."""
    write(target / "map.json", map_data(source))
    write(target / "roads.json", road_data(source))
    write(target / "sites.json", site_data(source))


if __name__ == "__main__":
    main()
