"""The solvers that are compared on benchmark instances, ours among them, all asked in the same way."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

from game.domain.instance import Convention, Instance
from game.rules.classic import Yardstick
from game.solver import wire
from game.solver.classic.race import Lane, Race, default_lanes

PROCESSES = 2
Solve = Callable[["Instance", "Convention", float, int], "Outcome"]
NO_PYVRP = ("gls", "ils", "parts", "ruin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one solver came to on one instance."""

    feasible: bool
    distance: float
    vehicles: int
    seconds: float
    cpu_s: float
    curve: Sequence[Sequence[float]] = ()
    """(seconds, distance, vehicles) of every better solution; empty for a solver that tells only its last."""
    trouble: Sequence[str] = ()

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Solver:
    """A name and a way to ask."""

    name: str
    solve: Solve
    can: Callable[[Instance], bool] = lambda _: True


@cache
def solvers() -> tuple[Solver, ...]:
    """Ours first; peers where they are installed (`pip install ritregie[bench]` for VROOM)."""
    found = [
        Solver(name="ritregie", solve=_race(None, share=True)),
        Solver(name="ritregie without PyVRP", solve=_race(default_lanes(NO_PYVRP, PROCESSES), share=True)),
        Solver(name="OR-Tools GLS", solve=_race([(("gls", 1.0),)] * PROCESSES, share=False)),
        Solver(name="OR-Tools ILS", solve=_race([(("ils", 1.0),)] * PROCESSES, share=False)),
    ]
    if find_spec("pyvrp"):
        plain = [(("pyvrp_plain", 1.0),)] * PROCESSES
        found.append(Solver(name="PyVRP", solve=_race(plain, share=False)))
    if find_spec("vroom"):
        found.append(Solver(name="VROOM", solve=_vroom, can=lambda i: not i.route_limit))
    return tuple(found)


def _race(lanes: Sequence[Lane] | None, *, share: bool) -> Solve:
    def solve(instance: Instance, convention: Convention, seconds: float, seed: int) -> Outcome:
        with Race(lanes, workers=PROCESSES, share=share) as race:
            found = race.run(instance, convention, seconds=seconds, seed=seed)
        verdict = found.verdict
        return Outcome(
            feasible=not verdict.faults, distance=verdict.distance, vehicles=verdict.vehicles,
            seconds=round(found.seconds, 2), cpu_s=round(found.cpu_s, 2), curve=found.curve,
            trouble=found.trouble,
        )  # fmt: skip

    return solve


def _vroom(instance: Instance, convention: Convention, seconds: float, seed: int) -> Outcome:
    """VROOM in a process of its own, with two threads. It has no seed: with another one the customers are
    numbered otherwise."""
    import json

    began = time.monotonic()
    asked = json.dumps([wire.write(instance), convention.value, seconds, seed, PROCESSES])
    done = subprocess.run(
        [sys.executable, "-m", "game.bench.vroom_peer"], input=asked, capture_output=True, text=True,
        check=True, timeout=seconds + 60,
    )  # fmt: skip
    answer = json.loads(done.stdout.strip().splitlines()[-1])
    verdict = Yardstick(instance, convention).judge(answer["routes"])
    return Outcome(
        feasible=not verdict.faults, distance=verdict.distance, vehicles=verdict.vehicles,
        seconds=answer["seconds"], cpu_s=answer["cpu_s"],
        trouble=[f"took {time.monotonic() - began:.1f} s with its start", *verdict.faults],
    )  # fmt: skip
