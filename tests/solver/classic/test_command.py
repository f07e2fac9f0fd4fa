"""`ritregie solve FILE --format`: what scripts rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.bench.instances import by_windows
from game.cli import run
from game.content.formats import read_instance
from game.domain.instance import Convention, Instance
from game.rules.classic import Yardstick


def as_file(instance: Instance) -> str:
    """In Solomon's form."""
    rows = [
        f"{c.number} {c.x:g} {c.y:g} {c.demand} {c.ready} {c.due} {c.service}"
        for c in (instance.depot, *instance.customers)
    ]
    head = [instance.name, "", "VEHICLE", "NUMBER CAPACITY", f"{instance.vehicles} {instance.capacity}", ""]
    return "\n".join([*head, "CUSTOMER", "CUST NO. XCOORD. YCOORD. DEMAND READY DUE SERVICE", "", *rows])


@pytest.fixture(scope="module")
def problem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with twenty customers."""
    path = tmp_path_factory.mktemp("classic") / "made.txt"
    path.write_text(as_file(by_windows(1, 20)), encoding="utf-8")
    return path


def test_the_answer_is_what_the_routes_are_worth(problem: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The printed distance is that of the printed routes by the convention, in the file's own numbers."""
    code = run(["solve", str(problem), "--format", "solomon", "--seconds", "1", "--workers", "1", "--json"])
    answer = json.loads(capsys.readouterr().out)
    instance = read_instance(problem.read_bytes(), problem.name, "solomon")
    place = {c.number: n for n, c in enumerate(instance.places)}
    routes = [[place[c] for c in route] for route in answer["routes"]]
    verdict = Yardstick(instance, Convention.DIMACS).judge(routes)
    assert code == 0 and answer["feasible"] and not verdict.faults
    assert (answer["distance"], answer["vehicles"]) == (verdict.distance, len(routes))
    assert answer["seconds"] < 11


def test_another_convention_is_another_distance(problem: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rounded distances are whole numbers."""
    run(["solve", str(problem), "--format", "solomon", "--convention", "rounded", "--seconds", "0.5",
         "--workers", "1", "--json"])  # fmt: skip
    answer = json.loads(capsys.readouterr().out)
    assert answer["convention"] == "rounded" and answer["distance"] == int(answer["distance"])


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--format", "cplex"], "cplex"),
        (["--format", "solomon", "--convention", "miles"], "miles"),
        (["--format", "solomon", "--workers", "-1"], "-1"),
        (["--format", "lilim"], "Li"),
    ],
)
def test_bad_input_is_told_and_ends_with_2(
    problem: Path, options: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unknown form, convention or number of processes is named on standard error, without a traceback."""
    code = run(["solve", str(problem), *options, "--seconds", "1"])
    told = capsys.readouterr().err
    assert code == 2 and word in told and "Traceback" not in told


def test_what_cannot_be_done_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Too few vehicles for everybody give no routes: feasible is false, the exit code 1."""
    base = by_windows(1, 5)
    most = max(c.demand for c in base.customers)
    path = tmp_path / "few.txt"
    few = as_file(base).replace(f"{base.vehicles} {base.capacity}", f"1 {most}")
    path.write_text(few, encoding="utf-8")
    code = run(["solve", str(path), "--format", "solomon", "--seconds", "0.5", "--workers", "1", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert code == 1 and answer["feasible"] is False and answer["routes"] == []
