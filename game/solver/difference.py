"""One plan against another, order by order: where each comes from, where it goes, and the acts that do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.domain import commands as c
from game.domain.plan import Plan, Stop, Trip


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """Who has an order: a vehicle, a partner, or nobody of ours (then it is bought in)."""

    vehicle: str = ""
    partner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An order that another carrier drives, or that its own carrier visits in another sequence."""

    order: str
    source: Carrier
    target: Carrier

    @property
    def stays(self) -> bool:
        """The same carrier; only its place in the trip is another."""
        return self.source == self.target


BOUGHT = Carrier()


def carriers(plan: Plan) -> dict[str, Carrier]:
    """Order -> who drives it, for every order that somebody was asked to drive."""
    own = {order: Carrier(vehicle=trip.vehicle) for trip in plan.trips for order in trip.orders()}
    return own | {order: Carrier(partner=partner) for order, partner in plan.given}


def moved(before: Plan, after: Plan) -> tuple[Moved, ...]:
    """Every order that changes hands, by id, then those that change their place in one trip."""
    was, now = carriers(before), carriers(after)
    found = [
        Moved(order=order, source=was.get(order, BOUGHT), target=now.get(order, BOUGHT))
        for order in sorted(was.keys() | now.keys()) if was.get(order) != now.get(order)
    ]  # fmt: skip
    away = {m.order for m in found}
    for trip in after.trips:
        old = before.trip_of(trip.vehicle)
        for order in _resequenced(old, trip, away) if old else ():
            carrier = Carrier(vehicle=trip.vehicle)
            found.append(Moved(order=order, source=carrier, target=carrier))
    return tuple(found)


def _resequenced(was: Trip, now: Trip, away: set[str]) -> tuple[str, ...]:
    """The fewest orders that have to change places to come from one sequence to the other."""
    old = [o for o in was.orders() if o not in away]
    new = [o for o in now.orders() if o not in away]
    still = _common(old, new)
    return tuple(o for o in new if o not in still)


def _common(a: Sequence[str], b: Sequence[str]) -> set[str]:
    """The longest common subsequence of two sequences of the same names: rising runs of positions."""
    at = {name: i for i, name in enumerate(a)}
    best: list[list[str]] = []
    for name in (n for n in b if n in at):
        runs = [run for run in best if at[run[-1]] < at[name]]
        best.append([*_longest(runs), name])
    return set(_longest(best))


def _longest(runs: list[list[str]]) -> list[str]:
    return max([[], *runs], key=len)


def acts_of(before: Plan, after: Plan, order: str) -> tuple[c.Command, ...]:
    """What brings this one order from its place in one plan to that in the other, nothing else moved.

    Its neighbours of the other plan that are not there yet are left out: it comes behind the nearest one.
    """
    target = carriers(after).get(order, BOUGHT)
    if target.partner:
        return (c.Give(order=order, partner=target.partner),)
    trip = after.trip_of(target.vehicle)
    if trip is None:
        return (c.Unplace(order=order),)
    rest = before.without_order(order).trip_of(target.vehicle)
    stops = rest.stops if rest else ()
    at = [i for i, s in enumerate(trip.stops) if s.order == order]
    places = [_behind(stops, trip.stops[:i], order) for i in at]
    deliver_at = max(places[0], places[-1]) if len(places) > 1 else -1
    place = c.Place(order=order, vehicle=target.vehicle, at=places[0], deliver_at=deliver_at)
    via = next((trip.stops[i].via for i in at if trip.stops[i].via), "")
    return (place, c.SetVia(order=order, transfer=via)) if via else (place,)


def _behind(stops: Sequence[Stop], ahead: Sequence[Stop], order: str) -> int:
    """The position right behind the nearest stop of `ahead` that is among `stops`."""
    known = {_name(s): i for i, s in enumerate(stops)}
    for stop in reversed(ahead):
        if stop.order != order and _name(stop) in known:
            return known[_name(stop)] + 1
    return 0


def _name(stop: Stop) -> tuple[str, str, str]:
    return stop.order, stop.action.value, stop.place
