"""Today's duty, judged with what the driver did before: the way the game asks.

Three ways to one answer, so that a planner's lawful day costs next to nothing: two loops say
whether the day is spotless; if it is not, the rules look at it with the figures of the past
(`_within_day`); after an odd night or past, `check` judges everything with and without today.
Weekly rests in two weeks, compensation and the mean of the working week are no finding of a day:
`check` judges them over weeks, and `outlook` says what they ask of the days after today.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.domain.evaluation import Activity, Doing, Finding
from game.domain.law import HoursRules
from game.domain.world import Driver
from game.rules.hours import breaks
from game.rules.hours.activities import day_spans, finding_of
from game.rules.hours.breach import Breach, hard, in_order
from game.rules.hours.check import check
from game.rules.hours.days import Day, day_of, judge_day, passed_at, spend
from game.rules.hours.past import Past, opening_of, past_of, past_spans
from game.rules.hours.regime import Regime
from game.rules.hours.spans import DAY_S, WEEK_S, Kind, Span, tidy

DAY_RULES = frozenset({
    "drive_break", "drive_day", "drive_day_long", "drive_week", "drive_fortnight", "duty_day",
    "rest_before", "rest_before_reduced", "rest_reduced", "weekly_rest_due", "work_six_hours",
    "work_break", "work_week", "night_work",
})  # fmt: skip
"""The rules that a day is judged by."""

_BEFORE = frozenset({"rest_before", "rest_before_reduced"})

_Stretch = tuple[int, int, int, Doing]
"""A stretch of duty: when it begins, its seconds, the seconds off before it (0 for the first), doing what."""

_DRIVE, _BREAK, _WAIT, _CHARGE = Doing.DRIVE, Doing.BREAK, Doing.WAIT, Doing.CHARGE


def day_findings(
    *,
    rules: HoursRules,
    regime: Regime,
    driver: Driver,
    vehicle: str,
    activities: Sequence[Activity],
    weekday: int,
    plug_s: int = 0,
    wait_is_break: bool = False,
    unforeseen: bool = False,
) -> tuple[Finding, ...]:
    """What today adds to the breaches of the law. `weekday`: 0 is Monday.

    Clock times of `activities` count from today's midnight; they follow each other. Of charging the
    first `plug_s` are work and the rest is break. Waiting is availability, unless the planner may
    say that the driver was free (`wait_is_break`). `unforeseen` invokes art. 12.
    """
    found = day_breaches(
        rules=rules,
        regime=regime,
        driver=driver,
        activities=activities,
        weekday=weekday,
        plug_s=plug_s,
        wait_is_break=wait_is_break,
        unforeseen=unforeseen,
    )
    return tuple(finding_of(breach, driver=driver, vehicle=vehicle) for breach in found)


def day_breaches(
    *,
    rules: HoursRules,
    regime: Regime,
    driver: Driver,
    activities: Sequence[Activity],
    weekday: int,
    plug_s: int = 0,
    wait_is_break: bool = False,
    unforeseen: bool = False,
) -> tuple[Breach, ...]:
    """The same as breaches, on the axis of this week."""
    if not (regime.eu or regime.atbv):
        return ()
    past = past_of(driver, weekday=weekday, rules=rules)
    if not unforeseen and _spotless(rules, past, activities, weekday, plug_s, wait_is_break):
        return ()
    spans = day_spans(
        activities, weekday=weekday, plug_s=plug_s, wait_is_break=wait_is_break, unforeseen=unforeseen
    )
    blocks = tidy(spans)
    if not blocks:
        return ()
    today = day_of(blocks, None)
    if not unforeseen and _plain(rules, past, today):
        found = _within_day(rules, regime, past, today)
    else:
        found = _with_and_without(rules, regime, driver, weekday, spans, today.start_s)
    return in_order(b for b in found if b.rule in DAY_RULES)


def _spotless(
    rules: HoursRules,
    past: Past,
    activities: Sequence[Activity],
    weekday: int,
    plug_s: int,
    wait_is_break: bool,
) -> bool:
    """Whether the strictest reading of every rule of a day and its weeks finds nothing.

    False says nothing: the exact rules decide then.
    """
    duty = _duty(activities, plug_s, wait_is_break)
    if not duty:
        return not activities
    sums = _sums(rules, duty)
    if sums is None:
        return False
    drive_s, work_s, rested_s = sums
    begin_s, end_s = duty[0][0], duty[-1][0] + duty[-1][1]
    midnight_s = weekday * DAY_S
    return (
        _rested_before(rules, past, midnight_s + begin_s, midnight_s + end_s)
        and drive_s <= rules.drive_day_s
        and end_s - begin_s <= rules.duty_day_s
        and rested_s >= breaks.break_need_s(work_s, rules)
        and work_s <= min(rules.night_work_s, rules.night_work_cao_s)
        and past.week_drive_s + drive_s <= rules.drive_week_s
        and past.fortnight_drive_s + drive_s <= rules.drive_fortnight_s
        and past.week_work_s + work_s <= rules.work_week_s
        and midnight_s + end_s <= WEEK_S
    )


def _duty(activities: Sequence[Activity], plug_s: int, wait_is_break: bool) -> list[_Stretch]:
    """What is not off; of charging only the plugging in. Without calls: it runs for every trip tried."""
    found: list[_Stretch] = []
    at_s, off_s = -1, 0
    for activity in activities:
        from_s, to_s, doing = activity.start_s, activity.end_s, activity.doing
        seconds = to_s - from_s
        if seconds <= 0:
            continue
        if at_s >= 0 and from_s > at_s:
            off_s += from_s - at_s
        at_s = to_s
        if doing is _BREAK or (doing is _WAIT and wait_is_break):
            off_s += seconds
            continue
        charging_s = seconds - plug_s if doing is _CHARGE and seconds > plug_s else 0
        if charging_s == seconds:
            off_s += seconds
            continue
        found.append((from_s, seconds - charging_s, off_s if found else 0, doing))
        off_s = charging_s
    return found


def _sums(rules: HoursRules, duty: Sequence[_Stretch]) -> tuple[int, int, int] | None:
    """Seconds of driving, work and breaks; None where a break is due, or so long that it may be a rest."""
    drive_limit_s, six_limit_s = rules.drive_before_break_s, rules.work_before_break_s
    first_s, second_s, whole_s = rules.break_first_s, rules.break_second_s, rules.break_s
    cut_s = rules.rest_cut_s
    since_s = six_s = drive_s = work_s = rested_s = 0
    half = False
    if duty[0][0] < 0:
        return None
    for _, seconds, off_s, doing in duty:
        if off_s >= first_s:
            if off_s >= cut_s:
                return None
            rested_s += off_s
            six_s = 0
            half = off_s < (second_s if half else whole_s)
            since_s = since_s if half else 0
        if doing is _WAIT:
            continue
        work_s += seconds
        six_s += seconds
        if doing is _DRIVE:
            drive_s += seconds
            since_s += seconds
        if six_s > six_limit_s or since_s > drive_limit_s:
            return None
    return drive_s, work_s, rested_s


def _rested_before(rules: HoursRules, past: Past, begin_s: int, end_s: int) -> bool:
    """A whole daily rest before today, and the weekly rest taken or not due yet."""
    if past.last is None or past.rested_s is None:
        return True
    rest_s = begin_s - past.last.end_s
    weekly = rest_s >= rules.weekly_rest_reduced_s
    return rest_s >= rules.rest_s and (weekly or end_s - past.rested_s <= rules.weekly_rest_within_s)


def _plain(rules: HoursRules, past: Past, today: Day) -> bool:
    """Nothing odd: a daily rest before it, none within it, one week, and no weekly limit passed before."""
    return (
        today.start_s >= 0
        and today.end_s <= WEEK_S
        and max(today.breaks_s, default=0) < rules.rest_cut_s
        and past.week_drive_s <= rules.drive_week_s
        and past.fortnight_drive_s <= rules.drive_fortnight_s
        and past.week_work_s <= rules.work_week_s
        and (past.last is None or today.start_s - past.last.end_s >= rules.rest_reduced_s)
    )


def _within_day(rules: HoursRules, regime: Regime, past: Past, today: Day) -> list[Breach]:
    """The rules of a day and of the night before it, and weekly limits that are passed today."""
    found: list[Breach] = []
    if regime.eu:
        spent = past.spent
        if past.last is not None:
            yesterday = past.last._replace(rest_s=today.start_s - past.last.end_s)
            found += [b for b in judge_day(yesterday, rules, spent) if b.rule in _BEFORE]
            spent = spend(yesterday, rules, spent)
        found += judge_day(today, rules, spent)
        found += breaks.driving_breaks(today.blocks, rules)
        found += _week_of_driving(rules, past, today)
        found += _weekly_rest(rules, past, today)
    if regime.atbv:
        found += breaks.working_breaks(today.blocks, rules)
        found += breaks.break_in_all(today, rules)
        found += breaks.by_night(today, rules)
        found += _week_of_work(rules, past, today)
    return found


def _week_of_driving(rules: HoursRules, past: Past, today: Day) -> Iterator[Breach]:
    for rule, before_s, limit_s in (
        ("drive_week", past.week_drive_s, rules.drive_week_s),
        ("drive_fortnight", past.fortnight_drive_s, rules.drive_fortnight_s),
    ):
        if before_s + today.drive_s > limit_s:
            at_s = passed_at(today.blocks, limit_s - before_s, lambda b: b.kind is Kind.DRIVE)
            yield hard(rule=rule, at_s=at_s, limit_s=limit_s, used_s=before_s + today.drive_s)


def _week_of_work(rules: HoursRules, past: Past, today: Day) -> Iterator[Breach]:
    before_s, limit_s = past.week_work_s, rules.work_week_s
    if before_s + today.work_s > limit_s:
        at_s = passed_at(today.blocks, limit_s - before_s, lambda b: b.works)
        yield hard(rule="work_week", at_s=at_s, limit_s=limit_s, used_s=before_s + today.work_s)


def _weekly_rest(rules: HoursRules, past: Past, today: Day) -> Iterator[Breach]:
    begin_s = today.start_s
    if past.last is not None and past.rested_s is not None:
        weekly = today.start_s - past.last.end_s >= rules.weekly_rest_reduced_s
        begin_s = today.start_s if weekly else past.rested_s
    used_s, limit_s = today.end_s - begin_s, rules.weekly_rest_within_s
    if used_s > limit_s:
        yield hard(rule="weekly_rest_due", at_s=begin_s + limit_s, limit_s=limit_s, used_s=used_s)


def _with_and_without(
    rules: HoursRules, regime: Regime, driver: Driver, weekday: int, spans: Sequence[Span], start_s: int
) -> list[Breach]:
    """What `check` finds in the past with today, and not in the past alone."""
    before = past_spans(driver.history, weekday=weekday, until_s=start_s)
    opening = opening_of(driver)
    duty = [span for span in spans if span.start_s >= start_s]
    found = list(check((*before, *duty), rules, regime, opening=opening))
    for breach in check(before, rules, regime, opening=opening):
        if breach in found:
            found.remove(breach)
    return found
