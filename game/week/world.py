"""The world of one day: which orders come, how large, what is agreed, who drives which vehicle, how tired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from game.domain.chance import stream
from game.domain.law import PastDay
from game.domain.scenario import Disruption, Effect, Scenario
from game.domain.sites import Window
from game.domain.units import whole
from game.domain.week import WORKDAYS, Choice, Regular, Taken, Week, WeekState, WorkedDay
from game.domain.world import Driver, Load, Order, Vehicle, World
from game.rules.stops import action_at, with_service
from game.rules.trust import bounded, dear_cent, wider_s

PAST_DAYS = 28
"""So long a worked day is kept: rest is owed for three weeks at most."""
SETTLED = 2
"""Visits after which a driver knows an address."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayWorld:
    """Everything that a day is planned and driven with."""

    number: int
    scenario: Scenario
    """The day as a scenario: its `system` is what the software believes."""
    truth: World
    orders: frozenset[str]
    vehicle_of: Mapping[str, str]
    given: Mapping[str, str]
    trip_of: Mapping[str, str]
    """Vehicle -> regular trip."""
    told: frozenset[str]
    """Orders whose customers are called before arrival."""
    paid: tuple[Effect, ...]
    """What agreements cost today."""
    seed: int
    settling: tuple[str, ...] = ()
    """Choices that stand and ask of a driver to get to know an address."""


def date_of(number: int) -> int:
    """Calendar days from the first Monday to a day of work."""
    week, day = divmod(number - 1, WORKDAYS)
    return 7 * week + day


def weekday_of(number: int) -> int:
    """1 is Monday, 5 is Friday."""
    return (number - 1) % WORKDAYS + 1


def day_seed(seed: int, number: int) -> int:
    """The seed of one day: of its incidents."""
    return whole(stream(seed, f"week/day/{number}").random() * 1_000_000_000)


def opening(scenario: Scenario, week: Week) -> WeekState:
    """The state before the first day."""
    worked = [
        WorkedDay(driver=d.id, date=-p.ago, start_s=p.start_s, end_s=p.end_s, drive_s=p.drive_s,
                  work_s=p.work_s)
        for d in scenario.system.drivers.values()
        for p in d.history
    ]  # fmt: skip
    return WeekState(
        trust={r.order: r.trust for r in week.regulars.values()},
        worked=tuple(sorted(worked, key=lambda w: (w.driver, w.date))),
    )


def morning(week: Week, state: WeekState, taken: Iterable[Taken]) -> WeekState:
    """The state with what customers think of agreements that begin today, or ended yesterday."""
    trust = dict(state.trust)
    for one in taken:
        choice = week.choices[one.choice]
        if one.from_day == state.day:
            trust |= {o: bounded(trust[o] + choice.trust) for o in choice.orders}
        if one.until_day and one.until_day == state.day - 1:
            trust |= {o: bounded(trust[o] + week.learning.ended) for o in choice.orders}
    return replace(state, trust=trust)


def standing(week: Week, taken: Iterable[Taken], number: int) -> tuple[Choice, ...]:
    """Choices that work on a day, in order of id."""
    return tuple(week.choices[name] for name in sorted({t.choice for t in taken if t.works(number)}))


def day_world(
    scenario: Scenario, week: Week, state: WeekState, taken: tuple[Taken, ...], seed: int
) -> DayWorld:
    """The world of the day that comes next."""
    number, choices = state.day, standing(week, taken, state.day)
    coming = _coming(week, taken, seed, number)
    system, truth = dict[str, Order](), dict[str, Order]()
    base = scenario.system
    for name in sorted(coming):
        order = _sized(base.orders[name], week.regulars[name], seed, number)
        order = _agreed(base, order, choices, wider_s(week.learning, state.trust[name]))
        system[name] = _believed(base, order, week.regulars[name], choices)
        truth[name] = _true(base, order, week.regulars[name], choices, state)
    vehicles, trip_of = _fleet(base, week, choices)
    world = replace(
        base, day=base.day + timedelta(days=date_of(number)), orders=system, vehicles=vehicles,
        drivers=_drivers(base, week, state, choices, number),
    )  # fmt: skip
    partner = {o: c.partner for c in choices if c.kind == "partner" for o in c.orders if o in coming}
    serving = {t: v for v, t in trip_of.items()}
    day = replace(
        scenario, day=world.day, system=world, truth=(), optional_orders=(), moments=(), messages=(),
        sources=(), reflection=(), reference=None, front=None,
        disruptions=(*scenario.disruptions, *_queues(week, coming)),
    )  # fmt: skip
    return DayWorld(
        number=number, scenario=day, truth=replace(world, orders=truth), orders=frozenset(coming),
        vehicle_of={o: serving[_trip(week, choices, o)] for o in sorted(coming) if o not in partner},
        given=partner, trip_of=trip_of, told=_told(choices, coming),
        paid=tuple(_paid(week, taken, choices, state, coming)), seed=day_seed(seed, number),
        settling=tuple(c.id for c in choices if c.settle_s),
    )  # fmt: skip


def _coming(week: Week, taken: tuple[Taken, ...], seed: int, number: int) -> frozenset[str]:
    """Orders of a day. One that was moved is drawn on the day that it was drawn on before."""
    today, found = weekday_of(number), set[str]()
    monday = number - today + 1
    for regular in week.regulars.values():
        for day in regular.days:
            moved = next((c for c in _moves(week, taken, monday) if c.moves(regular.order, day)), None)
            if (moved.to_day if moved else day) == today and _comes(regular, seed, monday + day - 1):
                found.add(regular.order)
    return frozenset(found)


def _moves(week: Week, taken: tuple[Taken, ...], monday: int) -> tuple[Choice, ...]:
    """Moves of this week: agreed before both days, so that no order comes twice or not at all."""
    stands = ((week.choices[t.choice], t) for t in taken if week.choices[t.choice].kind == "move")
    return tuple(c for c, t in stands if all(t.works(monday + day - 1) for day in (c.from_day, c.to_day)))


def _comes(regular: Regular, seed: int, number: int) -> bool:
    return stream(seed, f"week/order/{regular.order}/{number}").random() < regular.chance


def _sized(order: Order, regular: Regular, seed: int, number: int) -> Order:
    low, high = regular.size_percent
    if low == high == 100:
        return order
    percent = low + (high - low) * stream(seed, f"week/size/{order.id}/{number}").random()
    return replace(order, load=_part(order.load, percent))


def _part(load: Load, percent: float) -> Load:
    def part(amount: int) -> int:
        return max(1, whole(amount * percent / 100)) if amount else 0

    return Load(
        kg=part(load.kg), pallets=part(load.pallets), roll_cages=part(load.roll_cages),
        ldm_cm=part(load.ldm_cm),
    )  # fmt: skip


def _agreed(base: World, order: Order, choices: tuple[Choice, ...], wider: int) -> Order:
    """Windows: as a choice agreed them, and wider where the customer trusts us."""
    for choice in choices:
        if choice.window is not None and order.id in choice.orders:
            order = _windowed(base, order, (choice.window,))
    if wider:
        windows = order.delivery_windows if _delivers(base, order) else order.pickup_windows
        spread = tuple(Window(open_s=max(0, w.open_s - wider), close_s=w.close_s + wider) for w in windows)
        order = _windowed(base, order, spread)
    return order


def _delivers(base: World, order: Order) -> bool:
    return action_at(base, order).value == "deliver"


def _windowed(base: World, order: Order, windows: tuple[Window, ...]) -> Order:
    if _delivers(base, order):
        return replace(order, delivery_windows=windows)
    return replace(order, pickup_windows=windows)


def _believed(base: World, order: Order, regular: Regular, choices: tuple[Choice, ...]) -> Order:
    """The software knows the true stop time only once somebody corrected it."""
    if regular.service_s and any(c.kind == "correct" and order.id in c.orders for c in choices):
        return with_service(base, order, "", regular.service_s)
    return order


def _true(
    base: World, order: Order, regular: Regular, choices: tuple[Choice, ...], state: WeekState
) -> Order:
    """How long the stop really takes; a driver who is new there needs longer."""
    known = order.delivery_service_s if _delivers(base, order) else order.pickup_service_s
    seconds = regular.service_s or known
    seconds += sum(
        c.settle_s for c in choices if order.id in c.orders and state.visits.get(c.id, 0) < SETTLED
    )
    return order if seconds == known else with_service(base, order, "", seconds)


def _trip(week: Week, choices: tuple[Choice, ...], order: str) -> str:
    swapped = (c.trip for c in choices if c.kind == "swap" and order in c.orders)
    return next(swapped, week.regulars[order].trip)


def _fleet(base: World, week: Week, choices: tuple[Choice, ...]) -> tuple[dict[str, Vehicle], dict[str, str]]:
    """The vehicles that drive today with the drivers of their trips, and the trip of each."""
    electric = {c.trip: c.vehicle for c in choices if c.kind == "etruck"}
    vehicles, trip_of = dict[str, Vehicle](), dict[str, str]()
    for trip in week.trips.values():
        own = base.vehicles[trip.vehicle]
        used = base.vehicles[electric.get(trip.id, trip.vehicle)]
        vehicles[used.id] = replace(used, driver=own.driver)
        trip_of[used.id] = trip.id
    return dict(sorted(vehicles.items())), trip_of


def _drivers(
    base: World, week: Week, state: WeekState, choices: tuple[Choice, ...], number: int
) -> dict[str, Driver]:
    """Every driver with the past as the law counts it, and the earlier start of a night delivery."""
    early: dict[str, int] = {}
    for choice in choices:
        if choice.kind == "night":
            for order in choice.orders:
                driver = base.vehicles[week.trips[_trip(week, choices, order)].vehicle].driver
                early[driver] = min(choice.start_s, early.get(driver, 1 << 30))
    return {
        name: replace(
            driver, from_s=min(driver.from_s, early.get(name, driver.from_s)),
            history=past(state.worked, name, date_of(number)),
        )
        for name, driver in base.drivers.items()
    }  # fmt: skip


def past(worked: Iterable[WorkedDay], driver: str, date: int) -> tuple[PastDay, ...]:
    """A driver's earlier days as a day of this date sees them, the last one first."""
    mine = [w for w in worked if w.driver == driver and 0 < date - w.date <= PAST_DAYS]
    return tuple(
        PastDay(ago=date - w.date, start_s=w.start_s, end_s=w.end_s, drive_s=w.drive_s, work_s=w.work_s)
        for w in sorted(mine, key=lambda w: -w.date)
    )


def _queues(week: Week, coming: frozenset[str]) -> Iterable[Disruption]:
    """A queue as the simulation plays it: service begins later, for who comes in that span."""
    for name in sorted(coming):
        queue = week.regulars[name].queue
        if queue is not None:
            yield Disruption(
                kind="closed", subject=name, chance=queue.chance, delay_s=queue.wait_s,
                from_s=queue.from_s, to_s=queue.to_s,
            )  # fmt: skip


def _told(choices: tuple[Choice, ...], coming: frozenset[str]) -> frozenset[str]:
    return frozenset(o for c in choices if c.kind == "call" for o in c.orders if o in coming)


def _paid(
    week: Week, taken: tuple[Taken, ...], choices: tuple[Choice, ...], state: WeekState,
    coming: frozenset[str],
) -> Iterable[Effect]:  # fmt: skip
    """What today costs outside the trips: agreements, and customers that became dear."""
    began = {t.choice for t in taken if t.from_day == state.day}
    for choice in choices:
        visits = sum(o in coming for o in choice.orders)
        cent = choice.per_day_cent + visits * choice.per_delivery_cent
        cent += choice.once_cent if choice.id in began else 0
        if cent:
            yield Effect(kind="cost_cent", subject=choice.id, amount=cent)
    for name in sorted(coming):
        asked = dear_cent(week.learning, state.trust[name])
        if asked:
            yield Effect(kind="cost_cent", subject=name, amount=asked)
