"""What a planner may do with the chosen stop, trip or order: a list of acts, each with its price beforehand.

`ActList.work` makes them one at a time (each is judged by the one evaluator), so that no frame waits. An act
that the rules refuse stays in the list with the reason. Panel and menu show the same list.
"""

from __future__ import annotations

import time
from bisect import insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from game.content.language import Language
from game.domain.commands import (
    AddStop,
    ClearTrip,
    Command,
    DropStop,
    Give,
    LastStop,
    MoveStop,
    SetRoute,
    SetStart,
    SetVia,
    Unplace,
)
from game.domain.evaluation import Doing, TripEvaluation
from game.domain.plan import Stop, Trip
from game.domain.world import Action, Vehicle, World
from game.rules.checks import LONGEST_S, serves
from game.rules.schedule import legs_places
from game.session import Session
from game.ui import board_trip_acts
from game.ui.board_charge import LEAST_CHARGE_S, STEP_S, fitting_s, near_chargers
from game.ui.board_offer import About, Act, Offer
from game.ui.board_own import VIA_ICONS, road_word
from game.ui.console_acts import quick_rules
from game.ui.drop_preview import Preview

START_STEP_S = 15 * 60
Judge = Callable[[Command], Preview]


@dataclass(slots=True)
class ActList:
    """The offers for what is chosen, made bit by bit."""

    session: Session
    about: About
    lang: Language
    judge: Judge
    judged: TripEvaluation | None = None
    """The trip as it is, or is expected to go."""
    edits: bool = False
    """With acts on whole trips and halves of them."""
    into: str = ""
    """Only the choice of this name, the best first."""
    found: list[Offer] = field(default_factory=list)
    complete: bool = False
    _source: Iterator[Offer | None] | None = None

    def work(self, milliseconds: float) -> bool:
        """Make more of the list; True when something was added or it was completed."""
        if self.complete:
            return False
        if self._source is None:
            self._source = self._make()
        before, end = len(self.found), time.perf_counter() + milliseconds / 1000
        while not self.complete and time.perf_counter() < end:
            try:
                self._add(next(self._source))
            except StopIteration:
                self.complete = True
        return self.complete or len(self.found) > before

    def _add(self, offer: Offer | None) -> None:
        """Put an offer behind the others; in a choice before those that are worse, but not by hand."""
        if offer is None:
            return
        if self.into and self.session.helped:
            insort(self.found, offer, key=lambda o: (o.preview.rank if o.preview else (0, 0), o.act.label))
        else:
            self.found.append(offer)

    def opened(self, name: str) -> ActList:
        """The choice that an act opens."""
        return ActList(
            session=self.session, about=self.about, lang=self.lang, judge=self.judge, judged=self.judged,
            edits=True, into=name,
        )  # fmt: skip

    def all(self) -> tuple[Offer, ...]:
        """The whole list, worked out now."""
        while not self.complete:
            self.work(1000)
        return tuple(self.found)

    def _make(self) -> Iterator[Offer | None]:
        """None: not ready yet, go on later."""
        if self.into:
            yield from board_trip_acts.choices(self)
            return
        for act in self._acts():
            yield Offer(act=act, preview=None if act.chosen or act.opens else self.judge(act.command))
        if self.edits and self.session.phase == "plan" and self.session.helped:
            yield from (Offer(act=act) for act in self._rules())

    @property
    def _world(self) -> World:
        return self.session.system

    def _rules(self) -> Iterator[Act]:
        """What the computer is asked to keep to, about what is chosen: it changes no figure now."""
        for rule in quick_rules(self.session, self.about.vehicle, self.about.order, self.lang):
            yield Act(id=rule.id, group="lock", icon=rule.icon, label=rule.label, command=rule.command)

    def _acts(self) -> Iterator[Act]:
        trip = self.session.plan.trip_of(self.about.vehicle)
        if trip is None:
            if self.edits:
                yield from board_trip_acts.of_nothing(self)
            yield from self._partner(self.about.order)
            return
        vehicle, at = self._world.vehicles[trip.vehicle], self.about.stop
        if not 0 <= at < len(trip.stops):
            yield from self._whole_trip(trip, vehicle)
            return
        stop = trip.stops[at]
        if stop.own:
            yield from self._own(trip, at, stop)
            yield from self._roads(trip, vehicle, at)
            return
        yield from self._roads(trip, vehicle, at)
        yield from self._via(trip, stop.order)
        yield from self._partner(stop.order)
        yield from self._after(trip, vehicle, at + 1)
        if self.edits:
            yield from board_trip_acts.of_stop(self, trip, at)
        yield self.act("out", "out", "trash", Unplace(order=stop.order), "acts.unplace")

    def act(self, name: str, group: str, icon: str, command: Command, key: str, **values: object) -> Act:
        return Act(id=name, group=group, icon=icon, command=command, label=self.lang.t(key, **values))

    # -- the trip ----------------------------------------------------------------------------------
    def _whole_trip(self, trip: Trip, vehicle: Vehicle) -> Iterator[Act]:
        yield from self._roads(trip, vehicle, len(trip.stops))
        yield from self._after(trip, vehicle, len(trip.stops))
        yield from self._start(trip)
        if self.edits:
            yield from board_trip_acts.of_trip(self, trip)
        yield self.act("clear", "out", "trash", ClearTrip(vehicle=trip.vehicle), "acts.clear")

    def _start(self, trip: Trip) -> Iterator[Act]:
        now_s = self.judged.start_s if self.judged else trip.start_s or 0
        for word, step in (("earlier", -START_STEP_S), ("later", START_STEP_S)):
            start_s = max(0, (now_s + step) // 300 * 300)
            command = SetStart(vehicle=trip.vehicle, start_s=start_s)
            clock = self.lang.clock(start_s)
            yield self.act(f"start.{word}", "start", "clock", command, f"acts.start_{word}", clock=clock)
        auto = SetStart(vehicle=trip.vehicle, start_s=-1)
        made = self.act("start.auto", "start", "clock", auto, "acts.start_auto")
        note = self.lang.t("acts.start_now", clock=self.lang.clock(now_s))
        yield replace(made, chosen=trip.start_s is None, note=note)

    def _after(self, trip: Trip, vehicle: Vehicle, at: int) -> Iterator[Act]:
        """Put a stop of the truck's own at position `at`."""
        if vehicle.class_.drive == "battery":
            for place in near_chargers(self._world, trip, at):
                yield self._charge(vehicle, at, place)
        rest_s = self._world.hours.break_s
        command = AddStop(vehicle=trip.vehicle, kind="break", at=at, seconds=rest_s)
        yield self.act("rest", "after", "coffee", command, "acts.break", minutes=self.lang.minutes(rest_s))
        if at < len(trip.stops):
            command = AddStop(vehicle=trip.vehicle, kind="reload", at=at)
            depot = self._world.places[vehicle.depot].name
            yield self.act("reload", "after", "package", command, "acts.reload", depot=depot)

    def _charge(self, vehicle: Vehicle, at: int, place: str) -> Act:
        first = AddStop(vehicle=vehicle.id, kind="charge", at=at, place=place, seconds=LEAST_CHARGE_S)
        tried = self.judge(first)
        after = tried.after.trip_of(vehicle.id) if tried.after else None
        seconds = fitting_s(self._world, vehicle, after, at) if after else LEAST_CHARGE_S
        charger = self._world.sites.chargers[place]
        return self.act(
            f"charge.{place}", "after", "bolt-filled", replace(first, seconds=seconds), "acts.charge",
            place=self._world.places[place].name, minutes=self.lang.minutes(seconds),
            kw=self.lang.number(charger.kw),
        )  # fmt: skip

    # -- an own stop -------------------------------------------------------------------------------
    def _own(self, trip: Trip, at: int, stop: Stop) -> Iterator[Act]:
        name = trip.vehicle
        if stop.action is not Action.RELOAD:
            for word, step, icon in (("longer", STEP_S, "plus"), ("shorter", -STEP_S, "minus")):
                seconds = stop.seconds + step
                if STEP_S <= seconds <= LONGEST_S:
                    command = LastStop(vehicle=name, at=at, seconds=seconds)
                    minutes = self.lang.minutes(seconds)
                    yield self.act(word, "own", icon, command, f"acts.{word}", minutes=minutes)
        for word, to, icon in (("earlier", at - 1, "arrow-left"), ("later", at + 1, "arrow-right")):
            if 0 <= to < len(trip.stops):
                command_to = MoveStop(vehicle=name, at=at, to=to)
                yield self.act(word, "own", icon, command_to, f"acts.{word}")
        yield self.act("drop", "own", "trash", DropStop(vehicle=name, at=at), "acts.drop")

    # -- the way there -----------------------------------------------------------------------------
    def _roads(self, trip: Trip, vehicle: Vehicle, at: int) -> Iterator[Act]:
        """The alternatives of the leg to stop `at`, when there is a choice; see issue 3, part 4."""
        places = legs_places(self._world, trip)
        if places[at] == places[at + 1]:
            return
        options = self._world.legs.options(vehicle.class_.profile, places[at], places[at + 1])
        if len(options) < 2:
            return
        now = trip.return_route if at == len(trip.stops) else trip.stops[at].route
        now = now if now < len(options) else 0
        group = "home" if at == len(trip.stops) else "road"
        for i, leg in enumerate(options):
            command = SetRoute(vehicle=trip.vehicle, at=at, route=i)
            road, km = road_word(leg, self.lang), self.lang.km(leg.distance_m)
            toll = round(leg.tolled_m / 1000 * vehicle.rates.toll_cent_per_km)
            minutes = self.lang.minutes(self._lasts_s(at) if i == now else leg.duration_s)
            note = self.lang.t("acts.road_now", minutes=minutes, euro=self.lang.euro(toll))
            made = self.act(f"road.{i}", group, "road", command, "acts.by_road", road=road, km=km)
            yield replace(made, chosen=i == now, note=note)

    def _lasts_s(self, at: int) -> int:
        """Driving to stop `at` as it is judged, at its hour."""
        drives = (a for a in self.judged.activities if a.doing is Doing.DRIVE) if self.judged else ()
        return sum(a.end_s - a.start_s for a in drives if a.stop == at)

    # -- somebody else's wheels ----------------------------------------------------------------------
    def _via(self, trip: Trip, order: str) -> Iterator[Act]:
        """Either end of the order may be one that a transfer reaches."""
        mine = [s for s in trip.stops if s.order == order]
        transfers = [
            t for t in self._world.sites.transfers.values() if any(serves(self._world, s, t.id) for s in mine)
        ]
        if not transfers:
            return
        via, now = next((s.via for s in mine if s.via), ""), self.lang.t("acts.now")
        direct = self.act("via.-", "via", "map-pin", SetVia(order=order, transfer="-"), "acts.direct")
        yield replace(direct, chosen=not via, note=now)
        for transfer in transfers:
            icon = VIA_ICONS.get(transfer.kind, "transfer")
            command = SetVia(order=order, transfer=transfer.id)
            key = f"acts.via_{transfer.kind}"
            made = self.act(f"via.{transfer.id}", "via", icon, command, key, transfer=transfer.name)
            yield replace(made, chosen=via == transfer.id, note=now)

    def _partner(self, order: str) -> Iterator[Act]:
        if not order:
            return
        given = self.session.plan.partner_of(order)
        for partner in self._world.sites.partners.values():
            command = Give(order=order, partner=partner.id)
            made = self.act(
                f"give.{partner.id}", "partner", "users", command, "acts.give", partner=partner.name
            )
            yield replace(made, chosen=partner.id == given, note=self.lang.t("acts.given"))
        if given:
            back = Unplace(order=order)
            yield self.act("take_back", "partner", "arrow-back-up", back, "acts.take_back")
