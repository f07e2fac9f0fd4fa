"""A graded persona of the weeks: what it agrees, which cause it names, what it expects, what it studies.

The good choices are those that the figures of the weeks before point at (`week.ways.careful`); what they
bring is worked out on those weeks, as anybody may do who studies them. K8 is how many of them it takes, how
many others, and how well it knows why and how much.
"""

from __future__ import annotations

from game.domain import week_commands as c
from game.domain.units import whole
from game.domain.week import CAUSES
from game.personas.grades import Skill, draw
from game.session_week import WeekSession
from game.week.figures import PAST_SEEDS
from game.week.run import Runner
from game.week.value import schedule_of
from game.week.ways import careful

OFF = 2.5
"""At no skill a forecast is wrong by up to so many times what the choice brings."""


def evening(session: WeekSession, skill: Skill) -> None:
    """Everything of one evening: study, then agree what there is time for."""
    for name in _wanted(session, skill):
        if session.why_not(name):
            continue
        if _lucky(session, skill, "study", name):
            session.do(c.Study(what=_about(session, name)))
        session.do(c.Choose(
            choice=name, forecast_cent=_forecast(session, skill, name), cause=_cause(session, skill, name)
        ))  # fmt: skip


def _lucky(session: WeekSession, skill: Skill, *about: str) -> bool:
    return draw(session.seed, "week", *about) < skill.k8


def _wanted(session: WeekSession, skill: Skill) -> list[str]:
    """Good choices that it sees, and others that it takes for good; in week 2 it sees a little more."""
    good = {name for name, _, _ in careful(session)}
    found = []
    for name in sorted(session.week.choices, key=lambda n: draw(session.seed, "week", "turn", n)):
        seen = draw(session.seed, "week", "good", name) < skill.k8
        taken = draw(session.seed, "week", "bad", name) >= 0.6 + 0.4 * skill.k8
        if (name in good and seen) or (name not in good and taken):
            found.append(name)
    return found


def _about(session: WeekSession, name: str) -> str:
    orders = session.week.choices[name].orders
    return f"customer/{orders[0]}" if orders else f"choice/{name}"


def _cause(session: WeekSession, skill: Skill, name: str) -> str:
    right = session.week.choices[name].cause
    others = sorted(set(CAUSES) - {right})
    if _lucky(session, skill, "cause", name):
        return right
    return others[int(draw(session.seed, "week", "other", name) * len(others))]


def _forecast(session: WeekSession, skill: Skill, name: str) -> int:
    """What it brought on the weeks before, more or less wrong."""
    true_cent = past_worth(session.runner, name) // session.week.weeks
    side = 1 if draw(session.seed, "week", "side", name) < 0.5 else -1
    off = OFF * (1 - skill.k8) * draw(session.seed, "week", "off", name)
    return whole(true_cent * (1 + side * off))


def past_worth(runner: Runner, name: str) -> int:
    """Cent that a choice alone saved on the weeks before, in all of them together."""
    last = runner.week.last_day
    with_it = sum(runner.cost_cent(schedule_of(runner, [name]), s, last) for s in PAST_SEEDS)
    without = sum(runner.cost_cent((), s, last) for s in PAST_SEEDS)
    return (without - with_it) // len(PAST_SEEDS)
