"""What the order list shows, and of a long list only what can be seen."""

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content.language import language
from game.domain.plan import Plan
from game.domain.sites import Partner, Sites, Transfer, Zone
from game.domain.world import Load, World
from game.rules.evaluate import evaluate
from game.ui import order_list
from game.ui.context import Ctx
from game.ui.hits import HitList
from game.ui.order_chips import laid
from game.ui.order_filter import Filter
from game.ui.order_list import Group, OrderItem, OrderListState, entries_of, neighbour, order_items
from game.ui.order_view import View
from game.ui.order_words import marks_of
from game.ui.screen import BaseScreen
from game.ui.selection import Selection
from game.ui.shell import render_once
from tests.screens.board_play import Play
from tests.worlds import deliver, plan, rest, tiny, trip, window

WORLD = tiny()
PLAN = plan(trip("V1", deliver("O2"), deliver("O1")))
NL = language("nl")
ALL = frozenset(WORLD.orders)


def items(chosen: Plan = PLAN) -> tuple[OrderItem, ...]:
    """All four orders."""
    return order_items(WORLD, chosen, evaluate(WORLD, chosen), ALL, NL)


def names(state: OrderListState, chosen: str = "") -> list[str]:
    """Order ids and headings as they stand in the list."""
    entries = entries_of(items(), state, {"V1": "Wagen 1"}, chosen, NL)
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
    assert names(OrderListState(view=View(sort="window")))[-2:] == ["O1", "O2"]


def test_late_orders_carry_the_word() -> None:
    """Late is a word with its minutes, and the filter finds it."""
    late = replace(WORLD.orders["O1"], delivery_windows=(window(0, 1),))
    world = tiny()
    world = replace(world, orders={**world.orders, "O1": late})
    found = order_items(world, PLAN, evaluate(world, PLAN), ALL, NL)
    assert [i.id for i in found if i.problem] == ["O1"]


def trade() -> World:
    """O1 cooled into a zone with empties back, O2 by a hub, O3 with dangerous goods, O4 with a partner."""
    world = tiny()
    orders = dict(world.orders)
    orders["O1"] = replace(orders["O1"], needs=frozenset({"cooling", "forklift"}), returns=Load(pallets=3))
    orders["O3"] = replace(orders["O3"], adr_points=400)
    zone = Zone(id="ze", name="Binnenstad", zero_emission_from=date(2025, 4, 1))
    hub = Transfer(
        id="hub", name="Stadshub", kind="hub", place="C", serves=frozenset({"B"}), windows=(),
        handling_fixed_s=0, handling_per_unit_s=0, departs_s=36_000, arrives_s=40_000,
    )  # fmt: skip
    partner = Partner(id="P1", name="Buurman", cent_fixed=1, cent_per_km=1, g_per_tkm=1, ttw_g_per_tkm=1,
                      most_orders=9, until_s=86_400)  # fmt: skip
    sites = Sites(zones={"ze": zone}, transfers={"hub": hub}, partners={"P1": partner})
    places = {**world.places, "A": replace(world.places["A"], zones=frozenset({"ze"}))}
    return replace(world, orders=orders, places=places, sites=sites)


BY_HUB = replace(deliver("O2"), via="hub")
TRADED = replace(plan(trip("V1", deliver("O1"), rest(45), BY_HUB)), given=(("O4", "P1"),))


def traded() -> dict[str, OrderItem]:
    """The orders of that plan, by id."""
    world = trade()
    return {i.id: i for i in order_items(world, TRADED, evaluate(world, TRADED), ALL, NL)}


def test_needs_zones_and_returns_have_signs_and_words() -> None:
    """What an order asks is a sign in its row and a sentence in its tooltip."""
    found = traded()
    assert found["O1"].marks == ("leaf", "snowflake", "puzzle", "refresh")
    assert "Binnenstad" in found["O1"].tooltip
    assert "3 pal" in found["O1"].tooltip
    assert found["O3"].marks == ("adr",)
    assert "400" in found["O3"].tooltip
    assert found["O2"].marks == ()


def test_what_every_vehicle_can_do_needs_no_sign() -> None:
    """A need that sets no vehicle apart is told in the tooltip only."""
    world = trade()
    able = {k: replace(v, skills=frozenset({"forklift"})) for k, v in world.vehicles.items()}
    assert "puzzle" not in marks_of(replace(world, vehicles=able), world.orders["O1"])


def test_hub_and_partner_are_told() -> None:
    """By hub is planned, with a partner is neither ours nor open; own stops are no orders."""
    found = traded()
    assert (found["O2"].vehicle, found["O2"].via) == ("V1", "Stadshub")
    assert (found["O4"].vehicle, found["O4"].partner, found["O4"].covered) == ("", "Buurman", True)
    assert [i.id for i in found.values() if not i.covered] == ["O3"]
    entries = entries_of(tuple(found.values()), OrderListState(), {"V1": "Wagen 1"}, "", NL)
    assert [e.title for e in entries if isinstance(e, Group)] == ["Niet gepland", "Wagen 1", "Buurman"]
    only_open = entries_of(tuple(found.values()), OrderListState(filter="open"), {}, "", NL)
    assert [e.id for e in only_open if isinstance(e, OrderItem)] == ["O3"]


def test_rows_of_the_trade_are_drawn_in_a_narrow_list() -> None:
    """Signs, hub and partner fit in 300 px."""
    panel = Panel(0)
    panel.items = tuple(traded().values())
    panel.entries = entries_of(panel.items, panel.state, {"V1": "Wagen 1"}, "", NL)
    render_once(panel, (300, 500), fmt=NL)
    assert {h.id for h in panel.hits if h.id.startswith("order.")} == {f"order.O{i}" for i in range(1, 5)}


def test_arrows_walk_over_headings() -> None:
    """Up and down go from order to order and stop at the ends."""
    entries = entries_of(items(), OrderListState(), {}, "", NL)
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
        self.entries = entries_of(self.items, self.state, {}, "", NL)

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


@given(st.lists(st.integers(20, 260), min_size=1, max_size=9), st.integers(60, 700), st.integers(1, 3))
def test_chips_that_fit_and_the_rest_counted(widths: list[int], room: int, lines: int) -> None:
    """No more lines than asked, nothing over another, none outside but one alone; the rest has a place."""
    shown, places = laid(widths, room, lines, 34)
    assert len(places) == shown + (shown < len(widths))
    assert all(line < lines for _x, line in places)
    wide = [*widths[:shown], 34]
    for (x, line), (after, below) in pairwise(places):
        assert below > line or after >= x
    for (x, line), width in zip(places, wide, strict=False):
        assert x == 0 or x + width <= room
        assert all(x + width <= other for other, there in places if there == line and other > x)


@pytest.mark.parametrize(("size", "scale"), [((1280, 720), 1.6), ((1280, 720), 1.0)])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_search_and_many_filters_leave_rows(size: tuple[int, int], scale: float, lang: str) -> None:
    """With the search field and seven filters two orders stand whole; what is counted opens the filter."""
    play = Play("stukgoed", size=size, scale=scale)
    play.shell.configure(replace(play.shell.settings, lang=lang))
    listed = play.desk.list
    listed.searching, listed.query.value = True, "a"
    listed.asked = Filter(
        from_s=28_800, to_s=43_200, least_units=1, kinds=frozenset({"delivery"}),
        states=frozenset({"planned", "unplanned"}), areas=frozenset({"province:NL-DR", "province:NL-GR"}),
    )  # fmt: skip
    play.rest(3)
    area = play.hits.get("orders.list")
    assert area is not None
    whole = [h for h in play.hits.reachable() if h.id.startswith("order.") and area.rect.contains(h.rect)]
    assert len(whole) >= 2
    head = [h.rect for h in play.hits.reachable() if h.id.startswith(("unask.", "filter.", "orders."))
            and h.id != "orders.list"]  # fmt: skip
    assert all(not a.colliderect(b) for i, a in enumerate(head) for b in head[:i])
    more = play.hits.get("orders.more")
    assert more is not None
    assert more.payload == 7 - len([h for h in play.hits.reachable() if h.id.startswith("unask.")])
    play.shell.memory.focus = "orders.more"
    play.key(pygame.K_RETURN)
    assert play.hits.get("ask.card") is not None
    play.host.client.close()
