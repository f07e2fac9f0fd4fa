"""Which rules bind: just in and just out of every line of the table."""

from __future__ import annotations

import pytest

from game.domain.world import Carrier, Load, VehicleClass
from game.rules.hours import ELECTRIC, EU561, NONE, REGIMES, VAN, HoursRules, Regime, regime_for, regime_of

RULES = HoursRules()

TABLE = [
    ("bestelwagen, 3.500 kg, 501 kg laadvermogen", 3500, 501, False, 0, VAN),
    ("bestelwagen, 3.500 kg, 500 kg laadvermogen", 3500, 500, False, 0, NONE),
    ("vrachtwagen, 3.501 kg", 3501, 500, False, 0, EU561),
    ("vrachtwagen, 3.501 kg, meer laadvermogen", 3501, 1500, False, 300_000, EU561),
    ("elektrische bestelwagen, 3.500 kg", 3500, 800, True, 300_000, VAN),
    ("elektrisch, 4.250 kg, binnen 100 km", 4250, 1000, True, 50_000, ELECTRIC),
    ("elektrisch, 7.500 kg, precies 100 km", 7500, 3000, True, 100_000, ELECTRIC),
    ("elektrisch, 7.500 kg, verder dan 100 km", 7500, 3000, True, 100_001, EU561),
    ("elektrisch, 7.501 kg", 7501, 3000, True, 50_000, EU561),
    ("diesel, 7.500 kg, binnen 100 km", 7500, 3000, False, 50_000, EU561),
]


@pytest.mark.parametrize(("text", "gvm_kg", "payload_kg", "electric", "radius_m", "regime"), TABLE)
def test_regime(
    text: str, gvm_kg: int, payload_kg: int, electric: bool, radius_m: int, regime: Regime
) -> None:
    """Each limit binds to the kilogram and the metre, for a class and for bare figures alike."""
    assert regime is regime_for(
        gvm_kg=gvm_kg, payload_kg=payload_kg, electric=electric, radius_m=radius_m, rules=RULES
    )
    class_ = VehicleClass(
        id="x", kind="van", drive="battery" if electric else "diesel", profile="van", gvm_kg=gvm_kg,
        capacity=Load(kg=payload_kg), carrier=Carrier(id="c", unit="ml", wtw_g_per_unit=1, ttw_g_per_unit=1),
        empty_per_100km=1, full_per_100km=2, mult_motorway=1, mult_rural=1, mult_urban=1,
    )  # fmt: skip
    assert regime_of(class_=class_, radius_m=radius_m, rules=RULES) is regime


def test_every_line_of_the_table_is_tested() -> None:
    """No regime without a case, and every binding one names its article."""
    assert {row[-1].id for row in TABLE} == {regime.id for regime in REGIMES}
    assert all(bool(r.article) == (r.eu or r.atbv) for r in REGIMES)
