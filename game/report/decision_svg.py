"""One decision as a small inline SVG: a ring for what was to be expected, a diamond for how it came out."""

from __future__ import annotations

from html import escape

from game.content.language import Language
from game.domain.ledger import LedgerLine
from game.report.tables import Markup

WIDTH, HEIGHT = 170, 22
RIM = 10


def gaps(line: LedgerLine) -> tuple[int, int]:
    """(expected, realised) cost of the choice above the best other option; below 0 it saves money."""
    mine, other = line.option(line.chosen), line.option(line.against)
    return mine.expected_cent - other.expected_cent, mine.realised_cent - other.realised_cent


def strip(line: LedgerLine, most: int, speech: Language) -> Markup:
    """Left of the line in the middle the choice saves, right of it it costs; `most` cent reach the edge."""
    expected, realised = gaps(line)
    middle, y = WIDTH / 2, HEIGHT / 2
    before, after = (_x(cent, most) for cent in (expected, realised))
    said = speech.t(
        "report.decision.strip", expected=speech.euro_signed(expected, 0),
        realised=speech.euro_signed(realised, 0),
    )  # fmt: skip
    diamond = f"{after:g},{y - 5:g} {after + 5:g},{y:g} {after:g},{y + 5:g} {after - 5:g},{y:g}"
    return Markup(
        f'<svg class="strip" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"><title>{escape(said)}</title>'
        f'<line class="axis" x1="{middle:g}" x2="{middle:g}" y1="1" y2="{HEIGHT - 1}"/>'
        f'<line class="gap" x1="{before:g}" x2="{after:g}" y1="{y:g}" y2="{y:g}"/>'
        f'<circle class="ring" cx="{before:g}" cy="{y:g}" r="6.5"/><polygon points="{diamond}"/></svg>'
    )


def _x(cent: int, most: int) -> float:
    """Pixels from the left."""
    return round(WIDTH / 2 + cent / max(1, most) * (WIDTH / 2 - RIM), 1)
