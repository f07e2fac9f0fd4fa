"""Places with rules or services of their own: zones, chargers, the depot's grid, transfers, partners."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Service may begin from `open_s` up to and including `close_s`."""

    open_s: int
    close_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """An area with rules for who may be there, and when. Approximate: never the legal boundary.

    Only the places that lie inside are bound (`Place.zones`); driving through is not judged.
    """

    id: str
    name: str
    ring: tuple[tuple[int, int], ...] = ()
    """RD points; empty in a world with an explicit matrix."""
    zero_emission_from: date | None = None
    windows: tuple[Window, ...] = ()
    """Venstertijden: a bound vehicle must come and go within one of them; empty: always."""
    window_over_kg: int = 3500
    """Vehicles with more maximum mass are bound by the windows."""
    closed_to_lzv: bool = True
    note: str = ""
    checked_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charger:
    """Where a battery can be charged; `place` is its id in `World.places`."""

    place: str
    kw: int
    """Of one bay."""
    bays: int
    cent_per_kwh: float
    public: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The connection of a depot, shared by all its vehicles overnight (netcongestie, FACTS 4)."""

    place: str
    limit_kw: float
    from_s: int
    """Before midnight of the day: negative."""
    to_s: int
    kw_per_vehicle: float
    """What one depot charger gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charging:
    """How batteries charge (FACTS 4): constant up to `taper_from`, then `taper_factor` of the power."""

    taper_from: float = 0.8
    """Share of the usable charge."""
    taper_factor: float = 0.4
    plug_s: int = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Overslag: goods change here to somebody else's vehicle, barge or train.

    A stop whose `place` is `place` hands an order over (delivering), or takes it over (collecting),
    instead of going to the order's own address when that is in `serves`.
    """

    id: str
    name: str
    kind: str
    """`hub`, `barge` or `rail`."""
    place: str
    serves: frozenset[str]
    """Place ids that the onward leg reaches."""
    windows: tuple[Window, ...]
    """When goods may be brought or fetched; the last close is the closing time of the sailing."""
    handling_fixed_s: int
    handling_per_unit_s: int
    cent_fixed: float = 0.0
    """Per order."""
    cent_per_unit: float = 0.0
    """Per pallet or roll cage."""
    hub_g_per_t: float = 0.0
    """CO2e per tonne for the transfer itself, all passes of this way together (FACTS 1.3)."""
    onward_m: int = 0
    """Activity distance of the onward leg."""
    onward_g_per_tkm: float = 0.0
    onward_ttw_g_per_tkm: float = 0.0
    departs_s: int = 0
    arrives_s: int = 0
    """When goods that were brought in time are at their address (86,400 and more: a later day)."""
    takes: str = "both"
    """`out`: goods are brought to it only; `in`: fetched from it only; `both`."""
    refuses: frozenset[str] = frozenset()
    """Needs (`cooling`, `adr`) that it cannot meet."""
    most_units: int | None = None
    """Pallets and roll cages that it handles today, both ways together; None: no limit."""
    available_s: int = 0
    """From when goods that came in can be fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Another haulier with whom orders are exchanged."""

    id: str
    name: str
    cent_fixed: float
    """Per order."""
    cent_per_km: float
    """Per kilometre of shortest feasible distance."""
    g_per_tkm: float
    ttw_g_per_tkm: float
    most_orders: int
    """How many orders it takes today."""
    until_s: int
    """Orders can be given until this clock time."""
    serves: frozenset[str] = frozenset()
    """Delivery places that it takes; empty: all."""
    refuses: frozenset[str] = frozenset()
    """Needs (`cooling`, `adr`) that it cannot meet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRules:
    """The transition table of zero-emission zones and the noise limits, resolved for the day.

    Dates are the first day without access for vehicles registered before `new_must_be_ze_from`;
    None: no access from the start of the zone (FACTS 3.4).
    """

    new_must_be_ze_from: date | None = None
    van_until: tuple[tuple[int, date | None], ...] = ()
    """(Euro class, until)."""
    tractor_until: date | None = None
    """Euro VI with first registration from `heavy_from` on."""
    rigid_new_until: date | None = None
    """Euro VI with first registration from `rigid_new_from` on."""
    rigid_old_until: date | None = None
    """Euro VI with first registration from `heavy_from` on and before `rigid_new_from`."""
    heavy_from: date | None = None
    rigid_new_from: date | None = None
    fine_van_cent: int = 0
    fine_truck_cent: int = 0
    noise_windows: tuple[tuple[Window, int], ...] = ()
    """(clock window, peak dB(A) allowed at dwellings)."""
    noise_loading_db: int = 0
    """Peak of ordinary loading and unloading; with `piek` equipment it stays below every limit."""
    adr_points: int = 1000
    """From this sum aboard ADR asks for a certified driver and a marked vehicle (ADR 1.1.3.6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """All of these of one world; empty where a scenario has none."""

    zones: dict[str, Zone] = field(default_factory=dict)
    chargers: dict[str, Charger] = field(default_factory=dict)
    """By place id."""
    grids: dict[str, Grid] = field(default_factory=dict)
    """By place id."""
    transfers: dict[str, Transfer] = field(default_factory=dict)
    partners: dict[str, Partner] = field(default_factory=dict)
    charging: Charging = field(default_factory=Charging)
    access: AccessRules = field(default_factory=AccessRules)
