"""What can be looked up now, in the order of a reading list: by kind, unread first.

Pure: reads a session, changes nothing. Looking itself is the command `Consult`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.domain.scenario import Source
from game.session import Session

KINDS = ("customer", "driver", "board", "dock", "weather", "traffic", "colleague", "note")
"""In the order in which they are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One source as a list shows it."""

    source: Source
    read_s: int | None
    """Clock time at which it was looked up; None: not yet."""
    near: bool
    """It is about what is chosen."""


def related(session: Session, *, order: str = "", vehicle: str = "") -> frozenset[str]:
    """Ids that a source about the chosen order or truck may name: truck, driver, orders, places."""
    world, plan = session.system, session.plan
    found = {order, vehicle} - {""}
    owner = vehicle or (plan.vehicle_of(order) if order else "")
    trip = plan.trip_of(owner) if owner else None
    if trip is not None:
        found |= {trip.vehicle, trip.driver or world.vehicles[trip.vehicle].driver}
        if not order:
            found |= set(trip.orders())
    elif vehicle:
        found.add(world.vehicles[vehicle].driver)
    depots = {v.depot for v in world.vehicles.values()}
    for name in sorted(found & world.orders.keys()):
        found |= {world.orders[name].pickup, world.orders[name].delivery} - depots
    if vehicle:
        found.add(world.vehicles[vehicle].depot)
    return frozenset(found)


def entries(session: Session, about: Iterable[str] = ()) -> tuple[Entry, ...]:
    """Every source that can be read now: by kind, unread first within it."""
    read, near = dict(session.known.consulted), frozenset(about)
    made = [
        Entry(source=s, read_s=read.get(s.id), near=bool(s.subject) and s.subject in near)
        for s in session.sources()
    ]
    return tuple(sorted(made, key=_rank))


def _rank(entry: Entry) -> tuple[int, bool, str]:
    kind = KINDS.index(entry.source.kind) if entry.source.kind in KINDS else len(KINDS)
    return kind, entry.read_s is not None, entry.source.id


def unread(session: Session) -> int:
    """How many sources can be read and were not."""
    read = dict(session.known.consulted)
    return sum(s.id not in read for s in session.sources())


def subject_name(session: Session, subject: str) -> str:
    """What a source is about, in a reader's words: a customer, a truck, a person, a place, or a road."""
    world = session.system
    if subject in world.orders:
        return world.orders[subject].customer
    if subject in world.vehicles:
        return world.vehicles[subject].name
    if subject in world.drivers:
        return world.drivers[subject].name
    return world.places[subject].name if subject in world.places else subject
