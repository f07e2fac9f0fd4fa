"""Everything that one order's place could be, as trips to judge and as commands to carry out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from game.domain import commands as c
from game.domain.plan import Trip
from game.domain.world import Order, Vehicle
from game.solver import remedies
from game.solver.desk import Change, Desk, Rank
from game.solver.near import near_places
from game.solver.proposal import Delta, Proposal, Values
from game.solver.reload import CAPACITY, second_loads
from game.solver.stops import (
    Spot,
    Via,
    first_free,
    may_join,
    may_leave,
    near_spots,
    spots,
    stops_of,
    trip_of,
    via_in,
    with_order,
    without_order,
)
from game.solver.ways import can_carry, transfers_for, via_by

NEAR = 3
"""Places per vehicle by an estimate: for a way by a transfer, and where a whole plan is looked at."""


class Candidate(NamedTuple):
    """An order in another place: the trips that change, and how to say so."""

    trips: tuple[Trip, ...]
    vehicle: str
    spot: Spot
    transfer: str = ""
    """It goes by this transfer instead of as it did; `-`: to its own address again."""
    reload_at: int = -1
    partner: str = ""

    @property
    def sort_key(self) -> tuple[str, Spot, str, int]:
        """For equal ranks."""
        return self.vehicle, self.spot, self.transfer, self.reload_at

    @property
    def carrier(self) -> str:
        """Whom it is given to, for spreading the first answers."""
        return self.partner or self.vehicle


Weighed = tuple[Rank, Delta, Candidate]


class Moving(NamedTuple):
    """One order that is looked for a place, and the trip that has it now."""

    order: Order
    old: Trip | None
    lighter: Trip | None
    """Its trip without it."""
    via: Via
    """As it goes now."""


def moving(desk: Desk, order_id: str) -> Moving | None:
    """None when the order cannot be moved any more."""
    if not may_leave(desk.world, desk.plan, order_id, desk.begun):
        return None
    carrier = desk.plan.vehicle_of(order_id)
    old = desk.plan.trip_of(carrier) if carrier else None
    lighter = without_order(old, order_id) if old else None
    return Moving(desk.world.orders[order_id], old, lighter, via_in(old, order_id))


def weighed(desk: Desk, mine: Moving, found: Iterable[Candidate]) -> list[Weighed]:
    return [(*desk.weigh(Change(f.trips, mine.order.id, f.partner or None)), f) for f in found]


class Base(NamedTuple):
    """A vehicle that could take the order: its trip without it, and the trip that then gets lighter."""

    vehicle: Vehicle
    trip: Trip
    old: Trip | None
    other: tuple[Trip, ...]


def bases(desk: Desk, mine: Moving) -> Iterator[Base]:
    """Every vehicle that could take the order, or has it."""
    carrier = mine.old.vehicle if mine.old else ""
    for name in sorted(desk.world.vehicles):
        vehicle = desk.world.vehicles[name]
        trip = trip_of(desk.plan, vehicle)
        if mine.old and mine.lighter and name == carrier:
            yield Base(vehicle, mine.lighter, mine.old, ())
        elif may_join(mine.order, vehicle, desk.begun, trip) and desk.objective.may(mine.order.id, trip):
            yield Base(vehicle, trip, None, (mine.lighter,) if mine.lighter else ())


def places(
    desk: Desk, mine: Moving, thorough: bool, vehicles: frozenset[str] | None = None
) -> Iterator[Candidate]:
    """Every other place for the order in every vehicle (or these), going the way it goes."""
    for base in bases(desk, mine):
        if vehicles is not None and base.vehicle.id not in vehicles:
            continue
        fixed = desk.begun.get(base.vehicle.id, 0)
        found = spots(mine.order, base.vehicle, base.trip, fixed)
        few = found if thorough else near_spots(desk.world, mine.order, base.vehicle, base.trip, found)
        for spot in few:
            trip = with_order(base.trip, mine.order, base.vehicle, spot, base.old, mine.via)
            if trip != mine.old:
                yield Candidate((trip, *base.other), base.vehicle.id, spot)


def reloaded(desk: Desk, mine: Moving, found: list[Weighed]) -> Iterator[Candidate]:
    """Second loads, for vehicles in which the order can be carried but every place has too much aboard."""
    if not found:
        return
    full = {v for v, w in _best_per_vehicle(found).items() if _too_much(desk, w[2].trips[0])}
    for base in bases(desk, mine):
        if base.vehicle.id in full and can_carry(desk.world, mine.order, base.vehicle, base.trip.driver):
            fixed = desk.begun.get(base.vehicle.id, 0)
            for made in second_loads(mine.order, base.vehicle, base.trip, fixed, base.old, mine.via):
                yield Candidate(
                    (made.trip, *base.other), base.vehicle.id, made.spot, reload_at=made.reload_at
                )


def _too_much(desk: Desk, trip: Trip) -> bool:
    return any(f.rule in CAPACITY for f in desk.judge(trip).findings)


def _best_per_vehicle(found: list[Weighed]) -> dict[str, Weighed]:
    best: dict[str, Weighed] = {}
    for w in found:
        known = best.get(w[2].vehicle)
        if known is None or (w[0], w[2].sort_key) < (known[0], known[2].sort_key):
            best[w[2].vehicle] = w
    return best


def otherwise(desk: Desk, mine: Moving, *, thorough: bool = False) -> Iterator[Candidate]:
    """By a transfer instead of to its own address or the other way round, and by a partner.

    Per way the most promising places of a trip; every place when `thorough`.
    """
    for base in bases(desk, mine):
        now = next(iter(mine.via.values()), "")
        for transfer in ("", *transfers_for(desk.world, mine.order, base.vehicle)):
            if transfer != now:
                yield from _by_transfer(desk, mine, base, transfer, thorough=thorough)
    for change in remedies.gifts(desk, mine.order):
        yield Candidate(change.trips, "", Spot(-1), partner=change.partner or "")


def _by_transfer(
    desk: Desk, mine: Moving, base: Base, transfer: str, *, thorough: bool
) -> Iterator[Candidate]:
    via = via_by(desk.world, mine.order, base.vehicle, transfer)
    fixed = desk.begun.get(base.vehicle.id, 0)
    every = spots(mine.order, base.vehicle, base.trip, fixed) if thorough else ()
    for spot in every or _near(desk, mine, base, via):
        trip = with_order(base.trip, mine.order, base.vehicle, spot, base.old, via)
        yield Candidate((trip, *base.other), base.vehicle.id, spot, transfer or "-")


def _near(desk: Desk, mine: Moving, base: Base, via: Via) -> list[Spot]:
    """The most promising places by an estimate."""
    first = first_free(mine.order, base.vehicle, base.trip, desk.begun.get(base.vehicle.id, 0))
    stops = stops_of(mine.order, base.vehicle, via)
    judged = desk.judged(base.trip)
    near = near_places(desk.world, base.vehicle, base.trip, judged, stops, first, NEAR)
    return [spot for _, spot in near]


def distinct(ranked: list[Weighed]) -> list[Weighed]:
    best: dict[str, Weighed] = {}
    for w in ranked:
        best.setdefault(w[2].carrier, w)
    return list(best.values())


def promising(desk: Desk, mine: Moving) -> Iterator[Candidate]:
    for base in bases(desk, mine):
        for spot in _near(desk, mine, base, mine.via):
            trip = with_order(base.trip, mine.order, base.vehicle, spot, base.old, mine.via)
            if trip != mine.old:
                yield Candidate((trip, *base.other), base.vehicle.id, spot)


def placing(desk: Desk, mine: Moving, found: Candidate) -> Proposal | None:
    """The candidate as commands, carried out."""
    order = mine.order
    if found.partner:
        return remedies.giving(desk, order, found.partner)
    vehicle, trip = desk.world.vehicles[found.vehicle], found.trips[0]
    place = c.Place(order=order.id, vehicle=found.vehicle, at=found.spot.at, deliver_at=found.spot.deliver_at)
    previous = desk.name_before(trip, next(i for i, s in enumerate(trip.stops) if s.order == order.id))
    values: Values = (
        ("customer", order.customer), ("order", order.id), ("vehicle", vehicle.name), ("previous", previous),
    )  # fmt: skip
    if found.reload_at >= 0:
        add = c.AddStop(vehicle=found.vehicle, kind="reload", at=found.reload_at)
        away = () if mine.old is None or mine.old.vehicle != found.vehicle else (c.Unplace(order=order.id),)
        key = "proposal.reload" if previous else "proposal.reload_first"
        key = "proposal.reload_then" if found.spot.at > found.reload_at else key
        return desk.tell("reload", key, (*away, add, place), values, found.vehicle)
    if found.transfer:
        return _sending(desk, mine, found, place, values)
    kind = "insert" if mine.old is None else "move"
    key = f"proposal.{kind}" if previous else f"proposal.{kind}_first"
    return desk.tell(kind, key, (place,), values, found.vehicle)


def _sending(desk: Desk, mine: Moving, found: Candidate, place: c.Place, values: Values) -> Proposal | None:
    """Placing keeps the way an order goes, so a planned order changes its way first."""
    send = c.SetVia(order=mine.order.id, transfer=found.transfer)
    reset = c.SetVia(order=mine.order.id, transfer="-")
    commands: tuple[c.Command, ...] = (place, send)
    if mine.old is not None:
        commands = (reset, send, place) if mine.via and found.transfer != "-" else (send, place)
    if found.transfer == "-":
        return desk.tell("via", "proposal.via_own", commands, values, found.vehicle)
    said = (*values, ("transfer", desk.world.sites.transfers[found.transfer].name))
    return desk.tell("via", "proposal.via", commands, said, found.vehicle)
