"""`export xapi`, `export csv`, `data`, `erase`, `tidy` as somebody types them."""

from __future__ import annotations

import csv
import io
import json
import os
import socket
from pathlib import Path
from typing import Any

import pytest

from game.cli import run
from game.record.journal import FileJournal
from game.record.outbox import open_outbox
from game.record.settings import Settings, save_settings
from game.report.evidence_table import EVENTS, EVIDENCE, as_csv
from game.report.lrs import endpoint
from tests.report.played import SECRET, by_hand, day, weeks
from tests.report.test_lrs import Server

PLAYER = "p-0123abcd"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A player's folder with one log, and nothing that could sign a delivery."""
    monkeypatch.setenv("RITREGIE_HOME", str(tmp_path))
    monkeypatch.setenv("RITREGIE_LANG", "en")
    for name in ("RITREGIE_LRS_USER", "RITREGIE_LRS_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    save_settings(tmp_path / "settings.json", Settings(player=PLAYER))
    (tmp_path / "logs").mkdir()
    by_hand(PLAYER, FileJournal(tmp_path / "logs" / "20261128-100000-stukgoed-a.jsonl"))
    return tmp_path


def log_of(home: Path) -> str:
    """The player's log."""
    return str(next((home / "logs").glob("*.jsonl")))


def write(path: Path, events: tuple) -> str:
    """Events as a log file."""
    FileJournal(path).append(events)
    return str(path)


def asked(capsys: Any, *words: str) -> tuple[int, Any]:
    """Exit code and the JSON of a command."""
    code = run([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection and any look-up of a name is a failure."""

    def refused(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was asked for")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def test_nothing_goes_over_the_network_unless_asked(home: Path, no_network: None, capsys: Any) -> None:
    """Exports to files, profile, report and a player's data work with the cable out."""
    log = log_of(home)
    for words in (
        ["export", "xapi", log, "--out", str(home / "s.json")], ["export", "csv", log], ["profile", log],
        ["data", PLAYER, "--out", str(home / "me.html")], ["tidy"],
        ["report", log, "--out", str(home / "r.html")],
    ):  # fmt: skip
        assert run(words) == 0, words
    capsys.readouterr()
    with pytest.raises(AssertionError, match="the network was asked for"):
        run(["export", "xapi", log, "--lrs", "http://127.0.0.1:9/xAPI"])


def test_statements_in_a_file(home: Path, capsys: Any) -> None:
    """One JSON list with the profile at its end; two copies of a log give each statement once."""
    copy = home / "copy.jsonl"
    copy.write_bytes(Path(log_of(home)).read_bytes())
    out = home / "s.json"
    code, told = asked(capsys, "export", "xapi", log_of(home), str(copy), "--out", str(out))
    made = json.loads(out.read_text("utf-8"))
    assert code == 0
    assert told == {"file": str(out), "statements": len(made)}
    assert len({s["id"] for s in made}) == len(made)
    assert {s["actor"]["name"] for s in made} == {PLAYER}
    assert SECRET not in out.read_text("utf-8")
    assert run(["export", "xapi", log_of(home), "--no-profile"]) == 0
    bare = json.loads(capsys.readouterr().out)
    assert [s["id"] for s in bare] == [s["id"] for s in made if "competency" not in s["object"]["id"]]


def test_delivery_from_the_command_line(home: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signed from the environment; a store that is down costs nothing: the next run brings everything."""
    monkeypatch.setattr("time.sleep", lambda _: None)
    monkeypatch.setenv("RITREGIE_LRS_USER", "desk")
    monkeypatch.setenv("RITREGIE_LRS_PASSWORD", "sesame")
    server = Server(["down"] * 5)
    try:
        words = ["export", "xapi", log_of(home), "--no-profile", "--lrs", server.url]
        code, told = asked(capsys, *words)
        assert (code, told["sent"], told["trouble"]) == (1, 0, "lrs.no_answer")
        assert told["waiting"] == told["statements"]
        code, told = asked(capsys, "export", "xapi", "--lrs", server.url)
        assert (code, told["waiting"], told["sent"]) == (0, 0, len(server.kept))
        assert asked(capsys, *words)[1]["sent"] == len(server.kept)
        assert {h["authorization"] for h in server.heads} == {"Basic ZGVzazpzZXNhbWU="}
    finally:
        server.server.shutdown()
        server.server.server_close()
    assert not open_outbox(home, endpoint(server.url)).file.exists()
    assert all(b"sesame" not in p.read_bytes() for p in home.rglob("*") if p.is_file())


def test_a_password_on_the_command_line_is_refused(home: Path, capsys: Any) -> None:
    """It would stay in the history of the terminal; the message does not repeat it."""
    assert run(["export", "xapi", log_of(home), "--lrs", "https://me:sesame@x.example/xAPI"]) == 2
    told = capsys.readouterr()
    assert "RITREGIE_LRS_PASSWORD" in told.err
    assert "sesame" not in told.err + told.out


def test_a_damaged_log_is_refused_with_its_line(home: Path, capsys: Any) -> None:
    """Nothing is sent of a log that does not hold."""
    path = Path(log_of(home))
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:4], *lines[5:]]))
    assert run(["export", "xapi", str(path)]) == 2
    assert path.name in capsys.readouterr().err


def test_evidence_as_a_table(home: Path, capsys: Any) -> None:
    """One row per indicator, with event numbers that exist; weeks and copies do not disturb."""
    whole = write(home / "day.jsonl", day())
    table, events = home / "e.csv", home / "v.csv"
    code, told = asked(capsys, "export", "csv", whole, log_of(home), write(home / "w.jsonl", weeks()),
                       "--out", str(table), "--events", str(events))  # fmt: skip
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8"))))
    happened = list(csv.DictReader(io.StringIO(events.read_text("utf-8"))))
    assert tuple(rows[0]) == EVIDENCE
    assert tuple(happened[0]) == EVENTS
    assert (told["rows"], told["event_rows"]) == (len(rows), len(happened))
    known = {(e["log"], e["seq"]) for e in happened}
    assert {(r["log"], seq) for r in rows for seq in r["events"].split()} <= known
    mine = [r for r in rows if r["player"] == "persona-careful"]
    assert {r["verified"] for r in mine} == {"yes"}
    assert {r["competency"] for r in mine} >= {"K1", "K3", "K5"}
    assert all(0 <= int(r["category"]) <= 3 for r in rows)
    assert SECRET not in events.read_text("utf-8")


def test_no_cell_is_a_formula() -> None:
    """A pseudonym that somebody chose cannot run in a spreadsheet."""
    text = as_csv(("a", "b", "c"), [("=1+1", -2, "-x"), ("@a", 0.5, "p-1")])
    assert text == "a,b,c\n'=1+1,-2,'-x\n'@a,0.5,p-1\n"


def test_parquet_and_profile_inputs(home: Path, capsys: Any) -> None:
    """The same rows as typed columns, and per session what the profile works with."""
    pytest.importorskip("duckdb", reason="the extra `research` is not installed")
    from game.report.research import profile_inputs

    whole, flat = write(home / "day.jsonl", day()), home / "e.csv"
    tables = home / "it's e.parquet", home / "v.parquet"
    assert run(["export", "csv", whole, "--out", str(flat)]) == 0
    assert run(["export", "csv", whole, "--out", str(tables[0]), "--events", str(tables[1])]) == 0
    capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(flat.read_text("utf-8"))))
    (found,) = profile_inputs(*tables)
    assert (found.player, found.session, found.log) == ("persona-careful", 1, rows[0]["log"])
    assert found.indicators == tuple(r["indicator"] for r in rows)
    assert found.categories == tuple(int(r["category"]) for r in rows)
    rested = {seq for r in rows for seq in r["events"].split()}
    own = {str(e.seq) for e in day() if e.actor == "player"}
    assert (found.events, found.by_player) == (len(rested), len(rested & own))


def test_evidence_that_cannot_be_traced_is_left_out(tmp_path: Path) -> None:
    """A row that rests on an event that is not there counts for nothing; others of the session stay."""
    pytest.importorskip("duckdb", reason="the extra `research` is not installed")
    from game.report.research import profile_inputs, write_parquet

    def row(indicator: str, events: str) -> tuple[Any, ...]:
        head = ("p", "log", 1, "", "s", "train", 1, "full", "yes", 3, "x")
        return (*head, "K1", indicator, 1, 0.5, 2, 0, 1, 2, events, 0, 0)

    write_parquet(tmp_path / "e.parquet", EVIDENCE, [row("a", "1 2"), row("b", "2 9"), row("c", "")])
    happened = [("p", "log", n, 0, 0, "player", "command", "place", "yes") for n in (1, 2, 2, 3)]
    write_parquet(tmp_path / "v.parquet", EVENTS, happened)
    (found,) = profile_inputs(tmp_path / "e.parquet", tmp_path / "v.parquet")
    assert (found.indicators, found.events) == (("a", "c"), 2)


def test_everything_about_me(home: Path, capsys: Any) -> None:
    """JSON with every event, and a page that shows each act; both without the scenario's own files."""
    code, told = asked(capsys, "data", PLAYER, "--out", str(home / "me"))
    assert (code, told["logs"]) == (0, 1)
    mine = json.loads((home / "me.json").read_text("utf-8"))
    events = by_hand(PLAYER).events
    assert [e["link"] for e in mine["logs"][0]["events"]] == [e.link for e in events]
    assert mine["profile"]["competencies"].keys() == {f"K{n}" for n in range(1, 9)}
    page = (home / "me.html").read_text("utf-8")
    assert PLAYER in page
    assert SECRET in page  # to the player own words are shown
    assert page.count("<tr>") > sum(e.kind == "command" for e in events)
    assert "<script" not in page
    assert asked(capsys, "data", "p-nobody", "--out", str(home / "no"))[0] == 1
    assert not (home / "no.json").exists()


def test_erased_means_gone(home: Path, capsys: Any) -> None:
    """After one command no byte of the folder names the player; a second run finds nothing and says so."""
    box = open_outbox(home, "https://lrs.example/s")
    box.add([{"id": "1", "actor": {"name": PLAYER}}])
    box.save()
    code, told = asked(capsys, "erase", PLAYER)
    assert (code, told["logs"], told["statements"], told["left"]) == (0, 1, 1, [])
    assert all(PLAYER.encode() not in p.read_bytes() for p in home.rglob("*") if p.is_file())
    assert asked(capsys, "erase", PLAYER)[0] == 1


def test_old_logs_are_named_before_they_are_deleted(home: Path, capsys: Any) -> None:
    """`tidy` deletes only with --yes."""
    old = home / "logs" / "20200101-100000-stukgoed-b.jsonl"
    os.link(log_of(home), old)
    assert asked(capsys, "tidy") == (0, {"due": [old.name], "deleted": 0})
    assert asked(capsys, "tidy", "--months", "0") == (0, {"due": [], "deleted": 0})
    assert old.exists()
    assert asked(capsys, "tidy", "--yes") == (0, {"due": [old.name], "deleted": 1})
    assert [p.name for p in (home / "logs").iterdir()] == ["20261128-100000-stukgoed-a.jsonl"]
