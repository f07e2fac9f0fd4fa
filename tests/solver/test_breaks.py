"""Breaks on all days at once: the tachograph of each single day, for whatever a truck does."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.load import load_scenario
from game.domain.evaluation import Doing
from game.rules.tacho import Ahead, Tacho
from game.solver.robust.breaks import Bound, Breaks, Rest

RULES = load_scenario("eerste-rit").system.hours
DAYS = 3


class Done(NamedTuple):
    """Something a truck does: how long on each day, and the work that follows it at a stop."""

    what: str
    seconds: tuple[int, ...]
    work_s: int


hours = st.integers(min_value=0, max_value=6 * 3600)
several = st.tuples(*[hours] * DAYS)
course = st.lists(
    st.builds(Done, st.sampled_from(("leg", "stop", "late", "rest")), several, st.integers(0, 5 * 3600)),
    min_size=1, max_size=12,
)  # fmt: skip


def alone(tacho: Tacho, done: Done, seconds: int) -> int:
    """One day, as `rules.walk` has it; gives the breaks."""
    rested_s = 0
    if done.what == "leg":
        while rest_s := tacho.before_leg(seconds):
            tacho.rest(rest_s)
            rested_s += rest_s
        return rested_s + sum(p.seconds for p in tacho.leg(seconds) if p.doing is Doing.BREAK)
    if done.what == "stop":
        rested_s = max(tacho.before(done.work_s), tacho.of_wait(seconds))
        if rested_s:
            tacho.rest(rested_s)
        tacho.work(done.work_s)
    elif done.what == "late":
        tacho.work(done.work_s + seconds)
    else:
        tacho.rest(done.work_s)
    return rested_s


def together(breaks: Breaks, done: Done) -> list[int]:
    """All days at once; gives the breaks of each."""
    seconds = np.array([float(s) for s in done.seconds])
    total = np.zeros(DAYS)

    def took(rest: Rest | None, *, count: bool = True) -> None:
        if rest is not None:
            total[rest.on] += rest.lasts_s
            if count:
                breaks.rest(rest)

    if done.what == "leg":
        most_s = float(seconds.max())
        took(breaks.before_leg(seconds, most_s))
        assert breaks.before_leg(seconds, most_s) is None
        took(breaks.drive(seconds, most_s), count=False)
    elif done.what == "stop":
        took(breaks.at_stop(seconds, done.work_s))
        breaks.work(done.work_s)
    elif done.what == "late":
        breaks.work(done.work_s)
        breaks.longer(seconds)
    else:
        breaks.rest(breaks.rest_all(done.work_s))
    return [int(s) for s in total]


@given(course, st.booleans(), st.booleans(), hours, hours)
@settings(max_examples=200, deadline=None)
def test_every_day_has_its_own_tachograph(
    course: list[Done], eu: bool, atbv: bool, drive_s: int, work_s: int
) -> None:
    """Breaks before legs, on the road, in waits and before work are those of each day alone."""
    ahead = Ahead(2 * drive_s, 2 * drive_s + work_s)
    breaks = Breaks(Bound(rules=RULES, ahead=ahead, eu=eu, atbv=atbv), DAYS)
    tachos = [Tacho(RULES, ahead, eu=eu, atbv=atbv) for _ in range(DAYS)]
    for done in course:
        one_by_one = [alone(t, done, s) for t, s in zip(tachos, done.seconds, strict=True)]
        assert together(breaks, done) == one_by_one
        assert breaks.rested_s.tolist() == [t.rested_s for t in tachos]
        assert max(t.drive_since_s for t in tachos) <= breaks.drive_most_s
        assert max(t.work_since_s for t in tachos) <= breaks.work_most_s


def test_an_equal_leg_is_one_number() -> None:
    """A leg that lasts the same on every day asks for the same break as one that is told day by day."""
    ahead = Ahead(30_000, 32_000)
    one, each = (Breaks(Bound(rules=RULES, ahead=ahead, eu=True, atbv=True), DAYS) for _ in range(2))
    for breaks, seconds in ((one, 12_000), (each, np.full(DAYS, 12_000.0))):
        assert breaks.drive(seconds, 12_000) is None
    first, second = one.before_leg(6_000, 6_000), each.before_leg(np.full(DAYS, 6_000.0), 6_000)
    assert first is not None and second is not None
    assert first.lasts_s.tolist() == second.lasts_s.tolist() == [RULES.break_s] * DAYS
