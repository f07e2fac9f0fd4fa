"""The solver's own program: JSON lines in, JSON lines out, nothing else on standard output.

Request: `{"id", "kind": "solve", "task"}` (`task.write_task`). Answers: `{"id", "kind": "better", "plan",
"value"}` (`wire`) for each better plan, then `{"id", "kind": "done", "versions", "cpu_s"}`, or
`{"id", "kind": "failed", "why"}`. A running search cannot be interrupted from inside (`model`): the parent
cancels by killing this process, and starts it again when it next needs it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import IO, Any

from game.domain.plan import Plan
from game.solver import wire
from game.solver.task import SolveRequest, read_task

NICE = 5


def run_worker() -> None:
    """Answer requests until standard input closes."""
    answers = private_output()
    if hasattr(os, "nice"):
        os.nice(NICE)
    for line in sys.stdin:
        if line.strip():
            _answer(line, answers)


def private_output() -> IO[str]:
    """Keep standard output for answers; whatever a library prints goes to standard error."""
    sys.stdout.flush()
    mine = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(mine, "w", encoding="utf-8", buffering=1)


def _answer(line: str, answers: IO[str]) -> None:
    try:
        request = json.loads(line)
        identity, kind = request["id"], request["kind"]
    except (ValueError, KeyError, TypeError):
        _say(answers, {"id": "", "kind": "failed", "why": "not a request"})
        return
    if kind != "solve":
        _say(answers, {"id": identity, "kind": "done"})
        return
    try:
        task = read_task(request["task"])
    except (ValueError, TypeError, KeyError):
        _say(answers, {"id": identity, "kind": "failed", "why": "not a task"})
        return
    _solve(identity, task, answers)


def _solve(identity: str, task: SolveRequest, answers: IO[str]) -> None:
    from game.solver.front_step import FrontStep
    from game.solver.portfolio import Portfolio

    def tell(plan: Plan) -> None:
        value = search.value if isinstance(search, Portfolio) else 0.0
        _say(answers, {"id": identity, "kind": "better", "plan": wire.write(plan), "value": value})

    search = FrontStep(task, tell) if task.ceiling_g else Portfolio(task, tell)
    cpu_s = time.process_time()
    versions = search.run()
    cpu_s = round(time.process_time() - cpu_s, 2)
    _say(answers, {"id": identity, "kind": "done", "versions": dict(versions), "cpu_s": cpu_s})


def _say(answers: IO[str], answer: dict[str, Any]) -> None:
    try:
        answers.write(json.dumps(answer, separators=(",", ":")) + "\n")
        answers.flush()
    except OSError:
        # the parent is gone, and an exception would be swallowed inside the search
        os._exit(0)


if __name__ == "__main__":
    run_worker()
