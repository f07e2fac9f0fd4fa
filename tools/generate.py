"""`python -m tools generate OUT --orders N --vehicles N --seed N`: a random scenario on the map, seeded.

The same arguments always give the same bytes, and the result always loads. Windows are random:
whether every order can be served is for the solver to find out.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from game.content.geo import load_graph, load_map, to_wgs84
from game.content.limits import MAX_ORDERS, MAX_VEHICLES
from game.content.load import load_from_files
from game.domain.chance import stream

DEPOT = "veendam"
RADIUS_M = 60_000
CLASSES = ("rigid19_diesel", "ts40_diesel", "rigid12_diesel", "rigid19_bev")
NAMES = ("Anna", "Bouke", "Cora", "Doeke", "Els", "Folkert", "Gea", "Harm", "Inge", "Jurjen")
TRADES = ("Bouwmarkt", "Drukkerij", "Kwekerij", "Fietsen", "Meubels", "Slagerij", "Techniek", "Wol")
HEADER = (
    "id", "customer", "pickup", "delivery", "kg", "pallets", "pickup_open", "pickup_close", "delivery_open",
    "delivery_close", "revenue_eur",
)  # fmt: skip
PALLETS = (1, 1, 1, 1, 2, 2, 3, 4, 5, 8)
WINDOWS = ((8, 12), (8, 17), (8, 17), (7, 15), (9, 11), (13, 16))


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A made-up address near a town."""

    id: str
    name: str
    town: str
    lat: float
    lon: float


def run(arguments: Sequence[str]) -> int:
    """Write a scenario folder; 0 done, 2 bad input."""
    parser = argparse.ArgumentParser(prog="python -m tools generate", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--orders", type=int, default=40)
    parser.add_argument("--vehicles", type=int, default=0, help="0: one for every eight orders")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(list(arguments))
    vehicles = chosen.vehicles or -(-chosen.orders // 8)
    if not (1 <= chosen.orders <= MAX_ORDERS and 1 <= vehicles <= MAX_VEHICLES):
        print(f"--orders 1-{MAX_ORDERS}, --vehicles 1-{MAX_VEHICLES}")
        return 2
    files = generate(chosen.orders, chosen.seed, vehicles)
    for name, data in files.items():
        place = chosen.out / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    print(f"{chosen.out}: {chosen.orders} orders, {vehicles} vehicles, seed {chosen.seed}")
    return 0


def generate(size: int, seed: int, vehicles: int) -> dict[str, bytes]:
    """The files of a random scenario: `size` orders, about a third of them collections."""
    luck = stream(seed, f"generate/{size}/{vehicles}")
    name = f"random-{size}-{vehicles}-{seed}"
    customers = [_customer(luck, i) for i in range(1, size + 1)]
    files = {
        "scenario.toml": _scenario(name, customers, vehicles).encode(),
        "orders.csv": _orders(luck, customers).encode(),
        "text/nl.toml": _text("Willekeurig", f"{size} orders, {vehicles} auto's, nummer {seed}.", "Plan ze."),
        "text/en.toml": _text("Random", f"{size} orders, {vehicles} vehicles, seed {seed}.", "Plan them."),
        "NOTES.md": b"# Generated\nMade by `python -m tools generate`; every figure is random or a fact.\n",
    }
    load_from_files(files, source=name)
    return files


def _pick(luck: Random, choices: Sequence[object]) -> int:
    """Index by `Random.random` alone, the one method that stays the same between Pythons."""
    return int(luck.random() * len(choices))


def _towns() -> list[tuple[str, int, int]]:
    depot = load_graph().find(DEPOT)
    near = [
        (town.name, town.x_m, town.y_m)
        for town in load_map().towns
        if town.population >= 1500
        and (town.x_m - depot.x_m) ** 2 + (town.y_m - depot.y_m) ** 2 <= RADIUS_M**2
        and '"' not in town.name
    ]
    return sorted(near)


def _customer(luck: Random, number: int) -> Customer:
    towns = _towns()
    town, x_m, y_m = towns[_pick(luck, towns)]
    lat, lon = to_wgs84(
        x_m=x_m + round(1600 * luck.random() - 800), y_m=y_m + round(1600 * luck.random() - 800)
    )
    trade = TRADES[_pick(luck, TRADES)]
    return Customer(
        id=f"c{number}", name=f"{trade} {town} {number}", town=town, lat=round(lat, 5), lon=round(lon, 5)
    )


def _scenario(name: str, customers: Sequence[Customer], vehicles: int) -> str:
    parts = [
        f'format = "ritregie-scenario/1"\nid = "{name}"\nversion = 1\ndate = 2026-11-24\nworld = "roads"\n'
        'level = 3\nminutes = 60\ncompetencies = ["K1"]\n',
        _table("place", {"id": "depot", "name": "Depot", "kind": "depot", "at": DEPOT}),
    ]
    for c in customers:
        spot = {"lat": c.lat, "lon": c.lon}
        parts.append(_table("place", {"id": c.id, "name": c.name, "town": c.town, **spot}))
    for i in range(1, vehicles + 1):
        class_ = CLASSES[(i - 1) % len(CLASSES)]
        vehicle = {"id": f"V{i}", "name": f"Auto {i}", "class": class_, "depot": "depot", "driver": f"D{i}"}
        driver = {"id": f"D{i}", "name": f"{NAMES[i % len(NAMES)]} {i}", "from": "05:30", "to": "18:00"}
        parts += [_table("vehicle", vehicle), _table("driver", driver)]
    return "\n".join(parts)


def _table(name: str, values: Mapping[str, str | float]) -> str:
    lines = [f'{key} = "{v}"' if isinstance(v, str) else f"{key} = {v}" for key, v in values.items()]
    return f"[[{name}]]\n" + "\n".join(lines) + "\n"


def _orders(luck: Random, customers: Sequence[Customer]) -> str:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(HEADER)
    for number, c in enumerate(customers, 1):
        pallets = PALLETS[_pick(luck, PALLETS)]
        opens, closes = WINDOWS[_pick(luck, WINDOWS)]
        window = (f"{opens:02d}:00", f"{closes:02d}:00")
        collect = luck.random() < 0.3
        ends = (c.id, "depot") if collect else ("depot", c.id)
        times = (*window, "", "") if collect else ("", "", *window)
        kg = pallets * (180 + 10 * int(34 * luck.random()))
        rows.writerow([f"O{number}", c.name, *ends, kg, pallets, *times, 30 + 12 * pallets])
    return out.getvalue()


def _text(title: str, intro: str, goal: str) -> bytes:
    return f'title = "{title}"\nintro = "{intro}"\ngoal.1 = "{goal}"\n'.encode()
