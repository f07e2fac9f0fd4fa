"""A large day in parts, again and again: each part goes to the compiled search that suits it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from game.domain.plan import Plan
from game.solver.model_terms import Search as ModelSearch
from game.solver.objective import Objective
from game.solver.parts import Part, Parts, joined
from game.solver.problem import Job, build
from game.solver.task import SolveRequest, has_pyvrp

PART_S = 0.6
"""Seconds for one part."""
COUNTED_PARTS, PART_SOLUTIONS = 4, 15
"""Where solutions count instead of time: so many parts, and so many solutions for each."""


def search_parts(
    request: SolveRequest,
    objective: Objective,
    best: Callable[[], Plan | None],
    offer: Callable[[Plan], None],
    over: Callable[[], bool],
) -> None:
    """Plan parts of the `best` plan again until `over`; each whole plan that comes of it is offered."""
    parts = Parts(request.world, request.orders, request.seed)
    counted = bool(request.solution_limit)
    turn = 0
    while (plan := best()) is not None and (turn < COUNTED_PARTS if counted else not over()):
        turn += 1
        part = parts.choose(plan)
        if part is None:
            return
        made = _planned(request, objective, part, request.seed + turn)
        if made is not None:
            offer(joined(plan, part, made))


def _planned(request: SolveRequest, objective: Objective, part: Part, seed: int) -> Plan | None:
    """The last and best plan of a part."""
    job = build(part.world, part.orders, objective, part.start, {}, seed=seed)
    found: list[Plan] = []
    counted = bool(request.solution_limit)
    search = ModelSearch(
        seconds=0.0 if counted else PART_S,
        solution_limit=PART_SOLUTIONS if counted else 0,
        ils=request.ils,
        report=lambda routes, _cost: found.append(job.plan(routes)),
    )
    import_module(_solver(request, job)).solve(job.problem, search, seed)
    return found[-1] if found else None


def _solver(request: SolveRequest, job: Job) -> str:
    """PyVRP where it may be used and can express the part."""
    if not request.pyvrp or not has_pyvrp():
        return "game.solver.model"
    from game.solver.pyvrp_part import suits

    return "game.solver.pyvrp_part" if suits(job.problem) else "game.solver.model"
