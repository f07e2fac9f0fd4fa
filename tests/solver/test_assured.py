"""Chances in advice: those of the sampled days, of the trips that change, never of an illegal plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.cli import run
from game.content.language import LANGUAGES, language
from game.content.load import load_scenario
from game.content.plan_file import plan_text
from game.domain import commands as c
from game.domain.evaluation import Severity, TripEvaluation
from game.domain.plan import Plan
from game.domain.scenario import Scenario
from game.domain.units import whole
from game.rules.evaluate import evaluate
from game.rules.moves import apply
from game.solver.advice import insertions
from game.solver.explain import tightest
from game.solver.robust.assured import LOWER, SURE, UNSURE, assured_proposals, sampler_of
from game.solver.robust.sampling import Sampler

DAY = "vers-noord"


def day() -> tuple[Scenario, Plan, frozenset[str], Sampler]:
    """A shipped day with its stored reference."""
    scenario = load_scenario(DAY)
    assert scenario.reference is not None
    sampler = sampler_of(scenario.system, scenario.disruptions)
    assert sampler is not None
    orders = frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)
    return scenario, scenario.reference.plan, orders, sampler


def by_hand(sampler: Sampler, trip: TripEvaluation, order: str) -> float:
    """Share of the days on which no stop of the order is late, counted one by one."""
    rows = [seconds for name, seconds in sampler.trip(trip).late if name == order]
    number = sampler.days.number
    return 1 - sum(any(row[day] > 0 for row in rows) for day in range(number)) / number


def test_every_chance_is_that_of_the_days() -> None:
    """The percentages are counted again from the lateness of each sampled day."""
    scenario, plan, orders, sampler = day()
    world, told = scenario.system, 0
    for order in sorted(orders)[::4]:
        for p in assured_proposals(
            sampler, plan, insertions(world, plan, order, orders=orders), orders=orders
        ):
            after = plan
            for text in p.commands:
                after = apply(world, after, c.from_text(text))
            new = evaluate(world, after, orders=orders)
            changed = [t.vehicle for t in after.trips if plan.trip_of(t.vehicle) != t]
            assert p.explained is not None
            if any(f.severity is Severity.HARD and f.vehicle in changed for f in new.findings):
                assert p.explained.chances == ()
                continue
            mine = [t for t in new.trips if t.trip.vehicle in changed]
            chance = {o: by_hand(sampler, t, o) for t in mine for o in t.trip.orders()}
            tight = tightest(new, changed)
            for sentence in p.explained.chances:
                told += 1
                values = dict(sentence.values)
                if sentence.key == "explained.chance.weakest":
                    assert values["percent"] == whole(100 * min(chance.values())) < 100 * UNSURE + 1
                    continue
                assert tight is not None
                here = chance[tight.trip.stops[tight.at].stop.order]
                if sentence.key == "explained.chance.sure":
                    assert here >= SURE
                else:
                    assert values["percent"] == whole(100 * here)
            if p.explained.depends is None and min(chance.values()) >= UNSURE:
                assert p.explained.chances == ()
    assert told > 5 and 0 < LOWER < 1


def test_no_usual_trouble_no_chance() -> None:
    """Where the facts know of no trouble nothing is said of chances."""
    scenario = load_scenario("container-rotterdam")
    assert sampler_of(scenario.system, [d for d in scenario.disruptions if not d.usual]) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_commands_say_it(lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`evaluate --robust` gives one JSON object and sentences; `advise` has the chances in its text."""
    scenario, plan, orders, sampler = day()
    file = tmp_path / "plan.json"
    file.write_text(plan_text(scenario.id, plan), encoding="utf-8")
    assert run(["evaluate", DAY, str(file), "--robust", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)["robust"]
    found = sampler.plan(evaluate(scenario.system, plan, orders=orders))
    assert (answer["cost_cent"], answer["days"]) == (found.cost_cent, 1000)
    assert answer["orders"] == {o: round(x, 4) for o, x in found.orders}
    assert run(["evaluate", DAY, str(file), "--robust", "--lang", lang]) == 0
    text = capsys.readouterr().out
    assert language(lang).euro(found.cost_cent) in text
    assert language(lang).t("robust.approximate") in text
    assert run(["evaluate", DAY, str(file), "--json"]) == 0
    assert "robust" not in json.loads(capsys.readouterr().out)
    assert run(["advise", DAY, str(file), "--order", "O05", "--lang", lang]) == 0
    word = {"nl": "op tijd", "en": "on time"}[lang]
    assert word in capsys.readouterr().out
