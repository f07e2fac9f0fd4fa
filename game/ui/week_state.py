"""What the week screen keeps between frames: what is chosen, sliders, and the figures of the background."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from game.session_week import WeekSession
from game.ui.state import ScrollArea, SliderState
from game.week.figures import Suggestion, suggestion
from game.week.sight import (
    ChoiceRow,
    CustomerRow,
    DayColumn,
    DriverRow,
    choice_rows,
    customer_rows,
    day_columns,
    driver_rows,
)
from game.week.value import Value, valued

LOW_EUR, HIGH_EUR, STEP_EUR = -200.0, 600.0, 10.0


@dataclass(slots=True)
class Rows:
    """What the panels show; read anew when the session or the figures changed."""

    days: tuple[DayColumn, ...]
    drivers: tuple[DriverRow, ...]
    customers: tuple[CustomerRow, ...]
    choices: tuple[ChoiceRow, ...]


@dataclass(slots=True, kw_only=True)
class WeekState:
    """Kept by the screen."""

    session: WeekSession
    choice: str = ""
    customer: str = ""
    tab: str = "choices"
    debrief_tab: str = "result"
    forecasts: dict[str, SliderState] = field(default_factory=dict)
    causes: dict[str, str] = field(default_factory=dict)
    choices_scroll: ScrollArea = field(default_factory=ScrollArea)
    customers_scroll: ScrollArea = field(default_factory=ScrollArea)
    days_scroll: ScrollArea = field(default_factory=ScrollArea)
    result_scroll: ScrollArea = field(default_factory=ScrollArea)
    debrief_scroll: ScrollArea = field(default_factory=ScrollArea)
    best_scroll: ScrollArea = field(default_factory=ScrollArea)
    leaves: str = ""
    """Text key of the way out of the debrief, where it does not lead to the menu."""
    software: dict[str, Suggestion] = field(default_factory=dict)
    progress: float = 0.0
    """Of the debrief's comparison."""
    _rows: Rows | None = None
    _stamp: tuple[int, int, bool] = (-1, -1, False)
    _work: Iterator[None] | None = None

    @property
    def way_out(self) -> str:
        """Text key of the button that ends the debrief."""
        closes = "week.debrief.done" if self.session.phase == "debrief" else "debrief.to_menu"
        return self.leaves or closes

    @property
    def rows(self) -> Rows:
        """The rows of now."""
        stamp = (self.session.revision, len(self.software), self.session.past.done)
        if self._rows is None or stamp != self._stamp:
            s = self.session
            self._rows = Rows(day_columns(s), driver_rows(s), customer_rows(s), choice_rows(s, self.software))
            self._stamp = stamp
        return self._rows

    def forecast(self, choice: str) -> SliderState:
        """The slider of a choice; it begins at nothing."""
        return self.forecasts.setdefault(
            choice, SliderState(value=0.0, low=LOW_EUR, high=HIGH_EUR, step=STEP_EUR)
        )

    def row_of(self, choice: str) -> ChoiceRow | None:
        """The row of a choice."""
        return next((r for r in self.rows.choices if r.choice.id == choice), None)

    def customer_row(self, order: str) -> CustomerRow | None:
        """The row of a customer."""
        return next((r for r in self.rows.customers if r.order == order), None)

    def work(self) -> bool:
        """One step of what is computed aside; True when there was one."""
        if self._work is None:
            self._work = self._steps()
        return next(self._work, _DONE) is not _DONE

    def renew(self) -> None:
        """Look again for work: the debrief has some."""
        self._work = None

    def _steps(self) -> Iterator[None]:
        session = self.session
        if not session.past.done:
            yield from session.past.work()
        for name in session.week.choices:
            if name not in self.software:
                for found in suggestion(session.runner, name):
                    if found is not None:
                        self.software[name] = found
                    yield
        if session.phase == "debrief" and session.value is None:
            yield from self._valued()

    def _valued(self) -> Iterator[None]:
        session = self.session
        for step in valued(session.runner, session.taken, session.results, session.seed):
            if isinstance(step, Value):
                session.log_value(step)
            else:
                self.progress = step
            yield


_DONE = object()
