"""Logs that were once written: under today's rules they replay, under older ones they stay readable."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from game import RULES_VERSION
from game.cli import run
from game.record.journal import read_log
from game.replay import verify
from tests.flows.test_same_everywhere import ELSEWHERE, ROOT
from tools import golden as tool
from tools.golden import FOLDER, PLAYS, golden

OLDER = sorted(p for p in FOLDER.glob("*-rules*.jsonl") if not p.stem.endswith(f"-rules{RULES_VERSION}"))


@pytest.mark.parametrize("kind", PLAYS)
def test_todays_logs_verify(kind: str) -> None:
    """Every event comes out equal. Fails after a change of rules, facts or roads: `tools golden` then."""
    verdict = verify(golden(kind))
    assert verdict.verified is True, f"{verdict.first_difference or 'other facts'}: python -m tools golden"
    assert verdict.end.closed
    assert not verdict.torn_bytes


def test_together_they_hold_every_kind_of_line_and_many_acts() -> None:
    """A golden log that misses what it is for protects nothing."""
    events = [e for kind in PLAYS for e in read_log(golden(kind)).events]
    assert {e.kind for e in events} == {
        "header", "content", "command", "proposal", "day", "calls", "mark", "ledger", "kpi", "final",
        "signed", "week_day", "value",
    }  # fmt: skip
    acts = {str(e.data["do"]).split()[0] for e in events if e.kind == "command" and e.data["ok"]}
    assert acts >= {
        "begin", "consult", "correct", "weigh", "keep", "accept", "unplace", "place", "undo", "redo", "look",
        "commit", "final", "dispatch", "tell", "advance", "speak", "reply", "answer", "finish", "trip",
        "week_study", "week_choose", "week_end", "week_drive", "week_close", "week_finish",
    }  # fmt: skip
    refused = {e.data["why"] for e in events if e.kind == "command" and not e.data["ok"]}
    assert refused >= {"session.no_help", "session.no_proposal"}


def test_there_is_a_log_of_older_rules() -> None:
    """Else the next test would pass by testing nothing."""
    assert OLDER


@pytest.mark.parametrize("path", OLDER, ids=lambda p: p.stem)
def test_a_log_of_older_rules_is_chain_checked(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is neither verified nor refused, its final figures can be read, and damage in it is still seen."""
    verdict = verify(path)
    assert verdict.verified is None
    assert verdict.kpi
    assert run(["replay", str(path), "--lang", "nl"]) == 0
    assert "oudere rekenregels: niet herrekend" in " ".join(capsys.readouterr().out.split())
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(path.read_bytes().replace(b'"ok":true', b'"ok":1234', 1))
    assert verify(broken).verified is False


def told(log: Path) -> list[tuple[object, ...]]:
    """What a log says behind its header, without the links: a newer header says more than a golden one."""
    lines = [json.loads(line) for line in log.read_bytes().splitlines()[1:]]
    return [
        (e["seq"], e["kind"], e["t"], e["state"], {k: v for k, v in e["data"].items() if k != "head"})
        for e in lines
    ]


def test_a_log_that_holds_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tool makes what is missing, and never what is there."""
    monkeypatch.setattr(tool, "FOLDER", tmp_path)
    assert tool.run(["hand"]) == 0
    made = golden("hand")
    assert told(made) == told(FOLDER / made.name)
    before = made.stat().st_mtime_ns
    assert tool.run(["hand"]) == 0
    assert made.stat().st_mtime_ns == before
    assert tool.run(["night"]) == 2


@pytest.mark.parametrize("world", ELSEWHERE[1:], ids=("tokyo", "los angeles"))
def test_logs_replay_equal_everywhere(world: dict[str, str]) -> None:
    """Hash seed, time zone and locale of the machine change nothing: every event comes out equal."""
    text = (
        "from game.replay import verify; from tools.golden import PLAYS, golden\n"
        "print([verify(golden(kind)).verified for kind in PLAYS])"
    )
    said = subprocess.run(
        [sys.executable, "-c", text], cwd=ROOT, env={**os.environ, **world}, capture_output=True, text=True,
        check=True, timeout=120,
    )  # fmt: skip
    assert said.stdout.strip() == str([True] * len(PLAYS))
