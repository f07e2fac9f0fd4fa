"""What a driver did before today, as spans and as the few figures that today is judged with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.domain.law import HoursRules, PastDay
from game.domain.world import Driver
from game.rules.hours.days import Day, Spent, divide, spend
from game.rules.hours.spans import DAY_S, Kind, Span, tidy
from game.rules.hours.weeks import Opening, by_week


def past_spans(history: Sequence[PastDay], *, weekday: int, until_s: int | None = None) -> tuple[Span, ...]:
    """Earlier days on the axis of today's week, in which today begins at `weekday` days.

    A past day tells how much was driven and worked, not when: driving is put first, then other
    work, and the rest of the duty was available. Days that overlap are cut, and so is what goes
    on after `until_s`.
    """
    spans: list[Span] = []
    at_s: int | None = None
    for day in sorted(history, key=lambda d: (d.start_s - d.ago * DAY_S, d.end_s)):
        midnight_s = (weekday - day.ago) * DAY_S
        start_s, end_s = midnight_s + day.start_s, midnight_s + day.end_s
        start_s = start_s if at_s is None else max(start_s, at_s)
        end_s = end_s if until_s is None else min(end_s, until_s)
        if end_s > start_s:
            drive_s = min(start_s + day.drive_s, end_s)
            work_s = min(max(drive_s, start_s + day.work_s), end_s)
            spans.append(Span(Kind.DRIVE, start_s, drive_s))
            spans.append(Span(Kind.WORK, drive_s, work_s))
            spans.append(Span(Kind.AVAILABLE, work_s, end_s))
            at_s = end_s
    return tuple(spans)


def opening_of(driver: Driver) -> Opening:
    """Driving of this week (0) and the last (-1) that no past day tells."""
    before_s = max(0, driver.drive_fortnight_s - driver.drive_week_s)
    return Opening(drive_s={-1: before_s, 0: driver.drive_week_s})


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What today is judged with."""

    last: Day | None
    """The last duty; its rest depends on when today begins."""
    spent: Spent
    """Room used up before the last duty."""
    week_drive_s: int
    fortnight_drive_s: int
    week_work_s: int
    rested_s: int | None
    """End of the last weekly rest before the last duty; None: there was no duty."""


def past_of(driver: Driver, *, weekday: int, rules: HoursRules) -> Past:
    """The same for one driver, remembered as long as driver and rules are the same objects."""
    key = (id(driver), id(rules), weekday)
    known = _KNOWN.get(key)
    if known is not None and known[0] is driver and known[1] is rules:
        return known[2]
    past = _sum_up(driver, weekday, rules)
    if len(_KNOWN) >= _KEEP:
        _KNOWN.clear()
    _KNOWN[key] = (driver, rules, past)
    return past


_KEEP = 2048
_KNOWN: dict[tuple[int, int, int], tuple[Driver, HoursRules, Past]] = {}


def _sum_up(driver: Driver, weekday: int, rules: HoursRules) -> Past:
    opening = opening_of(driver)
    blocks = tidy(past_spans(driver.history, weekday=weekday))
    days = divide(blocks, rules)
    spent, rested_s = Spent(), days[0].start_s if days else None
    for day in days[:-1]:
        spent = spend(day, rules, spent)
        if day.rest_s is not None and day.rest_s >= rules.weekly_rest_reduced_s:
            rested_s = day.end_s + day.rest_s
    drives = by_week(days, lambda b: b.kind is Kind.DRIVE, opening)
    works = by_week(days, lambda b: b.works, opening)
    return Past(
        last=days[-1] if days else None,
        spent=spent,
        week_drive_s=drives[0],
        fortnight_drive_s=drives[0] + drives[-1],
        week_work_s=works[0],
        rested_s=rested_s,
    )
