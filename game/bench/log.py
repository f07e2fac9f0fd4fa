"""What the log costs: a command with its fsync, the size of a line, and replaying it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from game.bench.big import big_scenario, sweep_plan
from game.bench.protocol import summary, timed_ms
from game.domain import commands as c
from game.record.journal import FileJournal
from game.replay import start, verify

MOVES = 200
REPLAYS = 3


def measure() -> dict[str, Any]:
    """A command on the 300-order plan, logged and safe on disk before it returns; and a replay of all."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.jsonl"
        session = start(big_scenario(), seed=1, journal=FileJournal(path))
        session.do(c.Begin())
        acts = _acts(MOVES + 1)
        first = path.stat().st_size
        rows = timed_ms(lambda: session.do(next(acts)), MOVES)
        size = path.stat().st_size
        replayed = timed_ms(lambda: verify(path), REPLAYS, warm=0)
        verdict = verify(path)
    return {
        "protocol": f"{MOVES} place commands on 300 orders, one fsync each, in the temporary folder; "
        f"replay of the whole log {REPLAYS} times",
        "command": summary(rows),
        "replay": summary(replayed),
        "events": verdict.events,
        "verified": verdict.verified,
        "first_events_bytes": first,
        "bytes_per_command": round((size - first) / (MOVES + 1)),
    }


def _acts(count: int) -> Iterator[c.Command]:
    plan = sweep_plan(big_scenario().system)
    made = 0
    for trip in plan.trips:
        for at, stop in enumerate(trip.stops):
            if made < count:
                made += 1
                yield c.Place(order=stop.order, vehicle=trip.vehicle, at=at)
