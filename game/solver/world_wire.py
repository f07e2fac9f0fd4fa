"""A world as JSON and back: everything that a plan of these orders is judged on, and no roads to draw.

Legs travel as a table over the places that a plan can touch, with the hours' driving times; what only a
screen shows (the path on the map, road names, the origin of each figure) stays at home. So a judgement over
there has the same figures to the cent, gram and second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import pairwise
from math import dist
from typing import Any, get_type_hints

from game.domain.plan import Plan
from game.domain.travel import NO_PROFILE, Profile
from game.domain.world import ClassMetres, Leg, World
from game.rules.schedule import legs_places
from game.solver import wire

APART = frozenset({"legs", "sources"})
ALL_ROADS, NEAR_PLACES = 120, 30
"""Places up to which every road travels; of more, the number of near ones to which it does."""
TRUCK = "truck"
"""Whose distance a partner's price goes by."""

Key = tuple[str, str, str]


class LegTable:
    """Legs by profile and pair of places, as they were sent."""

    def __init__(self, legs: dict[Key, tuple[Leg, ...]], shortest: dict[Key, int]) -> None:
        self._legs, self._shortest = legs, shortest

    def options(self, profile: str, origin: str, destination: str) -> tuple[Leg, ...]:
        """The alternatives; number 0 is the fastest."""
        return self._legs[profile, origin, destination]

    def fastest(self, profile: str, origin: str, destination: str) -> Leg:
        """Number 0 alone."""
        return self._legs[profile, origin, destination][0]

    def shortest_m(self, profile: str, origin: str, destination: str) -> int:
        """Shortest feasible distance in metres."""
        return self._shortest[profile, origin, destination]


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
    """Pairs whose other roads travel too, in a world so large that all of them would take a minute: from
    and to depots, transfers and chargers, between near places, and what the plan drives. None: all."""
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
    near = _near(world, plan, places)

    def roads(profile: str, a: str, b: str) -> tuple[Leg, ...]:
        if near is None or (a, b) in near:
            return world.legs.options(profile, a, b)
        return (world.legs.fastest(profile, a, b),)

    profiles = sorted({v.class_.profile for v in world.vehicles.values()} | {TRUCK})
    known: dict[Profile, int] = {}
    used = sorted({v.class_.profile for v in world.vehicles.values()})
    legs = [
        [_write_options(roads(profile, a, b), known) for a in places for b in places]
        for profile in used
    ]
    pairs = list(dict.fromkeys(_distances(world)))
    shortest = [[world.legs.shortest_m(profile, a, b) for a, b in pairs] for profile in profiles]
    return {
        "places": places, "profiles": used, "legs": legs,
        "times": [[list(p.starts), list(p.durations)] for p in known],
        "pairs": pairs, "distance_profiles": profiles, "shortest": shortest,
    }  # fmt: skip


def _write_options(options: Iterable[Leg], known: dict[Profile, int]) -> list[list[int]]:
    return [
        [
            leg.distance_m, leg.duration_s, leg.tolled_m, leg.class_m.motorway, leg.class_m.rural,
            leg.class_m.urban, known.setdefault(leg.profile, len(known)) if leg.profile else -1,
        ]
        for leg in options
    ]  # fmt: skip


def _read_legs(plain: Any) -> LegTable:
    times = [Profile(starts=tuple(starts), durations=tuple(lasts)) for starts, lasts in plain["times"]]
    places: list[str] = plain["places"]
    pairs = [(a, b) for a in places for b in places]
    known: dict[tuple[int, ...], Leg] = {}
    legs = {
        (profile, a, b): tuple(_read_leg(tuple(values), times, known) for values in options)
        for profile, table in zip(plain["profiles"], plain["legs"], strict=True)
        for (a, b), options in zip(pairs, table, strict=True)
    }
    shortest = {
        (profile, a, b): metres
        for profile, row in zip(plain["distance_profiles"], plain["shortest"], strict=True)
        for (a, b), metres in zip(plain["pairs"], row, strict=True)
    }
    return LegTable(legs, shortest)


def _read_leg(values: tuple[int, ...], times: list[Profile], known: dict[tuple[int, ...], Leg]) -> Leg:
    """A leg; equal ones are one object."""
    leg = known.get(values)
    if leg is None:
        distance_m, duration_s, tolled_m, motorway, rural, urban, number = values
        leg = known[values] = Leg(
            distance_m=distance_m, duration_s=duration_s, tolled_m=tolled_m,
            class_m=ClassMetres(motorway=motorway, rural=rural, urban=urban),
            profile=times[number] if number >= 0 else NO_PROFILE,
        )  # fmt: skip
    return leg
