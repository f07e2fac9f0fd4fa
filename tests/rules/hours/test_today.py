"""The game's quick judgement of a day says exactly what the full check says."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.domain.evaluation import Activity, Doing, Severity
from game.domain.world import Driver
from game.rules.hours import (
    DAY_RULES, EU561, NONE, VAN, Breach, HoursRules, PastDay, Regime, check, day_breaches, day_findings,
    day_spans, opening_of, past_spans, read,
)  # fmt: skip

RULES = HoursRules()
HOUR = 3600
MIN = 60
DOINGS = {"d": Doing.DRIVE, "w": Doing.SERVICE, "a": Doing.WAIT, "b": Doing.BREAK, "c": Doing.CHARGE}


def day(text: str, start: str = "06:00") -> tuple[Activity, ...]:
    """Activities from "d270 b45": d drive, w work, a wait, b break, c charge; minutes."""
    hours, minutes = start.split(":")
    at_s = int(hours) * HOUR + int(minutes) * MIN
    made = []
    for token in text.split():
        end_s = at_s + MIN * int(token[1:])
        made.append(Activity(doing=DOINGS[token[0]], start_s=at_s, end_s=end_s))
        at_s = end_s
    return tuple(made)


def worked(
    ago: int, start: int = 6, end: int = 16, *, drive: float = 6, work: float = 8, minutes: int = 0
) -> PastDay:
    """A past day in hours; it ends `minutes` later."""
    return PastDay(
        ago=ago,
        start_s=start * HOUR,
        end_s=end * HOUR + minutes * MIN,
        drive_s=int(drive * HOUR),
        work_s=int(work * HOUR),
    )


def driver(*history: PastDay, week: float = 0, fortnight: float = 0) -> Driver:
    """Jan, with what he did."""
    return Driver(
        id="jan", name="Jan", from_s=0, to_s=40 * HOUR, history=history,
        drive_week_s=int(week * HOUR), drive_fortnight_s=int(fortnight * HOUR),
    )  # fmt: skip


def judge(
    text: str, *history: PastDay, start: str = "06:00", weekday: int = 3, week: float = 0,
    fortnight: float = 0, regime: Regime = EU561, plug_s: int = 0, wait_is_break: bool = False,
) -> list[tuple[str, int]]:  # fmt: skip
    """(rule, minutes) of a day; hard ones with a `!`."""
    found = day_breaches(
        rules=RULES,
        regime=regime,
        driver=driver(*history, week=week, fortnight=fortnight),
        activities=day(text, start),
        weekday=weekday,
        plug_s=plug_s,
        wait_is_break=wait_is_break,
    )
    return [(b.rule + "!" * (b.severity is Severity.HARD), b.amount_s // MIN) for b in found]


# --- agreement ---------------------------------------------------------------------------------

MINUTES = {
    "d": st.sampled_from((0, 1, 20, 60, 120, 179, 180, 181, 240, 270, 271)),
    "w": st.sampled_from((0, 5, 15, 60, 119, 120, 121)),
    "a": st.sampled_from((0, 10, 15, 45, 120, 240)),
    "b": st.sampled_from((0, 14, 15, 29, 30, 44, 45, 180, 420, 540)),
    "c": st.sampled_from((0, 1, 5, 20, 46, 60, 425)),
}
tokens = st.sampled_from("dddwwabbc").flatmap(lambda k: MINUTES[k].map(lambda m: f"{k}{m}"))
texts = st.lists(tokens, min_size=1, max_size=14).map(" ".join)
clocks = st.sampled_from(("00:00", "01:30", "04:59", "05:00", "06:00", "09:30", "14:00", "20:00"))


@st.composite
def histories(draw: st.DrawFn) -> tuple[PastDay, ...]:
    """Up to sixteen past days: mostly lawful, now and then with a short night or a long duty."""
    agos = draw(st.lists(st.integers(1, 16), unique=True, max_size=12))
    days = []
    for ago in sorted(agos):
        start_s = draw(st.sampled_from((3, 5, 6, 7, 10, 18))) * HOUR
        duty_s = draw(st.sampled_from((4 * HOUR, 9 * HOUR, 13 * HOUR, 13 * HOUR + 60, 15 * HOUR, 16 * HOUR)))
        drive_s = draw(st.sampled_from((0, 4 * HOUR, 8 * HOUR, 9 * HOUR, 9 * HOUR + 60, 10 * HOUR)))
        work_s = drive_s + draw(st.sampled_from((0, HOUR, 3 * HOUR)))
        days.append(
            PastDay(
                ago=ago,
                start_s=start_s,
                end_s=start_s + duty_s,
                drive_s=min(drive_s, duty_s),
                work_s=min(work_s, duty_s),
            )
        )
    return tuple(days)


@settings(max_examples=400, deadline=None)
@given(
    text=texts,
    start=clocks,
    history=histories(),
    weekday=st.integers(0, 6),
    week=st.sampled_from((0, 0, 20, 40, 56)),
    more=st.sampled_from((0, 0, 30, 50)),
    regime=st.sampled_from((EU561, EU561, EU561, VAN)),
    plug_s=st.sampled_from((0, 60, 300)),
    wait_is_break=st.booleans(),
    unforeseen=st.sampled_from((False, False, True)),
    rules=st.sampled_from((RULES, HoursRules(cao=False))),
)
def test_the_quick_way_agrees_with_the_check(
    text: str, start: str, history: tuple[PastDay, ...], weekday: int, week: int, more: int,
    regime: Regime, plug_s: int, wait_is_break: bool, unforeseen: bool, rules: HoursRules,
) -> None:  # fmt: skip
    """Today's breaches are those that `check` finds with today and not without it, to the second."""
    jan = driver(*history, week=week, fortnight=week + more)
    activities = day(text, start)
    quick = day_breaches(
        rules=rules, regime=regime, driver=jan, activities=activities, weekday=weekday, plug_s=plug_s,
        wait_is_break=wait_is_break, unforeseen=unforeseen,
    )  # fmt: skip
    spans = day_spans(
        activities, weekday=weekday, plug_s=plug_s, wait_is_break=wait_is_break, unforeseen=unforeseen
    )
    duty = [s.start_s for s in spans if s.kind not in ("break", "rest") and s.end_s > s.start_s]
    if not duty:
        assert quick == ()
        return
    past = past_spans(history, weekday=weekday, until_s=duty[0])
    opening = opening_of(jan)
    without = check(past, rules, regime, opening=opening)
    spans = tuple(s for s in spans if s.start_s >= duty[0])
    full = list(check((*past, *spans), rules, regime, opening=opening))
    for breach in without:
        if breach in full:
            full.remove(breach)
    assert quick == tuple(b for b in full if b.rule in DAY_RULES)
