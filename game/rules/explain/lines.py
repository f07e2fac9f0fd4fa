"""Lines of an explanation, and the fact behind a figure. Plain numbers: who shows them gives them units."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from game.domain.world import World

Value = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure and how it came about; its sentence is the text of `key` with `values`.

    Level 0 is a figure of the trip or plan. The lines one level deeper that follow it say what it is
    made of: those with the same `unit` add up to it (before its one rounding, where it is a whole
    number), those with another unit are factors or facts.
    """

    key: str
    values: tuple[tuple[str, Value], ...] = ()
    """The end of a name tells the unit, as everywhere: `_m`, `_kg`, `_s`, `_g`, `_cent`, `_wh`, `_ml`,
    `_share`; without such an end it is a text or a bare number."""
    amount: float
    unit: str
    """`g`, `cent`, `ml`, `wh`, `m`, `s`, `min`, `orders`, `factor`, `share`, or a quotient such as
    `l/100 km` and `cent/km`."""
    fact: str = ""
    """Key in `World.sources`; empty: computed here, or a figure of the scenario's own."""
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All lines about one trip (`subject` is its vehicle) or a whole plan (`subject` is empty)."""

    subject: str
    energy: tuple[Line, ...]
    co2e: tuple[Line, ...]
    orders: tuple[Line, ...]
    """CO2e shared over the orders ("toerekening")."""
    cost: tuple[Line, ...]
    distance: tuple[Line, ...]
    load: tuple[Line, ...] = ()
    """How full the trucks were."""
    on_time: tuple[Line, ...] = ()
    hours: tuple[Line, ...] = ()

    def lines(self) -> tuple[Line, ...]:
        """All of them, energy first."""
        return (
            *self.energy, *self.co2e, *self.orders, *self.cost, *self.distance, *self.load, *self.on_time,
            *self.hours,
        )  # fmt: skip


def named(**values: Value) -> tuple[tuple[str, Value], ...]:
    """Values of a line, in the order given."""
    return tuple(values.items())


def is_fact(world: World, key: str, used: float, scale: float = 1.0) -> str:
    """The key, when the figure that was used is that fact's times `scale`; else "".

    A company may have figures of its own: then the fact is not where the figure comes from.
    """
    value = fact_value(world, key)
    return key if value is not None and math.isclose(value * scale, used, rel_tol=1e-9) else ""


def which_fact(world: World, keys: Iterable[str], used: float, scale: float = 1.0) -> str:
    """The first of `keys` that is the figure's source, or ""."""
    return next((key for key in keys if is_fact(world, key, used, scale)), "")


def fact_value(world: World, key: str) -> float | None:
    """The number of a fact that the world uses; None for an unknown key or a text."""
    found = world.sources.get(key)
    return None if found is None or isinstance(found.value, str) else float(found.value)
