"""Promises inside a session: what customers were told is locked for the computer, not for the player.

Advice asks `breaks_promises` of what it would propose, the solver is given `asked_steering`. The ledger's
best repair is free: it counts what moving a promise costs, as the player could.
"""

from __future__ import annotations

from game.domain import commands as c
from game.domain.errors import Illegal
from game.domain.people import Promise
from game.domain.plan import Plan
from game.domain.steer import Steering, with_rule
from game.session_planning import Planning
from game.sim.promises import broken, live


class Promising(Planning):
    """Locks for what was promised; `Session` adds the rest."""

    def promises(self) -> tuple[Promise, ...]:
        """What customers count on and the computer leaves, by order; empty before the day."""
        running = self.running
        if running is None or self.phase != "day" or not running.promised:
            return ()
        return live(running.promised.values(), self.plan, running.begun())

    def breaks_promises(self, plan: Plan) -> tuple[str, ...]:
        """Orders whose promise this plan does not keep and the present one does: no advice does that."""
        promises = self.promises()
        if not promises:
            return ()
        running = self._running()
        return broken(
            self.scenario, self.system, running.state, promises, before=self.plan, after=plan
        )  # fmt: skip

    def asked_steering(self) -> Steering:
        """The player's rules for the computer, and every promised order in the truck where it is now.

        A rule of the player that says otherwise stands. Times are held by `breaks_promises`.
        """
        asked = self.wishes.steering
        held = dict(asked.trucks)
        for promise in self.promises():
            vehicle = self.plan.vehicle_of(promise.order)
            forbidden = (promise.order, vehicle) in asked.never_trucks or vehicle in asked.idle
            if vehicle is not None and promise.order not in held and not forbidden:
                asked = with_rule(asked, f"trucks|{promise.order}|{vehicle}")
        return asked

    def _do_release(self, command: c.Release) -> None:
        self._need("day")
        if command.order not in {p.order for p in self.promises()}:
            raise Illegal("session.no_promise", order=command.order)
        self._running().release(command.order)
