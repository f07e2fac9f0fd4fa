"""An explanation adds up to the judged figures, and names the fact behind each factor."""

import string
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.facts import read_facts
from game.content.language import LANGUAGES, LOCALE_FOLDER
from game.content.load import load_scenario
from game.domain.evaluation import CostParts, TripEvaluation
from game.domain.plan import Plan, Stop, Trip
from game.domain.sites import Charger, Partner, Sites
from game.domain.units import whole
from game.domain.world import Action, Cooling, Fact, World
from game.rules.evaluate import evaluate, evaluate_trip
from game.rules.explain import Explanation, Line, explain_kpi, explain_trip
from game.solver.naive import naive_plan
from tests.rules.worked import (
    HVO30,
    REEFER,
    also,
    charging_day,
    container,
    cooled_run,
    milk_run,
    out_and_back,
)  # fmt: skip
from tests.worlds import (
    HOUR,
    POWER,
    RATES,
    RIGID,
    RIGID_BEV,
    collect,
    deliver,
    matrix,
    order,
    plan,
    tiny,
    trip,
    vehicle,
    window,
    world,
)  # fmt: skip

PARTNER = Partner(
    id="P1", name="Buurman", cent_fixed=4000, cent_per_km=95, g_per_tkm=90, ttw_g_per_tkm=68, most_orders=3,
    until_s=50_000,
)  # fmt: skip
SECTIONS = ("energy", "co2e", "orders", "cost", "distance", "load", "on_time", "hours")
TOTALS = {
    "explain.co2e": "co2e_g",
    "explain.co2e_ttw": "co2e_ttw_g",
    "explain.allocation": "co2e_g",
    "explain.energy_grid": "energy",
    "explain.energy_fuel": "energy",
    "explain.cooling_fuel": "cooling",
    "explain.distance": "distance_m",
    "explain.empty": "empty_m",
    "explain.time_duty": "duty_s",
    "explain.time_drive": "drive_s",
    "explain.time_overtime": "overtime_s",
}


def with_facts(w: World, on: date = date(2026, 11, 23)) -> World:
    """The world with every fact of the day as its source."""
    facts = read_facts()
    found: dict[str, Fact] = {}
    for key, entries in facts.entries.items():
        day = on.isoformat()
        for fact in entries:
            if (fact.valid_from or day) <= day <= (fact.valid_to or day):
                found[key] = fact
    return replace(w, sources=found)


def children(lines: tuple[Line, ...], index: int) -> Iterator[Line]:
    """The lines that say what a line is made of."""
    for line in lines[index + 1 :]:
        if line.level <= lines[index].level:
            return
        if line.level == lines[index].level + 1:
            yield line


def check_sums(explained: Explanation) -> None:
    """Same unit one level deeper: they add up, after the one rounding where the sum is whole."""
    for name in SECTIONS:
        section = getattr(explained, name)
        for i, line in enumerate(section):
            parts = [c.amount for c in children(section, i) if c.unit == line.unit]
            if not parts:
                continue
            if isinstance(line.amount, int):
                assert whole(round(sum(parts), 6)) == line.amount, line
            else:
                assert sum(parts) == pytest.approx(line.amount, abs=1e-6), line


def check_trip(w: World, judged: TripEvaluation) -> Explanation:
    """Sums hold, and every total is the trip's own."""
    explained = explain_trip(w, judged)
    check_sums(explained)
    for line in explained.lines():
        if line.key in TOTALS:
            assert line.amount == getattr(judged, TOTALS[line.key]), line
    assert find(explained, "explain.cost").amount == judged.cost.total()
    orders = [line.amount for line in explained.orders if line.level == 1]
    assert orders == [g for _, g in judged.co2e_per_order_g]
    assert all(line.fact == "" or line.fact in w.sources for line in explained.lines())
    return explained


def find(explained: Explanation, key: str, at: int = 0) -> Line:
    """The first (or another) line of a key."""
    return [line for line in explained.lines() if line.key == key][at]


def catalogue(code: str) -> dict[str, str]:
    """Key -> sentence."""
    with (LOCALE_FOLDER / code / "LC_MESSAGES" / "ritregie.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id}


def keys(explained: Explanation) -> list[str]:
    """Keys in order."""
    return [line.key for line in explained.lines()]


def battery_tour() -> tuple[World, Trip]:
    """Cooled electric day: a public charger, a reload, returns, frost, night hours."""
    cold = frozenset({"cooling"})
    orders = [
        order("O1", "A", needs=cold, returns=replace(order("X", "A").load, kg=90)),
        order("O2", "B", needs=cold),
        order("O3", "D", pickup="C"),
    ]
    truck = vehicle(
        "V1", RIGID_BEV, cooling=Cooling(carrier=POWER, per_hour=3000.0), skills=cold, start_soc_permille=600,
        rates=replace(RATES, overtime_share=0.3, night_share=0.19, energy_cent_per_unit=20.0),
    )  # fmt: skip
    w = world(orders, [truck], winter_factor=1.2, winter_cooled_factor=1.3)
    w = replace(
        w,
        places=also("P", w),
        legs=matrix([*w.places, "P"]),
        sites=Sites(chargers={"P": Charger(place="P", kw=150, bays=2, cent_per_kwh=42)}),
    )
    plug = Stop(action=Action.CHARGE, place="P", seconds=2400)
    stops = (deliver("O1"), plug, Stop(action=Action.RELOAD), deliver("O2"), collect("O3"))
    return w, trip("V1", *stops, start_s=4 * HOUR)


WORLDS = {
    "E1": out_and_back(),
    "E2": milk_run(),
    "E3": milk_run(RIGID_BEV, winter_factor=1.2),
    "E4": cooled_run(replace(RIGID, carrier=HVO30)),
    "E4 battery": cooled_run(RIGID_BEV, Cooling(carrier=POWER, per_hour=3000.0)),
    "E4 battery, diesel unit": cooled_run(RIGID_BEV, REEFER),
    "E5 road": container(False),
    "E5 barge": container(True),
    "E7": charging_day(),
    "tour": battery_tour(),
}


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("facts", [True, False])
def test_explanations_add_up(name: str, facts: bool) -> None:
    """For diesel, blend and battery, cooled, charged, handed over: with and without sources."""
    w, t = WORLDS[name]
    w = with_facts(w) if facts else w
    explained = check_trip(w, evaluate_trip(w, t))
    assert facts or not any(line.fact for line in explained.lines())


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_trip_adds_up(data: st.DataObject) -> None:
    """Whatever the sequence, load and prices: no cent or gram is lost between figure and lines."""
    cents = st.floats(0.01, 5000)
    rates = replace(
        RATES, fixed_cent_per_h=data.draw(cents), driver_cent_per_h=data.draw(cents),
        distance_cent_per_km=data.draw(cents), energy_cent_per_unit=data.draw(cents),
        overtime_share=0.3, night_share=0.19, overhead_share=data.draw(st.floats(0.0, 0.4)),
    )  # fmt: skip
    class_ = data.draw(st.sampled_from([RIGID, RIGID_BEV, replace(RIGID, carrier=HVO30)]))
    w = tiny()
    w = replace(w, vehicles={n: replace(v, class_=class_, rates=rates) for n, v in w.vehicles.items()})
    stops = data.draw(
        st.permutations([deliver("O1"), deliver("O2"), collect("O3"), collect("O4"), deliver("O4")])
    )
    start_s = data.draw(st.integers(0, 22 * HOUR))
    check_trip(w, evaluate_trip(w, trip("V1", *stops, start_s=start_s)))


def test_the_lines_of_a_milk_run() -> None:
    """E2 by hand: first leg 40 km motorway with 7 t, its rate, multiplier and both consumption facts."""
    w, t = milk_run()
    explained = check_trip(with_facts(w), evaluate_trip(w, t))
    first = find(explained, "explain.leg")
    values = dict(first.values)
    assert (values["origin"], values["destination"]) == ("D", "A")
    assert (values["distance_m"], values["motorway_m"], values["load_kg"]) == (40_000, 40_000, 7000)
    assert values["rate"] == pytest.approx(19 + 7 * 7000 / 9500)
    assert first.amount == pytest.approx(9180)
    road = find(explained, "explain.road_motorway")
    assert road.fact == "vehicle.rigid19_diesel.mult_motorway"
    assert dict(road.values)["multiplier"] == 0.95
    assert find(explained, "explain.rate_empty").fact == "vehicle.rigid19_diesel.empty_per_100km"
    assert find(explained, "explain.rate_full").fact == "vehicle.rigid19_diesel.full_per_100km"
    assert find(explained, "explain.leg_empty").amount == pytest.approx(9025)
    drive = find(explained, "explain.co2e_fuel")
    assert drive.fact == "co2.factor.diesel_b7.wtw"
    assert find(explained, "explain.co2e_fuel", 1).fact == "co2.factor.diesel_b7.ttw"
    part = dict(find(explained, "explain.order_share").values)
    assert part["tkm"] == 120
    assert part["part_share"] == pytest.approx(120 / 332.5)
    assert find(explained, "explain.intensity").amount == pytest.approx(244.757, abs=1e-2)


def test_a_blend_shows_both_fuels() -> None:
    """HVO30: two lines with the facts of diesel and HVO that add up to the driving."""
    w, t = WORLDS["E4"]
    explained = check_trip(with_facts(w), evaluate_trip(w, t))
    lines = [line for line in explained.co2e if line.key.startswith("explain.blend_")]
    assert [line.fact for line in lines[:2]] == ["co2.factor.diesel_b7.wtw", "co2.factor.hvo100.wtw"]
    assert find(explained, "explain.cooling_hours").fact == "co2.rules.reefer_diesel_rigid"
    assert find(explained, "explain.co2e_cooling").fact == "co2.factor.diesel_b7.wtw"


def test_a_battery_day_shows_places_and_prices() -> None:
    """Depot and public power each at its price, the loss of charging, frost with cooling."""
    w, t = battery_tour()
    judged = evaluate_trip(w, t)
    explained = check_trip(with_facts(w), judged)
    public = find(explained, "explain.power_charger")
    assert dict(public.values)["name"] == "P"
    assert public.fact == "cost.elec_public_truck_eur_kwh"
    assert find(explained, "explain.power_depot").fact == "cost.elec_depot_eur_kwh"
    assert find(explained, "explain.charge_loss").fact == "charge.efficiency_dc"
    assert find(explained, "explain.winter").fact == "charge.winter_with_cabin_and_reefer_below_0c"
    assert find(explained, "explain.night").fact == "cost.night_supplement_share"
    assert dict(find(explained, "explain.night").values)["lasts_s"] == HOUR


def test_a_barge_shows_hub_and_onward_leg() -> None:
    """The transfer's grams are hub passes and tonne-kilometres, each with its fact."""
    w, t = container(True)
    explained = check_trip(with_facts(w), evaluate_trip(w, t))
    assert find(explained, "explain.transfer_hub").fact == "co2.hub.ambient_transshipment"
    assert find(explained, "explain.transfer_hub").amount == pytest.approx(52_800)
    assert find(explained, "explain.transfer_onward").fact == "co2.mode.barge_container"
    assert find(explained, "explain.transfer_onward").amount == pytest.approx(191_400)


def test_the_toll_of_e6_and_its_discount() -> None:
    """Tariff by mass and class, with the dated discount; the yearly cost behind the hourly rate."""
    w, t = out_and_back()
    explained = check_trip(with_facts(w), evaluate_trip(w, t))
    rate = find(explained, "explain.toll_rate")
    assert (rate.fact, rate.amount) == ("toll.rate.over_32000.class_1_euro_6", pytest.approx(20.1))
    assert find(explained, "explain.toll_discount").amount == 0.223
    assert find(explained, "explain.fixed_year").amount == 42_000
    assert find(explained, "explain.hours_year").amount == 2585
    assert find(explained, "explain.price_diesel").fact == "cost.diesel_eur_l_ex_vat"
    assert find(explained, "explain.overhead_share").fact == "cost.overhead_share"
    assert find(explained, "explain.hours_driver").fact == "cost.driver_eur_hour"


def test_a_figure_of_the_companys_own_claims_no_fact() -> None:
    """Another consumption, price or factor than the fact's is never shown as coming from it."""
    own = replace(RIGID, id="eigen", base="rigid19_diesel", empty_per_100km=17.5)
    w, t = milk_run(own)
    explained = check_trip(with_facts(w), evaluate_trip(w, t))
    assert find(explained, "explain.rate_empty").fact == ""
    assert find(explained, "explain.rate_full").fact == "vehicle.rigid19_diesel.full_per_100km"
    assert find(explained, "explain.hours_fixed").amount > 0
    assert "explain.fixed_year" not in keys(explained)


def test_waiting_overtime_and_night_stand_apart() -> None:
    """A long day with a late window: waited hours at both rates, supplements on the driver's rate."""
    rates = replace(RATES, overtime_share=0.3, night_share=0.19)
    late = (window(17 * 60, 18 * 60),)
    w = world([order("O1", "A", delivery_windows=late)], [vehicle("V1", rates=rates)])
    judged = evaluate_trip(w, trip("V1", deliver("O1"), start_s=4 * HOUR))
    explained = check_trip(with_facts(w), judged)
    assert judged.wait_s > 0
    assert find(explained, "explain.waited_driver").amount == pytest.approx(judged.wait_s / 3600 * 3800)
    assert find(explained, "explain.overtime").fact == "cost.overtime_factor"
    assert dict(find(explained, "explain.overtime").values)["lasts_s"] == judged.overtime_s


def test_a_plan_by_trip_partner_and_left_out_order() -> None:
    """The sums of the plan are those of its trips, its partner's orders and what is bought in."""
    w = replace(tiny(), sites=Sites(partners={"P1": PARTNER}))
    orders = (deliver("O1"), collect("O3"))
    p: Plan = replace(plan(trip("V1", *orders)), given=(("O2", "P1"),))
    extra = CostParts(goodwill=1234)
    judged = evaluate(w, p, extra=extra)
    explained = explain_kpi(with_facts(w), judged, p.given)
    check_sums(explained)
    kpi = judged.kpi
    totals: Iterable[tuple[str, int]] = (
        ("explain.cost", kpi.cost_cent),
        ("explain.co2e", kpi.co2e_g),
        ("explain.co2e_ttw", kpi.co2e_ttw_g),
        ("explain.allocation", kpi.co2e_g),
        ("explain.distance", kpi.distance_m),
        ("explain.energy_diesel_ml", dict(kpi.energy)["diesel_ml"]),
    )
    for key, total in totals:
        assert find(explained, key).amount == total
    assert find(explained, "explain.unplanned").amount == 30_000
    assert find(explained, "explain.partner_price").amount == 4000 + 30 * 95
    assert find(explained, "explain.co2e_partner").fact == "co2.mode.road_artic_34_40_mixed"
    assert find(explained, "explain.cost_outside").amount == 1234


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_line_has_its_sentence(code: str) -> None:
    """A line never shows its key, and its sentence asks only for values that it has."""
    known = catalogue(code)
    w = replace(tiny(), sites=Sites(partners={"P1": PARTNER}))
    p = replace(plan(trip("V1", deliver("O1"), collect("O3"))), given=(("O2", "P1"),))
    given = [explain_kpi(w, evaluate(w, p, extra=CostParts(goodwill=5)), p.given)]
    given += [explain_trip(with_facts(w), evaluate_trip(w, t)) for w, t in WORLDS.values()]
    for line in (line for explained in given for line in explained.lines()):
        assert line.key in known
        asked = {name for _, name, _, _ in string.Formatter().parse(known[line.key]) if name}
        assert asked <= dict(line.values).keys(), line.key


@pytest.mark.parametrize("name", ["stukgoed", "vers-noord"])
def test_shipped_scenarios_name_their_sources(name: str) -> None:
    """In a shipped world every consumption, factor, price and toll line leads to a fact."""
    scenario = load_scenario(name)
    w = scenario.system
    needs = {
        "explain.rate_empty", "explain.rate_full", "explain.road_motorway", "explain.co2e_fuel",
        "explain.hours_driver", "explain.kilometres", "explain.overhead_share", "explain.toll_rate",
    }  # fmt: skip
    judged = evaluate(w, naive_plan(w, w.orders))
    lines = [line for t in judged.trips for line in check_trip(w, t).lines() if line.key in needs]
    assert {line.key for line in lines} == needs
    assert [line for line in lines if not line.fact] == []
    check_sums(explain_kpi(w, judged))
