"""A trip walked through in time: check, load, drive, break, wait, serve, charge, reload, home, unload.

`walk` is used twice: for a plan (planned durations, from the beginning) and for the running day
(true durations, resumed from a truck's `Progress`). `progress_at` cuts a walk at a clock time, so
`walk(world, trip, times, progress_at(world, trip, walked, t))` goes on exactly where it was: the
day is cut, changed, and walked on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.domain.day import Progress
from game.domain.evaluation import Activity, Doing, StopTimes
from game.domain.plan import Stop, Trip
from game.domain.sites import Transfer
from game.domain.world import Action, Leg, Load, Order, Window, World
from game.rules.hours.regime import Regime
from game.rules.load import NOTHING, at_departure, is_empty, section_load, total
from game.rules.schedule import automatic_start, legs_of, legs_places, regime_for, window_for
from game.rules.stops import place_of, via_of, visit_windows
from game.rules.tacho import Ahead, Piece, Tacho
from game.rules.times import Lasts, PlannedTimes, Times


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A timed trip: activities without gaps, and each stop's times (battery still 0)."""

    activities: tuple[Activity, ...]
    stops: tuple[StopTimes, ...]
    """One for each stop of the trip, its own stops included."""
    start_load: Load
    """Aboard when leaving the depot."""
    regime: Regime
    """Which driving and working time rules bind this trip."""


def walk(world: World, trip: Trip, times: Times | None = None, start: Progress | None = None) -> Walk:
    """Time a whole trip; with `start`, what is done stays and the rest follows from there.

    `start.stops` are the stops whose service has begun; they are the first stops of the trip.
    `start.load` counts once the truck has left the depot; before that the trip says what is loaded.
    Activities put into `start.done` by others (a driver told to hold: a WAIT) are kept as they are.
    """
    walker = _Walker(world, trip, times or PlannedTimes(world=world), start)
    walker.leave_depot()
    for index in range(len(walker.stops), len(trip.stops)):
        walker.visit(index)
    walker.go_home()
    return Walk(
        activities=tuple(walker.done), stops=tuple(walker.stops), start_load=walker.start_load,
        regime=walker.regime,
    )  # fmt: skip


ALL_DAY = Window(open_s=-(1 << 30), close_s=1 << 30)
"""Of a stop of the truck's own."""


class _Walker:
    """The cursor of one `walk`; lives no longer than the call."""

    __slots__ = (
        "at_s", "done", "empties", "legs", "load", "place", "regime", "resumed", "start_load", "stops",
        "tacho", "times", "trip", "vehicle", "world",
    )  # fmt: skip

    def __init__(self, world: World, trip: Trip, times: Times, start: Progress | None) -> None:
        self.world, self.trip, self.times = world, trip, times
        self.vehicle = world.vehicles[trip.vehicle]
        self.done: list[Activity] = list(start.done) if start else []
        self.stops: list[StopTimes] = list(start.stops) if start else []
        self.legs = legs_of(world, trip)
        self.regime = regime_for(world, trip)
        self.start_load = at_departure(world, trip)
        self.load = self.start_load
        self.empties = NOTHING
        """Empty carriers aboard."""
        self.at_s = 0
        self.resumed = bool(self.done)
        self.place = self.vehicle.depot
        self.tacho = Tacho(world.hours, self._ahead(), eu=self.regime.eu, atbv=self.regime.atbv)
        if start and self.done:
            self._resume(start)

    def _ahead(self) -> Ahead:
        """Driving and work of the whole trip as planned, to choose breaks by; the hours are free flow."""
        drive_s = work_s = 0
        for leg in self.legs:
            drive_s += leg.duration_s
        orders = self.world.orders
        for stop in self.trip.stops:
            if stop.order:
                order = orders[stop.order]
                collect = stop.action is Action.COLLECT
                work_s += order.pickup_service_s if collect else order.delivery_service_s
        h = self.world.handling
        work_s += h.check_s
        if not is_empty(self.start_load):
            load = self.start_load
            work_s += h.load_fixed_s + load.pallets * h.load_per_pallet_s
            work_s += load.roll_cages * h.load_per_cage_s
        return Ahead(drive_s, drive_s + work_s)

    def _resume(self, start: Progress) -> None:
        self.at_s = start.free_s
        self.tacho.replay(self.done, self.world.sites.charging.plug_s)
        if start.begun or any(a.doing is Doing.DRIVE for a in self.done):
            self.load = start.load
            self.start_load = self.stops[0].load_before if self.stops else start.load
        self.place = start.at_place or self.place
        if self.stops:
            self.empties = self.stops[-1].empties_after
        self._from_here()

    def _from_here(self) -> None:
        """Legs from where the truck is, where that is not where its trip says: a stop was given up."""
        planned, here = legs_places(self.world, self.trip), self.place
        for at in range(len(self.stops), len(self.legs)):
            if planned[at] == here or self._behind(at):
                return
            stays = at < len(self.trip.stops) and not place_of(self.world, self.vehicle, self.trip.stops[at])
            there = here if stays else planned[at + 1]
            self.legs[at] = self.world.leg(self.vehicle, here, there)
            here = there

    def leave_depot(self) -> None:
        """Vehicle check and loading, as far as they are not done."""
        if not self.done:
            trip = self.trip
            start_s = trip.start_s
            if start_s is None:
                start_s = automatic_start(self.world, trip, self.legs, self.start_load)
            self.at_s = start_s
            self._work(Doing.CHECK, self.times.check_s(self.vehicle, start_s), place=self.place)
        started = {a.doing for a in self.done}
        if not started & {Doing.LOAD, Doing.DRIVE} and not is_empty(self.load):
            self._work(Doing.LOAD, self.times.loading_s(self.vehicle, self.load, self.at_s), place=self.place)

    def visit(self, index: int) -> None:
        """Drive to a stop and do what is to be done there."""
        stop = self.trip.stops[index]
        if stop.order:
            self._serve(index, stop)
        elif stop.action is Action.CHARGE:
            self._charge(index, stop)
        elif stop.action is Action.RELOAD:
            self._reload(index, stop)
        else:
            self._rest(index, stop)

    def _serve(self, index: int, stop: Stop) -> None:
        """Wait for the window (as a break, where that is of use), then serve."""
        order = self.world.orders[stop.order]
        transfer = via_of(self.world, stop) if stop.via else None
        place = place_of(self.world, self.vehicle, stop)
        leg, drive_s, arrive_s = self._drive(index, place)
        windows = visit_windows(self.world, self.vehicle, stop)
        window = windows[0] if len(windows) == 1 else window_for(windows=windows, arrive_s=arrive_s)
        lasts = self._service_s(order, stop, transfer)
        self._wait(index, place, window.open_s, lasts[0])
        if transfer is None:
            begin_s, cause = self.times.opens_s(order, stop.action, self.at_s)
            if begin_s > self.at_s:
                self._add(Doing.WAIT, (begin_s - self.at_s, cause), stop=index, place=place)
            lasts = self.times.service_s(order, stop.action, begin_s)
        begin_s = self.at_s
        self._work(Doing.SERVICE, lasts, stop=index, place=place)
        before = self.load
        if stop.action is Action.DELIVER:
            self.load = before - order.load
            if transfer is None and order.returns is not NOTHING and not is_empty(order.returns):
                self.load = self.load + order.returns
                self.empties = self.empties + order.returns
        else:
            self.load = before + order.load
        self._note(stop, place, (arrive_s, begin_s), window, before, leg, drive_s)

    def _service_s(self, order: Order, stop: Stop, transfer: Transfer | None) -> Lasts:
        """Planned service, before it is known what the day makes of it."""
        if transfer is None:
            return (order.pickup_service_s if stop.action is Action.COLLECT else order.delivery_service_s), ""
        units = order.load.pallets + order.load.roll_cages
        return transfer.handling_fixed_s + units * transfer.handling_per_unit_s, ""

    def _wait(self, index: int, place: str, open_s: int, work_s: int) -> None:
        """Until the window opens, and a break where so much work in one go asks for it first."""
        known_s = open_s - self.at_s
        needed_s = self.tacho.before(work_s)
        if known_s <= 0 and not needed_s:
            return
        useful_s = self.tacho.of_wait(known_s) if known_s > 0 and not self._rested(index) else 0
        rest_s = max(needed_s, useful_s)
        if rest_s:
            self.tacho.rest(rest_s)
            self._add(Doing.BREAK, (rest_s, ""), stop=index, place=place)
        if open_s > self.at_s:
            self._add(Doing.WAIT, (open_s - self.at_s, ""), stop=index, place=place)

    def _rested(self, index: int) -> bool:
        """A break was taken at this stop since the truck came: of the wait no second one is made."""
        for activity in reversed(self.done):
            if activity.stop != index or activity.doing is Doing.DRIVE:
                return False
            if activity.doing is Doing.BREAK:
                return True
        return False

    def _charge(self, index: int, stop: Stop) -> None:
        leg, drive_s, arrive_s = self._drive(index, stop.place)
        begin_s, cause = self.times.charger_s(self.vehicle, stop.place, self.at_s)
        if begin_s > self.at_s:
            self._add(Doing.WAIT, (begin_s - self.at_s, cause), stop=index, place=stop.place)
        self._add(Doing.CHARGE, (stop.seconds, ""), stop=index, place=stop.place)
        self.tacho.charge(stop.seconds, self.world.sites.charging.plug_s)
        self._note(stop, stop.place, (arrive_s, begin_s), ALL_DAY, self.load, leg, drive_s)

    def _rest(self, index: int, stop: Stop) -> None:
        place = stop.place or self.place
        leg, drive_s, arrive_s = self.legs[index], 0, self.at_s
        if place != self.place or self._behind(index):
            leg, drive_s, arrive_s = self._drive(index, place)
        self._add(Doing.BREAK, (stop.seconds, ""), stop=index, place=place)
        self.tacho.rest(stop.seconds)
        self._note(stop, place, (arrive_s, arrive_s), ALL_DAY, self.load, leg, drive_s)

    def _reload(self, index: int, stop: Stop) -> None:
        """Bring back what is for the depot, and load the goods of the next part of the trip."""
        depot = self.vehicle.depot
        leg, drive_s, arrive_s = self._drive(index, depot)
        back, fresh = self._for_depot(index), section_load(self.world, self.trip, index + 1)
        planned_s, _ = self._turn_s(PlannedTimes(world=self.world), back, fresh)
        rest_s = self.tacho.before(planned_s)
        if rest_s:
            self.tacho.rest(rest_s)
            self._add(Doing.BREAK, (rest_s, ""), stop=index, place=depot)
        begin_s, before = self.at_s, self.load
        self._work(Doing.LOAD, self._turn_s(self.times, back, fresh), stop=index, place=depot)
        self.load = before - back + fresh
        self.empties = NOTHING
        self._note(stop, depot, (arrive_s, begin_s), ALL_DAY, before, leg, drive_s)

    def _for_depot(self, index: int) -> Load:
        """All that is aboard, undelivered goods too, but what was collected for a stop beyond this one."""
        orders, ahead = self.world.orders, self.trip.stops[index + 1 :]
        beyond = {s.order for s in ahead if s.action is Action.DELIVER}
        collected = (t.stop.order for t in self.stops if t.stop.action is Action.COLLECT)
        back = self.load - total(orders[o].load for o in collected if o in beyond)
        # a trip that delivers before it collects has less than nothing aboard: its finding says so
        return Load(
            kg=max(0, back.kg), pallets=max(0, back.pallets), roll_cages=max(0, back.roll_cages),
            ldm_cm=max(0, back.ldm_cm),
        )  # fmt: skip

    def _turn_s(self, times: Times, back: Load, fresh: Load) -> Lasts:
        """Unloading and loading in one go at the depot."""
        lasts_s, cause = 0, ""
        if not is_empty(back):
            lasts_s, cause = times.unloading_s(self.vehicle, back, self.at_s)
        if not is_empty(fresh):
            loading_s, late = times.loading_s(self.vehicle, fresh, self.at_s + lasts_s)
            lasts_s, cause = lasts_s + loading_s, late or cause
        return lasts_s, cause

    def go_home(self) -> None:
        """Drive to the depot and unload what came along."""
        if any(a.doing is Doing.UNLOAD for a in self.done):
            return
        last = len(self.trip.stops)
        self._drive(last, self.vehicle.depot)
        if not is_empty(self.load):
            planned_s, _ = self._turn_s(PlannedTimes(world=self.world), self.load, NOTHING)
            rest_s = self.tacho.before(planned_s)
            if rest_s:
                self.tacho.rest(rest_s)
                self._add(Doing.BREAK, (rest_s, ""), stop=last, place=self.place)
            lasts = self.times.unloading_s(self.vehicle, self.load, self.at_s)
            self._work(Doing.UNLOAD, lasts, stop=last, place=self.place)

    def _note(
        self,
        stop: Stop,
        place: str,
        at: tuple[int, int],
        window: Window,
        before: Load,
        leg: Leg,
        drive_s: int,
    ) -> None:
        arrive_s, begin_s = at
        self.stops.append(
            StopTimes(
                stop=stop,
                place=place,
                arrive_s=arrive_s,
                begin_s=begin_s,
                end_s=self.at_s,
                wait_s=self._waited() if begin_s > arrive_s else 0,
                late_s=begin_s - window.close_s if begin_s > window.close_s else 0,
                window_open_s=window.open_s,
                window_close_s=window.close_s,
                load_before=before,
                load_after=self.load,
                distance_m=leg.distance_m,
                drive_s=drive_s,
                empties_after=self.empties,
            )
        )

    def _waited(self) -> int:
        """Seconds waited at the stop that was just begun; breaks are no waiting."""
        waited_s, index = 0, len(self.stops)
        for activity in reversed(self.done):
            if activity.stop != index or activity.doing is Doing.DRIVE:
                break
            if activity.doing is Doing.WAIT:
                waited_s += activity.end_s - activity.start_s
        return waited_s

    def _drive(self, index: int, place: str) -> tuple[Leg, int, int]:
        """Bring the truck to `place`; gives the leg, its driving seconds and the time of arrival."""
        behind = self._behind(index) if self.resumed else []
        self.resumed = False
        leg = self.legs[index]
        if not behind:
            seconds, cause = self.times.drive_s(self.vehicle, leg, self.place, place, self.at_s)
            while rest_s := self.tacho.before_leg(seconds):
                # who rests first leaves at another hour, on another road
                self.tacho.rest(rest_s)
                self._add(Doing.BREAK, (rest_s, ""), stop=index, place=self.place)
                seconds, cause = self.times.drive_s(self.vehicle, leg, self.place, place, self.at_s)
            if self.tacho.may_drive_s() >= seconds:
                self._add_drive(index, place, leg, (seconds, cause))
            else:
                self._pieces(index, place, leg, (seconds, cause))
        else:
            leg = behind[0].leg or leg
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

    def _add_drive(self, index: int, place: str, leg: Leg, lasts: Lasts) -> None:
        """A leg in one go, as nearly all are."""
        start_s = self.at_s
        self.at_s = end_s = start_s + lasts[0]
        self.tacho.drive(lasts[0])
        self.done.append(
            Activity(
                doing=Doing.DRIVE,
                start_s=start_s,
                end_s=end_s,
                stop=index,
                place=place,
                leg=leg,
                cause=lasts[1],
            )
        )

    def _pieces(self, index: int, place: str, leg: Leg, lasts: Lasts, driven_s: int = 0) -> None:
        for piece in self.tacho.leg(lasts[0], driven_s):
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

    def _work(self, doing: Doing, lasts: Lasts, *, stop: int = -1, place: str = "") -> None:
        self._add(doing, lasts, stop=stop, place=place)
        self.tacho.work(lasts[0])

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
    served = sum(s.begin_s <= clock_s for s in walked.stops)
    drives = [a for a in done if a.doing is Doing.DRIVE]
    arrived = [a for a in drives if a.leg_to >= 1.0]
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
        since_break_s=driven_since_break(world, done),
        load=stops[-1].load_after if stops else walked.start_load,
        finished=finished,
    )


def driven_since_break(world: World, done: Sequence[Activity]) -> int:
    """Driving since the last whole break, in seconds."""
    tacho = Tacho(world.hours, Ahead(0, 0), eu=True)
    tacho.replay(done, world.sites.charging.plug_s)
    return tacho.drive_since_s
