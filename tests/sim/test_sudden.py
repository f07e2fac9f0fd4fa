"""What begins at a drawn moment: breakdowns, sick drivers, rush orders; and how causes are drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.domain.evaluation import Doing
from game.domain.scenario import Disruption, Message
from game.sim.day import advance, open_day
from game.sim.disruptions import draw
from game.sim.expect import expected, judge_day
from tests.sim.days import own_plan, road_world, scenario, sure
from tests.sim.played import AT_A, END, FROM_A, LEAVES, QUIET, SEVEN, caused, home_s, moment, news, one, run
from tests.worlds import HOUR, MIN, collect, deliver, plan, trip


@pytest.mark.parametrize("at_min", [1, 20, 59])
def test_a_breakdown_on_the_road_stands_still_where_it_is(at_min: int) -> None:
    """An hour's standstill is an hour later, and no driving."""
    at_s = LEAVES + at_min * MIN
    state, log = run(one("breakdown", "V1", 60, **moment(at_s)))
    told = news(log, "breakdown")
    assert (told.at_s, told.vehicle, told.asks) == (at_s, "V1", True)
    stood = caused(state, "breakdown/V1")
    assert [(a.doing, a.start_s, a.end_s, a.place) for a in stood] == [
        (Doing.WAIT, at_s, at_s + 60 * MIN, "")
    ]
    assert stood[0].leg_from == stood[0].leg_to == at_min / 60
    assert home_s(state) == QUIET + 60 * MIN
    assert state.trucks[0].drive_s == 120 * MIN


def test_a_breakdown_at_the_customers_keeps_the_truck_there() -> None:
    """Unloading goes on; what is left of the standstill comes after it."""
    state, log = run(one("breakdown", "V1", 60, **moment(FROM_A - 10 * MIN)))
    assert news(log, "breakdown").at_s == FROM_A
    assert home_s(state) == QUIET + 50 * MIN


@pytest.mark.parametrize("at_s", [SEVEN - 60, LEAVES, QUIET, QUIET + 60])
def test_a_breakdown_off_the_road_is_none(at_s: int) -> None:
    """Before the truck leaves and after it is home nothing happens."""
    state, log = run(one("breakdown", "V1", 60, **moment(at_s)))
    assert (home_s(state), [h.kind for h in log if h.kind]) == (QUIET, [])


def test_a_breakdown_gives_no_hint_beforehand() -> None:
    """Until it stands still, the truck is expected in one drive at its planned time."""
    of = one("breakdown", "V1", 60, **moment(LEAVES + 20 * MIN))
    state, _ = run(of, to_s=LEAVES + 10 * MIN)
    trips = expected(of, of.system, own_plan(), state)
    assert trips[0].end_s == QUIET
    assert next(a.end_s for a in trips[0].activities if a.doing is Doing.DRIVE) == AT_A


def test_a_jam_after_a_standstill_is_met_at_the_later_hour() -> None:
    """Who stands still for an hour comes to the road when the jam has gone."""
    jam = sure("jam", "A28", 30, 0, LEAVES + 40 * MIN)
    halt = replace(sure("breakdown", "V1", 60), **moment(LEAVES + 10 * MIN))
    assert home_s(run(scenario(disruptions=(jam,)))[0]) == QUIET + 30 * MIN
    assert home_s(run(scenario(disruptions=(jam, halt)))[0]) == QUIET + 60 * MIN


@pytest.mark.parametrize(("at_s", "late_min"), [(SEVEN - HOUR, 45), (SEVEN, 45), (SEVEN + 1, 0)])
def test_a_driver_who_is_sick_before_the_start_is_replaced(at_s: int, late_min: int) -> None:
    """The trip begins the delay later; who has begun is not sick any more."""
    state, log = run(one("sick", "dV1", 45, **moment(at_s)))
    assert home_s(state) == QUIET + late_min * MIN
    opened = SEVEN - 60
    told = [(h.vehicle, h.at_s, h.asks) for h in log if h.kind == "sick"]
    assert told == ([("V1", max(at_s, opened + 1), True)] if late_min else [])
    assert [a.doing for a in caused(state, "sick/dV1")] == ([Doing.CHECK] if late_min else [])


def test_a_replaced_driver_works_no_longer() -> None:
    """Duty counts from when somebody began."""
    of = one("sick", "dV1", 45, **moment(SEVEN))
    state, _ = run(of)
    day = judge_day(of, of.system, own_plan(), state, frozenset(of.system.orders))
    assert day.trips[0].duty_s == QUIET - SEVEN


def test_a_trip_that_is_planned_after_the_report_waits_for_somebody() -> None:
    """A driver who is ill cannot start now; who comes instead is there the delay after the report."""
    of = one("sick", "dV2", 90, **moment(8 * HOUR))
    first, whole = plan(own_plan().trips[0]), own_plan()
    state, log = run(of, first, 8 * HOUR + 30 * MIN)
    assert not [h for h in log if h.kind == "sick"]
    state, happened = advance(of, of.system, whole, state, END)
    assert (happened[0].kind, happened[0].at_s) == ("sick", 8 * HOUR + 30 * MIN + 1)
    state, _ = advance(of, of.system, whole, state, 9 * HOUR + 30 * MIN)
    truck = state.truck("V2")
    assert truck and truck.done[0].start_s == 9 * HOUR + 30 * MIN


def test_a_rush_order_is_asked_for_by_the_clock() -> None:
    """It is news, and its message comes with it."""
    asks = Message(id="spoed", kind="call", trigger="incident", subject="O4")
    rush = replace(sure("rush", "O4", 0), **moment(9 * HOUR))
    of = scenario(disruptions=(rush,), messages=(asks,), optional_orders=("O4",))
    state, log = run(of, to_s=9 * HOUR)
    assert [(h.what, h.at_s) for h in log[-2:]] == [("incident", 9 * HOUR), ("message", 9 * HOUR)]
    assert state.messages == (("spoed", 9 * HOUR),)


def test_a_cause_may_stand_for_a_drawn_part_of_its_span() -> None:
    """Its beginning lies in the span, its length between the least and the most; over days both vary."""
    jam = Disruption(
        kind="jam", subject="A28", chance=1.0, delay_s=(300, 600, 900), from_s=6 * HOUR, to_s=9 * HOUR,
        lasts_s=(600, 1200, 3000),
    )  # fmt: skip
    world = road_world()
    found = [draw(scenario(world, disruptions=(jam,)), world, seed)[0] for seed in range(300)]
    assert all(6 * HOUR <= i.from_s < 9 * HOUR and 600 <= i.to_s - i.from_s <= 3000 for i in found)
    assert max(i.from_s for i in found) - min(i.from_s for i in found) > 2.5 * HOUR
    plain = [draw(scenario(world, disruptions=(replace(jam, lasts_s=(0, 0, 0)),)), world, s)[0]
             for s in range(300)]  # fmt: skip
    assert [i.delay_s for i in plain] == [i.delay_s for i in found]


def test_star_and_streams_of_the_newer_kinds() -> None:
    """Each subject has its own luck, and one cause more changes no other."""
    world = road_world()
    kinds = ("bridge", "slow", "dock", "order_error", "breakdown", "sick")
    causes = tuple(Disruption(kind=k, subject="*", chance=0.5, delay_s=(60, 600, 900), percent=70)
                   for k in kinds)  # fmt: skip
    for seed in range(30):
        whole = draw(scenario(world, disruptions=causes), world, seed)
        for cause in causes:
            alone = draw(scenario(world, disruptions=(cause,)), world, seed)
            assert alone == tuple(i for i in whole if i.kind == cause.kind)
    ids = {i.id for seed in range(30) for i in draw(scenario(world, disruptions=causes), world, seed)}
    assert {"slow/*", "docks/A", "order_error/O1", "breakdown/V2", "sick/dV1"} <= ids


def test_a_decision_disturbs_no_other_luck() -> None:
    """Whatever is planned, the incidents of the day are the same."""
    causes = tuple(replace(sure(k, "*", 20), chance=0.5) for k in ("dock", "breakdown", "sick", "closed"))
    of = scenario(disruptions=causes)
    other = plan(trip("V2", deliver("O2"), collect("O3"), start_s=9 * HOUR))
    for seed in range(20):
        whole = open_day(of, of.system, own_plan(), seed)
        assert whole.incidents == open_day(of, of.system, other, seed).incidents
