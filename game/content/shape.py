"""The form of scenario.toml as pydantic models; the shipped JSON Schema is generated from these.

References between parts (which vehicle, which place) are checked by the builders. What the day tells
is in `shape_story`, places with rules of their own in `shape_sites`, cells of orders.csv in
`shape_orders`, plan files in `shape_plan`; FORMAT.md is the page for authors.
"""

# ruff: noqa: RUF012 - pydantic copies the default of a field for every instance

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from game.content.forms import (
    AsCount,
    AsNumber,
    Clock,
    Competency,
    Id,
    Ids,
    Metres,
    Minutes,
    Name,
    Part,
    Percent,
    Permit,
    Price,
    Seconds,
    Share,
    Words,
)
from game.content.limits import MAX_PLACES, MAX_VEHICLES
from game.content.shape_sites import ChargerShape, GridShape, PartnerShape, TransferShape, ZoneShape
from game.content.shape_story import DisruptionShape, MessageShape, MomentShape, SourceShape, TruthShape

FORMAT = "ritregie-scenario/1"


class PlaceShape(Part):
    """An address: `at` names a town or node of the map, or `lat` and `lon` give WGS84 degrees."""

    id: Id
    name: Name
    kind: Name = "customer"
    town: Words = ""
    at: Words = ""
    lat: Annotated[float, AsNumber] | None = None
    lon: Annotated[float, AsNumber] | None = None
    zones: Annotated[Ids, Field(max_length=20)] = []
    """Zones in which it lies; on the map those with a ring are found by themselves."""
    dwellings: bool = False
    lzv: bool = False
    docks: Annotated[int, AsCount, Field(ge=0, le=100)] = 0
    """Trucks that can be served at one time, in the running day; 0: no limit."""


class ClassShape(Part):
    """A vehicle class of the company's own: another one of the facts with figures replaced."""

    id: Id
    base: Id
    gvm_kg: Annotated[int, AsCount, Field(gt=0, le=100_000)] | None = None
    payload_kg: Annotated[int, AsCount, Field(gt=0, le=60_000)] | None = None
    pallets: Annotated[int, AsCount, Field(ge=0, le=100)] | None = None
    roll_cages: Annotated[int, AsCount, Field(ge=0, le=200)] | None = None
    ldm_cm: Annotated[int, AsCount, Field(gt=0, le=3000)] | None = None
    empty_per_100km: Price | None = None
    full_per_100km: Price | None = None
    mult_motorway: Price | None = None
    mult_rural: Price | None = None
    mult_urban: Price | None = None
    battery_kwh: Price | None = None
    usable_share: Annotated[Share, Field(gt=0)] | None = None
    dc_kw: Price | None = None


class RatesShape(Part):
    """Prices of the company's own instead of those of the facts; ex VAT."""

    fixed_eur_h: Price | None = None
    driver_eur_h: Price | None = None
    distance_eur_km: Price | None = None
    energy_eur: Price | None = None
    """Per litre or kWh, for every vehicle; the next three are for one carrier each."""
    diesel_eur_l: Price | None = None
    hvo100_eur_l: Price | None = None
    electricity_eur_kwh: Price | None = None
    cooling_eur_l: Price | None = None
    toll_eur_km: Price | None = None
    overhead_share: Share | None = None
    overtime_share: Share | None = None
    night_share: Share | None = None


class VehicleShape(Part):
    """One vehicle; `class` is one of the facts' vehicle classes or an own `[[class]]`."""

    id: Id
    name: Name
    class_: Id = Field(alias="class")
    depot: Id
    driver: Id
    carrier: Id | None = None
    euro: Annotated[int, AsCount, Field(ge=0, le=6)] = 6
    co2_class: Annotated[int, AsCount, Field(ge=1, le=5)] = 1
    skills: Annotated[list[Id], Field(max_length=20)] = []
    start_soc_percent: Percent | None = None
    """Of the usable charge; 100 unless the depot has a `[[grid]]`, which shares it out."""
    evening_soc_percent: Percent | None = None
    registered: date | None = None
    permits: Annotated[list[Permit], Field(max_length=20)] = []
    hvo_percent: Annotated[int, AsCount, Field(ge=0, le=100)] | None = None
    cooling: Literal["none", "diesel", "electric"] = "none"


class DayShape(Part):
    """One day that a driver worked before: `ago` 1 is yesterday, clock times are of that day."""

    ago: Annotated[int, AsCount, Field(ge=1, le=35)]
    from_: Clock = Field(alias="from")
    to: Clock
    drive_min: Minutes
    work_min: Minutes | None = None


class DriverShape(Part):
    """A driver with the agreed earliest start and latest end."""

    id: Id
    name: Name
    from_: Clock = Field(alias="from")
    to: Clock
    driven_week_min: Minutes = 0
    driven_fortnight_min: Annotated[float, AsNumber, Field(ge=0, le=20_000)] = 0
    skills: Annotated[list[Id], Field(max_length=20)] = []
    day: Annotated[list[DayShape], Field(max_length=35)] = []


class LegShape(Part):
    """A row of an explicit matrix; the same pair again is an alternative. Both ways unless `oneway`."""

    from_: Id = Field(alias="from")
    to: Id
    profile: Literal["truck", "van"] = "truck"
    distance_m: Metres
    duration_s: Seconds
    sfd_m: Metres | None = None
    tolled_m: Metres = 0
    motorway: Share = 0
    rural: Share = 0
    urban: Share = 0
    road: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{0,8}$")] = ""
    label: Words = ""
    oneway: bool = False


class HandlingShape(Part):
    """Work at the depot in minutes, instead of the facts'."""

    check_min: Minutes | None = None
    load_fixed_min: Minutes | None = None
    load_per_pallet_min: Minutes | None = None
    load_per_cage_min: Minutes | None = None
    unload_fixed_min: Minutes | None = None
    unload_per_pallet_min: Minutes | None = None
    unload_per_cage_min: Minutes | None = None


class ScenarioShape(Part):
    """scenario.toml."""

    format: Literal["ritregie-scenario/1"]
    id: Id
    version: Annotated[int, AsCount, Field(ge=1, le=100_000)]
    date: date
    world: Literal["roads", "matrix"]
    level: Annotated[int, AsCount, Field(ge=1, le=5)]
    minutes: Annotated[int, AsCount, Field(ge=1, le=600)]
    competencies: Annotated[list[Competency], Field(min_length=1, max_length=8)]
    kind: Literal["day", "measurement"] = "day"
    """`measurement`: part of a measurement; menu and practice leave it out."""
    congestion: Literal["weekday", "none"] | None = None
    """What is expected on the road; without it `weekday` on the map and `none` in a matrix."""
    temperature_c: Annotated[float, AsNumber, Field(ge=-30, le=45)] = 15
    reflection: Annotated[list[Id], Field(max_length=10)] = []
    optional_orders: Annotated[list[Id], Field(max_length=50)] = []
    place: Annotated[list[PlaceShape], Field(min_length=1, max_length=MAX_PLACES)]
    vehicle: Annotated[list[VehicleShape], Field(min_length=1, max_length=MAX_VEHICLES)]
    driver: Annotated[list[DriverShape], Field(min_length=1, max_length=MAX_VEHICLES)]
    class_: Annotated[list[ClassShape], Field(alias="class", max_length=30)] = []
    rates: RatesShape = RatesShape()
    handling: HandlingShape = HandlingShape()
    leg: Annotated[list[LegShape], Field(max_length=20_000)] = []
    zone: Annotated[list[ZoneShape], Field(max_length=30)] = []
    charger: Annotated[list[ChargerShape], Field(max_length=100)] = []
    grid: Annotated[list[GridShape], Field(max_length=20)] = []
    transfer: Annotated[list[TransferShape], Field(max_length=30)] = []
    partner: Annotated[list[PartnerShape], Field(max_length=20)] = []
    truth: Annotated[list[TruthShape], Field(max_length=100)] = []
    source: Annotated[list[SourceShape], Field(max_length=100)] = []
    moment: Annotated[list[MomentShape], Field(max_length=20)] = []
    message: Annotated[list[MessageShape], Field(max_length=40)] = []
    disruption: Annotated[list[DisruptionShape], Field(max_length=60)] = []


def json_schema() -> dict[str, Any]:
    """JSON Schema of scenario.toml, for editors that check while one types."""
    schema = ScenarioShape.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
