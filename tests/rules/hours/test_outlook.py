"""What the weeks ask after today is what `check` will hold against the driver, no more and no less."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import example, given, settings
from hypothesis import strategies as st

from game.domain.evaluation import Activity, Doing
from game.domain.world import Driver
from game.rules.hours import (
    DAY_S,
    EU561,
    WEEK_S,
    HoursRules,
    Kind,
    Outlook,
    Owed,
    PastDay,
    Span,
    check,
    day_breaches,
    day_spans,
    opening_of,
    outlook,
    past_spans,
)

RULES = HoursRules()
HOUR = 3600
WED = 2


def worked(ago: int, start: int = 6, end: int = 16, work: int = 9) -> PastDay:
    """A past day in hours, of which 6 driven."""
    return PastDay(ago=ago, start_s=start * HOUR, end_s=end * HOUR, drive_s=6 * HOUR, work_s=work * HOUR)


def jan(*history: PastDay, week: int = 0, fortnight: int = 0) -> Driver:
    """A driver with a past; driving that no day tells in hours."""
    return Driver(
        id="jan", name="Jan", from_s=0, to_s=40 * HOUR, history=history, drive_week_s=week * HOUR,
        drive_fortnight_s=fortnight * HOUR,
    )  # fmt: skip


def duty(start_s: int = 6 * HOUR, end_s: int = 14 * HOUR) -> tuple[Activity, ...]:
    """Known waiting, so that no rule of the day speaks."""
    return (Activity(doing=Doing.WAIT, start_s=start_s, end_s=end_s),)


def ahead(driver: Driver, activities: tuple[Activity, ...] = (), weekday: int = WED) -> Outlook:
    """By the law's own limits."""
    return outlook(rules=RULES, driver=driver, weekday=weekday, activities=activities)


LAST_WEEK = tuple(worked(ago) for ago in (5, 6, 7, 8, 9))
"""Seen from Wednesday: Monday to Friday of last week."""
THIS_WEEK = (worked(1), worked(2))


def test_an_untold_past_asks_nothing() -> None:
    """What nobody told is not guessed."""
    assert ahead(jan()) == Outlook()
    alone = ahead(jan(), duty())
    assert (alone.rest_by_s, alone.owed, alone.mean_weeks) == (None, (), 0)


def test_after_a_regular_weekly_rest() -> None:
    """The weekend ended on Monday 06:00: the next begins by Sunday 06:00, and may be reduced."""
    found = ahead(jan(*LAST_WEEK, *THIS_WEEK), duty())
    assert (found.rest_by_s, found.rest_s, found.owed) == (6 * DAY_S + 6 * HOUR, 24 * HOUR, ())


def test_the_moment_is_the_one_that_the_day_is_judged_by() -> None:
    """Duty until that very second is lawful, a second more is a weekly rest that is due."""
    driver = jan(worked(9), *(worked(ago, 6, 10, 4) for ago in range(1, 7)))
    by_s = ahead(driver, duty()).rest_by_s
    assert by_s == WED * DAY_S + 6 * HOUR
    for end_s, rules in ((by_s, []), (by_s + 1, ["weekly_rest_due"])):
        late = duty(end_s - WED * DAY_S - HOUR, end_s - WED * DAY_S)
        found = day_breaches(rules=RULES, regime=EU561, driver=driver, activities=late, weekday=WED)
        assert [b.rule for b in found] == rules


def test_after_a_reduced_weekly_rest() -> None:
    """30 hours off from Saturday 16:00: 15 are owed by the end of the third week, and 45 must follow."""
    found = ahead(jan(*LAST_WEEK, worked(4), worked(3, 22, 31), worked(1)), duty())
    assert found.owed == (Owed(amount_s=15 * HOUR, before_s=3 * WEEK_S),)
    assert (found.rest_s, found.rest_by_s) == (45 * HOUR, 5 * DAY_S + 22 * HOUR)


def test_today_counts() -> None:
    """A day that begins early is what makes the weekend before it a reduced one."""
    friday = jan(*(worked(ago) for ago in (4, 5, 6)))
    for start_s, owed_s in ((12 * HOUR, 0), (11 * HOUR, HOUR)):
        found = ahead(jan(*friday.history, worked(2, 6, 15)), duty(start_s, start_s + HOUR), weekday=0)
        assert sum(o.amount_s for o in found.owed) == owed_s


def test_the_mean_of_whole_weeks() -> None:
    """45 h of last week; this week does not count before it is over. Untold driving counts as work."""
    found = ahead(jan(*LAST_WEEK, *THIS_WEEK), duty())
    assert (found.mean_s, found.mean_weeks) == (45 * HOUR, 1)
    found = ahead(jan(*THIS_WEEK, week=5, fortnight=35), duty())
    assert (found.mean_s, found.mean_weeks) == (30 * HOUR, 1)


def test_a_day_off_in_this_week_owes_nothing() -> None:
    """37 hours free on a Tuesday are not taken for the weekly rest of a week that is not over."""
    found = ahead(jan(*(worked(ago) for ago in (6, 7, 8, 9)), worked(3), worked(1)), duty(), weekday=3)
    assert (found.owed, found.rest_s, found.rest_by_s) == ((), 24 * HOUR, 6 * DAY_S + 6 * HOUR)


@st.composite
def pasts(draw: st.DrawFn) -> tuple[PastDay, ...]:
    """Up to five weeks, with days off of every length."""
    agos = draw(st.lists(st.integers(1, 34), unique=True, max_size=30))
    return tuple(
        worked(ago, start, start + draw(st.sampled_from((9, 13))))
        for ago in agos
        for start in (draw(st.sampled_from((2, 6, 10))),)
    )


def weeks_ahead(end_s: int) -> Iterator[Span]:
    """Five weeks with the least that the law asks: nine hours a night, 45 from Saturday noon. Nothing that
    could make up for anything, and no week that needs the weekend before it."""
    start_s = end_s + 9 * HOUR
    while start_s < 5 * WEEK_S:
        noon_s = start_s // WEEK_S * WEEK_S + 5 * DAY_S + 12 * HOUR
        stop_s = noon_s if start_s + DAY_S > noon_s else start_s + 15 * HOUR
        yield Span(Kind.AVAILABLE, start_s, stop_s)
        start_s = stop_s + (45 if stop_s == noon_s else 9) * HOUR


@settings(max_examples=150, deadline=None)
@given(pasts(), st.integers(0, 4))
@example((worked(4, 2, 11), worked(6, 2, 11), worked(2, 2, 11)), 0)
@example((*(worked(ago, 2, 11) for ago in (*range(2, 12), *range(14, 22))), worked(13, 2, 15)), 2)
def test_what_is_owed_is_what_becomes_a_breach(history: tuple[PastDay, ...], weekday: int) -> None:
    """Who from now on rests no more than he must breaks the law by exactly what earlier weeks owe."""
    driver = jan(*history)
    owed = {(o.amount_s, o.before_s) for o in ahead(driver, duty(), weekday).owed}
    today = day_spans(duty(), weekday=weekday)
    past = past_spans(history, weekday=weekday, until_s=today[0].start_s)
    spans = [*past, *today, *weeks_ahead(today[-1].end_s)]
    found = check(spans, RULES, EU561, opening=opening_of(driver))
    broken = {(b.amount_s, b.at_s) for b in found if b.rule == "rest_compensation" and b.at_s <= 3 * WEEK_S}
    assert broken == owed
