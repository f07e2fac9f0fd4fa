"""A player's notes on the own profile: kept, changed, taken away, and never anybody else's."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.record.notes import LONGEST, Notes, notes_file, read_notes

ME = "p-0123abcd"


def test_a_note_comes_back(tmp_path: Path) -> None:
    """What was written stands there after a restart, until it is emptied; then nothing is left of it."""
    file = notes_file(tmp_path, ME)
    assert Notes(file, ME).put("K1", "  Ik kende de klant nog niet.\nVandaar. ", "2026-11-28T10:00:00+01:00")
    again = Notes(file, ME)
    assert (note := again.of("K1")) is not None
    assert note.text == "Ik kende de klant nog niet.\nVandaar."
    assert read_notes(tmp_path, ME) == again.all()
    assert again.put("K1", "  ", "later")
    assert not file.exists()
    assert Notes(file, ME).all() == {}


def test_nobody_reads_anothers(tmp_path: Path) -> None:
    """A file of another player at one's own place is nobody's."""
    Notes(notes_file(tmp_path, ME), ME).put("K1", "mine", "now")
    notes_file(tmp_path, ME).rename(notes_file(tmp_path, "p-other").with_suffix(".json"))
    assert read_notes(tmp_path, "p-other") == {}


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    """The player hears that it was not kept, and the note before it stands."""
    (tmp_path / "notes").write_bytes(b"no folder")
    notes = Notes(notes_file(tmp_path, ME), ME)
    assert not notes.put("K1", "text", "now")
    assert notes.of("K1") is None


def test_without_a_file_it_lasts_as_long_as_the_program() -> None:
    """A demo keeps nothing on disk."""
    notes = Notes(None, ME)
    assert notes.put("K1", "x" * 5000, "now")
    assert (note := notes.of("K1")) is not None
    assert len(note.text) == LONGEST


@pytest.mark.parametrize("data", [b"", b"[]", b'{"format": "ritregie-notes/1"}', b"{" * 5000, b"\xff"])
def test_a_damaged_file_is_empty(tmp_path: Path, data: bytes) -> None:
    """Whatever stands there, the profile opens."""
    file = notes_file(tmp_path, ME)
    file.parent.mkdir()
    file.write_bytes(data)
    assert Notes(file, ME).all() == {}


@given(st.dictionaries(st.text(min_size=1), st.text(min_size=1).filter(str.strip), max_size=5))
def test_all_texts_survive(tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str]) -> None:
    """Any writing, in any script, comes back as it was."""
    home = tmp_path_factory.mktemp("notes")
    notes = Notes(notes_file(home, ME), ME)
    texts = {s: t for s, t in texts.items() if t.isascii() or t.encode("utf-8", "ignore").decode() == t}
    for subject, text in texts.items():
        notes.put(subject, text, "now")
    assert {s: n.text for s, n in read_notes(home, ME).items()} == {s: t.strip() for s, t in texts.items()}
