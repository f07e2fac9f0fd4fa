"""Looking back: plan and day as they stood at any event, played on, jumped through, and as it really was.

Keys: Space plays and stops, left and right go to the event before and after, with Shift a minute of the day,
Home and End to the ends, 1-3 speeds, W switches between what was seen and what was true, C plays on from
here in a copy, Esc back.
"""

from __future__ import annotations

from game.lookback.marks import LATEST, Mark
from game.ui.context import Activate, Back, Ctx, Drag, Key, Resized, UiEvent
from game.ui.host import bar_event
from game.ui.ledger_dialog import LedgerDialog
from game.ui.ledger_rows import LedgerRow
from game.ui.replay_bar import SPEEDS
from game.ui.replay_line import Head
from game.ui.screen import Outcome, Pop, Push
from game.ui.screens.replay_course import MINUTE_S, ReplayCourse

LEAVE = frozenset({"replay.back", "top.home"})


class ReplayScreen(ReplayCourse):
    """One session's log; nothing here changes it."""

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Jump, play, look, and go back."""
        if self.dialog is not None:
            return self._in_dialog(event, ctx)
        if isinstance(event, Drag) and event.hit.id == "replay.line":
            self.player.stop()
            self._put(self.line.head_at(event.pos[0]))
            return None
        if self.view.map.handle(event) or self.view.board.handle(event):
            return None
        if isinstance(event, Back) or (isinstance(event, Activate) and event.id in LEAVE):
            return Pop()
        if isinstance(event, Key):
            return self._key(event)
        if isinstance(event, Resized):
            self.fitted = (0, 0)
        return self._clicked(event, ctx) if isinstance(event, Activate) else None

    def _in_dialog(self, event: UiEvent, ctx: Ctx) -> Outcome:
        dialog = self.dialog
        assert dialog is not None
        dialog.handle(event, ctx)
        if not dialog.closed:
            return None
        self.dialog = None
        if dialog.row is not None and dialog.option:
            from game.ui.screens.what_if import other_choice

            return Push(other_choice(self.host, self.session, dialog.row.line, dialog.option))
        if dialog.row is not None and dialog.go:
            self.open_line(dialog.row)
        return None

    def _clicked(self, event: Activate, ctx: Ctx) -> Outcome:
        if not ctx.memory.focus_visible:
            ctx.memory.focus = None  # after a click Space plays, and does not press the button again
        match event:
            case Activate(id="replay.line"):
                self.player.stop()
                if not event.key:
                    self._put(self.line.head_at(ctx.memory.mouse[0]))
            case Activate(payload=Mark() as mark):
                self.player.stop()
                self.jump(mark)
            case Activate(id="replay.line_row", payload=LedgerRow() as row):
                self.dialog = LedgerDialog(self.session.scenario, row)
            case Activate(payload=int(speed)) if event.id.startswith("replay.speed"):
                self.player.speed = speed
            case Activate(payload=str(word)) if event.id.startswith(("replay.light.", "replay.tab.")):
                self._choose(event.id, word)
            case Activate(id="replay.what_if"):
                return self.what_if()
            case _:
                return self._button(event, ctx)
        return None

    def _button(self, event: Activate, ctx: Ctx) -> Outcome:
        acts = {"replay.play": lambda: self.toggle(ctx.now_ms), "replay.prev": lambda: self.step(-1),
                "replay.next": lambda: self.step(1)}  # fmt: skip
        if event.id not in acts:
            return self._selected(event, ctx)
        acts[event.id]()
        return None

    def _choose(self, name: str, word: str) -> None:
        if name.startswith("replay.tab."):
            self.tab = word
        else:
            self.set_truth(word == "truth")

    def _selected(self, event: Activate, ctx: Ctx) -> Outcome:
        """A trip on the board; what else is clicked is the bar's."""
        vehicle = getattr(event.payload, "vehicle", event.payload)
        if event.id.startswith(("row.", "block.", "hours.")) and isinstance(vehicle, str):
            chosen = self.view.selection
            chosen.vehicle = "" if chosen.vehicle == vehicle else vehicle
            return None
        return bar_event(self.host, event, ctx)

    def _key(self, event: Key) -> Outcome:
        name = event.name
        if name == "space":
            self.toggle(self._now)
        elif name in ("left", "right"):
            by = 1 if name == "right" else -1
            self.nudge(by * MINUTE_S) if event.shift else self.step(by)
        elif name in ("home", "end"):
            self.player.stop()
            self.to_start() if name == "home" else self._put(
                Head(at_s=float(self.tape.end_s)) if self.tape.end_s else Head(seq=self.tape.last)
            )
        elif name.strip("[]") in ("1", "2", "3"):
            self.player.speed = SPEEDS[int(name.strip("[]")) - 1]
        elif name == "w":
            self.set_truth(not self.truth)
        elif name == "c":
            return self.what_if()
        return None

    def what_if(self) -> Outcome:
        """A copy from the shown moment on."""
        from game.ui.screens.what_if import from_here

        self.player.stop()
        self.sync()
        shown = self.view.session
        if shown.phase not in ("plan", "day", "briefing"):
            return None
        head = self.head
        seq = head.seq if head.seq < LATEST else self.tape.seq_at(int(head.at_s))
        return Push(from_here(self.host, self.session, shown, int(head.at_s), seq))
