"""`tools validate`: what authors read."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.content.limits import read_files
from game.content.load import SHIPPED
from tools.validate import run, validate


def write(folder: Path, **changes: bytes) -> str:
    files = {**read_files(SHIPPED / "eerste-rit"), **changes}
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return str(folder)


def test_the_shipped_scenarios_are_right() -> None:
    """What ships has no fault, no missing English sentence and no stale reference."""
    assert run([]) == 0


def test_a_fault_is_shown_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """File, line and cell stand before the sentence, in both languages; the exit code says no."""
    orders = read_files(SHIPPED / "eerste-rit")["orders.csv"].replace(b",2500,", b",1.200 kg,")
    path = write(tmp_path, **{"orders.csv": orders})
    for lang in ("nl", "en"):
        assert validate([path], lang) == 1
        out = capsys.readouterr().out
        assert "orders.csv:3 (kg (E3)): " in out
        assert "1200" in out


def test_a_stale_reference_and_missing_english_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Loading forgives these two; shipping does not."""
    path = write(tmp_path, **{"text/en.toml": b'title = "x"', "reference.json": b"{}"})
    assert validate([path], "nl") == 1
    out = capsys.readouterr().out
    assert "text/en.toml (intro)" in out
    assert "reference.json" in out


def test_a_remark_is_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A scenario on the night of the clock change is right, and its author is told."""
    toml = read_files(SHIPPED / "eerste-rit")["scenario.toml"].replace(b"2026-11-24", b"2026-10-25")
    path = write(tmp_path, **{"scenario.toml": toml})
    for made in ("reference.json", "front.json"):
        (tmp_path / made).unlink(missing_ok=True)
    assert validate([path], "en") == 0
    assert "scenario.toml (date): " in capsys.readouterr().out


def test_no_such_path(tmp_path: Path) -> None:
    """A path that does not exist is a fault, not a crash."""
    assert validate([str(tmp_path / "none")], "en") == 1
