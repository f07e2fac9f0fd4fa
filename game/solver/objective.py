"""By what plans are compared: hard findings first, then cost and CO2e weighed against a base plan."""

from __future__ import annotations

from dataclasses import dataclass

from game.domain.evaluation import Evaluation, Kpi, Severity, TripEvaluation
from game.domain.plan import Plan, Trip
from game.rules.evaluate import objective as weigh
from game.solver.steered import Steered

AGREED = {
    "driver_early": (1_500, 2.5),
    "driver_late": (1_500, 2.5),
    "battery_reserve": (4_000, 0.05),
    "noise": (5_000, 0.0),
}
"""Soft findings that cost nothing in the sums. What a helper's search counts for breaking such an
agreement (authored): cent for each, and cent per second or watt-hour of it. So it is not broken to
save little money, and no order is left behind for ten minutes either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """Objective W of CONTRACT: 0 = cost, 1 = CO2e, relative to `base_*` (the naive plan)."""

    weight: float = 0.0
    base_cent: int = 1
    base_g: int = 1
    steered: Steered | None = None
    """What a planner asked beforehand: a broken lock counts as a hard finding, a widened window its price."""

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

    def plan_key(self, judged: Evaluation) -> TripKey:
        """By which helpers compare whole plans."""
        broken = sum(_agreed_cent(t) for t in judged.trips) / self.base_cent
        key = TripKey(judged.kpi.hard, self.value(judged.kpi.cost_cent, judged.kpi.co2e_g) + broken)
        if self.steered is None:
            return key
        missing = TripKey(len(self.steered.missing(t.trip for t in judged.trips)), 0.0)
        return sum((self._asked(t) for t in judged.trips), key + missing)

    def trip_key(self, judged: TripEvaluation | None) -> TripKey:
        """A trip's share in the comparison; shares of trips add up."""
        if judged is None:
            return TripKey(0, 0.0)
        hard = sum(f.severity is Severity.HARD for f in judged.findings)
        broken = _agreed_cent(judged) / self.base_cent if judged.findings else 0.0
        key = TripKey(hard, self.value(judged.cost.total(), judged.co2e_g) + broken)
        return key if self.steered is None else key + self._asked(judged)

    def _asked(self, judged: TripEvaluation) -> TripKey:
        """What a trip breaks of the locks, and pays for wider windows."""
        assert self.steered is not None
        return TripKey(len(self.steered.of_trip(judged.trip)), self.value(self.steered.cent(judged), 0))

    def may(self, order: str, trip: Trip) -> bool:
        """Whether the locks let an order into a trip."""
        return self.steered is None or self.steered.may(order, trip.vehicle, trip.driver)

    def outside(self, order: str) -> int:
        """Locks that an order breaks when it is in none of our trips."""
        return 0 if self.steered is None else self.steered.outside(order)

    def keeps(self, before: Plan, after: Plan) -> bool:
        """Whether the plan breaks no more locks than before."""
        return self.steered is None or len(self.steered.breaks(after)) <= len(self.steered.breaks(before))

    def asked(self, judged: TripEvaluation | None) -> TripKey:
        """The same as a share of a change; nothing without a trip or without locks."""
        return TripKey(0, 0.0) if judged is None or self.steered is None else self._asked(judged)


def _agreed_cent(judged: TripEvaluation) -> float:
    broken = (f for f in judged.findings if f.rule in AGREED)
    return sum(AGREED[f.rule][0] + AGREED[f.rule][1] * f.amount for f in broken)


@dataclass(frozen=True, slots=True, order=True)
class TripKey:
    """Hard findings; the weighed objective, with what broken agreements weigh."""

    hard: int
    value: float

    def __add__(self, other: TripKey) -> TripKey:
        return TripKey(self.hard + other.hard, self.value + other.value)

    def __sub__(self, other: TripKey) -> TripKey:
        return TripKey(self.hard - other.hard, self.value - other.value)

    def clearly_below(self, other: TripKey) -> bool:
        """Better by more than what float addition may invent."""
        return self.hard < other.hard or (self.hard == other.hard and self.value < other.value - 1e-9)
