"""Charging on the road and in the night (FACTS 4): levels, seconds, shares under the depot's limit."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.domain.sites import Charger, Charging, Grid
from game.domain.units import whole
from game.domain.world import Vehicle
from game.rules import charging, energy
from tests.worlds import HOUR, RIGID, RIGID_BEV, vehicle

RULES = Charging()
NIGHT = Grid(place="D", limit_kw=160, from_s=-4 * HOUR, to_s=6 * HOUR, kw_per_vehicle=50)
FULL = 297_500.0
"""Usable watt-hours of RIGID_BEV."""


def charger(kw: int) -> Charger:
    """A bay of so many kW at place P."""
    return Charger(place="P", kw=kw, bays=1, cent_per_kwh=42)


def bev(name: str, evening: int = 300, **kw: object) -> Vehicle:
    """An electric truck that came in with so many permille."""
    return replace(vehicle(name, RIGID_BEV), evening_soc_permille=evening, **kw)  # type: ignore[arg-type]


def test_power_is_the_least_of_charger_and_vehicle() -> None:
    """A 400 kW bay gives a 150 kW truck 150 kW; a truck that does not say takes what there is."""
    small = replace(RIGID_BEV, dc_kw=150.0)
    assert charging.power_w(class_=small, charger=charger(400)) == 150_000
    assert charging.power_w(class_=small, charger=charger(50)) == 50_000
    assert charging.power_w(class_=RIGID_BEV, charger=charger(400)) == 400_000


@pytest.mark.parametrize(
    ("from_share", "to_share", "hours"),
    [
        (0.2, 0.8, 0.6 * FULL / 100_000),
        (0.8, 1.0, 0.2 * FULL / 40_000),
        (0.9, 1.0, 0.1 * FULL / 40_000),
        (0.7, 0.9, 0.1 * FULL / 100_000 + 0.1 * FULL / 40_000),
        (0.7, 1.2, 0.1 * FULL / 100_000 + 0.2 * FULL / 40_000),
        (-0.1, 0.1, 0.2 * FULL / 100_000),
        (0.5, 0.5, 0.0),
        (0.6, 0.5, 0.0),
    ],
)
def test_charging_is_constant_and_then_slow(from_share: float, to_share: float, hours: float) -> None:
    """Full power up to 80 %, 40 % of it above; more than full is not charged."""
    seconds = charging.charge_s(
        from_wh=from_share * FULL, to_wh=to_share * FULL, usable_wh=FULL, power_w=100_000, rules=RULES
    )
    assert seconds == pytest.approx(3600 * hours)


def test_without_power_it_never_gets_there() -> None:
    """A dead charger gives no charge, and no division by zero."""
    assert charging.charge_s(from_wh=0, to_wh=1, usable_wh=2, power_w=0, rules=RULES) == math.inf
    assert charging.level_after_wh(from_wh=5, seconds=99, usable_wh=9, power_w=0, rules=RULES) == 5


def test_charging_stops_at_full() -> None:
    """Nobody gets more than usable, and being full is no loss."""
    kw = {"usable_wh": FULL, "power_w": 150_000.0, "rules": RULES}
    assert charging.level_after_wh(from_wh=0.9 * FULL, seconds=10**6, **kw) == FULL  # type: ignore[arg-type]
    assert charging.level_after_wh(from_wh=FULL, seconds=60, **kw) == FULL  # type: ignore[arg-type]


levels = st.floats(-0.5, 1.0).map(lambda share: share * FULL)
powers = st.floats(3_000, 1_000_000)
curves = st.builds(
    Charging, taper_from=st.floats(0.0, 1.0), taper_factor=st.floats(0.05, 1.0), plug_s=st.just(300)
)


@given(a=levels, b=levels, power_w=powers, rules=curves)
def test_level_and_time_are_each_others_inverse(a: float, b: float, power_w: float, rules: Charging) -> None:
    """Charging for the seconds that a level asks for brings exactly that level."""
    low, high = sorted((a, b))
    seconds = charging.charge_s(from_wh=low, to_wh=high, usable_wh=FULL, power_w=power_w, rules=rules)
    reached = charging.level_after_wh(
        from_wh=low, seconds=seconds, usable_wh=FULL, power_w=power_w, rules=rules
    )
    assert reached == pytest.approx(high, abs=1e-3)


@given(start=levels, seconds=st.floats(0, 40_000), power_w=powers, rules=curves)
def test_time_and_level_are_each_others_inverse(
    start: float, seconds: float, power_w: float, rules: Charging
) -> None:
    """What was reached in some seconds asks for those seconds, unless it was full before."""
    reached = charging.level_after_wh(
        from_wh=start, seconds=seconds, usable_wh=FULL, power_w=power_w, rules=rules
    )
    again = charging.charge_s(from_wh=start, to_wh=reached, usable_wh=FULL, power_w=power_w, rules=rules)
    assert again <= seconds + 0.01
    if reached < FULL:
        assert again == pytest.approx(seconds, abs=0.01)


@given(
    start=levels, a=st.floats(0, 40_000), b=st.floats(0, 40_000), more=st.floats(0, 500_000), power_w=powers
)
def test_longer_or_stronger_never_gives_less(
    start: float, a: float, b: float, more: float, power_w: float
) -> None:
    """The level rises with time and with power, and stays between the start and full."""
    short, long = sorted((a, b))

    def level(seconds: float, watt: float) -> float:
        return charging.level_after_wh(
            from_wh=start, seconds=seconds, usable_wh=FULL, power_w=watt, rules=RULES
        )

    assert start <= level(short, power_w) <= level(long, power_w) <= FULL
    assert level(short, power_w) <= level(short, power_w + more) + 1e-6


def test_the_night_has_so_much_energy() -> None:
    """160 kW from 20:00 to 06:00 is 1,600 kWh."""
    assert charging.night_limit_wh(grid=NIGHT) == 1_600_000


def test_shares_by_hand() -> None:
    """Two trucks that lack 208.25 kWh each under 200 kWh of grid: 92 kWh each, 309 permille more."""
    grid = replace(NIGHT, limit_kw=20)
    assert charging.fair_shares(grid=grid, vehicles=[bev("V1"), bev("V2")]) == {"V1": 609, "V2": 609}


def test_who_came_in_fuller_helps_the_other() -> None:
    """The common level counts, not the same energy for each; nobody is lowered to it."""
    grid = replace(NIGHT, limit_kw=20)
    shares = charging.fair_shares(grid=grid, vehicles=[bev("V1", 200), bev("V2", 950)])
    assert shares == {"V1": 200 + int(184_000 / 297.5), "V2": 950}


def test_a_slow_charger_limits_one_truck() -> None:
    """10 kW for ten hours is 100 kWh in the battery (336 permille), however much grid is left."""
    grid = replace(NIGHT, kw_per_vehicle=10)
    assert charging.fair_shares(grid=grid, vehicles=[bev("V1", 100)]) == {"V1": 436}


def test_only_electric_vehicles_of_this_depot_count() -> None:
    """A diesel truck and a truck of the other depot take nothing from this connection."""
    fleet = [bev("V1"), vehicle("V2", RIGID), bev("V3", depot="E")]
    assert charging.fair_shares(grid=NIGHT, vehicles=fleet) == {"V1": 1000}
    assert charging.fair_shares(grid=NIGHT, vehicles=[]) == {}


fleets = st.lists(st.tuples(st.integers(0, 1000), st.integers(40, 600)), max_size=8).map(
    lambda given: [
        replace(bev(f"V{i}", evening), class_=replace(RIGID_BEV, battery_wh=kwh * 1000))
        for i, (evening, kwh) in enumerate(given)
    ]
)
grids = st.builds(
    Grid,
    place=st.just("D"),
    limit_kw=st.floats(0, 400),
    from_s=st.integers(-8, 0).map(lambda h: h * HOUR),
    to_s=st.integers(0, 8).map(lambda h: h * HOUR),
    kw_per_vehicle=st.floats(1, 150),
)


@settings(max_examples=60)
@given(grid=grids, fleet=fleets, data=st.data())
def test_shares_keep_to_the_grid_and_are_fair(grid: Grid, fleet: list[Vehicle], data: st.DataObject) -> None:
    """Within the night's energy and each charger's power, nobody lowered, order irrelevant, even."""
    shares = charging.fair_shares(grid=grid, vehicles=fleet)
    hours = (grid.to_s - grid.from_s) / HOUR
    taken = [charging.night_wh(vehicle=v, start_permille=shares[v.id]) for v in fleet]
    assert sum(taken) <= charging.night_limit_wh(grid=grid) + 1e-3
    assert sum(map(whole, taken)) <= whole(charging.night_limit_wh(grid=grid))
    for v in fleet:
        gained = energy.usable_wh(v) * (shares[v.id] - v.evening_soc_permille) / 1000
        assert -1e-6 <= gained <= grid.kw_per_vehicle * 1000 * hours + 1e-3
        assert shares[v.id] <= 1000
    shuffled = data.draw(st.permutations(fleet))
    assert charging.fair_shares(grid=grid, vehicles=shuffled) == shares
    free = [
        shares[v.id]
        for v in fleet
        if shares[v.id] > v.evening_soc_permille
        and shares[v.id] < charging.highest_permille(grid=grid, vehicle=v)
    ]
    assert len(set(free)) <= 1
    assert all(shares[v.id] >= level for level in free for v in fleet if v.id not in _held(grid, fleet))


def _held(grid: Grid, fleet: list[Vehicle]) -> set[str]:
    """Vehicles whose own charger holds them back."""
    shares = charging.fair_shares(grid=grid, vehicles=fleet)
    return {v.id for v in fleet if shares[v.id] == charging.highest_permille(grid=grid, vehicle=v)}
