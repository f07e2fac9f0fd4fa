"""Days of duty: the time between two daily rests (Regulation (EC) 561/2006 art. 4(k), 6, 8, 12).

A day begins where a rest ends and not at midnight. It belongs to the calendar week in which it
begins. A rest of at least 9 hours ends it. Was that rest too late (less than 9 hours of it within
24 hours of the beginning) and did the driver stop for 7 hours before, then the day ended there,
with a rest that was too short (Commission Implementing Decision C(2011) 3759).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from game.domain.law import HoursRules
from game.rules.hours.breach import Breach, hard, soft
from game.rules.hours.spans import WEEK_S, Block, Kind, week_of


class Day(NamedTuple):
    """One duty and the rest after it; made by `day_of`."""

    blocks: tuple[Block, ...]
    rest_s: int | None
    """None: nothing is known after it; the rest is taken to be long enough."""
    start_s: int
    end_s: int
    drive_s: int
    """Daily driving time."""
    work_s: int
    """Driving and other work."""
    breaks_s: tuple[int, ...]
    """Lengths of the time off within the duty."""
    unforeseen: bool
    """Art. 12 is invoked."""

    @property
    def duty_s(self) -> int:
        """From begin to end."""
        return self.end_s - self.start_s


def day_of(blocks: Sequence[Block], rest_s: int | None) -> Day:
    """A duty with its sums; blocks that begin and end with something else than rest."""
    drive_s = other_s = 0
    unforeseen = False
    breaks_s = []
    for kind, start_s, end_s, invoked in blocks:
        if kind is Kind.REST:
            breaks_s.append(end_s - start_s)
            continue
        unforeseen = unforeseen or invoked
        if kind is Kind.DRIVE:
            drive_s += end_s - start_s
        elif kind is Kind.WORK:
            other_s += end_s - start_s
    return Day(
        tuple(blocks),
        rest_s,
        blocks[0].start_s,
        blocks[-1].end_s,
        drive_s,
        drive_s + other_s,
        tuple(breaks_s),
        unforeseen,
    )


def divide(blocks: Sequence[Block], rules: HoursRules) -> list[Day]:
    """Tidy blocks as days of duty; a rest between two days is in neither."""
    days: list[Day] = []
    first, at = 0, 0
    while first < len(blocks):
        at = next((i for i in range(at, len(blocks)) if _ends_day(blocks[i], rules)), len(blocks))
        rest_s = blocks[at].seconds if at < len(blocks) else None
        end_s = blocks[at - 1].end_s
        if end_s - blocks[first].start_s > rules.duty_day_long_s:
            cut = next((i for i in range(first, at) if _cuts_day(blocks[i], rules)), at)
            if cut < at:
                at, rest_s = cut, blocks[cut].seconds
        days.append(day_of(blocks[first:at], rest_s))
        first = at = at + 1
    return days


def _ends_day(block: Block, rules: HoursRules) -> bool:
    return block.kind is Kind.REST and block.seconds >= rules.rest_reduced_s


def _cuts_day(block: Block, rules: HoursRules) -> bool:
    return block.kind is Kind.REST and block.seconds >= rules.rest_cut_s


class Spent(NamedTuple):
    """Room that was used up before a day."""

    reduced: int = 0
    """Reduced daily rests since the last weekly rest."""
    long: int = 0
    """Days of more than 9 hours of driving in `week`."""
    week: int = -1


def judge_days(days: Sequence[Day], rules: HoursRules, spent: Spent) -> Iterator[Breach]:
    """Daily driving time and daily rest of every day, in order."""
    for day in days:
        yield from judge_day(day, rules, spent)
        spent = spend(day, rules, spent)


def spend(day: Day, rules: HoursRules, spent: Spent) -> Spent:
    """What is used up after a day and its rest."""
    week = week_of(day.start_s)
    long = (spent.long if week == spent.week else 0) + (day.drive_s > rules.drive_day_s)
    reduced = spent.reduced + (day_rest(day, rules, spent.reduced).reduced)
    if day.rest_s is not None and day.rest_s >= rules.weekly_rest_reduced_s:
        reduced = 0
    return Spent(reduced, long, week)


def judge_day(day: Day, rules: HoursRules, spent: Spent) -> Iterator[Breach]:
    """One day, given what was used up before it."""
    long_before = spent.long if week_of(day.start_s) == spent.week else 0
    yield from _driving(day, rules, rules.long_days_per_week - long_before)
    yield from _rest(day, rules, spent.reduced)


def _driving(day: Day, rules: HoursRules, long_left: int) -> Iterator[Breach]:
    drive_s = day.drive_s
    limit_s = rules.drive_day_long_s if long_left > 0 else rules.drive_day_s
    if drive_s > limit_s:
        yield excess(
            rule="drive_day", day=day, rules=rules, limit_s=limit_s, used_s=drive_s, at=driven_at(day)
        )
    elif drive_s > rules.drive_day_s:
        yield soft(
            rule="drive_day_long",
            at_s=driven_at(day)(rules.drive_day_s),
            limit_s=rules.drive_day_s,
            used_s=drive_s,
            left=long_left - 1,
        )


class DayRest(NamedTuple):
    """Which daily rest a day asks for."""

    need_s: int
    reduced: bool
    """It is a reduced daily rest, one of three."""


def day_rest(day: Day, rules: HoursRules, reduced_before: int) -> DayRest:
    """Regular, split (3 + 9 h) or reduced; a rest counts only as far as it lies within the 24 hours."""
    left_s = rules.day_s - day.duty_s
    rest_s = left_s if day.rest_s is None else min(day.rest_s, left_s)
    if rest_s >= rules.rest_s:
        return DayRest(rules.rest_s, False)
    if any(part >= rules.rest_split_first_s for part in day.breaks_s):
        return DayRest(rules.rest_reduced_s, False)
    if reduced_before < rules.reduced_rests:
        return DayRest(rules.rest_reduced_s, True)
    return DayRest(rules.rest_s, False)


def _rest(day: Day, rules: HoursRules, reduced_before: int) -> Iterator[Breach]:
    need_s, reduced = day_rest(day, rules, reduced_before)
    limit_s = rules.day_s - need_s
    late = day.duty_s > limit_s
    short = day.rest_s is not None and day.rest_s < need_s
    if late:
        yield excess(
            rule="duty_day",
            day=day,
            rules=rules,
            limit_s=limit_s,
            used_s=day.duty_s,
            at=lambda s: day.start_s + s,
        )
    if short and day.rest_s is not None:
        yield hard(rule="rest_before", at_s=day.end_s + day.rest_s, limit_s=need_s, used_s=day.rest_s)
    if reduced and not late and not short:
        yield _reduced(day, rules, rules.reduced_rests - reduced_before - 1)


def _reduced(day: Day, rules: HoursRules, left: int) -> Breach:
    """Reduced because the duty was long, or because the next one begins early."""
    if day.duty_s > rules.duty_day_s or day.rest_s is None:
        limit_s = rules.duty_day_s
        at_s = day.start_s + limit_s
        return soft(rule="rest_reduced", at_s=at_s, limit_s=limit_s, used_s=day.duty_s, left=left)
    at_s = day.end_s + day.rest_s
    return soft(rule="rest_before_reduced", at_s=at_s, limit_s=rules.rest_s, used_s=day.rest_s, left=left)


def excess(
    *, rule: str, day: Day, rules: HoursRules, limit_s: int, used_s: int, at: Callable[[int], int]
) -> Breach:
    """Too much, softened by art. 12 as far as that reaches; `at` tells when a limit was passed."""
    room_s = allowance_s(day, rules)
    if used_s > limit_s + room_s:
        return hard(rule=rule, at_s=at(limit_s + room_s), limit_s=limit_s + room_s, used_s=used_s)
    return soft(rule=rule, at_s=at(limit_s), limit_s=limit_s, used_s=used_s, due_s=due_s(day.start_s, rules))


def allowance_s(day: Day, rules: HoursRules) -> int:
    """Art. 12: an hour to reach base or home for a weekly rest, two for a regular weekly rest.

    The two hours ask for a break of 30 minutes before the last stretch. Without a known rest
    after the day, the driver is believed to take the weekly rest.
    """
    rest_s = rules.weekly_rest_s if day.rest_s is None else day.rest_s
    if not day.unforeseen or rest_s < rules.weekly_rest_reduced_s:
        return 0
    breaks = [part for part in day.breaks_s if part >= rules.break_first_s]
    rested = bool(breaks) and breaks[-1] >= rules.unforeseen_break_s
    return rules.unforeseen_long_s if rested and rest_s >= rules.weekly_rest_s else rules.unforeseen_s


def due_s(at_s: int, rules: HoursRules) -> int:
    """End of the third week after the one in which a moment lies."""
    return (week_of(at_s) + 1 + rules.compensation_weeks) * WEEK_S


def driven_at(day: Day) -> Callable[[int], int]:
    """When this much had been driven."""
    return lambda limit_s: passed_at(day.blocks, limit_s, lambda b: b.kind is Kind.DRIVE)


def passed_at(blocks: Sequence[Block], limit_s: int, counts: Callable[[Block], bool]) -> int:
    """The moment at which the blocks that count had lasted `limit_s` together."""
    left_s = limit_s
    for block in blocks:
        if counts(block):
            if block.seconds > left_s:
                return block.start_s + left_s
            left_s -= block.seconds
    return blocks[-1].end_s
