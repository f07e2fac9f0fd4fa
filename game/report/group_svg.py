"""Pictures of a group: heaps of dots over the levels, a mean difference with its interval, shares."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from game.assess.group.rise import Rise
from game.assess.group.spread import Spread
from game.report.profile_svg import LEAST, MOST, scale_x, word_at, zones

_WIDE, _DOT, _BASE = 520, 10, 8
RISE_ENDS = 2.0


def dots(spread: Spread, cuts: Sequence[float], title: str) -> str:
    """Each dot a member; heaps of at least two. Below them the middle half as a line."""
    most = max(heap.count for heap in spread.heaps)
    floor = _BASE + _DOT * most
    drawn = "".join(
        f'<circle class="share" cx="{scale_x(heap.at, _WIDE):g}" cy="{floor - _DOT * k - 5:g}" r="4"/>'
        for heap in spread.heaps
        for k in range(heap.count)
    )
    low, middle, high = (scale_x(v, _WIDE) for v in (spread.low, spread.middle, spread.high))
    line = (
        f'<line class="span" x1="{low:g}" x2="{high:g}" y1="{floor + 14}" y2="{floor + 14}"/>'
        f'<rect class="mean" x="{middle - 2:g}" y="{floor + 8}" width="4" height="12"/>'
    )
    ground = zones(cuts, left=0, width=_WIDE, y=0, height=floor + 2)
    box = f'viewBox="0 0 {_WIDE} {floor + 22}" role="img" aria-label="{escape(title)}"'
    return f'<svg class="dots" {box}>{ground}{drawn}{line}</svg>'


def levels(cuts: Sequence[float], words: Sequence[str]) -> str:
    """The words of the levels above their areas."""
    said = "".join(
        word_at((scale_x(a, _WIDE) + scale_x(b, _WIDE)) / 2, 13, word)
        for (a, b), word in zip(pairwise([LEAST, *cuts, MOST]), words, strict=True)
    )
    return f'<svg class="dots" viewBox="0 0 {_WIDE} 18" role="presentation">{said}</svg>'


def change(rise: Rise, title: str) -> str:
    """A mean difference and its interval; the line in the middle is no difference."""
    width, height = 240, 22

    def x(value: float) -> float:
        held = max(-RISE_ENDS, min(RISE_ENDS, value))
        return round((held + RISE_ENDS) / (2 * RISE_ENDS) * width, 1)

    y = height / 2
    return (
        f'<svg class="strip" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">'
        f'<line class="axis" x1="{x(0):g}" x2="{x(0):g}" y1="1" y2="{height - 1}"/>'
        f'<line class="span" x1="{x(rise.low):g}" x2="{x(rise.high):g}" y1="{y:g}" y2="{y:g}"/>'
        f'<circle class="mean" cx="{x(rise.mean):g}" cy="{y:g}" r="5"/></svg>'
    )


def bar(share: float, at: int, title: str) -> str:
    """A share as a bar; the first option is the darkest."""
    width, kind = 200, ("share", "share2", "share3")[min(at, 2)]
    return (
        f'<svg class="strip" viewBox="0 0 {width} 14" role="img" aria-label="{escape(title)}">'
        f'<rect class="{kind}" x="0" y="1" width="{max(2.0, share * width):g}" height="12"/></svg>'
    )
