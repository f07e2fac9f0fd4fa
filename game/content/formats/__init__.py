"""Files of the literature and of other planners, read with suspicion: a fault has its line and its cure."""

from __future__ import annotations

from collections.abc import Callable

from game.content.formats.lilim import read_lilim
from game.content.formats.lines import lines_of
from game.content.formats.solomon import read_solomon
from game.content.formats.vrplib import read_vrplib
from game.content.limits import Faults
from game.domain.errors import Unreadable
from game.domain.instance import Instance

READERS: dict[str, Callable[[list[tuple[int, str]], str, Faults], Instance | None]] = {
    "solomon": read_solomon,
    "lilim": read_lilim,
    "vrplib": read_vrplib,
}


def read_instance(data: bytes, name: str, form: str) -> Instance:
    """The instance in these bytes; `form` is solomon (also Gehring & Homberger), lilim or vrplib.

    Raises `Unreadable` for an unknown form, `ContentFault` with every fault found in the file otherwise.
    """
    if form not in READERS:
        raise Unreadable("solve.format", value=form, known=", ".join(READERS))
    faults = Faults()
    lines = lines_of(data, name, faults)
    found = READERS[form](lines, name, faults) if lines else None
    faults.stop_if_any(name)
    assert found is not None, "a reader that finds no instance says why"
    return found
