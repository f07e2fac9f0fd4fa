"""Plan files: JSON <-> `Plan`, with located faults; and the stored reference plan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from game import RULES_VERSION
from game.content.limits import MAX_DEPTH, REFERENCE, Faults, decode
from game.content.located import nearest, validated
from game.content.shape import PlanShape, PlanTripShape, ReferenceShape
from game.content.tomlfile import loc_text
from game.domain.errors import ContentFault
from game.domain.plan import Plan, Stop, Trip
from game.domain.scenario import Reference
from game.domain.units import clock
from game.domain.world import Action, World


def plan_dict(scenario_id: str, plan: Plan) -> dict[str, Any]:
    """The plan as plain values with CONTRACT's keys; `read_plan` gives an equal plan back."""
    return {"scenario": scenario_id, "trips": [_trip_dict(trip) for trip in plan.trips]}


def plan_text(scenario_id: str, plan: Plan) -> str:
    """The plan as a JSON file."""
    return json.dumps(plan_dict(scenario_id, plan), ensure_ascii=False, indent=1) + "\n"


def _trip_dict(trip: Trip) -> dict[str, Any]:
    values: dict[str, Any] = {
        "vehicle": trip.vehicle,
        "driver": trip.driver,
        "start": None if trip.start_s is None else _clock_text(trip.start_s),
    }
    if trip.return_route:
        values["return_route"] = trip.return_route
    values["stops"] = [{"order": s.order, "action": str(s.action), "route": s.route} for s in trip.stops]
    return values


def _clock_text(time_s: int) -> str:
    return clock(time_s) + (f":{time_s % 60:02d}" if time_s % 60 else "")


def read_plan(data: bytes, world: World, *, file: str = "plan.json") -> Plan:
    """A plan for a world. Raises ContentFault: the form, or ids that the world does not know.

    Whether the plan is any good (stops twice, too late, too heavy) is for `rules.evaluate` to say.
    """
    faults = Faults()
    values = _json(data, file, faults)
    shape = validated(PlanShape, values[0], file=file, faults=faults) if values else None
    plan = None if shape is None else plan_of(shape, world, file=file, faults=faults)
    faults.stop_if_any(file)
    if plan is None:
        raise ContentFault(faults=(), source=file)
    return plan


def plan_of(shape: PlanShape, world: World, *, file: str, faults: Faults) -> Plan:
    """Checked ids; unknown ones become faults."""
    trips: dict[str, Trip] = {}
    served: set[tuple[str, str]] = set()
    for i, part in enumerate(shape.trips):
        _check_trip(part, i, world, trips.keys(), served, file, faults)
        vehicle = world.vehicles.get(part.vehicle)
        if vehicle and part.stops:
            stops = tuple(Stop(order=s.order, action=Action(s.action), route=s.route) for s in part.stops)
            trips[part.vehicle] = Trip(
                vehicle=part.vehicle,
                driver=part.driver or vehicle.driver,
                stops=stops,
                start_s=part.start,
                return_route=part.return_route,
            )
    return Plan(trips=tuple(trips[name] for name in sorted(trips)))


def _check_trip(
    part: PlanTripShape,
    i: int,
    world: World,
    known: Any,
    served: set[tuple[str, str]],
    file: str,
    faults: Faults,
) -> None:
    def fault(key: str, *loc: str | int, **values: object) -> None:
        faults.add(file, key, loc_text(("trips", i, *loc)), 0, **values)

    def need(name: str, ids: Mapping[str, object], *loc: str | int) -> None:
        if name not in ids:
            fault("fault.unknown_id", *loc, name=name, suggest=nearest(name, tuple(ids)))

    need(part.vehicle, world.vehicles, "vehicle")
    if part.vehicle in known:
        fault("fault.double_id", "vehicle", name=part.vehicle)
    if part.driver is not None:
        need(part.driver, world.drivers, "driver")
    for j, stop in enumerate(part.stops):
        need(stop.order, world.orders, "stops", j, "order")
        if (stop.order, stop.action) in served:
            fault("fault.stop_twice", "stops", j, "order", name=stop.order)
        served.add((stop.order, stop.action))


def _json(data: bytes, file: str, faults: Faults) -> list[Any]:
    """The value in a list, or an empty list with a fault: `null` is a value too."""
    text = decode(data, file, faults)
    if text is None:
        return []
    try:
        return [json.loads(text)]
    except RecursionError:
        faults.add(file, "fault.too_deep", most=MAX_DEPTH)
    except json.JSONDecodeError as error:
        faults.add(file, "fault.json", line=error.lineno, value=error.msg)
    except ValueError as error:
        faults.add(file, "fault.json", value=error)
    return []


def read_reference(files: Mapping[str, bytes], world: World, content_hash: str) -> Reference | None:
    """The stored reference when it is whole and fresh; None otherwise (`reference_state` says why)."""
    return _reference(files, world, content_hash, Faults())


def reference_state(files: Mapping[str, bytes], world: World, content_hash: str) -> str:
    """`none`, `fresh`, `stale` (made for other files or older rules) or `broken`."""
    if REFERENCE not in files:
        return "none"
    faults = Faults()
    if _reference(files, world, content_hash, faults):
        return "fresh"
    return "broken" if faults.found else "stale"


def _reference(
    files: Mapping[str, bytes], world: World, content_hash: str, faults: Faults
) -> Reference | None:
    values = _json(files[REFERENCE], REFERENCE, faults) if REFERENCE in files else []
    shape = validated(ReferenceShape, values[0], file=REFERENCE, faults=faults) if values else None
    if shape is None or shape.content_hash != content_hash or shape.rules_version != RULES_VERSION:
        return None
    plan = plan_of(shape.plan, world, file=REFERENCE, faults=faults)
    if faults.found:
        return None
    return Reference(
        plan=plan,
        certificate=shape.certificate,
        seed=shape.seed,
        seconds=shape.seconds,
        rules_version=shape.rules_version,
        content_hash=shape.content_hash,
        versions=tuple(sorted(shape.versions.items())),
    )


def reference_text(scenario_id: str, reference: Reference) -> str:
    """reference.json for `python -m tools reference` to write."""
    values = {
        "plan": plan_dict(scenario_id, reference.plan),
        "certificate": reference.certificate,
        "seed": reference.seed,
        "seconds": reference.seconds,
        "rules_version": reference.rules_version,
        "content_hash": reference.content_hash,
        "versions": dict(reference.versions),
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"
