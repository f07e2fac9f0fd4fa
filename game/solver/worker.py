"""The solver's own program: JSON lines in, JSON lines out, nothing else on standard output.

Request: `{"id", "kind": "solve", "task"}` (`task.write_task`), and meanwhile `{"kind": "other", "plan"}`:
what another worker found. Answers: `{"id", "kind": "better", "plan", "value"}` (`wire`) for each better
plan, then `{"id", "kind": "done", "versions", "cpu_s"}`, or `{"id", "kind": "failed", "why"}`. A running
search cannot be interrupted from inside (`model`): the parent cancels by killing this process, and starts
it again when it next needs it.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import IO, Any

from game.domain.plan import Plan
from game.solver import wire
from game.solver.task import SolveRequest, read_task
from game.solver.worker_lines import Questions, incoming, private_output, say

NICE = 5


def run_worker() -> None:
    """Answer requests until standard input closes."""
    answers = private_output()
    if hasattr(os, "nice"):
        os.nice(NICE)
    questions = incoming()
    while (question := questions.get()) is not None:
        _answer(question, questions, answers)


def _others(questions: Questions) -> list[Plan]:
    """Plans that came in since; a question of another kind, and the end, wait for the main loop."""
    found, later = [], []
    while not questions.empty():
        question = questions.get()
        if question is not None and question.get("kind") == "other":
            with suppress(ValueError, TypeError, KeyError):
                found.append(wire.read(Plan, question["plan"]))
        else:
            later.append(question)
    for question in later:
        questions.put(question)
    return found


def _answer(request: dict[str, Any], questions: Questions, answers: IO[str]) -> None:
    identity, kind = request.get("id"), request.get("kind")
    if kind == "other":
        return  # the search that it was meant for is over
    if identity is None or kind is None:
        say(answers, {"id": "", "kind": "failed", "why": "not a request"})
        return
    if kind != "solve":
        say(answers, {"id": identity, "kind": "done"})
        return
    try:
        task = read_task(request["task"])
    except (ValueError, TypeError, KeyError):
        say(answers, {"id": identity, "kind": "failed", "why": "not a task"})
        return
    _solve(identity, task, questions, answers)


def _solve(identity: str, task: SolveRequest, questions: Questions, answers: IO[str]) -> None:
    from game.solver.front_step import FrontStep
    from game.solver.portfolio import Portfolio

    def tell(plan: Plan) -> None:
        value = search.value if isinstance(search, Portfolio) else 0.0
        say(answers, {"id": identity, "kind": "better", "plan": wire.write(plan), "value": value})

    def hear() -> list[Plan]:
        return _others(questions)

    search = FrontStep(task, tell) if task.ceiling_g else Portfolio(task, tell, hear)
    cpu_s = time.process_time()
    versions = search.run()
    cpu_s = round(time.process_time() - cpu_s, 2)
    say(answers, {"id": identity, "kind": "done", "versions": dict(versions), "cpu_s": cpu_s})


if __name__ == "__main__":
    run_worker()
