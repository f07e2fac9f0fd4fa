"""The Python API: its page runs, it opens no screen, and it says what the commands say."""

from __future__ import annotations

import doctest
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from game import api
from game.cli import run
from game.content.language import LANGUAGES, language

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "game" / "API.md"


def test_examples_run() -> None:
    """A student who types the examples gets what the page shows."""
    options = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    result = doctest.testfile(str(PAGE), module_relative=False, optionflags=options)
    assert result.attempted > 20
    assert result.failed == 0


def test_import_is_light() -> None:
    """A notebook opens without pygame, OR-Tools, numpy or the command line's libraries."""
    code = "import sys; from game import api; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"pygame", "ortools", "numpy", "pyvrp", "typer", "rich"} & set(done.stdout.split())


def test_the_page_names_every_function() -> None:
    """Nothing in the door is left untold, and nothing on the page is invented."""
    told = set(re.findall(r"\bapi\.(\w+)", PAGE.read_text(encoding="utf-8")))
    assert told <= set(api.__all__)
    functions = {n for n in api.__all__ if callable(getattr(api, n)) and n[0].islower()}
    assert functions - told == set()
    assert all(getattr(api, name).__doc__ for name in functions)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_what_the_commands_say(lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Script and command give the same figures and sentences."""
    day = api.load("vers-noord")
    plan, file = api.naive_plan(day), tmp_path / "plan.json"
    api.write_plan(day, plan, file)
    assert api.read_plan(day, file) == plan

    def told(*arguments: str) -> dict[str, object]:
        assert run([arguments[0], day.id, str(file), *arguments[1:], "--json", "--lang", lang]) == 0
        found: dict[str, object] = json.loads(capsys.readouterr().out)
        return found

    assert told("whynot", "--order", "O01")["text"] == api.say(api.why_not(day, plan, "O01"), lang)
    best = told("advise", "--order", "O01")["proposals"][0]  # type: ignore[index]
    assert best["text"] == api.say(api.advise(day, plan, "O01")[0], lang)
    judged = told("evaluate", "--robust")
    assert judged["kpi"]["cost_cent"] == api.kpis(api.evaluate(day, plan))["cost_cent"]  # type: ignore[index]
    assert judged["robust"]["cost_cent"] == api.robustness(day, plan).cost_cent  # type: ignore[index]


def test_what_does_not_exist_is_told() -> None:
    """A wrong id is an error of the game with a sentence, not a KeyError from inside."""
    day = api.load("eerste-rit")
    plan = api.naive_plan(day)
    for call in (
        lambda: api.why_not(day, plan, "O999"),
        lambda: api.advise(day, plan, "O999"),
        lambda: api.why_not(day, plan, "O1", "V999"),
        lambda: api.load("nowhere"),
        lambda: api.read_plan(day, {"trips": [{"vehicle": "V999", "stops": []}]}),
    ):
        with pytest.raises((api.GameError, api.ContentFault)):
            call()
    assert all(language(code).has(f"error.api.{key}") for code in LANGUAGES for key in ("order", "vehicle"))


def test_front_is_what_is_stored() -> None:
    """Without a stored front there are no points; with one none dominates another."""
    for name in ("eerste-rit", "vers-noord"):
        found = api.front(api.load(name))
        costs = [cost for cost, _, _ in found]
        grams = [g for _, g, _ in found]
        assert costs == sorted(costs)
        assert grams == sorted(grams, reverse=True)


def test_front_is_computed_on_request() -> None:
    """From what is stored on: no worse than the reference, each plan as its figures say."""
    day = api.load("eerste-rit")
    assert day.reference is not None
    reference = api.evaluate(day, day.reference.plan).kpi
    found = api.front(day, solution_limit=1)
    assert any(cost <= reference.cost_cent and g <= reference.co2e_g for cost, g, _ in found)
    for cost, g, plan in found:
        kpi = api.evaluate(day, plan).kpi
        assert (cost, g, 0) == (kpi.cost_cent, kpi.co2e_g, kpi.hard)
