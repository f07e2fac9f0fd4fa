"""`python -m tools rounds LOG...`: two rounds, what a group shows of planning by hand and with help.

LOG is a log or a folder of logs of any number of players. Logs that do not replay are left out and named.
The estimate and its source stand in `game.assess.crossover`. With `--json` one object on standard output.

`python -m tools rounds --play PERSONA --players N --seed S --out DIR` lets a persona play both rounds N
times, in the orders that the seeds S, S+1, ... give. A persona's planning time is made up (so many seconds
an act): it shows that everything works, and nothing about people.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from game.assess.crossover import estimate
from game.assess.trial import LEAST, Estimate
from game.autoplay import Planner, play
from game.cli.say import tongue
from game.content.language import Language
from game.content.load import load_scenario
from game.domain.errors import Unreadable
from game.domain.plan import Plan
from game.domain.rounds import CLAIM, Part, order_of
from game.personas import PERSONAS
from game.record.journal import FileJournal
from game.replay import verify
from game.rounds import Pair, logs_in, pairs_of, read_round, trials_of
from game.session import Session
from game.solver.reference import solve

ACT_MS = 4000
"""A persona's made-up time for one act; with help it plans in fewer acts."""
SOLUTIONS = 20


def run(arguments: Sequence[str]) -> int:
    """0: an estimate; 1: too few players for one, or a log that does not replay; 2: bad input."""
    parser = argparse.ArgumentParser(prog="python -m tools rounds", description=__doc__)
    parser.add_argument("logs", type=Path, nargs="*")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lang", default="", choices=("", "nl", "en"))
    parser.add_argument("--play", default="", choices=("", *PERSONAS), metavar="PERSONA")
    parser.add_argument("--players", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=None)
    chosen = parser.parse_args(list(arguments))
    if chosen.play and chosen.out is not None:
        for seed in range(chosen.seed, chosen.seed + chosen.players):
            play_pair(chosen.play, seed=seed, folder=chosen.out, planner=quick)
            print(f"{chosen.play}, seed {seed}: {order_of(seed).id}", file=sys.stderr, flush=True)
        return 0
    if not chosen.logs:
        parser.print_usage()
        return 2
    return _tell(chosen.logs, tongue(chosen.lang), as_json=chosen.json)


# -- reading ----------------------------------------------------------------------------------------
def _tell(where: Iterable[Path], lang: Language, *, as_json: bool) -> int:
    pairs, left_out = read_pairs(where)
    found = estimate(trials_of(pairs))
    if as_json:
        print(json.dumps(data(found, pairs, left_out), allow_nan=False))
    else:
        for path in left_out:
            print(lang.t("rounds.left_out", file=path.name))
        print("\n".join(words(found, lang)))
    return 0 if found.state == "ok" and not left_out else 1


def read_pairs(where: Iterable[Path]) -> tuple[tuple[Pair, ...], tuple[Path, ...]]:
    """Pairs of logs that replay, the latest first; and the rounds that were left out since they do not."""
    rounds, left_out = [], []
    paths = [path for each in where for path in (logs_in(each) if each.is_dir() else (each,))]
    for path in paths:
        played = read_round(path)
        if played is None:
            continue
        if _verified(path) is False:
            left_out.append(path)
        else:
            rounds.append(played)
    return pairs_of(rounds), tuple(left_out)


def _verified(path: Path) -> bool | None:
    try:
        return verify(path).verified
    except Unreadable:
        return False


def words(found: Estimate, lang: Language) -> list[str]:
    """The estimate beside the claim, or why there is none."""
    low, high = (lang.percent(share) for share in CLAIM)
    claim = lang.t("rounds.claim", low=low, high=high)
    if found.state != "ok":
        return [lang.t(f"rounds.group_{found.state}", n=found.n, least=LEAST), claim]
    shares = {k: lang.percent(getattr(found, k), 1) for k in ("share", "low", "high", "later", "form_b")}
    return [
        lang.t("rounds.group_ok", n=found.n, **shares), lang.t("rounds.group_also", **shares), claim,
        lang.t(f"rounds.beside_{found.beside(CLAIM)}"),
    ]  # fmt: skip


def data(found: Estimate, pairs: Sequence[Pair], left_out: Sequence[Path]) -> dict[str, Any]:
    """For `--json`."""
    made = {k: getattr(found, k) for k in ("state", "n", "share", "low", "high", "later", "form_b")}
    complete = sum(p.complete for p in pairs)
    return {**made, "claim": list(CLAIM), "pairs": complete, "left_out": [p.name for p in left_out]}


# -- playing ----------------------------------------------------------------------------------------
def quick(session: Session) -> Plan:
    """A whole plan in a second, the same every time."""
    return solve(session.system, session.visible, solution_limit=SOLUTIONS).plan


def play_pair(persona: str, *, seed: int, folder: Path, planner: Planner) -> tuple[Session, Session]:
    """Both rounds of one persona, in the order of the seed, with their logs in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    order, made = order_of(seed), []
    for each in order.rounds:
        part = Part(pair=f"{persona}-{seed}", nr=each.nr, seed=seed, order=order)
        log = folder / f"{persona}-{seed}-{each.nr}.jsonl"
        log.unlink(missing_ok=True)
        player, clock = f"persona-{persona}-{seed}", _Clock()
        session = play(
            load_scenario(each.scenario), persona, seed=seed, planner=planner, journal=FileJournal(log),
            player=player, now_ms=clock, part=part,
        )  # fmt: skip
        made.append(session)
    return made[0], made[1]


class _Clock:
    """So many milliseconds later each time that it is read."""

    def __init__(self) -> None:
        self.now_ms = 0

    def __call__(self) -> int:
        self.now_ms += ACT_MS
        return self.now_ms
