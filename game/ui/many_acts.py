"""What may be done with several chosen orders at once: each act with its price beforehand, one undo step."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from game.domain.commands import Command, Give, Steer, Unplace, Unsteer, together
from game.rules.crew_moves import driver_for
from game.session import Session
from game.ui.board_acts import ActList
from game.ui.board_offer import Act, Offer
from game.ui.drop_preview import Preview
from game.ui.many_laying import Laying, in_sequence


def out_command(session: Session, orders: frozenset[str]) -> Command | None:
    """Take those that somebody drives out of the plan; None when nobody drives any."""
    planned = session.plan.covered()
    taken = [Unplace(order=o) for o in sorted(orders) if o in planned]
    return together(*taken) if taken else None


def give_command(session: Session, orders: frozenset[str], partner: str) -> Command | None:
    """Give them to a partner; None when he has them all."""
    given = [Give(order=o, partner=partner) for o in sorted(orders) if session.plan.partner_of(o) != partner]
    return together(*given) if given else None


def lock_rules(session: Session, orders: frozenset[str]) -> tuple[Steer | Unsteer, ...]:
    """Keep each planned order in its truck; where all are kept already: let them go again."""
    plan, kept = session.plan, dict(session.wishes.steering.trucks)
    mine = {o: v for o in sorted(orders) if (v := plan.vehicle_of(o))}
    if mine and all(kept.get(o) == v for o, v in mine.items()):
        return tuple(Unsteer(text=f"trucks|{o}|{v}") for o, v in mine.items())
    return tuple(Steer(text=f"trucks|{o}|{v}") for o, v in mine.items() if kept.get(o) != v)


def all_locked(session: Session, orders: frozenset[str]) -> bool:
    """Every planned one of them is kept in its truck."""
    rules = lock_rules(session, orders)
    return bool(rules) and isinstance(rules[0], Unsteer)


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
            name = f"{self.lang.fleet(world.vehicles[vehicle].name)} · {driver}"
            yield from self._lay(f"lay.{vehicle}", "lay", (vehicle,), name)
        if self.session.helped:
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
