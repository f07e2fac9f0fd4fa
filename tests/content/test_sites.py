"""Zones, chargers and what lies where: picked from the map or written by the author."""

from __future__ import annotations

from datetime import date

import pytest

from game.domain.sites import Charging, Window
from tests.content.authored import ELECTRIC, FLEET, HEAD, PLACES, changed, keys, scenario
from tests.content.test_matrix_world import WORLD, matrix

MAP = '[[zone]]\nmap = "ze_groningen"\n'


def test_a_zone_of_the_map_comes_with_its_rules() -> None:
    """Groningen since 1 April 2025, 05:00-12:00; the shop at the Noorderhaven lies in it, Emmen does not."""
    world = scenario(MAP).system
    zone = world.sites.zones["ze_groningen"]
    assert zone.zero_emission_from == date(2025, 4, 1)
    assert zone.windows == (Window(open_s=5 * 3600, close_s=12 * 3600),)
    assert len(zone.ring) >= 6
    assert world.places["stad"].zones == {"ze_groningen"}
    assert world.places["emmen"].zones == frozenset()
    assert scenario().system.sites.zones == {}


def test_own_rules_go_before_those_of_the_map() -> None:
    """A scenario of next year can move the date, the windows and who they bind; and rename the zone."""
    own = 'id = "stad"\nname = "Binnenstad"\nzero_emission_from = 2030-01-01\nwindow_over_kg = 7500\n'
    zone = scenario(MAP + own + 'windows = ["18:00-20:00", "05:00-11:00"]\n').system.sites.zones["stad"]
    assert (zone.name, zone.zero_emission_from, zone.window_over_kg) == ("Binnenstad", date(2030, 1, 1), 7500)
    assert [w.open_s // 3600 for w in zone.windows] == [5, 18]
    ends = 'windows = ["22:00-26:00"]\n'
    assert scenario(MAP + ends).system.sites.zones["ze_groningen"].windows[0].close_s == 26 * 3600


def test_an_own_ring_binds_the_places_inside() -> None:
    """Corners in degrees; without a ring a place names its zone itself."""
    ring = "ring = [[52.77, 6.88], [52.77, 6.92], [52.80, 6.92], [52.80, 6.88]]\n"
    own = f'[[zone]]\nid = "centrum"\nwindows = ["06:00-11:00"]\n{ring}'
    world = scenario(own).system
    assert world.places["emmen"].zones == {"centrum"}
    made = world.sites.zones["centrum"]
    assert (made.window_over_kg, made.closed_to_lzv) == (3500, False)
    named = changed(PLACES, 'at = "Emmen"', 'at = "Emmen"\nzones = ["vak"]\ndwellings = true\nlzv = true')
    zone = '[[zone]]\nid = "vak"\nclosed_to_lzv = true\n'
    place = scenario(zone, places=named).system.places["emmen"]
    assert (place.zones, place.dwellings, place.lzv) == ({"vak"}, True, True)


def test_zones_of_a_matrix_world_are_named() -> None:
    """No map, no ring: the place says it."""
    text = changed(matrix(), 'id = "a"\n', 'id = "a"\nzones = ["vak"]\n')
    world = scenario('[[zone]]\nid = "vak"\nzero_emission_from = 2025-01-01\n', head=text, **WORLD).system
    assert world.places["a"].zones == {"vak"}


@pytest.mark.parametrize(
    ("zone", "key", "where"),
    [
        ('[[zone]]\nid = "vak"\n', "fault.zone_no_rule", "zone[1]"),
        ('[[zone]]\nid = "vak"\nclosed_to_lzv = false\n', "fault.zone_no_rule", "zone[1]"),
        ('[[zone]]\nid = "vak"\nwindows = []\n', "fault.zone_no_rule", "zone[1]"),
        ('[[zone]]\nwindows = ["05:00-12:00"]\n', "fault.key_missing", "zone[1]"),
        ('[[zone]]\nid = "vak"\nwindows = ["05:00-12:00"]\n', "fault.zone_nowhere", "zone[1]"),
        ('[[zone]]\nmap = "ze_gronigen"\n', "fault.unknown_id", "zone[1].map"),
        (MAP + MAP, "fault.double_id", "zone[2].id"),
        (MAP + 'windows = ["12:00"]\n', "fault.window_text", "zone[1].windows[1]"),
        (MAP + 'windows = ["12:00-05:00"]\n', "fault.window", "zone[1].windows[1]"),
        (MAP + 'windows = ["5-12"]\n', "fault.clock", "zone[1].windows[1]"),
        (MAP + 'zero_emission_from = "2025"\n', "fault.kind", "zone[1].zero_emission_from"),
        (MAP + "ring = [[6.5, 53.2], [6.6, 53.2], [6.6, 53.3]]\n", "fault.ring_off_the_map", "zone[1].ring"),
        (MAP + "ring = [[53.2, 6.5]]\n", "fault.too_few", "zone[1].ring"),
    ],
)  # fmt: skip
def test_contradictions_of_a_zone(zone: str, key: str, where: str) -> None:
    """No rule, no place, a window that closes before it opens: said with its key."""
    assert keys(zone) == [(key, where)]


def test_a_place_cannot_name_a_zone_that_is_not_there() -> None:
    """Nor is it guessed."""
    text = changed(matrix(), 'id = "a"\n', 'id = "a"\nzones = ["vak"]\n')
    assert keys(head=text, **WORLD) == [("fault.unknown_id_no_hint", "place[2].zones[1]")]


# --- chargers -------------------------------------------------------------------------------------


def test_a_plaza_of_the_map_becomes_a_place() -> None:
    """Laadplein Heidehof: 350 kW, 6 bays, the public price; reachable like any address."""
    world = scenario('[[charger]]\nmap = "ch_assen"\n').system
    charger = world.sites.chargers["ch_assen"]
    assert (charger.kw, charger.bays, charger.cent_per_kwh, charger.public) == (350, 6, 42, True)
    assert world.places["ch_assen"].kind == "charger"
    assert 0 < world.legs.fastest("truck", "dc", "ch_assen").distance_m < 15_000
    own = scenario('[[charger]]\nmap = "ch_assen"\nkw = 150\nbays = 2\neur_kwh = 0.5\n').system
    charger = own.sites.chargers["ch_assen"]
    assert (charger.kw, charger.bays, charger.cent_per_kwh) == (150, 2, 50)


def test_a_charger_at_the_depot_has_the_depot_price() -> None:
    """0.20 by the facts, or the company's own; at a customer it is public unless said otherwise."""
    tables = '[[charger]]\nplace = "dc"\nkw = 50\n[[charger]]\nplace = "emmen"\nkw = 50\n'
    chargers = scenario(tables).system.sites.chargers
    assert [(c.cent_per_kwh, c.public, c.bays) for c in chargers.values()] == [(20, False, 1), (42, True, 1)]
    own = scenario(tables + "public = false\n[rates]\nelectricity_eur_kwh = 0.16\n").system.sites.chargers
    assert [c.cent_per_kwh for c in own.values()] == [16, 16]


def test_the_charging_curve_is_that_of_the_facts() -> None:
    """Constant up to 80 %, 40 % of the power above, 5 minutes to plug in (FACTS 4)."""
    assert scenario().system.sites.charging == Charging(taper_from=0.8, taper_factor=0.4, plug_s=300)


@pytest.mark.parametrize(
    ("charger", "key", "where"),
    [
        ('place = "loods"\nkw = 50', "fault.unknown_id_no_hint", "charger[1].place"),
        ('map = "ch_asen"', "fault.unknown_id", "charger[1].map"),
        ('place = "dc"', "fault.key_missing", "charger[1]"),
        ("kw = 50", "fault.one_of_two", "charger[1]"),
        ('place = "dc"\nmap = "ch_assen"\nkw = 50', "fault.one_of_two", "charger[1]"),
        ('place = "dc"\nkw = 0', "fault.too_small", "charger[1].kw"),
        ('place = "dc"\nkw = "50 kW"', "fault.number_unit", "charger[1].kw"),
        ('place = "dc"\nkw = 50\n[[charger]]\nplace = "dc"\nkw = 50', "fault.double_id", "charger[2].place"),
    ],
)
def test_contradictions_of_a_charger(charger: str, key: str, where: str) -> None:
    """A charger nowhere, twice, without power or with a unit in the number."""
    assert keys(f"[[charger]]\n{charger}\n") == [(key, where)]


def test_where_an_lzv_lives_it_may_come() -> None:
    """Its depot counts as part of the released network."""
    world = scenario(fleet=changed(FLEET, "rigid19_diesel", "lzv60_diesel")).system
    assert world.places["dc"].lzv
    assert not world.places["stad"].lzv


def test_cold_costs_more_with_a_warm_cabin_below_zero_only() -> None:
    """1.20 and 1.30 below zero; 1.08 for both at 5 degrees (FACTS 4)."""
    for degrees, factors in ((-3, (1.2, 1.3)), (0, (1.08, 1.08)), (5, (1.08, 1.08)), (15, (1.0, 1.0))):
        world = scenario(head=f"{HEAD}temperature_c = {degrees}\n", fleet=FLEET + ELECTRIC).system
        assert (world.winter_factor, world.winter_cooled_factor) == factors


def test_sources_name_what_a_zone_and_a_charger_rest_on() -> None:
    """Each figure on the screen can be clicked to its origin."""
    sources = scenario(MAP, '[[charger]]\nmap = "ch_assen"\n').system.sources
    assert {
        "zez.until.rigid_euro_6_det_from_2020", "zez.groningen.window_from", "zez.fine_truck_eur",
        "cost.elec_public_truck_eur_kwh", "charge.plug_min", "congestion.m.morning", "speed.truck.m",
        "toll.rate.18000_32000.class_1_euro_6", "noise.night_peak_db", "adr.points_limit",
    } <= sources.keys()  # fmt: skip
