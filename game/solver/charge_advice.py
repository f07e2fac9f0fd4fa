"""Advice on charging: ends a shortage of the battery with just enough, or takes away what is too much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from game.domain import commands as c
from game.domain.plan import Plan, Trip
from game.domain.world import Order, World
from game.rules.evaluate import Memo
from game.rules.moves import NOTHING_BEGUN
from game.solver.charging import Charge, best_charge, charge_options, is_short, night_room_permille
from game.solver.desk import Desk, desk_of
from game.solver.objective import Objective
from game.solver.proposal import Proposal, Values, trip_steps
from game.solver.stops import Begun

CHARGED_PLACES = 3
"""Trips that are too long for their battery for which a charge is looked for, when placing an order."""


def charges(
    world: World,
    plan: Plan,
    vehicle: str,
    memo: Memo | None = None,
    begun: Begun = NOTHING_BEGUN,
    *,
    orders: Iterable[str] | None = None,
    objective: Objective | None = None,
    limit: int = 5,
) -> tuple[Proposal, ...]:
    """Ways to charge a vehicle's trip otherwise, the best first: just enough, or what can be less."""
    desk = desk_of(world, plan, memo, begun, orders, objective)
    trip = plan.trip_of(vehicle)
    if trip is None:
        return ()
    judged = desk.judge(trip)
    found = [charging(desk, trip)]
    if is_short(judged):
        options = charge_options(world, trip, desk.judge, begun.get(vehicle, 0), _night(desk, trip))
        single = [o for o in options if not is_short(desk.judge(o.trip))]
        single.sort(key=lambda o: desk.key(o.trip))
        found += [_charge_told(desk, trip, o) for o in single[:limit]]
    ranked = sorted((p for p in found if p), key=lambda p: (p.rank_key, p.commands))
    unlike = {p.commands: p for p in ranked}
    return tuple(unlike.values())[:limit]


def _night(desk: Desk, trip: Trip) -> int:
    return 0 if trip.vehicle in desk.begun else night_room_permille(
        desk.world, trip, desk.others(trip.vehicle)
    )  # fmt: skip


def charging(desk: Desk, trip: Trip) -> Proposal | None:
    """The best way to end a shortage; without one what saves most on the charging there is."""
    if desk.world.vehicles[trip.vehicle].class_.drive != "battery":
        return None
    fixed = desk.begun.get(trip.vehicle, 0)
    found: Charge | None
    if is_short(desk.judge(trip)):
        found = best_charge(desk.world, trip, desk.judge, desk.key, fixed, _night(desk, trip))
    else:
        options = charge_options(desk.world, trip, desk.judge, fixed)
        found = min(options, key=lambda o: desk.key(o.trip), default=None)
        if found is not None and not desk.key(found.trip).clearly_below(desk.key(trip)):
            return None
    return None if found is None else _charge_told(desk, trip, found)


def _charge_told(desk: Desk, trip: Trip, found: Charge) -> Proposal | None:
    values = (*_figures(desk, trip, found), ("previous", desk.name_before(found.trip, _charge_at(found))))
    return desk.tell("charge", f"proposal.charge_{_way(found)}", found.commands, values, trip.vehicle)


def _figures(desk: Desk, trip: Trip, found: Charge) -> Values:
    """Who charges where, how long, up to what."""
    return (
        ("vehicle", desk.world.vehicles[trip.vehicle].name),
        ("charger", desk.world.places[found.place].name if found.place else ""),
        ("minutes_charge", found.seconds // 60),
        ("percent", found.permille // 10),
    )


def _way(found: Charge) -> str:
    """How it is told: a stop that moves goes to another moment, or to another charger."""
    dropped = any(isinstance(command, c.DropStop) for command in found.commands)
    return "elsewhere" if found.way == "move" and dropped else found.way


def _charge_at(found: Charge) -> int:
    """Where the last command puts or changes a charging stop."""
    command = found.commands[-1]
    return command.at if isinstance(command, (c.AddStop, c.LastStop)) else 0


def charged_places(desk: Desk, order: Order, found: Sequence[tuple[Trip, ...]]) -> list[Proposal]:
    """Placings that only a charge makes possible, as one proposal each."""
    made: list[Proposal] = []
    for trips in found:
        trip = trips[0]
        battery = desk.world.vehicles[trip.vehicle].class_.drive == "battery"
        if not battery or not is_short(desk.judge(trip)) or len(made) == CHARGED_PLACES:
            continue
        fixed = desk.begun.get(trip.vehicle, 0)
        best = best_charge(desk.world, trip, desk.judge, desk.key, fixed, _night(desk, trip))
        proposal = _charged_place(desk, order, trip, best) if best else None
        if proposal is not None and proposal.rank_key[0] <= 0:
            made.append(proposal)
    return made


def _charged_place(desk: Desk, order: Order, trip: Trip, best: Charge) -> Proposal | None:
    """The placing as a whole trip, then its charging."""
    commands = (*trip_steps(trip, desk.plan.trip_of(trip.vehicle)), *best.commands)
    values = (("customer", order.customer), ("order", order.id), *_figures(desk, trip, best))
    kind = "insert" if desk.plan.vehicle_of(order.id) is None else "move"
    return desk.tell(kind, f"proposal.insert_charge_{_way(best)}", commands, values, trip.vehicle)
