"""A benchmark instance of the literature: one depot, equal vehicles, customers with windows or in pairs.

It is not a day of our game: no law, no energy, no people. The routing core is measured on it beside its
peers, and a planner's own file in one of these forms can be solved or made into a scenario.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ENDLESS = 1 << 40
"""A due date where the file gives none; in the file's own unit of time."""


class Convention(StrEnum):
    """What a distance between two places is. Results compare only within one convention."""

    DIMACS = "dimacs"
    """Straight line, cut off to one decimal (DIMACS Implementation Challenge on VRPTW, 2022)."""
    ROUNDED = "rounded"
    """Straight line, rounded to a whole number (TSPLIB's EUC_2D, CVRPLIB)."""
    EXACT = "exact"
    """Straight line in double precision (Li & Lim, SINTEF)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One place of the file; the depot is one too. Times and demand in the file's own units."""

    number: int
    """As in the file."""
    x: float
    y: float
    demand: int
    """Brought from the depot; in a pair: positive where it is collected, negative where it is delivered."""
    ready: int = 0
    due: int = ENDLESS
    """Service begins from `ready` to `due`; at the depot: the earliest start and the latest return."""
    service: int = 0
    partner: int = 0
    """Number of the other end of a pair; 0 for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One file. `customers` in the file's sequence, without the depot."""

    name: str
    form: str
    """solomon, vrplib or lilim."""
    capacity: int
    vehicles: int
    """At most so many; 0 for as many as wanted."""
    depot: Customer
    customers: tuple[Customer, ...]
    matrix: tuple[tuple[float, ...], ...] = ()
    """Explicit distances, depot first; empty where places have coordinates."""
    route_limit: int = 0
    """Longest duration of a route, driving and service (TSPLIB's DISTANCE); 0 for none."""
    edges: str = "EUC_2D"
    """How TSPLIB says distances are made: EUC_2D, CEIL_2D, GEO or EXPLICIT."""

    @property
    def places(self) -> tuple[Customer, ...]:
        """Depot first, then the customers: the numbering by which routes are searched."""
        return self.depot, *self.customers

    @property
    def paired(self) -> bool:
        """Whether customers are collected and delivered in pairs."""
        return any(c.partner for c in self.customers)

    @property
    def timed(self) -> bool:
        """Whether time matters at all."""
        return bool(self.route_limit) or any(c.due < ENDLESS for c in self.places)


DEFAULT_CONVENTION = {
    "solomon": Convention.DIMACS,
    "vrplib": Convention.ROUNDED,
    "lilim": Convention.EXACT,
}
"""By which convention the published best known results of each form are given."""
