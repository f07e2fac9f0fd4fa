"""front.json: the stored cost-CO2e front of a scenario, with what it was made for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from game import PLAN_RULES
from game.content.limits import FRONT, Faults
from game.content.located import validated
from game.content.plan_file import json_values, plan_dict, plan_of
from game.content.shape_plan import FrontShape
from game.domain.evaluation import Kpi
from game.domain.front import Front, FrontPoint, non_dominated
from game.domain.world import World
from game.rules.evaluate import evaluate


def front_text(scenario_id: str, front: Front) -> str:
    """front.json for `python -m tools fronts` to write: one point a line."""
    head = {
        "seed": front.seed,
        "seconds": front.seconds,
        "rules_version": front.rules_version,
        "content_hash": front.content_hash,
        "versions": dict(front.versions),
    }
    lines = [f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in head.items()]
    points = [
        "  " + json.dumps(point_dict(scenario_id, p), ensure_ascii=False, separators=(",", ":"))
        for p in front.points
    ]
    return "{\n" + ",\n".join(lines) + ',\n "points": [\n' + ",\n".join(points) + "\n ]\n}\n"


def point_dict(scenario_id: str, point: FrontPoint) -> dict[str, Any]:
    """A point as plain values; `hard` only where it is not 0."""
    values: dict[str, Any] = {"cost_cent": point.cost_cent, "co2e_g": point.co2e_g}
    if point.hard:
        values["hard"] = point.hard
    return {**values, "plan": plan_dict(scenario_id, point.plan)}


def read_front(files: Mapping[str, bytes], world: World, content_hash: str) -> Front | None:
    """The stored front when it is whole and fresh; None otherwise (`front_state` says why)."""
    return _front(files, world, content_hash, Faults())


def front_state(files: Mapping[str, bytes], world: World, content_hash: str) -> str:
    """`none`, `fresh`, `stale` (made for other files or older rules) or `broken` (also: dominated)."""
    if FRONT not in files:
        return "none"
    faults = Faults()
    if _front(files, world, content_hash, faults):
        return "fresh"
    return "broken" if faults.found else "stale"


def wrong_points(front: Front, world: World, orders: frozenset[str]) -> tuple[tuple[int, Kpi], ...]:
    """Numbers (from 1) of points whose figures are not the referee's, with what he says."""
    judged = [evaluate(world, point.plan, orders=orders).kpi for point in front.points]
    return tuple(
        (number, kpi)
        for number, (p, kpi) in enumerate(zip(front.points, judged, strict=True), start=1)
        if (p.cost_cent, p.co2e_g, p.hard) != (kpi.cost_cent, kpi.co2e_g, kpi.hard)
    )


def _front(files: Mapping[str, bytes], world: World, content_hash: str, faults: Faults) -> Front | None:
    values = json_values(files[FRONT], FRONT, faults) if FRONT in files else []
    shape = validated(FrontShape, values[0], file=FRONT, faults=faults) if values else None
    if shape is None or shape.content_hash != content_hash or shape.rules_version != PLAN_RULES:
        return None
    points = _points(shape, world, faults)
    if not faults.found and non_dominated(points) != points:
        faults.add(FRONT, "fault.front_dominated", "points")
    if faults.found:
        return None
    return Front(
        points=points,
        seed=shape.seed,
        seconds=shape.seconds,
        rules_version=shape.rules_version,
        content_hash=shape.content_hash,
        versions=tuple(sorted(shape.versions.items())),
    )


def _points(shape: FrontShape, world: World, faults: Faults) -> tuple[FrontPoint, ...]:
    found: list[FrontPoint] = []
    for point in shape.points:
        plan = plan_of(point.plan, world, file=FRONT, faults=faults)
        found.append(FrontPoint(cost_cent=point.cost_cent, co2e_g=point.co2e_g, hard=point.hard, plan=plan))
    return tuple(found)
