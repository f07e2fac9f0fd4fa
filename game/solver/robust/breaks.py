"""The tachograph of a trip on all sampled days at once: `rules.tacho.Tacho` with a state for each day.

A delay moves breaks: work or driving that no longer fits before a limit asks for one, a wait that has gone
gives none. Upper bounds over all days tell in nearly every step that nobody has to rest, without a look at
the single days.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.domain.world import HoursRules
from game.rules.tacho import NO_LIMIT_S, Ahead, Tacho
from game.solver.robust.days import Seconds


class Bound(NamedTuple):
    """What binds the driver of a trip."""

    rules: HoursRules
    ahead: Ahead
    eu: bool
    atbv: bool


class Rest(NamedTuple):
    """A break on some of the days."""

    on: NDArray[np.intp]
    """Indices of those days, rising."""
    lasts_s: Seconds
    """On each of them."""


class Breaks:
    """Driving, work and rest so far on every day, in seconds; lives no longer than a walk."""

    __slots__ = (
        "bound", "drive_mark_s", "drive_most_s", "drive_s", "first", "late_s", "other_s", "period_s",
        "rested_s", "work_mark_s", "work_most_s",
    )  # fmt: skip

    def __init__(self, bound: Bound, days: int) -> None:
        self.bound = bound
        self.drive_s: Seconds = np.zeros(days)
        self.other_s = 0.0
        """Work that is not driving and is the same on every day; `late_s` is what docks made longer."""
        self.late_s: Seconds = np.zeros(days)
        self.drive_mark_s: Seconds = np.zeros(days)
        """Driving at the last break that counted for it."""
        self.work_mark_s: Seconds = np.zeros(days)
        """`drive_s` and `other_s` together at the last break, less what docks made longer since."""
        self.rested_s: Seconds = np.zeros(days)
        self.first: NDArray[np.bool_] = np.zeros(days, dtype=bool)
        self.drive_most_s = self.work_most_s = 0.0
        """Since such a break, at most on any day."""
        work_s = bound.rules.work_before_break_s if bound.atbv else NO_LIMIT_S
        self.period_s = bound.rules.drive_before_break_s if bound.eu else work_s

    def work(self, seconds: float) -> None:
        """The same on every day."""
        self.other_s += seconds
        self.work_most_s += seconds

    def longer(self, late_s: Seconds) -> None:
        """Work that lasts longer, by so much on each day."""
        self.late_s += late_s
        self.work_mark_s -= late_s
        self.work_most_s += float(late_s.max())

    def rest_all(self, seconds: float) -> Rest:
        """Break of so long on every day."""
        days = len(self.drive_s)
        return Rest(np.arange(days), np.full(days, float(seconds)))

    def rest(self, rest: Rest) -> None:
        """Count a break; too short a one counts for nothing."""
        rules, (on, lasts_s) = self.bound.rules, rest
        if lasts_s.min() < rules.break_first_s:
            counts = lasts_s >= rules.break_first_s
            on, lasts_s = on[counts], lasts_s[counts]
        whole = (lasts_s >= rules.break_s) | (self.first[on] & (lasts_s >= rules.break_second_s))
        self.rested_s[on] += lasts_s
        self.work_mark_s[on] = self.drive_s[on] + self.other_s
        self.first[on] = ~whole
        self.drive_mark_s[on[whole]] = self.drive_s[on[whole]]

    def before_leg(self, seconds: Any, most_s: float) -> Rest | None:
        """Break to take before a leg that lasts so long, at most `most_s`; None: on no day.

        One is enough: after it no work lies behind the driver, and driving is split on the road at most.
        """
        if self._fits(most_s):
            return None
        may_s, since_s = self._may()
        on = np.flatnonzero(seconds > may_s)
        if len(on):
            lasts_s = _at(seconds, on)
            on = on[(may_s[on] <= 0) | ((since_s[on] > 0) & (lasts_s <= self.period_s))]
        return Rest(on, self._full(on, _at(seconds, on))) if len(on) else None

    def drive(self, seconds: Any, most_s: float) -> Rest | None:
        """Count a leg; gives the breaks in the middle of it, counted too. None: on no day."""
        if not self._fits(most_s):
            on = np.flatnonzero(seconds > self._may()[0])
            if len(on):
                return self._split(on, seconds)
        self.drive_s += seconds
        self.drive_most_s += most_s
        self.work_most_s += most_s
        return None

    def before_work(self, work_s: float) -> Rest | None:
        """Break that is needed before so much work in one go; None: on no day."""
        limit_s = self.bound.rules.work_before_break_s
        if not self.bound.atbv or self.work_most_s + work_s <= limit_s:
            return None
        since_s = self._work_since()
        if self.work_most_s + work_s <= limit_s:
            return None
        on = np.flatnonzero((since_s > 0) & (since_s + work_s > limit_s))
        return Rest(on, self._full(on, 0.0)) if len(on) else None

    def at_stop(self, known_s: Seconds, work_s: float) -> Rest | None:
        """Break at a stop that opens in `known_s`, before its service: the part of the wait that is of use,
        or what the service asks for; None: on no day."""
        needed = self.before_work(work_s)
        on = np.flatnonzero(known_s >= self.bound.rules.break_first_s)
        if len(on):
            on = on[self._short(on)]
        if not len(on):
            return needed
        useful = Rest(on, np.minimum(known_s[on], self._full(on, 0.0)))
        return useful if needed is None else _longest(useful, needed, len(known_s))

    def _fits(self, most_s: float) -> bool:
        """A leg that needs no break on any day; bounds that leave a doubt are made tight first."""
        rules, (_, _, eu, atbv) = self.bound.rules, self.bound
        drive_left_s, work_left_s = rules.drive_before_break_s - most_s, rules.work_before_break_s - most_s
        if eu and self.drive_most_s > drive_left_s:
            self._drive_since()
            if self.drive_most_s > drive_left_s:
                return False
        if atbv and self.work_most_s > work_left_s:
            self._work_since()
        return not atbv or self.work_most_s <= work_left_s

    def _drive_since(self) -> Seconds:
        """Driving since the last break, on each day; makes the bound tight."""
        since_s: Seconds = self.drive_s - self.drive_mark_s
        self.drive_most_s = float(since_s.max())
        return since_s

    def _work_since(self) -> Seconds:
        """Work since the last break, driving included; makes the bound tight."""
        since_s: Seconds = self.drive_s - self.work_mark_s
        since_s += self.other_s
        self.work_most_s = float(since_s.max())
        return since_s

    def _may(self) -> tuple[Seconds, Seconds]:
        """Driving in one go before a break is needed, and work since the last one."""
        rules, (_, _, eu, atbv) = self.bound.rules, self.bound
        since_s = self._work_since()
        may_s = rules.work_before_break_s - since_s if atbv else np.full(len(since_s), float(NO_LIMIT_S))
        if eu:
            np.minimum(rules.drive_before_break_s - self._drive_since(), may_s, out=may_s)
        return np.maximum(0.0, may_s, out=may_s), since_s

    def _work_s(self, on: NDArray[np.intp]) -> Seconds:
        """All work so far, driving included."""
        work_s: Seconds = self.drive_s[on] + self.late_s[on] + self.other_s
        return work_s

    def _past(self, on: NDArray[np.intp], coming_s: Any) -> Any:
        """Whether the driving that is left passes the limit."""
        if not self.bound.eu:
            return False
        drive_s = self.drive_s[on]
        left_s = np.maximum(coming_s, self.bound.ahead.drive_s - drive_s)
        return drive_s - self.drive_mark_s[on] + left_s > self.bound.rules.drive_before_break_s

    def _wanted(self, work_s: Seconds) -> Seconds:
        """Rest that the work of the whole trip asks for."""
        rules, ahead_s = self.bound.rules, self.bound.ahead.work_s
        long = np.maximum(ahead_s, work_s) > rules.work_long_s
        return np.where(long, float(rules.work_break_long_s), float(rules.work_break_short_s))

    def _full(self, on: NDArray[np.intp], coming_s: Any) -> Seconds:
        """`Tacho.full_s`."""
        rules = self.bound.rules
        wanted_s = self._wanted(self._work_s(on)) - self.rested_s[on]
        rest_s = np.maximum(wanted_s, float(rules.break_second_s))
        rest_s = np.where(self._past(on, coming_s), float(rules.break_s), rest_s)
        rest_s[self.first[on]] = rules.break_second_s
        return rest_s

    def _short(self, on: NDArray[np.intp]) -> NDArray[np.bool_]:
        """`Tacho._short`."""
        rules, ahead_s = self.bound.rules, self.bound.ahead.work_s
        past: NDArray[np.bool_] = np.zeros(len(on), dtype=bool) | self._past(on, 0.0)
        if not self.bound.atbv:
            return past
        work_s = self._work_s(on)
        since_s = self.drive_s[on] - self.work_mark_s[on] + self.other_s
        since_s += np.maximum(0.0, ahead_s - work_s)
        short = (self.rested_s[on] < self._wanted(work_s)) | (since_s > rules.work_before_break_s)
        past |= short & (np.maximum(ahead_s, work_s) > rules.work_before_break_s)
        return past

    def _split(self, on: NDArray[np.intp], seconds: Any) -> Rest:
        """Count a leg that breaks split on these days: one by one, with the tachograph itself."""
        tachos, before_s = [self._tacho(int(day)) for day in on], self.rested_s[on]
        self.drive_s += seconds
        for day, tacho, lasts_s in zip(on, tachos, _at(seconds, on), strict=True):
            tacho.leg(int(lasts_s))
            self._keep(int(day), tacho)
        self._drive_since()
        self._work_since()
        return Rest(on, self.rested_s[on] - before_s)

    def _tacho(self, day: int) -> Tacho:
        """The tachograph of one day."""
        tacho = Tacho(self.bound.rules, self.bound.ahead, eu=self.bound.eu, atbv=self.bound.atbv)
        drive_s = self.drive_s[day]
        tacho.drive_s, tacho.work_s = int(drive_s), int(drive_s + self.late_s[day] + self.other_s)
        tacho.drive_since_s = int(drive_s - self.drive_mark_s[day])
        tacho.work_since_s = int(drive_s - self.work_mark_s[day] + self.other_s)
        tacho.rested_s, tacho.first = int(self.rested_s[day]), bool(self.first[day])
        return tacho

    def _keep(self, day: int, tacho: Tacho) -> None:
        """Take the tachograph of one day over."""
        self.drive_mark_s[day] = tacho.drive_s - tacho.drive_since_s
        self.work_mark_s[day] = tacho.drive_s + self.other_s - tacho.work_since_s
        self.rested_s[day], self.first[day] = tacho.rested_s, tacho.first


def _at(seconds: Any, on: NDArray[np.intp]) -> Any:
    """On these days; the same on every day when it is one number."""
    return seconds[on] if isinstance(seconds, np.ndarray) else np.full(len(on), float(seconds))


def _longest(one: Rest, two: Rest, days: int) -> Rest:
    """The longer of two breaks on each day."""
    all_s: Seconds = np.zeros(days)
    all_s[one.on] = one.lasts_s
    all_s[two.on] = np.maximum(all_s[two.on], two.lasts_s)
    on = np.flatnonzero(all_s)
    return Rest(on, all_s[on])
