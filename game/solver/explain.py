"""Why one plan is better than another: which orders move, what that saves, and on what it depends.

Every figure is a difference of two judgements by the referee; sentences are made by `explain_words`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

from game.domain.evaluation import COST_PARTS, Evaluation, TripEvaluation
from game.domain.plan import Plan, Stop, Trip
from game.domain.units import MINUTE_S, clock, whole
from game.domain.world import Action, World
from game.rules.judge import whose_window

Value = str | int | tuple[str, ...]
"""A tuple of names is joined by the words of the language."""

NARROW_S = 30 * MINUTE_S
"""A plan with more room than this everywhere does not depend on one stop (authored)."""
NARROW_SHARE = 0.1
"""The same for what a battery has left above its reserve (authored)."""
MAIN_SHARE = 0.4
"""Part of the cost that explains the whole when it is at least so much of the difference (authored)."""


class Sentence(NamedTuple):
    """A text key and its values."""

    key: str
    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One plan against another, in parts of a paragraph."""

    moves: tuple[Sentence, ...]
    """Which orders go from whom to whom, the most first; then what else changes per trip."""
    gain: tuple[Sentence, ...]
    """Cost, CO2e, driving time, distance, lateness: what differs at all."""
    main: Sentence | None
    """The part of the cost that most of the difference comes from."""
    depends: Sentence | None
    """The smallest margin in the trips that change; None when there is room everywhere."""
    chances: tuple[Sentence, ...] = ()
    """How sure that is on days as they usually go (`robust.assured`); empty when nobody looked."""


class _Carrier(NamedTuple):
    """Who has an order: a vehicle, a partner, or nobody of ours."""

    kind: str
    """`vehicle`, `partner` or `bought`."""
    id: str


BOUGHT = _Carrier("bought", "")


def explain(world: World, before: Plan, old: Evaluation, after: Plan, new: Evaluation) -> Explained:
    """What changes from `before` (judged: `old`) to `after` (judged: `new`)."""
    changed = [t.vehicle for t in after.trips if before.trip_of(t.vehicle) != t]
    return Explained(
        moves=(*_moves(world, before, after), *_otherwise(world, before, old, after, new)),
        gain=tuple(_gain(old, new)),
        main=_main(old, new),
        depends=depends(world, new, changed),
    )


# Which orders move -----------------------------------------------------------------------


def _moves(world: World, before: Plan, after: Plan) -> Iterator[Sentence]:
    """Orders with the same old and new carrier in one sentence, the largest group first."""
    groups: dict[tuple[_Carrier, _Carrier], list[str]] = {}
    for order in sorted(before.covered() | after.covered()):
        pair = _carrier(before, order), _carrier(after, order)
        if pair[0] != pair[1]:
            groups.setdefault(pair, []).append(world.orders[order].customer)
    for (source, target), customers in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
        number = "one" if len(customers) == 1 else "many"
        yield Sentence(
            f"explained.{source.kind}_{target.kind}.{number}",
            (("customers", tuple(customers)), ("source", _name(world, source)),
             ("target", _name(world, target))),
        )  # fmt: skip


def _carrier(plan: Plan, order: str) -> _Carrier:
    vehicle, partner = plan.vehicle_of(order), plan.partner_of(order)
    if vehicle is not None:
        return _Carrier("vehicle", vehicle)
    return BOUGHT if partner is None else _Carrier("partner", partner)


def _name(world: World, carrier: _Carrier) -> str:
    if carrier.kind == "vehicle":
        return world.vehicles[carrier.id].name
    return world.sites.partners[carrier.id].name if carrier.id else ""


# What else changes -----------------------------------------------------------------------


def _otherwise(
    world: World, before: Plan, old: Evaluation, after: Plan, new: Evaluation
) -> Iterator[Sentence]:
    """Per trip that stays: its sequence, start, roads, transfers, charging and reloads."""
    for trip in after.trips:
        was = before.trip_of(trip.vehicle)
        if was is None or was == trip:
            continue
        name = world.vehicles[trip.vehicle].name
        yield from (Sentence(key, (("vehicle", name), *values)) for key, values in _changes(world, was, trip))
        begins = [e.trip_of(trip.vehicle) for e in (old, new)]
        if all(begins) and trip.start_s is not None and begins[0].start_s != begins[1].start_s:  # type: ignore[union-attr]
            time = clock(begins[1].start_s)  # type: ignore[union-attr]
            yield Sentence("explained.start", (("vehicle", name), ("time", time)))


def _changes(world: World, was: Trip, now: Trip) -> Iterator[tuple[str, tuple[tuple[str, Value], ...]]]:
    kept = set(was.orders()) & set(now.orders())
    visits = [[(s.order, s.action) for s in trip.stops if s.order in kept] for trip in (was, now)]
    if visits[0] != visits[1]:
        yield "explained.sequence", ()
    elif _other_road(_roads(was), _roads(now)):
        yield "explained.road", ()
    ways = [{(s.order, s.action): s.via for s in trip.stops if s.order in kept} for trip in (was, now)]
    for transfer in sorted({ways[1][k] for k in ways[1] if ways[0][k] != ways[1][k]}):
        moved = tuple(
            world.orders[o].customer for o, a in sorted(ways[1])
            if ways[1][o, a] == transfer != ways[0][o, a]
        )  # fmt: skip
        key = "explained.via" if transfer else "explained.via_own"
        name = world.sites.transfers[transfer].name if transfer else ""
        yield key, (("customers", moved), ("transfer", name))
    yield from _charging(world, was, now)
    reloads = [sum(s.action is Action.RELOAD for s in trip.stops) for trip in (was, now)]
    if reloads[0] != reloads[1]:
        yield ("explained.reload" if reloads[0] < reloads[1] else "explained.reload_less"), ()


def _charging(world: World, was: Trip, now: Trip) -> Iterator[tuple[str, tuple[tuple[str, Value], ...]]]:
    """Minutes at each charger, and the charge at departure."""
    minutes = [_minutes_at(trip.stops) for trip in (was, now)]
    for place in sorted(minutes[0].keys() | minutes[1].keys()):
        less, more = minutes[0].get(place, 0), minutes[1].get(place, 0)
        if less != more:
            key = "explained.charge" if more > less else "explained.charge_less"
            name = world.places[place].name
            yield key, (("charger", name), ("minutes", abs(more - less)))
    if was.charge_permille != now.charge_permille:
        begins = world.vehicles[now.vehicle].start_soc_permille
        permille = begins if now.charge_permille is None else now.charge_permille
        yield "explained.charge_night", (("percent", permille // 10),)


def _minutes_at(stops: tuple[Stop, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for stop in stops:
        if stop.action is Action.CHARGE:
            found[stop.place] = found.get(stop.place, 0) + stop.seconds // MINUTE_S
    return found


def _roads(trip: Trip) -> dict[tuple[Stop | None, Stop | None], int]:
    """The road between each two visits; None is the depot."""
    visits = [None, *(replace(s, route=0, seconds=0) for s in trip.stops), None]
    roads = (*(s.route for s in trip.stops), trip.return_route)
    return dict(zip(pairwise(visits), roads, strict=True))


def _other_road(was: Mapping[Any, int], now: Mapping[Any, int]) -> bool:
    """Whether a stretch that is driven before and after goes by another road."""
    return any(was[pair] != road for pair, road in now.items() if pair in was)


# What it saves, and on what it depends ---------------------------------------------------


def _gain(old: Evaluation, new: Evaluation) -> Iterator[Sentence]:
    """What differs of two judged plans."""
    yield from gains(
        ("cost", new.kpi.cost_cent - old.kpi.cost_cent, 100),
        ("co2e", new.kpi.co2e_g - old.kpi.co2e_g, 1000),
        ("drive", new.kpi.drive_s - old.kpi.drive_s, MINUTE_S),
        ("km", new.kpi.distance_m - old.kpi.distance_m, 1000),
        ("late", new.kpi.late_s - old.kpi.late_s, MINUTE_S),
    )


def gains(*changes: tuple[str, int, int]) -> Iterator[Sentence]:
    """Changes (figure, amount, how many make one) in whole euros, kilograms, minutes and kilometres;
    nothing that rounds to none."""
    for name, change, unit in changes:
        amount = whole(abs(change) / unit)
        if amount:
            yield Sentence(f"explained.gain.{name}.{'more' if change > 0 else 'less'}", (("amount", amount),))


def _main(old: Evaluation, new: Evaluation) -> Sentence | None:
    """The part of the cost with the largest change in the direction of the whole, when it is a large one.

    None where the whole is no euro.
    """
    total = new.kpi.cost_cent - old.kpi.cost_cent
    if not whole(abs(total) / 100):
        return None
    sign = 1 if total > 0 else -1
    change = {p: getattr(new.kpi.cost_parts, p) - getattr(old.kpi.cost_parts, p) for p in COST_PARTS}
    part = max(COST_PARTS, key=lambda p: sign * change[p])
    euro, turn = whole(abs(change[part]) / 100), "more" if sign > 0 else "less"
    if not euro or sign * change[part] < MAIN_SHARE * abs(total):
        return None
    return Sentence(f"explained.main.{turn}", (("part", f"explained.part.{part}"), ("euro", euro)))


class Place(NamedTuple):
    """A stop of a judged trip with the time until its window closes."""

    room_s: int
    trip: TripEvaluation
    at: int


def tightest(judged: Evaluation, vehicles: Sequence[str]) -> Place | None:
    """The stop in these vehicles' trips that begins closest before the close of its window.

    None where one of them comes too late: there the plan depends on no margin.
    """
    found = [
        Place(s.window_close_s - s.begin_s, t, i)
        for t in judged.trips
        if t.trip.vehicle in vehicles
        for i, s in enumerate(t.stops)
        if s.stop.order
    ]
    if any(p.room_s < 0 for p in found):
        return None
    return min(found, key=lambda p: (p.room_s, p.trip.trip.vehicle, p.at), default=None)


def depends(world: World, judged: Evaluation, vehicles: Sequence[str]) -> Sentence | None:
    """The smallest margin in these vehicles' trips: to a window's close, or to a battery's reserve."""
    tight = tightest(judged, vehicles)
    if tight is not None and tight.room_s < NARROW_S:
        stop = tight.trip.stops[tight.at]
        minutes = tight.room_s // MINUTE_S
        return Sentence(
            "explained.margin.none" if not minutes else "explained.margin.window",
            (("n", minutes), ("customer", whose_window(world, stop, world.vehicles[tight.trip.trip.vehicle])),
             ("close", clock(stop.window_close_s))),
        )  # fmt: skip
    return _battery_margin(world, [t for t in judged.trips if t.trip.vehicle in vehicles])


def _battery_margin(world: World, trips: list[TripEvaluation]) -> Sentence | None:
    """The truck that comes home with the least above its reserve, when that is little."""
    found: list[tuple[float, str, float]] = []
    for trip in trips:
        class_ = world.vehicles[trip.trip.vehicle].class_
        if class_.drive == "battery" and trip.battery_trace:
            left = trip.battery_trace[-1][1] - class_.battery_wh * world.battery_reserve_share
            found.append((left / class_.battery_wh, trip.trip.vehicle, left))
    share, vehicle, left = min(found, default=(1.0, "", 0.0))
    if not 0 <= share < NARROW_SHARE:
        return None
    name = world.vehicles[vehicle].name
    kwh = whole(left / 1000)
    key = "explained.margin.battery" if kwh else "explained.margin.battery.none"
    return Sentence(key, (("vehicle", name), ("kwh", kwh)))
