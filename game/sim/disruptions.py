"""What will go wrong today: drawn once at dispatch, each cause from its own stream of chance.

A jam stands on its road for the whole clock span that the author gives; its delay is lost once
per passage. A late loading makes the vehicle's loading longer. A customer found closed opens
`delay_s` after the truck found out, or at `to_s` when the scenario's truth names that time. A busy
charger costs every truck that comes in its span `delay_s` before a bay is free; a broken one is
repaired `delay_s` after a truck came, or at `to_s` when no delay is given; a dock likewise.

With `lasts_s` a cause stands from a moment drawn in the author's span for a drawn length. A breakdown, a
sick driver and a rush order have a moment only: `from_s`. A wrong order carries its true load.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from game.content.world import truth_of
from game.domain.chance import stream, triangular
from game.domain.day import Incident
from game.domain.scenario import Disruption, Scenario, TruthChange
from game.domain.world import Action, Load, Order, World
from game.rules.load import with_load
from game.rules.stops import action_at
from game.sim.roads import OF_ROAD
from game.sim.times import BUSY, DOCK, FAULT

ALL_DAY_S = 1 << 30
STREAMS = {"jam": "traffic", "late_loading": "loading", DOCK: "docks"}
"""Names of streams and incidents, where they are not that of the kind."""
SUDDEN = frozenset({"breakdown", "sick", "rush"})
"""Kinds that begin at a drawn moment."""


def draw(scenario: Scenario, world_truth: World, seed: int) -> tuple[Incident, ...]:
    """All incidents of a day, in order of id; no decision of the player changes any of them."""
    times: Counter[str] = Counter()
    found = [*_truth(scenario, world_truth, seed)]
    for disruption in scenario.disruptions:
        for subject in _subjects(disruption, world_truth):
            name = f"{STREAMS.get(disruption.kind, disruption.kind)}/{subject}"
            times[name] += 1
            number = "" if times[name] == 1 else f"/{times[name]}"
            found += _drawn(disruption, subject, f"{name}{number}", scenario.system, seed)
    return tuple(sorted(found, key=lambda i: i.id))


def _subjects(disruption: Disruption, world: World) -> list[str]:
    if disruption.subject != "*":
        return [disruption.subject]
    if disruption.kind in OF_ROAD:
        return ["*"]
    everything: dict[str, Iterable[str]] = {
        BUSY: world.sites.chargers, FAULT: world.sites.chargers, "late_loading": world.vehicles,
        "breakdown": world.vehicles, "sick": world.drivers, DOCK: world.places,
    }  # fmt: skip
    return sorted(everything.get(disruption.kind, world.orders))


def _drawn(disruption: Disruption, subject: str, name: str, world: World, seed: int) -> Iterator[Incident]:
    chance = stream(seed, name)
    happens, size, when, lasts = (chance.random() for _ in range(4))
    if happens >= disruption.chance:
        return
    delay_s = triangular(size, *disruption.delay_s)
    from_s, to_s = _span(disruption, delay_s, when, lasts)
    load = None
    if disruption.kind == "order_error":
        if disruption.percent == 100 or subject not in world.orders:
            return
        load = scaled(world.orders[subject].load, disruption.percent)
    yield Incident(
        id=name, kind=disruption.kind, subject=subject, from_s=from_s, to_s=to_s, delay_s=delay_s,
        percent=disruption.percent, load=load,
    )  # fmt: skip


def _span(disruption: Disruption, delay_s: int, when: float, lasts: float) -> tuple[int, int]:
    """From when until when it stands."""
    begins_s = disruption.from_s + int(when * (disruption.to_s - disruption.from_s))
    if disruption.kind in SUDDEN:
        return begins_s, begins_s + max(1, delay_s)
    if not any(disruption.lasts_s):
        return disruption.from_s, disruption.to_s
    return begins_s, begins_s + triangular(lasts, *disruption.lasts_s)


def scaled(load: Load, percent: int) -> Load:
    """So many percent of it in every unit, pieces rounded up."""

    def pieces(count: int) -> int:
        return -(-count * percent // 100)

    return Load(
        kg=pieces(load.kg), pallets=pieces(load.pallets), roll_cages=pieces(load.roll_cages),
        ldm_cm=pieces(load.ldm_cm),
    )  # fmt: skip


def _truth(scenario: Scenario, world: World, seed: int) -> Iterator[Incident]:
    """Where the truth differs: a service that lasts longer, a customer that opens later, another load."""
    changes = truth_of(scenario, seed)
    yield from _loads(scenario, changes)
    for change in changes:
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


def _loads(scenario: Scenario, changes: Iterable[TruthChange]) -> Iterator[Incident]:
    """Orders of which another weight or number really stands there."""
    found: dict[str, Order] = {}
    for change in changes:
        order = found.get(change.subject) or scenario.system.orders.get(change.subject)
        if order is not None and change.kind in ("kg", "units"):
            found[order.id] = with_load(order, change.kind, change.amount)
    for name, order in found.items():
        if order.load != scenario.system.orders[name].load:
            yield Incident(
                id=f"truth/load/{name}", kind="order_error", subject=name, from_s=0, to_s=ALL_DAY_S,
                delay_s=0, load=order.load,
            )  # fmt: skip


def with_loads(world: World, incidents: Iterable[Incident]) -> World:
    """The world with the true loads of these incidents."""
    wrong = {i.subject: i.load for i in incidents if i.load is not None and i.subject in world.orders}
    if all(world.orders[name].load == load for name, load in wrong.items()):
        return world
    orders = {name: replace(world.orders[name], load=load) for name, load in wrong.items() if load}
    return replace(world, orders={**world.orders, **orders})
