"""Whole numbers with the unit in the name, and the two ways they may be rounded.

Units used everywhere: `_m` metres, `_s` seconds (clock times count from midnight of
the scenario's day), `_kg`, `_g` grams CO2e, `_wh`, `_ml`, `_cent`, `_cm` loading centimetres.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

MINUTE_S = 60
HOUR_S = 3600


def whole(value: float) -> int:
    """Round half up, the one rounding of computed figures."""
    return math.floor(value + 0.5)


def split_exactly(total: int, weights: Sequence[float]) -> tuple[int, ...]:
    """Split `total` in proportion to `weights` so that the parts add up exactly.

    Largest remainder; ties go to the earlier part. All weights zero: equal parts.
    """
    if not weights:
        return ()
    if total < 0:
        return tuple(-part for part in split_exactly(-total, weights))
    mass = math.fsum(weights)
    shares = [total * w / mass for w in weights] if mass > 0 else [total / len(weights)] * len(weights)
    parts = [math.floor(share) for share in shares]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - shares[i], i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return tuple(parts)


def clock(time_s: int) -> str:
    """Clock time `HH:MM` of seconds after midnight; past midnight it counts on from 24:00."""
    minutes = time_s // MINUTE_S
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
