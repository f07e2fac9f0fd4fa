"""Generated days that ask everything of the solver, the same on every machine: six kinds of truck, three
zones, windows of one to four hours, cold goods, tail lifts, collections, work between customers, batteries
that do not last the day.

They go through the content layer like any scenario, which refuses an order that no vehicle can carry.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable
from functools import cache

from game.content.geo import load_map
from game.content.load import load_from_files
from game.domain import chance
from game.domain.scenario import Scenario
from game.domain.units import clock

Draw = Callable[[], float]
SIZES = (50, 100, 200, 300)
ORDERS_PER_TRUCK = 8.5
DEPOT = "Assen"
REACH_M = 60_000
CITY = 0.3
"""Share of the orders in Groningen, half of which lies in its zero-emission zone."""
CENTRE = 53.2190, 6.5660
CITIES = ("Groningen", "Assen", "Zwolle")
FLEET = (
    ("rigid19_diesel", "", "tail_lift"),
    ("rigid12_bev", "", "tail_lift"),
    ("ts40_diesel", "", ""),
    ("rigid19_bev", "electric", "tail_lift"),
    ("rigid12_diesel", "diesel", "tail_lift"),
    ("van_bev", "", ""),
    ("rigid19_diesel", "diesel", ""),
)
"""Class, refrigeration, skills; dealt to the trucks in turn."""
TRADES = ("Bakkerij", "Bouwmarkt", "Drogist", "Kaashuis", "Tuincentrum", "Speelhuis", "Fietshal", "Slagerij")
HEADER = (
    "id", "customer", "pickup", "delivery", "kg", "pallets", "pickup_open", "pickup_close", "delivery_open",
    "delivery_close", "needs", "revenue_eur",
)  # fmt: skip
PALLETS = (1, 1, 1, 2, 2, 3, 4, 5)
COLLECTED, BETWEEN, COLD, LIFTED = 0.22, 0.06, 0.15, 0.15


@cache
def rich_scenario(orders: int, seed: int = 1) -> Scenario:
    """A day of so many orders, loaded as from disk."""
    return load_from_files(_files(orders, seed), source="bench")


def _files(orders: int, seed: int) -> dict[str, bytes]:
    draw = chance.stream(seed, f"rich/{orders}").random
    text = b'title = "Meetbank"\nintro = "Voor metingen."\ngoal.1 = "Meten."\n'
    places = [_place(i, draw) for i in range(orders)]
    vehicles = [_vehicle(i) for i in range(math.ceil(orders / ORDERS_PER_TRUCK))]
    words = [_HEAD.format(orders=orders, seed=seed, depot=DEPOT), *places, *vehicles, _CHARGERS]
    return {
        "scenario.toml": "\n".join(words).encode(),
        "orders.csv": _orders(orders, draw).encode(),
        "text/nl.toml": text,
        "text/en.toml": text,
    }


_HEAD = """
format = "ritregie-scenario/1"
id = "rijk-{orders}-{seed}"
version = 1
date = 2026-12-03
world = "roads"
level = 4
minutes = 60
competencies = ["K1"]
temperature_c = 1

[[place]]
id = "dc"
name = "Distributiecentrum"
kind = "depot"
at = "{depot}"

[[zone]]
map = "ze_groningen"
windows = ["05:00-13:00", "18:00-22:00"]

[[zone]]
map = "ze_assen"

[[zone]]
map = "ze_zwolle"
"""

_CHARGERS = """
[[charger]]
place = "dc"
kw = 100
bays = 3

[[charger]]
map = "ch_emmen"
bays = 2

[[charger]]
map = "ch_hoogeveen"
bays = 2
"""


@cache
def _towns() -> tuple[str, ...]:
    """Towns around the depot, largest first."""
    towns = load_map().towns
    home = next(t for t in towns if t.name == DEPOT)
    near = [t for t in towns if math.dist((t.x_m, t.y_m), (home.x_m, home.y_m)) < REACH_M and t.rank < 6]
    return tuple(dict.fromkeys(t.name for t in sorted(near, key=lambda t: (-t.population, t.name))))


def _place(i: int, draw: Draw) -> str:
    name = f'[[place]]\nid = "c{i}"\nname = "{TRADES[i % len(TRADES)]} {i}"\n'
    if draw() < CITY:
        lat, lon = CENTRE[0] + 0.016 * (draw() - 0.5), CENTRE[1] + 0.03 * (draw() - 0.5)
        return f'{name}town = "Groningen"\nlat = {lat:.5f}\nlon = {lon:.5f}\n'
    towns = _towns()
    return f'{name}at = "{towns[int(draw() ** 1.5 * len(towns))]}"\n'


def _vehicle(i: int) -> str:
    kind, cooling, skill = FLEET[i % len(FLEET)]
    lines = [
        f'[[vehicle]]\nid = "T{i + 1:02d}"\nname = "Auto {i + 1}"\nclass = "{kind}"\ndepot = "dc"',
        f'driver = "D{i + 1:02d}"',
    ]
    lines += [f'cooling = "{cooling}"'] if cooling else []
    lines += [f'skills = ["{skill}"]'] if skill else []
    lines += ["start_soc_percent = 70"] if kind.endswith("_bev") else []
    begins = 5 * 60 + 30 * (i % 4)
    hours = f'from = "{clock(60 * begins)}"\nto = "{clock(60 * (begins + 12 * 60))}"'
    lines += [f'[[driver]]\nid = "D{i + 1:02d}"\nname = "Chauffeur {i + 1}"\n{hours}\n']
    return "\n".join(lines)


def _orders(count: int, draw: Draw) -> str:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(HEADER)
    for i in range(count):
        pallets = PALLETS[int(draw() * len(PALLETS))]
        opens = 6 * 60 + 30 * int(14 * draw())
        window = clock(opens * 60), clock((opens + 60 + 30 * int(7 * draw())) * 60)
        kind, need = draw(), draw()
        ends, times = ("dc", f"c{i}"), ("", "", *window)
        if kind < COLLECTED:
            ends, times = (f"c{i}", "dc"), (*window, "", "")
        elif kind < COLLECTED + BETWEEN and i:
            ends, times = (f"c{i - 1}", f"c{i}"), ("06:00", "17:00", "07:00", "18:00")
        needs = "cooling" if need < COLD else "tail_lift" if need < COLD + LIFTED else ""
        kg = pallets * (150 + 10 * int(20 * draw()))
        name = f"{TRADES[i % len(TRADES)]} {i}"
        rows.writerow([f"O{i:03d}", name, *ends, kg, pallets, *times, needs, 40 + 20 * pallets])
    return out.getvalue()
