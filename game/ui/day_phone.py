"""The telephone on the desk: who is ringing, who was answered, whom to ring back and when, what was read.

What the player does with the receiver changes nothing of the day: only answers do. So this is kept by the
screen; the log has taking and putting off as acts (`TakeCall`, `PutOff`), from which a day that is played on
knows them again. Times are clock seconds of the day, `*_ms` those of the wall clock.
"""

from __future__ import annotations

from collections.abc import Iterable

from game.domain.commands import PutOff, TakeCall
from game.domain.events import Event
from game.domain.scenario import Message

BACK_S = 300
"""Ring back in so much game time."""


class Phone:
    """Calls and mails of one day, as far as the player took note of them."""

    def __init__(self, before: Iterable[Event] = ()) -> None:
        self.later: dict[str, int] = {}
        """Call -> clock time at which it rings again."""
        self.read: set[str] = set()
        """Calls that were taken, mails that were opened."""
        self._rung_ms: dict[str, int] = {}
        self.revision = 0
        """Goes up when something of this changed."""
        for event in before:
            self._again(event)

    def _again(self, event: Event) -> None:
        """What a log says was done with the receiver."""
        verb, _, message = str(event.data.get("do", "")).partition(" ")
        if not event.data.get("ok"):
            return
        if verb == TakeCall.verb:
            self.take(message)
        elif verb == PutOff.verb:
            self.put_off(message, event.game_s)

    def rings(self, message: Message, clock_s: int) -> bool:
        """The telephone rings for this call now."""
        if message.kind != "call" or message.id in self.read:
            return False
        return self.later.get(message.id, 0) <= clock_s

    def ringing(self, waiting: Iterable[Message], clock_s: int) -> Message | None:
        """The first call that rings."""
        return next((m for m in waiting if self.rings(m, clock_s)), None)

    def rings_since(self, message: str, now_ms: int) -> int:
        """Whole seconds on the wall clock since it began to ring."""
        return (now_ms - self._rung_ms.setdefault(message, now_ms)) // 1000

    def take(self, message: str) -> None:
        """Lift the receiver, or open a mail."""
        if message not in self.read:
            self.read.add(message)
            self.revision += 1

    def put_off(self, message: str, clock_s: int) -> int:
        """Ring back in five minutes; returns when."""
        self.later[message] = clock_s + BACK_S
        self.read.discard(message)
        self._rung_ms.pop(message, None)
        self.revision += 1
        return self.later[message]

    def due_s(self, waiting: Iterable[Message], clock_s: int) -> int | None:
        """When the next call that was put off rings; None: none does."""
        found = [self.later[m.id] for m in waiting if self.later.get(m.id, 0) > clock_s]
        return min(found, default=None)
