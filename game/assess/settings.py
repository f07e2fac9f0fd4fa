"""The frozen figures of assessment: thresholds, item parameters, levels (indicators.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent.parent / "assets" / "assess" / "indicators.toml"
COMPETENCIES = ("K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8")


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
class Settings:
    """All of indicators.toml."""

    version: str
    label: Mapping[str, str]
    source: str
    quality: str
    items: Mapping[str, Item]
    slope: float
    session_sd: float
    drift_sd: float
    prior_sd: float
    correlation: float
    widen: float
    cuts: tuple[float, float, float]
    certainty: float
    needs: Mapping[str, Need]
    severity: Mapping[str, float]

    def weight(self, rule: str) -> float:
        """Weight of one hard finding of a rule."""
        return self.severity.get(rule, self.severity["default"])


@cache
def settings(path: Path = FILE) -> Settings:
    """Read the figures once. Raises KeyError or ValueError when the shipped file is wrong."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    needs = {
        c: Need(above=n["above"], indicators=tuple(n["indicators"]), category=n["category"])
        for c, n in raw["levels"].get("needs", {}).items()
    }
    return Settings(
        version=raw["version"], label=raw["label"], source=raw["source"], quality=raw["quality"],
        items={name: _item(name, part) for name, part in raw["indicator"].items()},
        cuts=_three(raw["levels"]["cuts"]), certainty=raw["levels"]["certainty"], needs=needs,
        severity=raw["severity"], **raw["model"],
    )  # fmt: skip


def _item(name: str, part: Mapping[str, Any]) -> Item:
    if part["better"] not in ("lower", "higher"):
        raise ValueError(f"{name}: better is {part['better']!r}")
    item = Item(
        id=name, version=part["version"], lower_is_better=part["better"] == "lower",
        thresholds=_three(part["thresholds"]), b=_three(part["b"]),
    )  # fmt: skip
    if item.competency not in COMPETENCIES:
        raise ValueError(f"{name} belongs to no competency")
    rising = sorted(item.thresholds, reverse=item.lower_is_better)
    if list(item.thresholds) != rising or list(item.b) != sorted(set(item.b)):
        raise ValueError(f"{name}: thresholds or b are not in order")
    return item


def _three(values: list[float]) -> tuple[float, float, float]:
    first, second, third = values
    return float(first), float(second), float(third)
