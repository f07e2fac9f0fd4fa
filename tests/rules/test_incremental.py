"""Judging piece by piece equals judging from scratch, whatever a player does with a rich world."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from game.domain.commands import (
    AddStop,
    ClearTrip,
    Command,
    DropStop,
    Give,
    LastStop,
    MoveStop,
    Place,
    SetCharge,
    SetRoute,
    SetStart,
    SetTrip,
    SetVia,
    Unplace,
    from_text,
    to_text,
)
from game.domain.errors import Illegal
from game.domain.plan import Plan
from game.domain.sites import Charger, Grid, Partner, Sites, Transfer, Zone
from game.domain.travel import Profile
from game.domain.world import Cooling, Load, World
from game.rules.evaluate import Memo, evaluate, evaluate_trip
from game.rules.moves import apply, check_plan, format_trip_stops
from game.rules.walk import progress_at, walk
from tests.worlds import DIESEL, HOUR, MIN, RIGID_BEV, leg, order, vehicle, window, world

RUSH = Profile.of([(7 * HOUR, 30 * MIN), (8 * HOUR, 55 * MIN), (9 * HOUR, 30 * MIN)])


def rich() -> World:
    """Two electric trucks and a cooled diesel; a zone with a window, a hub, a plaza, a partner, a grid."""
    sites = Sites(
        zones={"z": Zone(id="z", name="Binnenstad", windows=(window(360, 720),), window_over_kg=3500)},
        chargers={
            "L": Charger(place="L", kw=150, bays=1, cent_per_kwh=42.0),
            "D": Charger(place="D", kw=50, bays=2, cent_per_kwh=20.0, public=False),
        },
        grids={"D": Grid(place="D", limit_kw=20, from_s=-5 * HOUR, to_s=5 * HOUR, kw_per_vehicle=22)},
        transfers={
            "hub": Transfer(
                id="hub", name="Hub", kind="hub", place="H", serves=frozenset("AB"),
                windows=(window(360, 660),), handling_fixed_s=300, handling_per_unit_s=60,
                cent_per_unit=1200, hub_g_per_t=1200, arrives_s=12 * HOUR,
            )
        },
        partners={
            "buur": Partner(
                id="buur", name="Buur", cent_fixed=5000, cent_per_km=90, g_per_tkm=95, ttw_g_per_tkm=70,
                most_orders=2, until_s=9 * HOUR, refuses=frozenset({"adr"}),
            )
        },
    )  # fmt: skip
    back = Load(kg=60, roll_cages=4, ldm_cm=96)
    orders = [
        order("O1", "A", delivery_windows=(window(480, 600), window(780, 900))),
        order(
            "O2",
            "B",
            load=Load(kg=3000, roll_cages=12, ldm_cm=288),
            returns=back,
            needs=frozenset({"cooling"}),
        ),
        order("O3", "D", pickup="C"),
        order("O4", "C", pickup="A", adr_points=600),
        order("O5", "C", load=Load(kg=6000, pallets=14, ldm_cm=560)),
        order("O6", "B", adr_points=600, delivery_service_s=90 * MIN),
    ]
    small = replace(RIGID_BEV, battery_wh=150_000)
    vehicles = [
        vehicle("V1", small, start_soc_permille=900, evening_soc_permille=500),
        vehicle("V2", RIGID_BEV, skills=frozenset({"adr"})),
        vehicle("V3", cooling=Cooling(carrier=DIESEL, per_hour=1500), skills=frozenset({"cooling", "adr"})),
    ]
    legs = {("D", "A"): (leg(30, 30, 20, profile=RUSH), leg(40, 28)), ("A", "C"): leg(200, 210, 100)}
    made = world(orders, vehicles, legs=legs, also=["H", "L"], sites=sites)
    places = {**made.places, "A": replace(made.places["A"], zones=frozenset("z"), dwellings=True)}
    return replace(made, places=places)


WORLD = rich()
ORDERS, VEHICLES, AT = (
    st.sampled_from(sorted(WORLD.orders)),
    st.sampled_from(sorted(WORLD.vehicles)),
    st.integers(0, 7),
)
CHARGE, BREAK = st.just("charge"), st.just("break")
SECONDS = st.sampled_from([600, 900, 1800, 2700, 3600])
COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.builds(Place, order=ORDERS, vehicle=VEHICLES, at=AT, deliver_at=st.integers(-1, 7)),
    st.builds(Unplace, order=ORDERS),
    st.builds(ClearTrip, vehicle=VEHICLES),
    st.builds(SetStart, vehicle=VEHICLES, start_s=st.sampled_from([-1, 4 * HOUR, 6 * HOUR, 22 * HOUR])),
    st.builds(SetRoute, vehicle=VEHICLES, at=AT, route=st.integers(0, 1)),
    st.builds(AddStop, vehicle=VEHICLES, kind=CHARGE, at=AT, place=st.sampled_from("LD"), seconds=SECONDS),
    st.builds(AddStop, vehicle=VEHICLES, kind=BREAK, at=AT, place=st.sampled_from("-L"), seconds=SECONDS),
    st.builds(AddStop, vehicle=VEHICLES, kind=st.just("reload"), at=AT),
    st.builds(MoveStop, vehicle=VEHICLES, at=AT, to=AT),
    st.builds(LastStop, vehicle=VEHICLES, at=AT, seconds=SECONDS),
    st.builds(DropStop, vehicle=VEHICLES, at=AT),
    st.builds(SetVia, order=ORDERS, transfer=st.sampled_from(["hub", "-"])),
    st.builds(Give, order=ORDERS, partner=st.just("buur")),
    st.builds(SetCharge, vehicle=VEHICLES, permille=st.sampled_from([-1, 500, 800, 1000])),
)  # fmt: skip


def played(commands: list[Command]) -> list[Plan]:
    """The plans that these acts lead through; the impossible ones are refused and change nothing."""
    plan, seen = Plan(), []
    for command in commands:
        try:
            plan = apply(WORLD, plan, from_text(to_text(command)))
        except Illegal:
            continue
        seen.append(plan)
    return seen


@settings(max_examples=60, deadline=None)
@given(commands=st.lists(COMMANDS, min_size=4, max_size=24))
def test_with_a_memo_every_plan_is_judged_as_from_scratch(commands: list[Command]) -> None:
    """Integers and findings are the same, cost parts add up, and the plan stays one that may exist."""
    memo: Memo = {}
    for plan in played(commands):
        check_plan(WORLD, plan)
        judged = evaluate(WORLD, plan, memo)
        assert judged == evaluate(WORLD, plan)
        kpi = judged.kpi
        assert kpi.cost_parts.total() == kpi.cost_cent
        assert sum(g for _, g in kpi.co2e_per_order_g) == kpi.co2e_g
        assert kpi.orders == len(WORLD.orders)


@settings(max_examples=40, deadline=None)
@given(commands=st.lists(COMMANDS, min_size=6, max_size=24), part=st.floats(0, 1))
def test_a_day_cut_anywhere_goes_on_the_same(commands: list[Command], part: float) -> None:
    """Without news the rest of the day is what it was, and so are its figures."""
    for plan in played(commands)[-1:]:
        for trip in plan.trips:
            whole = walk(WORLD, trip)
            first_s, last_s = whole.activities[0].start_s, whole.activities[-1].end_s
            at_s = first_s + round(part * (last_s - first_s))
            again = walk(WORLD, trip, None, progress_at(WORLD, trip, whole, at_s))
            assert again == whole, (trip, at_s)


@settings(max_examples=40, deadline=None)
@given(commands=st.lists(COMMANDS, min_size=4, max_size=24))
def test_activities_join_and_the_text_of_a_trip_gives_it_back(commands: list[Command]) -> None:
    """No gaps in a driver's day; a SetTrip with the trip's words makes the same stops."""
    for plan in played(commands)[-1:]:
        for trip in plan.trips:
            activities = evaluate_trip(WORLD, trip).activities
            assert all(a.end_s == b.start_s for a, b in pairwise(activities))
            words = SetTrip(vehicle=trip.vehicle, stops=format_trip_stops(trip.stops))
            again = apply(WORLD, plan, from_text(to_text(words)))
            made = again.trip_of(trip.vehicle)
            assert made is not None
            assert made.stops == trip.stops
