"""Contrast of the design tokens."""

import pytest

from game.record.settings import THEMES
from game.ui.theme import OUTLINE_PAIRS, PALETTES, TEXT_PAIRS, contrast, known_scheme, lookup, scheme_of


def least(scheme: str, normal: float, high: float) -> float:
    """The ratio that a scheme must reach."""
    return high if scheme.endswith("_high") else normal


@pytest.mark.parametrize("scheme", PALETTES)
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_is_readable(scheme: str, front: str, back: str) -> None:
    """Every pair of text and ground reaches 4.5:1 (WCAG AA), in high contrast 7:1 (AAA)."""
    palette = PALETTES[scheme]
    assert contrast(lookup(palette, front), lookup(palette, back)) >= least(scheme, 4.5, 7.0)


@pytest.mark.parametrize("scheme", PALETTES)
@pytest.mark.parametrize(("front", "back"), OUTLINE_PAIRS)
def test_outlines_are_visible(scheme: str, front: str, back: str) -> None:
    """Every meaningful outline reaches 3:1, in high contrast 4.5:1."""
    palette = PALETTES[scheme]
    assert contrast(lookup(palette, front), lookup(palette, back)) >= least(scheme, 3.0, 4.5)


def test_high_contrast_is_higher_everywhere() -> None:
    """Who asks for more contrast never gets less: no pair is weaker than in the plain scheme."""
    for plain in ("light", "dark", "night"):
        low, high = PALETTES[plain], PALETTES[f"{plain}_high"]
        for front, back in TEXT_PAIRS:
            before, after = (contrast(lookup(p, front), lookup(p, back)) for p in (low, high))
            assert after >= min(before, 15.0), (plain, front, back)


def test_every_kept_theme_has_its_scheme() -> None:
    """Settings and screen mean the same four schemes, and a damaged name gives a light screen."""
    for theme in THEMES:
        assert scheme_of(theme, high=False) == known_scheme(theme) == theme
        assert scheme_of(theme, high=True) == known_scheme(f"{theme}_high") == f"{theme}_high"
    assert known_scheme("sepia") == "light"
