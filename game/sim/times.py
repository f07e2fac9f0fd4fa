"""How long things really take: the world's times made longer by incidents.

Used twice: with all incidents on the true world for the day itself, and with only the incidents
that were seen on the software's world for what is to be expected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from game.domain.day import Incident, Progress
from game.domain.evaluation import Doing
from game.domain.world import Action, Leg, Load, Order, Vehicle, World
from game.rules.schedule import Lasts, PlannedTimes


class Stuck(NamedTuple):
    """A truck that meets a jam: when it enters it, and what it loses there."""

    incident: str
    enter_s: int
    delay_s: int


def jams_met(*, leg: Leg, depart_s: int, incidents: Iterable[Incident]) -> Iterator[Stuck]:
    """Jams that a drive meets, in driving order; each costs its whole delay once per leg.

    A truck meets a jam when it is on that road while the jam stands. Breaks on the road are not
    counted in where the truck is: approximate for legs of more than 4.5 hours.
    """
    standing = [i for i in incidents if i.kind == "jam"]
    drive_s, lost_s = leg.duration_at(depart_s), 0
    for road, begins, ends in leg.road_spans:
        on_s, off_s = (depart_s + lost_s + round(part * drive_s) for part in (begins, ends))
        for jam in [i for i in standing if i.subject == road]:
            if on_s < jam.to_s and jam.from_s < off_s:
                standing.remove(jam)
                yield Stuck(jam.id, max(on_s, jam.from_s), jam.delay_s)
                lost_s += jam.delay_s


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayTimes:
    """`rules.schedule.Times` of one truck under incidents. Every answer depends on its arguments only."""

    world: World
    incidents: tuple[Incident, ...]
    waited: frozenset[str] = field(default_factory=frozenset)
    """Closed customers that this truck has found and waited for already: they count once."""

    @staticmethod
    def of(world: World, incidents: tuple[Incident, ...], progress: Progress) -> DayTimes:
        """Times for a truck that has come this far."""
        waited = frozenset(a.cause for a in progress.done if a.doing is Doing.WAIT and a.cause)
        return DayTimes(world=world, incidents=incidents, waited=waited)

    def check_s(self, vehicle: Vehicle, at_s: int) -> Lasts:
        """As planned."""
        return PlannedTimes(world=self.world).check_s(vehicle, at_s)

    def loading_s(self, vehicle: Vehicle, load: Load, at_s: int) -> Lasts:
        """Longer when the dock is late."""
        planned_s, _ = PlannedTimes(world=self.world).loading_s(vehicle, load, at_s)
        for late in self._of("late_loading", vehicle.id):
            if late.from_s <= at_s < late.to_s:
                return planned_s + late.delay_s, late.id
        return planned_s, ""

    def unloading_s(self, vehicle: Vehicle, load: Load, at_s: int) -> Lasts:
        """As planned."""
        return PlannedTimes(world=self.world).unloading_s(vehicle, load, at_s)

    def drive_s(self, vehicle: Vehicle, leg: Leg, origin: str, destination: str, depart_s: int) -> Lasts:  # noqa: ARG002
        """Longer by every jam that is met; the cause named is the one that costs most."""
        met = list(jams_met(leg=leg, depart_s=depart_s, incidents=self.incidents))
        worst = max(met, key=lambda s: s.delay_s).incident if met else ""
        return leg.duration_at(depart_s) + sum(s.delay_s for s in met), worst

    def opens_s(self, order: Order, action: Action, begin_s: int) -> Lasts:  # noqa: ARG002
        """Later when the customer turns out to be closed."""
        for closed in self._of("closed", order.id):
            if closed.id not in self.waited and closed.from_s <= begin_s < closed.to_s:
                return (begin_s + closed.delay_s if closed.delay_s else closed.to_s), closed.id
        return begin_s, ""

    def service_s(self, order: Order, action: Action, begin_s: int) -> Lasts:
        """The world's service time; the true world holds the true one, so the incident only names it."""
        lasts_s, _ = PlannedTimes(world=self.world).service_s(order, action, begin_s)
        return lasts_s, next((i.id for i in self._of("slow_service", order.id)), "")

    def _of(self, kind: str, subject: str) -> Iterator[Incident]:
        return (i for i in self.incidents if i.kind == kind and i.subject == subject)
