"""The project's own measurements: each prints its protocol with the figures, so that they can be repeated."""

from __future__ import annotations

import importlib
import inspect
import json
import sys
from collections.abc import Mapping
from typing import Any

from game.bench.protocol import Options, machine
from game.domain.errors import Unreadable

BENCHES = ("evaluate", "advice", "day", "robust", "log", "profile", "recovery", "solve", "ui")
"""In running order: the quick ones first."""


LONG = ("rich", "growth", "classic", "research")
"""Only when named: these take hours and go on where they were stopped; `research` needs an extra."""


def run(names: tuple[str, ...] = (), as_json: bool = False, options: Options | None = None) -> dict[str, Any]:
    """Run the named measurements (all but the long ones when none), print them, and return them by name.

    A measurement that takes options has one parameter. Raises Unreadable for a name that does not exist.
    """
    for name in names:
        if name not in (*BENCHES, *LONG):
            raise Unreadable("bench.unknown", name=name, known=", ".join((*BENCHES, *LONG)))
    results: dict[str, Any] = {"machine": machine()}
    if not as_json:
        _show("machine", results["machine"])
    chosen = [b for b in (*BENCHES, *LONG) if b in names] if names else BENCHES
    for name in chosen:
        if sys.stderr.isatty():
            sys.stderr.write(f"{name} ...\n")
        measure = importlib.import_module(f"game.bench.{name}").measure
        wants = bool(inspect.signature(measure).parameters)
        results[name] = measure(options or Options()) if wants else measure()
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
