"""The dated figures of the outside world (game/assets/facts/facts.toml), each with its origin.

A path such as ``toll.discount_share`` names a fact; a fact that changes over time has one
entry per period. Asking for a day outside every period is an error, never a guess.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from game.domain.world import Fact

FACTS_FILE = Path(__file__).resolve().parent.parent / "assets" / "facts" / "facts.toml"
QUALITIES = frozenset({"R", "R2", "D", "M-high", "M-med", "M-low", "A"})
_NEEDED = ("value", "unit", "source", "quality")
_OUTSIDE = frozenset({"schema", "as_of", "sources"})
Value = float | int | str


class FactError(LookupError):
    """A figure that does not exist, has no value on the day, or has the wrong kind.

    `path` names the entry of a facts file that is itself wrong; empty when somebody asked wrongly.
    """

    def __init__(self, text: str, path: str = "") -> None:
        super().__init__(text)
        self.path = path


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFacts:
    """Every entry by path, in file order, with the sources spelled out."""

    as_of: date
    sources: Mapping[str, str]
    entries: Mapping[str, tuple[Fact, ...]]

    def entry(self, path: str, on: date) -> Fact:
        """The fact valid on a day. Raises FactError when there is none, or more than one."""
        known = self.entries.get(path)
        if known is None:
            raise FactError(f"no fact {path!r}; near it: {', '.join(self._near(path)) or 'nothing'}")
        valid = [fact for fact in known if is_valid(fact, on)]
        if len(valid) != 1:
            periods = "; ".join(f"{f.valid_from or '..'} to {f.valid_to or '..'}" for f in known)
            raise FactError(f"fact {path!r} has {len(valid)} values on {on}; periods: {periods}")
        return valid[0]

    def value(self, path: str, on: date) -> Value:
        """The bare value on a day."""
        return self.entry(path, on).value

    def number(self, path: str, on: date) -> float:
        """The value as a float. Raises FactError for a text."""
        value = self.value(path, on)
        if isinstance(value, str):
            raise FactError(f"fact {path!r} is the text {value!r}, not a number")
        return float(value)

    def whole(self, path: str, on: date) -> int:
        """The value of a fact that is an integer. Raises FactError for anything else."""
        value = self.value(path, on)
        if not isinstance(value, int):
            raise FactError(f"fact {path!r} is {value!r}, not a whole number")
        return value

    def text(self, path: str, on: date) -> str:
        """The value of a fact that is a text. Raises FactError for a number."""
        value = self.value(path, on)
        if not isinstance(value, str):
            raise FactError(f"fact {path!r} is {value!r}, not a text")
        return value

    def names(self, group: str) -> tuple[str, ...]:
        """Names directly below a group, in file order: ``names("vehicle")``."""
        start = group + "."
        below = (path[len(start) :].split(".")[0] for path in self.entries if path.startswith(start))
        return tuple(dict.fromkeys(below))

    def group(self, group: str, on: date) -> dict[str, Value]:
        """Values of the facts directly below a group that have one on that day."""
        paths = {name: f"{group}.{name}" for name in self.names(group)}
        return {n: f.value for n, p in paths.items() for f in self.entries.get(p, ()) if is_valid(f, on)}

    def _near(self, path: str) -> list[str]:
        parent = path.rpartition(".")[0]
        return [known for known in self.entries if known.rpartition(".")[0] == parent][:8]


def is_valid(fact: Fact, on: date) -> bool:
    """Both ends of a period belong to it; an open end is unbounded."""
    day = on.isoformat()
    return (fact.valid_from or day) <= day <= (fact.valid_to or day)


@cache
def read_facts(path: Path = FACTS_FILE) -> RawFacts:
    """Read and check the facts file once."""
    return parse_facts(path.read_text(encoding="utf-8"))


def parse_facts(text: str) -> RawFacts:
    """Facts from TOML text. Raises FactError with the path of what is wrong."""
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FactError(f"the facts are not TOML: {error}") from error
    body = {key: value for key, value in tree.items() if key not in _OUTSIDE}
    sources: dict[str, str] = tree.get("sources", {})
    entries = dict(_walk(body, "", sources))
    return RawFacts(as_of=_date(tree.get("as_of"), "as_of"), sources=sources, entries=entries)


def _walk(
    node: Mapping[str, Any], prefix: str, sources: Mapping[str, str]
) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    for key, child in node.items():
        path = f"{prefix}{key}"
        if isinstance(child, list) or (isinstance(child, dict) and "value" in child):
            parts = child if isinstance(child, list) else [child]
            yield path, tuple(_fact(part, path, sources) for part in parts)
        elif isinstance(child, dict):
            yield from _walk(child, path + ".", sources)
        else:
            raise FactError(f"{path}: a figure needs value, unit, source and quality", path)


def _fact(part: Any, path: str, sources: Mapping[str, str]) -> Fact:
    missing = [name for name in _NEEDED if not isinstance(part, dict) or name not in part]
    if missing:
        needed = "a figure needs value, unit, source and quality"
        raise FactError(f"{path}: {needed}; missing: {', '.join(missing)}", path)
    if part["source"] not in sources:
        raise FactError(f"{path}: source {part['source']!r} is not in [sources]", path)
    if part["quality"] not in QUALITIES:
        raise FactError(f"{path}: quality {part['quality']!r} is not one of {sorted(QUALITIES)}", path)
    value = part["value"]
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise FactError(f"{path}: value {value!r} is neither a number nor a text", path)
    first, last = _period(part, path)
    origin = {name: str(part[name]) for name in ("unit", "source", "quality")}
    return Fact(key=path, value=value, valid_from=first, valid_to=last, **origin)


def _period(part: Mapping[str, Any], path: str) -> tuple[str, str]:
    ends = [_date(part[k], path).isoformat() if k in part else "" for k in ("valid_from", "valid_to")]
    if ends[0] and ends[1] and ends[0] > ends[1]:
        raise FactError(f"{path}: valid_from {ends[0]} is after valid_to {ends[1]}", path)
    return ends[0], ends[1]


def _date(value: object, path: str) -> date:
    if type(value) is not date:
        raise FactError(f"{path}: {value!r} is not a date such as 2026-07-01", path)
    return value
