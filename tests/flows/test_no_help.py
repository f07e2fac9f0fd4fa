"""A round by hand: the session itself refuses the computer's help, and its log says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.assess.acts import Acts
from game.assess.indicators.k5 import looked, rair, rsr
from game.assess.settings import settings
from game.content.load import load_scenario
from game.domain import commands as c
from game.domain.errors import Illegal, Unreadable
from game.domain.scenario import Scenario
from game.fork import fork
from game.record.journal import FileJournal
from game.replay import rebuilt, resume_session, start, verify
from game.session import Session
from game.session_help import aid_of
from tests.assess.stories import lesson
from tests.assess.stories import session as told


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """A small real day."""
    return load_scenario("eerste-rit")


def by_hand(scenario: Scenario) -> Session:
    """A session in its planning phase without help."""
    session = start(scenario, seed=3, aid="none")
    assert session.do(c.Begin()).ok
    return session


@pytest.mark.parametrize(
    "command",
    [
        c.Steer(text="trips|bakwagen"), c.Unsteer(text="trips|bakwagen"), c.Shelve(text="trips|bakwagen"),
        c.together(c.Steer(text="trips|bakwagen")), c.Weigh(co2_percent=30, margin_min=0),
        c.Accept(proposal="P1"), c.Reject(proposal="P1"),
    ],
    ids=lambda command: command.verb,
)  # fmt: skip
def test_commands_that_need_the_computer_are_refused(scenario: Scenario, command: c.Command) -> None:
    """No screen and no program can steer, weigh or take over anything in a round by hand."""
    session = by_hand(scenario)
    outcome = session.do(command)
    assert outcome.error is not None
    assert outcome.error.key == "session.no_help"
    assert session.events[-1].data["why"] == "session.no_help"  # a refusal is evidence


def test_no_caller_gets_a_proposal_logged(scenario: Scenario) -> None:
    """Proposals of plans and of places are refused, in a copy too, in the morning and in the day."""
    session = by_hand(scenario)
    plan = scenario.reference.plan if scenario.reference else session.naive
    for each in (session, fork(session)):
        with pytest.raises(Illegal, match="no_help"):
            each.propose("plan", plan)  # type: ignore[arg-type]
    order = min(session.visible)
    session.do(c.Place(order=order, vehicle=min(session.system.vehicles), at=0))
    assert session.do(c.Dispatch()).ok
    with pytest.raises(Illegal, match="no_help"):
        session.log_proposal("place", [], {"order": order})
    assert not any(e.kind == "proposal" for e in session.events)


def test_planning_undo_and_preview_stay(scenario: Scenario) -> None:
    """By hand one still places, previews, sees findings, keeps own plans and goes back."""
    session = by_hand(scenario)
    place = c.Place(order=min(session.visible), vehicle=min(session.system.vehicles), at=0)
    assert session.preview(place).kpi.cost_cent
    for command in (place, c.Keep(text="mijn plan"), c.Undo(), c.Restore(kept="K1")):
        assert session.do(command).ok
    assert session.plan.covered()


def test_header_round_trips_and_replays(scenario: Scenario, tmp_path: Path) -> None:
    """Help and round stand in the header; the log replays, resumes and is rebuilt without help."""
    path = tmp_path / "hand.jsonl"
    part = {"pair": "ab12", "nr": 1, "seed": 5}
    session = start(scenario, seed=3, aid="none", part=part, journal=FileJournal(path))
    session.do(c.Begin())
    session.do(c.Weigh(co2_percent=50, margin_min=0))
    assert session.events[0].data["help"] == "none"
    assert session.events[0].data["round"] == part
    verdict = verify(path)
    assert verdict.verified is True
    assert verdict.session is not None
    assert not verdict.session.helped
    again = resume_session(path, lambda: 0)
    assert again.do(c.Weigh(co2_percent=50, margin_min=0)).error is not None
    assert all(not each.helped for each, _event in rebuilt(session.events, scenario))


def test_logs_without_it_have_all_help(scenario: Scenario) -> None:
    """A session with help logs the same header as before this option existed; nonsense is refused."""
    session = start(scenario, seed=3)
    assert session.helped
    assert "help" not in session.events[0].data
    assert aid_of(session.events[0].data) == "full"
    with pytest.raises(Unreadable, match="help"):
        aid_of({"help": "some"})


def test_no_reliance_is_read_from_a_round_without_advice() -> None:
    """Where no advice was shown, keeping one's own choice says nothing about advice."""
    lines = ["look m1 file", "commit m1 b 80", "final m1 b", "commit m2 b 80", "final m2 b"]
    story = told(lesson(), *lines).story()
    assert list(rair(story, Acts.of(story), settings()))
    hand = Session(lesson(), seed=1, aid="none")
    for line in ("begin", *lines):
        assert hand.do(c.from_text(line)).ok
    story = hand.story()
    for indicator in (rair, rsr, looked):
        assert not list(indicator(story, Acts.of(story), settings()))
