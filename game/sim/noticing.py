"""Something that is noticed at the desk, as a value in a total order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from game.domain.day import Incident
from game.sim.course import Course

PRIORITY = (
    "departed", "arrived", "incident", "charging", "charged", "reloaded", "served", "home", "message",
    "default", "finished",
)  # fmt: skip
"""What comes first at one and the same second."""
ASKING = frozenset({"closed", "charger_fault", "breakdown", "sick", "order_error"})
"""Incidents for which the clock stops: somebody waits to hear what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that is noticed at the desk.

    what: `departed` (vehicle), `arrived` (vehicle, subject = order), `incident` (vehicle, subject =
    incident id, kind), `charging` and `charged` (vehicle, subject = the charger's place), `reloaded`
    (vehicle, subject = depot), `served` (vehicle, subject = order, late_s), `home` (vehicle),
    `message` (subject = message id), `default` (subject = message, option: nobody answered in time),
    `finished`. A stop for the driver's own break tells nothing.
    """

    at_s: int
    what: str
    vehicle: str = ""
    subject: str = ""
    kind: str = ""
    """Of an incident: as of an `Incident`."""
    option: str = ""
    late_s: int = 0
    delay_s: int = 0
    asks: bool = False
    """The clock stops here."""

    def data(self) -> dict[str, Any]:
        """For a log line; what is empty is left out."""
        extra = ("vehicle", "subject", "kind", "option", "late_s", "delay_s")
        filled = {name: getattr(self, name) for name in extra if getattr(self, name)}
        return {"what": self.what, "at_s": self.at_s, **filled, **({"asks": True} if self.asks else {})}

    @property
    def order(self) -> tuple[int, int, str, str]:
        """The total order of happenings."""
        return self.at_s, PRIORITY.index(self.what), self.vehicle, self.subject


def noticed(course: Course | None, incident: Incident, at_s: int) -> Happening:
    """An incident that comes to light, with the truck that it happens to."""
    return Happening(
        at_s=at_s, what="incident", vehicle=course.trip.vehicle if course else "", subject=incident.id,
        kind=incident.kind, delay_s=incident.delay_s, asks=incident.kind in ASKING,
    )  # fmt: skip
