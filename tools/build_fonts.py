"""Build the bundled fonts: Inter, subset to Latin, with tabular figures baked in.

Usage: python tools/build_fonts.py FOLDER_WITH_INTER_OTF_FILES
       python tools/build_fonts.py --paper

The second makes of the bundled faces what a PDF can hold: outlines of quadratic curves (TrueType).

pygame has no switch for OpenType features, so the `tnum` figures take the place of the
default ones in the character map: columns of numbers then line up everywhere.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

FACES = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold", "InterDisplay-Bold")
RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2027), (0x2030, 0x203A), (0x2080, 0x2089))
EXTRA = "ˆ˜‑‒₀€№™←↑→↓↔↗↘↙↖↵⇥⇧−×÷≈≠≤≥∞Δ∅·•…◆◇●○■□▲▼▶◀✓✗  ⌘⌥⌫⏎"
PAPER = ("Inter-Regular", "Inter-Bold")
TARGET = Path(__file__).parents[1] / "game" / "assets" / "fonts"


def wanted() -> set[int]:
    """Code points that the interface may show."""
    return {code for first, last in RANGES for code in range(first, last + 1)} | set(map(ord, EXTRA))


def tabular(font: Any) -> dict[str, str]:
    """Default glyph name -> tabular glyph name, from the font's own `tnum` feature."""
    table = font["GSUB"].table
    found: dict[str, str] = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != "tnum":
            continue
        for index in record.Feature.LookupListIndex:
            for sub in table.LookupList.Lookup[index].SubTable:
                found.update(getattr(getattr(sub, "ExtSubTable", sub), "mapping", {}))
    return found


def bake(source: Path, target: Path) -> None:
    """Write one subset face."""
    font = TTFont(source)
    swap = tabular(font)
    for sub in font["cmap"].tables:
        if sub.isUnicode():
            for digit in range(0x30, 0x3A):
                sub.cmap[digit] = swap.get(sub.cmap[digit], sub.cmap[digit])
    options = Options()
    options.layout_features = ["kern"]
    options.name_IDs = ["*"]
    options.desubroutinize = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)
    font.save(target)


def for_paper(source: Path, target: Path) -> None:
    """Write a face with quadratic outlines, within a thousandth of the em of the cubic ones."""
    font = TTFont(source)
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    drawn = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, font["head"].unitsPerEm / 1000, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, drawn
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 2.0, [], {}
    font["post"].glyphOrder = order
    most = font["maxp"] = newTable("maxp")
    most.tableVersion, most.numGlyphs = 0x00010000, len(order)
    for name in (
        "maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
        "maxStackElements", "maxSizeOfInstructions", "maxComponentElements",
    ):  # fmt: skip
        setattr(most, name, 1 if name == "maxZones" else 0)
    for name in ("CFF ", "VORG", "GPOS", "GSUB", "GDEF"):
        if name in font:
            del font[name]
    font.sfntVersion = "\000\001\000\000"
    font.save(target)


def main() -> None:
    """Build all faces."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--paper", action="store_true")
    asked = parser.parse_args()
    if asked.paper:
        (TARGET / "paper").mkdir(exist_ok=True)
        for face in PAPER:
            for_paper(TARGET / f"{face}.otf", TARGET / "paper" / f"{face}.ttf")
        return
    folder = asked.folder
    TARGET.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        bake(folder / f"{face}.otf", TARGET / f"{face}.otf")


if __name__ == "__main__":
    main()
