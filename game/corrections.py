"""What of an order's master data a planner can correct, from which value, and what was corrected.

Pure: reads a session, changes nothing. Correcting is the command `Correct`; it changes what the software
believes, so that later advice uses it, and never what is true.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.domain.world import Action, Order, World
from game.rules.stops import action_at
from game.session import Session

SERVICE_STEP_S, OPEN_STEP_S = 300, 900
LONGEST_S = 4 * 3600
HEAVY_KG = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One figure of an order. `what` and `end` are those of the command `Correct`."""

    what: str
    """`service_s`, `kg`, `units` or `opens_s`."""
    end: str
    """Of `service_s`: `pickup` or `delivery`; else `-`."""
    name: str
    """`unload`, `load`, `kg`, `pallets`, `roll_cages` or `opens`: how it is called on screen."""
    amount: int
    """What the software believes now."""
    original: int
    """What it believed in the beginning."""
    step: int
    low: int
    high: int

    def stepped(self, amount: int, steps: int) -> int:
        """Another value, so many steps up or down, on whole steps and within the limits."""
        wanted = amount + steps * self.step
        whole = wanted // self.step * self.step if steps > 0 else -(-wanted // self.step) * self.step
        return min(self.high, max(self.low, whole))


def fields(session: Session, order: str) -> tuple[Field, ...]:
    """What can be corrected of an order: service at the customer's ends, weight, units, opening hour."""
    now, then = session.system.orders[order], session.scenario.system.orders[order]
    made = [_service(session.system, now, then, end) for end in _ends(session.system, now)]
    step = 100 if now.load.kg >= HEAVY_KG else 10
    made.append(
        Field(what="kg", end="-", name="kg", amount=now.load.kg, original=then.load.kg, step=step,
              low=0, high=60_000)
    )  # fmt: skip
    units = "pallets" if now.load.pallets else "roll_cages" if now.load.roll_cages else ""
    if units:
        made.append(
            Field(what="units", end="-", name=units, amount=getattr(now.load, units),
                  original=getattr(then.load, units), step=1, low=1, high=99)
        )  # fmt: skip
    collects = action_at(session.system, now) is Action.COLLECT
    windows = now.pickup_windows if collects else now.delivery_windows
    before = then.pickup_windows if collects else then.delivery_windows
    if windows and before:
        made.append(
            Field(what="opens_s", end="-", name="opens", amount=windows[0].open_s, original=before[0].open_s,
                  step=OPEN_STEP_S, low=0, high=max(windows[0].open_s, windows[0].close_s - OPEN_STEP_S))
        )  # fmt: skip
    return tuple(made)


def _ends(world: World, order: Order) -> tuple[str, ...]:
    """The ends where the order is served at a customer and not in a depot."""
    depots = {v.depot for v in world.vehicles.values()}
    found = [
        e for e, place in (("pickup", order.pickup), ("delivery", order.delivery)) if place not in depots
    ]
    return tuple(found) or ("delivery",)


def _service(world: World, now: Order, then: Order, end: str) -> Field:
    collects = action_at(world, now, end) is Action.COLLECT
    amount, original = (
        (o.pickup_service_s if collects else o.delivery_service_s) for o in (now, then)
    )  # fmt: skip
    return Field(
        what="service_s", end=end, name="load" if collects else "unload", amount=amount, original=original,
        step=SERVICE_STEP_S, low=SERVICE_STEP_S, high=LONGEST_S,
    )  # fmt: skip


def corrected(session: Session, order: str) -> tuple[Field, ...]:
    """The figures of an order that the player corrected and that differ from what stood there."""
    if order not in session.system.orders:
        return ()
    acts = {(e.kind, e.end) for e in session.known.corrected if e.subject == order}
    touched = {what for what, _end in acts}
    return tuple(f for f in fields(session, order) if f.what in touched and f.amount != f.original)
