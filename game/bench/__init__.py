"""The project's own measurements: each prints its protocol with the figures, so that they can be repeated."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Mapping
from typing import Any

from game.bench.protocol import machine
from game.domain.errors import Unreadable

BENCHES = ("evaluate", "advice", "robust", "log", "solve", "rich", "ui")
"""In running order: the quick ones first."""


def run(names: tuple[str, ...] = (), as_json: bool = False) -> dict[str, Any]:
    """Run the named measurements (all when none), print them, and return them by name.

    Raises Unreadable for a name that does not exist.
    """
    for name in names:
        if name not in BENCHES:
            raise Unreadable("bench.unknown", name=name, known=", ".join(BENCHES))
    results: dict[str, Any] = {"machine": machine()}
    if not as_json:
        _show("machine", results["machine"])
    for name in [b for b in BENCHES if not names or b in names]:
        if sys.stderr.isatty():
            sys.stderr.write(f"{name} ...\n")
        results[name] = importlib.import_module(f"game.bench.{name}").measure()
        if not as_json:
            _show(name, results[name])
    if as_json:
        sys.stdout.write(json.dumps(results, ensure_ascii=False) + "\n")
    return results


def _show(name: str, result: Mapping[str, Any], indent: int = 0) -> None:
    """Figures as people read them: one a line, parts indented."""
    sys.stdout.write(" " * indent + name + "\n")
    for key, value in result.items():
        if isinstance(value, Mapping):
            _show(str(key), value, indent + 2)
        else:
            sys.stdout.write(f"{' ' * (indent + 2)}{key}: {value}\n")
