"""A bound is never above what any legal plan costs: on small worlds with everything that the rules know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product

import pytest

from game.domain import chance
from game.domain.evaluation import Severity
from game.domain.plan import Plan, Stop, Trip
from game.domain.sites import Charger, Partner, Sites, Transfer, Window
from game.domain.world import Action, World
from game.rules.evaluate import evaluate, evaluate_trip
from game.solver.exact_model import Exact
from game.solver.exact_wide import Wide
from game.solver.naive import naive_plan
from game.solver.objective import Objective
from game.solver.proof import prove
from game.solver.proof_floor import UNITS, floor_problem
from game.solver.reload import RELOAD
from game.solver.stops import actions_of
from game.solver.ways import transfers_for, via_by
from tests.solver.solver_worlds import MatrixLegs, scattered
from tests.solver.test_proof import BusyLegs, level

STARTS = (None, 25_000)
BLOCKS = 5


def rich(seed: int) -> World:
    """Two to four orders of every kind; by turns charger, partner, hub, small trucks, traffic, frost."""
    draw = chance.stream(seed, "rich").random
    world = scattered(2 + int(2.5 * draw()), 1 + int(2 * draw()), seed, collect=0.25, direct=0.25,
                      two_ways=seed % 4 == 0)  # fmt: skip
    depot_window = (Window(open_s=0, close_s=86_400),)
    hub = Transfer(
        id="HUB", name="Hub", kind="hub", place="P00", serves=frozenset({"P01"}), windows=depot_window,
        handling_fixed_s=300, handling_per_unit_s=20, cent_fixed=1500.0, cent_per_unit=80.0,
        hub_g_per_t=500.0, onward_m=4000, onward_g_per_tkm=60.0, arrives_s=30_000,
    )  # fmt: skip
    partner = Partner(id="B", name="Buur", cent_fixed=3000 + 9000 * draw(), cent_per_km=90.0, g_per_tkm=90.0,
                      ttw_g_per_tkm=70.0, most_orders=2, until_s=86_400)  # fmt: skip
    plaza = Charger(place="P01", kw=150, bays=1, cent_per_kwh=10 + 40 * draw())
    sites = Sites(
        chargers={"P01": plaza} if seed % 2 else {},
        partners={"B": partner} if seed % 3 == 0 else {},
        transfers={"HUB": hub} if seed % 5 < 2 else {},
    )  # fmt: skip
    vehicles = dict(world.vehicles)
    if seed % 3 == 1:
        small = {
            v: replace(x.class_, capacity=replace(x.class_.capacity, pallets=4)) for v, x in vehicles.items()
        }
        vehicles = {v: replace(x, class_=small[v]) for v, x in vehicles.items()}
    if seed % 5 == 3:
        assert isinstance(world.legs, MatrixLegs)
        world = replace(world, legs=BusyLegs(world.legs, 1.5))
    cheap = {o: replace(x, penalty_cent=int(4000 + 30_000 * draw())) for o, x in world.orders.items()}
    frost = 1.0 + 0.15 * (seed % 2)
    return replace(world, sites=sites, vehicles=vehicles, orders=cheap, winter_factor=frost)


def trips(world: World, vehicle: str, names: tuple[str, ...]) -> Iterator[Trip]:
    """The orders in this sequence, collected at once or all first; by hub, with a second load, a charge."""
    truck = world.vehicles[vehicle]
    for via in ("", *world.sites.transfers):
        stops: list[Stop] = []
        for name in names:
            order = world.orders[name]
            ways = via_by(world, order, truck, via) if via in transfers_for(world, order, truck) else {}
            stops += [Stop(order=name, action=a, via=ways.get(a, "")) for a in actions_of(order, truck)]
        first = sorted(stops, key=lambda s: s.action is Action.DELIVER)
        for made in (stops, first) if stops != first else (stops,):
            extra: list[Stop] = [RELOAD] if len(names) > 1 else []
            extra += [Stop(action=Action.CHARGE, place=c, seconds=1800) for c in world.sites.chargers]
            plain = Trip(vehicle=vehicle, driver=truck.driver, stops=tuple(made))
            yield plain
            for stop, at in product(extra, range(1, len(made))):
                yield replace(plain, stops=(*made[:at], stop, *made[at:]))


def legal_value(world: World, objective: Objective) -> float:
    """The best objective of all legal plans that are tried here."""
    ids = sorted(world.orders)
    best: dict[str, dict[frozenset[str], float]] = {}
    for vehicle in sorted(world.vehicles):
        mine = best[vehicle] = {frozenset[str](): 0.0}
        for count in range(1, len(ids) + 1):
            for names in permutations(ids, count):
                tried = (
                    evaluate_trip(world, replace(t, start_s=s))
                    for t in trips(world, vehicle, names)
                    for s in STARTS
                )
                for judged in tried:
                    if not any(f.severity is Severity.HARD for f in judged.findings):
                        value = objective.value(judged.cost.total(), judged.co2e_g)
                        mine[frozenset(names)] = min(value, mine.get(frozenset(names), value))
    alone: dict[str, float] = {}
    for name in ids:
        plans = [Plan(), *(Plan(given=((name, p),)) for p in world.sites.partners)]
        kpis = [evaluate(world, plan, orders=frozenset({name})).kpi for plan in plans]
        alone[name] = min(objective.value(k.cost_cent, k.co2e_g) for k in kpis)
    found = []
    for parts in product(*best.values()):
        carried = [o for part in parts for o in part]
        if len(carried) == len(set(carried)):
            inside = sum(mine[part] for mine, part in zip(best.values(), parts, strict=True))
            found.append(inside + sum(alone[o] for o in ids if o not in carried))
    return min(found)


def bounds(world: World, objective: Objective) -> list[float]:
    """Both bounds, worked out to the end."""
    problem = floor_problem(world, world.orders, objective)
    found = Wide(problem).bound(10), Exact(problem).solve(10).bound
    return [bound / (UNITS * objective.base_cent) for bound in found]


@pytest.mark.parametrize("block", range(BLOCKS))
def test_no_legal_plan_is_below_a_bound(block: int) -> None:
    """Fifty worlds with windows, two kinds of trucks, charging, second loads, partner, hub, orders from
    customer to customer, cheap buying in, by cost and by CO2e: all that is tried costs at least the bound."""
    for seed in range(10 * block, 10 * block + 10):
        world = rich(seed)
        kpi = evaluate(world, naive_plan(world, world.orders)).kpi
        objective = Objective.against(kpi, (0.0, 0.5, 1.0)[seed % 3])
        least = legal_value(world, objective)
        wide, exact = bounds(world, objective)
        assert wide <= least + 1e-9, seed
        assert exact <= least + 1e-9, seed
        assert exact > 0, seed


def test_a_bound_is_near_what_is_proven() -> None:
    """A bound that is true and says nothing is of no use: here it is within a tenth of the optimum."""
    gaps = []
    for world in (w for w in map(level, range(30)) if len(w.orders) < 5):
        orders = frozenset(world.orders)
        objective = Objective.against(evaluate(world, naive_plan(world, orders)).kpi)
        found = prove(world, orders, objective)
        if found is not None:
            exact = max(bounds(world, objective))
            assert exact <= found.bound + 1e-9
            gaps.append(1 - exact / found.bound)
    assert len(gaps) >= 5
    assert sum(gaps) / len(gaps) < 0.1


def test_worlds_of_this_test_have_everything() -> None:
    """The property is about rich rules: each of them occurs, and some are used by the best plan."""
    worlds = [rich(seed) for seed in range(50)]
    assert any(
        w.sites.chargers and any(v.class_.drive == "battery" for v in w.vehicles.values()) for w in worlds
    )
    assert any(w.sites.partners for w in worlds) and any(w.sites.transfers for w in worlds)
    assert any(len({v.class_.id for v in w.vehicles.values()}) == 2 for w in worlds)
    kinds = {len(actions_of(o, v)) for w in worlds for o in w.orders.values() for v in w.vehicles.values()}
    assert kinds == {1, 2}
