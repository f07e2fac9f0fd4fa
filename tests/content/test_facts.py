"""The figures of the outside world: complete, dated, and refused when they are not."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from game.content.facts import QUALITIES, FactError, parse_facts, read_facts

TODAY = date(2026, 11, 23)
ONE = "as_of = 2026-11-23\n[sources]\nS1 = 'a list'\n[toll]\n"
GOOD = "value = 1, unit = 'EUR', source = 'S1', quality = 'R'"


def test_every_figure_says_where_it_comes_from() -> None:
    """Each leaf has unit, source spelled out, known quality, and a period that runs forward."""
    facts = read_facts()
    assert len(facts.entries) > 400
    for path, periods in facts.entries.items():
        for fact in periods:
            assert fact.key == path
            assert fact.unit
            assert fact.quality in QUALITIES
            assert facts.sources[fact.source]
            if fact.valid_from and fact.valid_to:
                assert date.fromisoformat(fact.valid_from) <= date.fromisoformat(fact.valid_to)


def test_periods_of_a_figure_follow_each_other() -> None:
    """Periods neither overlap nor leave a day between them without a value."""
    for path, periods in read_facts().entries.items():
        for earlier, later in pairwise(periods):
            end = date.fromisoformat(earlier.valid_to)
            assert date.fromisoformat(later.valid_from) == end + timedelta(days=1), path


def test_sources_s1_to_s24_are_spelled_out() -> None:
    """A source code on a screen can always be explained."""
    assert {f"S{n}" for n in range(1, 25)} <= set(read_facts().sources)


@pytest.mark.parametrize(
    ("on", "share"),
    [
        (date(2026, 7, 1), 0.0),
        (date(2026, 8, 31), 0.0),
        (date(2026, 9, 1), 0.223),
        (date(2026, 12, 31), 0.223),
        (date(2027, 1, 1), 0.0),
    ],
)
def test_toll_discount_is_dated(on: date, share: float) -> None:
    """The temporary discount counts from 1 September to 31 December 2026, both included."""
    assert read_facts().value("toll.discount_share", on) == share


def test_no_toll_before_it_was_introduced() -> None:
    """A scenario before 1 July 2026 gets an error, never a tariff that did not exist."""
    with pytest.raises(FactError, match="0 values on 2026-06-30"):
        read_facts().value("toll.rate.over_32000.class_1_euro_6", date(2026, 6, 30))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("co2.factor.diesel_b7.wtw", 3.262),
        ("co2.factor.diesel_b7.ttw", 2.468),
        ("co2.factor.electricity_nl_avg.wtw", 0.268),
        ("toll.rate.over_32000.class_1_euro_6", 0.201),
        ("toll.rate.over_32000.class_5", 0.038),
        ("vehicle.ts40_diesel.full_per_100km", 33.0),
        ("vehicle.rigid19_bev.mult_urban", 1.03),
        ("hours.drive_before_break", 270),
        ("stop.fixed_min", 10),
        ("charge.efficiency_dc", 0.92),
        ("speed.truck.m", 79),
        ("zez.groningen.window_to", "12:00"),
        ("congestion.ring.evening", 1.40),
    ],
)
def test_key_figures(path: str, value: float | str) -> None:
    """Figures that the worked examples rest on have not changed by accident."""
    assert read_facts().value(path, TODAY) == value


def test_vehicle_classes_are_complete() -> None:
    """Each vehicle class has all that energy, cost, toll and capacity need; batteries have theirs."""
    facts = read_facts()
    names = facts.names("vehicle")
    assert len(names) == 9
    needed = {"kind", "profile", "drive", "gvm_kg", "payload_kg", "ldm", "euro_pallets", "roll_cages"}
    needed |= {"carrier", "empty_per_100km", "full_per_100km", "fixed_eur_year", "hours_year", "var_eur_km"}
    needed |= {"mult_motorway", "mult_rural", "mult_urban", "toll_class"}
    for name in names:
        group = facts.group(f"vehicle.{name}", TODAY)
        assert needed <= group.keys(), name
        assert float(group["empty_per_100km"]) < float(group["full_per_100km"])
        assert f"co2.factor.{group['carrier']}.wtw" in facts.entries
        assert ("battery_kwh" in group) == (group["drive"] == "battery")


def test_chances_and_shares_are_possible() -> None:
    """A chance or share lies between 0 and 1, and triangular delays are ordered."""
    facts = read_facts()
    for periods in facts.entries.values():
        for fact in periods:
            if fact.unit == "share" or fact.unit.startswith("chance"):
                assert 0 <= float(fact.value) <= 1, fact
    for name in facts.names("disruption"):
        delays = facts.group(f"disruption.{name}", TODAY)
        if "delay_mode" in delays:
            triple = [float(delays[f"delay_{end}"]) for end in ("least", "mode", "most")]
            assert triple == sorted(triple), name


def test_shipment_sizes_add_up() -> None:
    """The shares of shipment sizes in groupage add up to one."""
    group = read_facts().group("profile.groupage", TODAY)
    assert sum(float(v) for k, v in group.items() if k.startswith("share_")) == pytest.approx(1)


def test_errors_name_the_fact() -> None:
    """A path that does not exist, or a value of the wrong kind, is reported with its neighbours."""
    facts = read_facts()
    with pytest.raises(FactError, match="driver_eur_hour"):
        facts.value("cost.driver", TODAY)
    with pytest.raises(FactError, match="not a number"):
        facts.number("vehicle.van_diesel.kind", TODAY)
    with pytest.raises(FactError, match="not a whole number"):
        facts.whole("cost.driver_eur_hour", TODAY)
    with pytest.raises(FactError, match="not a text"):
        facts.text("cost.driver_eur_hour", TODAY)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("x = 3", "needs value"),
        ("x = { value = 1, unit = 'EUR', source = 'S1' }", "needs value"),
        ("x = { " + GOOD.replace("S1", "S9") + " }", "S9"),
        ("x = { " + GOOD.replace("'R'", "'sure'") + " }", "sure"),
        ("x = { " + GOOD.replace("= 1", "= true") + " }", "neither"),
        ("x = { " + GOOD + ", valid_from = '2026-01-01' }", "not a date"),
        ("x = { " + GOOD + ", valid_from = 2027-01-01, valid_to = 2026-01-01 }", "after"),
        ("x = ", "not TOML"),
    ],
)
def test_incomplete_figures_are_refused(line: str, complaint: str) -> None:
    """A figure without its origin, or with a nonsense period, cannot enter the game."""
    with pytest.raises(FactError, match=complaint):
        parse_facts(ONE + line)


def test_two_values_on_one_day_are_refused() -> None:
    """Overlapping periods are an error when asked for, not a silent choice."""
    facts = parse_facts(ONE + f"x = [ {{ {GOOD} }}, {{ {GOOD} }} ]")
    with pytest.raises(FactError, match="2 values"):
        facts.value("toll.x", TODAY)
