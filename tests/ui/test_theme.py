"""Contrast of the design tokens."""

import pytest

from game.ui.theme import DARK, LIGHT, OUTLINE_PAIRS, TEXT_PAIRS, Palette, contrast, lookup


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_is_readable(palette: Palette, front: str, back: str) -> None:
    """Every pair of text and ground reaches 4.5:1."""
    assert contrast(lookup(palette, front), lookup(palette, back)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), OUTLINE_PAIRS)
def test_outlines_are_visible(palette: Palette, front: str, back: str) -> None:
    """Every meaningful outline reaches 3:1."""
    assert contrast(lookup(palette, front), lookup(palette, back)) >= 3.0
