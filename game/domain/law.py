"""Limits of driving and working time, and what a driver did before today (FACTS 3.1, 3.2).

All limits in seconds; sources stand with the figures in `assets/facts/facts.toml` (`hours.*`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursRules:
    """Limits of Regulation (EC) 561/2006, of the Arbeidstijdenbesluit vervoer, and the shift.

    The defaults are the law's own figures, so that tests and notebooks can build a set; a world
    takes them from the dated facts.
    """

    drive_before_break_s: int = 270 * 60
    break_s: int = 45 * 60
    break_first_s: int = 15 * 60
    """First part of a split break (art. 7); the second part is `break_second_s`, in that order."""
    break_second_s: int = 30 * 60
    drive_day_s: int = 540 * 60
    drive_day_long_s: int = 600 * 60
    long_days_per_week: int = 2
    drive_week_s: int = 3360 * 60
    drive_fortnight_s: int = 5400 * 60
    duty_day_s: int = 780 * 60
    """Latest end of duty after its start that still leaves the regular daily rest (24 h - 11 h)."""
    duty_day_long_s: int = 900 * 60
    """The same with the reduced daily rest of 9 h, or the split rest of 3 + 9 h."""
    rest_s: int = 660 * 60
    rest_reduced_s: int = 540 * 60
    reduced_rests: int = 3
    """Reduced daily rests between two weekly rests."""
    rest_split_first_s: int = 180 * 60
    rest_cut_s: int = 420 * 60
    """A rest that is too short still ends the day's driving time when it is this long (C(2011) 3759)."""
    weekly_rest_s: int = 2700 * 60
    weekly_rest_reduced_s: int = 1440 * 60
    weekly_rest_within_s: int = 8640 * 60
    """A weekly rest begins at most six periods of 24 h after the last one (art. 8(6))."""
    compensation_weeks: int = 3
    """Weeks after the week in question by whose end a shortened rest is made up for (art. 8(6), 12)."""
    day_s: int = 1440 * 60
    work_before_break_s: int = 360 * 60
    """Arbeidstijdenbesluit vervoer: work without a break of at least `break_first_s`."""
    work_break_short_s: int = 30 * 60
    """Break in all at more than 6 up to 9 hours of work; above 9 hours `work_break_long_s`."""
    work_break_long_s: int = 45 * 60
    work_long_s: int = 540 * 60
    work_week_s: int = 3600 * 60
    work_week_mean_s: int = 2880 * 60
    """Mean over `work_mean_weeks`, or `work_mean_cao_weeks` where a collective agreement applies."""
    work_mean_weeks: int = 16
    work_mean_cao_weeks: int = 26
    night_from_s: int = 3600
    night_to_s: int = 5 * 3600
    night_work_s: int = 600 * 60
    night_work_cao_s: int = 720 * 60
    cao: bool = True
    """The collective agreement applies, which allows `night_work_cao_s` (FACTS 3.2)."""
    unforeseen_s: int = 3600
    """Art. 12: beyond the limits to reach base or home for a weekly rest."""
    unforeseen_long_s: int = 7200
    """Art. 12: the same before a regular weekly rest, after a break of `unforeseen_break_s`."""
    unforeseen_break_s: int = 1800
    eu_over_kg: int = 3500
    """Regulation 561/2006 binds vehicles whose maximum mass is more than this."""
    van_payload_kg: int = 500
    """The van part of the Arbeidstijdenbesluit vervoer binds vans with more payload than this."""
    electric_exempt_kg: int = 7500
    """National exemption for electric vehicles up to this mass, within `electric_exempt_m` (to check)."""
    electric_exempt_m: int = 100_000
    contract_day_s: int = 540 * 60
    """Duty beyond this is overtime (`overtime_s`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDay:
    """One day that a driver worked before today; `ago` 1 is yesterday. Clock seconds of that day."""

    ago: int
    start_s: int
    end_s: int
    """May lie past midnight: more than 86,400."""
    drive_s: int
    work_s: int
    """Driving and other work, breaks and waiting left out."""
