"""The frozen figures of assessment: thresholds, item parameters, levels (indicators.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent.parent / "assets" / "assess" / "indicators.toml"
COMPETENCIES = ("K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8")
PRIORS = ("correlated", "independent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One indicator's frozen figures."""

    id: str
    version: int
    lower_is_better: bool
    thresholds: tuple[float, float, float]
    """Raw value that is needed for category 1, 2 and 3."""
    b: tuple[float, float, float]
    """Ability at which category 1, 2 and 3 or higher has chance one half."""
    a: float = 1.0
    """Slope: how well the indicator tells one ability from another."""

    @property
    def competency(self) -> str:
        """`K1` of `K1.cost_gap`."""
        return self.id.partition(".")[0]

    def category(self, raw: float) -> int:
        """How many thresholds the raw value meets, 0..3; meeting a threshold exactly counts."""
        if self.lower_is_better:
            return sum(raw <= limit for limit in self.thresholds)
        return sum(raw >= limit for limit in self.thresholds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A level above `above` is shown only with evidence of at least this category from each indicator."""

    above: int
    indicators: tuple[str, ...]
    category: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dynamics:
    """How abilities hang together, how a session differs from another, how players grow. Unit: SD."""

    prior_sd: float
    correlation: float
    """Between two competencies, in the correlated prior."""
    session_sd: float
    drift_sd: float
    """Change of ability between two sessions that is no growth."""
    growth: float = 0.0
    """Mean growth of players a session."""
    growth_sd: float = 0.0
    """How much players differ in growth."""
    growth_correlation: float = 0.0
    """Between the growth of one player in two competencies, in the correlated prior."""

    def under(self, prior: str) -> Dynamics:
        """The same under a prior: the independent one lets no competency borrow from another.

        Raises ValueError for an unknown prior.
        """
        if prior not in PRIORS:
            raise ValueError(f"prior {prior!r} is not one of {PRIORS}")
        return self if prior == "correlated" else replace(self, correlation=0.0, growth_correlation=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of a parameter set (indicators.toml, or a frozen one: `game.assess.sets`)."""

    version: str
    label: Mapping[str, str]
    source: str
    quality: str
    items: Mapping[str, Item]
    model: Dynamics
    widen: Mapping[str, tuple[float, ...]]
    """Prior -> factor on every interval after 0, 1, 2, ... sessions; the last one holds from there on."""
    cuts: tuple[float, float, float]
    certainty: float
    needs: Mapping[str, Need]
    severity: Mapping[str, float]

    def weight(self, rule: str) -> float:
        """Weight of one hard finding of a rule."""
        return self.severity.get(rule, self.severity["default"])

    def wider(self, prior: str, sessions: int) -> float:
        """Factor on the standard deviation after so many sessions."""
        factors = self.widen[prior]
        return factors[min(sessions, len(factors) - 1)]


@cache
def settings(path: Path = FILE) -> Settings:
    """Read the figures once. Raises KeyError or ValueError when the shipped file is wrong."""
    return settings_from(tomllib.loads(path.read_text(encoding="utf-8")))


def settings_from(raw: Mapping[str, Any]) -> Settings:
    """Settings from what a file holds. Raises KeyError, TypeError or ValueError when that is wrong."""
    needs = {
        c: Need(above=n["above"], indicators=tuple(n["indicators"]), category=n["category"])
        for c, n in raw["levels"].get("needs", {}).items()
    }
    model = dict(raw["model"])
    slope, widen = model.pop("slope"), model.pop("widen")
    return Settings(
        version=raw["version"], label=raw["label"], source=raw["source"], quality=raw["quality"],
        items={name: _item(name, part, slope) for name, part in raw["indicator"].items()},
        model=Dynamics(**model), widen={kind: _factors(widen, kind) for kind in PRIORS},
        cuts=_three(raw["levels"]["cuts"]), certainty=raw["levels"]["certainty"], needs=needs,
        severity=raw["severity"],
    )  # fmt: skip


def _factors(widen: float | Mapping[str, list[float]], prior: str) -> tuple[float, ...]:
    """One factor for all, or a row for each prior."""
    found = widen[prior] if isinstance(widen, Mapping) else [widen]
    if not found or min(found) < 1:
        raise ValueError(f"widen: {found} makes intervals narrower")
    return tuple(map(float, found))


def _item(name: str, part: Mapping[str, Any], slope: float) -> Item:
    if part["better"] not in ("lower", "higher"):
        raise ValueError(f"{name}: better is {part['better']!r}")
    item = Item(
        id=name, version=part["version"], lower_is_better=part["better"] == "lower",
        thresholds=_three(part["thresholds"]), b=_three(part["b"]), a=float(part.get("a", slope)),
    )  # fmt: skip
    if item.competency not in COMPETENCIES:
        raise ValueError(f"{name} belongs to no competency")
    rising = sorted(item.thresholds, reverse=item.lower_is_better)
    if list(item.thresholds) != rising or list(item.b) != sorted(set(item.b)) or item.a <= 0:
        raise ValueError(f"{name}: thresholds or b are not in order, or a is not above 0")
    return item


def _three(values: list[float]) -> tuple[float, float, float]:
    first, second, third = values
    return float(first), float(second), float(third)
