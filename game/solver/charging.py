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
from game.domain.world import Action, World
from game.rules import charging
from game.rules.access import may_enter
from game.rules.battery import usable_wh
from game.rules.schedule import legs_places
from game.solver.objective import TripKey
from game.solver.stops import lasting, with_stop, without_stop

STEP_S = 5 * MINUTE_S
LONG_S = 4 * 3600
"""A charge that fills any battery; only to see what is missing."""
PERMILLE_STEP = 10
PER_GAP = 2
"""Chargers tried between two stops, the least detour first."""
MOST_GAPS = 24
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
    world: World, trip: Trip, judge: Judge, fixed: int = 0, night_permille: int = 0
) -> Iterator[Charge]:
    """Every way to charge otherwise: more where the battery is short, else what can be shorter or go.

    `night_permille` is what `night_room_permille` says; 0 when the trip has left.
    """
    if world.vehicles[trip.vehicle].class_.drive != "battery":
        return
    judged = judge(trip)
    stops = [i for i, s in enumerate(trip.stops) if s.action is Action.CHARGE and i >= fixed]
    short = is_short(judged)
    if short and fixed == 0:
        yield from _by_night(world, trip, judge, judged, night_permille)
    for at in stops:
        yield from _otherwise(world, trip, judge, at, fixed)
    if short and world.sites.chargers:
        yield from _added(world, trip, judge, fixed)


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


def _otherwise(world: World, trip: Trip, judge: Judge, at: int, fixed: int) -> Iterator[Charge]:
    """One charging stop shorter or longer, taken out, or somewhere else in the trip."""
    name, stop = trip.vehicle, trip.stops[at]
    seconds = enough_s(world, trip, at, judge)
    if seconds == 0:
        yield Charge(without_stop(trip, at), (c.DropStop(vehicle=name, at=at),), "drop", stop.place)
        return
    if seconds != stop.seconds:
        command = c.LastStop(vehicle=name, at=at, seconds=seconds)
        yield Charge(lasting(trip, at, seconds), (command,), "last", stop.place, seconds)
    rest = without_stop(trip, at)
    for to in range(fixed, len(rest.stops) + 1):
        if to == at:
            continue
        moved = with_stop(rest, to, stop)
        seconds = enough_s(world, moved, to, judge)
        if seconds <= 0:
            continue
        said: tuple[c.Command, ...] = (c.MoveStop(vehicle=name, at=at, to=to),)
        if seconds != stop.seconds:
            moved = lasting(moved, to, seconds)
            said += (c.LastStop(vehicle=name, at=to, seconds=seconds),)
        yield Charge(moved, said, "move", stop.place, seconds)


def _added(world: World, trip: Trip, judge: Judge, fixed: int) -> Iterator[Charge]:
    """One more charging stop, at each gap by the chargers with the least detour."""
    for at, place in _gaps(world, trip, fixed):
        made = with_stop(trip, at, Stop(action=Action.CHARGE, place=place, seconds=LONG_S))
        seconds = enough_s(world, made, at, judge)
        if seconds > 0:
            command = c.AddStop(vehicle=trip.vehicle, kind="charge", at=at, place=place, seconds=seconds)
            yield Charge(lasting(made, at, seconds), (command,), "add", place, seconds)


def _gaps(world: World, trip: Trip, fixed: int) -> list[tuple[int, str]]:
    """(position, charger), the least extra driving first."""
    vehicle = world.vehicles[trip.vehicle]
    ends = legs_places(world, trip)
    usable = [p for p in world.sites.chargers if may_enter(world=world, vehicle=vehicle, place=p)]
    found: list[tuple[int, int, str]] = []
    for at in range(fixed, len(trip.stops) + 1):
        a, b = ends[at], ends[at + 1]
        straight = world.leg(vehicle, a, b).duration_s
        near = sorted(
            (world.leg(vehicle, a, p).duration_s + world.leg(vehicle, p, b).duration_s - straight, p)
            for p in usable
        )
        found += [(extra_s, at, place) for extra_s, place in near[:PER_GAP]]
    return [(at, place) for _, at, place in sorted(found)[:MOST_GAPS]]


def enough_s(world: World, trip: Trip, at: int, judge: Judge) -> int:
    """Seconds at the plug of charging stop `at` that are just enough, in whole steps.

    0: the trip does without. -1: the truck does not get there, or nothing that is missing is
    missing behind it. When even a full battery is not enough: the seconds that fill it.
    """
    vehicle, stop = world.vehicles[trip.vehicle], trip.stops[at]
    full = judge(trip if stop.seconds >= LONG_S else lasting(trip, at, LONG_S))
    times = full.stops[at]
    if times.battery_wh < 0:
        return -1
    needed_wh = times.charged_wh - _spare_wh(world, full, at)
    if needed_wh <= 0:
        return 0
    rules = world.sites.charging
    lasts_s = charging.charge_s(
        from_wh=times.battery_wh,
        to_wh=times.battery_wh + min(needed_wh, times.charged_wh),
        usable_wh=usable_wh(vehicle),
        power_w=charging.power_w(class_=vehicle.class_, charger=world.sites.chargers[stop.place]),
        rules=rules,
    )
    if not math.isfinite(lasts_s):
        return -1
    seconds = min(LONG_S, _in_steps(lasts_s + rules.plug_s))
    if needed_wh >= times.charged_wh:
        return seconds if times.charged_wh > 0 else -1
    # rounding, and cooling that runs longer, may ask one step more
    return seconds if missing_wh(judge(lasting(trip, at, seconds))) <= missing_wh(full) else seconds + STEP_S


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
) -> Charge | None:
    """The best way to end a shortage of the battery: one change, or up to three after one another.

    None when that does not do. `way` is `many` for more than one change.
    """
    said: tuple[c.Command, ...] = ()
    now = trip
    for _ in range(MOST_CHANGES):
        options = list(charge_options(world, now, judge, fixed, night_permille))
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
