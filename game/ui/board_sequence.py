"""The planboard by sequence: every stop an equal box, so that trips can be compared stop by stop.

An axis for one row maps its times to boxes: the depot is box 0, the stops follow, the depot again is the
last. Between two boxes lies what happens on the way (driving, waiting, a break), drawn narrow.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from game.domain.units import HOUR_S
from game.ui.board_axis import BoardAxis
from game.ui.board_rows import Block, BoardRow

Rect = pygame.Rect
BOX = float(HOUR_S)
"""A box with the way after it, in the axis's own unit."""
PART = 0.72
"""How much of that is the box itself."""
LEAD = 0.15
"""What is seen before the first box."""


def boxes_of(blocks: Sequence[Block]) -> tuple[tuple[int, int], ...]:
    """(start, end) in seconds of depot, stops and depot, in the sequence of driving."""
    found: list[list[int]] = []
    last: tuple[str, int] | None = None
    for block in blocks:
        if block.kind not in ("depot", "service") and not block.own:
            continue
        name = ("depot", -1) if block.kind == "depot" else ("stop", block.stop)
        if name == last:  # a break within a stop: it is one box
            found[-1][1] = block.end_s
        else:
            found.append([block.start_s, block.end_s])
        last = name
    return tuple((a, b) for a, b in found)


@dataclass(slots=True)
class SequenceAxis(BoardAxis):
    """The axis of one row: x for a time runs by boxes. `from_s` and `to_s` are in units of `BOX`."""

    times: tuple[int, ...] = ()
    places: tuple[float, ...] = ()

    def _place(self, time_s: float, *, ends: bool) -> float:
        """Where a time lies; where nothing is between two boxes, `ends` asks for the end of the first."""
        if not self.times:
            return 0.0
        i = (bisect_left if ends else bisect_right)(self.times, time_s)
        if i == 0:
            return self.places[0] + (time_s - self.times[0])
        if i == len(self.times):
            return self.places[-1] + (time_s - self.times[-1])
        a, b = self.times[i - 1], self.times[i]
        share = (time_s - a) / (b - a) if b > a else 0.0
        return self.places[i - 1] + share * (self.places[i] - self.places[i - 1])

    def x(self, time_s: float, lane: Rect) -> float:
        """Logical x of a clock time."""
        return BoardAxis.x(self, self._place(time_s, ends=False), lane)

    def span(self, start_s: float, end_s: float, lane: Rect) -> tuple[float, float]:
        """Logical x of start and end of a block."""
        a, b = self._place(start_s, ends=False), self._place(end_s, ends=True)
        return BoardAxis.x(self, min(a, b), lane), BoardAxis.x(self, max(a, b), lane)

    def s(self, x: float, lane: Rect) -> float:
        """Clock time at a logical x."""
        place = BoardAxis.s(self, x, lane)
        if not self.times:
            return 0.0
        i = bisect_right(self.places, place)
        if i == 0:
            return self.times[0] - (self.places[0] - place)
        if i == len(self.places):
            return self.times[-1] + (place - self.places[-1])
        a, b = self.places[i - 1], self.places[i]
        share = (place - a) / (b - a) if b > a else 0.0
        return self.times[i - 1] + share * (self.times[i] - self.times[i - 1])


def axis_of(row: BoardRow, view: BoardAxis) -> SequenceAxis:
    """The axis of a row, seen through `view` (in units of `BOX`)."""
    times: list[int] = []
    places: list[float] = []
    for i, (start, end) in enumerate(boxes_of(row.blocks)):
        times += [start, end]
        places += [i * BOX, (i + PART) * BOX]
    return SequenceAxis(from_s=view.from_s, to_s=view.to_s, low_s=view.low_s, high_s=view.high_s,
                        times=tuple(times), places=tuple(places))  # fmt: skip


def most_boxes(rows: Sequence[BoardRow]) -> int:
    """Boxes of the longest trip; three at least."""
    return max((len(boxes_of(row.blocks)) for row in rows), default=0) or 3


def fit(view: BoardAxis, boxes: int) -> None:
    """Show all boxes."""
    view.low_s, view.high_s = -LEAD * BOX, (boxes + LEAD) * BOX
    view.from_s, view.to_s = view.low_s, max(view.high_s, view.low_s + 4 * BOX)


def reach(view: BoardAxis, boxes: int) -> None:
    """After a change of the plan: as far as there are boxes; what is in view stays."""
    whole = view.from_s <= view.low_s and view.to_s >= view.high_s
    if whole:
        fit(view, boxes)
    else:
        view.high_s = max(view.to_s, (boxes + LEAD) * BOX)
