"""The module stands alone, its examples run, and its limits are the dated facts."""

from __future__ import annotations

import ast
import doctest
import importlib
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

import game.rules.hours
from game.content.facts import read_facts
from game.content.figures import Figures, hours_rules
from game.domain.law import HoursRules

FOLDER = Path(game.rules.hours.__file__).parent


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda p: p.name)
def test_needs_nothing_but_the_domain(path: Path) -> None:
    """Usable from a notebook: standard library, `game.domain` and its own files only."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            own = node.module.startswith(("game.domain", "game.rules.hours"))
            assert own or node.module.split(".")[0] in sys.stdlib_module_names, node.module


@pytest.mark.parametrize("name", ["game.rules.hours", "game.rules.hours.check"])
def test_examples_run(name: str) -> None:
    """The examples in the documentation give what they show."""
    result = doctest.testmod(importlib.import_module(name))
    assert (result.failed, result.attempted > 0) == (0, True)


def test_facts_and_defaults_agree() -> None:
    """A notebook's default limits are the dated facts of the game, every one of them."""
    assert hours_rules(Figures(read_facts(), date(2026, 11, 23))) == HoursRules()


class Shifted(Figures):
    """The same facts, each one larger."""

    def number(self, path: str) -> float:
        """No collective agreement, and a period of three hours more than the rests in it."""
        more = {"hours.cao_applies": -1, "hours.day_period": 180}
        return super().number(path) + more.get(path, 1)

    def text(self, path: str) -> str:
        """The night two hours later."""
        return super().text(path).replace("01:00", "03:00").replace("05:00", "07:00")


def test_every_limit_comes_from_the_facts() -> None:
    """A fact that changes changes the limit made of it: none is left at its default by mistake."""
    shifted = hours_rules(Shifted(read_facts(), date(2026, 11, 23)))
    same = [f.name for f in fields(HoursRules) if getattr(shifted, f.name) == getattr(HoursRules(), f.name)]
    assert not same
