"""Access: each rule just legal, just illegal and by how much; the transition table of FACTS 3.4."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from game.content.facts import read_facts
from game.content.figures import Figures
from game.content.zones import access_rules
from game.domain.evaluation import Finding, Severity
from game.domain.sites import AccessRules, Zone
from game.domain.world import Driver, Place, Vehicle
from game.rules import access, transition
from tests import worlds
from tests.worlds import HOUR, MIN, RIGID, RIGID_BEV

DAY = date(2026, 11, 23)
FACTS = access_rules(Figures(read_facts(), DAY))
VAN = replace(RIGID, id="van_diesel", kind="van", profile="van", gvm_kg=3500)
TRACTOR = replace(RIGID, id="ts40_diesel", kind="artic", gvm_kg=40_000)
LZV = replace(RIGID, id="lzv60_diesel", kind="lzv", gvm_kg=60_000)
HVO = replace(RIGID, id="rigid19_hvo", drive="hvo")
CLASSES = {"van": VAN, "rigid": RIGID, "rigid hvo": HVO, "tractor": TRACTOR, "lzv": LZV, "battery": RIGID_BEV}
CITY = Zone(
    id="city",
    name="Binnenstad",
    zero_emission_from=date(2025, 1, 1),
    windows=(worlds.window(5 * 60, 12 * 60),),
    window_over_kg=3500,
)


def on(text: str) -> date:
    """A date as people write it: 31-12-2026."""
    day, month, year = map(int, text.split("-"))
    return date(year, month, day)


def truck(kind: str = "rigid", *, euro: int = 6, registered: str = "1-1-2021", **kw: Any) -> Vehicle:
    """A vehicle of a kind; `registered` empty: unknown."""
    since = on(registered) if registered else None
    return worlds.vehicle("V1", CLASSES[kind], euro=euro, registered=since, **kw)


# Who may be in a zone that started on 1-1-2025: the last day allowed, the first day not.
TRANSITION = [
    # kind        Euro registered    last day in    first day out
    ("van",         4, "30-6-2008",  "31-12-2024", "1-1-2025"),
    ("van",         5, "30-6-2012",  "31-12-2026", "1-1-2027"),
    ("van",         5, "",           "31-12-2026", "1-1-2027"),
    ("van",         6, "31-12-2024", "31-12-2028", "1-1-2029"),
    ("van",         6, "1-1-2025",   "31-12-2024", "1-1-2025"),
    ("tractor",     6, "31-12-2016", "31-12-2024", "1-1-2025"),
    ("tractor",     6, "1-1-2017",   "31-12-2029", "1-1-2030"),
    ("tractor",     5, "1-1-2017",   "31-12-2024", "1-1-2025"),
    ("tractor",     6, "31-12-2024", "31-12-2029", "1-1-2030"),
    ("tractor",     6, "1-1-2025",   "31-12-2024", "1-1-2025"),
    ("lzv",         6, "1-1-2017",   "31-12-2029", "1-1-2030"),
    ("rigid",       6, "31-12-2016", "31-12-2024", "1-1-2025"),
    ("rigid",       6, "1-1-2017",   "31-12-2027", "1-1-2028"),
    ("rigid",       6, "31-12-2019", "31-12-2027", "1-1-2028"),
    ("rigid",       6, "1-1-2020",   "31-12-2029", "1-1-2030"),
    ("rigid",       6, "31-12-2024", "31-12-2029", "1-1-2030"),
    ("rigid",       6, "1-1-2025",   "31-12-2024", "1-1-2025"),
    ("rigid",       5, "1-1-2020",   "31-12-2024", "1-1-2025"),
    ("rigid",       6, "",           "31-12-2024", "1-1-2025"),
    ("rigid hvo",   6, "31-12-2019", "31-12-2027", "1-1-2028"),
    ("rigid hvo",   6, "1-1-2025",   "31-12-2024", "1-1-2025"),
    ("battery",     6, "1-1-2025",   "31-12-2099", None),
    ("battery",     6, "",           "31-12-2099", None),
]  # fmt: skip


def emission(vehicle: Vehicle, day: date, zone: Zone = CITY, rules: AccessRules = FACTS) -> Finding | None:
    """The rule for order O1."""
    return access.zone_emission(rules=rules, zone=zone, day=day, vehicle=vehicle, subject="O1")


@pytest.mark.parametrize(("kind", "euro", "registered", "last", "out"), TRANSITION)
def test_transition_table(kind: str, euro: int, registered: str, last: str, out: str | None) -> None:
    """The table of FACTS 3.4: the last day is still allowed, the next costs the fine of the kind."""
    vehicle = truck(kind, euro=euro, registered=registered)
    assert emission(vehicle, on(last)) is None
    if out is None:
        assert (
            transition.allowed_until(rules=FACTS, zone_from=on("1-1-2025"), vehicle=vehicle)
            == transition.ALWAYS
        )
        return
    found = emission(vehicle, on(out))
    assert found is not None
    assert (found.rule, found.severity, found.unit) == ("zone_emission", Severity.HARD, "cent")
    assert found.amount == (12_000 if kind == "van" else 31_000)
    assert dict(found.values)["since"] == out


def test_a_later_zone_gives_access_until_it_starts() -> None:
    """A term that ended before the zone began ends nothing: until its first day everybody may in."""
    later = replace(CITY, zero_emission_from=on("1-7-2027"))
    assert emission(truck("van", euro=5), on("30-6-2027"), later) is None
    found = emission(truck("van", euro=5), on("1-7-2027"), later)
    assert found is not None
    assert dict(found.values)["since"] == "1-7-2027"


def test_a_zone_without_emission_rule_lets_everybody_in() -> None:
    """A window area alone never asks for a battery."""
    assert emission(truck(euro=0), DAY, replace(CITY, zero_emission_from=None)) is None


def test_without_a_transition_table_only_batteries_have_access() -> None:
    """Empty rules mean no transition, never free access."""
    found = emission(truck("van"), DAY, rules=AccessRules())
    assert found is not None
    assert emission(truck("battery"), DAY, rules=AccessRules()) is None


# Venstertijd 05:00-12:00: (arrive, end) in minutes after midnight, and how many seconds wrong
STAYS = [
    (300, 720, 0), (299, 330, 60), (690, 721, 60), (298, 721, 120), (299, 725, 300),
    (300 + 1440, 720 + 1440, 0), (1200, 1210, 8 * HOUR + 10 * MIN), (1380, 1400, 6 * HOUR),
]  # fmt: skip


@pytest.mark.parametrize(("arrive", "end", "seconds"), STAYS)
def test_zone_window(arrive: int, end: int, seconds: int) -> None:
    """Come and go within one window; the larger of early and late counts, to the nearest window."""
    found = access.zone_window(
        zone=CITY, vehicle=truck(), subject="O1", arrive_s=arrive * MIN, end_s=end * MIN
    )
    assert (found.amount if found else 0) == seconds
    if found:
        values = dict(found.values)
        assert (values["open"], values["close"], values["minutes"]) == ("05:00", "12:00", seconds // 60)
        assert (found.severity, found.unit, found.subject) == (Severity.HARD, "s", "O1")


def test_a_stay_over_two_windows_is_not_allowed() -> None:
    """Between two windows the vehicle would stand inside a closed zone."""
    zone = replace(CITY, windows=(worlds.window(360, 480), worlds.window(600, 720)))
    stay: dict[str, Any] = {"zone": zone, "vehicle": truck(), "subject": "O1"}
    assert access.zone_window(**stay, arrive_s=470 * MIN, end_s=480 * MIN) is None
    assert access.zone_window(**stay, arrive_s=610 * MIN, end_s=620 * MIN) is None
    found = access.zone_window(**stay, arrive_s=470 * MIN, end_s=610 * MIN)
    assert found is not None
    assert found.amount == 130 * MIN


@pytest.mark.parametrize(("arrive", "end", "legal"), [
    (60, 359, True), (60, 361, False), (1321, 1440, True), (1319, 1380, False), (1400, 1500, True),
])  # fmt: skip
def test_window_over_midnight(arrive: int, end: int, legal: bool) -> None:
    """A window 22:00-06:00 holds before and after midnight, and across it."""
    zone = replace(CITY, windows=(worlds.window(22 * 60, 30 * 60),))
    found = access.zone_window(
        zone=zone, vehicle=truck(), subject="O1", arrive_s=arrive * MIN, end_s=end * MIN
    )
    assert (found is None) == legal
    if found:
        assert (dict(found.values)["open"], dict(found.values)["close"]) == ("22:00", "06:00")


def test_windows_bind_from_the_mass_of_the_zone_on() -> None:
    """At exactly the limit a vehicle is free; one kilogram more and it is bound; a permit frees it."""
    heavier = replace(VAN, gvm_kg=3501)
    night: dict[str, Any] = {"zone": CITY, "subject": "O1", "arrive_s": 0, "end_s": 60}
    assert access.zone_window(vehicle=truck("van"), **night) is None
    bound = replace(truck("van"), class_=heavier)
    found = access.zone_window(vehicle=bound, **night)
    assert found is not None
    assert found.amount == 5 * HOUR
    freed = replace(bound, permits=frozenset({"city"}))
    assert access.zone_window(vehicle=freed, **night) is None


HOME = Place(id="A", name="Winkel A", town="A", kind="customer", x_m=0, y_m=0, dwellings=True, lzv=True)
# Peaks of 65 dB(A) from 19:00 and 60 from 23:00 to 07:00: begin and end of service, dB over
NOISE = [
    (7 * 60, 19 * 60, 0), (420 - 1, 440, 15), (19 * 60 - 10, 19 * 60 + 1, 10), (22 * 60, 23 * 60, 10),
    (22 * 60, 23 * 60 + 1, 15), (0, 1, 15), (30 * 60, 30 * 60 + 5, 15), (31 * 60, 32 * 60, 0),
    (20 * 60, 20 * 60, 0),
]  # fmt: skip


def noise(begin: int, end: int, *, loading_db: int = 75, skills: str = "", place: Place = HOME) -> int:
    """Decibels over, 0 without a finding."""
    rules = replace(FACTS, noise_loading_db=loading_db)
    found = access.noise(
        rules=rules, place=place, vehicle=truck(skills=frozenset(skills.split())), subject="O1",
        begin_s=begin * MIN, end_s=end * MIN,
    )  # fmt: skip
    assert found is None or (found.severity, found.unit) == (Severity.SOFT, "db")
    return found.amount if found else 0


@pytest.mark.parametrize(("begin", "end", "over"), NOISE)
def test_noise_by_the_hour(begin: int, end: int, over: int) -> None:
    """From 07 to 19 h nothing binds; a minute of evening or night counts with the strictest peak."""
    assert noise(begin, end) == over


def test_noise_by_the_decibel() -> None:
    """At the limit it is allowed, one decibel more is not."""
    assert noise(20 * 60, 21 * 60, loading_db=65) == 0
    assert noise(20 * 60, 21 * 60, loading_db=66) == 1


def test_noise_needs_dwellings_and_noisy_equipment() -> None:
    """PIEK equipment may work at night; where nobody lives everybody may."""
    assert noise(0, 60) == 15
    assert noise(0, 60, skills="piek") == 0
    assert noise(0, 60, place=replace(HOME, dwellings=False)) == 0


DRIVER = Driver(id="dV1", name="Sanne", from_s=0, to_s=24 * HOUR, skills=frozenset({"lzv", "adr"}))
NOVICE = replace(DRIVER, skills=frozenset())


def test_lzv_only_on_its_network() -> None:
    """A place must be released for LZVs; other vehicles may come anywhere."""
    off = replace(HOME, lzv=False)
    assert access.lzv_access(place=HOME, vehicle=truck("lzv"), subject="O1") is None
    assert access.lzv_access(place=off, vehicle=truck("tractor"), subject="O1") is None
    found = access.lzv_access(place=off, vehicle=truck("lzv"), subject="O1")
    assert found is not None
    assert (found.amount, found.severity) == (1, Severity.HARD)


def test_lzv_not_in_a_zone_that_is_closed_to_it() -> None:
    """City centres are closed to LZVs, with a permit too; an open zone is not."""
    vehicle = truck("lzv", permits=frozenset({"city"}))
    assert access.lzv_zone(zone=CITY, vehicle=vehicle, subject="O1") is not None
    assert access.lzv_zone(zone=replace(CITY, closed_to_lzv=False), vehicle=vehicle, subject="O1") is None
    assert access.lzv_zone(zone=CITY, vehicle=truck("tractor"), subject="O1") is None


def test_lzv_asks_for_a_trained_driver() -> None:
    """Without the certificate the driver is the subject of the finding."""
    assert access.lzv_driver(vehicle=truck("lzv"), driver=DRIVER) is None
    assert access.lzv_driver(vehicle=truck("tractor"), driver=NOVICE) is None
    found = access.lzv_driver(vehicle=truck("lzv"), driver=NOVICE)
    assert found is not None
    assert found.subject == "dV1"


def test_lzv_carries_no_dangerous_goods() -> None:
    """One point is too many on an LZV and no matter elsewhere."""
    assert access.lzv_adr(vehicle=truck("lzv"), adr_points=0) is None
    assert access.lzv_adr(vehicle=truck("tractor"), adr_points=1) is None
    found = access.lzv_adr(vehicle=truck("lzv"), adr_points=1)
    assert found is not None
    assert found.amount == 1


@pytest.mark.parametrize(("points", "vehicle", "driver", "amount"), [
    (999, "", NOVICE, 0), (1000, "", NOVICE, 1), (1200, "adr", NOVICE, 201), (1000, "", DRIVER, 1),
    (5000, "adr", DRIVER, 0),
])  # fmt: skip
def test_adr_from_a_thousand_points(points: int, vehicle: str, driver: Driver, amount: int) -> None:
    """From the limit on both must be fit; the amount is what would have to stay behind."""
    own = truck(skills=frozenset(vehicle.split()))
    found = access.adr(rules=FACTS, vehicle=own, driver=driver, adr_points=points)
    assert (found.amount if found else 0) == amount
