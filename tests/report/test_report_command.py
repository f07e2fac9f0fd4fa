"""`ritregie report` as somebody types it: of a player, and of a group in which nobody can be told apart."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from game.assess.group import LEAST
from game.cli import run
from game.cli.learning import stories_of
from game.cli.reporting import player_report, prior_of
from game.content.language import language
from game.domain import commands as c
from game.record.journal import FileJournal
from game.record.notes import Notes, notes_file
from game.record.settings import Settings, save_settings
from game.replay import start
from tests.report.played import BEGUN, SECRET, reference, scenario, weeks

PLAYERS = [f"p-{k:04d}abcd" for k in range(LEAST)]


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A log of each of five players."""
    folder = tmp_path_factory.mktemp("class")
    made = [folder / f"20261128-100000-stukgoed-{k}.jsonl" for k in range(LEAST)]
    for player, path in zip(PLAYERS, made, strict=True):
        played(player, path)
    return made


def played(player: str, path: Path) -> None:
    """The smallest day from beginning to end, with own words in it."""
    session = start(
        scenario("eerste-rit"), seed=1, player=player, journal=FileJournal(path),
        signed={"begun": BEGUN, "consent": "ritregie-consent/1"},
    )  # fmt: skip
    session.do(c.Begin())
    session.do(c.Keep(text=SECRET))
    session.propose("plan", reference(session))
    session.do(c.Accept(proposal="P1"))
    session.do(c.Dispatch())
    while session.phase == "day":
        session.do(c.Advance(to_s=session.clock_s + 3600))
    session.do(c.Answer(question=session.scenario.reflection[0], text=SECRET))
    session.do(c.Finish())
    assert session.phase == "closed"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of somebody who played, in Dutch."""
    monkeypatch.setenv("RITREGIE_HOME", str(tmp_path))
    monkeypatch.setenv("RITREGIE_LANG", "nl")
    save_settings(tmp_path / "settings.json", Settings(player=PLAYERS[0]))
    return tmp_path


def asked(capsys: Any, *words: object) -> tuple[int, Any]:
    """Exit code and the JSON of a command."""
    code = run([*map(str, words), "--json"])
    said = capsys.readouterr().out
    return code, json.loads(said) if said else None


def test_a_players_report(logs: list[Path], home: Path, capsys: Any) -> None:
    """The player's notes and answers are in it, and left out on demand."""
    Notes(notes_file(home, PLAYERS[0]), PLAYERS[0]).put(
        f"K1.cost_gap@{logs[0].stem}@1", "te snel overgenomen", "2026-11-28T10:00:00Z"
    )
    Notes(notes_file(home, PLAYERS[0]), PLAYERS[0]).put(
        "K1.cost_gap@20250101-other@1", "van een andere dag", "2026-11-28T10:00:00Z"
    )
    out = home / "r.html"
    code, told = asked(capsys, "report", logs[0], "--out", out)
    assert (code, told) == (0, {"file": str(out), "sessions": 1, "verified": True})
    text = out.read_text("utf-8")
    assert SECRET in text
    assert "te snel overgenomen" in text
    assert "van een andere dag" not in text
    assert asked(capsys, "report", logs[0], "--out", out, "--no-words")[0] == 0
    without = out.read_text("utf-8")
    assert SECRET not in without
    assert "te snel overgenomen" not in without


def test_notes_go_with_their_own_player_only(logs: list[Path], home: Path, capsys: Any) -> None:
    """A report of somebody else's log, or of several players', has no notes of who sits here."""
    Notes(notes_file(home, PLAYERS[0]), PLAYERS[0]).put("K5", "te snel overgenomen", "2026-11-28T10:00:00Z")
    for chosen in (logs[1:2], logs[:2]):
        assert run(["report", *map(str, chosen), "--out", str(home / "r.html")]) == 0
        assert "te snel overgenomen" not in (home / "r.html").read_text("utf-8")
        assert ("--group" in capsys.readouterr().err) == (len(chosen) > 1), "two players are said to be two"


def test_weeks_and_days_in_one_report(logs: list[Path], home: Path, capsys: Any) -> None:
    """A run of weeks is a session of the report too."""
    FileJournal(home / "w.jsonl").append(weeks())
    code, told = asked(capsys, "report", logs[0], home / "w.jsonl", "--out", home / "r.html")
    assert (code, told["sessions"]) == (0, 2)
    assert re.findall(r'<h2 class="page">(\d)\. ', (home / "r.html").read_text("utf-8")) == ["1", "2"]


@pytest.fixture(scope="module")
def dutch(logs: list[Path], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The group's page in Dutch."""
    out = tmp_path_factory.mktemp("page") / "g.html"
    assert run(["report", "--group", *map(str, logs), "--out", str(out), "--lang", "nl"]) == 0
    return out.read_text("utf-8")


def test_a_measurement_borrows_nothing(logs: list[Path]) -> None:
    """The report of a form alone rests on the independent prior and says so; beside practice it coaches."""
    practice = stories_of(logs[:1])[0]
    header = practice.events[0]
    data = {**header.data, "measurement": {"form": "nulmeting", "part": 1, "run": ""}}
    measured = replace(practice, events=(replace(header, data=data), *practice.events[1:]))
    own, speech = language("nl").t("report.about.count.own"), language("nl")
    assert own in player_report([measured], speech)[0]
    assert own not in player_report([measured, practice], speech)[0]
    assert prior_of([measured]) == "independent"
    assert prior_of([]) == prior_of([measured, practice]) == "correlated"


def test_nobody_is_found_in_a_groups_report(logs: list[Path], dutch: str, home: Path, capsys: Any) -> None:
    """No pseudonym, file name, wall time, own words or seed of anybody, in either language."""
    out = home / "g.html"
    code, told = asked(capsys, "report", "--group", *logs, "--out", out, "--lang", "en")
    assert (code, told["players"], told["left_out"]) == (0, LEAST, 0)
    for text in (dutch, out.read_text("utf-8")):
        for secret in (*PLAYERS, *(p.removeprefix("p-") for p in PLAYERS), SECRET, BEGUN[:10], "2026"):
            assert secret not in text
        assert not any(path.stem in text for path in logs)
        shown = re.sub(r"<style>.*?</style>", "", text, flags=re.S)
        assert not re.search(r"\bp-\w{4,}|dagnummer|day number", shown)


def test_the_order_of_the_logs_says_nothing(logs: list[Path], dutch: str, home: Path, capsys: Any) -> None:
    """The same logs in another order, one of them twice, give the same page."""
    out = home / "b.html"
    assert asked(capsys, "report", "--group", *logs[::-1], logs[2], "--out", out, "--lang", "nl")[0] == 0
    assert out.read_text("utf-8") == dutch


def test_four_players_get_no_report(logs: list[Path], home: Path, capsys: Any) -> None:
    """Many logs of four players are still four players; it is said why, and nothing is written."""
    out = home / "g.html"
    assert run(["report", "--group", *map(str, logs[:4]), "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert f"vanaf {LEAST}" in said
    assert not out.exists()


def test_who_has_no_pseudonym_does_not_count(logs: list[Path], home: Path, capsys: Any) -> None:
    """Logs without a name may all be of one person: they make no group."""
    bare = home / "bare.jsonl"
    played("", bare)
    assert run(["report", "--group", *map(str, logs[:4]), str(bare), "--out", str(home / "g.html")]) == 2
    assert "zonder pseudoniem" in capsys.readouterr().err


def test_a_report_as_pdf(logs: list[Path], home: Path, capsys: Any) -> None:
    """The ending of the file decides."""
    pytest.importorskip("reportlab", reason="the extra `pdf` is not installed")
    out = home / "g.pdf"
    assert asked(capsys, "report", "--group", *logs, "--out", out)[1]["players"] == LEAST
    assert out.read_bytes().startswith(b"%PDF-")
    assert not any(p.encode() in out.read_bytes() for p in PLAYERS)
