"""Weeks: driving of a week and a fortnight, weekly rest and compensation, weeks of work.

Nothing is judged before it is certain: a rest at the very end lasts as long as it must, two weeks
are judged when there is duty after them, and compensation when there is duty after its date.
Where the law leaves a choice it is made in the driver's favour: a rest of 24 to 45 hours counts as
the weekly rest of its week only when that week has no regular one, and what a rest has over its own
length compensates. Not judged: the two reduced weekly rests in a row of international transport.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from game.domain.law import HoursRules
from game.rules.hours.breach import Breach, hard, soft
from game.rules.hours.days import Day, due_s, excess
from game.rules.hours.spans import WEEK_S, Block, Kind, week_of, within


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What is known of the time before the first span. The default: fresh from a regular weekly rest."""

    drive_s: Mapping[int, int] = field(default_factory=dict)
    """Driving that no span tells, by number of the calendar week; it counts as work too."""
    reduced_rests: int = 0
    """Reduced daily rests since the last weekly rest."""
    long_days: int = 0
    """Days of more than 9 hours of driving in the week of the first span."""
    weekly_rest_end_s: int | None = None
    """When the last weekly rest ended; None: at the first span."""


def _drives(block: Block) -> bool:
    return block.kind is Kind.DRIVE


def driving(days: Sequence[Day], rules: HoursRules, opening: Opening) -> Iterator[Breach]:
    """56 h of driving in a calendar week, 90 h in two weeks on end."""
    totals = by_week(days, _drives, opening)
    for week, used_s in totals.items():
        if used_s > rules.drive_week_s:
            yield _week_breach(days, rules, week, used_s, opening)
        both_s = totals.get(week - 1, 0) + used_s
        if both_s > rules.drive_fortnight_s:
            told_s = opening.drive_s.get(week - 1, 0) + opening.drive_s.get(week, 0)
            limit_s = rules.drive_fortnight_s
            at_s = _moment(days, _drives, week - 1, week, limit_s - told_s)
            yield hard(rule="drive_fortnight", at_s=at_s, limit_s=limit_s, used_s=both_s)


def _week_breach(days: Sequence[Day], rules: HoursRules, week: int, used_s: int, opening: Opening) -> Breach:
    """Art. 12 reaches here when it is invoked on the duty in which the limit is passed."""

    def at(limit_s: int) -> int:
        return _moment(days, _drives, week, week, limit_s - opening.drive_s.get(week, 0))

    passed_s = at(rules.drive_week_s)
    day = next((d for d in days if d.start_s <= passed_s <= d.end_s), days[0])
    return excess(rule="drive_week", day=day, rules=rules, limit_s=rules.drive_week_s, used_s=used_s, at=at)


def by_week(days: Sequence[Day], counts: Callable[[Block], bool], opening: Opening) -> dict[int, int]:
    """Seconds per calendar week of the blocks that count, in order of weeks."""
    totals = dict(opening.drive_s)
    for day in days:
        for block in day.blocks:
            if counts(block):
                for week in range(week_of(block.start_s), week_of(block.end_s - 1) + 1):
                    part_s = within(block, week * WEEK_S, (week + 1) * WEEK_S)
                    totals[week] = totals.get(week, 0) + part_s
    return dict(sorted(totals.items()))


def _moment(days: Sequence[Day], counts: Callable[[Block], bool], first: int, last: int, left_s: int) -> int:
    """When the blocks that count in these weeks had lasted `left_s` together."""
    from_s, to_s = first * WEEK_S, (last + 1) * WEEK_S
    if left_s < 0:
        return from_s
    for day in days:
        for block in day.blocks:
            part_s = within(block, from_s, to_s) if counts(block) else 0
            if part_s > left_s:
                return max(block.start_s, from_s) + left_s
            left_s -= part_s
    return to_s


def rest_due(days: Sequence[Day], rules: HoursRules, opening: Opening) -> Iterator[Breach]:
    """A weekly rest begins at most six periods of 24 h after the end of the last one."""
    begin_s = days[0].start_s if opening.weekly_rest_end_s is None else opening.weekly_rest_end_s
    limit_s = rules.weekly_rest_within_s
    for day in days:
        if day.rest_s is None or day.rest_s >= rules.weekly_rest_reduced_s:
            used_s = day.end_s - begin_s
            if used_s > limit_s:
                yield hard(rule="weekly_rest_due", at_s=begin_s + limit_s, limit_s=limit_s, used_s=used_s)
            begin_s = day.end_s + (day.rest_s or 0)


@dataclass(slots=True, kw_only=True)
class Rest:
    """A rest between two duties, and the weeks that count it as their weekly rest."""

    start_s: int
    end_s: int
    weeks: list[int] = field(default_factory=list)

    @property
    def seconds(self) -> int:
        """Its length."""
        return self.end_s - self.start_s


def weekly_rests(days: Sequence[Day], rules: HoursRules) -> list[Rest]:
    """All rests between duties, given to calendar weeks.

    A rest that lies in two weeks counts for one of them (art. 8(9)), and for more only when it is
    long enough to hold several. Each week takes its first regular weekly rest, else its longest
    reduced one. The unknown rest before the first duty counts for that week when 45 hours of it
    lie there, or when the week has no other.
    """
    rests = [Rest(start_s=day.end_s, end_s=day.end_s + day.rest_s) for day in days if day.rest_s is not None]
    first_s = days[0].start_s
    first = week_of(first_s)
    before = Rest(start_s=(first - 1) * WEEK_S, end_s=first_s)
    known_s = first_s - first * WEEK_S
    for week in range(first, week_of(days[-1].start_s) + 1):
        taken = _of_week(rests, week, rules, days[-1].end_s)
        if week == first and (known_s >= rules.weekly_rest_s or (taken is None and known_s > 0)):
            taken = before
        if taken is not None:
            taken.weeks.append(week)
    return [before, *rests]


def _of_week(rests: Sequence[Rest], week: int, rules: HoursRules, until_s: int) -> Rest | None:
    """The first regular rest, else the longest reduced one: that leaves least to make up for.

    One that the next week cannot do without is left to that week, once it is over.
    """
    from_s, to_s = week * WEEK_S, (week + 1) * WEEK_S
    open_ = [
        r
        for r in rests
        if r.start_s < to_s
        and r.end_s > from_s
        and r.seconds >= rules.weekly_rest_reduced_s
        and len(r.weeks) < max(1, r.seconds // rules.weekly_rest_s)
    ]
    regular = next((r for r in open_ if r.seconds >= rules.weekly_rest_s), None)
    if regular is not None or not open_:
        return regular
    next_s = to_s + WEEK_S
    later = [r for r in rests if to_s < r.end_s and r.start_s < next_s]
    later = [r for r in later if r.seconds >= rules.weekly_rest_reduced_s]
    kept = later[0] if len(later) == 1 and until_s >= next_s else None
    return max(open_, key=lambda r: (r is not kept, r.seconds, -r.start_s))


def two_weeks(days: Sequence[Day], rests: Sequence[Rest], rules: HoursRules) -> Iterator[Breach]:
    """In two weeks on end two weekly rests, at least one of them regular."""
    length = {week: min(rest.seconds, rules.weekly_rest_s) for rest in rests for week in rest.weeks}
    limit_s = rules.weekly_rest_s + rules.weekly_rest_reduced_s
    for week in range(week_of(days[0].start_s), week_of(days[-1].end_s - 1) - 1):
        short, long = sorted((length.get(week, 0), length.get(week + 1, 0)))
        missing_s = max(0, rules.weekly_rest_s - long) + max(0, rules.weekly_rest_reduced_s - short)
        if missing_s:
            used_s = limit_s - missing_s
            yield hard(rule="weekly_rests", at_s=(week + 2) * WEEK_S, limit_s=limit_s, used_s=used_s)


@dataclass(slots=True, kw_only=True)
class Debt:
    """Rest to be made up for, in one piece, before `due_s`."""

    from_s: int
    amount_s: int
    due_s: int


def reduced(rests: Sequence[Rest], rules: HoursRules) -> Iterator[Breach]:
    """A reduced weekly rest is lawful, and asks compensation."""
    for rest in rests:
        if rest.weeks and rest.seconds < rules.weekly_rest_s:
            yield soft(
                rule="weekly_rest_reduced",
                at_s=rest.end_s,
                limit_s=rules.weekly_rest_s,
                used_s=rest.seconds,
                due_s=due_s(rest.weeks[0] * WEEK_S, rules),
            )


def debts(days: Sequence[Day], found: Sequence[Breach]) -> list[Debt]:
    """What the soft breaches with a date ask for; two on one duty are made up for by one rest."""
    owed: list[Debt] = []
    for breach in found:
        if breach.due_s is not None and breach.rule == "weekly_rest_reduced":
            owed.append(Debt(from_s=breach.at_s, amount_s=breach.amount_s, due_s=breach.due_s))
    for day in days:
        mine = [b for b in found if b.due_s is not None and day.start_s < b.at_s <= day.end_s]
        mine = [b for b in mine if b.rule != "weekly_rest_reduced"]
        if mine:
            amount_s = max(b.amount_s for b in mine)
            owed.append(Debt(from_s=day.end_s, amount_s=amount_s, due_s=mine[0].due_s or 0))
    return sorted(owed, key=lambda d: (d.due_s, d.from_s, d.amount_s))


def compensation(
    days: Sequence[Day], rests: Sequence[Rest], owed: Sequence[Debt], rules: HoursRules
) -> Iterator[Breach]:
    """A debt that was not made up for becomes a breach on its date."""
    for debt in unpaid(rests, owed, rules):
        if days[-1].end_s > debt.due_s:
            yield hard(rule="rest_compensation", at_s=debt.due_s, limit_s=debt.amount_s, used_s=0)


def unpaid(rests: Sequence[Rest], owed: Sequence[Debt], rules: HoursRules) -> Iterator[Debt]:
    """Each debt is made up for in one piece, with a rest of at least nine hours; those that are not."""
    spare = [(rest, rest.seconds - _own_s(rest, rules)) for rest in rests]
    for debt in owed:
        for number, (rest, left_s) in enumerate(spare):
            in_time_s = left_s - max(0, rest.end_s - debt.due_s)
            if rest.start_s >= debt.from_s and in_time_s >= debt.amount_s:
                spare[number] = (rest, left_s - debt.amount_s)
                break
        else:
            yield debt


def _own_s(rest: Rest, rules: HoursRules) -> int:
    """What a rest needs for itself: its weekly rests, or a daily rest."""
    if not rest.weeks:
        return rules.rest_reduced_s
    return min(rest.seconds, len(rest.weeks) * rules.weekly_rest_s)


def work_weeks(days: Sequence[Day], rules: HoursRules, opening: Opening) -> Iterator[Breach]:
    """60 h of work in a calendar week; 48 h in the mean of 16 weeks, or of 26 by CAO."""
    totals = by_week(days, lambda b: b.works, opening)
    for week, used_s in totals.items():
        if used_s > rules.work_week_s:
            left_s = rules.work_week_s - opening.drive_s.get(week, 0)
            at_s = _moment(days, lambda b: b.works, week, week, left_s)
            yield hard(rule="work_week", at_s=at_s, limit_s=rules.work_week_s, used_s=used_s)
    yield from _mean(days, rules, totals)


def _mean(days: Sequence[Day], rules: HoursRules, totals: Mapping[int, int]) -> Iterator[Breach]:
    """Hard over a whole period (the worst is told), soft as the mean so far over a shorter one."""
    span = rules.work_mean_cao_weeks if rules.cao else rules.work_mean_weeks
    first, last = week_of(days[0].start_s), week_of(days[-1].end_s - 1)
    weeks = [totals.get(week, 0) for week in range(first, last + 1)]
    whole = len(weeks) >= span
    size = span if whole else len(weeks)
    sums = [sum(weeks[i : i + size]) for i in range(len(weeks) - size + 1)]
    worst = max(range(len(sums)), key=lambda i: (sums[i], -i))
    mean_s, limit_s = -(-sums[worst] // size), rules.work_week_mean_s
    if mean_s > limit_s:
        at_s = min((first + worst + size) * WEEK_S, days[-1].end_s)
        make = hard if whole else soft
        yield make(rule="work_mean", at_s=at_s, limit_s=limit_s, used_s=mean_s)
