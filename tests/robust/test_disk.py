"""Every operation on the disk fails once, each so often, or from then on: no acknowledged act is lost."""

from __future__ import annotations

import errno
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.content.language import language
from game.domain.errors import Unreadable
from game.domain.events import Event
from game.record.journal import FileJournal, read_log, resume
from game.record.settings import save_json
from tests.robust.disk import Disk, Fails
from tools.golden import golden

LONG = os.environ.get("RITREGIE_LONG") == "1"
ROOT = Path(__file__).resolve().parents[2]
BATCH = 1 if LONG else 4
"""Lines per act: the short form writes a game in fewer acts."""


def once(nr: int) -> Fails:
    """Operation `nr` fails."""
    return lambda count: count == nr


def ever_since(nr: int) -> Fails:
    """The disk is full from operation `nr` on."""
    return lambda count: count >= nr


def every(nr: int) -> Fails:
    """Each `nr`-th operation fails."""
    return lambda count: count % nr == 0


@pytest.fixture(scope="module")
def events() -> tuple[Event, ...]:
    """The lines of a whole game."""
    return read_log(golden("hand")).events


def acts(events: tuple[Event, ...]) -> Iterator[tuple[Event, ...]]:
    """The lines as they are given to the journal."""
    return (events[i : i + BATCH] for i in range(0, len(events), BATCH))


def written(folder: Path, fails: Fails, events: tuple[Event, ...]) -> tuple[FileJournal, int, int]:
    """A game on such a disk: its journal, how many lines were acknowledged, how many operations it took."""
    disk, acknowledged, given = Disk(fails), 0, 0
    journal = FileJournal(folder / "logs" / "log.jsonl")
    with pytest.MonkeyPatch.context() as patch:
        disk.under(patch)
        for act in acts(events):
            journal.append(act)
            given += len(act)
            acknowledged = acknowledged if journal.trouble else given
            assert not journal.trouble or journal.trouble == os.strerror(errno.ENOSPC)
    return journal, acknowledged, disk.count


def on_disk(path: Path) -> tuple[Event, ...]:
    """What somebody finds who starts the game again; the file is never damaged before its last line."""
    try:
        found = read_log(path)
    except Unreadable:
        return ()
    assert not found.damage
    return found.events


@pytest.mark.parametrize("mode", [once, ever_since, every])
def test_every_operation_fails(mode: object, events: tuple[Event, ...], tmp_path: Path) -> None:
    """One operation after another, until none is left: acknowledged lines are there, and when the disk takes
    them again, all are."""
    assert callable(mode)
    for nr in itertools.count(1):
        folder = tmp_path / str(nr)
        journal, acknowledged, count = written(folder, mode(nr), events)
        found = on_disk(journal.path)
        assert found == events[: len(found)]
        assert len(found) >= acknowledged
        journal.append(())
        assert not journal.trouble
        assert on_disk(journal.path) == events
        if nr > count:
            break
    assert nr > 7 * len(list(acts(events)))


def test_an_emptied_folder_gets_the_whole_log(events: tuple[Event, ...], tmp_path: Path) -> None:
    """A stick that was swapped or wiped: the next act writes everything again, not a hole."""
    journal = FileJournal(tmp_path / "log.jsonl")
    journal.append(events[:5])
    journal.path.unlink()
    journal.append(events[5:9])
    assert on_disk(journal.path) == events[:9]
    journal.path.write_bytes(b"short")
    journal.append(events[9:])
    assert on_disk(journal.path) == events


def test_a_long_torn_tail_is_cut_off(events: tuple[Event, ...], tmp_path: Path) -> None:
    """Half of a long line behind the safe part leaves nothing behind a short next one."""
    path = tmp_path / "log.jsonl"
    FileJournal(path).append(events[:5])
    with path.open("ab") as file:
        file.write(b'{"data":' + b"x" * 5000)
    found, journal = resume(path)
    assert found.torn_bytes
    journal.append(events[5:6])
    assert on_disk(path) == events[:6]


@pytest.mark.parametrize("mode", [once, ever_since, every])
def test_small_files_are_old_or_new(mode: object, tmp_path: Path) -> None:
    """Settings, players and lessons: a disk that refuses leaves the whole old file, and says so."""
    assert callable(mode)
    path = tmp_path / "x" / "settings.json"
    assert save_json(path, {"n": 0})
    for nr in itertools.count(1):
        before = json.loads(path.read_text())["n"]
        disk = Disk(mode(nr))
        with pytest.MonkeyPatch.context() as patch:
            disk.under(patch)
            said = save_json(path, {"n": nr, "text": "x" * 200})
        now = json.loads(path.read_text())["n"]
        assert now in (before, nr)
        assert now == nr or not said
        if nr > disk.count:
            break


FILLED = """
import resource, sys
from pathlib import Path
from game.content.load import load_scenario
from game.domain import commands as c
from game.record.journal import FileJournal
from game.replay import start
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
journal = FileJournal(Path(sys.argv[1]) / "log.jsonl")
session = start(load_scenario("eerste-rit"), seed=1, journal=journal)
safe = 0
session.do(c.Begin())
for number in range(40):
    assert session.do(c.Keep(text=f"Plan {number}")).ok
    safe = safe if journal.trouble else len(session.events)
print(safe, len(session.events), session.state_hash(), journal.trouble)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
journal.rescue(Path(sys.argv[1]) / "elsewhere.jsonl")
"""


@pytest.mark.skipif(os.name == "nt", reason="a limit of the system on the size of files")
@pytest.mark.parametrize("limit", [30_000, 44_321])
def test_a_real_disk_that_is_full(limit: int, tmp_path: Path) -> None:
    """The system itself refuses: play goes on, it is told, what was safe is on disk, and export gives all."""
    said = subprocess.run(
        [sys.executable, "-c", FILLED, str(tmp_path), str(limit)], cwd=ROOT, capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip
    safe, given, _state, *trouble = said.stdout.split()
    assert trouble
    assert len(on_disk(tmp_path / "log.jsonl")) >= int(safe) < int(given)
    assert len(on_disk(tmp_path / "elsewhere.jsonl")) == int(given)


def test_damage_is_told_in_the_players_language(tmp_path: Path) -> None:
    """Opening a damaged log names file and line in Dutch and English, with no hole in the sentence."""
    lines = golden("hand").read_bytes().splitlines(keepends=True)
    spaced = lines[3].replace(b":", b": ")
    for broken in ([b"{}\n"], [b"\xff\n"], [spaced], []):
        path = tmp_path / "log.jsonl"
        path.write_bytes(b"".join([*lines[:3], *broken, *lines[4:]]))
        with pytest.raises(Unreadable) as told:
            resume(path)
        dutch, english = (
            language(code).t(f"error.{told.value.key}", **told.value.values) for code in ("nl", "en")
        )
        assert dutch.startswith("Regel 4 ")
        assert "4" in english
        assert dutch != english
        assert not set("{}") & set(dutch + english)


def test_a_refusing_disk_is_told_in_the_players_language() -> None:
    """Play goes on, and the sentence says what to do; the reason is the system's own word."""
    dutch, english = (language(code).t("log.trouble", why="vol") for code in ("nl", "en"))
    assert dutch != english
    assert "vol" in dutch
    assert "log.trouble" not in dutch + english
