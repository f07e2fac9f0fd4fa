"""A plan's figures and a whole day do not depend on hash seed, time zone or locale of the machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ELSEWHERE = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/Los_Angeles", "LC_ALL": "nl_NL.UTF-8"},
)
ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "game" / "scenarios"
ROUGH_DAYS = (187, 27)
"""Numbers of `tests.robust.random_days`: together they meet every kind that is asked for below."""
WITH_REFERENCE = sorted(p.parent.name for p in SCENARIOS.glob("*/reference.json"))


def judged(scenario: str, plan: Path, world: dict[str, str]) -> dict[str, object]:
    """What `ritregie evaluate` says in such an environment."""
    said = subprocess.run(
        [sys.executable, "-m", "game", "evaluate", scenario, str(plan), "--json"],
        env={**os.environ, **world}, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    found: dict[str, object] = json.loads(said.stdout)
    return found


@pytest.mark.parametrize("scenario", WITH_REFERENCE)
def test_same_figures_everywhere(scenario: str, tmp_path: Path) -> None:
    """The reference of every shipped scenario, judged in three environments."""
    reference = json.loads((SCENARIOS / scenario / "reference.json").read_text(encoding="utf-8"))
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(reference["plan"]), encoding="utf-8")
    first, *others = (judged(scenario, plan, world) for world in ELSEWHERE)
    assert all(other == first for other in others)


DAYS = f"""
import json
from tests.robust.random_days import RandomDay
days = [RandomDay(number).play() for number in {ROUGH_DAYS}]
met = sorted({{i.kind for played in days for i in played.day.incidents if i.id in played.day.seen}})
print(json.dumps([met, [[e.state for e in played.events] for played in days]]))
"""


def driven(world: dict[str, str]) -> tuple[list[str], list[list[str]]]:
    """Kinds of trouble that were met on the rough days, and the state's hash at each event of each day."""
    said = subprocess.run(
        [sys.executable, "-c", DAYS], env={**os.environ, **world}, cwd=ROOT, capture_output=True, text=True,
        check=True, timeout=120,
    )  # fmt: skip
    met, hashes = json.loads(said.stdout)
    return met, hashes


def test_a_day_with_every_trouble_is_the_same_everywhere() -> None:
    """Generated days that meet sick drivers, breakdowns, slow roads, docks and wrong loads among them: equal
    state hashes at each event in three environments."""
    first, *others = (driven(world) for world in ELSEWHERE)
    assert all(other == first for other in others)
    assert set(first[0]) >= {"sick", "breakdown", "slow", "dock", "order_error", "bridge", "rush"}
