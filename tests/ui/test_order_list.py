"""What the order list shows, and of a long list only what can be seen."""

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from dataclasses import replace

import pytest

from game.content.language import language
from game.domain.plan import Plan
from game.rules.evaluate import evaluate
from game.ui import order_list
from game.ui.context import Ctx
from game.ui.hits import HitList
from game.ui.order_list import Group, OrderItem, OrderListState, entries_of, neighbour, order_items
from game.ui.screen import BaseScreen
from game.ui.selection import Selection
from game.ui.shell import render_once
from tests.worlds import deliver, plan, tiny, trip, window

WORLD = tiny()
PLAN = plan(trip("V1", deliver("O2"), deliver("O1")))
NL = language("nl")
ALL = frozenset(WORLD.orders)


def items(chosen: Plan = PLAN) -> tuple[OrderItem, ...]:
    """All four orders."""
    return order_items(WORLD, chosen, evaluate(WORLD, chosen), ALL, NL)


def names(state: OrderListState, chosen: str = "") -> list[str]:
    """Order ids and headings as they stand in the list."""
    entries = entries_of(items(), state, {"V1": "Wagen 1"}, chosen, "Niet gepland")
    return [e.title if isinstance(e, Group) else e.id for e in entries]


def test_groups_not_planned_first_then_trips_in_sequence() -> None:
    """Open orders on top; within a trip the sequence of driving."""
    assert names(OrderListState()) == ["Niet gepland", "O3", "O4", "Wagen 1", "O2", "O1"]


def test_filters_and_search() -> None:
    """Open shows only open orders; searching finds name, town, id or vehicle, whatever the case."""
    assert names(OrderListState(filter="open")) == ["Niet gepland", "O3", "O4"]
    assert names(OrderListState(filter="late")) == []
    state = OrderListState(searching=True)
    state.query.value = "FABRIEK c"
    assert names(state) == ["Niet gepland", "O3"]
    state.query.value = "bestaat niet"
    assert names(state) == []


def test_sorting_by_window() -> None:
    """Within a trip the order whose window closes first can stand on top."""
    assert names(OrderListState(by_window=True))[-2:] == ["O1", "O2"]


def test_late_orders_carry_the_word() -> None:
    """Late is a word with its minutes, and the filter finds it."""
    late = replace(WORLD.orders["O1"], delivery_windows=(window(0, 1),))
    world = tiny()
    world = replace(world, orders={**world.orders, "O1": late})
    found = order_items(world, PLAN, evaluate(world, PLAN), ALL, NL)
    assert [i.id for i in found if i.problem] == ["O1"]


def test_arrows_walk_over_headings() -> None:
    """Up and down go from order to order and stop at the ends."""
    entries = entries_of(items(), OrderListState(), {}, "", "")
    assert neighbour(entries, "", 1) == "O3"
    assert neighbour(entries, "O4", 1) == "O2"
    assert neighbour(entries, "O1", 1) == "O1"
    assert neighbour(entries, "O3", -1) == "O3"
    assert neighbour((), "", 1) == ""


class Panel(BaseScreen):
    """A long list and nothing else."""

    def __init__(self, count: int) -> None:
        base = items()[0]
        self.items = tuple(replace(base, id=f"X{i:03d}", vehicle="") for i in range(count))
        self.state, self.hits = OrderListState(), HitList()
        self.entries = entries_of(self.items, self.state, {}, "", "Niet gepland")

    def draw(self, ctx: Ctx) -> None:
        """The whole window."""
        order_list.draw(ctx, ctx.rect, self.state, self.entries, self.items, Selection())
        self.hits = ctx.hits


@pytest.mark.parametrize("count", [0, 1, 300])
def test_only_visible_rows_are_drawn(count: int) -> None:
    """Three hundred orders cost no more than a screenful."""
    panel = Panel(count)
    render_once(panel, (300, 500), fmt=NL)
    shown = [h for h in panel.hits if h.id.startswith("order.")]
    assert len(shown) <= 12
    if count == 300:
        order_list.show(panel.state, panel.entries, "X299")
        render_once(panel, (300, 500), fmt=NL)
        assert panel.hits.get("order.X299")
