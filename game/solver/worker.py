"""The solver's own program: JSON lines in, JSON lines out, nothing else on standard output.

Request: `{"id", "kind": "solve", "task"}` (`task.write_task`), and meanwhile `{"kind": "other", "plan"}`:
what another worker found. Answers: `{"id", "kind": "better", "plan", "value"}` (`wire`) for each better
plan, then `{"id", "kind": "done", "versions", "cpu_s"}`, or `{"id", "kind": "failed", "why"}`. A running
search cannot be interrupted from inside (`model`): the parent cancels by killing this process, and starts
it again when it next needs it.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import time
from contextlib import suppress
from typing import IO, Any

from game.domain.plan import Plan
from game.solver import wire
from game.solver.task import SolveRequest, read_task

NICE = 5
Questions = queue.SimpleQueue[dict[str, Any] | None]


def run_worker() -> None:
    """Answer requests until standard input closes."""
    answers = private_output()
    if hasattr(os, "nice"):
        os.nice(NICE)
    questions: Questions = queue.SimpleQueue()
    threading.Thread(target=_read, args=(sys.stdin, questions), daemon=True).start()
    while (question := questions.get()) is not None:
        _answer(question, questions, answers)


def _read(lines: IO[str], questions: Questions) -> None:
    """Put each line in the queue, None at the end: a search hears what others found while it works."""
    for line in lines:
        if line.strip():
            try:
                question = json.loads(line)
            except ValueError:
                question = {}
            questions.put(question if isinstance(question, dict) else {})
    questions.put(None)


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


def private_output() -> IO[str]:
    """Keep standard output for answers; whatever a library prints goes to standard error."""
    sys.stdout.flush()
    mine = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(mine, "w", encoding="utf-8", buffering=1)


def _answer(request: dict[str, Any], questions: Questions, answers: IO[str]) -> None:
    identity, kind = request.get("id"), request.get("kind")
    if kind == "other":
        return  # the search that it was meant for is over
    if identity is None or kind is None:
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
    _solve(identity, task, questions, answers)


def _solve(identity: str, task: SolveRequest, questions: Questions, answers: IO[str]) -> None:
    from game.solver.front_step import FrontStep
    from game.solver.portfolio import Portfolio

    def tell(plan: Plan) -> None:
        value = search.value if isinstance(search, Portfolio) else 0.0
        _say(answers, {"id": identity, "kind": "better", "plan": wire.write(plan), "value": value})

    def hear() -> list[Plan]:
        return _others(questions)

    search = FrontStep(task, tell) if task.ceiling_g else Portfolio(task, tell, hear)
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
