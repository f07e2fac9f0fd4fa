"""List, map and board as one: several orders by mouse and keyboard, filters, the board's arrangement."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from game.domain.commands import Place
from game.ui.screens.board import BoardScreen
from tests.screens.board_play import Play

SHIFT, CTRL = pygame.KMOD_SHIFT, pygame.KMOD_CTRL


@pytest.fixture(autouse=True)
def no_modifiers() -> Iterator[None]:
    """Keys that are held down do not stay so for the next test."""
    yield
    pygame.key.set_mods(0)


def click_with(play: Play, mods: int, *names: str) -> None:
    """Clicks while keys are held."""
    pygame.key.set_mods(mods)
    for name in names:
        play.click(name)
    pygame.key.set_mods(0)


def shown(play: Play) -> list[str]:
    """Orders in the list, from top to bottom."""
    return [h.payload for h in play.hits if h.id.startswith("order.")]


def draw_lasso(play: Play, *points: tuple[int, int]) -> None:
    """Press, go along the points, let go."""
    play.post(pygame.MOUSEBUTTONDOWN, pos=points[0], button=1)
    for point in points[1:]:
        play.move(point)
    play.drop(points[-1])


def around(play: Play, name: str, radius: int = 16) -> tuple[tuple[int, int], ...]:
    """A square around a stop on the map."""
    x, y = play.at(name)
    r = radius
    return (x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)


# -- several orders ----------------------------------------------------------------------------------
def test_ctrl_click_adds_and_takes_out_everywhere() -> None:
    """In the list, on the map and on the board the same click does the same."""
    play = Play()
    play.session.do(Place(order="O1", vehicle="V1", at=0))
    play.frame()
    play.click("order.O2")
    click_with(play, CTRL, "order.O3", "block.V1.0", "stop.O4/collect")
    assert play.desk.selection.orders == {"O1", "O2", "O3", "O4"}
    click_with(play, CTRL, "order.O3")
    assert play.desk.selection.orders == {"O1", "O2", "O4"}
    assert play.hits.get("many.menu") is not None
    play.click("order.O3")
    assert play.desk.selection.orders == {"O3"}
    assert play.hits.get("many.menu") is None


def test_shift_click_takes_a_range_in_list_and_board() -> None:
    """From the last click to this one, as they lie there."""
    play = Play()
    names = shown(play)
    play.click(f"order.{names[0]}")
    click_with(play, SHIFT, f"order.{names[2]}")
    assert play.desk.selection.orders == set(names[:3])
    for i, order in enumerate(("O1", "O2", "O3")):
        play.session.do(Place(order=order, vehicle="V1", at=i))
    play.frame()
    play.click("block.V1.0")
    click_with(play, SHIFT, "block.V1.1")
    assert play.desk.selection.orders == {"O1", "O2"}


def test_a_row_with_ctrl_takes_the_whole_trip() -> None:
    """Ctrl+click on the board's row or the list's heading: all orders of that trip, again: none."""
    play = Play()
    for i, order in enumerate(("O1", "O2")):
        play.session.do(Place(order=order, vehicle="V1", at=i))
    play.frame()
    click_with(play, CTRL, "row.V1")
    assert play.desk.selection.orders == {"O1", "O2"}
    click_with(play, CTRL, "row.V1")
    assert play.desk.selection.orders == set()


def test_keys_alone_choose_and_act_on_several() -> None:
    """Ctrl+A, Shift with the arrows, Space, then the menu: one act, one step back."""
    play = Play()
    play.key(pygame.K_a, mod=CTRL)
    assert play.desk.selection.orders == play.session.visible
    play.key(pygame.K_ESCAPE, pygame.K_DOWN)
    first = play.desk.selection.order
    play.key(pygame.K_DOWN, mod=SHIFT)
    assert len(play.desk.selection.orders) == 2
    play.key(pygame.K_DOWN, pygame.K_SPACE)
    chosen = play.desk.selection.orders
    assert len(chosen) == 3 and first in chosen
    play.key(pygame.K_SPACE)
    assert len(play.desk.selection.orders) == 2
    play.key(pygame.K_SPACE, pygame.K_x)
    play.rest(20)
    assert play.desk.menu is not None and play.desk.menu.acts.complete
    play.key(pygame.K_DOWN, pygame.K_RETURN)
    assert play.session.plan.planned() == chosen
    assert play.desk.selection.orders == chosen
    play.key(pygame.K_z, mod=CTRL)
    assert play.session.plan.planned() == frozenset()


def test_space_begins_with_the_order_below_the_cursor() -> None:
    """Space, on, Space: two orders that do not lie next to each other, without the pointer."""
    play = Play()
    play.key(pygame.K_DOWN)
    first = play.desk.selection.order
    play.key(pygame.K_SPACE, pygame.K_DOWN, pygame.K_DOWN)
    assert play.desk.selection.orders == {first}
    play.key(pygame.K_SPACE)
    assert play.desk.selection.orders == {first, play.desk.selection.order}
    assert len(play.desk.selection.orders) == 2


def test_the_bar_unplans_and_locks() -> None:
    """Out and Lock work on all; Delete and K do the same."""
    play = Play()
    for order, vehicle in (("O1", "V1"), ("O2", "V2")):
        play.session.do(Place(order=order, vehicle=vehicle, at=0))
    play.frame()
    click_with(play, CTRL, "block.V1.0", "block.V2.0")
    play.click("many.lock")
    assert play.desk.locked() == {"O1", "O2"}
    play.key(pygame.K_k)
    assert play.desk.locked() == set()
    play.click("many.out")
    assert play.plan() == {}
    play.click("undo")
    assert play.plan() == {"V1": ("O1",), "V2": ("O2",)}
    play.key(pygame.K_DELETE)
    assert play.plan() == {}
    play.click("many.clear")
    assert play.desk.selection.orders == set()


def test_a_right_click_on_one_of_them_is_for_all() -> None:
    """The menu of several is asked for like that of one; on another order it is that order's."""
    play = Play()
    click_with(play, CTRL, "order.O1", "order.O2")
    play.right_click("order.O1")
    assert play.desk.menu is not None and "2" in play.desk.menu.title
    play.key(pygame.K_ESCAPE)
    play.right_click("order.O3")
    assert play.desk.selection.orders == {"O3"}


# -- the lasso ---------------------------------------------------------------------------------------
def test_a_lasso_chooses_what_lies_in_it() -> None:
    """Shift+drag draws an outline on the map; the map itself stays where it is."""
    play = Play()
    before = play.desk.map.camera
    pygame.key.set_mods(SHIFT)
    draw_lasso(play, *around(play, "stop.O3/deliver"))
    pygame.key.set_mods(0)
    assert "O3" in play.desk.selection.orders
    assert play.desk.map.camera == before
    assert play.plan() == {}
    rect = play.desk.map.rect
    corners = (rect.topleft, rect.topright, rect.bottomright, rect.bottomleft)
    pygame.key.set_mods(SHIFT)
    draw_lasso(play, *[(min(max(x, rect.x + 2), rect.right - 60), min(max(y, rect.y + 60), rect.bottom - 2))
                       for x, y in corners])  # fmt: skip
    assert play.desk.selection.orders


def test_the_lasso_button_serves_touch_and_makes_a_filter() -> None:
    """Tap the button, draw, filter on it; the chip's cross brings everything back."""
    play = Play()
    play.click("map.lasso")
    draw_lasso(play, *around(play, "stop.O3/deliver"))
    caught = play.desk.selection.orders
    assert caught and not play.desk.kept["gather"].armed
    play.click("many.area")
    assert set(shown(play)) == caught
    play.click("unask.areas:lasso")
    assert set(shown(play)) == play.session.visible


def test_a_slip_of_the_lasso_and_escape_choose_nothing() -> None:
    """A line that encloses nothing, or Esc before it is drawn, changes nothing."""
    play = Play()
    play.click("map.lasso")
    play.key(pygame.K_ESCAPE)
    before = play.desk.map.camera
    x, y = play.desk.map.rect.center
    draw_lasso(play, (x, y + 60), (x + 40, y + 60))
    assert play.desk.selection.orders == set()
    assert play.desk.map.camera != before


# -- filters -----------------------------------------------------------------------------------------
def test_filters_by_mouse_with_counts_chips_and_the_way_back() -> None:
    """A value of the card narrows the list, its chip takes it away, an empty list says how to go on."""
    play = Play("stukgoed")
    play.click("orders.filter")
    play.click("ask.areas.province:NL-DR")
    few = len(play.desk.entries(play.host.language))
    play.click("ask.states.locked")
    assert shown(play) == []
    play.click("orders.everything")
    assert not play.desk.list.narrowed
    play.click("ask.areas.province:NL-DR")
    play.click("unask.areas:province:NL-DR")
    assert len(play.desk.entries(play.host.language)) > few
    play.click("ask.kinds.collection")
    play.click("ask.choose")
    kinds = {i.facts.kind for i in play.desk.items(play.host.language) if i.id in play.desk.selection.orders}
    assert kinds == {"collection"}


def test_the_window_slider_goes_by_the_quarter() -> None:
    """Dragging a handle, and the arrows on it, set whole quarters of an hour."""
    play = Play("stukgoed")
    play.key(pygame.K_f, mod=SHIFT)
    hit = play.hits.get("ask.window.to")
    assert hit is not None
    play.post(pygame.MOUSEBUTTONDOWN, pos=(hit.rect.centerx, hit.rect.centery), button=1)
    play.post(pygame.MOUSEBUTTONUP, pos=(hit.rect.centerx, hit.rect.centery), button=1)
    first = play.desk.list.asked.to_s
    assert first % 900 == 0 and first < 86_400
    play.shell.memory.focus = "ask.window.to"
    play.key(pygame.K_LEFT)
    assert play.desk.list.asked.to_s == first - 900
    assert play.hits.get("unask.window") is not None
    play.key(pygame.K_ESCAPE)
    assert play.hits.get("ask.card") is None
    assert play.desk.list.asked.to_s == first - 900


def test_the_view_is_kept_on_leaving() -> None:
    """Sorting, grouping and columns are there again on a new screen."""
    play = Play("stukgoed")
    play.key(pygame.K_s, mod=SHIFT)
    play.click("view.group.kind")
    play.click("view.sort.load")
    play.click("view.column.value")
    again = BoardScreen(play.screen.host, play.session)
    view = again.desk.list.view
    assert (view.group, view.sort, view.shows("value")) == ("kind", "load", True)


def test_search_finds_drivers_and_says_so() -> None:
    """What was found stands in the row, although the list does not show drivers."""
    play = Play()
    play.session.do(Place(order="O1", vehicle="V1", at=0))
    driver = play.session.system.drivers[play.session.system.vehicles["V1"].driver].name
    play.key(pygame.K_f)
    for letter in driver.split()[-1].lower():
        play.post(pygame.TEXTINPUT, text=letter)
    assert shown(play) == ["O1"]


# -- the board ---------------------------------------------------------------------------------------
def test_the_board_by_sequence_takes_a_drop_where_it_is_let_go() -> None:
    """Left of a box is before that stop, right of it is after, as by time."""
    play = Play()
    for i, order in enumerate(("O1", "O2")):
        play.session.do(Place(order=order, vehicle="V1", at=i))
    play.frame()
    play.key(pygame.K_8)
    boxes = [play.hits.get(f"block.V1.{i}").rect for i in (0, 1)]
    assert abs(boxes[0].w - boxes[1].w) <= 1
    between = (round((boxes[0].right + boxes[1].x) / 2), boxes[0].centery)
    play.drag("order.O3", between)
    assert play.plan()["V1"] == ("O1", "O3", "O2")
    play.key(pygame.K_8)
    assert not play.desk.board.arrangement.sequence


def test_rows_by_driver_trips_only_and_sorted() -> None:
    """The card by mouse, the keys for the same; idle trucks come back while an order is in the hand."""
    play = Play()
    play.session.do(Place(order="O1", vehicle="V2", at=0))
    play.frame()
    play.click("board.arrange")
    play.click("arrange.rows.trips")
    assert play.desk.board.shown == ("V2",)
    play.click("arrange.close")
    play.lift("order.O2", play.lane("V2"))
    assert play.desk.board.shown == ("V2", "V1")
    play.drop(play.lane("V1"))
    assert play.plan() == {"V1": ("O2",), "V2": ("O1",)}
    play.key(pygame.K_7)
    assert play.desk.board.arrangement.rows == "vehicles"


def test_what_is_chosen_comes_into_view() -> None:
    """9 shows the chosen trip, 0 the whole day."""
    play = Play("stukgoed")
    vehicle = min(play.session.system.vehicles)
    play.session.do(Place(order=min(play.session.visible), vehicle=vehicle, at=0))
    play.frame()
    play.click(f"block.{vehicle}.0")
    play.key(pygame.K_9)
    axis, stop = play.desk.board.axis, play.desk.judged().trip_of(vehicle).stops[0]
    near = axis.to_s - axis.from_s
    assert axis.from_s <= stop.begin_s and stop.end_s <= axis.to_s
    play.key(pygame.K_0)
    trip = play.desk.judged().trip_of(vehicle)
    assert axis.from_s <= trip.start_s and trip.end_s <= axis.to_s
    assert axis.to_s - axis.from_s > near


@pytest.mark.parametrize("size", [(800, 450), (1280, 720), (1600, 900)])
def test_cards_and_bar_stay_in_the_window(size: tuple[int, int]) -> None:
    """With everything open no control lies over another one that can be reached."""
    play = Play("stukgoed", size)
    play.key(pygame.K_a, mod=CTRL)
    for keys, mods in (((), 0), ((pygame.K_f,), SHIFT), ((pygame.K_s,), SHIFT)):
        play.key(*keys, mod=mods)
        card = play.hits.get("ask.card")
        if keys:
            assert card is not None and play.shell.ctx.rect.contains(card.rect)
        own = [h for h in play.hits if h.id.startswith(("ask.", "view.", "many.")) and h.focusable]
        for i, a in enumerate(own):
            assert play.shell.ctx.rect.contains(a.rect), a.id
            for b in own[:i]:
                assert not a.rect.inflate(-2, -2).colliderect(b.rect.inflate(-2, -2)), (a.id, b.id)


def test_the_window_of_the_chosen_stop_is_drawn_and_explained() -> None:
    """Below the block lies the customer's window; pointing at it, or at any part of a row, explains it."""
    play = Play()
    play.session.do(Place(order="O1", vehicle="V1", at=0))
    play.frame()
    assert not [h for h in play.hits if h.id.startswith("window.")]
    play.click("block.V1.0")
    window = play.hits.get("window.V1.0")
    assert window is not None and "–" in window.tooltip
    for name in ("row.V1", "cost.V1", "load.V1", "hours.V1", "start.V1", "block.V1.0"):
        hit = play.hits.get(name)
        assert hit is not None and len(hit.tooltip.split("\n")) >= 2, name


def test_the_arrangement_is_reached_in_a_small_window() -> None:
    """Where the board scrolls its card opens as well, within the window."""
    play = Play("stukgoed", (800, 450))
    play.click("board.arrange")
    card = play.hits.get("arrange.card")
    assert card is not None and play.shell.ctx.rect.contains(card.rect)
    play.click("arrange.align.sequence")
    assert play.desk.board.arrangement.sequence
