"""The core beside its peers on benchmark instances: equal wall time, equal cores, interleaved in one run.

`ritregie bench classic --folder FOLDER --seconds 10 --seeds 3 --keep FILE`. The folder holds files in the
forms of Solomon, Li & Lim or VRPLIB and `references.json` (name -> best known distance, or [vehicles,
distance]); without one, instances of our own making are used, against the best that any solver here found.
Each solver gets two processes (VROOM: two threads), warm, and is judged by `rules.classic`. Every search is
kept at once in the file, so that hours of it may be cut into pieces.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.bench.classic_peers import Outcome, Solver, solvers
from game.bench.instances import by_capacity, by_pairs, by_windows
from game.bench.kept import Kept
from game.bench.protocol import Options
from game.bench.statistics import interval
from game.content.formats import read_instance
from game.domain.errors import Unreadable
from game.domain.instance import DEFAULT_CONVENTION, Instance

SECONDS, SEEDS, PROCESSES = 10.0, 3, 2
EXTRA_VEHICLE = 0.05
"""What a vehicle more than the best known counts, of Li & Lim's instances."""
FIRST_WITHIN = 0.05
OURS = "ritregie"
REFERENCES = "references.json"

Reference = tuple[int, float]
"""Vehicles (0 where only distance counts) and distance of the best known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An instance and what is known of it."""

    instance: Instance
    reference: Reference | None


def measure(options: Options) -> dict[str, Any]:
    """A table per group (`routes`, `pairs`): mean gap per solver, differences with ours, CPU share."""
    seconds, seeds = options.seconds or SECONDS, options.seeds or SEEDS
    cases = _cases(options.folder)
    known = Kept(options.keep, lambda row: Outcome(**row), Outcome.plain)
    for seed in range(1, seeds + 1):
        for case in cases:
            for solver in _wanted(options.only):
                _one(known, solver, case, seconds, seed)
    groups = {
        "routes": [c for c in cases if not c.instance.paired],
        "pairs": [c for c in cases if c.instance.paired],
    }
    return {
        "protocol": f"{seconds} s wall, {PROCESSES} processes each, {seeds} seeds, interleaved; gap to the"
        " best known; first: seconds until within 5 % of it, from the request to warm workers",
        **{name: _table(known, group, seconds, seeds) for name, group in groups.items() if group},
    }


def _wanted(only: str) -> list[Solver]:
    """Those named; all when none is. What others left in the file is in the table all the same."""
    names = [name.strip() for name in only.split(",") if name.strip()]
    unknown = [name for name in names if name not in {s.name for s in solvers()}]
    if unknown:
        known = ", ".join(s.name for s in solvers())
        raise Unreadable("bench.unknown", name=unknown[0], known=known)
    return [s for s in solvers() if not names or s.name in names]


def _one(known: Kept[Outcome], solver: Solver, case: Case, seconds: float, seed: int) -> None:
    key = f"{solver.name}|{case.instance.name}|{seconds:g}|{seed}"
    if key in known.rows or not solver.can(case.instance):
        return
    convention = DEFAULT_CONVENTION[case.instance.form]
    known.keep(key, solver.solve(case.instance, convention, seconds, seed))


# Cases ---------------------------------------------------------------------------------------


def _cases(folder: Path | None) -> list[Case]:
    if folder is None:
        made = [by_capacity(s, 100 + 50 * s) for s in (1, 2, 3)]
        made += [by_windows(s, 100 if s < 4 else 200) for s in (1, 2, 3, 4)]
        made += [by_pairs(s, 50) for s in (1, 2)]
        return [Case(instance=i, reference=None) for i in made]
    try:
        known = json.loads((folder / REFERENCES).read_text(encoding="utf-8"))
    except (OSError, ValueError) as why:
        raise Unreadable("bench.references", file=str(folder / REFERENCES), why=str(why)) from None
    return sorted(_of_folder(folder, known), key=lambda c: c.instance.name)


def _of_folder(folder: Path, known: dict[str, Any]) -> Iterator[Case]:
    files = {p.stem.lower(): p for p in sorted(folder.iterdir()) if p.suffix in (".txt", ".vrp")}
    for name, best in known.items():
        path = files.get(name.lower())
        if path is None:
            continue
        paired = isinstance(best, list)
        form = "lilim" if paired else "vrplib" if path.suffix == ".vrp" else "solomon"
        instance = read_instance(path.read_bytes(), path.name, form)
        yield Case(instance=instance, reference=(best[0], best[1]) if paired else (0, float(best)))


# Tables --------------------------------------------------------------------------------------


def _table(known: Kept[Outcome], cases: list[Case], seconds: float, seeds: int) -> dict[str, Any]:
    names = [s.name for s in solvers() if any(s.can(c.instance) for c in cases)]
    best = {c.instance.name: c.reference or _best(known, names, c, seconds, seeds) for c in cases}

    def gaps(solver: str) -> dict[tuple[str, int], float]:
        return {
            (c.instance.name, seed): _gap(known.rows[key], best[c.instance.name])
            for c in cases
            for seed in range(1, seeds + 1)
            if (key := f"{solver}|{c.instance.name}|{seconds:g}|{seed}") in known.rows
        }

    table = {name: gaps(name) for name in names}
    rows = {
        name: {
            "mean_gap_percent": round(statistics.fmean(found.values()), 3),
            "worst_percent": round(max(found.values()), 2),
            **_against(table[OURS], found, name),
            **_costs(known, cases, name, seconds, seeds, best),
        }
        for name, found in table.items()
        if found
    }
    return {"instances": len(cases), **rows, "per_instance": _per_instance(table, cases)}


def _best(known: Kept[Outcome], names: list[str], case: Case, seconds: float, seeds: int) -> Reference:
    """Of everything found here, fewest vehicles first where they count."""
    found = [
        (o.vehicles if case.instance.paired else 0, o.distance)
        for name in names
        for seed in range(1, seeds + 1)
        if (o := known.rows.get(f"{name}|{case.instance.name}|{seconds:g}|{seed}")) and o.feasible
    ]
    return min(found)


def _gap(outcome: Outcome, best: Reference) -> float:
    """In percent; no solution counts as twice the distance."""
    if not outcome.feasible:
        return 100.0
    extra = max(0, outcome.vehicles - best[0]) if best[0] else 0
    return 100 * (outcome.distance / best[1] - 1 + EXTRA_VEHICLE * extra)


def _against(
    ours: dict[tuple[str, int], float], other: dict[tuple[str, int], float], name: str
) -> dict[str, Any]:
    """Ours minus the other, paired by instance and seed: below 0 is better for us."""
    pairs = [ours[key] - other[key] for key in sorted(other) if key in ours]
    if name == OURS or len(pairs) < 2:
        return {}
    low, high = interval(pairs)
    return {
        "ours_minus_this_points": round(statistics.fmean(pairs), 3),
        "interval_95": [round(low, 3), round(high, 3)],
    }


def _costs(
    known: Kept[Outcome], cases: list[Case], name: str, seconds: float, seeds: int, best: dict[str, Reference]
) -> dict[str, Any]:
    """Share of the cores that it really had, and how soon a usable answer came."""
    rows = [
        (o, best[c.instance.name])
        for c in cases
        for seed in range(1, seeds + 1)
        if (o := known.rows.get(f"{name}|{c.instance.name}|{seconds:g}|{seed}"))
    ]
    shares = [o.cpu_s / (PROCESSES * o.seconds) for o, _ in rows if o.seconds and o.cpu_s]
    firsts = [_first(o, reference) for o, reference in rows]
    told = [f for f in firsts if f is not None]
    return {
        "cpu_share": round(statistics.fmean(shares), 2) if shares else None,
        "first_within_5_percent_s": [round(max(told), 2) if told else None, f"{len(told)} of {len(firsts)}"],
    }


def _first(outcome: Outcome, best: Reference) -> float | None:
    limit = best[1] * (1 + FIRST_WITHIN)
    return next((t for t, d, v in outcome.curve if d <= limit and (not best[0] or v <= best[0])), None)


def _per_instance(
    table: dict[str, dict[tuple[str, int], float]], cases: list[Case]
) -> dict[str, dict[str, float]]:
    def mean(found: dict[tuple[str, int], float], name: str) -> float | None:
        values = [gap for (instance, _), gap in found.items() if instance == name]
        return round(statistics.fmean(values), 2) if values else None

    return {
        c.instance.name: {
            s: m for s, found in table.items() if (m := mean(found, c.instance.name)) is not None
        }
        for c in cases
    }
