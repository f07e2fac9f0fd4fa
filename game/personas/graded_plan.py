"""A graded persona's plan by hand: orders put in one by one, each tried out with the preview first.

It has a good plan in mind (`mind`, of whoever plays it: no reference, no truth) and is more or less good at
carrying it out. K1: which orders go where that plan has them and which to some other place, and how much
dithering goes before. K2: whether CO2e is thought of when trucks are chosen. K3: whether an order that was
tried against a rule is taken back. K7: how much room is left before narrow windows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from game.domain import commands as c
from game.domain.errors import GameError
from game.domain.evaluation import Evaluation, Kpi, Severity
from game.domain.plan import Plan, Trip
from game.personas.grades import Skill, draw, quantile
from game.personas.ways import placing
from game.rules.moves import EMPTY_TRIP, apply, format_trip_stops
from game.session import Session

ASTRAY = 0.55
"""At no skill in K1 this share of the orders goes to another place than the good one."""
POOR = 0.8
"""That other place is any of the possible ones but the dearest fifth."""
DITHERS = 3
"""Most times that an order is put somewhere and taken out again before it stays."""
SWAPS = 4
"""So often it is thought over which truck drives which trip: with CO2e in mind, or not at all."""
NEARLY = 0.02
"""An exchange may cost this part of the naive plan's cost and still seem all the same."""
SQUEEZES = 4
"""So many orders are tried where they break a rule and look no dearer; who minds takes them back."""
EARLIER_S = 1800
"""At full skill in K7 duty begins so much earlier; at none so much later, as far as nothing is late."""
STEP_S = 300
CRITICAL_S = 7200
"""Windows of this or less are narrow."""
Breach = tuple[str, str]


@dataclass(slots=True)
class Desk:
    """Paper on which the persona tries out what it is going to do; `acts` is what came of it."""

    session: Session
    skill: Skill
    seed: int
    mind: Plan
    plan: Plan
    acts: list[c.Command] = field(default_factory=list)

    def do(self, command: c.Command, plan: Plan) -> None:
        """One more act, and the plan after it."""
        self.acts.append(command)
        self.plan = plan

    def draw(self, *about: str) -> float:
        """The chance of one thing."""
        return draw(self.seed, self.session.scenario.id, "plan", *about)

    def quantile(self, topic: str, one: str, among: Sequence[str]) -> float:
        """Where one of several things stands, evenly spread."""
        return quantile(self.seed, f"{self.session.scenario.id}/plan/{topic}", one, among)

    def after(self, command: c.Command) -> Plan | None:
        """The plan that a command would give; None when it is impossible."""
        try:
            return apply(self.session.system, self.plan, command)
        except GameError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place for an order with what the preview says."""

    command: c.Place
    plan: Plan
    judged: Evaluation

    @property
    def cost_cent(self) -> int:
        """Of the whole plan with it."""
        return self.judged.kpi.cost_cent


def script(session: Session, skill: Skill, seed: int, mind: Plan) -> tuple[c.Command, ...]:
    """All acts of planning by hand, from the plan as it stands."""
    desk = Desk(session=session, skill=skill, seed=seed, mind=mind, plan=session.plan)
    for trip in mind.trips:
        _build(desk, trip)
    _rest(desk)
    for number in range(SWAPS):
        _exchange(desk, number)
    for number in range(SQUEEZES):
        _squeeze(desk, number)
    for vehicle in sorted({t.vehicle for t in desk.plan.trips}):
        _start(desk, vehicle)
    return tuple(desk.acts)


def _build(desk: Desk, trip: Trip) -> None:
    """A trip of the good plan, order by order; what it has beside orders (charging, reloading) at the end."""
    stops = tuple(s for s in trip.stops if not (s.order and _astray(desk, s.order)))
    trip = replace(trip, stops=stops)
    for number, order in enumerate(trip.orders()):
        command = placing(trip, order, trip.orders()[:number])
        plan = desk.after(command)
        if plan is not None:
            _dither(desk, order)
            spot = Spot(command=command, plan=plan, judged=desk.session.judged(plan))
            if _lawful(desk, spot):
                desk.do(command, plan)
    now = desk.plan.trip_of(trip.vehicle)
    if trip.stops and (now is None or now.stops != trip.stops):
        whole = c.SetTrip(vehicle=trip.vehicle, stops=format_trip_stops(trip.stops))
        plan = desk.after(whole)
        if plan is not None:
            desk.do(whole, plan)
    if trip.stops and trip.start_s is not None:
        start = c.SetStart(vehicle=trip.vehicle, start_s=trip.start_s)
        plan = desk.after(start)
        if plan is not None and _no_worse(desk, plan):
            desk.do(start, plan)


def _astray(desk: Desk, order: str) -> bool:
    far = desk.quantile("astray", order, sorted(desk.session.visible))
    return far < ASTRAY * math.pow(1 - desk.skill.k1, 1.5)


def _put(desk: Desk, order: str) -> None:
    """Some place for an order, a poor one where skill is low; none is left for later."""
    ranked = sorted((s for s in _spots(desk, order) if _lawful(desk, s)), key=lambda s: s.cost_cent)
    if ranked:
        _dither(desk, order)
        share = POOR * desk.draw("place", order) if _astray(desk, order) else 0.0
        chosen = ranked[int(share * len(ranked))]
        desk.do(chosen.command, chosen.plan)


def _dither(desk: Desk, order: str) -> None:
    """Put it somewhere and take it out again, a few times."""
    for number in range(DITHERS):
        if desk.draw("dither", order, str(number)) < desk.skill.k1:
            continue
        vehicles = sorted(desk.session.system.vehicles)
        vehicle = vehicles[int(desk.draw("tried", order, str(number)) * len(vehicles))]
        command, before = c.Place(order=order, vehicle=vehicle, at=0), desk.plan
        plan = desk.after(command)
        if plan is not None and _no_worse(desk, plan, late=True):
            desk.do(command, plan)
            desk.do(c.Unplace(order=order), before)


def _spots(desk: Desk, order: str) -> Iterator[Spot]:
    """Every place that an order can have, with its preview."""
    for vehicle in sorted(desk.session.system.vehicles):
        trip = desk.plan.trip_of(vehicle)
        stops = [s for s in trip.stops if s.order != order] if trip else []
        for at in range(len(stops) + 1):
            command = c.Place(order=order, vehicle=vehicle, at=at)
            plan = desk.after(command)
            if plan is not None:
                yield Spot(command=command, plan=plan, judged=desk.session.judged(plan))


def _lawful(desk: Desk, spot: Spot) -> bool:
    """No breach comes or grows by it."""
    now = amounts(desk.session.judged(desk.plan))
    return all(amount <= now.get(breach, 0) for breach, amount in amounts(spot.judged).items())


def amounts(judged: Evaluation) -> dict[Breach, int]:
    """By how much each rule is broken, per vehicle."""
    found: dict[Breach, int] = {}
    for f in judged.findings:
        if f.severity is Severity.HARD:
            breach = f.rule, f.vehicle or f.subject
            found[breach] = found.get(breach, 0) + f.amount
    return found


def _rest(desk: Desk) -> None:
    """Another try for what has no place."""
    for order in sorted(desk.session.visible - desk.plan.planned()):
        _put(desk, order)


def _exchange(desk: Desk, number: int) -> None:
    """An exchange that saves CO2e at hardly any cost, or one that costs CO2e unseen."""
    now, naive = desk.session.judged(desk.plan).kpi, desk.session.naive.kpi
    green = desk.quantile("green", str(number), list(map(str, range(SWAPS)))) < desk.skill.k2
    most_cent = now.cost_cent + int((0.25 if green else 1) * NEARLY * naive.cost_cent)
    found = [(k.co2e_g, c, p) for c, p, k in _exchanges(desk) if k.cost_cent <= most_cent]
    best = min(found, key=lambda f: f[0] if green else -f[0], default=None)
    if best and (best[0] < now.co2e_g) == green:
        desk.do(best[1], best[2])


def _exchanges(desk: Desk) -> Iterator[tuple[c.Command, Plan, Kpi]]:
    """Lawful exchanges of the trips of two trucks, and orders that go to or from a battery truck."""
    world = desk.session.system
    commands: list[c.Command] = [
        c.together(*_crossed(desk.plan, one, other), *_crossed(desk.plan, other, one))
        for one, other in combinations(sorted(world.vehicles), 2)
    ]
    battery = [v for v in sorted(world.vehicles) if world.vehicles[v].class_.drive == "battery"]
    if battery and len(battery) < len(world.vehicles):
        for order in sorted(desk.plan.planned()):
            there = desk.plan.vehicle_of(order) in battery
            commands += [s.command for s in _spots(desk, order) if (s.command.vehicle in battery) != there]
    for command in commands:
        plan = desk.after(command)
        if plan and _no_worse(desk, plan):
            yield command, plan, desk.session.judged(plan).kpi


def _crossed(plan: Plan, one: str, other: str) -> Iterator[c.Command]:
    """The stops of one truck's trip for the other."""
    trip = plan.trip_of(one)
    stops = format_trip_stops(trip.stops) if trip and trip.stops else EMPTY_TRIP
    yield c.SetTrip(vehicle=other, stops=stops)


def _squeeze(desk: Desk, number: int) -> None:
    """Try an order where it breaks a rule and looks no dearer; take it back, as far as the persona minds."""
    orders = sorted(desk.plan.planned())
    order = orders[int(desk.draw("squeezed", str(number)) * len(orders))]
    now, before = desk.session.judged(desk.plan).kpi, desk.plan
    spots = [s for s in _spots(desk, order) if not _lawful(desk, s)]
    spots = [s for s in spots if s.judged.kpi.hard <= now.hard + 2] or spots
    best = min(spots, key=lambda s: abs(s.cost_cent - now.cost_cent), default=None)
    if best:
        desk.do(best.command, best.plan)
        minds = desk.quantile("mend", str(number), list(map(str, range(SQUEEZES))))
        if minds < 1 - (1 - desk.skill.k3) ** 2:
            desk.do(c.Undo(), before)


def _start(desk: Desk, vehicle: str) -> None:
    """Begin a trip with narrow windows earlier or later, as far as no rule breaks and nothing gets later."""
    trip = desk.session.judged(desk.plan).trip_of(vehicle)
    if trip is None or not any(0 < s.window_close_s - s.window_open_s <= CRITICAL_S for s in trip.stops):
        return
    shift_s = int((0.5 - desk.skill.k7) * 2 * EARLIER_S / STEP_S) * STEP_S
    while shift_s:
        command = c.SetStart(vehicle=vehicle, start_s=trip.start_s + shift_s)
        plan = desk.after(command)
        if plan is not None and _no_worse(desk, plan):
            desk.do(command, plan)
            return
        shift_s -= STEP_S if shift_s > 0 else -STEP_S


def _no_worse(desk: Desk, plan: Plan, *, late: bool = False) -> bool:
    """Breaks no more rules and, unless `late`, is no later."""
    now, after = desk.session.judged(desk.plan), desk.session.judged(plan)
    known = amounts(now)
    lawful = all(amount <= known.get(breach, 0) for breach, amount in amounts(after).items())
    return lawful and (late or after.kpi.late_s <= now.kpi.late_s)
