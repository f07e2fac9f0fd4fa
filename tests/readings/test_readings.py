"""What a log says of its player: read from real logs, told when it does not hold, kept by its bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from game.domain.errors import Unreadable
from game.lookback.marks import marks_of
from game.readings.book import Book, digest
from game.readings.client import ReadingsClient
from game.readings.reading import REASONS, Reading, from_data, read, to_data
from game.readings.whole import counting, whole
from game.readings.worker import grown
from game.record.journal import FileJournal, read_log
from tests.report.played import by_hand

ME = "p-0123abcd"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A played day on disk."""
    path = tmp_path_factory.mktemp("logs") / "20261128-100000-day-aaaaaa.jsonl"
    by_hand(ME, FileJournal(path))
    return path


@pytest.fixture(scope="module")
def reading(log: Path) -> Reading:
    """What it says."""
    return read(log)


def other(reading: Reading, name: str, **changes: object) -> Reading:
    """A reading of another day."""
    return replace(reading, log=name, **changes)  # type: ignore[arg-type]


def test_a_log_that_replays_gives_evidence_and_places(reading: Reading, log: Path) -> None:
    """Evidence rests on events of the log; where a replay stops there is a clock or the planning."""
    assert (reading.log, reading.verified, reading.why) == (log.stem, True, "")
    assert reading.evidence
    assert reading.stops
    rests = {n for e in reading.evidence for n in e.events}
    assert set(reading.stops) <= rests
    assert all(s.at_s >= 0 and s.seq <= event for event, s in reading.stops.items())
    assert {s.seq for s in reading.stops.values()} <= {m.seq for m in marks_of(read_log(log).events)}
    assert any(s.seq == event for event, s in reading.stops.items())


def test_a_reading_travels_as_json(reading: Reading) -> None:
    """From the process beside the game and from disk comes exactly what was read."""
    assert from_data(json.loads(json.dumps(to_data(reading)))) == reading


@pytest.mark.parametrize("part", [{}, {"verified": 3}, {"why": "because"}, {"stops": [[1]]}])
def test_what_is_no_reading_is_refused(reading: Reading, part: dict[str, object]) -> None:
    """A kept file that was changed by hand gives no reading of its own making, or is read again."""
    with pytest.raises(Unreadable):
        from_data({**to_data(reading), **part} if part else {})


def test_damage_is_told_and_counts_for_nothing(log: Path, tmp_path: Path, reading: Reading) -> None:
    """A changed byte: the day stands in the list with its reason, and no bar rests on it."""
    bad = tmp_path / log.name
    data = bytearray(log.read_bytes())
    data[len(data) // 2] ^= 1
    bad.write_bytes(data)
    found = read(bad)
    assert (found.verified, found.why, found.evidence) == (False, "damaged", ())
    made = whole([other(reading, "good"), other(found, "bad")])
    assert (made["sessions"]["good"]["counts"], made["sessions"]["bad"]["counts"]) == (True, False)
    assert made["sessions"]["bad"]["why"] in REASONS[1:]


def test_one_bad_log_takes_no_levels_away(reading: Reading) -> None:
    """Only what replays counts; alone, what does not replay shows bars and no level."""
    good = [other(reading, f"good{i}") for i in range(8)]
    bad = other(reading, "bad", verified=False, why="differs")
    assert counting([*good, bad]) == good
    levels = [c["level"] for c in whole(good)["competencies"].values()]
    assert any(levels)
    assert [c["level"] for c in whole([*good, bad])["competencies"].values()] == levels
    alone = whole([bad] * 8)["competencies"].values()
    assert any(c["evidence"] for c in alone)
    assert not any(c["level"] for c in alone)


def test_both_views_are_there(reading: Reading) -> None:
    """Coaching borrows between competencies, the other view does not: without evidence it stays at 0."""
    made = whole([reading])
    assert made["competencies"] == made["views"]["correlated"]["competencies"]
    alone = made["views"]["independent"]
    silent = [n for n, c in alone["competencies"].items() if not c["evidence"]]
    assert silent
    assert all(alone["competencies"][n]["mean"] == 0 for n in silent)
    assert all(len(g["points"]) == 1 for g in alone["growth"].values())


def test_a_log_is_read_once(log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time nothing is replayed, and the profile is the same; a changed log is read again."""
    file = tmp_path / "readings" / "me.json"
    *_, first = grown([log], Book(file, ME))
    read_again: list[Path] = []
    monkeypatch.setattr("game.readings.worker.read", lambda path: read_again.append(path) or read(path))
    assert list(grown([log], Book(file, ME))) == [first]
    assert not read_again
    assert ME in json.loads(file.read_text(encoding="utf-8"))["player"]
    copy = tmp_path / log.name
    copy.write_bytes(log.read_bytes() + b"\n")
    *_, _last = grown([copy], Book(file, ME))
    assert read_again == [copy]


def test_a_kept_file_is_only_what_it_says(log: Path, tmp_path: Path, reading: Reading) -> None:
    """Of another player, of other code, damaged: then it is as if there were none."""
    file = tmp_path / "me.json"
    book, key = Book(file, ME), digest(log)
    book.put(key, reading)
    book.keep([key])
    assert Book(file, ME).get(key, log.stem) == reading
    assert Book(file, ME).get(key, "another") is None
    assert Book(file, "p-other").get(key, log.stem) is None
    raw = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**raw, "stamp": "older"}), encoding="utf-8")
    assert Book(file, ME).get(key, log.stem) is None
    file.write_bytes(b"{")
    assert Book(file, ME).get(key, log.stem) is None


def test_logs_that_are_gone_are_forgotten(log: Path, tmp_path: Path, reading: Reading) -> None:
    """What was read of a deleted log does not stay behind."""
    file = tmp_path / "me.json"
    book = Book(file, ME)
    book.put("gone", reading)
    book.keep(["gone"])
    list(grown([], Book(file, ME)))
    assert json.loads(file.read_text(encoding="utf-8"))["logs"] == {}


def test_the_process_beside_the_game_says_the_same(log: Path, tmp_path: Path) -> None:
    """The real worker: a profile that ends with nothing waiting, and junk among the logs does no harm."""
    junk = tmp_path / "junk.jsonl"
    junk.write_bytes(b"\xff\xfe{]\n")
    seen: list[dict[str, object]] = []
    logs = [junk, log, tmp_path / "gone.jsonl"]
    why = ReadingsClient().run(logs, None, ME, lambda m: seen.append(m) or True)
    assert why == ""
    assert seen[-1]["waiting"] == 0
    *_, here = grown([log], Book(None))
    assert seen[-1]["competencies"] == json.loads(json.dumps(here))["competencies"]


def test_who_wants_no_more_ends_it(log: Path) -> None:
    """Another player, or the end of the program: the worker is gone at once."""
    client = ReadingsClient()
    assert client.run([log], None, ME, lambda _m: False) == ""
    assert client._process is None
