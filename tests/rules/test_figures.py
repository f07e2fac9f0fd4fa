"""The parts of energy, CO2e and cost: what each figure counts, and that sums hold to the cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.domain.evaluation import COST_PARTS
from game.domain.sites import Partner
from game.domain.world import ClassMetres, Cooling, Rates
from game.rules import co2, cost, energy, transfer
from game.rules.evaluate import evaluate_trip
from tests.rules.worked import BARGE
from tests.worlds import DIESEL, HOUR, RATES, RIGID, RIGID_BEV, deliver, leg, order, trip, vehicle, world

PARTNER = Partner(
    id="P1",
    name="Buurman",
    cent_fixed=4_000.0,
    cent_per_km=95.0,
    g_per_tkm=90.0,
    ttw_g_per_tkm=68.0,
    most_orders=3,
    until_s=50_000,
)


def test_road_class_multiplies_and_the_rest_counts_once() -> None:
    """Metres of no class are reference driving."""
    way = leg(km=10, class_m=ClassMetres(motorway=4000, urban=2000))
    assert energy.weighted_m(leg=way, class_=RIGID) == 4000 + 0.95 * 4000 + 1.25 * 2000


def test_allocation_without_weight_goes_by_distance_then_equal() -> None:
    """Parcels without a weight still get a share, and the sum holds."""
    assert co2.per_order_g(total_g=100, kg=(0, 0), sfd_m=(1000, 3000)) == (25, 75)
    assert co2.per_order_g(total_g=101, kg=(0, 0), sfd_m=(0, 0)) == (51, 50)


@given(
    total=st.integers(0, 10**7),
    orders=st.lists(st.tuples(st.integers(0, 30_000), st.integers(0, 400_000)), min_size=1, max_size=9),
)
def test_allocation_adds_up(total: int, orders: list[tuple[int, int]]) -> None:
    """Whatever weighs what: the orders' grams are exactly the trip's."""
    kg, sfd_m = zip(*orders, strict=True)
    parts = co2.per_order_g(total_g=total, kg=kg, sfd_m=sfd_m)
    assert sum(parts) == total
    assert min(parts) >= 0


def test_the_unit_cools_by_the_hour() -> None:
    """90 minutes of 1.5 litres an hour."""
    assert energy.cooling_use(cooling=Cooling(carrier=DIESEL, per_hour=1500), seconds=5400) == 2250


@pytest.mark.parametrize(
    ("start_h", "end_h", "night_h"),
    [
        (6, 18, 0),
        (4, 18, 1),
        (5, 21, 0),
        (20, 22, 1),
        (0, 24, 8),
        (-4, 6, 8),
        (22, 31, 7),
        (-24, 48, 24),
        (21, 29, 8),
        (3, 4, 1),
    ],
)
def test_night_hours(start_h: int, end_h: int, night_h: int) -> None:
    """Between 21:00 and 05:00, before midnight, after it and on the day after."""
    assert cost.night_seconds(start_s=start_h * HOUR, end_s=end_h * HOUR) == night_h * HOUR


@given(start=st.integers(-100_000, 200_000), first=st.integers(0, 100_000), second=st.integers(0, 100_000))
def test_night_seconds_add_up(start: int, first: int, second: int) -> None:
    """A duty cut in two has as much night in it as the whole, and never more than its length."""
    middle, end = start + first, start + first + second
    whole = cost.night_seconds(start_s=start, end_s=end)
    assert 0 <= whole <= end - start
    assert (
        cost.night_seconds(start_s=start, end_s=middle) + cost.night_seconds(start_s=middle, end_s=end)
        == whole
    )


def priced(**kw: float) -> cost.TripCost:
    """Ten hours, 100 km, EUR 50 of energy, at round prices with supplements."""
    rates = Rates(
        fixed_cent_per_h=1000,
        driver_cent_per_h=4000,
        distance_cent_per_km=10,
        energy_cent_per_unit=160,
        toll_cent_per_km=20,
        overhead_share=0.1,
        overtime_share=0.3,
        night_share=0.19,
    )
    values = {
        "duty_s": 10 * HOUR,
        "wait_s": 0,
        "overtime_s": 0,
        "night_s": 0,
        "distance_m": 100_000,
        "tolled_m": 50_000,
        "energy_cent": 5000.0,
        "transfer_cent": 0.0,
    }
    return cost.trip_cost(rates=rates, **{**values, **kw})  # type: ignore[arg-type]


def test_waiting_is_taken_out_and_costs_the_same() -> None:
    """An hour waited costs vehicle and driver as any hour, and stands apart."""
    plain, waited = priced(), priced(wait_s=HOUR)
    assert (waited.fixed, waited.driver, waited.waiting) == (9000, 36_000, 5000)
    assert plain.waiting == 0
    assert sum(waited) == pytest.approx(sum(plain))


def test_supplements_for_overtime_and_night() -> None:
    """One hour beyond the contract and one at night: 0.49 hour of the driver more, with overhead."""
    parts = priced(overtime_s=HOUR, night_s=HOUR)
    assert parts.supplement == pytest.approx(0.49 * 4000)
    assert sum(parts) - sum(priced()) == pytest.approx(1.1 * 0.49 * 4000)


def test_overhead_leaves_out_toll_and_transfer() -> None:
    """What others charge is passed on as it is."""
    parts = priced(wait_s=HOUR, overtime_s=HOUR, transfer_cent=9999.0)
    own = parts.fixed + parts.driver + parts.waiting + parts.supplement + parts.distance + parts.energy
    assert parts.overhead == pytest.approx(0.1 * own)
    assert (parts.toll, parts.transfer) == (1000, 9999)


def test_transfer_is_priced_by_order_and_unit() -> None:
    """Fixed per order, and per pallet or roll cage."""
    assert transfer.transfer_cent(transfer=BARGE, units=4) == 12_000 + 4 * 350


def test_partner_by_activity_and_distance() -> None:
    """Two tonnes over 150 km are 300 tkm; the price is fixed plus kilometres."""
    assert transfer.partner_g(partner=PARTNER, kg=2000, sfd_m=150_000) == (27_000, 20_400)
    assert transfer.partner_cent(partner=PARTNER, sfd_m=150_000) == 4000 + 150 * 95


def test_cost_parts_add_up_to_the_cent() -> None:
    """Each part is rounded once; the total is their sum, never rounded again."""
    w = world([order("O1", "A")], [vehicle("V1")])
    parts = evaluate_trip(w, trip("V1", deliver("O1"))).cost
    assert parts.total() == sum(getattr(parts, name) for name in COST_PARTS)
    own = parts.fixed + parts.driver + parts.distance + parts.energy + parts.waiting + parts.supplement
    assert parts.overhead == pytest.approx(RATES.overhead_share * own, abs=1)


def test_winter_weighs_on_batteries_only() -> None:
    """Cold makes a battery truck use more and leaves diesel alone."""
    for class_, factor in ((RIGID, 1.0), (RIGID_BEV, 1.3)):
        mild, cold = (
            evaluate_trip(
                world([order("O1", "A")], [vehicle("V1", class_)], winter_factor=w), trip("V1", deliver("O1"))
            ).energy
            for w in (1.0, 1.3)
        )
        assert cold == pytest.approx(factor * mild, abs=1)


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
