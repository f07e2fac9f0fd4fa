"""How good a plan can be at all, worked out beside the search: a lower bound, and the model's optimum.

- `proven` ("bewezen optimaal"): a bound that holds for every legal plan (`proof_floor`) comes within one
  cent of the plan's cost by the referee. (Or every plan was tried: `proof`.)
- `model` ("optimaal in het rekenmodel"): CP-SAT proved which plan is the best of the *simplified* problem
  that the routing model works with (`problem`: one road per pair chosen beforehand, usual hours, average
  load, breaks and charging by estimate); the referee finds nothing hard in that very plan; and the plan that
  is told is that one, or one that is better by the referee. It does not mean that no better plan exists:
  where the estimates are off, another one may be.
- `best_found`: neither; the bound says how much better it could be at most.

No `model` where the problem does not say everything: partners, who drive orders for a price; locked trips
and sequences, and windows at a price. The model is
asked for days of at most `MODEL_ORDERS`, a bound for at most `WIDE_NODES` visits, and neither when
solutions are counted instead of seconds (CP-SAT's clock would make answers differ).
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from game.domain.plan import Plan
from game.domain.world import World
from game.rules.evaluate import evaluate
from game.solver.exact import ExactClient, Question, Reply
from game.solver.objective import Objective
from game.solver.problem import Job, build
from game.solver.starts import useful_delay_s

MODEL_ORDERS = 15
MODEL_ARCS = 20_000
WIDE_NODES = 150
WIDE_UNTIL, FLOOR_UNTIL, MODEL_UNTIL = 0.15, 0.3, 0.9
"""Parts of the time after which each ends, in a process beside the search."""
WAIT_S = 0.05
CROWDED = 0.3
"""Of these shares when every core has a search already."""


class Certificate:
    """What is known about one day and objective; `poll` now and then, `close` at the end."""

    def __init__(
        self, world: World, orders: frozenset[str], objective: Objective, seconds: float, workers: int,
        *, optimum: bool = True,
    ) -> None:  # fmt: skip
        self.world, self.orders, self.objective = world, orders, objective
        self.seconds = seconds * (CROWDED if workers >= (os.cpu_count() or 1) else 1.0)
        self.bound: float | None = None
        """No legal plan's objective is below it."""
        self.optimum: Plan | None = None
        """The model's best plan, when that is proven and the referee finds nothing hard in it."""
        self._job: Job | None = None
        self._model = optimum
        self._client = ExactClient(self._questions)

    def poll(self) -> bool:
        """Hear what is new; whether anything is."""
        replies = self._client.poll()
        for reply in replies:
            self._hear(reply)
        return bool(replies)

    def reaches(self, value: float) -> bool:
        """Whether no plan can be a cent better than one with this objective."""
        return self.bound is not None and value - self.bound <= 1.0 / self.objective.base_cent

    @property
    def busy(self) -> bool:
        """Whether something may still come."""
        return self._client.busy

    def close(self) -> None:
        """Kill the process; what is known stays."""
        self.poll()
        self._client.close()

    # Asking ------------------------------------------------------------------------------

    def _questions(self) -> Iterator[Question]:
        from game.solver.proof_floor import floor_problem

        if not self.world.vehicles or not self.orders or len(self.orders) > WIDE_NODES:
            return
        floor = floor_problem(self.world, self.orders, self.objective)
        if len(floor["nodes"]) <= WIDE_NODES:
            yield Question(kind="wide", problem=floor, until_s=WIDE_UNTIL * self.seconds)
        if len(self.orders) <= MODEL_ORDERS and _arcs(floor) <= MODEL_ARCS:
            yield Question(kind="floor", problem=floor, until_s=FLOOR_UNTIL * self.seconds)
        if self._model and len(self.orders) <= MODEL_ORDERS and self._says_all():
            job = build(self.world, self.orders, self.objective)
            if _arcs(job.problem) <= MODEL_ARCS:
                self._job = job
                yield Question(kind="model", problem=job.problem, until_s=MODEL_UNTIL * self.seconds)

    def _says_all(self) -> bool:
        """Whether the simplified problem knows everything that is asked."""
        steered = self.objective.steered
        free = steered is None or not (
            steered.steering.sequences or steered.steering.trips or steered.steering.widenings
        )
        return free and not self.world.sites.partners

    # Hearing -----------------------------------------------------------------------------

    def _hear(self, reply: Reply) -> None:
        if reply.kind == "model":
            self.optimum = self._judged(reply)
            return
        from game.solver.proof_floor import UNITS

        bound = reply.bound / (UNITS * self.objective.base_cent)
        self.bound = bound if self.bound is None else max(self.bound, bound)

    def _judged(self, reply: Reply) -> Plan | None:
        """The optimum as a plan, its trucks leaving no earlier than they must."""
        if not reply.optimal or self._job is None:
            return None
        plan = self._job.plan(reply.routes)
        judged = evaluate(self.world, plan, orders=self.orders)
        if judged.kpi.hard:
            return None
        for trip in judged.trips:
            later_s = trip.start_s + useful_delay_s(trip)
            plan = plan.with_trip(replace(trip.trip, start_s=later_s)) if later_s > trip.start_s else plan
        return plan


def lower_bound(world: World, orders: frozenset[str], objective: Objective, seconds: float) -> float | None:
    """No legal plan's objective is below it; None when no bound was found in the time. Blocks.

    Only the bounds are asked, not the model's optimum: no plan is made.
    """
    known = Certificate(world, orders, objective, seconds, 1, optimum=False)
    until = time.monotonic() + seconds
    try:
        while known.busy and time.monotonic() < until:
            time.sleep(WAIT_S)
    finally:
        known.close()
    return known.bound


def _arcs(problem: dict[str, Any]) -> int:
    counts = (sum(v in node["allowed"] for node in problem["nodes"]) for v in range(len(problem["vehicles"])))
    return sum(count * count for count in counts)
