"""What a planner does in the running day, as commands to the session. Every act answers with its words.

A refusal comes back as the session's own key and values, so that the screen says why.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.domain import commands as c
from game.domain.errors import GameError
from game.session import Session
from game.solver.advice import insertions
from game.ui.day_details import Advice

Values = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What came of an act: a text key with values, and `ok`."""

    key: str
    values: Values = ()
    ok: bool = True

    @property
    def kind(self) -> str:
        """Kind of toast."""
        return "ok" if self.ok else "bad"


def refused(error: GameError) -> Said:
    """Why not."""
    return Said(key=error.key, values=tuple(error.values.items()), ok=False)


class Desk:
    """The acts; it keeps no state of its own."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def _do(self, command: c.Command, key: str, values: Values = ()) -> Said:
        outcome = self.session.do(command)
        return refused(outcome.error) if outcome.error is not None else Said(key=key, values=values)

    def reply(self, message: str, option: str, tone: str = "") -> Said:
        """Answer a message, said in the chosen way."""
        if tone:
            spoken = self._do(c.Speak(message=message, tone=tone), "day.answered")
            if not spoken.ok:
                return spoken
        return self._do(c.Reply(message=message, option=option), "day.answered")

    def undo(self) -> Said:
        """Back to the earlier plan."""
        return self._do(c.Undo(), "day.undone")

    def redo(self) -> Said:
        """The undone change again."""
        return self._do(c.Redo(), "day.redone")

    def unplace(self, order: str) -> Said:
        """Take an order off the board; it will be bought in unless it is placed again."""
        return self._do(c.Unplace(order=order), "day.unplaced", self._name(order))

    def place(self, order: str, vehicle: str, at: int, deliver_at: int = -1) -> Said:
        """Put an order somewhere."""
        name = (*self._name(order), ("vehicle", vehicle))
        return self._do(
            c.Place(order=order, vehicle=vehicle, at=at, deliver_at=deliver_at), "day.moved", name
        )

    def _name(self, order: str) -> Values:
        found = self.session.system.orders.get(order)
        return (("customer", found.customer if found else order),)

    def nudge(self, order: str, step: int) -> Said | None:
        """Move an order's first stop one place earlier (-1) or later in its trip; None at the end."""
        vehicle = self.session.plan.vehicle_of(order)
        trip = self.session.plan.trip_of(vehicle) if vehicle else None
        if trip is None or vehicle is None:
            return None
        at = next(i for i, s in enumerate(trip.stops) if s.order == order)
        others = [s for s in trip.stops if s.order != order]
        wanted = at + step
        return self.place(order, vehicle, wanted) if 0 <= wanted <= len(others) else None

    def shift(self, order: str, step: int) -> Said | None:
        """Move an order to the truck above (-1) or below, at the cheapest place there that may be."""
        names = sorted(self.session.system.vehicles)
        now = self.session.plan.vehicle_of(order)
        number = names.index(now) + step if now else (0 if step > 0 else len(names) - 1)
        while 0 <= number < len(names):
            best = self._best(order, names[number])
            if best is not None:
                return self.place(order, best.vehicle, best.at, best.deliver_at)
            number += step
        return None

    def _best(self, order: str, vehicle: str) -> c.Place | None:
        """The cheapest place in one vehicle's trip; None when nothing there is possible any more."""
        session = self.session
        if not session.helped:  # by hand: behind the others, nothing is looked for
            trip = session.plan.without_order(order).trip_of(vehicle)
            last = c.Place(order=order, vehicle=vehicle, at=len(trip.stops) if trip else 0)
            return last if self._allowed(last) else None
        found = insertions(session.system, session.plan, order, begun=session.begun(), orders=session.visible,
                           limit=len(session.system.vehicles), now_s=session.clock_s)  # fmt: skip
        places = [
            command for command in (c.from_text(p.commands[0]) for p in found if p.vehicle == vehicle)
            if isinstance(command, c.Place) and self._allowed(command)
        ]  # fmt: skip
        # it is the player who moves the order: a place that keeps what others were told, else the cheapest
        kept = (place for place in places if not self._breaks(place, order))
        return next(kept, places[0] if places else None)

    def _breaks(self, command: c.Place, mine: str = "") -> bool:
        """Whether it moves what a customer was promised; `mine`: except of this order."""
        broken = self.session.breaks_promises(self.session.planned(command))
        return any(order != mine for order in broken)

    def _allowed(self, command: c.Place) -> bool:
        try:
            self.session.planned(command)
        except GameError:
            return False
        return True

    def advise(self, order: str) -> Advice:
        """The best place by the plan's figures, logged as a proposal; without one when none is better,
        or when every better one moves what a customer was promised."""
        session = self.session
        found = insertions(session.system, session.plan, order, begun=session.begun(), orders=session.visible,
                           now_s=session.clock_s)  # fmt: skip
        stays, held = session.plan.vehicle_of(order) or "", False
        for best in found:
            command = c.from_text(best.commands[0])
            if not isinstance(command, c.Place) or not self._allowed(command):
                continue
            if stays and best.rank_key >= (0, 0.0):
                break  # where it is, is best
            if self._breaks(command):
                held = True
                continue
            proposal = session.log_proposal("place", list(best.commands), {"order": order})
            return Advice(order=order, proposal=proposal.id, vehicle=best.vehicle,
                          cost_cent=best.delta.cost_cent, late_s=best.delta.late_s)  # fmt: skip
        return Advice(order=order, proposal="", vehicle=stays, cost_cent=0, late_s=0, held=held)

    def take(self, advice: Advice) -> Said:
        """Accept the advice."""
        name = (*self._name(advice.order), ("vehicle", advice.vehicle))
        return self._do(c.Accept(proposal=advice.proposal), "day.moved", name)
