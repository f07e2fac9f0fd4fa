"""State objects that a screen keeps and the shell changes: scrolling, sliding, typing."""

from __future__ import annotations

from dataclasses import dataclass

import pygame


@dataclass(slots=True)
class ScrollArea:
    """Vertical scrolling of content that is higher than its view."""

    offset: float = 0.0
    content: float = 0.0
    view: float = 0.0

    def by(self, pixels: float) -> bool:
        """Scroll; True when something moved."""
        before = self.offset
        self.offset = min(max(0.0, self.content - self.view), max(0.0, self.offset + pixels))
        return self.offset != before

    def show(self, top: float, height: float) -> None:
        """Scroll just enough that this part is in view."""
        if top < self.offset:
            self.offset = top
        elif top + height > self.offset + self.view:
            self.offset = top + height - self.view


@dataclass(slots=True)
class SliderState:
    """A number between low and high in steps."""

    value: float
    low: float = 0.0
    high: float = 100.0
    step: float = 1.0

    def put(self, value: float) -> bool:
        """Set, clamped and rounded to a step; True when it changed."""
        before = self.value
        steps = round((value - self.low) / self.step)
        self.value = min(self.high, max(self.low, self.low + steps * self.step))
        return self.value != before

    def from_x(self, x: float, track: pygame.Rect) -> bool:
        """Set from a pointer position on the track."""
        return self.put(self.low + (self.high - self.low) * (x - track.x) / max(1, track.w))


@dataclass(slots=True)
class FieldState:
    """A text field; `lines` > 1 lets Enter make a new line."""

    value: str = ""
    caret: int = 0
    limit: int = 400
    lines: int = 1
    whole: bool = False
    """Everything is selected: the next thing typed replaces it."""

    def insert(self, text: str) -> bool:
        """Type text at the caret; True when the value changed."""
        clean = "".join(c for c in text if c.isprintable() or (c == "\n" and self.lines > 1))
        if clean and self.whole:
            self.value = ""
        self.whole = False
        clean = clean[: max(0, self.limit - len(self.value))]
        self.caret = min(self.caret, len(self.value))
        self.value = self.value[: self.caret] + clean + self.value[self.caret :]
        self.caret += len(clean)
        return bool(clean)

    def place(self, caret: int) -> None:
        """Put the caret somewhere and drop the selection."""
        self.caret, self.whole = min(len(self.value), max(0, caret)), False

    def select_all(self) -> None:
        """Select everything."""
        self.whole, self.caret = bool(self.value), len(self.value)

    def key(self, name: str) -> bool:
        """Editing keys; True when the key was used."""
        if self.whole and name in ("backspace", "delete"):
            self.value, self.caret, self.whole = "", 0, False
            return True
        if name in ("left", "right", "home", "end", "backspace", "delete"):
            self.whole = False
        at = self.caret = min(self.caret, len(self.value))
        if name == "backspace":
            self.value, self.caret = self.value[: max(0, at - 1)] + self.value[at:], max(0, at - 1)
        elif name == "delete":
            self.value = self.value[:at] + self.value[at + 1 :]
        elif name in ("left", "right"):
            self.caret = min(len(self.value), max(0, at + (1 if name == "right" else -1)))
        elif name in ("home", "end"):
            self.caret = 0 if name == "home" else len(self.value)
        elif name == "return" and self.lines > 1:
            return self.insert("\n")
        else:
            return name == "space"  # arrives as text
        return True
