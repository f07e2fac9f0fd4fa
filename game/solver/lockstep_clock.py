"""The clocks and tachographs of many trips at once: `rules.tacho` with arrays. Loads numpy."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.domain.law import HoursRules
from game.solver.lockstep_legs import NEVER_S, Ints

Bools = NDArray[np.bool_]
Chosen = NDArray[Any]
"""Numbers of trips, rising."""


class Clocks:
    """Per trip the time, and driving, work and breaks so far; `doubtful` where a limit may be passed."""

    def __init__(self, rules: HoursRules, eu: Bools, atbv: Bools) -> None:
        self.rules, self.eu, self.atbv = rules, eu, atbv
        self.drive_limit_s = np.where(eu, rules.drive_before_break_s, NEVER_S)
        self.work_limit_s = np.where(atbv, rules.work_before_break_s, NEVER_S)
        self.period_s = np.where(eu, rules.drive_before_break_s, self.work_limit_s)
        zeros = np.zeros((8, len(eu)), dtype=np.int64)
        (self.at_s, self.drive_s, self.drive_since_s, self.work_s, self.work_since_s, self.rested_s,
         self.ahead_drive_s, self.ahead_work_s) = zeros  # fmt: skip
        self.first, self.doubtful = np.zeros((2, len(eu)), dtype=bool)

    def work(self, some: slice | Chosen, seconds: Ints) -> None:
        """Work that the clock has already; driving is work too."""
        self.work_s[some] += seconds
        self.work_since_s[some] += seconds
        self.doubtful[some] |= self.work_since_s[some] > self.rules.work_before_break_s

    def drive(self, some: slice | Chosen, seconds: Ints) -> None:
        """Time passes at the wheel."""
        self.at_s[some] += seconds
        self.drive_s[some] += seconds
        self.drive_since_s[some] += seconds
        self.work(some, seconds)
        self.doubtful[some] |= self.drive_since_s[some] > self.rules.drive_before_break_s

    def rest(self, some: Chosen, seconds: Ints) -> None:
        """A break; below 15 minutes it counts for nothing."""
        rules = self.rules
        self.at_s[some] += seconds
        some, seconds = some[seconds >= rules.break_first_s], seconds[seconds >= rules.break_first_s]
        self.rested_s[some] += seconds
        self.work_since_s[some] = 0
        whole = (seconds >= rules.break_s) | (self.first[some] & (seconds >= rules.break_second_s))
        self.drive_since_s[some[whole]] = 0
        self.first[some] = ~whole
        self.doubtful[some] |= seconds >= rules.rest_cut_s

    # -- breaks that are wanted -------------------------------------------------------------------------
    def needs_rest(self, some: slice | Chosen, seconds: Ints) -> tuple[Bools, Ints]:
        """Who has to rest before driving so long, and the seconds that may be driven at once."""
        may_s = np.minimum(
            np.maximum(0, self.drive_limit_s[some] - self.drive_since_s[some]),
            np.maximum(0, self.work_limit_s[some] - self.work_since_s[some]),
        )
        goes = (may_s > 0) & ((self.work_since_s[some] == 0) | (seconds > self.period_s[some]))
        return (seconds > may_s) & ~goes, may_s

    def full_s(self, some: Chosen, coming_s: Ints) -> Ints:
        """The shortest break that does for the rest of the trip."""
        rules = self.rules
        rest_s = np.maximum(rules.break_second_s, self._wanted_s(some) - self.rested_s[some])
        rest_s = np.where(self._passes(some, coming_s), rules.break_s, rest_s)
        found: Ints = np.where(self.first[some], rules.break_second_s, rest_s)
        return found

    def wait(self, open_s: Ints, service_s: Ints, active: int) -> None:
        """A break where so much work asks for it, or where a known wait is long enough to be of use."""
        known_s = open_s - self.at_s[:active]
        since_s = self.work_since_s[:active]
        asks = self.atbv[:active] & (since_s > 0) & (since_s + service_s > self.rules.work_before_break_s)
        chosen = np.flatnonzero(asks | (known_s >= self.rules.break_first_s))
        if not len(chosen):
            return
        known_s = known_s[chosen]
        full_s = self.full_s(chosen, np.zeros_like(known_s))
        useful = (known_s >= self.rules.break_first_s) & self._short(chosen)
        rest_s = np.where(useful, np.where(known_s >= full_s, full_s, known_s), 0)
        rest_s = np.maximum(rest_s, np.where(asks[chosen], full_s, 0))
        rests = rest_s > 0
        self.rest(chosen[rests], rest_s[rests])

    def rest_before(self, some: Chosen, work_s: Ints) -> None:
        """The break that is needed before so much work in one go, if any."""
        since_s = self.work_since_s[some]
        needs = self.atbv[some] & (since_s > 0) & (since_s + work_s > self.rules.work_before_break_s)
        rest_s = np.where(needs, self.full_s(some, np.zeros_like(work_s)), 0)
        self.rest(some[rest_s > 0], rest_s[rest_s > 0])

    def _passes(self, some: Chosen, coming_s: Ints) -> Bools:
        """The rest of the trip's driving passes the limit."""
        left_s = np.maximum(coming_s, self.ahead_drive_s[some] - self.drive_s[some])
        found: Bools = self.eu[some] & (self.drive_since_s[some] + left_s > self.rules.drive_before_break_s)
        return found

    def _wanted_s(self, some: Chosen) -> Ints:
        rules, work_s = self.rules, np.maximum(self.ahead_work_s[some], self.work_s[some])
        return np.where(work_s > rules.work_long_s, rules.work_break_long_s, rules.work_break_short_s)

    def _short(self, some: Chosen) -> Bools:
        """The breaks so far are not enough for the rest of the trip."""
        rules = self.rules
        work_s = np.maximum(self.ahead_work_s[some], self.work_s[some])
        left_s = np.maximum(0, self.ahead_work_s[some] - self.work_s[some])
        working = (work_s > rules.work_before_break_s) & self.atbv[some]
        asks = (self.rested_s[some] < self._wanted_s(some)) | (
            self.work_since_s[some] + left_s > rules.work_before_break_s
        )
        found: Bools = self._passes(some, np.zeros_like(work_s)) | (working & asks)
        return found
