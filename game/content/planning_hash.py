"""What a plan is judged on, as one hash: a reference stays true while only the day's story changes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from game.content.limits import ORDERS, SCENARIO

STORY = frozenset({
    "truth", "moment", "message", "disruption", "source", "reflection", "optional_orders",
    "version", "level", "minutes", "competencies", "kind",
})  # fmt: skip
"""Keys of scenario.toml that change no judgement of a plan."""
ENDS = ("pickup", "delivery")


def planning_hash(files: Mapping[str, bytes]) -> str:
    """sha256 over places, fleet, rules and the orders that are seen at the start, as they were written.

    Optional orders and places that only they use are left out: no stored plan holds them. The files have
    been checked before.
    """
    tree = tomllib.loads(files[SCENARIO].decode("utf-8-sig"))
    hidden = frozenset(map(str, tree.get("optional_orders", ())))
    rows = list(csv.DictReader(io.StringIO(files[ORDERS].decode("utf-8-sig"), newline="")))
    seen = [row for row in rows if (row.get("id") or "").strip() not in hidden]
    only_hidden = _ends(rows) - _ends(seen)
    written = {key: value for key, value in tree.items() if key not in STORY}
    written["place"] = [p for p in tree.get("place", ()) if p.get("id") not in only_hidden]
    text = json.dumps([written, list(map(_row, seen))], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _ends(rows: list[dict[str, Any]]) -> frozenset[str]:
    return frozenset((row.get(end) or "").strip() for row in rows for end in ENDS)


def _row(row: Mapping[str | None, Any]) -> dict[str, str]:
    return dict(_cells(row))


def _cells(row: Mapping[str | None, Any]) -> Iterator[tuple[str, str]]:
    """Filled cells, without the white space around them."""
    for name, cell in row.items():
        if name and isinstance(cell, str) and cell.strip():
            yield name.strip(), cell.strip()
