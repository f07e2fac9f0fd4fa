"""How fast a million logged events become profile inputs with DuckDB (the extra `research`).

One day that a persona played is multiplied inside DuckDB: players and logs differ, ten sessions a player.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import duckdb

from game.assess.indicators import evidence
from game.autoplay import play
from game.bench.protocol import summary, timed_ms
from game.content.load import load_scenario
from game.report.evidence_table import EVENTS, EVIDENCE, event_rows, evidence_rows
from game.report.research import profile_inputs, write_parquet

SCENARIO, PERSONA = "stukgoed", "careful"
EVENTS_WANTED = 1_000_000
RUNS = 5


def measure() -> dict[str, Any]:
    """Two Parquet files (evidence, events) to inputs per player and session, all in memory afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        events = _tables(folder)
        rows = timed_ms(lambda: profile_inputs(folder / "evidence.parquet", folder / "events.parquet"), RUNS)
        found = profile_inputs(folder / "evidence.parquet", folder / "events.parquet")
        sizes = {f"{n}_bytes": (folder / f"{n}.parquet").stat().st_size for n in ("evidence", "events")}
    return {
        "protocol": f"{SCENARIO} played by {PERSONA}, multiplied; Parquet on disk, {RUNS} runs",
        "inputs": summary(rows),
        "events": events,
        "sessions": len(found),
        "evidence": sum(len(one.indicators) for one in found),
        **sizes,
    }


def _tables(folder: Path) -> int:
    """Write both files; returns how many events there are."""
    scenario = load_scenario(SCENARIO)
    reference = scenario.reference
    if reference is None:
        raise ValueError("the scenario of this measurement has a reference")
    session = play(scenario, PERSONA, seed=1, planner=lambda _: reference.plan)
    story = session.story(verified=True)
    found = evidence_rows(
        session.events, evidence(story), player="p", session=1, verified=True, parameters="bench"
    )
    write_parquet(folder / "one-evidence.parquet", EVIDENCE, found)
    write_parquet(folder / "one-events.parquet", EVENTS, event_rows(session.events, "p"))
    times = -(-EVENTS_WANTED // len(session.events))
    for name in ("evidence", "events"):
        nr = ", ((i % 10) + 1)::INTEGER AS session" if name == "evidence" else ""
        other = f"'p' || (i // 10) AS player, md5(i::VARCHAR) AS log{nr}"
        duckdb.execute(
            f"COPY (SELECT * EXCLUDE (i) REPLACE ({other}) "  # noqa: S608
            f"FROM read_parquet('{folder}/one-{name}.parquet'), range({times}) AS many(i)) "
            f"TO '{folder}/{name}.parquet' (FORMAT parquet)"
        )
    return times * len(session.events)
