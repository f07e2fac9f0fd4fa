"""A small scenario on the tiny world, with every kind of incident, for the tests of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from game.domain.plan import Plan
from game.domain.scenario import Disruption, Effect, Message, Option, Scenario, TruthChange
from game.domain.world import World
from tests.worlds import MIN, collect, deliver, leg, plan, tiny, trip

CLOSED_MAIL = Message(
    id="dicht", kind="call", trigger="incident", subject="closed/O2", deadline_s=20 * MIN, default="wait",
    options=(
        Option(id="wait", expected_cent=8000),
        Option(id="back", expected_cent=3000, effects=(Effect(kind="redeliver", subject="O2"),)),
        Option(id="hold", expected_cent=9000, effects=(Effect(kind="hold_s", subject="V1", amount=600),)),
    ),
)  # fmt: skip
NEWS = Message(id="nieuws", kind="mail", trigger="at", at_s=8 * 3600)


def road_world() -> World:
    """The tiny world with the leg from the depot to A on the A28 for its second half, no windows."""
    a28 = leg(60, 60, 20, road_spans=(("N33", 0.0, 0.5), ("A28", 0.5, 1.0)))
    world = tiny(legs={("D", "A"): a28})
    orders = {k: replace(o, delivery_windows=(), pickup_windows=()) for k, o in world.orders.items()}
    return replace(world, orders=orders)


def own_plan() -> Plan:
    """V1 leaves at 07:00 for A and B; V2 at 07:00 collects at C."""
    return plan(
        trip("V1", deliver("O1"), deliver("O2"), start_s=7 * 3600),
        trip("V2", collect("O3"), start_s=7 * 3600),
    )


def scenario(world: World | None = None, **kw: Any) -> Scenario:
    """No disruptions and messages unless they are given."""
    values: dict[str, Any] = {
        "id": "proef", "version": 1, "content_hash": "", "day": date(2026, 11, 23), "level": 1, "minutes": 5,
        "competencies": ("K1",), "system": world or road_world(), "truth": (), "optional_orders": (),
        "moments": (), "messages": (), "disruptions": (), "reflection": (), "texts": {}, "files": {},
    }  # fmt: skip
    return Scenario(**{**values, **kw})


def sure(kind: str, subject: str, delay_min: int, from_s: int = 0, to_s: int = 86_400) -> Disruption:
    """A disruption that happens with this delay."""
    delay = (delay_min * MIN,) * 3
    return Disruption(kind=kind, subject=subject, chance=1.0, delay_s=delay, from_s=from_s, to_s=to_s)


def rough() -> Scenario:
    """A jam, a late dock, a closed customer, a slow service and two messages, all certain."""
    return scenario(
        disruptions=(sure("jam", "A28", 25), sure("late_loading", "V2", 15), sure("closed", "O2", 30)),
        truth=(TruthChange(kind="service_s", subject="O1", amount=35 * MIN),),
        messages=(CLOSED_MAIL, NEWS),
    )


def true_world(of: Scenario) -> World:
    """The scenario's world with its true service times."""
    orders = dict(of.system.orders)
    for change in of.truth:
        if change.kind == "service_s":
            orders[change.subject] = replace(orders[change.subject], delivery_service_s=change.amount)
    return replace(of.system, orders=orders)
