"""Damage to a log: cut at a byte, a bit flipped, lines forged with a chain that fits.

`python -m tests.robust.damage KIND PART PARTS`: every cut and every flipped bit of a golden log's bytes
PART, PART + PARTS, ...
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace

from game.domain.errors import Unreadable
from game.domain.events import Event
from game.record.journal import parse_log
from game.record.lines import GENESIS, body, link
from tools.golden import golden


class Log:
    """A log's bytes and what they say."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.events = parse_log(data, "log").events

    def cut(self, size: int) -> str:
        """What is wrong with what is read of the first `size` bytes; empty when it is as it should be."""
        data = self.data[:size]
        lines = data.count(b"\n")
        try:
            found = parse_log(data, "log")
        except Unreadable:
            return "" if not lines else f"cut at {size}: refused"
        held = found.events == self.events[:lines] and not found.damage
        torn = size - data.rfind(b"\n") - 1
        return (
            "" if held and found.torn_bytes == torn else f"cut at {size}: {found.damage} {found.torn_bytes}"
        )

    def flip(self, at: int, bit: int) -> str:
        """The same of the log with one bit changed: it is told, and what stays is true."""
        broken = bytearray(self.data)
        broken[at] ^= 1 << bit
        try:
            found = parse_log(bytes(broken), "log")
        except Unreadable:
            return ""
        told = found.damage or found.torn_bytes
        true = found.events == self.events[: len(found.events)] and len(found.events) < len(self.events)
        return "" if told and true else f"bit {bit} of byte {at}"


def chained(events: Iterable[Event]) -> list[Event]:
    """The events numbered and linked anew: what somebody does who can write the file."""
    made: list[Event] = []
    before = GENESIS
    for seq, event in enumerate(events):
        bare = replace(event, seq=seq, link="")
        before = link(before, body(bare))
        made.append(replace(bare, link=before))
    return made


def wrong(log: Log, places: Sequence[int], bits: Iterable[int] = range(8)) -> list[str]:
    """Everything that goes unnoticed at these bytes."""
    bits = tuple(bits)
    found = [log.cut(at) for at in places]
    found += [log.flip(at, bit) for at in places for bit in bits]
    return [text for text in found if text]


def main(kind: str, part: int, parts: int) -> int:
    """Every byte of a part of a golden log; 1 when something was silent."""
    log = Log(golden(kind).read_bytes())
    places = range(part, len(log.data), parts)
    found = wrong(log, places)
    print("\n".join([*found[:20], f"{len(places)} bytes cut, {8 * len(places)} bits, {len(found)} silent"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
