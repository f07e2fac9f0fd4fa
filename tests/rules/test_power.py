"""Electricity of a trip: what was used is paid, what was charged above that is kept for tomorrow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.domain.sites import Charger, Sites
from game.rules import cost
from game.rules.evaluate import evaluate_trip
from tests.rules.test_explain import check_trip, with_facts
from tests.worlds import RATES, RIGID_BEV, charge, deliver, order, trip, vehicle, world

CHARGER = Charger(place="L", kw=150, bays=1, cent_per_kwh=42.0)
RATES_18 = replace(RATES, energy_cent_per_unit=18.0)
TRUCK = vehicle("V1", RIGID_BEV, rates=RATES_18)
KWH = 920.0
"""At the battery, for one kilowatt-hour from the grid."""


@pytest.mark.parametrize(
    ("charged", "used", "depot", "stored", "cent"),
    [
        (0, 10, 10, 0, 180),
        (4, 10, 6, 0, 4 * 42 + 6 * 18),
        (10, 10, 0, 0, 420),
        (11, 10, 0, 1, 11 * 42 - 18),
        (10, 0, 0, 10, 10 * 42 - 10 * 18),
    ],
)
def test_surplus_is_worth_the_depot_price(
    charged: int, used: int, depot: int, stored: int, cent: float
) -> None:
    """Up to what is used every kilowatt-hour is paid where it was taken; above that the night is spared."""
    plugs = (("L", charged * KWH),) if charged else ()
    bought = cost.power(vehicle=TRUCK, used_wh=used * KWH, charged=plugs, chargers={"L": CHARGER})
    assert bought.depot_wh == pytest.approx(depot * 1000)
    assert bought.stored_wh == pytest.approx(stored * 1000)
    assert bought.cent == pytest.approx(cent)


@pytest.mark.parametrize("price", [0.0, 5.0, 17.9])
def test_nobody_earns_by_charging_cheap_power(price: float) -> None:
    """Cheaper than the depot: the surplus is worth what was paid for it, never more."""
    cheap = {"L": replace(CHARGER, cent_per_kwh=price)}
    bought = cost.power(vehicle=TRUCK, used_wh=4 * KWH, charged=(("L", 10 * KWH),), chargers=cheap)
    assert bought.cent == pytest.approx(4 * price)


def test_co2e_and_energy_count_what_was_used() -> None:
    """Twice as long at the plug: the same energy and CO2e, more money, and the lines add up."""
    w = world(
        [order("O1", "A")], [replace(TRUCK, start_soc_permille=200)], also=["L"],
        sites=Sites(chargers={"L": CHARGER}),
    )  # fmt: skip
    short, long = (evaluate_trip(w, trip("V1", charge("L", m), deliver("O1"))) for m in (50, 100))
    assert (short.energy, short.co2e_g) == (long.energy, long.co2e_g)
    assert long.stops[0].charged_wh > short.stops[0].charged_wh
    more_kwh = (long.stops[0].charged_wh - short.stops[0].charged_wh) / KWH
    assert long.cost.energy - short.cost.energy == pytest.approx(more_kwh * (42 - 18), abs=1)
    stored = [line for line in check_trip(with_facts(w), long).cost if line.key == "explain.power_stored"]
    assert len(stored) == 1
    assert stored[0].amount < 0
