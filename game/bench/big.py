"""The measuring world: 25 trucks and 300 orders on the shipped map, the same on every machine.

It goes through the content layer like any scenario, so that what is measured is what is played.
"""

from __future__ import annotations

import math
from functools import cache

from game.content.geo import load_map
from game.content.load import load_from_files
from game.domain import chance
from game.domain.plan import Plan, Stop, Trip
from game.domain.scenario import Scenario
from game.domain.units import clock
from game.domain.world import Action, World

ORDERS, VEHICLES, SEED = 300, 25, 1
_HOME = "Assen"
_REACH_M = 55_000
_CLASSES = ("rigid19_diesel", "rigid12_diesel", "ts40_diesel", "rigid12_bev", "rigid19_diesel")
_NAMES = "Bakkerij", "Bouwmarkt", "Drogist", "Kaashuis", "Tuincentrum", "Speelhuis", "Fietshal", "Slagerij"
_DRIVERS = "Aukje", "Berend", "Corrie", "Derk", "Eltje", "Fokke", "Geesje", "Harm", "Ineke", "Jorrit"


@cache
def big_scenario(orders: int = ORDERS, vehicles: int = VEHICLES, seed: int = SEED) -> Scenario:
    """The scenario, loaded as from disk."""
    return load_from_files(_files(orders, vehicles, seed), source="bench")


def _files(orders: int, vehicles: int, seed: int) -> dict[str, bytes]:
    towns = _towns()
    draw = chance.stream(seed, "bench").random
    picks = [towns[int(draw() * draw() * len(towns))] for _ in range(orders)]  # more in large towns
    words = [*_scenario(vehicles), *(_place(f"c{i}", i, town) for i, town in enumerate(picks))]
    rows = [
        "id,customer,pickup,delivery,kg,pallets,delivery_open,delivery_close,delivery_service_min,revenue_eur"
    ]
    for i, town in enumerate(picks):
        pallets = 1 + int(3 * draw())
        opens = 7 * 60 + 30 * int(12 * draw())
        closes = opens + 120 + 30 * int(5 * draw())
        times = f"{clock(opens * 60)},{clock(closes * 60)},{8 + int(8 * draw())}"
        rows.append(
            f"O{i:03d},{_name(i, town)},dc,c{i},{250 * pallets},{pallets},{times},{60 + 20 * pallets}"
        )
    text = b'title = "Meetbank"\nintro = "Voor metingen."\ngoal.1 = "Meten."\n'
    return {
        "scenario.toml": "\n".join(words).encode(),
        "orders.csv": ("\n".join(rows) + "\n").encode(),
        "text/nl.toml": text,
        "text/en.toml": text,
    }


def _towns() -> list[str]:
    """Towns around the depot, largest first."""
    towns = load_map().towns
    home = next(t for t in towns if t.name == _HOME)
    near = [t for t in towns if math.dist((t.x_m, t.y_m), (home.x_m, home.y_m)) < _REACH_M and t.rank < 6]
    names: dict[str, None] = dict.fromkeys(
        t.name for t in sorted(near, key=lambda t: (-t.population, t.name))
    )
    return list(names)


def _name(i: int, town: str) -> str:
    return f"{_NAMES[i % len(_NAMES)]} {town}"


def _place(place: str, i: int, town: str) -> str:
    return f'[[place]]\nid = "{place}"\nname = "{_name(i, town)}"\nat = "{town}"\n'


def _scenario(vehicles: int) -> list[str]:
    parts = [
        'format = "ritregie-scenario/1"\nid = "meetbank"\nversion = 1\ndate = 2026-11-24\nworld = "roads"',
        'level = 3\nminutes = 60\ncompetencies = ["K1"]',
        f'[[place]]\nid = "dc"\nname = "Distributiecentrum"\nkind = "depot"\nat = "{_HOME}"\n',
    ]
    for i in range(vehicles):
        kind = _CLASSES[i % len(_CLASSES)]
        parts.append(
            f'[[vehicle]]\nid = "T{i + 1:02d}"\nname = "Auto {i + 1}"\nclass = "{kind}"\n'
            f'depot = "dc"\ndriver = "D{i + 1:02d}"\n'
        )
        name = f"{_DRIVERS[i % len(_DRIVERS)]} {'ABCDEFGHIJ'[i // len(_DRIVERS)]}."
        parts.append(f'[[driver]]\nid = "D{i + 1:02d}"\nname = "{name}"\nfrom = "05:30"\nto = "19:00"\n')
    parts.append(
        '[[disruption]]\nkind = "jam"\nsubject = "A28"\nfact = "recurrent_peak_jam"\n'
        'from = "07:00"\nto = "09:00"\n'
    )
    return parts


def sweep_plan(world: World) -> Plan:
    """Orders by direction from the depot dealt to the vehicles, each trip by opening of its windows.

    Not a good plan: a full one, with waiting, late stops and findings, as a judge must face.
    """
    depot = world.places[next(iter(world.vehicles.values())).depot]

    def angle(order: str) -> tuple[float, str]:
        place = world.places[world.orders[order].delivery]
        return math.atan2(place.y_m - depot.y_m, place.x_m - depot.x_m), order

    ranked = sorted(world.orders, key=angle)
    names = sorted(world.vehicles)
    plan = Plan()
    for i, name in enumerate(names):
        mine = ranked[len(ranked) * i // len(names) : len(ranked) * (i + 1) // len(names)]
        mine.sort(key=lambda o: (world.orders[o].delivery_windows[0].open_s, o))
        stops = tuple(Stop(order=o, action=Action.DELIVER) for o in mine)
        plan = plan.with_trip(Trip(vehicle=name, driver=world.vehicles[name].driver, stops=stops))
    return plan
