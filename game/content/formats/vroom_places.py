"""Where the work of a VROOM problem is: places, durations and distances, and what had to be guessed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import add

from game.content.formats.drawing import fitted, flattened, on_our_map, pictured
from game.content.formats.sketch import Remark, Site, Table, remark
from game.content.formats.vroom_check import tables, vehicle_ends
from game.content.formats.vroom_shape import At, MatricesShape, ProblemShape, VehicleShape
from game.content.geo import to_wgs84
from game.content.limits import shorten
from game.content.matrix_world import DETOUR_FACTOR, DETOUR_MORE_S
from game.content.places import gazetteer

EARTH_M = 6_371_000
MOST_S, MOST_M = 86_400, 2_000_000
PROFILES = ("truck", "van")
Key = int | tuple[float, float] | str
"""A row of the matrices, coordinates (lon, lat), or a town of our map."""
Spot = tuple[Key, int]
"""Second part: number of a twin of the place, for work at the depot's own address or twice at one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What is assumed where the file says nothing."""

    speed_kmh: float = 60.0
    detour: float = 1.3


class Places:
    """Numbers every place on first sight: depots first."""

    def __init__(self, problem: ProblemShape) -> None:
        self.problem = problem
        self.tables = tables(problem)
        self.spots: dict[Spot, int] = {}
        self.where: dict[Key, tuple[float, float]] = {}
        self.words: dict[Spot, str] = {}
        self.depot_of = {v.id: self._depot(v) for v in problem.vehicles}
        self.depots = frozenset(self.depot_of.values())

    def _depot(self, vehicle: VehicleShape) -> Spot:
        """Where it starts; where it ends when it has no start."""
        _, spot, index = next(vehicle_ends(vehicle))
        return self._number((self._key(spot, index, ""), 0), "")

    def task(self, step: At, *, unlike: Spot | None = None) -> Spot:
        """The place of some work; a twin where that is a depot's address, or the other end's."""
        key = self._key(step.location, step.location_index, step.description)
        spot: Spot = (key, 1 if (key, 0) in self.depots else 0)
        if spot == unlike:
            spot = (key, spot[1] + 1)
        return self._number(spot, step.description)

    def at_depot(self, step: At) -> Spot | None:
        """The depot at whose address this step is, or None."""
        spot: Spot = (self._key(step.location, step.location_index, step.description), 0)
        return spot if spot in self.depots else None

    def _key(self, spot: Sequence[float] | None, index: int | None, words: str) -> Key:
        key: Key = words.casefold()
        if self.tables and index is not None:
            key = index
        elif spot is not None:
            key = (spot[0], spot[1])
        if spot is not None:
            self.where.setdefault(key, (spot[1], spot[0]))
        return key

    def _number(self, spot: Spot, words: str) -> Spot:
        self.spots.setdefault(spot, len(self.spots))
        self.words.setdefault(spot, words)
        return spot

    # --- ids, names, drawing ------------------------------------------------------------------

    def id_of(self, spot: Spot) -> str:
        """The place's id in the scenario."""
        hint, (key, twin) = self.problem.ritregie, spot
        tail = f"-{twin + 1}" if twin else ""
        if hint and isinstance(key, int) and key < len(hint.places):
            return (hint.places[key].id + tail)[:40]
        return (f"p{key}" if isinstance(key, int) else f"p{self.spots[spot]}") + tail

    def sites(self, durations: Table) -> tuple[tuple[Site, ...], list[Remark]]:
        """Every place with its picture, and how that was made."""
        known = [self._latlon(key) for key, _ in self.spots]
        found = [spot for spot in known if spot is not None]
        if len(found) < len(known):
            drawn, said = fitted(pictured(durations)), [remark("drawn_matrix")]
        elif on_our_map(found):
            drawn, said = found, []
        else:
            drawn, said = fitted(flattened(found)), [remark("drawn_elsewhere")]
        return tuple(
            Site(id=self.id_of(s), name=self._name(s), lat=lat, lon=lon, depot=s in self.depots)
            for s, (lat, lon) in zip(self.spots, drawn, strict=True)
        ), said

    def _name(self, spot: Spot) -> str:
        hint, (key, _) = self.problem.ritregie, spot
        if hint and isinstance(key, int) and key < len(hint.places):
            return hint.places[key].name
        usual = f"Depot {key}" if spot in self.depots else f"Adres {key}"
        number = self.spots[spot]
        if not isinstance(key, int):
            usual = f"Depot {number}" if spot in self.depots else f"Adres {number}"
        return shorten(self.words[spot].strip()) or usual

    def _latlon(self, key: Key) -> tuple[float, float] | None:
        if isinstance(key, str):
            x_m, y_m = gazetteer()[key][1]
            return to_wgs84(x_m=x_m, y_m=y_m)
        return self.where.get(key)

    # --- distances ----------------------------------------------------------------------------

    def legs(self, scale: Fraction, guess: Guess) -> Legs:
        """Durations and distances of one or two profiles, and which vehicle has which."""
        wanted = Counter((v.profile, v.speed_factor) for v in self.problem.vehicles)
        kinds = [kind for kind, _ in wanted.most_common()]
        said: list[Remark] = []
        found: dict[tuple[str, float], tuple[Table, Table]] = {}
        for kind in kinds[: len(PROFILES)]:
            found[kind] = self._table(kind, scale, guess, said)
        names = dict(zip(found, PROFILES, strict=False))
        if len(found) == 2 and found[kinds[0]] == found[kinds[1]]:
            names[kinds[1]] = PROFILES[0]
        lost = [f"{profile} x {speed:g}" for profile, speed in kinds[len(PROFILES) :]]
        if lost:
            said.append(remark("profiles_lost", names=", ".join(lost), kept=kinds[0][0]))
        of = {v.id: names.get((v.profile, v.speed_factor), PROFILES[0]) for v in self.problem.vehicles}
        kept = {name: found[kind] for kind, name in names.items() if kind in found}
        return Legs(tables=kept, profile_of=of, remarks=tuple(dict.fromkeys(said)))

    def _table(
        self, kind: tuple[str, float], scale: Fraction, guess: Guess, said: list[Remark]
    ) -> tuple[Table, Table]:
        """Seconds (scaled) and metres between all places for one profile and speed."""
        profile, speed = kind
        own = self.tables.get(profile)
        keys = [key for key, _ in self.spots]
        if own is None:
            said.append(remark("guessed_roads", speed=f"{guess.speed_kmh:g}", detour=f"{guess.detour:g}"))
            metres = [[self._crow_m(a, b) * guess.detour for b in keys] for a in keys]
            seconds = [[m * 3.6 / guess.speed_kmh for m in row] for row in metres]
        else:
            seconds, metres = _given(own, [k for k in keys if isinstance(k, int)], guess, said)
        rows = [[s / speed * float(scale) for s in row] for row in seconds]
        return _fitting(_whole(rows), _whole(metres), said)

    def _crow_m(self, a: Key, b: Key) -> float:
        """Great circle."""
        one, other = self._latlon(a), self._latlon(b)
        assert one is not None and other is not None, "without a matrix every place has coordinates"
        lat_a, lon_a, lat_b, lon_b = (math.radians(v) for v in (*one, *other))
        half = (
            math.sin((lat_b - lat_a) / 2) ** 2
            + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
        )
        return 2 * EARTH_M * math.asin(math.sqrt(min(1.0, half)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Legs:
    """Tables of seconds and metres by profile, and the profile of each vehicle."""

    tables: dict[str, tuple[Table, Table]]
    profile_of: dict[int, str]
    remarks: tuple[Remark, ...]


def _given(
    own: MatricesShape, keys: Sequence[int], guess: Guess, said: list[Remark]
) -> tuple[list[list[float]], list[list[float]]]:
    """The file's seconds and metres; one of them from the other where it lacks."""
    speed = guess.speed_kmh / 3.6
    seconds = [[float(own.durations[a][b]) for b in keys] for a in keys] if own.durations else []
    metres = [[float(own.distances[a][b]) for b in keys] for a in keys] if own.distances else []
    if not metres:
        said.append(remark("guessed_metres", speed=f"{guess.speed_kmh:g}"))
        metres = [[s * speed for s in row] for row in seconds]
    if not seconds:
        said.append(remark("guessed_seconds", speed=f"{guess.speed_kmh:g}"))
        seconds = [[m / speed for m in row] for row in metres]
    return seconds, metres


def _whole(rows: Sequence[Sequence[float]]) -> list[list[int]]:
    """Rounded, and nothing from a place to itself."""
    return [[0 if i == j else round(v) for j, v in enumerate(row)] for i, row in enumerate(rows)]


def _fitting(seconds: list[list[int]], metres: list[list[int]], said: list[Remark]) -> tuple[Table, Table]:
    """Legs within what a scenario may hold, none far longer than the way over a third place."""
    clipped = sum(v > MOST_S for row in seconds for v in row) + sum(v > MOST_M for row in metres for v in row)
    if clipped:
        said.append(remark("legs_clipped", count=clipped))
        seconds = [[min(MOST_S, v) for v in row] for row in seconds]
        metres = [[min(MOST_M, v) for v in row] for row in metres]
    shortened = 0
    while found := _shortcuts(seconds):
        shortened += len(found)
        for a, b, via in found:
            seconds[a][b] = seconds[a][via] + seconds[via][b]
            metres[a][b] = min(MOST_M, metres[a][via] + metres[via][b])
    if shortened:
        said.append(remark("legs_shortened", count=shortened))
    return tuple(map(tuple, seconds)), tuple(map(tuple, metres))


def _shortcuts(seconds: list[list[int]]) -> list[tuple[int, int, int]]:
    """(from, to, over) of pairs for which the loader would say that somebody mistyped."""
    columns = [list(column) for column in zip(*seconds, strict=True)]
    found = []
    for a, row in enumerate(seconds):
        for b, direct_s in enumerate(row):
            if a == b or direct_s <= DETOUR_MORE_S:
                continue
            both = list(map(add, row, columns[b]))
            both[a] = both[b] = direct_s
            over_s = min(both)
            if direct_s > DETOUR_FACTOR * over_s and direct_s > over_s + DETOUR_MORE_S:
                found.append((a, b, both.index(over_s)))
    return found


def named_once(sites: Sequence[Site]) -> tuple[Site, ...]:
    """No two places of the same id: the later one gets a number."""
    seen: Counter[str] = Counter()
    found = []
    for site in sites:
        seen[site.id] += 1
        found.append(site if seen[site.id] == 1 else replace(site, id=f"{site.id[:36]}-{seen[site.id]}"))
    return tuple(found)
