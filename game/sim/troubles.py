"""All incidents of a day as walks ask for them: by kind and subject, with what trucks found out so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from game.domain.day import Incident, Progress
from game.domain.evaluation import Doing
from game.sim.roads import OF_ROAD


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Troubles:
    """An index; made once for all trucks."""

    all: tuple[Incident, ...]
    by: Mapping[tuple[str, str], tuple[Incident, ...]]
    """Kind and subject -> incidents."""
    roads: tuple[Incident, ...]
    kinds: Mapping[str, str]
    """Id -> kind."""
    found: Mapping[str, int]
    """Closed customers that a truck stood before already, with the clock time at which it found out."""

    @staticmethod
    def of(incidents: tuple[Incident, ...], trucks: Iterable[Progress] = ()) -> Troubles:
        """Those of a day in which the trucks have come this far."""
        by: dict[tuple[str, str], tuple[Incident, ...]] = {}
        for incident in incidents:
            key = incident.kind, incident.subject
            by[key] = (*by.get(key, ()), incident)
        return Troubles(
            all=incidents, by=by, roads=tuple(i for i in incidents if i.kind in OF_ROAD),
            kinds={i.id: i.kind for i in incidents}, found=_found(trucks, incidents),
        )  # fmt: skip


def _found(trucks: Iterable[Progress], incidents: tuple[Incident, ...]) -> dict[str, int]:
    """When each closed customer was first found closed, by whichever truck; given up or waited for."""
    names = {i.id for i in incidents if i.kind == "closed"}
    found: dict[str, int] = {}
    for activity in (a for truck in trucks for a in truck.done) if names else ():
        if activity.doing is Doing.WAIT and activity.cause in names:
            found[activity.cause] = min(activity.start_s, found.get(activity.cause, activity.start_s))
    return found
