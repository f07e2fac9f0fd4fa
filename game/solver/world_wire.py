"""A world as JSON and back: everything that a plan of these orders is judged on, and no roads to draw.

Legs travel as tables (`leg_wire`) over the places that a plan can touch, with the hours' driving times;
what only a screen shows (the path on the map, road names, the origin of each figure) stays at home. So a
judgement over there has the same figures to the cent, gram and second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from math import dist
from typing import Any, get_type_hints

from game.domain.plan import Plan
from game.domain.world import World
from game.rules.schedule import legs_places
from game.solver import wire
from game.solver.leg_wire import LegTable, write_legs

APART = frozenset({"legs", "sources"})
ALL_ROADS, NEAR_PLACES = 120, 30
"""Places up to which every road travels; of more, the number of near ones to which it does."""
TRUCK = "truck"
"""Whose distance a partner's price goes by."""

def write_world(world: World, plan: Plan) -> dict[str, Any]:
    """The world for plans of all its orders; `plan` is one that it may have to judge, with its own places."""
    return {
        "world": {f.name: wire.write(getattr(world, f.name)) for f in fields(World) if f.name not in APART},
        "legs": _write_legs(world, plan),
    }


def read_world(plain: Any) -> World:
    """The world again. Raises ValueError, TypeError or KeyError for anything else."""
    values = {
        f.name: wire.read(_HINTS[f.name], plain["world"][f.name])
        for f in fields(World)
        if f.name not in APART
    }
    return World(**values, sources={}, legs=_read_legs(plain["legs"]))


_HINTS = get_type_hints(World)


def _places(world: World, plan: Plan) -> list[str]:
    """Where a truck can come, in a fixed order."""
    found = [v.depot for v in world.vehicles.values()]
    found += [place for o in world.orders.values() for place in (o.pickup, o.delivery)]
    found += [t.place for t in world.sites.transfers.values()]
    found += [*world.sites.chargers]
    found += [s.place for t in plan.trips for s in t.stops if s.place]
    return list(dict.fromkeys(found))


def _distances(world: World) -> Iterator[tuple[str, str]]:
    """Pairs whose shortest distance counts: an order's ends, and the transfers between."""
    for order in world.orders.values():
        yield order.pickup, order.delivery
        for transfer in world.sites.transfers.values():
            yield order.pickup, transfer.place
            yield transfer.place, order.delivery


def _near(world: World, plan: Plan, places: list[str]) -> frozenset[tuple[str, str]] | None:
    """Pairs whose other roads travel too, in a world so large that all of them would take twice as long:
    from and to depots, transfers and chargers, between near places, and what the plan drives. None: all."""
    if len(places) <= ALL_ROADS:
        return None
    spot = {p: (world.places[p].x_m, world.places[p].y_m) for p in places}
    hubs = {v.depot for v in world.vehicles.values()} | {*world.sites.chargers}
    hubs |= {t.place for t in world.sites.transfers.values()}
    found = {pair for hub in sorted(hubs) for p in places for pair in ((hub, p), (p, hub))}
    for a in places:
        ranked = sorted(places, key=lambda b: (dist(spot[a], spot[b]), b))
        found |= {(a, b) for b in ranked[:NEAR_PLACES]}
    for trip in plan.trips:
        found |= set(pairwise(legs_places(world, trip)))
    return frozenset(found)


def _write_legs(world: World, plan: Plan) -> dict[str, Any]:
    places = _places(world, plan)
    used = sorted({v.class_.profile for v in world.vehicles.values()})
    profiles = sorted({*used, TRUCK})
    pairs = list(dict.fromkeys(_distances(world)))
    shortest = [[world.legs.shortest_m(profile, a, b) for a, b in pairs] for profile in profiles]
    return {
        **write_legs(world.legs, places, used, _near(world, plan, places)),
        "pairs": pairs, "distance_profiles": profiles, "shortest": shortest,
    }  # fmt: skip


def _read_legs(plain: Any) -> LegTable:
    shortest = {
        (profile, a, b): metres
        for profile, row in zip(plain["distance_profiles"], plain["shortest"], strict=True)
        for (a, b), metres in zip(plain["pairs"], row, strict=True)
    }
    return LegTable(plain, shortest)
