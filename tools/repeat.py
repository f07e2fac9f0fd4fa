"""`python -m tools repeat A B [--seeds 10] [--first 101]`: does knowing form A by heart help on form B?

The same personas (all at the middle) play A and B, each as somebody who sees it for the first time and as
one who knows the best acts of A by heart (`personas.memoriser`). Per competency: gain of the memory on A,
where it should be large, and on B, where .2 SD is allowed; independent prior, one session a profile.
"""

from __future__ import annotations

import argparse
import json
from statistics import fmean, stdev
from typing import Any

from game.assess.sets import load
from game.assess.settings import COMPETENCIES
from game.bench.recovery import MIDDLE, Player, made
from tools.recover import DAYS, MIND, scenario_of, solved

GOAL = 0.2


def run(arguments: list[str]) -> int:
    """Print the table; 1 when the mean gain on B is above the goal in any competency."""
    parser = argparse.ArgumentParser(prog="python -m tools repeat")
    parser.add_argument("form_a")
    parser.add_argument("form_b")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first", type=int, default=101)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    seeds = range(options.first, options.first + options.seeds)
    result = {form: _gains(options.form_a, form, list(seeds)) for form in (options.form_a, options.form_b)}
    print(json.dumps(result) if options.json else _table(result))
    return 0 if max(row["gain"] for row in result[options.form_b].values()) <= GOAL else 1


def _gains(known: str, form: str, seeds: list[int]) -> dict[str, Any]:
    """Per competency the mean gain over the seeds with its standard error, and both means."""
    fresh, knowing = ([_means(form, seed, memory) for seed in seeds] for memory in ("", known))
    return {k: _gain([f[k] for f in fresh], [m[k] for m in knowing]) for k in COMPETENCIES}


def _gain(fresh: list[float], knowing: list[float]) -> dict[str, float]:
    each = [m - f for f, m in zip(fresh, knowing, strict=True)]
    error = stdev(each) / len(each) ** 0.5 if len(each) > 1 else 0.0
    return {
        "fresh": round(fmean(fresh), 3), "knowing": round(fmean(knowing), 3), "gain": round(fmean(each), 3),
        "error": round(error, 3),
    }  # fmt: skip


def _means(form: str, seed: int, known: str) -> dict[str, float]:
    """Profile of one game of one form, by somebody who knows a form by heart or none."""
    from game.assess.indicators import evidence
    from game.autoplay import play
    from game.personas.graded import graded
    from game.personas.grades import Skill
    from game.personas.memoriser import memoriser, memory_of

    memory = memory_of(scenario_of(known)) if known else None
    way = graded(Skill(), memory.mind if memory else lambda s: solved(s, MIND))
    session = play(
        scenario_of(form), MIDDLE, seed=seed, planner=lambda s: solved(s, MIND), days=DAYS, ledger=True,
        measured=True, way=memoriser(memory, way) if memory else way,
    )  # fmt: skip
    figures = load()
    player = Player(persona=MIDDLE, seed=seed, sessions=(evidence(session.story()),))
    return {k: c.mean for k, c in made(player, figures).competencies.items()}


def _table(result: dict[str, Any]) -> str:
    lines = []
    for form, rows in result.items():
        lines.append(f"{form}: first time, by heart, gain +- standard error")
        lines += [
            f"  {k} {r['fresh']:6.2f} {r['knowing']:6.2f} {r['gain']:6.2f} +- {r['error']:.2f}"
            for k, r in rows.items()
        ]
    return "\n".join(lines)
