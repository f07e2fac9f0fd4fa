"""The keys of the running day, from the question mark in the bar or on the keyboard."""

from __future__ import annotations

from game.ui import board_dialogs
from game.ui.board_tool import BoardTool
from game.ui.context import Activate, Back, Ctx, Key, UiEvent

KEYS: board_dialogs.Keys = (
    ("Space", "keys.day.run"), ("1 2 3 4", "keys.day.speed"), ("B", "keys.day.until"),
    ("N  ⇧ N", "keys.day.first"), ("I", "keys.day.inbox"), ("Enter", "keys.day.take"),
    ("5", "keys.day.back"), ("A B C", "keys.day.answer"), ("1 2 3", "keys.day.tone"),
    ("L", "keys.lookup"), ("T", "keys.day.tell"), ("G", "keys.correct"), ("U", "keys.day.calm"),
    ("↑ ↓ ← →", "keys.day.walk"), ("A", "keys.advice"), ("M", "keys.day.hand"),
    ("Alt ←  Alt ↓", "keys.day.move"),
    ("X", "keys.menu"), ("Del", "keys.unplan"), ("Ctrl Z  Ctrl Y", "keys.undo"), ("+ −", "keys.zoom"),
    ("Esc", "keys.back"), ("F1", "keys.word"), ("F2", "keys.coach"), ("F8", "keys.remark"),
    ("F11  F12", "keys.window"),
)  # fmt: skip


class DayKeysTool(BoardTool):
    """See the module text."""

    name = "keys"

    def __init__(self) -> None:
        self.open = False

    @property
    def covers(self) -> bool:
        """It is open."""
        return self.open

    def draw_over(self, ctx: Ctx) -> None:
        """The list."""
        if self.open:
            board_dialogs.draw_keys(ctx, KEYS, title="keys.day.title", palette=False)

    def urgent(self, event: UiEvent) -> bool:  # noqa: ARG002
        """The open list takes everything."""
        return self.open

    def handle(self, event: UiEvent, ctx: Ctx) -> bool:  # noqa: ARG002
        """Open and close; the words are opened by their own tool."""
        asked = isinstance(event, Activate) and event.id == "top.help"
        if not self.open:
            self.open = asked or (isinstance(event, Key) and (event.name == "?" or _shifted(event)))
            return self.open
        match event:
            case Back() | Activate(id="keys.close") | Key(name="?" | "return" | "enter"):
                self.open = False
            case Activate(id="keys.words") | Key(name="f1"):
                self.open = False
                return False
            case Key(name="up" | "down" as way):
                board_dialogs.KEYS_SCROLL.by(60 if way == "down" else -60)
        return True


def _shifted(event: Key) -> bool:
    return event.name == "/" and event.shift
