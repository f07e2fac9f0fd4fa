"""How long robustness takes: drawing the days, a whole plan on them, and one changed trip of it.

The plan deals 300 orders to 25 trips by direction, on the shipped map with traffic by the hour. Jams, late
docks and closed doors have the facts' odds. Accuracy is beside it: the same days played second by second.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from game.bench.big import ORDERS, VEHICLES, big_scenario, sweep_plan
from game.bench.protocol import summary, timed_ms
from game.content.load import load_scenario
from game.domain.day import DayState, Progress
from game.domain.plan import Plan
from game.domain.scenario import Disruption, Scenario
from game.rules.evaluate import evaluate
from game.sim.expect import judge_day
from game.solver.robust.sampling import DAYS, Robustness, Sampler, sample_days

TIMES = 20
MODEL = "vers-noord"
"""The shipped day whose causes of trouble the big one gets."""
PLAYED = 100


def measure() -> dict[str, Any]:
    """Timings in ms, and how far the means are from those of played days."""
    world = big_scenario().system
    causes = load_scenario(MODEL).disruptions
    judged = evaluate(world, sweep_plan(world))
    days = sample_days(world, causes)

    def plan() -> Robustness:
        return Sampler(world=world, days=days).plan(judged)

    known = Sampler(world=world, days=days)
    known.plan(judged)
    trip = judged.trips[0]
    found = plan()
    return {
        "protocol": f"{VEHICLES} trips, {ORDERS} orders, {DAYS} days, causes of {MODEL}; plan: every trip "
        "walked anew on drawn days; changed trip: one walked, the others remembered",
        "draw_days": summary(timed_ms(lambda: sample_days(world, causes), 5)),
        "plan": summary(timed_ms(plan, TIMES)),
        "changed_trip": summary(timed_ms(lambda: Sampler(world=world, days=days).trip(trip), TIMES)),
        "plan_remembered": summary(timed_ms(lambda: known.plan(judged), TIMES)),
        "on_time_share": {"plan": round(judged.kpi.on_time_share, 4), "days": round(found.on_time_share, 4)},
        "against_played_days": _accuracy(load_scenario(MODEL), causes),
    }


def _accuracy(scenario: Scenario, causes: tuple[Disruption, ...]) -> dict[str, Any]:
    """The stored reference of a shipped day, sampled and played on the same days."""
    assert scenario.reference is not None
    world, given = scenario.system, scenario.reference.plan
    starts = [replace(t.trip, start_s=t.start_s) for t in evaluate(world, given).trips]
    plan = Plan(trips=tuple(starts), given=given.given)
    orders = frozenset(world.orders) - frozenset(scenario.optional_orders)
    days = sample_days(world, causes, days=PLAYED)
    made = Sampler(world=world, days=days).plan(evaluate(world, plan, orders=orders))
    trucks = tuple(Progress(vehicle=t.vehicle) for t in plan.trips)
    kpis = []
    for day in range(PLAYED):
        state = DayState(clock_s=0, trucks=trucks, incidents=days.incidents(day))
        kpis.append(judge_day(scenario, world, plan, state, orders).kpi)
    cost = sum(k.cost_cent - k.cost_parts.goodwill for k in kpis) / PLAYED
    on_time = sum(k.on_time_share for k in kpis) / PLAYED
    return {
        "played_days": PLAYED,
        "cost_difference_percent": round(100 * (made.cost_cent / cost - 1), 3),
        "on_time_difference_points": round(100 * (made.on_time_share - on_time), 3),
    }
