"""Weeks: what falls in which week, the mean of work, and what is known of the time before."""

from __future__ import annotations

import pytest

from game.domain.evaluation import Severity
from game.rules.hours import DAY_S, EU561, VAN, WEEK_S, HoursRules, Opening, check, read

RULES = HoursRules()
LAW = HoursRules(cao=False)
WEEK_48 = "w240 b45 w240 r915 " * 5 + "w240 b45 w240 r2355 "
"""Monday to Saturday 8 h of work."""
HOUR = 3600


def rules_of(text: str, *, start: str = "06:00", opening: Opening | None = None) -> list[str]:
    """Names of the rules that speak."""
    return [b.rule for b in check(read(text, start=start), RULES, EU561, opening=opening or Opening())]


@pytest.mark.parametrize(("rules", "weeks"), [(LAW, 16), (RULES, 26)])
def test_mean_of_work(rules: HoursRules, weeks: int) -> None:
    """48 h in the mean is lawful over a whole period; a minute more a week is not, by that minute."""
    assert check(read(WEEK_48 * weeks, start="06:00"), rules, VAN) == ()
    more = WEEK_48.replace("w240 r2355", "w241 r2354")
    (breach,) = check(read(more * weeks, start="06:00"), rules, VAN)
    assert (breach.rule, breach.severity, breach.amount_s) == ("work_mean", Severity.HARD, 60)
    (breach,) = check(read(more * (weeks - 1), start="06:00"), rules, VAN)
    assert (breach.rule, breach.severity, breach.amount_s) == ("work_mean", Severity.SOFT, 60)


def test_mean_tells_the_worst_period() -> None:
    """Of several whole periods the worst is told, so that quiet weeks do not hide busy ones."""
    more = WEEK_48.replace("w240 r2355", "w256 r2339")
    (breach,) = check(read(WEEK_48 * 8 + more * 16 + WEEK_48 * 8, start="06:00"), LAW, VAN)
    assert (breach.amount_s, breach.at_s) == (16 * 60, 24 * WEEK_S)


def test_driving_counts_in_the_week_in_which_it_is_driven() -> None:
    """A night drive over Sunday midnight is split between two weeks."""
    sunday = read("d120", start="23:00", day=6)
    opening = Opening(drive_s={0: 55 * HOUR, 1: 55 * HOUR})
    found = check(sunday, RULES, EU561, opening=opening)
    assert "drive_fortnight" in [b.rule for b in found]
    assert "drive_week" not in [b.rule for b in found]
    over = check((*sunday, *read("d1", start="01:00", day=7)), RULES, EU561, opening=opening)
    assert [(b.rule, b.at_s) for b in over if b.rule == "drive_week"] == [("drive_week", WEEK_S + HOUR)]


def test_hours_before_the_first_span_count() -> None:
    """Driving that no span tells fills the week and the fortnight, and counts as work."""
    assert rules_of("d60", opening=Opening(drive_s={0: 55 * HOUR})) == ["work_mean"]
    assert rules_of("d61", opening=Opening(drive_s={0: 55 * HOUR})) == ["drive_week", "work_mean"]
    assert rules_of("d60", opening=Opening(drive_s={-1: 50 * HOUR, 0: 39 * HOUR})) == []
    assert rules_of("d61", opening=Opening(drive_s={-1: 50 * HOUR, 0: 39 * HOUR})) == ["drive_fortnight"]
    assert "work_week" in rules_of("w61", opening=Opening(drive_s={0: 59 * HOUR}))


def test_room_used_before_the_first_span_counts() -> None:
    """Long days, reduced rests and the last weekly rest may lie before what is told."""
    long = "d270 b45 d270 b45 d1"
    assert rules_of(long, opening=Opening(long_days=1)) == ["drive_day_long"]
    assert rules_of(long, opening=Opening(long_days=2)) == ["drive_day"]
    late = "w240 b45 w240 a256"
    assert rules_of(late, opening=Opening(reduced_rests=2)) == ["rest_reduced"]
    assert rules_of(late, opening=Opening(reduced_rests=3)) == ["duty_day"]
    rested = 10 * HOUR - 6 * DAY_S
    assert rules_of("d240", opening=Opening(weekly_rest_end_s=rested)) == []
    assert rules_of("d241", opening=Opening(weekly_rest_end_s=rested)) == ["weekly_rest_due"]


def test_room_left_is_told() -> None:
    """A soft breach says how often the room may be used again."""
    text = "d270 b45 d270 b45 d1 r809 " * 2
    left = [b.left for b in check(read(text, start="06:00"), RULES, EU561) if b.rule == "drive_day_long"]
    assert left == [1, 0]


def test_long_days_count_per_calendar_week() -> None:
    """The third day of more than 9 hours may be the first of a new week."""
    long = "d270 b45 d270 b45 d1 r809 "
    found = check(read(long * 3, start="06:00", day=5), RULES, EU561)
    assert [(b.rule, b.left) for b in found] == [("drive_day_long", n) for n in (1, 0, 1)]


def test_compensation_has_a_date() -> None:
    """A reduced weekly rest in the first week is made up for before the end of the fourth."""
    found = check(read("d240 r1440 d240", start="06:00"), RULES, EU561)
    assert [(b.rule, b.due_s) for b in found] == [("weekly_rest_reduced", 4 * WEEK_S)]


def test_article_12_asks_compensation() -> None:
    """An hour of art. 12 that is not made up for in three weeks becomes a breach on its date."""
    way_home = "d270 b45 d270 b45 d60 b30 d60! r2820 "
    weeks = ("d240 r480 " * 11 + "d240 r2700 ") * 3
    tight = check(read(way_home + weeks + "d240 r480 " * 8, start="06:00"), RULES, EU561)
    assert [b.rule for b in tight if b.rule == "rest_compensation"] == []
    assert [b.amount_s for b in tight if b.rule == "drive_day"] == [HOUR]
    no_room = check(
        read(way_home.replace("r2820", "r2700") + weeks + "d240 r480 " * 8, start="06:00"), RULES, EU561
    )
    assert [b.amount_s for b in no_room if b.rule == "rest_compensation"] == [HOUR]


def test_holiday_holds_many_weekly_rests() -> None:
    """A driver who was away for two weeks owes no weekly rest for them."""
    duty = "d240 r1200 " * 4 + "d240 "
    text = duty + "r23400 " + duty + "r4080 " + duty
    assert rules_of(text) == []
