"""Where places from elsewhere are drawn on our map: true coordinates, scaled ones, or a fitted picture.

A scenario with its own distances needs coordinates only for the picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from game.content.formats.sketch import Table
from game.content.geo import GeoError, to_rd, to_wgs84

CENTRE_RD = 236_000, 548_000
"""Around Assen, in the middle of the map of the North."""
WIDTH_M = 70_000
ROUNDS = 40
LatLon = tuple[float, float]


def on_our_map(spots: Sequence[LatLon]) -> bool:
    """Whether every coordinate (lat, lon) lies on the map, so that it can be used as it is."""
    try:
        for lat, lon in spots:
            to_rd(lat=lat, lon=lon)
    except GeoError:
        return False
    return True


def fitted(points: Sequence[tuple[float, float]]) -> list[LatLon]:
    """Points of a plane moved and scaled alike, until they lie around Assen."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    extent = max(max(xs) - min(xs), max(ys) - min(ys))
    scale = WIDTH_M / extent if extent else 0.0
    return [
        to_wgs84(
            x_m=CENTRE_RD[0] + (x - middle[0]) * scale, y_m=CENTRE_RD[1] + (y - middle[1]) * scale
        )
        for x, y in points
    ]  # fmt: skip


def flattened(spots: Sequence[LatLon]) -> list[tuple[float, float]]:
    """Degrees (lat, lon) as points of a plane in metres, true enough for a picture of one region."""
    middle = math.radians(sum(lat for lat, _ in spots) / len(spots))
    return [(111_320 * lon * math.cos(middle), 111_320 * lat) for lat, lon in spots]


def pictured(table: Table) -> list[tuple[float, float]]:
    """Points of a plane whose distances resemble those of a matrix: majorisation of the stress.

    Begins on a circle, so that the same matrix always gives the same picture. Source: J. de Leeuw,
    Applications of convex analysis to multidimensional scaling (1977).
    """
    count = len(table)
    wide = max((max(row) for row in table), default=0) / 2 or 1.0
    points = [
        (wide * math.cos(2 * math.pi * i / count), wide * math.sin(2 * math.pi * i / count))
        for i in range(count)
    ]
    for _ in range(ROUNDS if count > 1 else 0):
        points = [_moved(i, points, table) for i in range(count)]
    return points


def _moved(i: int, points: Sequence[tuple[float, float]], table: Table) -> tuple[float, float]:
    """The mean of where each other point would have this one."""
    x, y = points[i]
    sum_x = sum_y = 0.0
    for j, (other_x, other_y) in enumerate(points):
        if j == i:
            continue
        wanted = (table[i][j] + table[j][i]) / 2
        now = math.hypot(x - other_x, y - other_y)
        share = wanted / now if now > 1e-9 else 0.0
        sum_x += other_x + (x - other_x) * share
        sum_y += other_y + (y - other_y) * share
    return sum_x / (len(points) - 1), sum_y / (len(points) - 1)
