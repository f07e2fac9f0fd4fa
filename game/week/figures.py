"""What a planner can study: figures of four weeks before the first Monday and of the days driven since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from game.domain.units import whole
from game.domain.week import DayResult, Served, Taken, Week
from game.domain.world import World
from game.rules.stops import action_at
from game.week.run import Runner, total_cent

PAST_SEEDS = (901, 902)
"""The two fortnights before: the same for every player, so that all study the same figures."""
MANY_WAIT_S, MUCH_LONGER_S, MUCH_FULL, MUCH_DETOUR_M = 15 * 60, 10 * 60, 97, 40_000
SOME = 0.04
"""Part of the orders that is bought in which asks for a look at the hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFigures:
    """Means over the visits of one customer."""

    order: str
    visits: int
    late_share: float
    bought_share: float
    wait_s: int
    service_s: int
    written_s: int
    """The stop time that the software has."""
    detour_m: int
    full_percent: int
    """How full its trip was on its days."""


class Past:
    """The weeks before, driven once in the background; figures of them and of what was driven since."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self.days: list[DayResult] = []
        self.done = False

    def work(self) -> Iterator[None]:
        """Drive the past, a day a step."""
        for seed in PAST_SEEDS:
            for day in self.runner.days((), seed, self.runner.week.last_day):
                self.days.append(day)
                yield
        self.done = True

    def complete(self) -> Past:
        """All of it at once."""
        if not self.done:
            self.days.clear()
            for _ in self.work():
                pass
        return self


def customer_figures(world: World, week: Week, days: Sequence[DayResult]) -> dict[str, CustomerFigures]:
    """Figures per order of the customers that were visited."""
    late_s = world.goodwill.late_after_s
    full = {(d.number, id(d), t.trip): t.load_percent for d in days for t in d.trips}
    seen: dict[str, list[tuple[Served, int]]] = {name: [] for name in week.regulars}
    for day in days:
        for served in day.served:
            seen[served.order].append((served, full.get((day.number, id(day), served.trip), 0)))
    return {name: _customer(world, name, found, late_s) for name, found in seen.items() if found}


def _customer(world: World, name: str, found: list[tuple[Served, int]], late_s: int) -> CustomerFigures:
    order = world.orders[name]
    delivered = action_at(world, order).value == "deliver"
    own = [(s, full) for s, full in found if s.how == "own"]

    def mean(pick: Callable[[Served], int]) -> int:
        return whole(fmean(pick(s) for s, _ in own)) if own else 0

    return CustomerFigures(
        order=name, visits=len(found), late_share=sum(s.late_s > late_s for s, _ in found) / len(found),
        bought_share=sum(s.how == "bought" for s, _ in found) / len(found), wait_s=mean(lambda s: s.wait_s),
        service_s=mean(lambda s: s.service_s),
        written_s=order.delivery_service_s if delivered else order.pickup_service_s,
        detour_m=mean(lambda s: s.detour_m), full_percent=whole(fmean(f for _, f in own)) if own else 0,
    )  # fmt: skip


def diagnosis(figures: CustomerFigures) -> str:
    """The cause that the figures point at most plainly, one of `domain.week.CAUSES`."""
    if figures.wait_s >= MANY_WAIT_S:
        return "dock"
    if figures.service_s - figures.written_s >= MUCH_LONGER_S:
        return "service"
    if figures.bought_share >= SOME:
        return "hours"
    if figures.full_percent >= MUCH_FULL:
        return "capacity"
    return "detour" if figures.detour_m >= MUCH_DETOUR_M else "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What the software expects of a choice: it knows no queue, no true stop time and no trust."""

    choice: str
    week_cent: int
    """Positive: cheaper."""

    @property
    def takes(self) -> bool:
        """Whether it advises to."""
        return self.week_cent > 0


def suggestion(runner: Runner, choice: str) -> Iterator[Suggestion | None]:
    """Steps of a day; the last one is the suggestion: planned cost of one past fortnight without and with."""
    taken = (Taken(choice=choice, from_day=1, forecast_cent=0, cause="none"),)
    planned = [0, 0]
    for i, schedule in enumerate(((), taken)):
        for day in runner.days(schedule, PAST_SEEDS[0], runner.week.last_day):
            planned[i] += day.planned_cent
            yield None
    yield Suggestion(choice=choice, week_cent=whole((planned[0] - planned[1]) / runner.week.weeks))


def trips_of(days: Iterable[DayResult]) -> Mapping[str, tuple[int, int, int]]:
    """Per regular trip the mean metres, driving seconds and cost in cent of a day."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for day in days:
        for trip in day.trips:
            found.setdefault(trip.trip, []).append((trip.distance_m, trip.drive_s, trip.cost_cent))
    return {
        name: (whole(fmean(m for m, _, _ in rows)), whole(fmean(s for _, s, _ in rows)),
               whole(fmean(c for _, _, c in rows)))
        for name, rows in sorted(found.items())
    }  # fmt: skip


def past_week_cent(past: Past) -> int:
    """What a week cost before, on average."""
    weeks = len(PAST_SEEDS) * past.runner.week.weeks
    return whole(total_cent(past.days) / weeks)
