"""Why an order does not fit: the rule that binds, by how much, and the one thing that would change it.

"Cannot" is said only of what was tried, with its scope: `slot` (this place), `vehicle` (every place in one
vehicle's trip), `plan` (every place in every trip as the plan stands, by every way, with second loads where
too much is aboard) or `never` (fails even alone on every vehicle, whatever the start). A battery that could
be charged in more ways than were tried makes it `not_found` instead. A place that fits but costs more than
buying the order in is `not_worth`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from game.domain.evaluation import Finding, Severity
from game.domain.plan import Plan, Trip
from game.domain.units import whole
from game.domain.world import Order, Vehicle, World
from game.rules.evaluate import Memo, evaluate_trip
from game.rules.moves import NOTHING_BEGUN
from game.solver.charge_advice import charged_places
from game.solver.charging import BATTERY
from game.solver.desk import Desk, Rank, desk_of
from game.solver.levers import Slot
from game.solver.never import ALWAYS, never
from game.solver.objective import Objective
from game.solver.places import (
    Candidate,
    Moving,
    Weighed,
    distinct,
    moving,
    otherwise,
    places,
    placing,
    reloaded,
    weighed,
)
from game.solver.proposal import Proposal, Values
from game.solver.relax import Relaxation, relaxations
from game.solver.stops import Begun, Spot, trip_of, with_order, without_order
from game.solver.verdict import WhyNot

__all__ = ["NEAREST", "WhyNot", "already", "why_not", "why_not_slot"]

NEAREST = 6
"""Places of a plan for which relaxations are looked for: those that break least."""


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
        return _begun(desk, order)
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
    vehicle: str = "",
) -> WhyNot:
    """Why an order fits nowhere in the plan as it stands, not on one vehicle, or why it is not worth it."""
    desk = desk_of(world, plan, memo, begun, orders, objective, now_s)
    mine = moving(desk, order)
    if mine is None:
        return _begun(desk, order)
    found = weighed(desk, mine, places(desk, mine, thorough=True))
    found += weighed(desk, mine, reloaded(desk, mine, found))
    found += weighed(desk, mine, otherwise(desk, mine, thorough=True))
    tried = [f for f in found if not vehicle or f[2].vehicle == vehicle]
    if not tried:
        return _said(desk, mine.order, "not_found", vehicle)
    if not begun and _fitting(desk, mine, found) is None:
        proof = never(desk.world, mine.order)
        if proof is not None:
            return _judged(desk, mine, [f[2] for f in tried], "never", proof)
    if _fitting(desk, mine, tried) is None:
        ranked = sorted(tried, key=_by_rank)
        charged = [
            p for p in charged_places(desk, mine.order, [w[2].trips for w in distinct(ranked)])
            if not any(f.severity is Severity.HARD for f in p.new_findings)
        ]  # fmt: skip
        if charged:
            best = min(charged, key=lambda p: (p.rank_key, p.commands))
            return _legal(desk, mine, best.rank_key[1], best.delta.cost_cent, best.vehicle, best)
    return _judged(desk, mine, [f[2] for f in tried], "vehicle" if vehicle else "plan")


def already(world: World, plan: Plan, order: str) -> WhyNot | None:
    """That an order is planned, with what is wrong with it there; None when it is not."""
    known = world.orders[order]
    vehicle, partner = plan.vehicle_of(order) or "", plan.partner_of(order)
    if not vehicle and partner is None:
        return None
    name = world.vehicles[vehicle].name if vehicle else world.sites.partners[partner or ""].name
    said = WhyNot(
        order=order, verdict="planned", vehicle=vehicle, note="" if vehicle else "partner",
        values=(("customer", known.customer), ("order", order), ("vehicle", name)),
    )  # fmt: skip
    trip = plan.trip_of(vehicle)
    found = evaluate_trip(world, trip).findings if trip else ()
    wrong = next((f for f in found if f.subject == order and f.severity is Severity.HARD), None)
    return said if wrong is None else replace(
        said, rule=wrong.rule, shortfall=wrong.amount, unit=wrong.unit, finding=wrong
    )  # fmt: skip


def _slot(desk: Desk, mine: Moving, vehicle: Vehicle, spot: Spot) -> Candidate:
    same = mine.old is not None and mine.old.vehicle == vehicle.id
    base = mine.lighter if same and mine.lighter else trip_of(desk.plan, vehicle)
    others = (mine.lighter,) if mine.lighter and not same else ()
    trip = with_order(base, mine.order, vehicle, spot, mine.old if same else None, mine.via)
    return Candidate((trip, *others), vehicle.id, spot)


def _by_rank(weighed: Weighed) -> tuple[Rank, tuple[str, Spot, str, int]]:
    return weighed[0], weighed[2].sort_key


def _fitting(desk: Desk, mine: Moving, found: Iterable[Weighed]) -> Weighed | None:
    """The best place where nothing is broken that is not broken now; mending one thing pays for no other."""
    net = sorted((w for w in found if w[0][0] <= 0), key=_by_rank)
    return next((w for w in net if not desk.worsens(w[2].trips, mine.order.id)), None)


class _Best(NamedTuple):
    """The place where it takes least to make the order fit."""

    slot: Slot
    candidate: Candidate
    broken: tuple[Finding, ...]
    helps: list[Relaxation]


def _judged(
    desk: Desk, mine: Moving, candidates: list[Candidate], scope: str, proof: Finding | None = None
) -> WhyNot:
    """The verdict on the places that were tried."""
    found = sorted(weighed(desk, mine, candidates), key=_by_rank)
    fitting = _fitting(desk, mine, found)
    if fitting is not None:
        rank, delta, nearest = fitting
        name = nearest.partner or nearest.vehicle
        return _legal(desk, mine, rank[1], delta.cost_cent, name, placing(desk, mine, nearest))
    best: _Best | None = None
    for _, change, candidate in found[:NEAREST]:
        if candidate.partner or not candidate.trips:
            continue
        slot = Slot(
            trip=candidate.trips[0], others=candidate.trips[1:], order=mine.order.id,
            cost_cent=change.cost_cent, co2e_g=change.co2e_g,
        )  # fmt: skip
        broken = _broken(desk, slot)
        helps = relaxations(desk, slot, broken)
        if best is None or (helps and (not best.helps or helps[0].weight_cent < best.helps[0].weight_cent)):
            best = _Best(slot, candidate, broken, helps)
    if best is None:
        return _said(desk, mine.order, "not_found")
    return _cannot(desk, mine, found, best, scope, proof)


def _cannot(
    desk: Desk,
    mine: Moving,
    found: list[Any],
    best: _Best,
    scope: str,
    proof: Finding | None,
) -> WhyNot:
    slot, candidate, broken, helps = best
    binding = proof or (broken[0] if broken else None)
    # a battery can be charged in more ways than were tried
    open_ended = scope in ("plan", "vehicle") and any(
        _short(desk, f[2].trips[0]) for f in found if f[2].trips
    )
    if binding is None:
        # no rule, but a lock that was asked for keeps it out: nothing is proven
        return _said(desk, mine.order, "not_found")
    said = _said(desk, mine.order, "not_found" if open_ended else "cannot", slot.trip.vehicle)
    return replace(
        said,
        scope="" if open_ended else scope,
        note="charge" if open_ended else _emptiness(desk, scope, slot.trip.vehicle),
        trip=slot.trip,
        rule=binding.rule,
        shortfall=binding.amount,
        unit=binding.unit,
        finding=binding,
        more=() if proof else broken[1:],
        previous="" if proof else _previous(desk, mine, candidate),
        way="reload" if candidate.reload_at >= 0 else "via" if _by_way(candidate) else "",
        transfer=desk.world.sites.transfers[candidate.transfer].name if _by_way(candidate) else "",
        relaxation=helps[0] if helps else None,
        others=tuple(helps[1:]),
        cost_cent=slot.cost_cent,
    )


def _emptiness(desk: Desk, scope: str, vehicle: str) -> str:
    return "empty" if scope == "vehicle" and desk.plan.trip_of(vehicle) is None else ""


def _by_way(candidate: Candidate) -> bool:
    """Whether it goes by a transfer there, and not as it does now."""
    return candidate.transfer not in ("", "-")


def _previous(desk: Desk, mine: Moving, candidate: Candidate) -> str:
    """Whom or what the place comes behind; empty at the start."""
    base = without_order(trip_of(desk.plan, desk.world.vehicles[candidate.vehicle]), mine.order.id)
    return desk.name_before(base, min(candidate.spot.at, len(base.stops)))


def _short(desk: Desk, trip: Trip) -> bool:
    """Whether charging otherwise could make it fit: it wins no time, so not where a window is missed too."""
    if desk.world.vehicles[trip.vehicle].class_.drive != "battery":
        return False
    before = desk.before(trip.vehicle)
    had = {(f.rule, f.subject) for f in before.findings} if before else set()
    new = {f.rule for f in desk.judge(trip).findings if (f.rule, f.subject) not in had}
    return bool(new & BATTERY) and not new & {*ALWAYS, "late"}


def _legal(
    desk: Desk, mine: Moving, worse: float, cost_cent: int, carrier: str, proposal: Proposal | None
) -> WhyNot:
    """It fits somewhere: worth it, or dearer than what it costs now by so many cents."""
    order = mine.order
    said = _said(desk, order, "fits" if worse <= 0 else "not_worth", carrier)
    if worse <= 0:
        return replace(said, cost_cent=cost_cent, proposal=proposal)
    dearer = whole(cost_cent / 100)
    # so much more would have to be paid for it; CO2e that weighs as well is counted in cents here
    weight = desk.objective.weight
    cents = math.ceil(worse * desk.objective.base_cent / (1 - weight) - 1e-6) if weight < 1 else 0
    euro: Values = (("euro", -(-cents // 100)),)
    missing = Relaxation(
        kind="price", subject=order.id, amount=cents, unit="cent", cost_cent=0, co2e_g=0,
        values=(("customer", order.customer), ("order", order.id), *euro),
    )  # fmt: skip
    return replace(
        said, rule="price", shortfall=cents, unit="cent", cost_cent=cost_cent, proposal=proposal,
        relaxation=missing if cents and _bought_in(desk, order.id) else None,
        note="" if dearer > 0 else "level", values=(*said.values, ("euro", dearer)),
    )  # fmt: skip


def _bought_in(desk: Desk, order: str) -> bool:
    """Whether the order is bought in as the plan stands: dearer buying in could make it pay."""
    return order in desk.orders and order not in desk.plan.covered()


def _broken(desk: Desk, slot: Slot) -> tuple[Finding, ...]:
    """Hard findings that the place adds: of its own trip, then of all trips together."""
    return desk.worsens((slot.trip, *slot.others), slot.order)


def _begun(desk: Desk, order: str) -> WhyNot:
    return replace(_said(desk, desk.world.orders[order], "not_found"), note="begun")


def _said(desk: Desk, order: Order, verdict: str, carrier: str = "") -> WhyNot:
    """`carrier` is a vehicle or a partner."""
    vehicle, partner = desk.world.vehicles.get(carrier), desk.world.sites.partners.get(carrier)
    name = vehicle.name if vehicle else partner.name if partner else ""
    values: Values = (("customer", order.customer), ("order", order.id), ("vehicle", name))
    return WhyNot(order=order.id, verdict=verdict, vehicle=carrier if vehicle else "", values=values)
