"""The form of week.toml as pydantic models; references are checked by `content.week`."""

# ruff: noqa: RUF012 - pydantic copies the default of a field for every instance

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from game.content.forms import AsCount, Clock, Euro, Id, Ids, Minutes, Part, Percent, WindowText, refuse

WEEK_FORMAT = "ritregie-week/1"
Weekday = Annotated[int, AsCount, Field(ge=1, le=5)]
Trust = Annotated[int, AsCount, Field(ge=0, le=100)]
Change = Annotated[int, AsCount, Field(ge=-100, le=100)]
Cause = Literal["dock", "peak", "service", "detour", "capacity", "hours", "energy", "none"]
Size = Annotated[int, AsCount, Field(ge=1, le=300)]


class WeekTripShape(Part):
    """A trip that is driven every day; text `trip.<id>`."""

    id: Id
    vehicle: Id


class QueueShape(Part):
    """A queue at a customer between two clock times."""

    from_: Clock = Field(alias="from")
    to: Clock
    chance_percent: Percent
    wait_min: Annotated[list[Minutes], Field(min_length=3, max_length=3)]
    """Least, most likely, most."""

    @model_validator(mode="after")
    def _rising(self) -> QueueShape:
        if self.from_ >= self.to or sorted(self.wait_min) != self.wait_min:
            refuse("fault.week_queue")
        return self


class CustomerShape(Part):
    """A regular customer."""

    order: Id
    trip: Id
    days: Annotated[list[Weekday], Field(min_length=1, max_length=5)]
    chance_percent: Percent = 100
    size_percent: Annotated[list[Size], Field(min_length=2, max_length=2)] = [100, 100]
    stop_min: Minutes = 0
    queue: QueueShape | None = None
    trust: Trust = 60
    cause: Cause = "none"

    @model_validator(mode="after")
    def _rising(self) -> CustomerShape:
        if self.size_percent[0] > self.size_percent[1]:
            refuse("fault.week_size")
        return self


class ChoiceShape(Part):
    """A structural choice; texts `choice.<id>.title` and `.body`."""

    id: Id
    kind: Literal["widen", "swap", "move", "partner", "etruck", "night", "call", "correct"]
    orders: Annotated[Ids, Field(max_length=30)] = []
    trip: Id = ""
    vehicle: Id = ""
    partner: Id = ""
    from_day: Annotated[int, AsCount, Field(ge=0, le=5)] = 0
    to_day: Annotated[int, AsCount, Field(ge=0, le=5)] = 0
    window: WindowText | None = None
    start: Clock = 0
    eur_per_delivery: Euro = 0
    eur_per_day: Euro = 0
    eur_once: Euro = 0
    trust: Change = 0
    settle_min: Minutes = 0
    group: Id = ""
    cause: Cause = "none"

    @model_validator(mode="after")
    def _complete(self) -> ChoiceShape:
        lacking = [name for name in NEEDED[self.kind] if not getattr(self, name)]
        if lacking:
            refuse("fault.week_choice", kind=self.kind, name=lacking[0])
        return self


NEEDED = {
    "widen": ("orders", "window"), "swap": ("orders", "trip"), "move": ("orders", "from_day", "to_day"),
    "partner": ("orders", "partner"), "etruck": ("trip", "vehicle"), "night": ("orders", "window", "start"),
    "call": ("orders",), "correct": ("orders",),
}  # fmt: skip
"""What each kind of choice cannot do without."""


class LearningShape(Part):
    """How customers learn; left out: the defaults of `domain.week.Learning`."""

    on_time: Change = 2
    told_on_time: Change = 1
    late: Change = -12
    late_told: Change = -4
    bought_in: Change = -6
    ended: Change = -8
    dear_below: Trust = 40
    dear_eur: Annotated[float, Field(ge=0, le=1000)] = 15
    wide_from: Trust = 80
    wide_min: Minutes = 30


class WeekShape(Part):
    """week.toml."""

    format: Literal["ritregie-week/1"]
    weeks: Annotated[int, AsCount, Field(ge=1, le=2)] = 2
    per_evening: Annotated[int, AsCount, Field(ge=1, le=20)] = 2
    trip: Annotated[list[WeekTripShape], Field(min_length=1, max_length=20)]
    customer: Annotated[list[CustomerShape], Field(min_length=1, max_length=200)]
    choice: Annotated[list[ChoiceShape], Field(max_length=40)] = []
    learning: LearningShape = LearningShape()


def week_schema() -> dict[str, Any]:
    """JSON Schema of week.toml, for editors that check while one types."""
    schema = WeekShape.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
