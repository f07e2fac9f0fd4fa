"""The indicator map says what the code does: every indicator, its version and its thresholds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import game.assess
from game.assess.indicators import REGISTRY, WEEKS
from game.assess.settings import COMPETENCIES, settings
from game.content.language import language

MAP = Path(game.assess.__file__).parent / "INDICATORS.md"
COLUMNS = 6


def rows() -> list[list[str]]:
    lines = MAP.read_text(encoding="utf-8").splitlines()
    return [[x.strip() for x in line.strip("|").split("|")] for line in lines if re.match(r"\| K\d\.", line)]


def test_every_indicator_stands_in_the_map_once() -> None:
    """In the order of the registry, and nothing that the game does not have."""
    listed = [row[0].split(" ")[0] for row in rows()]
    assert listed == sorted(listed, key=lambda name: name[:2])
    assert sorted(listed) == sorted(name for name, _ in (*REGISTRY, *WEEKS))
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_a_row_is_whole_and_says_what_the_set_says(row: list[str]) -> None:
    """Claim, formula, needs and events are filled in; version, direction and thresholds are those in use."""
    assert len(row) == COLUMNS and all(row)
    name, version = row[0].split(" ")
    item = settings().items[name]
    better, numbers = row[4].split(" ", 1)
    assert version == f"v{item.version}"
    assert (better == "<=") == item.lower_is_better
    assert tuple(map(float, numbers.split(" / "))) == item.thresholds


@pytest.mark.parametrize("competency", COMPETENCIES)
def test_every_competency_has_four_indicators(competency: str) -> None:
    """Reliability asks for four over three sessions (ASSESSMENT 2)."""
    assert sum(name.startswith(competency) for name, _ in (*REGISTRY, *WEEKS)) >= 4


@pytest.mark.parametrize("code", ["nl", "en"])
def test_every_indicator_has_its_sentence(code: str) -> None:
    """A profile can say each piece of evidence in both languages."""
    speech = language(code)
    for name, _ in (*REGISTRY, *WEEKS):
        assert speech.t(f"indicator.{name}") != f"indicator.{name}", name
