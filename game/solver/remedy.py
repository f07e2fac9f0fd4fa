"""What a player can do about a "does not fit": the acts behind the relaxation that was told.

Some are one's own acts (an earlier start, a charge, another road, an order that gives way), one is a
question to a customer (a wider window). A skill, a permit or a lighter load is nobody's to give while
planning: no acts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from game.domain import commands as c
from game.domain.plan import Plan, Trip
from game.domain.steer import MOST_MINUTES, asking_cent
from game.domain.units import MINUTE_S
from game.domain.world import Action, World
from game.rules.evaluate import evaluate_trip
from game.rules.moves import NOTHING_BEGUN
from game.solver.charging import best_charge
from game.solver.desk import desk_of
from game.solver.proposal import trip_commands
from game.solver.relax import Relaxation
from game.solver.stops import Begun, by_road, without_order
from game.solver.verdict import WhyNot

WINDOWS = {"window": Action.DELIVER, "window_collect": Action.COLLECT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """What to do so that the order fits: first perhaps a question, then acts on the plan."""

    kind: str
    """`take`, or the relaxation's kind."""
    acts: tuple[str, ...]
    """Commands as text."""
    agree: c.Agree | None = None
    asking_cent: int = 0
    """What the customer's agreement costs."""


def remedy(
    world: World, plan: Plan, answer: WhyNot, begun: Begun = NOTHING_BEGUN, *, orders: Iterable[str]
) -> Remedy | None:
    """The acts that make it fit; None where that is not in the player's hand."""
    if answer.proposal is not None:
        return Remedy(kind="take", acts=answer.proposal.commands)
    relaxed, trip = answer.relaxation, answer.trip
    if relaxed is None or trip is None:
        return None
    agree = _question(relaxed)
    changed = trip if agree else _changed(world, plan, trip, relaxed, begun, orders)
    if changed is None:
        return None
    acts = trip_commands(changed, plan.trip_of(trip.vehicle))
    if relaxed.kind == "order_out":
        acts = (c.to_text(c.Unplace(order=relaxed.subject)), *acts) if _planned(plan, relaxed) else acts
    cent = asking_cent(agree.minutes) if agree else 0
    return Remedy(kind=relaxed.kind, acts=acts, agree=agree, asking_cent=cent)


def _planned(plan: Plan, relaxed: Relaxation) -> bool:
    return relaxed.subject in plan.covered()


def _question(relaxed: Relaxation) -> c.Agree | None:
    """A customer may be asked for so many minutes and no more."""
    if relaxed.kind not in WINDOWS or not 0 < relaxed.amount <= MOST_MINUTES:
        return None
    action = WINDOWS[relaxed.kind].value
    return c.Agree(order=relaxed.subject, action=action, minutes=relaxed.amount)


def _changed(
    world: World, plan: Plan, trip: Trip, relaxed: Relaxation, begun: Begun, orders: Iterable[str]
) -> Trip | None:
    """The trip with the order in it, and with what was changed."""
    kind = relaxed.kind
    if kind == "start":
        start_s = evaluate_trip(world, trip).start_s - relaxed.amount * MINUTE_S
        return replace(trip, start_s=start_s)
    if kind == "road":
        at, _, route = relaxed.subject.partition("/")
        return by_road(trip, int(at), int(route))
    if kind == "order_out":
        return without_order(trip, relaxed.subject)
    if kind == "charge":
        now = trip.charge_permille
        start = world.vehicles[trip.vehicle].start_soc_permille if now is None else now
        return replace(trip, charge_permille=min(1000, start + relaxed.amount))
    return _plugged(world, plan, trip, begun, orders) if kind == "plug" else None


def _plugged(world: World, plan: Plan, trip: Trip, begun: Begun, orders: Iterable[str]) -> Trip | None:
    """The same search for the best charging stop that told of it."""
    desk = desk_of(world, plan, None, begun, orders, None)
    found = best_charge(world, trip, desk.judge, desk.key, begun.get(trip.vehicle, 0), 0)
    return found.trip if found else None
