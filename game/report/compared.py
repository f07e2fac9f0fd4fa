"""Plans side by side: every figure of each, which of them is best, and how the drivers' days differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from game.domain.evaluation import Evaluation, Kpi, Severity
from game.domain.world import World

Measure = Callable[[Evaluation, "Spread"], float]
SAME = 1e-9
LESS, MORE, NEITHER = -1, 1, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverDay:
    """What one trip asks of its driver, seconds; `duty_s` is the whole shift."""

    vehicle: str
    driver: str
    name: str
    duty_s: int
    drive_s: int
    overtime_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How evenly the work is shared out: the days of everybody who works, the longest first."""

    days: tuple[DriverDay, ...] = ()

    @property
    def longest_s(self) -> int:
        """The longest shift; 0 when nobody works."""
        return self.days[0].duty_s if self.days else 0

    @property
    def shortest_s(self) -> int:
        """The shortest shift; 0 when nobody works."""
        return self.days[-1].duty_s if self.days else 0

    @property
    def range_s(self) -> int:
        """The difference between the two."""
        return self.longest_s - self.shortest_s


def spread(world: World, judged: Evaluation) -> Spread:
    """Everybody's day in a plan."""
    days = [
        DriverDay(
            vehicle=t.trip.vehicle, driver=t.trip.driver, name=world.drivers[t.trip.driver].name,
            duty_s=t.duty_s, drive_s=t.drive_s, overtime_s=t.overtime_s,
        )
        for t in judged.trips
    ]  # fmt: skip
    return Spread(days=tuple(sorted(days, key=lambda d: (-d.duty_s, d.vehicle))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of several plans."""

    key: str
    """Its text is `compare.<key>`."""
    values: tuple[float, ...]
    wanted: int
    """LESS or MORE is better, or NEITHER."""

    @property
    def best(self) -> tuple[bool, ...]:
        """Which plans have the best value; none when all are equal, or when nothing is better."""
        if self.wanted == NEITHER or max(self.values) - min(self.values) <= SAME:
            return (False,) * len(self.values)
        top = max(self.wanted * v for v in self.values)
        return tuple(self.wanted * v >= top - SAME for v in self.values)

    def verdict(self, at: int, base: int = 0) -> str:
        """`better`, `worse` or `equal` than the plan at `base`."""
        gain = self.wanted * (self.values[at] - self.values[base])
        return "equal" if abs(gain) <= SAME else "better" if gain > 0 else "worse"


def _soft(judged: Evaluation, _: Spread) -> float:
    return float(sum(f.severity is Severity.SOFT and f.rule != "unplanned" for f in judged.findings))


def _kpi(of: Callable[[Kpi], float]) -> Measure:
    return lambda judged, _: float(of(judged.kpi))


MEASURES: dict[str, tuple[int, Measure]] = {
    "cost": (LESS, _kpi(lambda k: k.cost_cent)),
    "co2e": (LESS, _kpi(lambda k: k.co2e_g)),
    "ttw": (LESS, _kpi(lambda k: k.co2e_ttw_g)),
    "on_time": (MORE, _kpi(lambda k: k.on_time)),
    "unplanned": (LESS, _kpi(lambda k: len(k.unplanned))),
    "hard": (LESS, _kpi(lambda k: k.hard)),
    "soft": (LESS, _soft),
    "load": (MORE, _kpi(lambda k: k.load_factor)),
    "empty": (LESS, _kpi(lambda k: k.empty_m / k.distance_m if k.distance_m else 0.0)),
    "distance": (LESS, _kpi(lambda k: k.distance_m)),
    "drive": (LESS, _kpi(lambda k: k.drive_s)),
    "trips": (NEITHER, _kpi(lambda k: k.trips)),
    "longest": (LESS, lambda _judged, days: float(days.longest_s)),
    "range": (LESS, lambda _judged, days: float(days.range_s)),
}
"""In the order in which they are shown."""


def figures(world: World, plans: Sequence[Evaluation]) -> tuple[Figure, ...]:
    """Every figure of all these plans."""
    spreads = [spread(world, judged) for judged in plans]
    return tuple(
        Figure(key=key, wanted=wanted,
               values=tuple(of(judged, days) for judged, days in zip(plans, spreads, strict=True)))
        for key, (wanted, of) in MEASURES.items()
    )  # fmt: skip


def better_than(one: Evaluation, other: Evaluation) -> bool:
    """CONTRACT "Comparing plans" at cost: fewer hard findings, then cheaper."""
    return (one.kpi.hard, one.kpi.cost_cent) < (other.kpi.hard, other.kpi.cost_cent)
