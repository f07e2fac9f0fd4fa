"""Places with rules or services of their own: zones, chargers, the grid, transfers, partners."""

# ruff: noqa: RUF012 - pydantic copies the default of a field for every instance

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from game.content.forms import (
    AsCount,
    AsNumber,
    Clock,
    Id,
    Ids,
    LongClock,
    Minutes,
    Name,
    Part,
    Price,
    WindowText,
    Words,
)

Windows = Annotated[list[WindowText], Field(max_length=10)]
_LatLon = Annotated[list[Annotated[float, AsNumber]], Field(min_length=2, max_length=2)]
_Kw = Annotated[int, AsCount, Field(gt=0, le=5000)]
_Power = Annotated[float, AsNumber, Field(gt=0, le=50_000)]


class ZoneShape(Part):
    """A zone of the map (`map`), with own rules where given; or one of the author's own.

    `ring` holds [lat, lon] corners; in a matrix world a place names its zones itself.
    """

    id: Id | None = None
    map: Id | None = None
    name: Name | None = None
    ring: Annotated[list[_LatLon], Field(min_length=3, max_length=500)] | None = None
    zero_emission_from: date | None = None
    windows: Windows | None = None
    window_over_kg: Annotated[int, AsCount, Field(ge=0, le=100_000)] | None = None
    closed_to_lzv: bool | None = None
    note: Words = ""


class ChargerShape(Part):
    """Charging at a place of the scenario, or at a plaza of the map that becomes a place (`map`)."""

    place: Id | None = None
    map: Id | None = None
    kw: _Kw | None = None
    bays: Annotated[int, AsCount, Field(gt=0, le=200)] | None = None
    eur_kwh: Price | None = None
    public: bool | None = None


class GridShape(Part):
    """A depot's connection, shared by its electric vehicles from `from` (the evening before) to `to`."""

    depot: Id
    limit_kw: _Power
    from_: Clock = Field(alias="from", default=18 * 3600)
    to: Clock = 5 * 3600
    kw_per_vehicle: _Power | None = None


class TransferShape(Part):
    """Overslag: a city hub, or a barge or rail terminal with a timetable."""

    id: Id
    name: Name
    kind: Literal["hub", "barge", "rail"]
    place: Id
    serves: Annotated[Ids, Field(min_length=1)]
    windows: Windows = [(0, 86_400)]
    handling_fixed_min: Minutes | None = None
    handling_per_unit_min: Minutes | None = None
    eur_fixed: Price | None = None
    eur_per_unit: Price | None = None
    passes: Annotated[int, AsCount, Field(ge=0, le=10)] | None = None
    cooled: bool = False
    onward_km: Annotated[float, AsNumber, Field(ge=0, le=5000)] | None = None
    mode: Id | None = None
    onward_g_per_tkm: Price | None = None
    onward_ttw_g_per_tkm: Price | None = None
    departs: LongClock | None = None
    arrives: LongClock | None = None
    takes: Literal["out", "in", "both"] = "both"
    refuses: Ids = []
    most_units: Annotated[int, AsCount, Field(ge=0, le=10_000)] | None = None
    available: LongClock | None = None


class PartnerShape(Part):
    """Another haulier that takes orders over."""

    id: Id
    name: Name
    eur_fixed: Price
    eur_per_km: Price
    g_per_tkm: Price | None = None
    ttw_g_per_tkm: Price | None = None
    most_orders: Annotated[int, AsCount, Field(ge=0, le=500)] = 500
    until: Clock = 86_400
    serves: Ids = []
    refuses: Ids = []
