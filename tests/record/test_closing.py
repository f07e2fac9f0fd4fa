"""The end of a log: the closing line names the head, and who vouches for it cannot be made up unnoticed."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from game.cli import run
from game.closing import countersign
from game.content.load import load_scenario
from game.domain import commands as c
from game.domain.errors import GameError, Illegal, Unreadable
from game.domain.events import Event
from game.record.closing import end_of, vouched
from game.record.form import check_form
from game.record.journal import FileJournal, MemoryJournal, parse_log, read_log
from game.record.lines import to_line
from game.replay import _content, _header, rebuilt, resume_session, start, verify
from game.session import Session
from game.solver.advice import plan_commands
from game.solver.naive import naive_plan
from tests.robust.damage import chained
from tools.golden import PLAYS, golden
from tools.golden_play import Clerk, by_hand

CLOSED = golden("hand")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A copy of a closed log."""
    return Path(shutil.copy(CLOSED, tmp_path / "log.jsonl"))


def forged(log: Path, kind: str, **data: object) -> Path:
    """The log with other data in the lines of a kind, and a chain that fits."""
    events = [
        Event(**{name: getattr(e, name) for name in e.__slots__} | {"data": {**e.data, **data}})
        if e.kind == kind
        else e
        for e in read_log(log).events
    ]
    log.write_text("".join(map(to_line, chained(events))), encoding="utf-8", newline="\n")
    return log


@pytest.mark.parametrize("kind", PLAYS)
def test_the_closing_line_names_the_head(kind: str) -> None:
    """Final figures and the link of the line before stand in one line, whose own link is the log's head."""
    events = read_log(golden(kind)).events
    at, final = next((i, e) for i, e in enumerate(events) if e.kind == "final")
    assert final.data["head"] == events[at - 1].link
    assert final.data["kpi"] == next(e.data["kpi"] for e in reversed(events) if e.kind in ("kpi", "final"))
    assert end_of(events).closed
    assert end_of(events).head == final.link


def test_a_log_of_before_the_head_still_verifies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Old logs name no closing in their header, have no head, and replay equal."""
    header = {k: v for k, v in _header().items() if k != "closing"}
    monkeypatch.setattr("game.replay._header", lambda: header)
    path = tmp_path / "old.jsonl"
    by_hand(load_scenario("eerste-rit"), FileJournal(path))
    assert "head" not in read_log(path).events[-1].data
    assert verify(path).verified is True
    assert verify(path).end.closed


@pytest.mark.parametrize("older", [False, True])
def test_a_log_is_replayed_as_its_proposals_were_counted(older: bool, tmp_path: Path) -> None:
    """A plan that turns a trip round is a plan taken over; a log that does not count so still verifies."""
    path = tmp_path / "log.jsonl"
    scenario, journal = load_scenario("eerste-rit"), FileJournal(path)
    session = (
        Session(scenario, seed=1, journal=journal, header=_header(), content=_content(scenario))
        if older
        else start(scenario, seed=1, journal=journal)
    )
    session.do(c.Begin())
    for command in plan_commands(session.plan, naive_plan(scenario.system, session.visible)):
        assert session.do(c.from_text(command)).ok
    mine = session.plan
    turned = replace(mine, trips=tuple(replace(t, stops=t.stops[::-1]) for t in mine.trips))
    proposal = session.propose("plan", turned)
    assert session.do(c.Accept(proposal=proposal.id)).ok
    assert (session.hand_plan is None) is older
    found = verify(path)
    assert found.verified is True and found.session is not None
    assert found.session.state_hash() == session.state_hash()
    events = read_log(path).events
    assert next(e for e in events if e.kind == "proposal").data["placed"] == (0 if older else proposal.placed)
    assert [s.hand_plan for s, _ in rebuilt(events)][-1] is None, "before the proposal was taken over"


def test_a_cut_log_is_not_closed(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without its last lines a log still holds as far as it goes, and says that it was not closed."""
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    assert run(["replay", str(log), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["verified"], answer["closed"]) == (True, False)
    log.write_bytes(log.read_bytes() + b'{"seq"')
    assert verify(log).torn_bytes == 6


@pytest.mark.parametrize("kind", ["hand", "week"])
def test_a_witness_vouches_in_the_log_itself(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After countersigning the log verifies, goes on, and its signature is the witness's own."""
    path = Path(shutil.copy(golden(kind), tmp_path / "log.jsonl"))
    assert not vouched(read_log(path).events, Clerk())
    signed = countersign(path, Clerk())
    assert signed.head == end_of(read_log(path).events).head
    assert verify(path).verified is True
    assert vouched(read_log(path).events, Clerk())
    run(["replay", str(path), "--json"])
    said = json.loads(capsys.readouterr().out)
    assert said["signed"] == [{"by": "golden", "head": signed.head}]


def test_a_signature_made_up_is_no_signature(log: Path) -> None:
    """Another witness's word, or one of another head, does not count."""
    countersign(log, Clerk())
    forged(log, "signed", sign="x")
    assert verify(log).verified is True
    assert not vouched(read_log(log).events, Clerk())
    forged(log, "signed", head="0" * 32)
    assert verify(log).verified is False


def test_figures_made_up_are_not_verified_nor_signed(log: Path) -> None:
    """Whoever changes the final figures and mends the chain fails the replay, and gets no signature."""
    forged(log, "final", kpi={"cost_cent": 1})
    assert verify(log).verified is False
    with pytest.raises(Unreadable):
        countersign(log, Clerk())


def test_an_open_log_is_not_signed(tmp_path: Path) -> None:
    """What may still change has no closing line to vouch for."""
    path = tmp_path / "log.jsonl"
    start(load_scenario("eerste-rit"), seed=1, journal=FileJournal(path)).do(c.Begin())
    with pytest.raises(Illegal, match=r"log\.not_closed"):
        countersign(path, Clerk())


def test_play_goes_on_behind_a_signature(log: Path) -> None:
    """A reflection answer after the closing is a line of its own; closing and signature stay."""
    countersign(log, Clerk())
    before = end_of(read_log(log).events)
    session = resume_session(log, lambda: 0)
    session.do(c.Answer(question="none", text="-"))
    assert end_of(read_log(log).events) == before
    assert verify(log).verified is True


@pytest.mark.parametrize(
    "text",
    [
        lambda line: line.replace("{", '{"extra":1,', 1),
        lambda line: line.replace('"seq":', '"seq":7,"seq":', 1),
        lambda line: line.replace(":", ": ", 1),
        lambda line: line.replace('"ms":0', '"ms":0.0'),
        lambda line: line.replace('"who":"player"', '"who":"pl\\u0061yer"'),
        lambda line: line + "\r",
    ],
)
def test_only_the_one_form_of_a_line_is_a_line(text: object) -> None:
    """A key outside the chain, a key twice, another spelling: what the chain does not see is refused."""
    lines = CLOSED.read_text(encoding="utf-8").splitlines()
    number = next(i for i, line in enumerate(lines) if '"who":"player"' in line)
    assert callable(text)
    changed = [*lines[:number], text(lines[number]), *lines[number + 1 :]]
    assert changed[number] != lines[number]
    found = parse_log(("\n".join(changed) + "\n").encode(), "log")
    assert (found.damage, found.damage_line) == ("log.line", number + 1)


@pytest.mark.parametrize(("kind", "data"), [("command", {"do": 3}), ("header", {"seed": "1"}),
                                            ("content", {"files": None})])  # fmt: skip
def test_a_line_without_what_its_kind_needs_is_said(kind: str, data: dict[str, object], log: Path) -> None:
    """A chain that fits around data of another type is no failure of the program."""
    forged(log, kind, **data)
    with pytest.raises(GameError, match=r"log\.line"):
        check_form(read_log(log).events)
    assert verify(log).verified is False


def test_a_memory_log_closes_as_well() -> None:
    """The head does not depend on a disk."""
    session = by_hand(load_scenario("eerste-rit"), MemoryJournal())
    assert session.events[-1].data["head"] == session.events[-2].link
