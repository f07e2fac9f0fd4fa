"""Where the 45-minute break goes (Regulation (EC) 561/2006 art. 7; FACTS 3.1).

Within a leg at most `drive_before_break_s` may be driven since the last break. When the next leg
would pass that, the driver rests at the stop before leaving; a leg that is longer than a whole
driving period is split with a break on the road. Waiting never counts as a break here, and the
break is never split in 15 + 30 minutes: both leave room that a real driver may use.
"""

from __future__ import annotations

from typing import NamedTuple

from game.domain.evaluation import Doing
from game.domain.world import HoursRules


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


def split_leg(*, rules: HoursRules, since_break_s: int, seconds: int, driven_s: int = 0) -> tuple[Piece, ...]:
    """Driving and breaks, in order, that bring a leg of `seconds` to its end.

    `driven_s` of it lie behind the driver already (a day resumed on the road).
    """
    left_s = seconds - driven_s
    limit_s = rules.drive_before_break_s
    if since_break_s + left_s <= limit_s:
        return (Piece(Doing.DRIVE, left_s, driven_s / seconds if seconds else 0.0, 1.0),)
    pieces: list[Piece] = []
    if driven_s == 0 and since_break_s > 0 and left_s <= limit_s:
        pieces.append(Piece(Doing.BREAK, rules.break_s, 0.0, 0.0))
        since_break_s = 0
    while driven_s < seconds:
        part_s = min(max(0, limit_s - since_break_s), seconds - driven_s)
        if part_s:
            done = driven_s + part_s
            pieces.append(Piece(Doing.DRIVE, part_s, driven_s / seconds, done / seconds))
            driven_s = done
        if driven_s < seconds:
            here = driven_s / seconds
            pieces.append(Piece(Doing.BREAK, rules.break_s, here, here))
            since_break_s = 0
    return tuple(pieces)
