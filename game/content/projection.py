"""Between WGS84 degrees and RD (EPSG:28992) metres, and straight distances."""

from __future__ import annotations

import math

Point = tuple[int, int]

# Polynomials between WGS84 and RD: Schreutelkamp & Strang van Hees, "Benaderingsformules voor de
# transformatie tussen RD- en WGS84-kaartcoordinaten", NGT Geodesia 2001. Within about half a metre
# inside the Netherlands. (power of the first variable, power of the second, coefficient)
_ORIGIN_LAT, _ORIGIN_LON = 52.15517440, 5.38720621
_ORIGIN_X, _ORIGIN_Y = 155_000, 463_000
_Terms = tuple[tuple[int, int, float], ...]
_X: _Terms = (
    (0, 1, 190094.945), (1, 1, -11832.228), (2, 1, -114.221), (0, 3, -32.391), (1, 0, -0.705),
    (3, 1, -2.340), (1, 3, -0.608), (0, 2, -0.008), (2, 3, 0.148),
)  # fmt: skip
_Y: _Terms = (
    (1, 0, 309056.544), (0, 2, 3638.893), (2, 0, 73.077), (1, 2, -157.984), (3, 0, 59.788),
    (0, 1, 0.433), (2, 2, -6.439), (1, 1, -0.032), (0, 4, 0.092), (1, 4, -0.054),
)  # fmt: skip
_LAT: _Terms = (
    (0, 1, 3235.65389), (2, 0, -32.58297), (0, 2, -0.24750), (2, 1, -0.84978), (0, 3, -0.06550),
    (2, 2, -0.01709), (1, 0, -0.00738), (4, 0, 0.00530), (2, 3, -0.00039), (4, 1, 0.00033),
    (1, 1, -0.00012),
)  # fmt: skip
_LON: _Terms = (
    (1, 0, 5260.52916), (1, 1, 105.94684), (1, 2, 2.45656), (3, 0, -0.81885), (1, 3, 0.05594),
    (3, 1, -0.05607), (0, 1, 0.01199), (3, 2, -0.00256), (1, 4, 0.00128), (0, 2, 0.00022),
    (2, 0, -0.00022), (5, 0, 0.00026),
)  # fmt: skip
# Outside this box (the Netherlands with a rim) the polynomials are not valid.
_LAT_RANGE, _LON_RANGE = (50.5, 54.0), (3.0, 7.6)


class GeoError(ValueError):
    """A coordinate outside the map, an unknown node, or an asset that is not what it should be."""


def _sum(terms: _Terms, a: float, b: float) -> float:
    return math.fsum(k * a**p * b**q for p, q, k in terms)


def to_rd(*, lat: float, lon: float) -> Point:
    """RD metres of WGS84 degrees. Raises GeoError outside the Netherlands and its rim."""
    if not (_LAT_RANGE[0] <= lat <= _LAT_RANGE[1] and _LON_RANGE[0] <= lon <= _LON_RANGE[1]):
        raise GeoError(f"lat {lat}, lon {lon} lies outside the map (are lat and lon swapped?)")
    a, b = 0.36 * (lat - _ORIGIN_LAT), 0.36 * (lon - _ORIGIN_LON)
    return round(_ORIGIN_X + _sum(_X, a, b)), round(_ORIGIN_Y + _sum(_Y, a, b))


def to_wgs84(*, x_m: float, y_m: float) -> tuple[float, float]:
    """WGS84 (lat, lon) degrees of an RD point in metres."""
    a, b = (x_m - _ORIGIN_X) * 1e-5, (y_m - _ORIGIN_Y) * 1e-5
    return _ORIGIN_LAT + _sum(_LAT, a, b) / 3600, _ORIGIN_LON + _sum(_LON, a, b) / 3600


def crow_m(a: Point, b: Point) -> int:
    """Straight distance in whole metres."""
    return round(math.hypot(a[0] - b[0], a[1] - b[1]))
