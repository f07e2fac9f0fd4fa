"""Where a replay is, and how it moves on: jumps, steps, and playing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.lookback.marks import LATEST, Mark, mark_at, marks_of
from game.lookback.otherwise import before_line
from game.lookback.tape import Tape
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.ledger_dialog import LedgerDialog
from game.ui.ledger_rows import LedgerRow, ledger_rows
from game.ui.mark_words import MarkWords
from game.ui.regions import Regions
from game.ui.replay_bar import Player
from game.ui.replay_line import Head, Line
from game.ui.replay_list import follow
from game.ui.replay_tape import tape_of, warm
from game.ui.replay_view import ReplayView
from game.ui.screens.replay_frame import ReplayFrame
from game.ui.state import ScrollArea

if TYPE_CHECKING:
    from game.session import Session
    from game.ui.host import Host

Rect = pygame.Rect
WARM_MS = 14.0
MINUTE_S = 60


class ReplayCourse(ReplayFrame):
    """One session's log with a place in it; events are for `ReplayScreen`."""

    def __init__(
        self, host: Host, session: Session, mark: Mark | None = None, row: LedgerRow | None = None
    ) -> None:
        self.host, self.session = host, session
        self.tape: Tape = tape_of(session)
        self.marks = marks_of(self.tape.events)
        self.words = MarkWords(session, self.tape)
        self.line = Line(self.marks, self.tape.start_s, self.tape.end_s, Rect(0, 0, 1, 1))
        self.player, self.regions = Player(), Regions()
        self.list_area, self.card_area = ScrollArea(), ScrollArea()
        self.truth = False
        self.tab = "map"
        self.dialog: LedgerDialog | None = None
        self.fitted: tuple[int, int] = (0, 0)
        self.current = -1
        self._rows: tuple[str, tuple[LedgerRow, ...]] = ("", ())
        self._followed = False
        self.head = Head(seq=-1)
        self.view = ReplayView(self.tape.at(self.tape.last) if self.tape.complete else session)
        if row is not None:
            self.open_line(row)
        else:
            self.jump(mark) if mark is not None else self.to_start()

    # -- where it is ---------------------------------------------------------------------------
    def to_start(self) -> None:
        """The first event."""
        self._put(Head(seq=self.marks[0].seq if self.marks else -1))

    def jump(self, mark: Mark) -> None:
        """To a stop of the log, as it stood right after it."""
        self.current = self.marks.index(mark) if mark in self.marks else -1
        self._put(Head(at_s=float(mark.at_s), seq=mark.seq), current=self.current)

    def open_line(self, row: LedgerRow) -> None:
        """To a decision of the ledger, just before it was made."""
        found = next((i for i, m in enumerate(self.marks) if m.seq == row.line.seq), -1)
        self._put(Head(at_s=float(row.line.at_s), seq=row.line.seq - 1), current=found)
        self._show(before_line(self.tape, row.line), ("line", row.line.seq))

    def _put(self, head: Head, current: int | None = None) -> None:
        """Go somewhere; board and map follow."""
        self.head = head
        found = mark_at(self.marks, int(head.at_s), head.seq)
        self.current = found if current is None else current
        self._followed = False
        self.card_area.offset = 0
        self.sync()

    def sync(self, *, ahead_s: int = 0) -> None:
        """Show what the head is at; while it plays the day runs a little before the clock, as in play."""
        head = self.head
        if not head.in_day:
            self._show(self.tape.at(max(head.seq, 0)), ("plan", max(head.seq, 0)))
            return
        if head.seq < LATEST:
            self._show(self.tape.when(head.seq, int(head.at_s)), ("event", head.seq))
            return
        second = min(self.tape.end_s, int(head.at_s) + ahead_s)
        if ahead_s:
            second = -(-second // MINUTE_S) * MINUTE_S
        self._show(self.tape.second(second), ("second", second))

    def _show(self, session: Session, moment: object) -> None:
        self.view.show(session, moment, truth=self.truth)

    def step(self, by: int) -> None:
        """To the stop before or after."""
        self.player.stop()
        number = min(len(self.marks) - 1, max(0, self.current + by))
        if self.marks:
            self.jump(self.marks[number])

    def nudge(self, seconds: int) -> None:
        """Some time of the day on or back."""
        if self.head.in_day:
            to_s = min(self.tape.end_s, max(self.tape.start_s, self.head.at_s + seconds))
            self._put(Head(at_s=to_s))

    # -- time ----------------------------------------------------------------------------------
    def tick(self, now_ms: int) -> bool:
        """Reading the log, playing, the map at rest."""
        reading = warm(self.tape, WARM_MS)
        if self.player.running:
            self._play(now_ms)
        if not self._followed:
            follow(self.list_area, self.current)
            self._followed = True
        self.map_busy = self.view.map.tick(now_ms)
        return reading or self.player.running or self.map_busy

    def _play(self, now_ms: int) -> None:
        gone = self.player.gone(now_ms)
        if not self.head.in_day:
            if self.player.step_due(now_ms):
                self._play_step()
            return
        at_s = self.head.at_s + gone
        if at_s >= self.tape.end_s:
            at_s = float(self.tape.end_s)
            self.player.stop()
        before = self.current
        self.head = Head(at_s=at_s)
        self.current = mark_at(self.marks, int(at_s))
        self._followed = before == self.current
        self.sync(ahead_s=self.player.ahead_s() if self.player.running else 0)

    def _play_step(self) -> None:
        """The next stop of planning; after the last the day begins."""
        number = self.current + 1
        if number < len(self.marks) and not self.marks[number].in_day:
            self.jump(self.marks[number])
        elif self.tape.end_s:
            self._put(Head(at_s=float(self.tape.start_s)))
        else:
            self.player.stop()

    def covered(self) -> None:
        """Nothing plays below a palette or a dialog."""
        self.player.stop()

    # -- the ledger ----------------------------------------------------------------------------
    def row_now(self, ctx: Ctx) -> LedgerRow | None:
        """The ledger's line of the present decision."""
        if self._rows[0] != ctx.settings.lang or len(self._rows[1]) != len(self.session.ledger):
            self._rows = (ctx.settings.lang, ledger_rows(self.session.story(), speech(ctx)))
        seq = self.marks[self.current].seq if self.current >= 0 else -1
        return next((r for r in self._rows[1] if r.line.seq == seq), None)

    def set_truth(self, truth: bool) -> None:
        """Show what was true, or what was seen."""
        self.truth = truth
        self.view.show(self.view.session, self.view.moment, truth=truth)

    def toggle(self, now_ms: int) -> None:
        """Play or stop; from the end it starts again."""
        if self.player.running:
            self.player.stop()
            self.sync()
            return
        if self.head.in_day and self.head.at_s >= self.tape.end_s:
            self.to_start()
        self.player.go(now_ms)
