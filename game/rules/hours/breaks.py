"""Breaks within the duty, and work by night.

Driving: Regulation (EC) 561/2006 art. 7. Work: Arbeidstijdenbesluit vervoer art. 2.5:6 lid 3 and
2.5:4a. Availability is neither driving nor work, and no break either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.domain.law import HoursRules
from game.rules.hours.breach import Breach, hard
from game.rules.hours.days import Day, passed_at
from game.rules.hours.spans import DAY_S, Block, Kind


def driving_breaks(blocks: Sequence[Block], rules: HoursRules) -> Iterator[Breach]:
    """After 4.5 h of driving a break of 45 minutes, or of 15 and then 30."""
    since_s, at_s, first_part = 0, 0, False
    for block in blocks:
        if block.kind is Kind.DRIVE:
            if since_s <= rules.drive_before_break_s:
                at_s = block.start_s + rules.drive_before_break_s - since_s
            since_s += block.seconds
        elif block.kind is Kind.REST:
            if block.seconds >= (rules.break_second_s if first_part else rules.break_s):
                yield from _over("drive_break", at_s, rules.drive_before_break_s, since_s)
                since_s, first_part = 0, False
            elif block.seconds >= rules.break_first_s:
                first_part = True
    yield from _over("drive_break", at_s, rules.drive_before_break_s, since_s)


def working_breaks(blocks: Sequence[Block], rules: HoursRules) -> Iterator[Breach]:
    """At most 6 h of work without a break of at least 15 minutes."""
    since_s, at_s = 0, 0
    for block in blocks:
        if block.works:
            if since_s <= rules.work_before_break_s:
                at_s = block.start_s + rules.work_before_break_s - since_s
            since_s += block.seconds
        elif block.kind is Kind.REST and block.seconds >= rules.break_first_s:
            yield from _over("work_six_hours", at_s, rules.work_before_break_s, since_s)
            since_s = 0
    yield from _over("work_six_hours", at_s, rules.work_before_break_s, since_s)


def _over(rule: str, at_s: int, limit_s: int, used_s: int) -> Iterator[Breach]:
    if used_s > limit_s:
        yield hard(rule=rule, at_s=at_s, limit_s=limit_s, used_s=used_s)


def break_in_all(day: Day, rules: HoursRules) -> Iterator[Breach]:
    """30 minutes of break at more than 6 h of work, 45 at more than 9; parts from 15 minutes count."""
    need_s = break_need_s(day.work_s, rules)
    have_s = sum(part for part in day.breaks_s if part >= rules.break_first_s)
    if have_s < need_s:
        yield hard(rule="work_break", at_s=day.end_s, limit_s=need_s, used_s=have_s)


def break_need_s(work_s: int, rules: HoursRules) -> int:
    """Break that so much work in a duty asks for."""
    if work_s > rules.work_long_s:
        return rules.work_break_long_s
    return rules.work_break_short_s if work_s > rules.work_before_break_s else 0


def by_night(day: Day, rules: HoursRules) -> Iterator[Breach]:
    """Work that touches the night: at most 10 h in the duty, 12 h where the CAO allows it."""
    limit_s = rules.night_work_cao_s if rules.cao else rules.night_work_s
    work_s = day.work_s
    if work_s > limit_s and any(b.works and touches_night(b.start_s, b.end_s, rules) for b in day.blocks):
        at_s = passed_at(day.blocks, limit_s, lambda b: b.works)
        yield hard(rule="night_work", at_s=at_s, limit_s=limit_s, used_s=work_s)


def touches_night(start_s: int, end_s: int, rules: HoursRules) -> bool:
    """Whether a period has a moment between 01:00 and 05:00 of any day; 05:00 itself is not night."""
    midnight_s = start_s - start_s % DAY_S
    if start_s < midnight_s + rules.night_to_s:
        return end_s > midnight_s + rules.night_from_s
    return end_s > midnight_s + DAY_S + rules.night_from_s
