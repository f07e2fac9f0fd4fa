"""`tools fronts`: fronts are stored beside their day, never twice, and a stale or wrong one is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.content.front_file import front_text
from game.content.limits import FRONT, REFERENCE, read_files
from game.content.load import SHIPPED, load_scenario
from game.content.plan_file import plan_dict
from game.domain.errors import GameError
from game.domain.front import Front, FrontPoint
from game.rules.evaluate import evaluate
from game.solver.naive import naive_plan
from tools.fronts import _check, run
from tools.reference import run as run_reference
from tools.validate import validate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the smallest day, without a front."""
    for name, data in read_files(SHIPPED / "eerste-rit").items():
        path = tmp_path / "eigen" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name != FRONT:
            path.write_bytes(data)
    return tmp_path / "eigen"


def stored(folder: Path, *, cost_more: int = 0, points: int = 1) -> str:
    """A front.json that holds the reference, its figures changed; more points are the same plan."""
    day = load_scenario(str(folder))
    assert day.reference is not None
    kpi = evaluate(day.system, day.reference.plan).kpi
    made = tuple(
        FrontPoint(cost_cent=kpi.cost_cent + cost_more, co2e_g=kpi.co2e_g, plan=day.reference.plan)
        for _ in range(points)
    )
    front = Front(
        points=made, seed=1, seconds=60, rules_version=day.reference.rules_version,
        content_hash=day.planning_hash,
    )  # fmt: skip
    return front_text(day.id, front)


def test_stored_and_skipped(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A first run writes front.json; a second finds it fresh; a run that wants more time does not."""
    assert run([str(folder), "--solution-limit", "1", "--seconds", "0"]) == 0
    front = load_scenario(str(folder)).front
    assert front is not None
    assert (front.seed, front.points[0].hard) == (1, 0)
    before = (folder / FRONT).read_bytes()
    assert run([str(folder), "--seconds", "0"]) == 0
    assert "fresh" in capsys.readouterr().out
    assert (folder / FRONT).read_bytes() == before
    assert validate([str(folder)], "en") == 0


def test_a_reference_through_the_same_batch(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A reference is stored too, and one that is proven is never computed again."""
    (folder / REFERENCE).unlink()
    assert run_reference([str(folder), "--seconds", "1"]) == 0
    kept = load_scenario(str(folder)).reference
    assert kept is not None
    assert "below naive" in capsys.readouterr().out


def test_only_the_bound_is_renewed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--bound` adds what no legal plan is below, and leaves the plan and everything else as stored."""
    file = folder / REFERENCE
    was = json.loads(file.read_text(encoding="utf-8"))
    without = {key: value for key, value in was.items() if key != "bound_cent"}
    file.write_text(json.dumps(without), encoding="utf-8")
    assert run_reference([str(folder), "--bound", "--seconds", "20"]) == 0
    now = json.loads(file.read_text(encoding="utf-8"))
    day = load_scenario(str(folder))
    assert day.reference is not None
    cost = evaluate(day.system, day.reference.plan).kpi.cost_cent
    assert cost - 1 <= now.pop("bound_cent") <= cost
    assert now == without
    assert run_reference([str(folder), "--bound"]) == 0
    assert "fresh" in capsys.readouterr().out.splitlines()[-1]
    file.unlink()
    assert run_reference([str(folder), "--bound", "--force"]) == 1


def test_bad_input_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No such day, a broken file, no cluster there: exit 2 and a sentence, before anything is computed."""
    assert run(["nowhere"]) == 2
    assert run([str(folder), "--cluster", "what:is:this"]) == 2
    (folder / "orders.csv").write_text("id\n", encoding="utf-8")
    assert run([str(folder)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "nowhere" in told.err
    assert "what:is:this" in told.err
    assert "orders.csv" in told.err


def test_validate_refuses_a_stale_front(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Made for another day to plan: loading does without it, shipping does not. Notes change no plan."""
    (folder / FRONT).write_text(stored(folder), encoding="utf-8")
    (folder / "NOTES.md").write_text("changed", encoding="utf-8")
    assert validate([str(folder)], "en") == 0
    day = folder / "scenario.toml"
    written = day.read_text(encoding="utf-8")
    day.write_text(written.replace("driver_eur_h = 40", "driver_eur_h = 41"), encoding="utf-8")
    (folder / REFERENCE).unlink()
    assert load_scenario(str(folder)).front is None
    assert validate([str(folder)], "en") == 1
    assert "front.json: " in capsys.readouterr().out


def test_validate_refuses_a_damaged_or_dominated_front(folder: Path) -> None:
    """No file that the game would silently leave aside is shipped."""
    for text in ("{", stored(folder, points=2)):
        (folder / FRONT).write_text(text, encoding="utf-8")
        assert validate([str(folder)], "nl") == 1


def test_figures_that_are_not_the_referees_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither shipped by hand nor stored from a machine with other rules."""
    text = stored(folder, cost_more=-1)
    (folder / FRONT).write_text(text, encoding="utf-8")
    assert validate([str(folder)], "en") == 1
    shown = json.loads(stored(folder))["points"][0]["cost_cent"]
    assert str(shown) in capsys.readouterr().out
    with pytest.raises(GameError):
        _check(load_scenario(str(folder)), text)
    _check(load_scenario(str(folder)), stored(folder))


def test_a_front_behind_its_reference_is_refused_and_computed_again(folder: Path) -> None:
    """When a better reference is found, the front that does not know it is neither shipped nor left."""
    day = load_scenario(str(folder))
    plan = naive_plan(day.system, day.system.orders)
    kpi = evaluate(day.system, plan).kpi
    (folder / FRONT).write_text(stored(folder), encoding="utf-8")
    assert validate([str(folder)], "en") == 0
    behind = json.loads(stored(folder))
    point = {"cost_cent": kpi.cost_cent, "co2e_g": kpi.co2e_g, "plan": plan_dict(day.id, plan)}
    (folder / FRONT).write_text(json.dumps(behind | {"points": [point]}), encoding="utf-8")
    assert load_scenario(str(folder)).front is not None
    assert validate([str(folder)], "en") == 1
    assert run([str(folder), "--solution-limit", "1"]) == 0
    assert validate([str(folder)], "en") == 0
