"""A trip walked through in time: check, load, drive, break, wait, serve, charge, reload, home, unload.

`walk` is used twice: for a plan (planned durations, from the beginning) and for the running day
(true durations, resumed from a truck's `Progress`). `progress_at` cuts a walk at a clock time, so
`walk(world, trip, times, progress_at(world, trip, walked, t))` goes on exactly where it was: the
day is cut, changed, and walked on.
"""

from __future__ import annotations

from game.domain.day import Progress
from game.domain.evaluation import Doing
from game.domain.plan import Stop, Trip
from game.domain.sites import Transfer
from game.domain.world import Action, Load, Order, Window, World
from game.rules.cursor import Cursor
from game.rules.load import NOTHING, at_least_nothing, is_empty, section_load, total
from game.rules.schedule import automatic_start, window_for
from game.rules.stops import place_of, via_of, visit_windows
from game.rules.times import Lasts, PlannedTimes, Times
from game.rules.walked import Walk, driven_since_break, progress_at

__all__ = ["Walk", "driven_since_break", "progress_at", "walk"]


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


class _Walker(Cursor):
    """What is done at the depot and at each kind of stop."""

    __slots__ = ()

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
            self._dock(-1, self.place)
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
        if not self._was_at(place):
            self._dock(index, place)
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

    def _was_at(self, place: str) -> bool:
        """The stop before was here too: the truck has its dock."""
        return (self.stops[-1].place if self.stops else self.vehicle.depot) == place

    def _dock(self, index: int, place: str) -> None:
        """Wait until there is a dock."""
        free_s, cause = self.times.dock_s(self.vehicle, place, self.at_s)
        if free_s > self.at_s:
            self._add(Doing.WAIT, (free_s - self.at_s, cause), stop=index, place=place)

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
        if not self._was_at(depot):
            self._dock(index, depot)
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
        return at_least_nothing(back)

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
        back = at_least_nothing(self.load)
        if not is_empty(back):
            planned_s, _ = self._turn_s(PlannedTimes(world=self.world), back, NOTHING)
            rest_s = self.tacho.before(planned_s)
            if rest_s:
                self.tacho.rest(rest_s)
                self._add(Doing.BREAK, (rest_s, ""), stop=last, place=self.place)
            if not self._was_at(self.place):
                self._dock(last, self.place)
            lasts = self.times.unloading_s(self.vehicle, back, self.at_s)
            self._work(Doing.UNLOAD, lasts, stop=last, place=self.place)
