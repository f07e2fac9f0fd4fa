"""Chance comes in named streams, one per cause, so that no decision disturbs unrelated luck.

Only `Random.random()` is used: Python promises that it stays the same between versions.
"""

from __future__ import annotations

import random

from game.domain.units import whole

Random = random.Random
"""The type of a stream, for who passes one on."""


def stream(seed: int, name: str) -> Random:
    """The stream of one cause, such as `traffic/A28`; equal on every machine and hash seed."""
    return Random(f"{seed}/{name}")


def triangular(draw: float, low: int, mode: int, high: int) -> int:
    """Inverse of the triangular distribution at `draw` in [0, 1), rounded to a whole unit."""
    if high <= low:
        return low
    knee = (mode - low) / (high - low)
    if draw < knee:
        return whole(low + ((high - low) * (mode - low) * draw) ** 0.5)
    return whole(high - ((high - low) * (high - mode) * (1 - draw)) ** 0.5)
