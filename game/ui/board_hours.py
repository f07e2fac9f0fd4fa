"""A driver's day and week beside the limits of the law, as plain values for the gauge and the inspector.

The limits come from `World.hours`, the past from `rules.hours`; which of them bind follows from the trip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.domain.evaluation import Activity, Doing, TripEvaluation
from game.domain.world import Driver, Vehicle, World
from game.rules.hours import DAY_RULES, DAY_S, Outlook, Regime, outlook, regime_of
from game.rules.hours.breaks import break_need_s
from game.rules.hours.days import spend
from game.rules.hours.past import past_of
from game.rules.schedule import regime_for
from game.rules.tacho import Ahead, Tacho


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverHours:
    """What a trip asks of its driver, and what is allowed; all in seconds."""

    regime: Regime
    drive_s: int = 0
    drive_limit_s: int
    drive_long_s: int
    """On `long_left` days of this week."""
    long_left: int
    since_s: int = 0
    """The longest driving without a whole break."""
    since_limit_s: int
    duty_s: int = 0
    duty_limit_s: int
    duty_long_s: int
    """With a reduced rest afterwards; `reduced_left` times until the weekly rest."""
    reduced_left: int
    break_s: int = 0
    break_need_s: int = 0
    work_s: int = 0
    work_since_s: int = 0
    work_since_limit_s: int
    week_s: int
    """Driving of this week, today included."""
    week_limit_s: int
    fortnight_s: int
    fortnight_limit_s: int
    work_week_s: int
    work_week_limit_s: int
    status: str = ""
    """`bad` when a rule of hours is broken, `warn` when room is used up, else nothing."""


def hours_of(world: World, vehicle: Vehicle, judged: TripEvaluation | None) -> DriverHours:
    """The hours of a vehicle's driver; without a trip only what the week has left."""
    rules, driver = world.hours, world.drivers[vehicle.driver if judged is None else judged.trip.driver]
    past = past_of(driver, weekday=world.day.weekday(), rules=rules)
    long_spent, reduced_spent = _spent(world, driver, judged)
    if judged is None:
        regime = regime_of(class_=vehicle.class_, radius_m=0, rules=rules)
    else:
        regime = regime_for(world, judged.trip)
    drive_s = judged.drive_s if judged else 0
    work_s = judged.work_s if judged else 0
    since_s, work_since_s = longest_s(world, judged.activities) if judged else (0, 0)
    return DriverHours(
        regime=regime, drive_s=drive_s, drive_limit_s=rules.drive_day_s, drive_long_s=rules.drive_day_long_s,
        long_left=max(0, rules.long_days_per_week - long_spent), since_s=since_s,
        since_limit_s=rules.drive_before_break_s, duty_s=judged.duty_s if judged else 0,
        duty_limit_s=rules.duty_day_s, duty_long_s=rules.duty_day_long_s,
        reduced_left=max(0, rules.reduced_rests - reduced_spent),
        break_s=judged.break_s if judged else 0, break_need_s=break_need_s(work_s, rules), work_s=work_s,
        work_since_s=work_since_s, work_since_limit_s=rules.work_before_break_s,
        week_s=past.week_drive_s + drive_s, week_limit_s=rules.drive_week_s,
        fortnight_s=past.fortnight_drive_s + drive_s, fortnight_limit_s=rules.drive_fortnight_s,
        work_week_s=past.week_work_s + work_s, work_week_limit_s=rules.work_week_s, status=_status(judged),
    )  # fmt: skip


def outlook_of(world: World, vehicle: Vehicle, judged: TripEvaluation | None) -> Outlook:
    """What the weeks ask of a vehicle's driver after today."""
    return outlook(
        rules=world.hours,
        driver=world.drivers[vehicle.driver if judged is None else judged.trip.driver],
        weekday=world.day.weekday(),
        activities=judged.activities if judged else (),
        plug_s=world.sites.charging.plug_s,
    )


def _spent(world: World, driver: Driver, judged: TripEvaluation | None) -> tuple[int, int]:
    """(long driving days, reduced rests) that this week has used before today."""
    weekday = world.day.weekday()
    past = past_of(driver, weekday=weekday, rules=world.hours)
    if past.last is None:
        return 0, 0
    today_s = weekday * DAY_S + (judged.start_s if judged else driver.from_s)
    spent = spend(past.last._replace(rest_s=today_s - past.last.end_s), world.hours, past.spent)
    same_week = spent.week == today_s // (7 * DAY_S)
    return spent.long if same_week else 0, spent.reduced


def _status(judged: TripEvaluation | None) -> str:
    found = {f.severity.value for f in judged.findings if f.rule in DAY_RULES} if judged else set()
    return "bad" if "hard" in found else "warn" if found else ""


def longest_s(world: World, activities: Sequence[Activity]) -> tuple[int, int]:
    """(driving, work) in seconds: the longest of each without a break that ends it."""
    tacho = Tacho(world.hours, Ahead(0, 0), eu=True)
    drive_s = work_s = 0
    for activity in activities:
        tacho.replay((activity,), world.sites.charging.plug_s)
        if activity.doing not in (Doing.BREAK, Doing.CHARGE):
            drive_s = max(drive_s, tacho.drive_since_s)
            work_s = max(work_s, tacho.work_since_s)
    return drive_s, work_s
