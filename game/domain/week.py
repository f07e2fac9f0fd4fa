"""Two weeks of one haulier: regular trips, customers with their rhythm, and choices between the days.

The game of the week view, as it is played (FORMAT.md says how an author writes it):

- A *day* is planned around *regular trips*: each regular customer belongs to one trip. It is planned by
  a quick planner with fixed steps, and driven by the same simulation as any other day.
- In the *evening* before a day the planner studies figures, and has time for a few *choices*. A choice
  has a price, works on every later day, and can be ended. With it the planner says what he expects it to
  bring a week, and what he thinks is the *cause* of the trouble that it mends.
- *Drivers* take their hours along: what was driven is the past of the next day, so that daily rest, week
  and fortnight bind by the same rules as anywhere (rules/hours).
- *Customers* learn: late and changed often makes them dear, served well makes them wide.
- *Chance*: each day has a seed of its own; which orders come, how large they are and what goes wrong is
  drawn from named streams, so that the same weeks with other choices differ by the choices alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from game.domain.sites import Window

WORKDAYS = 5
KINDS = ("widen", "swap", "move", "partner", "etruck", "night", "call", "correct")
"""What a choice does: another window, another trip, another day, the partner drives it, an electric
truck on a trip, very early delivery, a standing call before arrival, the true stop time in the software."""
CAUSES = ("dock", "peak", "service", "detour", "capacity", "hours", "energy", "none")
"""What may be the matter: a queue at the customer, rush hour, stops that take longer than written, a
customer on the wrong trip, a day that is too full, driving time that runs out, energy, nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A queue that a truck may meet at a customer between two clock times."""

    from_s: int
    to_s: int
    chance: float
    wait_s: tuple[int, int, int]
    """Triangular: least, most likely, most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regular:
    """A regular customer: one order of the scenario that comes again."""

    order: str
    trip: str
    days: tuple[int, ...]
    """1 is Monday, 5 is Friday."""
    chance: float = 1.0
    """That the order comes on such a day."""
    size_percent: tuple[int, int] = (100, 100)
    """Least and most of the written load; the day's own stream decides."""
    service_s: int = 0
    """How long the stop really takes; 0: what the software believes."""
    queue: Queue | None = None
    trust: int = 60
    """0 to 100, at the beginning."""
    cause: str = "none"
    """What is the matter, one of `CAUSES`: what a planner can find in the figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegularTrip:
    """A trip that is driven every day. Its name is text `trip.<id>`."""

    id: str
    vehicle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One structural choice. Texts: `choice.<id>.title`, `.body`."""

    id: str
    kind: str
    orders: tuple[str, ...] = ()
    """Customers that it is about; none for an electric truck, which is about a trip."""
    trip: str = ""
    """`swap`: the trip that they go to; `etruck`: the trip that gets another vehicle."""
    vehicle: str = ""
    partner: str = ""
    from_day: int = 0
    to_day: int = 0
    """`move`: from this weekday to that one."""
    window: Window | None = None
    """`widen` and `night`: when service may begin instead."""
    start_s: int = 0
    """`night`: from when the driver of their trip may begin."""
    per_delivery_cent: int = 0
    per_day_cent: int = 0
    once_cent: int = 0
    trust: int = 0
    """What agreeing it does to the customers' trust."""
    settle_s: int = 0
    """How much longer the first two visits take: a driver who does not know the address yet."""
    group: str = ""
    """Of choices with the same word only one can stand."""
    cause: str = "none"
    """The cause that it mends, when there is one."""

    def moves(self, order: str, day: int) -> bool:
        """Whether it takes this customer's order of that weekday to another."""
        return order in self.orders and self.from_day == day


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """How customers learn (authored; the scenario's NOTES.md says why)."""

    on_time: int = 2
    told_on_time: int = 1
    """On top, when there is a standing call."""
    late: int = -12
    late_told: int = -4
    bought_in: int = -6
    """A stranger came, because the order did not fit."""
    ended: int = -8
    """An agreement that was ended again."""
    dear_below: int = 40
    dear_cent: int = 1500
    """Per delivery: what a customer that lost its trust asks for waiting and claims."""
    wide_from: int = 80
    wide_s: int = 1800
    """So much earlier and later a customer with trust lets a truck come, for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What `week.toml` says."""

    weeks: int
    per_evening: int
    """Choices that an evening has time for."""
    trips: Mapping[str, RegularTrip]
    regulars: Mapping[str, Regular]
    choices: Mapping[str, Choice]
    learning: Learning = field(default_factory=Learning)

    @property
    def last_day(self) -> int:
        """Number of the last day that can be driven; the first is 1."""
        return WORKDAYS * self.weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedDay:
    """One duty of a driver; `date` counts days from the first Monday (0), earlier ones are negative."""

    driver: str
    date: int
    start_s: int
    end_s: int
    drive_s: int
    work_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """One order of one day, as it went."""

    order: str
    trip: str
    """Regular trip that drove it; empty: a partner, or bought in."""
    how: str
    """`own`, `partner` or `bought`."""
    late_s: int = 0
    wait_s: int = 0
    """Waited at the customer."""
    service_s: int = 0
    detour_m: int = 0
    """What the trip would be shorter without it."""
    tight_s: int = 0
    """Between the begin of service and the end of the window."""
    told: bool = False
    trust: int = 0
    """After this day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TripDay:
    """One regular trip of one day, planned and driven."""

    trip: str
    vehicle: str
    driver: str
    start_s: int
    end_s: int
    drive_s: int
    work_s: int
    distance_m: int
    cost_cent: int
    co2e_g: int
    late: int
    """Stops that were late."""
    load_percent: int = 0
    """How full it was at its fullest."""
    breaches: tuple[str, ...] = ()
    """Hard rules of driving time and rest that the driven day broke."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayResult:
    """What a day brought."""

    number: int
    cost_cent: int
    agreed_cent: int
    """Of it: discounts, rents and one-off prices of choices, and what dear customers ask."""
    goodwill_cent: int
    bought_cent: int
    planned_cent: int
    """What the software expected before the day."""
    co2e_g: int
    orders: int
    on_time: int
    trips: tuple[TripDay, ...]
    served: tuple[Served, ...]
    incidents: tuple[tuple[str, str, int], ...] = ()
    """(kind, subject, seconds) that were met."""
    kpi: Mapping[str, object] = field(default_factory=dict)
    """CONTRACT's keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A choice that stands, or stood."""

    choice: str
    from_day: int
    """First day on which it works."""
    forecast_cent: int
    """What the planner expected it to bring a week; positive: cheaper."""
    cause: str
    until_day: int = 0
    """Last day on which it worked; 0: it stands."""

    def works(self, day: int) -> bool:
        """Whether it works on a day."""
        return self.from_day <= day and (not self.until_day or day <= self.until_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekState:
    """Everything that later days depend on."""

    day: int = 1
    """The day that comes next."""
    trust: Mapping[str, int]
    worked: tuple[WorkedDay, ...]
    visits: Mapping[str, int] = field(default_factory=dict)
    """Per choice with `settle_s` how many days it was driven."""
