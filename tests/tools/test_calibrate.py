"""`tools calibrate`: a set from simulated players and from real logs, frozen under its version."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.assess import sets
from game.assess.settings import settings, settings_from
from game.autoplay import play
from game.content.load import load_scenario
from game.domain import chance
from game.domain.plan import Plan
from game.record.journal import FileJournal
from game.session import Session
from tools import calibrate

FEW = ["--players", "25", "--sessions", "3"]


def reference(session: Session) -> Plan:
    """The stored plan in the place of the solver."""
    assert session.scenario.reference is not None
    return session.scenario.reference.plan


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two days of `careful` and one of `follower`, played through the real session."""
    folder = tmp_path_factory.mktemp("logs")
    made: list[Path] = []
    for number, (persona, scenario) in enumerate(
        (("careful", "eerste-rit"), ("follower", "eerste-rit"), ("careful", "eerste-rit"))
    ):
        path = folder / f"{number}.jsonl"
        play(load_scenario(scenario), persona, seed=1, planner=reference, journal=FileJournal(path))
        made.append(path)
    return made


def test_logs_become_answers_by_player_and_session(logs: list[Path]) -> None:
    """Each log is the next session of its player; the evidence is that of the indicators."""
    rows = calibrate._logs(logs, settings()).rows
    assert {(player, session) for player, session, _, _ in rows} == {
        ("persona-careful/1", 0), ("persona-careful/1", 1), ("persona-follower/1", 0),
    }  # fmt: skip
    assert {name for _, _, name, _ in rows} <= set(settings().items)
    assert all(0 <= category <= 3 for *_, category in rows)
    first = sorted(row[2:] for row in rows if row[:2] == ("persona-careful/1", 0))
    assert first == sorted(row[2:] for row in rows if row[:2] == ("persona-careful/1", 1)) and first


def test_a_log_that_does_not_replay_is_refused(logs: list[Path], tmp_path: Path) -> None:
    """Nothing is calibrated on a damaged log."""
    lines = logs[0].read_text(encoding="utf-8").splitlines()
    event = json.loads(lines[4])
    event["t"] = 1
    broken = tmp_path / "broken.jsonl"
    broken.write_text("\n".join([*lines[:4], json.dumps(event), *lines[5:]]) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="does not replay"):
        calibrate._logs([broken], settings())


def test_too_few_answers_make_no_set(logs: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    """Three sessions calibrate nothing, and the tool says what is missing."""
    assert calibrate.run(["logs-x", *map(str, logs), "--dry"]) == 1
    assert "more players" in capsys.readouterr().out


def test_a_simulated_set_is_a_set_and_says_that_it_is_simulated() -> None:
    """The file can be read, names version, source, date and numbers, and calibrates what has answers."""
    options = calibrate._options(["sim-x", *FEW])
    draw = chance.stream(1, "test")
    found = calibrate._simulated(options, settings(), draw)
    rare = next(iter(settings().items))
    thin = [row for row in found.rows if row[2] != rare]
    raw = calibrate.new_set(
        "sim-x", calibrate.Answered(rows=tuple(thin), quality="simulated", source="s"), settings(), draw
    )
    made = settings_from(raw)
    assert made.version == "sim-x" and made.quality == "simulated" and "simulated" in made.label["en"]
    assert raw["players"] == 25 and raw["sessions"] == 75 and raw["answers"] == len(thin) and raw["date"]
    assert made.items[rare] == settings().items[rare] and "answers" not in raw["indicator"][rare]
    others = [name for name in made.items if name != rare]
    assert all(raw["indicator"][name]["answers"] >= calibrate.LEAST for name in others)
    assert any(made.items[name].a != settings().items[name].a for name in others)
    assert all(1 <= factor < 2 for factors in made.widen.values() for factor in factors)


def test_a_frozen_version_is_not_made_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second set under a version is refused, and the first stays as it was."""
    monkeypatch.setattr(calibrate, "freeze", lambda raw: sets.freeze(raw, tmp_path))
    monkeypatch.setattr(calibrate, "ROUNDS", 1)
    assert calibrate.run(["sim-x", *FEW]) == 0
    before = (tmp_path / "sim-x.toml").read_bytes()
    assert calibrate.run(["sim-x", *FEW, "--seed", "2"]) == 1
    assert "frozen" in capsys.readouterr().out
    assert (tmp_path / "sim-x.toml").read_bytes() == before
