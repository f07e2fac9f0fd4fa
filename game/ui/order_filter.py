"""Which orders the list shows: window by quarter hour, area, load, kind, needs, state, risk, words.

Within one field any of the chosen values will do; every field that is set must be met. Plain values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.domain.steer import Steering
from game.ui.hits import inside

if TYPE_CHECKING:
    from game.ui.order_facts import Point
    from game.ui.order_items import OrderItem

DAY_S = 86_400
QUARTER_S = 900
STATES = ("unplanned", "planned", "locked", "partner")
RISKS = ("late", "tight", "findings")
SETS = ("areas", "kinds", "needs", "states", "risks")
LASSO = "lasso"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Everything that was asked of the list; what is at its default asks nothing."""

    from_s: int = 0
    to_s: int = DAY_S
    within: bool = False
    """The window lies wholly in that stretch; else it is enough that it touches it."""
    areas: frozenset[str] = frozenset()
    """`zone:<id>`, `province:<id>`, and `lasso`: within `ring`."""
    ring: tuple[Point, ...] = ()
    """The outline that was drawn on the map, RD metres."""
    least_units: int = 0
    most_units: int = -1
    """-1: no limit."""
    least_kg: int = 0
    most_kg: int = -1
    kinds: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    risks: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Something is asked."""
        return bool(self.asked())

    def asked(self) -> tuple[str, ...]:
        """What is asked, each as a chip knows it: `window`, `units`, `kg`, `areas:zone:ze`."""
        found = ["window"] if (self.from_s, self.to_s) != (0, DAY_S) else []
        found += ["units"] if (self.least_units, self.most_units) != (0, -1) else []
        found += ["kg"] if (self.least_kg, self.most_kg) != (0, -1) else []
        for name in SETS:
            found += [f"{name}:{value}" for value in sorted(getattr(self, name))]
        return tuple(found)

    def without(self, asked: str) -> Filter:
        """The filter with one chip less."""
        name, _, value = asked.partition(":")
        if name == "window":
            return replace(self, from_s=0, to_s=DAY_S, within=False)
        if name in ("units", "kg"):
            return replace(self, **{f"least_{name}": 0, f"most_{name}": -1})  # type: ignore[arg-type]
        return self.flipped(name, value)

    def flipped(self, name: str, value: str) -> Filter:
        """With a value of a set more, or less when it was there."""
        made = replace(self, **{name: getattr(self, name) ^ {value}})
        return made if LASSO in made.areas else replace(made, ring=())

    def around(self, ring: tuple[Point, ...]) -> Filter:
        """Only what lies within an outline."""
        return replace(self, ring=ring, areas=self.areas | {LASSO})

    def clocks(self, from_s: int, to_s: int) -> Filter:
        """Another stretch of the day, in whole quarters of an hour."""
        return replace(self, from_s=from_s // QUARTER_S * QUARTER_S, to_s=-(-to_s // QUARTER_S) * QUARTER_S)


NOTHING = Filter()


def locked_orders(steering: Steering, trips: dict[str, tuple[str, ...]]) -> frozenset[str]:
    """Orders that the computer may not move: in a truck, a sequence or a trip that was locked.

    `trips`: vehicle -> its orders as planned.
    """
    found = {order for order, _vehicle in steering.trucks}
    found |= {order for sequence in steering.sequences for order in sequence}
    return frozenset(found | {order for vehicle in steering.trips for order in trips.get(vehicle, ())})


def passes(item: OrderItem, asked: Filter, locked: frozenset[str] = frozenset()) -> bool:
    """Whether an order is what was asked for."""
    if asked is NOTHING:
        return True
    facts = item.facts
    checks: Iterator[bool] = iter((
        _in_time(item, asked),
        _among(facts.units, asked.least_units, asked.most_units),
        _among(facts.load.kg, asked.least_kg, asked.most_kg),
        not asked.areas or bool(asked.areas & facts.areas) or _roped(item, asked),
        not asked.kinds or bool(asked.kinds & facts.kinds),
        not asked.needs or bool(asked.needs & facts.needs),
        not asked.states or bool(asked.states & states_of(item, locked)),
        not asked.risks or bool(asked.risks & risks_of(item)),
    ))  # fmt: skip
    return all(checks)


def _in_time(item: OrderItem, asked: Filter) -> bool:
    """The customer's window against the stretch that was asked; any time touches every stretch."""
    if (asked.from_s, asked.to_s) == (0, DAY_S):
        return True
    facts = item.facts
    if asked.within:
        return asked.from_s <= facts.open_s and facts.close_s <= asked.to_s
    return facts.open_s <= asked.to_s and asked.from_s <= facts.close_s


def _among(amount: int, least: int, most: int) -> bool:
    return amount >= least and (most < 0 or amount <= most)


def _roped(item: OrderItem, asked: Filter) -> bool:
    return LASSO in asked.areas and within(item, asked.ring)


def within(item: OrderItem, ring: tuple[Point, ...]) -> bool:
    """An end of the order lies in the outline."""
    return len(ring) > 2 and any(inside(ring, point) for point in item.facts.points)


def states_of(item: OrderItem, locked: frozenset[str]) -> frozenset[str]:
    """What has become of an order: one of unplanned, planned, partner; and locked."""
    state = "planned" if item.vehicle else "partner" if item.partner else "unplanned"
    return frozenset({state, "locked"} if item.id in locked else {state})


def risks_of(item: OrderItem) -> frozenset[str]:
    """What is the matter with an order in the plan as it stands."""
    found = {"late"} if item.late_s else set()
    if item.tight:
        found.add("tight")
    return frozenset(found | ({"findings"} if item.findings or item.problem else set()))
