"""The living day with posted events: telephone, look-up, telling, correcting, the price of a change."""

from __future__ import annotations

import pygame
import pytest

from game.corrections import corrected
from game.domain import commands as c
from game.session import Session
from game.triage import pressing
from game.ui.clock_bar import DEMO, DEMO_SLOW, SLOW
from game.ui.day_phone import BACK_S, Phone
from game.ui.screens.day import DayScreen
from tests.screens.day_play import CALL_S, LATER_S, UNTIL_S, DayPlay, dispatched
from tests.screens.test_day import TestHost

SIZES = [((1600, 900), 1.0), ((1280, 720), 1.0), ((800, 450), 1.0), ((1280, 720), 1.5)]


def ringing(**more: object) -> DayPlay:
    """A day in which the telephone rings."""
    play = DayPlay(to_s=CALL_S, **more)  # type: ignore[arg-type]
    play.screen.select_id("message.belt")
    play.wait(100)
    return play


# -- telephone ---------------------------------------------------------------------------------------
def test_a_call_rings_until_it_is_taken() -> None:
    """A call shows who rings and not what it is about; Enter takes it, and then it can be answered."""
    play = ringing()
    assert {"ring.take", "reply.later"} <= play.names
    assert "answer.wacht" not in play.names
    play.key("return")
    assert "answer.wacht" in play.names
    assert not play.session.day.replies  # type: ignore[union-attr]


def test_an_answer_says_how_it_is_said() -> None:
    """Where tone matters it is chosen before the answer goes; both stand in the log, the tone first."""
    play = ringing()
    play.click("ring.take")
    play.click("answer.betaal")
    play.click("reply.send")
    assert not play.session.day.replies  # type: ignore[union-attr]
    play.click("tone.kort")
    play.click("reply.send")
    assert play.acts()[-2:] == ["speak belt kort", "reply belt betaal"]


def test_answering_by_keys_alone() -> None:
    """Enter takes the call, a letter the answer, a digit the tone, Enter gives it."""
    play = ringing(size=(800, 450))
    for key in ("return", "b", "1", "return"):
        play.key(key)
    assert play.acts()[-2:] == ["speak belt warm", "reply belt betaal"]


def test_ringing_back_after_five_minutes() -> None:
    """A call that is put off stands in the list with its time, and then rings again and stops the clock."""
    play = ringing()
    play.key("5")
    due_s = CALL_S + BACK_S
    assert play.screen.phone.later == {"belt": due_s}
    assert not play.screen.message
    play.wait(100)
    item = next(i for i in play.screen.model.items if i.id == "message.belt")
    assert item.tier == 1 and item.left_s == BACK_S
    play.key("4")
    play.wait(4000)
    assert play.session.clock_s == due_s
    assert play.screen.work.paused and play.screen.message == "belt"
    assert "ring.take" in play.names


def test_nobody_answers() -> None:
    """A deadline that passes chooses the default, and the day's list says so."""
    play = ringing()
    while play.session.clock_s < UNTIL_S + 60:
        play.session.do(c.Advance(to_s=UNTIL_S + 60))
    assert ("belt", "wacht") in [r[:2] for r in play.session.day.replies]  # type: ignore[union-attr]
    play.screen.select()
    play.wait(100)
    kinds = [line.kind for line in play.screen.diary.lines()]
    assert "missed" in kinds and "call" in kinds


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_every_answer_shows_what_it_is_expected_to_change(size: tuple[int, int], scale: float) -> None:
    """The card works in every size, gives nothing away to the day, and its figures come true."""
    play = ringing(size=size, scale=scale)
    play.key("return")
    play.settle()
    figures = play.screen.model.consequences
    wait, pay = figures.of("belt", "wacht"), figures.of("belt", "betaal")
    assert wait is not None and wait.plain
    assert not play.session.day.replies  # type: ignore[union-attr]
    assert {"reply.send", "answer.wacht"} <= play.names
    before = play.screen.model.kpi.cost_cent
    for key in ("b", "1", "return"):
        play.key(key)
    play.wait(100)
    assert pay is not None and play.screen.model.kpi.cost_cent - before == pay.cost_cent > 0


def test_messages_are_read_open_and_answered() -> None:
    """The inbox lists what came in; a rumour leaves "Wat eerst?" when it was read."""
    play = DayPlay(to_s=CALL_S)
    play.screen.select()
    play.wait(100)
    assert any(i.id == "message.praat" for i in play.screen.model.items)
    play.click("today.show.post")
    lines = play.screen.diary.lines(post=True)
    at = next(i for i, line in enumerate(lines) if line.subject == "praat")
    play.click(f"today.{at}")
    assert play.screen.message == "praat"
    play.wait(100)
    assert not any(i.id == "message.praat" for i in play.screen.model.items)
    play.key("escape")
    play.key("i")  # the call still waits
    assert play.screen.message == "belt"


# -- look-up -----------------------------------------------------------------------------------------
def test_looking_something_up_is_logged_once() -> None:
    """L opens the drawer; opening a source is a command, opening it again is none."""
    play = DayPlay()
    play.key("l")
    play.click("lookup.row.weer")
    play.click("lookup.row.weer")
    play.click("lookup.row.weer")
    assert play.acts().count("consult weer") == 1
    play.key("escape")
    assert "lookup.row.weer" not in play.names


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_look_up_by_keys_and_about_what_is_chosen(size: tuple[int, int], scale: float) -> None:
    """With an order chosen L shows what is about it; arrows and Enter open it."""
    play = DayPlay(size=size, scale=scale)
    play.screen.select_id(f"order.{play.order}")
    play.key("l")
    play.wait(100)
    assert "lookup.row.dossier" in play.names and "lookup.row.weer" not in play.names
    play.key("down")
    play.key("return")
    assert play.acts()[-1] == "consult dossier"
    play.key("l")
    assert "lookup.card" not in play.names


def test_a_new_source_is_told_quietly() -> None:
    """What becomes readable during the day is told in a message, and the clock goes on."""
    play = DayPlay(to_s=LATER_S - 300)
    play.screen.news.clear()
    found = play.screen.watch.advance(LATER_S + 60, eager=False, lang=play.screen.host.language)
    assert [(n.key, n.stops) for n in found if n.key == "lookup.new"] == [("lookup.new", False)]


def test_look_up_lies_above_a_decision() -> None:
    """From a decision moment the drawer opens above it, and Esc closes the drawer first."""
    play = DayPlay()
    for _ in range(60):
        play.session.do(c.Advance(to_s=play.session.clock_s + 600))
        if play.session.open_moments():
            break
    play.screen.select_id(f"moment.{play.session.open_moments()[0].id}")
    play.wait(100)
    play.click("lookup.open")
    assert "lookup.card" in play.names
    play.key("escape")
    assert play.screen.dialog is not None and "lookup.card" not in play.names


# -- telling -----------------------------------------------------------------------------------------
def test_telling_a_customer_and_its_mark() -> None:
    """T calls about the chosen order; the row of the trip says when."""
    play = DayPlay(to_s=CALL_S)
    play.screen.select_id(f"order.{play.order}")
    play.key("t")
    assert "tell.go" in play.names
    play.key("return")
    told = play.session.day.told  # type: ignore[union-attr]
    assert [t.party for t in told] == [f"customer/{play.order}"]
    assert any(line.kind == "told" for line in play.screen.diary.lines())


def test_a_needless_call_is_warned_of_and_costs() -> None:
    """The dialog warns before, nothing happens until it is confirmed, and then the goodwill is paid."""
    play = DayPlay(to_s=CALL_S)
    session = play.session
    calm = [o for t in session.plan.trips for o in t.orders() if session.needless(f"customer/{o}")]
    assert calm
    play.screen.select_id(f"order.{calm[0]}")
    play.key("t")
    tool = next(t for t in play.screen.tools if t.name == "tell")
    assert any(status == "warn" for _i, status, _t in tool._notes(play.shell.ctx))  # type: ignore[attr-defined]
    before = sum(e.amount for e in session.running.effects if e.kind == "goodwill_cent")  # type: ignore[union-attr]
    play.key("escape")
    assert not session.day.told  # type: ignore[union-attr]
    play.key("t")
    play.click("tell.go")
    after = sum(e.amount for e in session.running.effects if e.kind == "goodwill_cent")  # type: ignore[union-attr]
    assert after - before == session.system.goodwill.needless_cent


def test_the_driver_is_called_from_his_trip() -> None:
    """With a truck chosen T calls its driver."""
    play = DayPlay(to_s=CALL_S)
    vehicle = play.session.plan.trips[0].vehicle
    play.screen.select(vehicle)
    play.key("t")
    play.key("return")
    assert play.session.day.told[-1].party == f"driver/{vehicle}"  # type: ignore[union-attr]


def test_a_late_row_has_a_telephone() -> None:
    """A row of "Wat eerst?" about a late stop calls its customer directly, and then shows the time."""
    play = DayPlay()
    for _ in range(40):
        play.wait(100)
        rows = [i for i in play.screen.model.items if i.callable and i.kind != "tight"]
        if rows or play.session.phase != "day":
            break
        play.session.do(c.Advance(to_s=play.session.clock_s + 600))
    assert rows
    play.screen.triage_scroll.offset = 62 * play.screen.model.items.index(rows[0])
    play.wait(100)
    play.click(f"tell.open.{rows[0].order}")
    play.key("return")
    play.wait(100)
    item = next(i for i in play.screen.model.items if i.order == rows[0].order)
    assert item.told_s == play.session.clock_s and not item.callable


# -- correcting --------------------------------------------------------------------------------------
def test_correcting_and_correcting_back() -> None:
    """G opens the steppers; what is kept changes the software's belief, and back again is no correction."""
    play = DayPlay()
    session, order = play.session, play.order
    before = session.system.orders[order].delivery_service_s
    play.screen.select_id(f"order.{order}")
    play.key("g")
    play.click("correct.more.0")
    play.click("correct.go")
    assert session.system.orders[order].delivery_service_s > before
    assert session.known.corrected[-1].subject == order
    play.key("g")
    play.click("correct.back.0")
    play.key("return")
    assert session.system.orders[order].delivery_service_s == before
    assert corrected(session, order) == ()


# -- the price of an unquiet plan --------------------------------------------------------------------
def changed() -> DayPlay:
    """A day in which the player moved an order and the clock stands still."""
    play = DayPlay(to_s=CALL_S - 1200)
    session = play.session
    for trip in session.plan.trips:
        free = trip.stops[session.begun().get(trip.vehicle, 0) :]
        if len(free) > 2:
            play.screen.select(trip.vehicle, trip.orders()[-1])
            play.key("left", pygame.KMOD_ALT)
            break
    play.wait(100)
    assert play.screen.model.calm.calls
    return play


def test_a_changed_plan_shows_its_price_and_can_be_undone() -> None:
    """The bar stands above the planboard while the plan differs; undo takes it away, without any cost."""
    play = changed()
    assert {"calm.list", "calm.undo"} <= play.names
    play.click("calm.undo")
    play.wait(100)
    assert "calm.undo" not in play.names
    assert not any(e.kind == "calls" for e in play.session.events)


def test_calling_first_makes_it_free() -> None:
    """From the list of who would hear, a call by the player himself takes that goodwill off the price."""
    play = changed()
    calm = play.screen.model.calm
    play.key("u")
    play.click("tell.open.0")
    play.key("return")
    play.wait(100)
    after = play.session.calm()
    assert after.cent == calm.cent - calm.calls[0].cent < calm.cent


def test_the_preview_names_who_would_hear() -> None:
    """An order in the hand shows the calls of the plan that a drop would give."""
    play = DayPlay(to_s=CALL_S - 1200)
    session = play.session
    trip = next(t for t in session.plan.trips if len(t.stops) - session.begun().get(t.vehicle, 0) > 2)
    play.screen.select(trip.vehicle, trip.orders()[-1])
    play.key("m")
    play.key("left")
    found = play.screen.hand.preview()  # type: ignore[union-attr]
    assert found is not None and found.calm.calls
    assert found.calm == session.calm(session.planned(found.command))


# -- the menu of a trip ------------------------------------------------------------------------------
def test_the_menu_of_a_trip_offers_edits_of_trips() -> None:
    """What may be done with whole trips stands in the day's menu; rules for the computer do not."""
    play = DayPlay(to_s=CALL_S - 1200)
    vehicle = play.session.plan.trips[0].vehicle
    play.screen.select(vehicle)
    play.key("x")
    acts = play.screen.menu.acts  # type: ignore[union-attr]
    groups = {offer.act.group for offer in acts.all()}
    assert "edit" in groups and "lock" not in groups


# -- pace --------------------------------------------------------------------------------------------
def pressed(play: DayPlay) -> str:
    """Let the day come to where time runs out for the mail-like call; returns the row of the list."""
    play.screen.phone.later["belt"] = UNTIL_S  # nobody rings back before the deadline
    while play.session.clock_s < UNTIL_S - 540:
        play.session.do(c.Advance(to_s=UNTIL_S - 540))
    play.screen.select()
    play.wait(100)
    return "message.belt"


def test_the_clock_goes_slower_while_time_runs_out() -> None:
    """At most ten times real while something runs out within ten minutes, unless the player insists."""
    play = ringing()
    play.screen.go(600)
    assert play.screen.work.pace() == 600
    row = pressed(play)
    assert row in pressing(play.screen.model.items)
    assert play.screen.work.slow and play.screen.work.pace() == SLOW
    play.key("3")
    play.wait(50)
    assert not play.screen.work.slow and play.screen.work.pace() == 60


def test_a_run_to_the_next_message_stops_where_time_runs_out() -> None:
    """A run to what asks for attention stops at it, chooses it, and can be gone on with."""
    play = ringing()
    play.screen.run_until()
    row = pressed(play)
    assert play.screen.work.paused and play.screen.message == row.removeprefix("message.")
    play.click("day.until")
    assert play.screen.work.until


def test_a_demonstration_is_quick() -> None:
    """In a demonstration the day begins at 600 times real, and slows down less."""
    session = dispatched()
    session.mode = "demo"
    screen = DayScreen(TestHost(), session)  # type: ignore[arg-type]
    assert screen.work.speed == DEMO and screen.work.calm == DEMO_SLOW > SLOW


def test_nobody_is_left_with_an_answered_look() -> None:
    """A message whose default happened is not shown as answered by the player."""
    play = ringing()
    while play.session.clock_s < UNTIL_S + 60:
        play.session.do(c.Advance(to_s=UNTIL_S + 60))
    assert play.screen.diary.missed() == {"belt"}
    play.screen.select_id("message.belt")
    play.wait(100)
    assert "reply.close" in play.names and "reply.send" not in play.names
    assert not play.shell.ctx.hits.get("answer.betaal").enabled  # type: ignore[union-attr]


def test_a_day_by_hand_has_no_figures_of_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a round by hand no chances and figures are worked out, and the call can be answered."""
    monkeypatch.setattr(Session, "helped", False)
    play = ringing()
    play.wait(500)
    assert not play.screen.model.work()
    assert play.screen.model.consequences.of("belt", "betaal") is None
    for key in ("return", "b", "1", "return"):
        play.key(key)
    assert play.acts()[-1] == "reply belt betaal"


def test_the_keys_of_the_day() -> None:
    """The question mark lists the keys; from there to the words, and Esc closes."""
    play = DayPlay(size=(800, 450))
    play.click("top.help")
    assert "keys.close" in play.names
    play.key("escape")
    assert "keys.close" not in play.names
    play.click("top.help")
    play.click("keys.words")
    assert "keys.close" not in play.names and "words.find" in play.names


def test_what_was_promised_is_locked_and_can_be_let_go() -> None:
    """After a call the stop has a lock and its time stands below; the small button lets it go again."""
    play = DayPlay(to_s=CALL_S)
    order = play.session.plan.trips[0].orders()[-1]
    play.screen.select(play.session.plan.trips[0].vehicle, order)
    assert "tell.free" not in play.names
    assert play.session.do(c.Tell(party=f"customer/{order}", about="late")).ok
    play.wait(100)
    blocks = [b for row in play.screen.model.rows for b in row.blocks if b.order == order]
    assert any(b.icon == "lock" for b in blocks)
    play.click("tell.free")
    assert play.acts()[-1] == f"release {order}" and not play.session.promises()
    play.wait(100)
    assert "tell.free" not in play.names


def test_the_receiver_is_in_the_log_and_known_again() -> None:
    """Putting off and taking a call are acts without effect; a day that is played on still knows of both."""
    play = ringing()
    before = play.session.state_hash()
    play.click("reply.later")
    assert play.acts()[-1] == "put_off belt"
    later = Phone(play.session.events)
    assert later.later == {"belt": CALL_S + BACK_S} and not later.read
    play.screen.select_id("message.belt")
    while not play.screen.phone.rings(play.session.open_messages()[0], play.session.clock_s):
        assert play.session.do(c.Advance(to_s=CALL_S + BACK_S)).ok
    hashed = play.session.state_hash()
    play.wait(100)
    play.screen.select_id("message.belt")
    play.wait(100)
    play.click("ring.take")
    assert play.acts()[-1] == "take_call belt" and play.session.state_hash() == hashed
    assert Phone(play.session.events).read == {"belt"}
    assert before != hashed  # only the clock went on


def test_only_a_call_has_a_receiver() -> None:
    """A mail or a message that is not open cannot be taken or put off."""
    play = ringing()
    for command in (c.TakeCall(message="praat"), c.PutOff(message="niets")):
        assert not play.session.do(command).ok
