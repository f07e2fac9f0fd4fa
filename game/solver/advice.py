"""Advice while planning, in the game's own process: exact, because the referee judges every candidate.

`slots` tints the board while an order hangs over it; `insertions` ranks the places for one order;
`improve_plan` looks for any single change. What can be changed besides places is in `remedies`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from game.domain import commands as c
from game.domain.plan import Plan, Stop, Trip
from game.domain.units import clock
from game.domain.world import World
from game.rules.evaluate import Memo
from game.rules.moves import NOTHING_BEGUN
from game.solver.charge_advice import charged_places, charges
from game.solver.charging import BATTERY
from game.solver.desk import Desk, Rank, desk_of
from game.solver.objective import Objective
from game.solver.places import (
    distinct,
    moving,
    otherwise,
    placing,
    promising,
    reloaded,
    weighed,
)
from game.solver.polish import improve_trip
from game.solver.proposal import (
    Delta,
    Proposal,
    Slot,
    Values,
    plan_commands,
    proposal_dict,
    trip_commands,
    trip_steps,
)
from game.solver.ranked import weighed_places
from game.solver.remedies import remedies, roads
from game.solver.stops import Begun

__all__ = [
    "Delta", "Proposal", "Slot", "better_trip", "charges", "improve_plan", "insertions", "plan_commands",
    "proposal_dict", "roads", "slots", "trip_commands",
]  # fmt: skip

EFFORT = 2_500
"""Trips judged for the first time after which `improve_plan` looks no further."""
RESEQUENCE = 250
"""Trips judged at most to find one trip a better sequence."""
BETTER = (0, -1e-9)


def insertions(
    world: World,
    plan: Plan,
    order: str,
    memo: Memo | None = None,
    begun: Begun = NOTHING_BEGUN,
    *,
    orders: Iterable[str] | None = None,
    objective: Objective | None = None,
    limit: int = 5,
    thorough: bool = False,
    now_s: int | None = None,
) -> tuple[Proposal, ...]:
    """The best places for one order, planned or not; different vehicles first, then other positions.

    Where it does not fit a reload is tried, where the battery does not last a charge; transfers and
    partners are compared as well. Empty when it cannot be moved any more. `memo` belongs to this world;
    `orders` are the visible ones; without `objective` cost decides; `now_s` is the clock of a running
    day. An order with two stops is tried with two deliveries per place of collection (at once, and by
    the least detour) unless `thorough`.
    """
    desk = desk_of(world, plan, memo, begun, orders, objective, now_s)
    mine = moving(desk, order)
    if mine is None:
        return ()
    every = limit > len(world.vehicles)
    found = weighed_places(desk, mine, thorough=thorough, every=every)
    if not every and len(found) < limit:
        # fewer trucks than answers: other places of the same trucks come too
        found = weighed_places(desk, mine, thorough=thorough, every=True)
    found += weighed(desk, mine, reloaded(desk, mine, found))
    found += weighed(desk, mine, otherwise(desk, mine))
    found.sort(key=lambda w: (w[0], w[2].sort_key))
    first = distinct(found)
    ahead = {id(w) for w in first}
    told = (placing(desk, mine, w[2]) for w in [*first, *(w for w in found if id(w) not in ahead)])
    best = _take((p for p in told if p is not None), limit)
    charged = charged_places(desk, mine.order, [w[2].trips for w in first if w[0][0] > 0])
    return tuple(sorted([*best, *charged], key=_by_rank)[:limit]) if charged else tuple(best)


def _take(found: Iterator[Proposal], limit: int) -> list[Proposal]:
    """The first few, each command list once."""
    taken: dict[tuple[str, ...], Proposal] = {}
    for proposal in found:
        taken.setdefault(proposal.commands, proposal)
        if len(taken) == limit:
            break
    return list(taken.values())


def slots(
    world: World,
    plan: Plan,
    order: str,
    memo: Memo | None = None,
    begun: Begun = NOTHING_BEGUN,
    *,
    orders: Iterable[str] | None = None,
) -> tuple[Slot, ...]:
    """Every place of one order with what it would change, by vehicle and position."""
    desk = desk_of(world, plan, memo, begun, orders, None)
    mine = moving(desk, order)
    best: dict[tuple[str, int], tuple[Rank, Slot]] = {}
    for rank, delta, candidate in weighed_places(desk, mine, thorough=False, every=True) if mine else ():
        at, deliver_at = candidate.spot
        slot = Slot(candidate.vehicle, at, deliver_at, rank[0], delta.cost_cent, delta.co2e_g)
        known = best.get((candidate.vehicle, at))
        if known is None or (rank, slot) < known:
            best[(candidate.vehicle, at)] = (rank, slot)
    return tuple(slot for _, (_, slot) in sorted(best.items()))


def improve_plan(
    world: World,
    plan: Plan,
    memo: Memo | None = None,
    begun: Begun = NOTHING_BEGUN,
    *,
    orders: Iterable[str] | None = None,
    objective: Objective | None = None,
    limit: int = 5,
    now_s: int | None = None,
    effort: int = EFFORT,
) -> tuple[Proposal, ...]:
    """Single changes that make the plan better by themselves, the best first.

    An order placed or moved, a trip reordered; charging, a reload, a transfer, a partner, another road.
    What ends a shortage of the battery comes too when it costs something. Stops looking after
    `effort` judged trips, so that it answers within a second; the same call gives the same answer.
    """
    desk = desk_of(world, plan, memo, begun, orders, objective, now_s)
    desk.effort = effort
    found = [p for p in remedies(desk) if p.rank_key < BETTER or _ends_shortage(p)]
    unplanned_first = sorted(desk.orders | plan.planned(), key=lambda o: (plan.vehicle_of(o) is not None, o))
    for order in unplanned_first:
        if desk.effort > 0:
            found.extend(_better_places(desk, order))
    for trip in plan.trips:
        if desk.effort > 0:
            found.extend(_reordered(desk, trip, begun.get(trip.vehicle, 0)))
    return tuple(_take(iter(sorted(found, key=_by_rank)), limit))


def better_trip(
    world: World,
    plan: Plan,
    vehicle: str,
    memo: Memo | None = None,
    begun: Begun = NOTHING_BEGUN,
    *,
    orders: Iterable[str] | None = None,
    objective: Objective | None = None,
) -> Proposal | None:
    """One trip with its own orders in a better sequence, by better roads or with a later start, as thorough
    as `improve_plan` is for all trips together; None when nothing of that helps."""
    desk = desk_of(world, plan, memo, begun, orders, objective)
    trip = plan.trip_of(vehicle)
    found = _reordered(desk, trip, begun.get(vehicle, 0), EFFORT) if trip is not None else iter(())
    return next(found, None)


def _by_rank(proposal: Proposal) -> tuple[Rank, tuple[str, ...]]:
    return proposal.rank_key, proposal.commands


def _ends_shortage(proposal: Proposal) -> bool:
    """Coming home with the reserve is agreed, but costs nothing in the sums."""
    return proposal.rank_key[0] <= 0 and any(f.rule in BATTERY for f in proposal.solved_findings)


def _better_places(desk: Desk, order_id: str) -> Iterator[Proposal]:
    """The best places of one order: in our trips, by a transfer, with a partner."""
    mine = moving(desk, order_id)
    if mine is None:
        return
    own = weighed(desk, mine, promising(desk, mine))
    if mine.old is None and all(w[0] >= BETTER for w in own):
        own += weighed(desk, mine, reloaded(desk, mine, own))
    others = weighed(desk, mine, otherwise(desk, mine))
    given = [w for w in others if w[2].partner]
    sent = [w for w in others if not w[2].partner]
    for found in (own, sent, given):
        best = min(found, key=lambda w: (w[0], w[2].sort_key), default=None)
        proposal = placing(desk, mine, best[2]) if best is not None and best[0] < BETTER else None
        if proposal is not None and proposal.rank_key < BETTER:
            yield proposal


def _reordered(desk: Desk, trip: Trip, fixed: int, most: int = RESEQUENCE) -> Iterator[Proposal]:
    """The trip in a better sequence, or with a later start, as one proposal."""
    budget = min(most, desk.effort)
    better = improve_trip(desk.world, trip, fixed=fixed, objective=desk.objective, budget=budget)
    desk.effort -= budget
    if better == trip:
        return
    commands = trip_steps(better, trip)
    key = "proposal.resequence"
    values: Values = (("vehicle", desk.world.vehicles[trip.vehicle].name),)
    if [_visit(s) for s in better.stops] == [_visit(s) for s in trip.stops]:
        key = "proposal.start"
        start_s = desk.judge(better).start_s
        commands = (c.SetStart(vehicle=trip.vehicle, start_s=-1 if better.start_s is None else start_s),)
        values = (*values, ("time", clock(start_s)))
    proposal = desk.tell("resequence", key, commands, values, trip.vehicle)
    if proposal is not None and proposal.rank_key < BETTER:
        yield proposal


def _visit(stop: Stop) -> Stop:
    """A stop whatever the road to it."""
    return replace(stop, route=0)
