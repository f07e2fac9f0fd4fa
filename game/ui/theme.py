"""Design tokens: colour, type, space and motion, in logical UI pixels.

A `Theme` is a value: scheme (light, dark, night, each also in high contrast) x scale. Screens write token
numbers; the painter multiplies by the scale once. `tests/ui/test_theme.py` measures the contrast of every
pair in `TEXT_PAIRS` (4.5:1, high contrast 7:1) and `OUTLINE_PAIRS` (3:1, high contrast 4.5:1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from game.ui.colors import (
    DARK,
    LIGHT,
    NIGHT,
    Color,
    MapColors,
    Palette,
    Status,
    contrast,
    luminance,
    mix,
    rgb,
)
from game.ui.colors_high import HIGH_DARK, HIGH_LIGHT, HIGH_NIGHT

__all__ = [
    "BODY", "DARK", "HIGH_DARK", "HIGH_LIGHT", "HIGH_NIGHT", "LIGHT", "NIGHT", "OUTLINE_PAIRS", "PALETTES",
    "TEXT_PAIRS", "TYPE", "Color", "MapColors", "Motion", "Palette", "Scheme", "Space", "Status", "Theme",
    "TypeToken", "Weight", "contrast", "known_scheme", "lookup", "luminance", "mix", "rgb", "scheme_of",
]  # fmt: skip

Scheme = Literal["light", "dark", "light_high", "dark_high"]
Weight = Literal[400, 500, 600, 700]
BODY: Final = "body"  # the type token that is meant when none is named

# (foreground, background) by dotted palette name: every combination that widgets and screens may use.
TEXT_PAIRS: Final = (
    *(("text", b) for b in ("canvas", "surface", "surface2", "surface3", "accent_tint")),
    *(("text2", b) for b in ("canvas", "surface", "surface2", "surface3", "accent_tint")),
    *(("text3", b) for b in ("surface", "surface2")),
    *(("accent_text", b) for b in ("surface", "surface2", "surface3", "accent_tint")),
    ("on_accent", "accent"), ("on_ink", "ink"), ("block_text", "block"),
    *(
        (f"{s}.text", b)
        for s in ("bad", "warn", "ok")
        for b in ("surface", "surface2", f"{s}.fill", "accent_tint")
    ),
    ("battery", "surface"), ("hvo", "surface"), ("diesel", "surface"),
    ("map.name", "map.land"), ("map.name_minor", "map.land"), ("map.name_minor", "map.halo"),
    ("map.shield_a_text", "map.shield_a"), ("map.shield_n_text", "map.shield_n"),
)  # fmt: skip
OUTLINE_PAIRS: Final = (
    ("accent", "surface"), ("control", "surface"), ("bad.outline", "surface"), ("warn.outline", "surface"),
    ("ok.outline", "surface"), ("accent", "accent_tint"), ("control", "surface2"), ("map.trip", "map.land"),
    ("accent", "map.land"),
)  # fmt: skip


def lookup(palette: Palette, name: str) -> Color:
    """Colour by dotted name: 'bad.text', 'map.land'."""
    found: object = palette
    for part in name.split("."):
        found = getattr(found, part)
    assert isinstance(found, tuple)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeToken:
    """A text style: size and line height in UI pixels."""

    size: int
    line: int
    weight: Weight
    display: bool = False


TYPE: Final[dict[str, TypeToken]] = {
    "hero": TypeToken(size=44, line=50, weight=700, display=True),
    "display": TypeToken(size=32, line=40, weight=700, display=True),
    "clock": TypeToken(size=28, line=32, weight=700, display=True),
    "h1": TypeToken(size=24, line=32, weight=700, display=True),
    "h2": TypeToken(size=20, line=28, weight=700),
    "h3": TypeToken(size=16, line=24, weight=600),
    "h4": TypeToken(size=15, line=20, weight=600),
    "lead": TypeToken(size=14, line=20, weight=400),
    "body": TypeToken(size=13, line=20, weight=400),
    "small": TypeToken(size=12, line=16, weight=400),
    "micro": TypeToken(size=11, line=16, weight=400),
    "shield": TypeToken(size=10, line=14, weight=700),
}


class Space:
    """Heights, radii and paddings in UI pixels."""

    PAD: Final = 16
    PAD_READING: Final = 24
    TOP_BAR: Final = 52
    TABS: Final = 44
    PANEL_HEAD: Final = 44
    ORDER_ROW: Final = 40
    GROUP_HEAD: Final = 24
    KPI_ROW: Final = 26
    FINDING: Final = 40
    PROPOSAL: Final = 56
    TRIAGE: Final = 62
    PROFILE_ROW: Final = 72
    LEDGER_ROW: Final = 48
    BOARD_ROW: Final = 28
    BLOCK: Final = 20
    BUTTON: Final = 32
    BUTTON_SMALL: Final = 24
    BUTTON_LARGE: Final = 48
    TAG: Final = 20
    CHIP: Final = 24
    R_BLOCK: Final = 4
    R_CONTROL: Final = 6
    R_CARD: Final = 8
    R_PREVIEW: Final = 10
    R_COACH: Final = 12


class Motion:
    """Durations in ms; a duration of 0 is used when the player asks for less motion."""

    SELECT: Final = 120
    MOVE: Final = 180
    NUMBER: Final = 160
    PANEL: Final = 160
    RING: Final = 900


PALETTES: Final[dict[str, Palette]] = {
    "light": LIGHT, "dark": DARK, "night": NIGHT,
    "light_high": HIGH_LIGHT, "dark_high": HIGH_DARK, "night_high": HIGH_NIGHT,
}  # fmt: skip


def scheme_of(theme: str, *, high: bool) -> Scheme:
    """The scheme of a kept theme (light or dark) and the wish for high contrast."""
    if theme == "dark":
        return "dark_high" if high else "dark"
    return "light_high" if high else "light"


def known_scheme(name: str) -> Scheme:
    """A scheme by its name; light for a name that is none."""
    base, _, high = name.partition("_")
    return scheme_of(base, high=high == "high")


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything that decides how a token looks on this screen."""

    scheme: Scheme | Literal["night", "night_high"] = "light"
    scale: float = 1.0

    @property
    def c(self) -> Palette:
        """The palette; night is dark with the map of the menu."""
        return PALETTES[self.scheme]
