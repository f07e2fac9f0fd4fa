"""How long it takes to simulate one day of 300 orders, from dispatch to the last truck home."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any, NamedTuple

from game.bench.big import ORDERS, SEED, VEHICLES, big_scenario, sweep_plan
from game.bench.protocol import summary
from game.content.world import truth_of, truth_world
from game.domain.plan import Plan
from game.domain.scenario import Disruption, Scenario
from game.domain.world import World
from game.session_day import fixed_starts
from game.sim.day import advance, open_day
from game.sim.kept import KeptCourses

DAYS, DOCKS = 60, 6
END_S = 2 * 86_400
CAUSES = (
    ("jam", "A28", 0.6, (300, 600, 1500)), ("bridge", "N33", 0.6, (180, 420, 900)),
    ("slow", "*", 0.3, (0, 0, 0)), ("late_loading", "*", 0.12, (600, 1500, 4500)),
    ("dock", "dc", 0.3, (600, 1200, 3600)), ("closed", "*", 0.015, (600, 900, 1800)),
    ("order_error", "*", 0.01, (0, 0, 0)), ("breakdown", "*", 0.03, (3600, 7200, 18_000)),
    ("sick", "*", 0.035, (900, 1800, 3600)),
)  # fmt: skip
"""Kind, subject, chance and delay: about as often as the facts say, the rare ones oftener."""


class Run(NamedTuple):
    """One day: its times, how often the clock stopped, and how much happened."""

    wall_ms: float
    cpu_ms: float
    stops: int
    happened: int


def measure() -> dict[str, Any]:
    """Goal: 50 ms for a whole day without drawing. A day is opened and goes on at once at each stop of the
    clock; the plan is not touched. Once without a limit of docks, once with trucks that queue at home."""
    return {
        "protocol": f"{ORDERS} orders, {VEHICLES} vehicles, {DAYS} days with troubles of nine kinds, legs "
        "known beforehand; each from opening the day to the last truck home, one step from stop to stop; "
        f"queues: {DOCKS} docks at the depot. Wall time holds what other programs took",
        "goal_ms": 50,
        "no_queues": _measured(0),
        "queues": _measured(DOCKS),
    }


def _measured(docks: int) -> dict[str, Any]:
    scenario = replace(
        big_scenario(), system=_with_docks(big_scenario().system, docks), disruptions=tuple(_causes())
    )
    plan = fixed_starts(scenario.system, sweep_plan(scenario.system))
    truth = truth_world(scenario, truth_of(scenario, SEED))
    _day(scenario, truth, plan, 0)
    runs = [_timed(scenario, truth, plan, seed) for seed in range(1, DAYS + 1)]
    return {
        "wall": summary([run.wall_ms for run in runs]),
        "cpu": summary([run.cpu_ms for run in runs]),
        "stops_of_the_clock": sum(run.stops for run in runs) / DAYS,
        "happenings": sum(run.happened for run in runs) / DAYS,
    }


def _with_docks(world: World, docks: int) -> World:
    return replace(world, places={**world.places, "dc": replace(world.places["dc"], docks=docks)})


def _causes() -> list[Disruption]:
    return [
        Disruption(
            kind=kind, subject=subject, chance=chance, delay_s=delay_s, from_s=6 * 3600, to_s=14 * 3600,
            percent=60 if kind == "slow" else 130,
        )
        for kind, subject, chance, delay_s in CAUSES
    ]  # fmt: skip


def _timed(scenario: Scenario, truth: World, plan: Plan, seed: int) -> Run:
    wall, cpu = time.perf_counter_ns(), time.process_time_ns()
    stops, happened = _day(scenario, truth, plan, seed)
    cpu, wall = time.process_time_ns() - cpu, time.perf_counter_ns() - wall
    return Run(wall / 1e6, cpu / 1e6, stops, happened)


def _day(scenario: Scenario, truth: World, plan: Plan, seed: int) -> tuple[int, int]:
    """Play a day; gives how often the clock stopped, and how much happened."""
    state, stops, number, kept = open_day(scenario, truth, plan, seed), 0, 0, KeptCourses()
    while not all(truck.finished for truck in state.trucks):
        state, happened = advance(scenario, truth, plan, state, END_S, kept=kept)
        stops, number = stops + 1, number + len(happened)
    return stops, number
