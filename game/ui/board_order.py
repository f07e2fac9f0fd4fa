"""Which rows the planboard shows, and in which order: vehicles, drivers or trips, by start, cost, load."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from game.domain.evaluation import Evaluation, Severity, TripEvaluation
from game.ui.board_rows import BoardRow

ROWS = ("vehicles", "drivers", "trips")
SORTS = ("", "start", "cost", "load", "left", "trouble")
LAST = 1 << 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """What the player set for the board."""

    rows: str = "vehicles"
    """`trips`: only vehicles that drive."""
    sort: str = ""
    """Empty: by id, or by the driver's name where drivers lead."""
    sequence: bool = False
    """By sequence instead of by time."""

    def saved(self) -> dict[str, object]:
        """As values that a settings file can hold."""
        return asdict(self)


def restored(saved: Mapping[str, object]) -> Arrangement:
    """An arrangement out of a settings file; what it does not know is left at its default."""
    made = Arrangement(sequence=saved.get("sequence") is True)
    if saved.get("rows") in ROWS:
        made = replace(made, rows=str(saved["rows"]))
    if saved.get("sort") in SORTS:
        made = replace(made, sort=str(saved["sort"]))
    return made


def arranged(
    rows: Sequence[BoardRow], judged: Evaluation, how: Arrangement, *, everybody: bool = False
) -> tuple[BoardRow, ...]:
    """The rows as they are to be shown; `everybody`: idle vehicles too, below: something is in the hand."""
    shown = [row for row in rows if row.blocks or how.rows != "trips"] or list(rows)
    shown.sort(key=lambda row: (_rank(row, judged, how.sort), row.driver if how.rows == "drivers" else ""))
    if how.rows == "trips" and everybody:
        shown += [row for row in rows if row not in shown]
    if how.rows == "drivers":
        shown = [replace(row, by_driver=True) for row in shown]
    return tuple(shown)


def _rank(row: BoardRow, judged: Evaluation, sort: str) -> float:
    """The lowest on top; a vehicle that stays at home comes last when there is something to sort by."""
    trip = judged.trip_of(row.vehicle)
    if not sort:
        return 0
    if trip is None:
        return LAST
    return BY[sort](row, trip)


def _trouble(trip: TripEvaluation) -> int:
    hard = sum(f.severity is Severity.HARD for f in trip.findings)
    return 1000 * hard + len(trip.findings)


def _left_s(row: BoardRow) -> float:
    """What is left of the day: of the duty, or of the driving when that is less; the tightest on top."""
    hours = row.hours
    if hours is None:
        return LAST
    limits = [hours.duty_limit_s - hours.duty_s]
    if hours.regime.eu:
        limits.append(hours.drive_limit_s - hours.drive_s)
    return min(limits)


BY: dict[str, Callable[[BoardRow, TripEvaluation], float]] = {
    "start": lambda _row, trip: trip.start_s,
    "cost": lambda _row, trip: -trip.cost.total(),
    "load": lambda row, _trip: -(row.load_share or 0.0),
    "left": lambda row, _trip: _left_s(row),
    "trouble": lambda _row, trip: -_trouble(trip),
}
