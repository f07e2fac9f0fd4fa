"""Tactical improvement: evidence of a run of weeks, on logs of which every answer is known."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from game.assess.indicators import evidence
from game.assess.weeks import WeekStory, agreed
from game.cli.learning import profile_of
from game.content.load import load_scenario
from game.domain import week_commands as c
from game.domain.events import Event, Evidence
from game.domain.scenario import Scenario
from game.record.journal import FileJournal
from game.replay_week import read_week_story, start_week, week_story

FIRST, OTHER = 0, 1
"""Of the scenario's choices that are about a customer, by id."""


@lru_cache(maxsize=1)
def scenario() -> Scenario:
    return load_scenario("weekplan")


def choice(number: int) -> Any:
    week = scenario().week
    assert week is not None
    return [week.choices[name] for name in sorted(week.choices) if week.choices[name].orders][number]


def story(*lines: str, value: Mapping[str, Any] | None = None) -> WeekStory:
    """Weeks in which these commands succeeded, and perhaps what came of them."""
    data: list[tuple[str, Mapping[str, Any]]] = [("command", {"do": x, "ok": True}) for x in lines]
    data += [("value", value)] if value else []
    events = tuple(
        Event(seq=i, game_s=0, wall_ms=0, actor="player", kind=kind, data=d, state="", link="")
        for i, (kind, d) in enumerate(data)
    )
    return WeekStory(scenario=scenario(), seed=1, mode="train", player="", events=events, verified=True)


def worth(*weeks: tuple[int, int], best: int, effects: Mapping[str, int] | None = None) -> dict[str, Any]:
    """The event `value`: per week the cost as it was and without choices, and the best total."""
    return {
        "cost_cent": sum(was for was, _ in weeks), "without_cent": sum(bare for _, bare in weeks),
        "best_cent": best, "best": [], "weeks_cent": [list(pair) for pair in weeks],
        "effects": [[name, 2 * cent, cent, 0] for name, cent in (effects or {}).items()], "naive_kpi": {},
    }  # fmt: skip


def choose(number: int, cause: str = "", forecast: int = 10_000) -> str:
    it = choice(number)
    return f"week_choose {it.id} {forecast} {cause or it.cause}"


def of(found: tuple[Evidence, ...], name: str) -> list[Evidence]:
    return [e for e in found if e.indicator == name]


@pytest.mark.parametrize(
    ("cost", "raw", "category"),
    [(100_000, 0.0, 0), (80_000, 0.5, 2), (60_000, 1.0, 3), (120_000, -0.5, 0)],
)
def test_worth_is_the_part_of_what_could_be_saved(cost, raw, category):
    """Against the best known choices on the same days; what cost more than nothing is below 0."""
    made = story(choose(FIRST), "week_drive 1", value=worth((cost, 100_000), best=60_000))
    assert [(e.raw, e.category) for e in of(evidence(made), "K8.value")] == [(raw, category)]


def test_where_nothing_can_be_saved_nothing_is_asked():
    """No room, or weeks of which the worth was not worked out: no opportunity."""
    found = evidence(story(choose(FIRST), "week_drive 1", value=worth((99_000, 100_000), best=98_000)))
    assert not of(found, "K8.value") and not of(found, "K8.gain")
    assert not of(evidence(story(choose(FIRST), "week_drive 1")), "K8.value")


def test_the_cause_that_was_named_is_held_against_the_true_one():
    """Two choices, one with the right cause: a half."""
    wrong = next(x for x in ("detour", "energy") if x != choice(OTHER).cause)
    made = story(choose(FIRST), choose(OTHER, wrong), "week_drive 1")
    assert [e.raw for e in of(evidence(made), "K8.cause")] == [0.5]


def test_what_was_taken_back_the_same_evening_was_not_chosen():
    """Only choices that worked on a driven day count."""
    made = story(choose(FIRST), f"week_end {choice(FIRST).id}", "week_drive 1")
    assert agreed(made) == () and evidence(made) == ()
    kept = story(choose(FIRST), "week_drive 1", f"week_end {choice(FIRST).id}", "week_drive 2")
    assert [x.choice for x in agreed(kept)] == [choice(FIRST).id]


@pytest.mark.parametrize(
    ("forecast", "raw", "category"), [(10_000, 0.0, 3), (15_000, 0.5, 2), (0, 1.0, 1), (-20_000, 2.0, 0)]
)
def test_a_forecast_is_as_good_as_it_is_near(forecast, raw, category):
    """Half the effect too much is as wrong as half too little."""
    effects = {choice(FIRST).id: 10_000}
    made = story(
        choose(FIRST, forecast=forecast), "week_drive 1",
        value=worth((90_000, 100_000), best=80_000, effects=effects),
    )  # fmt: skip
    assert [(e.raw, e.category) for e in of(evidence(made), "K8.forecast")] == [(raw, category)]


def test_the_gain_is_from_the_first_week_to_the_second():
    """Nothing saved in week 1 and all in week 2 is the whole gain; all in both is no opportunity."""

    def gain(*weeks: tuple[int, int]) -> list[tuple[float, int]]:
        made = story(choose(FIRST), "week_drive 1", value=worth(*weeks, best=160_000))
        return [(e.raw, e.category) for e in of(evidence(made), "K8.gain")]

    assert gain((100_000, 100_000), (80_000, 100_000)) == [(1.0, 3)]
    assert gain((90_000, 100_000), (100_000, 100_000)) == [(-0.5, 0)]
    assert gain((80_000, 100_000), (80_000, 100_000)) == []
    assert gain((160_000, 200_000)) == []


def test_figures_are_to_be_looked_at_before_the_choice():
    """Its customer studied before counts; studied after, or another customer, does not."""
    order = choice(FIRST).orders[0]
    other = next(o for o in scenario().week.regulars if o not in choice(FIRST).orders)  # type: ignore[union-attr]

    def looked(*lines: str) -> list[float]:
        return [e.raw for e in of(evidence(story(*lines, "week_drive 1")), "K8.studied")]

    assert looked(f"week_study customer/{order}", choose(FIRST)) == [1.0]
    assert looked(choose(FIRST), f"week_study customer/{order}") == [0.0]
    assert looked(f"week_study customer/{other}", choose(FIRST)) == [0.0]


def test_a_log_of_weeks_gives_a_profile(tmp_path: Path):
    """From the file: the weeks are driven again, and K8 has evidence that rests on events of the log."""
    log = tmp_path / "log.jsonl"
    session = start_week(scenario(), seed=1, player="p", journal=FileJournal(log))
    for line in ("week_begin", choose(FIRST)):
        assert session.do(c.from_text(line)).ok, line
    session.propose()
    assert session.do(c.Drive(day=1)).ok
    read = read_week_story(log)
    assert read.events == week_story(session).events and read.verified is True
    found = evidence(read)
    assert {e.indicator for e in found} == {"K8.cause", "K8.studied"}
    assert {seq for e in found for seq in e.events} <= {e.seq for e in session.events}
    made = profile_of([read], "correlated")["competencies"]
    assert len(made["K8"]["evidence"]) == 2 and made["K8"]["mean"] != 0.0
