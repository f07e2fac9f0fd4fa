"""The map of the trade: zones, sites, own stops, hubs, partners, and what shows along a trip."""

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from game.content.geo import load_graph
from game.content.language import language
from game.content.load import load_scenario
from game.domain.plan import Plan, Stop
from game.domain.sites import Charger, Grid, Partner, Sites, Transfer, Zone
from game.domain.world import Action, World
from game.rules.access import may_enter
from game.rules.evaluate import evaluate, evaluate_trip
from game.ui import map_along, map_sites
from game.ui.context import Activate, Ctx, UiEvent
from game.ui.map_along import MapPart, between, parts_of
from game.ui.map_layers import LAYERS
from game.ui.map_legend import plan_legend
from game.ui.map_model import map_stops, map_trips, map_zones, stop_numbers
from game.ui.map_overlay import MapZone
from game.ui.map_symbols import MapStop
from game.ui.map_trips import EMPTY_PX, FULL_PX, LINE_PX, MapTrip, width_of
from game.ui.map_view import MapView
from game.ui.screen import BaseScreen, Outcome
from game.ui.selection import Selection
from game.ui.shell import Shell, render_once
from tests.worlds import (
    HOUR,
    RIGID_BEV,
    charge,
    deliver,
    leg,
    order,
    plan,
    reload,
    rest,
    trip,
    vehicle,
    window,
    world,
)

NL = language("nl")
RING = ((233_000, 581_000), (234_200, 581_000), (234_200, 582_400), (233_000, 582_400))


def trade() -> World:
    """A battery truck and a diesel, a charger at P, a hub at H for A and B, a partner, a zone around A."""
    made = world(
        [order("O1", "A"), order("O2", "B"), order("O3", "C"), order("O4", "A")],
        [vehicle("V1", RIGID_BEV), vehicle("V2")],
        also=("P", "H"),
    )
    hub = Transfer(
        id="hub", name="Stadshub", kind="hub", place="H", serves=frozenset({"A", "B"}),
        windows=(window(300, 720),), handling_fixed_s=120, handling_per_unit_s=60, departs_s=13 * HOUR,
        arrives_s=14 * HOUR,
    )  # fmt: skip
    partner = Partner(id="P1", name="Buurman", cent_fixed=4000, cent_per_km=95, g_per_tkm=90,
                      ttw_g_per_tkm=68, most_orders=3, until_s=50_000)  # fmt: skip
    zone = Zone(
        id="ze", name="Binnenstad", ring=RING, zero_emission_from=date(2025, 4, 1),
        windows=(window(300, 720),), checked_on="2026-01-01",
    )  # fmt: skip
    sites = Sites(
        zones={"ze": zone}, transfers={"hub": hub}, partners={"P1": partner},
        chargers={"P": Charger(place="P", kw=350, bays=4, cent_per_kwh=45.0)},
        grids={"D": Grid(place="D", limit_kw=250, from_s=-6 * HOUR, to_s=5 * HOUR, kw_per_vehicle=100)},
    )  # fmt: skip
    return replace(made, sites=sites)


def stops_of(chosen: Plan, selection: Selection, of: World | None = None) -> dict[str, MapStop]:
    """Everything on the map, by id."""
    it = of or trade()
    judged = evaluate(it, chosen)
    return {s.id: s for s in map_stops(it, judged, frozenset(it.orders), selection, NL)}


OWN = plan(trip("V1", deliver("O1"), charge("P", 45), reload(), rest(45), deliver("O2")))


def test_own_stops_have_signs_and_no_number() -> None:
    """Charging and breaks show for the chosen trip only, and what a planner counts are orders."""
    found = stops_of(OWN, Selection(vehicle="V1"))
    assert (found["V1/1"].site, found["V1/1"].number) == ("charger", "")
    assert found["V1/3"].state == "pause"
    assert "V1/2" not in found
    assert [found[f"V1/{i}"].number for i in (0, 4)] == ["1", "2"]
    others = stops_of(OWN, Selection())
    assert {"V1/0", "V1/4"} <= set(others)
    assert not {"V1/1", "V1/3"} & set(others)


def test_numbers_skip_own_stops() -> None:
    """The board and the map count the same."""
    judged = evaluate(trade(), OWN).trips[0]
    assert stop_numbers(judged.stops) == ("1", "", "", "", "2")


def test_orders_at_one_hub_are_one_mark() -> None:
    """Orders that are handed over together lie at the hub's place, with its sign and both numbers."""
    via = [Stop(order=o, action=Action.DELIVER, via="hub") for o in ("O1", "O2")]
    found = stops_of(plan(trip("V2", *via, deliver("O3"))), Selection(vehicle="V2"))
    hub = trade().places["H"]
    assert found["V2/0"].xy == (hub.x_m, hub.y_m)
    assert (found["V2/0"].number, found["V2/0"].site) == ("1–2", "hub")
    assert "V2/1" not in found
    assert found["V2/2"].number == "3"


def test_an_order_with_a_partner_is_not_unplanned() -> None:
    """It is off the map until it is chosen, and then no diamond."""
    given = replace(plan(trip("V2", deliver("O1"))), given=(("O3", "P1"),))
    assert "O3/deliver" not in stops_of(given, Selection())
    assert stops_of(given, Selection())["O4/deliver"].state == "unplanned"
    assert stops_of(given, Selection(order="O3"))["O3/deliver"].state == "stop"


def test_sites_say_what_they_are() -> None:
    """Depot with its grid, charger with its kW, hub with its hours; partners have no place."""
    found = {s.id: s for s in map_sites.site_stops(trade(), NL)}
    assert (found["depot/D"].state, found["depot/D"].site) == ("depot", "grid")
    assert "250" in found["depot/D"].tooltip
    assert found["site/P"].state == "charger"
    assert "350" in found["site/P"].note
    assert found["site/H"].state == "hub"
    assert "05:00–12:00" in found["site/H"].tooltip
    assert len(found) == 3


def test_a_zone_tells_its_rules() -> None:
    """Since when, which hours, and that the line is no legal boundary."""
    (zone,) = map_zones(trade(), NL)
    assert zone.ring == tuple((float(x), float(y)) for x, y in RING)
    lines = zone.tooltip.split("\n")
    assert lines[0] == "Binnenstad"
    assert any("1 april 2025" in line for line in lines)
    assert any("05:00–12:00" in line for line in lines)
    ringless = replace(trade().sites.zones["ze"], ring=())
    empty = replace(trade(), sites=replace(trade().sites, zones={"ze": ringless}))
    assert map_zones(empty, NL) == ()


def test_a_zone_of_the_future_is_not_in_force() -> None:
    """The word differs before and from the day on which the zone starts."""
    zone = trade().sites.zones["ze"]
    before, after = (map_sites.zone_rules(zone, day, NL)[0] for day in (date(2025, 3, 31), date(2025, 4, 1)))
    assert before != after


def test_a_zone_names_who_may_enter() -> None:
    """Under the pointer stands which of the own vehicles may come in today, as the referee judges it."""
    named = load_scenario("binnenstad-groningen").system
    (zone, *_rest) = [z for z in named.sites.zones.values() if z.zero_emission_from]
    lines = map_sites.fleet_words(named, zone, NL)
    inside = {p for p, place in named.places.items() if zone.id in place.zones}
    some = min(inside)
    allowed = {v.name for v in named.vehicles.values() if may_enter(world=named, vehicle=v, place=some)}
    assert 0 < len(allowed) < len(named.vehicles)
    assert all(name in lines[0] for name in allowed)
    assert not any(name in lines[1] for name in allowed)


# -- along the trip ----------------------------------------------------------------------------------
def test_width_follows_the_load() -> None:
    """Thin is empty, thick is full; a load that is not shown has the plain width."""
    assert width_of(MapPart(points=(), load=0.0)) == EMPTY_PX
    assert width_of(MapPart(points=(), load=1.0)) == width_of(MapPart(points=(), load=1.4)) == FULL_PX
    assert width_of(MapPart(points=(), load=-1.0)) == LINE_PX


def test_parts_are_the_whole_route_in_order() -> None:
    """Stretches join end to end from depot to depot, and the way home of a delivery trip is empty."""
    it = trade()
    judged = evaluate_trip(it, trip("V2", deliver("O1"), deliver("O3")))
    parts = parts_of(it, judged)
    assert parts[0].points[0] == parts[-1].points[-1]
    assert all(a.points[-1] == pytest.approx(b.points[0]) for a, b in pairwise(parts))
    assert parts[0].load > parts[-1].load == 0.0


def test_a_truck_that_turned_round_carries_nothing() -> None:
    """Taken off its only order on the way, it still has a line to draw: there and back, empty."""
    it = trade()
    judged = replace(evaluate_trip(it, trip("V2", deliver("O1"))), stops=())
    parts = parts_of(it, judged)
    assert parts
    assert {p.load for p in parts} == {0.0}


def test_a_battery_is_low_before_it_is_under_the_reserve() -> None:
    """Along a long trip the words come in order: nothing, low, under; a diesel has none."""
    far = {("D", "A"): leg(150, 150)}
    it = world([order("O1", "A")], [vehicle("V1", RIGID_BEV), vehicle("V2")], legs=far)
    words = [p.charge for p in parts_of(it, evaluate_trip(it, trip("V1", deliver("O1"))))]
    assert list(dict.fromkeys(words)) == ["", "low", "under"]
    assert words == sorted(words, key=["", "low", "under"].index)
    assert {p.charge for p in parts_of(it, evaluate_trip(it, trip("V2", deliver("O1"))))} == {""}


def test_toll_is_due_where_the_graph_says_so() -> None:
    """A line over a tolled edge is marked exactly there."""
    edge = next(e for e in load_graph().edges if e.tolled and len(e.shape) > 3)
    line = tuple((float(x), float(y)) for x, y in edge.shape)
    ahead = (line[0][0] - 500.0, line[0][1])
    (found,) = map_along._tolled((ahead, *line))
    assert found[1] == pytest.approx(1.0)
    assert 0.0 < found[0] < 1.0
    assert map_along._tolled((ahead, line[0])) == []


def test_a_stretch_of_a_line() -> None:
    """Between two fractions of its length; corners within it stay."""
    line = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0))
    assert between(line, 0.25, 0.75) == ((5.0, 0.0), (10.0, 0.0), (10.0, 5.0))
    assert between(line, 0.0, 1.0) == line
    assert between(((1.0, 1.0), (1.0, 1.0)), 0.2, 0.4)


# -- on screen ---------------------------------------------------------------------------------------
class Map(BaseScreen):
    """One map over the whole window."""

    def __init__(self, it: World, chosen: Plan, vehicle_id: str) -> None:
        judged = evaluate(it, chosen)
        self.view = MapView()
        self.zones = map_zones(it, NL)
        self.trips: tuple[MapTrip, ...] = map_trips(it, judged, vehicle_id)
        self.stops = map_stops(it, judged, frozenset(it.orders), Selection(vehicle=vehicle_id), NL)
        self.ctx: Ctx

    def draw(self, ctx: Ctx) -> None:
        """The map."""
        self.ctx = ctx
        self.view.draw(ctx, ctx.rect, trips=self.trips, stops=self.stops, zones=self.zones)

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Layers."""
        self.view.handle(event)
        return None

    def tick(self, now_ms: int) -> bool:
        """Come to rest."""
        return self.view.tick(now_ms)


def pixels(shell: Shell) -> bytes:
    """The window."""
    from pygame import image

    return image.tobytes(shell.window, "RGB")


def test_layers_go_on_and_off() -> None:
    """Each layer changes the picture, and switched on again it is the same picture."""
    now = [0]
    screen = Map(trade(), plan(trip("V1", deliver("O1"), charge("P", 30), deliver("O2"))), "V1")
    screen.view.fit([*RING, *(s.xy for s in screen.stops)], shell_rect())
    shell = Shell(screen, size=(800, 500), clock=lambda: now[0])

    def still() -> bytes:
        for _ in range(20):
            now[0] += 50
            shell.step()
        return pixels(shell)

    first = still()
    for name in LAYERS:
        for same in (False, True):
            shell.send(Activate(id="map.layers", hit=None))  # type: ignore[arg-type]
            still()
            hit = shell.ctx.hits.get(f"map.layer.{name}")
            assert hit
            shell.send(Activate(id=hit.id, hit=hit, payload=hit.payload))
            shell.send(Activate(id="map.layers", hit=None))  # type: ignore[arg-type]
            assert (still() == first) is same, name


def shell_rect():  # type: ignore[no-untyped-def]
    """The window of the tests."""
    from pygame import Rect

    return Rect(0, 0, 800, 500)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_zone_is_seen_and_asked(scheme: str) -> None:
    """The hatch changes the ground in both themes, its hit has the rules, and dragging there pans."""
    screen = Map(trade(), Plan(), "")
    screen.view.fit(RING, shell_rect())
    shown = render_once(screen, (800, 500), scheme=scheme)
    hit = screen.ctx.hits.get("zone.ze")
    assert hit and hit.draggable and hit.tooltip
    screen.view.layers.flip("zone")
    hidden = render_once(screen, (800, 500), scheme=scheme)
    x, y = screen.view.camera.to_px(RING[0], shell_rect())
    area = [(round(x) + i, round(y) - i // 2) for i in range(2, 40)]
    assert len({tuple(shown.get_at(p)) for p in area}) > 2
    assert sum(shown.get_at(p) != hidden.get_at(p) for p in area) > 20
    assert screen.ctx.hits.get("zone.ze") is None


def test_the_legend_tells_only_what_is_there() -> None:
    """Without zones and selection only toll and open orders are explained."""
    screen = Map(replace(trade(), sites=Sites()), Plan(), "")
    render_once(screen, (1200, 500))
    legend = plan_legend(screen.ctx, screen.ctx.rect, ("toll", "open"))
    assert {h.id for h in screen.ctx.hits if h.id.startswith("map.legend.")} == {"map.legend.toll"}
    assert [k for k, _l in legend.items] == ["toll", "open"]


def test_zones_are_kept_while_they_stay_the_same() -> None:
    """Equal zones made anew every frame leave the tiles as they are."""
    screen = Map(trade(), Plan(), "")
    screen.view.fit(RING, shell_rect())
    render_once(screen, (800, 500))
    first = screen.view._content
    screen.zones = tuple(MapZone(id=z.id, name=z.name, ring=z.ring, tooltip=z.tooltip, label=z.label)
                         for z in screen.zones)  # fmt: skip
    render_once(screen, (800, 500))
    assert screen.view._content is first
