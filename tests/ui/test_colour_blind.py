"""Pairs of colours that must be told apart, as people with a colour vision deficiency see them.

Simulated with the matrices of Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for
Simulation of Color Vision Deficiency", severity 1.0, in linear RGB. Difference: CIE76 in CIELAB, or WCAG
contrast. Status and kind of drive are never told by colour alone; these pairs keep the colour useful too.
"""

from __future__ import annotations

import math

import pytest

from game.ui.theme import PALETTES, Color, contrast, lookup

MATRICES = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip
APART = (
    ("accent", "map.trip"), ("accent", "map.land"), ("map.trip", "map.land"),
    ("accent", "bad.outline"), ("accent", "map.toll"), ("accent", "text3"),
    ("bad.outline", "ok.outline"), ("warn.outline", "ok.outline"), ("bad.outline", "warn.outline"),
    ("bad.text", "ok.text"), ("bad.text", "warn.text"), ("warn.text", "ok.text"),
    ("accent", "ok.outline"), ("accent", "warn.outline"),
    ("battery", "hvo"), ("battery", "diesel"), ("hvo", "diesel"),
    ("map.zone", "map.land"), ("map.shield_a", "map.shield_n"),
)  # fmt: skip
"""What lies side by side and means something else."""
GROUND = (("map.water", "map.land"), ("map.shore", "map.water"))
"""Background with a line along its edge: to be noticed, not to be read."""
LEAST_GROUND = 2.3
LEAST_DE, LEAST_CONTRAST = 10.0, 1.4
"""One of both must be reached; 2.3 is just noticeable side by side, and marks on a map lie apart."""


def linear(value: int) -> float:
    """sRGB to linear light."""
    v = value / 255
    return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4


def seen(color: Color, kind: str) -> Color:
    """The colour as it is seen."""
    light = [linear(v) for v in color]
    made = [min(1.0, max(0.0, sum(m * v for m, v in zip(row, light, strict=True)))) for row in MATRICES[kind]]
    back = [12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in made]
    return round(255 * back[0]), round(255 * back[1]), round(255 * back[2])


def lab(color: Color) -> tuple[float, float, float]:
    """CIELAB under D65."""
    r, g, b = (linear(v) for v in color)
    x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883
    fx, fy, fz = (v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def test_the_simulation_is_the_published_one() -> None:
    """Greys stay grey, and red and green come together for who lacks the red or the green cones."""
    for kind in MATRICES:
        assert all(abs(v - 128) <= 1 for v in seen((128, 128, 128), kind))
    red, green = (200, 60, 40), (90, 130, 40)
    for kind in ("protanopia", "deuteranopia"):
        assert math.dist(lab(seen(red, kind)), lab(seen(green, kind))) < math.dist(lab(red), lab(green)) / 2


@pytest.mark.parametrize("scheme", sorted(PALETTES))
@pytest.mark.parametrize("kind", sorted(MATRICES))
def test_pairs_can_be_told_apart(scheme: str, kind: str) -> None:
    """Selected and other trips, statuses, kinds of drive and the ground differ for everybody."""
    weak = []
    for one, other in APART:
        a, b = (seen(lookup(PALETTES[scheme], name), kind) for name in (one, other))
        distance, ratio = math.dist(lab(a), lab(b)), contrast(a, b)
        if distance < LEAST_DE and ratio < LEAST_CONTRAST:
            weak.append((one, other, round(distance, 1), round(ratio, 2)))
    assert not weak


@pytest.mark.parametrize("scheme", sorted(PALETTES))
@pytest.mark.parametrize("kind", sorted(MATRICES))
def test_land_is_told_from_water(scheme: str, kind: str) -> None:
    """The ground is quiet, and yet everybody sees where the land ends."""
    for one, other in GROUND:
        a, b = (seen(lookup(PALETTES[scheme], name), kind) for name in (one, other))
        assert math.dist(lab(a), lab(b)) >= LEAST_GROUND, (one, other)
