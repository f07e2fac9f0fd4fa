"""What may be done with several chosen orders at once, each act with its price beforehand, as one undo step.

An order is laid where it costs least (fewest broken rules first), one after the other, by the close of their
windows: a greedy way, not a search for the best. Every place is judged by the session's preview.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.domain.commands import Command, Give, Place, Steer, Unplace, Unsteer, together
from game.domain.errors import GameError
from game.domain.evaluation import Evaluation, Severity
from game.domain.plan import Plan
from game.rules.crew_moves import driver_for
from game.rules.moves import order_stops
from game.session import Session
from game.ui.board_acts import Act, ActList, Offer
from game.ui.drop_preview import Preview
from game.ui.order_words import window_of


def in_sequence(session: Session, orders: frozenset[str]) -> tuple[str, ...]:
    """The orders by the close of their window, as they are laid."""
    world = session.system
    return tuple(sorted(orders, key=lambda o: (window_of(world, world.orders[o]).close_s, o)))


def out_command(session: Session, orders: frozenset[str]) -> Command | None:
    """Take those that somebody drives out of the plan; None when nobody drives any."""
    planned = session.plan.covered()
    taken = [Unplace(order=o) for o in sorted(orders) if o in planned]
    return together(*taken) if taken else None


def give_command(session: Session, orders: frozenset[str], partner: str) -> Command | None:
    """Give them to a partner; None when he has them all."""
    given = [Give(order=o, partner=partner) for o in sorted(orders) if session.plan.partner_of(o) != partner]
    return together(*given) if given else None


def lock_commands(session: Session, orders: frozenset[str]) -> tuple[Command, ...]:
    """Keep each planned order in its truck; where all are kept already: let them go again."""
    plan, kept = session.plan, dict(session.wishes.steering.trucks)
    mine = {o: v for o in sorted(orders) if (v := plan.vehicle_of(o))}
    if mine and all(kept.get(o) == v for o, v in mine.items()):
        return tuple(Unsteer(text=f"trucks|{o}|{v}") for o, v in mine.items())
    return tuple(Steer(text=f"trucks|{o}|{v}") for o, v in mine.items() if kept.get(o) != v)


def all_locked(session: Session, orders: frozenset[str]) -> bool:
    """Every planned one of them is kept in its truck."""
    commands = lock_commands(session, orders)
    return bool(commands) and isinstance(commands[0], Unsteer)


# -- laying ------------------------------------------------------------------------------------------
def places_of(session: Session, plan: Plan, order: str, vehicle: str) -> Iterator[Place]:
    """Every way to put an order into a vehicle's trip in this plan."""
    trip = plan.without_order(order).trip_of(vehicle)
    count, first = len(trip.stops) if trip else 0, session.begun().get(vehicle, 0)
    twice = len(order_stops(session.system, vehicle, order)) > 1
    for at in range(first, count + 1):
        if not twice:
            yield Place(order=order, vehicle=vehicle, at=at)
        else:
            for deliver_at in range(at, count + 1):
                yield Place(order=order, vehicle=vehicle, at=at, deliver_at=deliver_at)


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


# -- the list ----------------------------------------------------------------------------------------
@dataclass(slots=True)
class ManyList(ActList):
    """Offers for several orders: out, to a partner, on each trip, spread over all trips."""

    orders: frozenset[str] = frozenset()
    _work: Iterator[Offer | None] | None = None

    def work(self, milliseconds: float) -> bool:
        """Make more of the list; True when something was added or it was completed."""
        if self.complete:
            return False
        if self._work is None:
            self._work = self._offers()
        before, end = len(self.found), time.perf_counter() + milliseconds / 1000
        while time.perf_counter() < end:
            try:
                offer = next(self._work)
            except StopIteration:
                self.complete = True
                break
            if offer is not None:
                self.found.append(offer)
        return self.complete or len(self.found) > before

    def _offers(self) -> Iterator[Offer | None]:
        """None: not ready yet, go on later."""
        command = out_command(self.session, self.orders)
        if command is not None:
            yield self._judged("out", "out", "trash", command, self.lang.t("many.out"))
        for partner in sorted(self._world.sites.partners):
            command = give_command(self.session, self.orders, partner)
            if command is not None:
                label = self.lang.t("many.give", partner=self._world.sites.partners[partner].name)
                yield self._judged(f"give.{partner}", "partner", "transfer", command, label)
        yield from self._lays()

    def _judged(self, name: str, group: str, icon: str, command: Command, label: str) -> Offer:
        act = Act(id=name, group=group, icon=icon, label=label, command=command)
        return Offer(act=act, preview=self.judge(command))

    def _lays(self) -> Iterator[Offer | None]:
        world, plan = self._world, self.session.plan
        named = sorted(world.vehicles, key=lambda v: (plan.trip_of(v) is None, v))
        for vehicle in named:
            driver = world.drivers[driver_for(world, plan, vehicle)].name
            name = f"{world.vehicles[vehicle].name} · {driver}"
            yield from self._lay(f"lay.{vehicle}", "lay", (vehicle,), name)
        yield from self._lay("lay.all", "spread", tuple(named), self.lang.t("many.spread"))

    def _lay(self, name: str, group: str, vehicles: tuple[str, ...], label: str) -> Iterator[Offer | None]:
        laying = Laying(self.session, in_sequence(self.session, self.orders), vehicles)
        while laying.step():
            yield None
        command = laying.command()
        icon = "truck" if group == "lay" else "route"
        if command is not None:
            yield self._judged(name, group, icon, command, label)
        elif laying.error is not None:
            nothing = together(*laying.found)
            act = Act(id=name, group=group, icon=icon, label=label, command=nothing)
            yield Offer(act=act, preview=Preview(command=nothing, status="never", error=laying.error))
