"""Ruin and recreate by the referee's own judgement: some orders are taken out together and placed again.

What OR-Tools can only estimate (charging stops, second loads, transfers, partners, breaks, hours of the
day) is exact here. After Schrimpf et al. (2000) and Ropke and Pisinger (2006), record-to-record travel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from game.domain import chance
from game.domain.plan import Plan, Trip
from game.domain.world import Action, World
from game.solver.alike import Alike
from game.solver.objective import TripKey
from game.solver.polish import Polisher
from game.solver.reload import tidy
from game.solver.stops import may_leave, without_order
from game.solver.swaps import swapped

MOST = 7
"""Orders taken out together."""
SPARE, FEW_SPARE = 0.25, 2
"""How often as many orders that are bought in are tried beside them, and how many else."""
SWAPS = 0.1
"""How often two vehicles change work before orders are taken out."""
CLOSE, OPEN = 0.15, 0.05
"""How often a trip is given up as a whole, and an idle vehicle taken into use."""
CLOSED_MOST = 14
"""Orders that are placed again at most when a trip is given up."""
WORSE = 0.01
"""How much worse than the best a plan may be that the search goes on from, at its beginning."""
REST = 10
"""Rounds without a better plan after which the trips that changed are driven better."""
DRY = 30
"""Rounds without a better plan after which it goes back to the best one."""
KICK, KICKED = 90, 0.55
"""Rounds without a better plan after which it begins elsewhere, and part of the trips that are made anew."""

Better = Callable[[Plan], None]


class Search:
    """One search; it ends when the polisher's budget or its `stop` says so."""

    def __init__(
        self,
        polisher: Polisher,
        orders: frozenset[str],
        seed: int,
        left: Callable[[], float],
        news: Callable[[], Plan | None] = lambda: None,
    ) -> None:
        self.polisher, self.orders = polisher, orders
        self.world: World = polisher.world
        self.draw = chance.stream(seed, "ruin")
        self.left = left
        """Part of the time or the budget that is left, from 1 down to 0."""
        self.news = news
        """A better plan that came from elsewhere since it was last asked, or None."""
        self.near = Alike(self.world)

    def run(self, plan: Plan, better: Better) -> Plan:
        """The best plan found; each better one is told at once."""
        top = best = now = polished = plan
        top_key = best_key = now_key = self.polisher.plan_key(plan, self.orders)
        dry = 0
        while not self.polisher.over:
            heard = self.news()
            if heard is not None:
                top = best = now = polished = heard
                top_key = best_key = now_key = self.polisher.plan_key(heard, self.orders)
                dry = 0
            made = self._again(now)
            key = self.polisher.plan_key(made, self.orders)
            dry += 1
            if dry == REST and best is not polished and not key.clearly_below(best_key):
                # many small wins first, then what changed since is driven better: each costs as much
                made = polished = self._polished(polished, best)
                key = self.polisher.plan_key(made, self.orders)
            if key.clearly_below(best_key):
                best, best_key, dry = made, key, 0
                now, now_key = best, best_key
                if best_key.clearly_below(top_key):
                    top, top_key = best, best_key
                    better(top)
            elif self._goes_on(key, now_key, best_key):
                now, now_key = made, key
            elif dry > KICK and dry % DRY == 1:
                # nothing more to find here: another part of the space, from the best or what is left of it
                best = now = polished = top if best is not top else self._kicked(top)
                best_key = now_key = self.polisher.plan_key(best, self.orders)
                dry = 0
            elif dry % DRY == 0:
                now, now_key = best, best_key
        return top

    def _goes_on(self, key: TripKey, now: TripKey, best: TripKey) -> bool:
        if key.hard > best.hard:
            return False
        return key.value < now.value or key.value < best.value * (1 + WORSE * self.left())

    def _again(self, plan: Plan) -> Plan:
        """Some orders out, and back in again one by one; now and then a vehicle less or more."""
        way = self.draw.random()
        if way < CLOSE:
            return self._with_fewer(plan)
        if way < CLOSE + OPEN:
            return self._with_more(plan)
        plan, ruined = self._shaken(plan)
        taken = [o for o in ruined if may_leave(self.world, plan, o, self.polisher.begun)]
        for order in taken:
            plan = self._without(plan, order)
        if self.draw.random() < 0.5:
            plan = self._bare(plan)
        for order in self._sequence(taken, plan):
            plan = self.polisher.relocated(plan, order)
        return plan

    def _kicked(self, plan: Plan) -> Plan:
        """About half of the trips given up and made anew, by chance."""
        trips = [t for t in plan.trips if t.vehicle not in self.polisher.begun]
        chosen = [t for t in trips if self.draw.random() < KICKED]
        taken = [o for t in chosen for o in t.orders() if self._may_leave(plan, o)]
        self.draw.shuffle(taken)
        return self._placed_again(plan, taken)

    def _with_fewer(self, plan: Plan) -> Plan:
        """Without one trip: its orders and some near them find another place, or none. Small trips first."""
        trips = [t for t in plan.trips if t.vehicle not in self.polisher.begun and t.orders()]
        if len(trips) < 2:
            return plan
        trips.sort(key=lambda t: len(t.orders()) * (0.5 + self.draw.random()))
        trip = trips[0]
        mine = list(trip.orders())
        everything = sorted(self.orders | plan.covered())
        near = self.near.to(mine[int(self.draw.random() * len(mine))], everything, MOST, self.draw)
        ruined = list(dict.fromkeys([*mine, *near]))
        if len(mine) > CLOSED_MOST or any(not self._may_leave(plan, o) for o in mine):
            return plan
        self.polisher.closed = trip.vehicle
        try:
            return self._placed_again(plan, [o for o in ruined[:CLOSED_MOST] if self._may_leave(plan, o)])
        finally:
            self.polisher.closed = ""

    def _with_more(self, plan: Plan) -> Plan:
        """With one idle vehicle: its first order need not pay for it alone."""
        begun = self.polisher.begun
        idle = [v for v in sorted(self.world.vehicles) if plan.trip_of(v) is None and v not in begun]
        if not idle:
            return plan
        taken = [o for o in self._ruined(plan) if self._may_leave(plan, o)]
        self.polisher.opened = idle[int(self.draw.random() * len(idle))]
        try:
            return self._placed_again(plan, taken)
        finally:
            self.polisher.opened = ""

    def _may_leave(self, plan: Plan, order: str) -> bool:
        return may_leave(self.world, plan, order, self.polisher.begun)

    def _placed_again(self, plan: Plan, taken: list[str]) -> Plan:
        for order in taken:
            plan = self._without(plan, order)
        for order in self._sequence(taken, plan):
            plan = self.polisher.relocated(plan, order)
        return plan

    def _shaken(self, plan: Plan) -> tuple[Plan, list[str]]:
        """Now and then two vehicles change work first, and what they have is looked at again."""
        if self.draw.random() >= SWAPS:
            return plan, self._ruined(plan)
        names = [v for v in sorted(self.world.vehicles) if v not in self.polisher.begun]
        if len(names) < 2:
            return plan, self._ruined(plan)
        a, b = self.draw.sample(names, 2)
        made = swapped(self.world, plan, a, b)
        if made is None:
            return plan, self._ruined(plan)
        trips = [t for t in made.trips if t.vehicle in (a, b)]
        mine = [o for t in trips for o in t.orders()]
        return made, self.draw.sample(mine, min(len(mine), MOST))

    def _without(self, plan: Plan, order: str) -> Plan:
        """An order taken out, and the reloads of its trip that then load nothing."""
        old = plan.trip_of(plan.vehicle_of(order) or "")
        if old is None:
            return plan.without_order(order)
        lighter = tidy(without_order(old, order), self.polisher.begun.get(old.vehicle, 0))
        return plan.with_trip(lighter)

    def _bare(self, plan: Plan) -> Plan:
        """Without the second loads and charges of one trip, which the orders then ask for again."""
        trips = [
            t for t in plan.trips
            if t.vehicle not in self.polisher.begun
            and any(s.own and s.action is not Action.BREAK for s in t.stops)
        ]  # fmt: skip
        if not trips:
            return plan
        trip = self.draw.choice(trips)
        stops = tuple(s for s in trip.stops if s.order or s.action is Action.BREAK)
        made = plan.with_trip(replace(trip, stops=stops))
        bare = made.trip_of(trip.vehicle)
        # too much aboard without them: the trip keeps them
        worse = bare is not None and self.polisher.key(bare).hard > self.polisher.key(trip).hard
        return plan if worse else made

    def _ruined(self, plan: Plan) -> list[str]:
        """Orders to take out: near each other, of one trip, of one transfer or partner, or any."""
        everything = sorted(self.orders | plan.covered())
        if not everything:
            return []
        count = min(len(everything), 2 + int(self.draw.random() * (MOST - 1)))
        seed = self.draw.choice(everything)
        way = self.draw.random()
        if way < 0.55:
            return self.near.to(seed, everything, count, self.draw)
        if way < 0.75:
            trip = plan.trip_of(plan.vehicle_of(seed) or "")
            return self._of_trip(trip, seed, count) if trip else [seed]
        if way < 0.85:
            return self._sent_like(plan, seed, count)
        return [seed, *self.draw.sample([o for o in everything if o != seed], count - 1)]

    def _of_trip(self, trip: Trip, seed: str, count: int) -> list[str]:
        """A stretch of a trip around an order; of a small trip everything."""
        orders = list(trip.orders())
        if len(orders) <= count:
            return orders
        at = max(0, min(orders.index(seed) - count // 2, len(orders) - count))
        return orders[at : at + count]

    def _sent_like(self, plan: Plan, seed: str, count: int) -> list[str]:
        """Orders that go the same way outside our own hands."""
        ways = {s.order: s.via for t in plan.trips for s in t.stops if s.via} | dict(plan.given)
        same = sorted(o for o in ways if ways[o] == ways.get(seed) or seed not in ways)
        return [seed, *self.draw.sample(same, min(len(same), count - 1))] if same else [seed]

    def _sequence(self, taken: list[str], plan: Plan) -> list[str]:
        """In which sequence they come back: the hardest first by some measure, or any."""
        orders = self.world.orders
        measures: list[Callable[[str], float]] = [
            lambda o: -orders[o].penalty_cent,
            lambda o: self.near.room_s[o],
            lambda o: -orders[o].load.kg,
            lambda _: self.draw.random(),
        ]
        measure = self.draw.choice(measures)
        ranked = sorted((measure(o), o) for o in dict.fromkeys([*taken, *self._spare(plan)]))
        return [o for _, o in ranked]

    def _spare(self, plan: Plan) -> list[str]:
        """Orders that are bought in get their chance too: now and then many, else a few."""
        left = sorted(self.orders - plan.covered())
        most = MOST if self.draw.random() < SPARE else FEW_SPARE
        return left if len(left) <= most else self.draw.sample(left, most)

    def _polished(self, before: Plan, plan: Plan) -> Plan:
        """The trips that changed, driven better."""
        for trip in plan.trips:
            if before.trip_of(trip.vehicle) != trip:
                now = plan.trip_of(trip.vehicle)
                plan = self.polisher.polished(plan, now) if now else plan
        return plan
