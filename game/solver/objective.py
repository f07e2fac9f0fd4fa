"""By what plans are compared: hard findings first, then cost and CO2e weighed against a base plan."""

from __future__ import annotations

from dataclasses import dataclass

from game.domain.evaluation import Evaluation, Kpi, Severity, TripEvaluation
from game.rules.evaluate import objective as weigh

AGREED = frozenset({"driver_early", "driver_late", "battery_reserve", "noise"})
"""Soft findings that cost nothing in the sums; a helper never adds them to save money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """Objective W of CONTRACT: 0 = cost, 1 = CO2e, relative to `base_*` (the naive plan)."""

    weight: float = 0.0
    base_cent: int = 1
    base_g: int = 1

    @classmethod
    def against(cls, kpi: Kpi, weight: float = 0.0) -> Objective:
        """Weigh against this plan's cost and CO2e."""
        return cls(weight=weight, base_cent=max(1, kpi.cost_cent), base_g=max(1, kpi.co2e_g))

    def value(self, cost_cent: float, co2e_g: float) -> float:
        """The weighed sum; differences may be weighed as well."""
        return (1 - self.weight) * cost_cent / self.base_cent + self.weight * co2e_g / self.base_g

    def key(self, judged: Evaluation, naive: Kpi) -> tuple[int, float]:
        """CONTRACT "Comparing plans"; the lowest is best."""
        return judged.kpi.hard, weigh(judged.kpi, naive, self.weight)

    def trip_key(self, judged: TripEvaluation | None) -> TripKey:
        """A trip's share in the comparison; shares of trips add up."""
        if judged is None:
            return TripKey(0, 0, 0.0)
        hard = sum(f.severity is Severity.HARD for f in judged.findings)
        agreed = sum(f.rule in AGREED for f in judged.findings)
        return TripKey(hard, agreed, self.value(judged.cost.total(), judged.co2e_g))


@dataclass(frozen=True, slots=True, order=True)
class TripKey:
    """Hard findings, broken agreements, weighed objective."""

    hard: int
    agreed: int
    value: float

    def __add__(self, other: TripKey) -> TripKey:
        return TripKey(self.hard + other.hard, self.agreed + other.agreed, self.value + other.value)

    def __sub__(self, other: TripKey) -> TripKey:
        return TripKey(self.hard - other.hard, self.agreed - other.agreed, self.value - other.value)

    def clearly_below(self, other: TripKey) -> bool:
        """Better by more than what float addition may invent."""
        mine, theirs = (self.hard, self.agreed), (other.hard, other.agreed)
        return mine < theirs or (mine == theirs and self.value < other.value - 1e-9)
