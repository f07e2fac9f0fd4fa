"""Hits, layout, text, icons and the shell with posted events, without a display."""

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
import pygame
import pytest

from game.ui import layout, widgets
from game.ui.context import Activate, Back, Changed, Ctx, Drag, UiEvent
from game.ui.hits import Hit, HitList
from game.ui.icons import ALIASES, available, icon
from game.ui.map_view import MapStop, MapView, spread
from game.ui.screen import BaseScreen, Configure, Outcome, Pop
from game.ui.shell import Shell, render_once
from game.ui.state import FieldState, ScrollArea, SliderState
from game.ui.text import TextCache


class Probe(BaseScreen):
    """A screen with one of each."""

    def __init__(self) -> None:
        self.seen: list[UiEvent] = []
        self.slider, self.field, self.scroll = SliderState(50), FieldState(), ScrollArea()

    def draw(self, ctx: Ctx) -> None:
        """Paint it."""
        widgets.button(ctx, "ok", pygame.Rect(20, 20, 100, 32), "Klaar", kind="primary")
        widgets.slider(ctx, "sl", pygame.Rect(20, 60, 216, 24), self.slider)
        widgets.field(ctx, "name", pygame.Rect(20, 100, 200, 32), self.field)
        for i, rect in widgets.rows(ctx, "list", pygame.Rect(300, 20, 200, 120), self.scroll, 1000, 40):
            widgets.row(ctx, f"row.{i}", rect, draggable=True)

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Note it."""
        self.seen.append(event)
        if isinstance(event, Activate) and event.id == "ok":
            return Configure({"scheme": "dark", "lang": "en", "scale": 1.25})
        return Pop() if isinstance(event, Back) else None


@pytest.fixture
def shell() -> Shell:
    """A shell with its first frame drawn."""
    made = Shell(Probe(), size=(1280, 720))
    made.step()
    return made


def mouse(kind: int, pos: tuple[int, int]) -> pygame.event.Event:
    """A posted pointer event."""
    extra = {"rel": (0, 0), "buttons": (0, 0, 0)} if kind == pygame.MOUSEMOTION else {"button": 1}
    return pygame.event.Event(kind, pos=pos, **extra)


def test_click_and_settings(shell: Shell) -> None:
    """A click activates, and settings change on the spot."""
    shell.feed([mouse(pygame.MOUSEBUTTONDOWN, (40, 30)), mouse(pygame.MOUSEBUTTONUP, (40, 30))])
    assert shell.settings.scheme == "dark"
    assert shell.settings.scale == 1.25
    shell.step()


def test_slider_drag_and_typing(shell: Shell) -> None:
    """The shell moves sliders and types into fields."""
    probe = shell.stack[0]
    assert isinstance(probe, Probe)
    shell.feed([mouse(pygame.MOUSEBUTTONDOWN, (228, 72)), mouse(pygame.MOUSEBUTTONUP, (228, 72))])
    assert probe.slider.value == 100
    shell.feed([mouse(pygame.MOUSEBUTTONDOWN, (40, 110)), mouse(pygame.MOUSEBUTTONUP, (40, 110))])
    shell.feed([pygame.event.Event(pygame.TEXTINPUT, text="Zoë")])
    assert probe.field.value == "Zoë"
    assert Changed(id="name", value="Zoë") in probe.seen


def test_drag_and_drop(shell: Shell) -> None:
    """A drag has a start, moves, and a drop with what lies below."""
    probe = shell.stack[0]
    assert isinstance(probe, Probe)
    shell.feed([mouse(pygame.MOUSEBUTTONDOWN, (350, 30)), mouse(pygame.MOUSEMOTION, (350, 80)),
                mouse(pygame.MOUSEBUTTONUP, (350, 90))])  # fmt: skip
    drags = [e for e in probe.seen if isinstance(e, Drag)]
    assert [d.phase for d in drags] == ["start", "move", "drop"]
    assert drags[-1].over is not None
    assert drags[-1].over.id == "row.1"


def test_escape_leaves_and_tab_focuses(shell: Shell) -> None:
    """Tab walks the hits; Esc pops the last screen and ends the run."""
    shell.feed([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_TAB, mod=0, unicode="")])
    assert shell.memory.focus == "ok"
    shell.feed([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode="")])
    assert not shell.running


def test_only_visible_rows_and_barrier() -> None:
    """A long list registers only what can be seen; a barrier hides what lies below."""
    hits = HitList()
    hits.add(Hit(id="a", rect=pygame.Rect(0, 0, 10, 10)))
    hits.barrier()
    assert hits.at((5, 5)) is None
    assert hits.get("a") is not None


@pytest.mark.parametrize("size", [(1, 1), (30, 2000), (800, 450)])
def test_any_size_draws(size: tuple[int, int]) -> None:
    """No window size makes a frame fail."""
    assert render_once(Probe(), size).get_size() == size


def test_layout_and_scales() -> None:
    """Parts add up, and no scale leaves less than 800x450."""
    parts = layout.columns(pygame.Rect(0, 0, 1001, 10), 300, 1.0, 2.0, gap=3)
    assert parts[-1].right == 1001
    assert layout.allowed_scales((1280, 720)) == [1.0, 1.25, 1.5]
    assert layout.allowed_scales((1600, 900))[-1] == 2.0


def test_figures_are_tabular_and_text_fits() -> None:
    """All digits have one width; fit takes the longest variant that fits."""
    text = TextCache(1.0)
    assert len({text.width(d * 10) for d in "0123456789"}) == 1
    assert text.fit(("Bevindingen", "Bev."), 40) == "Bev."
    assert all(text.width(line) <= 60 for line in text.wrap("vrachtwagenheffingsregeling ja", 60))


def test_all_icons_load() -> None:
    """Every icon and alias renders."""
    for name in (*available(), *ALIASES):
        assert icon(name, 16, (1, 2, 3)).get_size() == (16, 16)


def test_map_spreads_and_hits() -> None:
    """Stops on one place are pushed apart and each can be clicked."""
    a, b = spread([(0, 0), (0, 0)])
    assert abs(a[0] - b[0]) + abs(a[1] - b[1]) >= 20

    class Map(BaseScreen):
        view = MapView()
        hits: HitList

        def draw(self, ctx: Ctx) -> None:
            stops = [MapStop(id=str(i), xy=(215_000, 560_000)) for i in range(3)]
            self.view.draw(ctx, ctx.rect, stops=stops)
            self.hits = ctx.hits

    screen = Map()
    render_once(screen, (800, 450))
    assert all(screen.hits.get(f"stop.{i}") for i in range(3))


def test_caret_paste_and_select_all(shell: Shell) -> None:
    """A click puts the caret between letters; Ctrl+A and typing replace everything."""
    probe = shell.stack[0]
    assert isinstance(probe, Probe)
    probe.field.insert("Heerenveen")
    shell.step()
    x = 20 + 12 + round(TextCache(1.0).width("Heer"))
    shell.feed([mouse(pygame.MOUSEBUTTONDOWN, (x, 116)), mouse(pygame.MOUSEBUTTONUP, (x, 116))])
    assert probe.field.caret == 4
    shell.feed([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a, mod=pygame.KMOD_CTRL, unicode="a")])
    shell.feed([pygame.event.Event(pygame.TEXTINPUT, text="Assen")])
    assert (probe.field.value, probe.field.caret) == ("Assen", 5)


def test_wrapped_lines_cover_the_text() -> None:
    """Lines are slices of the text, so a caret index always lies in one of them."""
    text, string = TextCache(1.0), "een lange zin met vrachtwagenheffingsregelingen\nen nog een"
    spans = text.wrap_spans(string, 90)
    assert "".join(string[a:b] for a, b in spans).replace(" ", "") == string.replace(" ", "").replace(
        "\n", ""
    )
