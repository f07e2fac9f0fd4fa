"""What may be said of a few measurements: a mean and how sure it is."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

T_95 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.145, 2.086, 2.042, 2.009, 1.984,
)  # fmt: skip
T_DEGREES = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 20, 30, 50, 100)
"""Student's t, two-sided 95 %, by degrees of freedom; the nearest lower one is used (a wider interval)."""


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of the mean of at least two values."""
    mean = statistics.fmean(values)
    free = len(values) - 1
    t = T_95[max(n for n, degrees in enumerate(T_DEGREES) if degrees <= free)]
    half = t * statistics.stdev(values) / math.sqrt(len(values))
    return mean - half, mean + half
