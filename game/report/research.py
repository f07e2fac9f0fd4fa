"""Tables for research with DuckDB (the extra `research`): Parquet files, and profile inputs out of them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from game.domain.errors import Unreadable
from game.report.evidence_table import Row, as_csv

if TYPE_CHECKING:
    import duckdb

TYPES = {
    "session": "INTEGER", "seed": "BIGINT", "rules": "INTEGER", "version": "INTEGER", "raw": "DOUBLE",
    "category": "TINYINT", "threshold_1": "DOUBLE", "threshold_2": "DOUBLE", "threshold_3": "DOUBLE",
    "first_s": "INTEGER", "last_s": "INTEGER", "seq": "INTEGER", "clock_s": "INTEGER", "wall_ms": "BIGINT",
}  # fmt: skip
"""Columns that are no text; `events` becomes a list of numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What the profile needs of one session of one player."""

    player: str
    session: int
    log: str
    indicators: tuple[str, ...]
    categories: tuple[int, ...]
    """0..3, one for each indicator."""
    events: int
    """Events of the log that the evidence rests on, each once."""
    by_player: int
    """How many of those are the player's own acts."""


def write_parquet(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """A table as a Parquet file. Raises Unreadable without DuckDB."""
    database = _database()
    with tempfile.TemporaryDirectory() as folder:
        flat = Path(folder) / "rows.csv"
        flat.write_text(as_csv(columns, rows), encoding="utf-8")
        to_parquet(database, flat, path, columns)


def to_parquet(database: duckdb.DuckDBPyConnection, flat: Path, path: Path, columns: Sequence[str]) -> None:
    """A CSV file with these columns as a Parquet file."""
    shape = ", ".join(f"'{c}': '{TYPES.get(c, 'VARCHAR')}'" for c in columns)
    numbers = "CAST(string_split(nullif(events, ''), ' ') AS INTEGER[]) AS events"
    listed = [numbers if c == "events" else c for c in columns]
    database.execute(
        f"COPY (SELECT {', '.join(listed)} FROM read_csv({_quoted(flat)}, header = true, "  # noqa: S608
        f"columns = {{{shape}}})) TO {_quoted(path)} (FORMAT parquet)"
    )


def profile_inputs(evidence: Path, events: Path) -> list[Inputs]:
    """Per player and session, in the order played, what `assess.profile` works with, checked on the events.

    Evidence that rests on an event that is not there is left out: it cannot be traced.
    """
    database = _database()
    rows = database.execute(_INPUTS.format(evidence=_quoted(evidence), events=_quoted(events))).fetchall()
    return [
        Inputs(player=p, session=s, log=g, indicators=tuple(i), categories=tuple(c), events=n, by_player=own)
        for p, s, g, i, c, n, own in rows
    ]


_INPUTS = """
WITH rows AS MATERIALIZED (
    SELECT player, session, log, dense_rank() OVER (ORDER BY player, session, log) AS one, indicator,
           category, events, file_row_number AS nr
    FROM read_parquet({evidence}, file_row_number = true)
), logs AS MATERIALIZED (
    SELECT DISTINCT log, one FROM rows
), rested AS MATERIALIZED (
    SELECT nr, one, unnest(events) AS seq FROM rows
), happened AS MATERIALIZED (
    -- the many events are looked up in the few that are rested on, not the other way about
    SELECT DISTINCT one, seq, actor = 'player' AS own FROM read_parquet({events}) JOIN logs USING (log)
    SEMI JOIN (SELECT DISTINCT one, seq FROM rested) AS few USING (one, seq)
), lost AS (
    SELECT DISTINCT nr FROM rested ANTI JOIN happened USING (one, seq)
), counted AS (
    SELECT one, count(*) AS n, count(*) FILTER (own) AS own FROM happened GROUP BY one
), listed AS (
    SELECT one, any_value(player) AS player, any_value(session) AS session, any_value(log) AS log,
           list(indicator ORDER BY nr) AS names, list(category ORDER BY nr) AS marks
    FROM rows ANTI JOIN lost USING (nr) GROUP BY one
)
SELECT player, session, log, names, marks, coalesce(n, 0), coalesce(own, 0)
FROM listed LEFT JOIN counted USING (one) ORDER BY one
"""


def _quoted(path: Path) -> str:
    """A file name as a word of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def _database() -> duckdb.DuckDBPyConnection:
    try:
        import duckdb
    except ImportError:
        raise Unreadable("research.missing") from None
    return duckdb.connect(":memory:")
