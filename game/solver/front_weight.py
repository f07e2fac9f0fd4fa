"""Which weight makes a point of the cost-CO2e front the best one."""

from __future__ import annotations

from collections.abc import Sequence

from game.domain.evaluation import Kpi
from game.solver.objective import Objective


def weight_percent(figures: Sequence[tuple[int, int]], at: int, base: Kpi) -> int:
    """The share of CO2e (0 to 100 percent) at which point `at` of (cost_cent, co2e_g) is the best of all.

    Of several the one in the middle. A point in a dent of the front is best for no weight: then the share at
    which it loses least.
    """
    lost = []
    for percent in range(101):
        value = Objective.against(base, percent / 100).value
        lost.append(value(*figures[at]) - min(value(*f) for f in figures))
    least = min(lost)
    fitting = [percent for percent, amount in enumerate(lost) if amount <= least + 1e-12]
    return fitting[len(fitting) // 2]
