"""The judgement of a plan: timing, load, hours, energy, cost, CO2e and findings. Integers only."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from game.domain.plan import Stop, Trip
from game.domain.world import Leg, Load

NO_LOAD = Load()


class Severity(StrEnum):
    """`hard`: the plan may not be driven so; `soft`: it may, and it costs something."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that a plan breaks, by how much, about what; the sentence is `finding.<rule>`."""

    rule: str
    severity: Severity
    subject: str
    """Id of the order, vehicle or driver it speaks of."""
    vehicle: str
    """The trip it belongs to; empty for an order that is in no trip."""
    amount: int
    unit: str
    values: tuple[tuple[str, str | int], ...] = ()


class Doing(StrEnum):
    """What a driver is doing; the tachograph's words, a little finer."""

    CHECK = "check"
    LOAD = "load"
    DRIVE = "drive"
    BREAK = "break"
    WAIT = "wait"
    SERVICE = "service"
    UNLOAD = "unload"
    CHARGE = "charge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A stretch of a driver's day. Activities of a trip follow each other without gaps."""

    doing: Doing
    start_s: int
    end_s: int
    stop: int = -1
    """Index of the stop that is served, waited at or driven to; len(stops) for the way home."""
    place: str = ""
    """Where it happens; for driving, the destination."""
    leg: Leg | None = None
    leg_from: float = 0.0
    """For driving: the fractions of the leg's time that this activity covers (a break splits a leg)."""
    leg_to: float = 1.0
    cause: str = ""
    """In the day: id of the incident that made it longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopTimes:
    """One stop of a trip, timed."""

    stop: Stop
    place: str
    arrive_s: int
    begin_s: int
    end_s: int
    wait_s: int
    late_s: int
    window_open_s: int
    window_close_s: int
    load_before: Load
    load_after: Load
    distance_m: int
    """Driven to reach it."""
    drive_s: int
    battery_wh: int = 0
    """Left in the battery on arrival; 0 without a battery."""
    charged_wh: int = 0
    """Taken into the battery at this stop."""
    empties_after: Load = NO_LOAD
    """Part of `load_after` that is empty load carriers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostParts:
    """Cost in cent; `charter`, `penalty` and `goodwill` belong to the whole plan, not to a trip.

    `waiting` is the price of the hours waited, taken out of `fixed` and `driver`; `supplement` is
    overtime and night; `transfer` is hub, barge and train; `charter` is what partners ask.
    """

    fixed: int = 0
    driver: int = 0
    distance: int = 0
    energy: int = 0
    toll: int = 0
    waiting: int = 0
    supplement: int = 0
    overhead: int = 0
    transfer: int = 0
    charter: int = 0
    penalty: int = 0
    goodwill: int = 0

    def total(self) -> int:
        """The sum; the parts add up exactly by construction."""
        return (
            self.fixed + self.driver + self.distance + self.energy + self.toll + self.waiting
            + self.supplement + self.overhead + self.transfer + self.charter + self.penalty + self.goodwill
        )  # fmt: skip

    def __add__(self, other: CostParts) -> CostParts:
        return CostParts(**{name: getattr(self, name) + getattr(other, name) for name in COST_PARTS})


COST_PARTS = (
    "fixed", "driver", "distance", "energy", "toll", "waiting", "supplement", "overhead",
    "transfer", "charter", "penalty", "goodwill",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TripEvaluation:
    """Everything known of one trip."""

    trip: Trip
    start_s: int
    end_s: int
    activities: tuple[Activity, ...]
    stops: tuple[StopTimes, ...]
    distance_m: int
    empty_m: int
    tolled_m: int
    drive_s: int
    duty_s: int
    wait_s: int
    overtime_s: int
    late_s: int
    cost: CostParts
    energy_unit: str
    """`ml` or `wh` (from the grid)."""
    energy: int
    co2e_g: int
    co2e_ttw_g: int
    co2e_per_order_g: tuple[tuple[str, int], ...]
    load_factor_m: float
    """Sum over legs of metres x largest load share; divide by `distance_m` for the load factor."""
    peak_load_share: float
    battery_trace: tuple[tuple[int, int], ...] = ()
    """(time_s, usable Wh left) at each change, for the charge strip."""
    start_wh: int = 0
    """Usable charge at departure."""
    night_wh: int = 0
    """From the grid in the night before, to leave with `start_wh`."""
    work_s: int = 0
    """Driving and other work: duty less breaks and waiting."""
    break_s: int = 0
    cooling_s: int = 0
    """The refrigeration unit was running."""
    cooling: int = 0
    """Its own fuel in ml; 0 when it takes from the battery (then it is in `energy`)."""
    transfer_g: int = 0
    """CO2e of hubs and onward legs, part of `co2e_g`."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """The figures of CONTRACT "KPI keys", whole plan or whole day."""

    cost_cent: int
    cost_parts: CostParts
    revenue_cent: int
    margin_cent: int
    co2e_g: int
    co2e_ttw_g: int
    co2e_per_order_g: tuple[tuple[str, int], ...]
    distance_m: int
    empty_m: int
    drive_s: int
    duty_s: int
    wait_s: int
    overtime_s: int
    late_s: int
    on_time: int
    orders: int
    load_factor: float
    energy: tuple[tuple[str, int], ...]
    """(`diesel_ml` | `hvo_ml` | `wh`, amount)."""
    vehicles_used: int
    trips: int
    unplanned: tuple[str, ...]
    hard: int
    """Number of hard findings."""
    planning_s: int = 0

    @property
    def on_time_share(self) -> float:
        """Orders begun within their window over all orders; 1 when there are none."""
        return self.on_time / self.orders if self.orders else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A judged plan."""

    trips: tuple[TripEvaluation, ...]
    kpi: Kpi
    findings: tuple[Finding, ...] = field(default=())

    def trip_of(self, vehicle: str) -> TripEvaluation | None:
        """The judged trip of a vehicle."""
        return next((t for t in self.trips if t.trip.vehicle == vehicle), None)
