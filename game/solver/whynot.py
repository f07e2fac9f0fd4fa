"""Why an order does not fit: the rule that binds, by how much, and the one thing that would change it.

"Cannot" is said only of what was tried, with its scope: `slot` (this place), `plan` (every place in every
trip as the plan stands, by every way, with second loads where too much is aboard) or `never` (fails even
alone on every vehicle, whatever the start). A plan with partners, or a battery that could be charged in
more ways than were tried, is `not_found` instead. A place that fits but costs more than buying the order
in is `not_worth`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from game.domain.evaluation import Finding, Severity
from game.domain.plan import Plan, Trip
from game.domain.world import Order, Vehicle, World
from game.rules.evaluate import Memo, evaluate_trip
from game.solver.charging import BATTERY
from game.solver.desk import Desk, desk_of
from game.solver.levers import Slot
from game.solver.objective import Objective
from game.solver.places import Candidate, Moving, moving, otherwise, places, reloaded, weighed
from game.solver.proposal import Values
from game.solver.relax import Relaxation, relaxations
from game.solver.stops import Begun, Spot, Via, empty_trip, spots, trip_of, with_order
from game.solver.ways import ways

NOTHING_BEGUN: Begun = {}
ALWAYS = frozenset({
    "needs_missing", "zone_emission", "lzv_access", "lzv_zone", "lzv_driver", "lzv_adr", "adr",
    "capacity_kg", "capacity_ldm", "capacity_units", "late_onward",
})  # fmt: skip
"""Rules that an order alone on a vehicle breaks at every start of duty."""
NEAREST = 6
"""Places of a plan for which relaxations are looked for: those that break least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """The answer. Its sentence is `key` with `values`; `relaxation` has one of its own."""

    order: str
    verdict: str
    """`fits`, `cannot`, `not_worth` or `not_found`."""
    scope: str = ""
    """`slot`, `plan` or `never`; empty unless the verdict is `cannot`."""
    rule: str = ""
    shortfall: int = 0
    unit: str = ""
    """Of the shortfall: `s`, `kg`, `cm`, `units`, `wh`, `cent` ..."""
    vehicle: str = ""
    """The vehicle of the place that comes nearest."""
    finding: Finding | None = None
    """What the referee says of the rule, with the values of its sentence."""
    relaxation: Relaxation | None = None
    others: tuple[Relaxation, ...] = ()
    """What else would do, dearer."""
    cost_cent: int = 0
    """Difference of the plan's cost at the nearest place."""
    values: Values = ()

    @property
    def key(self) -> str:
        """The sentence's key."""
        return f"whynot.{self.verdict}.{self.scope}" if self.scope else f"whynot.{self.verdict}"


def why_not_slot(
    world: World,
    plan: Plan,
    order: str,
    vehicle: str,
    at: int,
    deliver_at: int = -1,
    memo: Memo | None = None,
    begun: Begun = NOTHING_BEGUN,
    *,
    orders: Iterable[str] | None = None,
    objective: Objective | None = None,
) -> WhyNot:
    """Why an order does not fit at one place. `at` and `deliver_at` count in the trip without the order."""
    desk = desk_of(world, plan, memo, begun, orders, objective)
    mine = moving(desk, order)
    if mine is None:
        return _said(desk, world.orders[order], "not_found")
    candidate = _slot(desk, mine, world.vehicles[vehicle], Spot(at, deliver_at))
    return _judged(desk, mine, [candidate], "slot")


def why_not(
    world: World,
    plan: Plan,
    order: str,
    memo: Memo | None = None,
    begun: Begun = NOTHING_BEGUN,
    *,
    orders: Iterable[str] | None = None,
    objective: Objective | None = None,
    now_s: int | None = None,
) -> WhyNot:
    """Why an order fits nowhere in the plan as it stands, or why it is not worth it."""
    desk = desk_of(world, plan, memo, begun, orders, objective, now_s)
    mine = moving(desk, order)
    if mine is None:
        return _said(desk, world.orders[order], "not_found")
    found = weighed(desk, mine, places(desk, mine, thorough=True))
    found += weighed(desk, mine, reloaded(desk, mine, found))
    found += weighed(desk, mine, otherwise(desk, mine))
    if not found:
        return _said(desk, mine.order, "not_found")
    if not begun and all(f[0][0] > 0 for f in found):
        proof = _never(desk, mine.order)
        if proof is not None:
            return _judged(desk, mine, [f[2] for f in found], "never", proof)
    return _judged(desk, mine, [f[2] for f in found], "plan")


def _slot(desk: Desk, mine: Moving, vehicle: Vehicle, spot: Spot) -> Candidate:
    same = mine.old is not None and mine.old.vehicle == vehicle.id
    base = mine.lighter if same and mine.lighter else trip_of(desk.plan, vehicle)
    others = (mine.lighter,) if mine.lighter and not same else ()
    trip = with_order(base, mine.order, vehicle, spot, mine.old if same else None, mine.via)
    return Candidate((trip, *others), vehicle.id, spot)


def _judged(
    desk: Desk, mine: Moving, candidates: list[Candidate], scope: str, proof: Finding | None = None
) -> WhyNot:
    """The verdict on the places that were tried."""
    found = sorted(weighed(desk, mine, candidates), key=lambda w: (w[0], w[2].sort_key))
    rank, delta, nearest = found[0]
    if rank[0] <= 0:
        return _legal(desk, mine.order, rank[1], delta.cost_cent, nearest.vehicle)
    best: tuple[Slot, tuple[Finding, ...], list[Relaxation]] | None = None
    for _, change, candidate in found[:NEAREST]:
        if candidate.partner or not candidate.trips:
            continue
        slot = Slot(
            trip=candidate.trips[0], others=candidate.trips[1:], order=mine.order.id,
            cost_cent=change.cost_cent, co2e_g=change.co2e_g,
        )  # fmt: skip
        broken = _broken(desk, slot)
        helps = relaxations(desk, slot, broken)
        if best is None or (helps and (not best[2] or helps[0].cost_cent < best[2][0].cost_cent)):
            best = slot, broken, helps
    if best is None:
        return _said(desk, mine.order, "not_found")
    return _cannot(desk, mine, found, best, scope, proof)


def _cannot(
    desk: Desk,
    mine: Moving,
    found: list[Any],
    best: tuple[Slot, tuple[Finding, ...], list[Relaxation]],
    scope: str,
    proof: Finding | None,
) -> WhyNot:
    slot, broken, helps = best
    binding = proof or (broken[0] if broken else None)
    # a battery can be charged in more ways than were tried
    open_ended = scope == "plan" and any(_short(desk, f[2].trips[0]) for f in found if f[2].trips)
    said = _said(desk, mine.order, "not_found" if open_ended else "cannot", slot.trip.vehicle)
    return replace(
        said,
        scope="" if open_ended else scope,
        rule=binding.rule if binding else "",
        shortfall=binding.amount if binding else 0,
        unit=binding.unit if binding else "",
        finding=binding,
        relaxation=helps[0] if helps else None,
        others=tuple(helps[1:]),
        cost_cent=slot.cost_cent,
    )


def _short(desk: Desk, trip: Trip) -> bool:
    battery = desk.world.vehicles[trip.vehicle].class_.drive == "battery"
    return battery and any(f.rule in BATTERY for f in desk.judge(trip).findings)


def _legal(desk: Desk, order: Order, worse: float, cost_cent: int, vehicle: str) -> WhyNot:
    """It fits somewhere: worth it, or dearer than what it costs now by so many cents."""
    said = _said(desk, order, "fits" if worse <= 0 else "not_worth", vehicle)
    if worse <= 0:
        return replace(said, cost_cent=cost_cent)
    # so much more would have to be paid for it; CO2e that weighs as well is counted in cents here
    weight = desk.objective.weight
    cents = math.ceil(worse * desk.objective.base_cent / (1 - weight) - 1e-6) if weight < 1 else 0
    euro: Values = (("euro", -(-cents // 100)),)
    missing = Relaxation(
        kind="price", subject=order.id, amount=cents, unit="cent", cost_cent=0, co2e_g=0,
        values=(("customer", order.customer), ("order", order.id), *euro),
    )  # fmt: skip
    return replace(
        said, rule="price", shortfall=cents, unit="cent", cost_cent=cost_cent,
        relaxation=missing if cents else None, values=(*said.values, *euro),
    )  # fmt: skip


def _broken(desk: Desk, slot: Slot) -> tuple[Finding, ...]:
    """Hard findings that the place adds: of its own trip, then of all trips together."""
    before = desk.before(slot.trip.vehicle)
    known = {(f.rule, f.subject) for f in before.findings} if before else set()
    new = [f for f in desk.judge(slot.trip).findings if f.severity is Severity.HARD]
    mine = [f for f in new if (f.rule, f.subject) not in known] or new
    had = {(f.rule, f.subject) for f in desk.together_now()}
    over = [
        f for f in desk.together((slot.trip, *slot.others))
        if f.severity is Severity.HARD and (f.rule, f.subject) not in had
    ]  # fmt: skip
    return (*mine, *over)


def _said(desk: Desk, order: Order, verdict: str, vehicle: str = "") -> WhyNot:
    name = desk.world.vehicles[vehicle].name if vehicle else ""
    values: Values = (("customer", order.customer), ("order", order.id), ("vehicle", name))
    return WhyNot(order=order.id, verdict=verdict, vehicle=vehicle, values=values)


# Never -----------------------------------------------------------------------------------


def _never(desk: Desk, order: Order) -> Finding | None:
    """The rule that the order breaks alone on every vehicle, by every way; None when that is not proven."""
    worst: Finding | None = None
    for name in sorted(desk.world.vehicles):
        vehicle = desk.world.vehicles[name]
        for via in ways(desk.world, order, vehicle):
            proof = _fails_alone(desk.world, order, vehicle, via)
            if proof is None:
                return None
            worst = proof if worst is None or proof.amount < worst.amount else worst
    return None if desk.world.sites.partners else worst


def _fails_alone(world: World, order: Order, vehicle: Vehicle, via: Via) -> Finding | None:
    """Something that it breaks at every start: what no clock changes, or late from midnight on already."""
    found: Finding | None = None
    bare = empty_trip(vehicle)
    for spot in spots(order, vehicle, bare, 0):
        trip = with_order(bare, order, vehicle, spot, None, via)
        now, first = evaluate_trip(world, trip), evaluate_trip(world, replace(trip, start_s=0))
        always = [f for f in now.findings if f.rule in ALWAYS and f.severity is Severity.HARD]
        # leaving later never arrives earlier
        late = [f for f in first.findings if f.rule == "late"]
        proof = next(iter((*always, *late)), None)
        if proof is None:
            return None
        found = found or proof
    return found


# For scripts -----------------------------------------------------------------------------


def why_not_dict(answer: WhyNot, t: Callable[..., str]) -> Mapping[str, Any]:
    """CONTRACT `whynot`; `t(key, **values)` makes the sentences."""
    relaxed = answer.relaxation
    return {
        "order": answer.order,
        "verdict": answer.verdict,
        "scope": answer.scope,
        "rule": answer.rule,
        "shortfall": answer.shortfall,
        "unit": answer.unit,
        "relaxation": None if relaxed is None else {
            "kind": relaxed.kind, "subject": relaxed.subject, "amount": relaxed.amount,
            "unit": relaxed.unit, "cost_cent": relaxed.cost_cent, "co2e_g": relaxed.co2e_g,
            "text": t(relaxed.key, **dict(relaxed.values)),
        },
        "text": " ".join(_sentences(answer, t)),
    }  # fmt: skip


def _sentences(answer: WhyNot, t: Callable[..., str]) -> Iterator[str]:
    yield t(answer.key, **dict(answer.values))
    if answer.finding is not None:
        yield t(f"finding.{answer.finding.rule}", **dict(answer.finding.values))
    if answer.relaxation is not None:
        yield t(answer.relaxation.key, **dict(answer.relaxation.values))
