"""Pointer and keyboard: raw events become hits, drags, typing and screen events."""

from __future__ import annotations

from typing import Protocol

import pygame

from game.ui.context import Activate, Back, Changed, Ctx, Drag, Hover, Key, Memory, UiEvent, Wheel
from game.ui.hits import Hit
from game.ui.state import FieldState, ScrollArea, SliderState
from game.ui.widgets_controls import field_caret

DRAG_THRESHOLD = 5.0
FINGER, FINGER_SLIP, LONG_PRESS_MS = 40, 10.0, 500
"""A finger means what lies in a square of 40 px, wanders by 10, and rests for half a second."""
DOUBLE_MS = 400
WHEEL_PX = 60
NEVER_MS = 1 << 60
"""After a click its explanation would lie over what the click opened, until the pointer moves elsewhere."""
MODIFIERS = frozenset(
    f"{side} {name}" for side in ("left", "right") for name in ("shift", "ctrl", "alt", "meta")
)
Pos = tuple[float, float]


class Host(Protocol):
    """What the input needs of the shell."""

    ctx: Ctx
    memory: Memory

    @property
    def running(self) -> bool:
        """False after the last screen was left."""

    def send(self, event: UiEvent) -> None:
        """Hand an event to the top screen."""

    def redraw(self) -> None:
        """Ask for a frame."""

    def now(self) -> int:
        """The shell's clock, ms."""


class Input:
    """What the hand is doing: a hit that is held down, where the pointer rests, the last click."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._down: tuple[Hit, Pos] | None = None
        self._last_click = ("", -1000)
        self._touch, self._down_ms = False, 0
        self.hover_since = 0

    @property
    def holding(self) -> bool:
        """The button is down on something."""
        return self._down is not None

    def forget(self) -> None:
        """Let go without telling the screen (it was left)."""
        self._down = None

    # -- pointer -------------------------------------------------------------------------------
    def motion(self, pos: Pos) -> None:
        """The pointer moved."""
        memory = self._host.memory
        before, memory.mouse = memory.mouse, pos
        if self._down and self._dragging(self._down, pos, before):
            return
        hit = self._host.ctx.hits.at(pos)
        name = hit.id if hit else None
        if name != memory.hover:
            memory.hover, self.hover_since = name, self._host.now()
            self._host.send(Hover(hit=hit, pos=pos))

    def _dragging(self, down: tuple[Hit, Pos], pos: Pos, before: Pos) -> bool:
        hit, start = down
        host = self._host
        if isinstance(hit.payload, SliderState):
            self._slide(hit, hit.payload, pos[0])
            return True
        if not hit.draggable:
            return False
        over = host.ctx.hits.at(pos)
        if host.memory.drag is None:
            slip = FINGER_SLIP if self._touch else DRAG_THRESHOLD
            if abs(pos[0] - start[0]) + abs(pos[1] - start[1]) < slip:
                return True
            host.memory.drag = hit
            host.send(Drag(phase="start", hit=hit, start=start, pos=pos, over=over))
            before = start
        if host.running and host.memory.drag:
            rel = (pos[0] - before[0], pos[1] - before[1])
            host.send(Drag(phase="move", hit=hit, start=start, pos=pos, rel=rel, over=over))
        return True

    def _slide(self, hit: Hit, state: SliderState, x: float) -> None:
        if state.from_x(x, pygame.Rect(hit.rect.x + 8, hit.rect.y, hit.rect.w - 16, hit.rect.h)):
            self._host.send(Changed(id=hit.id, value=state.value))

    def _find(self, pos: Pos) -> Hit | None:
        """What is meant by a position; a finger also means what lies close to it."""
        hits = self._host.ctx.hits
        return hits.near(pos, FINGER) if self._touch else hits.at(pos)

    def held(self, now: int) -> None:
        """A finger that rests on something for a while asks for its menu, as the right button does."""
        if self._down is None or not self._touch or now - self._down_ms < LONG_PRESS_MS:
            return
        host, (hit, start) = self._host, self._down
        moved = abs(host.memory.mouse[0] - start[0]) + abs(host.memory.mouse[1] - start[1])
        if (
            host.memory.drag is None
            and moved < FINGER_SLIP
            and (hit.role in ("row", "stop") or hit.draggable)
        ):
            self._down, host.memory.pressed = None, None
            host.send(Activate(id=hit.id, hit=hit, payload=hit.payload, right=True))
            host.redraw()

    def press(self, pos: Pos, *, right: bool, touch: bool = False) -> None:
        """A button went down, or a finger."""
        host, memory = self._host, self._host.memory
        memory.mouse, memory.focus_visible = pos, False
        self.hover_since = NEVER_MS
        self._touch, self._down_ms = touch, host.now()
        host.redraw()
        hit = self._find(pos)
        if hit is None or not hit.enabled:
            memory.focus = None
            return
        memory.focus = hit.id if hit.focusable else None
        if right:
            host.send(Activate(id=hit.id, hit=hit, payload=hit.payload, right=True))
            return
        self._down, memory.pressed = (hit, pos), hit.id
        if isinstance(hit.payload, SliderState):
            self._slide(hit, hit.payload, pos[0])
        elif isinstance(hit.payload, FieldState):
            hit.payload.place(field_caret(host.ctx, hit.rect, hit.payload, pos))

    def release(self, pos: Pos) -> None:
        """The left button went up."""
        host = self._host
        down, self._down, host.memory.pressed = self._down, None, None
        host.redraw()
        if down is None:
            return
        hit, start = down
        over = self._find(pos) if host.memory.drag is None else host.ctx.hits.at(pos)
        if host.memory.drag is not None:
            host.memory.drag = None
            host.send(Drag(phase="drop", hit=hit, start=start, pos=pos, over=over))
        elif over is not None and over.id == hit.id and not isinstance(hit.payload, SliderState | FieldState):
            self._activate(over)

    def _activate(self, hit: Hit, key: str = "") -> None:
        mods, now = pygame.key.get_mods(), self._host.now()
        double = self._last_click[0] == hit.id and now - self._last_click[1] < DOUBLE_MS
        self._last_click = (hit.id, now)
        self._host.send(
            Activate(
                id=hit.id, hit=hit, payload=hit.payload, double=double, key=key,
                shift=bool(mods & pygame.KMOD_SHIFT), ctrl=bool(mods & pygame.KMOD_CTRL),
            )
        )  # fmt: skip

    def cancel_drag(self) -> None:
        """Let go of what is in the hand, and tell the screen that nothing was dropped."""
        host = self._host
        down, self._down, host.memory.pressed = self._down, None, None
        host.redraw()
        if host.memory.drag is not None and down is not None:
            host.memory.drag = None
            host.send(Drag(phase="cancel", hit=down[0], start=down[1], pos=host.memory.mouse))

    def wheel(self, dx: float, dy: float) -> None:
        """The wheel turned: a scroll area moves, anything else is the screen's."""
        host = self._host
        pos = host.memory.mouse
        over, area = host.ctx.hits.at(pos), host.ctx.hits.at(pos, "scroll")
        ctrl = bool(pygame.key.get_mods() & pygame.KMOD_CTRL)
        if area and isinstance(area.payload, ScrollArea) and not ctrl:
            if area.payload.by(-dy * WHEEL_PX):
                host.redraw()
            return
        host.send(Wheel(dx=dx, dy=dy, pos=pos, over=over, ctrl=ctrl))

    # -- keys ----------------------------------------------------------------------------------
    def _focused(self) -> Hit | None:
        name = self._host.memory.focus
        return next((h for h in self._host.ctx.hits.reachable() if h.id == name and h.enabled), None)

    def key(self, name: str, mods: int) -> None:
        """A key went down that the shell itself did not use."""
        host, memory = self._host, self._host.memory
        if name in MODIFIERS:
            return
        shift, ctrl, alt = (bool(mods & m) for m in (pygame.KMOD_SHIFT, pygame.KMOD_CTRL, pygame.KMOD_ALT))
        if name == "tab":
            memory.focus = host.ctx.hits.next_focus(memory.focus, -1 if shift else 1)
            memory.focus_visible = True
            host.redraw()
        elif name == "escape" and memory.drag is not None:
            self.cancel_drag()
        elif name == "escape":
            host.send(Back())
        else:
            hit = self._focused()
            if hit is None or not self._widget_key(hit, name, ctrl=ctrl, alt=alt):
                host.send(Key(name=name, shift=shift, ctrl=ctrl, alt=alt))

    def _widget_key(self, hit: Hit, name: str, *, ctrl: bool, alt: bool) -> bool:
        state = hit.payload
        if isinstance(state, FieldState):
            return self._field_key(hit, state, name, ctrl=ctrl, alt=alt)
        if isinstance(state, SliderState):
            return self._slider_key(hit, state, name)
        if name in ("return", "enter", "space"):
            self._host.memory.focus_visible = True
            self._activate(hit, name)
            return True
        return False

    def _field_key(self, hit: Hit, state: FieldState, name: str, *, ctrl: bool, alt: bool) -> bool:
        before = state.value
        letter = len(name) == 1 and not alt  # arrives as text
        used = _clipboard_key(state, name) if ctrl else state.key(name) or letter
        if state.value != before:
            self._host.send(Changed(id=hit.id, value=state.value))
        self._host.redraw()
        return used

    def _slider_key(self, hit: Hit, state: SliderState, name: str) -> bool:
        targets = {
            "left": state.value - state.step, "right": state.value + state.step,
            "home": state.low, "end": state.high,
        }  # fmt: skip
        if name not in targets:
            return False
        if state.put(targets[name]):
            self._host.send(Changed(id=hit.id, value=state.value))
        return True

    def typed(self, text: str) -> None:
        """Text arrived (also composed text with accents)."""
        hit = self._focused()
        if hit and isinstance(hit.payload, FieldState) and hit.payload.insert(text):
            self._host.send(Changed(id=hit.id, value=hit.payload.value))


def _clipboard_key(state: FieldState, name: str) -> bool:
    """Ctrl+A, C, X, V in a field; without a clipboard (a bare X server) they do nothing."""
    if name == "a":
        state.select_all()
    elif name in ("c", "x"):
        _copy(state.value)
        if name == "x":
            state.select_all()
            state.key("delete")
    elif name == "v":
        state.insert(_pasted())
    else:
        return False
    return True


def _copy(text: str) -> None:
    try:
        pygame.scrap.put_text(text)
    except pygame.error:
        return


def _pasted() -> str:
    try:
        return pygame.scrap.get_text()
    except pygame.error:
        return ""
