"""A trip walked through in time: check, load, drive, break, wait, serve, home, unload.

`walk` is used twice: for a plan (planned durations, from the beginning) and for the running day
(true durations, resumed from a truck's `Progress`). `progress_at` cuts a walk at a clock time, so
`walk(world, trip, times, progress_at(world, trip, walked, t))` goes on exactly where it was: the
day is cut, changed, and walked on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from game.domain.day import Progress
from game.domain.evaluation import Activity, Doing, StopTimes
from game.domain.plan import Trip
from game.domain.world import Action, Leg, Load, Order, Vehicle, Window, World
from game.rules.tacho import Piece, split_leg
from game.rules.load import at_departure, is_empty

ALWAYS = (Window(open_s=0, close_s=1 << 30),)
"""An order without windows may be served at any time."""

Lasts = tuple[int, str]
"""Seconds (or a clock time), and the id of the incident that made it longer, or ''."""


class Times(Protocol):
    """How long things take. The plan believes `PlannedTimes`; the day passes its own."""

    def check_s(self, vehicle: Vehicle, at_s: int) -> Lasts:
        """Vehicle check at the start of duty."""
        ...

    def loading_s(self, vehicle: Vehicle, load: Load, at_s: int) -> Lasts:
        """Loading at the depot; called only when there is something to load."""
        ...

    def unloading_s(self, vehicle: Vehicle, load: Load, at_s: int) -> Lasts:
        """Unloading at the depot; called only when something came back."""
        ...

    def drive_s(self, vehicle: Vehicle, leg: Leg, origin: str, destination: str, depart_s: int) -> Lasts:
        """Driving time of a whole leg, breaks not in it. A leg that is resumed on the road is
        asked again with its first departure, so the answer must depend on the arguments only."""
        ...

    def opens_s(self, order: Order, action: Action, begin_s: int) -> Lasts:
        """Clock time, `begin_s` or later, at which the customer really lets service begin."""
        ...

    def service_s(self, order: Order, action: Action, begin_s: int) -> Lasts:
        """Service at the customer."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlannedTimes:
    """What the world says: no surprises."""

    world: World

    def check_s(self, vehicle: Vehicle, at_s: int) -> Lasts:  # noqa: ARG002
        """The agreed vehicle check."""
        return self.world.handling.check_s, ""

    def loading_s(self, vehicle: Vehicle, load: Load, at_s: int) -> Lasts:  # noqa: ARG002
        """Fixed time and time per unit (FACTS 5.3)."""
        h = self.world.handling
        units_s = load.pallets * h.load_per_pallet_s + load.roll_cages * h.load_per_cage_s
        return h.load_fixed_s + units_s, ""

    def unloading_s(self, vehicle: Vehicle, load: Load, at_s: int) -> Lasts:  # noqa: ARG002
        """Fixed time and time per unit."""
        h = self.world.handling
        units_s = load.pallets * h.unload_per_pallet_s + load.roll_cages * h.unload_per_cage_s
        return h.unload_fixed_s + units_s, ""

    def drive_s(self, vehicle: Vehicle, leg: Leg, origin: str, destination: str, depart_s: int) -> Lasts:  # noqa: ARG002
        """The leg's duration at its hour of departure."""
        return leg.duration_at(depart_s), ""

    def opens_s(self, order: Order, action: Action, begin_s: int) -> Lasts:  # noqa: ARG002
        """At once."""
        return begin_s, ""

    def service_s(self, order: Order, action: Action, begin_s: int) -> Lasts:  # noqa: ARG002
        """The order's own service time."""
        return (order.pickup_service_s if action is Action.COLLECT else order.delivery_service_s), ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A timed trip: activities without gaps, and each stop's times (battery still 0)."""

    activities: tuple[Activity, ...]
    stops: tuple[StopTimes, ...]
    start_load: Load
    """Aboard when leaving the depot."""


def place_of(*, order: Order, action: Action) -> str:
    """Where an order is collected or delivered."""
    return order.pickup if action is Action.COLLECT else order.delivery


def windows_of(*, order: Order, action: Action) -> tuple[Window, ...]:
    """When service may begin."""
    return (order.pickup_windows if action is Action.COLLECT else order.delivery_windows) or ALWAYS


def window_for(*, windows: Sequence[Window], arrive_s: int) -> Window:
    """The first window that is still open on arrival or later; the last one when all are past."""
    return next((w for w in windows if w.close_s >= arrive_s), windows[-1])


def start_of(world: World, trip: Trip) -> int:
    """Start of duty: fixed by the planner, or the latest that meets the first window's opening.

    Never before the driver's `from_s`. The day fixes automatic starts before it runs.
    """
    if trip.start_s is not None:
        return trip.start_s
    from_s = world.drivers[trip.driver].from_s
    if not trip.stops:
        return from_s
    vehicle, times = world.vehicles[trip.vehicle], PlannedTimes(world=world)
    first = trip.stops[0]
    order = world.orders[first.order]
    open_s = windows_of(order=order, action=first.action)[0].open_s
    leg = world.leg(vehicle, vehicle.depot, place_of(order=order, action=first.action), first.route)
    load = at_departure(world, trip)
    before_s = times.check_s(vehicle, 0)[0]
    before_s += 0 if is_empty(load) else times.loading_s(vehicle, load, 0)[0]
    start_s = _latest_departure(world, leg, open_s) - before_s
    return max(from_s, start_s)


def _latest_departure(world: World, leg: Leg, arrive_s: int) -> int:
    """The latest departure that arrives by `arrive_s`, to the second, breaks included.

    Leaving later never arrives earlier, so halving finds it where duration depends on departure.
    """
    durations = [duration for _, duration in leg.profile] or [leg.duration_s]
    early = arrive_s - _elapsed_s(world, max(durations))
    late = arrive_s - _elapsed_s(world, min(durations))
    while early < late:
        middle = (early + late + 1) // 2
        if middle + _elapsed_s(world, leg.duration_at(middle)) <= arrive_s:
            early = middle
        else:
            late = middle - 1
    return early


def _elapsed_s(world: World, drive_s: int) -> int:
    return sum(piece.seconds for piece in split_leg(rules=world.hours, since_break_s=0, seconds=drive_s))


def walk(world: World, trip: Trip, times: Times | None = None, start: Progress | None = None) -> Walk:
    """Time a whole trip; with `start`, what is done stays and the rest follows from there.

    `start.stops` are the stops whose service has begun; they are the first stops of the trip.
    `start.load` counts once the truck has left the depot; before that the trip says what is loaded.
    Activities put into `start.done` by others (a driver told to hold: a WAIT) are kept as they are.
    """
    walker = _Walker(world, trip, times or PlannedTimes(world=world), start)
    walker.leave_depot(start_of(world, trip))
    for index in range(len(walker.stops), len(trip.stops)):
        walker.visit(index)
    walker.go_home()
    return Walk(activities=tuple(walker.done), stops=tuple(walker.stops), start_load=walker.start_load)


class _Walker:
    """The cursor of one `walk`; lives no longer than the call."""

    __slots__ = (
        "at_s",
        "done",
        "load",
        "place",
        "resumed",
        "since_s",
        "start_load",
        "stops",
        "times",
        "trip",
        "vehicle",
        "world",
    )

    def __init__(self, world: World, trip: Trip, times: Times, start: Progress | None) -> None:
        self.world, self.trip, self.times = world, trip, times
        self.vehicle = world.vehicles[trip.vehicle]
        self.done: list[Activity] = list(start.done) if start else []
        self.stops: list[StopTimes] = list(start.stops) if start else []
        self.start_load = at_departure(world, trip)
        self.load = self.start_load
        self.at_s = self.since_s = 0
        self.resumed = bool(self.done)
        self.place = self.vehicle.depot
        if start and self.done:
            self.at_s, self.since_s = start.free_s, start.since_break_s
            if any(a.doing is Doing.DRIVE for a in self.done):
                self.load = start.load
                self.start_load = self.stops[0].load_before if self.stops else start.load
            self.place = start.at_place or self.place

    def leave_depot(self, start_s: int) -> None:
        """Vehicle check and loading, as far as they are not done."""
        if not self.done:
            self.at_s = start_s
            self._add(Doing.CHECK, self.times.check_s(self.vehicle, start_s), place=self.place)
        started = {a.doing for a in self.done}
        if not started & {Doing.LOAD, Doing.DRIVE} and not is_empty(self.load):
            self._add(Doing.LOAD, self.times.loading_s(self.vehicle, self.load, self.at_s), place=self.place)

    def visit(self, index: int) -> None:
        """Drive to a stop, wait for its window, serve it."""
        stop = self.trip.stops[index]
        order = self.world.orders[stop.order]
        place = place_of(order=order, action=stop.action)
        leg, drive_s, arrive_s = self._drive(index, place, stop.route)
        window = window_for(windows=windows_of(order=order, action=stop.action), arrive_s=arrive_s)
        begin_s, cause = self.times.opens_s(order, stop.action, max(self.at_s, window.open_s))
        if begin_s > self.at_s:
            self._add(Doing.WAIT, (begin_s - self.at_s, cause), stop=index, place=place)
        self._add(Doing.SERVICE, self.times.service_s(order, stop.action, begin_s), stop=index, place=place)
        before = self.load
        self.load = before - order.load if stop.action is Action.DELIVER else before + order.load
        self.stops.append(
            StopTimes(
                stop=stop,
                place=place,
                arrive_s=arrive_s,
                begin_s=begin_s,
                end_s=self.at_s,
                wait_s=begin_s - arrive_s,
                late_s=max(0, begin_s - window.close_s),
                window_open_s=window.open_s,
                window_close_s=window.close_s,
                load_before=before,
                load_after=self.load,
                distance_m=leg.distance_m,
                drive_s=drive_s,
            )
        )

    def go_home(self) -> None:
        """Drive to the depot and unload what came along."""
        if any(a.doing is Doing.UNLOAD for a in self.done):
            return
        self._drive(len(self.trip.stops), self.vehicle.depot, self.trip.return_route)
        if not is_empty(self.load):
            lasts = self.times.unloading_s(self.vehicle, self.load, self.at_s)
            self._add(Doing.UNLOAD, lasts, stop=len(self.trip.stops), place=self.place)

    def _drive(self, index: int, place: str, route: int) -> tuple[Leg, int, int]:
        """Bring the truck to `place`; gives the leg, its driving seconds and the time of arrival."""
        behind = self._behind(index) if self.resumed else []
        self.resumed = False
        if not behind:
            leg = self.world.leg(self.vehicle, self.place, place, route)
            seconds, cause = self.times.drive_s(self.vehicle, leg, self.place, place, self.at_s)
            self._pieces(index, place, leg, (seconds, cause))
        else:
            leg = behind[0].leg or self.world.leg(self.vehicle, self.place, place, route)
            seconds, cause = self.times.drive_s(self.vehicle, leg, self.place, place, behind[0].start_s)
            driven_s = sum(a.end_s - a.start_s for a in behind)
            if behind[-1].leg_to >= 1.0:
                self.place = place
                return leg, driven_s, behind[-1].end_s
            self._pieces(index, place, leg, (max(seconds, driven_s), cause), driven_s)
        self.place = place
        return leg, seconds, self.at_s

    def _behind(self, index: int) -> list[Activity]:
        """Driving to this stop that was done before the walk was resumed."""
        return [a for a in self.done if a.stop == index and a.doing is Doing.DRIVE]

    def _pieces(self, index: int, place: str, leg: Leg, lasts: Lasts, driven_s: int = 0) -> None:
        pieces = split_leg(
            rules=self.world.hours, since_break_s=self.since_s, seconds=lasts[0], driven_s=driven_s
        )
        for piece in pieces:
            self._add_piece(piece, index, place, leg, lasts[1])

    def _add_piece(self, piece: Piece, index: int, place: str, leg: Leg, cause: str) -> None:
        end_s = self.at_s + piece.seconds
        driving = piece.doing is Doing.DRIVE
        where = place if driving else ("" if piece.on_the_road else self.place)
        self.done.append(
            Activity(
                doing=piece.doing,
                start_s=self.at_s,
                end_s=end_s,
                stop=index,
                place=where,
                leg=leg if driving or piece.on_the_road else None,
                leg_from=piece.leg_from,
                leg_to=piece.leg_to,
                cause=cause if driving else "",
            )
        )
        self.at_s = end_s
        self.since_s = self.since_s + piece.seconds if driving else 0

    def _add(self, doing: Doing, lasts: Lasts, *, stop: int = -1, place: str = "") -> None:
        end_s = self.at_s + lasts[0]
        self.done.append(
            Activity(doing=doing, start_s=self.at_s, end_s=end_s, stop=stop, place=place, cause=lasts[1])
        )
        self.at_s = end_s


def progress_at(world: World, trip: Trip, walked: Walk, clock_s: int) -> Progress:
    """What has started by `clock_s` (that second included), as a value to walk on from.

    `begun` is len(stops) + 1 once the truck is on its way home: nothing can be changed any more.
    """
    done = tuple(a for a in walked.activities if a.start_s <= clock_s)
    served = sum(a.doing is Doing.SERVICE for a in done)
    drives = [a for a in done if a.doing is Doing.DRIVE]
    arrived = [a for a in drives if a.leg_to >= 1.0]
    since_s = 0
    for activity in done:
        if activity.doing is Doing.DRIVE:
            since_s += activity.end_s - activity.start_s
        elif activity.doing is Doing.BREAK:
            since_s = 0
    stops = walked.stops[:served]
    finished = len(done) == len(walked.activities) and (not done or done[-1].end_s <= clock_s)
    return Progress(
        vehicle=trip.vehicle,
        done=done,
        stops=stops,
        begun=max(served, 1 + max((a.stop for a in drives), default=-1)),
        at_place=arrived[-1].place if arrived else world.vehicles[trip.vehicle].depot,
        free_s=done[-1].end_s if done else 0,
        drive_s=sum(a.end_s - a.start_s for a in drives),
        since_break_s=since_s,
        load=stops[-1].load_after if stops else walked.start_load,
        finished=finished,
    )
