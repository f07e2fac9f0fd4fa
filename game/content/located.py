"""Pydantic's complaints as located faults in our own words."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from game.content.limits import SCENARIO, Faults, shorten
from game.content.tomlfile import Lines, Loc, loc_text

Model = TypeVar("Model", bound=BaseModel)
_LIMITS = {
    "greater_than": ("fault.too_small", "gt"),
    "greater_than_equal": ("fault.too_small", "ge"),
    "less_than": ("fault.too_large", "lt"),
    "less_than_equal": ("fault.too_large", "le"),
    "too_short": ("fault.too_few", "min_length"),
    "too_long": ("fault.too_many", "max_length"),
    "string_too_short": ("fault.text_short", "min_length"),
    "string_too_long": ("fault.text_long", "max_length"),
}
_SIMPLE = {
    "literal_error": "fault.choice",
    "string_pattern_mismatch": "fault.id",
    "finite_number": "fault.not_finite",
    "int_from_float": "fault.not_finite",
}
_WANTED = {
    "int": "12", "float": "12.5", "string": '"..."', "bool": "true", "list": "[...]", "date": "2026-11-24",
    "model": "[...]", "dict": "{...}",
}  # fmt: skip


class Located:
    """Notes faults of scenario.toml with the path of the key and its line."""

    def __init__(self, lines: Lines, faults: Faults) -> None:
        self.lines = lines
        self.faults = faults

    def __call__(self, key: str, /, *loc: str | int, **values: object) -> None:
        """One fault at a path such as `"vehicle", 1, "class"`."""
        self.faults.add(SCENARIO, key, loc_text(loc), self.lines.of(loc), **values)

    def need(self, name: str, known: Collection[str], /, *loc: str | int) -> bool:
        """Whether an id is known; a fault with the nearest known one when it is not."""
        if name in known:
            return True
        self("fault.unknown_id", *loc, name=name, suggest=nearest(name, known))
        return False

    @property
    def count(self) -> int:
        """Faults found so far, of all files."""
        return len(self.faults.found)


def validated(
    model: type[Model],
    data: Any,
    *,
    file: str,
    faults: Faults,
    line: Callable[[Loc], int] = lambda _: 0,
    where: Callable[[Loc], str] = loc_text,
) -> Model | None:
    """The model, or None with one fault for each complaint."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for item in error.errors(include_url=False, include_input=True):
            loc: Loc = tuple(item["loc"])
            key, values = _words(item, model)
            faults.add(file, key, where(loc), line(loc), **values)
        return None


def _words(item: Any, model: type[BaseModel]) -> tuple[str, dict[str, object]]:
    """Our key for a complaint, and the values of its sentence."""
    kind, context = str(item["type"]), item.get("ctx", {})
    value, name = shorten(item["input"]), str((item["loc"] or ("",))[-1])
    if kind.startswith("fault."):
        return kind, context
    if kind == "missing":
        return "fault.key_missing", {"name": name}
    if kind == "extra_forbidden":
        return "fault.key_unknown", {"name": name, "suggest": nearest(name, _keys(model, item["loc"][:-1]))}
    if kind in _LIMITS:
        key, limit = _LIMITS[kind]
        return key, {"value": value, "limit": context.get(limit, "")}
    wanted = context.get("expected") or _WANTED.get(kind.split("_", maxsplit=1)[0], kind)
    return _SIMPLE.get(kind, "fault.kind"), {"value": value, "wanted": wanted}


def _keys(model: type[BaseModel], loc: tuple[Any, ...]) -> Collection[str]:
    """Keys that a table of this form may have."""
    here: Any = model.model_json_schema(by_alias=True)
    tables = here.get("$defs", {})
    for part in loc:
        here = here.get("properties", {}).get(part, here) if isinstance(part, str) else here
        ref = here.get("$ref") or here.get("items", {}).get("$ref") or ""
        here = tables.get(ref.rpartition("/")[2], here)
    return tuple(here.get("properties", {}))


def nearest(name: str, known: Collection[str]) -> str:
    """The known name that looks most like it; empty when none does."""
    by_fold: dict[str, str] = {}
    for word in sorted(known):
        by_fold.setdefault(word.casefold(), word)
    found = difflib.get_close_matches(name.casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else ""
