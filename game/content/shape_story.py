"""What the day tells, as an author writes it: moments, messages, disruptions, truth."""

# ruff: noqa: RUF012 - pydantic copies the default of a field for every instance

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from game.content.forms import AsCount, Clock, Euro, Id, Minutes, Part, Share, Subject

End = Literal["pickup", "delivery"]
"""Of `service_min`: where the service lasts so long."""


class EffectShape(Part):
    """What a choice brings about; `amount` is in the unit of the kind's name."""

    kind: Literal[
        "service_min", "window_min", "hold_min", "cost_eur", "goodwill_eur",
        "add_order", "drop_order", "redeliver",
    ]  # fmt: skip
    subject: Subject = ""
    amount: Euro = 0
    end: End | None = None


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
    reliability_percent: Annotated[int, AsCount, Field(ge=0, le=100)] = 100
    option: Annotated[list[OptionShape], Field(max_length=6)] = []


class DisruptionShape(Part):
    """A cause of trouble; `fact` names a table of `disruption.*`, whose figures may be replaced."""

    kind: Literal["jam", "late_loading", "closed", "charger_busy", "charger_fault"]
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
    end: End | None = None
