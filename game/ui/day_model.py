"""The running day as a screen needs it: expected trips, figures, trucks on the road, jams, what to do first.

Nothing is decided here. Expected times come from the session's own day (`running.expected`), figures from
`rules.evaluate`, and everything is made again only when the session changed.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from game.content.language import Language
from game.domain.day import Incident
from game.domain.evaluation import Activity, Doing, Kpi, TripEvaluation
from game.domain.world import Leg, World
from game.rules.evaluate import kpi_of
from game.session import Session
from game.sim.position import point_along, position
from game.ui.board_rows import BoardRow, blocks_of, progressed, trip_row
from game.ui.triage import TriageItem, triage

Point = tuple[float, float]
Points = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TruckAt:
    """Where a truck is at a moment. `doing` is None before it starts and after it ended."""

    vehicle: str
    xy: Point
    doing: Doing | None
    stop: int
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Jam:
    """A stretch of road that is slow now, as far as the planner knows."""

    incident: Incident
    points: tuple[Point, ...]
    vehicle: str


class DayModel:
    """Cached views on a session whose day runs."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._key: tuple[int, str] = (-1, "")
        self._expected: tuple[TripEvaluation, ...] = ()
        self._items: tuple[TriageItem, ...] = ()
        self._kpi: Kpi | None = None
        self._jams: tuple[Jam, ...] = ()
        self._rows: tuple[BoardRow, ...] = ()
        self._ways = Ways()
        self._made: dict[str, tuple[TripEvaluation | None, str, BoardRow]] = {}

    def refresh(self, lang: Language) -> bool:
        """Make everything again when the session or the language changed; True when it did."""
        key = self.session.revision, lang.code
        if key == self._key:
            return False
        self._key = key
        running = self.session.running
        self._expected = running.expected() if running else ()
        self._items = triage(self.session, self._expected, lang.code)
        self._kpi = self._expected_kpi()
        self._jams = tuple(self._slow_roads())
        self._rows = tuple(self._row(name, lang) for name in sorted(self.session.system.vehicles))
        return True

    @property
    def expected(self) -> tuple[TripEvaluation, ...]:
        """Every trip as it is expected to go: what is done, then what follows from it."""
        return self._expected

    @property
    def items(self) -> tuple[TriageItem, ...]:
        """What asks for attention, most urgent first."""
        return self._items

    @property
    def jams(self) -> tuple[Jam, ...]:
        """Slow roads on the ways that trucks drive now."""
        return self._jams

    @property
    def rows(self) -> tuple[BoardRow, ...]:
        """The planboard: what was done and is expected, with the issued plan as a thin trace."""
        return self._rows

    def _row(self, vehicle: str, lang: Language) -> BoardRow:
        """A row of blocks is only made again when its trip changed; the clock then marks what is done."""
        trip = self.trip(vehicle)
        known = self._made.get(vehicle)
        if known is None or known[:2] != (trip, lang.code):
            known = trip, lang.code, self._fresh_row(vehicle, trip, lang)
            self._made[vehicle] = known
        return replace(known[2], blocks=progressed(known[2].blocks, self.session.clock_s))

    def _fresh_row(self, vehicle: str, trip: TripEvaluation | None, lang: Language) -> BoardRow:
        world = self.session.system
        row = trip_row(world, world.vehicles[vehicle], trip, lang)
        planned = self.planned(vehicle)
        row = replace(row, planned=blocks_of(world, planned, lang) if planned else ())
        if trip is None or planned is None:
            return row
        minutes = round((trip.end_s - planned.end_s) / 60)
        if minutes == 0:
            return replace(row, end_text=lang.t("day.end_same"))
        key = "day.end_later" if minutes > 0 else "day.end_earlier"
        kind = "bad" if trip.late_s else "warn" if minutes > 5 else "ok" if minutes < 0 else ""
        return replace(row, end_text=lang.t(key, minutes=abs(minutes)), end_kind=kind)

    def trip(self, vehicle: str) -> TripEvaluation | None:
        """The expected trip of a vehicle."""
        return next((t for t in self._expected if t.trip.vehicle == vehicle), None)

    def planned(self, vehicle: str) -> TripEvaluation | None:
        """The trip as it was issued in the morning."""
        judged = self.session.planned_judged
        return judged.trip_of(vehicle) if judged else None

    # Figures --------------------------------------------------------------------------------

    @property
    def kpi(self) -> Kpi:
        """The day's expected figures, goodwill and costs of choices included."""
        assert self._kpi is not None
        return self._kpi

    def _expected_kpi(self) -> Kpi:
        session = self.session
        extra = session.running.outside(self._expected) if session.running else None
        left = sorted(session.visible - session.plan.covered())
        return kpi_of(session.system, self._expected, left, extra, session.plan.given)

    def delta_cent(self) -> int:
        """Expected cost minus what the issued plan would cost."""
        planned = self.session.planned_judged
        return self.kpi.cost_cent - planned.kpi.cost_cent if planned else 0

    def served(self) -> tuple[int, int]:
        """(stops begun on time, stops begun) until now."""
        state = self.session.day
        stops = [s for truck in state.trucks for s in truck.stops] if state else []
        return sum(s.late_s <= 0 for s in stops), len(stops)

    def end_shift_s(self, vehicle: str) -> int:
        """How much later (earlier: negative) the trip is expected to end than was planned."""
        now, then = self.trip(vehicle), self.planned(vehicle)
        return now.end_s - then.end_s if now and then else 0

    # Where everybody is ---------------------------------------------------------------------

    def trucks(self, at_s: float) -> tuple[TruckAt, ...]:
        """Every truck that has started and is not home, at a (fractional) clock time."""
        world = self.session.system
        return tuple(found for t in self._expected if (found := truck_at(world, t, at_s, self._ways)))

    def _slow_roads(self) -> Iterator[Jam]:
        state = self.session.day
        seen = set(state.seen) if state else set()
        known = [i for i in state.incidents if i.id in seen and i.kind == "jam"] if state else []
        for incident in known:
            if incident.from_s <= state.clock_s < incident.to_s:  # type: ignore[union-attr]
                for trip in self._expected:
                    yield from _jams_of(incident, trip, state.clock_s)  # type: ignore[union-attr]


def _jams_of(incident: Incident, trip: TripEvaluation, now_s: int) -> Iterator[Jam]:
    """The stretch of the road in trouble on the leg that a truck drives now or next."""
    ahead = [a for a in trip.activities if a.doing is Doing.DRIVE and a.leg and a.end_s > now_s]
    for activity in ahead[:1]:
        assert activity.leg is not None
        for road, start, end in activity.leg.road_spans:
            if road == incident.subject:
                points = part_of(activity.leg, start, end)
                if len(points) > 1:
                    yield Jam(incident=incident, points=points, vehicle=trip.trip.vehicle)


def current(activities: Sequence[Activity], at_s: float) -> Activity | None:
    """What is being done at a clock time; None before the start and after the end."""
    return next((a for a in activities if a.start_s <= at_s < a.end_s), None)


def truck_at(world: World, trip: TripEvaluation, at_s: float, ways: Ways) -> TruckAt | None:
    """Where a truck is on the map; None before it starts and when it is home."""
    activity = current(trip.activities, at_s)
    if activity is None:
        return None
    late = any(s.late_s > 0 and s.end_s > at_s for s in trip.stops)
    return TruckAt(
        vehicle=trip.trip.vehicle, xy=_where(world, trip, activity, at_s, ways), doing=activity.doing,
        stop=activity.stop, late=late,
    )  # fmt: skip


def _where(world: World, trip: TripEvaluation, activity: Activity, at_s: float, ways: Ways) -> Point:
    """As `sim.position`, but quick enough for every frame while a truck drives along a line."""
    leg = activity.leg
    if activity.doing is Doing.DRIVE and leg is not None and len(leg.path) > 1:
        gone = (at_s - activity.start_s) / max(1, activity.end_s - activity.start_s)
        return ways.of(leg.path).at(activity.leg_from + (activity.leg_to - activity.leg_from) * gone)
    spot = position(world, trip.trip.vehicle, trip.activities, int(at_s))
    return float(spot.x_m), float(spot.y_m)


class Way:
    """A line with its length up to each point."""

    __slots__ = ("_points", "_upto")

    def __init__(self, points: Points) -> None:
        self._points = points
        self._upto = [0.0, *accumulate(math.dist(a, b) for a, b in pairwise(points))]

    def at(self, share: float) -> Point:
        """The point at a share of the length."""
        wanted = self._upto[-1] * min(1.0, max(0.0, share))
        i = max(1, bisect_left(self._upto, wanted))
        (ax, ay), (bx, by) = self._points[i - 1], self._points[i]
        length = self._upto[i] - self._upto[i - 1]
        t = (wanted - self._upto[i - 1]) / length if length > 0 else 1.0
        return ax + (bx - ax) * t, ay + (by - ay) * t


class Ways(dict[int, tuple[Points, Way]]):
    """Measured lines by the identity of their points: hashing a long line costs more than using it."""

    def of(self, points: Points) -> Way:
        """The measured line; a truck asks for it in every frame."""
        known = self.get(id(points))
        if known is None or known[0] is not points:
            known = self[id(points)] = (points, Way(points))
        return known[1]


def part_of(leg: Leg, start: float, end: float) -> tuple[Point, ...]:
    """The line of a leg between two shares of it.

    Spans are shares of driving time, the line is measured in metres: on a map this is near enough.
    """
    if len(leg.path) < 2 or end <= start:
        return ()
    total = math.fsum(math.dist(a, b) for a, b in pairwise(leg.path))
    points, gone = [_point(leg, start)], 0.0
    for a, b in pairwise(leg.path):
        gone += math.dist(a, b)
        if start * total < gone < end * total:
            points.append((float(b[0]), float(b[1])))
    return (*points, _point(leg, end))


def _point(leg: Leg, share: float) -> Point:
    x_m, y_m = point_along(leg.path, share)
    return float(x_m), float(y_m)
