"""Headless planners of weeks: what each would agree on an evening, from what a person can see.

`naive` agrees nothing; `follower` all that the software advises; `all` everything that there is; `careful`
what the figures point at; `expert` what does best on the weeks before, which everybody can study. Nobody
sees the days to come.
"""

from __future__ import annotations

from collections.abc import Callable

from game.domain.units import whole
from game.domain.week import Choice, Taken
from game.domain.week_commands import Choose
from game.session_week import WeekSession
from game.week.figures import PAST_SEEDS, Suggestion, customer_figures, diagnosis, suggestion
from game.week.run import Runner, Schedule
from game.week.value import best_schedule, schedule_of

Plan = list[tuple[str, int, str]]
"""Choice, forecast in cent a week, cause; in the sequence in which they are to be agreed."""
Way = Callable[[WeekSession], Plan]


def naive(session: WeekSession) -> Plan:  # noqa: ARG001
    """Leaves everything as it is."""
    return []


def everything(session: WeekSession) -> Plan:
    """Every choice, in order of id."""
    return [(name, 0, session.week.choices[name].cause) for name in sorted(session.week.choices)]


def follower(session: WeekSession) -> Plan:
    """What the software expects to save, the most first."""
    found = sorted(suggestions(session.runner), key=lambda s: (-s.week_cent, s.choice))
    return [(s.choice, s.week_cent, session.week.choices[s.choice].cause) for s in found if s.takes]


def suggestions(runner: Runner) -> list[Suggestion]:
    """The software's view of every choice."""
    found: list[Suggestion] = []
    for name in sorted(runner.week.choices):
        found += [s for s in suggestion(runner, name) if s is not None]
    return found


def careful(session: WeekSession) -> Plan:
    """Choices that mend a cause which the figures of their customers show."""
    past = session.past.complete()
    figures = customer_figures(session.scenario.system, session.week, past.days)
    seen = {name: diagnosis(f) for name, f in figures.items()}
    return [(c.id, 5000, c.cause) for c in session.week.choices.values() if _points_at(c, seen)]


def _points_at(choice: Choice, seen: dict[str, str]) -> bool:
    return choice.kind != "call" and any(seen.get(o) == choice.cause != "none" for o in choice.orders)


def expert(session: WeekSession) -> Plan:
    """The best for the weeks before, by search or by what the figures point at, whichever did better there;
    what each added to the ones before it is the forecast."""
    runner, last = session.runner, session.week.last_day
    chosen: Schedule = ()
    for step in best_schedule(runner, PAST_SEEDS, last):
        if not isinstance(step, float):
            chosen = step[0]
    pointed = schedule_of(runner, [name for name, _, _ in careful(session)])
    chosen = min(chosen, pointed, key=lambda s: _cost(runner, s))
    made: Plan = []
    before = _cost(runner, ())
    for i, one in enumerate(chosen):
        now = _cost(runner, chosen[: i + 1])
        made.append((one.choice, whole((before - now) / session.week.weeks), one.cause))
        before = now
    return made


def _cost(runner: Runner, taken: Schedule) -> float:
    return sum(runner.cost_cent(taken, seed, runner.week.last_day) for seed in PAST_SEEDS) / len(PAST_SEEDS)


WAYS: dict[str, Way] = {
    "naive": naive, "follower": follower, "careful": careful, "expert": expert, "all": everything,
}  # fmt: skip


def agree(session: WeekSession, wanted: Plan) -> None:
    """As many of them as the evening has time for."""
    for name, forecast_cent, cause in wanted:
        if not session.why_not(name):
            session.do(Choose(choice=name, forecast_cent=forecast_cent, cause=cause))


def agreed(taken: Schedule) -> tuple[str, ...]:
    """Names of choices, oldest first."""
    return tuple(one.choice for one in taken)


__all__ = ["WAYS", "Taken", "agree", "agreed", "suggestions"]
