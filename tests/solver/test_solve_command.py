"""`ritregie solve`: what it says of a plan's quality is in CONTRACT's fields, and in a true sentence."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from game.cli import run
from game.cli.planning import certificate_text
from game.content.language import language
from game.domain.plan import Plan
from game.rules.evaluate import evaluate
from game.solver.naive import naive_plan
from game.solver.reference import Solved
from tests.solver.solver_worlds import tiny


def solved(certificate: str, bound: float | None) -> tuple[Solved, str, str]:
    """A naive plan with such a certificate, in both languages."""
    world = tiny()
    plan: Plan = naive_plan(world, world.orders)
    judged = evaluate(world, plan)
    made = Solved(plan=plan, evaluation=judged, objective=1.0, certificate=certificate, bound=bound,
                  seconds=1.0, versions=())  # fmt: skip
    texts = [certificate_text(made, judged, 0.0, language(code)) for code in ("nl", "en")]
    return made, texts[0], texts[1]


def test_a_solved_day_says_how_good_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """The tutorial's day is proven: bound and objective are one, the gap is nothing, the saving is apart."""
    assert run(["solve", "eerste-rit", "--seconds", "30", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["certificate"], answer["gap"]) == ("proven", 0.0)
    assert answer["bound"] == pytest.approx(answer["objective"])
    saved = 1 - answer["kpi"]["cost_cent"] / answer["naive_kpi"]["cost_cent"]
    assert answer["saving"] == pytest.approx(saved, abs=1e-4)
    assert answer["objective"] == pytest.approx(1 - saved, abs=1e-5)


def test_sentences_of_each_certificate() -> None:
    """`model` is called what it is, a bound is told in euro with the gap, no bound is said as well."""
    _, nl, en = solved("model", 0.8)
    assert nl.startswith("Optimaal in het rekenmodel") and "20" in nl and "€" in nl
    assert en.startswith("Optimal in the planning model")
    _, nl, _ = solved("best_found", None)
    assert nl.endswith("is niet bekend.")
    _, nl, en = solved("proven", 1.0)
    assert nl.startswith("Bewezen optimaal") and en.startswith("Proven optimal")


def test_the_bound_in_euro_is_not_rounded_up() -> None:
    """A sentence that says "not less than" must be true to the cent."""
    made, nl, _ = solved("best_found", 0.5)
    half = made.evaluation.kpi.cost_cent // 2
    assert language("nl").euro(half) in nl
    assert replace(made, bound=0.5).gap == pytest.approx(0.5)
