"""Times of VROOM, which are plain seconds or timestamps, as clock times of one day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from game.content.formats.sketch import Remark, remark
from game.content.formats.vroom_shape import ENDLESS, ProblemShape
from game.domain.units import clock
from game.domain.world import Window

DAY_S, MOST_S = 86_400, 2 * 86_400
MORNING_S, SHORT_S = 6 * 3600, 14 * 3600
USUAL_HOURS = MORNING_S, 19 * 3600
AROUND_S = 4 * 3600
"""How long before the first window and after the last one a vehicle without hours is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time t of the file is (t - base) x scale + begin on our clock."""

    base: int
    scale: Fraction
    begin_s: int
    first_s: int | None
    """Earliest and latest of the file on our clock; None without any time."""
    last_s: int | None

    def at_s(self, time: int) -> int:
        """Clock seconds, never outside what a scenario can say."""
        return max(0, min(MOST_S, self.begin_s + int((time - self.base) * self.scale)))

    def span_s(self, seconds: int) -> int:
        """A length of time, rounded down."""
        return int(seconds * self.scale)

    def windows(self, spans: Sequence[Sequence[int]], remarks: list[Remark]) -> tuple[Window, ...]:
        """Joined where they touch; an order has two at most, so of more the longest two stay."""
        found: list[Window] = []
        for opens, closes in sorted((a, b) for a, b in spans):
            close_s = MOST_S if closes >= ENDLESS else self.at_s(closes)
            if found and self.at_s(opens) <= found[-1].close_s:
                close_s = max(close_s, found[-1].close_s)
                found[-1] = Window(open_s=found[-1].open_s, close_s=close_s)
            else:
                found.append(Window(open_s=self.at_s(opens), close_s=close_s))
        if len(found) > 2:
            remarks.append(remark("windows_lost"))
            found = sorted(sorted(found, key=_shortest)[-2:], key=lambda w: w.open_s)
        return tuple(found)

    def hours(self, span: Sequence[int] | None, remarks: list[Remark]) -> tuple[int, int]:
        """When a vehicle is there; a driver's day has a length, so one that is empty gets a minute."""
        if span is None or span[1] >= ENDLESS:
            usual = self._usual()
            remarks.append(remark("hours_open", begin=clock(usual[0]), end=clock(usual[1])))
            return (usual[0] if span is None else self.at_s(span[0])), usual[1]
        from_s, to_s = self.at_s(span[0]), self.at_s(span[1])
        return (from_s, to_s) if to_s > from_s else (min(from_s, MOST_S - 60), min(from_s, MOST_S - 60) + 60)

    def _usual(self) -> tuple[int, int]:
        if self.first_s is None or self.last_s is None:
            return USUAL_HOURS
        return max(0, self.first_s - AROUND_S), min(MOST_S, self.last_s + AROUND_S)


def clock_of(problem: ProblemShape, remarks: list[Remark]) -> Clock:
    """The clock of a problem, with remarks on what was shifted or shortened."""
    times = [t for t in _times(problem) if t < ENDLESS]
    if not times:
        return Clock(base=0, scale=Fraction(1), begin_s=0, first_s=None, last_s=None)
    first, last = min(times), max(times)
    base, begin_s, scale = _fitted(first, last, hinted=problem.ritregie is not None)
    if base:
        remarks.append(remark("time_shifted", base=base))
    if begin_s:
        remarks.append(remark("time_begins", begin=clock(begin_s)))
    if scale != 1:
        remarks.append(remark("time_scaled", factor=f"{float(1 / scale):.4g}"))
    found = Clock(base=base, scale=scale, begin_s=begin_s, first_s=None, last_s=None)
    return Clock(base=base, scale=scale, begin_s=begin_s, first_s=found.at_s(first), last_s=found.at_s(last))


def _fitted(first: int, last: int, *, hinted: bool) -> tuple[int, int, Fraction]:
    """(base, begin, scale): as it is, from midnight of its first day, from its first moment, or shorter."""
    if last <= MOST_S:
        from_zero = first == 0 and last <= SHORT_S and not hinted
        return 0, MORNING_S if from_zero else 0, Fraction(1)
    midnight = first // DAY_S * DAY_S
    if last - midnight <= MOST_S:
        return midnight, 0, Fraction(1)
    if last - first <= MOST_S:
        return first, 0, Fraction(1)
    return first, 0, Fraction(DAY_S, last - first)


def _times(problem: ProblemShape) -> Iterator[int]:
    for vehicle in problem.vehicles:
        yield from vehicle.time_window or []
    steps = [*problem.jobs, *(s.pickup for s in problem.shipments), *(s.delivery for s in problem.shipments)]
    for step in steps:
        yield from (t for span in step.time_windows for t in span)


def _shortest(window: Window) -> tuple[int, int]:
    return window.close_s - window.open_s, -window.open_s
