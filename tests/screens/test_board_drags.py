"""Direct manipulation on the board: whatever is dragged or done by key is one act, priced beforehand."""

from __future__ import annotations

import pygame
import pytest

from game.domain.commands import Begin, SetTrip
from game.rules.tripwords import format_trip_stops
from game.ui import board_hand
from game.ui.board_carry import Carry
from game.ui.drop_preview import Preview
from tests.screens.board_play import Play
from tests.screens.trade_world import trade_session
from tests.worlds import deliver

ALT, SHIFT, CTRL = pygame.KMOD_ALT, pygame.KMOD_SHIFT, pygame.KMOD_CTRL


def board() -> Play:
    """E1 drives O2 and O3, V1 O4 and O1; E2 stays at home."""
    session = trade_session()
    session.do(Begin())
    for vehicle, orders in (("E1", ("O2", "O3")), ("V1", ("O4", "O1"))):
        text = format_trip_stops(tuple(deliver(o) for o in orders))
        assert session.do(SetTrip(vehicle=vehicle, stops=text)).ok
    return Play(session=session)


def done(play: Play, since: int) -> list[str]:
    """Commands after an event number."""
    return [str(e.data["do"]) for e in play.session.events[since:] if e.kind == "command"]


def held(play: Play) -> Carry:
    """What is in the hand."""
    assert isinstance(play.desk.grip, Carry)
    return play.desk.grip


def told(play: Play) -> Preview:
    """What the card says."""
    found = held(play).preview()
    assert found is not None
    return found


def keeps_its_word(play: Play, preview: Preview, drop: tuple[int, int]) -> None:
    """Nothing happens before the drop; then it costs what the card said, and one undo takes it back."""
    before, plan = play.session.evaluation().kpi, play.session.plan
    count = len(play.session.events)
    play.drop(drop)
    pygame.key.set_mods(0)
    after = play.session.evaluation().kpi
    assert preview.cost_cent == after.cost_cent - before.cost_cent
    assert preview.co2e_g == after.co2e_g - before.co2e_g
    assert len(done(play, count)) == 1
    play.key(pygame.K_z, mod=CTRL)
    assert play.session.plan == plan


def lift_trip(play: Play, vehicle: str, to: tuple[int, int]) -> None:
    """Take a row up by the truck's name; its driver's name is something else."""
    hit = play.hits.get(f"row.{vehicle}")
    assert hit is not None
    start = hit.rect.x + 24, hit.rect.centery
    play.post(pygame.MOUSEBUTTONDOWN, pos=start, button=1)
    play.move((start[0] + 8, start[1] + 8))
    play.move(to)


def drag_trip(play: Play, vehicle: str, to: tuple[int, int]) -> None:
    """Take a trip to a place and let go."""
    lift_trip(play, vehicle, to)
    play.drop(to)


def row(play: Play, vehicle: str) -> tuple[int, int]:
    """The middle of a row's lane."""
    return play.lane(vehicle)


def test_a_whole_trip_swaps_and_with_shift_merges() -> None:
    """A row's name dragged onto another row exchanges the work; Shift joins it, the card says which."""
    play = board()
    lift_trip(play, "E1", row(play, "V1"))
    swapped = told(play)
    pygame.key.set_mods(SHIFT)
    play.rest(4)
    merged = told(play)
    assert held(play).aimed.other
    assert {t.trip.vehicle for t in merged.after.trips} == {"V1"}  # type: ignore[union-attr]
    pygame.key.set_mods(0)
    play.rest(2)
    assert told(play) is swapped
    keeps_its_word(play, swapped, row(play, "V1"))
    drag_trip(play, "E1", row(play, "E2"))
    assert play.plan()["E2"] == ("O2", "O3")
    assert "E1" not in play.plan()


def test_half_a_trip_with_alt() -> None:
    """Alt takes this stop and what follows it, to any place of another trip."""
    play = board()
    pygame.key.set_mods(ALT)
    play.lift("block.V1.1", row(play, "E1"))
    pygame.key.set_mods(0)
    assert held(play).moving_orders() == {"O1"}
    keeps_its_word(play, told(play), row(play, "E1"))
    pygame.key.set_mods(ALT)
    play.drag("block.V1.1", row(play, "E2"))
    pygame.key.set_mods(0)
    assert play.plan() == {"E1": ("O2", "O3"), "E2": ("O1",), "V1": ("O4",)}


def test_several_chosen_orders_move_together() -> None:
    """Dragging one of the chosen orders takes them all, as one act."""
    play = board()
    play.desk.selection.gather(["O2", "O3"], play.session.plan)
    play.frame()
    play.lift("block.E1.0", row(play, "V1"))
    assert held(play).kind == "orders"
    keeps_its_word(play, told(play), row(play, "V1"))


def test_departure_and_driver_are_dragged() -> None:
    """The depot block moves in steps of five minutes, a name exchanges drivers; two clicks: automatic."""
    play = board()
    x, y = play.at("start.V1")
    play.lift("start.V1", (x - 60, y))
    start_s = held(play).aimed.start_s
    assert start_s % 300 == 0
    keeps_its_word(play, told(play), (x - 60, y))
    play.drag("start.V1", (x - 60, y))
    assert play.session.plan.trip_of("V1").start_s == start_s  # type: ignore[union-attr]
    play.click("start.V1")
    play.click("start.V1")
    assert play.session.plan.trip_of("V1").start_s is None  # type: ignore[union-attr]
    play.lift("driver.V1", row(play, "E1"))
    keeps_its_word(play, told(play), row(play, "E1"))
    play.drag("driver.V1", row(play, "E1"))
    assert play.session.plan.trip_of("E1").driver == "dV1"  # type: ignore[union-attr]
    names = {r.vehicle: r.driver for r in play.desk.rows(play.shell.ctx.fmt)}  # type: ignore[arg-type]
    world = play.session.system
    assert names["E1"] == world.drivers["dV1"].name
    assert names["V1"] == world.drivers["dE1"].name


@pytest.mark.parametrize("what", ["order", "half", "trip", "orders"])
def test_dropping_on_the_map_takes_the_best_place(what: str) -> None:
    """On a trip's stop or line: no other place of that trip is better."""
    play = board()
    assert play.session.do(SetTrip(vehicle="E2", stops="O5/collect/0")).ok
    play.frame()
    target = play.at("stop.V1/0")
    if what == "orders":
        play.desk.selection.gather(["O2", "O3"], play.session.plan)
        play.frame()
    pygame.key.set_mods(ALT if what == "half" else 0)
    if what == "trip":
        lift_trip(play, "E2", target)
    else:
        play.lift("block.E2.0" if what == "order" else "block.E1.1", target)
    pygame.key.set_mods(0)
    play.rest(8)
    if what == "order":
        hand = play.desk.hand
        assert hand is not None
        assert (hand.over, hand.vehicle) == ("map", "V1")
        slots = play.desk.slots("O5")
        least = min(p.rank for p in (slots.at("V1", at) for at in range(3)))
        assert board_hand.preview(play.desk).rank == least  # type: ignore[union-attr]
        play.drop(target)
        assert play.session.plan.vehicle_of("O5") == "V1"
        return
    assert held(play).aimed.over == "map"
    keeps_its_word(play, told(play), target)


def test_escape_and_drops_beside_everything_do_nothing() -> None:
    """A slip of the hand is no command."""
    play = board()
    count = len(play.session.events)
    for name in ("start.E1", "start.V1", "driver.V1"):
        play.lift(name, row(play, "E1"))
        play.key(pygame.K_ESCAPE)
        assert play.desk.grip is None
    drag_trip(play, "E1", (1400, 20))
    play.drag("driver.E1", (1400, 300))
    assert done(play, count) == []


def test_trips_and_orders_leave_the_plan_over_the_list() -> None:
    """The order list takes whatever is dropped on it."""
    play = board()
    target = play.at("order.O5")
    drag_trip(play, "E1", target)
    assert play.plan() == {"V1": ("O4", "O1")}
    pygame.key.set_mods(ALT)
    play.drag("block.V1.1", target)
    pygame.key.set_mods(0)
    assert play.plan() == {"V1": ("O4",)}


@pytest.mark.parametrize(
    ("keys", "mod", "verb"),
    [
        ((pygame.K_v,), 0, "trip V1"),
        ((pygame.K_LEFT,), CTRL, "start V1"),
        ((pygame.K_RIGHT,), CTRL, "start V1"),
    ],
)
def test_keys_turn_and_depart(keys: tuple[int, ...], mod: int, verb: str) -> None:
    """The chosen trip is turned and its departure shifted without the mouse."""
    play = board()
    play.desk.selection.choose_vehicle("V1")
    count = len(play.session.events)
    play.key(*keys, mod=mod)
    assert [text.startswith(verb) for text in done(play, count)] == [True]


@pytest.mark.parametrize("key", [pygame.K_m, pygame.K_t, pygame.K_u, pygame.K_h, pygame.K_z])
def test_choices_are_ranked_and_done_with_the_keyboard(key: int) -> None:
    """M, T, U, H and Z show every truck with its price, the best first; Enter does it, as it was told."""
    play = board()
    if key in (pygame.K_h, pygame.K_z):
        play.desk.selection.choose_stop("V1", 1, play.session.plan)
    else:
        play.desk.selection.choose_vehicle("V1")
    play.key(key)
    menu = play.desk.menu
    assert menu is not None
    play.rest(6)
    ranks = [o.preview.rank for o in menu.acts.found if o.preview]
    assert ranks
    assert ranks == sorted(ranks)
    chosen = menu.chosen()
    assert chosen is not None
    assert chosen.preview is not None
    before = play.session.evaluation().kpi.cost_cent
    play.key(pygame.K_RETURN)
    assert play.desk.menu is None
    assert play.session.evaluation().kpi.cost_cent - before == chosen.preview.cost_cent


def test_the_menu_opens_a_choice_and_comes_back() -> None:
    """X lists the acts; one that needs another truck opens their list, Escape returns to the first."""
    play = board()
    play.desk.selection.choose_vehicle("V1")
    play.key(pygame.K_x)
    menu = play.desk.menu
    assert menu is not None
    names = [o.act.id for o in menu.acts.all()]
    assert {"turn", "open.merge", "open.swap", "open.drivers"} <= set(names)
    menu.first("open.swap")
    play.frame()
    play.key(pygame.K_RETURN)
    assert menu.acts.into == "swap"
    play.rest(4)
    play.key(pygame.K_ESCAPE)
    assert play.desk.menu is menu
    assert menu.acts.into == ""
    chosen = menu.chosen()
    assert chosen is not None
    assert chosen.act.id == "open.swap"
    play.key(pygame.K_ESCAPE)
    assert play.desk.menu is None


def test_history_tells_the_acts_and_returns_to_any_of_them() -> None:
    """The list below the undo button says what was done; a click goes back there, and forth again."""
    play = board()
    drag_trip(play, "E1", row(play, "V1"))
    play.desk.selection.choose_vehicle("V1")
    play.key(pygame.K_v)
    plans = [*play.session.drafts.earlier, play.session.plan]
    play.click("history")
    labels = {h.payload: h.label for h in play.hits if h.id.startswith("history.") and h.role == "row"}
    assert "wisselen werk" in labels[3]
    assert "andersom" in labels[4]
    play.click("history.1")
    assert play.session.plan == plans[1]
    play.click("history.4")
    assert play.session.plan == plans[4]
    play.click("history.0")
    assert play.session.plan == plans[0]
    play.key(pygame.K_ESCAPE)
    assert play.hits.get("history.0") is None


@pytest.mark.parametrize(("size", "scale"), [((1600, 900), 1.0), ((1280, 720), 1.5), ((800, 450), 1.0)])
def test_nothing_of_a_drag_leaves_the_window(size: tuple[int, int], scale: float) -> None:
    """Card, menu and history stay within the window at every size."""
    play = Play(session=board().session, size=size, scale=scale)
    s = scale
    lane = row(play, "V1")
    start = play.hits.get("row.E1")
    assert start is not None
    x, y = start.rect.x + 24, start.rect.centery
    play.post(pygame.MOUSEBUTTONDOWN, pos=(round(x * s), round(y * s)), button=1)
    for pos in ((x + 12, y + 8), lane):
        play.move((round(pos[0] * s), round(pos[1] * s)))
    assert held(play).aimed.vehicle == "V1"
    play.key(pygame.K_ESCAPE)
    play.key(pygame.K_h, mod=CTRL)
    window = play.shell.ctx.rect
    assert all(window.contains(h.rect) for h in play.hits if h.id.startswith("history"))


def test_resting_at_the_edge_shows_more_of_the_day() -> None:
    """Who holds something at the last minute in view sees later hours; what it is aimed at goes along."""
    play = board()
    pygame.key.set_mods(ALT)
    lane = play.desk.board.lane
    play.lift("block.V1.1", (lane.right - 6, row(play, "E1")[1]))
    pygame.key.set_mods(0)
    before = play.desk.board.axis.to_s
    play.rest(4)
    assert play.desk.board.axis.to_s == before  # not at once
    play.rest(20)
    assert play.desk.board.axis.to_s > before
    play.key(pygame.K_ESCAPE)


def test_the_palette_knows_every_act_and_why_not() -> None:
    """Each act on trips is a line with its key; what is not possible now says why."""
    play = board()
    tool = next(t for t in play.screen.tools if t.name == "edits")

    def able() -> set[str]:
        deeds = tool.deeds(play.shell.ctx)
        assert all(d.label and d.shortcut and (d.enabled or d.why) for d in deeds)
        return {d.id.removeprefix("edit.") for d in deeds if d.enabled}

    assert able() == set()
    play.desk.selection.choose_vehicle("V1")
    whole = {"merge", "swap", "drivers", "turn", "earlier", "later", "automatic"}
    assert able() == whole
    play.desk.selection.choose_stop("V1", 1, play.session.plan)
    assert able() == whole | {"half", "order", "cut"}
    count = len(play.session.events)
    next(d for d in tool.deeds(play.shell.ctx) if d.id == "edit.cut").do(play.shell.ctx)
    assert done(play, count) == ["trip E2 O1/deliver/0"]
    assert play.plan()["V1"] == ("O4",)
