"""Vehicles and drivers: blends, refrigeration, the night's charge, days before today."""

from __future__ import annotations

import pytest

from game.domain.law import PastDay
from tests.content.authored import ELECTRIC, FLEET, changed, keys, scenario

MORE = 'class = "rigid19_diesel"'


def vehicle(extra: str) -> str:
    """The fleet with keys added to V1."""
    return changed(FLEET, MORE, f"{MORE}\n{extra}")


def test_hvo30_mixes_factors_price_and_share() -> None:
    """Worked example E4: 2.3776 kg/l; a blend is still a diesel, and only pure HVO drives `hvo`."""
    class_ = scenario(fleet=vehicle("hvo_percent = 30")).system.vehicles["V1"].class_
    assert (class_.carrier.id, class_.drive, class_.carrier.hvo_share) == ("hvo30", "diesel", 0.3)
    assert class_.carrier.wtw_g_per_unit == pytest.approx(2.3776)
    assert class_.carrier.ttw_g_per_unit == pytest.approx(0.3 * 0.038 + 0.7 * 2.468)
    pure = scenario(fleet=vehicle("hvo_percent = 100")).system.vehicles["V1"]
    assert (pure.class_.carrier.id, pure.class_.drive) == ("hvo100", "hvo")
    assert pure == scenario(fleet=vehicle('carrier = "hvo100"')).system.vehicles["V1"]
    none = scenario(fleet=vehicle("hvo_percent = 0")).system.vehicles["V1"]
    assert none == scenario().system.vehicles["V1"]


def test_a_blend_costs_its_share_of_the_premium() -> None:
    """1.60 a litre and 0.35 more for HVO: 30 % costs 1.705."""
    for extra, cent in (("hvo_percent = 30", 170.5), ("hvo_percent = 100", 195), ("", 160)):
        rates = scenario(fleet=vehicle(extra)).system.vehicles["V1"].rates
        assert rates.energy_cent_per_unit == pytest.approx(cent)


@pytest.mark.parametrize(
    ("extra", "key", "where"),
    [
        ('carrier = "hvo100"\nhvo_percent = 30', "fault.one_of_two", "vehicle[1].hvo_percent"),
        ("hvo_percent = 101", "fault.too_large", "vehicle[1].hvo_percent"),
        ("hvo_percent = 12.5", "fault.not_whole", "vehicle[1].hvo_percent"),
        ('carrier = "h2_grey"', "fault.carrier", "vehicle[1].carrier"),
        ('cooling = "electric"', "fault.cooling_electric", "vehicle[1].cooling"),
        ('cooling = "ice"', "fault.choice", "vehicle[1].cooling"),
        ('permits = ["centrum:noise"]', "fault.permit", "vehicle[1].permits[1]"),
        ('permits = ["centrum:window"]', "fault.unknown_id_no_hint", "vehicle[1].permits[1]"),
        ('permits = ["centrum"]', "fault.unknown_id_no_hint", "vehicle[1].permits[1]"),
        ("registered = 2021", "fault.kind", "vehicle[1].registered"),
        ("evening_soc_percent = 120", "fault.too_large", "vehicle[1].evening_soc_percent"),
    ],
)
def test_contradictions_of_a_vehicle(extra: str, key: str, where: str) -> None:
    """Each is named with its key."""
    assert keys(fleet=vehicle(extra)) == [(key, where)]


def test_hvo_in_a_battery_vehicle() -> None:
    """A battery takes no litres."""
    fleet = FLEET + changed(ELECTRIC, 'class = "rigid19_bev"', 'class = "rigid19_bev"\nhvo_percent = 20')
    assert keys(fleet=fleet) == [("fault.carrier", "vehicle[2].hvo_percent")]


def test_refrigeration_by_body_and_source() -> None:
    """1.5 l/h on a rigid and 2.5 on a trailer, of diesel; 3 kW from the vehicle's own battery (FACTS 1.4)."""
    rigid = scenario(fleet=vehicle('cooling = "diesel"')).system.vehicles["V1"]
    assert rigid.cooling is not None
    assert (rigid.cooling.carrier.id, rigid.cooling.per_hour) == ("diesel_b7", 1500)
    assert rigid.rates.cooling_cent_per_unit == 160
    assert rigid.skills == {"cooling"}
    trailer = changed(vehicle('cooling = "diesel"\nhvo_percent = 100'), "rigid19_diesel", "ts40_diesel")
    unit = scenario(fleet=trailer).system.vehicles["V1"].cooling
    assert unit is not None
    assert (unit.carrier.id, unit.per_hour) == ("diesel_b7", 2500)
    plug = changed(ELECTRIC, 'class = "rigid19_bev"', 'class = "rigid19_bev"\ncooling = "electric"')
    own = scenario(fleet=FLEET + plug).system.vehicles["E1"]
    assert own.cooling is not None
    assert (own.cooling.carrier, own.cooling.per_hour) == (own.class_.carrier, 3000)
    assert own.rates.cooling_cent_per_unit == 0


def test_own_prices_and_supplements() -> None:
    """30 % overtime, 19 % at night by the facts; a company may give its own, per carrier too."""
    plain = scenario(fleet=FLEET + ELECTRIC).system.vehicles["V1"].rates
    assert (plain.overtime_share, plain.night_share) == (0.3, 0.19)
    own = "[rates]\novertime_share = 0.5\nnight_share = 0\ndiesel_eur_l = 2\nelectricity_eur_kwh = 0.15\n"
    vehicles = scenario(own, fleet=FLEET + ELECTRIC).system.vehicles
    rates = vehicles["V1"].rates
    assert (rates.overtime_share, rates.night_share, rates.energy_cent_per_unit) == (0.5, 0, 200)
    assert vehicles["E1"].rates.energy_cent_per_unit == 15


def test_class_remembers_base_and_power() -> None:
    """The screen that explains names the class of the facts; a charger needs the vehicle's own limit."""
    own = '[[class]]\nid = "stekker"\nbase = "rigid19_bev"\ndc_kw = 100\ngvm_kg = 18000\nusable_share = 0.9\n'
    vehicles = scenario(own, fleet=FLEET + changed(ELECTRIC, "rigid19_bev", "stekker")).system.vehicles
    class_ = vehicles["E1"].class_
    assert (class_.id, class_.base, class_.dc_kw, class_.gvm_kg, class_.usable_share) == (
        "stekker", "rigid19_bev", 100, 18_000, 0.9,
    )  # fmt: skip
    plain = scenario(fleet=FLEET + ELECTRIC).system.vehicles["E1"].class_
    assert (plain.base, plain.dc_kw) == ("rigid19_bev", 250)


def test_registration_and_euro_class() -> None:
    """What the transition table asks for is in the vehicle; unknown stays unknown."""
    truck = scenario(fleet=vehicle("registered = 2021-05-01\neuro = 5")).system.vehicles["V1"]
    assert (str(truck.registered), truck.euro) == ("2021-05-01", 5)
    assert scenario().system.vehicles["V1"].registered is None


# --- the night ------------------------------------------------------------------------------------


def test_without_a_grid_the_start_is_as_given() -> None:
    """Full unless the author says otherwise."""
    plug = changed(ELECTRIC, 'class = "rigid19_bev"', 'class = "rigid19_bev"\nstart_soc_percent = 82.5')
    assert scenario(fleet=FLEET + plug).system.vehicles["E1"].start_soc_permille == 825
    assert scenario(fleet=FLEET + ELECTRIC).system.vehicles["E1"].start_soc_permille == 1000


def test_a_grid_shares_out_the_night() -> None:
    """10 kW for 11 hours lifts 297.5 kWh usable by 110 x 0.92 = 101.2: from 560 to 900 permille."""
    grid = '[[grid]]\ndepot = "dc"\nlimit_kw = 10\n'
    world = scenario(grid, fleet=FLEET + ELECTRIC).system
    truck = world.vehicles["E1"]
    assert (truck.evening_soc_permille, truck.start_soc_permille) == (560, 900)
    assert world.vehicles["V1"].start_soc_permille == 1000
    made = world.sites.grids["dc"]
    assert (made.from_s, made.to_s, made.limit_kw, made.kw_per_vehicle) == (-6 * 3600, 5 * 3600, 10, 50)
    early = '[[grid]]\ndepot = "dc"\nlimit_kw = 10\nfrom = "01:00"\nto = "05:00"\nkw_per_vehicle = 22\n'
    made = scenario(early, fleet=FLEET + ELECTRIC).system.sites.grids["dc"]
    assert (made.from_s, made.to_s, made.kw_per_vehicle) == (3600, 5 * 3600, 22)


def test_contradictions_of_a_grid() -> None:
    """Nobody to charge, a charge that is given twice, no time at all, a depot that is not there."""
    grid = '[[grid]]\ndepot = "dc"\nlimit_kw = 10\n'
    assert keys(grid) == [("fault.grid_no_electric", "grid[1].depot")]
    plug = changed(ELECTRIC, 'class = "rigid19_bev"', 'class = "rigid19_bev"\nstart_soc_percent = 80')
    assert keys(grid, fleet=FLEET + plug) == [("fault.soc_with_grid", "vehicle[2].start_soc_percent")]
    same = grid + 'from = "05:00"\n'
    assert keys(same, fleet=FLEET + ELECTRIC) == [("fault.window", "grid[1].to")]
    gone = changed(grid, "dc", "loods")
    assert keys(gone, fleet=FLEET + ELECTRIC) == [("fault.unknown_id_no_hint", "grid[1].depot")]
    assert keys(grid, grid, fleet=FLEET + ELECTRIC) == [("fault.double_id", "grid[2].depot")]


# --- drivers --------------------------------------------------------------------------------------

DAY = '[[driver.day]]\nago = 1\nfrom = "06:00"\nto = "16:00"\ndrive_min = 480\nwork_min = 540\n'


def test_history_is_the_last_day_first() -> None:
    """Days in any order of the file; work defaults to the duty less the break that the law asks for."""
    night = '[[driver.day]]\nago = 2\nfrom = "20:00"\nto = "26:00"\ndrive_min = 200\n'
    long = '[[driver.day]]\nago = 3\nfrom = "05:00"\nto = "15:30"\ndrive_min = 500\n'
    driver = scenario(fleet=FLEET + 'skills = ["adr"]\n' + long + DAY + night).system.drivers["D1"]
    assert driver.skills == {"adr"}
    assert driver.history == (
        PastDay(ago=1, start_s=21_600, end_s=57_600, drive_s=28_800, work_s=32_400),
        PastDay(ago=2, start_s=72_000, end_s=93_600, drive_s=12_000, work_s=21_600),
        PastDay(ago=3, start_s=18_000, end_s=55_800, drive_s=30_000, work_s=35_100),
    )


@pytest.mark.parametrize(
    ("days", "key", "where"),
    [
        (DAY + DAY, "fault.days_overlap", "driver[1].day[1].to"),
        (DAY + changed(DAY, "ago = 1", "ago = 2").replace('"16:00"', '"31:00"'), "fault.days_overlap",
         "driver[1].day[2].to"),
        (changed(DAY, '"16:00"', '"30:00"'), "fault.days_overlap", "driver[1].day[1].to"),
        (changed(DAY, '"16:00"', '"05:00"'), "fault.window", "driver[1].day[1].to"),
        (changed(DAY, "= 480", "= 560"), "fault.day_sum", "driver[1].day[1].drive_min"),
        (changed(DAY, "= 540", "= 700"), "fault.day_sum", "driver[1].day[1].work_min"),
        (changed(DAY, "ago = 1", "ago = 0"), "fault.too_small", "driver[1].day[1].ago"),
        (changed(DAY, "= 480", "= -1"), "fault.too_small", "driver[1].day[1].drive_min"),
    ],
)  # fmt: skip
def test_contradictions_of_days(days: str, key: str, where: str) -> None:
    """Two days at once, a night into today, more driving than work, a day that has not been."""
    assert keys(fleet=FLEET + days) == [(key, where)]


def test_a_day_may_end_just_when_the_next_begins() -> None:
    """Touching is not overlapping; whether the rest is enough is for the law to say."""
    assert keys(fleet=FLEET + changed(DAY, '"16:00"', '"29:00"').replace("540", "600")) == []
