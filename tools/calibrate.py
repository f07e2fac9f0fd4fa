"""`python -m tools calibrate VERSION [LOG...]`: a parameter set from logs, or from simulated players.

    python -m tools calibrate logs-1 out/*/log.jsonl     each log is one session
    python -m tools calibrate sim-1 --players 150        players who answer as the set that is worked on says
    python -m tools calibrate --freeze                   freeze the set that is worked on as it stands

The set is written under `game/assets/assess/sets/` and frozen: a version never changes again (`--dry` only
shows it). Logs that do not replay are refused. A player is the pseudonym of the log; of a persona also the
seed. Give each player's logs in the order played, and let players play in different orders: else growth and
the difficulty of later scenarios are one. An indicator with fewer than 30 answers keeps its expert figures.
A set from simulated players says how sure a profile can be if the expert guesses hold; of people it says
nothing.
"""

from __future__ import annotations

import argparse
import datetime
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from game.assess.calibrate import Calibrated, Sample, calibrate
from game.assess.indicators import evidence
from game.assess.sets import freeze, read
from game.assess.settings import COMPETENCIES, FILE, PRIORS, Dynamics, Settings, settings
from game.assess.simulate import design, simulated
from game.assess.structure import dynamics_of
from game.assess.widening import widening
from game.domain import chance
from game.domain.errors import GameError
from game.replay import verify

LEAST = 30
MISSING = 0.3
ROUNDS = 4
LABELS = {
    "simulated": {"nl": "ijking op nagebootste spelers", "en": "calibrated on simulated players"},
    "calibrated": {"nl": "geijkt op spelers", "en": "calibrated on players"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Answers by name: (player, session of that player, indicator, category)."""

    rows: tuple[tuple[str, int, str, int], ...]
    quality: str
    source: str


def run(arguments: list[str]) -> int:
    """Make a set and freeze it; exit code 1 when that version exists or there is too little to go by."""
    options = _options(arguments)
    if options.freeze:
        print(freeze(read(FILE)))
        return 0
    figures = settings()
    draw = chance.stream(options.seed, f"calibrate/{options.version}")
    try:
        found = _logs(options.log, figures) if options.log else _simulated(options, figures, draw)
        made = new_set(options.version, found, figures, draw)
        _show(made, figures)
        if not options.dry:
            print(freeze(made))
    except (GameError, ValueError, FileExistsError) as why:
        print(f"calibrate: {why}")
        return 1
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools calibrate")
    parser.add_argument("version", nargs="?", default="")
    parser.add_argument("log", nargs="*", type=Path)
    parser.add_argument("--players", type=int, default=150)
    parser.add_argument("--sessions", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dry", action="store_true", help="show the set, write nothing")
    parser.add_argument("--freeze", action="store_true", help="freeze indicators.toml as it stands")
    found = parser.parse_args(arguments)
    if not (found.version or found.freeze):
        parser.error("give the new set a version, such as logs-1")
    return found


def new_set(version: str, found: Answered, figures: Settings, draw: chance.Random) -> dict[str, Any]:
    """The file of a new set. Raises ValueError when there are too few answers to go by."""
    sample, names = sample_of(found, figures)
    growing = int(sample.position.max()) > 0
    began = time.perf_counter()
    items = calibrate(sample, growing=growing)
    model = dynamics_of(sample, items, growing=growing)
    print(f"calibrated in {time.perf_counter() - began:.1f} s")
    wide = widening(sample, items, model, draw, rounds=ROUNDS, growing=growing)
    raw = read(FILE)
    raw |= {
        "version": version, "label": LABELS[found.quality], "source": found.source,
        "quality": found.quality, "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "players": sample.players, "sessions": len(sample.player), "answers": len(sample.item),
        "model": _model(model, wide),
    }  # fmt: skip
    for number, name in enumerate(names):
        raw["indicator"][name] |= _item(items, number, sample)
    return raw


def sample_of(found: Answered, figures: Settings) -> tuple[Sample, tuple[str, ...]]:
    """Numbered answers of the indicators that have enough of them, and the names of these."""
    count: dict[str, int] = {}
    for _, _, name, _ in found.rows:
        count[name] = count.get(name, 0) + 1
    names = tuple(name for name in figures.items if count.get(name, 0) >= LEAST)
    rows = [row for row in found.rows if row[2] in names]
    if not rows:
        raise ValueError(f"no indicator has {LEAST} answers: more players or sessions are needed")
    number = {name: i for i, name in enumerate(names)}
    visits = sorted({(player, session) for player, session, _, _ in rows})
    players = {player: i for i, player in enumerate(sorted({p for p, _ in visits}))}
    at = {visit: i for i, visit in enumerate(visits)}
    sample = Sample(
        ability=np.array([COMPETENCIES.index(figures.items[name].competency) for name in names]),
        player=np.array([players[p] for p, _ in visits]),
        position=np.array([session for _, session in visits]),
        visit=np.array([at[(p, s)] for p, s, _, _ in rows]),
        item=np.array([number[name] for _, _, name, _ in rows]),
        category=np.array([category for _, _, _, category in rows]),
    )
    return sample, names


def _logs(logs: Sequence[Path], figures: Settings) -> Answered:
    rows = tuple(_evidence(logs, figures))
    return Answered(rows=rows, quality="calibrated", source=f"{len(logs)} logs that replay")


def _evidence(logs: Sequence[Path], figures: Settings) -> Iterator[tuple[str, int, str, int]]:
    before: dict[str, int] = {}
    for log in logs:
        verdict = verify(log)
        if verdict.session is None or verdict.verified is not True:
            raise ValueError(f"{log.name} does not replay: {verdict.first_difference or 'older rules'}")
        story = verdict.session.story(verified=True)
        player = f"{story.player}/{story.seed}" if story.player.startswith("persona-") else story.player
        session = before.get(player, 0)
        before[player] = session + 1
        yield from ((player, session, e.indicator, e.category) for e in evidence(story, figures))


def _simulated(options: argparse.Namespace, figures: Settings, draw: chance.Random) -> Answered:
    """Players who meet every indicator in every session, but for the share that is missing."""
    names = tuple(figures.items)
    ability = [COMPETENCIES.index(item.competency) for item in figures.items.values()]
    scenario = [s for s in range(options.sessions) for _ in names]
    where = design(ability * options.sessions, scenario, options.players, MISSING, draw)
    where = replace(where, item=where.item % len(names), ability=np.array(ability))
    items = Calibrated(
        slope=np.array([i.a for i in figures.items.values()]),
        b=np.array([i.b for i in figures.items.values()]),
        session_sd=figures.model.session_sd,
        growth=figures.model.growth,
    )
    sample = simulated(where, items, figures.model, draw).sample
    rows = tuple(
        (f"{sample.player[v]:05d}", int(sample.position[v]), names[i], int(category))
        for v, i, category in zip(sample.visit, sample.item, sample.category, strict=True)
    )
    source = f"simulated from {figures.version}, seed {options.seed}"
    return Answered(rows=rows, quality="simulated", source=source)


def _model(model: Dynamics, wide: dict[str, tuple[float, ...]]) -> dict[str, Any]:
    figures = (
        "session_sd",
        "drift_sd",
        "prior_sd",
        "correlation",
        "growth",
        "growth_sd",
        "growth_correlation",
    )
    widen = {prior: [round(x, 3) for x in wide[prior]] for prior in PRIORS}
    return {"slope": 1.0, **{f: round(getattr(model, f), 4) for f in figures}, "widen": widen}


def _item(items: Calibrated, number: int, sample: Sample) -> dict[str, Any]:
    return {
        "a": round(float(items.slope[number]), 3), "b": [round(float(x), 3) for x in items.b[number]],
        "answers": int((sample.item == number).sum()),
    }  # fmt: skip


def _show(made: dict[str, Any], figures: Settings) -> None:
    print(made["version"], *(f"{made[key]} {key}" for key in ("players", "sessions", "answers")))
    print({key: value for key, value in made["model"].items() if key != "widen"})
    for prior, factors in made["model"]["widen"].items():
        print(f"intervals x {min(factors)} .. {max(factors)} ({prior})")
    for name, part in made["indicator"].items():
        kept = "" if "answers" in part else "  (expert figures kept)"
        guess = figures.items[name]
        print(f"  {name:24} a {part.get('a', guess.a):5.2f}  b {part['b']}  expert {list(guess.b)}{kept}")
