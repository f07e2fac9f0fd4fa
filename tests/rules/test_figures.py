"""Energy, CO2e and cost against the worked examples (FACTS 1.5), before rounding."""

from dataclasses import replace

import pytest

from game.domain.evaluation import COST_PARTS
from game.domain.world import ClassMetres, Load, Rates
from game.rules import co2, cost, energy
from game.rules.evaluate import evaluate_trip
from game.rules.trip import Hop, _uses
from tests.worlds import DIESEL, POWER, RIGID, RIGID_BEV, deliver, leg, order, trip, vehicle, world

ARTIC = replace(
    RIGID,
    id="ts40_diesel",
    kind="artic",
    capacity=Load(kg=24000, pallets=33, roll_cages=54, ldm_cm=1360),
    empty_per_100km=22.0,
    full_per_100km=33.0,
)
MILK_LEGS = (
    (leg(km=40, class_m=ClassMetres(motorway=40_000)), 7000),
    (leg(km=25, class_m=ClassMetres(rural=25_000)), 4000),
    (leg(km=5, class_m=ClassMetres(urban=5_000)), 1500),
    (leg(km=50, class_m=ClassMetres(motorway=50_000)), 0),
)


def test_e1_full_out_empty_back() -> None:
    """Empty kilometres count: 37.4 l loaded and 17.6 l empty give 179.41 kg."""
    loaded = energy.leg_use(leg=leg(km=120), class_=ARTIC, kg=20_000)
    empty = energy.leg_use(leg=leg(km=80), class_=ARTIC, kg=0)
    assert loaded == pytest.approx(37_400, abs=1e-3)
    assert empty == pytest.approx(17_600, abs=1e-3)
    litres = loaded + empty
    assert co2.wtw_g(energy=litres, carrier=DIESEL) / 1000 == pytest.approx(179.41, abs=1e-6)
    assert co2.ttw_g(energy=litres, carrier=DIESEL) / 1000 == pytest.approx(135.74, abs=1e-6)


def test_e2_milk_run_by_leg_and_total() -> None:
    """Load falls along the trip and each road class has its multiplier."""
    uses = [energy.leg_use(leg=way, class_=RIGID, kg=kg) / 1000 for way, kg in MILK_LEGS]
    assert uses == pytest.approx([9.18, 5.4868421052631575, 1.256578947368421, 9.025], abs=1e-6)
    total = sum(uses)
    assert total == pytest.approx(24.94842105263158, abs=1e-6)
    assert co2.wtw_g(energy=total, carrier=DIESEL) == pytest.approx(81.38174947368421, abs=1e-6)


def test_e2_allocation_by_mass_and_shortest_distance() -> None:
    """A, B and C share by tonne-kilometres of origin to destination, not by the driven way."""
    shares = co2.weights(kg=(3000, 2500, 1500), sfd_m=(40_000, 55_000, 50_000))
    parts = [81.38174947368421 * w / sum(shares) for w in shares]
    assert parts == pytest.approx([29.370856952908586, 33.654106925207756, 18.356785595567867], abs=1e-6)
    whole = co2.per_order_g(total_g=81_382, kg=(3000, 2500, 1500), sfd_m=(40_000, 55_000, 50_000))
    assert whole == (29_371, 33_654, 18_357)
    assert sum(whole) == 81_382


def test_allocation_without_weight_goes_by_distance_then_equal() -> None:
    """Parcels without a weight still get a share, and the sum holds."""
    assert co2.per_order_g(total_g=100, kg=(0, 0), sfd_m=(1000, 3000)) == (25, 75)
    assert co2.per_order_g(total_g=101, kg=(0, 0), sfd_m=(0, 0)) == (51, 50)


def test_e3_electric_milk_run() -> None:
    """Battery kWh, grid kWh, NL mix and the winter share of usable charge."""
    uses = [energy.leg_use(leg=way, class_=RIGID_BEV, kg=kg) / 1000 for way, kg in MILK_LEGS]
    expected = [47.80588235294118, 24.09926470588235, 4.695588235294117, 44.625]
    assert uses == pytest.approx(expected, abs=1e-6)
    grid = energy.grid_wh(battery_wh=sum(uses), class_=RIGID_BEV)
    assert grid == pytest.approx(131.76710358056263, abs=1e-6)
    assert co2.wtw_g(energy=grid, carrier=POWER) == pytest.approx(35.313583759590784, abs=1e-6)
    usable = energy.usable_wh(vehicle=vehicle("V1", RIGID_BEV)) / 1000
    assert usable == pytest.approx(297.5)
    w = world([order("O1", "A")], [vehicle("V1", RIGID_BEV)], winter_factor=1.2)
    hops = [Hop(way, Load(kg=kg)) for way, kg in MILK_LEGS]
    winter = sum(_uses(w, w.vehicles["V1"], hops)) / 1000
    assert winter == pytest.approx(145.47088235294117, abs=1e-6)
    assert winter / usable == pytest.approx(0.4889777558082056, abs=1e-6)


def test_winter_does_not_touch_diesel() -> None:
    """The winter factor is for batteries."""
    hops = [Hop(leg(km=100), Load())]
    for factor in (1.0, 1.3):
        w = world([order("O1", "A")], [vehicle("V1")], winter_factor=factor)
        assert _uses(w, w.vehicles["V1"], hops) == [19_000.0]


def test_e6_cost_with_the_autumn_toll() -> None:
    """Parts, overhead without toll, total EUR 477.024422."""
    rates = Rates(
        fixed_cent_per_h=4_200_000 / 2585,
        driver_cent_per_h=3800,
        distance_cent_per_km=13,
        energy_cent_per_unit=160,
        toll_cent_per_km=20.1 * (1 - 0.223),
        overhead_share=0.1,
    )
    parts = cost.trip_cost(
        rates=rates,
        duty_s=19_800,
        wait_s=0,
        overtime_s=0,
        night_s=0,
        distance_m=200_000,
        tolled_m=150_000,
        energy_cent=55_000 * 160 / 1000,
        transfer_cent=0,
    )
    euro = {name: value / 100 for name, value in parts._asdict().items()}
    assert euro["fixed"] == pytest.approx(89.36170212765957, abs=1e-6)
    assert euro["driver"] == pytest.approx(209.0, abs=1e-6)
    assert euro["distance"] == pytest.approx(26.0, abs=1e-6)
    assert euro["energy"] == pytest.approx(88.0, abs=1e-6)
    assert euro["toll"] == pytest.approx(23.426550, abs=1e-6)
    assert sum(euro.values()) == pytest.approx(477.0244223404256, abs=1e-6)


def test_cost_parts_add_up_to_the_cent() -> None:
    """Each part is rounded once; the total is their sum, never rounded again."""
    w = world([order("O1", "A")], [vehicle("V1")])
    parts = evaluate_trip(w, trip("V1", deliver("O1"))).cost
    assert parts.total() == sum(getattr(parts, name) for name in COST_PARTS)
    assert parts.overhead == pytest.approx(
        0.1 * (parts.fixed + parts.driver + parts.distance + parts.energy), abs=1
    )


def test_grid_energy_is_what_is_bought_and_counted() -> None:
    """Cost and CO2e of a battery truck count energy from the grid; the battery trace does not."""
    w = world([order("O1", "A")], [vehicle("V1", RIGID_BEV)])
    judged = evaluate_trip(w, trip("V1", deliver("O1")))
    used = 30 * (85 + 35 * 1000 / 8500) * 10 + 30 * 85 * 10
    assert judged.energy == round(used / 0.92)
    assert judged.co2e_g == round(used / 0.92 * 0.268)
    assert judged.co2e_ttw_g == 0
    assert judged.battery_trace[0][1] == 297_500
    assert judged.battery_trace[-1][1] == pytest.approx(297_500 - used, abs=1)
    assert judged.stops[0].battery_wh == pytest.approx(297_500 - 30 * (85 + 35 * 1000 / 8500) * 10, abs=1)
