"""A plan of what a rule gave: the form is checked here, how good it is says the referee.

Three forms: a plan file (`{"trips": [...]}`), the list of its trips, or for each vehicle the ids of its
orders in sequence. In the last one an order that needs two stops is collected and brought away at once,
or collected where it is named first and delivered where it is named again.
"""

from __future__ import annotations

import json
from typing import Any

from game.content.plan_file import read_plan
from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, World
from game.solver.league.child import Failed
from game.solver.stops import actions_of


def plan_of(world: World, scenario_id: str, answer: Any) -> Plan:
    """The plan, every order in it whole. Raises Failed for what is no plan, ContentFault for wrong ids."""
    if isinstance(answer, list):
        answer = {"trips": answer}
    if not isinstance(answer, dict):
        raise Failed("illegal", "league.trouble.form", what=_short(answer))
    if "trips" not in answer:
        answer = {"trips": [_trip(world, vehicle, ids) for vehicle, ids in answer.items()]}
    trips = answer["trips"]
    if isinstance(trips, list):
        answer = {**answer, "trips": [t for t in trips if not isinstance(t, dict) or t.get("stops")]}
    values = {"scenario": scenario_id, **answer}
    plan = read_plan(json.dumps(values).encode(), world, file="plan")
    check_whole(world, plan)
    return plan


def _trip(world: World, vehicle_id: str, ids: Any) -> dict[str, Any]:
    if not isinstance(ids, list) or not all(isinstance(i, str) for i in ids):
        raise Failed("illegal", "league.trouble.form", what=f"{vehicle_id}: {_short(ids)}")
    vehicle = world.vehicles.get(vehicle_id)
    stops: list[dict[str, str]] = []
    for at, order_id in enumerate(ids):
        order = world.orders.get(order_id)
        if vehicle is None or order is None:
            stops.append({"order": order_id, "action": "deliver"})  # the reader says what is unknown
            continue
        actions = actions_of(order, vehicle)
        if len(actions) == 2 and ids.count(order_id) == 2:
            actions = (actions[0],) if order_id not in ids[:at] else (actions[1],)
        stops += [{"order": order_id, "action": str(a)} for a in actions]
    return {"vehicle": vehicle_id, "stops": stops}


def check_whole(world: World, plan: Plan) -> None:
    """Every planned order has the stops that it needs, in one trip. Raises Failed."""
    for trip in plan.trips:
        for order_id in trip.orders():
            needed = set(actions_of(world.orders[order_id], world.vehicles[trip.vehicle]))
            if set(_actions(trip, order_id)) != needed:
                raise Failed(
                    "illegal", "league.trouble.half", order=order_id, vehicle=trip.vehicle,
                    stops=", ".join(sorted(needed)),
                )  # fmt: skip


def _actions(trip: Trip, order_id: str) -> list[Action]:
    mine: list[Stop] = [s for s in trip.stops if s.order == order_id]
    return [s.action for s in mine]


def _short(value: object) -> str:
    return repr(value)[:60]
