"""What the lockstep evaluator looks up: legs, stops and trucks of one world as arrays.

Filled as they are asked for, kept as long as the world. Loads numpy: import it where it is used.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.domain.legs import Leg
from game.domain.plan import Stop, Trip
from game.domain.sites import Zone
from game.domain.travel import DAY_S
from game.domain.world import Action, Order, Vehicle, World
from game.rules import access
from game.rules.cooling import NEED
from game.rules.energy import weighted_m
from game.rules.hours.regime import regime_of
from game.rules.load import from_depot
from game.rules.schedule import legs_places
from game.rules.stops import needs_of, place_of, visit_windows

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NEVER_S = 1 << 40
"""Later than any moment of a day."""
BUCKET_BITS = 7
BUCKET_S = 1 << BUCKET_BITS
BUCKETS = DAY_S // BUCKET_S


class Column:
    """Rows that grow; doubled when full. A cell may be a number or a row of numbers."""

    def __init__(self, kind: Any, width: int = 0) -> None:
        self._data = np.zeros((256, width) if width else 256, dtype=kind)
        self.count = 0

    def add(self, value: Any) -> None:
        """One more row."""
        if self.count == len(self._data):
            self._data = np.concatenate([self._data, np.zeros_like(self._data)])
        self._data[self.count] = value
        self.count += 1

    def widen(self, width: int, filling: int) -> None:
        """Room for longer cells."""
        more = np.full((len(self._data), width - self._data.shape[1]), filling, dtype=self._data.dtype)
        self._data = np.concatenate([self._data, more], axis=1)

    @property
    def width(self) -> int:
        """Length of a cell."""
        return int(self._data.shape[1])

    @property
    def rows(self) -> NDArray[Any]:
        """All rows, with idle ones behind them: for looking up by number."""
        return self._data


class Legs:
    """The fastest legs between places, by number of profile and places."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.place = {name: i for i, name in enumerate(sorted(world.places))}
        self._names = sorted(world.places)
        classes = {v.class_.id: v.class_ for v in world.vehicles.values()}
        self.classes = {name: i for i, name in enumerate(sorted(classes))}
        self._classes = [classes[name] for name in sorted(classes)]
        profiles = sorted({c.profile for c in classes.values()})
        self._profiles, self.profiles = profiles, {name: i for i, name in enumerate(profiles)}
        self._roads: dict[tuple[int, int, int, int], int] = {}
        self._any = {
            p: next(v for _, v in sorted(world.vehicles.items()) if v.class_.profile == p) for p in profiles
        }
        self._number = np.full((len(profiles), len(self.place), len(self.place)), -1, dtype=np.int32)
        self.duration_s, self.distance_m, self.tolled_m = (Column(np.int64) for _ in range(3))
        self.weighted_m = Column(np.float64, len(classes))
        self.starts, self.durations = Column(np.int64, 2), Column(np.int64, 2)
        self.begun = Column(np.uint8, BUCKETS + 1)
        """Breakpoints at or before the beginning of each 128 seconds."""
        self._steps = 0

    def numbers(self, profile: Ints, origin: Ints, destination: Ints) -> Ints:
        """Numbers of legs between places; legs that were never asked for are looked up now."""
        found: Ints = self._number[profile, origin, destination].astype(np.int64)
        missing = found < 0
        if missing.any():
            triples = np.stack(
                [np.broadcast_to(profile, found.shape)[missing], origin[missing], destination[missing]]
            )
            for p, a, b in np.unique(triples, axis=1).T.tolist():
                self._add(p, a, b)
            found = self._number[profile, origin, destination].astype(np.int64)
        return found

    def of_trip(self, trip: Trip) -> list[int]:
        """Numbers of the legs of a trip by the roads it takes, the way home last."""
        vehicle = self.world.vehicles[trip.vehicle]
        profile = self.profiles[vehicle.class_.profile]
        ends = [self.place[name] for name in legs_places(self.world, trip)]
        roads = [*(s.route for s in trip.stops), trip.return_route]
        return [self._by_road(profile, *pair, road) for pair, road in zip(pairwise(ends), roads, strict=True)]

    def _by_road(self, profile: int, origin: int, destination: int, road: int) -> int:
        if not road:
            known = int(self._number[profile, origin, destination])
            return known if known >= 0 else self._add(profile, origin, destination)
        key = profile, origin, destination, road
        if key not in self._roads:
            vehicle = self._any[self._profiles[profile]]
            leg = self.world.leg(vehicle, self._names[origin], self._names[destination], road)
            self._roads[key] = self._row(leg)
        return self._roads[key]

    def _add(self, profile: int, origin: int, destination: int) -> int:
        vehicle = self._any[self._profiles[profile]]
        number = self._row(self.world.leg(vehicle, self._names[origin], self._names[destination]))
        self._number[profile, origin, destination] = number
        return number

    def _row(self, leg: Leg) -> int:
        self.duration_s.add(leg.duration_s)
        self.distance_m.add(leg.distance_m)
        self.tolled_m.add(leg.tolled_m)
        self.weighted_m.add([weighted_m(leg=leg, class_=c) for c in self._classes])
        self._add_profile(leg)
        return self.duration_s.count - 1

    def _add_profile(self, leg: Leg) -> None:
        starts = list(leg.profile.starts) or [0, DAY_S]
        durations = list(leg.profile.durations) if leg.profile.starts else [leg.duration_s] * 2
        if len(starts) > self.starts.width:
            self.starts.widen(len(starts), NEVER_S)
            self.durations.widen(len(starts), 0)
        begun = np.searchsorted(starts, np.arange(BUCKETS + 1) * BUCKET_S, side="right")
        self.begun.add(begun)
        self._steps = max(self._steps, int(np.diff(begun).max()))
        idle = self.starts.width - len(starts)
        self.starts.add(starts + [NEVER_S] * idle)
        self.durations.add(durations + [durations[-1]] * idle)

    def quickest_s(self, leg: Ints) -> Ints:
        """The shortest duration of legs at any hour."""
        durations = self.durations.rows[leg]
        found: Ints = np.where(self.starts.rows[leg] < NEVER_S, durations, NEVER_S).min(axis=1)
        return found

    def driving_s(self, leg: NDArray[Any], depart_s: Ints) -> Ints:
        """`Leg.duration_at` of many legs."""
        at_s = depart_s
        if at_s.size and (at_s.min() < 0 or at_s.max() >= DAY_S):
            at_s = at_s % DAY_S
        starts, durations = self.starts.rows.ravel(), self.durations.rows.ravel()
        cell = leg * (BUCKETS + 1) + (at_s >> BUCKET_BITS)
        low = self.begun.rows.ravel().take(cell) + (leg * self.starts.width - 1)
        # the last breakpoint that has begun: a few steps from the one before the 128 seconds
        ahead = low + 1
        for _ in range(self._steps):
            ahead += starts.take(ahead) <= at_s
        low = ahead - 1
        d0, t0 = durations.take(low), starts.take(low)
        d1, gap_s = durations.take(ahead), starts.take(ahead) - t0
        # by floats, which are exact for numbers of this size and far quicker than whole division
        found: Ints = d0 + np.floor(((d1 - d0) * (at_s - t0) + (gap_s >> 1)) / gap_s).astype(np.int64)
        return found


class Visit(NamedTuple):
    """One stop as a row; loads are what it changes aboard, `home` what it adds when leaving the depot."""

    place: int
    open_s: tuple[int, ...]
    close_s: tuple[int, ...]
    service_s: int
    change: tuple[int, int, int, int]
    """kg, pallets, roll cages, loading cm."""
    home: tuple[int, int, int, int]
    cooled: int
    """+1: cooled goods come aboard here, -1: they leave."""
    cooled_home: int
    hard: int
    """Findings that no clock changes: a zone that is closed to it."""
    zone: tuple[tuple[int, int], ...]
    """(opening, seconds open) of the zone whose hours bind it here."""
    zones: bool
    """The hours of more than one zone bind it: the referee says."""


def visit_of(world: World, legs: Legs, vehicle: Vehicle, stop: Stop) -> Visit:
    """A stop of an order at its own address."""
    order = world.orders[stop.order]
    windows = visit_windows(world, vehicle, stop)
    place = place_of(world, vehicle, stop)
    zones = [world.sites.zones[z] for z in sorted(world.places[place].zones)]
    shut = [
        access.zone_emission(
            rules=world.sites.access, zone=z, day=world.day, vehicle=vehicle, subject=order.id
        )
        for z in zones
    ]
    bound = [z for z in zones if _binds(z, vehicle)]
    windows_in = tuple((w.open_s, w.close_s - w.open_s) for w in bound[0].windows) if bound else ()
    collect = stop.action is Action.COLLECT
    home = not collect and from_depot(order=order, vehicle=vehicle)
    load, back = order.load, order.returns
    aboard = (load.kg, load.pallets, load.roll_cages, load.ldm_cm)
    gets = (back.kg, back.pallets, back.roll_cages, back.ldm_cm)
    change = aboard if collect else tuple(g - a for g, a in zip(gets, aboard, strict=True))
    cools = NEED in order.needs
    return Visit(
        place=legs.place[place],
        open_s=tuple(w.open_s for w in windows), close_s=tuple(w.close_s for w in windows),
        service_s=order.pickup_service_s if collect else order.delivery_service_s,
        change=(change[0], change[1], change[2], change[3]),
        home=aboard if home else (0, 0, 0, 0),
        cooled=(1 if collect else -1) if cools else 0, cooled_home=int(home and cools),
        hard=sum(f is not None for f in shut),
        zone=windows_in, zones=len(bound) > 1,
    )  # fmt: skip


def _binds(zone: Zone, vehicle: Vehicle) -> bool:
    """Who stays for days would be outside the hours, if they bind."""
    stays = access.zone_window(zone=zone, vehicle=vehicle, subject="", arrive_s=0, end_s=10 * DAY_S)
    return stays is not None


class Truck(NamedTuple):
    """A vehicle, its driver and its prices as a row."""

    whole: bool
    """All its rules are known here; else its trips go to the referee."""
    figures: tuple[float, ...]


FIGURES = (
    "profile", "class", "depot", "kg", "pallets", "cages", "ldm", "payload", "empty", "more", "season",
    "season_cooled", "fixed", "driver", "distance", "energy", "toll", "overhead", "overtime", "night",
    "battery", "efficiency", "wtw", "cooling", "cooling_cent", "cooling_wtw", "cooling_own", "eu", "atbv",
    "from_s",
)  # fmt: skip


def truck_of(world: World, legs: Legs, vehicle: Vehicle) -> Truck:
    """Figures in the order of `FIGURES`; `more` is what full asks above empty."""
    class_, rates, cooling = vehicle.class_, vehicle.rates, vehicle.cooling
    battery = class_.drive == "battery"
    rules = world.hours
    exempt = battery and class_.gvm_kg <= rules.electric_exempt_kg
    regime = regime_of(class_=class_, radius_m=0, rules=rules)
    room = class_.capacity
    figures = (
        legs.profiles[class_.profile], legs.classes[class_.id], legs.place[vehicle.depot],
        room.kg, room.pallets, room.roll_cages, room.ldm_cm, room.kg or 1,
        class_.empty_per_100km, class_.full_per_100km - class_.empty_per_100km,
        world.winter_factor if battery else 1.0,
        # without a unit of its own a truck is as cold as ever, whatever is aboard
        max(world.winter_factor, world.winter_cooled_factor if cooling else 0.0) if battery else 1.0,
        rates.fixed_cent_per_h, rates.driver_cent_per_h, rates.distance_cent_per_km,
        rates.energy_cent_per_unit, rates.toll_cent_per_km, rates.overhead_share, rates.overtime_share,
        rates.night_share, battery, class_.charge_efficiency or 1.0, class_.carrier.wtw_g_per_unit,
        cooling.per_hour if cooling else 0.0, rates.cooling_cent_per_unit if cooling else 0.0,
        cooling.carrier.wtw_g_per_unit if cooling else 0.0,
        bool(cooling and cooling.carrier.unit == "ml"), regime.eu, regime.atbv,
        world.drivers[vehicle.driver].from_s,
    )  # fmt: skip
    # nothing is known here of what an LZV may do, of radius, of an old truck's ways of burning
    return Truck(class_.kind != "lzv" and not exempt, tuple(float(f) for f in figures))


def known_trip(world: World, trip: Trip) -> bool:
    """Orders at their own addresses, collected before they are delivered, no dangerous goods."""
    if any(s.own or s.via for s in trip.stops):
        return False
    if trip.driver != world.vehicles[trip.vehicle].driver:
        return False
    seen: set[str] = set()
    for stop in trip.stops:
        order = world.orders[stop.order]
        if not known_order(order):
            return False
        if stop.action is Action.COLLECT and stop.order in seen:
            return False
        seen.add(stop.order)
    return True


def known_order(order: Order) -> bool:
    """No dangerous goods, whose points aboard count."""
    return not order.adr_points


def missing_needs(world: World, vehicle: Vehicle, order: Order, stops: tuple[Stop, ...]) -> int:
    """1 when truck and driver together lack something that the order needs."""
    skills = vehicle.skills | world.drivers[vehicle.driver].skills
    return int(not needs_of(order, stops) <= skills)
