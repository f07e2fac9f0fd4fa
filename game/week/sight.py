"""What a planner sees in an evening, as plain rows: no screen computes anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from game.domain.units import whole
from game.domain.week import WORKDAYS, Choice, DayResult, Served, Taken
from game.rules.hours.past import past_of
from game.session_week import WeekSession
from game.week.figures import CustomerFigures, Suggestion, customer_figures
from game.week.world import date_of

SEEN = 5
"""Visits that are shown one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayColumn:
    """One of the ten days."""

    number: int
    on: date
    result: DayResult | None
    usual_cent: int
    """What this weekday cost in the weeks before; 0 while that is worked out."""

    @property
    def week(self) -> int:
        """1 or 2."""
        return (self.number - 1) // WORKDAYS + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverRow:
    """Hours of a driver who has a regular trip, against the law's limits."""

    driver: str
    name: str
    trip: str
    week_s: int
    week_limit_s: int
    fortnight_s: int
    fortnight_limit_s: int
    need_s: int
    """What the rest of this week asks, going by the mean of the days before; 0: not known yet."""

    @property
    def left_s(self) -> int:
        """Driving that the law still lets him do this week."""
        return max(0, min(self.week_limit_s - self.week_s, self.fortnight_limit_s - self.fortnight_s))

    @property
    def short(self) -> bool:
        """The rest of the week asks more than there is left."""
        return self.need_s > self.left_s


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    """A regular customer."""

    order: str
    name: str
    town: str
    trip: str
    days: tuple[int, ...]
    trust: int
    before: int
    """Trust before the last driven day."""
    figures: CustomerFigures | None
    visits: tuple[tuple[int, Served], ...]
    """The last ones in these weeks, with the day's number, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRow:
    """A choice on its card."""

    choice: Choice
    taken: Taken | None
    """As it stands, or stood."""
    fresh: bool
    """Agreed this evening."""
    why_not: str
    """Text key of why it cannot be agreed; empty when it can."""
    software: Suggestion | None

    @property
    def stands(self) -> bool:
        """It works tomorrow."""
        return self.taken is not None and not self.taken.until_day


def day_columns(session: WeekSession) -> tuple[DayColumn, ...]:
    """All days, driven or not."""
    driven = {d.number: d for d in session.results}
    return tuple(
        DayColumn(
            number=n, on=session.scenario.day + timedelta(days=date_of(n)), result=driven.get(n),
            usual_cent=_usual(session, n),
        )
        for n in range(1, session.week.last_day + 1)
    )  # fmt: skip


def _usual(session: WeekSession, number: int) -> int:
    if not session.past.done:
        return 0
    same = [d.cost_cent for d in session.past.days if (d.number - number) % WORKDAYS == 0]
    return whole(sum(same) / len(same)) if same else 0


def driver_rows(session: WeekSession) -> tuple[DriverRow, ...]:
    """Drivers of regular trips, in order of trips; hours as the law counts them on the day that comes."""
    number = min(session.day, session.week.last_day)
    ahead = session.day <= session.week.last_day
    drivers = session.tomorrow().scenario.system.drivers if ahead else {}
    world, rows = session.scenario.system, []
    for trip in session.week.trips.values():
        driver = world.vehicles[trip.vehicle].driver
        known = drivers.get(driver, world.drivers[driver])
        past = past_of(known, weekday=(number - 1) % WORKDAYS, rules=world.hours)
        rows.append(DriverRow(
            driver=driver, name=known.name, trip=trip.id, week_s=past.week_drive_s,
            week_limit_s=world.hours.drive_week_s, fortnight_s=past.fortnight_drive_s,
            fortnight_limit_s=world.hours.drive_fortnight_s, need_s=_need_s(session, trip.id, number),
        ))  # fmt: skip
    return tuple(rows)


def _need_s(session: WeekSession, trip: str, number: int) -> int:
    """Mean driving per weekday of the trip, for the days of this week that are left."""
    if not session.past.done:
        return 0
    left = range((number - 1) % WORKDAYS, WORKDAYS)
    total = 0.0
    for weekday in left:
        found = [
            t.drive_s for d in session.past.days if (d.number - 1) % WORKDAYS == weekday
            for t in d.trips if t.trip == trip
        ]  # fmt: skip
        total += sum(found) / len(found) if found else 0
    return whole(total)


def customer_rows(session: WeekSession) -> tuple[CustomerRow, ...]:
    """Regular customers, the most troubled first; figures once the weeks before are known."""
    world, state = session.scenario.system, session.state
    days = [*session.past.days, *session.results] if session.past.done else []
    figures = customer_figures(world, session.week, days)
    rows = [
        CustomerRow(
            order=r.order, name=world.orders[r.order].customer, town=_town(session, r.order), trip=r.trip,
            days=r.days, trust=state.trust[r.order], before=_before(session, r.order),
            figures=figures.get(r.order), visits=_visits(session, r.order),
        )
        for r in session.week.regulars.values()
    ]  # fmt: skip
    return tuple(sorted(rows, key=_trouble))


def _trouble(row: CustomerRow) -> tuple[float, str]:
    f = row.figures
    if f is None:
        return (0.0, row.order)
    worry = 100 * f.late_share + f.wait_s / 60 + max(0, f.service_s - f.written_s) / 60 + 300 * f.bought_share
    return (-worry, row.order)


def _town(session: WeekSession, order: str) -> str:
    what = session.scenario.system.orders[order]
    depots = {v.depot for v in session.scenario.system.vehicles.values()}
    return session.scenario.system.places[what.pickup if what.delivery in depots else what.delivery].town


def _visits(session: WeekSession, order: str) -> tuple[tuple[int, Served], ...]:
    found = [(d.number, s) for d in session.results for s in d.served if s.order == order]
    return tuple(found[-SEEN:])


def _before(session: WeekSession, order: str) -> int:
    """Trust one visit ago."""
    seen = [s.trust for d in session.results for s in d.served if s.order == order]
    return seen[-2] if len(seen) > 1 else session.week.regulars[order].trust


def choice_rows(session: WeekSession, software: dict[str, Suggestion]) -> tuple[ChoiceRow, ...]:
    """Every choice in the author's order; those that stand first."""
    taken = {t.choice: t for t in session.taken}
    fresh = {t.choice for t in session.fresh()}
    rows = [
        ChoiceRow(
            choice=c, taken=taken.get(c.id), fresh=c.id in fresh, why_not=session.why_not(c.id),
            software=software.get(c.id),
        )
        for c in session.week.choices.values()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda r: not r.stands))


def week_costs(session: WeekSession) -> tuple[tuple[int, int, int], ...]:
    """(week, days driven, cost in cent) of each week that was begun."""
    found: dict[int, list[int]] = {}
    for day in session.results:
        found.setdefault((day.number - 1) // WORKDAYS + 1, []).append(day.cost_cent)
    return tuple((week, len(costs), sum(costs)) for week, costs in sorted(found.items()))
