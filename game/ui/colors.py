"""Colours by role: the light and the dark palette, and the night of the menu.

`colors_high` has the two of high contrast. Contrast is measured in `tests/ui/test_theme.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

Color = tuple[int, int, int]


def rgb(text: str) -> Color:
    """'#2E4BE0' -> (46, 75, 224)."""
    value = int(text.lstrip("#"), 16)
    return value >> 16, value >> 8 & 255, value & 255


def mix(a: Color, b: Color, share_b: float) -> Color:
    """Blend two colours; share_b 0 gives a, 1 gives b."""
    return (
        round(a[0] + (b[0] - a[0]) * share_b),
        round(a[1] + (b[1] - a[1]) * share_b),
        round(a[2] + (b[2] - a[2]) * share_b),
    )


def luminance(color: Color) -> float:
    """Relative luminance (WCAG 2.2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: Color, b: Color) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """One status: its text, outline and fill."""

    text: Color
    outline: Color
    fill: Color


@dataclass(frozen=True, slots=True, kw_only=True)
class MapColors:
    """Colours of the map."""

    water: Color
    shore: Color
    land: Color
    abroad: Color
    town: Color
    province: Color
    m_casing: Color
    m_fill: Color
    x_casing: Color
    x_fill: Color
    n: Color
    u: Color
    toll: Color
    shield_a: Color
    shield_a_text: Color
    shield_n: Color
    shield_n_text: Color
    trip: Color
    name: Color
    name_minor: Color
    name_water: Color
    halo: Color
    zone: Color
    lights: tuple[Color, Color, Color] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours by role; accent is selection and the player's own plan, never a status."""

    canvas: Color
    surface: Color
    surface2: Color
    surface3: Color
    line: Color
    line_strong: Color
    control: Color
    text: Color
    text2: Color
    text3: Color
    accent: Color
    accent_text: Color
    on_accent: Color
    accent_tint: Color
    bad: Status
    warn: Status
    ok: Status
    battery: Color
    hvo: Color
    diesel: Color
    block: Color
    block_text: Color
    drive: Color
    grid: Color
    rush: Color
    ink: Color
    on_ink: Color
    scrim: Color
    scrim_alpha: int
    map: MapColors

    def status(self, kind: str) -> Status:
        """Status colours by name: bad, warn, ok, info, plain."""
        if kind in ("bad", "warn", "ok"):
            found: Status = getattr(self, kind)
            return found
        if kind == "info":
            return Status(text=self.accent_text, outline=self.accent, fill=self.accent_tint)
        return Status(text=self.text2, outline=self.line_strong, fill=self.surface2)


LIGHT_MAP: Final = MapColors(
    water=rgb("#CFE0EB"), shore=rgb("#AFC8D8"), land=rgb("#F5F3EE"), abroad=rgb("#EBE9E3"),
    town=rgb("#E9E5DC"), province=rgb("#B8B2A4"), m_casing=rgb("#D6B877"), m_fill=rgb("#FBE7BD"),
    x_casing=rgb("#C9C3B5"), x_fill=rgb("#FFFFFF"), n=rgb("#D5D0C5"), u=rgb("#DDD9D0"),
    toll=rgb("#A8710A"), shield_a=rgb("#B4483C"), shield_a_text=rgb("#FFFFFF"),
    shield_n=rgb("#F3D46E"), shield_n_text=rgb("#3B3000"), trip=rgb("#77839A"),
    name=rgb("#20262F"), name_minor=rgb("#4E5967"), name_water=rgb("#456F8C"), halo=rgb("#F5F3EE"),
    zone=rgb("#2A9D8F"),
)  # fmt: skip
DARK_MAP: Final = MapColors(
    water=rgb("#0F1A25"), shore=rgb("#22384A"), land=rgb("#1D242D"), abroad=rgb("#181E26"),
    town=rgb("#29313C"), province=rgb("#4A5462"), m_casing=rgb("#12171D"), m_fill=rgb("#5B5340"),
    x_casing=rgb("#12171D"), x_fill=rgb("#434C58"), n=rgb("#3A434F"), u=rgb("#313944"),
    toll=rgb("#D9A42B"), shield_a=rgb("#93402F"), shield_a_text=rgb("#FFFFFF"),
    shield_n=rgb("#8A7429"), shield_n_text=rgb("#FFFFFF"), trip=rgb("#8592A4"),
    name=rgb("#EEF2F7"), name_minor=rgb("#AAB5C3"), name_water=rgb("#6F94AE"), halo=rgb("#1D242D"),
    zone=rgb("#3DAE9F"),
)  # fmt: skip
NIGHT_MAP: Final = replace(
    DARK_MAP, water=rgb("#070E17"), shore=rgb("#1B2A3A"), land=rgb("#152131"), abroad=rgb("#101A27"),
    town=rgb("#1B2839"), province=rgb("#2C3A4D"), m_casing=rgb("#152131"), m_fill=rgb("#5A6C95"),
    x_casing=rgb("#152131"), x_fill=rgb("#4A5B80"), n=rgb("#3A4860"), u=rgb("#2C394D"),
    trip=rgb("#6E82B8"), name=rgb("#F4EEDD"), name_minor=rgb("#D5D2C6"), halo=rgb("#152131"),
    lights=(rgb("#FFE6B0"), rgb("#F6CE86"), rgb("#FFF3D6")),
)  # fmt: skip

LIGHT: Final = Palette(
    canvas=rgb("#EDEFF2"), surface=rgb("#FFFFFF"), surface2=rgb("#F6F7F9"), surface3=rgb("#ECEEF2"),
    line=rgb("#E2E5EA"), line_strong=rgb("#C6CCD5"), control=rgb("#848D9A"),
    text=rgb("#12161D"), text2=rgb("#465060"), text3=rgb("#677183"),
    accent=rgb("#2E4BE0"), accent_text=rgb("#2039B8"), on_accent=rgb("#FFFFFF"), accent_tint=rgb("#E9EDFD"),
    bad=Status(text=rgb("#8F2403"), outline=rgb("#C94A1B"), fill=rgb("#FDEEE6")),
    warn=Status(text=rgb("#8A5900"), outline=rgb("#B97F00"), fill=rgb("#FFF4D9")),
    ok=Status(text=rgb("#0B6B60"), outline=rgb("#2A9D8F"), fill=rgb("#E1F3F0")),
    battery=rgb("#0E7C72"), hvo=rgb("#6B6F12"), diesel=rgb("#4A515E"),
    block=rgb("#D5DAE1"), block_text=rgb("#2C3440"), drive=rgb("#A9B2BF"),
    grid=rgb("#E7EAEE"), rush=rgb("#F4F2EA"), ink=rgb("#12161D"), on_ink=rgb("#FFFFFF"),
    scrim=rgb("#10141C"), scrim_alpha=143, map=LIGHT_MAP,
)  # fmt: skip
DARK: Final = Palette(
    canvas=rgb("#0C1016"), surface=rgb("#151A22"), surface2=rgb("#1A2029"), surface3=rgb("#222A35"),
    line=rgb("#262E3A"), line_strong=rgb("#3C4756"), control=rgb("#6B7788"),
    text=rgb("#EEF2F7"), text2=rgb("#B3BDCA"), text3=rgb("#8793A3"),
    accent=rgb("#7F97FF"), accent_text=rgb("#A5B6FF"), on_accent=rgb("#0B1024"), accent_tint=rgb("#1D2748"),
    bad=Status(text=rgb("#FF9A73"), outline=rgb("#F0703F"), fill=rgb("#3A2018")),
    warn=Status(text=rgb("#F0C25A"), outline=rgb("#D9A42B"), fill=rgb("#352A12")),
    ok=Status(text=rgb("#6FD3C4"), outline=rgb("#3DAE9F"), fill=rgb("#132F2C")),
    battery=rgb("#5CCFBF"), hvo=rgb("#C3C761"), diesel=rgb("#8F99A8"),
    block=rgb("#38424F"), block_text=rgb("#E3E8EE"), drive=rgb("#56616F"),
    grid=rgb("#1F2732"), rush=rgb("#1A1F22"), ink=rgb("#EEF2F7"), on_ink=rgb("#0C1016"),
    scrim=rgb("#04060A"), scrim_alpha=158, map=DARK_MAP,
)  # fmt: skip

NIGHT: Final = replace(DARK, map=NIGHT_MAP)
