"""Several orders laid one by one into the best place of one trip, or of all trips.

An order is laid where it costs least (fewest broken rules first), one after the other, by the close of their
windows: a greedy way, not a search for the best. Every place is judged by the session's preview.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.domain.commands import Command, Place, together
from game.domain.errors import GameError
from game.domain.evaluation import Evaluation, Severity
from game.domain.plan import Plan
from game.session import Session
from game.ui.drop_places import places_in
from game.ui.order_words import window_of


def in_sequence(session: Session, orders: frozenset[str]) -> tuple[str, ...]:
    """The orders by the close of their window, as they are laid."""
    world = session.system
    return tuple(sorted(orders, key=lambda o: (window_of(world, world.orders[o]).close_s, o)))


def places_of(session: Session, plan: Plan, order: str, vehicle: str) -> Iterator[Place]:
    """Every way to put an order into a vehicle's trip in this plan; by hand only behind the others."""
    trip = plan.without_order(order).trip_of(vehicle)
    last = len(trip.stops) if trip else 0
    for at in range(session.begun().get(vehicle, 0) if session.helped else last, last + 1):
        yield from places_in(session.system, plan, order, vehicle, at)


def rank(judged: Evaluation) -> tuple[int, int]:
    """The lowest is best: broken rules first, then cost."""
    hard = sum(f.severity is Severity.HARD and f.rule != "unplanned" for f in judged.findings)
    return hard, judged.kpi.cost_cent


@dataclass(slots=True)
class Laying:
    """Orders laid one by one into the best place among some vehicles; `step` does a little of it."""

    session: Session
    orders: tuple[str, ...]
    vehicles: tuple[str, ...]
    found: tuple[Place, ...] = ()
    error: GameError | None = None
    done: bool = False
    _source: Iterator[None] | None = None

    def step(self) -> bool:
        """Judge one place more; False when it is done."""
        if self._source is None:
            self._source = self._walk()
        if next(self._source, self) is self:
            self.done = True
        return not self.done

    def _walk(self) -> Iterator[None]:
        for order in self.orders:
            best: tuple[tuple[int, int], Place] | None = None
            plan = self.session.planned(*self.found)
            for vehicle in self.vehicles:
                for place in self._places(plan, order, vehicle):
                    judged = self._judged(place)
                    if judged is not None and (best is None or rank(judged) < best[0]):
                        best = (rank(judged), place)
                    yield
            if best is None:
                return
            self.found = (*self.found, best[1])

    def _places(self, plan: Plan, order: str, vehicle: str) -> Sequence[Place]:
        try:
            return tuple(places_of(self.session, plan, order, vehicle))
        except GameError as why:
            self.error = self.error or why
            return ()

    def _judged(self, place: Place) -> Evaluation | None:
        try:
            return self.session.preview(*self.found, place)
        except GameError as why:
            self.error = self.error or why
            return None

    def command(self) -> Command | None:
        """All of it as one act; None when an order has no place."""
        return together(*self.found) if len(self.found) == len(self.orders) and self.found else None
