"""The debrief's ways back into the day: the ledger of decisions, and links to seconds of the replay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.lookback.marks import Mark, marks_of
from game.ui.context import Activate, Ctx, UiEvent
from game.ui.ledger_dialog import LedgerDialog
from game.ui.ledger_panel import Weighing, draw_ledger
from game.ui.ledger_rows import LedgerRow, decisions, ledger_rows
from game.ui.mark_words import MarkWords
from game.ui.regions import Regions
from game.ui.replay_tape import tape_of, warm
from game.ui.screen import Outcome, Push, Screen

if TYPE_CHECKING:
    from game.assess.story import Story
    from game.content.language import Language
    from game.session import Session
    from game.ui.host import Host
    from game.ui.state import ScrollArea

Rect = pygame.Rect


class BackSide:
    """What of the debrief leads back into the day."""

    def __init__(self, host: Host, session: Session) -> None:
        self.host, self.session = host, session
        self.tape = tape_of(session)
        self.words = MarkWords(session, self.tape)
        self.marks = {m.seq: m for m in marks_of(session.events)}
        self.dialog: LedgerDialog | None = None
        self.weighing = Weighing()
        self._regions, self._stamp = Regions(), 0
        self._total = decisions(session.events)

    # -- the ledger ----------------------------------------------------------------------------
    def weigh(self, story: Story, lang: Language) -> bool:
        """Take over how far the ledger is; True when that changed."""
        done, why = self.host.weighing(self.session)
        before = self.weighing
        ready = not self._total or any(e.kind == "ledger" for e in reversed(self.session.events))
        rows = before.rows if before.rows and len(before.rows) == len(story.ledger) else ()
        made = Weighing(
            rows=rows or ledger_rows(story, lang), ready=ready or bool(why), done=done,
            total=self._total, failed=bool(why) and not story.ledger,
        )  # fmt: skip
        if made == before:
            return False
        self.weighing, self._stamp = made, self._stamp + 1
        return True

    def speak(self, story: Story, lang: Language) -> None:
        """In another language."""
        self._stamp += 1
        self.weighing = Weighing(
            rows=ledger_rows(story, lang), ready=self.weighing.ready, done=self.weighing.done,
            total=self._total, failed=self.weighing.failed,
        )  # fmt: skip

    def draw(self, ctx: Ctx, rect: Rect, area: ScrollArea) -> None:
        """The panel."""
        key = (self._stamp, area.offset)
        self._regions.draw(ctx, "ledger", rect, key, lambda: draw_ledger(ctx, rect, self.weighing, area))

    def work(self) -> None:
        """A slice of reading the log, so that a jump is quick once it is wanted."""
        warm(self.tape)

    # -- events --------------------------------------------------------------------------------
    def in_dialog(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """The open line takes every event."""
        dialog = self.dialog
        if dialog is None:
            return None
        dialog.handle(event, ctx)
        if not dialog.closed:
            return None
        self.dialog = None
        if dialog.row is None:
            return None
        if dialog.option:
            return Push(self._otherwise(dialog.row, dialog.option))
        return Push(self._at_line(dialog.row)) if dialog.go else None

    def handle(self, event: UiEvent, _ctx: Ctx) -> tuple[bool, Outcome]:
        """(used, what follows) of what leads back."""
        match event:
            case Activate(id="debrief.replay"):
                return True, Push(self._replay())
            case Activate(id="ledger.how"):
                self.dialog = LedgerDialog(self.session.scenario, None)
                return True, None
            case Activate(payload=LedgerRow() as row):
                if event.id.startswith("ledger.go."):
                    return True, Push(self._at_line(row))
                self.dialog = LedgerDialog(self.session.scenario, row)
                return True, None
            case Activate(payload=Mark() as mark):
                return True, Push(self._replay(mark))
        return False, None

    def _replay(self, mark: Mark | None = None) -> Screen:
        from game.ui.screens.replay import ReplayScreen

        return ReplayScreen(self.host, self.session, mark)

    def _at_line(self, row: LedgerRow) -> Screen:
        from game.ui.screens.replay import ReplayScreen

        return ReplayScreen(self.host, self.session, row=row)

    def _otherwise(self, row: LedgerRow, option: str) -> Screen:
        from game.ui.screens.what_if import other_choice

        return other_choice(self.host, self.session, row.line, option)

    def draw_over(self, ctx: Ctx) -> None:
        """The open line, on top."""
        if self.dialog is not None:
            self.dialog.draw(ctx)
