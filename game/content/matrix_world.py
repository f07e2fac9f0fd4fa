"""Legs of a world: from the road graph, or from the rows of an explicit matrix, checked as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import add

from game.content.figures import Figures
from game.content.legbooks import Key, MatrixBook, RoadBook, matrix_leg
from game.content.located import Located
from game.content.places import Spot
from game.content.shape import LegShape, ScenarioShape
from game.domain.world import Leg, LegBook, Place

TRUCK = "truck"
MOST_GAPS = 20
"""More pairs without a row are not listed one by one."""
DETOUR_FACTOR, DETOUR_MORE_S = 1.5, 600
_FAR = 1 << 40


class Legs:
    """Builds the leg book of a scenario."""

    def __init__(
        self, shape: ScenarioShape, figures: Figures, fault: Located, profiles: Iterable[str]
    ) -> None:
        self.shape = shape
        self.figures = figures
        self.fault = fault
        self.profiles = sorted({*profiles, TRUCK})
        usual = "weekday" if shape.world == "roads" else "none"
        self.congestion = (shape.congestion or usual) == "weekday"

    def book(self, spots: Mapping[str, Spot]) -> LegBook | None:
        """Every leg between the places; None when something is wrong (and noted)."""
        if self.congestion:
            self.figures.mark("congestion", f"speed.{TRUCK}")
        if self.shape.world == "roads":
            return self._roads(spots)
        return self._matrix({name: spot.place for name, spot in spots.items()})

    def _roads(self, spots: Mapping[str, Spot]) -> LegBook | None:
        if self.shape.leg:
            self.fault("fault.leg_on_roads", "leg", 0)
            return None
        self.figures.mark("energy_class", "routing", "toll.roads", *(f"speed.{p}" for p in self.profiles))
        where = {name: spot.where for name, spot in spots.items()}
        return RoadBook(where, self.shape.date, congestion=self.congestion)

    def _matrix(self, places: Mapping[str, Place]) -> LegBook | None:
        before = self.fault.count
        for i, row in enumerate(self.shape.leg):
            self._check_row(i, row, places)
        if self.fault.count > before:
            return None
        book = self._filled(places)
        gaps = [
            (profile, a, b)
            for profile in self.profiles
            for a in sorted(places)
            for b in sorted(places)
            if not book.has(profile, a, b)
        ]
        for profile, a, b in gaps[:MOST_GAPS]:
            self.fault("fault.leg_missing", "leg", profile=profile, origin=a, destination=b)
        if gaps:
            return None
        self._check_triangles(book, sorted(places))
        return None if self.fault.count > before else book

    def _filled(self, places: Mapping[str, Place]) -> MatrixBook:
        """Rows as given first; then their way back, for pairs that no row gives that way round."""
        options: dict[Key, list[Leg]] = {}
        shortest: dict[Key, int] = {}
        for backward in (False, True):
            given = frozenset(options)
            for row in self.shape.leg:
                ends = (row.to, row.from_) if backward else (row.from_, row.to)
                key = (row.profile, *ends)
                if backward and (row.oneway or key in given):
                    continue
                options.setdefault(key, []).append(self._leg(row, places[ends[0]], places[ends[1]]))
                short = row.distance_m if row.sfd_m is None else row.sfd_m
                shortest[key] = min(short, shortest.get(key, short))
        return MatrixBook({key: tuple(legs[:3]) for key, legs in options.items()}, shortest)

    def _check_row(self, i: int, row: LegShape, places: Mapping[str, Place]) -> None:
        self.fault.need(row.from_, places, "leg", i, "from")
        self.fault.need(row.to, places, "leg", i, "to")
        if row.tolled_m > row.distance_m:
            self.fault("fault.toll_longer", "leg", i, "tolled_m", value=row.tolled_m, limit=row.distance_m)
        if row.distance_m and abs(row.motorway + row.rural + row.urban - 1) > 1e-6:
            total = round(row.motorway + row.rural + row.urban, 4)
            self.fault("fault.shares", "leg", i, "motorway", value=total)

    def _leg(self, row: LegShape, a: Place, b: Place) -> Leg:
        return matrix_leg(
            distance_m=row.distance_m,
            duration_s=row.duration_s,
            tolled_m=row.tolled_m,
            shares=(row.motorway, row.rural, row.urban),
            road=row.road,
            label=row.label,
            ends=((a.x_m, a.y_m), (b.x_m, b.y_m)),
            congestion=self.congestion,
            on=self.shape.date,
        )

    def _check_triangles(self, book: MatrixBook, names: list[str]) -> None:
        """A direct way that takes far longer than one over a third place is a typing error."""
        for profile in self.profiles:
            found = _triangles(book, profile, names)
            for a, b, via, direct_s, over_s in found[:MOST_GAPS]:
                self.fault(
                    "fault.triangle", "leg", self._row_of(profile, a, b), "duration_s",
                    origin=a, destination=b, via=via, direct=direct_s, over=over_s,
                )  # fmt: skip

    def _row_of(self, profile: str, a: str, b: str) -> int:
        """The first row of a pair, either way round."""
        rows = list(enumerate(self.shape.leg))
        same = [i for i, r in rows if (r.profile, r.from_, r.to) == (profile, a, b)]
        back = [i for i, r in rows if (r.profile, r.to, r.from_) == (profile, a, b)]
        return (same or back)[0]


def _triangles(book: MatrixBook, profile: str, names: list[str]) -> list[tuple[str, str, str, int, int]]:
    """Pairs whose direct duration is more than 1.5 times, and 10 minutes, above the best way over another.

    A pair that breaks it both ways is named once. Cubic in the number of places: about 0.1 s for the
    160 of the largest matrix that fits into a file.
    """
    rows = [[_direct_s(book, profile, a, b) for b in names] for a in names]
    columns = [list(column) for column in zip(*rows, strict=True)]
    found: list[tuple[str, str, str, int, int]] = []
    named: set[frozenset[str]] = set()
    for i, a in enumerate(names):
        for j, b in enumerate(names):
            direct_s = rows[i][j]
            if i == j or direct_s <= DETOUR_MORE_S:
                continue
            over_s = min(map(add, rows[i], columns[j]))
            bad = direct_s > DETOUR_FACTOR * over_s and direct_s > over_s + DETOUR_MORE_S
            if bad and frozenset((a, b)) not in named:
                named.add(frozenset((a, b)))
                via = next(
                    n for k, n in enumerate(names) if rows[i][k] + columns[j][k] == over_s and k not in (i, j)
                )
                found.append((a, b, via, direct_s, over_s))
    return found


def _direct_s(book: MatrixBook, profile: str, a: str, b: str) -> int:
    return _FAR if a == b else min(leg.duration_s for leg in book.options(profile, a, b))
