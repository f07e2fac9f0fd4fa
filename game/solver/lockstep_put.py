"""The tables of trips with an order's stops put in: one column of each place that is tried. Loads numpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.solver.lockstep_legs import Ints
from game.solver.lockstep_rows import Base


def sequences(bases: Sequence[Base], at: Ints, to: Ints, first: Ints, second: Ints, v: Ints) -> NDArray[Any]:
    """[step, place]: rows of the trips with the order's stops put in; idle behind the end."""
    longest = max(len(b.rows) for b in bases)
    table = np.zeros((len(bases), longest + 2), dtype=np.int64)
    for i, base in enumerate(bases):
        table[i, : len(base.rows)] = base.rows
    two = second >= 0
    late = np.where(two, late_at(at, to), 1 << 30)
    steps = np.arange(longest + (2 if two.any() else 1))[:, None]
    rows = table[v, steps - (steps > at) - (steps > late)]
    rows = np.where(steps == at, first, rows)
    found: NDArray[Any] = np.where(steps == late, second, rows)
    return found


def legs_with(bases: Sequence[Base], at: Ints, to: Ints, second: Ints, v: Ints) -> NDArray[Any]:
    """[step, place]: legs of the trips as they were, moved up by the stops put in; those are found anew."""
    longest = max(len(b.rows) for b in bases)
    table = np.zeros((len(bases), longest + 1), dtype=np.int64)
    for i, base in enumerate(bases):
        table[i, : len(base.legs)] = base.legs
    two = second >= 0
    late = np.where(two, late_at(at, to), 1 << 30)
    steps = np.arange(longest + (3 if two.any() else 2))[:, None]
    found: NDArray[Any] = table[v, np.minimum(steps - (steps > at) - (steps > late), longest)]
    return found


def late_at(at: Ints, to: Ints) -> Ints:
    """Position of a second stop in the trip with both."""
    found: Ints = np.where(to < 0, at, to) + 1
    return found
