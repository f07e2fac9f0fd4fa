"""One trip on all sampled days at once: a clock with a time for each day, moved from step to step.

Breaks are made anew on each day (`breaks`), as `rules.walk` makes them: a delay can ask for one that the
plan does not have, or take away the wait in which it was. So every time is that of the day played to its
end when nobody intervenes, to the second.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.domain.legs import Leg
from game.domain.travel import DAY_S
from game.domain.world import Window
from game.sim.times import BUSY, FAULT
from game.solver.robust.breaks import Breaks, Rest
from game.solver.robust.days import Days, Seconds, Trouble
from game.solver.robust.recipe import Recipe, Step


class TripTimes(NamedTuple):
    """What the days make of a trip: seconds per day."""

    end_s: Seconds
    late: tuple[tuple[int, Seconds], ...]
    """Index of a stop and how late service begins there, for the stops that are late on some day."""
    cooled_s: Seconds | None
    """Running time of the refrigeration unit; None without one."""


class Clock:
    """The time on every day, with bounds of the earliest and latest; lives no longer than a walk."""

    __slots__ = ("breaks", "days", "first_s", "last_s", "late", "marks", "now", "vehicle")

    def __init__(self, days: Days, vehicle: str, start_s: int, breaks: Breaks) -> None:
        self.days, self.vehicle, self.breaks = days, vehicle, breaks
        self.now: Seconds = np.full(days.number, float(start_s))
        self.first_s, self.last_s = float(start_s), float(start_s)
        self.late: list[tuple[int, Seconds]] = []
        self.marks: dict[tuple[int, str], Seconds] = {}
        """Clock times kept for the refrigeration unit, by stop and `begin` or `end`."""

    def add(self, seconds: float) -> None:
        """The same on every day."""
        if seconds:
            self.now += seconds
            self.first_s += seconds
            self.last_s += seconds

    def work(self, seconds: float) -> None:
        """Work of the driver, the same on every day."""
        self.add(seconds)
        self.breaks.work(seconds)

    def rest(self, rest: Rest | None) -> None:
        """A break on some days."""
        if rest is not None:
            self.breaks.rest(rest)
            self.stand(rest)

    def stand(self, rest: Rest) -> None:
        """The time of a break that is counted already."""
        self.now[rest.on] += rest.lasts_s
        self.first_s, self.last_s = float(self.now.min()), float(self.now.max())

    def delay(self, trouble: Trouble) -> None:
        """Longer on the days on which this trouble stands at the clock's time."""
        if self.first_s >= trouble.to_s or self.last_s < trouble.from_s:
            return
        on, delay_s = trouble.on, trouble.delay_s
        if not (trouble.from_s <= self.first_s and self.last_s < trouble.to_s):
            there = self.now[on]
            hit = (trouble.from_s <= there) & (there < trouble.to_s)
            on, delay_s = on[hit], delay_s[hit]
        self.now[on] += delay_s
        self.last_s += trouble.most_s


def times_of(recipe: Recipe, days: Days, vehicle: str, start_s: int) -> TripTimes:
    """Walk a trip through all days."""
    clock = Clock(days, vehicle, start_s, Breaks(recipe.bound, days.number))
    wanted = {(first, "begin") for first, _ in recipe.cooled} | {(last, "end") for _, last in recipe.cooled}
    for step in recipe.steps:
        if step.kind == "load" and (step.stop, "begin") in wanted:
            clock.marks.setdefault((step.stop, "begin"), clock.now.copy())
        _STEPS[step.kind](clock, step)
        if step.kind == "serve" and wanted:
            _mark(clock, step, wanted)
    return TripTimes(clock.now, tuple(clock.late), _cooled(clock, recipe, start_s))


def _mark(clock: Clock, step: Step, wanted: set[tuple[int, str]]) -> None:
    if (step.stop, "end") in wanted:
        clock.marks[step.stop, "end"] = clock.now.copy()
    if (step.stop, "begin") in wanted:
        clock.marks[step.stop, "begin"] = clock.now - step.lasts_s


def _cooled(clock: Clock, recipe: Recipe, start_s: int) -> Seconds | None:
    if not recipe.cooled:
        return None
    total: Seconds = np.zeros(clock.days.number)
    for first, last in recipe.cooled:
        begins: Any = clock.marks.get((first, "begin"), float(start_s))
        total += clock.marks.get((last, "end"), clock.now) - begins
    return total


def _work(clock: Clock, step: Step) -> None:
    clock.work(step.lasts_s)


def _rest(clock: Clock, step: Step) -> None:
    """A stop for the driver's own break."""
    clock.rest(clock.breaks.rest_all(step.lasts_s))


def _turn(clock: Clock, step: Step) -> None:
    """The break that work at the depot asks for first."""
    clock.rest(clock.breaks.before_work(step.lasts_s))


def _load(clock: Clock, step: Step) -> None:
    clock.work(step.before_s)
    for trouble in clock.days.of("late_loading", clock.vehicle)[:1]:
        then = clock.now.copy()
        clock.delay(trouble)
        clock.breaks.longer(clock.now - then)
    clock.work(step.lasts_s - step.before_s)


def _serve(clock: Clock, step: Step) -> None:
    closed = clock.days.of("closed", step.order) if step.closes else ()
    if len(step.windows) == 1:
        window = step.windows[0]
        _wait(clock, step, window.open_s, window.open_s)
        for trouble in closed:
            clock.delay(trouble)
        if clock.last_s > window.close_s:
            _note(clock, step, clock.now - window.close_s)
    else:
        open_s, close_s = _windows(clock.now, step.windows)
        _wait(clock, step, open_s, float(open_s.max()))
        clock.first_s, clock.last_s = float(clock.now.min()), float(clock.now.max())
        for trouble in closed:
            clock.delay(trouble)
        _note(clock, step, clock.now - close_s)
    clock.work(step.lasts_s)


def _wait(clock: Clock, step: Step, open_s: Any, most_s: float) -> None:
    """Until the window opens, on the days on which the truck is early; `most_s` is the latest opening."""
    if clock.first_s < most_s:
        clock.rest(clock.breaks.at_stop(open_s - clock.now, step.lasts_s))
        np.maximum(clock.now, open_s, out=clock.now)
        clock.first_s, clock.last_s = max(clock.first_s, float(np.min(open_s))), max(clock.last_s, most_s)
    else:
        clock.rest(clock.breaks.before_work(step.lasts_s))


def _note(clock: Clock, step: Step, late_s: Seconds) -> None:
    if late_s.max() > 0:
        np.maximum(late_s, 0.0, out=late_s)
        clock.late.append((step.stop, late_s))


def _windows(now: Seconds, windows: tuple[Window, ...]) -> tuple[Seconds, Seconds]:
    """Opening and close of the first window that is still open on arrival; the last when all are past."""
    closes = np.array([float(w.close_s) for w in windows])
    opens = np.array([float(w.open_s) for w in windows])
    # the first window that has not closed is not always the one that closes first
    still: NDArray[np.bool_] = closes[None, :] >= now[:, None]
    which = np.where(still.any(axis=1), still.argmax(axis=1), len(windows) - 1)
    return opens[which], closes[which]


def _charge(clock: Clock, step: Step) -> None:
    """Of several troubles at a charger the one that ends last counts."""
    found = (*clock.days.of(BUSY, step.order), *clock.days.of(FAULT, step.order))
    if len(found) == 1 and found[0].delay_s.all():
        clock.delay(found[0])
    elif found:
        begins, free = clock.now, clock.now.copy()
        for trouble in found:
            there = begins[trouble.on]
            hit = (trouble.from_s <= there) & (there < trouble.to_s)
            until = np.where(trouble.delay_s > 0, there + trouble.delay_s, float(trouble.to_s))
            free[trouble.on] = np.maximum(free[trouble.on], np.where(hit, until, there))
        clock.now, clock.last_s = free, float(free.max())
    # plugging in is work; while the battery charges the driver rests
    plug_s = min(step.lasts_s, step.before_s)
    clock.work(plug_s)
    clock.rest(clock.breaks.rest_all(step.lasts_s - plug_s))


def _drive(clock: Clock, step: Step) -> None:
    assert step.leg is not None
    drive_s, most_s, first_drive_s = _driving(clock, step.leg)
    rest = clock.breaks.before_leg(drive_s, most_s)
    if rest is not None:
        # who rests first leaves at another hour, on another road; a second break is never asked for here
        clock.rest(rest)
        drive_s, most_s, first_drive_s = _driving(clock, step.leg)
    on_the_road = clock.breaks.drive(drive_s, most_s)
    clock.now += drive_s
    clock.first_s += first_drive_s
    clock.last_s += most_s
    if on_the_road is not None:
        clock.stand(on_the_road)


def _driving(clock: Clock, leg: Leg) -> tuple[Any, int, int]:
    """How long a leg lasts on each day when it is begun now, at most, and for the earliest truck at least."""
    roads = clock.days.roads
    spans = [s for s in leg.road_spans if s[0] in roads]
    if not leg.profile and not spans:
        return leg.duration_s, leg.duration_s, leg.duration_s
    first_s, last_s = clock.first_s, clock.last_s
    shortest_s, longest_s, first_drive_s = _bounds(leg, first_s, last_s)
    drive_s: Any = shortest_s if shortest_s == longest_s else _durations(leg, clock)
    lost = _lost(clock, spans, drive_s, (first_s, last_s + longest_s)) if spans else None
    if lost is None:
        return drive_s, longest_s, first_drive_s
    return drive_s + lost[0], longest_s + lost[1], first_drive_s


def _lost(
    clock: Clock, spans: list[tuple[str, float, float]], drive_s: Any, between: tuple[float, float]
) -> tuple[Seconds, int] | None:
    """What jams cost on each day, and at most; every jam once per leg, as `sim.times.jams_met` has it."""
    lost: Seconds | None = None
    most_s = 0
    met: set[str] = set()
    done: dict[str, Any] = {}
    for road, begins, ends in spans:
        for jam in clock.days.of("jam", road):
            if between[0] >= jam.to_s or between[1] + most_s <= jam.from_s:
                continue
            if lost is None:
                lost = np.zeros(clock.days.number)
            days = jam.on
            there = clock.now[days] + lost[days]
            drive = drive_s[days] if isinstance(drive_s, np.ndarray) else drive_s
            on_s = there + np.floor(begins * drive + 0.5)
            off_s = there + np.floor(ends * drive + 0.5)
            hit = (on_s < jam.to_s) & (jam.from_s < off_s)
            if jam.id in met:
                hit &= ~done[jam.id]
            met.add(jam.id)
            done[jam.id] = hit | done.get(jam.id, False)
            lost[days] += np.where(hit, jam.delay_s, 0.0)
            most_s += jam.most_s
    return None if lost is None else (lost, most_s)


def _bounds(leg: Leg, first_s: float, last_s: float) -> tuple[int, int, int]:
    """The shortest and longest duration between two departures, and that of the first."""
    if not leg.profile:
        return leg.duration_s, leg.duration_s, leg.duration_s
    starts, durations = leg.profile.starts, leg.profile.durations
    first = leg.duration_at(int(first_s))
    if not 0 <= first_s <= last_s < DAY_S:
        return min(durations), max(durations), first
    ends = (first, leg.duration_at(int(last_s)))
    between = durations[bisect_right(starts, first_s) : bisect_left(starts, last_s)]
    return min(ends + between), max(ends + between), first


def _durations(leg: Leg, clock: Clock) -> Seconds:
    """`Leg.duration_at` of every day's departure."""
    starts, durations, now = leg.profile.starts, leg.profile.durations, clock.now
    if clock.first_s >= 0 and clock.last_s < DAY_S:
        # the few breakpoints between which all days lie
        first, end = bisect_right(starts, clock.first_s) - 1, bisect_left(starts, clock.last_s) + 1
        starts, durations = starts[first:end], durations[first:end]
    else:
        now = now % DAY_S
    if len(starts) == 2:
        found = (now - starts[0]) * ((durations[1] - durations[0]) / (starts[1] - starts[0]))
        found += durations[0] + 0.5
    else:
        found = np.interp(now, starts, durations)
        found += 0.5
    return np.floor(found, out=found)


_STEPS = {
    "work": _work, "rest": _rest, "turn": _turn, "load": _load, "serve": _serve, "charge": _charge,
    "drive": _drive,
}  # fmt: skip
