"""`ritregie front`: CONTRACT's keys for scripts, a table for people, and a file that fits the scenario."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.cli import run
from game.cli.front import front_lines
from game.content.front_file import front_state, front_text
from game.content.language import language
from game.content.limits import FRONT, read_files
from game.content.load import SHIPPED, load_scenario
from game.content.plan_file import read_plan
from game.domain.front import Front, FrontPoint
from game.domain.plan import Plan
from game.rules.evaluate import evaluate


def point(cost: int, g: int, hard: int = 0) -> FrontPoint:
    """A point without a plan."""
    return FrontPoint(cost_cent=cost, co2e_g=g, hard=hard, plan=Plan())


def test_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Points with plans that the referee judges the same; the file that it writes is a fresh front.json."""
    path = tmp_path / FRONT
    assert run(["front", "eerste-rit", "--seconds", "1", "--json", "--out", str(path)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"points", "seconds", "versions", "seed", "workers"}
    assert answer["points"]
    day = load_scenario("eerste-rit")
    for p in answer["points"]:
        plan = read_plan(json.dumps(p["plan"]).encode(), day.system)
        kpi = evaluate(day.system, plan).kpi
        assert (p["cost_cent"], p["co2e_g"]) == (kpi.cost_cent, kpi.co2e_g)
    files = {**read_files(SHIPPED / "eerste-rit"), FRONT: path.read_bytes()}
    assert front_state(files, day.system, day.planning_hash) == "fresh"


def test_the_table_prices_a_kilogram() -> None:
    """1,500 cent for 3,000 g less is 5 euro a kilogram; the knee is marked, and a broken rule told."""
    points = (point(10_000, 9_000, 2), point(11_500, 6_000, 2), point(30_000, 5_000, 2))
    for code, word, knee in (("nl", "€ 5,00", "knikpunt"), ("en", "€5.00", "knee")):
        lines = front_lines(points, language(code))
        second = lines[2].replace("\N{NO-BREAK SPACE}", " ")
        assert word in second
        assert second.endswith(knee)
        assert "2" in lines[-1]


def test_bad_input_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """No such day, or no time at all: exit 2 and a sentence."""
    assert run(["front", "nowhere"]) == 2
    assert run(["front", "eerste-rit", "--seconds", "0"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "nowhere" in told.err


def test_a_stored_front_is_written_and_read_the_same() -> None:
    """What is computed comes back equal from its file."""
    day = load_scenario("eerste-rit")
    assert day.reference is not None
    kpi = evaluate(day.system, day.reference.plan).kpi
    made = Front(
        points=(FrontPoint(cost_cent=kpi.cost_cent, co2e_g=kpi.co2e_g, plan=day.reference.plan),),
        seed=3, seconds=7, rules_version=day.reference.rules_version, content_hash=day.planning_hash,
    )  # fmt: skip
    files = {**day.files, FRONT: front_text(day.id, made).encode("utf-8")}
    assert front_state(files, day.system, day.planning_hash) == "fresh"
