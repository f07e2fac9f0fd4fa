"""Why an order is not planned, asked on the screen: the verdict and its reach, and doing what would help."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from game.content.load import load_scenario
from game.domain.commands import Begin, from_text
from game.record.journal import FileJournal
from game.replay import start, verify
from game.solver.advice import plan_commands
from game.solver.naive import naive_plan
from game.ui.console_point import Points
from game.ui.why_asking import asking_of
from tests.screens.board_play import Play

ORDER = "O10"
"""Of `vers-noord`: the naive plan leaves it out, and it fits nowhere unless a customer receives later."""


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """The naive plan, the order chosen, the advice tab open, the answer there."""
    session = start(load_scenario("vers-noord"), seed=1, journal=FileJournal(tmp_path / "log.jsonl"))
    session.do(Begin())
    for text in plan_commands(session.plan, naive_plan(session.system, session.visible)):
        session.do(from_text(text))
    made = Play(session=session)
    made.screen.choose(ORDER)
    made.screen.show_tab("advice")
    made.frame()
    yield made
    made.host.client.close()


def answered(play: Play) -> None:
    """Wait for the thread and for the places, which say whether these stand above the answer; then draw."""
    asking_of(play.desk).background.join(20)
    while not play.desk.slots(ORDER).complete:
        play.frame()
    play.rest(6)


def test_the_screen_does_not_wait_for_the_answer(play: Play) -> None:
    """Frames go on without it; it appears by itself, once, and is kept for this plan."""
    assert not [h for h in play.hits if h.id.startswith("say.why")]
    answered(play)
    said = [h for h in play.hits if h.id.startswith("say.why")]
    assert len(said) >= 3
    done = asking_of(play.desk).background.done
    play.rest(10)
    assert asking_of(play.desk).background.done == done


def test_each_sentence_names_what_it_is_about(play: Play) -> None:
    """The verdict names the order, the rule that binds the stops around it, the relaxation whom it asks."""
    answered(play)
    payloads = [h.payload for h in play.hits if h.id.startswith("say.why")]
    assert all(isinstance(p, Points) and p for p in payloads)
    assert ORDER in payloads[0].orders
    why = asking_of(play.desk).ask(play.desk, ORDER)
    assert why is not None and why.said.finding is not None and why.said.relaxation is not None
    assert why.said.finding.subject in payloads[1].orders and why.said.vehicle in payloads[1].vehicles
    assert payloads[2].orders == (why.said.relaxation.subject,)


def test_one_click_asks_the_customer_and_plans_it(play: Play, tmp_path: Path) -> None:
    """The button does what the sentence says: the window is agreed at its price, the order is in the plan, on
    time, as advice that was taken over; the log replays."""
    answered(play)
    play.click("why.do")
    session = play.session
    assert session.plan.vehicle_of(ORDER)
    assert [e.kind for e in session.effects] == ["wider_s", "cost_cent"]
    assert not [f for f in session.evaluation().findings if f.rule == "late"]
    assert [p.kind for p in session.proposals.values()] == ["place"] and session.settled
    assert verify(tmp_path / "log.jsonl").verified is True


def test_an_order_that_is_planned_is_not_asked_about(play: Play) -> None:
    """The question is only there for an order that nobody drives."""
    answered(play)
    play.screen.choose(play.session.plan.trips[0].orders()[0])
    play.frame()
    assert not [h for h in play.hits if h.id.startswith(("say.why", "why."))]
