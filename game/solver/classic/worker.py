"""The program in which ways of searching take turns: JSON lines in, JSON lines out.

In: `{"kind": "warm"}` loads the libraries; `{"kind": "solve", "instance", "convention", "ways", "seconds",
"seed", "rounds", "start"}` searches (`ways`: [name, part of the time] in turn); meanwhile `{"kind":
"other", "routes"}` tells what another process found. Out: `{"kind": "ready", "ways", "versions"}`,
`{"kind": "better", "routes", "cost"}`, `{"kind": "done", "cpu_s"}`, `{"kind": "failed", "why"}`. It is
cancelled by killing it.
"""

from __future__ import annotations

import os
import time
from typing import IO, Any

from game.domain.instance import Convention, Instance
from game.solver import wire
from game.solver.classic.frame import Frame, Routes, make_frame
from game.solver.classic.run import Run, Way
from game.solver.worker_lines import Questions, incoming, private_output, say

LEAST_S = 0.01


def main() -> None:
    """Answer requests until standard input closes."""
    answers = private_output()
    questions = incoming()
    while (question := questions.get()) is not None:
        if question.get("kind") == "warm":
            say(answers, {"kind": "ready", "ways": sorted(known_ways()), "versions": versions()})
        elif question.get("kind") == "solve":
            _answer(question, questions, answers)


def known_ways() -> dict[str, Way]:
    """Every way to search that works on this machine."""
    from game.solver.classic import way_ortools, way_ruin

    found: dict[str, Way] = {
        "ils": way_ortools.iterated,
        "gls": way_ortools.guided,
        "parts": way_ortools.decomposed,
        "ruin": way_ruin.search,
    }
    try:
        from game.solver.classic import way_pyvrp
    except ImportError:
        return found
    return found | {"pyvrp": way_pyvrp.search, "pyvrp_plain": way_pyvrp.plain}


def versions() -> dict[str, str]:
    """What took part."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in ("ortools", "pyvrp"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _answer(task: dict[str, Any], questions: Questions, answers: IO[str]) -> None:
    began, cpu = time.monotonic(), time.process_time()
    try:
        frame = make_frame(
            wire.read(Instance, task["instance"]), Convention(task["convention"]), task["fleet_first"]
        )
        ways = [(known_ways()[name], float(share)) for name, share in _suited(task["ways"], frame)]
    except (ValueError, TypeError, KeyError) as why:
        say(answers, {"kind": "failed", "why": f"not a task: {why}"})
        return
    run = Run(
        frame=frame, seed=int(task["seed"]), rounds=int(task["rounds"]),
        tell=lambda routes, cost: say(answers, {"kind": "better", "routes": routes, "cost": cost}),
        hear=lambda: _heard(questions),
    )  # fmt: skip
    if task["start"]:
        run.best = tuple(tuple(route) for route in task["start"])
        run.cost = frame.cost(run.best)
    end = began + float(task["seconds"])
    for n, (way, _) in enumerate(ways):
        rest = sum(share for _, share in ways[n:])
        run.until_s = time.monotonic() + max(LEAST_S, (end - time.monotonic()) * ways[n][1] / rest)
        way(frame, run)
    say(answers, {"kind": "done", "cpu_s": round(time.process_time() - cpu, 2)})


def _suited(ways: list[list[Any]], frame: Frame) -> list[list[Any]]:
    """Ruin and recreate knows no pairs: the other ways of the lane take its time."""
    suited = [way for way in ways if way[0] != "ruin"]
    return suited if frame.paired and suited else ways


def _heard(questions: Questions) -> list[Routes]:
    """What came in since; the end of input is kept for the main loop."""
    found: list[Routes] = []
    while not questions.empty():
        question = questions.get()
        if question is None:
            os._exit(0)  # the parent is gone: nobody wants the answer
        if question.get("kind") == "other":
            found.append(tuple(tuple(route) for route in question["routes"]))
    return found


if __name__ == "__main__":
    main()
