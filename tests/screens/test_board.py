"""The board played with posted events; the session's state is what counts."""

import random
import time

import pygame
import pytest

from game.domain.commands import Accept, Commit, Final, Look, Place
from game.ui.screen import Replace
from tests.screens.board_play import Play

PLACED = {"V1": ("O1",)}


def test_dragging_an_order_to_the_board_places_it() -> None:
    """A drop on a row is exactly one logged command, and the preview was shown before it."""
    play = Play()
    play.lift("order.O1", play.lane("V1"))
    hand = play.desk.hand
    assert hand is not None
    assert (hand.vehicle, hand.over) == ("V1", "board")
    assert play.plan() == {}
    before = len(play.session.events)
    play.drop(play.lane("V1"))
    assert play.plan() == PLACED
    assert [e.data["do"] for e in play.session.events[before:] if e.kind == "command"] == ["place O1 V1 0 -1"]
    assert play.desk.hand is None


def test_the_preview_tells_what_the_drop_gives() -> None:
    """The difference on the card is that of the KPIs after the drop, to the cent, gram and second."""
    from game.ui import board_hand

    play = Play()
    play.lift("order.O2", play.lane("V2"))
    told = board_hand.preview(play.desk)
    assert told is not None
    before = play.session.evaluation().kpi
    play.drop(play.lane("V2"))
    after = play.session.evaluation().kpi
    assert told.cost_cent == after.cost_cent - before.cost_cent
    assert told.co2e_g == after.co2e_g - before.co2e_g
    assert told.duty_s == after.duty_s - before.duty_s


def test_dragging_within_the_board_and_back_to_the_list() -> None:
    """A block moves to another trip, and to the list it is taken out of the plan."""
    play = Play()
    play.drag("order.O1", play.lane("V1"))
    play.drag("block.V1.0", play.lane("V2"))
    assert play.plan() == {"V2": ("O1",)}
    play.drag("block.V2.0", play.at("order.O3"))
    assert play.plan() == {}


def test_position_follows_the_pointer() -> None:
    """Left of a stop is before it, right of it is after it."""
    play = Play()
    play.drag("order.O1", play.lane("V1"))
    x, y = play.at("block.V1.0")
    play.drag("order.O2", (x + 80, y))
    assert play.plan()["V1"] == ("O1", "O2")
    x, y = play.at("block.V1.0")
    play.drag("order.O3", (x - 80, y))
    assert play.plan()["V1"] == ("O3", "O1", "O2")


def test_a_drop_elsewhere_or_escape_changes_nothing() -> None:
    """Only a row or the list takes an order; a slip of the hand is no command."""
    play = Play()
    before = len(play.session.events)
    play.drag("order.O1", (900, 300))
    play.lift("order.O1", play.lane("V1"))
    play.key(pygame.K_ESCAPE)
    assert play.desk.hand is None
    assert len(play.session.events) == before


def test_a_stop_on_the_map_can_be_dragged() -> None:
    """An unplanned order is taken up from the map as well."""
    play = Play()
    play.drag("stop.O4/collect", play.lane("V2"))
    assert play.plan() == {"V2": ("O4",)}


def test_keys_alone_plan_move_unplan_undo_redo() -> None:
    """Everything that the pointer does is possible with the keyboard."""
    play = Play()
    play.key(pygame.K_DOWN)
    first = play.desk.selection.order
    assert first
    play.key(pygame.K_p, pygame.K_DOWN)
    assert play.desk.hand is not None
    play.key(pygame.K_RETURN)
    assert play.plan() == {"V2": (first,)}
    play.key(pygame.K_RETURN, pygame.K_UP, pygame.K_RETURN)
    assert play.plan() == {"V1": (first,)}
    play.key(pygame.K_DELETE)
    assert play.plan() == {}
    play.key(pygame.K_z, mod=pygame.KMOD_CTRL)
    assert play.plan() == {"V1": (first,)}
    play.key(pygame.K_y, mod=pygame.KMOD_CTRL)
    assert play.plan() == {}


def test_advice_for_an_order_is_logged_and_taken_over() -> None:
    """A shows the best places; taking one over is an accepted proposal in the log."""
    play = Play()
    play.click("order.O2")
    play.key(pygame.K_a)
    asked = [e for e in play.session.events if e.kind == "proposal"]
    assert len(asked) == 1
    play.click("take.0")
    assert play.session.plan.vehicle_of("O2")
    assert any(e.kind == "command" and e.data["do"].startswith(Accept.verb) for e in play.session.events)


def test_reckoning_gives_a_whole_plan_that_can_be_taken_in_part() -> None:
    """The solver process proposes, the screen keeps drawing, and only chosen trips are taken over."""
    play = Play()
    play.screen.desk.tab = "advice"
    play.frame()
    play.desk.reckoning.start(play.host.client, play.session, play.ms, 1.0)
    end = time.monotonic() + 20
    while play.desk.reckoning.state == "running" and time.monotonic() < end:
        play.frame()
        time.sleep(0.02)
    assert play.desk.reckoning.state == "ready"
    assert play.desk.reckoning.trace
    chosen = sorted(play.desk.reckoning.chosen)
    for vehicle in chosen[1:]:
        play.click(f"part.{vehicle}")
    play.click("reckon.accept")
    assert list(play.plan()) == chosen[:1]
    play.host.client.close()


def test_stopping_early_keeps_what_was_found() -> None:
    """Stop ends the search at once and the player may go on planning."""
    play = Play()
    play.click("order.O1")
    play.key(pygame.K_r)
    assert play.desk.reckoning.state == "running"
    play.click("reckon.stop")
    assert play.desk.reckoning.state in ("ready", "nothing")
    assert not play.host.client.busy


def test_leaving_and_returning_loses_nothing() -> None:
    """Selection, tab and a result of the solver are still there on a new screen of the same session."""
    from game.ui.screens.board import BoardScreen

    play = Play()
    play.click("order.O2")
    play.click("tab.advice")
    again = BoardScreen(play.screen.host, play.session)
    assert again.desk is play.desk
    assert (again.desk.selection.order, again.desk.tab) == ("O2", "advice")


def test_one_selection_in_list_map_and_board() -> None:
    """Choosing a block on the board chooses the order in the list and the trip on the map."""
    play = Play()
    play.drag("order.O1", play.lane("V1"))
    play.desk.selection.clear()
    play.frame()
    play.click("block.V1.0")
    assert (play.desk.selection.order, play.desk.selection.vehicle) == ("O1", "V1")
    assert [t.selected for t in play.desk.map_trips()] == [True]
    play.click("stop.O3/deliver")
    assert play.desk.selection.order == "O3"


def test_finding_selects_what_it_speaks_of() -> None:
    """A click on a finding brings its order into view."""
    play = Play()
    for order, at in (("O2", 0), ("O1", 1), ("O3", 2)):
        play.session.do(Place(order=order, vehicle="V1", at=at))
    play.frame()
    play.click("tab.findings")
    play.click("finding.0")
    assert play.desk.selection.order or play.desk.selection.vehicle


def test_dispatch_asks_first_and_then_leaves() -> None:
    """The day starts only after the dialog that says what is not planned."""
    play = Play()
    play.drag("order.O1", play.lane("V1"))
    play.key(pygame.K_d)
    assert play.session.phase == "plan"
    play.click("dispatch.back")
    play.key(pygame.K_d)
    play.click("dispatch.go")
    assert play.session.phase == "day"
    assert play.shell.stack[-1] is not play.screen


def test_moment_own_choice_then_advice_then_final() -> None:
    """The advice shows only after the own choice is fixed, and every step is a logged command."""
    play = Play("vers-noord")
    play.click("top.inbox")
    play.click("moment.open.pit")
    assert play.hits.get("moment.final") is None
    cue = play.hits.get("moment.cue.driver")
    assert cue is not None and cue.label == "Lees het briefje van Jan-Willem"
    play.click("moment.cue.driver")
    play.click("moment.option.longer")
    play.click("moment.sure.80")
    play.click("moment.commit")
    assert play.session.moments["pit"].confidence == 80
    play.click("moment.final")
    assert play.screen.moment is None
    verbs = [e.data["do"].split()[0] for e in play.session.events if e.kind == "command"]
    assert verbs[-3:] == [Look.verb, Commit.verb, Final.verb]
    assert play.session.moments["pit"].final == "longer"


@pytest.mark.parametrize("size", [(800, 450), (1280, 720), (1600, 900)])
def test_every_size_draws_without_overlap(size: tuple[int, int]) -> None:
    """Buttons, rows, tabs and chips never lie over each other, so that each can be hit."""
    play = Play("vers-noord", size)
    for area in ("list", "map", "panel"):
        play.desk.area = area
        play.frame()
        boxes = [h for h in play.hits if h.role in ("button", "tab", "chip", "segment", "row", "checkbox")
                 and h.focusable]  # fmt: skip
        for i, a in enumerate(boxes):
            assert play.shell.ctx.rect.contains(a.rect), a.id
            for b in boxes[:i]:
                assert not a.rect.inflate(-2, -2).colliderect(b.rect.inflate(-2, -2)), (a.id, b.id)


def test_language_switch_redraws_every_part() -> None:
    """No kept picture stays behind in the old language."""
    play = Play()
    before = play.shell.window.copy()
    play.click("top.language")
    assert play.shell.settings.lang == "en"
    play.frame()
    for name in ("bar", "list", "panel", "board"):
        rect = {"bar": (0, 0, 1600, 52), "list": (0, 52, 300, 400), "panel": (1240, 52, 360, 400),
                "board": (0, 700, 1600, 200)}[name]  # fmt: skip
        old, new = before.subsurface(rect), play.shell.window.subsurface(rect)
        assert pygame.image.tobytes(old, "RGB") != pygame.image.tobytes(new, "RGB"), name


def test_kept_pictures_follow_the_plan() -> None:
    """After a change a frame of kept regions equals a frame painted from nothing."""
    play = Play()
    play.drag("order.O1", play.lane("V1"))
    play.move((5, 5))
    kept = pygame.image.tobytes(play.shell.window, "RGB")
    play.screen.regions.__init__()  # type: ignore[misc]
    play.frame()
    assert pygame.image.tobytes(play.shell.window, "RGB") == kept


def test_escape_ends_in_the_menu() -> None:
    """Esc first lets go, then clears the selection, then leaves; nothing is lost."""
    play = Play()
    play.click("order.O1")
    assert play.screen._back() is None
    assert isinstance(play.screen._back(), Replace)


def test_a_dropped_stop_glides_to_its_place_and_the_glide_ends() -> None:
    """Motion explains the change, lasts 180 ms, and is left out when the player asks for less."""
    play = Play(still=False)
    play.drag("order.O1", play.lane("V1"))
    assert play.screen.tick(play.ms)
    for _ in range(20):
        play.frame()
    assert play.screen._glide is None
    calm = Play()
    calm.drag("order.O1", calm.lane("V1"))
    assert calm.screen._glide is None


def test_random_hands_never_break_the_board() -> None:
    """Three hundred random clicks, drags, keys and wheels leave a session that still replays its plan."""
    draw = random.Random("board/monkey")
    play = Play("vers-noord", (1280, 720))
    letters = (pygame.K_p, pygame.K_a, pygame.K_f, pygame.K_1, pygame.K_3, pygame.K_4, pygame.K_PLUS)
    arrows = (pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT)
    names = (*letters, *arrows, pygame.K_RETURN, pygame.K_DELETE, pygame.K_TAB)
    for _ in range(300):
        pos = (draw.randrange(1280), draw.randrange(52, 720))
        kind = draw.randrange(5)
        if kind == 0:
            play.key(draw.choice(names), mod=draw.choice((0, 0, 0, pygame.KMOD_SHIFT)))
        elif kind == 1:
            play.post(pygame.MOUSEWHEEL, x=0, y=draw.choice((-1, 1)))
        else:
            play.post(pygame.MOUSEBUTTONDOWN, pos=pos, button=1)
            if kind > 2:
                play.move((draw.randrange(1280), draw.randrange(52, 720)))
            play.post(pygame.MOUSEBUTTONUP, pos=(draw.randrange(1280), draw.randrange(52, 720)), button=1)
        if play.shell.stack[-1] is not play.screen or play.session.phase != "plan":
            break
        if draw.random() < 0.05:
            play.key(pygame.K_z, mod=pygame.KMOD_CTRL)
    play.host.client.close()
    assert play.session.evaluation().kpi.orders == 35


def test_marks_at_most_every_fifteen_seconds() -> None:
    """Activity counts as planning time without flooding the log."""
    play = Play()
    play.session.now_ms = lambda: play.ms
    for _ in range(40):
        play.ms += 1000
        play.key(pygame.K_DOWN)
    assert 2 <= sum(e.kind == "mark" for e in play.session.events) <= 3
