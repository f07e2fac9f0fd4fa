"""What driving a way comes to, without its line and its road numbers: what all pairs of a large world need.

Sums of a way from node to node are added up once; those of the stretches to the addresses are put in front
and behind. The figures are those of `roadpath.build_path`, to the second and the metre.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from game.content.geo import RoadGraph
from game.content.roadpath import Piece

Run = tuple[int, str]
"""Milliseconds on neighbouring pieces of one congestion class, and that class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Figures of a way, or of a part of one."""

    distance_m: int
    tolled_m: int
    motorway_m: int
    rural_m: int
    urban_m: int
    runs: tuple[Run, ...]


def joined(a: Sums, b: Sums, c: Sums) -> Sums:
    """Three parts in driving order as one way."""
    return Sums(
        distance_m=a.distance_m + b.distance_m + c.distance_m,
        tolled_m=a.tolled_m + b.tolled_m + c.tolled_m,
        motorway_m=a.motorway_m + b.motorway_m + c.motorway_m,
        rural_m=a.rural_m + b.rural_m + c.rural_m,
        urban_m=a.urban_m + b.urban_m + c.urban_m,
        runs=a.runs + b.runs + c.runs,
    )


def add_up(pieces: Sequence[Piece], energy_class: Mapping[str, str]) -> Sums:
    """The sums of pieces in driving order."""
    metres = {"motorway": 0, "rural": 0, "urban": 0}
    for piece in pieces:
        metres[energy_class[piece.road_class]] += piece.metres
    groups = groupby(pieces, key=attrgetter("peak"))
    return Sums(
        distance_m=sum(piece.metres for piece in pieces),
        tolled_m=sum(piece.metres for piece in pieces if piece.tolled),
        motorway_m=metres["motorway"],
        rural_m=metres["rural"],
        urban_m=metres["urban"],
        runs=tuple((sum(piece.ms for piece in group), peak) for peak, group in groups),
    )


def edge_pieces(graph: RoadGraph, ms: Sequence[int]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Every edge as driven from its first node to its second, and back; `ms` per edge."""
    forward = tuple(
        Piece(
            road=edge.road,
            road_class=edge.road_class,
            peak=edge.peak or edge.road_class,
            metres=edge.length_m,
            ms=lasts,
            tolled=edge.tolled,
            shape=edge.shape,
        )
        for edge, lasts in zip(graph.edges, ms, strict=True)
    )
    return forward, tuple(_back(piece) for piece in forward)


def _back(piece: Piece) -> Piece:
    return replace(piece, shape=piece.shape[::-1])
