"""orders.csv: windows, returns, dangerous goods, orders that may be refused, sizes, none and many."""

from __future__ import annotations

import pytest

from game.domain.plan import Plan
from game.domain.sites import Window
from game.domain.world import Load, Order
from game.rules.evaluate import evaluate
from tests.content.authored import FLEET, changed, faults, keys, scenario
from tests.content.test_exchange import PARTNER

HOUR = 3600


def one(columns: str, cells: str, **kw: str) -> Order:
    """The order of one row with more columns."""
    return scenario(orders=table(columns, cells), **kw).system.orders["O1"]


def table(columns: str, cells: str, base: str = "O1,Winkel,dc,stad,1000,4") -> str:
    return f"id,customer,pickup,delivery,kg,pallets,{columns}\n{base},{cells}\n"


def wrong(columns: str, cells: str) -> list[tuple[str, str]]:
    return keys(orders=table(columns, cells))


# --- windows --------------------------------------------------------------------------------------


def test_two_windows() -> None:
    """Morning and afternoon; a side that is left out is the side of the day."""
    order = one("delivery_open,delivery_close,delivery_open_2,delivery_close_2", "07:00,10:00,14:00,16:00")
    assert order.delivery_windows == (
        Window(open_s=7 * HOUR, close_s=10 * HOUR),
        Window(open_s=14 * HOUR, close_s=16 * HOUR),
    )
    order = one("pickup_close,pickup_open_2", "10:00,14:00")
    assert order.pickup_windows == (
        Window(open_s=0, close_s=10 * HOUR),
        Window(open_s=14 * HOUR, close_s=24 * HOUR),
    )
    assert order.delivery_windows == ()


def test_a_window_over_midnight() -> None:
    """22:00 to 02:00 is written 26:00; up to 48:00."""
    order = one("delivery_open,delivery_close", "22:00,26:00")
    assert order.delivery_windows == (Window(open_s=22 * HOUR, close_s=26 * HOUR),)
    assert one("delivery_open,delivery_close", "30:00,48:00").delivery_windows[0].close_s == 48 * HOUR


@pytest.mark.parametrize(
    ("columns", "cells", "key", "where"),
    [
        ("delivery_open,delivery_close", "22:00,02:00", "fault.window", "delivery_close"),
        ("delivery_open,delivery_close", "30:00,48:01", "fault.clock", "delivery_close (H2)"),
        ("delivery_open,delivery_close", "-1:00,10:00", "fault.clock", "delivery_open (G2)"),
        ("delivery_open_2,delivery_close_2", "14:00,16:00", "fault.window_first", "delivery_open_2"),
        ("pickup_close,pickup_open_2", "10:00,10:00", "fault.window_order", "pickup_open_2"),
        ("pickup_close,pickup_open_2,pickup_close_2", "10:00,14:00,12:00", "fault.window", "pickup_close_2"),
        ("delivery_service_min", "-5", "fault.too_small", "delivery_service_min (G2)"),
        ("adr_points", "many", "fault.not_a_number", "adr_points (G2)"),
        ("optional", "perhaps", "fault.yes_no", "optional (G2)"),
        ("return_cages", "-1", "fault.too_small", "return_cages (G2)"),
    ],
)
def test_cells_that_cannot_be(columns: str, cells: str, key: str, where: str) -> None:
    """Windows that close before they open or come in the wrong order; negative times."""
    assert wrong(columns, cells) == [(key, where)]


# --- what comes back, what is dangerous, what may be refused ------------------------------------------


def test_empty_carriers_come_back() -> None:
    """35 kg and 24 cm a roll cage, 25 kg and 40 cm a pallet, or what the author knows better."""
    order = one("return_cages,return_pallets", "10,2")
    assert order.returns == Load(kg=400, pallets=2, roll_cages=10, ldm_cm=320)
    order = one("return_cages,return_kg,return_ldm_cm", "10,300,90")
    assert order.returns == Load(kg=300, roll_cages=10, ldm_cm=90)
    assert one("needs", "").returns == Load()


def test_dangerous_goods() -> None:
    """Points of ADR 1.1.3.6."""
    assert one("adr_points", "450").adr_points == 450


def test_an_optional_order_may_be_refused() -> None:
    """Its revenue is missed, and nobody drives it: no CO2e of a charter; a given penalty counts instead."""
    order = one("revenue_eur,optional", "180,yes")
    assert (order.penalty_cent, order.charter_g, order.charter_ttw_g) == (18_000, 0, 0)
    assert one("revenue_eur,optional,penalty_eur", "180,ja,25").penalty_cent == 2500
    plain = one("revenue_eur,optional", "180,no")
    assert plain.charter_g > 0
    assert plain == one("revenue_eur", "180")


def test_a_cooled_charter_uses_an_eighth_more() -> None:
    """GLEC's 12 % for refrigerated transport whose unit is not known (FACTS 1.3)."""
    cold = changed(FLEET, 'class = "rigid19_diesel"', 'class = "rigid19_diesel"\ncooling = "diesel"')
    with_need, without = one("needs", "cooling", fleet=cold), one("needs", "", fleet=cold)
    assert with_need.needs == {"cooling"}
    assert with_need.charter_g == pytest.approx(without.charter_g * 1.12, abs=1)
    assert with_need.penalty_cent == without.penalty_cent


# --- sizes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "key", "column"),
    [
        ("O1,W,dc,stad,9501,4", "fault.too_big_kg", "kg"),
        ("O1,W,dc,stad,100,19", "fault.too_big_pallets", "pallets"),
        ("O1,W,dc,stad,100,0", "fault.too_big_roll_cages", "roll_cages"),
        ("O1,W,dc,stad,100,1", "fault.too_big_ldm_cm", "ldm_cm"),
    ],
)
def test_every_truck_is_too_small(row: str, key: str, column: str) -> None:
    """The unit that does not fit is named with what the largest vehicle holds; just fitting loads."""
    cells = {"roll_cages": "31,1", "ldm_cm": ",731"}.get(column, ",100")
    found = faults(orders=table("roll_cages,ldm_cm", cells, row))
    assert [(f.key, f.where, f.line) for f in found] == [(key, column, 2)]
    least = {"9501": "9500", "100,19": "100,18"}
    fitting = next((row.replace(a, b) for a, b in least.items() if a in row), row)
    cells = {"31,1": "30,1", ",731": ",730"}.get(cells, cells)
    assert keys(orders=table("roll_cages,ldm_cm", cells, fitting)) == []


def test_each_unit_fits_somewhere_but_nowhere_all() -> None:
    """Heavy goods in the short truck, long goods in the light one: neither takes both."""
    own = (
        '[[class]]\nid = "licht"\nbase = "rigid19_diesel"\npayload_kg = 500\n'
        '[[class]]\nid = "kort"\nbase = "rigid19_diesel"\nldm_cm = 100\n'
    )
    fleet = "\n".join(
        FLEET.replace("rigid19_diesel", name).replace("V1", name).replace("D1", f"D{name}")
        for name in ("licht", "kort")
    )
    found = keys(own, fleet=fleet, orders=table("ldm_cm", "400"))
    assert found == [("fault.too_big", "kg")]


def test_a_partner_or_a_refusal_makes_it_possible() -> None:
    """Contradictory is only what nobody can do."""
    big = table("optional", "no", "O1,W,dc,stad,9501,4")
    assert keys(orders=big) == [("fault.too_big_kg", "kg")]
    assert keys(orders=big.replace(",no", ",yes")) == []
    assert keys(PARTNER, orders=big) == []
    assert keys(PARTNER + 'serves = ["emmen"]\n', orders=big) == [("fault.too_big_kg", "kg")]


# --- extreme but legal ----------------------------------------------------------------------------


def test_no_orders_at_all() -> None:
    """A quiet day loads and is judged."""
    world = scenario(orders="id,customer,pickup,delivery,kg\n").system
    assert world.orders == {}
    judged = evaluate(world, Plan())
    assert (judged.kpi.cost_cent, judged.kpi.on_time_share, judged.kpi.hard) == (0, 1.0, 0)


def test_five_hundred_orders_and_no_more() -> None:
    """The limit is said, not silently cut."""
    rows = [f"O{i},Winkel,dc,{'stad' if i % 2 else 'emmen'},100,1" for i in range(501)]
    head = "id,customer,pickup,delivery,kg,pallets\n"
    assert len(scenario(orders=head + "\n".join(rows[:500])).system.orders) == 500
    assert [key for key, _ in keys(orders=head + "\n".join(rows))] == ["fault.too_many"]


# --- service --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "cells", "seconds"),
    [
        ("needs", "", 984),
        ("needs", "cooling piek", 984),
        ("needs", "tail_lift", 984 + 4 * 42),
        ("needs,roll_cages", "tail_lift,10", 984 + 10 * 48 + 4 * 42),
        ("needs,delivery_service_min", "tail_lift,20", 1200),
    ],
)
def test_a_tail_lift_takes_longer_per_pallet(columns: str, cells: str, seconds: int) -> None:
    """10 + 1.6 x 4 minutes at a dock, 0.7 more per pallet without one; given minutes are the whole."""
    able = changed(FLEET, 'driver = "D1"', 'driver = "D1"\nskills = ["tail_lift", "piek", "cooling"]')
    assert one(columns, cells, fleet=able).delivery_service_s == seconds
