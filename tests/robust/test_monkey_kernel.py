"""Random events against the shell: whatever a hand does, no frame and no event may fail.

The short run is part of every test run; RITREGIE_LONG=1 makes it 20,000 events.
"""

import os
import random
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
import pygame
import pytest

from game.app import App
from game.record.settings import Settings
from game.ui import layout, widgets
from game.ui.context import Activate, Ctx, UiEvent, Wheel
from game.ui.map_view import MapStop, MapTrip, MapTruck, MapView
from game.ui.screen import BaseScreen, Configure, Outcome
from game.ui.shell import Shell
from game.ui.state import FieldState, ScrollArea, SliderState

LONG = os.environ.get("RITREGIE_LONG") == "1"
EVENTS = 20_000 if LONG else 2_000
FRAME_EVERY = 4
SIZES = ((1, 1), (1280, 720), (1600, 900), (800, 450), (319, 199), (640, 2), (321, 1000))
KEYS = (
    pygame.K_TAB, pygame.K_RETURN, pygame.K_SPACE, pygame.K_ESCAPE, pygame.K_LEFT, pygame.K_RIGHT,
    pygame.K_HOME, pygame.K_END, pygame.K_BACKSPACE, pygame.K_DELETE, pygame.K_F11, pygame.K_a, pygame.K_c,
    pygame.K_v, pygame.K_x, pygame.K_z, pygame.K_UP, pygame.K_DOWN, pygame.K_F5, 0, 1 << 30,
)  # fmt: skip
PLACES = ((233_900, 582_000), (191_800, 552_800), (234_000, 557_000), (257_500, 533_400))


class Gallery(BaseScreen):
    """Every widget, a long list, a dialog and a map on one screen."""

    def __init__(self) -> None:
        self.map = MapView()
        self.list, self.slider = ScrollArea(), SliderState(20)
        self.line, self.text = FieldState(), FieldState(lines=4)
        self.tab, self.on, self.dialog, self.picked = "a", False, False, -1

    def draw(self, ctx: Ctx) -> None:
        """Paint it."""
        widgets.top_bar(ctx, title="Dinsdag in het Noorden", subtitle="dinsdag 12 mei", current="plan",
                        phases=[("brief", "Briefing"), ("plan", "Plannen")], inbox=2)  # fmt: skip
        _bar, body = layout.cut_top(ctx.rect, 52)
        left, rest = layout.cut_left(body, 280)
        for i, rect in widgets.rows(ctx, "list", left, self.list, 500, 40):
            widgets.row(ctx, f"row.{i}", rect, selected=i == self.picked, payload=i, draggable=True,
                        tooltip="vrachtwagenheffing")  # fmt: skip
        middle, right = layout.cut_right(rest, 260)
        self._map(ctx, middle)
        self._controls(ctx, layout.pad(right, 12))
        if self.dialog:
            inside = widgets.modal(ctx, 420, 220, "Weet je het zeker?", icon="alert-triangle")
            widgets.button(ctx, "close", pygame.Rect(inside.x, inside.bottom - 32, 120, 32), "Sluiten")

    def _map(self, ctx: Ctx, rect: pygame.Rect) -> None:
        stops = [MapStop(id=str(i), xy=(x + 900 * (i % 7), y + 700 * (i % 5)), number=str(i),
                         state=("stop", "late", "unplanned", "selected", "done")[i % 9 % 5], late_min=i)
                 for i, (x, y) in enumerate(PLACES * 12)]  # fmt: skip
        trips = [MapTrip(id="a", points=PLACES, selected=self.on), MapTrip(id="b", points=PLACES[::-1])]
        self.map.draw(ctx, rect, trips=trips, stops=stops, trucks=[MapTruck(id="T1", xy=PLACES[0])])

    def _controls(self, ctx: Ctx, rect: pygame.Rect) -> None:
        parts = layout.rows(rect, 32, 32, 24, 32, 96, 44, 24, 32, None, gap=8)
        widgets.button(ctx, "dialog", parts[0], ("Open de dialoog", "Open"), kind="primary")
        widgets.segmented(ctx, "seg", parts[1], [("light", "Licht"), ("dark", "Donker")], ctx.settings.scheme)
        widgets.slider(ctx, "slide", parts[2], self.slider)
        widgets.field(ctx, "line", parts[3], self.line, placeholder="Naam")
        widgets.field(ctx, "text", parts[4], self.text, placeholder="Waarom deze keuze?")
        widgets.tabs(ctx, "tab", parts[5], [("a", "KPI", 0), ("b", "Advies", 5)], self.tab)
        widgets.switch(ctx, "switch", parts[6], "Minder beweging", on=self.on)
        widgets.checkbox(ctx, "scale", parts[7], "Groot", on=ctx.settings.scale > 1)
        widgets.empty(ctx, parts[8], "inbox", "Nog geen post", "Start de dag")

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Change something for most of what can be clicked."""
        if self.map.handle(event):
            return None
        if isinstance(event, Wheel) and event.ctrl:
            return Configure({"lang": "en" if ctx.settings.lang == "nl" else "nl"})
        if not isinstance(event, Activate):
            return None
        ctx.toast(event.id, "info")
        if event.id.startswith("seg."):
            return Configure({"scheme": event.payload})
        if event.id == "scale":
            return Configure({"scale": 1.0 if ctx.settings.scale > 1 else 1.5})
        self.dialog = event.id == "dialog"
        self.on = not self.on if event.id == "switch" else self.on
        self.tab = str(event.payload) if event.id.startswith("tab.") else self.tab
        self.picked = int(str(event.payload)) if event.id.startswith("row.") else self.picked
        return None

    def tick(self, now_ms: int) -> bool:
        """The map comes to rest."""
        return self.map.tick(now_ms)


def some_event(dice: random.Random, size: tuple[int, int]) -> pygame.event.Event:
    """Anything that a mouse, a keyboard or a window manager can send."""
    pos = dice.randrange(-20, size[0] + 20), dice.randrange(-20, size[1] + 20)
    kind = dice.random()
    if kind < 0.35:
        return pygame.event.Event(pygame.MOUSEMOTION, pos=pos, rel=(1, 1), buttons=(1, 0, 0))
    if kind < 0.65:
        up = dice.random() < 0.5
        button = dice.choice((1, 1, 1, 2, 3, 9))
        return pygame.event.Event(
            pygame.MOUSEBUTTONUP if up else pygame.MOUSEBUTTONDOWN, pos=pos, button=button
        )
    if kind < 0.75:
        return pygame.event.Event(pygame.MOUSEWHEEL, x=dice.randint(-2, 2), y=dice.randint(-9, 9))
    if kind < 0.88:
        mod = dice.choice((0, 0, pygame.KMOD_SHIFT, pygame.KMOD_CTRL, pygame.KMOD_ALT))
        return pygame.event.Event(pygame.KEYDOWN, key=dice.choice(KEYS), mod=mod, unicode="")
    if kind < 0.96:
        return pygame.event.Event(
            pygame.TEXTINPUT, text=dice.choice(("a", "é", "\n", " ", "€ 12", "\u0301", "🚚"))
        )
    other = (pygame.WINDOWFOCUSLOST, pygame.WINDOWLEAVE, pygame.WINDOWEXPOSED, pygame.USEREVENT)
    return pygame.event.Event(dice.choice(other))


@pytest.mark.parametrize("seed", [1])
def test_monkey(seed: int) -> None:
    """Thousands of random events in windows of any size, down to one pixel, raise nothing."""
    dice, now = random.Random(seed), [0]
    shell = Shell(Gallery(), size=(1280, 720), clock=lambda: now[0])
    frames = 0
    for number in range(EVENTS):
        now[0] += dice.choice((1, 8, 16, 200))
        if dice.random() < 0.01:
            pygame.display.set_mode(dice.choice(SIZES), pygame.RESIZABLE)
            shell.feed([pygame.event.Event(pygame.VIDEORESIZE, size=(1, 1), w=1, h=1)])
        shell.feed([some_event(dice, shell.window.get_size())])
        if number % FRAME_EVERY == 0:
            shell.step()
            frames += 1
        assert shell.running
    assert frames == EVENTS // FRAME_EVERY
    assert len(shell.stack) == 1


def test_a_failing_picture_folder_is_no_error(tmp_path: Path) -> None:
    """F12 into a folder that cannot be made gives no file and no crash, and the player is told."""
    (tmp_path / "home").write_text("in the way")
    app = App(settings=Settings(), settings_file=tmp_path / "home" / "settings.json", logs=tmp_path)
    shell = Shell(Gallery(), size=(800, 450), program=app)
    shell.step()
    shell.feed([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F12, mod=0, unicode="")])
    assert shell.screenshot() is None
    assert shell._toast is not None
    assert shell.running


def test_quit_ends_the_run() -> None:
    """Closing the window ends the run without another event being handled."""
    shell = Shell(Gallery(), size=(800, 450))
    shell.feed(
        [pygame.event.Event(pygame.QUIT), pygame.event.Event(pygame.KEYDOWN, key=9, mod=0, unicode="")]
    )
    assert not shell.running
