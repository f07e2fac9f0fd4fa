"""Where, when and how long a truck on a battery charges: just enough, in steps of five minutes.

Every answer was judged by the referee. Which places are tried first is an estimate by the detour.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from game.domain import commands as c
from game.domain.evaluation import TripEvaluation
from game.domain.plan import Stop, Trip
from game.domain.units import MINUTE_S
from game.domain.world import Action, Vehicle, World
from game.rules import charging, energy
from game.rules.access import may_enter
from game.rules.battery import usable_wh
from game.solver.near import gaps_of
from game.solver.objective import TripKey
from game.solver.stops import lasting, with_stop, without_stop

STEP_S = 5 * MINUTE_S
LONG_S = 4 * 3600
"""A charge that fills any battery; only to see what is missing."""
PERMILLE_STEP = 10
PER_GAP = 3
"""Chargers weighed between two stops, those nearest to the first."""
MOST = 16
"""Places for a charging stop that are judged."""
NEVER_S = 4 * 3600
LATE = 3.0
"""Seconds of time at the plug that one second too late weighs, in the estimate."""
BATTERY = frozenset({"battery_empty", "battery_reserve"})

Judge = Callable[[Trip], TripEvaluation]


class Charge(NamedTuple):
    """A trip that charges otherwise, and the commands that make it so from the one that was asked about."""

    trip: Trip
    commands: tuple[c.Command, ...]
    way: str
    """`add`, `last`, `move`, `drop` or `night`."""
    place: str = ""
    seconds: int = 0
    permille: int = 0


def is_short(judged: TripEvaluation) -> bool:
    """The battery is empty on the way, or comes home with less than the reserve."""
    return any(f.rule in BATTERY for f in judged.findings)


def missing_wh(judged: TripEvaluation) -> int:
    """Watt-hours short, by the worst finding; an empty battery counts far more than the reserve."""
    worst = {f.rule: f.amount for f in judged.findings if f.rule in BATTERY}
    return worst.get("battery_empty", 0) * 1000 + worst.get("battery_reserve", 0)


def night_room_permille(world: World, trip: Trip, others: Sequence[TripEvaluation]) -> int:
    """The fullest that the night's grid can make the truck of this trip, next to the other trips."""
    vehicle = world.vehicles[trip.vehicle]
    grid = world.sites.grids.get(vehicle.depot)
    now = vehicle.start_soc_permille if trip.charge_permille is None else trip.charge_permille
    if vehicle.class_.drive != "battery":
        return now
    if grid is None:
        return 1000
    taken = sum(t.night_wh for t in others if world.vehicles[t.trip.vehicle].depot == vehicle.depot)
    left_wh = max(0.0, charging.night_limit_wh(grid=grid) - taken)
    each_wh = usable_wh(vehicle) / 1000 / vehicle.class_.charge_efficiency
    by_grid = vehicle.evening_soc_permille + math.floor(left_wh / each_wh) if each_wh else now
    return min(charging.highest_permille(grid=grid, vehicle=vehicle), by_grid)


def charge_options(
    world: World, trip: Trip, judge: Judge, fixed: int = 0, night_permille: int = 0, most: int = MOST
) -> Iterator[Charge]:
    """Every promising way to charge otherwise: more where the battery is short, else less or elsewhere.

    `night_permille` is what `night_room_permille` says; 0 when the trip has left. `most` places for a
    stop are judged, those with the least detour, charging and lateness by an estimate.
    """
    if world.vehicles[trip.vehicle].class_.drive != "battery":
        return
    judged = judge(trip)
    stops = [i for i, s in enumerate(trip.stops) if s.action is Action.CHARGE and i >= fixed]
    short = is_short(judged)
    if short and fixed == 0:
        yield from _by_night(world, trip, judge, judged, night_permille)
    for at in stops:
        yield from _otherwise(world, trip, judge, at, fixed, most)
    if short and world.sites.chargers:
        yield from _added(world, trip, judge, fixed, most)


def _by_night(world: World, trip: Trip, judge: Judge, judged: TripEvaluation, most: int) -> Iterator[Charge]:
    """Leave with more: costs no time. Just enough in whole percents, else all that there is."""
    vehicle = world.vehicles[trip.vehicle]
    now = vehicle.start_soc_permille if trip.charge_permille is None else trip.charge_permille
    if most <= now:
        return
    worst = max((f.amount for f in judged.findings if f.rule in BATTERY), default=0)
    reserve_wh = world.battery_reserve_share * vehicle.class_.battery_wh
    for wh in (worst, worst + reserve_wh):
        steps = math.ceil(wh / usable_wh(vehicle) * 1000 / PERMILLE_STEP) + 1
        permille = min(most, (now // PERMILLE_STEP + steps) * PERMILLE_STEP)
        made = replace(trip, charge_permille=permille)
        if permille == most or not is_short(judge(made)):
            command = c.SetCharge(vehicle=trip.vehicle, permille=permille)
            yield Charge(made, (command,), "night", permille=permille)
            return


def _otherwise(world: World, trip: Trip, judge: Judge, at: int, fixed: int, most: int) -> Iterator[Charge]:
    """One charging stop shorter or longer, taken out, or somewhere else in the trip."""
    name, stop = trip.vehicle, trip.stops[at]
    seconds = enough_s(world, trip, at, judge)
    if seconds == 0:
        yield Charge(without_stop(trip, at), (c.DropStop(vehicle=name, at=at),), "drop", stop.place)
        return
    if seconds not in (-1, stop.seconds):
        command = c.LastStop(vehicle=name, at=at, seconds=seconds)
        yield Charge(lasting(trip, at, seconds), (command,), "last", stop.place, seconds)
    rest = without_stop(trip, at)
    for gap in _gaps(world, rest, judge, fixed, most):
        if (gap.at, gap.place) == (at, stop.place):
            continue
        moved = with_stop(rest, gap.at, replace(stop, place=gap.place, seconds=gap.seconds))
        lasts_s = enough_s(world, moved, gap.at, judge)
        if lasts_s > 0:
            made = lasting(moved, gap.at, lasts_s)
            yield Charge(made, _moving(name, at, stop, gap, lasts_s), "move", gap.place, lasts_s)


def _moving(name: str, at: int, stop: Stop, gap: _Gap, seconds: int) -> tuple[c.Command, ...]:
    if gap.place != stop.place:
        add = c.AddStop(vehicle=name, kind="charge", at=gap.at, place=gap.place, seconds=seconds)
        return c.DropStop(vehicle=name, at=at), add
    move = c.MoveStop(vehicle=name, at=at, to=gap.at)
    return (
        (move,) if seconds == stop.seconds else (move, c.LastStop(vehicle=name, at=gap.at, seconds=seconds))
    )


def _added(world: World, trip: Trip, judge: Judge, fixed: int, most: int) -> Iterator[Charge]:
    """One more charging stop."""
    for gap in _gaps(world, trip, judge, fixed, most):
        made = with_stop(trip, gap.at, Stop(action=Action.CHARGE, place=gap.place, seconds=gap.seconds))
        seconds = enough_s(world, made, gap.at, judge)
        if seconds > 0:
            command = c.AddStop(
                vehicle=trip.vehicle, kind="charge", at=gap.at, place=gap.place, seconds=seconds
            )
            yield Charge(lasting(made, gap.at, seconds), (command,), "add", gap.place, seconds)


class _Gap(NamedTuple):
    """A place for a charging stop, by its estimate."""

    weight: float
    at: int
    place: str
    seconds: int


def _gaps(world: World, trip: Trip, judge: Judge, fixed: int, most: int) -> list[_Gap]:
    """The most promising positions and chargers: detour, time at the plug, lateness. At one charger twice
    in a row is no use."""
    vehicle, judged = world.vehicles[trip.vehicle], judge(trip)
    gaps = gaps_of(world, vehicle, trip, judged)
    need_wh = _needed_wh(world, judged)
    usable = [p for p in sorted(world.sites.chargers) if may_enter(world=world, vehicle=vehicle, place=p)]
    found: list[_Gap] = []
    for at in range(fixed, len(trip.stops) + 1):
        a, b = gaps.ends[at], gaps.ends[at + 1]
        before = judged.stops[at - 1] if at else None
        level = before.battery_wh + before.charged_wh if before else judged.start_wh
        for there_s, place in sorted((world.leg(vehicle, a, p).duration_s, p) for p in usable)[:PER_GAP]:
            if before is not None and before.stop.action is Action.CHARGE and before.place == place:
                continue
            on_s, straight_s = (world.leg(vehicle, x, b).duration_s for x in (place, a))
            there_wh, on_wh, straight_wh = (
                _use_wh(world, vehicle, *x) for x in ((a, place), (place, b), (a, b))
            )
            here_wh = level - there_wh
            more_wh = max(0.0, need_wh + there_wh + on_wh - straight_wh)
            seconds = _at_plug_s(world, vehicle, place, max(0.0, here_wh), more_wh)
            delay_s = there_s + on_s - straight_s + seconds
            late_s = max(0, delay_s - gaps.slack_s[at]) + (NEVER_S if here_wh < 0 else 0)
            weight = delay_s - min(gaps.wait_s[at], delay_s) + LATE * late_s
            found.append(_Gap(weight, at, place, seconds))
    return sorted(found)[:most]


def _needed_wh(world: World, judged: TripEvaluation) -> float:
    """What is missing, of the battery or of the reserve; a little when nothing is."""
    vehicle = world.vehicles[judged.trip.vehicle]
    levels = [wh for _, wh in judged.battery_trace] or [0]
    reserve_wh = world.battery_reserve_share * vehicle.class_.battery_wh
    return max(0.0, -min(levels), reserve_wh - levels[-1])


def _use_wh(world: World, vehicle: Vehicle, a: str, b: str) -> float:
    """About what a leg takes from the battery."""
    leg = world.leg(vehicle, a, b)
    kg = vehicle.class_.capacity.kg // 2
    return world.winter_factor * energy.leg_use(leg=leg, class_=vehicle.class_, kg=kg)


def _at_plug_s(world: World, vehicle: Vehicle, place: str, from_wh: float, more_wh: float) -> int:
    """Plugging in and charging so much, in whole steps; at most what fills the battery."""
    rules, class_ = world.sites.charging, vehicle.class_
    power_w = charging.power_w(class_=class_, charger=world.sites.chargers[place])
    usable = usable_wh(vehicle)
    lasts_s = charging.charge_s(
        from_wh=from_wh, to_wh=from_wh + more_wh, usable_wh=usable, power_w=power_w, rules=rules
    )
    return LONG_S if not math.isfinite(lasts_s) else min(LONG_S, _in_steps(lasts_s + rules.plug_s))


def enough_s(world: World, trip: Trip, at: int, judge: Judge) -> int:
    """Seconds at the plug of charging stop `at` that are just enough, in whole steps.

    0: the trip does without. -1: the truck does not get there, or a charge is of no use there. When
    even a full battery is not enough: the seconds that fill it.
    """
    vehicle, stop = world.vehicles[trip.vehicle], trip.stops[at]
    times = judge(trip).stops[at]
    if times.battery_wh < 0:
        return -1
    needed_wh = times.charged_wh - _spare_wh(world, judge(trip), at)
    if needed_wh <= 0:
        return 0
    seconds = _at_plug_s(world, vehicle, stop.place, times.battery_wh, needed_wh)
    if seconds >= LONG_S and times.charged_wh <= 0:
        return -1
    # rounding, and cooling that runs longer, may ask one step more
    made = judge(lasting(trip, at, seconds))
    full = times.battery_wh + needed_wh > usable_wh(vehicle)
    return seconds if full or _spare_wh(world, made, at) >= 0 else seconds + STEP_S


def _in_steps(seconds: float) -> int:
    return math.ceil(seconds / STEP_S) * STEP_S


def _spare_wh(world: World, judged: TripEvaluation, at: int) -> float:
    """What could be missing from the charge of stop `at` before the rest of the trip is short."""
    vehicle = world.vehicles[judged.trip.vehicle]
    reserve_wh = world.battery_reserve_share * vehicle.class_.battery_wh
    after = [wh for time_s, wh in judged.battery_trace if time_s >= judged.stops[at].end_s]
    left_wh = after[-1] if after else 0
    return min([*after, left_wh - reserve_wh])


MOST_CHANGES = 3


def best_charge(
    world: World,
    trip: Trip,
    judge: Judge,
    key: Callable[[Trip], TripKey],
    fixed: int = 0,
    night_permille: int = 0,
    most: int = MOST,
) -> Charge | None:
    """The best way to end a shortage of the battery: one change, or up to three after one another.

    None when that does not do. `way` is `many` for more than one change.
    """
    said: tuple[c.Command, ...] = ()
    now = trip
    for _ in range(MOST_CHANGES):
        options = list(charge_options(world, now, judge, fixed, night_permille, most))
        ending = [o for o in options if not missing_wh(judge(o.trip))]
        if ending:
            best = min(ending, key=lambda o: key(o.trip))
            return best._replace(commands=said + best.commands, way="many" if said else best.way)
        helping = [o for o in options if missing_wh(judge(o.trip)) < missing_wh(judge(now))]
        if not helping:
            return None
        best = min(helping, key=lambda o: (missing_wh(judge(o.trip)), key(o.trip)))
        now, said = best.trip, said + best.commands
    return None
