"""The exact solver's own program: JSON lines in, JSON lines out, nothing else on standard output.

Request: `{"kind", "problem", "until_s"}`, the last as seconds since this program began: what one question
does not need is there for the next. `wide` bounds a floor problem (`proof_floor`) for the whole fleet
at once, `floor` per vehicle, `model` looks for the optimum of `problem.build`'s problem. Answer: `{"kind",
"optimal", "cost", "bound", "routes"}` in the problem's units. The parent may kill it at any time.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from typing import Any

from game.solver.worker_lines import private_output, say

FIRST_SHARE, FIRST_S = 0.15, 2.0
"""Part of the time of `model` in which the routing model looks for a plan to begin with, at most so long."""
LEAST_S = 0.1


def run_exact() -> None:
    """Answer requests until standard input closes."""
    began, answers = time.monotonic(), private_output()
    for line in sys.stdin:
        request = json.loads(line)
        left_s = max(LEAST_S, request["until_s"] - (time.monotonic() - began))
        found = _answer(request["kind"], request["problem"], left_s)
        say(answers, {"kind": request["kind"], **found})


def _answer(kind: str, problem: dict[str, Any], seconds: float) -> dict[str, Any]:
    if kind == "wide":
        from game.solver.exact_wide import Wide

        return {"optimal": False, "cost": None, "bound": Wide(problem).bound(seconds), "routes": []}
    from game.solver.exact_model import Exact

    exact, first_s = Exact(problem), 0.0
    if kind == "model":
        first_s = min(FIRST_S, FIRST_SHARE * seconds)
        exact.hint(_first(problem, first_s))
    return asdict(exact.solve(seconds - first_s))


def _first(problem: dict[str, Any], seconds: float) -> list[list[int]]:
    """The routing model's best routes, to begin with."""
    from game.solver.model import solve
    from game.solver.model_terms import Search

    found: list[list[list[int]]] = [[]]
    solve(problem, Search(seconds=seconds, report=lambda routes, _cost: found.append(routes)))
    return found[-1]


if __name__ == "__main__":
    run_exact()
