"""`python -m tools parallel RECIPE [--tries N]`: a parallel form of a scenario, equally hard, elsewhere.

The recipe (TOML) names the first form, the depot, and the names of people and customers. Loads and windows
stay as they are distributed; customers get towns with the same driving times (`parallel_places`), orders
other numbers, appointments a shift. Of several matchings the one whose naive and reference cost are nearest
to the first form's is kept. Texts are authors' work and are left alone. So is what happens on the day where
the line `EVENTS` stands in the first form: the second keeps its own below it. Places that must lie somewhere
get coordinates under `[at]`; with `refine` matchings are refined first (`parallel_refine`).

`python -m tools parallel --check A B` prints the figures of two forms side by side.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from game.content.geo import Point, load_graph, to_rd, to_wgs84
from game.content.load import load_from_files, load_scenario
from game.domain.chance import stream
from game.domain.evaluation import Kpi
from game.domain.scenario import Scenario
from game.rules.evaluate import evaluate
from game.solver.naive import naive_plan
from game.solver.reference import solve
from tools.batches import SCENARIOS
from tools.parallel_places import DEPOT, Found, Match, Spot, spots_near, times_between
from tools.parallel_refine import Alike, refined, renamed

TIGHT_S = 90 * 60
"""A window of this or less is an appointment."""
CLOSE = 0.02
"""Costs and CO2e that differ no more are equal enough to stop looking."""
SOLUTIONS = 60
EVENTS = "# --- the day itself: by hand in each form"
CLOCKS = ("pickup_open", "pickup_close", "delivery_open", "delivery_close")


def run(arguments: Sequence[str]) -> int:
    """Write scenario.toml and orders.csv of the second form; 0 done, 1 forms differ too much, 2 bad input."""
    parser = argparse.ArgumentParser(prog="python -m tools parallel", description=__doc__)
    parser.add_argument("recipe", type=Path, nargs="?")
    parser.add_argument("--tries", type=int, default=40)
    parser.add_argument("--check", nargs=2, metavar=("A", "B"))
    chosen = parser.parse_args(list(arguments))
    if chosen.check:
        return _check(*chosen.check)
    if chosen.recipe is None:
        parser.print_usage()
        return 2
    made = _make(tomllib.loads(chosen.recipe.read_text(encoding="utf-8")), chosen.tries)
    (SCENARIOS / made_id(made) / "text").mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        (SCENARIOS / made_id(made) / name).write_bytes(data)
    return 0


def made_id(files: Mapping[str, bytes]) -> str:
    """The scenario id that files carry."""
    return str(tomllib.loads(files["scenario.toml"].decode())["id"])


# -- making it --------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The first form as it was read, and where its depot and customers lie."""

    raw: Mapping[str, Any]
    text: str
    rows: list[dict[str, str]]
    names: tuple[str, ...]
    points: tuple[Point, ...]


def _read(name: str) -> Form:
    text = (SCENARIOS / name / "scenario.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    places = sorted(raw["place"], key=lambda p: p["id"] != DEPOT)
    with (SCENARIOS / name / "orders.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    points = tuple(to_rd(lat=p["lat"], lon=p["lon"]) for p in places)
    return Form(raw=raw, text=text, rows=rows, names=tuple(p["id"] for p in places), points=points)


def _make(recipe: Mapping[str, Any], tries: int) -> dict[str, bytes]:
    form, seed = _read(recipe["of"]), int(recipe["seed"])
    depot = load_graph().find(recipe["depot"]["at"]).point
    spots, fixed = _spots(form, recipe, depot)
    on = form.raw["date"]
    match = Match(
        wanted=times_between(form.points, on), have=times_between([depot, *(s.point for s in spots)], on),
        fixed=fixed,
    )  # fmt: skip

    def files_of(chosen: Sequence[int]) -> dict[str, bytes]:
        return _files(form, recipe, depot, [spots[t - 1] for t in chosen])

    first, best = figures(load_scenario(recipe["of"]), limit=SOLUTIONS), (9.0, dict[str, bytes]())
    found = sorted(set(match.best(seed, tries)))
    for off, chosen in _refined(form, recipe, match, found, files_of) if "refine" in recipe else found:
        files = files_of(chosen)
        second = load_from_files(files, source=recipe["id"])
        if abs(_naive(second).cost_cent / first["naive_cent"] - 1) > CLOSE:
            continue
        gap = unlike(first, figures(second, limit=SOLUTIONS))
        print(f"matching {off:.3f}: {100 * gap:.1f} % off", flush=True)
        best = min(best, (gap, files), key=lambda each: each[0])
        if gap <= CLOSE:
            break
    return best[1]


def _spots(form: Form, recipe: Mapping[str, Any], depot: Point) -> tuple[list[Spot], dict[int, int]]:
    """Addresses that customers may get, and which of them must have which: by town, or by coordinates."""
    at = recipe.get("at", {})
    exact = [Spot(town=town, point=to_rd(lat=lat, lon=lon)) for town, lat, lon in at.values()]
    taken = {spot.town for spot in exact} | set(recipe.get("leave", ()))
    near = spots_near(depot, stream(int(recipe["seed"]), "parallel/spots"))
    spots = [*exact, *(spot for spot in near if spot.town not in taken)]
    towns = [spot.town for spot in spots]
    fixed = {form.names.index(name): number for number, name in enumerate(at, 1)}
    return spots, fixed | {
        form.names.index(name): 1 + towns.index(town) for name, town in recipe.get("fixed", {}).items()
    }


def _refined(
    form: Form, recipe: Mapping[str, Any], match: Match, found: Sequence[Found],
    files_of: Callable[[Sequence[int]], dict[str, bytes]],
) -> Iterator[Found]:  # fmt: skip
    """Each matching after `refine` single moves, towards `aim` times the first form's cost and CO2e.

    The second form's own reference is cheaper than the first form's plan driven there: so one aims higher.
    """
    scenario = load_scenario(recipe["of"])
    first = figures(scenario)
    assert scenario.reference is not None
    cost, co2e = recipe.get("aim", (1, 1))
    places = {name: _renamed(recipe, name)[0] for name in form.names[1:]}
    plan = renamed(scenario.reference.plan, _numbers(form, int(recipe["seed"])), places)
    alike = Alike(
        naive_cent=first["naive_cent"], cost_cent=round(first["reference_cent"] * cost),
        co2e_g=round(first["reference_g"] * co2e), plan=plan,
    )  # fmt: skip

    @cache
    def weigh(chosen: tuple[int, ...]) -> float:
        return alike.off(load_from_files(files_of(chosen), source=recipe["id"]))

    times = match.wanted[0], match.have[0]
    for number, (_off, chosen) in enumerate(found):
        luck = stream(int(recipe["seed"]), f"parallel/refine/{number}")
        yield refined(chosen, times, match.fixed, weigh, luck, int(recipe["refine"]))


def unlike(first: Mapping[str, int], second: Mapping[str, int]) -> float:
    """The largest relative difference of naive cost, reference cost and CO2e."""
    return max(abs(second[k] / first[k] - 1) for k in ("naive_cent", "reference_cent", "reference_g"))


def _files(form: Form, recipe: Mapping[str, Any], depot: Point, spots: Sequence[Spot]) -> dict[str, bytes]:
    """Both files of the second form, and bare texts where the author has not written them yet."""
    orders = _numbers(form, int(recipe["seed"]))
    folder = SCENARIOS / recipe["id"] / "text"
    texts = {f"text/{p.name}": p.read_bytes() for p in sorted(folder.glob("*.toml"))}
    if not texts:
        folder = SCENARIOS / recipe["of"] / "text"
        texts = {f"text/{p.name}": p.read_bytes() for p in sorted(folder.glob("*.toml"))}
    return {
        "scenario.toml": _scenario(form, recipe, depot, spots, orders).encode(),
        "orders.csv": _orders(form, recipe, orders).encode(),
        **texts,
    }


def _numbers(form: Form, seed: int) -> dict[str, str]:
    """The order ids of the second form; the optional ones stay last."""
    optional = set(form.raw.get("optional_orders", ()))
    plain = [r["id"] for r in form.rows if r["id"] not in optional]
    luck = stream(seed, "parallel/orders")
    mixed = sorted(plain, key=lambda _: luck.random())
    return {**dict(zip(mixed, plain, strict=True)), **{o: o for o in optional}}


def _scenario(
    form: Form, recipe: Mapping[str, Any], depot: Point, spots: Sequence[Spot], orders: Mapping[str, str]
) -> str:
    """The text of the first form with other places, people and order numbers."""
    first, last = form.text.index("[[place]]"), form.text.index("[[vehicle]]")
    head, tail = form.text[form.text.index("format =") : first], form.text[last:]
    tail, by_hand, _ = tail.partition(EVENTS)
    head = head.replace(f'id = "{form.raw["id"]}"', f'id = "{recipe["id"]}"')
    places = [_place(DEPOT, recipe["depot"]["name"], recipe["depot"]["town"], depot, 'kind = "depot"\n')]
    for name, spot in zip(form.names[1:], spots, strict=True):
        new_id, new_name = _renamed(recipe, name)
        places.append(_place(new_id, new_name, spot.town, spot.point, _kind(form, name)))
    ids = {name: _renamed(recipe, name)[0] for name in form.names[1:]}
    for old, new in {**recipe["drivers"], **recipe.get("names", {}), **ids}.items():
        tail = tail.replace(f'"{old}"', f'"{new}"')
    tail = re.sub(r"\bO\d+\b", lambda found: orders.get(found[0], found[0]), tail)
    return f"{recipe['head']}\n{head}{''.join(places)}{tail}{_events(recipe['id']) if by_hand else ''}"


def _kind(form: Form, name: str) -> str:
    """The line of a place's kind; empty where the first form has none."""
    return next((f'kind = "{p["kind"]}"\n' for p in form.raw["place"] if p["id"] == name and "kind" in p), "")


def _events(name: str) -> str:
    """What happens on the day of the second form, as its author wrote it; nothing where it is not there."""
    path = SCENARIOS / name / "scenario.toml"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return EVENTS + text.partition(EVENTS)[2] if EVENTS in text else f"{EVENTS}\n"


def _renamed(recipe: Mapping[str, Any], name: str) -> tuple[str, str]:
    new_id, new_name = recipe["places"].get(name, (f"{name}-b", f"Customer {name}"))
    return str(new_id), str(new_name)


def _place(id_: str, name: str, town: str, point: Point, kind: str = "") -> str:
    lat, lon = to_wgs84(x_m=round(point[0]), y_m=round(point[1]))
    where = f"lat = {lat:.4f}\nlon = {lon:.4f}\n"
    return f'[[place]]\nid = "{id_}"\nname = "{name}"\ntown = "{town}"\n{kind}{where}\n'


def _orders(form: Form, recipe: Mapping[str, Any], orders: Mapping[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(form.rows[0]), lineterminator="\n")
    writer.writeheader()
    made = [_order(row, recipe, orders) for row in form.rows]
    writer.writerows(sorted(made, key=lambda row: row["id"]))
    return out.getvalue()


def _order(row: Mapping[str, str], recipe: Mapping[str, Any], orders: Mapping[str, str]) -> dict[str, str]:
    made = {**row, "id": orders[row["id"]]}
    for end in ("pickup", "delivery"):
        if row[end] != DEPOT:
            made[end], made["customer"] = _renamed(recipe, row[end])
        open_, close = row[f"{end}_open"], row[f"{end}_close"]
        if open_ and _minutes(close) - _minutes(open_) <= TIGHT_S // 60:
            for key, clock in ((f"{end}_open", open_), (f"{end}_close", close)):
                made[key] = _clock(_minutes(clock) + int(recipe["shift_min"]))
    return made


def _minutes(clock: str) -> int:
    return 60 * int(clock[:2]) + int(clock[3:])


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


# -- comparing --------------------------------------------------------------------------------------
def figures(scenario: Scenario, limit: int = 0) -> dict[str, int]:
    """What makes a form easy or hard. `limit`: plan anew with so many solutions; 0: the stored reference."""
    world = scenario.system
    orders = frozenset(world.orders) - frozenset(scenario.optional_orders)
    naive = _naive(scenario)
    if limit:
        reference = solve(world, orders, solution_limit=limit).evaluation.kpi
    else:
        assert scenario.reference is not None
        reference = evaluate(world, scenario.reference.plan, orders=orders).kpi
    wanted = [world.orders[o] for o in sorted(orders)]
    windows = [w.close_s - w.open_s for o in wanted for w in (*o.pickup_windows, *o.delivery_windows)]
    return {
        "naive_cent": naive.cost_cent, "reference_cent": reference.cost_cent, "reference_g": reference.co2e_g,
        "gap_cent": naive.cost_cent - reference.cost_cent, "reference_trips": reference.trips,
        "orders": len(wanted), "vehicles": len(world.vehicles),
        "appointments": sum(w <= TIGHT_S for w in windows),
        "pallets": sum(o.load.pallets for o in wanted), "kg": sum(o.load.kg for o in wanted),
        "moments": len(scenario.moments), "messages": len(scenario.messages),
        "disruptions": len(scenario.disruptions), "truth": len(scenario.truth),
    }  # fmt: skip


def _naive(scenario: Scenario) -> Kpi:
    orders = frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)
    return evaluate(scenario.system, naive_plan(scenario.system, orders), orders=orders).kpi


def _check(one: str, two: str) -> int:
    first, second = figures(load_scenario(one)), figures(load_scenario(two))
    worst = 0.0
    for key, value in first.items():
        off = 100 * (second[key] / value - 1) if value else 0.0
        worst = max(worst, abs(off))
        print(f"{key:16} {value:10} {second[key]:10} {off:+6.1f} %")
    return 0 if worst <= 5 else 1
