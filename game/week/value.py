"""What choices brought, and what the best ones would have: the same weeks again with other choices.

Common random numbers: each day has its own seed, so two runs of the same weeks differ by the choices
alone. Everything is a generator of steps (one driven day each), so that a screen can spread the work.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from game.domain.units import whole
from game.domain.week import WORKDAYS, DayResult, Taken
from game.week.run import Runner, Schedule, total_cent
from game.week.sums import week_kpi

LEAST_CENT = 1500
"""A choice that saves less than this a week is not worth a phone call."""
SETTLING = 4
"""Rounds in which one choice more or less is tried at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one choice really brought, all others as they were."""

    choice: str
    cent: int
    """In all; positive: cheaper."""
    week_cent: int
    """The same as five days of it."""
    g_co2e: int
    """Saved in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """The debrief's comparison."""

    cost_cent: int
    without_cent: int
    """The same weeks without any choice."""
    best_cent: int
    best: tuple[str, ...]
    """In the sequence in which they would have been agreed."""
    effects: tuple[Effect, ...]
    weeks_cent: tuple[tuple[int, int], ...]
    """Per week: as it was, and without any choice."""
    naive_kpi: Mapping[str, Any]
    seeds: int = 1

    def data(self) -> dict[str, Any]:
        """For the log."""
        return {
            "cost_cent": self.cost_cent, "without_cent": self.without_cent, "best_cent": self.best_cent,
            "best": list(self.best), "weeks_cent": [list(pair) for pair in self.weeks_cent],
            "effects": [[e.choice, e.cent, e.week_cent, e.g_co2e] for e in self.effects],
            "naive_kpi": dict(self.naive_kpi),
        }  # fmt: skip

    @staticmethod
    def read(data: Mapping[str, Any]) -> Value:
        """As the log has it."""
        return Value(
            cost_cent=int(data["cost_cent"]), without_cent=int(data["without_cent"]),
            best_cent=int(data["best_cent"]), best=tuple(map(str, data["best"])),
            weeks_cent=tuple((int(a), int(b)) for a, b in data["weeks_cent"]),
            effects=tuple(
                Effect(choice=str(c), cent=int(a), week_cent=int(b), g_co2e=int(g))
                for c, a, b, g in data["effects"]
            ),
            naive_kpi=data["naive_kpi"],
        )  # fmt: skip

    @property
    def share(self) -> float:
        """Part of what could be saved that was saved; below 0 when it cost more. 1 when nothing could."""
        room = self.without_cent - self.best_cent
        return (self.without_cent - self.cost_cent) / room if room > 0 else 1.0


Steps = Iterator["Value | float"]
"""How far it is, 0 to 1; the last one is the value."""


def valued(runner: Runner, taken: Schedule, driven: list[DayResult], seed: int) -> Steps:
    """Compare the driven days with the same days under other choices."""
    last = len(driven)
    without = list[DayResult]()
    for day in runner.days((), seed, last):
        without.append(day)
        yield 0.05 * len(without) / last
    effects = list[Effect]()
    for i, one in enumerate(taken):
        others = list[DayResult]()
        for day in runner.days((*taken[:i], *taken[i + 1 :]), seed, last):
            others.append(day)
            yield 0.05 + 0.25 * (i + len(others) / last) / len(taken)
        effects.append(_effect(one, others, driven))
    best: Schedule = ()
    best_cent = total_cent(without)
    for step in best_schedule(runner, (seed,), last):
        if isinstance(step, float):
            yield 0.3 + 0.7 * step
        else:
            best, best_cent = step
    if total_cent(driven) < best_cent:  # a search that is no proof may find less than the player did
        best, best_cent = tuple(t for t in taken if not t.until_day), total_cent(driven)
    weeks = sorted({(d.number - 1) // WORKDAYS for d in driven})
    yield Value(
        cost_cent=total_cent(driven), without_cent=total_cent(without), best_cent=best_cent,
        best=tuple(t.choice for t in best), effects=tuple(effects), naive_kpi=week_kpi(without),
        weeks_cent=tuple((_of_week(driven, w), _of_week(without, w)) for w in weeks),
    )  # fmt: skip


def _of_week(days: list[DayResult], week: int) -> int:
    return total_cent(d for d in days if (d.number - 1) // WORKDAYS == week)


def _effect(one: Taken, others: list[DayResult], driven: list[DayResult]) -> Effect:
    cent = total_cent(others) - total_cent(driven)
    worked = max(1, sum(one.works(d.number) for d in driven))
    saved_g = sum(d.co2e_g for d in others) - sum(d.co2e_g for d in driven)
    return Effect(choice=one.choice, cent=cent, week_cent=whole(cent * WORKDAYS / worked), g_co2e=saved_g)


Best = Iterator["float | tuple[Schedule, int]"]


def best_schedule(runner: Runner, seeds: tuple[int, ...], last: int) -> Best:
    """The best choices that the evenings have time for, one by one, as long as one more saves enough.

    Greedy, and lazily so: what a choice saved beside fewer others is taken as the most that it saves
    beside more (after Leskovec et al. 2007); the best of it is driven again before it is taken. So it is
    a good schedule and no proof of the best one.
    """
    least = LEAST_CENT * max(1, last // WORKDAYS) * len(seeds)
    taken: Schedule = ()
    now = 0
    for cost in _total(runner, taken, seeds, last):
        now = cost
        yield 0.0
    most: dict[str, int] = {}
    for i, name in enumerate(sorted(runner.week.choices)):
        for cost in _total(runner, _with(runner, taken, name), seeds, last):
            most[name] = now - cost
            yield 0.5 * i / len(runner.week.choices)
    while most:
        name = max(sorted(most), key=lambda n: most[n])
        if most[name] < least:
            break
        total = now
        for cost in _total(runner, _with(runner, taken, name), seeds, last):
            total = cost
            yield 0.5 + 0.3 * min(1.0, len(taken) / 10)
        most[name] = now - total
        if most[name] >= max((v for n, v in most.items() if n != name), default=0) and most[name] >= least:
            taken, now = _with(runner, taken, name), total
            most = {n: v for n, v in most.items() if n != name and not _excluded(runner, n, name)}
    for found in _settled(runner, taken, now, seeds, last):
        if isinstance(found, float):
            yield found
        else:
            yield found[0], found[1] // len(seeds)


def _settled(runner: Runner, taken: Schedule, now: int, seeds: tuple[int, ...], last: int) -> Best:
    """One choice more or less than the greedy ones, as long as that saves enough: some pay only together."""
    least = LEAST_CENT * max(1, last // WORKDAYS) * len(seeds)
    for round_ in range(SETTLING):
        best, best_cent = taken, now - least
        for names in _neighbours(runner, [t.choice for t in taken]):
            schedule = schedule_of(runner, names)
            total = now
            for cost in _total(runner, schedule, seeds, last):
                total = cost
                yield 0.8 + 0.2 * round_ / SETTLING
            if total <= best_cent:
                best, best_cent = schedule, total
        if best == taken:
            break
        taken, now = best, best_cent
    yield taken, now


def _neighbours(runner: Runner, names: list[str]) -> Iterator[list[str]]:
    """Without one, and with one more."""
    for name in names:
        yield [n for n in names if n != name]
    for name in sorted(set(runner.week.choices) - set(names)):
        if not any(_excluded(runner, name, other) for other in names):
            yield [*names, name]


def schedule_of(runner: Runner, names: list[str]) -> Schedule:
    """These choices on the first evenings that have time, in this sequence."""
    taken: Schedule = ()
    for name in names:
        taken = _with(runner, taken, name)
    return taken


def _with(runner: Runner, taken: Schedule, name: str) -> Schedule:
    """One more choice, on the first evening that still has time."""
    day = 1 + len(taken) // runner.week.per_evening
    return (*taken, Taken(choice=name, from_day=day, forecast_cent=0, cause=runner.week.choices[name].cause))


def _excluded(runner: Runner, name: str, taken: str) -> bool:
    """Whether a choice cannot stand beside a taken one."""
    mine, other = runner.week.choices[name], runner.week.choices[taken]
    return bool(mine.group) and mine.group == other.group


def _total(runner: Runner, taken: Schedule, seeds: tuple[int, ...], last: int) -> Iterator[int]:
    """Cost so far after each day; the last one is all of it."""
    total = 0
    for seed in seeds:
        for day in runner.days(taken, seed, last):
            total += day.cost_cent
            yield total


def forecast_at(taken: Schedule, choice: str) -> Taken | None:
    """The choice as it was agreed."""
    return next((t for t in taken if t.choice == choice), None)


def ended(one: Taken, day: int) -> Taken:
    """The same, ended so that it worked up to and with the day before."""
    return replace(one, until_day=day - 1)
