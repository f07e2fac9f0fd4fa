"""Where breaks go: the tachograph of a walk (Regulation (EC) 561/2006 art. 7; Arbeidstijdenbesluit vervoer).

A planner rests at the stop before leaving when the next leg would pass the limit, on the road only
when a leg is longer than a whole driving period, and uses waiting that was known beforehand (a window
that opens later) where it is long enough to count: at least 15 minutes as the first part, at least 45
(or 30 after a first part) as a whole break. Waiting that nobody knew of never counts.
Work without a break is kept within 6 hours too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from game.domain.evaluation import Activity, Doing
from game.domain.world import HoursRules

WORK = frozenset({Doing.CHECK, Doing.LOAD, Doing.SERVICE, Doing.UNLOAD})


class Piece(NamedTuple):
    """A stretch of driving or a break; the fractions say which part of the leg's time it covers."""

    doing: Doing
    seconds: int
    leg_from: float
    leg_to: float

    @property
    def on_the_road(self) -> bool:
        """A break that is not taken at the stop before leaving."""
        return self.doing is Doing.BREAK and self.leg_from > 0


NO_LIMIT_S = 1 << 30


class Ahead(NamedTuple):
    """What the whole trip is expected to ask, so that a break is neither too short nor in vain."""

    drive_s: int
    work_s: int
    """Driving included."""


class Tacho:
    """Driving and work since the last break, and the breaks of the day; lives as long as a walk."""

    __slots__ = (
        "ahead", "atbv", "coming_s", "drive_s", "drive_since_s", "eu", "first", "rested_s", "rules", "work_s",
        "work_since_s",
    )  # fmt: skip

    def __init__(self, rules: HoursRules, ahead: Ahead, *, eu: bool, atbv: bool = True) -> None:
        self.rules, self.ahead, self.eu, self.atbv = rules, ahead, eu, atbv
        self.drive_s = self.drive_since_s = self.work_s = self.work_since_s = self.rested_s = 0
        self.coming_s = 0
        """Driving that is certain to come: the rest of the leg in hand."""
        self.first = False
        """A first part of at least 15 minutes was taken in this driving period."""

    def replay(self, done: Iterable[Activity], plug_s: int) -> None:
        """Take over what was done before the walk was resumed."""
        for activity in done:
            lasts_s = activity.end_s - activity.start_s
            if activity.doing is Doing.DRIVE:
                self.drive(lasts_s)
            elif activity.doing is Doing.BREAK:
                self.rest(lasts_s)
            elif activity.doing is Doing.CHARGE:
                self.charge(lasts_s, plug_s)
            elif activity.doing in WORK:
                self.work(lasts_s)

    def drive(self, seconds: int) -> None:
        """Driving is work too."""
        self.drive_s += seconds
        self.drive_since_s += seconds
        self.work_s += seconds
        self.work_since_s += seconds

    def work(self, seconds: int) -> None:
        """Checking, loading, unloading."""
        self.work_s += seconds
        self.work_since_s += seconds

    def charge(self, seconds: int, plug_s: int) -> None:
        """Plugging in is work; while the battery charges the driver rests (art. 4(d); to check)."""
        self.work(min(seconds, plug_s))
        self.rest(max(0, seconds - plug_s))

    def rest(self, seconds: int) -> None:
        """A break; below 15 minutes it counts for nothing."""
        rules = self.rules
        if seconds < rules.break_first_s:
            return
        self.rested_s += seconds
        self.work_since_s = 0
        if seconds >= rules.break_s or (self.first and seconds >= rules.break_second_s):
            self.drive_since_s, self.first = 0, False
        else:
            self.first = True

    def _drive_left_s(self) -> int:
        return max(self.coming_s, self.ahead.drive_s - self.drive_s)

    def _short(self) -> bool:
        """The breaks so far are not enough for the rest of this trip."""
        rules, work_s = self.rules, max(self.ahead.work_s, self.work_s)
        if self.eu and self.drive_since_s + self._drive_left_s() > rules.drive_before_break_s:
            return True
        if work_s <= rules.work_before_break_s or not self.atbv:
            return False
        wanted_s = rules.work_break_long_s if work_s > rules.work_long_s else rules.work_break_short_s
        left_s = max(0, self.ahead.work_s - self.work_s)
        return self.rested_s < wanted_s or self.work_since_s + left_s > rules.work_before_break_s

    def full_s(self) -> int:
        """The shortest break that does for the rest of this trip."""
        rules = self.rules
        if self.first:
            return rules.break_second_s
        if self.eu and self.drive_since_s + self._drive_left_s() > rules.drive_before_break_s:
            return rules.break_s
        work_s = max(self.ahead.work_s, self.work_s)
        wanted_s = rules.work_break_long_s if work_s > rules.work_long_s else rules.work_break_short_s
        return max(rules.break_second_s, wanted_s - self.rested_s)

    def before(self, work_s: int) -> int:
        """Break that is needed before so much work in one go; 0 when there is none."""
        if (
            not self.atbv
            or self.work_since_s == 0
            or self.work_since_s + work_s <= self.rules.work_before_break_s
        ):
            return 0
        return self.full_s()

    def of_wait(self, wait_s: int) -> int:
        """How much of a wait that was known beforehand is taken as a break."""
        if wait_s < self.rules.break_first_s or not self._short():
            return 0
        full_s = self.full_s()
        return full_s if wait_s >= full_s else wait_s

    def before_leg(self, seconds: int) -> int:
        """Break to take at the stop before a leg of `seconds` is begun; 0 when there is none."""
        may_s = self.may_drive_s()
        if seconds <= may_s or (may_s and (self.work_since_s == 0 or seconds > self._period_s())):
            return 0
        self.coming_s = seconds
        rest_s = self.full_s()
        self.coming_s = 0
        return rest_s

    def leg(self, seconds: int, driven_s: int = 0) -> tuple[Piece, ...]:
        """Driving and breaks, in order, that bring a leg of `seconds` to its end; counted at once.

        `driven_s` of it lie behind the driver already (a day resumed on the road).
        """
        left_s = seconds - driven_s
        if left_s <= self.may_drive_s():
            self.drive(left_s)
            return (Piece(Doing.DRIVE, left_s, driven_s / seconds if seconds else 0.0, 1.0),)
        pieces: list[Piece] = []
        self.coming_s = left_s
        if driven_s == 0 and self.work_since_s > 0 and left_s <= self._period_s():
            pieces.append(self._break(0.0))
        while driven_s < seconds:
            part_s = min(self.may_drive_s(), seconds - driven_s)
            if part_s:
                done = driven_s + part_s
                pieces.append(Piece(Doing.DRIVE, part_s, driven_s / seconds, done / seconds))
                self.drive(part_s)
                driven_s = done
                self.coming_s = seconds - done
            if driven_s < seconds:
                pieces.append(self._break(driven_s / seconds))
        self.coming_s = 0
        return tuple(pieces)

    def _break(self, at: float) -> Piece:
        lasts_s = self.full_s()
        self.rest(lasts_s)
        return Piece(Doing.BREAK, lasts_s, at, at)

    def _period_s(self) -> int:
        rules = self.rules
        if self.eu:
            return rules.drive_before_break_s
        return rules.work_before_break_s if self.atbv else NO_LIMIT_S

    def may_drive_s(self) -> int:
        """Driving in one go before a break is needed."""
        rules = self.rules
        work_s = max(0, rules.work_before_break_s - self.work_since_s) if self.atbv else NO_LIMIT_S
        return min(max(0, rules.drive_before_break_s - self.drive_since_s), work_s) if self.eu else work_s
