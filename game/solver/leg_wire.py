"""The legs between the places of a world as JSON and back: whole numbers in rows, as text of base 64.

Places that have the same legs (the same spot) share their rows. What arrives becomes objects when it is
first asked for, so a worker that has read a large world can begin at once.
"""

from __future__ import annotations

import sys
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Collection, Container, Hashable, Iterable, Mapping, Sequence
from itertools import accumulate, product
from struct import Struct, pack
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from game.domain.legs import FigureBook, LegBook
from game.domain.travel import DAY_S, NO_PROFILE, Profile
from game.domain.world import ClassMetres, Leg

Key = tuple[str, str, str]
Pair = tuple[str, str]
Spots = tuple[int, int]
_BYTES, _WIDTH = 4, 7
_ROW = Struct(f"<{_WIDTH}i")
"""Metres, seconds, tolled metres, metres of motorway, rural and urban, number of the hours (-1: none)."""
_SHARED_S = tuple(range(DAY_S + 1))
"""One object per second of the day: thousands of profiles then hold references, not numbers."""


def write_legs(
    legs: LegBook, places: Sequence[str], profiles: Sequence[str], near: Collection[Pair] | None
) -> dict[str, Any]:
    """Legs by profile between the places; more than the fastest for the `near` pairs, None: for all."""
    book = legs if isinstance(legs, FigureBook) else _Given(legs)
    kept = _KEPT.setdefault(book, _Kept())
    with kept.lock:
        at = {place: kept.spot(book.spot(place)) for place in places}
        place_of = {spot: place for place, spot in at.items()}
        many = None if near is None else {(at[a], at[b]) for a, b in near if a in at and b in at}
        tables = [kept.table(book, profile, place_of, many) for profile in profiles]
        hours = list(kept.hours)
    number = {spot: i for i, spot in enumerate(place_of)}
    return {
        "places": places, "spots": [number[spot] for spot in at.values()], "profiles": profiles,
        "legs": tables,
        "hours": [_text(_pack([len(h) // 2 // _BYTES for h in hours])), _text(b"".join(hours))],
    }  # fmt: skip


class _Given:
    """Any book as one that gives figures: every place is a spot of its own."""

    def __init__(self, legs: LegBook) -> None:
        self._legs = legs

    def spot(self, place: str) -> Hashable:
        return place

    def figures(self, profile: str, origin: str, destination: str, *, others: bool) -> tuple[Leg, ...]:
        if others:
            return self._legs.options(profile, origin, destination)
        return (self._legs.fastest(profile, origin, destination),)


class _Kept:
    """What was written of a book before: one day is searched many times. Bytes, which are small."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.hours: dict[bytes, int] = {}
        """Departures and then as many driving times; and the number that rows have of them."""
        self._spots: dict[Hashable, int] = {}
        self._rows: dict[tuple[str, bool], dict[Spots, bytes]] = {}

    def spot(self, spot: Hashable) -> int:
        """A number for the spot."""
        return self._spots.setdefault(spot, len(self._spots))

    def table(
        self, book: FigureBook, profile: str, place_of: Mapping[int, str], many: Container[Spots] | None
    ) -> list[str]:
        """How many legs each pair of spots has, and their rows."""
        made: list[bytes] = []
        known = [self._rows.setdefault((profile, others), {}) for others in (False, True)]
        for pair in product(place_of, place_of):
            others = many is None or pair in many
            row = known[others].get(pair)
            if row is None:
                legs = book.figures(profile, place_of[pair[0]], place_of[pair[1]], others=others)
                row = known[others][pair] = b"".join(map(self._row, legs))
            made.append(row)
        return [_text(_pack([len(row) // _ROW.size for row in made])), _text(b"".join(made))]

    def _row(self, leg: Leg) -> bytes:
        by, hours = leg.class_m, -1
        if leg.profile:
            hours = self.hours.setdefault(
                _pack(leg.profile.starts) + _pack(leg.profile.durations), len(self.hours)
            )
        return _ROW.pack(leg.distance_m, leg.duration_s, leg.tolled_m, by.motorway, by.rural, by.urban, hours)


_KEPT: WeakKeyDictionary[FigureBook, _Kept] = WeakKeyDictionary()


def _pack(values: Sequence[int]) -> bytes:
    """Whole numbers of four bytes, the least first. Raises struct.error above 2**31 - 1."""
    return pack(f"<{len(values)}i", *values)


def _text(packed: bytes) -> str:
    return b64encode(packed).decode("ascii")


def _unpack(text: str) -> array[int]:
    made = array("i")
    made.frombytes(b64decode(text))
    if sys.byteorder == "big":
        made.byteswap()
    return made


class LegTable:
    """Legs by profile and pair of places, as they were sent."""

    def __init__(self, plain: Any, shortest: dict[Key, int]) -> None:
        """From what `write_legs` made. Raises ValueError, TypeError or KeyError for anything else."""
        self._legs = _Legs(_Rows(plain).of)
        self._shortest = shortest

    def options(self, profile: str, origin: str, destination: str) -> tuple[Leg, ...]:
        """The alternatives; number 0 is the fastest."""
        return self._legs[profile, origin, destination]

    def fastest(self, profile: str, origin: str, destination: str) -> Leg:
        """Number 0 alone."""
        return self._legs[profile, origin, destination][0]

    def shortest_m(self, profile: str, origin: str, destination: str) -> int:
        """Shortest feasible distance in metres."""
        return self._shortest[profile, origin, destination]


class _Legs(dict[Key, tuple[Leg, ...]]):
    """What has been asked for; the rest is made when it is."""

    def __init__(self, make: Callable[[Key], tuple[Leg, ...]]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> tuple[Leg, ...]:
        made = self[key] = self._make(key)
        return made


class _Rows:
    """The rows as they travelled."""

    def __init__(self, plain: Any) -> None:
        self._spot = dict(zip(plain["places"], plain["spots"], strict=True))
        self._spots = len(set(self._spot.values()))
        sent = zip(plain["profiles"], plain["legs"], strict=True)
        self._rows = {profile: self._checked(*map(_unpack, table)) for profile, table in sent}
        lengths, self._hours = map(_unpack, plain["hours"])
        self._begins = array("i", accumulate((2 * n for n in lengths), initial=0))
        if self._begins[-1] != len(self._hours):
            raise ValueError("hours of another length than was said")
        self._made: dict[tuple[str, int], tuple[Leg, ...]] = {}
        self._profiles: dict[int, Profile] = {-1: NO_PROFILE}

    def _checked(self, counts: array[int], rows: array[int]) -> tuple[array[int], array[int]]:
        """Where the legs of each pair begin, and all rows."""
        begins = array("i", accumulate(counts, initial=0))
        if len(counts) != self._spots**2 or _WIDTH * begins[-1] != len(rows):
            raise ValueError("legs of another number than the places ask")
        return begins, rows

    def of(self, key: Key) -> tuple[Leg, ...]:
        """The legs of a pair; pairs of the same spots share them."""
        profile, a, b = key
        pair = self._spot[a] * self._spots + self._spot[b]
        found = self._made.get((profile, pair))
        if found is None:
            begins, rows = self._rows[profile]
            cuts = range(_WIDTH * begins[pair], _WIDTH * begins[pair + 1], _WIDTH)
            found = self._made[profile, pair] = tuple(self._leg(rows[at : at + _WIDTH]) for at in cuts)
        return found

    def _leg(self, row: Iterable[int]) -> Leg:
        distance_m, duration_s, tolled_m, motorway, rural, urban, hours = row
        return Leg(
            distance_m=distance_m, duration_s=duration_s, tolled_m=tolled_m,
            class_m=ClassMetres(motorway=motorway, rural=rural, urban=urban), profile=self._profile(hours),
        )  # fmt: skip

    def _profile(self, number: int) -> Profile:
        """Driving time by hour; legs with the same share one."""
        found = self._profiles.get(number)
        if found is None:
            values = _shared(self._hours[self._begins[number] : self._begins[number + 1]])
            half = len(values) // 2
            found = self._profiles[number] = Profile(starts=values[:half], durations=values[half:])
        return found


def _shared(values: array[int]) -> tuple[int, ...]:
    return tuple([_SHARED_S[v] for v in values]) if max(values) <= DAY_S else tuple(values)
