"""The log of a session: events in a chain, safe on disk before an act returns, and planning time."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from game.domain.events import Event
from game.record.journal import Journal
from game.record.lines import GENESIS, body, link

GAP_MS = 60_000
"""Longer pauses than this do not count as planning time (CONTRACT `planning_s`)."""


Follow = tuple[str, str, dict[str, Any]]
"""An event that follows a command's own line: actor, kind, data."""


class Ledger:
    """Events so far, and those that wait for the disk; `Session` is its only owner."""

    def __init__(self, journal: Journal, now_ms: Callable[[], int]) -> None:
        self.journal, self.now_ms = journal, now_ms
        self.events: list[Event] = []
        self.planning_ms = 0
        self.closes = False
        """Whether the closing line names the head of the chain: logs of before have none."""
        self._batch: list[Event] = []
        self._clock_ms = self._last_ms = now_ms()

    def note(self, actor: str, kind: str, data: Mapping[str, Any], *, game_s: int, state: str) -> None:
        """Add an event to the chain."""
        event = Event(
            seq=len(self.events), game_s=game_s, wall_ms=self._clock_ms, actor=actor, kind=kind, data=data,
            state=state, link="",
        )  # fmt: skip
        before = self.events[-1].link if self.events else GENESIS
        if kind == "final" and self.closes:
            event = replace(event, data={**data, "head": before})
        event = replace(event, link=link(before, body(event)))
        self.events.append(event)
        self._batch.append(event)

    def flush(self) -> None:
        """Give what waits to the journal."""
        self.journal.append(self._batch)
        self._batch.clear()

    def tick(self, *, planning: bool) -> bool:
        """Count the time since the last sign of life; True when enough passed to log a mark."""
        now = self.now_ms()
        gap = now - self._last_ms
        self._clock_ms = self._last_ms = now
        if planning:
            self.planning_ms += max(0, min(gap, GAP_MS))
        return gap > 0


class Logged:
    """What a session of a day and one of weeks have in common: their log, and the clock on the wall."""

    log: Ledger
    phase: str
    planning: ClassVar[str]
    """The phase of which the time counts as planning."""

    @property
    def events(self) -> list[Event]:
        """Everything that was logged."""
        return self.log.events

    @property
    def journal(self) -> Journal:
        """Where the log goes."""
        return self.log.journal

    @journal.setter
    def journal(self, journal: Journal) -> None:
        self.log.journal = journal

    @property
    def now_ms(self) -> Callable[[], int]:
        """The clock on the wall, in milliseconds."""
        return self.log.now_ms

    @now_ms.setter
    def now_ms(self, now_ms: Callable[[], int]) -> None:
        self.log.now_ms = now_ms

    def log_signed(self, data: Mapping[str, Any]) -> None:
        """Keep that somebody vouches for the closing line (`game.closing`)."""
        self._log("game", "signed", dict(data))
        self.log.flush()

    def mark(self) -> None:
        """The player is active: counts as planning time."""
        if self._tick():
            self._log("player", "mark", {})
            self.log.flush()

    def _tick(self) -> bool:
        """Count the time since the last sign of life, as planning in the phase that plans."""
        return self.log.tick(planning=self.phase == self.planning)

    @abstractmethod
    def _log(self, actor: str, kind: str, data: dict[str, Any]) -> None:
        """Add a line of the log, with the state's hash."""
