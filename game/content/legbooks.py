"""Every leg of a world, from the road graph or from an explicit matrix.

`Leg.duration_s` is free flow and orders the alternatives; `Leg.profile` holds the congestion that
planning expects by hour (content/traffic.py). What happens by chance belongs to the day's disruptions.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from functools import cache
from itertools import accumulate, pairwise

from game.content.facts import read_facts
from game.content.geo import Point, load_graph
from game.content.roadpath import RoadPath
from game.content.roads import Network, RoadLegs, Where, route_rules
from game.content.roadsums import Run, Sums
from game.content.traffic import DayFactors, period_factors, profile_of, profile_of_shares, profile_of_spans
from game.domain.travel import NO_PROFILE, Profile
from game.domain.units import split_exactly
from game.domain.world import ClassMetres, Leg

Key = tuple[str, str, str]
_STAY = Leg(distance_m=0, duration_s=0, tolled_m=0, class_m=ClassMetres(), label="-")


@cache
def network(profile: str, on: date) -> Network:
    """The shipped road graph with the times of a profile; shared by all scenarios of a day."""
    return Network(load_graph(), route_rules(read_facts(), profile=profile, on=on))


@cache
def expected_traffic(on: date) -> DayFactors:
    """The shipped congestion factors of a day."""
    return period_factors(read_facts(), on)


class RoadBook:
    """Legs over the shipped road graph; computed when first asked for, then remembered."""

    __slots__ = ("__weakref__", "_fastest", "_known", "_legs", "_on", "_places", "_traffic")

    def __init__(self, places: Mapping[str, Where], on: date, congestion: bool = True) -> None:
        """Places are node ids or RD points. Without `congestion` every hour is free flow."""
        self._places = dict(places)
        self._on = on
        self._traffic = expected_traffic(on) if congestion else None
        self._legs: dict[str, RoadLegs] = {}
        self._known: dict[Key, tuple[Leg, ...]] = {}
        self._fastest: dict[Key, Leg] = {}

    def options(self, profile: str, origin: str, destination: str) -> tuple[Leg, ...]:
        """One to three alternatives; number 0 is the fastest in free flow."""
        key = profile, origin, destination
        found = self._known.get(key)
        if found is None:
            others = self._roads(profile).alternatives(origin, destination)[1:]
            found = self.fastest(*key), *(as_leg(path, self._traffic) for path in others)
            self._known[key] = found
        return found

    def fastest(self, profile: str, origin: str, destination: str) -> Leg:
        """Number 0 alone: most pairs are never asked for another, and a large world has many pairs."""
        key = profile, origin, destination
        leg = self._fastest.get(key)
        if leg is None:
            leg = self._fastest[key] = as_leg(
                self._roads(profile).fastest(origin, destination), self._traffic
            )
        return leg

    def spot(self, place: str) -> Hashable:
        """Places with the same spot have the same legs."""
        return self._places[place]

    def figures(self, profile: str, origin: str, destination: str, *, others: bool) -> tuple[Leg, ...]:
        """As `options`, or the fastest alone, with nothing to draw: quick, and not remembered."""
        ways = self._roads(profile).sums(origin, destination, others=others)
        return tuple(bare_leg(sums, self._traffic) for sums in ways)

    def free_flow_s(self, profile: str, origin: str, destination: str) -> int:
        """Driving seconds of number 0 without congestion; not remembered."""
        return _seconds(self._roads(profile).sums(origin, destination, others=False)[0].runs)

    def shortest_m(self, profile: str, origin: str, destination: str) -> int:
        """Shortest feasible distance in metres."""
        return self._roads(profile).shortest_m(origin, destination)

    def _roads(self, profile: str) -> RoadLegs:
        if profile not in self._legs:
            self._legs[profile] = RoadLegs(network(profile, self._on), self._places)
        return self._legs[profile]


def as_leg(path: RoadPath, traffic: DayFactors | None = None) -> Leg:
    """A way over the graph as the domain's leg; without `traffic` in free flow at every hour."""
    metres = path.class_m
    return Leg(
        distance_m=path.distance_m,
        duration_s=path.duration_s,
        tolled_m=path.tolled_m,
        class_m=ClassMetres(motorway=metres["motorway"], rural=metres["rural"], urban=metres["urban"]),
        roads=path.roads,
        label=path.label,
        path=path.path,
        road_spans=path.road_spans,
        profile=profile_of_spans(path.spans, traffic) if traffic else NO_PROFILE,
    )


def _seconds(runs: Iterable[Run]) -> int:
    """The time of runs, rounded once."""
    return (sum(ms for ms, _ in runs) + 500) // 1000


def bare_leg(sums: Sums, traffic: DayFactors | None = None) -> Leg:
    """The figures of `as_leg` alone; rounding to seconds happens once, on running totals."""
    ends = [(ms + 500) // 1000 for ms in accumulate((ms for ms, _ in sums.runs), initial=0)]
    profile = NO_PROFILE
    if traffic:
        factors = [traffic.of(peak) for _, peak in sums.runs]
        lasts = [b - a for a, b in pairwise(ends)]
        profile = profile_of(zip(lasts, factors, strict=True), traffic.borders_s)
    return Leg(
        distance_m=sums.distance_m,
        duration_s=ends[-1],
        tolled_m=sums.tolled_m,
        class_m=ClassMetres(motorway=sums.motorway_m, rural=sums.rural_m, urban=sums.urban_m),
        profile=profile,
    )


class MatrixBook:
    """Legs that the scenario gives itself."""

    __slots__ = ("_options", "_shortest")

    def __init__(self, options: Mapping[Key, tuple[Leg, ...]], shortest: Mapping[Key, int]) -> None:
        self._options = dict(options)
        self._shortest = dict(shortest)

    def options(self, profile: str, origin: str, destination: str) -> tuple[Leg, ...]:
        """The alternatives in the order of the file; number 0 is the fastest."""
        return (_STAY,) if origin == destination else self._options[profile, origin, destination]

    def fastest(self, profile: str, origin: str, destination: str) -> Leg:
        """Number 0 of the file's alternatives."""
        return self.options(profile, origin, destination)[0]

    def shortest_m(self, profile: str, origin: str, destination: str) -> int:
        """Shortest feasible distance in metres, as given or the shortest alternative."""
        return 0 if origin == destination else self._shortest[profile, origin, destination]

    def has(self, profile: str, origin: str, destination: str) -> bool:
        """Whether the matrix knows this pair."""
        return origin == destination or (profile, origin, destination) in self._options


def matrix_leg(
    *,
    distance_m: int,
    duration_s: int,
    tolled_m: int,
    shares: tuple[float, float, float],
    road: str,
    label: str,
    ends: tuple[Point, Point],
    congestion: bool = False,
    on: date | None = None,
) -> Leg:
    """A given leg; class metres add up exactly; drawn as a straight line.

    With `congestion` (which needs the day `on`) it takes the factors of the road graph: approximate,
    see `profile_of_shares`. Raises ValueError for `congestion` without a day.
    """
    motorway, rural, urban = split_exactly(distance_m, shares)
    return Leg(
        distance_m=distance_m,
        duration_s=duration_s,
        tolled_m=tolled_m,
        class_m=ClassMetres(motorway=motorway, rural=rural, urban=urban),
        roads=((road, distance_m),) if road else (),
        label=label or road or "-",
        path=ends,
        road_spans=((road, 0.0, 1.0),) if road else (),
        profile=_given_profile(duration_s, shares, on) if congestion else NO_PROFILE,
    )


def _given_profile(duration_s: int, shares: tuple[float, float, float], on: date | None) -> Profile:
    """Shares of distance become shares of time by the free-flow speeds of a truck."""
    if on is None:
        raise ValueError("congestion needs the day")
    facts = read_facts()
    speeds = [facts.number(f"speed.truck.{road_class}", on) for road_class in ("m", "n", "u")]
    motorway, rural, urban = (share / kmh for share, kmh in zip(shares, speeds, strict=True))
    return profile_of_shares(duration_s, (motorway, rural, urban), expected_traffic(on))
