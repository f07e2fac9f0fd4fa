"""The ways in which trips, halves of trips and several orders may go, each judged: steps of a `Trial`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from game.domain import commands as c
from game.domain.errors import GameError
from game.rules import trip_edits as edits
from game.session import Session
from game.ui.drop_preview import NOTHING, Preview
from game.ui.many_laying import Laying, in_sequence

Build = Callable[[], c.Command]
Judge = Callable[[c.Command], Preview]


def tried(judge: Judge, build: Build) -> Preview:
    """What an edit would do; a refusal is a preview with its reason."""
    try:
        command = build()
    except GameError as error:
        return Preview(command=NOTHING, status="never", error=error)
    return judge(command)


def least(judge: Judge, builds: Iterable[Build]) -> Iterator[Preview | None]:
    """The best of these: hard findings first, then cost; the earlier one wins a tie."""
    best: Preview | None = None
    for build in builds:
        found = tried(judge, build)
        if best is None or found.rank < best.rank:
            best = found
        yield best


def laid(session: Session, judge: Judge, orders: Sequence[str], vehicle: str) -> Iterator[Preview | None]:
    """Every order in its own best place of one trip, one after the other; nothing until all have one."""
    laying = Laying(session, in_sequence(session, frozenset(orders)), (vehicle,))
    while laying.step():
        yield None
    command = laying.command()
    yield Preview(command=NOTHING, status="never", error=laying.error) if command is None else judge(command)


# -- what can be done with a trip ------------------------------------------------------------------------
def merges(session: Session, vehicle: str, into: str) -> Iterator[Build]:
    """A trip behind or before another one, with a call at the depot in between where that makes sense."""
    world, plan, begun = session.system, session.plan, session.begun()
    for reload in (False, True) if edits.reload_helps(world, plan, vehicle, into) else (False,):
        for before in (False, True):
            yield lambda r=reload, b=before: edits.merge(  # type: ignore[misc]
                world, plan, vehicle, into, begun, before=b, reload=r
            )


def halves(session: Session, vehicle: str, first: int, to: str) -> Iterator[Build]:
    """Half a trip at every place of another one."""
    world, plan, begun = session.system, session.plan, session.begun()
    trip = plan.trip_of(to)
    last = len(trip.stops) if trip else 0
    for at in range(begun.get(to, 0) if session.helped else last, last + 1):
        yield lambda at=at: edits.move_stretch(world, plan, vehicle, first, to, at, begun)  # type: ignore[misc]


def swap(session: Session, vehicle: str, other: str) -> Build:
    """Two vehicles exchange their work."""
    return lambda: edits.swap(session.system, session.plan, vehicle, other, session.begun())
