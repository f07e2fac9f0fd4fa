"""A player's acts: small frozen values with a text form that round-trips through one log line.

The text form is a verb and words, as chess programs write moves: `place O12 V3 2`.
Free text (an answer, a remark) is the last word, JSON-quoted. Ids hold no white space.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from game.domain.errors import Unreadable
from game.domain.people_commands import Consult as Consult
from game.domain.people_commands import Correct as Correct
from game.domain.people_commands import PutOff as PutOff
from game.domain.people_commands import Release as Release
from game.domain.people_commands import Speak as Speak
from game.domain.people_commands import TakeCall as TakeCall
from game.domain.people_commands import Tell as Tell
from game.domain.plan_commands import AddStop as AddStop
from game.domain.plan_commands import ClearTrip as ClearTrip
from game.domain.plan_commands import DropStop as DropStop
from game.domain.plan_commands import Give as Give
from game.domain.plan_commands import LastStop as LastStop
from game.domain.plan_commands import MoveStop as MoveStop
from game.domain.plan_commands import Place as Place
from game.domain.plan_commands import SetCharge as SetCharge
from game.domain.plan_commands import SetRoute as SetRoute
from game.domain.plan_commands import SetStart as SetStart
from game.domain.plan_commands import SetTrip as SetTrip
from game.domain.plan_commands import SetVia as SetVia
from game.domain.plan_commands import Switch as Switch
from game.domain.plan_commands import Together as Together
from game.domain.plan_commands import Unplace as Unplace
from game.domain.steer_commands import Agree as Agree
from game.domain.steer_commands import Forget as Forget
from game.domain.steer_commands import Keep as Keep
from game.domain.steer_commands import Rename as Rename
from game.domain.steer_commands import Restore as Restore
from game.domain.steer_commands import Shelve as Shelve
from game.domain.steer_commands import Steer as Steer
from game.domain.steer_commands import Unsteer as Unsteer
from game.domain.steer_commands import Weigh as Weigh


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    """Take over a logged proposal; its commands stand in the log with it."""

    verb: ClassVar[str] = "accept"
    proposal: str
    parts: str = "all"
    """`all`, or vehicle ids joined by commas: only those trips."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """Put a proposal aside, which is evidence too."""

    verb: ClassVar[str] = "reject"
    proposal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """Leave the briefing and start planning."""

    verb: ClassVar[str] = "begin"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """Hand in the plan that was made by hand, in a measurement: from here on the computer helps."""

    verb: ClassVar[str] = "hand_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """Issue the plan to the drivers: the day starts."""

    verb: ClassVar[str] = "dispatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """Let the day's clock run to `to_s`; it stops earlier at a message that asks for attention."""

    verb: ClassVar[str] = "advance"
    to_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Open a cue of a decision moment (customer file, driver's note): looking is logged."""

    verb: ClassVar[str] = "look"
    moment: str
    cue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Answer a message with one of its options."""

    verb: ClassVar[str] = "reply"
    message: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One's own choice at a decision moment with how sure one is, before the advice is shown."""

    verb: ClassVar[str] = "commit"
    moment: str
    option: str
    confidence: int
    """50, 60, ... 100 percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Final:
    """The final choice at a decision moment, after the advice."""

    verb: ClassVar[str] = "final"
    moment: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipMoment:
    """Leave a decision moment unanswered (training only): missing data, never a zero."""

    verb: ClassVar[str] = "skip"
    moment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A reflection answer; free text, so the screen warns before it is kept."""

    verb: ClassVar[str] = "answer"
    question: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """Return to the earlier plan."""

    verb: ClassVar[str] = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redo:
    """Take back an undo."""

    verb: ClassVar[str] = "redo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """Close the debrief: the log is complete."""

    verb: ClassVar[str] = "finish"


Command = (
    Place | Unplace | ClearTrip | SetStart | SetRoute | SetTrip | AddStop | MoveStop | LastStop | DropStop
    | SetVia | Give | SetCharge | Switch | Together | Steer | Unsteer | Shelve | Weigh | Agree | Keep | Rename
    | Restore | Forget | Accept | Reject | Begin | Dispatch | Advance | Look | Reply | Commit
    | Final | SkipMoment | Answer | Undo | Redo | Finish | Consult | Tell | Correct | Speak
    | Release | TakeCall | PutOff | HandIn
)  # fmt: skip

PLAN_COMMANDS = (
    Place, Unplace, ClearTrip, SetStart, SetRoute, SetTrip, AddStop, MoveStop, LastStop, DropStop,
    SetVia, Give, SetCharge, Switch, Together,
)  # fmt: skip
STEER_COMMANDS = (Steer, Unsteer, Shelve)
_BY_VERB: dict[str, type[Command]] = {kind.verb: kind for kind in Command.__args__}


JOINT = "; "
_INSIDE = JOINT.replace(" ", "\\u0020")
"""The joint inside a word of JSON, where it says the same and joins nothing."""


def together(*commands: Command) -> Together:
    """Several planning commands as one act, or several rules for the computer."""
    return Together(text=JOINT.join(to_text(c).replace(JOINT, _INSIDE) for c in commands))


def apart(command: Together) -> tuple[Command, ...]:
    """The commands of one act; raises Unreadable for what cannot be part of one, or not of the same."""
    found = tuple(from_text(text) for text in command.text.split(JOINT))
    kinds = STEER_COMMANDS if isinstance(found[0], STEER_COMMANDS) else PLAN_COMMANDS
    for each in found:
        if isinstance(each, Together) or not isinstance(each, kinds):
            raise Unreadable("command.not_together", verb=each.verb)
    return found


def is_steering(command: Command) -> bool:
    """Whether it is an act that asks the computer for rules, and leaves the plan. Raises Unreadable."""
    return isinstance(command, Together) and isinstance(apart(command)[0], STEER_COMMANDS)


def to_text(command: Command) -> str:
    """The command as one line; `from_text` gives an equal command back."""
    words = [command.verb]
    for f in fields(command):
        value = getattr(command, f.name)
        words.append(json.dumps(value, ensure_ascii=False) if f.name == "text" else str(value))
    return " ".join(words)


def from_text(line: str) -> Command:
    """Read a command; raises Unreadable with the part that cannot be understood."""
    verb, _, rest = line.strip().partition(" ")
    kind = _BY_VERB.get(verb)
    if kind is None:
        raise Unreadable("command.unknown", verb=verb)
    wanted = fields(kind)
    words = rest.split(" ", len(wanted) - 1) if rest else []
    if len(words) != len(wanted):
        raise Unreadable("command.words", verb=verb, wanted=len(wanted), found=len(words))
    values: dict[str, Any] = {
        f.name: _word(f.name, str(f.type), word, verb) for f, word in zip(wanted, words, strict=True)
    }
    return kind(**values)


def _word(name: str, kind: str, word: str, verb: str) -> str | int:
    try:
        if name == "text":
            text = json.loads(word)
            if not isinstance(text, str):
                raise ValueError(word)
            text.encode("utf-8")  # half a character can stand in JSON, and in no log
            return text
        return int(word) if kind == "int" else word
    except ValueError:
        raise Unreadable("command.word", verb=verb, name=name, word=word) from None
