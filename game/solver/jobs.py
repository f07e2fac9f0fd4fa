"""Jobs for a batch: the front and the reference of one day, files in, file out."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from game import PLAN_RULES
from game.content.front_file import front_text
from game.content.limits import read_files
from game.content.load import find_scenario, load_from_files
from game.content.plan_file import reference_text
from game.domain.errors import GameError
from game.domain.evaluation import Kpi
from game.domain.plan import Plan
from game.domain.scenario import Reference, Scenario
from game.rules.evaluate import evaluate
from game.solver.batch import Job, Values, Work
from game.solver.front import scenario_front
from game.solver.naive import naive_plan
from game.solver.objective import Objective
from game.solver.reference import cost_bound_cent, in_cents, solve


def job_for(where: str | Path, work: Work, folders: Iterable[Path] = (), **options: int | float) -> Job:
    """A job on a scenario by its id or path; its files go along. Raises ContentFault: no such scenario."""
    path = find_scenario(where, folders)
    given = {"source": str(path.name), "files": dict(read_files(path)), "options": options}
    return Job(name=path.stem if path.is_file() else path.name, work=work, given=given)


def front_job(given: Values) -> dict[str, Any]:
    """`front`: front.json as text; `seconds` and how many `steps` and `plans` it took."""
    scenario, options = _scenario(given), given["options"]
    front, found = scenario_front(scenario, **options)
    return {
        "front": front_text(scenario.id, front), "seconds": round(found.seconds, 2), "steps": found.steps,
        "plans": found.plans, "trouble": list(found.trouble),
    }  # fmt: skip


def reference_job(given: Values) -> dict[str, Any]:
    """`reference`: reference.json as text; `seconds`. Begins with the best plan that is stored."""
    scenario, options = _scenario(given), given["options"]
    solved = solve(scenario.system, _orders(scenario), start_plan=best_stored(scenario), **options)
    reference = Reference(
        plan=solved.plan, certificate=solved.certificate, seed=options.get("seed", 1),
        seconds=max(1, round(solved.seconds)), rules_version=PLAN_RULES,
        content_hash=scenario.planning_hash, versions=solved.versions,
        bound_cent=in_cents(solved.bound, _naive(scenario)),
    )  # fmt: skip
    return {
        "reference": reference_text(scenario.id, reference), "seconds": round(solved.seconds, 2),
        "trouble": list(solved.trouble),
    }  # fmt: skip


def bound_job(given: Values) -> dict[str, Any]:
    """`reference`: the stored reference.json with its bound, the highest known; the plan stays.

    Raises GameError where no fresh reference is stored.
    """
    scenario, options, began = _scenario(given), given["options"], time.monotonic()
    kept = scenario.reference
    if kept is None:
        raise GameError("reference.none", scenario=scenario.id)
    found = cost_bound_cent(scenario.system, _orders(scenario), float(options["seconds"]))
    known = [b for b in (kept.bound_cent, found) if b is not None]
    better = replace(kept, bound_cent=max(known) if known else None)
    return {
        "reference": reference_text(scenario.id, better), "seconds": round(time.monotonic() - began, 2),
        "trouble": [],
    }  # fmt: skip


def best_stored(scenario: Scenario) -> Plan | None:
    """The cheapest of the reference and the front that are stored; None without any."""
    known = [scenario.reference.plan] if scenario.reference else []
    known += [p.plan for p in scenario.front.points] if scenario.front else []
    orders, world = _orders(scenario), scenario.system
    keys = [Objective().plan_key(evaluate(world, plan, orders=orders)) for plan in known]
    return known[keys.index(min(keys))] if known else None


def _scenario(given: Values) -> Scenario:
    files: Mapping[str, bytes] = given["files"]
    return load_from_files(files, source=given["source"])


def _orders(scenario: Scenario) -> frozenset[str]:
    return frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)


def _naive(scenario: Scenario) -> Kpi:
    orders = _orders(scenario)
    return evaluate(scenario.system, naive_plan(scenario.system, orders), orders=orders).kpi
