"""What is the case before anybody decides: places, roads, orders, vehicles, drivers, figures.

A `World` is what one party believes: the software's `system` world, or the `truth` that
the day plays out. The types have room for what later rules fill (several windows, leg
durations by departure time); a field filled with one value says so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from game.domain.law import HoursRules, PastDay
from game.domain.sites import Sites, Window
from game.domain.travel import DAY_S, NO_PROFILE, Profile

__all__ = [
    "Action", "Carrier", "ClassMetres", "Cooling", "Driver", "Fact", "Handling", "HoursRules", "Leg",
    "LegBook", "Load", "Order", "PastDay", "Place", "Profile", "Rates", "Sites", "Vehicle", "VehicleClass",
    "Window", "World",
]  # fmt: skip


class Action(StrEnum):
    """What a truck does at a stop: the first two for an order, the others for itself."""

    COLLECT = "collect"
    DELIVER = "deliver"
    CHARGE = "charge"
    BREAK = "break"
    RELOAD = "reload"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address: a depot, a customer, a charging plaza. RD coordinates in metres."""

    id: str
    name: str
    town: str
    kind: str
    x_m: int
    y_m: int
    zones: frozenset[str] = frozenset()
    """Zones in which it lies."""
    dwellings: bool = False
    """People live next to it: noise limits bind."""
    lzv: bool = False
    """On the network released for LZVs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassMetres:
    """Metres of a leg by energy class of road (FACTS 1.4)."""

    motorway: int = 0
    rural: int = 0
    urban: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One way to drive from place to place."""

    distance_m: int
    duration_s: int
    tolled_m: int
    class_m: ClassMetres
    roads: tuple[tuple[str, int], ...] = ()
    """Road number and metres, in driving order."""
    label: str = ""
    """What a planner calls it: `A28 · A7`."""
    path: tuple[tuple[int, int], ...] = ()
    """RD points for drawing; empty in a world with an explicit matrix."""
    road_spans: tuple[tuple[str, float, float], ...] = ()
    """Road number with the fractions of driving time at which it begins and ends."""
    profile: Profile = NO_PROFILE
    """Breakpoints (departure_s, duration_s) of one day; empty: `duration_s` at every hour."""

    def duration_at(self, depart_s: int) -> int:
        """Driving seconds when leaving at `depart_s`, any day; linear between the breakpoints, rounded.

        Before midnight and after the next one the day repeats itself. Leaving later never arrives
        earlier: breakpoints keep that order, and a line rounded one way keeps it between them.
        """
        profile = self.profile
        starts = profile.starts
        if not starts:
            return self.duration_s
        if not 0 <= depart_s < DAY_S:
            depart_s %= DAY_S
        i = bisect_right(starts, depart_s)
        durations = profile.durations
        d1 = durations[i]
        d0 = durations[i - 1]
        if d0 == d1:
            return d0
        t0 = starts[i - 1]
        gap_s = starts[i] - t0
        return d0 + ((d1 - d0) * (depart_s - t0) + (gap_s >> 1)) // gap_s


class LegBook(Protocol):
    """Every leg of a world: computed from the road graph, or given as a matrix."""

    def options(self, profile: str, origin: str, destination: str) -> tuple[Leg, ...]:
        """One to three alternatives between two place ids; number 0 is the fastest."""
        ...

    def fastest(self, profile: str, origin: str, destination: str) -> Leg:
        """Number 0 of `options`, without computing the others."""
        ...

    def shortest_m(self, profile: str, origin: str, destination: str) -> int:
        """Shortest feasible distance in metres, the activity distance of ISO 14083."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What takes room aboard: every unit binds."""

    kg: int = 0
    pallets: int = 0
    roll_cages: int = 0
    ldm_cm: int = 0

    def __add__(self, other: Load) -> Load:
        return Load(
            kg=self.kg + other.kg,
            pallets=self.pallets + other.pallets,
            roll_cages=self.roll_cages + other.roll_cages,
            ldm_cm=self.ldm_cm + other.ldm_cm,
        )

    def __sub__(self, other: Load) -> Load:
        return Load(
            kg=self.kg - other.kg,
            pallets=self.pallets - other.pallets,
            roll_cages=self.roll_cages - other.roll_cages,
            ldm_cm=self.ldm_cm - other.ldm_cm,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A promise to move goods. `pickup` or `delivery` at the vehicle's depot needs no stop there."""

    id: str
    customer: str
    pickup: str
    delivery: str
    load: Load
    pickup_windows: tuple[Window, ...]
    delivery_windows: tuple[Window, ...]
    pickup_service_s: int
    delivery_service_s: int
    needs: frozenset[str] = frozenset()
    revenue_cent: int = 0
    penalty_cent: int = 0
    """Price of having it driven by somebody else ("uitbesteed") when it is not planned."""
    charter_g: int = 0
    """CO2e well-to-wheel of that direct charter trip."""
    charter_ttw_g: int = 0
    returns: Load = Load()
    """Empty load carriers that come back from the delivery; they take room and are no cargo."""
    adr_points: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """An energy carrier; `unit` is `ml` (liquid) or `wh`."""

    id: str
    unit: str
    wtw_g_per_unit: float
    """Grams CO2e per millilitre, or per watt-hour from the grid (FACTS 1.2)."""
    ttw_g_per_unit: float
    hvo_share: float = 0.0
    """Part of the litres that is HVO (a blend), for the split of `energy`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleClass:
    """What a kind of vehicle can carry and uses (FACTS 1.4); use is linear in load."""

    id: str
    kind: str
    """`van`, `rigid`, `artic` or `lzv`: the silhouette."""
    drive: str
    """`diesel`, `hvo` or `battery`."""
    profile: str
    """Speed profile: `truck` or `van`."""
    gvm_kg: int
    capacity: Load
    carrier: Carrier
    empty_per_100km: float
    """Litres or kWh (at the battery) per 100 km, empty, at reference driving."""
    full_per_100km: float
    mult_motorway: float
    mult_rural: float
    mult_urban: float
    battery_wh: int = 0
    usable_share: float = 1.0
    charge_efficiency: float = 1.0
    """Battery energy over grid energy (0.92); 1 for liquid fuel."""
    dc_kw: float = 0.0
    """The most that the vehicle takes from a fast charger."""
    base: str = ""
    """The class of the facts that it comes from, for the screen that explains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooling:
    """A refrigeration unit; it runs while goods that need cooling are aboard (FACTS 1.4)."""

    carrier: Carrier
    """Diesel, or electricity taken from the vehicle's own battery."""
    per_hour: float
    """Millilitres or watt-hours per hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Prices of one vehicle on the scenario's date, ex VAT, in cent (FACTS 2)."""

    fixed_cent_per_h: float
    driver_cent_per_h: float
    distance_cent_per_km: float
    energy_cent_per_unit: float
    """Per litre, or per kWh from the grid."""
    toll_cent_per_km: float
    overhead_share: float
    overtime_share: float = 0.0
    """Supplement on the driver's rate for hours beyond the contract day (130 %: 0.3)."""
    night_share: float = 0.0
    """Supplement on the driver's rate between 21:00 and 05:00."""
    cooling_cent_per_unit: float = 0.0
    """Per litre of the refrigeration unit's own fuel; 0 when it runs on the vehicle's battery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """One vehicle of the fleet with the driver who has it today."""

    id: str
    name: str
    class_: VehicleClass
    rates: Rates
    depot: str
    driver: str
    skills: frozenset[str] = frozenset()
    start_soc_permille: int = 1000
    """Usable charge at the start of the day; under a grid limit what a fair share gives."""
    evening_soc_permille: int = 1000
    """Usable charge on coming in last evening: from there the night charges."""
    euro: int = 6
    registered: date | None = None
    """First registration (DET); None: unknown, counts as before every limit of the transition."""
    permits: frozenset[str] = frozenset()
    """Exemptions for today: `zone` lifts emission rule and windows, `zone:emission` or `zone:window` one."""
    cooling: Cooling | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """A driver with the days already worked, and hours of this week that no day of `history` tells."""

    id: str
    name: str
    from_s: int
    """Earliest start of duty."""
    to_s: int
    """Latest end that was agreed."""
    drive_week_s: int = 0
    drive_fortnight_s: int = 0
    history: tuple[PastDay, ...] = ()
    """Earlier days, the last one first."""
    skills: frozenset[str] = frozenset()
    """`adr`, `lzv` and whatever else an order or a vehicle asks of the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """Work at the depot that counts as duty."""

    check_s: int
    load_fixed_s: int
    load_per_pallet_s: int
    load_per_cage_s: int
    unload_fixed_s: int
    """Unloading collected goods and returns; nothing collected: no time."""
    unload_per_pallet_s: int
    unload_per_cage_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One figure of the outside world with its origin, for the screen that explains."""

    key: str
    value: float | int | str
    unit: str
    source: str
    quality: str
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """Everything that a plan can be judged on. Compared by identity; its scenario has the hash."""

    day: date
    places: Mapping[str, Place]
    orders: Mapping[str, Order]
    vehicles: Mapping[str, Vehicle]
    drivers: Mapping[str, Driver]
    legs: LegBook
    hours: HoursRules
    handling: Handling
    battery_reserve_share: float
    """Share of the whole battery below which a finding is given (FACTS 4)."""
    winter_factor: float = 1.0
    winter_cooled_factor: float = 1.0
    """The same for a vehicle that also heats its cabin and cools its load (below zero)."""
    sources: Mapping[str, Fact]
    sites: Sites = field(default_factory=Sites)

    def leg(self, vehicle: Vehicle, origin: str, destination: str, route: int = 0) -> Leg:
        """The chosen alternative; a number past the last one falls back to the fastest."""
        if route == 0:
            return self.legs.fastest(vehicle.class_.profile, origin, destination)
        options = self.legs.options(vehicle.class_.profile, origin, destination)
        return options[route] if route < len(options) else options[0]
