"""The referee of benchmark instances and the whole numbers that searches get."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from game.bench.instances import by_capacity, by_pairs, by_windows
from game.content.formats import read_instance
from game.domain.instance import DEFAULT_CONVENTION, Convention, Customer, Instance
from game.rules.classic import Yardstick
from game.solver.classic.frame import make_frame

SHARED = Path(__file__).parents[4] / "shared" / "routing" / "instances"
DEPOT = Customer(number=0, x=0, y=0, demand=0, ready=0, due=100)


def small(*customers: Customer, **more: object) -> Instance:
    """A few customers around a depot in the corner."""
    base = Instance(
        name="small", form="solomon", capacity=10, vehicles=2, depot=DEPOT, customers=tuple(customers)
    )
    return replace(base, **more)  # type: ignore[arg-type]


def at(number: int, x: float, y: float, **more: int) -> Customer:
    """A customer that wants 4 at any time of the day."""
    return Customer(**{"number": number, "x": x, "y": y, "demand": 4, "due": 100, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("convention", "distance"),
    [(Convention.DIMACS, 2 * 1.4), (Convention.ROUNDED, 2 * 1), (Convention.EXACT, 2 * 2**0.5)],
)
def test_a_distance_is_what_its_convention_says(convention: Convention, distance: float) -> None:
    """A diagonal of one is 1.4 cut off, 1 rounded, 1.41421 exactly: results compare only within one."""
    verdict = Yardstick(small(at(1, 1, 1)), convention).judge([[1]])
    assert verdict.distance == pytest.approx(distance, abs=1e-6)
    assert verdict.faults == ()


@pytest.mark.parametrize(
    ("routes", "fault"),
    [
        ([[1, 2], [3]], ()),
        ([[1, 2, 3]], ("capacity",)),
        ([[1, 2]], ("missing",)),
        ([[1, 2], [3, 1]], ("twice",)),
        ([[1], [2], [3]], ("vehicles",)),
    ],
)
def test_what_is_wrong_with_routes_is_named(routes: list[list[int]], fault: tuple[str, ...]) -> None:
    """The referee names overload, the forgotten, the doubly visited and a vehicle too many."""
    three = small(at(1, 3, 4), at(2, 6, 8), at(3, 0, 5))
    assert Yardstick(three, Convention.EXACT).judge(routes).faults == fault


@pytest.mark.parametrize(("due", "faults"), [(5, ()), (4, ("late",))])
def test_just_in_time_is_in_time(due: int, faults: tuple[str, ...]) -> None:
    """A window that closes at the very moment of arrival is met; one unit earlier it is not."""
    verdict = Yardstick(small(at(1, 3, 4, due=due)), Convention.EXACT).judge([[1]])
    assert verdict.faults == faults


@pytest.mark.parametrize(("limit", "faults"), [(22, ()), (21, ("limit",))])
def test_the_longest_route_counts_service_too(limit: int, faults: tuple[str, ...]) -> None:
    """TSPLIB's DISTANCE bounds driving and service together."""
    one = small(at(1, 6, 8, service=2), route_limit=limit)
    assert Yardstick(one, Convention.EXACT).judge([[1]]).faults == faults


@pytest.mark.parametrize(("route", "faults"), [([1, 2], ()), ([2, 1], ("pair",))])
def test_a_pair_is_collected_before_it_is_delivered(route: list[int], faults: tuple[str, ...]) -> None:
    """Pairs ride together and in their sequence."""
    pair = small(at(1, 3, 4, partner=2), at(2, 6, 8, demand=-4, partner=1))
    assert Yardstick(pair, Convention.EXACT).judge([route]).faults == faults


@pytest.mark.parametrize("seed", range(6))
def test_made_instances_can_be_solved(seed: int) -> None:
    """Every made instance has a solution: a vehicle for each customer or pair breaks only the fleet."""
    for instance in (by_capacity(seed, 40), by_windows(seed, 40), by_pairs(seed, 20)):
        place = {c.number: n for n, c in enumerate(instance.places)}
        ends = [[place[c.number], place[c.partner]] if c.partner else [place[c.number]]
                for c in instance.customers if c.demand > 0]  # fmt: skip
        faults = Yardstick(instance, DEFAULT_CONVENTION[instance.form]).judge(ends).faults
        assert set(faults) <= {"vehicles"}, (instance.name, faults)


def test_searched_durations_are_never_too_short() -> None:
    """Exact distances are searched in whole numbers that no real time exceeds: what is found is allowed."""
    instance = by_pairs(3, 10)
    yard = Yardstick(instance, Convention.EXACT)
    unit, _, duration = yard.tables()
    for real, whole in zip(yard.legs, duration, strict=True):
        assert all(r * unit <= w + 1e-6 * unit and w - r * unit < 1 for r, w in zip(real, whole, strict=True))


def test_fewest_vehicles_come_first_for_pairs() -> None:
    """A vehicle costs a search of pairs more than any detour saves."""
    frame = make_frame(by_pairs(1, 10), Convention.EXACT)
    assert frame.vehicle_cost > 4 * max(map(max, frame.distance))
    assert make_frame(by_windows(1, 20), Convention.DIMACS).vehicle_cost == 0


@pytest.mark.skipif(not SHARED.exists(), reason="needs the published files beside the repository")
@pytest.mark.parametrize(
    ("name", "form", "best"), [("RC208.txt", "solomon", 776.1), ("X-n101-k25.vrp", "vrplib", 27591.0)]
)
def test_published_solutions_are_worth_what_is_published(name: str, form: str, best: float) -> None:
    """The stored best known solution has exactly its published distance under the referee."""
    instance = read_instance((SHARED / name).read_bytes(), name, form)
    lines = (SHARED / name).with_suffix(".sol").read_text(encoding="utf-8").splitlines()
    routes = [[int(c) for c in line.partition(":")[2].split()] for line in lines if line.startswith("Route")]
    verdict = Yardstick(instance, DEFAULT_CONVENTION[form]).judge(routes)
    assert (verdict.distance, verdict.faults) == (best, ())
