"""What a planner asked of a plan (`domain.steer`), made ready for the search: what a trip or an order
outside our trips breaks of it, what a widened window costs, and who may carry what.

Every broken lock counts as a hard finding in comparisons, so that a search leaves none where it can; a plan
that breaks one is never told (`Steered.breaks`). A locked trip is a trip of which everything has begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from game.domain.errors import Illegal
from game.domain.evaluation import TripEvaluation
from game.domain.plan import Plan, Trip
from game.domain.sites import Window
from game.domain.steer import Steering, Widening
from game.domain.units import MINUTE_S
from game.domain.world import Action, World
from game.rules.stops import windows_of
from game.rules.windows import earlier, wider


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A lock that a plan does not keep."""

    kind: str
    """`truck`, `sequence`, `trip`, `driver`, `own`, `never_truck`, `never_driver` or `idle`."""
    subject: str
    """Order or vehicle."""


class Steered:
    """For one world. `kept` is the plan to begin with: its locked trips stay."""

    def __init__(self, world: World, steering: Steering, kept: Plan | None = None) -> None:
        check(world, steering)
        self.steering, self.kept = steering, kept or Plan()
        customer = {o.id: o.customer for o in world.orders.values()}
        self.truck = dict(steering.trucks)
        self.driver = _by_order(customer, steering.drivers)
        self.never_truck = frozenset(steering.never_trucks)
        self.never_driver = frozenset(
            (o, d) for o, c in customer.items() for name, d in steering.never_drivers if name == c
        )
        self.idle = frozenset(steering.idle)
        self.sequences = [(s, frozenset(s)) for s in steering.sequences]
        self.own = frozenset({*steering.own, *self.truck, *(o for s in steering.sequences for o in s)})
        self.windows = {
            (w.order, w.action): (windows_of(order=world.orders[w.order], action=w.action), w)
            for w in steering.widenings
        }

    def may(self, order: str, vehicle: str, driver: str) -> bool:
        """Whether the order may go with this truck and driver."""
        return not self._of_order(order, vehicle, driver)

    def of_trip(self, trip: Trip) -> list[Break]:
        """What a trip breaks."""
        orders = trip.orders()
        found = [b for o in orders for b in self._of_order(o, trip.vehicle, trip.driver)]
        for sequence, members in self.sequences:
            mine = tuple(o for o in orders if o in members)
            if mine and mine != sequence:
                found.append(Break(kind="sequence", subject=sequence[0]))
        return found

    def _of_order(self, order: str, vehicle: str, driver: str) -> list[Break]:
        found = []
        if self.truck.get(order, vehicle) != vehicle:
            found.append("truck")
        if (order, vehicle) in self.never_truck:
            found.append("never_truck")
        if self.driver.get(order, driver) != driver:
            found.append("driver")
        if (order, driver) in self.never_driver:
            found.append("never_driver")
        if vehicle in self.idle:
            found.append("idle")
        return [Break(kind=kind, subject=order) for kind in found]

    def outside(self, order: str) -> int:
        """Locks that are broken when an order is in none of our trips."""
        return int(order in self.own)

    def missing(self, trips: Iterable[Trip]) -> list[Break]:
        """Orders that should be in our trips and are not."""
        inside = {o for t in trips for o in t.orders()}
        return [Break(kind="own", subject=o) for o in sorted(self.own - inside)]

    def breaks(self, plan: Plan) -> tuple[Break, ...]:
        """Every lock that a plan does not keep: the check of what is told."""
        found = [b for t in plan.trips for b in self.of_trip(t)] + self.missing(plan.trips)
        changed = [v for v in self.steering.trips if plan.trip_of(v) != self.kept.trip_of(v)]
        return (*found, *(Break(kind="trip", subject=v) for v in changed))

    def used(self, trips: Iterable[TripEvaluation]) -> tuple[Widening, ...]:
        """Windows that are used wider than they are."""
        if not self.windows:
            return ()
        visits = ((s, self.windows.get((s.stop.order, s.stop.action))) for t in trips for s in t.stops)
        return tuple(
            known[1] for s, known in visits
            if known is not None and not s.stop.via and not _inside(s.begin_s, known[0])
        )  # fmt: skip

    def cent(self, judged: TripEvaluation) -> int:
        """What the widened windows of a trip cost."""
        return sum(w.cent for w in self.used((judged,)))

    def begun(self, begun: Mapping[str, int]) -> dict[str, int]:
        """Locked trips as trips of which everything has begun; a truck that stays at home is one as well."""
        found = dict(begun)
        for vehicle in (*self.steering.trips, *self.steering.idle):
            trip = self.kept.trip_of(vehicle)
            if vehicle in self.steering.trips or trip is None:
                found[vehicle] = 1 + (len(trip.stops) if trip else 0)
        return found


def widened(world: World, steering: Steering) -> World:
    """The world with every window as wide as it may become at a price."""
    orders = dict(world.orders)
    for w in steering.widenings:
        orders[w.order] = wider(orders[w.order], w.action, w.minutes * MINUTE_S)
    return replace(world, orders=orders) if steering.widenings else world


def with_margin(world: World, minutes: int) -> World:
    """The world in which every window closes so many minutes earlier: who plans for it has time to spare."""
    if not minutes:
        return world
    spare_s = minutes * MINUTE_S
    orders = {
        o.id: earlier(earlier(o, Action.COLLECT, spare_s), Action.DELIVER, spare_s)
        for o in world.orders.values()
    }
    return replace(world, orders=orders)


def _inside(begin_s: int, windows: Iterable[Window]) -> bool:
    return any(w.open_s <= begin_s <= w.close_s for w in windows)


def _by_order(customer: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    names = dict(pairs)
    return {o: names[c] for o, c in customer.items() if c in names}


def keeping(plan: Plan) -> Steering:
    """Every order stays in its truck and its sequence: only the rest is planned."""
    return Steering(
        trucks=tuple((o, t.vehicle) for t in plan.trips for o in t.orders()),
        sequences=tuple(t.orders() for t in plan.trips if len(t.orders()) > 1),
    )


def check(world: World, steering: Steering) -> None:
    """Raises Illegal for an order, vehicle, driver or customer that the day does not have."""
    s, customers = steering, {o.customer for o in world.orders.values()}
    pairs = (*s.trucks, *s.never_trucks)
    ordered = (*s.own, *(o for o, _ in pairs), *(o for q in s.sequences for o in q))
    _known("order", (*ordered, *(w.order for w in s.widenings)), world.orders)
    _known("vehicle", (*s.trips, *s.idle, *(v for _, v in pairs)), world.vehicles)
    people = (*s.drivers, *s.never_drivers)
    _known("driver", (d for _, d in people), world.drivers)
    _known("customer", (c for c, _ in people), dict.fromkeys(customers))


def _known(kind: str, ids: Iterable[str], known: Mapping[str, object]) -> None:
    for name in ids:
        if name not in known:
            raise Illegal(f"steer.{kind}", name=name)
