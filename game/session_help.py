"""Help inside a session: the computer's proposals, and how far the player is with a decision moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from game.domain import commands as c
from game.domain.errors import Illegal, Unreadable
from game.domain.plan import Trip
from game.domain.scenario import Effect, Moment, Option

AIDS = ("full", "none", "later")
"""Digital help: all of it; none: the plan is made by hand, with preview and findings; or none until the plan
that was made by hand is handed in (a measurement)."""
HELP_COMMANDS = (*c.STEER_COMMANDS, c.Weigh, c.Accept, c.Reject)


def aid_of(header: Mapping[str, Any]) -> str:
    """The help that a log's header names; older logs have all of it. Raises Unreadable."""
    aid = str(header.get("help", "full"))
    if aid not in AIDS:
        raise Unreadable("log.help", help=aid[:20])
    return aid


def refuse_help(aid: str, command: c.Command | None = None) -> None:
    """Raises Illegal where a command (None: a proposal) needs the computer and it may not be asked.

    `aid`: the help there is now; `later`: the plan by hand is still to be handed in.
    """
    steering = isinstance(command, c.Together) and c.is_steering(command)
    if aid != "full" and (command is None or steering or isinstance(command, HELP_COMMANDS)):
        raise Illegal("session.no_help" if aid == "none" else "session.no_help_yet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A logged proposal of the computer: for each vehicle the trip that it suggests."""

    id: str
    kind: str
    trips: tuple[Trip, ...]
    commands: tuple[str, ...]
    placed: int
    """How many orders it newly places, or moves (in a trip too); more than one ends "planned by hand"."""

    def part(self, parts: str) -> list[c.Command]:
        """Its commands for `all`, or for vehicles joined by commas; raises Illegal when there are none."""
        chosen = [c.from_text(text) for text in self.commands]
        if parts != "all":
            wanted = set(parts.split(","))
            chosen = [m for m in chosen if getattr(m, "vehicle", "") in wanted]
        if not chosen:
            raise Illegal("session.empty_part", proposal=self.id)
        return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentState:
    """How far the player is with a decision moment."""

    option: str = ""
    confidence: int = 0
    final: str = ""
    skipped: bool = False
    looked: tuple[str, ...] = ()

    def look(self, moment: Moment, cue: str) -> MomentState:
        """After opening a cue; raises Illegal when the moment has no such cue."""
        if cue not in moment.cues:
            raise Illegal("session.no_cue", moment=moment.id, cue=cue)
        return self if cue in self.looked else replace(self, looked=(*self.looked, cue))

    def commit(self, moment: Moment, option: str, confidence: int) -> MomentState:
        """After the own choice; raises Illegal when it was made already or is none of the options."""
        option_of(moment.options, option)
        if self.option:
            raise Illegal("session.committed", moment=moment.id)
        if confidence not in range(50, 101, 10):
            raise Illegal("session.confidence", value=confidence)
        return replace(self, option=option, confidence=confidence)

    def finish(self, moment: Moment, option: str) -> MomentState:
        """After the final choice; raises Illegal before the own one."""
        option_of(moment.options, option)
        if not self.option:
            raise Illegal("session.commit_first", moment=moment.id)
        return replace(self, final=option)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the player did towards people, beside answers and decision moments."""

    consulted: tuple[tuple[str, int], ...] = ()
    """Source and clock time at which it was first looked up."""
    spoken: tuple[tuple[str, str], ...] = ()
    """Message and the tone of its answer."""
    corrected: tuple[Effect, ...] = ()


def option_of(options: Sequence[Option], name: str) -> Option:
    """The option of that name; raises Illegal."""
    option = next((o for o in options if o.id == name), None)
    if option is None:
        raise Illegal("session.no_option", option=name)
    return option
