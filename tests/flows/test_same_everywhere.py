"""A plan's figures do not depend on hash seed, time zone or locale of the machine."""

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
SCENARIOS = Path(__file__).resolve().parents[2] / "game" / "scenarios"
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
