"""`python -m tools recover`: do profiles find the grades of graded personas, end to end?

    python -m tools recover [--course spits-a28,tweeling-a] [--seeds 20] [--first 101] [--only K1,K5]
                            [--others] [--parameters VERSION] [--minutes M] [--table] [--json FILE]

Each persona plays the whole course, a session a scenario, through the real session by commands, under the
conditions of a measurement (by hand, hand in, then help). Each log gives its evidence, all evidence of a
player one profile. Per competency six grades, the others at the middle, and one persona with all at the
middle. K8 is played on the weeks. Evidence is kept in `.robust/recover.json`: a run that was stopped goes on;
`--table` plays nothing. `game.bench.recovery` says what the table means.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from game.assess.sets import load
from game.assess.settings import COMPETENCIES
from game.bench.recovery import MIDDLE, UNWEIGHED, Player, found, shown, weighed
from game.domain.events import Evidence

ROOT = Path(__file__).resolve().parent.parent
STORE = ROOT / ".robust" / "recover.json"
PLANS = ROOT / ".robust" / "plans"
COURSE = "spits-a28,tweeling-a"
WEEKS = "weekplan"
GRADES = 6
DAYS = 4
"""Possible days of the ledger: few, so that a game takes seconds."""
SOLUTIONS = 100
MIND = COMPUTER = 7
"""Solver seed of the plan that a persona has in mind, and of the one that the computer offers: the same."""
GREENEST = 0.7
"""Weight of CO2e at full skill in K2."""
UNNAMED = "expert-4"
"""Set of games that were kept without the versions of their indicators."""
OTHERS = ("naive", "follower", "sceptic", "careful", "expert")
Job = tuple[str, str, int]
"""Scenario, persona, seed."""


def run(arguments: list[str]) -> int:
    """Play what is not there yet, print the table; 1 when a goal is not reached."""
    options = _options(arguments)
    store = json.loads(STORE.read_text(encoding="utf-8")) if STORE.exists() else {}
    stamps, began = {weeks: _stamp(weeks) for weeks in (False, True)}, time.monotonic()
    jobs = list(_jobs(options))
    todo = [j for j in jobs if store.get("/".join(map(str, j)), {}).get("stamp") != stamps[j[0] == WEEKS]]
    for count, job in enumerate([] if options.table else todo, 1):
        if options.minutes and time.monotonic() - began > 60 * options.minutes:
            print(f"stopped after {count - 1} of {len(todo)} games", file=sys.stderr)
            break
        store["/".join(map(str, job))] = {**game(*job), "stamp": stamps[job[0] == WEEKS]}
        if count % 20 == 0 or count == len(todo):
            _keep(store)
            print(f"{count}/{len(todo)} {job}", file=sys.stderr, flush=True)
    _keep(store)
    players = list(_players(jobs, store, options.course.split(",")))
    result = found(players, options.parameters)
    print(shown(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1, allow_nan=False), encoding="utf-8")
    return 0 if result["reached"] else 1


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools recover")
    parser.add_argument("--course", default=COURSE)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=101, help="first seed; 1 to 100 may set thresholds")
    parser.add_argument("--only", default="", help="competencies, with commas between")
    parser.add_argument("--others", action="store_true", help="the ungraded personas and `memoriser` too")
    parser.add_argument("--parameters", default="")
    parser.add_argument("--minutes", type=float, default=0, help="stop after so long; 0: never")
    parser.add_argument("--table", action="store_true", help="of what is there; play nothing")
    parser.add_argument("--json", type=Path, default=None)
    return parser.parse_args(arguments)


def _jobs(options: argparse.Namespace) -> Iterator[Job]:
    """Seed by seed, so that a run that is stopped has whole seeds."""
    wanted = options.only.split(",") if options.only else list(COMPETENCIES)
    graded = [f"graded-{k}-{g}" for k in wanted if k != "K8" for g in range(1, GRADES + 1)]
    weeks = [f"graded-K8-{g}" for g in range(1, GRADES + 1)] if "K8" in wanted else []
    for seed in range(options.first, options.first + options.seeds):
        for name in options.course.split(","):
            for persona in [MIDDLE, *graded, *(OTHERS if options.others else ())]:
                yield name, persona, seed
        for persona in weeks:
            yield WEEKS, persona, seed


def _players(jobs: list[Job], store: dict[str, Any], course: list[str]) -> Iterator[Player]:
    """Everybody whose whole course is there."""
    for persona, seed in dict.fromkeys((persona, seed) for _, persona, seed in jobs):
        names = [WEEKS] if persona.startswith("graded-K8") else course
        rows = [store.get(f"{name}/{persona}/{seed}") for name in names]
        for kind in _kinds(persona) if all(rows) else ():
            sessions = tuple(tuple(_evidence(e) for e in row[kind]) for row in rows if row)
            yield Player(persona=persona if kind == "evidence" else UNWEIGHED, seed=seed, sessions=sessions)


def _kinds(persona: str) -> tuple[str, ...]:
    return ("evidence", "unweighed") if persona == MIDDLE else ("evidence",)


def _evidence(row: list[Any]) -> Evidence:
    name, raw, category, at_most = row[:4]
    version = row[4] if len(row) > 4 else load(UNNAMED).items[name].version
    return Evidence(
        competency=name.partition(".")[0], indicator=name, version=version, raw=raw, category=category,
        thresholds=(0, 0, 0), events=(), values=(("at_most", at_most),),
    )  # fmt: skip


def _keep(store: dict[str, Any]) -> None:
    STORE.parent.mkdir(exist_ok=True)
    part = STORE.with_suffix(f".{os.getpid()}")
    part.write_text(json.dumps(store), encoding="utf-8")
    part.replace(STORE)


def _stamp(weeks: bool) -> str:
    """Of what decides how a game goes and what it shows; not of parameter sets."""
    total = hashlib.sha256()
    days = ("grades.py", "graded.py", "graded_day.py", "graded_plan.py")
    for name in ("grades.py", "graded_week.py") if weeks else days:
        total.update((ROOT / "game" / "personas" / name).read_bytes())
    return total.hexdigest()[:16]


# -- one game -----------------------------------------------------------------------------------------
def game(name: str, persona: str, seed: int) -> dict[str, Any]:
    """Its evidence, and what it cost."""
    from game.assess.indicators import evidence
    from game.autoplay import play
    from game.personas.graded import graded
    from game.personas.grades import skill_of

    began, skill = time.process_time(), skill_of(persona)
    scenario = scenario_of(name)
    if name == WEEKS:
        story: Any = _weeks(scenario, persona, seed)
    else:
        way = graded(skill, lambda s: solved(s, MIND, _weight(skill)), _by_hand) if skill else None
        session = play(
            scenario, persona, seed=seed, planner=lambda s: solved(s, COMPUTER), way=way, measured=True,
            ledger=weighed(persona), days=DAYS,
        )  # fmt: skip
        story = session.story()
    unweighed = evidence(replace(story, ledger=())) if persona == MIDDLE else ()
    return {
        "evidence": [_row(e) for e in evidence(story)],
        "unweighed": [_row(e) for e in unweighed],
        "seconds": round(time.process_time() - began, 2),
    }


def _row(one: Evidence) -> list[Any]:
    return [one.indicator, one.raw, one.category, _held(one), one.version]


def _held(one: Evidence) -> int:
    """The category that a reading was held down to; 3 where its raw value speaks."""
    from game.assess.settings import settings

    return one.category if one.category < settings().items[one.indicator].category(one.raw) else 3


_known: dict[tuple[Any, ...], Any] = {}


def _by_hand(session: Any, skill: Any, seed: int, mind: Any) -> Any:
    """The acts of planning by hand rest on some skills only: personas that differ in others share them."""
    from game.personas.graded_plan import script

    key = (session.scenario.id, seed, skill.k1, skill.k2, skill.k3, skill.k7)
    if key not in _known:
        _known[key] = script(session, skill, seed, mind)
    return _known[key]


def _weeks(scenario: Any, persona: str, seed: int) -> Any:
    """A run of weeks; days that were driven before with the same choices are not driven again."""
    from game.autoplay_week import value_of
    from game.domain import week_commands as c
    from game.personas.graded_week import evening
    from game.personas.grades import skill_of
    from game.replay_week import start_week, week_story

    skill = skill_of(persona)
    assert skill is not None
    session = start_week(scenario, seed=seed, player=persona)
    session.runner = session.past.runner = _runner(scenario)
    session.do(c.BeginWeek())
    while session.phase == "evening":
        evening(session, skill)
        session.propose()
        session.do(c.Drive(day=session.day))
    session.log_value(value_of(session))
    session.do(c.FinishWeeks())
    return week_story(session)


@cache
def scenario_of(name: str) -> Any:
    """Loaded once."""
    from game.content.load import load_scenario

    return load_scenario(name)


@cache
def _runner(scenario: Any) -> Any:
    from game.week.run import Runner

    return Runner(scenario=scenario, week=scenario.week)


def _weight(skill: Any) -> float:
    """How much CO2e counts beside cost in the plan that a persona has in mind: above the middle of K2."""
    return round(max(0.0, GREENEST * (2 * skill.k2 - 1)), 2)


def solved(session: Any, seed: int, weight: float = 0.0) -> Any:
    """A plan by a fixed number of solutions, from nothing, kept by what it was made for."""
    from game.content.plan_file import plan_dict, read_plan
    from game.solver.reference import solve

    world = session.system
    orders = sorted(world.orders.values(), key=lambda o: o.id)
    made_for = session.scenario.planning_hash, sorted(session.visible), SOLUTIONS, seed, orders
    asked = repr((*made_for, weight) if weight else made_for)
    place = PLANS / f"{hashlib.sha256(asked.encode()).hexdigest()[:24]}.json"
    if not place.exists():
        plan = solve(world, session.visible, solution_limit=SOLUTIONS, seed=seed, weight=weight).plan
        PLANS.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(plan_dict(session.scenario.id, plan)), encoding="utf-8")
        part.replace(place)
    return read_plan(place.read_bytes(), world)
