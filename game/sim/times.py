"""How long things really take: the world's times made longer by incidents.

Used twice: with all incidents on the true world for the day itself, and with only the incidents
that were seen on the software's world for what is to be expected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from game.domain.day import Incident, Progress
from game.domain.evaluation import Activity, Doing
from game.domain.world import Action, Leg, Load, Order, Vehicle, World
from game.rules.stops import action_at
from game.rules.times import Lasts, PlannedTimes

BUSY, FAULT = "charger_busy", "charger_fault"
Trucks = tuple[Progress, ...]


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
    """`rules.times.Times` of one truck under incidents. Every answer depends on its arguments only."""

    world: World
    incidents: tuple[Incident, ...]
    found: Mapping[str, int] = field(default_factory=dict)
    """Closed customers that a truck stood before already, with the clock time at which it found out."""
    waited: frozenset[int] = frozenset()
    """Clock times at which this truck had waited for a charger: that trouble is behind it."""

    @staticmethod
    def of(world: World, incidents: tuple[Incident, ...], truck: Progress, others: Trucks = ()) -> DayTimes:
        """Times for a truck that has come this far, in a day in which the others have."""
        kinds = {i.id: i.kind for i in incidents}
        return DayTimes(
            world=world, incidents=incidents, found=_found((*others, truck), incidents),
            waited=frozenset(_waited(truck.done, kinds)),
        )  # fmt: skip

    def check_s(self, vehicle: Vehicle, at_s: int) -> Lasts:
        """As planned."""
        return PlannedTimes(world=self.world).check_s(vehicle, at_s)

    def loading_s(self, vehicle: Vehicle, load: Load, at_s: int) -> Lasts:
        """Longer when the dock is late; a reload in that span too."""
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

    def opens_s(self, order: Order, action: Action, begin_s: int) -> Lasts:
        """Later when the customer turns out to be closed: `delay_s` after a truck first found that out."""
        for closed in self._of("closed", order.id):
            if action is customer_end(self.world, order) and closed.from_s <= begin_s < closed.to_s:
                opens_s = self.found.get(closed.id, begin_s) + closed.delay_s
                return (max(begin_s, opens_s) if closed.delay_s else closed.to_s), closed.id
        return begin_s, ""

    def service_s(self, order: Order, action: Action, begin_s: int) -> Lasts:
        """The world's service time; the true world holds the true one, so the incident only names it."""
        lasts_s, _ = PlannedTimes(world=self.world).service_s(order, action, begin_s)
        slow = self._of("slow_service", order.id)
        here = (i.id for i in slow if action is action_at(self.world, order, i.end))
        return lasts_s, next(here, "")

    def charger_s(self, vehicle: Vehicle, place: str, begin_s: int) -> Lasts:  # noqa: ARG002
        """Later when every bay is taken, or the charger is out of order; each visit in that span waits."""
        free_s, cause = begin_s, ""
        if begin_s in self.waited:
            return free_s, cause
        for trouble in (*self._of(BUSY, place), *self._of(FAULT, place)):
            if trouble.from_s <= begin_s < trouble.to_s:
                until_s = begin_s + trouble.delay_s if trouble.delay_s else trouble.to_s
                free_s, cause = max((free_s, cause), (until_s, trouble.id))
        return free_s, cause

    def _of(self, kind: str, subject: str) -> Iterator[Incident]:
        return (i for i in self.incidents if i.kind == kind and i.subject == subject)


def customer_end(world: World, order: Order) -> Action:
    """Where the customer is whom incidents speak of: where it is collected for a depot, else delivered."""
    return action_at(world, order)


def _found(trucks: Trucks, incidents: tuple[Incident, ...]) -> dict[str, int]:
    """When each closed customer was first found closed, by whichever truck; given up or waited for."""
    names = {i.id for i in incidents if i.kind == "closed"}
    found: dict[str, int] = {}
    for activity in (a for truck in trucks for a in truck.done):
        if activity.doing is Doing.WAIT and activity.cause in names:
            found[activity.cause] = min(activity.start_s, found.get(activity.cause, activity.start_s))
    return found


def _waited(done: Iterable[Activity], kinds: Mapping[str, str]) -> Iterator[int]:
    """When the waiting for a charger was over, a hold that followed it included."""
    waiting = False
    for activity in done:
        still = waiting and activity.doing is Doing.WAIT
        waiting = still or kinds.get(activity.cause) in (BUSY, FAULT)
        if waiting:
            yield activity.end_s
