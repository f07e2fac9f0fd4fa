"""The kinds of wrongness; each error says what, where, why and how to mend it.

An error carries a text key and values; the sentence is made where it is shown, in the
reader's language. `str()` of an error is its key and values: enough for a log or a test.
"""

from __future__ import annotations

from dataclasses import dataclass, field


class GameError(Exception):
    """Anything that a person can cause and must be able to mend."""

    def __init__(self, key: str, **values: str | int | float) -> None:
        self.key = key
        self.values = values
        inside = ", ".join(f"{k}={v}" for k, v in values.items())
        super().__init__(f"{key}({inside})")


class Unreadable(GameError):
    """The form is wrong: this is no command, plan, log or number at all."""


class Illegal(GameError):
    """The form is right and a rule forbids it now: no such order, stop already driven."""


class Unclear(GameError):
    """It could mean two things, and guessing would be worse than asking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in a file: where, what and how to mend it."""

    file: str
    where: str
    """Line, key or cell, such as `regel 12, kolom kg` or `vehicles[2].class`."""
    key: str
    """Text key of the sentence that says what is wrong, why, and the cure."""
    values: tuple[tuple[str, str], ...] = ()
    line: int = 0


@dataclass(slots=True)
class ContentFault(Exception):
    """A file from outside that cannot be used, with every fault found in it."""

    faults: tuple[Fault, ...]
    source: str = field(default="")

    def __str__(self) -> str:
        return "; ".join(f"{f.file}:{f.where}: {f.key} {dict(f.values)}" for f in self.faults)
