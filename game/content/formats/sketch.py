"""A day that comes from elsewhere, before it is written down as a scenario: plain values, nothing checked.

The importers fill a `Sketch`; `scenario_out` writes its files, and the loader then checks them as it
checks every author's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from game.domain.world import Load, Window
from game.rules.load import NOTHING

DAY = date(2026, 11, 24)
"""An ordinary Tuesday for which every fact is known: files from elsewhere have no date."""
Table = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What an importer or exporter changed, guessed or left out: a text key with its values."""

    key: str
    values: tuple[tuple[str, str], ...] = ()


def remark(key: str, /, **values: object) -> Remark:
    """A remark; values become text."""
    return Remark(key=f"format.{key}", values=tuple((k, str(v)) for k, v in values.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """An address: its id, name and where it is drawn."""

    id: str
    name: str
    lat: float
    lon: float
    depot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A class of vehicles with a capacity of its own."""

    id: str
    base: str
    room: Load
    gvm_kg: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Truck:
    """A vehicle with its driver and the hours of both."""

    id: str
    name: str
    kind: str
    depot: str
    driver: str
    driver_name: str
    from_s: int
    to_s: int
    skills: tuple[str, ...] = ()
    driver_skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An order."""

    id: str
    customer: str
    pickup: str
    delivery: str
    load: Load
    returns: Load = NOTHING
    pickup_windows: tuple[Window, ...] = ()
    delivery_windows: tuple[Window, ...] = ()
    pickup_s: int = 0
    delivery_s: int = 0
    needs: tuple[str, ...] = ()
    revenue_eur: float = 0.0
    penalty_eur: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """Everything that becomes a scenario folder."""

    id: str
    title: str
    source: str
    """Name of the file that it comes from."""
    form: str
    sites: tuple[Site, ...]
    kinds: tuple[Kind, ...]
    trucks: tuple[Truck, ...]
    jobs: tuple[Job, ...]
    durations_s: Mapping[str, Table]
    """Per profile (`truck`, and `van` where there is one) a row and a column for each site."""
    distances_m: Mapping[str, Table]
    rates: Mapping[str, float] = field(default_factory=dict)
    handling_min: Mapping[str, float] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
