"""The least change of one thing that makes an order fit, found by halving with the referee as judge.

The amount that is said makes it fit, one unit less does not.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.domain.evaluation import Finding
from game.domain.plan import Trip
from game.domain.steer import WIDEN_CENT, WIDEN_CENT_A_MINUTE
from game.domain.units import MINUTE_S
from game.domain.world import World
from game.rules.evaluate import evaluate_trip
from game.rules.together import findings_together
from game.solver.charging import best_charge
from game.solver.desk import Desk, worsened
from game.solver.levers import Lever, Made, Slot, levers
from game.solver.proposal import Values
from game.solver.stops import has_work

COUNTED = frozenset({"pallets", "roll_cages"})
"""Units with another word for one."""
ASKED_CENT = {
    "window": (WIDEN_CENT, WIDEN_CENT_A_MINUTE), "window_collect": (WIDEN_CENT, WIDEN_CENT_A_MINUTE),
    "load": (2_500, 0), "skill": (15_000, 0),
    "permit": (10_000, 0), "zone_hours": (25_000, 0), "start": (0, 150),
}  # fmt: skip
"""What it weighs to have to ask somebody (authored): cent, and cent per unit. So that a customer is asked
for five minutes before a truck is fitted with cooling. In no figure that is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """One thing changed by `amount`: then it fits. Its sentence is `key` with `values`.

    `cost_cent` and `co2e_g` are what the whole plan then changes by; what somebody asks for agreeing to it
    is not in it.
    """

    kind: str
    """`window`, `window_collect`, `load`, `skill`, `permit`, `zone_hours`, `start`, `road`, `charge`, `plug`,
    `order_out` or `price`."""
    subject: str
    """Id of the order, vehicle, driver or zone that changes."""
    amount: int
    unit: str
    cost_cent: int
    co2e_g: int
    values: Values

    @property
    def weight_cent(self) -> int:
        """By which relaxations are compared: the plan's cost, and what it takes to ask for it."""
        once, each = ASKED_CENT.get(self.kind, (0, 0))
        return self.cost_cent + once + each * self.amount

    @property
    def key(self) -> str:
        """The sentence's key."""
        key = f"whynot.relax.{self.kind}.{self.unit}" if self.kind == "load" else f"whynot.relax.{self.kind}"
        if self.kind == "road" and dict(self.values).get("road") == "":
            return f"{key}.local"
        return f"{key}.one" if self.kind == "load" and self.amount == 1 and self.unit in COUNTED else key


def relaxations(desk: Desk, slot: Slot, broken: tuple[Finding, ...]) -> list[Relaxation]:
    """Every single change that makes the slot fit by its least amount, the cheapest first."""
    found = [r for lever in levers(desk, slot, broken) if (r := _least(desk, slot, lever)) is not None]
    found += _plugged(desk, slot, broken)
    return sorted(found, key=lambda r: (r.weight_cent, r.kind, r.subject))


def fits(desk: Desk, slot: Slot, made: Made) -> bool:
    """Nothing is broken that was not before, in the trips that change and over all trips."""
    world, trip = made
    others = [t for t in slot.others if has_work(t)]
    judged = [evaluate_trip(world, t) for t in (*((trip,) if has_work(trip) else ()), *others)]
    names = {trip.vehicle, *(t.vehicle for t in slot.others)}
    before = [b for name in sorted(names) if (b := desk.before(name)) is not None]
    had, now = ([f for t in trips for f in t.findings] for trips in (before, judged))
    if worsened(had, now, slot.order):
        return False
    if desk.world.sites.grids or desk.world.sites.chargers:
        stay = [desk.judge(t) for t in desk.plan.trips if t.vehicle not in names]
        after = sorted([*stay, *judged], key=lambda t: t.trip.vehicle)
        return not worsened(desk.together_now(), findings_together(world, after), slot.order)
    return True


def _least(desk: Desk, slot: Slot, lever: Lever) -> Relaxation | None:
    """An amount that fits while one less does not: found by doubling, then by halving; None without one.

    Doubling, since too much may break another rule: who starts much earlier has too long a day.
    """
    low, high = 0, min(1, lever.most)
    while high and not fits(desk, slot, lever.pull(high)):
        low, high = high, 0 if high == lever.most else min(2 * high, lever.most)
    if high < 1:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(desk, slot, lever.pull(middle)) else (middle, high)
    world, trip = lever.pull(high)
    return _said(desk, slot, lever, high, _cost(world, trip))


def _cost(world: World, trip: Trip) -> tuple[int, int]:
    """Cent and grams of a trip; nothing for one without orders."""
    if not has_work(trip):
        return 0, 0
    judged = evaluate_trip(world, trip)
    return judged.cost.total(), judged.co2e_g


def _said(desk: Desk, slot: Slot, lever: Lever, amount: int, cost: tuple[int, int]) -> Relaxation:
    was = desk.judge(slot.trip)
    return Relaxation(
        kind=lever.kind, subject=lever.subject, amount=amount, unit=lever.unit,
        cost_cent=slot.cost_cent + cost[0] - was.cost.total() + lever.outside[0],
        co2e_g=slot.co2e_g + cost[1] - was.co2e_g + lever.outside[1],
        values=(("amount", amount), ("percent", -(-amount // 10)), *lever.values),
    )  # fmt: skip


def _plugged(desk: Desk, slot: Slot, broken: tuple[Finding, ...]) -> list[Relaxation]:
    """A charging stop of so many minutes, the best that is found; in whole steps of five minutes."""
    trip = slot.trip
    if not desk.world.sites.chargers or not any(f.rule == "battery_empty" for f in broken):
        return []
    fixed = desk.begun.get(trip.vehicle, 0)
    found = best_charge(desk.world, trip, desk.judge, desk.key, fixed, 0)
    if found is None or found.way not in ("add", "last") or not fits(desk, slot, (desk.world, found.trip)):
        return []
    had = sum(s.seconds for s in trip.stops if s.own and s.place == found.place)
    minutes = (found.seconds - (had if found.way == "last" else 0)) // MINUTE_S
    values: Values = (("charger", desk.world.places[found.place].name),)
    lever = Lever(kind="plug", subject=found.place, unit="min", most=1, pull=lambda _: (desk.world, trip),
                   values=values)  # fmt: skip
    return [_said(desk, slot, lever, minutes, _cost(desk.world, found.trip))]
