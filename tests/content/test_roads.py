"""Ways to drive: the graph as a whole, and the alternatives between places."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.facts import read_facts
from game.content.geo import GeoError, RoadEdge, RoadGraph, RoadNode, load_graph, make_graph
from game.content.legbooks import RoadBook
from game.content.roadpath import RoadPath, road_label
from game.content.roads import Network, RoadLegs, Where, build_legs, grow, route_rules

TODAY = date(2026, 11, 23)
PAIRS = Path(__file__).parent.parent / "data" / "pairs.csv"
GRAPH = load_graph()
IDS = [node.id for node in GRAPH.nodes]


POINTS = st.builds(
    lambda at, dx, dy: (GRAPH.find(at).x_m + dx, GRAPH.find(at).y_m + dy),
    st.sampled_from(IDS),
    st.integers(-6_000, 6_000),
    st.integers(-6_000, 6_000),
)
PLACES = st.one_of(st.sampled_from(IDS), POINTS)


def legs(profile: str = "truck") -> RoadLegs:
    places = {node_id: node_id for node_id in IDS}
    return build_legs(graph=GRAPH, places=places, profile=profile, on=TODAY)


LEGS = legs()


def edge(
    a: int, b: int, metres: int, *, road: str = "-", road_class: str = "n", toll: bool = False
) -> RoadEdge:
    return RoadEdge(
        a=a,
        b=b,
        road=road,
        road_class=road_class,
        length_m=metres,
        oneway=False,
        tolled=toll,
        peak="",
        shape=(),
    )


def small(*edges: RoadEdge) -> Network:
    """A ladder of nodes a, b, c, d, one km apart on a line."""
    nodes = [RoadNode(id=name, name=name, kind="town", x_m=1000 * i, y_m=0) for i, name in enumerate("abcd")]
    return Network(make_graph(nodes, edges), route_rules(read_facts(), profile="truck", on=TODAY))


def check(path: RoadPath) -> None:
    """The parts of a path add up to its totals."""
    assert sum(path.class_m.values()) == path.distance_m
    assert sum(metres for _, metres in path.roads) == path.distance_m
    assert sum(span.distance_m for span in path.spans) == path.distance_m
    assert sum(span.distance_m for span in path.spans if span.tolled) == path.tolled_m
    assert all(a[0] != b[0] for a, b in pairwise(path.roads))
    assert all(a.to_s == b.from_s for a, b in pairwise(path.spans))
    assert all(p != q for p, q in pairwise(path.path))
    if path.spans:
        assert (path.spans[0].from_s, path.spans[-1].to_s) == (0, path.duration_s)
        assert (path.road_spans[0][1], path.road_spans[-1][2]) == (0.0, 1.0)
        assert [road for road, _, _ in path.road_spans] == [road for road, _ in path.roads]


def test_the_graph_is_connected_both_ways() -> None:
    """From every node every other node can be reached, and back."""
    network = LEGS.network
    for kind in ("fastest", "backward", "shortest"):
        assert max(network.tree(kind, 0).cost) < 1 << 59


def test_forty_pairs_are_near_what_planners_believe() -> None:
    """Driven distances differ at most 25 % from belief, and on average little (SOURCES: 6.1 %, 3.3 %)."""
    errors: dict[bool, list[float]] = {False: [], True: []}
    with PAIRS.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            believed = float(row["km_believed"])
            driven = LEGS.alternatives(row["from"], row["to"])[0].distance_m / 1000
            error = abs(driven / believed - 1)
            assert error <= 0.25, (row, driven)
            errors[believed >= 50].append(error)
    assert len(errors[False]) + len(errors[True]) == 40
    assert sum(errors[False]) / len(errors[False]) < 0.08
    assert sum(errors[True]) / len(errors[True]) < 0.05


def test_assen_zuidbroek_offers_the_toll_choice() -> None:
    """The N33 is fastest and free; the A28 and A7 by Groningen cost toll: the textbook choice."""
    n33, other = LEGS.alternatives("assen", "zuidbroek_knp")
    assert (n33.label, n33.tolled_m) == ("N33", 0)
    assert "A28" in other.label
    assert "A7" in other.label
    assert other.tolled_m > 30_000


def test_a_tolled_way_comes_with_a_free_one() -> None:
    """Assen-Hoogeveen by the A28 is tolled; the old road along the canal is offered without toll."""
    ways = LEGS.alternatives("assen", "hoogeveen")
    assert ways[0].label == "A28"
    assert ways[0].tolled_m > 25_000
    assert [way.label for way in ways if not way.tolled_m] == ["N371"]


def test_no_free_way_when_it_takes_far_too_long() -> None:
    """A toll-free way of more than 1.6 times the time is not shown."""
    direct = edge(0, 1, 1000, road="A1", road_class="m", toll=True)
    for metres, free_ways in ((1_200, 1), (1_300, 0)):
        network = small(direct, edge(0, 1, metres), edge(1, 2, 9_000), edge(2, 3, 9_000))
        ways = network.alternatives(network.anchor("a"), network.anchor("b"))
        assert ways[0].label == "A1"
        assert [way.tolled_m for way in ways[1:]] == [0] * free_ways


@settings(max_examples=150, deadline=None)
@given(a=st.sampled_from(IDS), b=st.sampled_from(IDS))
def test_any_pair_keeps_the_promises(a: str, b: str) -> None:
    """Fastest first, sums that agree, at most three ways, none shorter than the shortest distance."""
    ways = LEGS.alternatives(a, b)
    shortest = LEGS.shortest_m(a, b)
    assert 1 <= len(ways) <= 3
    assert min(way.duration_s for way in ways) == ways[0].duration_s
    for way in ways:
        check(way)
        assert way.distance_m >= shortest
        assert way.path[0] == GRAPH.find(a).point
        assert way.path[-1] == GRAPH.find(b).point
    if ways[0].tolled_m and len(ways) == 3:
        assert ways[1].tolled_m == 0
    assert all(way.duration_s <= ways[0].duration_s * 1.6 + 1 for way in ways[1:])


def test_alternatives_are_truly_different() -> None:
    """The last of three ways shares at most 60 % of its metres with each way before it."""
    network = LEGS.network
    seen = 0
    for a, b in (("groningen", "emmen"), ("gieten", "leeuwarden"), ("delfzijl", "meppel")):
        start, end = network.anchor(a), network.anchor(b)
        ways = LEGS.alternatives(a, b)
        assert len(ways) == 3
        points = [set(way.path) for way in ways]
        assert all(len(points[2] & known) < 0.8 * len(points[2]) for known in points[:2])
        assert ways[2].duration_s <= 1.35 * ways[0].duration_s + 1
        seen += start.node != end.node
    assert seen == 3


def test_same_place_is_a_leg_of_nothing() -> None:
    """Two orders at one address need no driving."""
    (way,) = LEGS.alternatives("gieten", "gieten")
    assert (way.distance_m, way.duration_s, way.roads, way.road_spans) == (0, 0, (), ())
    assert LEGS.shortest_m("gieten", "gieten") == 0
    assert way.path == (GRAPH.find("gieten").point,)


def test_addresses_attach_by_an_access_stretch() -> None:
    """An address 1 km off its node drives 1.3 km on streets; one far out drives local road first."""
    x, y = GRAPH.find("workum").point
    places: dict[str, Where] = {"near": (x - 1_000, y), "far": (x - 4_000, y), "node": "bolsward"}
    book = build_legs(graph=GRAPH, places=places, profile="truck", on=TODAY)
    base = LEGS.alternatives("workum", "bolsward")[0]
    near, far = (book.alternatives(i, "node")[0] for i in ("near", "far"))
    check(near)
    check(far)
    assert near.distance_m == base.distance_m + 1_300
    assert near.class_m["urban"] == base.class_m["urban"] + 1_300
    assert far.class_m["urban"] == base.class_m["urban"] + 2_000
    assert far.class_m["rural"] == base.class_m["rural"] + 3_200
    assert far.path[0] == (x - 4_000, y)
    assert book.shortest_m("near", "node") <= near.distance_m
    back = book.alternatives("node", "far")[0]
    check(back)
    assert (back.distance_m, back.path[-1]) == (far.distance_m, (x - 4_000, y))


def test_neighbours_at_one_node_drive_straight() -> None:
    """Two addresses in one town drive from door to door, not by way of the node."""
    x, y = GRAPH.find("workum").point
    places = {"one": (x - 900, y), "two": (x - 900, y + 100)}
    book = build_legs(graph=GRAPH, places=places, profile="van", on=TODAY)
    (way,) = book.alternatives("one", "two")
    check(way)
    assert way.distance_m == book.shortest_m("one", "two") == 130
    assert way.label == "-"


def test_vans_are_faster_than_trucks() -> None:
    """The speed table of the profile counts: a van covers the motorway in less time."""
    truck = LEGS.alternatives("groningen", "zwolle")[0]
    van = legs("van").alternatives("groningen", "zwolle")[0]
    assert 0.78 < van.duration_s / truck.duration_s < 0.88


def test_ties_go_to_the_shorter_and_then_the_first() -> None:
    """Equal times are settled by distance: never by the order in which roads were listed."""
    fast_long = edge(0, 1, 790, road="A1", road_class="m")
    slow_short = edge(0, 1, 620, road="N1")
    for order in ((fast_long, slow_short), (slow_short, fast_long)):
        network = small(*order, edge(1, 2, 2_000), edge(2, 3, 2_000))
        assert network.rules.ms(790, "m") == network.rules.ms(620, "n")
        way = network.alternatives(network.anchor("a"), network.anchor("b"))[0]
        assert way.label == "N1"


def test_results_do_not_depend_on_the_order_of_asking() -> None:
    """Memory of earlier questions changes nothing: a fresh book gives equal ways."""
    fresh = legs()
    for a, b in (("veendam", "sneek"), ("sneek", "veendam"), ("emmen", "drachten")):
        fresh.alternatives(b, a)
        assert fresh.alternatives(a, b) == LEGS.alternatives(a, b)


def test_oneway_roads_are_driven_one_way() -> None:
    """A one-way road counts in its direction only."""
    forward = RoadEdge(
        a=0, b=1, road="-", road_class="n", length_m=1_000, oneway=True, tolled=False, peak="", shape=()
    )
    network = small(forward, edge(1, 2, 1_000), edge(2, 0, 1_000), edge(2, 3, 1_000))
    there = network.alternatives(network.anchor("a"), network.anchor("b"))[0]
    back = network.alternatives(network.anchor("b"), network.anchor("a"))[0]
    assert (there.distance_m, back.distance_m) == (1_000, 2_000)


def test_unreachable_and_unknown_places_are_reported() -> None:
    """No road, no such place, node, profile: each is named, none gives an endless leg."""
    network = small(edge(0, 1, 1_000), edge(2, 3, 1_000))
    with pytest.raises(GeoError, match="no road leads from a to d"):
        network.alternatives(network.anchor("a"), network.anchor("d"))
    with pytest.raises(GeoError, match="no road leads"):
        network.shortest_m(network.anchor("a"), network.anchor("d"))
    with pytest.raises(GeoError, match="atlantis"):
        LEGS.alternatives("assen", "atlantis")
    with pytest.raises(GeoError, match="bicycle"):
        route_rules(read_facts(), profile="bicycle", on=TODAY)
    with pytest.raises(GeoError, match="no speed for road class 'f'"):
        LEGS.network.rules.ms(1_000, "f")


def test_label_names_the_long_roads_in_driving_order() -> None:
    """A label has at most three roads, in the order driven, without short or unnumbered stretches."""
    assert road_label([("-", 9_000), ("A28", 20_000), ("N7", 3_000), ("A7", 30_000)]) == "A28 · N7 · A7"
    assert road_label([("A1", 50_000), ("N9", 2_000), ("A1", 3_000)]) == "A1"
    assert road_label([("N1", 10), ("N2", 20), ("N3", 30), ("N4", 40)]) == "N2 · N3 · N4"
    assert road_label([("-", 100)]) == "-"


def reference(graph: RoadGraph, root: int, rules_ms: list[int]) -> list[int]:
    """Shortest times by plain relaxation until nothing changes."""
    best = [1 << 60] * len(graph.nodes)
    best[root] = 0
    changed = True
    while changed:
        changed = False
        for e, ms in zip(graph.edges, rules_ms, strict=True):
            for a, b in ((e.a, e.b), (e.b, e.a)):
                if best[a] + ms < best[b]:
                    best[b], changed = best[a] + ms, True
    return best


def test_trees_agree_with_plain_relaxation() -> None:
    """Dijkstra gives the same times as the simplest method that cannot be wrong."""
    network = LEGS.network
    times = [network.rules.ms(e.length_m, e.road_class) for e in GRAPH.edges]
    for node_id in ("groningen", "maasvlakte", "gieten"):
        root = GRAPH.number[node_id]
        assert list(network.tree("fastest", root).cost) == reference(GRAPH, root, times)


def test_fastest_is_the_first_alternative() -> None:
    """The quick way to ask for number 0 gives the very road that the list begins with."""
    for pair in (("assen", "emmen"), ("emmen", "assen"), ("assen", "assen")):
        assert LEGS.fastest(*pair) == LEGS.alternatives(*pair)[0]


@settings(max_examples=150, deadline=None)
@given(data=st.data(), profile=st.sampled_from(("truck", "van")), others=st.booleans())
def test_bare_legs_have_the_figures_of_full_ones(data: st.DataObject, profile: str, others: bool) -> None:
    """Sums made once per way equal what a way built piece by piece has: metres, seconds, toll, every hour."""
    a, b = data.draw(PLACES), data.draw(PLACES)
    book = RoadBook({"a": a, "b": b}, TODAY)
    full = book.options(profile, "a", "b") if others else (book.fastest(profile, "a", "b"),)
    bare = book.figures(profile, "a", "b", others=others)
    assert book.free_flow_s(profile, "a", "b") == full[0].duration_s
    assert bare == tuple(replace(leg, roads=(), label="", path=(), road_spans=()) for leg in full)


def test_places_at_one_spot_have_the_same_legs() -> None:
    """A spot is a node or a point: what is written once stands for all places there."""
    book = RoadBook({"a": "assen", "b": "assen", "c": "emmen", "d": GRAPH.find("assen").point}, TODAY)
    assert book.spot("a") == book.spot("b") != book.spot("c")
    for pair in (("a", "c"), ("d", "c")):
        assert book.options("truck", *pair) == book.options("truck", "b", "c")
    assert book.figures("truck", "a", "b", others=True) == book.figures("truck", "a", "a", others=True)


def test_trees_are_grown_once() -> None:
    """Asking again costs nothing: the very same tree comes back."""
    network = LEGS.network
    assert network.tree("fastest", 3) is network.tree("fastest", 3)
    assert grow(((),), 0).cost == (0,)
