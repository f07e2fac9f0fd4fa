"""TOML text to plain values, with the line of every key so that a fault can say where."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from game.content.limits import MAX_DEPTH, Faults

Loc = tuple[str | int, ...]
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_HEADER = re.compile(r"^\[(\[)?\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"""^([\w."'-]+)\s*=\s*(.*)$""")
_QUOTED = re.compile(r""""(?:\\.|[^"\\])*"|'[^']*'""")


def parse_toml(text: str, file: str, faults: Faults) -> dict[str, Any] | None:
    """The tables of a file; None with a located fault when it is no TOML or nested too deep."""
    try:
        tree = tomllib.loads(text)
    except RecursionError:
        faults.add(file, "fault.too_deep", most=MAX_DEPTH)
        return None
    except ValueError as error:
        found = _AT.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        faults.add(file, "fault.toml", line=line, value=_AT.sub("", str(error)).strip())
        return None
    if _too_deep(tree):
        faults.add(file, "fault.too_deep", most=MAX_DEPTH)
        return None
    return tree


def _too_deep(tree: Mapping[str, Any]) -> bool:
    """Walks with a list, not by calling itself: a hostile file must not exhaust the stack."""
    todo: list[tuple[Any, int]] = [(tree, 1)]
    while todo:
        node, depth = todo.pop()
        if depth > MAX_DEPTH:
            return True
        children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        todo.extend((child, depth + 1) for child in children if isinstance(child, dict | list))
    return False


class Lines:
    """Line numbers of the keys of a TOML text; a part of a multi-line value gives its first line."""

    def __init__(self, text: str) -> None:
        self._of = dict(_scan(text))

    def of(self, loc: Loc) -> int:
        """The line of a path such as ("vehicle", 1, "class"), or of the nearest table above; 0 unknown."""
        for size in range(len(loc), 0, -1):
            if loc[:size] in self._of:
                return self._of[loc[:size]]
        return 0


def _scan(text: str) -> Iterator[tuple[Loc, int]]:
    table: Loc = ()
    last: dict[Loc, int] = {}
    depth, fence = 0, ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if fence:
            fence = "" if fence in line else fence
            continue
        if depth > 0:
            depth += _brackets(line)
            continue
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = _enter(header[2], bool(header[1]), last)
            yield table, number
        elif key:
            yield (*table, *(_plain(p) for p in key[1].split("."))), number
            fence = next((q for q in ('"""', "'''") if key[2].startswith(q) and q not in key[2][3:]), "")
            depth = 0 if fence else _brackets(key[2])


def _enter(name: str, many: bool, last: dict[Loc, int]) -> Loc:
    """Path of a table header, with the index of each list of tables on the way."""
    path: Loc = ()
    parts = [_plain(part) for part in name.split(".")]
    for i, part in enumerate(parts):
        path = (*path, part)
        if many and i == len(parts) - 1:
            last[path] = last.get(path, -1) + 1
        if path in last:
            path = (*path, last[path])
    return path


def _plain(part: str) -> str:
    return part.strip().strip("\"'")


def _brackets(line: str) -> int:
    bare = _QUOTED.sub("", line).split("#")[0]
    return sum(bare.count(c) for c in "[{") - sum(bare.count(c) for c in "]}")


def loc_text(loc: Loc) -> str:
    """`vehicle[2].class` for people: lists count from 1."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
