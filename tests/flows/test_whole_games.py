"""Whole games without a screen, through the same session as a person."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from game.autoplay import _best_place, play
from game.content.catalogue import list_scenarios
from game.content.load import load_scenario
from game.domain import commands as c
from game.domain.plan import Plan
from game.personas import PERSONAS, Ask
from game.record.journal import FileJournal, read_log
from game.replay import resume_session, start, verify
from game.session import Session
from game.solver.advice import insertions
from game.solver.naive import naive_plan

SCENARIOS = tuple(listing.id for listing in list_scenarios())


def quick_planner(session: Session) -> Plan:
    """The stored reference where there is one: the solver itself is tested in tests/solver."""
    reference = session.scenario.reference
    return reference.plan if reference else naive_plan(session.system, session.visible)


@pytest.mark.parametrize("persona", sorted(PERSONAS))
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_persona_plays_every_scenario_and_replays(scenario: str, persona: str, tmp_path: Path) -> None:
    """The whole chain stands: a day is played to the end, and its log gives the same figures again."""
    log = tmp_path / "log.jsonl"
    session = play(load_scenario(scenario), persona, seed=3, planner=quick_planner, journal=FileJournal(log))
    assert session.phase == "closed"
    verdict = verify(log)
    assert verdict.verified is True, verdict.first_difference
    assert verdict.kpi == session.events[-1].data["kpi"]


def test_same_seed_same_log() -> None:
    """A day depends on scenario, seed and acts only."""
    logs = [
        play(load_scenario("vers-noord"), "naive", seed=5, planner=quick_planner).events[-1].link
        for _ in range(2)
    ]
    assert logs[0] == logs[1]


def test_other_seed_other_day() -> None:
    """Chance is real: another seed gives another day somewhere."""
    days = {
        json.dumps(
            play(load_scenario("vers-noord"), "naive", seed=s, planner=quick_planner).events[-1].data["kpi"]
        )
        for s in range(4)
    }
    assert len(days) > 1


def test_log_of_every_length_can_be_resumed(tmp_path: Path) -> None:
    """Pull the plug after any line: "verder spelen" brings back the state that the line names."""
    log = tmp_path / "log.jsonl"
    session = play(
        load_scenario("eerste-rit"), "careful", seed=2, planner=quick_planner, journal=FileJournal(log)
    )
    lines = log.read_bytes().splitlines(keepends=True)
    for count in range(2, len(lines) + 1):
        part = tmp_path / "part.jsonl"
        part.write_bytes(b"".join(lines[:count]) + b'{"torn')
        again = resume_session(part, lambda: 0)
        at_least = [e.state for e in again.events[:count]]
        assert at_least == [e.state for e in session.events[:count]]


def test_undo_returns_the_earlier_plan_and_survives_replay(tmp_path: Path) -> None:
    """Undo and redo without limit, through the log too."""
    log = tmp_path / "log.jsonl"
    session = start(load_scenario("eerste-rit"), seed=1, journal=FileJournal(log))
    session.do(c.Begin())
    orders, vehicle = sorted(session.visible), sorted(session.system.vehicles)[0]
    plans = [session.plan]
    for order in orders:
        assert session.do(c.Place(order=order, vehicle=vehicle, at=0)).ok
        plans.append(session.plan)
    for plan in reversed(plans[:-1]):
        assert session.do(c.Undo()).ok
        assert session.plan == plan
    assert not session.do(c.Undo()).ok
    for plan in plans[1:]:
        assert session.do(c.Redo()).ok
        assert session.plan == plan
    assert verify(log).verified is True


def test_refusals_are_logged_and_change_nothing() -> None:
    """An impossible command is evidence: told, kept, without effect."""
    session = start(load_scenario("eerste-rit"), seed=1)
    before = session.plan
    outcome = session.do(c.Place(order="nobody", vehicle="nothing", at=0))
    assert not outcome.ok
    assert session.plan == before
    assert session.events[-1].data["ok"] is False


def test_damaged_log_is_refused_with_its_line(tmp_path: Path) -> None:
    """A changed figure in a log is found, at its line."""
    log = tmp_path / "log.jsonl"
    play(load_scenario("eerste-rit"), "naive", seed=2, planner=quick_planner, journal=FileJournal(log))
    lines = log.read_text(encoding="utf-8").splitlines()
    damaged = next(i for i, line in enumerate(lines) if '"place ' in line)
    lines[damaged] = lines[damaged].replace('"place ', '"plate ', 1)
    log.write_text("\n".join(lines) + "\n", encoding="utf-8")
    verdict = verify(log)
    assert verdict.verified is False
    assert verdict.first_difference.endswith(f": {damaged + 1}")


_PLAYER = """
import sys, time
from pathlib import Path
from game.content.load import load_scenario
from game.domain import commands as c
from game.record.journal import FileJournal
from game.replay import start
s = start(load_scenario("eerste-rit"), seed=1, journal=FileJournal(Path(sys.argv[1])))
s.do(c.Begin())
orders, vehicle = sorted(s.visible), sorted(s.system.vehicles)[0]
for i in range(10_000):
    s.do(c.Place(order=orders[i % len(orders)], vehicle=vehicle, at=0))
    print(len(s.events), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")
def test_kill_dash_nine_loses_no_acknowledged_command(tmp_path: Path) -> None:
    """Kill the game at any moment: every command that had returned is in the log."""
    for round_ in range(3):
        log = tmp_path / f"log{round_}.jsonl"
        with subprocess.Popen(
            [sys.executable, "-c", _PLAYER, str(log)], stdout=subprocess.PIPE, text=True
        ) as player:
            assert player.stdout is not None
            acknowledged = 0
            until = time.monotonic() + 0.2 * (round_ + 1)
            for line in player.stdout:
                acknowledged = int(line)
                if time.monotonic() > until and acknowledged > 10:
                    break
            player.send_signal(signal.SIGKILL)
            rest = [int(x) for x in player.stdout.read().split() if x.isdigit()]
        acknowledged = max([acknowledged, *rest[:-1]])
        assert len(read_log(log).events) >= acknowledged
        assert len(resume_session(log, lambda: 0).events) >= acknowledged


def test_help_never_names_a_partner_that_answers_no_more() -> None:
    """Advice in the day knows the time: after a partner's hour nobody is told to ask that partner."""
    session = start(load_scenario("binnenstad-groningen"), seed=4)
    until_s = max(p.until_s for p in session.system.sites.partners.values())
    while session.clock_s <= until_s and session.phase != "closed":
        act = PERSONAS["naive"](session)
        assert not isinstance(act, Ask), "this persona plans by hand"
        assert session.do(act).ok
    assert session.phase != "closed"

    def asks_partner(now_s: int | None) -> bool:
        found = [
            insertions(session.system, session.plan, order, begun=session.begun(), orders=session.visible,
                       limit=99, now_s=now_s)
            for order in sorted(session.visible)
        ]  # fmt: skip
        return any(text.startswith("give") for every in found for p in every for text in p.commands)

    assert asks_partner(None), "the day no longer has an order that a partner would take: choose another"
    assert not asks_partner(session.clock_s)
    best = [_best_place(session, order) for order in sorted(session.visible)]
    assert not [p for p in best if p and any(text.startswith("give") for text in p.commands)]
