"""Proven means proven: an independent enumeration never finds a better plan, with and without traffic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product

import pytest

from game.domain import chance
from game.domain.evaluation import Severity
from game.domain.plan import Trip
from game.domain.travel import Profile
from game.domain.world import Leg, World
from game.rules.evaluate import evaluate, evaluate_trip
from game.solver.naive import naive_plan
from game.solver.objective import Objective
from game.solver.proof import prove
from game.solver.proof_starts import least_s, never_slower
from game.solver.reload import RELOAD
from game.solver.stops import Spot, empty_trip, with_order
from tests.solver.solver_worlds import MatrixLegs, scattered

STARTS = (None, 20_000, 30_000)
MOST_RELOADED = 3


class BusyLegs:
    """The legs of a world with a morning and an evening peak."""

    def __init__(self, legs: MatrixLegs, slow: float) -> None:
        self.legs, self.slow = legs, slow

    def options(self, profile: str, origin: str, destination: str) -> tuple[Leg, ...]:
        """Every alternative with the same peaks."""
        return tuple(self._busy(leg) for leg in self.legs.options(profile, origin, destination))

    def fastest(self, profile: str, origin: str, destination: str) -> Leg:
        """Number 0."""
        return self.options(profile, origin, destination)[0]

    def shortest_m(self, profile: str, origin: str, destination: str) -> int:
        """As in free flow."""
        return self.legs.shortest_m(profile, origin, destination)

    def _busy(self, leg: Leg) -> Leg:
        if not leg.duration_s:
            return leg
        free, peak = leg.duration_s, round(leg.duration_s * self.slow)
        morning = (23_400, free), (27_000, peak), (32_400, peak), (36_000, free)
        points = (*morning, (57_600, free), (61_200, peak), (66_600, free))
        return replace(leg, profile=Profile.of(points))


def level(seed: int) -> World:
    """One to six orders, one or two trucks (the last on a battery), cheap and dear to buy in; every second
    one with traffic, every third with two roads, every fourth with so little room that second loads pay. Few
    orders: some go from customer to customer."""
    draw = chance.stream(seed, "level").random
    orders = 1 + int(draw() ** 3 * 6)
    world = scattered(
        orders, 1 + int(2 * draw()), seed, collect=0.15, direct=0.3 if orders < 4 else 0.0,
        two_ways=seed % 3 == 0 and orders < 4,
    )  # fmt: skip
    prices = {o: replace(x, penalty_cent=int(5_000 + 35_000 * draw())) for o, x in world.orders.items()}
    room = {
        v: replace(x.class_, capacity=replace(x.class_.capacity, pallets=5 if seed % 4 == 1 else 18))
        for v, x in world.vehicles.items()
    }
    trucks = {v: replace(x, class_=room[v]) for v, x in world.vehicles.items()}
    world = replace(world, orders=prices, vehicles=trucks)
    if seed % 2:
        assert isinstance(world.legs, MatrixLegs)
        world = replace(world, legs=BusyLegs(world.legs, 1.3 + 0.4 * draw()))
    return world


def with_a_reload(trip: Trip) -> Iterator[Trip]:
    """The trip, and of a short one each with a second load on the way."""
    yield trip
    for at in range(1, len(trip.stops)) if len(trip.stops) <= MOST_RELOADED else ():
        yield replace(trip, stops=(*trip.stops[:at], RELOAD, *trip.stops[at:]))


def enumerated(world: World) -> tuple[int, int]:
    """Hard findings and cents of the best plan by sequences and starts alone; shares no code with `proof`."""
    ids = sorted(world.orders)
    best: list[dict[frozenset[str], tuple[int, int]]] = []
    for vehicle in (world.vehicles[v] for v in sorted(world.vehicles)):
        mine: dict[frozenset[str], tuple[int, int]] = {frozenset(): (0, 0)}
        for count in range(1, len(ids) + 1):
            for sequence in permutations(ids, count):
                trip = empty_trip(vehicle)
                for name in sequence:
                    trip = with_order(trip, world.orders[name], vehicle, Spot(len(trip.stops)))
                for made, start_s in product(with_a_reload(trip), STARTS):
                    judged = evaluate_trip(world, replace(made, start_s=start_s))
                    hard = sum(f.severity is Severity.HARD for f in judged.findings)
                    key = hard, judged.cost.total()
                    mine[frozenset(sequence)] = min(mine.get(frozenset(sequence), (99, 0)), key)
        best.append(mine)
    found: list[tuple[int, int]] = []
    for parts in product(*best):
        carried = [o for part in parts for o in part]
        if len(carried) == len(set(carried)):
            keys = [mine[part] for mine, part in zip(best, parts, strict=True)]
            left = sum(world.orders[o].penalty_cent for o in ids if o not in carried)
            found.append((sum(k[0] for k in keys), sum(k[1] for k in keys) + left))
    return min(found)


@pytest.mark.parametrize("block", range(10))
def test_enumeration_never_beats_a_proven_plan(block: int) -> None:
    """Fifty generated levels: what is called proven is at least as good as every plan that is tried here."""
    proven = 0
    for seed in range(5 * block, 5 * block + 5):
        world = level(seed)
        orders = frozenset(world.orders)
        naive = evaluate(world, naive_plan(world, orders)).kpi
        found = prove(world, orders, Objective.against(naive))
        if found is None:
            continue
        proven += 1
        kpi = evaluate(world, found.plan).kpi
        assert (kpi.hard, kpi.cost_cent) <= enumerated(world), seed
    assert proven > 0


def test_a_small_day_with_traffic_is_proven() -> None:
    """Congestion is no reason to give up: three orders in the morning peak."""
    world = scattered(3, 2, 5, collect=0.0, direct=0.0)
    assert isinstance(world.legs, MatrixLegs)
    world = replace(world, legs=BusyLegs(world.legs, 1.6))
    naive = evaluate(world, naive_plan(world, world.orders)).kpi
    found = prove(world, frozenset(world.orders), Objective.against(naive))
    assert found is not None
    best = evaluate(world, found.plan).kpi
    for trip in found.plan.trips:
        judged = evaluate_trip(world, trip)
        for shift_s in (*range(-3600, 3601, 300), -1, 1):
            plan = found.plan.with_trip(replace(trip, start_s=judged.start_s + shift_s))
            other = evaluate(world, plan).kpi
            assert (best.hard, best.cost_cent) <= (other.hard, other.cost_cent)


def test_least_driving_time_between_two_departures() -> None:
    """The bound's heart: no departure between the two is faster, over midnight as well."""
    leg = BusyLegs(MatrixLegs(scattered(2, 1, 1).places), 1.5).fastest("truck", "P00", "P01")
    for first, last in ((0, 10), (20_000, 30_000), (30_000, 40_000), (80_000, 90_000), (0, 86_400)):
        assert least_s(leg, first, last) == min(leg.duration_at(t) for t in range(first, last + 1))


def test_never_slower_looks_at_every_hour() -> None:
    """A road that is faster at night only does not beat one that is faster in the peak."""
    free = Leg(distance_m=1, duration_s=100, tolled_m=0, class_m=BusyLegs(
        MatrixLegs(scattered(2, 1, 1).places), 1.5).fastest("truck", "P00", "P01").class_m)  # fmt: skip
    busy = replace(free, duration_s=90, profile=Profile.of([(1000, 90), (2000, 120), (3000, 90)]))
    quick = replace(free, duration_s=80, profile=Profile.of([(1000, 80), (2000, 110), (3000, 80)]))
    assert not never_slower(busy, free) and not never_slower(free, busy)
    assert never_slower(quick, busy) and not never_slower(busy, quick)
