from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.domain.day import DayState, Incident
from game.domain.outlook import TruckOutlook
from game.domain.plan import Plan
from game.domain.scenario import Disruption, Effect, Scenario, TruthChange
from game.domain.world import Window, World
from game.sim.day import advance, open_day
from game.sim.effects import apply_effect
from game.sim.expect import judge_day
from game.sim.futures import Futures, cost_cent, lateness
from game.sim.outlook import PossibleDay, days_as_believed, possible_days
from game.sim.trucks import courses
from tests.sim.days import own_plan, road_world, rough, scenario, sure, true_world
from tests.sim.test_docks import docked, to_a
from tests.worlds import HOUR, MIN

VISIBLE = frozenset({"O1", "O2", "O3"})


def windowed() -> World:
    """O1 has to be begun by 08:45: undisturbed it is at 08:26."""
    world = road_world()
    first = replace(world.orders["O1"], delivery_windows=(Window(open_s=0, close_s=8 * HOUR + 45 * MIN),))
    return replace(world, orders={**world.orders, "O1": first})


def state_at(of: Scenario, at_s: int, seed: int = 1, its: Plan | None = None) -> DayState:
    """The day so far when nobody acts."""
    its, world = its or own_plan(), true_world(of)
    state = open_day(of, world, its, seed)
    while state.clock_s < at_s:
        state, _ = advance(of, world, its, state, at_s)
    return state


def outlook(of: Scenario, state: DayState, count: int = 20, its: Plan | None = None) -> TruckOutlook:
    """Of V1, by all that can be known."""
    its = its or own_plan()
    *_, found = lateness(Futures(), possible_days(of, its, state, count), its, "V1")
    assert found is not None
    return found


def chancy(kind: str, subject: str, chance: float, delay_min: int = 30, **kw: int) -> Disruption:
    """A cause with a fixed delay that may or may not be there."""
    return Disruption(kind=kind, subject=subject, chance=chance, delay_s=(delay_min * MIN,) * 3, **kw)


def costs(days: tuple[PossibleDay, ...], its: Plan, effects: tuple[Effect, ...] = ()) -> list[int]:
    """Cost of every possible day."""
    futures = Futures()
    return [
        cost_cent(futures, d.world, its, futures.present(d, its), VISIBLE, effects) for d in days
    ]  # fmt: skip


def test_what_surely_happens_is_certain_and_what_cannot_is_not():
    """A sure jam makes its stop late on all days, by so much; without causes no day is late."""
    jammed = scenario(windowed(), disruptions=(sure("jam", "A28", 40),))
    stop = outlook(jammed, state_at(jammed, 7 * HOUR)).of("O1")
    assert stop is not None
    assert (stop.late_percent, stop.late_s80) == (100, 21 * MIN)
    assert stop.begin_s80 == 9 * HOUR + 6 * MIN
    assert stop.goodwill_cent == windowed().goodwill.late_cent
    assert stop.told_cent == windowed().goodwill.late_told_cent
    calm = outlook(scenario(windowed()), state_at(scenario(windowed()), 7 * HOUR))
    assert [s.late_percent for s in calm.stops] == [0, 0]


def test_the_mean_over_many_days_is_the_authors_chance():
    """A cause of 30 % is there on about 30 % of the days, and only then is the stop late."""
    of = scenario(windowed(), disruptions=(chancy("jam", "A28", 0.3),))
    days = possible_days(of, own_plan(), state_at(of, 7 * HOUR), 400)
    share = sum(bool(d.state.incidents) for d in days) / 400
    assert abs(share - 0.3) < 4 * (0.3 * 0.7 / 400) ** 0.5
    *_, found = lateness(Futures(), days, own_plan(), "V1")
    assert found is not None
    first = found.of("O1")
    assert first is not None and first.late_percent == round(100 * share)


def test_an_uncertain_truth_comes_by_its_chance_until_it_is_found_out():
    """Before: by what the author says is knowable. Seen: on every day. Served without it: on none."""
    change = TruthChange(kind="service_s", subject="O1", amount=45 * MIN, chance_percent=40)
    of = scenario(truth=(change,))

    def share(state: DayState) -> float:
        days = possible_days(of, own_plan(), state, 400)
        return sum(d.world.orders["O1"].delivery_service_s == 45 * MIN for d in days) / 400

    morning = state_at(of, 7 * HOUR)
    assert abs(share(morning) - 0.4) < 4 * (0.4 * 0.6 / 400) ** 0.5
    real = Incident(
        id="truth/service/O1", kind="slow_service", subject="O1", from_s=0, to_s=1 << 30, delay_s=25 * MIN
    )
    assert share(replace(morning, incidents=(real,), seen=(real.id,))) == 1.0
    assert share(state_at(scenario(), 10 * HOUR)) == 0.0


def test_nothing_that_was_drawn_and_not_seen_enters():
    """Whatever waits, even for a truck that is on its way there already, the outlook is the same."""
    jam = chancy("jam", "A28", 0.5)
    of = scenario(windowed(), disruptions=(jam, chancy("closed", "O2", 0.5)))
    seeds = {bool(open_day(of, of.system, own_plan(), s).incidents): s for s in range(20)}
    assert len(seeds) == 2
    # 07:40: V1 drives to O1 and enters the A28 at 07:56
    quiet, rough_day = (state_at(of, 7 * HOUR + 40 * MIN, s) for s in seeds.values())
    assert quiet.trucks != rough_day.trucks or quiet.incidents != rough_day.incidents
    assert outlook(of, quiet) == outlook(of, rough_day)
    days = [possible_days(of, own_plan(), s, 20) for s in (quiet, rough_day)]
    assert costs(days[0], own_plan()) == costs(days[1], own_plan())


def test_what_a_truck_would_have_met_is_ruled_out():
    """After V1 drove the A28 in peace no possible day has that jam; a closed door ahead may still be."""
    of = scenario(disruptions=(chancy("jam", "A28", 0.5), chancy("closed", "O2", 0.5)))
    seed = next(s for s in range(50) if not open_day(of, of.system, own_plan(), s).incidents)
    days = possible_days(of, own_plan(), state_at(of, 8 * HOUR + 10 * MIN, seed), 100)
    kinds = [i.kind for d in days for i in d.state.incidents]
    assert "jam" not in kinds
    assert 30 < kinds.count("closed") < 70


@pytest.mark.parametrize("at_s", [7 * HOUR, 9 * HOUR + 20 * MIN])
def test_the_chance_of_what_may_still_come_sinks_as_the_hours_pass(at_s: int):
    """Of a jam that begins at any hour of twenty only the hours count that are left."""
    wandering = replace(chancy("jam", "N34", 0.9, from_s=0, to_s=20 * HOUR), lasts_s=(HOUR,) * 3)
    of = scenario(disruptions=(wandering,))
    days = possible_days(of, own_plan(), state_at(of, at_s), 400)
    share = sum(bool(d.state.incidents) for d in days) / 400
    left = 0.9 * (20 * HOUR - (at_s - HOUR)) / (20 * HOUR)
    assert abs(share - left) < 4 * (left * (1 - left) / 400) ** 0.5


@pytest.mark.parametrize("kind, subject", [("breakdown", "V1"), ("sick", "dV1"), ("slow", "*")])
def test_what_one_would_have_heard_of_is_drawn_again(kind: str, subject: str):
    """A breakdown of a truck on the road, a driver who did not come, slow traffic: not in the past."""
    cause = replace(chancy(kind, subject, 0.9, from_s=0, to_s=20 * HOUR), percent=50)
    of = scenario(disruptions=(cause,))
    seed = next(s for s in range(400) if not open_day(of, of.system, own_plan(), s).incidents)
    state = state_at(of, 8 * HOUR, seed)
    for day in possible_days(of, own_plan(), state, 60):
        assert all(i.from_s > 8 * HOUR for i in day.state.incidents)


def test_what_was_seen_stays_as_it_is():
    """A jam that a driver reported is on every day, with its real delay."""
    of = rough()
    state = state_at(of, 8 * HOUR)
    assert state.seen == ("traffic/A28",)
    real = next(i for i in state.incidents if i.id == "traffic/A28")
    assert all(real in d.state.incidents for d in possible_days(of, own_plan(), state, 10))


def test_software_sees_only_the_usual_troubles():
    """An author's chance for this one day and the truth are for people to find out."""
    usual = replace(sure("jam", "A28", 40), usual=True)
    special = sure("closed", "O2", 50)
    of = scenario(truth=(TruthChange(kind="service_s", subject="O1", amount=3 * HOUR),),
                  disruptions=(usual, special))  # fmt: skip
    state = state_at(of, 7 * HOUR)
    for day in days_as_believed(of, of.system, own_plan(), state, 3):
        assert [i.id for i in day.state.incidents] == ["traffic/A28"]
        assert day.world.orders["O1"] == of.system.orders["O1"]


@settings(max_examples=25)
@given(st.integers(7 * HOUR, 12 * HOUR), st.integers(0, 30))
def test_the_quick_cost_is_the_judges(at_s: int, seed: int):
    """On every possible day, at any second, it is to the cent that of `judge_day`."""
    of = scenario(
        windowed(),
        truth=(TruthChange(kind="service_s", subject="O2", amount=50 * MIN, chance_percent=50),),
        disruptions=(
            chancy("jam", "A28", 0.5), chancy("closed", "O2", 0.5), chancy("late_loading", "*", 0.5)
        ),
    )  # fmt: skip
    days = possible_days(of, own_plan(), state_at(of, at_s, seed), 5)
    futures = Futures()
    for day in days:
        state = futures.present(day, own_plan())
        judged = judge_day(of, day.world, own_plan(), state, VISIBLE).kpi.cost_cent
        assert cost_cent(futures, day.world, own_plan(), state, VISIBLE, ()) == judged


def test_the_quick_cost_is_the_judges_with_docks():
    """Trucks that wait for each other are walked together."""
    world = windowed()
    places = {k: replace(p, docks=1 if k == "D" else p.docks) for k, p in world.places.items()}
    of = scenario(replace(world, places=places), disruptions=(chancy("late_loading", "*", 0.5),))
    futures = Futures()
    for day in possible_days(of, own_plan(), state_at(of, 7 * HOUR + 12 * MIN), 6):
        state = futures.present(day, own_plan())
        judged = judge_day(of, day.world, own_plan(), state, VISIBLE).kpi.cost_cent
        assert cost_cent(futures, day.world, own_plan(), state, VISIBLE, ()) == judged


def test_a_wait_that_was_ordered_comes_after_the_running_drive():
    """Told to hold while it drives, a truck is later at what comes next on every day, by just so much."""
    of = scenario(windowed(), disruptions=(chancy("jam", "A28", 0.5),))
    state = state_at(of, 7 * HOUR + 40 * MIN)
    hold = Effect(kind="hold_s", subject="V1", amount=20 * MIN)
    _, held = apply_effect(of.system, own_plan(), state, hold)
    before, after = outlook(of, state), outlook(of, held)
    assert [b.begin_s80 + 20 * MIN for b in before.stops] == [a.begin_s80 for a in after.stops]
    # carried out on the possible days themselves it is the same
    futures = Futures()
    for day, other in zip(
        possible_days(of, own_plan(), state, 10), possible_days(of, own_plan(), held, 10), strict=True
    ):
        _, done = apply_effect(day.world, own_plan(), futures.present(day, own_plan()), hold)
        assert done.trucks == futures.present(other, own_plan()).trucks


@pytest.mark.parametrize("at_min", [0, 40, 95, 200])
def test_options_that_do_nothing_cost_the_same(at_min: int):
    """Common random numbers: the same moment asked twice gives the same costs day by day."""
    of = replace(rough(), disruptions=(chancy("jam", "A28", 0.5), chancy("closed", "O2", 0.5)))
    state = state_at(of, 7 * HOUR + at_min * MIN)
    first, second = (costs(possible_days(of, own_plan(), state, 20), own_plan()) for _ in range(2))
    assert first == second
    assert len(set(first)) > 1 or at_min == 200


def queueing(**more: object) -> Scenario:
    """Two trucks that come to A at the same second, where there is one dock."""
    return replace(scenario(docked(A=1)), **more)  # type: ignore[arg-type]


def outlook_of(of: Scenario, days: int = 20) -> list[int]:
    """When four in five days let O2's truck begin, in minutes after eight, and how often it may be late."""
    its = to_a(0, 0)
    state = open_day(of, of.system, its, 1)
    found = list(lateness(Futures(), possible_days(of, its, state, days), its, "V2"))
    assert found[-1] is not None
    return [found[-1].stops[0].begin_s80 // MIN - 8 * 60, found[-1].stops[0].late_percent]


def test_possible_days_hold_the_queue_at_a_dock():
    """V2 waits for V1 on every day; strangers who stand there by their draw come on top of that."""
    free, _ = outlook_of(scenario(docked()))
    queue, _ = outlook_of(queueing())
    assert queue == free + 20
    stranger = Disruption(
        kind="dock", subject="A", chance=1.0, from_s=0, to_s=20 * HOUR, delay_s=(600, 600, 600), usual=True
    )
    both, _ = outlook_of(queueing(disruptions=(stranger,)))
    assert both > queue


def test_trucks_that_queue_are_walked_one_by_one_and_come_to_the_same():
    """A screen that spreads the work gets what `courses` gives; without docks nothing is prepared."""
    of, its = queueing(), to_a(0, 5, 10)
    state = open_day(of, of.system, its, 1)
    day = possible_days(of, its, state, 1)[0]
    futures = Futures()
    assert list(futures.prepare(day, its)) == [False] * 3 + [True]
    for whole in courses(day.world, its, day.state, day.state.incidents):
        assert futures.course(day.world, its, day.state, whole.trip.vehicle) == whole
    bare = scenario(docked())
    free = possible_days(bare, its, open_day(bare, bare.system, its, 1), 1)[0]
    assert not list(Futures().prepare(free, its))
