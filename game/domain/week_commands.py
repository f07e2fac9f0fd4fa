"""A planner's acts between the days, and their text form: a verb and words, as in `domain.commands`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar

from game.domain import commands
from game.domain.errors import Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginWeek:
    """Read the briefing and go to the first evening."""

    verb: ClassVar[str] = "week_begin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """Look at the figures of a customer, a driver, a choice or a driven day: looking is logged, and free."""

    verb: ClassVar[str] = "week_study"
    what: str
    """`customer/<order>`, `driver/<id>`, `choice/<id>` or `day/<number>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose:
    """Agree a choice from the next day on, with the own forecast and the cause that the planner sees."""

    verb: ClassVar[str] = "week_choose"
    choice: str
    forecast_cent: int
    """A week; positive: it makes the weeks cheaper."""
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """End a choice that stands; one that was agreed this same evening is simply taken back."""

    verb: ClassVar[str] = "week_end"
    choice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drive:
    """Drive the next day by the plan that was proposed."""

    verb: ClassVar[str] = "week_drive"
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseWeeks:
    """No more days: to the debrief. Only after a whole week."""

    verb: ClassVar[str] = "week_close"


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishWeeks:
    """Close the debrief: the log is complete."""

    verb: ClassVar[str] = "week_finish"


Act = BeginWeek | Study | Choose | End | Drive | CloseWeeks | FinishWeeks
WeekCommand = Act | commands.Answer
"""The answers after the weeks are those after a day, in the same words."""
_BY_VERB: dict[str, type[Act]] = {kind.verb: kind for kind in Act.__args__}


def to_text(command: WeekCommand) -> str:
    """The command as one line; `from_text` gives an equal command back."""
    if isinstance(command, commands.Answer):
        return commands.to_text(command)
    return " ".join([command.verb, *(str(getattr(command, f.name)) for f in fields(command))])


def from_text(line: str) -> WeekCommand:
    """Read a command; raises Unreadable with the part that cannot be understood."""
    verb, *words = line.split() or [""]
    if verb == commands.Answer.verb:
        answer = commands.from_text(line)
        assert isinstance(answer, commands.Answer)
        return answer
    kind = _BY_VERB.get(verb)
    if kind is None:
        raise Unreadable("command.unknown", verb=verb)
    wanted = fields(kind)
    if len(words) != len(wanted):
        raise Unreadable("command.words", verb=verb, wanted=len(wanted), found=len(words))
    values: dict[str, Any] = {}
    for f, word in zip(wanted, words, strict=True):
        try:
            values[f.name] = int(word) if str(f.type) == "int" else word
        except ValueError:
            raise Unreadable("command.word", verb=verb, name=f.name, word=word) from None
    return kind(**values)
