"""A ledger that comes after the day was closed: nothing lost, nothing forged, the head as it was."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from game.closing import countersign
from game.content.load import load_scenario
from game.domain import commands as c
from game.domain.errors import Unreadable
from game.ledger import ledger_of
from game.ledger.late import complete, keep, lacks_ledger, opened, same
from game.record.closing import vouched
from game.record.journal import FileJournal, read_log
from game.replay import start, verify
from game.session import Session
from game.sim.outlook import DAYS
from tests.screens.app_play import played

LONG_AGO = 1_700_000_000


class Desk:
    """A witness with a key of its own."""

    name = "desk"

    def sign(self, head: str) -> str:
        """Not secret enough for anything but this test."""
        return head[::-1]

    def holds(self, head: str, sign: str) -> bool:
        """Whether it is the desk's."""
        return sign == head[::-1]


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The log of a day that was closed before its decisions were weighed."""
    path = tmp_path_factory.mktemp("day") / "log.jsonl"
    session = played(start(load_scenario("eerste-rit"), seed=3, journal=FileJournal(path)))
    session.do(c.Finish())
    return path.read_bytes()


@pytest.fixture
def log(tmp_path: Path, closed: bytes) -> Path:
    """That log, played long ago."""
    path = tmp_path / "log.jsonl"
    path.write_bytes(closed)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def test_a_closed_log_gets_its_ledger_and_stays_closed_with_the_same_head(log: Path, closed: bytes) -> None:
    """The line comes behind the closing line; what was there stays byte for byte, and all of it replays."""
    before = verify(log)
    assert complete(log, 20)
    assert log.read_bytes().startswith(closed)
    after = verify(log)
    assert after.verified and after.end.closed and after.end.head == before.end.head
    assert [e.kind for e in read_log(log).events[-2:]] == ["final", "ledger"]
    assert after.session is not None
    assert after.session.story().ledger == ledger_of(read_log(log).events[:-1], 20) != ()
    assert log.stat().st_mtime == LONG_AGO, "a late ledger makes the day no younger"


def test_it_is_made_once(log: Path) -> None:
    """Asking again changes nothing."""
    assert complete(log, 5)
    had = log.read_bytes()
    assert not complete(log, 5)
    assert log.read_bytes() == had
    assert not lacks_ledger(opened(log))


def test_a_signature_holds_whether_it_was_given_before_the_ledger_or_after(log: Path, closed: bytes) -> None:
    """The desk vouches for the closing line, which the ledger leaves alone."""
    countersign(log, Desk())
    assert complete(log, 5)
    assert verify(log).verified and vouched(read_log(log).events, Desk())
    log.write_bytes(closed)
    assert complete(log, 5)
    countersign(log, Desk())
    assert verify(log).verified and vouched(read_log(log).events, Desk())


def test_a_file_that_another_wrote_or_deleted_is_left_alone(log: Path) -> None:
    """Between reading and writing somebody may go on with the day, or erase it: neither is undone."""
    session = opened(log)
    with log.open("ab") as file:
        file.write(b"{}\n")
    had = log.read_bytes()
    assert not keep(session, ()) and log.read_bytes() == had
    log.unlink()
    assert not keep(session, ()) and not log.exists()
    assert lacks_ledger(session)


def test_a_torn_last_line_is_cut_off(log: Path, closed: bytes) -> None:
    """Power that fails while a late ledger is written leaves a log that can be completed all the same."""
    log.write_bytes(closed + b'{"seq": 99, "kind": "ledg')
    assert complete(log, 5)
    assert log.read_bytes().startswith(closed)
    found = verify(log)
    assert found.verified and not found.torn_bytes


def test_a_damaged_log_is_refused_and_left_as_it_is(log: Path, closed: bytes) -> None:
    """No ledger covers up damage."""
    broken = closed.replace(b'"final"', b'"finaL"')
    log.write_bytes(broken)
    with pytest.raises(Unreadable):
        complete(log, 5)
    assert log.read_bytes() == broken


def test_a_ledger_that_was_made_up_is_found_out(log: Path) -> None:
    """Whoever writes a kinder ledger into the chain gets a log that replays; weighing it again tells."""
    session: Session = opened(log)
    lines = ledger_of(session.events, 5, session.scenario)
    assert lines
    assert keep(session, tuple(replace(line, repair_cent=line.repair_cent + 1) for line in lines))
    assert verify(log).verified
    assert not same(log)


def test_an_honest_ledger_comes_out_again(log: Path) -> None:
    """The same log gives the same ledger, also with the number of days that it was made with."""
    assert complete(log, 5) and same(log)
    assert DAYS != 5
