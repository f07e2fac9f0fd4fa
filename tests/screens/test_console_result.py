"""What the console does with a result: taken over whole, per trip or per order, told, drawn, remembered."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from game.content.load import load_scenario
from game.domain.commands import Agree, Begin, Steer, Unplace, Weigh, from_text
from game.domain.steer import asking_cent, rules_of
from game.record.journal import FileJournal
from game.replay import start, verify
from game.solver.advice import plan_commands
from game.solver.difference import carriers
from game.solver.naive import naive_plan
from game.solver.scopes import Asked
from game.ui.console import ConsoleTool
from game.ui.console_found import LOW_ROW
from game.ui.console_point import Points
from game.ui.reckon_runs import asked_now, runs_of
from tests.screens.board_play import Play


def naive_board(
    scenario: str = "vers-noord", log: Path | None = None, size: tuple[int, int] = (1600, 900)
) -> Play:
    """A board with the naive plan and the console open; the reference is a much better one."""
    session = start(load_scenario(scenario), seed=1, journal=FileJournal(log) if log else None)
    session.do(Begin())
    for text in plan_commands(session.plan, naive_plan(session.system, session.visible)):
        session.do(from_text(text))
    play = Play(scenario, session=session, size=size)
    play.key(pygame.K_s)
    return play


@pytest.fixture
def play() -> Iterator[Play]:
    """A board with a result to look at."""
    made = naive_board()
    offered(made)
    yield made
    made.host.client.close()


def offered(play: Play) -> None:
    """The reference as the result of a question."""
    session = play.session
    assert session.scenario.reference is not None
    play.desk.reckoning.offer(session, session.scenario.reference.plan, asked_now(session))
    play.frame()


def rows(play: Play) -> list[str]:
    """Rows of the result."""
    return [h.id.removeprefix("found.") for h in play.hits.reachable() if h.id.startswith("found.")]


def searched(play: Play, seconds: float = 25.0) -> None:
    """Draw frames until the search has ended."""
    end = time.monotonic() + seconds
    while play.desk.reckoning.state == "running" and time.monotonic() < end:
        play.frame()
        time.sleep(0.02)
    assert play.desk.reckoning.state != "running"


def test_the_whole_result_is_taken_over(play: Play) -> None:
    """Neem n over gives the plan that was shown, with the sum that was told, in one step back."""
    reckoning, session = play.desk.reckoning, play.session
    told = reckoning.expected(session).kpi
    before = session.plan
    play.click("console.accept")
    assert session.scenario.reference is not None
    assert carriers(session.plan) == carriers(session.scenario.reference.plan)
    assert session.evaluation().kpi.cost_cent == told.cost_cent < session.naive.kpi.cost_cent
    play.key(pygame.K_z, mod=pygame.KMOD_CTRL)
    assert session.plan == before


def test_trips_are_taken_one_by_one(play: Play) -> None:
    """Only ticked trips change; the foot told what that gives."""
    session, reckoning = play.session, play.desk.reckoning
    first, *others = sorted(reckoning.chosen)
    for vehicle in others:
        play.desk.reckoning.chosen.discard(vehicle)
    play.frame()
    told = reckoning.expected(session).kpi.cost_cent
    play.click("console.accept")
    assert session.scenario.reference is not None
    assert session.plan.trip_of(first) == reckoning_trip(play, first)
    assert session.evaluation().kpi.cost_cent == told


def reckoning_trip(play: Play, vehicle: str):  # type: ignore[no-untyped-def]
    """The trip of the result."""
    assert play.desk.reckoning.plan is not None
    return play.desk.reckoning.plan.trip_of(vehicle)


def test_orders_are_taken_one_by_one_or_told_why_not(play: Play) -> None:
    """An order that can move alone does so with the figures of its row; one that cannot says why."""
    session = play.session
    play.click("console.grain.order")
    play.rest(60)
    tool = next(t for t in play.screen.tools if t.name == "console")
    assert tool.orders is not None and tool.orders.complete
    alone = [f for f in tool.orders.found if f.alone]
    stuck = [f for f in tool.orders.found if not f.alone]
    assert alone and stuck and len(alone) + len(stuck) == len(tool.orders.found)
    for change in stuck:
        assert change.preview.error is not None or change.preview.new
    order, before = alone[0].moved.order, session.evaluation().kpi.cost_cent
    play.click(f"found.{order}")
    play.click("console.accept")
    assert session.evaluation().kpi.cost_cent == before + alone[0].preview.cost_cent
    moved_to = alone[0].moved.target.vehicle
    assert session.plan.vehicle_of(order) == (moved_to or None)
    assert play.desk.reckoning.state == "ready", "the rest can still be taken over"


def test_what_is_shown_is_drawn_on_board_and_map(play: Play) -> None:
    """Pointing at a row changes the picture of the board and of the map; leaving it gives them back."""
    lane, area = play.desk.board.lane.copy(), play.hits.get("map")
    assert area is not None

    def picture(rect: pygame.Rect) -> bytes:
        play.rest(3)
        return pygame.image.tobytes(play.shell.ctx.p.surface.subsurface(rect), "RGB")

    play.move((5, 5))
    board, ground = picture(lane), picture(area.rect)
    play.move(play.at(f"found.{rows(play)[0]}"))
    assert picture(lane) != board and picture(area.rect) != ground
    play.move((5, 5))
    assert picture(lane) == board and picture(area.rect) == ground


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_in_a_low_window_the_rows_have_the_room(lang: str) -> None:
    """At 1280 x 720 five changed trips stand whole in the list; tabs, choice and rows lie apart."""
    play = naive_board("stukgoed", size=(1280, 720))
    play.shell.configure(replace(play.shell.settings, lang=lang))
    offered(play)
    play.rest(3)
    area = play.hits.get("console.found")
    assert area is not None
    for grain in ("order", "trip"):
        play.click(f"console.grain.{grain}")
        play.rest(40)
        listed = [h.rect for h in play.hits.reachable() if h.id.startswith("found.")]
        assert sum(rect.h == LOW_ROW and bool(area.rect.contains(rect)) for rect in listed) >= 5, grain
    bar = [h.rect for h in play.hits.reachable() if h.id.startswith(("console.side.", "console.grain."))]
    assert len(bar) == 4
    assert all(not a.colliderect(b) for i, a in enumerate(bar) for b in bar[:i])
    play.host.client.close()


def test_only_what_is_shown_stands_out_when_much_changes() -> None:
    """With many changed stops the board keeps quiet lines; pointing at a row draws just its blocks."""
    play = naive_board("stukgoed")
    offered(play)
    tool = next(t for t in play.screen.tools if isinstance(t, ConsoleTool))

    def inked(shown: str) -> int:
        play.move((5, 5) if not shown else play.at(f"found.{shown}"))
        play.rest(3)
        layer = tool.ghosts._board
        assert layer is not None
        return pygame.mask.from_surface(layer.picture, 0).count()

    quiet = inked("")
    assert quiet > 0
    row = next(r for r in rows(play) if play.desk.reckoning.plan and play.desk.reckoning.plan.trip_of(r))
    assert inked(row) > 2 * quiet
    play.host.client.close()


def test_a_sentence_lights_up_what_it_speaks_of(play: Play) -> None:
    """Sentences name orders or trucks that the day has; a click chooses the first."""
    play.desk.reckoning.told.background.join(10)
    play.rest(3)
    said = [h for h in play.hits.reachable() if h.id.startswith("say.")]
    assert said
    for hit in said:
        assert isinstance(hit.payload, Points) and hit.payload
        assert set(hit.payload.orders) <= set(play.session.system.orders)
        assert set(hit.payload.vehicles) <= set(play.session.system.vehicles)
    play.click(said[0].id)
    assert play.desk.selection.order or play.desk.selection.vehicle


def test_every_question_is_remembered_with_its_effect(tmp_path: Path) -> None:
    """Each run keeps what was asked; the log tells the same when the session is resumed."""
    log = tmp_path / "log.jsonl"
    play = naive_board(log=log)
    session = play.session
    offered(play)
    session.do(Weigh(co2_percent=40, margin_min=10))
    session.do(Steer(text=f"own|{min(session.visible)}"))
    offered(play)
    runs = play.desk.reckoning.runs
    assert [r.asked.co2_percent for r in runs] == [0, 40] and runs[1].asked.margin_min == 10
    assert rules_of(runs[1].asked.steering) == (f"own|{min(session.visible)}",)
    play.click("console.side.asked")
    assert play.hits.get("console.run.1") is not None
    play.click("console.side.found")
    play.click("console.accept")
    found = verify(log)
    assert found.verified is True and found.session is not None
    assert runs_of(found.session.events) == runs
    assert [r.proposal for r in runs] == ["P1", "P2"]


def test_a_price_that_was_asked_for_is_said() -> None:
    """A result that keeps a new lock is shown although it costs more, and says so."""
    play = naive_board("eerste-rit")
    session, reckoning = play.session, play.desk.reckoning
    assert session.reference is not None and session.scenario.reference is not None
    for text in plan_commands(session.plan, session.scenario.reference.plan):
        session.do(from_text(text))
    first = session.plan.trips[0].orders()
    assert len(first) > 1
    turned = tuple(reversed(first))
    session.do(Steer(text="|".join(("sequences", *turned))))
    play.frame()
    reckoning.start(play.host.client, session, play.ms, 2.0)
    searched(play)
    assert reckoning.state == "ready" and reckoning.outcome == "alternative"
    assert reckoning.judged is not None
    assert reckoning.judged.kpi.cost_cent > session.evaluation().kpi.cost_cent
    play.frame()
    play.click("console.accept")
    found = [tuple(o for o in t.orders() if o in turned) for t in session.plan.trips]
    assert [orders for orders in found if orders] == [turned]
    play.host.client.close()


def test_only_the_rest_is_planned() -> None:
    """With scope Rest the open order gets a place and every planned one keeps its truck and sequence."""
    play = naive_board("eerste-rit")
    session = play.session
    order = session.plan.trips[-1].orders()[-1]
    session.do(Unplace(order=order))
    kept = {t.vehicle: t.orders() for t in session.plan.trips}
    play.frame()
    play.click("console.scope.rest")
    play.click("console.run")
    assert play.desk.reckoning.asked.scope == "rest"
    searched_some(play)
    play.click("console.accept")
    assert session.plan.vehicle_of(order)
    for vehicle, orders in kept.items():
        trip = session.plan.trip_of(vehicle)
        assert trip is not None and tuple(o for o in trip.orders() if o != order) == orders
    play.host.client.close()


def searched_some(play: Play) -> None:
    """Wait for a first plan, then stop with the button."""
    end = time.monotonic() + 25
    while play.desk.reckoning.plan is None and time.monotonic() < end:
        play.frame()
        time.sleep(0.02)
    if play.desk.reckoning.state == "running":
        play.click("console.stop")
    assert play.desk.reckoning.state == "ready"


def test_a_plan_is_asked_for_and_taken_over_by_keys_alone() -> None:
    """S opens the console on its button; Enter asks, Enter stops, and Tab leads to taking it over."""
    play = naive_board("eerste-rit")
    session = play.session
    session.do(Unplace(order=session.plan.trips[0].orders()[0]))
    play.frame()
    assert play.shell.memory.focus == "console.run"
    play.key(pygame.K_RETURN)
    assert play.desk.reckoning.state == "running"
    end = time.monotonic() + 25
    while play.desk.reckoning.plan is None and time.monotonic() < end:
        play.frame()
        time.sleep(0.02)
    for name in ("console.stop", "console.accept"):
        if name == "console.stop" and play.desk.reckoning.state != "running":
            continue
        for _ in range(120):
            if play.shell.memory.focus == name:
                break
            play.key(pygame.K_TAB)
        play.key(pygame.K_RETURN)
    assert session.unplanned() == () and session.settled
    play.host.client.close()


def test_a_wider_window_is_agreed_when_it_is_taken_over() -> None:
    """A result that uses a wider window tells its price first; taking it over asks the customer, once."""
    play = naive_board("eerste-rit")
    session, reckoning = play.session, play.desk.reckoning
    trip, stop = session.plan.trips[0], session.evaluation().trips[0].stops[0]
    order, minutes = stop.stop.order, 30
    session.do(Steer(text=f"widenings|{order}|deliver|{minutes}"))
    duty_s = session.evaluation().trips[0].start_s
    early_s = duty_s - (stop.begin_s - stop.window_open_s) - minutes * 30  # there a quarter before it opens
    reckoning.offer(session, session.plan.with_trip(replace(trip, start_s=early_s)), asked_now(session))
    assert [w.order for w in reckoning.widenings] == [order]
    assert reckoning.agreed_cent() == asking_cent(minutes) and reckoning.state == "ready"
    play.frame()
    play.click("console.accept")
    assert session.system.orders[order].delivery_windows[0].open_s == stop.window_open_s - minutes * 60
    assert not session.wishes.steering.widenings
    assert not session.do(Agree(order=order, action="deliver", minutes=10)).ok, "a customer is asked once"
    begun = session.evaluation().trips[0].stops[0]
    assert begun.begin_s < stop.window_open_s and begun.late_s == 0
    play.host.client.close()


def test_a_better_plan_by_weight_may_cost_more() -> None:
    """With CO2e weighed in, a cleaner plan that costs a little more is better, not worse."""
    play = naive_board("stukgoed")
    session = play.session
    front = session.scenario.front
    assert front is not None
    for text in plan_commands(session.plan, front.points[0].plan):
        session.do(from_text(text))
    greener = front.points[-1].plan
    play.desk.reckoning.offer(session, greener, Asked(co2_percent=100))
    assert play.desk.reckoning.outcome == "better"
    play.desk.reckoning.offer(session, greener, Asked())
    assert play.desk.reckoning.outcome == "alternative"
    play.host.client.close()
