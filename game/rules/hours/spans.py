"""A driver's time as spans on one axis of seconds, where 0 is a Monday 00:00 on the local clock.

The axis counts clock time: in the night that the clock changes, a rest is up to one hour longer or
shorter than it seems here. Time in which nothing is recorded is rest. Breaks and rests are one
mode ("off"), as on the tachograph; what counts is how long they last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

DAY_S = 86_400
WEEK_S = 7 * DAY_S


class Kind(StrEnum):
    """The modes of the tachograph; `available` is waiting whose length was known beforehand."""

    DRIVE = "drive"
    WORK = "work"
    AVAILABLE = "available"
    BREAK = "break"
    REST = "rest"


LETTERS = {"d": Kind.DRIVE, "w": Kind.WORK, "a": Kind.AVAILABLE, "b": Kind.BREAK, "r": Kind.REST}


class Span(NamedTuple):
    """A stretch of one kind, from `start_s` up to `end_s`."""

    kind: Kind
    start_s: int
    end_s: int
    unforeseen: bool = False
    """The planner or driver invokes art. 12 for the duty that this span belongs to."""


class Block(NamedTuple):
    """A span after tidying: off time is one kind, and no two neighbours are alike."""

    kind: Kind
    """DRIVE, WORK, AVAILABLE, or REST for all off time."""
    start_s: int
    end_s: int
    unforeseen: bool = False

    @property
    def seconds(self) -> int:
        """Its length."""
        return self.end_s - self.start_s

    @property
    def works(self) -> bool:
        """Driving or other work: working time, unlike availability."""
        return self.kind is Kind.DRIVE or self.kind is Kind.WORK


_TOKEN = re.compile(r"([dwabr])(\d+)(!?)")


def read(text: str, *, start: str = "00:00", day: int = 0) -> tuple[Span, ...]:
    """Spans from "d270 b45 d240": minutes of d drive, w work, a available, b break, r rest.

    `start` is the clock time of the first and `day` its day, 0 being the first Monday. A `!` after
    a span invokes art. 12. Raises ValueError for anything else.
    """
    hours, minutes = start.split(":")
    at_s = day * DAY_S + int(hours) * 3600 + int(minutes) * 60
    spans = []
    for token in text.split():
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise ValueError(f"{token!r} is not d, w, a, b or r with whole minutes, such as d270")
        end_s = at_s + 60 * int(match[2])
        spans.append(Span(LETTERS[match[1]], at_s, end_s, bool(match[3])))
        at_s = end_s
    return tuple(spans)


def tidy(spans: Iterable[Span]) -> tuple[Block, ...]:
    """Blocks without gaps, from the first to the last thing that is not rest.

    Raises ValueError for a span that ends before it begins, or for two that overlap.
    """
    blocks: list[Block] = []
    rest = Kind.REST
    for kind, start_s, end_s, unforeseen in sorted(spans, key=_IN_TIME):
        if end_s < start_s:
            raise ValueError(f"a span of {kind} ends before it begins: {start_s} to {end_s}")
        if end_s == start_s:
            continue
        if blocks:
            last_s = blocks[-1].end_s
            if start_s < last_s:
                raise ValueError(f"the span of {kind} from {start_s} begins before {last_s}")
            if start_s > last_s:
                _append(blocks, Block(rest, last_s, start_s))
        mode = rest if kind is Kind.BREAK else kind
        _append(blocks, Block(mode, start_s, end_s, unforeseen))
    while blocks and blocks[-1].kind is rest:
        blocks.pop()
    skip = 1 if blocks and blocks[0].kind is rest else 0
    return tuple(blocks[skip:])


_IN_TIME = attrgetter("start_s", "end_s")


def _append(blocks: list[Block], block: Block) -> None:
    """Add a block, or lengthen the last one when it is alike."""
    last = blocks[-1] if blocks else block
    if blocks and last.kind is block.kind:
        blocks[-1] = Block(last.kind, last.start_s, block.end_s, last.unforeseen or block.unforeseen)
    else:
        blocks.append(block)


def week_of(at_s: int) -> int:
    """The calendar week of a moment, 0 being the week that begins at 0."""
    return at_s // WEEK_S


def within(block: Block, from_s: int, to_s: int) -> int:
    """Seconds of a block that fall in a period."""
    return max(0, min(block.end_s, to_s) - max(block.start_s, from_s))
