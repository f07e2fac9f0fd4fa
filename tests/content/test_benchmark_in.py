"""A benchmark as a scenario: its cost in euros is the benchmark's distance, and both referees agree."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from game.bench.instances import by_capacity, by_pairs, by_windows
from game.content.formats import read_instance, scenario_out
from game.content.formats.benchmark_in import benchmark_sketch
from game.content.formats.scenario_out import scenario_files
from game.content.load import load_from_files
from game.domain.errors import ContentFault
from game.domain.evaluation import Evaluation, Severity
from game.domain.instance import DEFAULT_CONVENTION, Convention, Customer, Instance
from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, World
from game.rules.classic import Yardstick
from game.rules.evaluate import evaluate

FILES = Path(__file__).parents[3] / "shared" / "routing" / "instances"
SAME = {"capacity_ldm": "capacity", "capacity_kg": "capacity", "capacity_units": "capacity", "late": "late"}


def world_of(instance: Instance, convention: Convention | None = None, orders: int = 0) -> World:
    sketch = benchmark_sketch(instance, id_="b", title="b", source="b", convention=convention, orders=orders)
    return load_from_files(scenario_files(sketch)).system


def judged(instance: Instance, world: World, routes: list[list[int]]) -> Evaluation:
    """The referee of the game on routes of positions in `places`."""
    trips = tuple(
        Trip(
            vehicle=v.id, driver=v.driver, start_s=world.drivers[v.driver].from_s,
            stops=tuple(_stop(instance.places[n]) for n in route),
        )
        for v, route in zip(world.vehicles.values(), routes, strict=False) if route
    )  # fmt: skip
    plan = Plan(trips=tuple(sorted(trips, key=lambda t: t.vehicle)))
    return evaluate(world, plan, orders=frozenset(world.orders))


def _stop(customer: Customer) -> Stop:
    if customer.partner and customer.demand > 0:
        return Stop(order=f"O{customer.number}", action=Action.COLLECT)
    name = customer.partner if customer.partner else customer.number
    return Stop(order=f"O{name}", action=Action.DELIVER)


def hard_rules(found: Evaluation) -> set[str]:
    return {f.rule for f in found.findings if f.severity is Severity.HARD}


def random_routes(instance: Instance, luck: random.Random) -> list[list[int]]:
    """Customers (of pairs both ends, in either place) dealt over a few vehicles, often too many on one."""
    at = {c.number: n for n, c in enumerate(instance.places)}
    routes: list[list[int]] = [[] for _ in range(luck.randint(2, max(2, len(at) // 2)))]
    for n, c in enumerate(instance.places):
        if n and (not c.partner or c.demand > 0):
            route = luck.choice(routes)
            route.insert(luck.randint(0, len(route)), n)
            if c.partner:
                route.insert(luck.randint(route.index(n) + 1, len(route)), at[c.partner])
    return [sorted(r, key=lambda n: instance.places[n].due) if luck.random() < 0.5 else r for r in routes]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("kind", ["windows", "capacity", "pairs"])
def test_two_referees_agree(kind: str, seed: int) -> None:
    """Allowed there is allowed here, by the same rules otherwise, and the cost in euros is the distance."""
    made = {
        "windows": lambda: by_windows(seed, 12),
        "capacity": lambda: by_capacity(seed, 12),
        "pairs": lambda: by_pairs(seed, 6),
    }[kind]()
    instance = replace(made, vehicles=12)
    luck, found = random.Random(seed), DEFAULT_CONVENTION[instance.form]
    if kind == "pairs":
        found = Convention.DIMACS  # exact distances are rounded down to a second, which may allow more
    world = world_of(instance, found)
    for _ in range(5):
        routes = random_routes(instance, luck)
        verdict = Yardstick(instance, found).judge(routes)
        mine = judged(instance, world, routes)
        rules = hard_rules(mine)
        if set(verdict.faults) & {"pair", "missing", "twice"}:
            continue
        assert {SAME.get(r, r) for r in rules} - {"late"} == set(verdict.faults) - {"late"}
        home = {f.rule for f in mine.findings} & {"driver_late"}
        assert bool({"late"} & rules or home) == ("late" in verdict.faults)
        assert mine.kpi.cost_cent == pytest.approx(100 * verdict.distance, abs=len(routes) * 0.51)


def test_no_law_and_no_price_but_distance() -> None:
    """A route of a whole day has no break, no overtime and no cost but its kilometres."""
    instance = by_windows(3, 20, long=True)
    world = world_of(instance)
    one = judged(instance, world, [[1]])
    cost = one.trips[0].cost
    assert cost.total() == cost.distance > 0
    assert one.kpi.overtime_s == 0
    assert not any(f.rule.startswith(("break", "drive", "duty", "work")) for f in one.findings)


def test_demand_of_nothing_and_room_to_the_unit() -> None:
    """Loads of one, exactly filled, and customers who ask nothing: no unit is lost or invented."""
    base = by_windows(1, 6, long=True)
    sizes = (2, 3, 0, 0, 5, 1)
    customers = tuple(
        replace(c, demand=d, ready=0, due=base.depot.due // 2, x=50, y=50 + i)
        for i, (c, d) in enumerate(zip(base.customers, sizes, strict=True))
    )
    instance = replace(base, capacity=10, customers=customers)
    world = world_of(instance)
    assert hard_rules(judged(instance, world, [[1, 2, 3, 4, 5]])) == set()
    assert hard_rules(judged(instance, world, [[1, 2, 3, 4, 5, 6]])) == {"capacity_ldm"}


@pytest.mark.parametrize(("capacity", "step"), [(50_000, 1), (1_000_000, 17)])
def test_large_capacities_are_kilograms(capacity: int, step: int) -> None:
    """What is no loading length is weight; beyond that loads are rounded up and room down."""
    base = by_capacity(2, 8)
    customers = tuple(replace(c, demand=capacity // 3 + c.number) for c in base.customers)
    world = world_of(replace(base, capacity=capacity, customers=customers))
    order = world.orders[f"O{customers[0].number}"]
    assert order.load.kg * step >= customers[0].demand
    assert next(iter(world.vehicles.values())).class_.capacity.kg * step <= capacity


@pytest.mark.parametrize("horizon", [200, 1_000, 3_400, 47_000, 2_000_000])
def test_any_horizon_fits_into_a_day(horizon: int) -> None:
    """Windows keep their order and the depot closes within the clock, however long the file's day is."""
    base = by_windows(4, 8)
    scale = horizon / base.depot.due
    customers = tuple(replace(c, ready=int(c.ready * scale), due=int(c.due * scale)) for c in base.customers)
    instance = replace(base, depot=replace(base.depot, due=horizon), customers=customers)
    world = world_of(instance)
    assert next(iter(world.drivers.values())).to_s <= 21 * 3600
    assert all(w.open_s <= w.close_s for o in world.orders.values() for w in o.delivery_windows)
    assert hard_rules(judged(instance, world, [[1]])) == set()


def test_first_orders_and_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A matrix that is too large says how many orders fit, and so many then do; of pairs both ends stay."""
    monkeypatch.setattr(scenario_out, "MAX_FILE_BYTES", 60_000)
    big = by_windows(1, 60)
    with pytest.raises(ContentFault) as why:
        world_of(big)
    fits = int(dict(why.value.faults[0].values)["orders"])
    assert len(world_of(big, orders=fits).orders) == fits > 30
    some = world_of(by_pairs(2, 8), orders=3)
    assert len(some.orders) == 3
    assert len(some.places) == 7


def solution(path: Path, instance: Instance) -> tuple[list[list[int]], float]:
    """Routes and length of the .sol beside a file; CVRPLIB numbers customers from 1."""
    text = path.with_suffix(".sol").read_text("utf-8")
    routes = [[int(w) for w in line.split(":")[1].split()] for line in text.splitlines() if "oute" in line]
    at = {c.number: i for i, c in enumerate(instance.places)}
    cost = re.search(r"(?im)^cost\s*:?\s*([\d.]+)", text)
    assert cost
    same = path.suffix == ".vrp"
    return (routes if same else [[at[n] for n in route] for route in routes]), float(cost[1])


@pytest.mark.skipif(not FILES.exists(), reason="the benchmark files are not part of the repository")
@pytest.mark.parametrize("name", ["R101.txt", "C204.txt", "RC208.txt", "X-n101-k25.vrp"])
def test_published_solutions_cost_their_length(name: str) -> None:
    """The best known plan of the literature is allowed in the game and costs its published length."""
    path = FILES / name
    form = "vrplib" if path.suffix == ".vrp" else "solomon"
    instance = read_instance(path.read_bytes(), name, form)
    routes, length = solution(path, instance)
    found = judged(instance, world_of(instance), routes)
    assert hard_rules(found) == set()
    assert found.kpi.unplanned == ()
    assert found.kpi.cost_cent / 100 == pytest.approx(length, abs=0.3)
