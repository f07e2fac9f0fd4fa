"""What will go wrong today: drawn once at dispatch, each cause from its own stream of chance.

A jam stands on its road for the whole clock span that the author gives; its delay is lost once
per passage. A late loading makes the vehicle's loading longer. A customer found closed opens
`delay_s` after the truck found out, or at `to_s` when the scenario's truth names that time. A busy
charger costs every truck that comes in its span `delay_s` before a bay is free; a broken one is
repaired `delay_s` after a truck came, or at `to_s` when no delay is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from game.content.world import truth_of
from game.domain.chance import stream, triangular
from game.domain.day import Incident
from game.domain.scenario import Disruption, Scenario, TruthChange
from game.domain.world import Action, World
from game.rules.stops import action_at
from game.sim.times import BUSY, FAULT

ALL_DAY_S = 1 << 30
STREAMS = {"jam": "traffic", "late_loading": "loading", "closed": "closed", BUSY: BUSY, FAULT: FAULT}


def draw(scenario: Scenario, world_truth: World, seed: int) -> tuple[Incident, ...]:
    """All incidents of a day, in order of id; no decision of the player changes any of them."""
    times: Counter[str] = Counter()
    found = [*_truth(scenario, world_truth, seed)]
    for disruption in scenario.disruptions:
        for subject in _subjects(disruption, world_truth):
            name = f"{STREAMS[disruption.kind]}/{subject}"
            times[name] += 1
            number = "" if times[name] == 1 else f"/{times[name]}"
            found += _drawn(disruption, subject, f"{name}{number}", seed)
    return tuple(sorted(found, key=lambda i: i.id))


def _subjects(disruption: Disruption, world: World) -> list[str]:
    if disruption.subject != "*":
        return [disruption.subject]
    if disruption.kind in (BUSY, FAULT):
        return sorted(world.sites.chargers)
    return sorted(world.vehicles if disruption.kind == "late_loading" else world.orders)


def _drawn(disruption: Disruption, subject: str, name: str, seed: int) -> Iterator[Incident]:
    chance = stream(seed, name)
    happens, size = chance.random(), chance.random()
    if happens < disruption.chance:
        yield Incident(
            id=name, kind=disruption.kind, subject=subject, from_s=disruption.from_s, to_s=disruption.to_s,
            delay_s=triangular(size, *disruption.delay_s),
        )  # fmt: skip


def _truth(scenario: Scenario, world: World, seed: int) -> Iterator[Incident]:
    """Where the truth differs: a service that lasts longer, a customer that opens later."""
    for change in truth_of(scenario, seed):
        if change.kind == "closed_until_s":
            yield Incident(
                id=f"truth/closed/{change.subject}", kind="closed", subject=change.subject, from_s=0,
                to_s=change.amount, delay_s=0,
            )  # fmt: skip
        elif (longer_s := _longer_s(scenario, change)) > 0 and change.subject in world.orders:
            yield Incident(
                id="/".join(filter(None, ("truth/service", change.subject, change.end))),
                kind="slow_service", subject=change.subject, from_s=0, to_s=ALL_DAY_S, delay_s=longer_s,
                end=change.end,
            )  # fmt: skip


def _longer_s(scenario: Scenario, change: TruthChange) -> int:
    """True service time minus what the software believes, at the end that the truth is about."""
    order = scenario.system.orders.get(change.subject)
    if change.kind != "service_s" or order is None:
        return 0
    collected = action_at(scenario.system, order, change.end) is Action.COLLECT
    return change.amount - (order.pickup_service_s if collected else order.delivery_service_s)
