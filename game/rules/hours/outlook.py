"""What the weeks ask after today: the next weekly rest, rest still owed, the mean of the working week.

Statements and no findings: no plan of one day breaks these rules, weeks do. `check` judges them over all
weeks that it is given; a planner reads here what the told past and today leave to be done. A day off in the
week that still runs is no reduced weekly rest here, so that it owes nothing: the real one may still come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.domain.evaluation import Activity
from game.domain.law import HoursRules
from game.domain.world import Driver
from game.rules.hours import weeks
from game.rules.hours.activities import day_spans
from game.rules.hours.days import Day, divide
from game.rules.hours.past import opening_of, past_spans
from game.rules.hours.spans import Span, tidy, week_of
from game.rules.hours.weeks import Debt, Opening, Rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """Rest to be made up for, in one piece, with a rest of at least nine hours."""

    amount_s: int
    before_s: int
    """Monday 00:00 of this week is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is known; the default: the past tells nothing."""

    rest_by_s: int | None = None
    """When the next weekly rest begins at the latest; None: the told past holds no weekly rest."""
    rest_s: int = 0
    """How long it must be: regular after a reduced one in the week before, else at least reduced."""
    owed: tuple[Owed, ...] = ()
    mean_s: int = 0
    """Mean work of the `mean_weeks` whole weeks that are told."""
    mean_weeks: int = 0


def outlook(
    *, rules: HoursRules, driver: Driver, weekday: int, activities: Sequence[Activity] = (), plug_s: int = 0
) -> Outlook:
    """Read the driver's past with today's duty. `weekday`: 0 is Monday."""
    today = [s for s in day_spans(activities, weekday=weekday, plug_s=plug_s) if s.end_s > s.start_s]
    return _of(rules, _whole(driver, weekday, today), opening_of(driver))


def _whole(driver: Driver, weekday: int, today: Sequence[Span]) -> tuple[Span, ...]:
    begin_s = today[0].start_s if today else None
    return (*past_spans(driver.history, weekday=weekday, until_s=begin_s), *today)


def _of(rules: HoursRules, spans: Sequence[Span], opening: Opening) -> Outlook:
    days = divide(tidy(spans), rules)
    if not days:
        return Outlook()
    rests, week = weeks.weekly_rests(days, rules), week_of(days[-1].start_s)
    over = [r for r in rests if not r.weeks or min(r.weeks) < week or r.seconds >= rules.weekly_rest_s]
    debts = weeks.debts(days, list(weeks.reduced(over, rules)))
    # the day off may therefore make up for something too
    unspent = [r if r in over else Rest(start_s=r.start_s, end_s=r.end_s) for r in rests]
    mean_s, mean_weeks = _mean(days, opening)
    return Outlook(
        rest_by_s=_rest_by_s(over[1:], rules),
        rest_s=_rest_s(rests, rules, week),
        owed=tuple(_owed(debt) for debt in weeks.unpaid(unspent, debts, rules)),
        mean_s=mean_s,
        mean_weeks=mean_weeks,
    )


def _owed(debt: Debt) -> Owed:
    return Owed(amount_s=debt.amount_s, before_s=debt.due_s)


def _rest_by_s(rests: Sequence[Rest], rules: HoursRules) -> int | None:
    """Six periods of 24 hours after the last weekly rest (art. 8(6))."""
    ends = [r.end_s for r in rests if r.weeks and r.seconds >= rules.weekly_rest_reduced_s]
    return ends[-1] + rules.weekly_rest_within_s if ends else None


def _rest_s(rests: Sequence[Rest], rules: HoursRules, week: int) -> int:
    """Two weeks on end hold at least one regular weekly rest."""
    before = min((r.seconds for r in rests if week - 1 in r.weeks), default=rules.weekly_rest_s)
    now = any(week in r.weeks and r.seconds >= rules.weekly_rest_s for r in rests)
    return rules.weekly_rest_s if before < rules.weekly_rest_s and not now else rules.weekly_rest_reduced_s


def _mean(days: Sequence[Day], opening: Opening) -> tuple[int, int]:
    """(mean, weeks) of work, of the weeks before this one that are told; rounded up."""
    totals = weeks.by_week(days, lambda block: block.works, opening)
    told = [week for week, seconds in totals.items() if week < 0 and seconds]
    if not told:
        return 0, 0
    number = -min(told)
    return -(-sum(totals[week] for week in told) // number), number
