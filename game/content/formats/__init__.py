"""Files of the literature and of other planners, read with suspicion: a fault has its line and its cure."""

from __future__ import annotations

from collections.abc import Callable

from game.content.formats.lilim import read_lilim
from game.content.formats.lines import MOST_FAULTS, Line, lines_of
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
    if found is not None:
        _check_work(found, lines, name, faults)
    faults.stop_if_any(name)
    assert found is not None, "a reader that finds no instance says why"
    return found


def _check_work(instance: Instance, lines: list[Line], name: str, faults: Faults) -> None:
    """There is something to do, and a vehicle can do each part of it."""
    if not instance.customers:
        faults.add(name, "fault.no_customers", line=lines[-1][0])
    big = [c for c in instance.customers if abs(c.demand) > instance.capacity]
    for customer in big[:MOST_FAULTS]:
        cells = {str(customer.number), str(customer.demand)}
        line = next((n for n, text in reversed(lines) if cells <= set(text.split())), 0)
        faults.add(
            name, "fault.demand_over", line=line, name=customer.number, value=abs(customer.demand),
            limit=instance.capacity,
        )  # fmt: skip
