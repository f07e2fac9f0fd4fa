"""Pictures of a profile: all eight competencies as one ladder, one competency as a bar or over sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from game.assess.growth import Point

LEAST, MOST = -3.0, 3.0
LIKELY = 1.04
"""Standard deviations on either side that hold 70 %: as sure as a level must be."""
_LABEL, _ROW, _HEAD, _WIDE = 240, 25, 22, 760


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One competency on the ladder."""

    name: str
    mean: float
    sd: float
    said: str
    """Stands in place of the line where nothing is known yet; empty: the line is drawn."""


def scale_x(value: float, width: float) -> float:
    """Pixels from the left of the scale."""
    return round((max(LEAST, min(MOST, value)) - LEAST) / (MOST - LEAST) * width, 1)


def word_at(x: float, y: float, text: str) -> str:
    """A small text around a point."""
    return f'<text class="small" x="{x:g}" y="{y:g}" text-anchor="middle">{escape(text)}</text>'


def zones(cuts: Sequence[float], *, left: float, width: float, y: float, height: float) -> str:
    """The four levels as areas."""
    edges = [LEAST, *cuts, MOST]
    return "".join(
        f'<rect class="zone{i + 1}" x="{left + scale_x(a, width):g}" y="{y:g}"'
        f' width="{scale_x(b, width) - scale_x(a, width):g}" height="{height:g}"/>'
        for i, (a, b) in enumerate(pairwise(edges))
    )


def ladder(rungs: Sequence[Rung], cuts: Sequence[float], levels: Sequence[str], title: str) -> str:
    """All of them under the words of the levels: a thick line where one probably is, a thin one where one
    may be too (95 %)."""
    width, height = _WIDE - _LABEL, _HEAD + _ROW * len(rungs)
    middles = [(a + b) / 2 for a, b in pairwise([LEAST, *cuts, MOST])]
    words = "".join(
        word_at(_LABEL + scale_x(at, width), 15, word) for at, word in zip(middles, levels, strict=True)
    )
    rows = "".join(_rung(rung, cuts, _HEAD + _ROW * i, width) for i, rung in enumerate(rungs))
    return (
        f'<svg class="ladder" viewBox="0 0 {_WIDE} {height}" role="img" aria-label="{escape(title)}">'
        f"{words}{rows}</svg>"
    )


def _rung(rung: Rung, cuts: Sequence[float], y: float, width: float) -> str:
    middle = y + _ROW / 2
    name = f'<text class="word" x="0" y="{middle + 4:g}">{escape(rung.name)}</text>'
    ground = zones(cuts, left=_LABEL, width=width, y=y + 3, height=_ROW - 6)
    if rung.said:
        return f"{name}{ground}{word_at(_LABEL + width / 2, middle + 4, rung.said)}"
    ends = [_LABEL + scale_x(rung.mean + k * rung.sd, width) for k in (-1.96, 1.96, -LIKELY, LIKELY)]
    return (
        f"{name}{ground}"
        f'<line class="axis" x1="{ends[0]:g}" x2="{ends[1]:g}" y1="{middle:g}" y2="{middle:g}"/>'
        f'<rect class="mean" x="{ends[2]:g}" y="{middle - 3:g}" width="{ends[3] - ends[2]:g}" height="6"/>'
    )


def ability_bar(*, mean: float, low: float, high: float, cuts: Sequence[float], title: str) -> str:
    """One competency: level zones from -3 to 3, the interval as a line, the estimate as a dot."""
    width, height = 300, 26
    return (
        f'<svg class="bar" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">'
        f"{zones(cuts, left=0, width=width, y=5, height=16)}"
        f'<line class="span" x1="{scale_x(low, width):g}" y1="13" x2="{scale_x(high, width):g}" y2="13"/>'
        f'<circle class="mean" cx="{scale_x(mean, width):g}" cy="13" r="5"/></svg>'
    )


def course(points: Sequence[Point], cuts: Sequence[float], marks: Sequence[str], title: str) -> str:
    """One competency after each session: the estimate as a line, its 95 % interval around it.

    `marks`: what stands below each session.
    """
    width, top, height, left = 330, 6, 96, 24
    step = (width - 2 * left) / max(1, len(points) - 1)
    xs = [left + step * i if len(points) > 1 else width / 2 for i in range(len(points))]

    def y(value: float) -> float:
        return round(top + height - scale_x(value, height), 1)

    lines = "".join(f'<line class="grid" x1="0" x2="{width}" y1="{y(c):g}" y2="{y(c):g}"/>' for c in cuts)
    edge = [(x, y(p.high)) for x, p in zip(xs, points, strict=True)]
    edge += [(x, y(p.low)) for x, p in reversed([*zip(xs, points, strict=True)])]
    area = " ".join(f"{x:g},{at:g}" for x, at in edge)
    path = "L".join(f"{x:g},{y(p.mean):g}" for x, p in zip(xs, points, strict=True))
    dots = "".join(
        f'<circle class="{"plan" if p.evidence else "stop"}" cx="{x:g}" cy="{y(p.mean):g}" r="3.5"/>'
        for x, p in zip(xs, points, strict=True)
    )
    words = "".join(word_at(x, top + height + 16, mark) for x, mark in zip(xs, marks, strict=True))
    box = f'viewBox="0 0 {width} {top + height + 22}" role="img" aria-label="{escape(title)}"'
    band = f'<polygon class="area" points="{area}"/><path class="trend" d="M{path}"/>'
    return f'<svg class="course" {box}>{lines}{band}{dots}{words}</svg>'
