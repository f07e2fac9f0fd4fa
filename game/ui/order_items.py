"""The orders as the list has them: groups, filters and search; plain values and no painting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from game.content.language import Language
from game.domain.evaluation import Evaluation
from game.domain.plan import Plan
from game.domain.world import Order, World
from game.ui.board_rows import load_words
from game.ui.map_kept import Kept
from game.ui.order_words import marks_of, place_words, tooltip_of, window_of
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

    @property
    def covered(self) -> bool:
        """Somebody drives it."""
        return bool(self.vehicle or self.partner)


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


@dataclass(slots=True)
class OrderListState:
    """What the player set: filter, search, sorting, folding."""

    filter: str = "all"
    by_window: bool = False
    searching: bool = False
    folded: bool = False
    query: FieldState = field(default_factory=lambda: FieldState(limit=40))
    scroll: ScrollArea = field(default_factory=ScrollArea)

    @property
    def key(self) -> tuple[object, ...]:
        """What a cached picture depends on."""
        return (self.filter, self.by_window, self.searching, self.folded, self.query.value,
                self.query.caret, self.scroll.offset)  # fmt: skip


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
    for finding in judged.findings:
        if finding.severity.value == "hard" and finding.subject in world.orders:
            late.setdefault(finding.subject, lang.t("board.cannot"))
    given = dict(plan.given)
    return tuple(
        _kept_item(world, name, at.get(name, UNPLANNED), given.get(name, ""), late.get(name, ""), lang)
        for name in sorted(visible)
    )


def _kept_item(
    world: World, name: str, at: tuple[str, int, str], partner: str, problem: str, lang: Language
) -> OrderItem:
    """The same item as long as nothing about the order changed."""
    order = world.orders[name]
    rest = (lang.code, at, partner, problem)
    return _ITEMS.get((world, order), rest, lambda: _item(world, order, at, partner, problem, lang))


def _item(
    world: World, order: Order, at: tuple[str, int, str], partner: str, problem: str, lang: Language
) -> OrderItem:
    window = window_of(world, order)
    words = ""
    if window.close_s < OPEN_END_S and window.close_s - window.open_s < 23 * 3600:
        words = f"{lang.clock(window.open_s)}–{lang.clock(window.close_s)}"
    sites = world.sites
    return OrderItem(
        id=order.id, customer=order.customer, place=place_words(world, order),
        load=load_words(order.load, lang), window=words or lang.t("board.any_time"),
        close_s=window.close_s, at=at[1], vehicle=at[0],
        vehicle_name=world.vehicles[at[0]].name if at[0] else "",
        problem=problem, partner=sites.partners[partner].name if partner in sites.partners else partner,
        via=sites.transfers[at[2]].name if at[2] in sites.transfers else "",
        via_kind=sites.transfers[at[2]].kind if at[2] in sites.transfers else "",
        marks=marks_of(world, order), tooltip=tooltip_of(world, order, lang),
    )  # fmt: skip


def entries_of(
    items: Sequence[OrderItem], state: OrderListState, names: dict[str, str], chosen: str, open_title: str
) -> tuple[Entry, ...]:
    """Groups with their rows: not planned, the chosen trip, then the other trips."""
    wanted = [i for i in items if _wanted(i, state)]
    owners = sorted(
        {(i.vehicle, i.partner) for i in wanted}, key=lambda o: (o != ("", ""), not o[0], o[0] != chosen, o)
    )
    made: list[Entry] = []
    for vehicle, partner in owners:
        mine = [i for i in wanted if (i.vehicle, i.partner) == (vehicle, partner)]
        by_time = state.by_window or vehicle == ""
        mine.sort(key=lambda i: (i.close_s if by_time else i.at, i.id))
        title = names.get(vehicle, vehicle) if vehicle else partner or open_title
        made += [Group(vehicle=vehicle, title=title, count=len(mine)), *mine]
    return tuple(made)


def _wanted(item: OrderItem, state: OrderListState) -> bool:
    if state.filter == "open" and item.covered:
        return False
    if state.filter == "late" and not item.problem:
        return False
    words = state.query.value.casefold().split() if state.searching else []
    text = f"{item.id} {item.customer} {item.place} {item.vehicle} {item.vehicle_name}"
    text = f"{text} {item.partner} {item.via}".casefold()
    return all(word in text for word in words)


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
    names = [e.id for e in entries if isinstance(e, OrderItem)]
    if not names:
        return ""
    if order not in names:
        return names[0 if step > 0 else -1]
    return names[min(len(names) - 1, max(0, names.index(order) + step))]
