"""What the days before today leave a driver: when the rest is over, and how long may be driven."""

from __future__ import annotations

from game.domain.world import Driver, World
from game.rules.hours.past import past_of


def rested_s(world: World, driver: Driver) -> int:
    """Clock time at which the daily rest since the last day of work is over; 0 without such a day."""
    law, today = world.hours, world.day.weekday()
    last = past_of(driver, weekday=today, rules=law).last
    return max(0, last.end_s - today * law.day_s + law.rest_s) if last else 0


def drive_left_s(world: World, driver: Driver) -> int:
    """Seconds of driving that the day, the week and the fortnight still leave."""
    law = world.hours
    past = past_of(driver, weekday=world.day.weekday(), rules=law)
    week_s = law.drive_week_s - past.week_drive_s
    return max(0, min(law.drive_day_s, week_s, law.drive_fortnight_s - past.fortnight_drive_s))
