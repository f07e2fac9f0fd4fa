"""`tools import`: one command from a file to a scenario that every other command plays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.cli import run as ritregie
from game.content.load import load_scenario
from tests.content.sketched import problem
from tools.importing import FORMATS, run

SOLOMON = """klein

VEHICLE
NUMBER     CAPACITY
  3         10

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0          0          0          0        200          0
    1      3          4          5          0        100         10
    2      6          8          4         50        120         10
    3      0         10          7          0        180         10
"""
LILIM = "2 10 1\n0 0 0 0 0 99 0 0 0\n1 3 4 5 2 50 3 0 2\n2 6 8 -5 0 60 1 1 0\n"
VRPLIB = (
    "NAME : klein\nTYPE : CVRP\nDIMENSION : 3\nEDGE_WEIGHT_TYPE : EUC_2D\nCAPACITY : 10\n"
    "NODE_COORD_SECTION\n1 0 0\n2 3 4\n3 6 8\nDEMAND_SECTION\n1 0\n2 5\n3 4\nDEPOT_SECTION\n1\n-1\nEOF\n"
)
TEXTS = {"vroom": json.dumps(problem()), "solomon": SOLOMON, "lilim": LILIM, "vrplib": VRPLIB}


def written(folder: Path, form: str) -> Path:
    path = folder / "bestand.txt"
    path.write_text(TEXTS[form], encoding="utf-8")
    return path


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_becomes_a_scenario(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All five files, a title in both languages, and notes that name the source."""
    out = tmp_path / "mijn dag"
    assert (
        run([str(written(tmp_path, form)), "--format", form, "--out", str(out), "--title", 'Zo\'n "dag"'])
        == 0
    )
    assert "NOTES.md" in capsys.readouterr().out
    scenario = load_scenario(out)
    assert scenario.id == "mijn-dag"
    assert scenario.text("nl", "title") == scenario.text("en", "title") == 'Zo\'n "dag"'
    assert scenario.text("nl", "intro") != scenario.text("en", "intro")
    notes = (out / "NOTES.md").read_text("utf-8")
    assert "bestand.txt" in notes and notes.count("\n- ") >= 4 and "format." not in notes and "{" not in notes


def test_what_was_imported_is_played(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Listed without a problem, solved to the shortest routes, and played by a persona to its debrief."""
    assert (
        run([str(written(tmp_path, "solomon")), "--format", "solomon", "--out", str(tmp_path / "eigen")]) == 0
    )
    monkeypatch.setenv("RITREGIE_SCENARIOS", str(tmp_path))
    capsys.readouterr()
    assert ritregie(["scenarios", "--json"]) == 0
    listed = {s["id"]: s for s in json.loads(capsys.readouterr().out)["scenarios"]}
    assert listed["eigen"]["problems"] == []
    assert listed["eigen"]["size"] == {"vehicles": 3, "orders": 3}
    assert ritregie(["solve", "eigen", "--seconds", "2", "--json"]) == 0
    solved = json.loads(capsys.readouterr().out)
    assert solved["feasible"]
    assert solved["kpi"]["cost_cent"] == 4000  # out and back to 1 and 2 on one line: 20.0; to 3: 20.0
    out = tmp_path / "gespeeld"
    assert (
        ritregie(["autoplay", "eigen", "--persona", "naive", "--seed", "1", "--out", str(out), "--json"]) == 0
    )
    assert json.loads(capsys.readouterr().out)["kpi"]["unplanned"] == []
    assert (out / "report.html").exists()


@pytest.mark.parametrize(
    ("form", "text", "more", "word"),
    [
        ("solomon", "x", [], "bestand.txt:1"),
        ("solomon", SOLOMON.replace("    1      3 ", "    1      x "), [], "bestand.txt:11"),
        ("vroom", "{", [], "bestand.txt:1"),
        ("vroom", json.dumps(problem(vehicles=[])), [], "vehicles"),
        ("vroom", json.dumps(problem()), ["--speed", "0"], "--speed"),
        ("vroom", json.dumps(problem()), ["--class", "fiets"], "fiets"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_bad_input_is_two_and_a_sentence(
    form: str, text: str, more: list[str], word: str, lang: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Exit 2, where and why on standard error, in the user's language, and no folder is left behind."""
    path = written(tmp_path, form)
    path.write_text(text, encoding="utf-8")
    assert run([str(path), "--format", form, "--out", str(tmp_path / "uit"), "--lang", lang, *more]) == 2
    told = capsys.readouterr().err
    assert word in told and "Traceback" not in told
    assert not (tmp_path / "uit").exists()


def test_no_file_and_no_room(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there, and an --out that is a file, are told as such."""
    assert run([str(tmp_path / "weg"), "--format", "vroom", "--out", str(tmp_path / "uit")]) == 2
    assert "weg" in capsys.readouterr().err
    path = written(tmp_path, "vroom")
    assert run([str(path), "--format", "vroom", "--out", str(path)]) == 2
    assert "bestand.txt" in capsys.readouterr().err
