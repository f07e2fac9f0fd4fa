"""Plan files: JSON <-> `Plan`, with located faults; and the stored reference plan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from game import PLAN_RULES
from game.content.limits import MAX_DEPTH, MAX_FILE_BYTES, REFERENCE, Faults, decode
from game.content.located import nearest, validated
from game.content.shape_plan import (
    GivenShape,
    LastingShape,
    PlanShape,
    PlanStopShape,
    PlanTripShape,
    ReferenceShape,
)
from game.content.tomlfile import loc_text
from game.domain.errors import ContentFault
from game.domain.plan import Plan, Stop, Trip
from game.domain.scenario import Reference
from game.domain.units import clock, whole
from game.domain.world import Action, World


def plan_dict(scenario_id: str, plan: Plan) -> dict[str, Any]:
    """The plan as plain values with CONTRACT's keys; `read_plan` gives an equal plan back."""
    values: dict[str, Any] = {"scenario": scenario_id, "trips": [_trip_dict(trip) for trip in plan.trips]}
    if plan.given:
        values["given"] = [{"order": order, "partner": partner} for order, partner in plan.given]
    return values


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
    if trip.charge_permille is not None:
        values["charge_percent"] = trip.charge_permille / 10
    values["stops"] = [_stop_dict(stop) for stop in trip.stops]
    return values


def _stop_dict(stop: Stop) -> dict[str, Any]:
    if not stop.own:
        values = {"order": stop.order, "action": str(stop.action), "route": stop.route}
        return {**values, "via": stop.via} if stop.via else values
    own: dict[str, Any] = {"place": stop.place} if stop.place else {}
    if stop.action is not Action.RELOAD:
        minutes, rest = divmod(stop.seconds, 60)
        own |= {"seconds": stop.seconds} if rest else {"minutes": minutes}
    return {str(stop.action): own, "route": stop.route}


def _clock_text(time_s: int) -> str:
    return clock(time_s) + (f":{time_s % 60:02d}" if time_s % 60 else "")


def read_plan(data: bytes, world: World, *, file: str = "plan.json") -> Plan:
    """A plan for a world. Raises ContentFault: the form, or ids that the world does not know.

    Whether the plan is any good (stops twice, too late, too heavy) is for `rules.evaluate` to say.
    """
    faults = Faults()
    values = json_values(data, file, faults)
    shape = validated(PlanShape, values[0], file=file, faults=faults) if values else None
    plan = None if shape is None else plan_of(shape, world, file=file, faults=faults)
    faults.stop_if_any(file)
    if plan is None:
        raise ContentFault(faults=(), source=file)
    return plan


def plan_of(shape: PlanShape, world: World, *, file: str, faults: Faults) -> Plan:
    """Checked ids; unknown ones become faults."""
    check = _Check(world, file, faults)
    trips: dict[str, Trip] = {}
    for i, part in enumerate(shape.trips):
        check.trip(part, i, trips)
        vehicle = world.vehicles.get(part.vehicle)
        if vehicle and part.stops:
            trips[part.vehicle] = Trip(
                vehicle=part.vehicle,
                driver=part.driver or vehicle.driver,
                stops=tuple(_stop(stop) for stop in part.stops),
                start_s=part.start,
                return_route=part.return_route,
                charge_permille=None if part.charge_percent is None else whole(part.charge_percent * 10),
            )
    for i, pair in enumerate(shape.given):
        check.given(pair, i)
    return Plan(
        trips=tuple(trips[name] for name in sorted(trips)),
        given=tuple(sorted((pair.order, pair.partner) for pair in shape.given)),
    )


def _stop(part: PlanStopShape) -> Stop:
    if part.order is not None and part.action is not None:
        return Stop(order=part.order, action=Action(part.action), route=part.route, via=part.via)
    if part.charge is not None:
        seconds = _seconds(part.charge)
        return Stop(action=Action.CHARGE, route=part.route, place=part.charge.place, seconds=seconds)
    if part.break_ is not None:
        seconds = _seconds(part.break_)
        return Stop(action=Action.BREAK, route=part.route, place=part.break_.place, seconds=seconds)
    return Stop(action=Action.RELOAD, route=part.route)


def _seconds(length: LastingShape) -> int:
    return whole((length.minutes or 0.0) * 60) if length.seconds is None else length.seconds


class _Check:
    """Ids of a plan against a world, and nothing served twice."""

    def __init__(self, world: World, file: str, faults: Faults) -> None:
        self.world = world
        self.file = file
        self.faults = faults
        self.served: set[tuple[str, str]] = set()
        self.planned: set[str] = set()

    def fault(self, key: str, *loc: str | int, **values: object) -> None:
        self.faults.add(self.file, key, loc_text(loc), 0, **values)

    def need(self, name: str, ids: Mapping[str, object], *loc: str | int) -> None:
        if name not in ids:
            self.fault("fault.unknown_id", *loc, name=name, suggest=nearest(name, tuple(ids)))

    def trip(self, part: PlanTripShape, i: int, known: Mapping[str, Trip]) -> None:
        self.need(part.vehicle, self.world.vehicles, "trips", i, "vehicle")
        if part.vehicle in known:
            self.fault("fault.double_id", "trips", i, "vehicle", name=part.vehicle)
        if part.driver is not None:
            self.need(part.driver, self.world.drivers, "trips", i, "driver")
        for j, stop in enumerate(part.stops):
            self._stop(stop, ("trips", i, "stops", j))

    def _stop(self, stop: PlanStopShape, loc: tuple[str | int, ...]) -> None:
        sites = self.world.sites
        if stop.charge is not None:
            self.need(stop.charge.place, sites.chargers, *loc, "charge", "place")
        if stop.break_ is not None and stop.break_.place:
            self.need(stop.break_.place, self.world.places, *loc, "break", "place")
        if stop.via:
            self.need(stop.via, sites.transfers, *loc, "via")
        if stop.order is None or stop.action is None:
            return
        self.need(stop.order, self.world.orders, *loc, "order")
        if (stop.order, stop.action) in self.served:
            self.fault("fault.stop_twice", *loc, "order", name=stop.order)
        self.served.add((stop.order, stop.action))
        self.planned.add(stop.order)

    def given(self, pair: GivenShape, i: int) -> None:
        self.need(pair.order, self.world.orders, "given", i, "order")
        self.need(pair.partner, self.world.sites.partners, "given", i, "partner")
        if pair.order in self.planned:
            self.fault("fault.given_twice", "given", i, "order", name=pair.order)
        self.planned.add(pair.order)


def json_values(data: bytes, file: str, faults: Faults, most: int = MAX_FILE_BYTES) -> list[Any]:
    """The value in a list, or an empty list with a fault: `null` is a value too."""
    text = decode(data, file, faults, most)
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
    values = json_values(files[REFERENCE], REFERENCE, faults) if REFERENCE in files else []
    shape = validated(ReferenceShape, values[0], file=REFERENCE, faults=faults) if values else None
    if shape is None or shape.content_hash != content_hash or shape.rules_version != PLAN_RULES:
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
        bound_cent=shape.bound_cent,
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
        "bound_cent": reference.bound_cent,
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"
