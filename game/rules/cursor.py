"""The cursor of a walk: clock, place, load and tachograph, and how driving and work move them on.

Kept apart from what is done at each kind of stop (`walk`).
"""

from __future__ import annotations

from collections.abc import Iterable

from game.domain.day import Progress
from game.domain.evaluation import Activity, Doing, StopTimes
from game.domain.plan import Stop, Trip
from game.domain.world import Action, Leg, Load, Window, World
from game.rules.load import NOTHING, at_departure, is_empty
from game.rules.schedule import legs_of, legs_places, regime_for
from game.rules.stops import place_of
from game.rules.tacho import Ahead, Piece, Tacho
from game.rules.times import Lasts, Standstill, Times


def ahead_of(world: World, trip: Trip, legs: Iterable[Leg], load: Load) -> Ahead:
    """Driving and work of the whole trip as planned, to choose breaks by; the hours are free flow.

    `load` is what it leaves the depot with.
    """
    drive_s = sum(leg.duration_s for leg in legs)
    work_s = world.handling.check_s
    for stop in trip.stops:
        if stop.order:
            order = world.orders[stop.order]
            collect = stop.action is Action.COLLECT
            work_s += order.pickup_service_s if collect else order.delivery_service_s
    if not is_empty(load):
        h = world.handling
        work_s += h.load_fixed_s + load.pallets * h.load_per_pallet_s
        work_s += load.roll_cages * h.load_per_cage_s
    return Ahead(drive_s, drive_s + work_s)


class Cursor:
    """Where a walk is, in time and place; lives no longer than the call."""

    __slots__ = (
        "at_s", "done", "empties", "halts", "left_s", "legs", "load", "place", "regime", "resumed",
        "start_load", "stops", "tacho", "times", "trip", "vehicle", "world",
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
        self.halts = times.standstills(self.vehicle)
        self.left_s = -1
        """When it first drove; -1: not yet."""
        self.at_s = 0
        self.resumed = bool(self.done)
        self.place = self.vehicle.depot
        ahead = ahead_of(world, trip, self.legs, self.start_load)
        self.tacho = Tacho(world.hours, ahead, eu=self.regime.eu, atbv=self.regime.atbv)
        if start and self.done:
            self._resume(start)

    def _resume(self, start: Progress) -> None:
        self.at_s = start.free_s
        self.tacho.replay(self.done, self.world.sites.charging.plug_s)
        if start.begun or any(a.doing is Doing.DRIVE for a in self.done):
            self.load = start.load
            self.start_load = self.stops[0].load_before if self.stops else start.load
        self.place = start.at_place or self.place
        self.left_s = next((a.start_s for a in self.done if a.doing is Doing.DRIVE), -1)
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
            self._stand(index)
            seconds, cause = self.times.drive_s(self.vehicle, leg, self.place, place, self.at_s)
            while rest_s := self.tacho.before_leg(seconds):
                # who rests first leaves at another hour, on another road
                self.tacho.rest(rest_s)
                self._add(Doing.BREAK, (rest_s, ""), stop=index, place=self.place)
                self._stand(index)
                seconds, cause = self.times.drive_s(self.vehicle, leg, self.place, place, self.at_s)
            if self.left_s < 0:
                self.left_s = self.at_s
            if self.tacho.may_drive_s() >= seconds and not self.halts:
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
            if piece.doing is Doing.DRIVE:
                if self.halts:
                    piece = self._halting(piece, index, place, leg, lasts, driven_s)  # noqa: PLW2901
                driven_s = round(piece.leg_to * lasts[0])
            self._add_piece(piece, index, place, leg, lasts[1])

    def _halting(
        self, piece: Piece, index: int, place: str, leg: Leg, lasts: Lasts, driven_s: int
    ) -> Piece:  # fmt: skip
        """Drive up to each standstill in this stretch of road and stand there; gives what is left of it."""
        left_s = piece.seconds
        while halt := self._halt(self.at_s + left_s):
            before_s = max(0, halt.from_s - self.at_s)
            if before_s:
                driven_s, left_s = driven_s + before_s, left_s - before_s
                reached = driven_s / lasts[0]
                self._add_piece(
                    Piece(Doing.DRIVE, before_s, piece.leg_from, reached), index, place, leg, lasts[1]
                )
                piece = Piece(Doing.DRIVE, left_s, reached, piece.leg_to)
            self._stand_until(halt, index, leg, piece.leg_from)
        return piece

    def _halt(self, until_s: int) -> Standstill | None:
        """The next standstill for who drives from now until then."""
        return next((h for h in self.halts if self.left_s < h.from_s < until_s and h.to_s > self.at_s), None)

    def _stand(self, index: int) -> None:
        """A truck on the road that cannot leave from where it is stands there."""
        while self.halts and self.left_s >= 0 and (halt := self._halt(self.at_s + 1)):
            self._stand_until(halt, index, None, 0.0)

    def _stand_until(self, halt: Standstill, index: int, leg: Leg | None, at: float) -> None:
        on_the_road = at > 0.0
        self.done.append(
            Activity(
                doing=Doing.WAIT,
                start_s=self.at_s,
                end_s=halt.to_s,
                stop=index,
                place="" if on_the_road else self.place,
                leg=leg if on_the_road else None,
                leg_from=at if on_the_road else 0.0,
                leg_to=at if on_the_road else 1.0,
                cause=halt.cause,
            )
        )
        self.at_s = halt.to_s

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

    def _rested(self, index: int) -> bool:
        """A break was taken at this stop since the truck came: of the wait no second one is made."""
        for activity in reversed(self.done):
            if activity.stop != index or activity.doing is Doing.DRIVE:
                return False
            if activity.doing is Doing.BREAK:
                return True
        return False
