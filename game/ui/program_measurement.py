"""The side of the program that belongs to the measurement: which part is next, beginning it, the result."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast, runtime_checkable

from game.domain.commands import Finish
from game.domain.errors import ContentFault, GameError, Illegal
from game.domain.measurement import FORMS, MODE, gap_s, part_of, parts
from game.measurement import Form, Sat, forms_of, measured_in, open_forms

if TYPE_CHECKING:
    from game.measurement_result import Result
    from game.session import Session
    from game.session_week import WeekSession
    from game.ui.host import Host
    from game.ui.program import App
    from game.ui.screen import Screen

MODES = ("train", "assess", "playtest")
"""Where a measurement is offered: a kiosk keeps nothing."""


@runtime_checkable
class KeepsMeasurements(Protocol):
    """A program in which a measurement can be played; pictures and kiosks are none."""

    @property
    def measurements(self) -> Measurements:
        """The player's measurements."""


class Measurements:
    """Reads the measurements from the log folder; what it knows is read again when the logs were."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._mine: tuple[object, tuple[Sat, ...]] = (None, ())
        self._late = False
        """Decisions were still being weighed when it was last looked."""
        self._result: tuple[object, Result | None] = (None, None)
        self._of: tuple[Path, ...] = ()
        """Logs that the result is of."""

    # -- what there is -------------------------------------------------------------------------
    @property
    def names(self) -> tuple[str, ...]:
        """The forms of which all days are here, the first one first."""
        here = {x.id for x in self._app.listings() if not x.faults}
        return tuple(form for form, days in FORMS.items() if here.issuperset(days))

    @property
    def offered(self) -> bool:
        """Whether there is a measurement to play."""
        return self._app.mode in MODES and bool(self.names)

    @property
    def asked_for(self) -> bool:
        """The program was opened for it."""
        return self._app.mode == MODE

    @property
    def keeps(self) -> bool:
        """A measurement is what its logs say: who keeps nothing has none."""
        return self._app.keeps

    def _sat(self) -> tuple[Sat, ...]:
        key = tuple((c.path, c.written, c.unweighed, c.phase) for c in self._app.own_logs() if c.form)
        if self._mine[0] != key:
            found = measured_in(self._app.log_folder(), self._app.pseudonym()) if key else ()
            self._mine = (key, found)
        return self._mine[1]

    def forms(self) -> Mapping[str, Form]:
        """The player's own forms, as far as they were played."""
        return forms_of(self._sat())

    def hidden(self) -> frozenset[Path]:
        """Logs of which nothing is shown yet: their form is not complete."""
        return open_forms(self._sat())

    def current(self) -> str:
        """The form to show when none is asked for: under way, else the first to do, else the last."""
        mine = self.forms()
        under_way = [f for f in self.names if mine[f].begun and not mine[f].complete]
        to_do = [f for f in self.names if not mine[f].complete]
        return next(iter([*under_way, *to_do, *reversed(self.names)]), "")

    @property
    def waiting(self) -> Form | None:
        """A form that was begun and is not complete."""
        found = self.forms()[self.current()] if self.names else None
        return found if found is not None and found.begun and not found.complete else None

    # -- playing -------------------------------------------------------------------------------
    def go_on(self, form: str) -> Session:
        """Begin the next part of a form, or go on with it; the mark of an interruption is in the log before a
        screen is. Raises GameError, ContentFault, or Illegal when there is nothing left to play."""
        self._app.look_again()
        mine = self.forms()[form]
        part = mine.next_part
        if part is None:
            raise Illegal("measure.complete")
        if not self.keeps:
            raise Illegal("measure.not_kept")
        sat = mine.of(part.nr)
        return self._begin(form, mine.run, part.nr) if sat is None else self._resume(sat)

    def _begin(self, form: str, run: str, nr: int) -> Session:
        part = parts(form, run or secrets.token_hex(4))[nr - 1]
        return self._app.start_measured(part)

    def _resume(self, sat: Sat) -> Session:
        session = cast("Session", self._app.resume(sat.path))
        self.back(session)
        self._app.look_again()
        return session

    @staticmethod
    def back(session: Session | WeekSession) -> None:
        """Mark in a part's log that it is gone on with; other logs, and days that are over, have no mark."""
        from game.session import Session

        over = session.phase in ("debrief", "closed")
        if isinstance(session, Session) and not over and part_of(session.events[0].data) is not None:
            session.log_interrupted(gap_s(session.events, datetime.now(tz=UTC)))

    def seal(self) -> None:
        """Close every log of which the day is over: the head in its last line covers all before it."""
        for sat in self._sat():
            if sat.state == "ended":
                self._seal(sat)

    def _seal(self, sat: Sat) -> None:
        from game.replay import resume_session

        live = self._app.session
        if live is not None and getattr(live.journal, "path", None) == sat.path:
            session = cast("Session", live)
        else:
            try:
                session = resume_session(sat.path, self._app.now_ms)
            except (GameError, ContentFault):
                return  # of older rules: it cannot be gone on with, and stays as it is
            self._app.written_by(session)
        session.do(Finish())
        self._app.look_again()

    # -- screens -------------------------------------------------------------------------------
    def screen_after(self, session: Session) -> Screen | None:
        """After a part's day: what comes next, or the form's result, instead of the debrief; else None."""
        part = part_of(session.events[0].data)
        if part is None or session.phase not in ("debrief", "closed"):
            return None
        if session.phase == "debrief":
            session.do(Finish())
        return self.screen(part.form)

    def screen(self, form: str = "") -> Screen:
        """The measurement: what it is, whose turn it is, the result."""
        from game.ui.screens.measurement import MeasurementScreen

        self._app.look_again()
        self.seal()
        return MeasurementScreen(
            cast("Host", self._app), self, form if form in self.names else self.current()
        )

    def debrief(self, sat: Sat) -> Screen:
        """The debrief of a part of a complete form. Raises GameError."""
        from game.ui.screens import of_phase

        return of_phase("debrief")(cast("Host", self._app), cast("Session", self._app.resume(sat.path)))

    # -- result --------------------------------------------------------------------------------
    def result(self) -> Result | None:
        """What the complete forms show; None while it is worked out, beside the screen."""
        if self._app.background.failed:
            raise self._app.background.failed.pop()  # for the crash screen
        if self._late or self._app.weighing_late:
            self._app.look_again()
        self._late = self._app.weighing_late
        done = [f for f in self.forms().values() if f.complete]
        paths = tuple(s.path for f in done for s in f.sat if s.state != "lost")
        cards = [c for c in self._app.own_logs() if c.path in paths]
        self._app.weigh_logs(cards)
        key = tuple((c.path, c.written, c.unweighed) for c in cards)
        if self._result[0] != key:
            same = self._of == paths
            self._result, self._of = (key, self._result[1] if same else None), paths
            self._app.background.add(lambda: self._work_out(key, paths))
        return self._result[1]

    @property
    def weighing(self) -> bool:
        """Decisions of a complete form are still being weighed: its figures can change a little."""
        return any(c.unweighed for c in self._app.own_logs() if c.form) and self._app.weighing_late

    def _work_out(self, key: object, paths: tuple[Path, ...]) -> None:
        def got(made: Mapping[str, Any]) -> bool:
            if not made["waiting"] and self._result[0] == key:
                from game.measurement_result import result_of

                self._result = (key, result_of(made))
                self._app.background.done += 1
            return self._result[0] == key

        self._app.read_logs(paths, got, kept=False)
