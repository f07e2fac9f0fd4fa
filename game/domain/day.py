"""The running day as a value: where every truck is, what is done, what went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from game.domain.evaluation import Activity, StopTimes
from game.domain.people import Told
from game.domain.world import Load


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that happens by chance or by a truth change, drawn at dispatch from its own stream."""

    id: str
    kind: str
    """That of its disruption, or `slow_service` and `order_error` where the truth differs."""
    subject: str
    from_s: int
    to_s: int
    delay_s: int
    end: str = ""
    """Of `slow_service`: at which end of the order, as of a `TruthChange`."""
    percent: int = 100
    """Of `slow`: speed that is left."""
    load: Load | None = None
    """Of `order_error`: what really stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What one truck has done. The future is computed from here.

    `done` holds every activity that has started, with its true end (the last may still run);
    `begun` counts the stops of its trip that are fixed: served or driven to.
    """

    vehicle: str
    done: tuple[Activity, ...] = ()
    stops: tuple[StopTimes, ...] = ()
    begun: int = 0
    at_place: str = ""
    free_s: int = 0
    """When the last started activity ends."""
    drive_s: int = 0
    since_break_s: int = 0
    load: Load = field(default_factory=Load)
    finished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DayState:
    """The whole day at one clock time."""

    clock_s: int
    trucks: tuple[Progress, ...] = ()
    incidents: tuple[Incident, ...] = ()
    """All of the day, drawn at dispatch; a person sees those in `seen`."""
    seen: tuple[str, ...] = ()
    messages: tuple[tuple[str, int], ...] = ()
    """Received messages with the clock time of receipt."""
    replies: tuple[tuple[str, str, int], ...] = ()
    """Message, option, clock time."""
    told: tuple[Told, ...] = ()
    """What the planner told whom, oldest first."""

    def truck(self, vehicle: str) -> Progress | None:
        """Progress of a vehicle that has a trip."""
        return next((p for p in self.trucks if p.vehicle == vehicle), None)
