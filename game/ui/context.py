"""What a screen gets to draw with, and the events it is handed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import pygame

from game.ui.hits import Hit, HitList, Role
from game.ui.layout import Mode, layout_mode, logical_size
from game.ui.paint import Painter
from game.ui.text import TextCache
from game.ui.theme import Palette, Scheme, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Activate:
    """A hit was clicked, tapped, or got Enter or Space."""

    id: str
    hit: Hit
    payload: object = None
    double: bool = False
    right: bool = False
    shift: bool = False
    ctrl: bool = False
    key: str = ""
    """`return`, `enter` or `space`; empty for the pointer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A slider or text field got a new value (already written to its state object)."""

    id: str
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key the shell did not use; `name` as pygame.key.name: 'left', 'p', 'delete'."""

    name: str
    shift: bool = False
    ctrl: bool = False
    alt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """Wheel over something that is not a scroll area (map, board)."""

    dx: float
    dy: float
    pos: tuple[float, float]
    over: Hit | None
    ctrl: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drag:
    """A drag of a `draggable` hit. phase: start, move, drop, cancel. `over` is what lies below."""

    phase: str
    hit: Hit
    start: tuple[float, float]
    pos: tuple[float, float]
    rel: tuple[float, float] = (0.0, 0.0)
    over: Hit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hover:
    """The pointer moved to another hit (or to none)."""

    hit: Hit | None
    pos: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """Esc. Return Pop() to leave; ignoring it stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resized:
    """The logical size changed."""

    size: tuple[int, int]


UiEvent = Activate | Changed | Key | Wheel | Drag | Hover | Back | Resized


@dataclass(frozen=True, slots=True, kw_only=True)
class UiSettings:
    """What the person chose for the interface."""

    scheme: Scheme = "light"
    scale: float = 1.0
    lang: str = "nl"
    less_motion: bool = False
    full_screen: bool = False
    software: bool = True
    sound: bool = False
    volume_percent: int = 40


class Translator(Protocol):
    """Interface text by key; an unknown key gives the key."""

    def __call__(self, key: str, /, **values: object) -> str:
        """The text in the current language."""


@dataclass(slots=True, kw_only=True)
class Memory:
    """What the shell keeps between frames about the pointer and the focus."""

    hover: str | None = None
    focus: str | None = None
    focus_visible: bool = False
    pressed: str | None = None
    mouse: tuple[float, float] = (-1.0, -1.0)
    drag: Hit | None = None


@dataclass(slots=True, kw_only=True)
class Ctx:
    """Painter, colours, texts, hits and pointer state of one frame."""

    p: Painter
    hits: HitList
    t: Translator
    fmt: object
    settings: UiSettings
    size: tuple[int, int]
    mode: Mode
    now_ms: int
    memory: Memory
    toast: Callable[[str, str], None]
    cue: Callable[[str], None] = lambda _name: None
    """Let a short sound be heard, where the player wants any: `accept`, `refuse`, `ring`."""
    extra: dict[str, object] = field(default_factory=dict)

    @property
    def c(self) -> Palette:
        """Colours of the theme."""
        return self.p.c

    @property
    def rect(self) -> pygame.Rect:
        """The whole window, logical."""
        return pygame.Rect((0, 0), self.size)

    def hit(
        self, hit_id: str, rect: pygame.Rect, role: Role = "button", *, label: str = "", enabled: bool = True,
        tooltip: str = "", payload: object = None, draggable: bool = False,
        ring: tuple[tuple[float, float], ...] = (),
    ) -> Hit:  # fmt: skip
        """Register something that can be pointed at; without a label it is called by its tooltip."""
        return self.hits.add(
            Hit(id=hit_id, rect=rect, role=role, label=label or tooltip, enabled=enabled, tooltip=tooltip,
                payload=payload, draggable=draggable, ring=ring)
        )  # fmt: skip

    def hovered(self, hit_id: str) -> bool:
        """The pointer is on it."""
        return self.memory.hover == hit_id

    def focused(self, hit_id: str) -> bool:
        """It has the keyboard focus and the person uses the keyboard."""
        return self.memory.focus == hit_id and self.memory.focus_visible

    def pressed(self, hit_id: str) -> bool:
        """The pointer is down on it."""
        return self.memory.pressed == hit_id


def make_ctx(
    surface: pygame.Surface, settings: UiSettings, *, t: Translator, fmt: object, text: TextCache,
    memory: Memory, now_ms: int, toast: Callable[[str, str], None] = lambda _text, _kind: None,
    cue: Callable[[str], None] = lambda _name: None,
) -> Ctx:  # fmt: skip
    """A context for one frame on this surface."""
    theme = Theme(settings.scheme, settings.scale)
    window = surface.get_size()
    return Ctx(
        p=Painter(surface, theme, text), hits=HitList(), t=t, fmt=fmt, settings=settings,
        size=logical_size(window, settings.scale), mode=layout_mode(window, settings.scale), now_ms=now_ms,
        memory=memory, toast=toast, cue=cue,
    )  # fmt: skip
