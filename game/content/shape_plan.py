"""Plan files and the stored reference."""

# ruff: noqa: RUF012 - pydantic copies the default of a field for every instance

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from game.content.forms import AsCount, AsNumber, Clock, Id, Part, Percent, refuse
from game.content.limits import MAX_ORDERS, MAX_POINTS, MAX_VEHICLES

_Route = Annotated[int, Field(ge=0, le=2)]
_PlaceOrNone = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{0,40}$")]


class LastingShape(Part):
    """How long a stop of the truck's own lasts: `minutes`, or `seconds` for what is no whole minute."""

    minutes: Annotated[float, AsNumber, Field(ge=0, le=1440)] | None = None
    seconds: Annotated[int, AsCount, Field(ge=0, le=86_400)] | None = None

    @model_validator(mode="after")
    def _one_length(self) -> LastingShape:
        if (self.minutes is None) == (self.seconds is None):
            refuse("fault.stop_length")
        return self


class ChargeShape(LastingShape):
    """Charging at a charger's place, plugging included."""

    place: Id


class BreakShape(LastingShape):
    """A break at a parking; without a place: where the truck stands."""

    place: _PlaceOrNone = ""


class ReloadShape(Part):
    """Unloading and loading again at the depot."""


class PlanStopShape(Part):
    """A stop: for an order (`via`: by a transfer), or one of `charge`, `break` and `reload`."""

    order: Id | None = None
    action: Literal["collect", "deliver"] | None = None
    route: _Route = 0
    via: _PlaceOrNone = ""
    charge: ChargeShape | None = None
    break_: BreakShape | None = Field(alias="break", default=None)
    reload: ReloadShape | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> PlanStopShape:
        kinds = (self.order, self.charge, self.break_, self.reload)
        for_order = self.order is not None
        if sum(kind is not None for kind in kinds) != 1 or (self.action is not None) != for_order:
            refuse("fault.stop_kind")
        if self.via and not for_order:
            refuse("fault.stop_kind")
        return self


class PlanTripShape(Part):
    """A trip of a plan file; `start` is a clock time, or null for automatic."""

    vehicle: Id
    driver: Id | None = None
    start: Clock | None = None
    return_route: _Route = 0
    charge_percent: Percent | None = None
    """Charge to leave with; without it the vehicle's share of the night."""
    stops: Annotated[list[PlanStopShape], Field(max_length=2000)]


class GivenShape(Part):
    """An order that a partner drives."""

    order: Id
    partner: Id


class PlanShape(Part):
    """A plan file."""

    scenario: Id
    trips: Annotated[list[PlanTripShape], Field(max_length=MAX_VEHICLES)]
    given: Annotated[list[GivenShape], Field(max_length=MAX_ORDERS)] = []


class ReferenceShape(Part):
    """reference.json: written by `python -m tools reference`, never by hand."""

    plan: PlanShape
    certificate: Literal["proven", "model", "best_found"]
    seed: int
    seconds: int
    rules_version: int
    content_hash: str
    versions: dict[str, str] = {}
    bound_cent: Annotated[int, Field(ge=0)] | None = None
    """No legal plan costs less; older files do not say it."""


class FrontPointShape(Part):
    """A plan that no other known plan beats in both cost and CO2e."""

    cost_cent: int
    co2e_g: int
    hard: int = 0
    plan: PlanShape


class FrontShape(Part):
    """front.json: written by `python -m tools fronts`, never by hand."""

    seed: int
    seconds: int
    rules_version: int
    content_hash: str
    versions: dict[str, str] = {}
    points: Annotated[list[FrontPointShape], Field(min_length=1, max_length=MAX_POINTS)]
