"""How the order list is laid out: sorted by what, grouped by what, with which columns. Plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING

from game.content.language import Language
from game.ui.order_facts import KINDS
from game.ui.order_filter import risks_of

if TYPE_CHECKING:
    from game.ui.order_items import OrderItem

SORTS = ("", "window", "customer", "place", "load", "penalty", "distance", "risk")
"""The first: as the trips drive, and what is not planned by the close of its window."""
GROUPS = ("trip", "area", "hour", "kind", "none")
COLUMNS = ("place", "load", "window", "needs", "value")
HOUR_S = 3600
LATE_RANK, TIGHT_RANK = 1 << 30, 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the player set, kept between sessions where the settings have room for it."""

    sort: str = ""
    down: bool = False
    """The other way round: the late, the small, the near and the safe first."""
    group: str = "trip"
    columns: tuple[str, ...] = COLUMNS[:4]

    def shows(self, column: str) -> bool:
        """Whether a column is shown."""
        return column in self.columns

    def flipped(self, column: str) -> View:
        """With a column more or less, in their fixed sequence."""
        chosen = set(self.columns) ^ {column}
        return replace(self, columns=tuple(c for c in COLUMNS if c in chosen))

    def saved(self) -> dict[str, object]:
        """As values that a settings file can hold."""
        return {**asdict(self), "columns": list(self.columns)}


def restored(saved: Mapping[str, object]) -> View:
    """A view out of a settings file; what it does not know is left at its default."""
    known = {f.name: saved[f.name] for f in fields(View) if f.name in saved}
    view = View(down=known.get("down") is True)
    if known.get("sort") in SORTS:
        view = replace(view, sort=str(known["sort"]))
    if known.get("group") in GROUPS:
        view = replace(view, group=str(known["group"]))
    columns = known.get("columns")
    if isinstance(columns, list | tuple):
        view = replace(view, columns=tuple(c for c in COLUMNS if c in columns))
    return view


Key = Callable[["OrderItem"], object]


def sorted_items(items: Sequence[OrderItem], view: View) -> list[OrderItem]:
    """The items of one group in the sequence that was chosen; ids break ties."""
    if not view.sort:
        own = any(i.vehicle for i in items)
        key: Key = (lambda i: (i.at, i.id)) if own and view.group == "trip" else _by_window
        made = sorted(items, key=key)  # type: ignore[arg-type]
        return made[::-1] if view.down else made
    by_id = sorted(items, key=lambda i: i.id)
    return sorted(by_id, key=BY[view.sort], reverse=view.down)  # type: ignore[arg-type]


def _by_window(item: OrderItem) -> object:
    return item.facts.close_s, item.facts.open_s, item.id


def _risk(item: OrderItem) -> object:
    """The worst on top: late by how much, then tight by how little, then other findings."""
    found = risks_of(item)
    if "late" in found:
        return -LATE_RANK - item.late_s
    if item.problem:
        return -LATE_RANK
    return -TIGHT_RANK if "tight" in found else -item.findings


BY: dict[str, Key] = {
    "window": _by_window,
    "customer": lambda i: i.customer.casefold(),
    "place": lambda i: i.place.casefold(),
    "load": lambda i: (-i.facts.units, -i.facts.load.kg, -i.facts.load.ldm_cm),
    "penalty": lambda i: -i.facts.penalty_cent,
    "distance": lambda i: -i.facts.away_m,
    "risk": _risk,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heap:
    """Orders under one heading; `vehicle` when the heading is a trip."""

    vehicle: str
    title: str
    items: tuple[OrderItem, ...]


def heaps(
    items: Sequence[OrderItem], view: View, names: Mapping[str, str], chosen: str, lang: Language
) -> tuple[Heap, ...]:
    """The groups, each sorted: every item in exactly one of them."""
    found: dict[tuple[object, ...], list[OrderItem]] = {}
    for item in items:
        found.setdefault(_group(item, view.group, chosen), []).append(item)
    made = []
    for key in sorted(found, key=lambda k: k[:-2]):
        vehicle, title = str(key[-2]), _title(view.group, key, names, lang)
        made.append(Heap(vehicle=vehicle, title=title, items=tuple(sorted_items(found[key], view))))
    return tuple(made)


def _group(item: OrderItem, group: str, chosen: str) -> tuple[object, ...]:
    """What the heading is sorted by, then its vehicle and the value it is about."""
    if group == "trip":
        owner = (item.vehicle, item.partner)
        rank = (owner != ("", ""), not item.vehicle, item.vehicle != chosen, owner)
        return (*rank, item.vehicle, item.partner)
    if group == "hour":
        hour = 99 if item.facts.any_time else item.facts.open_s // HOUR_S
        return hour, "", hour
    if group == "kind":
        return KINDS.index(item.facts.kind), "", item.facts.kind
    if group == "area":
        areas = sorted(item.facts.areas, key=lambda a: (not a.startswith("zone:"), a))
        area = areas[0] if areas else ""
        return not area, not area.startswith("zone:"), area, "", area
    return 0, "", ""


def _title(group: str, key: tuple[object, ...], names: Mapping[str, str], lang: Language) -> str:
    vehicle, value = str(key[-2]), key[-1]
    if group == "trip":
        return names.get(vehicle, vehicle) if vehicle else str(value) or lang.t("orders.not_planned")
    if group == "hour":
        if value == 99:
            return lang.t("orders.any_time")
        open_s = int(str(value)) * HOUR_S
        return lang.t("orders.from_hour", open=lang.clock(open_s), close=lang.clock(open_s + HOUR_S))
    if group == "kind":
        return lang.t(f"orders.kind.{value}")
    if group == "area":
        return area_name(str(value), names, lang)
    return lang.t("orders.everything")


def area_name(area: str, names: Mapping[str, str], lang: Language) -> str:
    """`Binnenstad Groningen`, `Drenthe`; `names` knows zones by `zone:<id>`."""
    kind, _, name = area.partition(":")
    if kind == "province":
        return lang.t(f"province.{name}")
    return names.get(area, name) or lang.t("orders.no_area")
