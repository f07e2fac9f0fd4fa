"""The shell: events in, screen stack and frames out. Only the shell changes the stack."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
import pygame

from game.ui import widgets
from game.ui.context import (
    Activate,
    Back,
    Changed,
    Ctx,
    Drag,
    Hover,
    Key,
    Memory,
    Resized,
    Translator,
    UiEvent,
    UiSettings,
    Wheel,
    make_ctx,
)  # fmt: skip
from game.ui.hits import Hit
from game.ui.screen import Configure, Outcome, Pop, Push, Quit, Replace, Screen
from game.ui.state import FieldState, ScrollArea, SliderState
from game.ui.text import TextCache

DRAG_THRESHOLD = 5.0
TOOLTIP_MS = 450
TOAST_MS = 3500
IDLE_WAIT_MS = 33
MIN_SIZE = (320, 200)


def plain_translator(key: str, /, **values: object) -> str:
    """Stands in when no catalogue is given: the key with its values."""
    return key.format(**values) if values and "{" in key else key


def render_once(
    screen: Screen, size: tuple[int, int], scale: float = 1.0, scheme: str = "light", lang: str = "nl", *,
    t: Translator = plain_translator, fmt: object = None, now_ms: int = 0, memory: Memory | None = None,
) -> pygame.Surface:  # fmt: skip
    """One frame without a window, with a fixed clock: for `ritregie shot` and golden tests."""
    pygame.font.init()
    surface = pygame.Surface(size)
    settings = UiSettings(
        scheme="dark" if scheme == "dark" else "light", scale=scale, lang=lang, less_motion=True
    )
    ctx = make_ctx(
        surface, settings, t=t, fmt=fmt, text=TextCache(scale), memory=memory or Memory(), now_ms=now_ms
    )
    surface.fill(ctx.c.canvas)
    screen.draw(ctx)
    return surface


class Shell:
    """Runs a stack of screens in one window."""

    def __init__(
        self, first: Screen, *, settings: UiSettings | None = None, size: tuple[int, int] = (1280, 720),
        translator: Callable[[str], Translator] = lambda _lang: plain_translator,
        formatter: Callable[[str], object] = lambda _lang: None,
        on_settings: Callable[[UiSettings], None] = lambda _settings: None,
        shots: Path | None = None, clock: Callable[[], int] | None = None, title: str = "Ritregie",
    ) -> None:  # fmt: skip
        self.settings = settings or UiSettings()
        if self.settings.software:  # without a GPU the accelerated path costs about 7 ms a frame
            os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
        pygame.display.init()
        pygame.font.init()
        pygame.key.set_repeat(350, 40)
        flags = pygame.RESIZABLE | (pygame.FULLSCREEN if self.settings.full_screen else 0)
        self.window = pygame.display.set_mode(size, flags)
        pygame.display.set_caption(title)
        self.stack: list[Screen] = [first]
        self._translator, self._formatter, self._on_settings = translator, formatter, on_settings
        self._clock = clock or (lambda: time.monotonic_ns() // 1_000_000)
        self._shots = shots or Path.cwd()
        self.memory = Memory()
        self.text = TextCache(self.settings.scale)
        self.t, self.fmt = translator(self.settings.lang), formatter(self.settings.lang)
        self.ctx = self._make_ctx()
        self._dirty, self._running = True, True
        self._revision: tuple[int, int] = (-1, -1)
        self._down: tuple[Hit, tuple[float, float]] | None = None
        self._hover_since = 0
        self._toast: tuple[str, str, int] | None = None
        self._last_click = ("", -1000)

    # -- frame ---------------------------------------------------------------------------------
    def _make_ctx(self) -> Ctx:
        return make_ctx(
            self.window, self.settings, t=self.t, fmt=self.fmt, text=self.text, memory=self.memory,
            now_ms=self._clock(), toast=self.toast,
        )  # fmt: skip

    def toast(self, text: str, kind: str = "info") -> None:
        """Show a short message for a few seconds."""
        self._toast = (text, kind, self._clock() + TOAST_MS)
        self._dirty = True

    def frame(self) -> None:
        """Draw the top screen, then toast and tooltip."""
        self.ctx = ctx = self._make_ctx()
        self.window.fill(ctx.c.canvas)
        if self.window.get_width() >= MIN_SIZE[0] and self.window.get_height() >= MIN_SIZE[1]:
            self.stack[-1].draw(ctx)
            self._overlay(ctx)
        pygame.display.flip()
        self._dirty = False

    def _overlay(self, ctx: Ctx) -> None:
        if self._toast and ctx.now_ms < self._toast[2]:
            widgets.toast(ctx, self._toast[0], self._toast[1])
        hit = ctx.hits.at(self.memory.mouse)
        if hit and hit.tooltip and not self._down and ctx.now_ms - self._hover_since >= TOOLTIP_MS:
            widgets.tooltip(ctx, hit.rect, hit.tooltip)

    def _needs_frame(self) -> bool:
        now = self._clock()
        top = self.stack[-1]
        moving = top.tick(now)
        polled = top.poll()
        revision = (id(top), top.revision)
        changed = revision != self._revision
        self._revision = revision
        if self._toast and now >= self._toast[2]:
            self._toast, changed = None, True
        waited = now - self._hover_since
        tip = TOOLTIP_MS <= waited < TOOLTIP_MS + 2 * IDLE_WAIT_MS
        return self._dirty or moving or polled or changed or tip

    # -- loop ----------------------------------------------------------------------------------
    def run(self) -> None:
        """Until the last screen is left or the window closes."""
        clock = pygame.time.Clock()
        while self._running and self.stack:
            if self._needs_frame():
                self.frame()
                clock.tick(60)
                events = pygame.event.get()
            else:
                first = pygame.event.wait(IDLE_WAIT_MS)
                events = [first, *pygame.event.get()] if first.type != pygame.NOEVENT else []
            self.feed(events)

    def step(self) -> None:
        """Process what is queued and draw when needed, without waiting: for tests and the monkey."""
        self.feed(pygame.event.get())
        if self._running and self.stack and self._needs_frame():
            self.frame()

    @property
    def running(self) -> bool:
        """False after Quit or when the last screen was popped."""
        return self._running and bool(self.stack)

    def feed(self, events: list[pygame.event.Event]) -> None:
        """Handle events; of a run of mouse motions only the last counts."""
        for i, event in enumerate(events):
            if not self.running:
                return
            follows = events[i + 1].type if i + 1 < len(events) else None
            if event.type == pygame.MOUSEMOTION and follows == pygame.MOUSEMOTION:
                continue
            self._one(event)

    def _one(self, event: pygame.event.Event) -> None:
        kind = event.type
        if kind == pygame.QUIT:
            self._running = False
        elif kind == pygame.MOUSEMOTION:
            self._motion(self._logical(event.pos))
        elif kind == pygame.MOUSEBUTTONDOWN and event.button in (1, 3):
            self._press(self._logical(event.pos), right=event.button == 3)
        elif kind == pygame.MOUSEBUTTONUP and event.button == 1:
            self._release(self._logical(event.pos))
        elif kind == pygame.MOUSEWHEEL:
            self._wheel(event)
        elif kind == pygame.KEYDOWN:
            self._key(event)
        elif kind == pygame.TEXTINPUT:
            self._typed(event.text)
        elif kind in (pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED):
            self._resized()
        elif kind == pygame.WINDOWFOCUSLOST:
            self._cancel_drag()
        elif kind in (pygame.WINDOWEXPOSED, pygame.WINDOWLEAVE):
            self._dirty = True

    def _logical(self, pos: tuple[int, int]) -> tuple[float, float]:
        return pos[0] / self.settings.scale, pos[1] / self.settings.scale

    def _resized(self) -> None:
        self.window = pygame.display.get_surface() or self.window
        self._cancel_drag()
        self.ctx = self._make_ctx()
        self.send(Resized(size=self.ctx.size))

    def send(self, event: UiEvent) -> None:
        """Hand an event to the top screen and do what it answers."""
        self._dirty = True
        self.apply(self.stack[-1].handle(event, self.ctx))

    def apply(self, outcome: Outcome) -> None:
        """Change the stack or the settings."""
        if outcome is None:
            return
        self._dirty = True
        if isinstance(outcome, Configure):
            self.configure(replace(self.settings, **outcome.changes))  # type: ignore[arg-type]
            return
        self.memory.focus = self.memory.hover = self.memory.pressed = None
        self._down, self.memory.drag = None, None
        if isinstance(outcome, Quit):
            self._running = False
        elif isinstance(outcome, Push):
            self.stack.append(outcome.screen)
        elif isinstance(outcome, Replace):
            self.stack[-1] = outcome.screen
        elif isinstance(outcome, Pop):
            self.stack.pop()

    def configure(self, settings: UiSettings) -> None:
        """Switch language, scale, theme or full screen on the spot."""
        before, self.settings = self.settings, settings
        if settings.scale != before.scale:
            self.text = TextCache(settings.scale)
        if settings.lang != before.lang:
            self.t, self.fmt = self._translator(settings.lang), self._formatter(settings.lang)
        if settings.full_screen != before.full_screen:
            pygame.display.toggle_fullscreen()
        self._on_settings(settings)
        self.ctx = self._make_ctx()
        self._dirty = True

    # -- pointer -------------------------------------------------------------------------------
    def _motion(self, pos: tuple[float, float]) -> None:
        before, self.memory.mouse = self.memory.mouse, pos
        if self._down and self._dragging(pos, before):
            return
        hit = self.ctx.hits.at(pos)
        name = hit.id if hit else None
        if name != self.memory.hover:
            self.memory.hover, self._hover_since = name, self._clock()
            self.send(Hover(hit=hit, pos=pos))

    def _dragging(self, pos: tuple[float, float], before: tuple[float, float]) -> bool:
        assert self._down is not None
        hit, start = self._down
        if isinstance(hit.payload, SliderState):
            self._slide(hit, hit.payload, pos[0])
            return True
        if not hit.draggable:
            return False
        if self.memory.drag is None:
            if abs(pos[0] - start[0]) + abs(pos[1] - start[1]) < DRAG_THRESHOLD:
                return True
            self.memory.drag = hit
            self.send(Drag(phase="start", hit=hit, start=start, pos=pos, over=self.ctx.hits.at(pos)))
            before = start
        rel = (pos[0] - before[0], pos[1] - before[1])
        if self.running and self.memory.drag:
            self.send(Drag(phase="move", hit=hit, start=start, pos=pos, rel=rel, over=self.ctx.hits.at(pos)))
        return True

    def _slide(self, hit: Hit, state: SliderState, x: float) -> None:
        if state.from_x(x, pygame.Rect(hit.rect.x + 8, hit.rect.y, hit.rect.w - 16, hit.rect.h)):
            self.send(Changed(id=hit.id, value=state.value))

    def _press(self, pos: tuple[float, float], *, right: bool) -> None:
        self.memory.mouse, self.memory.focus_visible, self._dirty = pos, False, True
        hit = self.ctx.hits.at(pos)
        if hit is None or not hit.enabled:
            self.memory.focus = None
            return
        self.memory.focus = hit.id if hit.focusable else None
        if right:
            self.send(Activate(id=hit.id, hit=hit, payload=hit.payload, right=True))
            return
        self._down, self.memory.pressed = (hit, pos), hit.id
        if isinstance(hit.payload, SliderState):
            self._slide(hit, hit.payload, pos[0])
        if isinstance(hit.payload, FieldState):
            hit.payload.caret = len(hit.payload.value)

    def _release(self, pos: tuple[float, float]) -> None:
        down, self._down, self.memory.pressed, self._dirty = self._down, None, None, True
        if down is None:
            return
        hit, start = down
        over = self.ctx.hits.at(pos)
        if self.memory.drag is not None:
            self.memory.drag = None
            self.send(Drag(phase="drop", hit=hit, start=start, pos=pos, over=over))
        elif over is not None and over.id == hit.id and not isinstance(hit.payload, SliderState | FieldState):
            self._activate(over)

    def _activate(self, hit: Hit) -> None:
        mods, now = pygame.key.get_mods(), self._clock()
        double = self._last_click[0] == hit.id and now - self._last_click[1] < 400
        self._last_click = (hit.id, now)
        self.send(
            Activate(
                id=hit.id, hit=hit, payload=hit.payload, double=double,
                shift=bool(mods & pygame.KMOD_SHIFT), ctrl=bool(mods & pygame.KMOD_CTRL),
            )
        )  # fmt: skip

    def _cancel_drag(self) -> None:
        down, self._down, self.memory.pressed, self._dirty = self._down, None, None, True
        if self.memory.drag is not None and down is not None:
            self.memory.drag = None
            self.send(Drag(phase="cancel", hit=down[0], start=down[1], pos=self.memory.mouse))

    def _wheel(self, event: pygame.event.Event) -> None:
        pos = self.memory.mouse
        over, area = self.ctx.hits.at(pos), self.ctx.hits.at(pos, "scroll")
        ctrl = bool(pygame.key.get_mods() & pygame.KMOD_CTRL)
        if area and isinstance(area.payload, ScrollArea) and not ctrl:
            self._dirty |= area.payload.by(-event.y * 60)
            return
        self.send(Wheel(dx=event.x, dy=event.y, pos=pos, over=over, ctrl=ctrl))

    # -- keys ----------------------------------------------------------------------------------
    def _focused(self) -> Hit | None:
        return next((h for h in self.ctx.hits.reachable() if h.id == self.memory.focus and h.enabled), None)

    def _key(self, event: pygame.event.Event) -> None:
        name, mods = pygame.key.name(event.key), event.mod
        hit = self._focused()
        if name == "f11":
            self.apply(Configure({"full_screen": not self.settings.full_screen}))
        elif name == "f12":
            self.screenshot()
        elif name == "tab":
            self.memory.focus = self.ctx.hits.next_focus(
                self.memory.focus, -1 if mods & pygame.KMOD_SHIFT else 1
            )
            self.memory.focus_visible = self._dirty = True
        elif name == "escape":
            if self.memory.drag is not None:
                self._cancel_drag()
            else:
                self.send(Back())
        elif hit is None or not self._widget_key(hit, name):
            shift, ctrl, alt = (
                bool(mods & m) for m in (pygame.KMOD_SHIFT, pygame.KMOD_CTRL, pygame.KMOD_ALT)
            )
            self.send(Key(name=name, shift=shift, ctrl=ctrl, alt=alt))

    def _widget_key(self, hit: Hit, name: str) -> bool:
        state = hit.payload
        if isinstance(state, FieldState):
            before = state.value
            used = state.key(name) or len(name) == 1
            if state.value != before:
                self.send(Changed(id=hit.id, value=state.value))
            self._dirty = True
            return used
        if isinstance(state, SliderState) and name in ("left", "right", "home", "end"):
            steps = {"left": state.value - state.step, "right": state.value + state.step}
            if state.put(steps.get(name, state.low if name == "home" else state.high)):
                self.send(Changed(id=hit.id, value=state.value))
            return True
        if name in ("return", "enter", "space") and not isinstance(state, SliderState):
            self.memory.focus_visible = True
            self._activate(hit)
            return True
        return False

    def _typed(self, text: str) -> None:
        hit = self._focused()
        if hit and isinstance(hit.payload, FieldState) and hit.payload.insert(text):
            self.send(Changed(id=hit.id, value=hit.payload.value))

    def screenshot(self) -> Path | None:
        """Save the window as a picture; None when the folder cannot be written."""
        path = self._shots / time.strftime("ritregie-%Y%m%d-%H%M%S.png")
        try:
            pygame.image.save(self.window, path)
        except (OSError, pygame.error):
            return None
        self.toast(path.name, "info")
        return path
