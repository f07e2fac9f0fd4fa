"""`python -m tools regret`: what the personas' decisions are expected to cost, scenario by scenario.

    python -m tools regret [SCENARIO...] [--seeds 10] [--personas follower,sceptic,...] [--days 20]

Every game is played headless, its decisions are weighed by the ledger (what was knowable, common random
numbers), and the sums are kept in `.robust/regret.json`: a second run goes on where the first stopped.
The plans of the solver are kept by what they were made for. "Expected regret" of a game is the sum over its
decisions of the expected cost of what was chosen above the best option; `random` decides about as well as
a coin. The table gives the mean with its 95 % interval over the seeds (normal approximation).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
STORE = ROOT / ".robust" / "regret.json"
PLANS = ROOT / ".robust" / "plans"
PERSONAS = ("expert", "careful", "follower", "sceptic", "random")
MUCH = ("vers-noord", "stukgoed", "spits-a28")
"""Scenarios of 50 seeds; the others get `--seeds`."""
MANY_SEEDS = 50
HEAD = "{:22} {:9} {:>3} {:>8} {:>6} {:>8} {:>8} {:>8} {:>9} {:>9}"
KINDS = ("moment", "message", "replan")
SOLUTIONS = 100


def run(arguments: list[str]) -> int:
    """Play what is not there yet, then print the table."""
    options = _options(arguments)
    known: dict[str, Any] = json.loads(STORE.read_text(encoding="utf-8")) if STORE.exists() else {}
    names = options.scenario or _scenarios()
    asked = [
        (name, persona, seed, options.days)
        for seed in range(1, MANY_SEEDS + 1)
        for name in names
        for persona in options.personas.split(",")
        if seed <= _seeds(name, options)
    ]
    stamps = {name: _stamp(name) for name in names}
    todo = [job for job in asked if known.get(_key(job), {}).get("stamp") != stamps[job[0]]]
    STORE.parent.mkdir(exist_ok=True)
    with ProcessPoolExecutor(options.jobs) as pool:
        running = {pool.submit(game, *job): job for job in todo}
        for count, done in enumerate(as_completed(running), 1):
            job = running[done]
            known[_key(job)] = {**done.result(), "stamp": stamps[job[0]]}
            print(f"{count}/{len(todo)} {_key(job)}", file=sys.stderr, flush=True)
            if count % 10 == 0 or count == len(todo):
                STORE.write_text(json.dumps(known), encoding="utf-8")
    return _table([(job, known[_key(job)]) for job in asked])


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools regret")
    parser.add_argument("scenario", nargs="*")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--few", action="store_true", help="--seeds for every scenario")
    parser.add_argument("--personas", default=",".join(PERSONAS))
    parser.add_argument("--days", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    return parser.parse_args(arguments)


def _seeds(name: str, options: argparse.Namespace) -> int:
    return int(options.seeds) if options.few or name not in MUCH else MANY_SEEDS


def _scenarios() -> list[str]:
    from game.content.load import SHIPPED, load_scenario

    names = sorted(p.parent.name for p in SHIPPED.glob("*/scenario.toml"))
    return [name for name in names if load_scenario(name).moments]


def _key(job: tuple[str, str, int, int]) -> str:
    return "/".join(map(str, job))


def _stamp(scenario: str) -> str:
    """Of everything that decides how a game goes: the scenario's files, and the game below its screens."""
    from game.content.load import load_scenario

    total = hashlib.sha256(load_scenario(scenario).content_hash.encode())
    for folder in ("domain", "rules", "sim", "ledger", "personas"):
        for path in sorted((ROOT / "game" / folder).rglob("*.py")):
            total.update(path.read_bytes())
    return total.hexdigest()[:16]


def game(name: str, persona: str, seed: int, days: int) -> dict[str, Any]:
    """One game's sums: expected regret by kind of decision, cost of the day, seconds."""
    from game.autoplay import play
    from game.content.load import load_scenario
    from game.ledger import ledger_of

    began = time.monotonic()
    scenario = load_scenario(name)
    session = play(scenario, persona, seed=seed, planner=_planner)
    lines = ledger_of(session.events, days, scenario)
    kinds = {kind: sum(x.lost_cent for x in lines if x.kind == kind) for kind in KINDS}
    authored = {m.id: {o.id: o.expected_cent for o in m.options} for m in scenario.moments}
    chosen = {n: s.final for n, s in session.moments.items() if s.final}
    return {
        **kinds,
        "authored": sum(authored[n][o] - min(authored[n].values()) for n, o in chosen.items()),
        "cost": session.events[-1].data["kpi"]["cost_cent"],
        "decisions": len(lines),
        "seconds": round(time.monotonic() - began, 1),
    }


def _planner(session: Any) -> Any:
    """A plan by a fixed number of solutions, kept by what it was made for."""
    from game.content.plan_file import plan_dict, read_plan
    from game.solver.reference import solve

    world = session.system
    orders = sorted(world.orders.values(), key=lambda o: o.id)
    made_for = session.scenario.planning_hash, sorted(session.visible), session.plan, SOLUTIONS, orders
    asked = repr(made_for)
    place = PLANS / f"{hashlib.sha256(asked.encode()).hexdigest()[:24]}.json"
    if not place.exists():
        plan = solve(
            world, session.visible, solution_limit=SOLUTIONS, seed=1,
            start_plan=session.plan if session.plan.trips else None,
        ).plan  # fmt: skip
        PLANS.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(plan_dict(session.scenario.id, plan)), encoding="utf-8")
        part.replace(place)
    return read_plan(place.read_bytes(), world)


def _table(games: list[tuple[tuple[str, str, int, int], dict[str, Any]]]) -> int:
    """Mean expected regret in euro with its 95 % interval; returns 1 when the order is not as expected."""
    print(HEAD.format("scenario", "persona", "n", "regret", "+-", *KINDS, "authored", "cost"))
    wrong: list[str] = []
    for name in dict.fromkeys(job[0] for job, _ in games):
        means: dict[str, tuple[float, float]] = {}
        for persona in dict.fromkeys(job[1] for job, _ in games):
            rows = [found for job, found in games if job[:2] == (name, persona)]
            means[persona] = _mean([sum(row[kind] for kind in KINDS) for row in rows])
            shown = [sum(row[k] for row in rows) / len(rows) for k in (*KINDS, "authored", "cost")]
            euro = [f"{cents / 100:.1f}" for cents in (*means[persona], *shown)]
            print(HEAD.format(name, persona, len(rows), *euro))
        wrong += [f"{name}: {text}" for text in _wrong(means)]
    for text in wrong:
        print(text)
    print("NOT as it should be" if wrong else "as it should be")
    return 1 if wrong else 0


def _mean(values: list[int]) -> tuple[float, float]:
    """Mean and half the width of its 95 % interval."""
    mean = sum(values) / len(values)
    if len(values) < 2:
        return mean, math.inf
    variance = sum((v - mean) ** 2 for v in values) / (len(values) - 1)
    return mean, 1.96 * math.sqrt(variance / len(values))


def _wrong(means: dict[str, tuple[float, float]]) -> list[str]:
    """What speaks against: expert best, follower and sceptic clearly worse than careful."""
    found = []
    if "expert" in means:
        found += [f"{p} is better than expert" for p, m in means.items() if m[0] < means["expert"][0] - 1]
    for persona in ("follower", "sceptic"):
        if {persona, "careful"} <= means.keys():
            (mean, half), (careful, other) = means[persona], means["careful"]
            if mean - half <= careful + other:
                found.append(f"{persona} is not clearly worse than careful")
    return found
