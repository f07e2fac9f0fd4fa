"""Sampled days: the same as the day played second by second, equal for every plan, never today's truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.content.load import load_scenario
from game.domain.chance import triangular as one_triangular
from game.domain.day import DayState, Progress
from game.domain.evaluation import Doing, Evaluation, TripEvaluation
from game.domain.plan import Plan
from game.domain.scenario import Disruption, Scenario
from game.domain.world import World
from game.rules.evaluate import evaluate
from game.sim.disruptions import draw
from game.sim.expect import judge_day
from game.solver.naive import naive_plan
from game.solver.robust.assured import usual
from game.solver.robust.days import Days, triangular
from game.solver.robust.sampling import Robustness, Sampler, sample_days

COST_SHARE = 0.0002
"""Tolerance of the mean cost against the played days. Times and lateness are theirs to the second; what is
left is money: the referee rounds every part of a trip's cost to a cent, and the sampler pays what a
refrigeration unit runs longer at the depot's price, where the day can pay that of a charger on the road
(0.004 % of the cost on elektrisch-drenthe, nothing elsewhere)."""
ON_TIME = 1e-9
"""Lateness is the same, so shares differ by the order of adding up only."""
SCENARIOS = ("vers-noord", "elektrisch-drenthe", "container-rotterdam", "stukgoed", "binnenstad-groningen")
DAYS = 80


def plan_of(scenario: Scenario) -> tuple[Plan, Evaluation]:
    """The stored reference with the starts that the day would fix, judged."""
    assert scenario.reference is not None
    world, plan = scenario.system, scenario.reference.plan
    fixed = [replace(t.trip, start_s=t.start_s) for t in evaluate(world, plan).trips]
    plan = Plan(trips=tuple(fixed), given=plan.given)
    return plan, evaluate(world, plan, orders=visible(scenario))


def visible(scenario: Scenario) -> frozenset[str]:
    """The orders that are known when planning begins."""
    return frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)


def played(scenario: Scenario, plan: Plan, days: Days, day: int) -> Evaluation:
    """A sampled day as `sim` plays it when nobody intervenes."""
    trucks = tuple(Progress(vehicle=t.vehicle) for t in plan.trips)
    state = DayState(clock_s=0, trucks=trucks, incidents=days.incidents(day))
    return judge_day(scenario, scenario.system, plan, state, visible(scenario))


def robust_of(world: World, judged: Evaluation, days: Days) -> Robustness:
    """A plan on these days."""
    return Sampler(world=world, days=days).plan(judged)


@pytest.mark.parametrize("name", SCENARIOS)
def test_means_are_those_of_the_played_days(name: str) -> None:
    """Expected cost is within the stated tolerance of the day simulation, the on-time share is equal.

    Goodwill that late stops cost is the day's, where people can be told, and not the plan's.
    """
    scenario = load_scenario(name)
    plan, judged = plan_of(scenario)
    days = sample_days(scenario.system, scenario.disruptions, days=DAYS)
    made = robust_of(scenario.system, judged, days)
    found = [played(scenario, plan, days, day).kpi for day in range(DAYS)]
    cost = sum(k.cost_cent - k.cost_parts.goodwill for k in found) / DAYS
    assert made.cost_cent == pytest.approx(cost, rel=COST_SHARE)
    assert made.on_time_share == pytest.approx(sum(k.on_time_share for k in found) / DAYS, abs=ON_TIME)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_time_is_that_of_the_played_day(name: str) -> None:
    """Trips end, and stops are late, to the second as played, with every break that a delay brings or takes
    away."""
    scenario = load_scenario(name)
    plan, judged = plan_of(scenario)
    days = sample_days(scenario.system, scenario.disruptions, days=DAYS)
    sampler = Sampler(world=scenario.system, days=days)
    made = [sampler.trip(t) for t in judged.trips]
    for day in range(DAYS):
        trips = played(scenario, plan, days, day).trips
        assert [t.end_s for t in trips] == [m.end_s[day] for m in made]
        late = [[(s.stop.order, s.late_s) for s in t.stops if s.late_s] for t in trips]
        assert late == [[(o, s[day]) for o, s in m.late if s[day]] for m in made]


def test_delays_move_breaks() -> None:
    """The days of a reference hold what the test above is for: breaks that the plan does not have."""
    scenario = load_scenario("stukgoed")
    plan, judged = plan_of(scenario)
    days = sample_days(scenario.system, scenario.disruptions, days=DAYS)
    planned = [_rest_s(t) for t in judged.trips]
    more = [[_rest_s(t) for t in played(scenario, plan, days, day).trips] for day in range(DAYS)]
    assert sum(found != planned for found in more) > DAYS // 4


def _rest_s(trip: TripEvaluation) -> int:
    return sum(a.end_s - a.start_s for a in trip.activities if a.doing is Doing.BREAK)


def test_a_rough_day_is_exact() -> None:
    """With many troubles at once the sampler is still the simulation, to the second and the cent."""
    scenario = load_scenario("eerste-rit")
    plan, judged = plan_of(scenario)
    rough = [
        Disruption(kind="jam", subject="A28", chance=0.8, delay_s=(300, 600, 900), from_s=0, to_s=86_400),
        Disruption(kind="bridge", subject="A7", chance=0.6, delay_s=(120, 300, 500)),
        Disruption(kind="late_loading", subject="*", chance=0.5, delay_s=(60, 300, 900)),
        Disruption(kind="closed", subject="*", chance=0.5, delay_s=(60, 120, 600)),
    ]
    days = sample_days(scenario.system, rough, days=DAYS)
    sampler = Sampler(world=scenario.system, days=days)
    ends = [sampler.trip(t).end_s for t in judged.trips]
    costs = [sampler.trip(t).cost_cent for t in judged.trips]
    for day in range(DAYS):
        trips = played(scenario, plan, days, day).trips
        assert [t.end_s for t in trips] == [e[day] for e in ends]
        # the referee rounds every part of a trip's cost by itself
        assert [t.cost.total() for t in trips] == pytest.approx([c[day] for c in costs], abs=5)


def test_without_trouble_a_day_is_the_plan() -> None:
    """Nothing that can go wrong: expected is planned, to the cent."""
    scenario = load_scenario("vers-noord")
    judged = plan_of(scenario)[1]
    made = robust_of(scenario.system, judged, sample_days(scenario.system, ()))
    assert (made.cost_cent, made.co2e_g) == (judged.kpi.cost_cent, judged.kpi.co2e_g)
    assert made.on_time_share == judged.kpi.on_time_share
    assert made.cost_p90_cent == judged.kpi.cost_cent


def test_common_random_numbers() -> None:
    """A trip's luck does not change when another trip does, nor when a cause is added."""
    scenario = load_scenario("vers-noord")
    world, judged = scenario.system, plan_of(scenario)[1]
    all_days = sample_days(world, scenario.disruptions)
    again = sample_days(world, scenario.disruptions)
    trip = judged.trips[0]
    fewer = evaluate(world, Plan(trips=tuple(t.trip for t in judged.trips[:1])))
    one, two = Sampler(world=world, days=all_days), Sampler(world=world, days=again)
    one.plan(judged)
    two.plan(fewer)
    assert (one.trip(trip).end_s == two.trip(trip).end_s).all()
    more = (*scenario.disruptions, Disruption(kind="jam", subject="X1", chance=1.0, delay_s=(1, 1, 1)))
    assert all((a.on == b.on).all() for key in all_days.troubles for a, b in zip(
        all_days.troubles[key], sample_days(world, more).troubles[key], strict=True))  # fmt: skip


def test_chances_are_those_of_the_cause() -> None:
    """Each cause happens as often, and lasts as long, as its chance and delay say."""
    world = load_scenario("eerste-rit").system
    cause = Disruption(kind="late_loading", subject="*", chance=0.3, delay_s=(300, 600, 1500))
    found = sample_days(world, [cause], days=4000).troubles
    for (trouble,) in found.values():
        assert len(trouble.on) / 4000 == pytest.approx(0.3, abs=0.03)
        assert trouble.delay_s.mean() == pytest.approx(800, rel=0.03)
    draws = np.linspace(0, 0.999, 50)
    assert list(triangular(draws, 300, 600, 1500)) == [one_triangular(x, 300, 600, 1500) for x in draws]


def test_never_the_truth_of_a_played_day() -> None:
    """Neither what is true today nor the luck of any seed that can be played goes in."""
    scenario = load_scenario("vers-noord")
    world, judged = scenario.system, plan_of(scenario)[1]
    bare = replace(scenario, truth=())
    assert robust_of(world, judged, sample_days(world, scenario.disruptions)) == robust_of(
        world, judged, sample_days(world, bare.disruptions)
    )
    days = sample_days(world, scenario.disruptions)
    mine = {(i.kind, i.subject, i.delay_s) for i in days.incidents(0)}
    assert mine != {(i.kind, i.subject, i.delay_s) for i in draw(bare, world, days.seed)}


def test_only_usual_odds_are_known() -> None:
    """What an author gives for this one day is told by people, not by software."""
    scenario = load_scenario("container-rotterdam")
    own = [d for d in scenario.disruptions if not d.usual]
    assert {("bridge", "A6", 0.2), ("dock", "diepkade", 0.75)} <= {(d.kind, d.subject, d.chance) for d in own}
    assert ("bridge", "A6") in {(d.kind, d.subject) for d in scenario.disruptions if d.usual}
    assert not set(own) & set(usual(scenario.disruptions))
    fresh = load_scenario("vers-noord").disruptions
    assert {d.subject for d in fresh if d.kind == "jam" and not d.usual} == {"N7", "N34"}
    assert {d.kind for d in usual(fresh)} >= {"jam", "late_loading", "closed"}


def test_kinds_that_the_days_do_not_hold_are_left_out() -> None:
    """A breakdown or a cause of a drawn part of its span is no delay of every day; nothing fails."""
    scenario = load_scenario("vers-noord")
    delay_s = (60, 120, 600)
    left_out = [
        Disruption(kind=kind, subject="*", chance=1.0, delay_s=delay_s)
        for kind in ("dock", "slow", "breakdown", "sick", "order_error")
    ]
    left_out.append(Disruption(kind="jam", subject="A28", chance=1.0, delay_s=delay_s, lasts_s=(60, 90, 90)))
    assert not sample_days(scenario.system, left_out, days=5).troubles


def test_chance_of_an_order() -> None:
    """The smallest chances first; the mean of them is the share on time; bought in is never on time."""
    scenario = load_scenario("vers-noord")
    world, judged = scenario.system, plan_of(scenario)[1]
    made = robust_of(world, judged, sample_days(world, usual(scenario.disruptions)))
    chances = [c for _, c in made.orders]
    assert chances == sorted(chances) and 0 < chances[0] < 1
    assert made.on_time_share == pytest.approx(sum(chances) / judged.kpi.orders)
    assert made.all_on_time_share <= chances[0]
    assert made.cost_cent <= made.cost_p90_cent
    nothing = robust_of(world, evaluate(world, Plan()), sample_days(world, scenario.disruptions))
    assert nothing.on_time_share == 0 and nothing.orders == () and nothing.chance("O01") == 0


def test_naive_plan_of_every_scenario() -> None:
    """Plans with findings, late stops and waiting are walked too."""
    for name in SCENARIOS:
        scenario = load_scenario(name)
        judged = evaluate(scenario.system, naive_plan(scenario.system, visible(scenario)))
        made = robust_of(scenario.system, judged, sample_days(scenario.system, scenario.disruptions, days=50))
        assert made.cost_cent >= judged.kpi.cost_cent
        assert made.on_time_share <= judged.kpi.on_time_share


def test_no_days_is_refused() -> None:
    """A mean over nothing is no figure."""
    with pytest.raises(ValueError, match="one day"):
        sample_days(load_scenario("eerste-rit").system, (), days=0)
