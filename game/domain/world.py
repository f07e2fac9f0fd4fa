"""What is the case before anybody decides: places, roads, orders, vehicles, drivers, figures.

A `World` is what one party believes: the software's `system` world, or the `truth` that
the day plays out. The types have room for what later rules fill (several windows, leg
durations by departure time); a field filled with one value says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from game.domain.law import HoursRules, PastDay
from game.domain.legs import ClassMetres, Leg, LegBook
from game.domain.people import Goodwill
from game.domain.sites import Sites, Window
from game.domain.travel import Profile

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
    docks: int = 0
    """Trucks that can be served at one time in the running day; 0: no limit."""


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
    goodwill: Goodwill = field(default_factory=Goodwill)

    def leg(self, vehicle: Vehicle, origin: str, destination: str, route: int = 0) -> Leg:
        """The chosen alternative; a number past the last one falls back to the fastest."""
        if route == 0:
            return self.legs.fastest(vehicle.class_.profile, origin, destination)
        options = self.legs.options(vehicle.class_.profile, origin, destination)
        return options[route] if route < len(options) else options[0]
