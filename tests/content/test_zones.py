"""Zones of the map, point in zone, and the rules of access from the facts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content import geo
from game.content.facts import FACTS_FILE, FactError, parse_facts, read_facts
from game.content.figures import Figures
from game.content.zones import access_rules, is_inside, map_zones, zones_of
from game.domain.sites import Window, Zone
from tests.worlds import HOUR

DAY = date(2026, 11, 23)
L_SHAPE = ((0, 0), (4, 0), (4, 2), (2, 2), (2, 4), (0, 4))
"""Lower half whole, upper half only the left part."""


def figures(change: tuple[str, str] | None = None) -> Figures:
    """The facts, with one piece of their text replaced."""
    if change is None:
        return Figures(read_facts(), DAY)
    text = FACTS_FILE.read_text(encoding="utf-8")
    assert change[0] in text
    return Figures(parse_facts(text.replace(*change)), DAY)


def test_the_transition_comes_from_the_facts() -> None:
    """Dates, fines, noise and ADR are those of the facts file, and are remembered as used."""
    book = figures()
    rules = access_rules(book)
    assert rules.van_until == ((0, None), (5, date(2027, 1, 1)), (6, date(2029, 1, 1)))
    assert (rules.rigid_old_until, rules.rigid_new_until) == (date(2028, 1, 1), date(2030, 1, 1))
    assert (rules.heavy_from, rules.rigid_new_from) == (date(2017, 1, 1), date(2020, 1, 1))
    assert (rules.fine_van_cent, rules.fine_truck_cent) == (12_000, 31_000)
    assert rules.adr_points == 1000
    assert {"zez.until.van_euro_5", "noise.loading_peak_db", "adr.points_limit"} <= set(book.used)


def test_noise_windows_go_over_midnight() -> None:
    """The evening closes where the night opens, and the night ends next morning."""
    assert access_rules(figures()).noise_windows == (
        (Window(open_s=19 * HOUR, close_s=23 * HOUR), 65),
        (Window(open_s=23 * HOUR, close_s=31 * HOUR), 60),
    )


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (('van_euro_5 = { value = "2027-01-01"', 'van_euro_5 = { value = "2027"'), "van_euro_5"),
        (('truck_other = { value = "zone_start"', 'truck_other = { value = "2027-01-01"'), "truck_other"),
        (("window_over_kg = { value = 0", 'window_over_kg = { value = "0"'), "window_over_kg"),
    ],
)
def test_a_wrong_fact_is_named(change: tuple[str, str], word: str) -> None:
    """A figure that is no date or no number is refused with its path, never guessed."""
    book = figures(change)
    with pytest.raises(FactError, match=word):
        access_rules(book), map_zones(DAY, book)


def test_zones_of_the_map_have_dates() -> None:
    """Groningen, Assen and Zwolle with their first day; only Groningen has a known venstertijd."""
    zones = map_zones(DAY)
    assert {name: zone.zero_emission_from for name, zone in zones.items()} == {
        "ze_groningen": date(2025, 4, 1), "ze_assen": date(2025, 1, 1), "ze_zwolle": date(2025, 1, 1),
    }  # fmt: skip
    assert zones["ze_groningen"].windows == (Window(open_s=5 * HOUR, close_s=12 * HOUR),)
    assert zones["ze_assen"].windows == zones["ze_zwolle"].windows == ()


def test_the_venstertijd_of_groningen_binds_vans_too() -> None:
    """The traffic decision speaks of commercial vehicles of every mass."""
    assert map_zones(DAY)["ze_groningen"].window_over_kg == 0


@pytest.mark.parametrize(
    ("name", "start"),
    [("Zwolle binnenstad", date(2025, 1, 1)), ("Groningen binnenstad", date(2025, 4, 1))],
)
def test_a_missing_start_comes_from_the_facts(
    monkeypatch: pytest.MonkeyPatch, name: str, start: date
) -> None:
    """A zone without a date on the map starts when its municipality did."""
    _one_zone(monkeypatch, name=name, start="")
    assert map_zones(DAY)["z"].zero_emission_from == start


@pytest.mark.parametrize(("name", "start"), [("Meppel centrum", ""), ("Assen centrum", "soon")])
def test_a_zone_without_a_known_start_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, start: str
) -> None:
    """An unknown town or a start that is no date is told with the zone's id."""
    _one_zone(monkeypatch, name=name, start=start)
    with pytest.raises(FactError, match="zone 'z'"):
        map_zones(DAY)


def _one_zone(monkeypatch: pytest.MonkeyPatch, *, name: str, start: str) -> None:
    zone = geo.Zone(id="z", name=name, start=start, checked_on="", note="", ring=((0, 0), (1, 0), (0, 1)))
    sites = geo.Sites(zones=(zone,), chargers=(), terminals=(), bridges=())
    monkeypatch.setattr(geo, "load_sites", lambda: sites)


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ((1, 1), True), ((3, 1), True), ((1, 3), True), ((3, 3), False), ((-1, 1), False), ((5, 1), False),
        ((0, 0), True), ((2, 2), True), ((3, 2), True), ((2, 3), True), ((4, 2), True), ((5, 2), False),
        ((3, 4), False), ((-1, 0), False), ((-1, 4), False), ((5, 0), False), ((1, 4), True), ((1, 5), False),
    ],
)  # fmt: skip
def test_inside_an_l_shape(point: geo.Point, inside: bool) -> None:
    """Inside, outside, in the notch, on each edge and corner, and level with corners."""
    assert is_inside(point, L_SHAPE) is inside
    assert is_inside(point, (*L_SHAPE, L_SHAPE[0])) is inside
    assert is_inside(point, L_SHAPE[::-1]) is inside


@given(x=st.integers(-3, 13), y=st.integers(-3, 13), turn=st.integers(0, 3))
def test_inside_agrees_with_counting(x: int, y: int, turn: int) -> None:
    """A diamond of radius 5 holds exactly the points within that walking distance of its centre."""
    diamond = ((10, 5), (5, 10), (0, 5), (5, 0))
    ring = diamond[turn:] + diamond[:turn]
    assert is_inside((x, y), ring) == (abs(x - 5) + abs(y - 5) <= 5)


def test_no_ring_holds_nothing() -> None:
    """A zone of a world with an explicit matrix has no ring, so no point lies in it."""
    assert zones_of((0, 0), {"z": Zone(id="z", name="Z")}) == frozenset()


def test_towns_on_the_map() -> None:
    """The centre of each town lies in its own zone; Veendam lies in none."""
    zones = map_zones(DAY)
    assert zones_of((233_700, 582_000), zones) == {"ze_groningen"}
    assert zones_of((233_950, 557_200), zones) == {"ze_assen"}
    assert zones_of((202_950, 502_900), zones) == {"ze_zwolle"}
    assert zones_of((254_000, 569_000), zones) == frozenset()
