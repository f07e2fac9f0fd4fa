"""The game's quick judgement of a day says exactly what the full check says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.domain.evaluation import Activity, Doing, Severity
from game.domain.world import Driver
from game.rules.hours import (
    DAY_RULES,
    EU561,
    NONE,
    VAN,
    HoursRules,
    PastDay,
    Regime,
    check,
    day_breaches,
    day_findings,
    day_spans,
    opening_of,
    past_spans,
)

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
clocks = st.sampled_from(("-2:00", "00:00", "01:30", "04:59", "05:00", "06:00", "09:30", "14:00", "20:00"))


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


# --- what a planner meets ----------------------------------------------------------------------

NINE = "d270 b45 d270"
WEEK_BEFORE = tuple(worked(ago, drive=8, work=9) for ago in (1, 2, 3, 6, 7, 8, 9, 10))
"""Today is Thursday; Monday to Wednesday and last Monday to Friday 8 h of driving each."""


@pytest.mark.parametrize(
    ("text", "history", "more", "expected"),
    [
        (NINE, (), {}, []),
        (NINE + " b45 d1", (), {}, [("drive_day_long", 1)]),
        (NINE + " b45 d61", (), {}, [("drive_day!", 1)]),
        (NINE + " b45 d1", (worked(1, drive=9.5), worked(2, drive=9.5)), {}, [("drive_day!", 1)]),
        (NINE + " b45 d1", (worked(1, drive=9.5), worked(4, drive=9.5)), {}, [("drive_day_long", 1)]),
        ("d271", (), {}, [("drive_break!", 1)]),
        ("w240 b30 w240 a270", (), {}, []),
        ("w240 b30 w240 a271", (), {}, [("rest_reduced", 1)]),
        ("w240 b30 w240 a391", (), {}, [("duty_day!", 1)]),
        ("w240 b30 w240 a271", tuple(worked(n, 5, 19) for n in (1, 2, 3)), {}, [("duty_day!", 1)]),
        ("d60", (worked(1, 6, 19),), {}, []),
        ("d60", (worked(1, 6, 19, minutes=1),), {}, []),
        ("d60", (worked(1, 9, 19, minutes=1),), {}, [("rest_before_reduced", 1)]),
        ("d60", (worked(1, 9, 21),), {}, [("rest_before_reduced", 120)]),
        ("d60", (worked(1, 9, 21, minutes=1),), {}, [("rest_before!", 1)]),
        ("d60", (worked(1, 9, 20), *(worked(n, 5, 19) for n in (2, 3, 4))), {}, [("rest_before!", 60)]),
        ("w361", (), {}, [("work_six_hours!", 1), ("work_break!", 30)]),
        ("w240 b30 w300", (), {}, []),
        ("w240 b30 w301", (), {}, [("work_break!", 15)]),
        ("w240 b45 w240 b15 w241", (), {"start": "04:30"}, [("rest_reduced", 1), ("night_work!", 1)]),
        ("d240", (), {"week": 52}, []),
        ("d241", (), {"week": 52}, [("drive_week!", 1)]),
        ("d240", WEEK_BEFORE, {"fortnight": 22}, []),
        ("d241", WEEK_BEFORE, {"fortnight": 22}, [("drive_fortnight!", 1)]),
        ("w240", tuple(worked(n, 6, 20, work=14) for n in (1, 2, 3)), {"week": 14}, []),
        ("w241", tuple(worked(n, 6, 20, work=14) for n in (1, 2, 3)), {"week": 14}, [("work_week!", 1)]),
        ("d240", tuple(worked(n, 10, 16) for n in range(1, 7)), {}, []),
        ("d241", tuple(worked(n, 10, 16) for n in range(1, 7)), {}, [("weekly_rest_due!", 1)]),
        ("d241", tuple(worked(n, 10, 16) for n in (2, 3, 4, 5, 6)), {}, []),
        ("d361", (), {"regime": VAN}, [("work_six_hours!", 1), ("work_break!", 30)]),
        (NINE + " b45 d121 a300", (worked(1, 9, 21),), {"regime": VAN}, []),
        ("d900", (), {"regime": NONE}, []),
        ("d240 a45 d31", (), {}, [("drive_break!", 1)]),
        ("d240 a45 d31", (), {"wait_is_break": True}, []),
        ("d240 c46 d31", (), {"plug_s": 60}, []),
        ("d240 c45 d31", (), {"plug_s": 60}, [("drive_break!", 1)]),
        ("d240 b15 c30 d31", (), {}, []),
        ("b60 d270 b60", (), {}, []),
        ("", (), {}, []),
        ("b60", (worked(1, 9, 30),), {}, []),
    ],
)  # fmt: skip
def test_day(
    text: str, history: tuple[PastDay, ...], more: dict[str, object], expected: list[tuple[str, int]]
) -> None:
    """Just lawful and just unlawful for every rule of a day, with its history, to the minute."""
    assert judge(text, *history, **more) == expected  # type: ignore[arg-type]


def test_finding_says_who_how_much_and_when() -> None:
    """The sentence has all that a planner asks: limit, use, minutes over, and the moment."""
    (found,) = day_findings(
        rules=RULES, regime=EU561, driver=driver(), vehicle="t1", activities=day("d271"), weekday=2
    )
    assert (found.rule, found.severity, found.subject) == ("drive_break", Severity.HARD, "jan")
    assert (found.vehicle, found.amount, found.unit) == ("t1", 60, "s")
    assert dict(found.values) == {
        "driver": "Jan", "minutes": 1, "limit": "04:30", "used": "04:31", "at": "10:30", "left": 0,
    }  # fmt: skip


def test_half_a_minute_is_never_nothing() -> None:
    """Minutes in a sentence are rounded up."""
    activities = (Activity(doing=Doing.DRIVE, start_s=0, end_s=270 * MIN + 1),)
    (found,) = day_findings(
        rules=RULES, regime=EU561, driver=driver(), vehicle="t1", activities=activities, weekday=0
    )
    assert (found.amount, dict(found.values)["minutes"]) == (1, 1)


def test_article_12_softens_a_day() -> None:
    """The way home for the weekly rest may be an hour longer when the planner invokes it."""
    for unforeseen, severity in ((False, Severity.HARD), (True, Severity.SOFT)):
        found = day_breaches(
            rules=RULES, regime=EU561, driver=driver(), activities=day(NINE + " b45 d120"), weekday=4,
            unforeseen=unforeseen,
        )  # fmt: skip
        assert [b.severity for b in found if b.rule == "drive_day"] == [severity]


def test_yesterdays_breach_is_not_todays() -> None:
    """What went wrong before today is not held against today's plan."""
    assert judge("d60", worked(1, 0, 16, drive=12)) == []


def test_overlapping_past_is_cut() -> None:
    """Past days that overlap, or run into today, are cut; nothing is counted twice."""
    found = judge("d60", worked(1, 6, 31), worked(1, 10, 12, drive=2, work=2), worked(2, 6, 40))
    assert "rest_before!" in [rule for rule, _ in found] or "duty_day!" in [rule for rule, _ in found]


def test_the_past_is_remembered_per_driver() -> None:
    """Two drivers with one id and different pasts are never mixed up."""
    long = day(NINE + " b45 d1")
    for history, rule in (
        ((), "drive_day_long"),
        ((worked(1, drive=9.5), worked(2, drive=9.5)), "drive_day"),
    ):
        for _ in range(3):
            found = day_breaches(
                rules=RULES, regime=EU561, driver=driver(*history), activities=long, weekday=3
            )
            assert [b.rule for b in found] == [rule]
