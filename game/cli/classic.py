"""`solve FILE --format solomon|vrplib|lilim`: a benchmark instance of the literature."""

from __future__ import annotations

import os
from pathlib import Path

from game.cli.helping import progress
from game.cli.say import Told, out, table, tongue
from game.content.formats import read_instance
from game.domain.errors import Unreadable
from game.domain.instance import DEFAULT_CONVENTION, Convention

MAX_WORKERS = 64


def solve_file(
    path: Path, form: str, *, convention: str, seconds: float, workers: int, seed: int, as_json: bool,
    lang: str,
) -> None:  # fmt: skip
    """Search, judge and print; exit code 1 when no allowed routes were found."""
    from game.solver.classic.race import Race

    speech = tongue(lang)
    instance = read_instance(path.read_bytes(), path.name, form)
    measure = _convention(convention, form)
    with Race(workers=workers or os.cpu_count() or 1) as race, \
            progress(speech.t("cli.solving", scenario=path.name, seconds=seconds)):  # fmt: skip
        found = race.run(instance, measure, seconds=seconds, seed=seed)
        versions = dict(race.versions)
    verdict = found.verdict
    answer = {
        "feasible": not verdict.faults, "distance": verdict.distance, "vehicles": verdict.vehicles,
        "routes": [list(route) for route in found.routes], "seconds": round(found.seconds, 2),
        "convention": measure.value, "workers": len(race.workers), "cpu_seconds": round(found.cpu_s, 2),
        "trouble": list(found.trouble), "versions": versions,
    }  # fmt: skip
    rows = [(str(n), " ".join(map(str, route))) for n, route in enumerate(found.routes, start=1)]
    head = speech.t(
        "cli.classic", name=instance.name, customers=len(instance.customers), vehicles=verdict.vehicles,
        distance=f"{verdict.distance:.{DECIMALS[measure]}f}", convention=measure.value,
        seconds=f"{found.seconds:.1f}",
    )  # fmt: skip
    refused = "" if not verdict.faults else speech.t("cli.classic_refused", why=", ".join(verdict.faults))
    out(answer, as_json, "\n".join(filter(None, [head, refused, table(rows)])))
    if verdict.faults:
        raise Told(1)


DECIMALS = {Convention.DIMACS: 1, Convention.ROUNDED: 0, Convention.EXACT: 2}


def _convention(name: str, form: str) -> Convention:
    """The one asked for, or that of the published results."""
    if not name:
        return DEFAULT_CONVENTION[form]
    try:
        return Convention(name)
    except ValueError:
        raise Unreadable(
            "solve.convention", value=name, known=", ".join(c.value for c in Convention)
        ) from None


def check_workers(workers: int) -> None:
    """Raises `Unreadable` for a number that no machine has."""
    if not 0 <= workers <= MAX_WORKERS:
        raise Unreadable("solve.workers", value=workers, most=MAX_WORKERS)
