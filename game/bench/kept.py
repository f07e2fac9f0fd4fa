"""Outcomes by key in a file, written after each one: hours of measuring may be cut into pieces."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from game.domain.errors import Unreadable

Row = TypeVar("Row")


class Kept(Generic[Row]):
    """What was measured before and now. `read` and `plain` turn a row from and into JSON values.

    Raises `Unreadable` for a file that holds something else: it is not overwritten.
    """

    def __init__(self, path: Path | None, read: Callable[[Any], Row], plain: Callable[[Row], Any]) -> None:
        self.path, self.plain = path, plain
        self.rows: dict[str, Row] = {}
        if path is None or not path.exists():
            return
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            self.rows = {key: read(value) for key, value in found.items()}
        except (OSError, ValueError, TypeError, AttributeError) as why:
            raise Unreadable("bench.kept", file=str(path), why=str(why)) from None

    def keep(self, key: str, row: Row) -> None:
        """One more."""
        self.rows[key] = row
        if self.path is not None:
            plain = {k: self.plain(r) for k, r in self.rows.items()}
            self.path.write_text(json.dumps(plain, indent=0), encoding="utf-8")
