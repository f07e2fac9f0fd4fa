"""What happened today, newest first: messages with their state, trouble that was seen, calls that were made.

Read from the session's log a bit at a time; nothing is worked out twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from game.session import Session

POST = frozenset({"mail", "call", "rumour"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing of the day. Texts are made by who shows it."""

    at_s: int
    kind: str
    """`mail`, `call`, `rumour`, `incident`, `told` (a call of the planner), `sent` (a changed plan went
    out), `corrected` or `missed` (nobody answered in time)."""
    subject: str
    """Message, incident, party, or order."""
    about: str = ""
    """Of `told`: about what. Of `missed`: the option. Of `corrected`: what."""
    count: int = 0
    """Of `sent`: calls."""
    cent: int = 0
    """Of `sent`: goodwill."""
    number: int = 0
    """Where it stands in the log."""

    @property
    def post(self) -> bool:
        """It came in as a message."""
        return self.kind in POST


class Diary:
    """The lines of one session's day, read on from where it was."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._read = 0
        self._lines: list[Line] = []

    def missed(self) -> frozenset[str]:
        """Messages that nobody answered in time: their default happened."""
        return frozenset(line.subject for line in self.lines() if line.kind == "missed")

    def lines(self, *, post: bool | None = None) -> tuple[Line, ...]:
        """Newest first; `post`: only messages, or only what is none."""
        events = self.session.events
        for number in range(self._read, len(events)):
            event = events[number]
            found = self._of(event.kind, event.game_s, event.data, number)
            if found is not None:
                self._lines.append(found)
        self._read = len(events)
        made = [line for line in self._lines if post is None or line.post is post]
        return tuple(sorted(made, key=lambda line: (-line.at_s, -line.number)))

    def _of(self, kind: str, at_s: int, data: Mapping[str, Any], number: int) -> Line | None:
        if kind == "day":
            return self._happened(data, number)
        if kind == "calls":
            return Line(at_s=at_s, kind="sent", subject="", count=len(data["calls"]), cent=int(data["cent"]),
                        number=number)  # fmt: skip
        if kind == "command" and data.get("ok"):
            return _command(str(data["do"]), at_s, number)
        return None

    def _happened(self, data: Mapping[str, Any], number: int) -> Line | None:
        what, subject, at_s = str(data["what"]), str(data.get("subject", "")), int(data["at_s"])
        if what == "message":
            message = next((m for m in self.session.scenario.messages if m.id == subject), None)
            kind = message.kind if message else "mail"
            return Line(at_s=at_s, kind=kind, subject=subject, number=number)
        if what == "incident":
            return Line(at_s=at_s, kind="incident", subject=subject, number=number)
        if what == "default":
            about = str(data.get("option", ""))
            return Line(at_s=at_s, kind="missed", subject=subject, about=about, number=number)
        return None


def _command(text: str, at_s: int, number: int) -> Line | None:
    words = text.split()
    if words[:1] == ["tell"] and len(words) >= 3:
        return Line(at_s=at_s, kind="told", subject=words[1], about=words[2], number=number)
    if words[:1] == ["correct"] and len(words) >= 3 and at_s:
        return Line(at_s=at_s, kind="corrected", subject=words[1], about=words[2], number=number)
    return None


def answer_of(session: Session, message: str) -> tuple[str, int] | None:
    """(option, clock time) of the answer to a message; None: none yet."""
    replies = session.day.replies if session.day else ()
    return next(((option, at_s) for name, option, at_s in replies if name == message), None)
