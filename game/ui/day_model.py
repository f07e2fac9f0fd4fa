"""The running day as a screen needs it: expected trips, figures, trucks on the road, jams, what to do first.

Nothing is decided here. Expected times come from the session's own day (`running.expected`), figures from
`rules.evaluate`, and everything is made again only when the session changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from game.consequences import Consequences
from game.content.language import Language
from game.domain.day import Incident
from game.domain.evaluation import Doing, Kpi, TripEvaluation
from game.rules.calm import Calm
from game.rules.evaluate import kpi_of
from game.session import Session
from game.session_outlook import Outlook
from game.sim.expect import undone
from game.sim.roads import OF_ROAD
from game.triage import RISK_PERCENT, Extra, TriageItem, triage
from game.ui.board_rows import Block, BoardRow, blocks_of, progressed, trip_row
from game.ui.console_rules import with_locks
from game.ui.day_phone import Phone
from game.ui.day_troubles import marked, standing
from game.ui.day_where import Point, TruckAt, Ways, part_of, truck_at

SHIFT_HOURS_S = 5400
"""From here on a shift is told in hours."""


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
        self.outlook, self.consequences = Outlook(session), Consequences(session)
        self.phone = Phone(session.events)
        self._key: tuple[object, ...] = ()
        self._expected: tuple[TripEvaluation, ...] = ()
        self._items: tuple[TriageItem, ...] = ()
        self._kpi: Kpi | None = None
        self._jams: tuple[Jam, ...] = ()
        self._rows: tuple[BoardRow, ...] = ()
        self._ways = Ways()
        self._made: dict[str, tuple[object, BoardRow]] = {}
        self._known: tuple[object, ...] = ()
        self._troubles: tuple[Incident, ...] = ()
        self._calm = Calm()

    def work(self) -> bool:
        """A slice of what may come in later: chances to be late, what answers would change."""
        if self.session.phase != "day" or not self.session.helped:  # by hand: chances are digital help
            return False
        return self.outlook.step() or self.consequences.step()

    @property
    def stamp(self) -> tuple[object, ...]:
        """What everything here depends on, besides the language."""
        return (
            self.session.revision, self.outlook.revision, self.consequences.revision, self.phone.revision
        )  # fmt: skip

    def refresh(self, lang: Language) -> bool:
        """Make everything again when the session or the language changed; True when it did."""
        key = *self.stamp, lang.code
        if key == self._key:
            return False
        self._key = key
        running = self.session.running
        if key[:1] != self._known or not running:
            self._known = key[:1]
            self._expected = running.expected() if running else ()
            self._kpi = self._expected_kpi()
            self._troubles = standing(self.session)
            self._jams = tuple(self._slow_roads())
            self._calm = self.session.calm()
        self._items = triage(self.session, self._expected, lang.code, self._extra())
        rows = (self._row(name, lang) for name in sorted(self.session.system.vehicles))
        self._rows = with_locks(rows, self.session, frozenset(p.order for p in self.session.promises()))
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

    @property
    def troubles(self) -> tuple[Incident, ...]:
        """What was seen to go wrong and is not over."""
        return self._troubles

    @property
    def calm(self) -> Calm:
        """Who has to hear of the plan as it stands when the clock goes on."""
        return self._calm

    def _extra(self) -> Extra:
        stakes = {m.id: self.consequences.at_stake_cent(m) for m in self.session.open_messages()}
        return Extra(
            outlook=self.outlook, stakes=stakes, later=self.phone.later, read=frozenset(self.phone.read)
        )

    def _row(self, vehicle: str, lang: Language) -> BoardRow:
        """A row of blocks is only made again when its trip changed; the clock then marks what is done."""
        trip = self.trip(vehicle)
        key = trip, lang.code, self.outlook.of(vehicle)
        known = self._made.get(vehicle)
        if known is None or known[0] != key:
            known = self._made[vehicle] = (key, self._fresh_row(vehicle, trip, lang))
        now_s = self.session.clock_s
        blocks = progressed(known[1].blocks, now_s)
        if trip is not None and self._troubles:
            on_road = frozenset(j.incident.id for j in self._jams if j.vehicle == vehicle)
            blocks = marked(
                self.session.system, trip, blocks, self._troubles, on_road, now_s, lang
            )  # fmt: skip
        return replace(known[1], blocks=blocks)

    def _fresh_row(self, vehicle: str, trip: TripEvaluation | None, lang: Language) -> BoardRow:
        world = self.session.system
        row = trip_row(world, world.vehicles[vehicle], trip, lang)
        planned = self.planned(vehicle)
        row = replace(row, planned=blocks_of(world, planned, lang) if planned else ())
        row = replace(row, blocks=tuple(self._with_risk(vehicle, b, lang) for b in row.blocks))
        if trip is None or planned is None:
            return row
        minutes = round((trip.end_s - planned.end_s) / 60)
        if minutes == 0:
            return replace(row, end_text=lang.t("day.end_same"))
        kind = "bad" if trip.late_s else "warn" if minutes > 5 else "ok" if minutes < 0 else ""
        return replace(row, end_text=shift_words(60 * minutes, lang), end_kind=kind)

    def _with_risk(self, vehicle: str, block: Block, lang: Language) -> Block:
        """A stop that may well be late, though it is not expected to be, says how likely that is."""
        found = self.outlook.stop(vehicle, block.stop) if block.kind == "service" else None
        if found is None or found.order != block.order or block.state == "late":
            return block
        if found.late_percent < RISK_PERCENT:
            return block
        tip = lang.t("day.risk_tip", percent=found.late_percent, clock=lang.clock(found.begin_s80))
        return replace(
            block, risk=lang.percent(found.late_percent / 100), risk_s=max(found.begin_s80, block.start_s),
            tooltip=f"{block.tooltip}\n{tip}",
        )  # fmt: skip

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
        left = undone(session.system, session.plan, self._expected, session.visible)
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
        for incident in self._troubles:
            if incident.kind in OF_ROAD:
                for trip in self._expected:
                    yield from _jams_of(incident, trip, self.session.clock_s)


def shift_words(shift_s: int, lang: Language) -> str:
    """How much later or earlier, signed: `+24 min`, and from an hour and a half on `+2:04 u`."""
    if abs(shift_s) < SHIFT_HOURS_S:
        key = "day.end_later" if shift_s > 0 else "day.end_earlier"
        return lang.t(key, minutes=abs(round(shift_s / 60)))
    sign = "+" if shift_s > 0 else ""
    return lang.t("day.left_hours", hours=f"{sign}{lang.hours(shift_s)}")


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
