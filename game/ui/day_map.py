"""The running day on the map: routes, stops as they stand now, jams and trucks on the road."""

from __future__ import annotations

from dataclasses import replace

from game.content.language import Language
from game.domain.evaluation import Doing, Evaluation, TripEvaluation
from game.session import Session
from game.sim.roads import OF_ROAD
from game.ui.day_model import DayModel
from game.ui.day_troubles import flag
from game.ui.day_where import Point
from game.ui.map_along import MapPart, parts_of
from game.ui.map_model import map_stops, route_points
from game.ui.map_view import MapStop, MapTrip, MapTruck
from game.ui.selection import Selection


class DayMap:
    """Values for `MapView.draw`; what did not change stays the same object, so that layers stay cached."""

    def __init__(self, session: Session, model: DayModel) -> None:
        self.session, self.model = session, model
        self.stamp = 0
        """Rises whenever routes or stops changed."""
        self._trips_key: object = None
        self._trips: tuple[MapTrip, ...] = ()
        self._lines: dict[str, tuple[object, tuple[Point, ...]]] = {}
        self._of: tuple[TripEvaluation, ...] | None = None
        self._now: dict[str, tuple[Point, ...]] = {}
        self._parts: tuple[object, tuple[MapPart, ...]] = (None, ())
        self._stops_key: object = None
        self._stops: tuple[MapStop, ...] = ()

    def trips(self, selected: str) -> tuple[MapTrip, ...]:
        """Routes of every truck, the selected one last, jams on top."""
        jams = tuple((j.incident.id, j.vehicle, j.points) for j in self.model.jams)
        lines = self._routes()
        parts = self._along(selected)
        key = (selected, jams, tuple(lines.items()), parts)
        if key != self._trips_key:
            made = [MapTrip(id=v, points=p) for v, p in lines.items() if v != selected and len(p) > 1]
            if len(lines.get(selected, ())) > 1:
                made.append(MapTrip(id=selected, points=lines[selected], selected=True, parts=parts))
            made += [MapTrip(id=f"jam.{i}.{v}", points=p, kind="jam") for i, v, p in dict.fromkeys(jams)]
            self._trips_key, self._trips = key, tuple(made)
            self.stamp += 1
        return self._trips

    def _along(self, vehicle: str) -> tuple[MapPart, ...]:
        """Load, battery and toll along the expected trip; cut anew only when one of them changed."""
        judged = next((t for t in self.model.expected if t.trip.vehicle == vehicle), None)
        if judged is None:
            return ()
        loads = tuple(s.load_before for s in judged.stops)
        key = (vehicle, self._lines[vehicle][0], judged.battery_trace, loads)
        if self._parts[0] != key:
            self._parts = (key, parts_of(self.session.system, judged))
        return self._parts[1]

    def _routes(self) -> dict[str, tuple[Point, ...]]:
        """The line of each trip; made again only when it drives other legs."""
        if self._of is self.model.expected:
            return self._now
        for trip in self.model.expected:
            legs = tuple(a.leg for a in trip.activities if a.doing is Doing.DRIVE and a.leg_from <= 0)
            known = self._lines.get(trip.trip.vehicle)
            if known is None or known[0] != legs:
                points = route_points(self.session.system, trip)
                self._lines[trip.trip.vehicle] = (legs, points)
        self._of = self.model.expected
        self._now = {t.trip.vehicle: self._lines[t.trip.vehicle][1] for t in self._of}
        return self._now

    def stops(self, lang: Language, selection: Selection) -> tuple[MapStop, ...]:
        """As on the planboard, with what is done as dots and what is past no longer late."""
        key = (self.session.revision, selection.key, lang.code)
        if key != self._stops_key:
            judged = Evaluation(trips=self.model.expected, kpi=self.model.kpi)
            found = map_stops(self.session.system, judged, self.session.visible, selection, lang)
            self._stops_key = key
            self.stamp += 1
            stops = [self._as_it_stands(stop, selection.vehicle) for stop in found]
            self._stops = (*_first_flags(stops, selection.vehicle), *self._trouble_flags(lang))
        return self._stops

    def _trouble_flags(self, lang: Language) -> list[MapStop]:
        """A word beside everything that is wrong now: on its road once for all trucks, else at its place."""
        once = {j.incident.id: j.points[len(j.points) // 2] for j in reversed(self.model.jams)}
        made = []
        for trouble in self.model.troubles:
            xy = once.get(trouble.id) if trouble.kind in OF_ROAD else self._place_of(trouble.subject)
            if xy is not None:
                words = flag(trouble, lang)
                made.append(
                    MapStop(id=f"jam/{trouble.id}", xy=xy, state="late", number="!", label=words)
                )  # fmt: skip
        return made

    def _place_of(self, subject: str) -> Point | None:
        """Where an order's customer, a place, a truck or a driver is now."""
        world = self.session.system
        if subject in world.orders:
            order = world.orders[subject]
            subject = order.delivery if order.delivery_windows else order.pickup
        if subject in world.places:
            return world.places[subject].x_m, world.places[subject].y_m
        for truck in self.model.trucks(self.session.clock_s):
            trip = self.model.trip(truck.vehicle)
            driver = trip.trip.driver if trip else ""
            if subject in (truck.vehicle, driver or world.vehicles[truck.vehicle].driver):
                return truck.xy
        return None

    def _as_it_stands(self, stop: MapStop, chosen: str) -> MapStop:
        vehicle, _, index = stop.id.partition("/")
        truck = self.session.day.truck(vehicle) if self.session.day else None
        if truck is None or not index.isdigit() or int(index) >= len(truck.stops):
            return stop
        return replace(stop, state="done" if vehicle == chosen else "stop", label="", number="")

    def trucks(self, at_s: float, selected: str) -> list[MapTruck]:
        """Trucks on the road now, the selected one on top."""
        made = [
            MapTruck(
                id=t.vehicle,
                name=self.session.system.vehicles[t.vehicle].name,
                xy=t.xy,
                selected=t.vehicle == selected,
                late=t.late,
            )
            for t in self.model.trucks(at_s)
        ]
        return sorted(made, key=lambda truck: truck.selected)


def _first_flags(stops: list[MapStop], chosen: str) -> list[MapStop]:
    """Every late stop keeps its ring; of trips that are not selected only the first one keeps its words."""
    made = []
    late = sorted((s for s in stops if s.state == "late"), key=_index)
    first = {s.id.partition("/")[0]: s.id for s in reversed(late)}
    for stop in stops:
        vehicle = stop.id.partition("/")[0]
        keep = stop.state != "late" or vehicle == chosen or first[vehicle] == stop.id
        made.append(stop if keep else replace(stop, label=""))
    return made


def _index(stop: MapStop) -> int:
    """Where in its trip a stop is; its number skips charging and breaks, and may be two at a hub."""
    tail = stop.id.rpartition("/")[2]
    return int(tail) if tail.isdigit() else 0
