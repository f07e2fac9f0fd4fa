"""The projection and the geographic assets."""

from __future__ import annotations

import csv
import math
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content import geo

SRC = geo.GEO / "src"
NORTH = {"01", "02", "04"}
OVERIJSSEL = "15"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize(
    ("lat", "lon", "x_m", "y_m"),
    [
        (52.15517440, 5.38720621, 155_000, 463_000),
        (53.21938317, 6.56820053, 233_883, 582_065),
        (52.37453253, 4.88352559, 120_701, 487_525),
    ],
)
def test_projection_hits_control_points(lat: float, lon: float, x_m: int, y_m: int) -> None:
    """Amersfoort (origin), Martinitoren and Westertoren land within 2 m of their published RD points."""
    x, y = geo.to_rd(lat=lat, lon=lon)
    assert math.dist((x, y), (x_m, y_m)) <= 2


def test_projection_agrees_with_pyproj() -> None:
    """The polynomial stays within 2 m of the exact transformation all over the Netherlands."""
    pyproj = pytest.importorskip("pyproj")
    exact = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:28992").transform
    for lat in (50.8, 51.5, 52.0, 52.5, 53.0, 53.4):
        for lon in (3.5, 4.5, 5.5, 6.5, 7.1):
            assert math.dist(exact(lat, lon), geo.to_rd(lat=lat, lon=lon)) <= 2


@given(lat=st.floats(50.8, 53.5), lon=st.floats(3.4, 7.2))
def test_projection_and_its_inverse_agree(lat: float, lon: float) -> None:
    """A point that goes to RD and back stays where it was (1e-4 degrees, about 10 m)."""
    x, y = geo.to_rd(lat=lat, lon=lon)
    back = geo.to_wgs84(x_m=x, y_m=y)
    assert back == pytest.approx((lat, lon), abs=1e-4)


@pytest.mark.parametrize(("lat", "lon"), [(6.5, 53.2), (48.9, 2.3), (math.nan, 6.0)])
def test_projection_refuses_what_is_not_on_the_map(lat: float, lon: float) -> None:
    """Swapped, foreign or missing coordinates are refused and not drawn somewhere at sea."""
    with pytest.raises(geo.GeoError):
        geo.to_rd(lat=lat, lon=lon)


def test_map_has_what_people_recognise() -> None:
    """Twelve provinces, Flevoland as land in the lake, islands, canals, and the towns of the north."""
    data = geo.load_map()
    assert len(data.provinces) == 12
    assert any(lake.holes for lake in data.lakes)
    assert len(data.land) > 5
    assert {"van_starkenborgh", "eemskanaal"} <= {w.id for w in data.waterways}
    rank = {town.name: town.rank for town in data.towns}
    assert rank["Groningen"] == 1
    assert rank["Marsdijk"] == 6
    assert any("GeoNames" in line for line in data.attribution)


def test_every_point_lies_in_the_frame() -> None:
    """No coordinate was lost or swapped in projecting: all lie in the RD frame with a rim."""
    data, graph = geo.load_map(), geo.load_graph()
    lines = [*(w.line for w in data.waterways), *(e.shape for e in graph.edges)]
    assert all(-20_000 < x < 320_000 and 300_000 < y < 660_000 for line in lines for x, y in line)
    # The cut edge of the land is moved far east, so that no false sea shows beside it.
    assert all(-20_000 < x < 460_000 and 300_000 < y < 670_000 for ring in data.land for x, y in ring)


def test_nodes_are_sorted_and_unique() -> None:
    """Node numbers order as their ids do: ties in routing depend on it."""
    ids = [node.id for node in geo.load_graph().nodes]
    assert ids == sorted(set(ids))


def test_edge_lengths_are_possible() -> None:
    """No road is shorter than a straight line or winds more than 1.6 times it."""
    graph = geo.load_graph()
    for edge in graph.edges:
        ends = graph.nodes[edge.a].point, graph.nodes[edge.b].point
        assert (edge.shape[0], edge.shape[-1]) == ends
        assert 0.995 <= edge.length_m / geo.crow_m(*ends) <= 1.605, (edge.a, edge.b, edge.road)


def test_drawn_line_is_no_longer_than_the_road() -> None:
    """The shape drawn for a road does not zigzag: at most 12 % longer than its length."""
    for edge in geo.load_graph().edges:
        drawn = sum(geo.crow_m(p, q) for p, q in pairwise(edge.shape))
        assert drawn <= edge.length_m * 1.12 + 100, edge


def test_towns_of_the_north_are_within_reach() -> None:
    """Each town of 5,000 or more in Groningen, Drenthe, Friesland, north Overijssel has a node in 3 km."""
    graph = geo.load_graph()
    far = []
    for row in rows(SRC / "places.csv"):
        point = geo.to_rd(lat=float(row["lat"]), lon=float(row["lon"]))
        here = row["province_code"] in NORTH or (row["province_code"] == OVERIJSSEL and point[1] > 500_000)
        if here and int(row["population"]) >= 5_000:
            near = graph.nodes[graph.nearest(point)]
            if geo.crow_m(point, near.point) > 3_000:
                far.append((row["name"], near.id))
    assert not far


def test_northern_toll_flags_follow_the_road_list() -> None:
    """A6, A7, A28, A32, A37 and N50 are tolled; A31, N7, N31, N33, N34, N46, N48, N381 are not."""
    tolled = {"A6", "A7", "A28", "A32", "A37", "N50"}
    free = {"A31", "N7", "N31", "N33", "N34", "N46", "N48", "N381"}
    for edge in geo.load_graph().edges:
        if edge.road in tolled:
            assert edge.tolled, edge
        if edge.road in free:
            assert not edge.tolled, edge


def test_sites_stand_on_the_graph_and_admit_what_they_are() -> None:
    """Chargers, terminals and bridges refer to nodes; chargers say fictional, the rest to be confirmed."""
    sites, graph = geo.load_sites(), geo.load_graph()
    for charger in sites.chargers:
        assert geo.crow_m(graph.find(charger.node).point, (charger.x_m, charger.y_m)) < 3_000
        assert "fictional" in charger.note
    for terminal in sites.terminals:
        graph.find(terminal.node)
        assert "to be confirmed" in terminal.mark
    for bridge in sites.bridges:
        assert all(near in graph.number for near in bridge.near)
    assert [zone.id for zone in sites.zones] == ["ze_groningen", "ze_assen", "ze_zwolle"]


def test_nearest_skips_bare_interchanges() -> None:
    """An address never leaves the network in the middle of a motorway interchange."""
    graph = geo.load_graph()
    bare = [n for n in range(len(graph.nodes)) if n not in graph.attachable]
    assert bare
    for number in bare:
        assert graph.nearest(graph.nodes[number].point) != number
    town = graph.find("gieten")
    assert graph.nodes[graph.nearest(town.point)] is town


def test_an_address_can_be_at_every_terminal() -> None:
    """By the node's name and by coordinates alike, also where only a motorway leads to it."""
    graph = geo.load_graph()
    terminals = [n for n, node in enumerate(graph.nodes) if node.kind == "terminal"]
    assert terminals
    assert all(graph.nearest(graph.nodes[n].point) == n for n in terminals)
    numbers = [n for n, node in enumerate(graph.nodes) if node.id == "maasvlakte"]
    assert all(e.road_class == "m" for e in graph.edges if numbers[0] in (e.a, e.b))


def test_unknown_node_and_unsorted_nodes_are_refused() -> None:
    """A wrong id or a wrongly built graph fails at once and by name."""
    graph = geo.load_graph()
    with pytest.raises(geo.GeoError, match="atlantis"):
        graph.find("atlantis")
    with pytest.raises(geo.GeoError, match="sorted"):
        geo.make_graph(graph.nodes[::-1], graph.edges)
