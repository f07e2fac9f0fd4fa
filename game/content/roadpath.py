"""What a way to drive looks like to the rest of the game: lengths, time, roads, line, label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from game.content.geo import Line, Point

UNNUMBERED = "-"
_LABEL_ROADS = 3
_LABEL_LEAST_SHARE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadSpan:
    """A stretch driven on one road, for jams and travel time by the hour."""

    road: str
    peak_class: str
    """`ring` or the road class: the key of `congestion.*` in the facts."""
    distance_m: int
    from_s: int
    to_s: int
    tolled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadPath:
    """One way to drive from place to place, in free flow."""

    distance_m: int
    duration_s: int
    tolled_m: int
    class_m: Mapping[str, int]
    """Metres by energy class: `motorway`, `rural`, `urban`; they add up to `distance_m`."""
    path: Line
    """RD points in metres, both places included."""
    roads: tuple[tuple[str, int], ...]
    """Road number and metres in driving order; neighbours with one number are merged."""
    label: str
    """The two or three longest numbered roads in driving order; "-" when there is none."""
    road_spans: tuple[tuple[str, float, float], ...]
    """Road number with the fractions of driving time at which it begins and ends."""
    spans: tuple[RoadSpan, ...]
    """The same in whole seconds, divided by road, congestion class and toll."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One edge or access stretch as driven; `peak` is its congestion class, `ms` milliseconds."""

    road: str
    road_class: str
    peak: str
    metres: int
    ms: int
    tolled: bool
    shape: Line


def build_path(pieces: Sequence[Piece], *, start: Point, energy_class: Mapping[str, str]) -> RoadPath:
    """Add up pieces in driving order; rounding to seconds happens once, on running totals."""
    ends = [(ms + 500) // 1000 for ms in accumulate((p.ms for p in pieces), initial=0)]
    roads = _merge_roads((p.road, p.metres) for p in pieces)
    spans = _spans(pieces, ends)
    return RoadPath(
        distance_m=sum(p.metres for p in pieces),
        duration_s=ends[-1],
        tolled_m=sum(p.metres for p in pieces if p.tolled),
        class_m=_class_metres(pieces, energy_class),
        path=_join(start, (p.shape for p in pieces)),
        roads=roads,
        label=road_label(roads),
        road_spans=_fractions(spans),
        spans=spans,
    )


def road_label(roads: Iterable[tuple[str, int]]) -> str:
    """What a planner calls a way: `A28 · A7`. Roads below a tenth of the longest are left out."""
    total: dict[str, int] = {}
    for road, metres in roads:
        if road != UNNUMBERED:
            total[road] = total.get(road, 0) + metres
    if not total:
        return UNNUMBERED
    least = _LABEL_LEAST_SHARE * max(total.values())
    longest = sorted(total, key=lambda road: (-total[road], road))[:_LABEL_ROADS]
    return " · ".join(road for road in total if road in longest and total[road] >= least)


def _merge_roads(stretches: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    groups = groupby(stretches, key=lambda stretch: stretch[0])
    return tuple((road, sum(metres for _, metres in group)) for road, group in groups)


def _class_metres(pieces: Iterable[Piece], energy_class: Mapping[str, str]) -> Mapping[str, int]:
    metres = {"motorway": 0, "rural": 0, "urban": 0}
    for piece in pieces:
        metres[energy_class[piece.road_class]] += piece.metres
    return metres


def _join(start: Point, shapes: Iterable[Line]) -> Line:
    line = [start]
    for shape in shapes:
        line.extend(shape[1:] if shape and shape[0] == line[-1] else shape)
    return tuple(line)


def _spans(pieces: Sequence[Piece], ends: Sequence[int]) -> tuple[RoadSpan, ...]:
    spans: list[RoadSpan] = []
    done = 0
    for (road, peak, tolled), group in groupby(pieces, key=lambda p: (p.road, p.peak, p.tolled)):
        metres = [piece.metres for piece in group]
        first, done = done, done + len(metres)
        spans.append(
            RoadSpan(
                road=road,
                peak_class=peak,
                distance_m=sum(metres),
                from_s=ends[first],
                to_s=ends[done],
                tolled=tolled,
            )
        )
    return tuple(spans)


def _fractions(spans: Sequence[RoadSpan]) -> tuple[tuple[str, float, float], ...]:
    total = spans[-1].to_s if spans else 0
    if not total:
        return ()
    merged = [list(group) for _, group in groupby(spans, key=lambda span: span.road)]
    return tuple((g[0].road, g[0].from_s / total, g[-1].to_s / total) for g in merged)
