"""What the filter card offers: the values that occur among the orders, and sliders over their figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from game.content.language import Language
from game.ui import widgets
from game.ui.order_chips import value_words
from game.ui.order_facts import KINDS
from game.ui.order_filter import DAY_S, LASSO, QUARTER_S, RISKS, STATES, Filter, risks_of, states_of
from game.ui.order_items import OrderItem

HOUR_S = 3600
KG_STEP = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A value of one of the filter's sets, with how many orders have it."""

    name: str
    value: str
    words: str
    count: int


def asks_of(
    items: Sequence[OrderItem],
    asked: Filter,
    locked: frozenset[str],
    names: Mapping[str, str],
    lang: Language,
) -> tuple[tuple[str, tuple[Ask, ...]], ...]:
    """(set, its values) for every set with something to choose; what is asked already always stays."""
    made = []
    for name in ("areas", "kinds", "needs", "states", "risks"):
        counts = _counts(name, items, locked)
        for value in getattr(asked, name):
            counts.setdefault(value, 0)
        if name == "areas" and asked.ring:
            counts[LASSO] = counts.get(LASSO, 0)
        values = sorted(counts, key=lambda v, name=name: _place(name, v))  # type: ignore[misc]
        asks = [
            Ask(name=name, value=v, words=value_words(name, v, names, lang), count=counts[v]) for v in values
        ]
        if (
            len(asks) > 1
            or name in ("states", "risks", "needs")
            or any(a.value in getattr(asked, name) for a in asks)
        ):
            made.append((name, tuple(asks)))
    return tuple((name, asks) for name, asks in made if asks)


def _counts(name: str, items: Sequence[OrderItem], locked: frozenset[str]) -> dict[str, int]:
    found: dict[str, int] = dict.fromkeys({"states": STATES, "risks": RISKS}.get(name, ()), 0)
    for item in items:
        values = {
            "areas": item.facts.areas, "kinds": item.facts.kinds, "needs": item.facts.needs,
            "states": states_of(item, locked), "risks": risks_of(item),
        }[name]  # fmt: skip
        for value in values:
            found[value] = found.get(value, 0) + 1
    return found


def _place(name: str, value: str) -> tuple[int, str]:
    """Kinds, states and risks in their own sequence; zones before provinces, the lasso first."""
    fixed = {"kinds": KINDS, "states": STATES, "risks": RISKS}.get(name, ())
    if value in fixed:
        return fixed.index(value), ""
    return (0 if value == LASSO else 1 if value.startswith("zone:") else 2), value


@dataclass(slots=True, kw_only=True)
class Sliders:
    """Window, units and kilograms; made anew when the filter changed by another way."""

    window: widgets.Span
    units: widgets.Span
    kg: widgets.Span
    of: tuple[object, ...] = ()

    def asked(self, before: Filter) -> Filter:
        """The filter as the sliders stand; an end that stands outermost asks nothing."""
        w, u, k = self.window, self.units, self.kg
        return replace(
            before,
            from_s=0 if _outer(w.least) else int(w.least.value),
            to_s=DAY_S if _outer(w.most) else int(w.most.value),
            least_units=0 if _outer(u.least) else int(u.least.value),
            most_units=-1 if _outer(u.most) else int(u.most.value),
            least_kg=0 if _outer(k.least) else int(k.least.value),
            most_kg=-1 if _outer(k.most) else int(k.most.value),
        )


def _outer(handle: widgets.Handle) -> bool:
    return handle.value >= handle.high if handle.upper else handle.value <= handle.low


def figures_of(asked: Filter) -> tuple[object, ...]:
    """The part of a filter that the sliders hold."""
    return (asked.from_s, asked.to_s, asked.least_units, asked.most_units, asked.least_kg, asked.most_kg)


def sliders_of(items: Sequence[OrderItem], asked: Filter) -> Sliders:
    """Sliders over what the orders ask."""
    bound = [i.facts for i in items if not i.facts.any_time]
    low = min((f.open_s for f in bound), default=6 * HOUR_S) // HOUR_S * HOUR_S
    high = -(-max((f.close_s for f in bound), default=18 * HOUR_S) // HOUR_S) * HOUR_S
    units = max((i.facts.units for i in items), default=0)
    kg = -(-max((i.facts.load.kg for i in items), default=0) // KG_STEP) * KG_STEP

    def at(least: int, most: int, top: int) -> tuple[float, float]:
        return least, top if most < 0 else most

    return Sliders(
        window=widgets.make_span(low, high, QUARTER_S, (max(low, asked.from_s), min(high, asked.to_s))),
        units=widgets.make_span(0, units, 1, at(asked.least_units, asked.most_units, units)),
        kg=widgets.make_span(0, kg, KG_STEP, at(asked.least_kg, asked.most_kg, kg)),
        of=(figures_of(asked), len(items), low, high, units, kg),
    )
