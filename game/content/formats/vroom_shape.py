"""The form of a VROOM problem and of its answer (VROOM API 1.15), as pydantic models.

Keys that VROOM does not know it ignores, and so does this: importing lists them. Times in seconds,
distances in metres, coordinates [lon, lat]. Source: github.com/VROOM-Project/vroom, docs/API.md.
"""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from game.content.forms import AsNumber, Id, Name, refuse

MOST_TASKS, MOST_PLACES = 2000, 2000
ENDLESS = 4_000_000_000
"""From here on a time means "never": VROOM's own largest is 2^32 - 1."""


def _whole(value: object) -> object:
    """VROOM writes whole numbers; a decimal is taken when it is one, and never cut off in silence."""
    if isinstance(value, float):
        if not math.isfinite(value):
            refuse("fault.not_finite", value=str(value))
        if value != int(value):
            refuse("fault.not_whole", value=str(value), suggest=str(round(value)))
        return int(value)
    return value


Whole = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=1_000_000_000_000)]
Number = Annotated[float, AsNumber, Field(ge=0, le=1e12)]
Degrees = Annotated[float, AsNumber, Field(ge=-180, le=180)]
Spot = Annotated[list[Degrees], Field(min_length=2, max_length=2)]
Span = Annotated[list[Whole], Field(min_length=2, max_length=2)]
Spans = Annotated[list[Span], Field(max_length=100)]
Amounts = Annotated[list[Whole], Field(max_length=20)]
Skills = Annotated[list[Whole], Field(max_length=500)]
Text = Annotated[str, Field(max_length=1000)]
Square = Annotated[list[Annotated[list[Whole], Field(max_length=MOST_PLACES)]], Field(max_length=MOST_PLACES)]


Unit = Literal["kg", "ldm_cm", "pallets", "roll_cages", "floor"]


class Loose(BaseModel):
    """Unknown keys are kept apart in `model_extra`; no conversions, no NaN or infinity."""

    model_config = ConfigDict(extra="allow", strict=True, allow_inf_nan=False, frozen=True)


class At(Loose):
    """Where something is done, and how long it takes."""

    id: Whole
    description: Text = ""
    location: Spot | None = None
    location_index: Whole | None = None
    setup: Whole = 0
    service: Whole = 0
    time_windows: Spans = []
    setup_per_type: dict[str, Whole] = {}
    service_per_type: dict[str, Whole] = {}


class JobShape(At):
    """Work at one place: `delivery` comes from the depot, `pickup` goes there."""

    delivery: Amounts = []
    pickup: Amounts = []
    amount: Amounts = []
    """The older word for `delivery`."""
    skills: Skills = []
    priority: Whole = 0


class ShipmentShape(Loose):
    """From one place to another by the same vehicle."""

    pickup: At
    delivery: At
    amount: Amounts = []
    skills: Skills = []
    priority: Whole = 0


class CostsShape(Loose):
    """Prices of a vehicle, in any money."""

    fixed: Whole = 0
    per_hour: Whole = 3600
    per_km: Whole = 0
    per_task_hour: Whole = 0


class BreakShape(Loose):
    """A break that the vehicle takes."""

    id: Whole
    time_windows: Spans = []
    service: Whole = 0


class VehicleShape(Loose):
    """A vehicle."""

    id: Whole
    profile: Text = "car"
    description: Text = ""
    start: Spot | None = None
    start_index: Whole | None = None
    end: Spot | None = None
    end_index: Whole | None = None
    capacity: Amounts = []
    costs: CostsShape | None = None
    skills: Skills = []
    type: Text = ""
    time_window: Span | None = None
    breaks: Annotated[list[BreakShape], Field(max_length=50)] = []
    speed_factor: Annotated[float, AsNumber, Field(gt=0, le=5)] = 1.0
    max_tasks: Whole | None = None
    max_travel_time: Whole | None = None
    max_distance: Whole | None = None
    steps: list[Any] = []


class MatricesShape(Loose):
    """Seconds, metres and prices between the places, for one profile."""

    durations: Square = []
    distances: Square = []
    costs: Square = []


class Named(Loose):
    """An id and its name."""

    id: Id
    name: Name


class OrderHint(Named):
    """An order with the prices for which VROOM has no word."""

    revenue_eur: Annotated[float, AsNumber, Field(ge=0, le=100_000)] = 0
    penalty_eur: Annotated[float, AsNumber, Field(ge=0, le=100_000)] | None = None


class SkillHint(Loose):
    """A need of the game, a set of vehicles that may do it (`way`), or a depot where it is loaded."""

    kind: Literal["need", "way", "depot"]
    name: Id


class VehicleHint(Loose):
    """What our export knows of a vehicle and VROOM has no word for."""

    id: Id
    name: Name
    driver: Id
    driver_name: Name
    base: Id
    gvm_kg: Annotated[int, Field(gt=0, le=100_000)] | None = None
    before_s: Annotated[int, Field(ge=0, le=86_400)] = 0
    """Check and loading before the vehicle may leave; taken off the time window."""
    after_s: Annotated[int, Field(ge=0, le=86_400)] = 0


class HintShape(Loose):
    """Names and units in a problem that our export wrote: what comes back then is called as it was."""

    scenario: Id
    units: Annotated[list[Unit], Field(max_length=5)] = []
    places: Annotated[list[Named], Field(max_length=MOST_PLACES)] = []
    """In the sequence of the matrices."""
    orders: dict[str, OrderHint] = {}
    """By job or shipment id: order and customer."""
    vehicles: dict[str, VehicleHint] = {}
    skills: dict[str, SkillHint] = {}
    handling: dict[str, Annotated[float, Field(ge=0, le=1440)]] = {}


class ProblemShape(Loose):
    """A VROOM problem."""

    vehicles: Annotated[list[VehicleShape], Field(min_length=1, max_length=100)]
    jobs: Annotated[list[JobShape], Field(max_length=MOST_TASKS)] = []
    shipments: Annotated[list[ShipmentShape], Field(max_length=MOST_TASKS)] = []
    matrices: Annotated[dict[str, MatricesShape], Field(max_length=100)] = {}
    matrix: Square = []
    """The older form of `matrices.car.durations`."""
    ritregie: HintShape | None = None
    """Names and units that our own export adds; VROOM ignores them."""


class StepShape(Loose):
    """One step of a route."""

    type: Literal["start", "job", "pickup", "delivery", "break", "end"]
    id: Whole | None = None
    job: Whole | None = None
    """The older word for `id`."""


class RouteShape(Loose):
    """What one vehicle does."""

    vehicle: Whole
    steps: Annotated[list[StepShape], Field(max_length=10_000)] = []


class SolutionShape(Loose):
    """VROOM's answer."""

    code: int = 0
    error: Text = ""
    routes: Annotated[list[RouteShape], Field(max_length=1000)] = []
