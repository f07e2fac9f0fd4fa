"""Access at one stop of a trip, and what holds for every vehicle, day and window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from game.domain.sites import Sites, Window, Zone
from game.domain.world import Vehicle, World
from game.rules import access
from tests import worlds
from tests.rules.test_access import (
    CITY,
    CLASSES,
    DAY,
    FACTS,
    NOVICE,
    TRANSITION,
    emission,
    on,
    truck,
)
from tests.worlds import MIN


def city(day: date = DAY, places: Mapping[str, Mapping[str, Any]] | None = None, **kw: Any) -> World:
    """`tiny` with shop A in the zone among dwellings; B and C stay plain."""
    world = worlds.tiny(day=day)
    change = places or {"A": {"zones": frozenset({"city"}), "dwellings": True}}
    changed = {name: replace(place, **change.get(name, {})) for name, place in world.places.items()}
    sites = Sites(zones={"city": CITY, **kw}, access=FACTS)
    return replace(world, places=changed, sites=sites)


def rules_at(world: World, vehicle: Vehicle, place: str, arrive: int, end: int, **kw: Any) -> list[str]:
    """Names of the findings of one stop for O1."""
    values: dict[str, Any] = {"driver": NOVICE, "order": world.orders["O1"], "adr_points": 0, **kw}
    found = access.stop_findings(
        world=world, vehicle=vehicle, place=place, arrive_s=arrive * MIN, end_s=end * MIN, **values
    )
    return [finding.rule for finding in found]


def test_a_plain_place_has_no_findings() -> None:
    """Outside zones, without dwellings, LZV and ADR nothing is asked at any hour."""
    assert rules_at(city(), truck(euro=0), "B", 0, 60) == []


def test_a_stop_gathers_every_rule_in_a_fixed_sequence() -> None:
    """An untrained LZV driver with ADR at night in the city: every rule speaks once."""
    assert rules_at(city(), truck("lzv", euro=5), "A", 0, 60, adr_points=1000) == [
        "zone_emission", "zone_window", "lzv_zone", "noise", "lzv_access", "lzv_driver", "lzv_adr", "adr",
    ]  # fmt: skip


def test_waiting_and_own_stops_make_no_noise() -> None:
    """Noise begins with service, and a charging stop has none; the zone asks of both."""
    world = city()
    assert rules_at(world, truck(), "A", 330, 440) == ["noise"]
    assert rules_at(world, truck(), "A", 330, 440, begin_s=420 * MIN) == []
    assert rules_at(world, truck(), "A", 330, 440, order=None) == []
    assert rules_at(world, truck(), "A", 299, 440, order=None) == ["zone_window"]


def test_several_zones_are_told_by_name() -> None:
    """A place in two zones gets the findings of both, sorted, whatever the set's own order."""
    world = city(
        places={"A": {"zones": frozenset({"city", "area"})}}, area=replace(CITY, id="area", name="Area")
    )
    found = access.stop_findings(
        world=world, vehicle=truck(), driver=NOVICE, order=None, place="A", arrive_s=0, end_s=60, adr_points=0
    )
    assert [dict(f.values)["zone"] for f in found] == ["Area", "Binnenstad"]


def test_may_enter_agrees_with_the_findings() -> None:
    """The solver's question and the referee's answer are the same, for each row of the table."""
    for kind, euro, registered, last, out in TRANSITION:
        vehicle = truck(kind, euro=euro, registered=registered)
        for day in {last, out or last}:
            world = city(on(day))
            bad = {"zone_emission", "lzv_access", "lzv_zone"}
            found = bad & set(rules_at(world, vehicle, "A", 500, 520))
            assert access.may_enter(world=world, vehicle=vehicle, place="A") == (not found)
        assert access.may_enter(world=city(), vehicle=vehicle, place="B") == (kind != "lzv")


def test_zone_windows_for_the_walker() -> None:
    """What binds: the heavy, without a permit, in the zone; over midnight also last night's part."""
    world = city()
    assert access.zone_windows(world=world, vehicle=truck(), place="A") == CITY.windows
    assert access.zone_windows(world=world, vehicle=truck(), place="B") == ()
    assert access.zone_windows(world=world, vehicle=truck("van"), place="A") == ()
    freed = truck(permits=frozenset({"city"}))
    assert access.zone_windows(world=world, vehicle=freed, place="A") == ()
    night = city(city=replace(CITY, windows=(worlds.window(22 * 60, 30 * 60),)))
    assert access.zone_windows(world=night, vehicle=truck(), place="A") == (
        worlds.window(-120, 360), worlds.window(1320, 1800),
    )  # fmt: skip


def test_zone_windows_of_two_zones_are_open_together() -> None:
    """In two zones the overlap binds; without any overlap the first stays, so that waiting ends."""
    here = {"A": {"zones": frozenset({"city", "other"})}}
    late = replace(CITY, id="other", windows=(worlds.window(600, 900),))
    never = replace(late, windows=(worlds.window(800, 900),))
    both = access.zone_windows(world=city(places=here, other=late), vehicle=truck(), place="A")
    assert both == (worlds.window(600, 720),)
    none = access.zone_windows(world=city(places=here, other=never), vehicle=truck(), place="A")
    assert none == CITY.windows


# ---- properties -----------------------------------------------------------------------------------

KINDS = st.sampled_from(sorted(CLASSES))
DATES = st.dates(date(2008, 1, 1), date(2032, 12, 31))
ANY_TRUCK = st.builds(
    lambda kind, euro, since: replace(truck(kind, euro=euro), registered=since),
    KINDS,
    st.integers(0, 7),
    st.none() | DATES,
)
STAY = st.tuples(st.integers(-300, 1800), st.integers(0, 300)).map(lambda t: (t[0], t[0] + t[1]))


@given(vehicle=ANY_TRUCK, day=DATES, stay=STAY, points=st.integers(0, 2000))
def test_a_permit_never_adds_a_finding(
    vehicle: Vehicle, day: date, stay: tuple[int, int], points: int
) -> None:
    """With an exemption a vehicle may do all that it could do without."""
    world = city(day)
    freed = replace(vehicle, permits=frozenset({"city"}))
    with_it = rules_at(world, freed, "A", *stay, adr_points=points)
    assert set(with_it) <= set(rules_at(world, vehicle, "A", *stay, adr_points=points))
    assert not {"zone_emission", "zone_window"} & set(with_it)


@given(day=DATES, since=st.none() | DATES, euro=st.integers(0, 7), kind=KINDS)
def test_a_battery_always_has_access(day: date, since: date | None, euro: int, kind: str) -> None:
    """No day, registration, Euro class or kind keeps a battery truck out of a zone."""
    electric = replace(CLASSES[kind], drive="battery")
    vehicle = replace(truck(euro=euro), class_=electric, registered=since)
    assert emission(vehicle, day) is None


@given(vehicle=ANY_TRUCK, day=DATES)
def test_access_once_lost_never_returns(vehicle: Vehicle, day: date) -> None:
    """The rules only get stricter: out today is out tomorrow."""
    if emission(vehicle, day) is not None:
        assert emission(vehicle, day + timedelta(days=1)) is not None


@given(vehicle=ANY_TRUCK, day=DATES)
def test_hvo_changes_nothing(vehicle: Vehicle, day: date) -> None:
    """The fuel in the tank does not matter, only the engine."""
    diesel = replace(vehicle, class_=replace(vehicle.class_, drive="diesel"))
    hvo = replace(vehicle, class_=replace(vehicle.class_, drive="hvo"))
    assert (emission(hvo, day) is None) == (emission(diesel, day) is None)


@given(
    stay=STAY,
    windows=st.lists(
        st.tuples(st.integers(0, 1439), st.integers(1, 1440)), min_size=1, max_size=3
    ).map(lambda many: tuple(worlds.window(a, a + n) for a, n in many)),
)  # fmt: skip
def test_by_how_much_is_what_would_make_it_legal(stay: tuple[int, int], windows: tuple[Window, ...]) -> None:
    """With every window wider by the amount on both sides the stay is allowed; by a second less, not."""
    arrive_s, end_s = stay[0] * MIN, stay[1] * MIN
    ask: dict[str, Any] = {"vehicle": truck(), "subject": "O1", "arrive_s": arrive_s, "end_s": end_s}
    found = access.zone_window(zone=replace(CITY, windows=windows), **ask)
    if found is None:
        return
    # a window that grows beyond a day meets its own tail of the night before
    assume(all(w.close_s - w.open_s + 2 * found.amount < 86_400 for w in windows))

    def wider(by_s: int) -> Zone:
        return replace(
            CITY, windows=tuple(Window(open_s=w.open_s - by_s, close_s=w.close_s + by_s) for w in windows)
        )

    assert access.zone_window(zone=wider(found.amount), **ask) is None
    assert access.zone_window(zone=wider(found.amount - 1), **ask) is not None
