"""Days of generated worlds with every kind of trouble, planned and directed at random, and what must hold.

`python -m tests.robust.random_days FIRST COUNT [big]` plays days FIRST to FIRST + COUNT and says what broke.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from game.content.load import load_from_files
from game.domain import commands as c
from game.domain.commands import Command
from game.domain.day import DayState, Progress
from game.domain.evaluation import COST_PARTS
from game.domain.people import ABOUT
from game.domain.scenario import Disruption, Effect, Message, Option, Scenario, TruthChange
from game.domain.world import Action
from game.session import Session
from tools.generate import generate

DAYS_A_WORLD = 20
BIG = 300
KINDS = {
    "jam": ("A28", "N33", "A7", "N34"), "bridge": ("N33", "A7", "N366"), "slow": ("*", "A28", "N33"),
    "late_loading": ("*",), "dock": ("*", "depot"), "closed": ("*",), "order_error": ("*",),
    "breakdown": ("*",), "sick": ("*",), "rush": ("O1",),
}  # fmt: skip


@lru_cache(maxsize=2)
def generated(size: int, seed: int) -> Scenario:
    """A generated world; the same for some days on end."""
    return load_from_files(generate(size, seed, -(-size // 8)), source="random")


def scenario_of(number: int, *, big: bool = False) -> Scenario:
    """The scenario of a day: a generated world with docks, truths, troubles and messages of its own."""
    world_seed = number // DAYS_A_WORLD
    size = BIG if big else random.Random(f"size/{world_seed}").randrange(2, 41)
    made, chance = generated(size, world_seed), random.Random(f"story/{number}/{big}")
    places = {
        name: replace(place, docks=chance.choice((0, 0, 1, 2, 3))) if chance.random() < 0.3 else place
        for name, place in made.system.places.items()
    }
    return replace(
        made, system=replace(made.system, places=places), optional_orders=("O1",),
        truth=tuple(_truth(made, chance)), disruptions=tuple(_troubles(chance)),
        messages=tuple(_messages(made, chance)),
    )  # fmt: skip


def _truth(of: Scenario, chance: random.Random) -> Iterator[TruthChange]:
    for name, order in of.system.orders.items():
        kind = chance.choice(("service_s", "kg", "units", "closed_until_s", "", "", "", ""))
        amount = {
            "service_s": chance.randrange(0, 5400), "kg": chance.randrange(0, 3 * order.load.kg + 1),
            "units": chance.randrange(0, 12), "closed_until_s": chance.randrange(6, 18) * 3600,
        }.get(kind)  # fmt: skip
        if amount is not None:
            yield TruthChange(kind=kind, subject=name, amount=amount, chance_percent=chance.choice((40, 100)))


def _troubles(chance: random.Random) -> Iterator[Disruption]:
    for kind, subjects in KINDS.items():
        least = chance.randrange(0, 1800)
        from_s = chance.randrange(3, 12) * 3600
        yield Disruption(
            kind=kind, subject=chance.choice(subjects), chance=chance.choice((0.05, 0.3, 1.0)),
            delay_s=(least, least + 600, least + chance.randrange(600, 9000)), from_s=from_s,
            to_s=from_s + chance.randrange(1, 10 * 3600),
            lasts_s=chance.choice(((0, 0, 0), (600, 1800, 7200))), percent=chance.randrange(10, 250),
        )  # fmt: skip


def _messages(of: Scenario, chance: random.Random) -> Iterator[Message]:
    names, trucks = sorted(of.system.orders), sorted(of.system.vehicles)
    effects = (
        Effect(kind="hold_s", subject=chance.choice(trucks), amount=chance.randrange(0, 3600)),
        Effect(kind="redeliver", subject=chance.choice(names)), Effect(kind="add_order", subject="O1"),
        Effect(kind="drop_order", subject=chance.choice(names)), Effect(kind="cost_cent", amount=1234),
        Effect(kind="window_s", subject=chance.choice(names), amount=1800),
        Effect(kind="goodwill_cent", amount=chance.randrange(-900, 900)),
        Effect(kind="kg", subject=chance.choice(names), amount=chance.randrange(0, 9000)),
    )  # fmt: skip
    for name in ("een", "twee", "drie"):
        trigger = chance.choice(("at", "incident"))
        at_s = chance.randrange(6, 15) * 3600
        options = tuple(
            Option(id=o, effects=tuple(chance.sample(effects, chance.randrange(3)))) for o in ("a", "b", "c")
        )
        yield Message(
            id=name, kind="call", trigger=trigger, at_s=at_s, options=options, default="a",
            deadline_s=1200 if trigger == "incident" else at_s + 1200,
            subject=chance.choice((*KINDS, *names)) if trigger == "incident" else "",
        )  # fmt: skip


class RandomDay:
    """A session in the hands of chance; the same number always does the same."""

    def __init__(self, number: int, *, big: bool = False) -> None:
        self.scenario = scenario_of(number, big=big)
        self.session = Session(self.scenario, seed=number, mode="train", player="p-random")
        self.chance = random.Random(f"acts/{number}/{big}")
        self.orders, self.vehicles = (
            sorted(self.scenario.system.orders),
            sorted(self.scenario.system.vehicles),
        )

    def play(self) -> Session:
        """A plan, a day and the end; raises AssertionError for what does not hold."""
        session, chance = self.session, self.chance
        session.do(c.Begin())
        self._first_plan()
        for _ in range(chance.randrange(10)):
            session.do(self._act())
        while not session.can_dispatch:
            self._first_plan()
        session.do(c.Dispatch())
        for _ in range(400):
            if session.phase != "day":
                break
            self._step()
        assert session.phase == "debrief", "the day does not end"
        check_end(session)
        return session

    def _first_plan(self) -> None:
        """Orders dealt to trucks at random; some stay behind."""
        for order in self.orders:
            if self.chance.random() < 0.9:
                vehicle = self.chance.choice(self.vehicles)
                trip = self.session.plan.trip_of(vehicle)
                self.session.do(
                    c.Place(order=order, vehicle=vehicle, at=self._at(len(trip.stops) if trip else 0))
                )

    def _at(self, last: int) -> int:
        return self.chance.randrange(last + 1)

    def _step(self) -> None:
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            self.session.do(self._act())
            check_orders(self.session)
        before = self.session.day
        lasts_s = self.chance.choice((0, 1, 300, 1800, 7200, 90_000))
        self.session.do(c.Advance(to_s=self.session.clock_s + self.chance.randrange(lasts_s + 1)))
        assert before is not None and self.session.day is not None
        check_time(before, self.session.day)

    def _act(self) -> Command:
        """Something that a player can do, possible or not."""
        chance, session = self.chance, self.session
        order, vehicle = chance.choice(self.orders), chance.choice(self.vehicles)
        trip = session.plan.trip_of(vehicle)
        at = self._at(len(trip.stops) if trip else 0)
        opened = session.open_messages()
        if opened and chance.random() < 0.5:
            return c.Reply(message=opened[0].id, option=chance.choice(("a", "b", "c")))
        acts: list[Command] = [
            c.Place(order=order, vehicle=vehicle, at=at), c.Place(order=order, vehicle=vehicle, at=at),
            c.Unplace(order=order), c.ClearTrip(vehicle=vehicle), c.DropStop(vehicle=vehicle, at=at),
            c.SetStart(vehicle=vehicle, start_s=chance.randrange(4 * 3600, 14 * 3600)),
            c.AddStop(vehicle=vehicle, at=at, kind="reload"), c.Undo(), c.Redo(),
            c.AddStop(vehicle=vehicle, at=at, kind="break", seconds=chance.choice((900, 2700))),
            c.MoveStop(vehicle=vehicle, at=at, to=self._at(len(trip.stops) if trip else 0)),
            c.Tell(party=chance.choice((f"customer/{order}", f"driver/{vehicle}")),
                   about=chance.choice(sorted(ABOUT))),
            c.Release(order=order), c.TakeCall(message=opened[0].id if opened else "geen"),
            c.Correct(order=order, what=chance.choice(("service_s", "kg", "units", "opens_s")),
                      amount=chance.randrange(0, 9000)),
        ]  # fmt: skip
        return chance.choice(acts)


def check_orders(session: Session) -> None:
    """Every order is in one trip, with somebody, or on the list; none is double and none is gone."""
    planned = [o for trip in session.plan.trips for o in trip.orders()] + [o for o, _ in session.plan.given]
    assert len(planned) == len(set(planned)), "an order is planned twice"
    assert set(planned) | set(session.unplanned()) >= session.visible, "an order is lost"


def check_time(before: DayState, after: DayState) -> None:
    """The clock goes on, the past stays, and nothing takes less than no time."""
    assert after.clock_s >= before.clock_s, "the clock ran back"
    for truck in after.trucks:
        old = before.truck(truck.vehicle)
        over = [a for a in old.done if a.end_s <= before.clock_s] if old else []
        now = [(a.doing, a.start_s, a.end_s) for a in truck.done[: len(over)]]
        assert now == [(a.doing, a.start_s, a.end_s) for a in over], f"the past of {truck.vehicle} changed"
        check_truck(truck)


def check_truck(truck: Progress) -> None:
    """No gap, no negative time, and stops in order."""
    assert all(a.end_s >= a.start_s >= 0 for a in truck.done), "negative time"
    assert all(a.end_s == b.start_s for a, b in zip(truck.done, truck.done[1:], strict=False)), "a gap"
    assert all(s.arrive_s <= s.begin_s <= s.end_s and s.wait_s >= 0 for s in truck.stops), "a stop runs back"
    assert all(s.late_s >= 0 for s in truck.stops), "less than late"


def check_end(session: Session) -> None:
    """Every order is served once or bought in; cost and CO2e are those of trips and of what is outside."""
    running = session.running
    assert running is not None
    kpi, _ = running.result()
    trips, orders = running.realised(), session.system.orders
    last = [
        s.stop.order
        for t in trips
        for s in t.stops
        if s.stop.order and _is_last(session, s.stop.order, s.stop.action)
    ]
    assert len(last) == len(set(last)), "an order is served twice"
    assert set(last).isdisjoint(kpi.unplanned), "served and bought in"
    assert set(last) | set(kpi.unplanned) >= session.visible, "an order is lost"
    assert sum(getattr(kpi.cost_parts, name) for name in COST_PARTS) == kpi.cost_cent, "cost does not add up"
    left_cent = sum(orders[o].penalty_cent for o in kpi.unplanned)
    outside = kpi.cost_parts.goodwill + kpi.cost_parts.charter
    assert sum(t.cost.total() for t in trips) + left_cent + outside == kpi.cost_cent, "cost is not the trips'"
    left_g = sum(orders[o].charter_g for o in kpi.unplanned)
    assert sum(t.co2e_g for t in trips) + left_g == kpi.co2e_g, "CO2e is not the trips'"
    assert all(t.duty_s >= 0 and t.drive_s >= 0 and t.wait_s >= 0 for t in trips), "negative time"


def _is_last(session: Session, order: str, action: Action) -> bool:
    depots = {v.depot for v in session.system.vehicles.values()}
    return action is Action.DELIVER or session.system.orders[order].delivery in depots


def days(first: int, count: int, *, big: bool = False) -> list[str]:
    """Play these days; what did not hold, by number."""
    broken = []
    for number in range(first, first + count):
        try:
            session = RandomDay(number, big=big).play()
            if number % 50 == 0:
                again = RandomDay(number, big=big).play()
                assert again.state_hash() == session.state_hash(), "another day by the same acts"
        except Exception as error:  # noqa: BLE001 - a crash of any kind is what is looked for
            broken.append(f"day {number}{' (big)' if big else ''}: {type(error).__name__}: {error}")
    return broken


def main(words: list[str]) -> int:
    """Exit code 0: all held."""
    broken = days(int(words[0]), int(words[1]), big="big" in words)
    for line in broken[:20]:
        print(line)
    print(f"{int(words[1]) - len(broken)} of {words[1]} days held")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
