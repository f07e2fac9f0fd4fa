"""COMMANDS.md tells the truth: every command that it names answers with exactly the keys that it lists."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from game.cli import run
from game.record.journal import FileJournal
from game.record.settings import Settings, save_settings
from tests.report.test_lrs import Server
from tests.report.test_report_command import PLAYERS, played

PAGE = Path(__file__).parent.parent / "game" / "COMMANDS.md"
_HEAD = re.compile(r"^### `ritregie ([^`]+)`$", re.M)


def documented() -> dict[str, tuple[set[str], set[str]]]:
    """Command -> (keys that are always there, keys that are there at times)."""
    text = PAGE.read_text(encoding="utf-8")
    parts = _HEAD.split(text)[1:]
    return {command: _keys(part) for command, part in zip(parts[::2], parts[1::2], strict=True)}


def _keys(part: str) -> tuple[set[str], set[str]]:
    rows = re.findall(r"^\| `([\w.]+)` \| (.*) \|$", part, re.M)
    at_times = {key for key, said in rows if said.startswith("*w")}
    return {key for key, _ in rows} - at_times, at_times


DOCUMENTED = documented()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small log of each of five players."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "logs").mkdir()
    for k, player in enumerate(PLAYERS):
        played(player, folder / "logs" / f"20261128-10000{k}-eerste-rit-{k}.jsonl")
    save_settings(folder / "settings.json", Settings(player=PLAYERS[0]))
    return folder


@pytest.fixture(autouse=True)
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands look there, and nobody sits at the keyboard."""
    monkeypatch.setenv("RITREGIE_HOME", str(home))
    monkeypatch.setenv("RITREGIE_LANG", "en")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    for name in ("RITREGIE_LRS_USER", "RITREGIE_LRS_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


def answer(capsys: Any, *words: object) -> dict[str, Any]:
    """The JSON of a command: one object and nothing else."""
    capsys.readouterr()
    run([*map(str, words), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert isinstance(told, dict)
    return told


def keys_of(told: dict[str, Any]) -> set[str]:
    """Its keys; those inside `competencies` once for all eight."""
    inside = {f"competencies.{key}" for entry in told.get("competencies", {}).values() for key in entry}
    return set(told) | inside


def logs(home: Path) -> list[Path]:
    """All five."""
    return sorted((home / "logs").glob("*.jsonl"))


def test_every_command_of_the_page_is_run_here(home: Path, capsys: Any) -> None:
    """What stands on the page and is not compared below would be a promise that nobody keeps."""
    compared = set(COMMANDS) | {"export xapi LOG... --lrs URL", "weigh LOG...", "erase PSEUDONYM"}
    assert compared == set(DOCUMENTED)


COMMANDS: dict[str, tuple[str, ...]] = {
    "replay LOG": ("replay", "{log}"),
    "profile LOG...": ("profile", "{log}"),
    "report LOG... --out FILE": ("report", "{log}", "--out", "{out}.html"),
    "report --group LOG... --out FILE": ("report", "--group", "{logs}", "--out", "{out}.html"),
    "export xapi LOG... --out FILE": ("export", "xapi", "{log}", "--out", "{out}.json"),
    "export csv LOG... --out FILE": ("export", "csv", "{log}", "--out", "{out}.csv"),
    "data PSEUDONYM --out FILE": ("data", PLAYERS[0], "--out", "{out}"),
    "tidy": ("tidy",),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_keys_are_those_of_the_page(command: str, home: Path, tmp_path: Path, capsys: Any) -> None:
    """Neither a key that no document lists, nor one that is promised and not there."""
    words: list[object] = []
    for word in COMMANDS[command]:
        if word == "{logs}":
            words += logs(home)
        else:
            words.append(word.replace("{log}", str(logs(home)[0])).replace("{out}", str(tmp_path / "x")))
    always, at_times = DOCUMENTED[command]
    assert keys_of(answer(capsys, *words)) == always
    if command.startswith("export csv"):
        more = keys_of(answer(capsys, *words, "--events", tmp_path / "e.csv"))
        assert more == always | at_times


def test_keys_when_it_is_no_log(home: Path, tmp_path: Path, capsys: Any) -> None:
    """The key that says why stands on the page as one that is there at times."""
    (tmp_path / "no.jsonl").write_text("no log\n", encoding="utf-8")
    told = answer(capsys, "replay", tmp_path / "no.jsonl")
    assert set(told) == {"verified", "error"}
    assert DOCUMENTED["replay LOG"][1] == {"error"}


def test_keys_of_a_delivery(home: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same whether the store takes everything or is not there."""
    monkeypatch.setattr("time.sleep", lambda _: None)
    always, _ = DOCUMENTED["export xapi LOG... --lrs URL"]
    server = Server([])
    try:
        assert keys_of(answer(capsys, "export", "xapi", logs(home)[0], "--lrs", server.url)) == always
    finally:
        server.server.shutdown()
        server.server.server_close()
    gone = answer(capsys, "export", "xapi", logs(home)[1], "--lrs", server.url)
    assert keys_of(gone) == always
    assert gone["waiting"] == gone["statements"]
    assert gone["trouble"]


def test_keys_of_weighing(home: Path, tmp_path: Path, capsys: Any) -> None:
    """Of a log that is weighed already, so that it takes no time."""
    empty = tmp_path / "weeks.jsonl"
    from tests.report.played import weeks

    FileJournal(empty).append(weeks())
    assert keys_of(answer(capsys, "weigh", empty)) == DOCUMENTED["weigh LOG..."][0]


def test_keys_of_erasing(home: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same keys when there was something, nothing, and something that is left."""
    own, player = tmp_path / "home", PLAYERS[4]
    shutil.copytree(home, own)
    monkeypatch.setenv("RITREGIE_HOME", str(own))
    always, _ = DOCUMENTED["erase PSEUDONYM"]
    mine = own / "logs" / "export.csv"
    mine.write_text(f"{player}\n", encoding="utf-8")
    first = answer(capsys, "erase", player)
    assert keys_of(first) == always
    assert (first["logs"], first["left"]) == (1, [str(mine)])
    mine.unlink()
    assert keys_of(answer(capsys, "erase", player)) == always
    told = answer(capsys, "data", player, "--out", own / "x")
    assert keys_of(told) == DOCUMENTED["data PSEUDONYM --out FILE"][0]
