"""What is asked of a search, and what it tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib.util import find_spec
from typing import Any, get_type_hints

from game.domain.evaluation import Evaluation
from game.domain.plan import Plan
from game.domain.steer import Steering
from game.domain.world import World
from game.solver import wire
from game.solver.world_wire import read_world

MODEL_SHARE = 0.4
"""Part of the time for the models; the rest is for the search that the referee judges."""
MODEL_SHARES = (0.4, 0.3, 0.7, 0.1)
"""The same for workers side by side: which of the two finds more differs from day to day (measured)."""
ILS_SHARE = 0.7
PYVRP_WHERE_FIT = -1.0
PARTS_FROM, LARGE = 30, 80
"""Orders from which a day is also planned in parts, and from which that gets most of the time (measured)."""
PARTS_SHARES = (0.35, 0.1, 0.2, 0.5)
LARGE_SHARES = 0.15, 0.83
LARGE_BY_PYVRP = (0.7, 0.28), (0.35, 0.63)
"""PyVRP goes on finding in a large day as a whole, OR-Tools does so in its parts (measured)."""


def has_pyvrp() -> bool:
    """Whether PyVRP is installed: it has no wheel for every machine."""
    return find_spec("pyvrp") is not None


def shares(orders: int, number: int, workers: int, *, pyvrp: bool = False) -> tuple[float, float]:
    """Part of the time for the models and for the day in parts, in one of so many workers."""
    if orders > LARGE:
        return LARGE_BY_PYVRP[number % 2] if pyvrp else LARGE_SHARES
    models = MODEL_SHARE if workers <= 1 else MODEL_SHARES[number % len(MODEL_SHARES)]
    if orders <= PARTS_FROM:
        return models, 0.0
    return min(models, 0.3), PARTS_SHARES[number % len(PARTS_SHARES)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveRequest:
    """What to plan. `start` is the plan as it stands; with `begun` its first stops are fixed."""

    world: World
    orders: frozenset[str]
    start: Plan = field(default_factory=Plan)
    begun: Mapping[str, int] = field(default_factory=dict)
    weight: float = 0.0
    seconds: float = 10.0
    solution_limit: int = 0
    """When above 0 it counts instead of seconds, and the answer repeats exactly."""
    seed: int = 1
    steering: Steering = field(default_factory=Steering)
    """Locks and forbids, and windows that may be wider at a price. Only plans that keep them are told."""
    margin_min: int = 0
    """Minutes before a window closes at which a truck has to be there: time to spare against a bad day."""
    polish_trips: int = 4_000
    """Trips judged at most for the final search when `solution_limit` counts; 0 for none at all."""
    model_share: float = MODEL_SHARE
    """Part of the time for the models: 0 for ruin and recreate alone, 1 for the models alone."""
    pyvrp: float = PYVRP_WHERE_FIT
    """Part of the models' time for PyVRP, the rest for OR-Tools; below 0: all of it where PyVRP is installed
    and can express the day (`pyvrp_part.suits`), else none. 0 for what is stored: a reference never
    depends on it."""
    parts_share: float = 0.0
    """Part of the time in which a large day is planned in parts, after the models."""
    ils: float = ILS_SHARE
    """Part of OR-Tools' time for iterated local search; guided local search polishes its best."""
    ceiling_g: int = 0
    """When above 0 a step of the cost-CO2e front is asked (`front_step`): cheap, at most this CO2e."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """News: `better` (with plan and judgement), `done`, `died` (it starts again once), `failed`."""

    kind: str
    plan: Plan | None = None
    evaluation: Evaluation | None = None
    value: float = 0.0
    """Of a better plan: the weighed objective by which the search compares, besides hard findings."""
    seconds: float = 0.0
    cpu_s: float = 0.0
    """Of `done`: the processor's time that the search took."""
    why: str = ""
    versions: tuple[tuple[str, str], ...] = ()


def write_task(request: SolveRequest, world: Mapping[str, Any]) -> dict[str, Any]:
    """The request as plain JSON values, with its world as `write_world` made it."""
    rest = {f.name: wire.write(getattr(request, f.name)) for f in fields(SolveRequest) if f.name != "world"}
    return {"world": world, **rest}


def read_task(plain: Any) -> SolveRequest:
    """The request again. Raises ValueError, TypeError or KeyError for anything else."""
    hints = get_type_hints(SolveRequest)
    values = {
        f.name: wire.read(hints[f.name], plain[f.name]) for f in fields(SolveRequest) if f.name != "world"
    }
    return SolveRequest(world=read_world(plain["world"]), **values)
