"""The form of scenario files as pydantic models; the shipped JSON Schema is generated from these.

Names carry the unit that authors write (`_min`, `_eur`, `_percent`); the builder turns them into
the domain's integers. References between parts (which vehicle, which place) are checked there.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, NoReturn

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from game.content.limits import MAX_PLACES, MAX_VEHICLES
from game.content.numbers import clock_s, decimal_number, number_fault, whole_number
from game.domain.errors import Unreadable

FORMAT = "ritregie-scenario/1"
_CLOCK_SCHEMA = {"type": "string", "pattern": r"^\d{1,2}:\d{2}$", "examples": ["08:30"]}


def _refuse(error: Unreadable) -> NoReturn:
    raise PydanticCustomError(error.key, error.key, dict(error.values))


def _clock(value: object) -> int:
    try:
        return clock_s(value)
    except Unreadable as error:
        _refuse(error)


def _number(value: object) -> object:
    """A quoted number in TOML gets the same cure as a cell; other kinds are pydantic's to judge."""
    if isinstance(value, str):
        _refuse(number_fault(value, whole=False))
    return value


def _count(value: object) -> object:
    if isinstance(value, str):
        _refuse(number_fault(value, whole=True))
    if isinstance(value, float):
        _refuse(number_fault(f"{value:.6f}".rstrip("0").rstrip("."), whole=True))
    return value


def _printable(value: object) -> object:
    if isinstance(value, str) and not value.isprintable():
        raise PydanticCustomError("fault.control_character", "fault.control_character")
    return value


Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Subject = Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9_-]{0,40}|\*)$")]
Name = Annotated[str, BeforeValidator(_printable), StringConstraints(min_length=1, max_length=80)]
Clock = Annotated[int, BeforeValidator(_clock), WithJsonSchema(_CLOCK_SCHEMA)]
Metres = Annotated[int, BeforeValidator(_count), Field(ge=0, le=2_000_000)]
Seconds = Annotated[int, BeforeValidator(_count), Field(ge=0, le=86_400)]
Minutes = Annotated[float, BeforeValidator(_number), Field(ge=0, le=1440)]
Euro = Annotated[float, BeforeValidator(_number), Field(ge=-100_000, le=100_000)]
Price = Annotated[float, BeforeValidator(_number), Field(ge=0, le=10_000)]
Share = Annotated[float, BeforeValidator(_number), Field(ge=0, le=1)]
Competency = Literal["K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8"]


class Part(BaseModel):
    """No unknown keys, no conversions, no NaN or infinity."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, frozen=True)


class PlaceShape(Part):
    """An address: `at` names a town or node of the map, or `lat` and `lon` give WGS84 degrees."""

    id: Id
    name: Name
    kind: Name = "customer"
    town: Annotated[str, BeforeValidator(_printable), StringConstraints(max_length=80)] = ""
    at: Annotated[str, BeforeValidator(_printable), StringConstraints(max_length=80)] = ""
    lat: Annotated[float, BeforeValidator(_number)] | None = None
    lon: Annotated[float, BeforeValidator(_number)] | None = None


class ClassShape(Part):
    """A vehicle class of the company's own: another one of the facts with figures replaced."""

    id: Id
    base: Id
    payload_kg: Annotated[int, BeforeValidator(_count), Field(gt=0, le=60_000)] | None = None
    pallets: Annotated[int, BeforeValidator(_count), Field(ge=0, le=100)] | None = None
    roll_cages: Annotated[int, BeforeValidator(_count), Field(ge=0, le=200)] | None = None
    ldm_cm: Annotated[int, BeforeValidator(_count), Field(gt=0, le=3000)] | None = None
    empty_per_100km: Price | None = None
    full_per_100km: Price | None = None
    mult_motorway: Price | None = None
    mult_rural: Price | None = None
    mult_urban: Price | None = None
    battery_kwh: Price | None = None


class RatesShape(Part):
    """Prices of the company's own instead of those of the facts; ex VAT."""

    fixed_eur_h: Price | None = None
    driver_eur_h: Price | None = None
    distance_eur_km: Price | None = None
    energy_eur: Price | None = None
    """Per litre or kWh."""
    toll_eur_km: Price | None = None
    overhead_share: Share | None = None


class VehicleShape(Part):
    """One vehicle; `class` is one of the facts' vehicle classes or an own `[[class]]`."""

    id: Id
    name: Name
    class_: Id = Field(alias="class")
    depot: Id
    driver: Id
    carrier: Id | None = None
    euro: Annotated[int, BeforeValidator(_count), Field(ge=0, le=6)] = 6
    co2_class: Annotated[int, BeforeValidator(_count), Field(ge=1, le=5)] = 1
    skills: Annotated[list[Id], Field(max_length=20)] = []
    start_soc_percent: Annotated[float, BeforeValidator(_number), Field(ge=0, le=100)] = 100


class DriverShape(Part):
    """A driver with the agreed earliest start and latest end."""

    id: Id
    name: Name
    from_: Clock = Field(alias="from")
    to: Clock
    driven_week_min: Minutes = 0
    driven_fortnight_min: Annotated[float, BeforeValidator(_number), Field(ge=0, le=20_000)] = 0


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
    label: Annotated[str, BeforeValidator(_printable), StringConstraints(max_length=60)] = ""
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


class EffectShape(Part):
    """What a choice brings about; `amount` is in the unit of the kind's name."""

    kind: Literal[
        "service_min", "window_min", "hold_min", "cost_eur", "goodwill_eur",
        "add_order", "drop_order", "redeliver",
    ]  # fmt: skip
    subject: Subject = ""
    amount: Euro = 0


class OptionShape(Part):
    """One way to act."""

    id: Id
    expected_eur: Euro = 0
    effects: Annotated[list[EffectShape], Field(max_length=10)] = []


class MomentShape(Part):
    """A decision moment; day moments open at `at`."""

    id: Id
    phase: Literal["plan", "day"]
    at: Clock = 0
    subject: Subject
    advice: Id
    cues: Annotated[list[Id], Field(max_length=10)] = []
    option: Annotated[list[OptionShape], Field(min_length=2, max_length=6)]


class MessageShape(Part):
    """A mail or call of the day; `deadline` for trigger `at`, `deadline_min` for `incident`."""

    id: Id
    kind: Literal["mail", "call", "rumour"]
    trigger: Literal["at", "incident"] = "at"
    at: Clock = 0
    subject: Subject = ""
    deadline: Clock = 0
    deadline_min: Minutes = 0
    default: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{0,40}$")] = ""
    reliability_percent: Annotated[int, BeforeValidator(_count), Field(ge=0, le=100)] = 100
    option: Annotated[list[OptionShape], Field(max_length=6)] = []


class DisruptionShape(Part):
    """A cause of trouble; `fact` names a table of `disruption.*`, whose figures may be replaced."""

    kind: Literal["jam", "late_loading", "closed"]
    subject: Subject
    fact: Id | None = None
    chance: Share | None = None
    delay_min: Annotated[list[Minutes], Field(min_length=3, max_length=3)] | None = None
    from_: Clock = Field(alias="from", default=0)
    to: Clock = 86_400


class TruthShape(Part):
    """Where the truth differs: `service_min` with `amount`, or `closed_until` with `at`."""

    kind: Literal["service_min", "closed_until"]
    subject: Id
    amount: Minutes = 0
    at: Clock = 0


class ScenarioShape(Part):
    """scenario.toml."""

    format: Literal["ritregie-scenario/1"]
    id: Id
    version: Annotated[int, BeforeValidator(_count), Field(ge=1, le=100_000)]
    date: date
    world: Literal["roads", "matrix"]
    level: Annotated[int, BeforeValidator(_count), Field(ge=1, le=5)]
    minutes: Annotated[int, BeforeValidator(_count), Field(ge=1, le=600)]
    competencies: Annotated[list[Competency], Field(min_length=1, max_length=8)]
    temperature_c: Annotated[float, BeforeValidator(_number), Field(ge=-30, le=45)] = 15
    reflection: Annotated[list[Id], Field(max_length=10)] = []
    optional_orders: Annotated[list[Id], Field(max_length=50)] = []
    place: Annotated[list[PlaceShape], Field(min_length=1, max_length=MAX_PLACES)]
    vehicle: Annotated[list[VehicleShape], Field(min_length=1, max_length=MAX_VEHICLES)]
    driver: Annotated[list[DriverShape], Field(min_length=1, max_length=MAX_VEHICLES)]
    class_: Annotated[list[ClassShape], Field(alias="class", max_length=30)] = []
    rates: RatesShape = RatesShape()
    handling: HandlingShape = HandlingShape()
    leg: Annotated[list[LegShape], Field(max_length=20_000)] = []
    truth: Annotated[list[TruthShape], Field(max_length=100)] = []
    moment: Annotated[list[MomentShape], Field(max_length=20)] = []
    message: Annotated[list[MessageShape], Field(max_length=40)] = []
    disruption: Annotated[list[DisruptionShape], Field(max_length=60)] = []


# --- orders.csv: every cell is text, an empty cell is left out before it comes here ---------------


def _cell_count(value: object) -> object:
    try:
        return whole_number(value) if isinstance(value, str) else value
    except Unreadable as error:
        _refuse(error)


def _cell_decimal(value: object) -> object:
    try:
        return decimal_number(value) if isinstance(value, str) else value
    except Unreadable as error:
        _refuse(error)


def _cell_words(value: object) -> object:
    return value.split() if isinstance(value, str) else value


CellCount = Annotated[int, BeforeValidator(_cell_count), Field(ge=0, le=100_000)]
CellMinutes = Annotated[float, BeforeValidator(_cell_decimal), Field(ge=0, le=1440)]
CellEuro = Annotated[float, BeforeValidator(_cell_decimal), Field(ge=0, le=100_000)]


class OrderRow(Part):
    """A row of orders.csv. Empty: ldm_cm 40 per pallet and 24 per roll cage; service times by the
    facts; no window: any time of the day; penalty 1.2 x a direct charter trip (content/defaults.py).
    """

    id: Id
    customer: Name
    pickup: Id
    delivery: Id
    kg: Annotated[int, BeforeValidator(_cell_count), Field(ge=1, le=60_000)]
    pallets: CellCount = 0
    roll_cages: CellCount = 0
    ldm_cm: CellCount | None = None
    pickup_open: Clock | None = None
    pickup_close: Clock | None = None
    delivery_open: Clock | None = None
    delivery_close: Clock | None = None
    pickup_service_min: CellMinutes | None = None
    delivery_service_min: CellMinutes | None = None
    needs: Annotated[list[Id], BeforeValidator(_cell_words), Field(max_length=10)] = []
    revenue_eur: CellEuro = 0
    penalty_eur: CellEuro | None = None


class PlanStopShape(Part):
    """A stop of a plan file."""

    order: Id
    action: Literal["collect", "deliver"]
    route: Annotated[int, Field(ge=0, le=2)] = 0


class PlanTripShape(Part):
    """A trip of a plan file; `start` is a clock time, or null for automatic."""

    vehicle: Id
    driver: Id | None = None
    start: Clock | None = None
    return_route: Annotated[int, Field(ge=0, le=2)] = 0
    stops: Annotated[list[PlanStopShape], Field(max_length=2000)]


class PlanShape(Part):
    """A plan file."""

    scenario: Id
    trips: Annotated[list[PlanTripShape], Field(max_length=MAX_VEHICLES)]


class ReferenceShape(Part):
    """reference.json: written by `python -m tools reference`, never by hand."""

    plan: PlanShape
    certificate: Literal["proven", "model", "best_found"]
    seed: int
    seconds: int
    rules_version: int
    content_hash: str
    versions: dict[str, str] = {}


def json_schema() -> dict[str, Any]:
    """JSON Schema of scenario.toml, for editors that check while one types."""
    schema = ScenarioShape.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
