"""`python -m tools golden`: a log of each kind for the tests, named by the version of the rules.

A log that still verifies is left alone, so a second run does nothing. Logs of earlier rules are never made
again: they show that what was once written can be read for ever. Raise `RULES_VERSION`, run this once, and
commit the new files beside the old.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from game import RULES_VERSION
from game.content.load import load_scenario
from game.domain.scenario import Scenario
from game.record.journal import FileJournal, Journal
from game.replay import verify
from tools import golden_play

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "data" / "golden"
PLAYS: dict[str, tuple[str, Callable[[Scenario, Journal], object]]] = {
    "day": (golden_play.DAY, golden_play.day),
    "hand": (golden_play.BY_HAND, golden_play.by_hand),
    "week": (golden_play.WEEK, golden_play.week),
}


def golden(kind: str, rules: int = RULES_VERSION) -> Path:
    """The file of a kind of log (a key of `PLAYS`) under these rules."""
    return FOLDER / f"{kind}-rules{rules}.jsonl"


def run(arguments: Iterable[str]) -> int:
    """Make what is missing or no longer verifies; 1 when a new log does not verify either."""
    wanted = list(arguments) or list(PLAYS)
    unknown = set(wanted) - set(PLAYS)
    if unknown:
        print(f"no such log: {', '.join(sorted(unknown))}; there are {', '.join(PLAYS)}")
        return 2
    return max([_made(kind) for kind in wanted])


def _made(kind: str) -> int:
    path = golden(kind)
    if path.exists() and verify(path).verified:
        print(f"{path.name}: verifies, left alone")
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    scenario, play = PLAYS[kind]
    play(load_scenario(scenario), FileJournal(path))
    verdict = verify(path)
    print(f"{path.name}: {verdict.events} lines, {path.stat().st_size} bytes, verified: {verdict.verified}")
    return 0 if verdict.verified else 1
