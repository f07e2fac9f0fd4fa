"""Where breaks go."""

from itertools import pairwise

import pytest

from game.domain.evaluation import Doing
from game.rules.tacho import Ahead, Tacho
from tests.worlds import HOURS, MIN


def pieces(minutes: float, since: float = 0, driven: float = 0) -> list[tuple[str, float]]:
    """Drives and breaks of a leg, in minutes, when so much was driven since the last break."""
    tacho = Tacho(HOURS, Ahead(0, 0), eu=True)
    tacho.drive(round(since * MIN))
    return [(p.doing.value, p.seconds / MIN) for p in tacho.leg(round(minutes * MIN), round(driven * MIN))]


def test_four_and_a_half_hours_needs_no_break() -> None:
    """Exactly 4:30 of driving is legal without a break (FACTS 3.3)."""
    assert pieces(270) == [("drive", 270)]
    assert pieces(100, since=170) == [("drive", 100)]


def test_a_minute_more_gets_a_break_on_the_road() -> None:
    """One leg of 4:31 is split after 4:30."""
    assert pieces(271) == [("drive", 270), ("break", 45), ("drive", 1)]


def test_break_before_leaving_when_the_leg_would_pass_the_limit() -> None:
    """The driver rests at the stop, not on the road, when the next leg fits after a break."""
    assert pieces(101, since=170) == [("break", 45), ("drive", 101)]


def test_a_second_works_as_a_minute_does() -> None:
    """The limit holds to the second."""
    assert [p[0] for p in pieces(270 + 1 / 60)] == ["drive", "break", "drive"]


def test_a_whole_period_and_a_whole_period_are_legal_with_one_break() -> None:
    """d270 b45 d240 of FACTS 3.3: the break before the second leg, no other."""
    assert pieces(240, since=270) == [("break", 45), ("drive", 240)]


def test_a_very_long_leg_is_split_where_the_period_ends() -> None:
    """What was driven before the leg counts; the long leg needs no break at the stop first."""
    assert pieces(300, since=60) == [("drive", 210), ("break", 45), ("drive", 90)]
    assert pieces(600) == [("drive", 270), ("break", 45), ("drive", 270), ("break", 45), ("drive", 60)]


def test_a_long_leg_after_a_full_period_starts_with_the_break() -> None:
    """With no driving time left the break is at the stop, without a drive of zero length."""
    assert pieces(300, since=270) == [("break", 45), ("drive", 270), ("break", 45), ("drive", 30)]


def test_resumed_on_the_road_after_the_break() -> None:
    """The rest of a leg goes on from what was driven."""
    assert pieces(271, driven=270) == [("drive", 1)]


@pytest.mark.parametrize("minutes", [1, 269, 271, 541, 1000])
@pytest.mark.parametrize("since", [0, 1, 100, 269, 270])
def test_pieces_cover_the_leg_exactly(minutes: int, since: int) -> None:
    """Driving adds up to the leg, the fractions join, and no period is longer than the limit."""
    tacho = Tacho(HOURS, Ahead(0, 0), eu=True)
    tacho.drive(since * MIN)
    found = tacho.leg(minutes * MIN)
    drives = [p for p in found if p.doing is Doing.DRIVE]
    assert sum(p.seconds for p in drives) == minutes * MIN
    assert (drives[0].leg_from, drives[-1].leg_to) == (0.0, 1.0)
    for before, after in pairwise(drives):
        assert before.leg_to == after.leg_from
    running = since * MIN
    for piece in found:
        running = 0 if piece.doing is Doing.BREAK else running + piece.seconds
        assert running <= HOURS.drive_before_break_s


def test_no_driving_needs_nothing() -> None:
    """A leg of zero seconds never asks for a break, even at the limit."""
    assert pieces(0, since=270) == [("drive", 0)]
