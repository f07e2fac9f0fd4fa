"""Late stops cost goodwill: none when hardly late, less when the customer heard of it in time."""

from __future__ import annotations

import pytest

from game.domain.evaluation import StopTimes
from game.domain.people import Told
from game.domain.plan import Stop
from game.domain.world import Action, Load
from game.rules.goodwill import heard, late_stop
from tests.worlds import tiny

CLOSE_S = 10 * 3600


def stop(late_s: int) -> StopTimes:
    """A delivery that begins so long after its window."""
    begin_s = CLOSE_S + late_s
    return StopTimes(
        stop=Stop(order="A", action=Action.DELIVER), place="a", arrive_s=begin_s, begin_s=begin_s,
        end_s=begin_s + 600, wait_s=0, late_s=max(0, late_s), window_open_s=0, window_close_s=CLOSE_S,
        load_before=Load(), load_after=Load(), distance_m=0, drive_s=0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("late_s", "heard_s", "cent"),
    [
        (0, None, 0), (900, None, 0), (901, None, 4000), (901, CLOSE_S - 1800, 1500),
        (901, CLOSE_S - 1799, 4000), (900, CLOSE_S - 1800, 0),
    ],
)  # fmt: skip
def test_just_late_and_just_told_in_time(late_s: int, heard_s: int | None, cent: int) -> None:
    """Fifteen minutes are nobody's business; a call counts from half an hour before the window closes."""
    assert late_stop(tiny(), stop(late_s), heard_s) == cent


def test_the_first_call_counts() -> None:
    """Calling again later takes nothing away; a driver's call is no customer's."""
    told = [
        Told(party="driver/A", about="late", at_s=1), Told(party="customer/A", about="late", at_s=50),
        Told(party="customer/A", about="late", at_s=90), Told(party="customer/B", about="gone", at_s=70),
    ]  # fmt: skip
    assert heard(told) == {"A": 50, "B": 70}
