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
    return Visit(
        order.id, end_of(order=order, action=action), windows[0].open_s, windows[-1].close_s, seconds
    )


def best_sequence(world: World, vehicle: Vehicle, orders: Sequence[str]) -> tuple[str, ...]:
    """The sequence that is estimated to cost least; ties go to the first found from sorted orders."""
    visits = [visit_of(world, world.orders[o]) for o in sorted(orders)]
    if len(visits) < 2:
        return tuple(v.order for v in visits)
    estimate = _Estimate(world, vehicle)
    by_close = sorted(visits, key=lambda v: (v.close_s, v.order))
    by_open = sorted(visits, key=lambda v: (v.open_s, v.close_s, v.order))
    starts = (by_close, by_open, estimate.nearest(visits), estimate.nearest(visits)[::-1])
    found = [_improved(estimate, start) for start in starts]
    best = min(found, key=lambda pair: pair[0])[1]
    return tuple(v.order for v in best)


def _improved(estimate: _Estimate, visits: list[Visit]) -> tuple[float, list[Visit]]:
    """Stretches are turned round and stops moved until nothing gains."""
    cost = estimate.cost(visits)
    for _ in range(ROUNDS):
        better = min(((estimate.cost(v), i, v) for i, v in enumerate(_near(visits))), key=lambda b: b[:2])
        if better[0] >= cost - 1e-6:
            break
        cost, visits = better[0], better[2]
    return cost, visits


def _near(visits: list[Visit]) -> Iterator[list[Visit]]:
    """Every sequence that one turned stretch or one moved stop makes."""
    count = len(visits)
    for i in range(count):
        for j in range(i + 1, count):
            yield [*visits[:i], *visits[i : j + 1][::-1], *visits[j + 1 :]]
    for i in range(count):
        rest = visits[:i] + visits[i + 1 :]
        for j in range(count):
            if j not in (i, i - 1):
                yield [*rest[:j], visits[i], *rest[j:]]


class _Estimate:
    """What a sequence takes, in seconds of duty."""

    def __init__(self, world: World, vehicle: Vehicle) -> None:
        self.depot, self.profile = vehicle.depot, vehicle.class_.profile
        self.legs = world.legs
        self.from_s = (
            world.drivers[vehicle.driver].from_s + world.handling.check_s + world.handling.load_fixed_s
        )

    def cost(self, visits: list[Visit]) -> float:
        """Hours from the first departure to the last arrival, kilometres, and what comes late."""
        fastest, profile = self.legs.fastest, self.profile
        leg = fastest(profile, self.depot, visits[0].place)
        start = now = max(self.from_s, visits[0].open_s - leg.duration_s)
        metres = late = waited = 0
        slack = 1 << 30
        here = self.depot
        for visit in visits:
            leg = fastest(profile, here, visit.place)
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
            here = visit.place
        leg = fastest(profile, here, self.depot)
        duty = now + leg.duration_at(now) - start - min(waited, slack)
        return duty + KM_S * (metres + leg.distance_m) + LATE_WEIGHT * late

    def nearest(self, visits: list[Visit]) -> list[Visit]:
        """From the depot always to the nearest that is left."""
        left, here, made = list(visits), self.depot, list[Visit]()
        while left:
            following = min(
                left, key=lambda v: (self.legs.fastest(self.profile, here, v.place).duration_s, v.order)
            )
            made.append(following)
            left.remove(following)
            here = following.place
        return made
