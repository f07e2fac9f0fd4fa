"""Whole weeks by headless planners: balance, logs that replay everywhere, and play that goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest

from game.autoplay_week import value_of
from game.cli.weeks import autoplay_weeks
from game.content.language import language
from game.content.load import load_scenario
from game.domain import week_commands as c
from game.domain.errors import Unreadable
from game.domain.scenario import Scenario
from game.record.journal import FileJournal, parse_log
from game.replay import verify
from game.replay_week import resume_week, start_week
from game.session_week import WeekSession
from game.week.figures import Past
from game.week.run import Runner
from game.week.ways import WAYS, agree
from tests.flows.test_same_everywhere import ELSEWHERE, ROOT

SEED = 1


@lru_cache(maxsize=1)
def scenario() -> Scenario:
    return load_scenario("weekplan")


@lru_cache(maxsize=1)
def past() -> Past:
    """The weeks before, with a runner that keeps what it drove: all sessions here use it."""
    week = scenario().week
    assert week is not None
    return Past(Runner(scenario=scenario(), week=week)).complete()


def evening(seed: int = SEED) -> WeekSession:
    session = start_week(scenario(), seed=seed)
    session.past, session.runner = past(), past().runner
    session.do(c.BeginWeek())
    return session


@lru_cache(maxsize=16)
def driven(way: str, seed: int = SEED) -> WeekSession:
    """All days by one planner, up to the debrief."""
    session = evening(seed)
    wanted = WAYS[way](session)
    while session.phase == "evening":
        agree(session, wanted)
        drive(session)
    return session


@lru_cache(maxsize=1)
def ended() -> WeekSession:
    """The expert's weeks with their value, closed."""
    session = driven("expert")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("game.week.value.SETTLING", 0)
        session.log_value(value_of(session))
    assert session.do(c.FinishWeeks()).ok
    return session


def drive(session: WeekSession, days: int = 1) -> None:
    for _ in range(days):
        session.propose()
        assert session.do(c.Drive(day=session.day)).ok


def choose(session: WeekSession, name: str, cause: str = "dock") -> bool:
    return session.do(c.Choose(choice=name, forecast_cent=10_000, cause=cause)).ok


@pytest.mark.parametrize("way", sorted(set(WAYS) - {"expert"}))
def test_every_planner_plays_to_the_debrief(way: str) -> None:
    """Ten days, no breach of driving or rest in any, and the figures of all in the log."""
    session = driven(way)
    assert session.phase == "debrief"
    assert len(session.results) == 10
    assert session.events[-1].data["kpi"]["cost_cent"] == sum(d.cost_cent for d in session.results)


def test_a_run_ends_with_its_value() -> None:
    """A value, a closed log, and a gain that is said for each week."""
    session = ended()
    assert session.phase == "closed"
    assert session.value is not None
    assert len(session.value.weeks_cent) == 2
    assert session.events[-1].kind == "final"
    assert session.events[-1].data["kpi"]["cost_cent"] == session.value.cost_cent


def test_the_weeks_are_balanced() -> None:
    """Doing nothing and agreeing everything are clearly worse than a careful selection, over two seeds;
    the software's advice lies in between, and what is knowable gets near the best."""
    cost: dict[str, int] = {}
    for way in WAYS:
        cost[way] = sum(d.cost_cent for seed in (1, 2) for d in driven(way, seed).results)
    assert cost["all"] > cost["naive"] * 1.005
    assert cost["careful"] < cost["naive"] * 0.98
    assert cost["expert"] < cost["naive"] * 0.97
    assert cost["expert"] < cost["follower"] < cost["naive"]
    assert cost["careful"] < cost["follower"]


def test_the_second_week_shows_the_gain() -> None:
    """What was agreed in the first evenings still saves in week 2."""
    value = ended().value
    assert value is not None
    (_, _), (second, without) = value.weeks_cent
    assert second < without * 0.98


def test_an_effect_is_what_leaving_one_out_changes() -> None:
    """Each choice's effect is logged beside its forecast and the cause that was named (K8)."""
    session = ended()
    assert session.value is not None
    assert [e.choice for e in session.value.effects] == [t.choice for t in session.taken]
    logged = next(e.data for e in session.events if e.kind == "value")
    assert logged["effects"][0][0] == session.taken[0].choice
    acts = [str(e.data.get("do", "")).split() for e in session.events if e.kind == "command"]
    chosen = [words for words in acts if words[0] == "week_choose"]
    assert [words[1] for words in chosen] == [t.choice for t in session.taken]


def test_a_log_replays_and_goes_on(tmp_path: Path) -> None:
    """Played to the third evening, closed, opened again: the same state, and the rest comes out the same."""
    log = tmp_path / "log.jsonl"
    session = start_week(scenario(), seed=SEED, journal=FileJournal(log))
    session.do(c.BeginWeek())
    choose(session, "dock-leeuwarden")
    drive(session, 2)
    assert verify(log).verified is True
    again = resume_week(log, lambda: 0)
    assert again.state_hash() == session.state_hash()
    drive(session)
    drive(again)
    assert [d.cost_cent for d in again.results] == [d.cost_cent for d in session.results]
    assert verify(log).verified is True


def test_a_plan_is_fed_and_never_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replay asks no planner: with one that fails the log still verifies."""
    session = start_week(scenario(), seed=3, journal=FileJournal(tmp_path / "log.jsonl"))
    session.do(c.BeginWeek())
    drive(session, 2)

    def refuse(*_: object) -> None:
        raise AssertionError("a planner was asked")

    monkeypatch.setattr("game.solver.regular.RegularPlanner.plan", refuse)
    assert verify(tmp_path / "log.jsonl").verified is True


def test_a_changed_log_is_found_out(tmp_path: Path) -> None:
    """A forecast that was made better afterwards breaks the chain."""
    log = tmp_path / "log.jsonl"
    session = start_week(scenario(), seed=SEED, journal=FileJournal(log))
    session.do(c.BeginWeek())
    choose(session, "dock-leeuwarden")
    log.write_text(log.read_text(encoding="utf-8").replace("10000 dock", "20000 dock"), encoding="utf-8")
    assert verify(log).verified is False
    assert parse_log(log.read_bytes(), "x").damage


HASHES = """
import json
from game.content.load import load_scenario
from game.domain import week_commands as c
from game.replay_week import start_week
s = start_week(load_scenario("weekplan"), seed=4)
s.do(c.BeginWeek())
for name in ("dock-leeuwarden", "early-emmen"):
    s.do(c.Choose(choice=name, forecast_cent=5000, cause="dock"))
for _ in range(6):
    s.propose()
    s.do(c.Drive(day=s.day))
print(json.dumps([e.link for e in s.events]))
"""


def test_the_same_log_everywhere() -> None:
    """Equal links of every line on three hash seeds, time zones and locales."""
    said = [
        subprocess.run(
            [sys.executable, "-c", HASHES], env={**os.environ, **world}, cwd=ROOT, capture_output=True,
            text=True, check=True, timeout=120,
        ).stdout
        for world in ELSEWHERE
    ]  # fmt: skip
    links = [json.loads(text) for text in said]
    assert links[0] == links[1] == links[2]
    assert len(links[0]) == 2 + 1 + 2 + 6 * 3


def test_an_evening_has_time_for_two() -> None:
    """The third is refused, taking one back makes room, and the next evening is fresh."""
    session = evening()
    assert choose(session, "dock-leeuwarden")
    assert choose(session, "early-emmen")
    assert session.why_not("call-city") == "week.no_time"
    assert not choose(session, "call-city")
    assert session.do(c.End(choice="early-emmen")).ok
    assert choose(session, "call-city", "none")
    drive(session)
    assert session.time_left() == 2


def test_ending_takes_time_and_is_for_good() -> None:
    """What stood a day is ended at the cost of a task of the evening, and not agreed again."""
    session = evening()
    choose(session, "dock-leeuwarden")
    drive(session)
    assert session.do(c.End(choice="dock-leeuwarden")).ok
    assert session.time_left() == 1
    assert session.why_not("dock-leeuwarden") == "week.ended_before"
    drive(session)
    assert "O10" in session.driven[1][0].orders
    window = session.driven[1][0].scenario.system.orders["O10"].delivery_windows[0]
    assert window.open_s == 8 * 3600


def test_what_excludes_each_other() -> None:
    """There is one e-truck."""
    session = evening()
    assert choose(session, "electric-city", "energy")
    assert session.why_not("electric-friesland") == "week.excluded"


def test_the_second_week_may_be_left_out() -> None:
    """Only after a whole week; then the debrief compares five days."""
    session = evening()
    drive(session, 4)
    assert not session.do(c.CloseWeeks()).ok
    drive(session)
    assert session.can_close()
    assert session.do(c.CloseWeeks()).ok
    assert session.phase == "debrief"
    assert len(session.results) == 5


def test_refusals_are_logged() -> None:
    """Driving without a plan, another day, an unknown choice or cause: refused with a reason, in the log."""
    session = evening()
    for act, key in (
        (c.Drive(day=1), "week.no_plan"), (c.Drive(day=2), "week.other_day"),
        (c.Choose(choice="nothing", forecast_cent=0, cause="dock"), "week.no_choice"),
        (c.Choose(choice="dock-leeuwarden", forecast_cent=0, cause="moon"), "week.no_cause"),
        (c.Study(what="customer/O99"), "week.nothing_there"), (c.End(choice="call-city"), "week.stands_not"),
    ):  # fmt: skip
        outcome = session.do(act)
        assert outcome.error is not None and outcome.error.key == key
        assert session.events[-1].data["why"] == key
        assert all(language(lang).has(f"error.{key}") for lang in ("nl", "en"))


def test_a_plan_made_before_an_agreement_is_made_anew() -> None:
    """Tomorrow's plan is dropped when tomorrow changes."""
    session = evening()
    session.propose()
    choose(session, "dock-leeuwarden")
    assert session.plan is None
    assert not session.do(c.Drive(day=1)).ok


def test_autoplay_answers_as_the_contract_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys of `autoplay`, all four files, and figures that belong together."""
    monkeypatch.setattr("game.week.value.SETTLING", 0)
    answer = autoplay_weeks(scenario(), "follower", seed=2, folder=tmp_path, speech=language("en"))
    assert answer.keys() == {"kpi", "naive_kpi", "reference_kpi", "files"}
    assert {Path(f).name for f in answer["files"]} == {
        "log.jsonl", "debrief.json", "profile.json", "report.html"
    }  # fmt: skip
    told = json.loads((tmp_path / "debrief.json").read_text(encoding="utf-8"))
    assert told["cost_cent"] == answer["kpi"]["cost_cent"]
    assert told["without_cent"] == answer["naive_kpi"]["cost_cent"]
    assert "Leeuwarden" in (tmp_path / "report.html").read_text(encoding="utf-8") or told["choices"]
    with pytest.raises(Unreadable):
        autoplay_weeks(scenario(), "nobody", seed=2, folder=tmp_path, speech=language("en"))
