"""Planning inside a session: what a command makes of the plan, and the way back."""

from __future__ import annotations

from collections.abc import Iterable

from game.domain import commands as c
from game.domain.errors import Illegal
from game.domain.plan import Plan, Stop
from game.domain.world import World
from game.rules.moves import apply
from game.session_day import Running
from game.session_steer import Wishes


class Drafts:
    """Earlier plans for undo, later ones for redo. Plans are values: nothing is ever taken apart.

    Beside each stands the act, as a command's text, that replaced it (`acts`) or that an undo took back
    (`undone`): the history in words. An act that asked for rules leaves the plan; beside it stand the wishes
    to go back to (`asked`, `unasked`; None for an act of planning).
    """

    def __init__(self) -> None:
        self.earlier: list[Plan] = []
        self.later: list[Plan] = []
        self.acts: list[str] = []
        self.undone: list[str] = []
        self.asked: list[Wishes | None] = []
        self.unasked: list[Wishes | None] = []

    def put(self, plan: Plan, act: str = "", wishes: Wishes | None = None) -> None:
        """Keep a plan that a new one replaces, or the wishes that others replace."""
        self.earlier.append(plan)
        self.acts.append(act)
        self.asked.append(wishes)
        for each in (self.later, self.undone, self.unasked):
            each.clear()

    def back(self, plan: Plan, wishes: Wishes) -> tuple[Plan, Wishes]:
        """Plan and wishes before the last act; raises Illegal when there is none."""
        if not self.earlier:
            raise Illegal("session.nothing_to_undo")
        self.later.append(plan)
        self.undone.append(self.acts.pop())
        return self.earlier.pop(), _turned(wishes, self.asked, self.unasked)

    def again(self, plan: Plan, wishes: Wishes) -> tuple[Plan, Wishes]:
        """What an undo left; raises Illegal when there is nothing."""
        if not self.later:
            raise Illegal("session.nothing_to_redo")
        self.earlier.append(plan)
        self.acts.append(self.undone.pop())
        return self.later.pop(), _turned(wishes, self.unasked, self.asked)

    def forget(self) -> None:
        """The day went on: there is no way back."""
        for each in (self.earlier, self.later, self.acts, self.undone, self.asked, self.unasked):
            each.clear()


def _turned(wishes: Wishes, start: list[Wishes | None], end: list[Wishes | None]) -> Wishes:
    """Take what stands on one pile, and leave on the other what it replaces."""
    kept = start.pop()
    end.append(None if kept is None else wishes)
    return wishes if kept is None else wishes.asking_as(kept)


def changed(
    world: World, plan: Plan, command: c.Command, *, visible: frozenset[str], running: Running | None
) -> Plan:
    """The plan after a command, in the morning or in the running day; raises Illegal with the reason.

    Orders that nobody has shown yet do not exist for the player.
    """
    if isinstance(command, c.Together):
        for each in c.apart(command):
            plan = changed(world, plan, each, visible=visible, running=running)
        return plan
    if isinstance(command, c.Place | c.Give | c.SetVia) and command.order not in visible:
        raise Illegal("move.no_order", order=command.order)
    if running is None:
        made = apply(world, plan, command)
    else:
        made = apply(world, plan, command, running.begun(), running.aboard())
        running.check_given(plan, made)
    if isinstance(command, c.SetTrip):
        trip = made.trip_of(command.vehicle)
        for order in trip.orders() if trip else ():
            if order not in visible:
                raise Illegal("move.no_order", order=order)
    return made


def placed(before: Plan, after: Plan) -> int:
    """How many orders another truck or partner drives than before."""
    was, now = _carriers(before), _carriers(after)
    return sum(was.get(order) != carrier for order, carrier in now.items())


def moved(before: Plan, after: Plan) -> int:
    """How many orders another truck or partner drives than before, or stand elsewhere in their trip.

    Elsewhere: beside the longest row of stops that both trips have in the same order, so that an order put in
    front moves none but itself. Another start, break, charge or road moves no order.
    """
    was = _carriers(before)
    away = {order for order, carrier in _carriers(after).items() if was.get(order) != carrier}
    for trip in after.trips:
        old = before.trip_of(trip.vehicle)
        away |= _elsewhere(_stops(old.stops), _stops(trip.stops)) if old else set()
    return len(away)


def _stops(stops: Iterable[Stop]) -> list[tuple[str, str]]:
    return [(stop.order, stop.action) for stop in stops if stop.order]


def _elsewhere(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> set[str]:
    """Orders of both of which some stop is outside the longest row that keeps its order."""
    shared = [stop for stop in after if stop in before]
    rows: list[tuple[int, ...]] = []
    for at in map(before.index, shared):
        rows.append((*max((row for row in rows if row[-1] < at), key=len, default=()), at))
    kept = {before[at] for at in max(rows, key=len, default=())}
    return {stop[0] for stop in shared if stop not in kept}


def _carriers(plan: Plan) -> dict[str, str]:
    own = {order: f"vehicle {trip.vehicle}" for trip in plan.trips for order in trip.orders()}
    return own | {order: f"partner {partner}" for order, partner in plan.given}
