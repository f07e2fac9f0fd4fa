"""The log on disk: chain, torn tails, damage, a full disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.domain.errors import Unreadable
from game.domain.events import Event
from game.record.journal import FileJournal, parse_log, read_log, resume
from game.record.lines import GENESIS, body, link, to_line
from game.record.pack import pack, unpack


def chain(count: int) -> list[Event]:
    """A small valid log."""
    events: list[Event] = []
    before = GENESIS
    for seq in range(count):
        kind = "header" if seq == 0 else "command"
        bare = Event(
            seq=seq,
            game_s=seq,
            wall_ms=seq,
            actor="game",
            kind=kind,
            data={"n": seq, "é": "ü"},
            state="s",
            link="",
        )
        before = link(before, body(bare))
        events.append(replace(bare, link=before))
    return events


def test_written_log_reads_back_equal(tmp_path: Path) -> None:
    """What was acknowledged is on disk, whole and in order."""
    events = chain(5)
    journal = FileJournal(tmp_path / "log.jsonl")
    for event in events:
        journal.append([event])
    assert read_log(tmp_path / "log.jsonl").events == tuple(events)


def test_cut_at_every_byte_costs_at_most_the_last_line(tmp_path: Path) -> None:
    """A pulled plug at any byte loses only the unfinished line."""
    events = chain(4)
    data = "".join(map(to_line, events)).encode()
    header = len(to_line(events[0]).encode())
    for cut in range(header, len(data)):
        found = parse_log(data[:cut], "log")
        whole = data[:cut].count(b"\n")
        assert found.events == tuple(events[:whole])
        assert not found.damage


def test_every_flipped_bit_is_reported() -> None:
    """Any damage inside a finished line is noticed, never skipped."""
    events = chain(3)
    data = "".join(map(to_line, events)).encode()
    for i in range(len(data)):
        for bit in (0, 3, 6):
            broken = bytearray(data)
            broken[i] ^= 1 << bit
            try:
                found = parse_log(bytes(broken), "log")
            except Unreadable:
                continue
            assert found.damage or found.torn_bytes or found.events == tuple(events[: len(found.events)])
            assert found.events != tuple(events) or found.damage or bytes(broken) == data


def test_resume_cuts_the_torn_tail_and_goes_on(tmp_path: Path) -> None:
    """After a crash the next command continues where the safe part ends."""
    events = chain(4)
    path = tmp_path / "log.jsonl"
    path.write_bytes("".join(map(to_line, events[:3])).encode() + b'{"seq": 3, "t"')
    found, journal = resume(path)
    assert found.torn_bytes > 0
    journal.append([events[3]])
    assert read_log(path).events == tuple(events)


def test_full_disk_keeps_playing_and_saves_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that refuses loses nothing: lines wait, trouble is told, the next write brings all."""
    events = chain(3)
    journal = FileJournal(tmp_path / "log.jsonl")
    journal.append(events[:1])
    with monkeypatch.context() as patch:

        def refuse(_: int) -> None:
            raise OSError(28, "No space left on device")

        patch.setattr("game.record.journal.os.fsync", refuse)
        journal.append(events[1:2])
        assert journal.trouble
    journal.append(events[2:])
    assert not journal.trouble
    assert read_log(tmp_path / "log.jsonl").events == tuple(events)


def test_no_log_is_said_so(tmp_path: Path) -> None:
    """A file that is something else gets a clear error, not a traceback."""
    path = tmp_path / "holiday.txt"
    path.write_text("hello\n")
    with pytest.raises(Unreadable, match=r"log\.no_log"):
        read_log(path)
    with pytest.raises(Unreadable, match=r"log\.cannot_open"):
        read_log(tmp_path / "absent.jsonl")


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.text(min_size=1, max_size=20), st.text(max_size=200), max_size=5))
def test_pack_round_trips(files: dict[str, str]) -> None:
    """Scenario files come back from a log to the byte."""
    data = {name: text.encode() for name, text in files.items() if _utf8(name) and _utf8(text)}
    assert unpack(pack(data)) == data


def _utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
