"""Judge a driver's time: spans in, breaches out, over any number of days and weeks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from game.domain.law import HoursRules
from game.rules.hours import breaks, weeks
from game.rules.hours.breach import Breach, in_order
from game.rules.hours.days import Day, Spent, divide, judge_days
from game.rules.hours.regime import Regime
from game.rules.hours.spans import Block, Span, tidy, week_of
from game.rules.hours.weeks import Opening

FRESH = Opening()


def check(
    spans: Iterable[Span], rules: HoursRules, regime: Regime, *, opening: Opening = FRESH
) -> tuple[Breach, ...]:
    """Every breach, by moment. Raises ValueError for spans that overlap or end before they begin.

    >>> from game.rules.hours import EU561, HoursRules, check, read
    >>> [(b.rule, b.amount_s) for b in check(read("d270 b44 d1"), HoursRules(), EU561)]
    [('drive_break', 60)]
    """
    blocks = tidy(spans)
    if not blocks or not (regime.eu or regime.atbv):
        return ()
    days = divide(blocks, rules)
    found: list[Breach] = []
    if regime.eu:
        found.extend(_eu(blocks, days, rules, opening))
    if regime.atbv:
        found.extend(_atbv(blocks, days, rules, opening))
    return in_order(found)


def _eu(blocks: Sequence[Block], days: Sequence[Day], rules: HoursRules, opening: Opening) -> list[Breach]:
    """Regulation (EC) 561/2006."""
    spent = Spent(opening.reduced_rests, opening.long_days, week_of(days[0].start_s))
    rests = weeks.weekly_rests(days, rules)
    found = [
        *breaks.driving_breaks(blocks, rules),
        *judge_days(days, rules, spent),
        *weeks.driving(days, rules, opening),
        *weeks.rest_due(days, rules, opening),
        *weeks.two_weeks(days, rests, rules),
        *weeks.reduced(rests, rules),
    ]
    return [*found, *weeks.compensation(days, rests, weeks.debts(days, found), rules)]


def _atbv(
    blocks: Sequence[Block], days: Sequence[Day], rules: HoursRules, opening: Opening
) -> Iterator[Breach]:
    """Arbeidstijdenbesluit vervoer."""
    yield from breaks.working_breaks(blocks, rules)
    for day in days:
        yield from breaks.break_in_all(day, rules)
        yield from breaks.by_night(day, rules)
    yield from weeks.work_weeks(days, rules, opening)
