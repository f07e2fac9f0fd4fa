"""What the day tells, as an author writes it: moments, messages, disruptions, truth."""

# ruff: noqa: RUF012 - pydantic copies the default of a field for every instance

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from game.content.forms import AsCount, AsNumber, Clock, Euro, Id, Minutes, Part, Share, Subject

End = Literal["pickup", "delivery"]
"""Of `service_min`: where the service lasts so long."""


class EffectShape(Part):
    """What a choice brings about; `amount` is in the unit of the kind's name."""

    kind: Literal[
        "service_min", "window_min", "wider_min", "hold_min", "cost_eur", "goodwill_eur",
        "add_order", "drop_order", "redeliver", "kg", "units", "opens", "avoid",
    ]  # fmt: skip
    subject: Subject = ""
    amount: Euro = 0
    at: Clock = 0
    """Of `opens`."""
    road: Subject = ""
    """Of `avoid`."""
    end: End | None = None


Party = Annotated[str, StringConstraints(pattern=r"^(customer|driver|partner|dock)/[A-Za-z0-9_-]{1,40}$")]
"""Somebody that the planner speaks to: an order's customer, a vehicle's driver, a partner, a place's dock."""
Parties = Annotated[list[Party], Field(max_length=10)]


class OptionShape(Part):
    """One way to act."""

    id: Id
    expected_eur: Euro = 0
    effects: Annotated[list[EffectShape], Field(max_length=10)] = []
    tells: Parties = []


class ToneShape(Part):
    """A way to say the answer, with its score by the author's rubric."""

    id: Id
    score: Annotated[int, AsCount, Field(ge=0, le=3)]
    goodwill_eur: Euro = 0


class MomentShape(Part):
    """A decision moment; day moments open at `at`."""

    id: Id
    phase: Literal["plan", "day"]
    at: Clock = 0
    subject: Subject
    advice: Id
    cues: Annotated[list[Id], Field(max_length=10)] = []
    reliability_percent: dict[Id, Annotated[int, AsCount, Field(ge=0, le=100)]] = {}
    """By cue."""
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
    reliability_percent: Annotated[int, AsCount, Field(ge=0, le=100)] = 100
    needs: Parties = []
    option: Annotated[list[OptionShape], Field(max_length=6)] = []
    tone: Annotated[list[ToneShape], Field(max_length=4)] = []


class SourceShape(Part):
    """Something that a person can look up and the software does not know."""

    id: Id
    kind: Literal["customer", "board", "weather", "traffic", "driver", "colleague", "dock", "note"]
    subject: Subject = ""
    from_: Clock = Field(alias="from", default=0)
    reliability_percent: Annotated[int, AsCount, Field(ge=0, le=100)] = 100


class DisruptionShape(Part):
    """A cause of trouble; `fact` names a table of `disruption.*`, whose figures may be replaced."""

    kind: Literal[
        "jam", "bridge", "slow", "late_loading", "dock", "closed", "order_error", "breakdown", "sick", "rush",
        "charger_busy", "charger_fault",
    ]  # fmt: skip
    subject: Subject
    fact: Id | None = None
    chance: Share | None = None
    delay_min: Annotated[list[Minutes], Field(min_length=3, max_length=3)] | None = None
    from_: Clock = Field(alias="from", default=0)
    to: Clock = 86_400
    lasts_min: Annotated[list[Minutes], Field(min_length=3, max_length=3)] | None = None
    """It stands so long from a moment in its span; left out: the whole span."""
    percent: Annotated[int, AsCount, Field(ge=1, le=400)] | None = None
    """Of `slow`: speed that is left. Of `order_error`: true weight and units against what was written."""


class TruthShape(Part):
    """Where the truth differs: `service_min`, `kg` or `units` with `amount`, or `closed_until` with `at`."""

    kind: Literal["service_min", "closed_until", "kg", "units"]
    subject: Id
    amount: Annotated[float, AsNumber, Field(ge=0, le=60_000)] = 0
    chance_percent: Annotated[int, AsCount, Field(ge=1, le=100)] = 100
    at: Clock = 0
    end: End | None = None
