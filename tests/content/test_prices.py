"""Vrachtwagenheffing by date, mass, Euro and CO2 class: worked example E6 and every exemption."""

from __future__ import annotations

from datetime import date

import pytest

from game.content.facts import read_facts
from game.content.figures import Figures, own_class, vehicle_class
from game.content.prices import mass_class, toll_eur_km
from game.content.shape import ClassShape, VehicleShape

JULY, NOVEMBER = date(2026, 7, 15), date(2026, 11, 24)


def toll(name: str, day: date, **kw: int) -> float:
    """EUR per tolled km of a class, with Euro class, CO2 class or own mass."""
    figures = Figures(read_facts(), day)
    class_ = vehicle_class(figures, name)
    if "gvm_kg" in kw:
        class_ = own_class(class_, ClassShape(id="own", base=name, gvm_kg=kw.pop("gvm_kg")))
    shape = {"id": "V", "name": "V", "class": name, "depot": "d", "driver": "D", **kw}
    return toll_eur_km(figures, class_, VehicleShape.model_validate(shape))


def test_worked_example_e6() -> None:
    """150 tolled km: EUR 30.15 in July, 23.426550 with the autumn discount; electric 5.70 and 4.4289."""
    assert 150 * toll("ts40_diesel", JULY) == pytest.approx(30.15, abs=1e-6)
    assert 150 * toll("ts40_diesel", NOVEMBER) == pytest.approx(23.426550, abs=1e-6)
    assert 150 * toll("ts40_bev", JULY) == pytest.approx(5.70, abs=1e-6)
    assert 150 * toll("ts40_bev", NOVEMBER) == pytest.approx(4.4289, abs=1e-6)


def test_the_dates_of_the_tariff() -> None:
    """Nothing before 1 July 2026; the discount from 1 September up to and including 31 December."""
    days = (date(2026, 6, 30), date(2026, 7, 1), date(2026, 8, 31), date(2026, 9, 1), date(2026, 12, 31))
    paid = [toll("rigid19_diesel", day) for day in (*days, date(2027, 1, 1))]
    assert paid == pytest.approx([0, 0.182, 0.182, 0.182 * 0.777, 0.182 * 0.777, 0.182])


@pytest.mark.parametrize(
    ("name", "gvm_kg", "eur"),
    [
        ("van_diesel", 3500, 0.0),
        ("van_diesel", 3501, 0.113),
        ("van_bev", 4250, 0.0),
        ("van_bev", 4251, 0.025),
        ("rigid12_diesel", 4250, 0.113),
        ("rigid12_diesel", 12_000, 0.113),
        ("rigid12_diesel", 12_001, 0.160),
        ("rigid19_diesel", 18_000, 0.160),
        ("rigid19_diesel", 18_001, 0.182),
        ("rigid19_diesel", 32_000, 0.182),
        ("ts40_diesel", 32_001, 0.201),
        ("rigid19_bev", 18_001, 0.037),
    ],
)
def test_mass_and_exemptions(name: str, gvm_kg: int, eur: float) -> None:
    """Up to 3.5 t and zero-emission up to 4.25 t go free; each border just in and just out."""
    assert toll(name, JULY, gvm_kg=gvm_kg) == pytest.approx(eur)


def test_euro_and_co2_classes() -> None:
    """CO2 class 1 by Euro class, 2 to 5 by themselves: table of FACTS 2.3 for more than 32 t."""
    by_euro = [toll("ts40_diesel", JULY, euro=euro) for euro in range(7)]
    assert by_euro == [0.487, 0.409, 0.392, 0.349, 0.298, 0.236, 0.201]
    by_co2 = [toll("ts40_diesel", JULY, co2_class=co2) for co2 in range(2, 6)]
    assert by_co2 == [0.183, 0.165, 0.111, 0.038]


def test_the_mass_of_every_class_agrees_with_its_toll_class() -> None:
    """The facts name both; they may not contradict each other."""
    figures = Figures(read_facts(), JULY)
    for name in figures.vehicle_classes():
        given = figures.text(f"vehicle.{name}.toll_class")
        class_ = vehicle_class(figures, name)
        if given == "none":
            assert toll(name, JULY) == 0
        else:
            assert mass_class(figures, class_.gvm_kg) == given
