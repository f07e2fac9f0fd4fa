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
from game.ui.context import Ctx, Memory, Resized, Translator, UiEvent, UiSettings, make_ctx
from game.ui.screen import Configure, Outcome, Pop, Push, Quit, Replace, Screen, Summon, Then
from game.ui.shell_acts import Program, own_key, pulse, save_picture, summon
from game.ui.shell_input import Input
from game.ui.shell_touch import Touch
from game.ui.sounds import Sounds
from game.ui.text import TextCache
from game.ui.theme import known_scheme
from game.ui.window import left_at, opened, switched

TOAST_MS, TOAST_LETTER_MS = 2000, 40
TOOLTIP_MS, IDLE_WAIT_MS = 450, 33
MIN_SIZE = (320, 200)
OUTCOMES = (Push, Replace, Pop, Quit, Configure, Then, Summon)


def plain_translator(key: str, /, **values: object) -> str:
    """Stands in when no catalogue is given: the key with its values."""
    return key.format(**values) if values and "{" in key else key


def render_once(
    screen: Screen, size: tuple[int, int], scale: float = 1.0, scheme: str = "light", lang: str = "nl", *,
    t: Translator = plain_translator, fmt: object = None, now_ms: int = 0, memory: Memory | None = None,
) -> pygame.Surface:  # fmt: skip
    """One frame without a window, with a fixed clock: for `ritregie shot` and golden tests."""
    pygame.font.init()
    surface, text = pygame.Surface(size), TextCache(scale)
    settings = UiSettings(scheme=known_scheme(scheme), scale=scale, lang=lang, less_motion=True)
    ctx = make_ctx(surface, settings, t=t, fmt=fmt, text=text, memory=memory or Memory(), now_ms=now_ms)
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
        program: Program | None = None, clock: Callable[[], int] | None = None, title: str = "Ritregie",
        place: tuple[int, int] | None = None,
    ) -> None:  # fmt: skip
        self.settings, self.program = settings or UiSettings(), program
        if self.settings.software:  # without a GPU the accelerated path costs about 7 ms a frame
            os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
        pygame.display.init()
        pygame.font.init()
        pygame.key.set_repeat(350, 40)
        self._window_size, self.window = size, opened(size, place, full=self.settings.full_screen)
        pygame.display.set_caption(title)
        self.sounds = Sounds()
        self.stack: list[Screen] = [first]
        self._translator, self._formatter, self._on_settings = translator, formatter, on_settings
        self._clock = clock or (lambda: time.monotonic_ns() // 1_000_000)
        self.memory = Memory()
        self.text = TextCache(self.settings.scale)
        self.t, self.fmt = translator(self.settings.lang), formatter(self.settings.lang)
        self.ctx = self._make_ctx()
        self._dirty, self._running = True, True
        self._revision: tuple[int, int] = (-1, -1)
        self.input = Input(self)
        self.touch = Touch(self)
        self._handlers = self._handler_table()
        self._toast: tuple[str, str, int] | None = None

    # -- frame ---------------------------------------------------------------------------------
    def _make_ctx(self) -> Ctx:
        return make_ctx(
            self.window, self.settings, t=self.t, fmt=self.fmt, text=self.text, memory=self.memory,
            now_ms=self._clock(), toast=self.toast, cue=self._cue,
        )  # fmt: skip

    def _cue(self, name: str) -> None:
        if self.settings.sound:
            self.sounds.play(name, self.settings.volume_percent)

    def placed(self) -> tuple[int, ...]:
        """Size and place of the window, to be opened so again."""
        return left_at(self.window.get_size(), self._window_size, full=self.settings.full_screen)

    def toast(self, text: str, kind: str = "info") -> None:
        """Show a short message for a few seconds."""
        self._toast = (text, kind, self._clock() + TOAST_MS + TOAST_LETTER_MS * len(text))
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
        rested = ctx.now_ms - self.input.hover_since >= TOOLTIP_MS
        if hit and hit.tooltip and rested and not self.input.holding:
            widgets.tooltip(ctx, hit.rect, hit.tooltip)

    def _needs_frame(self) -> bool:
        now = self._clock()
        self.input.held(now)
        top = self.stack[-1]
        moving = top.tick(now)
        polled = top.poll() | pulse(self)
        revision = (id(top), top.revision)
        changed = revision != self._revision
        self._revision = revision
        if self._toast and now >= self._toast[2]:
            self._toast, changed = None, True
        waited = now - self.input.hover_since
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

    def reopen(self, screen: Screen) -> None:
        """Begin again with one screen, whatever became of those before."""
        self.stack, self._running = [screen], True
        self._turn(Replace(screen))

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
        handler = self._handlers.get(event.type)
        if handler:
            handler(event)

    def _handler_table(self) -> dict[int, Callable[[pygame.event.Event], None]]:
        """What is done with each kind of event."""
        return {
            pygame.QUIT: lambda _e: self.apply(Quit()),
            pygame.MOUSEMOTION: lambda e: self.input.motion(self._logical(e.pos)),
            pygame.MOUSEBUTTONDOWN: self._button_down,
            pygame.MOUSEBUTTONUP: self._button_up,
            pygame.MOUSEWHEEL: lambda e: self.input.wheel(e.x, e.y),
            pygame.KEYDOWN: self._key,
            pygame.TEXTINPUT: lambda e: self.input.typed(e.text),
            pygame.VIDEORESIZE: lambda _e: self._resized(),
            pygame.WINDOWSIZECHANGED: lambda _e: self._resized(),
            pygame.WINDOWFOCUSLOST: lambda _e: self.input.cancel_drag(),
            pygame.WINDOWEXPOSED: lambda _e: self.redraw(),
            pygame.WINDOWLEAVE: self._left,
            pygame.FINGERDOWN: self.touch.down,
            pygame.FINGERMOTION: self.touch.moved,
            pygame.FINGERUP: self.touch.up,
        }

    def _button_down(self, event: pygame.event.Event) -> None:
        if event.button in (1, 3):
            touch = bool(getattr(event, "touch", False))
            self.input.press(self._logical(event.pos), right=event.button == 3, touch=touch)

    def _button_up(self, event: pygame.event.Event) -> None:
        if event.button == 1:
            self.input.release(self._logical(event.pos))

    def _key(self, event: pygame.event.Event) -> None:
        name = pygame.key.name(event.key)
        if not own_key(self, name, event.mod):
            self.input.key(name, event.mod)

    def _left(self, _event: pygame.event.Event) -> None:
        """The pointer left the window: nothing is hovered, but a drag goes on until released."""
        if not self.input.holding:
            self.input.motion((-1.0, -1.0))
        self.redraw()

    def _logical(self, pos: tuple[int, int]) -> tuple[float, float]:
        return pos[0] / self.settings.scale, pos[1] / self.settings.scale

    def _resized(self) -> None:
        self.window = pygame.display.get_surface() or self.window
        self.input.cancel_drag()
        self.ctx = self._make_ctx()
        self.send(Resized(size=self.ctx.size))

    def _toggled_full_screen(self) -> bool:
        """Full screen at the desktop's size, or back; False where the display cannot do it."""
        full = self.settings.full_screen
        self._window_size = self._window_size if full else self.window.get_size()
        made = switched(self._window_size, full=not full)
        self.window = made or pygame.display.get_surface() or self.window
        if made is not None:
            self.input.cancel_drag()
        return made is not None

    def redraw(self) -> None:
        """Ask for a frame."""
        self._dirty = True

    def now(self) -> int:
        """The clock in ms."""
        return self._clock()

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
        elif isinstance(outcome, Summon):
            summon(self, outcome.name)
        else:
            self._turn(outcome)

    def _turn(self, outcome: Push | Replace | Pop | Then | Quit) -> None:
        """To another screen; focus, hover and what was held belong to the one before."""
        self.memory.focus = self.memory.hover = self.memory.pressed = None
        self.memory.drag = None
        self.input.forget()
        if isinstance(outcome, Quit):
            self._running = False
        elif isinstance(outcome, Push):
            self.stack.append(outcome.screen)
        elif isinstance(outcome, Replace):
            self.stack[-1] = outcome.screen
        else:
            self.stack.pop()
        if isinstance(outcome, Then):
            after = outcome.act(self.ctx)
            for one in after if isinstance(after, tuple) else (after,):
                self.apply(one if isinstance(one, OUTCOMES) else None)

    def configure(self, settings: UiSettings) -> None:
        """Switch language, scale, theme or full screen on the spot."""
        before = self.settings
        if settings.full_screen != before.full_screen and not self._toggled_full_screen():
            settings = replace(settings, full_screen=before.full_screen)
        self.settings = settings
        if settings.scale != before.scale:
            self.text = TextCache(settings.scale)
        if settings.lang != before.lang:
            self.t, self.fmt = self._translator(settings.lang), self._formatter(settings.lang)
        self._on_settings(settings)
        self.ctx = self._make_ctx()
        self._dirty = True

    def screenshot(self) -> Path | None:
        """Save the window as a picture; None when the folder cannot be written. Both are told."""
        return save_picture(self)
