"""In which sequence a truck best visits a handful of customers: a quick estimate, the same every time.

Windows, stop times, expected traffic and kilometres count; breaks, charging and hours do not: the judge's
own figures decide afterwards (`solver.regular`). Waiting that a later start takes away does not count
either (forward slack, Savelsbergh 1992).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.domain.world import Order, Vehicle, World
from game.rules.stops import action_at, end_of, windows_of

LATE_WEIGHT = 40
"""A second late counts as so many seconds of duty: late only where it cannot be otherwise."""
KM_S = 0.05
"""A metre counts as so many seconds: fuel, toll and wear beside the hours."""
ROUNDS = 12
Route = tuple[int, ...]
"""Numbers of visits."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One customer, as the estimate sees it."""

    order: str
    place: str
    open_s: int
    close_s: int
    service_s: int


def visit_of(world: World, order: Order) -> Visit:
    """Where the customer is, from when until when, and how long it takes."""
    action = action_at(world, order)
    windows = windows_of(order=order, action=action)
    seconds = order.delivery_service_s if action.value == "deliver" else order.pickup_service_s
    place = end_of(order=order, action=action)
    return Visit(order.id, place, windows[0].open_s, windows[-1].close_s, seconds)


def visits_of(world: World, orders: Sequence[str]) -> tuple[Visit, ...]:
    """The visits of these orders, in order of id."""
    return tuple(visit_of(world, world.orders[o]) for o in sorted(orders))


def best_sequence(world: World, vehicle: Vehicle, visits: Sequence[Visit]) -> tuple[str, ...]:
    """The sequence of orders that is estimated to cost least; ties go to the first that is found."""
    if len(visits) < 2:
        return tuple(v.order for v in visits)
    estimate = Estimate(world, vehicle, visits)
    found = [_improved(estimate, start) for start in estimate.starts()]
    best = min(found, key=lambda pair: pair[0])[1]
    return tuple(visits[i].order for i in best)


def _improved(estimate: Estimate, route: Route) -> tuple[float, Route]:
    """Stretches are turned round and stops moved until nothing gains."""
    cost = estimate.cost(route)
    for _ in range(ROUNDS):
        better = min(((estimate.cost(r), i, r) for i, r in enumerate(_near(route))), key=lambda b: b[:2])
        if better[0] >= cost - 1e-6:
            break
        cost, route = better[0], better[2]
    return cost, route


def _near(route: Route) -> Iterator[Route]:
    """Every sequence that one turned stretch or one moved stop makes."""
    count = len(route)
    for i in range(count):
        for j in range(i + 1, count):
            yield (*route[:i], *route[i : j + 1][::-1], *route[j + 1 :])
    for i in range(count):
        rest = route[:i] + route[i + 1 :]
        for j in range(count):
            if j not in (i, i - 1):
                yield (*rest[:j], route[i], *rest[j:])


class Estimate:
    """What a sequence takes, in seconds of duty."""

    def __init__(self, world: World, vehicle: Vehicle, visits: Sequence[Visit]) -> None:
        self.visits = visits
        before_s = world.handling.check_s + world.handling.load_fixed_s
        self.from_s = world.drivers[vehicle.driver].from_s + before_s
        places = [*(v.place for v in visits), vehicle.depot]
        profile = vehicle.class_.profile
        self.legs = [[world.legs.fastest(profile, a, b) for b in places] for a in places]
        """The depot is the last one."""

    def starts(self) -> tuple[Route, ...]:
        """Where the search begins: by closing time, from near to far, and back."""
        numbers = range(len(self.visits))
        by_close = tuple(sorted(numbers, key=lambda i: (self.visits[i].close_s, i)))
        near = self._nearest()
        return by_close, near, near[::-1]

    def cost(self, route: Route) -> float:
        """From the first departure to the last arrival, kilometres, and what comes late."""
        legs, visits, here = self.legs, self.visits, -1
        now = max(self.from_s, visits[route[0]].open_s - legs[-1][route[0]].duration_s)
        start, slack = now, 1 << 30
        metres = late = waited = 0
        for i in route:
            visit, leg = visits[i], legs[here][i]
            metres += leg.distance_m
            now += leg.duration_at(now)
            if now < visit.open_s:
                waited += visit.open_s - now
                now = visit.open_s
            if now > visit.close_s:
                late += now - visit.close_s
                slack = 0
            else:
                slack = min(slack, waited + visit.close_s - now)
            now += visit.service_s
            here = i
        leg = legs[here][-1]
        duty = now + leg.duration_at(now) - start - min(waited, slack)
        return duty + KM_S * (metres + leg.distance_m) + LATE_WEIGHT * late

    def _nearest(self) -> Route:
        """From the depot always to the nearest that is left."""
        left, made = set(range(len(self.visits))), list[int]()
        while left:
            legs = self.legs[made[-1] if made else -1]
            made.append(min(left, key=lambda i: (legs[i].duration_s, i)))
            left.remove(made[-1])
        return tuple(made)
