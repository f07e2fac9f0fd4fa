"""What comes to light by the clock and not by a truck: the weather, a sick driver, an order in a hurry.

What began before the day was opened, or concerns a trip that is made later, is noticed a second after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.domain.day import DayState, Incident
from game.sim.course import Course
from game.sim.noticing import Happening, noticed

BY_CLOCK = frozenset({"slow", "sick", "rush"})


def of_clock(running: Iterable[Course], state: DayState) -> Iterator[Happening]:
    """Happenings after the clock, unordered. A breakdown is noticed by its truck."""
    replaced = {c.replaced: c for c in running if c.replaced}
    for incident in state.incidents:
        if incident.kind not in BY_CLOCK or incident.id in state.seen:
            continue
        at_s = max(incident.from_s, state.clock_s + 1)
        if incident.kind == "sick":
            if incident.id in replaced:
                yield noticed(replaced[incident.id], incident, at_s)
        elif _still(incident, at_s):
            yield noticed(None, incident, at_s)


def _still(incident: Incident, at_s: int) -> bool:
    """Slow traffic that is over is no news; what somebody asks for is."""
    return incident.kind == "rush" or at_s < incident.to_s
