"""What if: the same chance, another choice, and nothing of it kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.domain import commands as c
from game.fork import fork
from game.ledger import ledger_of
from game.lookback import Tape
from game.lookback.otherwise import as_then, before_line, chosen_otherwise, compared, run_out
from game.record.journal import FileJournal
from game.replay import start
from tests.lookback.days import day, tape


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_the_same_acts_give_the_same_day(share: float) -> None:
    """A copy in which everything is done again costs, gives off and delivers what the day did."""
    found = tape()
    event = found.events[round(share * found.last)]
    copy = fork(found.at(event.seq))
    for _ in as_then(copy, found.later(event.seq)):
        pass
    result = compared(day(), copy)
    assert result is not None
    assert result.then == result.now


def test_another_choice_is_another_day_on_the_same_chance() -> None:
    """The other option is taken at the decision's own second; every incident stays as it was drawn."""
    found, session = tape(), day()
    lines = [x for x in ledger_of(session.events, 2, session.scenario) if x.kind == "message"]
    assert lines
    for line in lines[:2]:
        before = before_line(found, line)
        assert any(m.id == line.id for m in before.open_messages())
        assert before.clock_s <= line.at_s
        copy = chosen_otherwise(found, line, line.against)
        assert copy.day is not None
        assert (line.id, line.against) in {(m, o) for m, o, _at in copy.day.replies}
        for _ in run_out(copy):
            pass
        assert copy.day is not None
        assert session.day is not None
        assert copy.day.incidents == session.day.incidents
        assert compared(session, copy) is not None


def test_a_day_that_runs_is_not_compared() -> None:
    """There is nothing to say before both have ended."""
    assert compared(day(), tape().second(9 * 3600)) is None


def test_a_copy_leaves_log_and_file_untouched(tmp_path: Path) -> None:
    """Playing on in a copy writes nothing, and the session still logs where it did."""
    log = tmp_path / "log.jsonl"
    session = start(day(scenario="eerste-rit").scenario, seed=4, journal=FileJournal(log))
    for event in day(scenario="eerste-rit").events:
        if event.kind == "proposal":
            session.log_proposal(event.data["kind"], list(event.data["commands"]), {})
        elif event.kind == "command" and event.data["do"] != "finish":
            session.do(c.from_text(str(event.data["do"])))
    before, count, stamp = log.read_bytes(), len(session.events), session.state_hash()
    found = Tape(session.events, session.scenario)
    copy = fork(found.at(found.last // 2))
    for _ in as_then(copy, found.later(found.last // 2)):
        pass
    assert copy.phase == "debrief"
    assert (log.read_bytes(), len(session.events), session.state_hash()) == (before, count, stamp)
    assert [p.name for p in tmp_path.iterdir()] == ["log.jsonl"]
