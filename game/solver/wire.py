"""Values of the domain as JSON and back, by their types: what travels between the game and its worker.

A value becomes lists, dicts, numbers and text; `read` makes it again from the type that it has to be, so
that nothing but the domain's own types can come out. Works for frozen dataclasses of numbers, text, dates,
enums, tuples, sets, mappings and each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Reader = Callable[[Any], Any]


def write(value: Any) -> Any:
    """As plain JSON values; a dataclass becomes the list of its fields, a set a sorted list."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return value.isoformat() if isinstance(value, date) else _write_many(value)


def _write_many(value: Any) -> list[Any]:
    if is_dataclass(value):
        return [write(getattr(value, f.name)) for f in fields(value)]
    if isinstance(value, Mapping):
        return [[write(k), write(v)] for k, v in value.items()]
    found = [write(v) for v in value]
    return sorted(found) if isinstance(value, frozenset) else found


def read(kind: Any, plain: Any) -> Any:
    """The value of this type. Raises ValueError, TypeError or KeyError when the plain values do not fit."""
    return _reader(kind)(plain)


@cache
def _reader(kind: Any) -> Reader:
    origin = get_origin(kind)
    if origin is not None:
        return _of_many(kind, origin)
    if is_dataclass(kind):
        return _dataclass(kind)
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return float if kind is float else _checked(kind)


def _of_many(kind: Any, origin: Any) -> Reader:
    """Tuples, sets, mappings, and what may be None."""
    parts = [_reader(a) for a in get_args(kind) if a not in (Ellipsis, NoneType)]
    first = parts[0]
    if origin in (Union, UnionType):
        return lambda plain: None if plain is None else first(plain)
    if origin is frozenset:
        return lambda plain: frozenset(map(first, plain))
    if origin is not tuple:
        return lambda plain: {first(k): parts[1](v) for k, v in plain}
    if get_args(kind)[-1] is Ellipsis:
        return lambda plain: tuple(map(first, plain))
    return lambda plain: tuple(part(p) for part, p in zip(parts, plain, strict=True))


def _checked(kind: type) -> Reader:
    def of(plain: Any) -> Any:
        if type(plain) is not kind:
            raise TypeError(f"{plain!r} is no {kind.__name__}")
        return plain

    return of


def _dataclass(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    names = [f.name for f in fields(kind)]
    # a type may hold itself: its fields' readers are made when first needed
    readers: list[Reader] = []

    def of(plain: Any) -> Any:
        if not readers:
            readers.extend(_reader(hints[name]) for name in names)
        values = {n: r(p) for n, r, p in zip(names, readers, plain, strict=True)}
        return kind(**values)

    return of
