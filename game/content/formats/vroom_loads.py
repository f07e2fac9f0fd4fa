"""Amounts of VROOM, which have no unit, as the kilograms, centimetres and pallets of our vehicles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from game.content.formats.sketch import Remark, remark
from game.content.formats.vroom_shape import ProblemShape
from game.domain.world import Load

FIELDS = (("kg", 60_000), ("ldm_cm", 3000), ("pallets", 100))
"""Units that bind by themselves, and the most that a vehicle class may have of each."""
LIMITS = {"kg": 60_000, "ldm_cm": 3000, "pallets": 100, "roll_cages": 200}
SMALL = 1000
"""Up to this capacity whole units are multiplied, so that work without a load takes nothing exactly."""
Amounts = Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One dimension of the file and what it becomes: value x `times` / `step`, none of it `idle`."""

    dimension: int
    field: str
    times: int = 1
    step: int = 1
    idle: int = 0
    """What no load at all counts as, since a unit must have something."""
    spare: int = 0
    """Added to every capacity, so that such work never stands in the way."""

    def of(self, amounts: Amounts) -> int:
        """A load, rounded up; 0 for none."""
        value = amounts[self.dimension] if self.dimension < len(amounts) else 0
        return -(-value // self.step) * self.times

    def room(self, capacity: Amounts) -> int:
        """A capacity, rounded down."""
        return min(LIMITS[self.field], capacity[self.dimension] // self.step * self.times + self.spare)


class Units:
    """How every amount of one problem is taken."""

    def __init__(self, problem: ProblemShape) -> None:
        self.loads = [*(_jobs(problem)), *(s.amount for s in problem.shipments)]
        self.capacities = [v.capacity for v in problem.vehicles]
        self.remarks: list[Remark] = []
        hint = problem.ritregie
        dims = len(self.capacities[0])
        if hint and len(hint.units) == dims:
            named = [(i, f) for i, f in enumerate(hint.units) if f != "floor"]
            self.units = [Unit(dimension=i, field=f) for i, f in named]
        else:
            self.units = self._guessed(dims)

    def load(self, amounts: Amounts, *, cargo: bool = True) -> Load:
        """What an order weighs and takes; `cargo`: something of it must be there, as orders.csv asks."""
        found = {u.field: u.of(amounts) or (u.idle if cargo else 0) for u in self.units}
        if cargo:
            found["kg"] = max(1, found.get("kg", 0))
            if not any(found.get(f) for f in ("pallets", "roll_cages", "ldm_cm")):
                found["ldm_cm"] = 1
        return Load(**found)

    def room(self, capacity: Amounts) -> Load:
        """What a vehicle holds; units that the file does not have never bind."""
        found = {"kg": 60_000, "ldm_cm": 3000, **{u.field: u.room(capacity) for u in self.units}}
        return Load(**{**found, "kg": max(1, found["kg"]), "ldm_cm": max(1, found["ldm_cm"])})

    def _guessed(self, dims: int) -> list[Unit]:
        """The dimension with the largest numbers as kilograms, then loading length, then pallets."""
        binding = [d for d in range(dims) if self._binds(d)]
        ranked = sorted(range(dims), key=lambda d: (d not in binding, d))
        kept = sorted(ranked[: len(FIELDS)], key=lambda d: (-max(c[d] for c in self.capacities), d))
        lost = [str(d + 1) for d in ranked[len(FIELDS) :] if d in binding]
        if lost:
            self.remarks.append(remark("dims_lost", dims=", ".join(lost)))
        return [self._unit(d, *f) for d, f in zip(kept, FIELDS, strict=False)]

    def _binds(self, dimension: int) -> bool:
        """Whether all work together is more than some vehicle holds."""
        total = sum(load[dimension] for load in self.loads if dimension < len(load))
        return total > min(c[dimension] for c in self.capacities)

    def _unit(self, dimension: int, field: str, limit: int) -> Unit:
        values = [load[dimension] if dimension < len(load) else 0 for load in self.loads]
        rooms = [c[dimension] for c in self.capacities]
        zeros = 0 if field == "pallets" else values.count(0)
        step = _step(values, rooms, limit)
        most = max(rooms) // step
        times = zeros + 1 if zeros and most <= SMALL and most * (zeros + 1) + zeros <= limit else 1
        if not zeros and min(rooms) < step and 2 * most <= limit:
            times = 2  # a vehicle must hold one unit, and no load may be that small
        said = remark("dim", dim=dimension + 1, unit=field, step=step, times=times)
        self.remarks.append(said)
        if any(v % step for v in (*values, *rooms)):
            self.remarks.append(remark("dim_rounded", dim=dimension + 1))
        if zeros and times == 1:
            self.remarks.append(remark("dim_zero", dim=dimension + 1, spare=zeros))
        idle = 1 if zeros else 0
        return Unit(dimension=dimension, field=field, times=times, step=step, idle=idle, spare=zeros)


def _jobs(problem: ProblemShape) -> Iterable[list[int]]:
    """Of a job the larger of what it brings and takes: the other one needs no unit of its own."""
    for job in problem.jobs:
        yield job.delivery or job.amount or job.pickup


def _step(values: Sequence[int], rooms: Sequence[int], limit: int) -> int:
    """1 when it fits; else what everything can be divided by; else so much that the largest fits."""
    largest = max(rooms)
    if largest <= limit:
        return 1
    common = math.gcd(*values, *rooms)
    return common if common and largest // common <= limit else -(-largest // limit)
