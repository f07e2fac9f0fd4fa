"""The places of one order, best first: by arrays where there are many, by the referee where those doubt.

Gives what weighing every place one by one gives, sooner. numpy is loaded at the first large question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.solver.desk import Change, Desk, Rank
from game.solver.places import Base, Candidate, Moving, Weighed, bases, places, weighed
from game.solver.proposal import Delta
from game.solver.stops import Spot, with_order

if TYPE_CHECKING:
    from game.solver.lockstep import Lockstep, Places

MANY = 60
"""From so many places on arrays are quicker than trips one by one."""


def weighed_places(desk: Desk, mine: Moving, *, thorough: bool, every: bool) -> list[Weighed]:
    """Places of the order going the way it goes, weighed exactly: each vehicle's best, or `every` one."""
    known = list(bases(desk, mine))
    if mine.via or desk.objective.steered is not None or sum(len(b.trip.stops) + 1 for b in known) < MANY:
        return weighed(desk, mine, places(desk, mine, thorough))
    from game.solver.lockstep import lockstep_of

    lockstep = lockstep_of(desk.world)
    ranked = lockstep.rank(desk, [mine], thorough=thorough)[0]
    by_vehicle = {b.vehicle.id: b for b in known}
    sure = _Sure(desk, mine, lockstep, ranked, by_vehicle)
    found = sure.every() if every else sure.best()
    if ranked.others:
        found += weighed(desk, mine, places(desk, mine, thorough, frozenset(ranked.others)))
    return found


class _Sure:
    """Places of which the referee decides where the arrays only know the least that is wrong."""

    def __init__(
        self, desk: Desk, mine: Moving, lockstep: Lockstep, ranked: Places, known: dict[str, Base]
    ) -> None:
        self.desk, self.mine, self.lockstep, self.ranked, self.known = desk, mine, lockstep, ranked, known

    def every(self) -> list[Weighed]:
        """All of them."""
        return [self._exact(i) for i in range(len(self.ranked.at))]

    def best(self) -> list[Weighed]:
        """Of each vehicle the best: looks on while a doubtful place could still be better."""
        best: dict[int, Weighed] = {}
        for i, vehicle in enumerate(self.ranked.vehicle.tolist()):
            known = best.get(vehicle)
            if known is not None and self._least(i) > (known[0], known[2].spot):
                continue
            made = self._exact(i)
            if known is None or (made[0], made[2].spot) < (known[0], known[2].spot):
                best[vehicle] = made
        return [best[v] for v in sorted(best)]

    def _least(self, i: int) -> tuple[Rank, Spot]:
        rank = int(self.ranked.hard[i]), float(self.ranked.value[i])
        return rank, Spot(int(self.ranked.at[i]), int(self.ranked.deliver_at[i]))

    def _exact(self, i: int) -> Weighed:
        rank, spot = self._least(i)
        base = self.known[self.lockstep.names[int(self.ranked.vehicle[i])]]
        trip = with_order(base.trip, self.mine.order, base.vehicle, spot, base.old, self.mine.via)
        candidate = Candidate((trip, *base.other), base.vehicle.id, spot)
        if self.ranked.sure[i]:
            return rank, Delta(*(int(d) for d in self.ranked.deltas[:, i])), candidate
        return (*self.desk.weigh(Change(candidate.trips, self.mine.order.id)), candidate)
