"""A moment of a replayed session for board and map: the plan, the day as it ran, or as it really was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.lookback.truth import Hidden, as_it_was, course_key, course_of, hidden
from game.ui.board_axis import BoardAxis, axis_for
from game.ui.board_view import BoardView
from game.ui.day_map import DayMap
from game.ui.day_model import DayModel
from game.ui.desk import Desk
from game.ui.map_view import MapStop, MapTrip, MapTruck, MapView
from game.ui.selection import Selection

if TYPE_CHECKING:
    from game.content.language import Language
    from game.domain.evaluation import Kpi, TripEvaluation
    from game.session import Session
    from game.ui.board_rows import BoardRow


class SeenDay(DayModel):
    """The model of a running day whose session is another one with every jump."""

    def show(self, session: Session) -> None:
        """Another moment: what did not change is used again."""
        self.session = self.outlook.session = self.consequences.session = session
        self._key, self._known = (), ()


class SeenMap(DayMap):
    """Its map; painted again only when a route or stop is another one."""

    def show(self, session: Session) -> None:
        """Another moment."""
        self.session, self._stops_key = session, None

    def stops(self, lang: Language, selection: Selection) -> tuple[MapStop, ...]:
        """As they stand now."""
        before, stamp = self._stops, self.stamp
        made = super().stops(lang, selection)
        if made == before:
            self._stops, self.stamp = before, stamp
        return self._stops


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the plan or the day looked like in figures."""

    kpi: Kpi
    unplanned: int
    in_day: bool


class ReplayView:
    """Board, map and figures of one moment. `stamp` rises with every other moment."""

    def __init__(self, session: Session) -> None:
        self.session = self._shown = session
        """As the log had it, and as it is shown: by one who knows everything, when truth is on."""
        self.truth = False
        self.stamp = 0
        self.selection = Selection()
        self.board = BoardView(_axis(session))
        self.map = MapView()
        self._desk: Desk | None = None
        self._day: tuple[SeenDay, SeenMap] | None = None
        self._course: tuple[object, tuple[TripEvaluation, ...]] | None = None
        self._hidden: tuple[object, tuple[Hidden, ...]] | None = None
        self.moment: object = None

    @property
    def in_day(self) -> bool:
        """The day runs, or has ended."""
        return self._shown.running is not None

    def show(self, session: Session, moment: object, *, truth: bool) -> None:
        """Another moment of the log (`moment` tells moments apart), or the same in another light."""
        if (moment, truth) == (self.moment, self.truth):
            return
        self.moment, self.truth = moment, truth
        self.session = session
        self._shown = self._truth_of(session) if truth else session
        self.stamp += 1
        if self._shown.running is None:
            self._plan().session = self._shown
        else:
            model, scene = self._running()
            model.show(self._shown)
            scene.show(self._shown)

    def _truth_of(self, session: Session) -> Session:
        """What was true then; while only the clock runs the true course stays the same."""
        key = course_key(session)
        if self._course is None or self._course[0] != key:
            self._course = (key, course_of(session))
        return as_it_was(session, self._course[1])

    def hidden(self) -> tuple[Hidden, ...]:
        """What could not be seen then."""
        if self._hidden is None or self._hidden[0] != self.moment:
            self._hidden = (self.moment, hidden(self.session))
        return self._hidden[1]

    def _plan(self) -> Desk:
        if self._desk is None:
            self._desk = Desk(self._shown)
        return self._desk

    def _running(self) -> tuple[SeenDay, SeenMap]:
        if self._day is None:
            model = SeenDay(self._shown)
            self._day = (model, SeenMap(self._shown, model))
        return self._day

    # -- what is drawn -------------------------------------------------------------------------
    def rows(self, lang: Language) -> tuple[BoardRow, ...]:
        """The planboard."""
        if not self.in_day:
            return self._plan().rows(lang)
        self._running()[0].refresh(lang)
        return self._running()[0].rows

    def trips(self, lang: Language) -> tuple[MapTrip, ...]:
        """Routes on the map."""
        if not self.in_day:
            desk = self._plan()
            desk.selection = self.selection
            return desk.map_trips()
        self._running()[0].refresh(lang)
        return self._running()[1].trips(self.selection.vehicle)

    def stops(self, lang: Language) -> tuple[MapStop, ...]:
        """Stops on the map."""
        if not self.in_day:
            desk = self._plan()
            desk.selection = self.selection
            return desk.map_stops(lang)
        self._running()[0].refresh(lang)
        return self._running()[1].stops(lang, self.selection)

    @property
    def map_key(self) -> tuple[object, ...]:
        """What the map's picture depends on."""
        if not self.in_day:
            return "plan", self._plan().stamp, self.truth, self.selection.key
        return "day", self._running()[1].stamp, self.truth, self.selection.key

    def trucks(self, at_s: float) -> list[MapTruck]:
        """Trucks on the road at a clock time."""
        return self._running()[1].trucks(at_s, self.selection.vehicle) if self.in_day else []

    def figures(self, lang: Language) -> Figures:
        """Cost and service as they looked then."""
        if not self.in_day:
            kpi = self._plan().judged().kpi
        else:
            self._running()[0].refresh(lang)
            kpi = self._running()[0].kpi
        return Figures(kpi=kpi, unplanned=len(self._shown.unplanned()), in_day=self.in_day)


def _axis(session: Session) -> BoardAxis:
    """Hours that hold the plan and the day as it was driven."""
    axis = axis_for(session.scenario.system, session.naive)
    ends = [t.end_s for t in session.running.realised()] if session.running else []
    if ends:
        axis.to_s = min(axis.high_s, max(axis.to_s, max(ends) + 900.0))
    return axis
