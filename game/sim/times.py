"""How long things really take: the world's times made longer by incidents.

Used twice: with all incidents on the true world for the day itself, and with only the incidents
that were seen on the software's world for what is to be expected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from game.domain.day import Incident, Progress
from game.domain.evaluation import Activity, Doing
from game.domain.world import Action, Leg, Load, Order, Vehicle, World
from game.rules.stops import action_at
from game.rules.times import Lasts, PlannedTimes, Standstill
from game.sim.roads import drive, jams_met
from game.sim.troubles import Troubles

BUSY, FAULT, DOCK, BREAKDOWN = "charger_busy", "charger_fault", "dock", "breakdown"
QUEUE = "dock/"
"""Cause, followed by the place, of a wait behind other own trucks."""
HOLD = "hold"
"""Cause of a wait that the planner ordered."""
WAITS = frozenset({BUSY, FAULT, DOCK, "closed"})
__all__ = ["BUSY", "DOCK", "FAULT", "HOLD", "QUEUE", "DayTimes", "customer_end", "jams_met", "standstills"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayTimes:
    """`rules.times.Times` of one truck under incidents. Every answer depends on its arguments only."""

    world: World
    troubles: Troubles
    waited: frozenset[tuple[str, int]] = frozenset()
    """Places and clock times at which this truck had waited for a charger, a dock or a door: that trouble
    is behind it."""
    granted: Mapping[tuple[str, int], int] = field(default_factory=dict)
    """Place and clock time at which the truck is ready for a dock -> when the queue leaves it one."""
    replaced: str = ""
    """Incident by which somebody else begins this trip, later."""

    @staticmethod
    def of(
        world: World, troubles: Troubles, truck: Progress, *,
        granted: Mapping[tuple[str, int], int] | None = None, replaced: str = "",
    ) -> DayTimes:  # fmt: skip
        """Times for a truck that has come this far."""
        return DayTimes(
            world=world, troubles=troubles, waited=frozenset(_waited(truck.done, troubles.kinds)),
            granted=granted or {}, replaced=replaced,
        )  # fmt: skip

    def check_s(self, vehicle: Vehicle, at_s: int) -> Lasts:
        """As planned; the cause is why it begins later."""
        return PlannedTimes(world=self.world).check_s(vehicle, at_s)[0], self.replaced

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
        """Longer by all that is met on the way; the cause named is what costs most."""
        roads = self.troubles.roads
        if not roads:
            return leg.duration_at(depart_s), ""
        found = drive(leg=leg, depart_s=depart_s, incidents=roads, halts=self.standstills(vehicle))
        worst = max(found.met, key=lambda s: s.delay_s).incident if found.met else ""
        return found.seconds, worst

    def opens_s(self, order: Order, action: Action, begin_s: int) -> Lasts:
        """Later when the customer turns out to be closed: `delay_s` after a truck first found that out."""
        for closed in self._of("closed", order.id):
            if action is customer_end(self.world, order) and closed.from_s <= begin_s < closed.to_s:
                opens_s = self.troubles.found.get(closed.id, begin_s) + closed.delay_s
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
        if (place, begin_s) in self.waited:
            return free_s, cause
        for trouble in (*self._of(BUSY, place), *self._of(FAULT, place)):
            if trouble.from_s <= begin_s < trouble.to_s:
                until_s = begin_s + trouble.delay_s if trouble.delay_s else trouble.to_s
                free_s, cause = max((free_s, cause), (until_s, trouble.id))
        return free_s, cause

    def dock_s(self, vehicle: Vehicle, place: str, begin_s: int) -> Lasts:  # noqa: ARG002
        """Later when others stand there, or when own trucks that came before have every dock."""
        free_s, cause = begin_s, ""
        for busy in () if (place, begin_s) in self.waited else self._of(DOCK, place):
            if busy.from_s <= begin_s < busy.to_s:
                until_s = begin_s + busy.delay_s if busy.delay_s else busy.to_s
                free_s, cause = max((free_s, cause), (until_s, busy.id))
        queue_s = self.granted.get((place, begin_s), 0)
        return (queue_s, f"{QUEUE}{place}") if queue_s > free_s else (free_s, cause)

    def standstills(self, vehicle: Vehicle) -> tuple[Standstill, ...]:
        """By its breakdowns."""
        return standstills(vehicle.id, self._of(BREAKDOWN, vehicle.id))

    def _of(self, kind: str, subject: str) -> tuple[Incident, ...]:
        return self.troubles.by.get((kind, subject), ())


def customer_end(world: World, order: Order) -> Action:
    """Where the customer is whom incidents speak of: where it is collected for a depot, else delivered."""
    return action_at(world, order)


def standstills(vehicle: str, incidents: Iterable[Incident]) -> tuple[Standstill, ...]:
    """When a vehicle that is on the road cannot move, in order of time."""
    found = (i for i in incidents if i.kind == BREAKDOWN and i.subject == vehicle)
    return tuple(sorted(Standstill(i.from_s, i.from_s + i.delay_s, i.id) for i in found if i.delay_s))


def _waited(done: Iterable[Activity], kinds: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Where and when waiting for strangers was over, a hold that followed it included."""
    waiting = False
    for activity in done:
        still = waiting and activity.doing is Doing.WAIT
        waiting = still or kinds.get(activity.cause) in WAITS
        if waiting:
            yield activity.place, activity.end_s
