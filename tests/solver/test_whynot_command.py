"""`ritregie whynot`: one JSON object with CONTRACT's keys, people's text, and bad input told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.cli import run
from game.content.load import load_scenario
from game.content.plan_file import plan_text
from game.solver.naive import naive_plan

KEYS = {"order", "verdict", "scope", "rule", "shortfall", "unit", "relaxation", "text"}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The naive plan of vers-noord, which leaves orders out."""
    world = load_scenario("vers-noord").system
    path = tmp_path / "plan.json"
    path.write_text(plan_text("vers-noord", naive_plan(world, world.orders)), encoding="utf-8")
    return path


def test_one_object(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A script reads the verdict, its scope, the shortfall and what would help."""
    assert run(["whynot", "vers-noord", str(plan), "--order", "O10", "--json", "--lang", "en"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == KEYS
    assert (answer["verdict"], answer["scope"], answer["rule"], answer["unit"]) == (
        "cannot", "plan", "late", "s",
    )  # fmt: skip
    assert answer["shortfall"] > 0
    assert answer["relaxation"]["amount"] == -(-answer["shortfall"] // 60)


def test_planned_and_fitting_orders_are_told_so(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who asks about an order that rides, or that would fit, gets that as an answer."""
    for order, verdict in (("O02", "planned"), ("O06", "fits")):
        assert run(["whynot", "vers-noord", str(plan), "--order", order, "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert answer["verdict"] == verdict
        assert answer["relaxation"] is None
        assert answer["text"]


def test_bad_input_is_told(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An order or vehicle that does not exist ends with 2 and says which do."""
    for options in (["--order", "O99"], ["--order", "O10", "--vehicle", "nope"]):
        assert run(["whynot", "vers-noord", str(plan), *options]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert "O01" in told.err or "V1, V2" in told.err
