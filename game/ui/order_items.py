"""The orders as the list has them: groups, filters and search; plain values and no painting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from game.content.language import Language
from game.domain.evaluation import Evaluation
from game.domain.plan import Plan
from game.domain.world import Order, World
from game.ui.board_rows import load_words
from game.ui.map_kept import Kept
from game.ui.order_facts import UNKNOWN, OrderFacts, facts_of
from game.ui.order_filter import NOTHING, Filter, passes
from game.ui.order_view import View, heaps
from game.ui.order_words import marks_of, place_words, tooltip_of, way_words, window_of
from game.ui.state import FieldState, ScrollArea
from game.ui.theme import Space

OPEN_END_S = 1 << 29


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderItem:
    """One order as the list shows it."""

    id: str
    customer: str
    place: str
    """Town, or `from → to` for an order with two addresses."""
    load: str
    window: str
    close_s: int
    at: int
    """Position in its trip; -1 when not planned."""
    vehicle: str = ""
    vehicle_name: str = ""
    problem: str = ""
    """"14 min te laat", when a hard finding speaks of it."""
    partner: str = ""
    """Name of the haulier that drives it instead of us."""
    via: str = ""
    """Name of the hub or terminal it goes by."""
    via_kind: str = ""
    """`hub`, `barge` or `rail`."""
    marks: tuple[str, ...] = ()
    """Icons of what it needs; `adr` is a word."""
    tooltip: str = ""
    way: str = ""
    """From where to where, both ends named."""
    driver: str = ""
    """Name of who drives it."""
    facts: OrderFacts = UNKNOWN
    late_s: int = 0
    tight: bool = False
    """It is nearly late."""
    findings: int = 0
    """Findings that speak of it, without that it is not planned."""

    @property
    def words(self) -> str:
        """Everything that a search looks at."""
        parts = (self.id, self.customer, self.place, self.way, self.vehicle, self.vehicle_name, self.driver,
                 self.partner, self.via)  # fmt: skip
        return " ".join(parts).casefold()

    @property
    def covered(self) -> bool:
        """Somebody drives it."""
        return bool(self.vehicle or self.partner)


class _Fate(NamedTuple):
    """What a plan has done with an order; made for every order at every change, so a plain tuple."""

    vehicle: str
    at: int
    via: str
    partner: str
    problem: str
    driver: str
    risk: tuple[int, bool, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A heading in the list."""

    vehicle: str
    """Empty for what is not planned, and for orders with partners."""
    title: str
    count: int


Entry = Group | OrderItem
UNPLANNED = ("", -1, "")
_ITEMS: Kept[OrderItem] = Kept(2000)
_LAST: Kept[dict[str, tuple[_Fate, OrderItem]]] = Kept(8)
"""Per world and language: the item of every order as it was last, and its fate then."""


@dataclass(slots=True)
class OrderListState:
    """What the player set: filter, search, sorting, folding."""

    filter: str = "all"
    """The quick one: `all`, `open` or `late`."""
    asked: Filter = NOTHING
    view: View = field(default_factory=View)
    searching: bool = False
    folded: bool = False
    query: FieldState = field(default_factory=lambda: FieldState(limit=40))
    scroll: ScrollArea = field(default_factory=ScrollArea)
    made: tuple[tuple[object, ...], tuple[Entry, ...]] = ((), ())
    """The entries as they were made last, and of what."""

    @property
    def key(self) -> tuple[object, ...]:
        """What a cached picture depends on."""
        return (self.filter, self.asked, self.view, self.searching, self.folded, self.query.value,
                self.query.caret, self.scroll.offset)  # fmt: skip

    @property
    def words(self) -> tuple[str, ...]:
        """What is searched for."""
        return tuple(self.query.value.casefold().split()) if self.searching else ()

    @property
    def narrowed(self) -> bool:
        """Not everything is shown."""
        return bool(self.asked or self.words or self.filter != "all")

    def show_all(self) -> None:
        """Take every filter away."""
        self.filter, self.asked = "all", NOTHING
        self.query.value, self.query.caret, self.scroll.offset = "", 0, 0


def order_items(
    world: World, plan: Plan, judged: Evaluation, visible: frozenset[str], lang: Language
) -> tuple[OrderItem, ...]:
    """All visible orders, by id."""
    at: dict[str, tuple[str, int, str]] = {}
    for trip in plan.trips:
        for i, stop in enumerate(trip.stops):
            if stop.order:
                known = at.get(stop.order, (trip.vehicle, i, ""))
                at[stop.order] = (*known[:2], known[2] or stop.via)
    late = {
        s.stop.order: lang.t("board.late", minutes=lang.minutes(-(-s.late_s // 60) * 60))
        for t in judged.trips for s in t.stops if s.late_s and s.stop.order
    }  # fmt: skip
    risks = _risks(world, judged)
    for finding in judged.findings:
        if finding.severity.value == "hard" and finding.subject in world.orders:
            late.setdefault(finding.subject, lang.t("board.cannot"))
    given = dict(plan.given)
    drivers = {t.vehicle: t.driver for t in plan.trips}

    def fate(name: str) -> _Fate:
        vehicle, index, via = at.get(name, UNPLANNED)
        return _Fate(
            vehicle, index, via, given.get(name, ""), late.get(name, ""), drivers.get(vehicle, ""),
            risks.get(name, SAFE),
        )  # fmt: skip

    kept = _LAST.get((world,), lang.code, dict)
    return tuple(_kept_item(world, name, fate(name), lang, kept) for name in sorted(visible))


SAFE = (0, False, 0)


def _risks(world: World, judged: Evaluation) -> dict[str, tuple[int, bool, int]]:
    """Order -> (seconds late, nearly late, number of findings that speak of it)."""
    found: dict[str, tuple[int, bool, int]] = {}
    for trip in judged.trips:
        for times in trip.stops:
            if times.late_s and times.stop.order:
                late_s, tight, count = found.get(times.stop.order, SAFE)
                found[times.stop.order] = (max(late_s, times.late_s), tight, count)
    for finding in judged.findings:
        if finding.subject in world.orders and finding.rule != "unplanned":
            late_s, tight, count = found.get(finding.subject, SAFE)
            found[finding.subject] = (late_s, tight or finding.rule == "tight", count + 1)
    return found


def _kept_item(
    world: World, name: str, fate: _Fate, lang: Language, kept: dict[str, tuple[_Fate, OrderItem]]
) -> OrderItem:
    """The same item as long as nothing about the order changed."""
    known = kept.get(name)
    if known is None or known[0] != fate:
        order = world.orders[name]
        made = _ITEMS.get((world, order), (lang.code, fate), lambda: _item(world, order, fate, lang))
        known = kept[name] = (fate, made)
    return known[1]


def _item(world: World, order: Order, fate: _Fate, lang: Language) -> OrderItem:
    window = window_of(world, order)
    words = ""
    if window.close_s < OPEN_END_S and window.close_s - window.open_s < 23 * 3600:
        words = f"{lang.clock(window.open_s)}–{lang.clock(window.close_s)}"
    sites = world.sites
    transfer, facts = sites.transfers.get(fate.via), facts_of(world, order)
    tooltip = tooltip_of(world, order, lang)
    if facts.penalty_cent:
        euro, km = lang.euro(facts.penalty_cent, 0), lang.km(facts.away_m)
        tooltip += "\n" + lang.t("orders.buy_in", euro=euro, km=km)
    return OrderItem(
        id=order.id, customer=order.customer, place=place_words(world, order),
        load=load_words(order.load, lang), window=words or lang.t("board.any_time"),
        close_s=window.close_s, at=fate.at, vehicle=fate.vehicle,
        vehicle_name=lang.fleet(world.vehicles[fate.vehicle].name) if fate.vehicle else "",
        problem=fate.problem,
        partner=sites.partners[fate.partner].name if fate.partner in sites.partners else fate.partner,
        via=transfer.name if transfer else "", via_kind=transfer.kind if transfer else "",
        marks=marks_of(world, order), tooltip=tooltip, way=way_words(world, order),
        driver=world.drivers[fate.driver].name if fate.driver in world.drivers else "",
        facts=facts, late_s=fate.risk[0], tight=fate.risk[1], findings=fate.risk[2],
    )  # fmt: skip


def entries_of(
    items: Sequence[OrderItem], state: OrderListState, names: Mapping[str, str], chosen: str, lang: Language,
    locked: frozenset[str] = frozenset(),
) -> tuple[Entry, ...]:  # fmt: skip
    """Headings with their rows, each wanted order once. `names`: vehicles by id, zones by `zone:<id>`."""
    key = (items, state.filter, state.asked, state.view, state.words, chosen, locked, lang.code)
    if state.made[0] != key:
        words = state.words
        wanted = [i for i in items if _wanted(i, state, words, locked)]
        made: list[Entry] = []
        for heap in heaps(wanted, state.view, names, chosen, lang):
            made += [Group(vehicle=heap.vehicle, title=heap.title, count=len(heap.items)), *heap.items]
        state.made = (key, tuple(made))
    return state.made[1]


def _wanted(item: OrderItem, state: OrderListState, words: tuple[str, ...], locked: frozenset[str]) -> bool:
    if state.filter == "open" and item.covered:
        return False
    if state.filter == "late" and not item.problem:
        return False
    if not passes(item, state.asked, locked):
        return False
    return not words or all(word in item.words for word in words)


def shown_orders(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The ids in the list, from top to bottom."""
    return tuple(e.id for e in entries if isinstance(e, OrderItem))


def span(entries: Sequence[Entry], first: str, last: str) -> tuple[str, ...]:
    """The orders from one to another as they stand in the list; only the last when the first is not there."""
    names = shown_orders(entries)
    if first not in names or last not in names:
        return (last,)
    a, b = sorted((names.index(first), names.index(last)))
    return names[a : b + 1]


def height_of(entry: Entry) -> int:
    """24 for a heading, 40 for an order."""
    return Space.GROUP_HEAD if isinstance(entry, Group) else Space.ORDER_ROW


def show(state: OrderListState, entries: Sequence[Entry], order: str) -> None:
    """Scroll an order into view."""
    y = 0
    for entry in entries:
        if isinstance(entry, OrderItem) and entry.id == order:
            state.scroll.show(y, Space.ORDER_ROW)
        y += height_of(entry)


def neighbour(entries: Sequence[Entry], order: str, step: int) -> str:
    """The order above (-1) or below (1) in the list; the first one when none is chosen."""
    names = shown_orders(entries)
    if not names:
        return ""
    if order not in names:
        return names[0 if step > 0 else -1]
    return names[min(len(names) - 1, max(0, names.index(order) + step))]
