"""Charging, breaks, reloads, transfers and partners in a trip, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.domain.commands import (
    AddStop,
    Command,
    DropStop,
    Give,
    LastStop,
    MoveStop,
    Place,
    SetCharge,
    SetVia,
    Unplace,
)
from game.domain.errors import Illegal
from game.domain.evaluation import Doing, Finding
from game.domain.plan import Plan, Stop
from game.domain.sites import Charger, Grid, Partner, Sites, Transfer
from game.domain.world import Action, Cooling, Load, World
from game.rules.evaluate import evaluate, evaluate_trip
from game.rules.moves import apply, check_plan, format_trip_stops, parse_trip_stops
from game.rules.walk import progress_at, walk
from tests.worlds import (
    DIESEL,
    HOUR,
    MIN,
    RIGID,
    RIGID_BEV,
    charge,
    collect,
    deliver,
    leg,
    order,
    plan,
    reload,
    rest,
    trip,
    vehicle,
    window,
    world,
)

CHARGER = Charger(place="L", kw=150, bays=1, cent_per_kwh=42.0)
SMALL = replace(RIGID_BEV, battery_wh=90_000)
HUB = Transfer(
    id="hub", name="Stadshub", kind="hub", place="H", serves=frozenset({"A"}), windows=(window(360, 600),),
    handling_fixed_s=5 * MIN, handling_per_unit_s=60, cent_fixed=500, cent_per_unit=1200, hub_g_per_t=1200,
    onward_m=3000, onward_g_per_tkm=50, arrives_s=12 * HOUR,
)  # fmt: skip
PARTNER = Partner(
    id="buur", name="Buurman", cent_fixed=4000, cent_per_km=100, g_per_tkm=90, ttw_g_per_tkm=68,
    most_orders=1, until_s=8 * HOUR, serves=frozenset({"B"}), refuses=frozenset({"adr"}),
)  # fmt: skip


def rules(found: tuple[Finding, ...]) -> list[str]:
    """Names of the broken rules."""
    return [f.rule for f in found]


def doings(w: World, *stops: Stop) -> list[tuple[str, float]]:
    """What the driver does, in minutes."""
    return [(a.doing.value, (a.end_s - a.start_s) / MIN) for a in walk(w, trip("V1", *stops)).activities]


def test_charging_raises_the_battery_and_costs_the_plaza_price() -> None:
    """40 minutes at 150 kW, 5 of them to plug in: more than the battery takes: full at 76.5 kWh."""
    w = world(
        [order("O1", "A"), order("O2", "B")], [vehicle("V1", SMALL)], also=["L"],
        sites=Sites(chargers={"L": CHARGER}),
    )  # fmt: skip
    without = evaluate_trip(w, trip("V1", deliver("O1"), deliver("O2")))
    judged = evaluate_trip(w, trip("V1", deliver("O1"), charge("L", 40), deliver("O2")))
    assert "battery_empty" in rules(without.findings)
    assert "battery_empty" not in rules(judged.findings)
    stop = judged.stops[1]
    assert stop.battery_wh + stop.charged_wh == 76_500
    grid_kwh = stop.charged_wh / 0.92 / 1000
    depot_kwh = judged.energy / 1000 - grid_kwh
    assert judged.cost.energy == pytest.approx(grid_kwh * 42 + depot_kwh * 160, abs=1)


def test_charging_counts_as_a_break_but_plugging_in_is_work() -> None:
    """50 minutes at the plug: 5 of work and 45 of rest, so a long day needs no other break."""
    orders = [order("O1", "A"), order("O2", "B")]
    legs = {
        ("D", "A"): leg(200, 200),
        ("A", "L"): leg(5, 5),
        ("L", "B"): leg(100, 100),
        ("D", "B"): leg(30, 30),
    }
    big = replace(RIGID_BEV, battery_wh=2_000_000)
    w = world(orders, [vehicle("V1", big)], legs=legs, also=["L"], sites=Sites(chargers={"L": CHARGER}))
    judged = evaluate_trip(w, trip("V1", deliver("O1"), charge("L", 50), deliver("O2")))
    assert "break" not in [a.doing.value for a in judged.activities]
    assert judged.break_s == 45 * MIN
    short = evaluate_trip(w, trip("V1", deliver("O1"), charge("L", 49), deliver("O2")))
    assert [a.doing for a in short.activities].count(Doing.BREAK) == 1


def test_two_trucks_at_one_bay() -> None:
    """The second one to come finds the bay taken, by so many seconds."""
    orders = [order("O1", "A"), order("O2", "B")]
    w = world(
        orders, [vehicle("V1", SMALL), vehicle("V2", SMALL)], also=["L"], sites=Sites(chargers={"L": CHARGER})
    )
    p = plan(
        trip("V1", charge("L", 60), deliver("O1"), start_s=5 * HOUR),
        trip("V2", charge("L", 60), deliver("O2"), start_s=5 * HOUR + 20 * MIN),
    )
    busy = [f for f in evaluate(w, p).findings if f.rule == "charger_busy"]
    assert [(f.vehicle, f.amount) for f in busy] == [("V2", 40 * MIN)]
    two = replace(w, sites=Sites(chargers={"L": replace(CHARGER, bays=2)}))
    assert "charger_busy" not in rules(evaluate(two, p).findings)


def test_the_night_grid_binds_the_plan() -> None:
    """Two trucks that each want 100 kWh from a connection that gives 150 kWh in the night."""
    grid = Grid(place="D", limit_kw=15, from_s=-5 * HOUR, to_s=5 * HOUR, kw_per_vehicle=50)
    truck = replace(RIGID_BEV, battery_wh=100_000, usable_share=1.0, charge_efficiency=1.0)
    cars = [vehicle(v, truck, start_soc_permille=750, evening_soc_permille=0) for v in ("V1", "V2")]
    w = world([order("O1", "A"), order("O2", "B")], cars, sites=Sites(grids={"D": grid}))
    share = plan(trip("V1", deliver("O1")), trip("V2", deliver("O2")))
    assert "grid_limit" not in rules(evaluate(w, share).findings)
    more = apply(w, share, SetCharge(vehicle="V1", permille=800))
    (broken,) = (f for f in evaluate(w, more).findings if f.rule == "grid_limit")
    assert (broken.amount, broken.subject) == (5000, "D")
    given_up = apply(w, more, SetCharge(vehicle="V2", permille=700))
    assert "grid_limit" not in rules(evaluate(w, given_up).findings)


def test_reload_makes_two_trips_of_a_full_truck() -> None:
    """Two full loads fit one truck one after the other; the second is loaded at the reload."""
    full = Load(kg=9000, pallets=18, ldm_cm=720)
    w = world([order("O1", "A", load=full), order("O2", "B", load=full)], [vehicle("V1")])
    both = trip("V1", deliver("O1"), deliver("O2"))
    assert "capacity_kg" in rules(evaluate_trip(w, both).findings)
    judged = evaluate_trip(w, trip("V1", deliver("O1"), reload(), deliver("O2")))
    assert not judged.findings
    again = judged.stops[1]
    assert (again.load_before, again.load_after, again.end_s - again.begin_s) == (Load(), full, 28 * MIN)
    assert judged.empty_m == 60_000  # back to the depot, and home
    assert evaluate(w, plan(judged.trip)).kpi.trips == 2


def test_reload_brings_back_what_was_collected() -> None:
    """Collected goods for the depot leave the truck at the reload, goods for elsewhere stay."""
    w = world([order("O1", "A"), order("O2", "D", pickup="B"), order("O3", "C", pickup="B")], [vehicle("V1")])
    judged = evaluate_trip(
        w, trip("V1", collect("O2"), collect("O3"), reload(), deliver("O1"), deliver("O3"))
    )
    assert judged.stops[2].load_after == w.orders["O3"].load + w.orders["O1"].load
    assert judged.stops[-1].load_after == Load()


def test_empty_carriers_take_room_and_are_no_cargo() -> None:
    """What comes back fills the floor, weighs on the energy, and the way home still counts as empty."""
    back = Load(kg=160, roll_cages=30, ldm_cm=720)
    out = Load(kg=6000, roll_cages=30, ldm_cm=720)
    w = world([order("O1", "A", load=out, returns=back), order("O2", "B", load=out)], [vehicle("V1")])
    one = evaluate_trip(w, trip("V1", deliver("O1")))
    assert not one.findings
    assert one.empty_m == 30_000
    assert one.stops[0].empties_after == back
    assert one.activities[-1].doing is Doing.UNLOAD
    plain = evaluate_trip(
        replace(w, orders={**w.orders, "O1": replace(w.orders["O1"], returns=Load())}), one.trip
    )
    assert one.energy > plain.energy


def test_via_a_hub_goes_to_the_hub_and_pays_for_the_rest() -> None:
    """The stop is at the hub, in the hub's hours; price and CO2e of the last mile fall on that order."""
    w = world(
        [order("O1", "A"), order("O2", "B")], [vehicle("V1")], also=["H"], sites=Sites(transfers={"hub": HUB})
    )
    direct = plan(trip("V1", deliver("O1"), deliver("O2")))
    by_hub = apply(w, direct, SetVia(order="O1", transfer="hub"))
    judged = evaluate(w, by_hub).trips[0]
    assert judged.stops[0].place == "H"
    assert judged.stops[0].window_close_s == 600 * MIN
    assert judged.stops[0].end_s - judged.stops[0].begin_s == 7 * MIN
    assert judged.cost.transfer == 500 + 2 * 1200
    assert judged.transfer_g == 1200 + 150
    assert sum(g for _, g in judged.co2e_per_order_g) == judged.co2e_g
    assert apply(w, by_hub, SetVia(order="O1", transfer="-")) == direct
    with pytest.raises(Illegal, match="transfer"):
        apply(w, direct, SetVia(order="O2", transfer="hub"))


def test_a_hub_that_brings_it_too_late() -> None:
    """Brought to the hub in time, but at the address after the customer's window: late, by how much."""
    for close, late in ((720, []), (719, [60])):
        o = order("O1", "A", delivery_windows=(window(300, close),))
        w = world([o], [vehicle("V1")], also=["H"], sites=Sites(transfers={"hub": HUB}))
        p = apply(w, plan(trip("V1", deliver("O1"))), SetVia(order="O1", transfer="hub"))
        found = evaluate(w, p)
        assert [f.amount for f in found.findings if f.rule == "late_onward"] == late
        assert found.kpi.on_time == (0 if late else 1)


def test_a_partner_takes_what_he_takes() -> None:
    """Price, CO2e and punctuality of an order that a partner drives; and what he refuses."""
    w = world(
        [order("O1", "A"), order("O2", "B"), order("O3", "B", needs=frozenset({"adr"})), order("O4", "B")],
        [vehicle("V1")], sites=Sites(partners={"buur": PARTNER}),
    )  # fmt: skip
    start = plan(trip("V1", deliver("O1"), deliver("O2")))
    given = apply(w, start, Give(order="O2", partner="buur"))
    kpi = evaluate(w, given, orders=frozenset({"O1", "O2"})).kpi
    assert kpi.cost_parts.charter == 4000 + 30 * 100
    assert dict(kpi.co2e_per_order_g)["O2"] == 30 * 90
    assert (kpi.unplanned, kpi.on_time) == ((), 2)
    for command in (Give(order="O1", partner="buur"), Give(order="O3", partner="buur")):
        with pytest.raises(Illegal):
            apply(w, start, command)
    with pytest.raises(Illegal, match="partner_full"):
        apply(w, given, Give(order="O4", partner="buur"))
    assert apply(w, given, Unplace(order="O2")).given == ()
    assert apply(w, given, Place(order="O2", vehicle="V1", at=0)).given == ()
    check_plan(w, given)


def test_cooling_runs_while_cooled_goods_are_aboard() -> None:
    """From loading until the last cooled delivery, and not on the way home."""
    unit = Cooling(carrier=DIESEL, per_hour=1500)
    orders = [order("O1", "A", needs=frozenset({"cooling"})), order("O2", "B")]
    w = world(orders, [vehicle("V1", cooling=unit, skills=frozenset({"cooling"}))])
    judged = evaluate_trip(w, trip("V1", deliver("O1"), deliver("O2")))
    assert judged.cooling_s == judged.stops[0].end_s - judged.activities[1].start_s
    assert judged.cooling == round(1.5 * judged.cooling_s / 3.6)
    assert evaluate_trip(w, trip("V1", deliver("O2"))).cooling_s == 0


def test_waiting_known_beforehand_is_the_break() -> None:
    """A window that opens 50 minutes later gives 45 of break and 5 of waiting, if one is needed."""
    orders = [order("O1", "A"), order("O2", "B", delivery_windows=(window(780, 900),))]
    legs = {("D", "A"): leg(200, 200), ("A", "B"): leg(60, 60), ("B", "D"): leg(240, 240)}
    w = world(orders, [vehicle("V1")], legs=legs)
    arrive = evaluate_trip(w, trip("V1", deliver("O1"), deliver("O2"), start_s=5 * HOUR)).stops[1].arrive_s
    w = replace(
        w, orders={**w.orders, "O2": replace(orders[1], delivery_windows=(window(arrive // 60 + 50, 1400),))}
    )
    judged = evaluate_trip(w, trip("V1", deliver("O1"), deliver("O2"), start_s=5 * HOUR))
    assert (judged.break_s, judged.wait_s) == (45 * MIN, 5 * MIN)
    near = world([replace(orders[1], delivery="A")], [vehicle("V1")])
    judged = evaluate_trip(near, trip("V1", deliver("O2"), start_s=5 * HOUR))
    assert (judged.break_s, judged.wait_s > 2 * HOUR) == (0, True)


def test_fifteen_minutes_of_waiting_make_the_other_part_thirty() -> None:
    """15 + 30 in that order: a wait of 20 counts as the first part, the break later is 30."""
    orders = [order("O1", "A", delivery_windows=(window(520, 1400),))]
    legs = {("D", "A"): leg(180, 180)}
    w = world(orders, [vehicle("V1")], legs=legs)
    judged = evaluate_trip(w, trip("V1", deliver("O1"), start_s=5 * HOUR))
    assert judged.stops[0].arrive_s == 502 * MIN
    assert [m for d, m in doings(w, deliver("O1")) if d == "break"] == [45]
    assert [(a.end_s - a.start_s) // MIN for a in judged.activities if a.doing is Doing.BREAK] == [18, 30]


def test_six_hours_of_work_ask_for_a_break() -> None:
    """Little driving and much unloading: the break comes before the sixth hour is over, half an hour long."""
    orders = [order(f"O{i}", "A", delivery_service_s=100 * MIN) for i in range(3)]
    w = world(orders, [vehicle("V1")])
    judged = evaluate_trip(w, trip("V1", *(deliver(o.id) for o in orders)))
    assert judged.break_s == 30 * MIN
    since = worst = 0
    for a in judged.activities:
        since = 0 if a.doing is Doing.BREAK else since + a.end_s - a.start_s
        worst = max(worst, since)
    assert worst <= 6 * HOUR


def test_a_van_has_no_driving_limit_of_the_regulation() -> None:
    """Below 3.5 t five hours of driving in one go are legal; the six hours of work still hold."""
    van = replace(RIGID, gvm_kg=3500, capacity=replace(RIGID.capacity, kg=1200))
    light = order("O1", "A", load=Load(kg=100, pallets=1, ldm_cm=40))
    for class_, breaks in ((RIGID, 2), (van, 1)):
        w = world([light], [vehicle("V1", class_)], legs={("D", "A"): leg(290, 290)})
        judged = evaluate_trip(w, trip("V1", deliver("O1")))
        assert [a.doing for a in judged.activities].count(Doing.BREAK) == breaks


def _session_world() -> tuple[World, Plan]:
    sites = Sites(chargers={"L": CHARGER}, transfers={"hub": HUB})
    w = world(
        [order("O1", "A"), order("O2", "B")],
        [vehicle("V1", RIGID_BEV), vehicle("V2")],
        also=["L", "H"],
        sites=sites,
    )
    return w, plan(trip("V1", deliver("O1"), deliver("O2")))


def test_own_stops_are_added_moved_changed_and_dropped() -> None:
    """The four acts on a stop of the truck's own, and positions that stay put."""
    w, p = _session_world()
    p = apply(w, p, AddStop(vehicle="V1", kind="charge", at=1, place="L", seconds=1800))
    p = apply(w, p, AddStop(vehicle="V1", kind="break", at=3, seconds=900))
    p = apply(w, p, AddStop(vehicle="V1", kind="reload", at=0))
    assert [s.action.value for s in p.trips[0].stops] == ["reload", "deliver", "charge", "deliver", "break"]
    p = apply(w, p, MoveStop(vehicle="V1", at=2, to=1))
    p = apply(w, p, LastStop(vehicle="V1", at=1, seconds=2400))
    p = apply(w, p, DropStop(vehicle="V1", at=0))
    assert p.trips[0].stops == (charge("L", 40), deliver("O1"), deliver("O2"), rest(15))
    assert apply(w, apply(w, p, Unplace(order="O1")), Unplace(order="O2")).trips == ()


IMPOSSIBLE: list[tuple[Command, str]] = [
    (AddStop(vehicle="V1", kind="charge", at=0, place="A", seconds=60), "no_charger"),
    (AddStop(vehicle="V1", kind="charge", at=0, place="L", seconds=0), "stop_seconds"),
    (AddStop(vehicle="V1", kind="sleep", at=0), "stop_kind"),
    (AddStop(vehicle="V1", kind="break", at=9, seconds=900), "position"),
    (AddStop(vehicle="V1", kind="break", at=0, place="X", seconds=900), "unknown_place"),
    (AddStop(vehicle="V2", kind="charge", at=0, place="L", seconds=60), "no_trip"),
    (MoveStop(vehicle="V1", at=0, to=1), "not_own_stop"),
    (DropStop(vehicle="V1", at=5), "position"),
    (SetCharge(vehicle="V1", permille=1200), "charge"),
    (Give(order="O1", partner="x"), "unknown_partner"),
    (SetVia(order="O1", transfer="x"), "transfer"),
]


@pytest.mark.parametrize(("command", "why"), IMPOSSIBLE)
def test_the_impossible_is_refused_by_name(command: Command, why: str) -> None:
    """Each impossible act says why."""
    w, p = _session_world()
    with pytest.raises(Illegal) as caught:
        apply(w, p, command)
    assert caught.value.key == f"illegal.{why}"


def test_a_diesel_truck_cannot_charge() -> None:
    """No battery, no plug."""
    w, _ = _session_world()
    with pytest.raises(Illegal, match="no_battery"):
        apply(
            w,
            plan(trip("V2", deliver("O1"))),
            AddStop(vehicle="V2", kind="charge", at=0, place="L", seconds=60),
        )


def test_text_form_of_a_trip_round_trips() -> None:
    """Own stops and transfers survive the log's text."""
    stops = (
        Stop(order="O1", action=Action.DELIVER, route=1, via="hub"), charge("L", 40), rest(15), rest(45, "L"),
        reload(), deliver("O2"),
    )  # fmt: skip
    text = format_trip_stops(stops)
    assert (
        text == "O1/deliver/1/hub,*/charge/0/L/2400,*/break/0/-/900,*/break/0/L/2700,*/reload/0,O2/deliver/0"
    )
    assert parse_trip_stops(text) == stops


def test_a_day_cut_at_any_minute_goes_on_the_same() -> None:
    """Charging, own breaks, reloads and transfers survive a cut of the walk at every minute."""
    sites = Sites(chargers={"L": CHARGER}, transfers={"hub": HUB})
    orders = [order("O1", "A"), order("O2", "B", returns=Load(kg=50, pallets=1, ldm_cm=40)), order("O3", "C")]
    w = world(orders, [vehicle("V1", RIGID_BEV)], also=["L", "H"], sites=sites)
    by_hub = Stop(order="O1", action=Action.DELIVER, via="hub")
    t = trip("V1", by_hub, charge("L", 40), deliver("O2"), rest(20), reload(), deliver("O3"))
    whole = walk(w, t)
    for clock_s in range(whole.activities[0].start_s - 60, whole.activities[-1].end_s + 60, 60):
        assert walk(w, t, None, progress_at(w, t, whole, clock_s)) == whole, clock_s
