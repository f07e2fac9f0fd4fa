"""`python -m tools robust`: the long runs, resumable, one table.

Each run is one process with a time limit. Finished runs are kept in `.robust/results.json`
and skipped next time, unless the sources changed; `--again` starts over.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STORE = ROOT / ".robust" / "results.json"
SCENARIOS = ("eerste-rit", "vers-noord", "stukgoed")
PERSONAS = ("naive", "follower", "careful")
SEEDS = range(1, 6)
DAYS, PART = 9_900, 495
"""Random days of up to 40 orders, in parts; a part takes one to three minutes of one core."""
BIG_DAYS, BIG_PART = 100, 10
"""Random days of 300 orders."""
DAMAGE = {"day": 8, "hand": 2, "week": 4}
"""Parts in which every byte and bit of a golden log is damaged; a part takes some minutes."""
FUZZ, FUZZ_PART = 200_000, 50_000
"""Inputs for the readers of logs, plans and commands, in parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One long run: a name, and Python arguments whose exit code 0 means it held."""

    name: str
    arguments: tuple[str, ...]
    limit_s: int = 1800


def runs() -> list[Run]:
    """Every long run."""
    long_tests = [
        Run(name=f"tests {path}", arguments=("-m", "pytest", "-q", path))
        for path in ("tests/robust", "tests/record", "tests/content", "tests/flows")
        if (ROOT / path).exists()
    ]
    long_tests.append(
        Run(name="every look", arguments=("-m", "pytest", "-q", "tests/screens/test_layout_everywhere.py"))
    )
    games = [
        Run(name=f"play {s} {p} {seed}", arguments=("-m", "tools.robust", "--game", s, p, str(seed)))
        for s in SCENARIOS
        for p in PERSONAS
        for seed in SEEDS
    ]
    return long_tests + damage() + fuzz() + days() + games


def damage() -> list[Run]:
    """Golden logs cut at every byte, and with every bit flipped, in parts."""
    return [
        Run(name=f"damage {kind} {part + 1}/{parts}",
            arguments=("-m", "tests.robust.damage", kind, str(part), str(parts)))
        for kind, parts in DAMAGE.items()
        for part in range(parts)
    ]  # fmt: skip


def fuzz() -> list[Run]:
    """Odd logs, plans and commands, in parts."""
    return [
        Run(name=f"fuzz {first}-{first + FUZZ_PART - 1}",
            arguments=("-m", "tests.robust.fuzz", str(first), str(FUZZ_PART)))
        for first in range(0, FUZZ, FUZZ_PART)
    ]  # fmt: skip


def days() -> list[Run]:
    """Random days of generated worlds."""
    play = ("-m", "tests.robust.random_days")
    small = [
        Run(name=f"days {first}-{first + PART - 1}", arguments=(*play, str(first), str(PART)))
        for first in range(0, DAYS, PART)
    ]
    big = [
        Run(name=f"big days {first}-{first + BIG_PART - 1}",
            arguments=(*play, str(first), str(BIG_PART), "big"))
        for first in range(0, BIG_DAYS, BIG_PART)
    ]  # fmt: skip
    return small + big


def run(arguments: list[str]) -> int:
    """Do what is not done; returns 1 when anything did not hold."""
    if arguments[:1] == ["--game"]:
        return _game(*arguments[1:4])
    known = {} if "--again" in arguments else _known()
    stamp = _stamp()
    for item in runs():
        have = known.get(item.name)
        if have and have["stamp"] == stamp and have["held"]:
            continue
        known[item.name] = {**_one(item), "stamp": stamp}
        STORE.parent.mkdir(exist_ok=True)
        STORE.write_text(json.dumps(known, indent=1), encoding="utf-8")
    return _table(known)


def _one(item: Run) -> dict[str, object]:
    print(f"... {item.name}", file=sys.stderr, flush=True)
    began = time.monotonic()
    environment = {**os.environ, "RITREGIE_LONG": "1", "SDL_VIDEODRIVER": "dummy"}
    try:
        done = subprocess.run(
            [sys.executable, *item.arguments], cwd=ROOT, env=environment, capture_output=True, text=True,
            timeout=item.limit_s, check=False,
        )  # fmt: skip
        held, last = done.returncode == 0, (done.stdout + done.stderr).strip().split("\n")[-1][:100]
    except subprocess.TimeoutExpired:
        held, last = False, f"longer than {item.limit_s} s"
    return {"held": held, "seconds": round(time.monotonic() - began, 1), "last": last}


def _game(scenario: str, persona: str, seed: str) -> int:
    """Autoplay with the solver, then verify the log."""
    import tempfile

    from game.autoplay import play_to_folder
    from game.cli.helping import planner
    from game.content.load import load_scenario
    from game.replay import verify

    with tempfile.TemporaryDirectory() as folder:
        play_to_folder(
            load_scenario(scenario), persona, seed=int(seed), planner=planner(), folder=Path(folder)
        )
        verdict = verify(Path(folder) / "log.jsonl")
    print(verdict.verified, verdict.events, verdict.first_difference)
    return 0 if verdict.verified else 1


def _known() -> dict[str, dict[str, object]]:
    try:
        found: dict[str, dict[str, object]] = json.loads(STORE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _stamp() -> str:
    """Hash of all sources: a result belongs to the code that gave it."""
    hashed = hashlib.sha256()
    for path in sorted(p for folder in ("game", "tests", "tools") for p in (ROOT / folder).rglob("*")):
        if path.suffix in (".py", ".toml", ".csv", ".json"):
            hashed.update(path.read_bytes())
    return hashed.hexdigest()[:16]


def _table(known: dict[str, dict[str, object]]) -> int:
    for name, result in known.items():
        print(f"{'held' if result['held'] else 'NOT '}  {result['seconds']:>8} s  {name:40} {result['last']}")
    failed = sum(1 for r in known.values() if not r["held"])
    print(f"{len(known) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
