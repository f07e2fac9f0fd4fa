"""Lines of numbers: what the readers of benchmark files share."""

from __future__ import annotations

import math
from collections.abc import Sequence

from game.content.limits import Faults

MAX_BYTES = 8 << 20
MAX_CUSTOMERS = 2_000
MOST_FAULTS = 20
"""Faults told of one file: a file of another kind would give one a line."""
LARGEST = 1_000_000_000

Line = tuple[int, str]
"""Line number in the file, and its text without blanks around it."""


def lines_of(data: bytes, name: str, faults: Faults) -> list[Line]:
    """The lines that hold something. Notes a fault and gives none when this is no text at all."""
    if len(data) > MAX_BYTES:
        faults.add(name, "fault.file_too_large", found=len(data) >> 10, most=MAX_BYTES >> 10)
        return []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.add(name, "fault.encoding", line=line, value=f"0x{data[error.start]:02x}")
        return []
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    kept = [(number, line) for number, line in lines if line]
    if not kept:
        faults.add(name, "fault.instance_empty")
    return kept


class Numbers:
    """Reads the numbers of one line, and notes what is wrong with which of them."""

    def __init__(self, name: str, faults: Faults) -> None:
        self.name, self.faults = name, faults

    @property
    def enough(self) -> bool:
        """Whether so much is wrong that reading on helps nobody."""
        return len(self.faults.found) >= MOST_FAULTS

    def fault(self, key: str, line: int, where: str = "", **values: object) -> None:
        """One fault at a line."""
        if not self.enough:
            self.faults.add(self.name, key, where, line, **values)

    def row(self, line: Line, names: Sequence[str]) -> dict[str, float] | None:
        """The numbers of a line by name; None (with a fault) when it holds another count of them."""
        number, text = line
        cells = text.split()
        if len(cells) != len(names):
            self.fault(
                "fault.numbers_on_line", number, found=len(cells), expected=len(names), names=", ".join(names)
            )
            return None
        values = [self.number(cell, number, name) for cell, name in zip(cells, names, strict=True)]
        return None if any(math.isnan(v) for v in values) else dict(zip(names, values, strict=True))

    def number(self, cell: str, line: int, where: str) -> float:
        """One number; NaN (with a fault) for anything else, also for what is absurdly large."""
        try:
            value = float(cell.replace("_", "x"))  # Python reads 1_000, no other program does
        except ValueError:
            self.fault("fault.not_a_number", line, where, value=cell)
            return math.nan
        if not math.isfinite(value):
            self.fault("fault.not_finite", line, where, value=cell)
            return math.nan
        if abs(value) > LARGEST:
            self.fault("fault.too_large", line, where, value=cell, limit=LARGEST)
            return math.nan
        return value

    def whole(
        self, values: dict[str, float], line: int, *names: str, least: int = 0
    ) -> dict[str, int] | None:
        """Some of a row as whole numbers of at least `least`; None (with a fault) when one is not."""
        found: dict[str, int] = {}
        for name in names:
            value = values[name]
            if math.isnan(value):
                continue  # told where it was read
            if value != int(value):
                self.fault("fault.not_whole", line, name, value=value, suggest=round(value))
            elif value < least:
                self.fault("fault.too_small", line, name, value=int(value), limit=least)
            else:
                found[name] = int(value)
        return found if len(found) == len(names) else None

    def window(self, ready: int, due: int, line: int) -> bool:
        """Whether a window opens before it closes."""
        if ready > due:
            self.fault("fault.window_closed", line, ready=ready, due=due)
        return ready <= due
