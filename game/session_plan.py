"""Planning inside a session: what a command makes of the plan, and the way back."""

from __future__ import annotations

from game.domain import commands as c
from game.domain.errors import Illegal
from game.domain.plan import Plan
from game.domain.world import World
from game.rules.moves import apply
from game.session_day import Running


class Drafts:
    """Earlier plans for undo, later ones for redo. Plans are values: nothing is ever taken apart.

    Beside each stands the act, as a command's text, that replaced it (`acts`) or that an undo took back
    (`undone`): the history in words.
    """

    def __init__(self) -> None:
        self.earlier: list[Plan] = []
        self.later: list[Plan] = []
        self.acts: list[str] = []
        self.undone: list[str] = []

    def put(self, plan: Plan, act: str = "") -> None:
        """Keep a plan that a new one replaces."""
        self.earlier.append(plan)
        self.acts.append(act)
        self.later.clear()
        self.undone.clear()

    def back(self, plan: Plan) -> Plan:
        """The plan before this one; raises Illegal when there is none."""
        if not self.earlier:
            raise Illegal("session.nothing_to_undo")
        self.later.append(plan)
        self.undone.append(self.acts.pop())
        return self.earlier.pop()

    def again(self, plan: Plan) -> Plan:
        """The plan that an undo left; raises Illegal when there is none."""
        if not self.later:
            raise Illegal("session.nothing_to_redo")
        self.earlier.append(plan)
        self.acts.append(self.undone.pop())
        return self.later.pop()

    def forget(self) -> None:
        """The day went on: there is no way back."""
        for each in (self.earlier, self.later, self.acts, self.undone):
            each.clear()


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


def _carriers(plan: Plan) -> dict[str, str]:
    own = {order: f"vehicle {trip.vehicle}" for trip in plan.trips for order in trip.orders()}
    return own | {order: f"partner {partner}" for order, partner in plan.given}
